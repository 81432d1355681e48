//! The gates: approval, frozen content, separation, rank, classified texts.

use baopi_workflow::organisation::{Person, Role};
use baopi_workflow::{Action, ActionName, FileFault, Organisation, PersonId, Refusal};
use rstest::rstest;

use crate::fixture::*;

const PUTTING_OUT: [Action; 3] = [Action::AssignNumber {}, Action::Seal {}, Action::Issue {}];

#[test]
fn nothing_is_numbered_sealed_or_issued_before_the_signature() {
    for steps in 0..4 {
        for action in PUTTING_OUT {
            for actor in [REGISTRAR, DRAFTER, MAYOR, ADMIN] {
                let refusal = World::document_after(steps).refuses(actor, action.clone());
                assert_eq!(
                    rules(&refusal),
                    ["APPROVAL-GATE"],
                    "{actor} {:?} after {steps} steps",
                    action.name()
                );
            }
        }
    }
}

#[test]
fn the_steps_after_the_signature_cannot_be_skipped() {
    for (steps, allowed) in [(4, None), (5, Some(0)), (6, Some(1)), (7, Some(2))] {
        for (index, action) in PUTTING_OUT.into_iter().enumerate() {
            if Some(index) != allowed {
                let refusal = World::document_after(steps).refuses(REGISTRAR, action);
                assert_eq!(rules(&refusal), ["APPROVAL-GATE"], "{index} after {steps} steps");
            }
        }
    }
}

#[test]
fn no_notice_goes_out_for_a_meeting_that_is_not_approved() {
    let mut world = World::draft(meeting());
    for (actor, action) in usual_steps().into_iter().take(4) {
        assert_eq!(rules(&world.refuses(DRAFTER, Action::SendNotice {})), ["APPROVAL-GATE"]);
        world.does(actor, action);
    }
    world.does(DRAFTER, Action::SendNotice {});
}

#[test]
fn only_the_registrar_numbers_seals_and_issues() {
    for (steps, action) in
        [(5, Action::AssignNumber {}), (6, Action::Seal {}), (7, Action::Issue {})]
    {
        for actor in [DRAFTER, HEAD, REVIEWER, VICE_MAYOR, MAYOR, ADMIN, AUDITOR, STRANGER] {
            let refusal = World::document_after(steps).refuses(actor, action.clone());
            assert!(
                matches!(refusal, Refusal::NotYours { .. }),
                "{actor} {:?}: {refusal:?}",
                action.name()
            );
        }
    }
}

#[test]
fn content_other_than_the_signed_is_not_put_out() {
    for (steps, action) in
        [(5, Action::AssignNumber {}), (6, Action::Seal {}), (7, Action::Issue {})]
    {
        let mut world = World::document_after(steps);
        world.request.digest = baopi_workflow::Digest::of(b"another text");
        let refused = world.tries(REGISTRAR, action).unwrap_err();
        assert_eq!(rules(&refused.refusal), ["CONTENT-FROZEN"]);
    }
}

/// The district in which one person has been changed.
fn with_changed(id: PersonId, change: impl Fn(&mut Person)) -> Organisation {
    let district = district(Vec::new());
    let changed = people().into_iter().map(|mut person| {
        if person.id == id {
            change(&mut person);
        }
        person
    });
    Organisation::new(district.units().cloned(), changed, Vec::new())
}

#[test]
fn nobody_decides_on_their_own_request() {
    let organisation = with_changed(DRAFTER, |person| {
        person.roles.insert(Role::DeptHead);
    });
    let mut world = World::draft(document());
    world.does(DRAFTER, Action::Submit {});
    world.organisation = organisation;
    world.request.tasks[0].person = DRAFTER;
    let refused = world.tries(DRAFTER, approve()).unwrap_err();
    assert_eq!(rules(&refused.refusal), ["SEPARATION"]);
}

#[test]
fn a_stand_in_of_the_drafter_does_not_decide() {
    let mut world = World::document_after(1);
    world.organisation = district(vec![delegation(DRAFTER, HEAD)]);
    assert_eq!(rules(&world.refuses(HEAD, approve())), ["SEPARATION"]);
}

#[test]
fn administrators_and_auditors_do_not_decide_even_when_asked() {
    for role in [Role::Admin, Role::Auditor] {
        let mut world = World::document_after(3);
        world.organisation = with_changed(VICE_MAYOR, |person| {
            person.roles.insert(role);
        });
        assert_eq!(rules(&world.refuses(VICE_MAYOR, approve())), ["SEPARATION"], "{role:?}");
    }
}

#[test]
fn the_reviewer_does_not_sign() {
    let mut world = World::document_after(3);
    world.organisation = district(vec![delegation(VICE_MAYOR, REVIEWER)]);
    assert_eq!(rules(&world.refuses(REVIEWER, approve())), ["SEPARATION"]);
}

#[test]
fn a_stand_in_signs_for_a_leader_and_both_names_are_kept() {
    let mut world = World::document_after(3);
    world.organisation = district(vec![delegation(VICE_MAYOR, MAYOR)]);
    world.does(MAYOR, approve());
    let signature = world.request.signature.as_ref().unwrap();
    assert_eq!((signature.signer, signature.actor), (VICE_MAYOR, MAYOR));
}

