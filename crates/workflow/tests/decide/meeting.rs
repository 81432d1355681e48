//! The way of a meeting.

use baopi_workflow::content::{MeetingClass, MeetingMode, MeetingNature};
use baopi_workflow::refusal::Impossible;
use baopi_workflow::request::Actual;
use baopi_workflow::rules::{Parameter, Trigger};
use baopi_workflow::{Action, Kind, Refusal, Route, RuleId, Timestamp};
use chrono::NaiveDate;

use crate::fixture::*;

fn approved(content: baopi_workflow::Content) -> World {
    let mut world = World::draft(content);
    for (actor, action) in usual_steps().into_iter().take(4) {
        world.does(actor, action);
    }
    world
}

fn actual() -> Actual {
    Actual {
        starts_at: at(24, 9, 0),
        ends_at: at(24, 9, 55),
        headcount: 38,
        mode: MeetingMode::Video,
        venue: String::new(),
        no_show: 1,
    }
}

#[test]
fn a_usual_meeting_goes_from_draft_to_closed() {
    let mut world = approved(meeting());
    assert_eq!(world.status(), "approved");
    world.does(DRAFTER, Action::SendNotice {});
    assert_eq!(world.status(), "noticed");
    world.now = at(24, 12, 0);
    world.does(DRAFTER, Action::RecordHeld { actual: actual() });
    assert_eq!(world.status(), "held");
    world.does(REGISTRAR, Action::Close {});
    assert_eq!(world.status(), "closed");
}

#[test]
fn a_meeting_of_the_second_class_needs_the_main_leader() {
    let mut world = approved(meeting_with(|meeting| meeting.class = Some(MeetingClass::II)));
    assert_eq!(world.status(), review("approving"));
    world.does(MAYOR, approve());
    assert_eq!(world.status(), "approved");
}

#[test]
fn money_brings_in_the_finance_unit() {
    let mut world = World::draft(meeting_with(|meeting| {
        meeting.budget_fen = 50_000;
        meeting.budget_source = "部门预算".to_owned();
    }));
    for (actor, action) in usual_steps().into_iter().take(3) {
        world.does(actor, action);
    }
    assert_eq!(world.request.waiting_for(), [FINANCE_HEAD]);
}

#[test]
fn an_internal_routine_meeting_is_filed_and_never_approved() {
    let mut world = World::draft(meeting_with(|meeting| {
        meeting.nature = MeetingNature::Routine;
        meeting.attendee_units = [AGRICULTURE].into();
    }));
    world.does(DRAFTER, Action::Submit {});
    assert_eq!((world.status(), world.request.signature.is_none()), ("filed".to_owned(), true));
    assert!(matches!(world.refuses(DRAFTER, Action::SendNotice {}), Refusal::NotAllowedNow { .. }));
}

#[test]
fn a_statutory_meeting_must_stand_on_the_closed_list() {
    let statutory = || meeting_with(|meeting| meeting.nature = MeetingNature::Statutory);
    let mut world = World::draft(statutory());
    assert_eq!(rules(&world.refuses(DRAFTER, Action::Submit {})), ["REQUIRED-FIELDS"]);
    world.rules.statutory_meetings = vec![statutory().title().to_owned()];
    world.does(DRAFTER, Action::Submit {});
    assert_eq!(world.status(), "filed");
}

#[test]
fn an_approved_or_announced_meeting_can_be_called_off_by_its_drafter_or_their_head() {
    let cancel = || Action::Cancel { opinion: "改为书面部署。".to_owned() };
    approved(meeting()).does(DRAFTER, cancel());
    let mut world = approved(meeting());
    assert!(matches!(world.refuses(REVIEWER, cancel()), Refusal::NotYours { .. }));
    world.does(DRAFTER, Action::SendNotice {}).does(HEAD, cancel());
    assert_eq!(world.status(), "cancelled");
}

