//! What messages look like, and what cannot be smuggled into them.

use baopi_engine::telling::letter::LetterException;
use baopi_workflow::{Measure, Rank, RuleId, StageKey, Status};
use chrono::NaiveDate;
use mail_parser::{MessageParser, MimeHeaders, PartType};
use rstest::rstest;

use super::*;

const AT: Timestamp = Timestamp(1_789_434_000_000);
const ID: Uuid = Uuid::from_u128(7);
const LINK: &str = "https://office.example.cn/a/k1.AAAAAAAAAAAAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBB";

fn sender() -> Sender {
    Sender {
        mailbox: "报批 <baopi@example.cn>".parse().unwrap(),
        host: host("https://office.example.cn:8443/x"),
    }
}

fn stage_key(key: &str) -> StageKey {
    key.to_owned().try_into().unwrap()
}

fn letter(occasion: Occasion) -> Letter {
    Letter {
        to_name: "王秀兰".to_owned(),
        to_address: Some("wang@example.cn".to_owned()),
        occasion,
        by: Some("陈志强".to_owned()),
        by_for: None,
        title: "关于做好秋季农田水利建设工作的通知".to_owned(),
        unit_name: "青澜区农业农村局".to_owned(),
        drafter_name: "张伟".to_owned(),
        kind_of_request: Kind::Document,
        measure: Measure { characters: 1_234, words_approx: 1_200, minutes: 0 },
        stage: Some(stage_key("office_review")),
        due_on: None,
        waits_for: Vec::new(),
        status: Status::Review(stage_key("office_review")),
        opinion: None,
        number: None,
        by_document: None,
        gathering: None,
        exceptions: Vec::new(),
        digest_short: "a1b2c3d4".to_owned(),
        receipt: "00000000-0000-0000-0000-000000000001:3:0123456789abcdef".to_owned(),
        link: LINK.to_owned(),
        invitation: None,
        obsolete: false,
    }
}

fn meeting(occasion: Occasion, method: &str) -> Letter {
    let invitation =
        format!("BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nSUMMARY:防汛会议\r\nEND:VCALENDAR\r\n");
    Letter {
        title: "防汛工作会议".to_owned(),
        kind_of_request: Kind::Meeting,
        measure: Measure { characters: 0, words_approx: 0, minutes: 90 },
        stage: None,
        gathering: Some(gathering()),
        invitation: Some(invitation),
        ..letter(occasion)
    }
}

fn gathering() -> Gathering {
    Gathering {
        sessions: vec![Session { starts_at: AT, ends_at: Timestamp(AT.0 + 90 * 60_000) }],
        venue: "区政府201会议室".to_owned(),
        instead_of: None,
    }
}

fn rendered(letter: &Letter) -> Mail {
    sender().render(letter, ID, AT).unwrap()
}

/// A message as a reader of mail understands it.
struct Read {
    headers: Vec<(String, String)>,
    subject: String,
    plain: String,
    html: String,
    others: Vec<(String, String)>,
}

fn read(mail: &Mail) -> Read {
    let message = MessageParser::default().parse(&mail.bytes).unwrap();
    let mut others = Vec::new();
    let (mut plain, mut html) = (String::new(), String::new());
    for part in &message.parts {
        let kind = part.content_type().unwrap();
        let media = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default());
        match (&part.body, media.as_str()) {
            (PartType::Text(text), "text/plain") => plain = text.replace("\r\n", "\n"),
            (PartType::Html(text), _) => html = text.replace("\r\n", "\n"),
            (PartType::Multipart(_), _) => {}
            _ => {
                let method = kind.attribute("method").unwrap_or_default();
                let name = part.attachment_name().unwrap_or_default();
                others.push((
                    format!("{media} {method} {name}"),
                    part.text_contents().unwrap().to_owned(),
                ));
            }
        }
    }
    Read {
        headers: message
            .headers_raw()
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect(),
        subject: message.subject().unwrap().to_owned(),
        plain,
        html,
        others,
    }
}

