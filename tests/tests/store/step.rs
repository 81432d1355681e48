//! What can happen in a run.

use std::fmt;

use baopi_workflow::content::MeetingMode;
use baopi_workflow::request::action::{AddedPlace, MAX_OPINION_CHARS, Resume};
use baopi_workflow::request::{Actual, Kind};
use baopi_workflow::{Action, ActionName, PersonId, RequestId, RuleId, StageKey, Timestamp};

use crate::district::{Change, Text, name, stage};

/// A number of a series of the district that nobody ever takes.
pub(crate) const UNKNOWN: &str = "青政发〔2026〕99999号";

/// A step.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Somebody tries something.
    Act(Act),
    /// So many hours pass.
    Wait(i64),
    /// Something changes in the organisation.
    Change(Change),
    /// The administrator puts the other way of documents into force.
    Publish,
}

/// Somebody tries something. Every value is possible in every state, so that a shorter run is still a run.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Act {
    /// With which request of the run.
    pub(crate) slot: u8,
    pub(crate) actor: PersonId,
    pub(crate) name: ActionName,
    /// With which text, where there is one.
    pub(crate) text: Text,
    /// Who is named, where somebody is.
    pub(crate) person: PersonId,
    /// How it is done, where there are several ways; below [`TURNS`].
    pub(crate) turn: u8,
    /// Whether the actor has not seen the last change.
    pub(crate) late: bool,
    /// Whether the answer is lost and the command sent again.
    pub(crate) twice: bool,
}

/// In so many ways something can be done.
pub(crate) const TURNS: u8 = 60;

impl fmt::Debug for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { slot, actor, name: action, text: Text(text), person, turn, late, twice } = self;
        let (actor, action, person) = (name(*actor), action.key(), name(*person));
        write!(f, "{slot}: {actor}: {action}, text {text}, naming {person}, turn {turn}")?;
        f.write_str(if *late { ", late" } else { "" })?;
        f.write_str(if *twice { ", twice" } else { "" })
    }
}

/// What an action is made with that the step does not say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Circumstances {
    /// The kind of its request.
    pub(crate) kind: Kind,
    pub(crate) tag: u64,
    pub(crate) now: Timestamp,
    /// The request itself, and the other one of the run.
    pub(crate) requests: [RequestId; 2],
    /// Whose answer is wanted now.
    pub(crate) wanted: Option<PersonId>,
}

impl Act {
    /// The action.
    pub(crate) fn action(&self, on: &Circumstances) -> Action {
        let (opinion, content) = (self.opinion(), self.text.content(on.kind, on.tag));
        let (person, to) = (self.person, self.person);
        match self.name {
            ActionName::Create => Action::Create { content },
            ActionName::Save => Action::Save { content },
            ActionName::Submit => Action::Submit {},
            ActionName::Approve => Action::Approve { opinion, accept: self.accepted() },
            ActionName::Object => Action::Object { opinion },
            ActionName::Abstain => Action::Abstain { opinion },
            ActionName::Advise => Action::Advise { opinion },
            ActionName::Return => Action::Return { opinion, to: self.stage(), then: self.then() },
            ActionName::Reject => Action::Reject { opinion },
            ActionName::Withdraw => Action::Withdraw { opinion },
            ActionName::Retract => Action::Retract {},
            ActionName::Transfer => Action::Transfer { to, opinion },
            ActionName::Consult => Action::Consult { to, opinion },
            ActionName::AddSigner => Action::AddSigner { person, place: self.place(), opinion },
            ActionName::RemoveSigner => Action::RemoveSigner { person, opinion },
            ActionName::Circulate if self.turn % 8 == 7 => {
                Action::Circulate { to: [].into(), opinion }
            }
            ActionName::Circulate => Action::Circulate { to: [person].into(), opinion },
            ActionName::MarkRead => Action::MarkRead {},
            ActionName::Comment => Action::Comment { opinion },
            ActionName::Urge => Action::Urge {},
            ActionName::Suspend => Action::Suspend { opinion },
            ActionName::Resume => Action::Resume { opinion },
            ActionName::Terminate => Action::Terminate { opinion },
            ActionName::HandOver => {
                Action::HandOver { from: on.wanted.unwrap_or(person), to, opinion }
            }
            ActionName::Reroute => Action::Reroute {},
            ActionName::Correct => Action::Correct { content, opinion },
            ActionName::PassRecheck => Action::PassRecheck {},
            ActionName::AssignNumber => Action::AssignNumber {},
            ActionName::Seal => Action::Seal {},
            ActionName::Issue => Action::Issue {},
            ActionName::Archive => Action::Archive {},
            ActionName::SendNotice => Action::SendNotice {},
            ActionName::RecordHeld => Action::RecordHeld { actual: self.actual(on.now) },
            ActionName::Close => Action::Close {},
            ActionName::Cancel => Action::Cancel { opinion },
            ActionName::Reschedule => Action::Reschedule { content, opinion },
            ActionName::ProposeMerge => Action::ProposeMerge { into: self.other(on), opinion },
            ActionName::Cluster => Action::Cluster { with: self.other(on), opinion },
            ActionName::ProposeWithdrawal => Action::ProposeWithdrawal { opinion },
            ActionName::Void => Action::Void { opinion },
            ActionName::Confirm => Action::Confirm { opinion },
            ActionName::Decline => Action::Decline { opinion },
            ActionName::Revoke => Action::Revoke { by_document: self.by_document(), opinion },
            ActionName::Repeal => Action::Repeal { by_document: self.by_document(), opinion },
        }
    }

    fn opinion(&self) -> String {
        match self.turn {
            57 => String::new(),
            58 => "意".repeat(MAX_OPINION_CHARS + 1),
            59 => "机密★10年".to_owned(),
            _ => "意见".to_owned(),
        }
    }

    fn accepted(&self) -> Vec<RuleId> {
        if self.turn % 8 == 7 { Vec::new() } else { RuleId::ALL.to_vec() }
    }

    fn stage(&self) -> Option<StageKey> {
        [None, Some("dept_review"), Some("office_review"), Some("signing")]
            [usize::from(self.turn % 4)]
        .map(stage)
    }

    const fn then(&self) -> Resume {
        if (self.turn / 4).is_multiple_of(2) { Resume::Again } else { Resume::Straight }
    }

    fn place(&self) -> AddedPlace {
        [AddedPlace::Before, AddedPlace::Beside, AddedPlace::After][usize::from(self.turn % 3)]
    }

    const fn other(&self, on: &Circumstances) -> RequestId {
        if self.turn % 16 == 15 { on.requests[0] } else { on.requests[1] }
    }

    fn by_document(&self) -> String {
        let number = match self.turn % 8 {
            7 => "",
            6 => UNKNOWN,
            _ => "临政发〔2026〕9号",
        };
        number.to_owned()
    }

    const fn actual(&self, now: Timestamp) -> Actual {
        let ends_at = if self.turn % 8 == 7 { Timestamp(now.0 + 1) } else { now };
        Actual {
            starts_at: Timestamp(now.0 - 3_600_000),
            ends_at,
            headcount: 40,
            mode: MeetingMode::OnSite,
            venue: String::new(),
            no_show: 0,
        }
    }
}
