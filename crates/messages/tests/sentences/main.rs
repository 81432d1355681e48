//! Everything the program can say renders in both languages.

use std::path::Path;

use baopi_document::{Format, Unreadable};
use baopi_messages::{Args, ButtonPlace, Language};
use baopi_workflow::content::{
    AgendaKind, AnnexKind, Attendance, Category, Direction, Disclosure, DocType, InspectionMethod,
    MeetingClass, MeetingMode, MeetingNature, Scope, Urgency,
};
use baopi_workflow::number::NumberFault;
use baopi_workflow::organisation::{Level, UnitKind};
use baopi_workflow::proposal::Standing;
use baopi_workflow::request::Kind;
use baopi_workflow::rules::numbering::misspelt;
use baopi_workflow::rules::parameter::Measured;
use baopi_workflow::rules::{Fact, Parameter};
use baopi_workflow::{
    ActionName, Digest, Finding, NoticeKind, PersonId, Rank, Refusal, RequestId, Role, Route,
    RuleId, StageKey, Status, SystemHappening, Timestamp, Trigger, UnitId, Verdict,
};
use chrono::NaiveDate;
use rstest::rstest;
use serde::Serialize;

const REASON: Verdict = Verdict::NeedsJustification(Rank::MainLeader);

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, day).expect("the day exists")
}

/// 2026-09-15 09:05 at the office.
fn instant() -> Timestamp {
    Timestamp::at_office(day(15).and_hms_opt(9, 5, 0).expect("the time exists"))
}

fn person() -> PersonId {
    "0190a0a0-0000-7000-8000-000000000001".parse().expect("the identifier is well formed")
}

fn unit() -> UnitId {
    "0190a0a0-0000-7000-8000-000000000002".parse().expect("the identifier is well formed")
}

fn request() -> RequestId {
    "0190a0a0-0000-7000-8000-000000000003".parse().expect("the identifier is well formed")
}

fn stage(key: &str) -> StageKey {
    StageKey::try_from(key.to_owned()).expect("the key is well formed")
}

fn named(key: &str) -> Fact {
    Fact::Field(key.to_owned())
}

mod books;
mod inspections;
mod meetings;
mod moves;
mod routes;
mod timeline;

/// The sentence is there, whole, in both languages, and is not the same text twice.
fn said(render: impl Fn(Language) -> String) {
    let [chinese, english] = Language::ALL.map(render);
    for text in [&chinese, &english] {
        let whole = !text.is_empty()
            && !text.contains("Unknown localization")
            && !text.contains(['{', '}', '\u{2068}']);
        assert!(whole, "{text:?}");
    }
    assert_ne!(chinese, english);
}

fn with_limit(finding: Finding, n: u32, limit: u32) -> Finding {
    finding.with("n", n).with("limit", limit)
}

/// One finding of every rule and case, with the facts that the rule gives it.
fn findings() -> Vec<Finding> {
    let mut findings = gates();
    findings.extend(forms());
    findings.extend(documents());
    findings.extend(meetings::findings());
    findings.extend(inspections::findings());
    findings.extend(repetitions());
    findings.extend(missing());
    findings.extend(misspelt_numbers());
    findings
}

/// Every fault of a number that somebody typed, and the one of which it is known what was meant.
fn misspelt_numbers() -> Vec<Finding> {
    let faulty = |fault: &NumberFault| misspelt(*fault, "青农发〔2026〕1");
    let meant = misspelt(NumberFault::Brackets, "青农发[2026]1号");
    NumberFault::ALL.iter().map(faulty).chain([meant]).collect()
}

fn gates() -> Vec<Finding> {
    use RuleId::{ApprovalGate, Classified, ContentFrozen, Declaration, Separation, SignerRank};
    let mut findings = vec![
        Finding::block(ApprovalGate)
            .with("action", named("action-assign_number"))
            .with("status", named("status-review")),
        Finding::block(ContentFrozen).with("signed", "1f3a").with("present", "77c0"),
        Finding::block(Classified).with("pattern", 1),
        Finding::new(Classified, Verdict::Advisory).case("hint").with("word", "涉密"),
        Finding::block(Declaration),
        Finding::block(SignerRank)
            .with("required", named("rank-main-leader"))
            .with("rank", named("rank-none")),
    ];
    findings.extend(
        ["drafter", "stand-in", "office", "reviewer"]
            .map(|case| Finding::block(Separation).case(case)),
    );
    findings
}

