//! The way of a meeting.

use baopi_workflow::content::{MeetingClass, MeetingMode, MeetingNature};
use baopi_workflow::request::Actual;
use baopi_workflow::{Action, Refusal};

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
