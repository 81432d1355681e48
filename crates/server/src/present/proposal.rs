//! What one administrator proposed, and the buttons with which another one decides about it.

use baopi_engine::Right;
use baopi_messages::Args;
use baopi_workflow::proposal::{Proposal, Settlement, Standing};
use baopi_workflow::{PersonId, Timestamp};

use crate::present::visitor::Visitor;

/// One proposal.
#[derive(Debug, Clone)]
pub(crate) struct ProposalView {
    /// What it is to become.
    pub(crate) head: String,
    /// From when on, where that is said.
    pub(crate) from: String,
    pub(crate) standing: String,
    pub(crate) tone: &'static str,
    /// What it changes.
    pub(crate) changes: Vec<String>,
    /// The paper that asks for it, where one is named.
    pub(crate) reference: String,
    pub(crate) by: String,
    pub(crate) settled: Option<String>,
    /// Where it is settled, and how this reader may; nothing once it is.
    pub(crate) action: Option<(String, Vec<(&'static str, String)>)>,
    pub(crate) is_own: bool,
}

/// Who proposed something, and who settled it.
pub(crate) struct Decided {
    pub(crate) by: PersonId,
    pub(crate) at: Timestamp,
    pub(crate) standing: Standing,
    pub(crate) settled: Option<(PersonId, Timestamp)>,
}

impl From<&Proposal> for Decided {
    fn from(proposal: &Proposal) -> Self {
        let Proposal { by, at, standing, settled, .. } = *proposal;
        Self { by, at, standing, settled }
    }
}

impl ProposalView {
    /// The view of a proposal that is settled at `path`, by whoever has the `right`.
    pub(crate) fn new(
        visit: &Visitor,
        Decided { by, at, standing, settled }: Decided,
        (path, right): (String, Right),
        head: String,
    ) -> Self {
        let texts = visit.texts();
        let is_own = by == visit.person();
        let ways: &[_] = if is_own {
            &[Settlement::Withdraw]
        } else {
            &[Settlement::Confirm, Settlement::Decline]
        };
        let way =
            |way: &Settlement| (way.key(), texts.t(&format!("proposal-settle-{}", way.key())));
        let is_open = standing == Standing::Open;
        let action = is_open && visit.viewer.may(right);
        Self {
            head,
            from: String::new(),
            standing: texts.t(&format!("proposal-standing-{}", standing.key())),
            tone: match standing {
                Standing::Open => "wait",
                Standing::Confirmed => "done",
                Standing::Declined | Standing::Withdrawn => "plain",
            },
            changes: Vec::new(),
            reference: String::new(),
            by: who(visit, by, at),
            settled: settled.map(|(person, at)| who(visit, person, at)),
            action: action.then(|| (path, ways.iter().map(way).collect())),
            is_own: is_open && is_own,
        }
    }
}

/// Somebody, and when they did it.
pub(crate) fn who(visit: &Visitor, person: PersonId, at: Timestamp) -> String {
    let args = Args::new().with("name", visit.name(person)).with("at", visit.texts().at(at));
    visit.texts().with("proposal-by", &args)
}