fn forms() -> Vec<Finding> {
    use RuleId::{
        BurdenAssessment, IssuingOrgan, NumberFormat, RequiredFields, TitleFormat, UrgencyReason,
    };
    let field = |case, field| Finding::block(RequiredFields).case(case).about(field);
    let number = |case| Finding::block(NumberFormat).case(case);
    let title =
        |case| Finding::new(TitleFormat, Verdict::Advisory).case(case).with("expected", "通知");
    let organ = |case: &str| {
        Finding::block(IssuingOrgan)
            .case(case)
            .with("unit", "区应急局")
            .with("drafting", "区农业农村局")
    };
    let adds = |what| {
        Finding::new(BurdenAssessment, REASON).case("adds").with("n", 2).with("what", named(what))
    };
    vec![
        field("missing", "doc_type"),
        with_limit(field("short", "necessity"), 9, 10),
        with_limit(field("long", "title"), 101, 100),
        field("end-before-start", "sessions"),
        field("lines", "venue"),
        field("overlap", "sessions"),
        field("session-too-long", "sessions").with("limit", 24),
        field("too-far", "sessions").with("limit", 731),
        field("begun", "sessions"),
        field("begun", "starts_on"),
        with_limit(field("agenda-too-long", "agenda"), 61, 60),
        field("negative", "budget_fen"),
        field("not-statutory", "nature"),
        field("future", "actual"),
        field("unknown-file", "file"),
        field("other-text", "body_file"),
        field("other-text", "annexes"),
        number("code").with("code", "青"),
        number("series").with("code", "—"),
        number("year-closed").with("year", 2026),
        number("full").with("series", "青政发"),
        number("cited-unknown").with("number", "青政发〔2026〕9号"),
        number("cited-itself").with("number", "青政发〔2026〕9号"),
        number("cited-void").with("number", "青政发〔2026〕9号"),
        number("cited-not-issued").with("number", "青政发〔2026〕9号"),
        organ(""),
        organ("meeting"),
        Finding::block(UrgencyReason).with("urgency", named("urgency-extra-urgent")),
        Finding::block(BurdenAssessment).case("missing"),
        adds("adds_forms"),
        adds("adds_reports"),
        adds("adds_inspection"),
        adds("adds_forms_reports"),
        adds("adds_forms_inspection"),
        adds("adds_reports_inspection"),
        adds("adds_everything"),
        title("type").with("found", "请示"),
        title("no-type"),
        title("about"),
        title("punctuation").with("mark", "。"),
    ]
}

fn documents() -> Vec<Finding> {
    use RuleId::{
        AnnexLength, BurdenTerms, CoordBodySelfIssue, CountersignRequired, Direction,
        DirectiveDown, FileLength, FileLengthSpecial, InternalOrgan, NotToPerson, PlanDoc,
        ReportNoRequest, RequestOneMatter, ShortDeadline, SkipLevel, UpwardNoCcDown,
        UpwardOneRecipient,
    };
    let annexes = |finding: Finding| with_limit(finding, 5_001, 5_000).with("text", 1_600);
    let down = |finding: Finding| finding.with("recipient", "石桥镇").with("n", 2);
    let direction = |case: &str| Finding::block(Direction).case(case).with("unit", "区政府");
    vec![
        with_limit(Finding::block(FileLength), 5_001, 5_000).with("over", 1),
        with_limit(Finding::new(FileLengthSpecial, REASON), 4_001, 4_000),
        Finding::block(CoordBodySelfIssue).with("body", "区防汛抗旱指挥部"),
        Finding::new(CoordBodySelfIssue, Verdict::Advisory).case("hint").with("word", "指挥部"),
        Finding::block(Direction).case("type"),
        direction("mixed").with("below", "红旗村"),
        direction("upward"),
        direction("downward"),
        direction("lateral"),
        direction("not-upward"),
        direction("not-downward"),
        down(Finding::block(DirectiveDown)),
        down(Finding::new(DirectiveDown, REASON).case("consented")),
        down(Finding::new(DirectiveDown, REASON).case("emergency")),
        Finding::block(InternalOrgan).with("unit", "文书科"),
        Finding::block(UpwardOneRecipient).with("n", 2),
        Finding::new(UpwardOneRecipient, REASON).case("principle").with("n", 2),
        Finding::block(UpwardNoCcDown).with("unit", "红旗村").with("n", 1),
        Finding::block(ReportNoRequest).with("phrase", "请予批准"),
        annexes(Finding::new(AnnexLength, Verdict::Advisory)),
        annexes(Finding::new(AnnexLength, REASON)).case("beside-short-text").with("times", 3),
        Finding::new(PlanDoc, REASON),
        Finding::new(PlanDoc, REASON).case("unknown").with("item", "2026-07"),
        Finding::new(CountersignRequired, Verdict::Advisory).with("unit", "区财政局").with("n", 1),
        Finding::new(BurdenTerms, Verdict::Advisory).with("n", 2).with("words", "台账、留痕"),
        Finding::new(ShortDeadline, REASON).with("date", day(16)).with("days", 1).with("limit", 2),
        Finding::new(RequestOneMatter, Verdict::Advisory).with("n", 2),
        Finding::block(NotToPerson).with("person", "陈志强"),
        Finding::new(SkipLevel, REASON).with("unit", "市政府").with("superior", "区政府"),
    ]
}

