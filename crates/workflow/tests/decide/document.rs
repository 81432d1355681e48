//! The way of a document.

use baopi_workflow::content::{Annex, AnnexKind, Direction, DocType, FileRef};
use baopi_workflow::{Action, Digest, Refusal, RuleId};

use crate::fixture::*;
use baopi_workflow::rules::Parameter;

#[test]
fn a_usual_document_goes_from_draft_to_archive() {
    let mut world = World::draft(document());
    let mut visited = vec![world.status()];
    for (actor, action) in usual_steps() {
        world.does(actor, action);
        visited.push(world.status());
    }
    let expected = "draft review:dept_review review:office_review review:leader_review recheck numbering sealing issuing \
                    issued archived";
    assert_eq!(visited.join(" "), expected);
    assert_eq!(world.request.number.as_ref().unwrap().to_string(), "青农发〔2026〕15号");
    assert_eq!(world.request.signature.as_ref().unwrap().signer, VICE_MAYOR);
}

#[test]
fn each_person_is_asked_in_turn_and_nobody_else() {
    let mut asked = Vec::new();
    for steps in 0..=8 {
        asked.push(World::document_after(steps).request.waiting_for());
    }
    let expected =
        [DRAFTER, HEAD, REVIEWER, VICE_MAYOR, REVIEWER, REGISTRAR, REGISTRAR, REGISTRAR, REGISTRAR];
    assert_eq!(asked, expected.map(|person| vec![person]));
}

#[test]
fn an_upward_document_needs_the_main_leader() {
    let mut world = World::draft(document_with(|document| {
        document.direction = Some(Direction::Upward);
        document.doc_type = Some(DocType::Report);
        document.title = "区农业农村局关于秋粮收购情况的报告".to_owned();
        document.main_recipients = [GOVERNMENT].into();
    }));
    for (actor, action) in usual_steps().into_iter().take(4) {
        world.does(actor, action);
    }
    assert_eq!(world.status(), review("signing"));
    world.does(MAYOR, approve());
    assert_eq!(world.status(), "recheck");
}

#[test]
fn a_drafter_who_heads_the_unit_is_not_asked_for_their_own_consent() {
    let mut world = World::draft_by(HEAD, document(), district(Vec::new()));
    world.does(HEAD, Action::Submit {});
    assert_eq!(world.status(), review("office_review"));
    let skipped = world
        .stored
        .iter()
        .any(|entry| entry.canon.windows(13).any(|bytes| bytes == b"stage_skipped"));
    assert!(skipped, "the record says that the stage was left out");
}

#[test]
fn a_returned_document_is_changed_and_goes_the_whole_way_again() {
    let mut world = World::document_after(2);
    world.does(REVIEWER, send_back());
    assert_eq!(
        (world.status(), world.request.waiting_for().first().copied()),
        ("returned".to_owned(), Some(DRAFTER))
    );
    let content = document_with(|document| document.body = "精简后的正文。".to_owned());
    world.does(DRAFTER, Action::Save { content }).does(DRAFTER, Action::Submit {});
    assert_eq!((world.status(), world.request.round), (review("dept_review"), 2));
    assert!(world.request.decided.is_empty(), "consents to the earlier text do not count");
}

#[test]
fn a_rejected_or_withdrawn_document_is_over() {
    let mut rejected = World::document_after(3);
    rejected.does(VICE_MAYOR, Action::Reject { opinion: "电话通知即可。".to_owned() });
    let mut withdrawn = World::document_after(3);
    withdrawn.does(DRAFTER, Action::Withdraw { opinion: String::new() });
    for (mut world, status) in [(rejected, "rejected"), (withdrawn, "withdrawn")] {
        assert_eq!(world.status(), status);
        for (actor, action) in usual_steps() {
            assert!(matches!(
                world.refuses(actor, action),
                Refusal::NotAllowedNow { .. } | Refusal::AlreadyDecided { .. }
            ));
        }
    }
}