#[rstest]
#[case(letter(Occasion::Approval), "【报批】待您审批：关于做好秋季农田水利建设工作的通知")]
#[case(letter(Occasion::Task), "【报批】待您办理：关于做好秋季农田水利建设工作的通知")]
#[case(letter(Occasion::Returned), "【报批】已退回修改：关于做好秋季农田水利建设工作的通知")]
#[case(letter(Occasion::Rejected), "【报批】不予批准：关于做好秋季农田水利建设工作的通知")]
#[case(letter(Occasion::Approved), "【报批】已批准：关于做好秋季农田水利建设工作的通知")]
#[case(letter(Occasion::Issued), "【报批】已印发：关于做好秋季农田水利建设工作的通知")]
#[case(meeting(Occasion::MeetingNotice, "REQUEST"), "【会议通知】防汛工作会议")]
#[case(meeting(Occasion::MeetingCancelled, "CANCEL"), "【会议取消】防汛工作会议")]
fn the_subject_says_what_happened_to_what(#[case] letter: Letter, #[case] subject: &str) {
    let read = read(&rendered(&letter));
    assert_eq!(read.subject, subject);
    assert!(!read.plain.contains("Unknown"), "a message file lacks a sentence: {}", read.plain);
    assert!(!read.html.contains("Unknown"));
}

#[rstest]
#[case(letter(Occasion::Transferred), "【报批】转请您审批：")]
#[case(letter(Occasion::HandedOver), "【报批】移交您办理：")]
#[case(letter(Occasion::Advice), "【报批】请您提出意见：")]
#[case(letter(Occasion::Added), "【报批】加签请您审批：")]
#[case(letter(Occasion::Urged), "【催办】请尽快办理：")]
#[case(letter(Occasion::Overdue), "【逾期】请尽快办理：")]
#[case(letter(Occasion::OverdueBelow), "【逾期】请督促办理：")]
#[case(letter(Occasion::Circulated), "【传阅】")]
#[case(letter(Occasion::ProposedVoid), "【报批】提议作废编号，待您答复：")]
#[case(letter(Occasion::Declined), "【报批】提议未获同意：")]
#[case(letter(Occasion::Suspended), "【报批】已暂停：")]
#[case(letter(Occasion::Resumed), "【报批】已恢复办理：")]
#[case(letter(Occasion::Terminated), "【报批】已终止：")]
#[case(letter(Occasion::Revoked), "【报批】已撤销：")]
fn the_subject_of_a_move_says_what_is_asked(#[case] letter: Letter, #[case] subject: &str) {
    let read = read(&rendered(&letter));
    assert_eq!(read.subject, format!("{subject}{}", letter.title));
}

#[test]
fn every_occasion_has_its_own_subject_and_headline_in_both_languages() {
    for language in Language::ALL {
        let words = Words(language);
        let mut said: Vec<_> = Occasion::ALL
            .iter()
            .map(|occasion| {
                let letter = letter(*occasion);
                let title = [("title", letter.title.as_str())];
                let subject = words.with(&format!("mail-subject-{}", occasion.key()), &title);
                let headline = headline(words, &letter);
                assert!(
                    !subject.contains("Unknown") && subject.contains(&letter.title),
                    "{subject}"
                );
                assert!(!headline.contains("Unknown"), "{headline}");
                (subject, headline)
            })
            .collect();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), Occasion::ALL.len());
    }
}

#[test]
fn every_message_reads_without_a_gap() {
    for occasion in Occasion::ALL {
        let letter = Letter {
            due_on: NaiveDate::from_ymd_opt(2026, 9, 18),
            waits_for: vec!["王秀兰".to_owned()],
            by_document: Some("青政发〔2026〕9号".to_owned()),
            opinion: Some("请办理。".to_owned()),
            ..meeting(*occasion, "REQUEST")
        };
        let read = read(&rendered(&letter));
        for text in [&read.plain, &read.html, &read.subject] {
            assert!(!text.contains("Unknown") && !text.contains(['{', '\u{2068}']), "{text}");
        }
        assert!(read.plain.contains(LINK) && read.plain.contains("\n意见\n> 请办理。\n"));
    }
}

#[test]
fn the_headline_names_whoever_acted_and_for_whom() {
    let plain = |letter: &Letter| read(&rendered(letter)).plain;
    let own = letter(Occasion::Transferred);
    assert!(plain(&own).contains("\n陈志强将一项报批事项转请您审批。\n"));
    assert!(plain(&own).contains("\n陈志强 transferred a request to you for your decision.\n"));
    let stand_in = Letter { by_for: Some("王秀兰".to_owned()), ..letter(Occasion::Urged) };
    assert!(plain(&stand_in).contains("\n陈志强（代王秀兰）催请您尽快办理以下事项。\n"));
    let clock = Letter { by: None, ..letter(Occasion::Urged) };
    assert!(plain(&clock).contains("\n系统催请您尽快办理以下事项。\n"));
}