/// What the rules say that compare with other documents, meetings and figures.
fn repetitions() -> Vec<Finding> {
    use RuleId::{AlreadyDeployed, CopyPaste, QuotaDoc, SimilarDoc, SplitSuspect};
    let quota = |verdict| {
        let finding =
            Finding::new(QuotaDoc, verdict).with("year", Fact::Number(2026)).with("n", 36);
        finding.with("quota", 35).with("baseline", 50)
    };
    let alike = |rule| {
        let finding = Finding::new(rule, REASON).with("title", "关于做好秋粮收购服务工作的通知");
        finding.with("date", day(8)).with("pct", 83)
    };
    let copied = |verdict| {
        let finding =
            Finding::new(CopyPaste, verdict).with("title", "关于做好困难群众救助工作的通知");
        finding.with("from", "云澜市民政局").with("pct", 96)
    };
    vec![
        quota(REASON),
        quota(REASON).case("explained"),
        quota(Verdict::Block).case("last-year"),
        quota(Verdict::Advisory).case("near"),
        quota(Verdict::Advisory).case("no-baseline"),
        alike(AlreadyDeployed),
        Finding::new(AlreadyDeployed, REASON).case("named"),
        alike(SimilarDoc),
        alike(SplitSuspect),
        copied(REASON),
        copied(Verdict::Advisory).case("hint"),
    ]
}

/// What the rules say that could not be judged.
fn missing() -> Vec<Finding> {
    use RuleId::{AlreadyDeployed, CopyPaste, PlanDoc, QuotaDoc, SimilarDoc, SplitSuspect};
    let rules = [
        (QuotaDoc, "quota"),
        (AlreadyDeployed, "meetings"),
        (SimilarDoc, "documents"),
        (SplitSuspect, "documents"),
        (CopyPaste, "sources"),
        (PlanDoc, "plan"),
    ];
    rules.map(|(rule, what)| Finding::missing(rule, what)).to_vec()
}

/// All Chinese message files, one behind the other.
fn files() -> String {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/zh-CN");
    let entries = std::fs::read_dir(directory).expect("the folder of the messages");
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.expect("an entry of it").path();
        std::fs::read_to_string(path).expect("a message file") + "\n"
    };
    entries.map(read).collect()
}

#[test]
fn every_finding_says_what_is_wrong_and_the_way_out() {
    let files = files();
    for finding in findings() {
        said(|language| baopi_messages::finding(language, &finding));
        said(|language| baopi_messages::finding_advice(language, &finding));
        // Its own message was found, and not only the general one of the rule or its name.
        for suffix in ["", "-advice"] {
            let key = format!("{}{suffix}", finding.message_key());
            assert!(files.lines().any(|line| line.starts_with(&format!("{key} ="))), "{key}");
        }
        let general =
            Language::ALL.map(|language| baopi_messages::rule_name(language, finding.rule));
        let said = Language::ALL.map(|language| baopi_messages::finding(language, &finding));
        assert_ne!(general, said, "{}", finding.message_key());
    }
}