#[test]
fn a_meeting_cannot_be_reported_as_held_before_it_is_over() {
    let mut world = approved(meeting());
    world.does(DRAFTER, Action::SendNotice {});
    world.now = at(24, 9, 54);
    assert_eq!(
        rules(&world.refuses(DRAFTER, Action::RecordHeld { actual: actual() })),
        ["REQUIRED-FIELDS"]
    );
    world.now = at(24, 9, 55);
    world.does(DRAFTER, Action::RecordHeld { actual: actual() });
}

#[test]
fn the_heads_of_the_units_invited_see_the_meeting_once_it_is_announced() {
    let mut world = approved(meeting());
    let sees = |world: &World, person| {
        baopi_workflow::request::authority::may_see(
            &world.request,
            &world.content,
            &world.organisation,
            (person, now().date()),
        )
    };
    assert!(!sees(&world, FINANCE_HEAD));
    world.does(DRAFTER, Action::SendNotice {});
    assert!(sees(&world, FINANCE_HEAD) && !sees(&world, STRANGER) && !sees(&world, ADMIN));
}

#[test]
fn the_notice_of_another_form_than_the_approved_one_does_not_go_out() {
    let mut world = approved(meeting());
    // As if somebody had put another text where the approved one is kept.
    world.content = meeting_with(|meeting| meeting.headcount = Some(41));
    assert_eq!(rules(&world.refuses(DRAFTER, Action::SendNotice {})), ["NOTICE-MATCHES-APPROVAL"]);
    world.content = meeting();
    world.does(DRAFTER, Action::SendNotice {});
}

#[test]
fn a_meeting_that_took_longer_is_pointed_out_and_recorded_all_the_same() {
    let findings = |ends_at| {
        let mut world = approved(meeting());
        world.does(DRAFTER, Action::SendNotice {});
        world.now = at(24, 12, 0);
        let actual = Actual { ends_at, ..actual() };
        let held = world.tries(DRAFTER, Action::RecordHeld { actual }).expect("it is recorded");
        let evaluation = held.evaluation().expect("the rules were asked");
        assert_eq!(evaluation.trigger, Trigger::Held);
        evaluation.findings.iter().map(|f| (f.rule, f.case.clone())).collect::<Vec<_>>()
    };
    assert_eq!(findings(at(24, 10, 0)), []);
    assert_eq!(findings(at(24, 10, 30)), [(RuleId::ActualOverrun, String::new())]);
    assert_eq!(findings(at(24, 10, 31)), [(RuleId::ActualOverrun, "limit".to_owned())]);
}

#[test]
fn how_a_meeting_went_is_due_three_working_days_after_it() {
    let mut world = approved(meeting());
    world.does(DRAFTER, Action::SendNotice {});
    // From Thursday the 24th: Mid-Autumn is on the 25th, so Monday to Wednesday.
    assert_eq!(world.request.due_on, Some(at(30, 0, 0).date()));
    let reminded = |now| world.ticks(now).is_some();
    assert!(!reminded(at(30, 23, 59)));
    let holiday = NaiveDate::from_ymd_opt(2026, 10, 1).expect("a day");
    let after = |days| holiday.checked_add_days(chrono::Days::new(days)).expect("a day");
    let noon = |day: NaiveDate| Timestamp::at_office(day.and_hms_opt(12, 0, 0).expect("noon"));
    assert!(!reminded(noon(holiday)), "nobody is reminded on a holiday");
    assert!(reminded(noon(after(7))));
}

#[test]
fn approval_is_asked_for_in_time_or_the_leader_accepts_why_not() {
    let soon = |meeting: &mut baopi_workflow::MeetingContent| {
        meeting.sessions[0].starts_at = at(18, 9, 0);
        meeting.sessions[0].ends_at = at(18, 10, 0);
    };
    let mut world = World::draft(meeting_with(soon));
    assert_eq!(rules(&world.refuses(DRAFTER, Action::Submit {})), ["MEETING-LEAD-TIME"]);
    let mut world = World::draft(meeting_with(|meeting| {
        soon(meeting);
        let reason = "上级文件刚刚收到，须在本周内部署。".to_owned();
        meeting.justifications.insert(RuleId::MeetingLeadTime, reason);
    }));
    world.does(DRAFTER, Action::Submit {});
    // What is approved days later was asked for in the same time as before.
    world.now = at(17, 9, 0);
    world.does(HEAD, approve()).does(REVIEWER, approve());
    let accept = vec![RuleId::MeetingLeadTime];
    world.does(VICE_MAYOR, Action::Approve { opinion: "同意".to_owned(), accept });
    assert_eq!(world.status(), "approved");
}

