//! What messages look like, and what cannot be smuggled into them.

use baopi_engine::letter::LetterException;
use baopi_workflow::{Measure, Rank, RuleId, StageKey, Status};
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

fn letter(kind: NoticeKind) -> Letter {
    Letter {
        to_name: "王秀兰".to_owned(),
        to_address: Some("wang@example.cn".to_owned()),
        kind,
        title: "关于做好秋季农田水利建设工作的通知".to_owned(),
        unit_name: "青澜区农业农村局".to_owned(),
        drafter_name: "张伟".to_owned(),
        kind_of_request: Kind::Document,
        measure: Measure { characters: 1_234, words_approx: 1_200, minutes: 0 },
        stage: Some(stage_key("office_review")),
        status: Status::Review(stage_key("office_review")),
        opinion: None,
        number: None,
        exceptions: Vec::new(),
        digest_short: "a1b2c3d4".to_owned(),
        receipt: "00000000-0000-0000-0000-000000000001:3:0123456789abcdef".to_owned(),
        link: LINK.to_owned(),
        invitation: None,
        obsolete: false,
    }
}

fn meeting(kind: NoticeKind, method: &str) -> Letter {
    let invitation =
        format!("BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nSUMMARY:防汛会议\r\nEND:VCALENDAR\r\n");
    Letter {
        title: "防汛工作会议".to_owned(),
        kind_of_request: Kind::Meeting,
        measure: Measure { characters: 0, words_approx: 0, minutes: 90 },
        stage: None,
        invitation: Some(invitation),
        ..letter(kind)
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
#[case(letter(NoticeKind::TaskArrived), "【报批】待您审批：关于做好秋季农田水利建设工作的通知")]
#[case(Letter { stage: None, ..letter(NoticeKind::TaskArrived) }, "【报批】待您办理：关于做好秋季农田水利建设工作的通知")]
#[case(letter(NoticeKind::Returned), "【报批】已退回修改：关于做好秋季农田水利建设工作的通知")]
#[case(letter(NoticeKind::Rejected), "【报批】不予批准：关于做好秋季农田水利建设工作的通知")]
#[case(letter(NoticeKind::Approved), "【报批】已批准：关于做好秋季农田水利建设工作的通知")]
#[case(letter(NoticeKind::Issued), "【报批】已印发：关于做好秋季农田水利建设工作的通知")]
#[case(meeting(NoticeKind::MeetingNotice, "REQUEST"), "【会议通知】防汛工作会议")]
#[case(meeting(NoticeKind::MeetingCancelled, "CANCEL"), "【会议取消】防汛工作会议")]
fn the_subject_says_what_happened_to_what(#[case] letter: Letter, #[case] subject: &str) {
    let read = read(&rendered(&letter));
    assert_eq!(read.subject, subject);
    assert!(!read.plain.contains("Unknown"), "a message file lacks a sentence: {}", read.plain);
    assert!(!read.html.contains("Unknown"));
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
        ..letter(NoticeKind::TaskArrived)
    };
    insta::assert_snapshot!(read(&rendered(&letter)).plain);
}

#[test]
fn the_reason_of_a_return_stands_in_the_message_as_a_quotation() {
    let opinion = format!("请补充依据。\r\n{LINK}/evil\r\n回执：伪造");
    let read = read(&rendered(&Letter { opinion: Some(opinion), ..letter(NoticeKind::Returned) }));
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
    let text =
        |kind| read(&rendered(&Letter { exceptions: exceptions.clone(), ..letter(kind) })).plain;
    assert!(text(NoticeKind::TaskArrived).contains("> 理由在此"));
    assert!(!text(NoticeKind::Approved).contains("理由在此"));
}

#[test]
fn the_whole_link_can_be_read_and_the_message_says_that_opening_decides_nothing() {
    let read = read(&rendered(&letter(NoticeKind::TaskArrived)));
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
    let html = read(&rendered(&letter(NoticeKind::TaskArrived))).html;
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
    let letter = meeting(NoticeKind::MeetingNotice, "REQUEST");
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
        [(NoticeKind::MeetingNotice, "REQUEST"), (NoticeKind::MeetingCancelled, "CANCEL")]
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
        ..letter(NoticeKind::Returned)
    };
    let names = |letter: &Letter| -> Vec<String> {
        read(&rendered(letter)).headers.into_iter().map(|header| header.0).collect()
    };
    assert_eq!(names(&evil_letter), names(&letter(NoticeKind::Returned)));
    let mail = rendered(&evil_letter);
    assert_eq!(mail.to.to_string(), "wang@example.cn");
    let message = MessageParser::default().parse(&mail.bytes).unwrap();
    assert_eq!(message.to().unwrap().iter().count(), 1);
    assert_eq!(message.to().unwrap().first().unwrap().address().unwrap(), "wang@example.cn");
}

#[test]
fn markup_in_a_title_stays_text() {
    let title = "<script>alert(1)</script>&\"".to_owned();
    let read = read(&rendered(&Letter { title, ..letter(NoticeKind::TaskArrived) }));
    assert!(!read.html.contains("<script"));
    assert!(read.plain.contains("标题：<script>alert(1)</script>&\"\n"));
}

#[test]
fn every_line_is_ascii_ends_with_crlf_and_is_short_enough_for_smtp() {
    let opinion = Some("长".repeat(5_000));
    let mail = rendered(&Letter {
        opinion,
        title: "题".repeat(300),
        ..meeting(NoticeKind::MeetingNotice, "REQUEST")
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
    let letter =
        Letter { to_address: address.map(str::to_owned), ..letter(NoticeKind::TaskArrived) };
    assert_eq!(sender().render(&letter, ID, AT).unwrap_err().code(), code);
}

#[test]
fn a_title_of_101_characters_is_cut_in_the_subject_and_whole_in_the_text() {
    let subject = |title: &str| {
        read(&rendered(&Letter { title: title.to_owned(), ..letter(NoticeKind::Issued) }))
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
        read(&rendered(&Letter { opinion, ..letter(NoticeKind::Rejected) })).plain
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