#[test]
fn a_reminder_says_the_day_and_to_those_above_who_is_late() {
    let due_on = NaiveDate::from_ymd_opt(2026, 9, 14);
    let late = Letter { due_on, ..letter(Occasion::Overdue) };
    let plain = read(&rendered(&late)).plain;
    assert!(plain.contains("\n环节：办公室核稿\n办理时限：2026年9月14日\n"), "{plain}");
    assert!(!plain.contains("待办人"));
    let waits_for = vec!["陈志强".to_owned(), "王秀兰".to_owned()];
    let above = Letter { due_on, waits_for, ..letter(Occasion::OverdueBelow) };
    let plain = read(&rendered(&above)).plain;
    assert!(plain.contains("\n办理时限：2026年9月14日\n待办人：陈志强、王秀兰\n"), "{plain}");
}

#[test]
fn a_stage_that_an_office_named_is_shown_as_it_is() {
    let letter = Letter { stage: Some(stage_key("专家论证")), ..letter(Occasion::Approval) };
    assert!(read(&rendered(&letter)).plain.contains("\n环节：专家论证\n"));
}

#[test]
fn a_meeting_says_when_and_where() {
    let plain = read(&rendered(&meeting(Occasion::MeetingNotice, "REQUEST"))).plain;
    let facts = "\n会议时间：2026年9月15日 09:00至10:30\n会议地点：区政府201会议室\n";
    assert!(plain.contains(facts), "{plain}");
    let mut overnight = meeting(Occasion::MeetingNotice, "REQUEST");
    overnight.gathering = Some(Gathering {
        sessions: vec![Session { starts_at: AT, ends_at: Timestamp(AT.0 + 24 * 3_600_000) }],
        venue: String::new(),
        instead_of: None,
    });
    let plain = read(&rendered(&overnight)).plain;
    assert!(plain.contains("\n会议时间：2026年9月15日 09:00至2026年9月16日 09:00\n"), "{plain}");
    assert!(!plain.contains("会议地点"), "a meeting without a room has no place");
}

#[test]
fn a_meeting_that_was_moved_says_both_rooms() {
    let mut letter = meeting(Occasion::MeetingMoved, "REQUEST");
    letter.gathering =
        Some(Gathering { instead_of: Some("一楼会议室".to_owned()), ..gathering() });
    let read = read(&rendered(&letter));
    let facts = "\n会议地点：区政府201会议室\n原定地点：一楼会议室\n";
    assert!(read.plain.contains(facts), "{}", read.plain);
    assert!(read.others[0].0.contains("REQUEST"));
}

#[test]
fn a_meeting_that_has_to_be_approved_again_tells_that_the_old_time_does_not_hold() {
    let letter = meeting(Occasion::MeetingRescheduled, "CANCEL");
    let read = read(&rendered(&letter));
    assert_eq!(read.subject, "【会议改期】原定时间取消：防汛工作会议");
    assert!(read.plain.contains("原定时间、地点不再有效"));
    let facts = "\n原定时间：2026年9月15日 09:00至10:30\n原定地点：区政府201会议室\n";
    assert!(read.plain.contains(facts), "{}", read.plain);
    assert!(!read.plain.contains("会议时间："), "{}", read.plain);
    assert_eq!(read.others[0].0, "text/calendar CANCEL ");
}

#[test]
fn what_revokes_a_document_is_named() {
    let by_document = Some("青政发〔2026〕9号".to_owned());
    let plain = read(&rendered(&Letter { by_document, ..letter(Occasion::Revoked) })).plain;
    assert!(plain.contains("\n依据：青政发〔2026〕9号\n"), "{plain}");
}

#[test]
fn a_message_reads_in_chinese_and_briefly_in_english() {
    let exceptions = vec![LetterException {
        rule: RuleId::FileLengthSpecial,
        rank: Rank::MainLeader,
        reason: "涉及12个乡镇。\n附表较多。".to_owned(),
    }];
    let letter = Letter {
        exceptions,
        number: Some("青农发〔2026〕15号".to_owned()),
        ..letter(Occasion::Approval)
    };
    insta::assert_snapshot!(read(&rendered(&letter)).plain);
}