#[test]
fn what_was_in_time_when_it_was_submitted_stays_in_time() {
    let mut world = World::draft(meeting());
    world.does(DRAFTER, Action::Submit {});
    world.now = at(23, 9, 0);
    world.does(HEAD, approve()).does(REVIEWER, approve()).does(VICE_MAYOR, approve());
    assert_eq!(world.status(), "approved");
    let sooner = |content: &baopi_workflow::Content| {
        let baopi_workflow::Content::Meeting(meeting) = content else { unreachable!() };
        let mut meeting = meeting.clone();
        meeting.sessions[0].starts_at = at(24, 14, 0);
        meeting.sessions[0].ends_at = at(24, 15, 0);
        baopi_workflow::Content::Meeting(meeting)
    };
    let content = sooner(&world.content);
    let opinion = "会场冲突，改到下午。".to_owned();
    let put_off = Action::Reschedule { content, opinion };
    assert_eq!(rules(&world.refuses(DRAFTER, put_off)), ["MEETING-LEAD-TIME"]);
}

#[test]
fn nobody_keeps_a_request_longer_than_the_whole_of_it_may_take() {
    let mut world = World::draft(meeting());
    world.does(DRAFTER, Action::Submit {});
    // Five working days from Tuesday the 15th, with the make-up Sunday.
    assert_eq!(world.request.due_on, Some(at(21, 0, 0).date()));
    world.now = at(18, 9, 0);
    world.does(HEAD, approve());
    assert_eq!(world.request.due_on, Some(at(21, 0, 0).date()), "no stage begins it anew");
    assert!(world.ticks(at(21, 23, 0)).is_none(), "on the last day it is not overdue");
    assert!(world.ticks(at(22, 9, 0)).is_some());
}

#[test]
fn a_route_may_give_less_time_than_the_whole_and_an_emergency_has_a_day() {
    let mut route = baopi_workflow::Route::shipped(baopi_workflow::Kind::Meeting);
    route.stages[0].deadline_days = Some(2);
    let mut world = World::on_route(DRAFTER, meeting(), district(Vec::new()), route);
    world.does(DRAFTER, Action::Submit {});
    assert_eq!(world.request.due_on, Some(at(17, 0, 0).date()));
    let emergency = meeting_with(|meeting| meeting.nature = MeetingNature::Emergency);
    let mut world = World::draft(emergency);
    world.does(DRAFTER, Action::Submit {});
    assert_eq!(world.request.due_on, Some(at(16, 0, 0).date()));
}

fn reschedule(content: baopi_workflow::Content) -> Action {
    Action::Reschedule { content, opinion: "人数有变。".to_owned() }
}

/// So many people, for a meeting that was approved for forty.
fn people(headcount: u32) -> Action {
    reschedule(meeting_with(|meeting| meeting.headcount = Some(headcount)))
}

#[test]
fn up_to_a_tenth_more_people_than_were_approved_need_no_new_approval() {
    let stays = |headcount| {
        let mut world = approved(meeting());
        world.does(DRAFTER, people(headcount));
        world.status() == "approved"
    };
    for (headcount, expected) in [(1, true), (39, true), (41, true), (44, true), (45, false)] {
        assert_eq!(stays(headcount), expected, "{headcount} of 40");
    }
}

#[test]
fn the_tenth_is_counted_from_what_was_approved() {
    let mut world = approved(meeting());
    world.does(DRAFTER, people(44));
    assert_eq!((world.status().as_str(), world.request.headcount), ("approved", Some(44)));
    let again = world.refuses(DRAFTER, people(44));
    assert_eq!(again, Refusal::NotPossible { reason: Impossible::NothingChanged });
    world.does(DRAFTER, people(40));
    assert_eq!(world.request.headcount, Some(40));
    world.does(DRAFTER, people(44)).does(DRAFTER, people(48));
    assert_eq!((world.status(), world.request.headcount), (review("leader_review"), None));
}

