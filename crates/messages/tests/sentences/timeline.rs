//! The timeline: who did what, for whom and to whom.

use std::collections::BTreeSet;

use baopi_messages::Language;
use baopi_workflow::content::MeetingMode;
use baopi_workflow::event::Exception;
use baopi_workflow::request::action::{AddedPlace, Resume};
use baopi_workflow::request::{Actual, Kind, Proposing};
use baopi_workflow::route::SkipReason;
use baopi_workflow::tally::Mode;
use baopi_workflow::{
    ActionName, Digest, DocNumber, Happening, Measure, PersonId, Rank, Route, RuleId, Status,
    Timestamp,
};
use rstest::rstest;

use super::{day, findings, instant, person, request, said, stage, unit};

fn other() -> PersonId {
    "0190a0a0-0000-7000-8000-000000000009".parse().expect("the identifier is well formed")
}

fn name(of: PersonId) -> String {
    if of == person() { "周明远" } else { "孙晓梅" }.to_owned()
}

fn said_of(what: &Happening, kind: Kind) -> String {
    baopi_messages::happening(Language::Zh, what, kind, &name)
}

fn number() -> DocNumber {
    DocNumber { series: "青政发".to_owned(), year: 2026, sequence: 1 }
}

fn signed(accepted: Vec<RuleId>) -> Happening {
    Happening::Signed { digest: Digest::ZERO, rank: Rank::MainLeader, doc_date: day(15), accepted }
}

fn refused(rules: Vec<RuleId>) -> Happening {
    Happening::Refused { action: ActionName::Issue, code: "blocked".to_owned(), rules }
}

fn submitted(keep: Vec<&str>) -> Happening {
    Happening::Submitted {
        round: 2,
        route: Route::shipped(Kind::Document).reference(),
        exceptions: vec![Exception { rule: RuleId::SpeechDuration, rank: Rank::MainLeader }],
        keep: keep.into_iter().map(stage).collect(),
    }
}

fn entered(people: Vec<PersonId>, due: Option<u32>) -> Happening {
    Happening::Entered {
        status: Status::Review(stage("countersign")),
        people,
        mode: Mode::All,
        due_on: due.map(day),
        ballots: Vec::new(),
    }
}

fn added(place: AddedPlace) -> Happening {
    Happening::SignerAdded { by: person(), person: other(), place, opinion: String::new() }
}

fn sent_back(then: Resume) -> Happening {
    Happening::SentBack {
        from: stage("leader_review"),
        to: stage("dept_review"),
        then,
        keep: Vec::new(),
        round: 3,
        opinion: String::new(),
    }
}

fn proposed(what: Proposing) -> Happening {
    Happening::Proposed { what, people: vec![person(), other()], opinion: String::new() }
}

/// The draft, the way of the review, and its end.
fn review() -> Vec<Happening> {
    let (digest, measure, opinion) = (Digest::ZERO, Measure::default(), String::new);
    let at = || stage("countersign");
    vec![
        Happening::Created {
            kind: Kind::Document,
            unit: unit(),
            drafting_unit: unit(),
            digest,
            measure,
        },
        Happening::Saved { unit: unit(), drafting_unit: unit(), digest, measure },
        Happening::Corrected { digest, measure, opinion: opinion() },
        submitted(vec!["dept_review", "专家论证"]),
        submitted(Vec::new()),
        entered(Vec::new(), None),
        entered(vec![person()], None),
        entered(vec![person(), other()], Some(18)),
        Happening::StageSkipped { stage: at(), because: SkipReason::HoldsPost },
        Happening::StageSkipped { stage: at(), because: SkipReason::SamePerson },
        Happening::Consented { stage: at(), digest, opinion: opinion() },
        Happening::Objected { stage: at(), digest, opinion: opinion() },
        Happening::Abstained { stage: at(), digest, opinion: opinion() },
        Happening::Advised { stage: at(), opinion: opinion() },
        Happening::Retracted { stage: Some(at()), round: 2 },
        Happening::Retracted { stage: None, round: 2 },
        sent_back(Resume::Again),
        sent_back(Resume::Straight),
        Happening::Returned { opinion: opinion(), come_back: Some(at()) },
        Happening::Returned { opinion: opinion(), come_back: None },
        Happening::ReturnedByRules { findings: findings() },
        Happening::Rejected { opinion: opinion() },
        Happening::Withdrawn { opinion: opinion() },
        Happening::Terminated { opinion: opinion() },
        Happening::Rerouted { route: Route::shipped(Kind::Document).reference() },
        signed(Vec::new()),
        signed(vec![RuleId::SpeechDuration]),
        refused(Vec::new()),
        refused(vec![RuleId::ApprovalGate]),
    ]
}