#[test]
fn a_stand_in_is_good_on_its_days_and_for_its_kind_only() {
    for (day, good) in [(14, false), (15, true), (16, false)] {
        let mut world = World::document_after(3);
        world.organisation = district(vec![delegation(VICE_MAYOR, MAYOR)]);
        world.now = at(day, 9, 0);
        assert_eq!(world.tries(MAYOR, approve()).is_ok(), good, "on the {day}th");
    }
}

#[rstest]
#[case(1, &[HEAD])]
#[case(2, &[REVIEWER])]
#[case(3, &[VICE_MAYOR])]
fn only_whose_turn_it_is_decides(#[case] steps: usize, #[case] asked: &[PersonId]) {
    for actor in [HEAD, REVIEWER, VICE_MAYOR, MAYOR, REGISTRAR, FINANCE_HEAD, STRANGER] {
        let outcome = World::document_after(steps).tries(actor, approve());
        assert_eq!(outcome.is_ok(), asked.contains(&actor), "{actor} after {steps} steps");
    }
}

#[test]
fn a_signature_of_too_low_a_rank_is_refused() {
    let mut world = World::document_after(3);
    world.organisation = with_changed(VICE_MAYOR, |person| person.rank = None);
    assert_eq!(rules(&world.refuses(VICE_MAYOR, approve())), ["SIGNER-RANK"]);
}

#[test]
fn a_disabled_person_does_nothing_from_that_moment_on() {
    let mut world = World::document_after(3);
    world.organisation = with_changed(VICE_MAYOR, |person| person.active = false);
    let refusal = world.refuses(VICE_MAYOR, approve());
    assert_eq!(refusal, Refusal::NotYours { action: ActionName::Approve });
    let mut world = World::document_after(5);
    world.organisation = with_changed(REGISTRAR, |person| person.active = false);
    let refusal = world.refuses(REGISTRAR, Action::AssignNumber {});
    assert_eq!(refusal, Refusal::NotYours { action: ActionName::AssignNumber });
}

#[test]
fn a_stage_that_finds_nobody_blocks_the_submission_and_is_named() {
    let mut world = World::draft(document());
    world.organisation = with_changed(VICE_MAYOR, |person| person.leads.clear());
    let refusal = world.refuses(DRAFTER, Action::Submit {});
    assert_eq!(
        refusal,
        Refusal::NobodyFor { stage: "leader_review".to_owned().try_into().unwrap() }
    );
}

#[test]
fn a_phase_for_which_nobody_is_found_is_not_entered() {
    let mut world = World::document_after(3);
    world.organisation = with_changed(REVIEWER, |person| person.roles.clear());
    let refusal = world.refuses(VICE_MAYOR, approve());
    assert_eq!(refusal, Refusal::NobodyFor { stage: "recheck".to_owned().try_into().unwrap() });
    let mut world = World::document_after(4);
    world.organisation = with_changed(REGISTRAR, |person| person.roles.clear());
    let refusal = world.refuses(REVIEWER, Action::PassRecheck {});
    assert_eq!(refusal, Refusal::NobodyFor { stage: "numbering".to_owned().try_into().unwrap() });
    assert_eq!(
        world.request.status,
        baopi_workflow::Status::Recheck,
        "it waits where somebody can act"
    );
}

#[test]
fn a_text_that_looks_classified_leaves_nothing_behind_but_the_number_of_the_pattern() {
    let secret = document_with(|document| document.body = "机密★1年\n部署方案甲乙丙".to_owned());
    let mut world = World::draft(document());
    let refused = world.tries(DRAFTER, Action::Save { content: secret }).unwrap_err();
    assert_eq!(refused.refusal, Refusal::Classified { pattern: 1 });
    let record = refused.record.unwrap();
    assert!(record.content().is_none());
    for sealed in record.events() {
        assert!(!String::from_utf8(sealed.canon.clone()).unwrap().contains("甲乙丙"));
    }
    let opinion = Action::return_to_drafter("绝密".to_owned());
    world.does(DRAFTER, Action::Submit {});
    assert_eq!(world.refuses(HEAD, opinion), Refusal::Classified { pattern: 3 });
}

#[test]
fn every_refused_attempt_on_a_request_stands_in_its_record() {
    let mut world = World::document_after(1);
    let length = world.request.chain.length;
    world.refuses(STRANGER, approve());
    world.refuses(REGISTRAR, Action::Issue {});
    assert_eq!(world.request.chain.length, length + 2);
    let last = String::from_utf8(world.stored.last().unwrap().canon.clone()).unwrap();
    assert!(last.contains(r#""rules":["APPROVAL-GATE"]"#), "{last}");
}

#[test]
fn neither_a_file_of_somebody_elses_nor_one_with_another_text_is_taken_into_a_request() {
    let mut world = World::draft(document());
    for fault in [FileFault::Unknown, FileFault::OtherText { field: "body_file" }] {
        world.facts.file_fault = Some(fault);
        assert_eq!(
            rules(&world.refuses(DRAFTER, Action::Save { content: document() })),
            ["REQUIRED-FIELDS"]
        );
    }
}