#[test]
fn no_rule_and_no_case_in_the_rules_is_forgotten() {
    let known = findings();
    for rule in RuleId::ALL {
        assert!(known.iter().any(|finding| finding.rule == *rule), "{rule}");
    }
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../workflow/src");
    for file in ["rules", "request/transition"] {
        for entry in std::fs::read_dir(source.join(file)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for case in text.split(".case(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(
                    known.iter().any(|finding| finding.case == case),
                    "{}: {case}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn a_finding_of_the_past_whose_case_is_no_longer_known_still_says_something() {
    for rule in RuleId::ALL {
        said(|language| {
            baopi_messages::finding(language, &Finding::block(*rule).case("of-the-past"))
        });
    }
}

#[test]
fn the_figures_of_the_rules_about_documents_have_names_and_so_have_their_choices() {
    let file = include_str!("../../locales/zh-CN/rules_figures_document.ftl");
    let named: Vec<_> = file.lines().filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
    let mut known = Vec::new();
    for parameter in Parameter::ALL {
        let key = format!("parameter-{}", parameter.key().replace('_', "-"));
        let choices = 0..=parameter.bounds().1;
        let choices = choices.filter(|_| parameter.measured() == Measured::Choice);
        known.extend(choices.map(|choice| format!("{key}-{choice}")));
        known.push(key);
    }
    for key in &named {
        assert!(known.iter().any(|known| known == key), "{key} names nothing");
        said(|language| baopi_messages::text(language, key));
    }
    let choice = |key: &&String| named.iter().any(|named| key.starts_with(&format!("{named}-")));
    for key in known.iter().filter(|key| key.ends_with(char::is_numeric)).filter(choice) {
        assert!(named.contains(&key.as_str()), "{key} has no name");
    }
}

#[test]
fn every_rule_has_a_name_and_a_basis() {
    for rule in RuleId::ALL {
        said(|language| baopi_messages::rule_name(language, *rule));
        said(|language| baopi_messages::rule_basis(language, *rule));
    }
}

#[test]
fn a_verdict_says_whose_acceptance_it_asks_for() {
    for verdict in [Verdict::Pass, Verdict::Advisory, REASON, Verdict::Block] {
        said(|language| baopi_messages::verdict(language, verdict));
    }
    assert_eq!(baopi_messages::verdict(Language::Zh, REASON), "需说明理由、须由主要领导认可");
}

#[rstest]
#[case::file_length(
    with_limit(Finding::block(RuleId::FileLength), 5_001, 5_000).with("over", 1),
    "正文及印发件共5001字，超过5000字上限，不予受理，请精简后重新报批。",
    "Body and issued texts have 5001 characters, more than 5000. Refused; shorten it, then ask for approval again."
)]
#[case::meeting_duration(
    with_limit(Finding::block(RuleId::MeetingDuration), 91, 90).with("over", 1),
    "会议计划时长91分钟，超过90分钟上限，不予受理。",
    "The meeting is planned for 91 minutes, more than 90. Refused."
)]
#[case::classified(
    Finding::block(RuleId::Classified).with("pattern", 1),
    "疑似涉密内容。本系统为非涉密系统，不得存储、处理国家秘密。内容未保存，请立即停止操作并联系本单位保密员，按涉密渠道办理。",
    "This looks like classified content. This system is not classified and must not store or process state secrets. \
     Nothing was saved. Stop at once, contact your unit's secrecy officer and use the classified channel."
)]
#[case::no_meeting_week(
    Finding::block(RuleId::NoMeetingWeek).with("date", day(8)).with("month", 9).with("from", day(7)).with("to", day(13)),
    "2026年9月8日在9月无会周（2026年9月7日至2026年9月13日）内，原则上不得召开会议。",
    "8 Sep 2026 lies in the no-meeting week of month 9 (7 Sep 2026 to 13 Sep 2026), in which no meeting is held."
)]
#[case::merge_similar(
    meetings::about(Finding::new(RuleId::MergeSimilar, REASON)).with("days", 5),
    "与“全区农业生产会议”（2026年9月17日，区农业农村局）内容相近，请合并召开或说明理由。",
    "It is about the same as “全区农业生产会议” (17 Sep 2026, 区农业农村局): hold one meeting, or say why not."
)]
#[case::combine_attendees(
    meetings::about(Finding::new(RuleId::CombineAttendees, REASON)).with("pct", 85),
    "与“全区农业生产会议”参会范围重合85%，请套开或说明理由。",
    "85% of those who attend also attend “全区农业生产会议”: hold both together, or say why not."
)]
#[case::quota_doc(
    Finding::new(RuleId::QuotaDoc, REASON).with("year", Fact::Number(2026)).with("quota", 14).with("n", 15).with("baseline", 20),
    "本单位2026年发文限额14件，本件为第15件（上年20件）。",
    "The unit's quota for 2026 is 14; this would be number 15 (last year: 20)."
)]
#[case::already_deployed(
    Finding::new(RuleId::AlreadyDeployed, REASON).with("date", day(1)).with("title", "全区森林草原防灭火工作会议"),
    "该项工作已于2026年9月1日开会部署，一般不再发文。",
    "A meeting on 1 Sep 2026 gave out this work; usually nothing is issued about it again."
)]
#[case::copy_paste(
    Finding::new(RuleId::CopyPaste, REASON).with("pct", 96).with("title", "通知").with("from", "云澜市民政局"),
    "与来文重复96%，请结合实际修改或原文转发。",
    "96 % of it stands in a document that was received; adapt it to what is needed here, or forward the original."
)]
#[case::missing(
    Finding::block(RuleId::RequiredFields).case("missing").about("main_recipients"),
    "未填写“主送机关”。",
    "“Main recipients” is missing."
)]
#[case::gate(
    Finding::block(RuleId::ApprovalGate).with("action", named("action-assign_number")).with("status", named("status-review")),
    "该件目前“审批中”，还不能编号。",
    "The request is “in review”; “Assign number” is not possible yet."
)]
fn a_finding_says_its_figures(
    #[case] finding: Finding,
    #[case] chinese: &str,
    #[case] english: &str,
) {
    assert_eq!(baopi_messages::finding(Language::Zh, &finding), chinese);
    assert_eq!(baopi_messages::finding(Language::En, &finding), english);
}

