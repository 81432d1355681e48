//! The moves that people know from approval systems, each with what it is for and what it must not become.

use baopi_workflow::action::{AddedPlace, Resume};
use baopi_workflow::content::Direction;
use baopi_workflow::refusal::{Impossible, Ineligible};
use baopi_workflow::request::transition::{MAX_PARTICIPANTS, MAX_READERS, URGE_EVERY_MS};
use baopi_workflow::request::{ActionName, Asked};
use baopi_workflow::{Action, CitationFault, PersonId, Refusal, Role, StageKey, Timestamp};

use crate::fixture::*;

fn stage(key: &str) -> StageKey {
    key.to_owned().try_into().expect("a stage key")
}

fn said() -> String {
    "请研究。".to_owned()
}

fn add(person: PersonId, place: AddedPlace) -> Action {
    Action::AddSigner { person, place, opinion: said() }
}

fn refused_as(reason: Ineligible, person: PersonId) -> Refusal {
    Refusal::NotEligible { person, reason }
}

/// The people of the district, and a second reviewer and a second head of the agriculture bureau.
fn world_with(change: impl Fn(&mut Vec<baopi_workflow::Person>), steps: usize) -> World {
    let mut world = World::document_after(steps);
    let mut people = people();
    change(&mut people);
    world.organisation = baopi_workflow::Organisation::new(units(), people, Vec::new());
    world
}

const SECOND: PersonId = person(21);

/// Somebody beside `like`, in the same unit with the same roles and rank.
fn second(people: &mut Vec<baopi_workflow::Person>, like: PersonId) {
    let mut person = people.iter().find(|person| person.id == like).expect("known").clone();
    person.id = SECOND;
    "second".clone_into(&mut person.login);
    people.push(person);
}

mod transfer {
    use super::*;

    #[test]
    fn a_task_that_is_transferred_is_decided_by_the_other_and_no_longer_by_the_giver() {
        let mut world = world_with(|people| second(people, HEAD), 0);
        world.does(DRAFTER, Action::Submit {});
        // Both heads were asked; the second one hands in by a third, so disable the choice: transfer needs somebody new.
        let refusal = world.refuses(HEAD, Action::Transfer { to: SECOND, opinion: said() });
        assert_eq!(refusal, refused_as(Ineligible::AskedAlready, SECOND));
    }

    #[test]
    fn within_the_unit_a_head_gives_the_task_to_a_colleague() {
        let mut world = world_with(
            |people| {
                second(people, HEAD);
                people.last_mut().expect("just added").roles = [Role::Drafter].into();
            },
            1,
        );
        world.does(HEAD, Action::Transfer { to: SECOND, opinion: said() });
        assert_eq!(world.request.waiting_for(), [SECOND]);
        assert_eq!(world.request.tasks[0].asked, Asked::InsteadOf(HEAD));
        assert!(matches!(world.refuses(HEAD, approve()), Refusal::NotYours { .. }));
        world.does(SECOND, approve());
        assert_eq!(world.status(), review("office_review"));
    }

    #[test]
    fn a_task_leaves_neither_the_unit_nor_the_rank() {
        let mut world = World::document_after(1);
        let refusal = world.refuses(HEAD, Action::Transfer { to: FINANCE_HEAD, opinion: said() });
        assert_eq!(refusal, refused_as(Ineligible::Unit, FINANCE_HEAD));
        let mut world = World::document_after(3);
        let refusal = world.refuses(VICE_MAYOR, Action::Transfer { to: HEAD, opinion: said() });
        assert_eq!(refusal, refused_as(Ineligible::Rank, HEAD));
        world.does(VICE_MAYOR, Action::Transfer { to: MAYOR, opinion: said() });
        world.does(MAYOR, approve());
        assert_eq!(world.status(), "recheck");
    }