#[test]
fn a_few_people_more_than_the_class_may_have_are_not_what_was_approved() {
    let limit = Parameter::MeetingSizeFourth;
    let mut world = World::draft(meeting());
    world.rules = world.rules.with(limit, 42);
    world.does(DRAFTER, Action::Submit {});
    for (actor, action) in usual_steps().into_iter().skip(1).take(3) {
        world.does(actor, action);
    }
    world.does(DRAFTER, people(42));
    assert_eq!(world.status(), "approved");
    assert_eq!(rules(&world.refuses(DRAFTER, people(43))), ["MEETING-SIZE"]);
}

#[test]
fn a_few_people_more_whom_the_route_asks_about_are_not_what_was_approved() {
    let mut route = Route::shipped(Kind::Meeting);
    let stage = route.stages.iter_mut().find(|stage| stage.key.as_str() == "approving");
    stage.expect("there is one").when = "headcount > 40".parse().expect("a condition");
    let mut world = World::on_route(DRAFTER, meeting(), district(Vec::new()), route);
    for (actor, action) in usual_steps().into_iter().take(4) {
        world.does(actor, action);
    }
    assert_eq!(world.status(), "approved");
    world.does(DRAFTER, people(41));
    assert_eq!(world.status(), review("approving"));
}

#[test]
fn another_room_and_a_few_people_more_are_changed_in_one() {
    let there = |venue: &str, headcount| {
        meeting_with(|meeting| {
            meeting.mode = Some(MeetingMode::OnSite);
            venue.clone_into(&mut meeting.venue);
            meeting.headcount = Some(headcount);
        })
    };
    let mut world = approved(there("一楼会议室", 40));
    world.does(DRAFTER, reschedule(there("二楼会议室", 44)));
    assert_eq!(world.status(), "approved");
    assert_eq!(
        (world.request.venue.as_deref(), world.request.headcount),
        (Some("二楼会议室"), Some(44))
    );
    world.does(DRAFTER, Action::SendNotice {});
    assert_eq!(world.status(), "noticed", "the notice is still that of the approved form");
}

#[test]
fn two_meetings_held_back_to_back_say_so_both_once_the_other_side_agrees() {
    let mut world = World::draft(meeting());
    let other = World::draft(meeting_with(|meeting| "全区林业会议".clone_into(&mut meeting.title)));
    let (mut beside, content) = (other.request, other.content);
    beside.id = baopi_workflow::RequestId(uuid::Uuid::from_u128(78));
    world.other = Some((beside.clone(), content));
    for (actor, action) in usual_steps().into_iter().take(2) {
        world.does(actor, action);
    }
    let cluster = Action::Cluster { with: beside.id, opinion: "同一半天召开。".to_owned() };
    assert!(matches!(world.refuses(VICE_MAYOR, cluster.clone()), Refusal::NotYours { .. }));
    world.does(REVIEWER, cluster.clone());
    assert_eq!((world.request.cluster, world.status()), (None, review("office_review")));
    assert!(matches!(world.refuses(REVIEWER, approve()), Refusal::ProposalOpen { .. }));
    world.does(HEAD, Action::Decline { opinion: "场地不够。".to_owned() });
    assert_eq!((world.request.cluster, world.request.proposal.clone()), (None, None));
    world.does(REVIEWER, cluster);
    let confirm = Action::Confirm { opinion: "同意套开。".to_owned() };
    assert!(matches!(world.refuses(REVIEWER, confirm.clone()), Refusal::NotYours { .. }));
    let decided = world.tries(HEAD, confirm).expect("it is decided");
    let also = decided.also().expect("the other one is marked too");
    assert_eq!(decided.next().cluster, Some(beside.id));
    assert_eq!((also.next().id, also.next().cluster), (beside.id, Some(world.request.id)));
    assert_eq!(also.next().status, beside.status, "and stays where it is");
}