#[test]
fn the_reason_of_a_return_stands_in_the_message_as_a_quotation() {
    let opinion = format!("请补充依据。\r\n{LINK}/evil\r\n回执：伪造");
    let read = read(&rendered(&Letter { opinion: Some(opinion), ..letter(Occasion::Returned) }));
    assert!(
        read.plain.contains(&format!("\n意见\n> 请补充依据。\n> {LINK}/evil\n> 回执：伪造\n")),
        "{}",
        read.plain
    );
    assert!(!read.plain.contains("\n回执：伪造"));
    assert!(read.html.contains("请补充依据。<br>"));
}

#[test]
fn exceptions_stand_only_where_they_are_asked_about() {
    let exceptions = vec![LetterException {
        rule: RuleId::FileLengthSpecial,
        rank: Rank::MainLeader,
        reason: "理由在此".to_owned(),
    }];
    let text = |occasion| {
        read(&rendered(&Letter { exceptions: exceptions.clone(), ..letter(occasion) })).plain
    };
    assert!(text(Occasion::Approval).contains("> 理由在此"));
    assert!(!text(Occasion::Approved).contains("理由在此"));
}

#[test]
fn the_whole_link_can_be_read_and_the_message_says_that_opening_decides_nothing() {
    let read = read(&rendered(&letter(Occasion::Approval)));
    assert!(
        read.plain.contains(&format!("\n{LINK}\n打开链接不会作出任何决定。\n")),
        "{}",
        read.plain
    );
    assert!(read.plain.contains(&format!("\n{LINK}\nOpening the link decides nothing.\n")));
    assert!(read.html.contains(&format!(">{LINK}</a>")));
    assert!(read.html.contains("打开链接不会作出任何决定。"));
    assert!(
        read.plain.contains("\n回执：00000000-0000-0000-0000-000000000001:3:0123456789abcdef\n")
    );
}

#[test]
fn nothing_in_the_message_is_loaded_from_elsewhere() {
    let html = read(&rendered(&letter(Occasion::Approval))).html;
    for loading in ["src=", "<img", "<link", "<script", "url(", "@import"] {
        assert!(!html.contains(loading), "{loading}");
    }
    assert_eq!(
        html.matches("://").count(),
        4,
        "each part has the link twice, and nothing else has an address"
    );
}

#[test]
fn the_same_letter_gives_the_same_bytes_with_the_same_message_id() {
    let letter = meeting(Occasion::MeetingNotice, "REQUEST");
    let mail = rendered(&letter);
    assert_eq!(mail, rendered(&letter));
    let header =
        |name: &str| read(&mail).headers.into_iter().find(|header| header.0 == name).unwrap().1;
    assert_eq!(header("Message-ID"), "<00000000-0000-0000-0000-000000000007@office.example.cn>");
    assert_eq!(header("Auto-Submitted"), "auto-generated");
    assert_eq!(header("Date"), "Tue, 15 Sep 2026 01:00:00 +0000");
    assert_eq!(
        (mail.from.to_string(), mail.to.to_string()),
        ("baopi@example.cn".into(), "wang@example.cn".into())
    );
}

#[test]
fn a_meeting_comes_with_its_invitation_as_a_part_and_as_a_file() {
    for (kind, method) in
        [(Occasion::MeetingNotice, "REQUEST"), (Occasion::MeetingCancelled, "CANCEL")]
    {
        let letter = meeting(kind, method);
        let expected = letter.invitation.clone().unwrap();
        let others = read(&rendered(&letter)).others;
        assert_eq!(
            others,
            [
                (format!("text/calendar {method} "), expected.clone()),
                ("text/calendar  invite.ics".to_owned(), expected),
            ]
        );
    }
}

#[rstest]
#[case::carriage_return_line_feed("\r\n")]
#[case::line_feed("\n")]
#[case::carriage_return("\r")]
#[case::folded("\r\n ")]
#[case::two("\r\n\r\n")]
#[case::encoded_word("=?utf-8?q?=0d=0a?=")]
#[case::line_separator("\u{2028}")]
#[case::next_line("\u{85}")]
#[case::null("\0")]
fn no_title_and_no_name_can_begin_a_header(#[case] breaking: &str) {
    let evil = format!("甲{breaking}Bcc: evil@example.net{breaking}X-Evil: 1{breaking}");
    let evil_letter = Letter {
        title: evil.clone(),
        to_name: evil.clone(),
        unit_name: evil.clone(),
        drafter_name: evil.clone(),
        number: Some(evil.clone()),
        opinion: Some(evil.clone()),
        by: Some(evil.clone()),
        by_for: Some(evil.clone()),
        waits_for: vec![evil.clone()],
        by_document: Some(evil.clone()),
        gathering: Some(Gathering { venue: evil.clone(), ..gathering() }),
        ..letter(Occasion::Returned)
    };
    let names = |letter: &Letter| -> Vec<String> {
        read(&rendered(letter)).headers.into_iter().map(|header| header.0).collect()
    };
    assert_eq!(names(&evil_letter), names(&letter(Occasion::Returned)));
    let mail = rendered(&evil_letter);
    assert_eq!(mail.to.to_string(), "wang@example.cn");
    let message = MessageParser::default().parse(&mail.bytes).unwrap();
    assert_eq!(message.to().unwrap().iter().count(), 1);
    assert_eq!(message.to().unwrap().first().unwrap().address().unwrap(), "wang@example.cn");
}