    #[test]
    fn nobody_gives_a_task_to_those_who_must_not_decide() {
        let mut world = World::document_after(1);
        for (person, reason) in [
            (DRAFTER, Ineligible::Drafter),
            (AUDITOR, Ineligible::Office),
            (ADMIN, Ineligible::Office),
            (HEAD, Ineligible::AskedAlready),
            (person(99), Ineligible::Inactive),
        ] {
            let refusal = world.refuses(HEAD, Action::Transfer { to: person, opinion: said() });
            assert_eq!(refusal, refused_as(reason, person));
        }
        world.organisation = district(vec![delegation(DRAFTER, FINANCE_HEAD)]);
        let refusal = world.refuses(HEAD, Action::Transfer { to: FINANCE_HEAD, opinion: said() });
        assert_eq!(refusal, refused_as(Ineligible::StandInOfDrafter, FINANCE_HEAD));
    }

    #[test]
    fn whoever_took_a_leaders_task_over_and_lost_the_rank_signs_nothing() {
        let mut world = World::document_after(3);
        world.does(VICE_MAYOR, Action::Transfer { to: MAYOR, opinion: said() });
        let mut people = people();
        people.iter_mut().find(|p| p.id == MAYOR).expect("known").rank = None;
        world.organisation = baopi_workflow::Organisation::new(units(), people, Vec::new());
        assert_eq!(rules(&world.refuses(MAYOR, approve())), ["SIGNER-RANK"]);
    }
}

mod added {
    use super::*;

    #[test]
    fn a_signer_before_is_asked_first_and_then_the_participants() {
        let mut world = World::document_after(3);
        world.does(VICE_MAYOR, add(FINANCE_HEAD, AddedPlace::Before));
        assert_eq!(world.request.waiting_for(), [FINANCE_HEAD]);
        let refusal = world.refuses(VICE_MAYOR, approve());
        assert_eq!(refusal, Refusal::NotYourTurn { waits_for: vec![FINANCE_HEAD] });
        world.does(FINANCE_HEAD, approve());
        assert_eq!(world.request.waiting_for(), [VICE_MAYOR]);
        world.does(VICE_MAYOR, approve());
        assert_eq!(world.status(), "recheck");
        assert_eq!(world.request.signature.as_ref().map(|s| s.signer), Some(VICE_MAYOR));
    }

    #[test]
    fn a_signer_beside_is_waited_for_and_one_after_comes_last() {
        for (place, first) in [
            (AddedPlace::Beside, vec![REVIEWER, FINANCE_HEAD]),
            (AddedPlace::After, vec![REVIEWER]),
        ] {
            let mut world = World::document_after(2);
            world.does(REVIEWER, add(FINANCE_HEAD, place));
            assert_eq!(world.request.waiting_for(), first, "{place:?}");
            world.does(REVIEWER, approve());
            assert_eq!(world.status(), review("office_review"), "the added signer is needed");
            assert_eq!(world.request.waiting_for(), [FINANCE_HEAD]);
            world.does(FINANCE_HEAD, approve());
            assert_eq!(world.status(), review("leader_review"));
        }
    }

    #[test]
    fn nothing_comes_beside_or_after_the_signature() {
        let mut world = World::document_after(3);
        for place in [AddedPlace::Beside, AddedPlace::After] {
            assert_eq!(world.refuses(VICE_MAYOR, add(HEAD, place)), Refusal::AfterSignature);
        }
    }

    #[test]
    fn only_whoever_added_a_signer_removes_them_and_only_before_they_answer() {
        let mut world = World::document_after(2);
        let remove = |person| Action::RemoveSigner { person, opinion: said() };
        world.does(REVIEWER, add(FINANCE_HEAD, AddedPlace::Before));
        assert!(matches!(world.refuses(HEAD, remove(FINANCE_HEAD)), Refusal::NotYours { .. }));
        assert!(
            matches!(world.refuses(REVIEWER, remove(REVIEWER)), Refusal::NotYours { .. }),
            "whom the route asks is never removed"
        );
        world.does(REVIEWER, remove(FINANCE_HEAD));
        assert_eq!(world.request.waiting_for(), [REVIEWER]);
        world.does(REVIEWER, add(FINANCE_HEAD, AddedPlace::Before));
        world.does(FINANCE_HEAD, approve());
        assert!(matches!(world.refuses(REVIEWER, remove(FINANCE_HEAD)), Refusal::NotYours { .. }));
    }