/// What people do with each other's tasks.
fn people() -> Vec<Happening> {
    let (from, to, opinion) = (person(), other(), String::new);
    let both = vec![person(), other()];
    vec![
        Happening::Transferred { from, to, opinion: opinion() },
        Happening::HandedOver { from, to, opinion: opinion() },
        Happening::Consulted { by: from, to, opinion: opinion() },
        added(AddedPlace::Before),
        added(AddedPlace::Beside),
        added(AddedPlace::After),
        Happening::SignerRemoved { person: to, opinion: opinion() },
        Happening::Circulated { to: BTreeSet::from([from, to]), opinion: opinion() },
        Happening::Read,
        Happening::Commented { opinion: opinion() },
        Happening::Urged { people: both.clone() },
        Happening::Reminded { people: vec![from], escalated_to: vec![to] },
        Happening::Reminded { people: both.clone(), escalated_to: Vec::new() },
        Happening::Suspended { people: both, opinion: opinion() },
        Happening::Resumed { opinion: opinion() },
        proposed(Proposing::Withdrawal),
        proposed(Proposing::Void),
        proposed(Proposing::Merge(request())),
        proposed(Proposing::Cluster(request())),
        Happening::Confirmed { opinion: opinion() },
        Happening::Declined { by: from, opinion: opinion() },
    ]
}

/// What follows the signature.
fn release() -> Vec<Happening> {
    let (digest, measure, opinion) = (Digest::ZERO, Measure::default(), String::new);
    let (exceptions, by_document) = (Vec::new(), "青政发〔2026〕9号".to_owned());
    let actual = Actual {
        starts_at: instant(),
        ends_at: Timestamp(instant().0 + 3_600_000),
        headcount: 30,
        mode: MeetingMode::Video,
        venue: String::new(),
        no_show: 0,
    };
    vec![
        Happening::Rechecked { digest },
        Happening::Numbered { number: number(), digest },
        Happening::SealAffixed { digest },
        Happening::Issued { issued_on: day(16), digest },
        Happening::Archived,
        Happening::Voided { number: number(), opinion: opinion() },
        Happening::Revoked { by_document: by_document.clone(), opinion: opinion() },
        Happening::Repealed { by_document, opinion: opinion() },
        Happening::NoticeSent { digest },
        Happening::Held { actual },
        Happening::Closed,
        Happening::Cancelled { opinion: opinion() },
        Happening::Filed,
        Happening::Merged { into: request() },
        Happening::Absorbed {
            from: request(),
            digest,
            measure,
            exceptions: exceptions.clone(),
            round: 2,
        },
        Happening::Clustered { with: request(), opinion: opinion() },
        Happening::Rescheduled { digest, measure, exceptions, round: 2, opinion: opinion() },
        Happening::VenueChanged { venue: "区政府201会议室".to_owned(), opinion: opinion() },
        Happening::HeadcountChanged { headcount: 44, opinion: opinion() },
    ]
}

fn happenings() -> Vec<Happening> {
    [review(), people(), release()].concat()
}

#[test]
fn everything_that_happens_is_told_in_the_timeline() {
    for what in happenings() {
        for &kind in Kind::ALL {
            said(|language| baopi_messages::happening(language, &what, kind, &name));
        }
    }
}

