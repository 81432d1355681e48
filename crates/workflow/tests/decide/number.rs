//! Before a document takes its number, the rules are asked once more, and what they find and nobody accepted stops it.

use baopi_workflow::rules::{Known, Parameter, Trigger};
use baopi_workflow::{Action, Refusal, RuleId, RuleSet};

use crate::fixture::*;

const REASON: &str = "本件系专项工作方案，需逐项列明任务清单、责任单位与完成时限。";

/// A signed document of so many 字 that waits for its number; the signer accepted its length if that asked for a reason.
fn signed(characters: usize, rules: RuleSet) -> World {
    let content = document_with(|document| {
        document.scope = Some(baopi_workflow::content::Scope::Special);
        document.body = "报".repeat(characters);
        document.justifications.insert(RuleId::FileLengthSpecial, REASON.to_owned());
    });
    let mut world = World::draft(content);
    world.rules = rules;
    for (actor, action) in usual_steps().into_iter().take(5) {
        let accept = vec![RuleId::FileLengthSpecial];
        let action = if let Action::Approve { opinion, .. } = action {
            Action::Approve { opinion, accept }
        } else {
            action
        };
        world.does(actor, action);
    }
    assert_eq!(world.status(), "numbering");
    world
}

fn tightened(parameter: Parameter, number: u32) -> RuleSet {
    RuleSet { version: 2, ..RuleSet::default() }.with(parameter, number)
}

#[test]
fn the_evaluation_before_the_number_is_kept_with_all_that_it_was_made_with() {
    let world = signed(3000, RuleSet::default());
    let transition = world.tries(REGISTRAR, Action::AssignNumber {}).unwrap();
    let evaluation = transition.evaluation().unwrap();
    assert_eq!((evaluation.trigger, evaluation.rule_set), (Trigger::Number, 1));
    assert_eq!(evaluation.digest, Some(world.request.digest));
    let knowledge = evaluation.knowledge.as_ref().unwrap();
    assert!(matches!(knowledge.quota, Known::Is(_)));
}

#[test]
fn a_limit_that_became_tighter_after_the_signature_stops_the_number_and_names_the_rule() {
    let mut world = signed(3000, RuleSet::default());
    world.rules = tightened(Parameter::FileLength, 2999);
    let refusal = world.refuses(REGISTRAR, Action::AssignNumber {});
    assert!(rules(&refusal).contains(&"FILE-LENGTH"), "{refusal:?}");
    assert_eq!(world.request.number, None);
}

#[test]
fn an_exception_that_nobody_accepted_stops_the_number_and_one_that_the_signer_accepted_does_not() {
    let mut world = signed(3000, RuleSet::default());
    world.rules = tightened(Parameter::FileLengthSpecial, 2999);
    let refused = world.tries(REGISTRAR, Action::AssignNumber {}).unwrap_err();
    assert_eq!(rules(&refused.refusal), ["FILE-LENGTH-SPECIAL"]);
    let evaluation = refused.record.unwrap().evaluation().cloned().unwrap();
    assert_eq!((evaluation.trigger, evaluation.rule_set), (Trigger::Number, 2));
    assert!(evaluation.knowledge.is_some());
    let mut accepted = signed(3000, tightened(Parameter::FileLengthSpecial, 2999));
    accepted.does(REGISTRAR, Action::AssignNumber {});
    assert_eq!(accepted.status(), "sealing");
}

#[test]
fn a_submission_without_a_reason_keeps_everything_that_was_found_and_not_only_what_lacks_it() {
    let content = document_with(|document| {
        document.scope = Some(baopi_workflow::content::Scope::Special);
        document.body = "报".repeat(4001);
    });
    let world = World::draft(content);
    let refused = world.tries(DRAFTER, Action::Submit {}).unwrap_err();
    let Refusal::Blocked { findings } = &refused.refusal else { panic!("blocked") };
    let record = refused.record.as_ref().unwrap();
    let evaluation = record.evaluation().unwrap();
    assert!(findings.iter().all(|finding| evaluation.findings.contains(finding)));
    assert_eq!(evaluation.digest, Some(world.request.digest));
}