    #[test]
    fn an_added_signer_neither_returns_nor_rejects_nor_adds_others() {
        let mut world = World::document_after(2);
        world.does(REVIEWER, add(FINANCE_HEAD, AddedPlace::Before));
        let tries = [
            send_back(),
            Action::Reject { opinion: said() },
            add(VICE_MAYOR, AddedPlace::Before),
            Action::Transfer { to: VICE_MAYOR, opinion: said() },
        ];
        for action in tries {
            assert!(matches!(world.refuses(FINANCE_HEAD, action), Refusal::NotYours { .. }));
        }
    }

    #[test]
    fn a_downward_document_does_not_pass_over_an_added_signers_objection() {
        for (direction, recipient, expected) in [
            (Direction::Downward, TOWNSHIP, "returned".to_owned()),
            (Direction::Lateral, FINANCE, review("leader_review")),
        ] {
            let mut world = World::draft(document_with(|document| {
                document.direction = Some(direction);
                document.main_recipients = [recipient].into();
            }));
            for (actor, action) in usual_steps().into_iter().take(2) {
                world.does(actor, action);
            }
            world.does(REVIEWER, add(FINANCE_HEAD, AddedPlace::Before));
            world.does(FINANCE_HEAD, Action::Object { opinion: said() });
            world.does(REVIEWER, approve());
            assert_eq!(world.status(), expected);
        }
    }

    #[test]
    fn a_stage_asks_fifty_people_and_no_more() {
        let crowd: Vec<PersonId> = (0..MAX_PARTICIPANTS as u128).map(|n| person(200 + n)).collect();
        let mut world = world_with(
            |people| {
                for id in &crowd {
                    second(people, FINANCE_HEAD);
                    people.last_mut().expect("just added").id = *id;
                }
            },
            2,
        );
        for id in &crowd[..MAX_PARTICIPANTS - 1] {
            world.does(REVIEWER, add(*id, AddedPlace::Beside));
        }
        let refusal = world.refuses(REVIEWER, add(crowd[MAX_PARTICIPANTS - 1], AddedPlace::Beside));
        assert_eq!(
            refusal,
            Refusal::TooMuch { field: "participants".to_owned(), limit: MAX_PARTICIPANTS as u64 }
        );
    }

    #[test]
    fn advice_is_waited_for_and_the_task_comes_back() {
        let mut world = World::document_after(3);
        world.does(VICE_MAYOR, Action::Consult { to: HEAD, opinion: said() });
        assert_eq!(world.request.waiting_for(), [HEAD]);
        assert!(matches!(world.refuses(HEAD, approve()), Refusal::NotYours { .. }), "advice only");
        world.does(HEAD, Action::Advise { opinion: "可行。".to_owned() });
        assert_eq!(world.request.waiting_for(), [VICE_MAYOR]);
        world.does(VICE_MAYOR, approve());
        assert_eq!(world.status(), "recheck");
    }
}

mod back {
    use super::*;

    fn to(key: &str, then: Resume) -> Action {
        Action::Return { opinion: said(), to: Some(stage(key)), then }
    }

    #[test]
    fn back_to_a_stage_behind_every_stage_from_there_on_is_passed_again() {
        let mut world = World::document_after(3);
        world.does(VICE_MAYOR, to("dept_review", Resume::Again));
        assert_eq!((world.status(), world.request.round), (review("dept_review"), 2));
        world.does(HEAD, approve());
        assert_eq!(world.status(), review("office_review"));
    }

    #[test]
    fn straight_back_goes_past_the_stages_between() {
        let mut world = World::document_after(3);
        world.does(VICE_MAYOR, to("dept_review", Resume::Straight));
        world.does(HEAD, approve());
        assert_eq!(world.status(), review("leader_review"));
        world.does(VICE_MAYOR, approve());
        assert_eq!(world.status(), "recheck");
    }