#[test]
fn the_department_can_send_back_but_not_reject() {
    let mut world = World::document_after(1);
    let refusal = world.refuses(HEAD, Action::Reject { opinion: "不发。".to_owned() });
    assert!(matches!(refusal, Refusal::NotYours { .. }), "{refusal:?}");
    world.does(HEAD, send_back());
}

#[test]
fn after_the_signature_a_document_can_no_longer_be_withdrawn() {
    let mut world = World::document_after(4);
    let refusal = world.refuses(DRAFTER, Action::Withdraw { opinion: String::new() });
    assert!(matches!(refusal, Refusal::NotAllowedNow { .. }), "{refusal:?}");
}

#[test]
fn returning_rejecting_and_correcting_need_a_reason() {
    let mut world = World::document_after(2);
    for action in [
        Action::return_to_drafter(" ".to_owned()),
        Action::Reject { opinion: String::new() },
        Action::Correct { content: document(), opinion: String::new() },
    ] {
        assert_eq!(world.refuses(REVIEWER, action), Refusal::OpinionRequired);
    }
}

#[test]
fn an_opinion_of_2000_characters_is_kept_and_one_of_2001_is_refused() {
    let mut world = World::document_after(1);
    let refusal =
        world.refuses(HEAD, Action::Approve { opinion: "好".repeat(2001), accept: Vec::new() });
    assert_eq!(refusal, Refusal::OpinionTooLong { length: 2001, limit: 2000 });
    world.does(HEAD, Action::Approve { opinion: "好".repeat(2000), accept: Vec::new() });
}

#[test]
fn the_office_may_correct_the_text_before_the_signature() {
    let mut world = World::document_after(2);
    let content =
        document_with(|document| document.title = "区农业农村局关于秋粮收购的通知".to_owned());
    world.does(REVIEWER, Action::Correct { content, opinion: "规范标题。".to_owned() });
    assert_eq!((world.status(), world.request.revision), (review("office_review"), 2));
    world.does(REVIEWER, approve()).does(VICE_MAYOR, approve());
    assert_eq!(world.request.signature.as_ref().unwrap().digest, world.request.digest);
}

#[test]
fn a_correction_after_the_signature_goes_back_to_the_signer() {
    let mut world = World::document_after(4);
    let content = document_with(|document| document.body.push('，'));
    world.does(REVIEWER, Action::Correct { content, opinion: "补一个逗号。".to_owned() });
    assert_eq!(
        (world.status(), world.request.signature.is_none()),
        (review("leader_review"), true)
    );
    assert_eq!(world.request.waiting_for(), [VICE_MAYOR]);
    world.does(VICE_MAYOR, approve()).does(REVIEWER, Action::PassRecheck {});
    assert_eq!(world.status(), "numbering");
}

#[test]
fn all_countersigners_are_waited_for() {
    let mut world =
        World::draft(document_with(|document| document.countersign_units = [FINANCE].into()));
    for (actor, action) in usual_steps().into_iter().take(3) {
        world.does(actor, action);
    }
    assert_eq!(world.status(), review("countersign"));
    assert_eq!(world.request.waiting_for(), [FINANCE_HEAD]);
    world.does(FINANCE_HEAD, approve());
    assert_eq!(world.status(), review("leader_review"));
}

#[test]
fn a_downward_document_with_an_objection_goes_back_and_another_goes_on() {
    for (direction, recipient, expected) in [
        (Direction::Downward, TOWNSHIP, "returned".to_owned()),
        (Direction::Lateral, FINANCE, review("leader_review")),
    ] {
        let mut world = World::draft(document_with(|document| {
            document.direction = Some(direction);
            document.main_recipients = [recipient].into();
            document.countersign_units = [FINANCE].into();
        }));
        for (actor, action) in usual_steps().into_iter().take(3) {
            world.does(actor, action);
        }
        world.does(FINANCE_HEAD, Action::Object { opinion: "经费未落实。".to_owned() });
        assert_eq!(world.status(), expected, "{direction:?}");
    }
}

#[test]
fn only_a_countersigner_objects() {
    let mut world = World::document_after(1);
    let refusal = world.refuses(HEAD, Action::Object { opinion: "不同意。".to_owned() });
    assert!(matches!(refusal, Refusal::NotYours { .. }), "{refusal:?}");
}