#[test]
fn markup_in_a_title_stays_text() {
    let title = "<script>alert(1)</script>&\"".to_owned();
    let read = read(&rendered(&Letter { title, ..letter(Occasion::Approval) }));
    assert!(!read.html.contains("<script"));
    assert!(read.plain.contains("标题：<script>alert(1)</script>&\"\n"));
}

#[test]
fn every_line_is_ascii_ends_with_crlf_and_is_short_enough_for_smtp() {
    let opinion = Some("长".repeat(5_000));
    let mail = rendered(&Letter {
        opinion,
        title: "题".repeat(300),
        ..meeting(Occasion::MeetingNotice, "REQUEST")
    });
    assert!(mail.bytes.is_ascii());
    let text = String::from_utf8(mail.bytes).unwrap();
    for line in text.split_inclusive('\n') {
        assert!(
            line.ends_with("\r\n") && line.len() <= 1_000 && line.matches('\r').count() == 1,
            "{line:?}"
        );
    }
}

#[rstest]
#[case(None, "no_address")]
#[case(Some(""), "address_invalid")]
#[case(Some("nobody"), "address_invalid")]
#[case(Some("a@b.cn\r\nRCPT TO:<c@d.cn>"), "address_invalid")]
#[case(Some("a@b.cn>\r\n<c@d.cn"), "address_invalid")]
#[case(Some("a@b.cn, c@d.cn"), "address_invalid")]
fn a_recipient_without_a_good_address_is_a_code(#[case] address: Option<&str>, #[case] code: &str) {
    let letter = Letter { to_address: address.map(str::to_owned), ..letter(Occasion::Approval) };
    assert_eq!(sender().render(&letter, ID, AT).unwrap_err().code(), code);
}

#[test]
fn a_title_of_101_characters_is_cut_in_the_subject_and_whole_in_the_text() {
    let subject = |title: &str| {
        read(&rendered(&Letter { title: title.to_owned(), ..letter(Occasion::Issued) }))
    };
    let whole = "题".repeat(MAX_SUBJECT_TITLE);
    assert!(subject(&whole).subject.ends_with(&whole));
    let longer = "题".repeat(MAX_SUBJECT_TITLE + 1);
    let read = subject(&longer);
    assert!(read.subject.ends_with(&format!("：{}…", "题".repeat(MAX_SUBJECT_TITLE - 1))));
    assert!(read.plain.contains(&longer));
}

#[test]
fn an_opinion_of_2001_characters_is_cut() {
    let plain = |count| {
        let opinion = Some("见".repeat(count));
        read(&rendered(&Letter { opinion, ..letter(Occasion::Rejected) })).plain
    };
    assert!(plain(MAX_QUOTE).contains(&format!("> {}\n", "见".repeat(MAX_QUOTE))));
    assert!(plain(MAX_QUOTE + 1).contains(&format!("> {}…\n", "见".repeat(MAX_QUOTE - 1))));
}

#[rstest]
#[case("http://127.0.0.1:8080", "127.0.0.1")]
#[case("https://office.example.cn/baopi", "office.example.cn")]
#[case("https://office.example.cn:8443/baopi?x#y", "office.example.cn")]
#[case("http://[::1]:8080/", "[::1]")]
#[case("http://[::1]/", "[::1]")]
#[case("office", "office")]
#[case("", "localhost")]
#[case("http://a b\r\nX: y/", "localhost")]
#[case("http://报批.cn/", "localhost")]
fn the_host_of_an_address_goes_into_the_message_id(#[case] url: &str, #[case] expected: &str) {
    assert_eq!(host(url), expected);
}