/// The names come from the events themselves, so that one that is added has to be told.
#[test]
fn no_event_is_forgotten() {
    let source = include_str!("../../../workflow/src/event/happening/facts.rs");
    let names = source.split(" = \"").skip(1).filter_map(|rest| rest.split('"').next());
    let known = happenings();
    let mut count = 0;
    for name in names {
        assert!(known.iter().any(|what| what.name() == name), "{name}");
        count += 1;
    }
    assert!(count >= 53, "{count}");
}

#[test]
fn the_timeline_says_the_figures() {
    let all = happenings();
    let line = |name: &str| {
        let found = all.iter().rfind(|what| what.name() == name);
        found.map(|what| said_of(what, Kind::Document)).unwrap()
    };
    assert_eq!(line("numbered"), "编号：青政发〔2026〕1号");
    assert_eq!(
        line("held"),
        "已召开：2026年9月15日 09:05至2026年9月15日 10:05，共60分钟，到会30人"
    );
    assert_eq!(line("refused"), "尝试“印发”，未予办理：不符合规定（未经批准不得印发、召开）");
    assert_eq!(line("voided"), "作废编号：青政发〔2026〕1号");
    assert_eq!(line("revoked"), "撤销，自始无效，依据：青政发〔2026〕9号");
    assert_eq!(line("repealed"), "废止，自此失效，依据：青政发〔2026〕9号");
    assert_eq!(line("venue_changed"), "会议地点改为：区政府201会议室");
    assert_eq!(line("headcount_changed"), "参会人数改为：44");
    assert_eq!(line("rerouted"), "转按新流程：改按“document”第1版办理");
}

#[rstest]
#[case(signed(vec![RuleId::SpeechDuration]), "签发，成文日期2026年9月15日，认可例外：讲话时长")]
#[case(entered(vec![person(), other()], Some(18)), "转入：待会签，由周明远、孙晓梅于2026年9月18日前办理")]
#[case(entered(vec![person()], None), "转入：待会签，由周明远办理")]
#[case(submitted(vec!["dept_review", "专家论证"]), "修改后直接返回（第2轮），保留已办环节：部门审核、专家论证")]
#[case(Happening::Transferred { from: person(), to: other(), opinion: String::new() }, "转办：周明远的待办转由孙晓梅办理")]
#[case(Happening::HandedOver { from: person(), to: other(), opinion: String::new() }, "离职移交：周明远的待办移交孙晓梅办理")]
#[case(Happening::Consulted { by: person(), to: other(), opinion: String::new() }, "征求意见：周明远先请孙晓梅提出意见")]
#[case(added(AddedPlace::Before), "先行加签：周明远请孙晓梅先行审批")]
#[case(added(AddedPlace::Beside), "一并加签：周明远请孙晓梅一并审批")]
#[case(added(AddedPlace::After), "随后加签：周明远请孙晓梅随后审批")]
#[case(Happening::SignerRemoved { person: other(), opinion: String::new() }, "减签：不再请孙晓梅审批")]
#[case(sent_back(Resume::Again), "由“分管领导审批”退回“部门审核”，重新逐级审批（第3轮）")]
#[case(sent_back(Resume::Straight), "由“分管领导审批”退回“部门审核”，办理后直接返回（第3轮）")]
#[case(Happening::Abstained { stage: stage("专家论证"), digest: Digest::ZERO, opinion: String::new() }, "在“专家论证”环节弃权")]
#[case(Happening::Retracted { stage: Some(stage("countersign")), round: 2 }, "取回在“会签”环节的决定")]
#[case(Happening::Reminded { people: vec![person()], escalated_to: vec![other()] }, "逾期未办，提醒周明远，并告知孙晓梅")]
#[case(Happening::Urged { people: vec![person(), other()] }, "催办：周明远、孙晓梅")]
#[case(Happening::Circulated { to: BTreeSet::from([other()]), opinion: String::new() }, "传阅：孙晓梅")]
#[case(proposed(Proposing::Withdrawal), "提议撤回，待周明远、孙晓梅同意")]
#[case(Happening::Declined { by: other(), opinion: String::new() }, "不同意孙晓梅的提议")]
fn an_entry_names_whom_it_concerns(#[case] what: Happening, #[case] expected: &str) {
    assert_eq!(said_of(&what, Kind::Document), expected);
}