    #[test]
    fn straight_back_from_the_drafter_still_asks_whoever_has_to_be_asked_now() {
        let mut world = World::document_after(3);
        world
            .does(VICE_MAYOR, Action::Return { opinion: said(), to: None, then: Resume::Straight });
        assert_eq!(world.status(), "returned");
        let content = document_with(|document| document.countersign_units = [FINANCE].into());
        world.does(DRAFTER, Action::Save { content });
        world.does(DRAFTER, Action::Submit {});
        assert_eq!(world.status(), review("countersign"), "a stage that nobody has passed yet");
        world.does(FINANCE_HEAD, approve());
        assert_eq!(world.status(), review("leader_review"));
    }

    #[test]
    fn nothing_is_sent_forward_or_to_a_stage_that_is_not_on_the_way() {
        let mut world = World::document_after(2);
        for key in ["leader_review", "office_review", "countersign", "signing", "专家论证"] {
            let refusal = world.refuses(REVIEWER, to(key, Resume::Again));
            assert_eq!(refusal, Refusal::StageUnknown { stage: stage(key) });
        }
    }

    #[test]
    fn a_decision_is_taken_back_until_the_next_person_acts() {
        let mut world = World::document_after(2);
        assert_eq!(world.status(), review("office_review"));
        world.does(HEAD, Action::Retract {});
        assert_eq!(
            (world.status(), world.request.waiting_for()),
            (review("dept_review"), vec![HEAD])
        );
        assert!(world.request.decided.is_empty());
        world.does(HEAD, approve());
        world.does(REVIEWER, approve());
        let refusal = world.refuses(HEAD, Action::Retract {});
        assert_eq!(refusal, Refusal::AlreadyDecided { by: REVIEWER, at: now() });
    }

    #[test]
    fn a_decision_is_not_taken_back_once_the_next_one_has_done_anything_about_it() {
        let mut world = World::document_after(2);
        world.does(REVIEWER, add(FINANCE_HEAD, AddedPlace::Before));
        assert!(matches!(world.refuses(HEAD, Action::Retract {}), Refusal::NotYours { .. }));
    }

    #[test]
    fn the_drafter_takes_a_submission_back_until_somebody_decides() {
        let mut world = World::document_after(1);
        world.does(DRAFTER, Action::Retract {});
        assert_eq!(world.status(), "returned");
        world.does(DRAFTER, Action::Submit {});
        world.does(HEAD, approve());
        let refusal = world.refuses(DRAFTER, Action::Retract {});
        assert_eq!(refusal, Refusal::AlreadyDecided { by: HEAD, at: now() });
    }

    #[test]
    fn a_signature_is_not_taken_back_by_its_signer_alone() {
        let mut world = World::document_after(4);
        assert_eq!(world.status(), "recheck");
        assert!(matches!(
            world.refuses(VICE_MAYOR, Action::Retract {}),
            Refusal::NotAllowedNow { .. }
        ));
    }
}

mod beside {
    use super::*;

    fn circulate(person: PersonId) -> Action {
        Action::Circulate { to: [person].into(), opinion: said() }
    }

    #[test]
    fn what_is_circulated_is_seen_and_marked_read_once() {
        let mut world = World::document_after(2);
        let version = world.request.version;
        let sees = |world: &World| {
            let (request, content) = (&world.request, &world.content);
            let organisation = &world.organisation;
            baopi_workflow::request::authority::may_see(
                request,
                content,
                organisation,
                (STRANGER, now().date()),
            )
        };
        assert!(!sees(&world));
        world.does(REVIEWER, circulate(STRANGER));
        assert!(sees(&world));
        world.does(STRANGER, Action::MarkRead {});
        assert_eq!(world.request.readers[0].read_at, Some(now()));
        assert!(matches!(world.refuses(STRANGER, Action::MarkRead {}), Refusal::NotYours { .. }));
        assert_eq!(world.request.version, version, "reading makes no version");
        let refusal = world.refuses(REVIEWER, circulate(STRANGER));
        assert_eq!(refusal, refused_as(Ineligible::AskedAlready, STRANGER));
    }