fn refusals() -> Vec<Refusal> {
    vec![
        Refusal::Blocked { findings: findings() },
        Refusal::Blocked { findings: vec![Finding::new(RuleId::SpeechDuration, REASON); 2] },
        Refusal::from(Finding::block(RuleId::Declaration)),
        Refusal::Classified { pattern: 3 },
        Refusal::NotAllowedNow {
            action: ActionName::Submit,
            status: Status::Review(stage("signing")),
        },
        Refusal::AlreadyDecided { by: person(), at: instant() },
        Refusal::NotYours { action: ActionName::Approve },
        Refusal::NobodyFor { stage: stage("leader_review") },
        Refusal::OpinionRequired,
        Refusal::OpinionTooLong { length: 2_001, limit: 2_000 },
        Refusal::ExceptionsOpen { rules: vec![RuleId::SpeechDuration, RuleId::MeetingLevel] },
        Refusal::ObjectionUnresolved,
        Refusal::TooMuch { field: "text".to_owned(), limit: 2_097_152 },
        Refusal::TooMuch { field: "units".to_owned(), limit: 500 },
        Refusal::TooMuch { field: "parts".to_owned(), limit: 50 },
    ]
    .into_iter()
    .chain(moves::refusals())
    .collect()
}

#[test]
fn every_refusal_says_why_and_the_way_out() {
    for refusal in refusals() {
        said(|language| baopi_messages::refusal(language, &refusal, &|_| "周明远".to_owned()));
        said(|language| baopi_messages::refusal_advice(language, &refusal));
    }
}