#[test]
fn the_second_to_decide_is_told_who_decided_and_when() {
    let mut world = World::document_after(2);
    let refusal = world.refuses(HEAD, approve());
    assert_eq!(refusal, Refusal::AlreadyDecided { by: HEAD, at: now() });
}

#[test]
fn of_two_who_are_asked_for_one_consent_the_slower_is_told_who_was_faster() {
    let second = person(20);
    let mut staff = people();
    staff.push(baopi_workflow::Person {
        id: second,
        login: "second".to_owned(),
        ..staff[2].clone()
    });
    let organisation =
        baopi_workflow::Organisation::new(district(Vec::new()).units().cloned(), staff, Vec::new());
    let mut world = World::draft_by(DRAFTER, document(), organisation);
    world.does(DRAFTER, Action::Submit {}).does(HEAD, approve());
    assert_eq!(world.request.waiting_for(), [REVIEWER, second]);
    world.does(second, approve());
    assert_eq!(
        world.refuses(REVIEWER, approve()),
        Refusal::AlreadyDecided { by: second, at: now() }
    );
}

#[test]
fn an_exception_needs_a_reason_at_submission_and_a_tick_at_the_signature() {
    let special = |reason: Option<&str>| {
        document_with(|document| {
            document.scope = Some(baopi_workflow::content::Scope::Special);
            document.body = "报".repeat(4001);
            if let Some(reason) = reason {
                document.justifications.insert(RuleId::FileLengthSpecial, reason.to_owned());
            }
        })
    };
    let mut world = World::draft(special(None));
    assert_eq!(rules(&world.refuses(DRAFTER, Action::Submit {})), ["FILE-LENGTH-SPECIAL"]);
    world.does(DRAFTER, Action::Save { content: special(Some("太短的理由")) });
    assert_eq!(rules(&world.refuses(DRAFTER, Action::Submit {})), ["FILE-LENGTH-SPECIAL"]);
    world.does(
        DRAFTER,
        Action::Save { content: special(Some("整治任务多，分两件印发更增负担。")) },
    );
    for (actor, action) in usual_steps().into_iter().take(3) {
        world.does(actor, action);
    }
    let open = Refusal::ExceptionsOpen { rules: vec![RuleId::FileLengthSpecial] };
    assert_eq!(world.refuses(VICE_MAYOR, approve()), open);
    let accept = vec![RuleId::FileLengthSpecial];
    world.does(VICE_MAYOR, Action::Approve { opinion: "同意".to_owned(), accept });
    assert_eq!(world.request.signature.as_ref().unwrap().accepted, [RuleId::FileLengthSpecial]);
}

#[test]
fn what_the_rules_find_only_at_the_signature_sends_the_request_back() {
    let mut world = World::draft(document_with(|document| document.body = "报".repeat(4900)));
    for (actor, action) in usual_steps().into_iter().take(3) {
        world.does(actor, action);
    }
    world.rules.set.insert(Parameter::FileLength, 4800);
    world.does(VICE_MAYOR, approve());
    assert_eq!(world.status(), "returned");
    assert!(world.request.signature.is_none());
}

#[test]
fn the_digest_covers_what_was_approved_and_not_how_many_copies_are_printed() {
    let digest =
        |change: fn(&mut baopi_workflow::DocumentContent)| document_with(change).digest().unwrap();
    let plain = digest(|_| {});
    assert_eq!(plain, digest(|document| document.copies = Some(99)));
    assert_ne!(plain, digest(|document| document.body.push('，')));
    assert_ne!(plain, digest(|document| document.main_recipients = [TOWNSHIP].into()));
    assert_ne!(plain, digest(|document| document.doc_type = Some(DocType::Letter)));
    assert_ne!(
        plain,
        digest(|document| {
            let file =
                FileRef { sha256: Digest::of(b"x"), name: "附件.docx".to_owned(), size: 1 };
            document.annexes.push(Annex {
                title: "附件".to_owned(),
                text: None,
                file: Some(file),
                kind: AnnexKind::Ordinary,
            });
        })
    );
}
