//! The moves beside the usual decision: each a small form that says in plain words what it does.

use baopi_engine::{Nameable, RequestView, StageState};
use baopi_messages::ButtonPlace;
use baopi_workflow::request::Answer;
use baopi_workflow::{ActionName, PersonId};

use super::act::ButtonView;
use crate::present::form::choice::{Choice, Group, by_unit};
use crate::present::form::field::{Control, Field, FormFields, Names, Optional};
use crate::present::form::typed::Typed;
use crate::present::frame::Texts;
use crate::present::visit::Visitor;

/// A small form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MoveView {
    pub(crate) button: ButtonView,
    /// What the move does, in plain words.
    pub(crate) text: String,
    pub(crate) parts: Vec<Field>,
    /// Whether somebody wrote here already.
    pub(crate) is_open: bool,
}

/// What a move asks for beside its opinion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// Not even an opinion.
    Nothing,
    /// An opinion that has to be given.
    Why,
    /// Somebody who takes the task over.
    Taker,
    /// Somebody who is asked for advice.
    Adviser,
    /// Somebody whose signature is added, and when they are asked.
    Signer,
    /// Somebody who was added.
    Added,
    /// A stage behind, and how it goes on.
    Stage,
    /// People who read it.
    Readers,
    /// Another meeting, in the field of this name; the opinion has to be given where it is a proposal.
    Meeting(&'static str),
    /// The document that does it.
    Document,
    /// Somebody who leaves, and who follows.
    Follower,
}

impl Asks {
    /// The field in which somebody or something is named.
    const fn field(self) -> Option<&'static str> {
        match self {
            Self::Taker | Self::Adviser | Self::Stage | Self::Readers | Self::Follower => {
                Some("to")
            }
            Self::Signer | Self::Added => Some("person"),
            Self::Meeting(field) => Some(field),
            Self::Document => Some("by_document"),
            Self::Nothing | Self::Why => None,
        }
    }
}

/// The moves in the order of the page.
const MOVES: [(ActionName, Asks); 18] = [
    (ActionName::Transfer, Asks::Taker),
    (ActionName::Consult, Asks::Adviser),
    (ActionName::AddSigner, Asks::Signer),
    (ActionName::RemoveSigner, Asks::Added),
    (ActionName::Return, Asks::Stage),
    (ActionName::Circulate, Asks::Readers),
    (ActionName::Retract, Asks::Nothing),
    (ActionName::Urge, Asks::Nothing),
    (ActionName::ProposeMerge, Asks::Meeting("into")),
    (ActionName::Cluster, Asks::Meeting("with")),
    (ActionName::ProposeWithdrawal, Asks::Why),
    (ActionName::Void, Asks::Why),
    (ActionName::Revoke, Asks::Document),
    (ActionName::Repeal, Asks::Document),
    (ActionName::Suspend, Asks::Why),
    (ActionName::Terminate, Asks::Why),
    (ActionName::HandOver, Asks::Follower),
    (ActionName::Reroute, Asks::Nothing),
];

/// The field that only the form for a return to a chosen stage sends.
pub(crate) const THEN: &str = "then";

/// What stands for the drafter in the list of those to whom it can be sent back; no stage is called so.
pub(crate) const DRAFTER: &str = "-";

/// The forms of every move that is offered.
pub(crate) fn moves(
    visit: &Visitor,
    view: &RequestView,
    nameable: &Nameable,
    typed: &Typed,
) -> Vec<MoveView> {
    let desk = Desk { visit, view, nameable, typed };
    let offered = MOVES.iter().filter(|(name, _)| view.offers.contains(name));
    offered.filter_map(|(name, asks)| desk.form(*name, *asks)).collect()
}

/// The field of a move's form in which it is wrong to name somebody or something.
pub(crate) fn naming_field(name: ActionName) -> Option<&'static str> {
    MOVES.iter().find(|(of, _)| *of == name).and_then(|(_, asks)| asks.field())
}

struct Desk<'a> {
    visit: &'a Visitor,
    view: &'a RequestView,
    nameable: &'a Nameable,
    typed: &'a Typed,
}