#[rstest]
#[case::one_blocks(
    Refusal::Blocked { findings: vec![
        with_limit(Finding::block(RuleId::MeetingDuration), 91, 90),
        Finding::new(RuleId::VideoFirst, Verdict::Advisory),
    ] },
    "会议计划时长91分钟，超过90分钟上限，不予受理。"
)]
#[case::two_block(
    Refusal::Blocked { findings: vec![Finding::block(RuleId::Declaration), Finding::block(RuleId::FileLength)] },
    "有2项不符合规定，未予受理。"
)]
#[case::two_lack_a_reason(
    Refusal::Blocked { findings: vec![Finding::new(RuleId::SpeechDuration, REASON); 2] },
    "有2项需要说明理由，尚未说明。"
)]
#[case::already(Refusal::AlreadyDecided { by: person(), at: instant() }, "周明远已于2026年9月15日 09:05作出决定，不能重复办理。")]
#[case::not_now(
    Refusal::NotAllowedNow { action: ActionName::Submit, status: Status::Review(stage("signing")) },
    "当前状态为“待主要领导签发”，不能“报批”。"
)]
#[case::open(
    Refusal::ExceptionsOpen { rules: vec![RuleId::SpeechDuration, RuleId::MeetingLevel] },
    "有2项例外尚未逐项认可：讲话时长、规格。"
)]
fn a_refusal_is_one_sentence(#[case] refusal: Refusal, #[case] expected: &str) {
    assert_eq!(baopi_messages::refusal(Language::Zh, &refusal, &|_| "周明远".to_owned()), expected);
}

#[test]
fn every_status_of_both_kinds_is_said() {
    let mut statuses = Status::PLAIN.to_vec();
    statuses.push(Status::Review(stage("of_another_route")));
    for &kind in Kind::ALL {
        for shipped in Route::shipped(kind).stages {
            said(|language| baopi_messages::stage(language, &shipped.key, Some(kind)));
            let key = shipped.key.as_str().to_owned();
            let waits = Status::Review(shipped.key);
            assert!(
                !baopi_messages::status(Language::Zh, &waits, kind).contains(&key),
                "{waits:?}"
            );
            statuses.push(waits);
        }
        said(|language| baopi_messages::kind(language, kind));
        for status in &statuses {
            said(|language| baopi_messages::status(language, status, kind));
        }
    }
}

#[test]
fn a_status_says_what_it_waits_for() {
    let zh = |status: &Status, kind| baopi_messages::status(Language::Zh, status, kind);
    assert_eq!(zh(&Status::Numbering, Kind::Document), "待编号");
    assert_eq!(
        baopi_messages::status(Language::En, &Status::Numbering, Kind::Document),
        "awaiting number"
    );
    let office = Status::Review(stage("office_review"));
    assert_eq!(zh(&office, Kind::Document), "待办公室核稿");
    assert_eq!(zh(&office, Kind::Meeting), "待办公室统筹");
}

#[test]
fn every_action_has_a_name_and_a_button_that_fits_its_place() {
    for action in ActionName::ALL.iter().copied() {
        said(|language| baopi_messages::action(language, action));
        for &kind in Kind::ALL {
            for signs in [false, true] {
                let stage = stage("leader_review");
                said(|language| {
                    baopi_messages::button(
                        language,
                        action,
                        &ButtonPlace { kind, stage: Some(&stage), signs },
                    )
                });
            }
        }
    }
    let approve = |kind, at: Option<&str>, signs| {
        let stage = at.map(stage);
        let place = ButtonPlace { kind, stage: stage.as_ref(), signs };
        baopi_messages::button(Language::Zh, ActionName::Approve, &place)
    };
    assert_eq!(approve(Kind::Document, Some("signing"), true), "签发");
    assert_eq!(approve(Kind::Meeting, Some("leader_review"), true), "批准召开");
    assert_eq!(approve(Kind::Inspection, Some("leader_review"), true), "批准实施");
    assert_eq!(approve(Kind::Document, Some("office_review"), false), "核稿通过");
    assert_eq!(approve(Kind::Document, None, false), "同意");
}

fn listed<W: Serialize>(list: &str, words: &[W]) {
    for word in words {
        let name = serde_json::to_value(word).expect("a word is JSON");
        let name = name.as_str().expect("a word is written as text");
        said(|language| baopi_messages::word(language, list, name));
    }
}