    #[test]
    fn a_request_is_circulated_to_two_hundred_people_and_no_more() {
        let crowd = |number: usize| (0..number as u128).map(|n| person(300 + n)).collect();
        let mut world = world_with(
            |people| {
                for n in 0..=MAX_READERS as u128 {
                    second(people, STRANGER);
                    people.last_mut().expect("just added").id = person(300 + n);
                }
            },
            1,
        );
        let to = |number| Action::Circulate { to: crowd(number), opinion: said() };
        assert!(matches!(world.refuses(HEAD, to(MAX_READERS + 1)), Refusal::TooMuch { .. }));
        world.does(HEAD, to(MAX_READERS));
        assert_eq!(
            world.refuses(HEAD, to(0)),
            Refusal::NotPossible { reason: Impossible::NobodyNamed }
        );
    }

    #[test]
    fn comments_are_for_those_who_see_and_make_no_version() {
        let mut world = World::document_after(1);
        let (comment, version) = (Action::Comment { opinion: said() }, world.request.version);
        for person in [DRAFTER, HEAD, VICE_MAYOR] {
            world.does(person, comment.clone());
        }
        for person in [STRANGER, AUDITOR, ADMIN] {
            assert!(matches!(world.refuses(person, comment.clone()), Refusal::NotYours { .. }));
        }
        assert_eq!(world.request.version, version);
    }

    #[test]
    fn nobody_is_urged_more_often_than_every_four_hours() {
        let mut world = World::document_after(1);
        assert!(matches!(
            world.refuses(HEAD_OF_NOTHING, Action::Urge {}),
            Refusal::NotYours { .. }
        ));
        world.does(DRAFTER, Action::Urge {});
        let again_at = Timestamp(now().0 + URGE_EVERY_MS);
        world.now = Timestamp(again_at.0 - 1);
        assert_eq!(world.refuses(DRAFTER, Action::Urge {}), Refusal::TooSoon { again_at });
        world.now = again_at;
        world.does(DRAFTER, Action::Urge {});
    }

    const HEAD_OF_NOTHING: PersonId = STRANGER;

    #[test]
    fn what_is_suspended_stands_still_until_the_office_takes_it_up_again() {
        let mut world = World::document_after(1);
        let suspend = Action::Suspend { opinion: said() };
        assert!(matches!(world.refuses(HEAD, suspend.clone()), Refusal::NotYours { .. }));
        world.does(REVIEWER, suspend);
        assert_eq!(world.request.waiting_for(), [REVIEWER]);
        let refusal = world.refuses(HEAD, approve());
        assert_eq!(refusal, Refusal::Suspended { by: REVIEWER, at: now() });
        world.does(REVIEWER, Action::Resume { opinion: String::new() });
        world.does(HEAD, approve());
        assert_eq!(world.status(), review("office_review"));
    }

    #[test]
    fn suspension_opens_no_way_out_that_was_not_there_before() {
        for step in 4..9 {
            let mut world = World::document_after(step);
            let before = world.request.moves();
            if !before.contains(&ActionName::Suspend) {
                continue;
            }
            world.does(REVIEWER, Action::Suspend { opinion: said() });
            let out = [ActionName::Withdraw, ActionName::Terminate];
            for name in out.into_iter().filter(|name| !before.contains(name)) {
                assert!(!world.request.moves().contains(&name), "{} {name:?}", world.status());
            }
            assert!(matches!(
                world.refuses(DRAFTER, Action::Withdraw { opinion: said() }),
                Refusal::Suspended { .. }
            ));
        }
    }

    #[test]
    fn the_main_leader_and_the_head_of_the_office_end_a_request_and_nobody_else() {
        let terminate = Action::Terminate { opinion: said() };
        let mut world = World::document_after(2);
        for person in [DRAFTER, HEAD, REVIEWER, VICE_MAYOR, ADMIN, AUDITOR] {
            assert!(matches!(world.refuses(person, terminate.clone()), Refusal::NotYours { .. }));
        }
        world.does(MAYOR, terminate);
        assert_eq!(
            (world.status(), world.request.waiting_for()),
            ("terminated".to_owned(), vec![])
        );
    }
}

mod hands {
    use super::*;

