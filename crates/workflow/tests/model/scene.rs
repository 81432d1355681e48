//! The scenes: where the two requests stand when it begins, what people may send, and what may go wrong. All of them are checked
//! together, each to its end.

use std::collections::BTreeSet;

use baopi_workflow::action::{AddedPlace, Resume};
use baopi_workflow::{Action, Content, PersonId, RuleId, StageKey};

use crate::fixture::*;
use crate::office::*;
use crate::state::{CLIENTS, Faults, REQUESTS};

mod moves;
mod race;

/// A scene.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) name: &'static str,
    pub(crate) requests: [Beginning; REQUESTS],
    /// What clients may send: about which request, who, what.
    pub(crate) commands: Vec<(u8, PersonId, Action)>,
    /// How many commands each client sends.
    pub(crate) turns: [u8; CLIENTS],
    /// What may change in the organisation, each once.
    pub(crate) changes: Vec<Change>,
    pub(crate) faults: Faults,
    /// Whether the workers send mail.
    pub(crate) mail: bool,
}

/// How a request comes into a scene.
#[derive(Debug)]
pub(crate) struct Beginning {
    pub(crate) drafter: PersonId,
    pub(crate) text: Content,
    /// What was done before; nothing where the request does not exist yet.
    pub(crate) steps: Vec<(PersonId, Action)>,
}

/// Faults of which there is at most one each; mail and the rarer ones are named where they occur.
const ONE_EACH: Faults = Faults { crashes: 1, lost: 1, mail: 0, restores: 0, opens: 0 };
const NONE: Faults = Faults { crashes: 0, lost: 0, mail: 0, restores: 0, opens: 0 };

/// The usual document after so many of its usual steps, of which the first begins the draft.
fn usual(steps: usize) -> Beginning {
    after(DRAFTER, document(), steps)
}

fn after(drafter: PersonId, text: Content, steps: usize) -> Beginning {
    let create = (drafter, Action::Create { content: text.clone() });
    let rest = usual_steps().into_iter().map(|(actor, action)| {
        let submits = matches!(action, Action::Submit {});
        (if submits { drafter } else { actor }, action)
    });
    Beginning { drafter, text, steps: std::iter::once(create).chain(rest).take(steps).collect() }
}

fn withdraw() -> Action {
    Action::Withdraw { opinion: String::new() }
}

fn correct(content: Content) -> Action {
    Action::Correct { content, opinion: "核稿修改。".to_owned() }
}

fn object() -> Action {
    Action::Object { opinion: "经费未落实。".to_owned() }
}

fn add_signer(person: PersonId, place: AddedPlace) -> Action {
    Action::AddSigner { person, place, opinion: said() }
}

fn accepting(rule: RuleId) -> Action {
    Action::Approve { opinion: String::new(), accept: vec![rule] }
}

fn said() -> String {
    "请研究。".to_owned()
}

fn stage(key: &str) -> StageKey {
    key.to_owned().try_into().expect("a key")
}

/// Every scene.
pub(crate) fn all() -> Vec<Scene> {
    vec![
        race::numbers(),
        race::signing(),
        race::correcting(),
        race::drafting(),
        race::way_of_one(),
        race::mail(),
        race::links(),
        race::stand_ins(),
        race::own_desk(),
        race::offices(),
        race::restored(),
        moves::meeting_called(),
        moves::inspection_outside_the_plan(),
        moves::objections(),
        moves::exceptions(),
        moves::wrong_texts(),
        moves::other_hands(),
        moves::ways_back(),
        moves::halted(),
        moves::second_person(),
        moves::somebody_leaves(),
        race::rooms(),
    ]
}