#[test]
fn every_word_of_every_list_is_said() {
    listed("doc_type", DocType::ALL);
    listed("direction", Direction::ALL);
    listed("category", Category::ALL);
    listed("scope", Scope::ALL);
    listed("urgency", Urgency::ALL);
    listed("disclosure", Disclosure::ALL);
    listed("annex_kind", AnnexKind::ALL);
    listed("meeting_nature", MeetingNature::ALL);
    listed("meeting_class", MeetingClass::ALL);
    listed("meeting_mode", MeetingMode::ALL);
    listed("attendance", Attendance::ALL);
    listed("agenda_kind", AgendaKind::ALL);
    listed("inspection_method", InspectionMethod::ALL);
    listed(
        "level",
        &[Level::External, Level::City, Level::District, Level::Township, Level::Village],
    );
    listed(
        "basis",
        &["committee_decision", "superior_doc", "leader_instruction", "law_or_rule", "plan_item"],
    );
    let office_holders =
        [UnitKind::PartyCommittee, UnitKind::Government, UnitKind::Office, UnitKind::Department];
    listed("unit_kind", &office_holders);
    let others =
        [UnitKind::CoordinationBody, UnitKind::Township, UnitKind::Village, UnitKind::Institution];
    listed("unit_kind", &others);
    listed("unit_kind", &[UnitKind::InternalSection]);
    for class in ["i", "ii", "iii", "iv"] {
        said(|language| baopi_messages::word(language, "meeting_class", class));
    }
}

#[test]
fn every_role_rank_and_notice_is_said() {
    use Role::{Admin, Auditor, Countersigner, DeptHead, Drafter, Registrar, Reviewer};
    for role in [Drafter, DeptHead, Reviewer, Countersigner, Registrar, Auditor, Admin] {
        said(|language| baopi_messages::role(language, role));
    }
    for rank in [None, Some(Rank::ResponsibleLeader), Some(Rank::MainLeader)] {
        said(|language| baopi_messages::rank(language, rank));
    }
    for kind in NoticeKind::ALL {
        said(|language| baopi_messages::notice(language, *kind));
    }
}

#[test]
fn every_refusal_has_a_short_name_in_the_timeline() {
    for refusal in refusals() {
        let key = format!("refusal-{}-short", refusal.code().replace('_', "-"));
        said(|language| baopi_messages::text(language, &key));
    }
}

#[test]
fn every_occasion_on_which_the_rules_are_asked_has_a_name() {
    for trigger in Trigger::ALL {
        said(|language| baopi_messages::text(language, &format!("trigger-{}", trigger.key())));
    }
}

/// What happens to routes.
fn of_routes() -> Vec<SystemHappening> {
    vec![
        route_dropped(Standing::Declined),
        route_dropped(Standing::Withdrawn),
        SystemHappening::RouteProposed {
            name: "document".to_owned(),
            version: 2,
            hash: Digest::ZERO,
        },
        SystemHappening::RoutePublished {
            name: "document".to_owned(),
            version: 2,
            hash: Digest::ZERO,
        },
        SystemHappening::RouteRefused {
            name: Some("document".to_owned()),
            faults: vec!["no_signature".to_owned(), "of_the_future".to_owned()],
        },
        SystemHappening::RouteRefused { name: None, faults: Vec::new() },
    ]
}

fn route_dropped(standing: Standing) -> SystemHappening {
    let (name, version, hash) = ("document".to_owned(), 2, Digest::ZERO);
    SystemHappening::RouteDropped { name, version, hash, standing }
}

#[test]
fn everything_that_happens_outside_requests_is_told() {
    let changed =
        |active| SystemHappening::PersonChanged { person: person(), roles: Vec::new(), active };
    let refused = |rules| SystemHappening::CreationRefused { code: "not_yours".to_owned(), rules };
    let happenings = [
        SystemHappening::SignedIn,
        SystemHappening::SignInFailed { login_sha256: Digest::ZERO },
        SystemHappening::SignedOut,
        SystemHappening::ContentRefused { rule: RuleId::Classified, pattern: 1, unit: unit() },
        refused(Vec::new()),
        refused(vec![RuleId::Classified]),
        SystemHappening::AccessDenied { request: request(), action: ActionName::Approve },
        SystemHappening::RegisterImported { series: "青政发".to_owned(), year: 2026, last: 41 },
        SystemHappening::NumbersImported {
            file: Digest::ZERO,
            entries: Digest::ZERO,
            used: 3,
            void: 1,
        },
        changed(true),
        changed(false),
        SystemHappening::PasswordSet { person: person() },
        SystemHappening::TokenIssued { person: person(), token: Digest::ZERO },
        SystemHappening::TokenEnded { person: person(), token: Digest::ZERO },
        SystemHappening::DelegationMade {
            from: person(),
            to: person(),
            scope: None,
            from_on: day(15),
            to_on: day(16),
        },
        SystemHappening::DelegationConfirmed { from: person(), to: person(), reference: None },
        SystemHappening::DelegationConfirmed {
            from: person(),
            to: person(),
            reference: Some("委托书".to_owned()),
        },
        SystemHappening::DelegationEnded { from: person(), to: person(), on: day(16) },
        SystemHappening::DelegationRefused {
            from: person(),
            to: person(),
            code: "delegation_oneself".to_owned(),
        },
    ];
    for what in happenings.into_iter().chain(of_routes()) {
        said(|language| baopi_messages::system_happening(language, &what));
    }
}