impl Desk<'_> {
    fn texts(&self) -> Texts {
        self.visit.texts()
    }

    /// Nothing where there is nobody to choose.
    fn form(&self, name: ActionName, asks: Asks) -> Option<MoveView> {
        let (own, key) = (self.is_own(name), name.key().replace('_', "-"));
        let typed = if own { self.typed.clone() } else { Typed::default() };
        let form = FormFields::new(self.texts(), typed, Names::Own(format!("move-{key}")));
        let parts = self.parts(asks, &form.beginning(format!("m-{key}")))?;
        let request = &self.view.request;
        let place = ButtonPlace { kind: request.kind, stage: request.status.stage(), signs: false };
        let label = if name == ActionName::Return {
            self.texts().t("move-return")
        } else {
            baopi_messages::button(self.visit.language, name, &place)
        };
        Some(MoveView {
            button: ButtonView { action: name.key(), label },
            text: self.texts().t(&format!("move-{key}-text")),
            parts,
            is_open: own,
        })
    }

    /// Whether what was typed was typed into the form of this move.
    fn is_own(&self, name: ActionName) -> bool {
        self.typed.one("action") == name.key()
            && (name != ActionName::Return || self.typed.has(THEN))
    }

    fn parts(&self, asks: Asks, form: &FormFields) -> Option<Vec<Field>> {
        let opinion = form.field("opinion", Control::Area(2));
        let why = opinion.clone().needed();
        let one = |name, groups: Vec<Group>| {
            let is_empty = groups.is_empty();
            let field = form.field(name, Control::Select(groups, Optional::Yes)).needed();
            (!is_empty).then_some(field)
        };
        let nameable = self.nameable;
        Some(match asks {
            Asks::Nothing => Vec::new(),
            Asks::Why => vec![why],
            Asks::Taker => vec![one("to", self.people(&nameable.takers))?, opinion],
            Asks::Adviser => vec![one("to", self.people(&nameable.advisers))?, opinion],
            Asks::Signer => {
                let person = one("person", self.people(&nameable.advisers))?;
                vec![person, self.places(form), opinion]
            }
            Asks::Added => vec![one("person", self.added())?, why],
            Asks::Stage => vec![one("to", self.stages_behind()?)?, self.ways_on(form), why],
            Asks::Readers => {
                let readers = Control::Folded(self.people(&self.not_reading()));
                vec![form.field("to", readers).needed(), opinion]
            }
            Asks::Meeting("with") => vec![one("with", self.meetings())?, opinion],
            Asks::Meeting(field) => vec![one(field, self.meetings())?, why],
            Asks::Document => vec![form.line("by_document", "text").needed(), why],
            Asks::Follower => {
                let from = one("from", self.people(&self.view.request.turns()))?;
                vec![from, one("to", self.people(&self.deciding()))?, why]
            }
        })
    }

    /// Where an added signer is asked; at the stage of the signature only before it.
    fn places(&self, form: &FormFields) -> Field {
        let places: &[&str] =
            if super::act::signs(self.view) { &["before"] } else { &["before", "beside", "after"] };
        let choice = |place: &&str| Choice {
            value: (*place).to_owned(),
            label: self.texts().t(&format!("move-place-{place}")),
        };
        form.field("place", Control::Radio(places.iter().map(choice).collect())).usually("before")
    }

    fn ways_on(&self, form: &FormFields) -> Field {
        let choice = |then: &str| Choice {
            value: then.to_owned(),
            label: self.texts().t(&format!("move-then-{then}")),
        };
        let ways = Control::Radio(vec![choice("again"), choice("straight")]);
        form.field(THEN, ways).usually("again")
    }

    /// The stages behind the present one, the last first, and the drafter.
    fn stages_behind(&self) -> Option<Vec<Group>> {
        let request = &self.view.request;
        request.status.stage()?;
        let behind = self.view.way.iter().take_while(|stage| stage.state != StageState::Here);
        let behind = behind.filter(|stage| stage.state != StageState::Skipped);
        let mut choices: Vec<_> = behind
            .map(|stage| Choice {
                value: stage.key.to_string(),
                label: baopi_messages::stage(self.visit.language, &stage.key, Some(request.kind)),
            })
            .collect();
        choices
            .push(Choice { value: DRAFTER.to_owned(), label: self.texts().t("move-to-drafter") });
        choices.reverse();
        Some(vec![Group { label: String::new(), choices }])
    }

    /// Those who were added and have not answered.
    fn added(&self) -> Vec<Group> {
        let added = self
            .view
            .request
            .tasks
            .iter()
            .filter(|task| task.answer == Answer::Open && task.asked.added_by().is_some());
        self.people(&added.map(|task| task.person).collect::<Vec<_>>())
    }

    fn not_reading(&self) -> Vec<PersonId> {
        let request = &self.view.request;
        let reads = |person: PersonId| {
            person == self.visit.person()
                || request.readers.iter().any(|reader| reader.person == person)
        };
        let people = self.view.organisation.people().filter(|person| person.active);
        people.map(|person| person.id).filter(|person| !reads(*person)).collect()
    }

    /// Everybody who may decide at all.
    fn deciding(&self) -> Vec<PersonId> {
        let organisation = &self.view.organisation;
        let people = organisation.people().map(|person| person.id);
        people.filter(|person| organisation.may_decide(*person)).collect()
    }

    fn meetings(&self) -> Vec<Group> {
        let choices: Vec<_> = self
            .nameable
            .meetings
            .iter()
            .map(|row| Choice {
                value: row.id.to_string(),
                label: format!("{} · {}", row.title, self.view.organisation.unit_name(row.unit)),
            })
            .collect();
        if choices.is_empty() { Vec::new() } else { vec![Group { label: String::new(), choices }] }
    }

    fn people(&self, people: &[PersonId]) -> Vec<Group> {
        by_unit(self.visit, people)
    }
}