    #[test]
    fn an_administrator_hands_over_the_tasks_of_somebody_who_leaves_but_decides_nothing() {
        let mut world = world_with(|people| second(people, REVIEWER), 2);
        assert_eq!(world.request.waiting_for(), [REVIEWER], "the second one came later");
        let hand = |to| Action::HandOver { from: REVIEWER, to, opinion: said() };
        assert!(matches!(world.refuses(HEAD, hand(SECOND)), Refusal::NotYours { .. }));
        let refusal = world.refuses(ADMIN, hand(ADMIN));
        assert_eq!(refusal, refused_as(Ineligible::Office, ADMIN));
        let refusal = world.refuses(ADMIN, hand(FINANCE_HEAD));
        assert_eq!(refusal, refused_as(Ineligible::Unit, FINANCE_HEAD));
        world.does(ADMIN, hand(SECOND));
        world.does(SECOND, approve());
        assert_eq!(world.status(), review("leader_review"));
    }

    #[test]
    fn after_the_signature_a_task_is_handed_only_to_somebody_with_the_role() {
        let mut world = world_with(|people| second(people, REGISTRAR), 5);
        let hand = |to| Action::HandOver { from: REGISTRAR, to, opinion: said() };
        let refusal = world.refuses(ADMIN, hand(HEAD));
        assert_eq!(refusal, refused_as(Ineligible::Role, HEAD));
        world.does(ADMIN, hand(SECOND));
        world.does(SECOND, Action::AssignNumber {});
        assert_eq!(world.status(), "sealing");
    }
}

mod two_people {
    use super::*;

    fn office_head(people: &mut Vec<baopi_workflow::Person>) {
        second(people, REVIEWER);
        people.last_mut().expect("just added").roles = [Role::DeptHead].into();
    }

    #[test]
    fn a_number_is_given_up_by_two_people_and_stays_used() {
        let mut world = world_with(office_head, 6);
        assert_eq!(world.status(), "sealing");
        let number = world.request.number.clone();
        let void = Action::Void { opinion: said() };
        assert!(matches!(world.refuses(SECOND, void.clone()), Refusal::NotYours { .. }));
        world.does(REGISTRAR, void);
        assert_eq!(world.request.waiting_for(), [SECOND]);
        assert!(matches!(world.refuses(REGISTRAR, Action::Seal {}), Refusal::ProposalOpen { .. }));
        let confirm = Action::Confirm { opinion: String::new() };
        assert!(matches!(world.refuses(REGISTRAR, confirm.clone()), Refusal::NotYours { .. }));
        world.does(SECOND, confirm);
        assert_eq!((world.status(), world.request.number.clone()), ("voided".to_owned(), number));
    }

    #[test]
    fn a_proposal_that_is_declined_leaves_all_as_it_was() {
        let mut world = world_with(office_head, 6);
        world.does(REGISTRAR, Action::Void { opinion: said() });
        world.does(SECOND, Action::Decline { opinion: said() });
        world.does(REGISTRAR, Action::Seal {});
        assert_eq!(world.status(), "issuing");
    }

    #[test]
    fn without_a_second_person_nothing_is_given_up() {
        let mut world = World::document_after(6);
        let refusal = world.refuses(REGISTRAR, Action::Void { opinion: said() });
        assert_eq!(refusal, Refusal::NotPossible { reason: Impossible::NobodyToAgree });
    }

    #[test]
    fn after_the_signature_the_signer_agrees_to_a_withdrawal() {
        let mut world = World::document_after(5);
        world.does(REGISTRAR, Action::ProposeWithdrawal { opinion: said() });
        assert_eq!(world.request.waiting_for(), [VICE_MAYOR]);
        assert!(matches!(
            world.refuses(REGISTRAR, Action::AssignNumber {}),
            Refusal::ProposalOpen { .. }
        ));
        world.does(VICE_MAYOR, Action::Confirm { opinion: String::new() });
        assert_eq!((world.status(), world.request.number.clone()), ("withdrawn".to_owned(), None));
    }