#[test]
fn every_file_that_cannot_be_read_gets_advice() {
    let args = Args::new()
        .with("bytes", 20_971_521_u64)
        .with("limit", 20_971_520_u64)
        .with("pages", 3)
        .with("page", 3)
        .with("characters", 101)
        .with("found", "docx");
    for code in Unreadable::CODES {
        said(|language| baopi_messages::unreadable(language, code, &args));
        said(|language| baopi_messages::unreadable_advice(language, code, &args));
    }
}

#[rstest]
#[case::too_large(Unreadable::TooLarge { bytes: 20_971_521, limit: 20_971_520 }, "文件大小20.1MB，超过20MB上限。")]
#[case::scanned(Unreadable::Scanned { pages: 3 }, "文件全部是图片，没有可计字的文字。")]
#[case::cut_short(Unreadable::CutShort { page: 3 }, "第3页的内容有错误，其后的文字读不出来，不能准确计字。")]
#[case::extension(Unreadable::WrongExtension { found: Format::Docx }, "文件扩展名与内容不符，实际内容为docx格式。")]
#[case::legacy(Unreadable::LegacyDoc, "这是旧版 Word 文件（.doc），系统不能准确计字。")]
fn the_members_of_the_reason_are_the_arguments(#[case] reason: Unreadable, #[case] expected: &str) {
    assert_eq!(
        baopi_messages::unreadable(Language::Zh, reason.code(), &Args::of(&reason)),
        expected
    );
}

/// The names come from the forms themselves, so that a field that is added has to be named.
#[test]
fn every_field_of_both_forms_has_a_name() {
    let source = include_str!("../../../workflow/src/content.rs");
    for form in ["DocumentContent", "MeetingContent", "BurdenAssessment"] {
        let body = source
            .split(&format!("pub struct {form} {{"))
            .nth(1)
            .and_then(|rest| rest.split("\n}").next());
        let fields: Vec<_> = body
            .unwrap()
            .lines()
            .filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':'))
            .map(|(name, _)| name)
            .collect();
        assert!(!fields.is_empty());
        for field in fields {
            let key = format!("field-{}", field.replace('_', "-"));
            said(|language| baopi_messages::text(language, &key));
        }
    }
}

#[test]
fn a_key_that_nobody_knows_is_told_apart() {
    let unknown = baopi_messages::text(Language::En, "no-such-message");
    assert!(unknown.contains("Unknown localization"), "{unknown}");
    assert_eq!(baopi_messages::field(Language::Zh, "no_such_field"), "no-such-field");
}

#[test]
fn dates_are_said_as_people_say_them() {
    assert_eq!(baopi_messages::date(Language::Zh, day(5)), "2026年9月5日");
    assert_eq!(baopi_messages::date(Language::En, day(5)), "5 Sep 2026");
    assert_eq!(baopi_messages::moment(Language::Zh, instant()), "2026年9月15日 09:05");
    assert_eq!(baopi_messages::moment(Language::En, instant()), "15 Sep 2026, 09:05");
    let months: Vec<_> = (1..=12)
        .map(|month| {
            baopi_messages::date(Language::En, NaiveDate::from_ymd_opt(2026, month, 1).unwrap())
        })
        .collect();
    assert_eq!(months[0], "1 Jan 2026");
    assert_eq!(months[11], "1 Dec 2026");
}
