//! The moves beside approval: what they are called, why they are refused, and what a request waits for meanwhile.

use baopi_messages::Language;
use baopi_workflow::content::Content;
use baopi_workflow::refusal::{Impossible, Ineligible};
use baopi_workflow::request::action::{AddedPlace, Resume};
use baopi_workflow::request::{Kind, Proposal, Proposing, Suspension};
use baopi_workflow::{ActionName, NoticeKind, PersonId, Refusal, Request, Status};
use rstest::rstest;

use super::{instant, person, request, said, stage, unit};

fn name(_: PersonId) -> String {
    "周明远".to_owned()
}

pub(super) fn refusals() -> Vec<Refusal> {
    let mut refusals = vec![
        Refusal::NotYourTurn { waits_for: vec![person()] },
        Refusal::TooSoon { again_at: instant() },
        Refusal::Suspended { by: person(), at: instant() },
        Refusal::ProposalOpen { by: person(), at: instant() },
        Refusal::AfterSignature,
        Refusal::RoomTaken { starts_at: instant() },
        Refusal::StageUnknown { stage: stage("专家论证") },
        Refusal::RouteLosesSignature { stage: stage("signing") },
        Refusal::TooMuch { field: "participants".to_owned(), limit: 50 },
        Refusal::TooMuch { field: "readers".to_owned(), limit: 200 },
    ];
    let ineligible = Ineligible::ALL.iter();
    refusals.extend(
        ineligible.map(|reason| Refusal::NotEligible { person: person(), reason: *reason }),
    );
    let impossible = Impossible::ALL.iter();
    refusals.extend(impossible.map(|reason| Refusal::NotPossible { reason: *reason }));
    refusals
}

/// The codes come from the refusals themselves, so that one that is added has to be said.
#[test]
fn no_refusal_is_forgotten() {
    let source = include_str!("../../../workflow/src/refusal.rs");
    let body = source.split("fn code(").nth(1).and_then(|rest| rest.split("\n    }").next());
    let codes: Vec<_> = body.unwrap().split('"').skip(1).step_by(2).collect();
    assert!(codes.len() >= 21, "{codes:?}");
    let known = super::refusals();
    for code in codes {
        assert!(known.iter().any(|refusal| refusal.code() == code), "{code}");
    }
}

#[rstest]
#[case(Refusal::NotYourTurn { waits_for: vec![person(), person()] }, "尚未轮到您办理，请先等周明远、周明远办理。")]
#[case(Refusal::TooSoon { again_at: instant() }, "刚刚催办过，2026年9月15日 09:05以后方可再次催办。")]
#[case(Refusal::Suspended { by: person(), at: instant() }, "周明远已于2026年9月15日 09:05暂停此件，恢复前不能办理。")]
#[case(Refusal::ProposalOpen { by: person(), at: instant() }, "周明远于2026年9月15日 09:05提出的提议尚未答复，答复前不能办理其他事项。")]
#[case(Refusal::NotEligible { person: person(), reason: Ineligible::Drafter }, "不能请周明远办理：拟稿人不得审批本人拟写的件。")]
#[case(Refusal::RoomTaken { starts_at: instant() }, "该会议地点已被另一会议占用，该会议2026年9月15日 09:05开始。")]
#[case(Refusal::StageUnknown { stage: stage("专家论证") }, "“专家论证”环节不在可以办理的范围内。")]
#[case(Refusal::RouteLosesSignature { stage: stage("signing") }, "按新的流程会漏掉必经的“主要领导签发”环节，不能办理。")]
#[case(Refusal::NotPossible { reason: Impossible::NoNewerRoute }, "流程没有更新的版本。")]
fn a_refusal_says_who_when_why_and_where(#[case] refusal: Refusal, #[case] expected: &str) {
    assert_eq!(baopi_messages::refusal(Language::Zh, &refusal, &name), expected);
}

/// An office names its stages itself; whatever has no message is shown as it was written.
#[test]
fn a_stage_that_an_office_named_is_shown_as_it_is() {
    let own = stage("专家论证");
    for language in Language::ALL {
        for kind in [None, Some(Kind::Document), Some(Kind::Meeting)] {
            assert_eq!(baopi_messages::stage(language, &own, kind), "专家论证");
        }
        let refusal = Refusal::NobodyFor { stage: own.clone() };
        let text = baopi_messages::refusal(language, &refusal, &name);
        assert!(text.contains("专家论证"), "{text}");
        let refusal = Refusal::NotAllowedNow {
            action: ActionName::Submit,
            status: Status::Review(own.clone()),
        };
        let text = baopi_messages::refusal(language, &refusal, &name);
        assert!(text.contains("专家论证"), "{text}");
    }
    let status = Status::Review(own);
    let say = |language| baopi_messages::status(language, &status, Kind::Document);
    assert_eq!(say(Language::Zh), "待“专家论证”");
    assert_eq!(say(Language::En), "awaiting “专家论证”");
}