    #[test]
    fn the_main_leader_revokes_and_repeals_by_another_document() {
        for (step, archived, expected) in
            [(8, false, "revoked"), (9, true, "repealed"), (9, true, "revoked")]
        {
            let act = |by_document: &str| {
                let (by_document, opinion) = (by_document.to_owned(), said());
                if expected == "revoked" {
                    Action::Revoke { by_document, opinion }
                } else {
                    Action::Repeal { by_document, opinion }
                }
            };
            let mut world = World::document_after(step);
            assert_eq!(world.status() == "archived", archived);
            assert_eq!(rules(&world.refuses(MAYOR, act(" "))), ["REQUIRED-FIELDS"]);
            let refusal = world.refuses(MAYOR, act("青政发 [2026]9号"));
            assert_eq!(rules(&refusal), ["NUMBER-FORMAT", "NUMBER-FORMAT"], "every fault of it");
            for fault in CitationFault::ALL {
                world.facts.citation_fault = Some(*fault);
                let refusal = world.refuses(MAYOR, act("青政发〔2026〕9号"));
                assert_eq!(rules(&refusal), ["NUMBER-FORMAT"], "{fault:?}");
                let refusal = world.refuses(MAYOR, act("青政发 〔2026〕9号"));
                assert_eq!(
                    rules(&refusal),
                    ["NUMBER-FORMAT"],
                    "it is misspelt, which is said first"
                );
            }
            world.facts.citation_fault = None;
            for person in [VICE_MAYOR, REGISTRAR, HEAD] {
                let refusal = world.refuses(person, act("青政发〔2026〕9号"));
                assert!(matches!(refusal, Refusal::NotYours { .. }), "{refusal:?}");
            }
            assert_eq!(rules(&world.refuses(DRAFTER, act("青政发〔2026〕9号"))), ["SEPARATION"]);
            world.does(MAYOR, act("青政发〔2026〕9号"));
            assert_eq!(world.status(), expected);
        }
    }
}

#[test]
fn a_correction_cannot_take_a_stage_off_the_way() {
    let mut world = World::draft(document_with(|document| {
        document.category = Some(baopi_workflow::content::Category::Policy);
    }));
    for (actor, action) in usual_steps().into_iter().take(2) {
        world.does(actor, action);
    }
    let content = document();
    let refusal =
        world.refuses(REVIEWER, Action::Correct { content, opinion: "改为一般文件。".to_owned() });
    assert_eq!(refusal, Refusal::RouteLosesSignature { stage: stage("signing") });
    let content = document_with(|document| {
        document.category = Some(baopi_workflow::content::Category::Policy);
        document.body = "落实责任，按期完成。".repeat(90);
    });
    world.does(REVIEWER, Action::Correct { content, opinion: "压缩。".to_owned() });
}

#[test]
fn whoever_leads_and_signs_is_asked_once() {
    let mut people = people();
    people.retain(|person| person.id != VICE_MAYOR);
    let mayor = people.iter_mut().find(|person| person.id == MAYOR).expect("known");
    mayor.leads = [AGRICULTURE].into();
    let organisation = baopi_workflow::Organisation::new(units(), people, Vec::new());
    let content = document_with(|document| {
        document.category = Some(baopi_workflow::content::Category::Policy);
    });
    let mut world = World::draft_by(DRAFTER, content, organisation);
    for (actor, action) in usual_steps().into_iter().take(3) {
        world.does(actor, action);
    }
    assert_eq!(world.status(), review("signing"), "the same person leads and signs");
    world.does(MAYOR, approve());
    assert_eq!(world.status(), "recheck");
}

#[test]
fn every_move_has_its_line_in_the_table() {
    let of_statuses: std::collections::BTreeSet<_> = baopi_workflow::Status::PLAIN
        .iter()
        .cloned()
        .chain([baopi_workflow::Status::Review(stage("signing"))])
        .flat_map(|status| {
            use baopi_workflow::Kind::{Document, Meeting};
            [status.moves(Document).to_vec(), status.moves(Meeting).to_vec()].concat()
        })
        .collect();
    let beside = [ActionName::Confirm, ActionName::Decline, ActionName::Resume];
    for name in ActionName::ALL {
        assert!(of_statuses.contains(name) || beside.contains(name), "{name:?} is never possible");
    }
}