/// No word of another list can be taken for a stage of the same key.
#[rstest]
#[case("mode_any")]
#[case("named")]
#[case("advice")]
#[case("document")]
fn a_stage_of_any_key_is_shown_as_it_is(#[case] key: &str) {
    let own = stage(key);
    assert_eq!(baopi_messages::stage(Language::Zh, &own, Some(Kind::Document)), key);
    let status = baopi_messages::status(Language::Zh, &Status::Review(own), Kind::Document);
    assert_eq!(status, format!("待“{key}”"));
}

#[test]
fn the_choices_of_the_moves_are_said() {
    for then in [Resume::Again, Resume::Straight] {
        said(|language| baopi_messages::resume(language, then));
    }
    for place in [AddedPlace::Before, AddedPlace::Beside, AddedPlace::After] {
        said(|language| baopi_messages::added_place(language, place));
    }
    for what in [
        Proposing::Withdrawal,
        Proposing::Void,
        Proposing::Merge(request()),
        Proposing::Cluster(request()),
    ] {
        said(|language| baopi_messages::proposing(language, what));
    }
}

#[test]
fn what_halts_a_request_is_said_with_who_when_and_whom_it_waits_for() {
    let fields =
        serde_json::json!({ "host_unit": unit(), "in_name_of": unit(), "title": "防汛会议" });
    let content = Content::Meeting(serde_json::from_value(fields).unwrap());
    let mut request = Request::blank(request(), person(), &content, instant());
    let say = |request: &Request, language| baopi_messages::halt(language, request, &name);
    assert_eq!(say(&request, Language::Zh), None);
    request.proposal = Some(Proposal {
        what: Proposing::Void,
        by: person(),
        at: instant(),
        people: vec![person()],
        opinion: String::new(),
    });
    said(|language| say(&request, language).unwrap());
    assert_eq!(
        say(&request, Language::Zh).unwrap(),
        "周明远已于2026年9月15日 09:05提议作废编号，待周明远答复"
    );
    request.suspended = Some(Suspension { by: person(), at: instant(), people: vec![person()] });
    said(|language| say(&request, language).unwrap());
    assert_eq!(
        say(&request, Language::Zh).unwrap(),
        "周明远已于2026年9月15日 09:05暂停，待周明远恢复"
    );
}

#[test]
fn the_moves_have_the_names_that_people_know() {
    use ActionName::{
        Abstain, Advise, Circulate, Cluster, Comment, Confirm, Consult, Decline, HandOver,
        MarkRead, ProposeMerge, RemoveSigner, Repeal, Reroute, Reschedule, Resume, Retract, Revoke,
        Suspend, Terminate, Transfer, Urge,
    };
    let names = [
        (Transfer, "转办"),
        (Consult, "征求意见"),
        (ActionName::AddSigner, "加签"),
        (RemoveSigner, "减签"),
        (Circulate, "传阅"),
        (MarkRead, "已阅"),
        (Comment, "评论"),
        (Urge, "催办"),
        (Suspend, "暂缓办理"),
        (Resume, "恢复办理"),
        (Terminate, "终止办理"),
        (HandOver, "离职移交"),
        (Reroute, "转按新流程"),
        (Retract, "取回"),
        (Abstain, "弃权"),
        (Advise, "回复意见"),
        (Reschedule, "改期"),
        (ProposeMerge, "提议并会"),
        (Cluster, "提议套开"),
        (Revoke, "撤销"),
        (Repeal, "废止"),
        (Confirm, "同意提议"),
        (Decline, "不同意提议"),
    ];
    for (action, expected) in names {
        assert_eq!(baopi_messages::action(Language::Zh, action), expected);
    }
}

#[test]
fn every_notice_has_a_name_of_its_own() {
    for language in Language::ALL {
        let mut names: Vec<_> =
            NoticeKind::ALL.iter().map(|kind| baopi_messages::notice(language, *kind)).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), NoticeKind::ALL.len());
    }
}
