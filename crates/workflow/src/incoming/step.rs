//! The steps of an incoming document: which is possible where, who takes it, and what comes of it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    Incoming, IncomingNumber, IncomingReader, IncomingState, Instruction, MAX_NOTE_CHARS,
    MAX_READERS,
};
use crate::id::PersonId;
use crate::organisation::{Organisation, Role};
use crate::time::Timestamp;

/// A step that somebody takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum IncomingStep {
    /// 登记: it gets its number.
    Register {},
    /// 初审不符合，退回来文单位
    SendBack {
        /// The reason that was written.
        note: String,
    },
    /// 拟办
    Propose {
        /// What the office proposes.
        note: String,
    },
    /// 批办
    Instruct {
        /// What the leader wants done.
        note: String,
    },
    /// 交办
    Assign {
        /// Who handles it.
        handler: PersonId,
    },
    /// 传阅
    Circulate {
        /// Who reads it.
        readers: BTreeSet<PersonId>,
    },
    /// 阅知
    Read {},
    /// 注办
    Finish {
        /// What was done.
        note: String,
    },
    /// 归档
    Archive {},
}

words! {
    /// The name of a step.
    #[expect(missing_docs, reason = "they are those of the steps; receipt is the first")]
    pub enum StepName {
        Receive = "receive",
        Register = "register",
        Propose = "propose",
        SendBack = "send_back",
        Instruct = "instruct",
        Assign = "assign",
        Circulate = "circulate",
        Read = "read",
        Finish = "finish",
        Archive = "archive",
    }
}

impl IncomingStep {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> StepName {
        match self {
            Self::Register {} => StepName::Register,
            Self::SendBack { .. } => StepName::SendBack,
            Self::Propose { .. } => StepName::Propose,
            Self::Instruct { .. } => StepName::Instruct,
            Self::Assign { .. } => StepName::Assign,
            Self::Circulate { .. } => StepName::Circulate,
            Self::Read {} => StepName::Read,
            Self::Finish { .. } => StepName::Finish,
            Self::Archive {} => StepName::Archive,
        }
    }

    /// What somebody wrote with it.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        match self {
            Self::SendBack { note }
            | Self::Propose { note }
            | Self::Instruct { note }
            | Self::Finish { note } => Some(note),
            Self::Register {}
            | Self::Assign { .. }
            | Self::Circulate { .. }
            | Self::Read {}
            | Self::Archive {} => None,
        }
    }

    /// Whom it names.
    #[must_use]
    pub fn people(&self) -> Vec<PersonId> {
        match self {
            Self::Assign { handler } => vec![*handler],
            Self::Circulate { readers } => readers.iter().copied().collect(),
            Self::Register {}
            | Self::SendBack { .. }
            | Self::Propose { .. }
            | Self::Instruct { .. }
            | Self::Read {}
            | Self::Finish { .. }
            | Self::Archive {} => Vec::new(),
        }
    }
}

/// Why a step is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum StepRefusal {
    /// It is not possible where the document stands.
    #[error("the step is not possible where the document stands")]
    NotNow,
    /// It is somebody else's to take.
    #[error("the step is somebody else's to take")]
    NotYours,
    /// Something has to be written.
    #[error("something has to be written")]
    NoteMissing,
    /// Too much is written.
    #[error("a note has at most {most} characters")]
    NoteTooLong {
        /// The most characters.
        most: u32,
    },
    /// Nobody is named.
    #[error("nobody is named")]
    NobodyNamed,
    /// Too many people are named.
    #[error("a document is circulated among at most {most} people")]
    TooManyNamed {
        /// The most.
        most: u32,
    },
    /// Somebody who is named does not work here any more, or may decide nothing.
    #[error("a person who is named cannot take it")]
    NotEligible {
        /// The person whom it concerns.
        person: PersonId,
    },
}

impl StepRefusal {
    /// The word for it in records, messages and the API.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotNow => "not_now",
            Self::NotYours => "not_yours",
            Self::NoteMissing => "note_missing",
            Self::NoteTooLong { .. } => "note_too_long",
            Self::NobodyNamed => "nobody_named",
            Self::TooManyNamed { .. } => "too_many_named",
            Self::NotEligible { .. } => "not_eligible",
        }
    }
}

/// Where a step is possible.
const fn possible(state: IncomingState, step: StepName) -> bool {
    use IncomingState as S;
    match step {
        StepName::Receive => false,
        StepName::Register => matches!(state, S::Received),
        StepName::SendBack => matches!(state, S::Received | S::Registered),
        StepName::Propose => matches!(state, S::Registered),
        StepName::Instruct => matches!(state, S::Proposed | S::Instructed),
        StepName::Assign => matches!(state, S::Instructed | S::Handling | S::Circulating),
        StepName::Circulate => matches!(state, S::Instructed | S::Circulating),
        StepName::Read => matches!(state, S::Circulating),
        StepName::Finish => matches!(state, S::Handling),
        StepName::Archive => matches!(state, S::Done),
    }
}

impl Incoming {
    /// The document after a step. `number` is the next one of the register, for the step that takes it.
    ///
    /// # Errors
    ///
    /// [`StepRefusal`].
    pub fn step(
        &self,
        (actor, now): (PersonId, Timestamp),
        step: &IncomingStep,
        organisation: &Organisation,
        number: IncomingNumber,
    ) -> Result<Self, StepRefusal> {
        let name = step.name();
        if !self.is_for(actor, name, organisation) {
            return Err(StepRefusal::NotYours);
        }
        if !possible(self.state, name) {
            return Err(StepRefusal::NotNow);
        }
        check(step, organisation)?;
        let mut next = self.clone();
        next.version += 1;
        next.state = next.carry_out(step, (actor, now), number);
        Ok(next)
    }

    /// The steps that a person may take now.
    #[must_use]
    pub fn offers(&self, person: PersonId, organisation: &Organisation) -> Vec<StepName> {
        let offered = |step: &StepName| {
            possible(self.state, *step) && self.is_for(person, *step, organisation)
        };
        StepName::ALL.iter().copied().filter(offered).collect()
    }

    /// Whether a step is a person's to take, wherever the document stands.
    fn is_for(&self, person: PersonId, step: StepName, organisation: &Organisation) -> bool {
        let Some(known) = organisation.active_person(person) else { return false };
        let in_office = known.unit == self.unit;
        let has = |role| in_office && known.roles.contains(&role);
        let (registers, looks) = (has(Role::Registrar), has(Role::Reviewer) || has(Role::DeptHead));
        let leads = known.rank.is_some() && organisation.office_of(known.unit) == self.unit;
        organisation.may_decide(person)
            && match step {
                StepName::Receive | StepName::Register | StepName::Archive => registers,
                StepName::SendBack => registers || looks,
                StepName::Propose => looks,
                StepName::Instruct => leads,
                StepName::Assign | StepName::Circulate => registers || looks || leads,
                StepName::Read => self.waits_for(person),
                StepName::Finish => self.handler == Some(person),
            }
    }

    fn waits_for(&self, person: PersonId) -> bool {
        self.readers.iter().any(|reader| reader.person == person && reader.read_at.is_none())
    }

    fn carry_out(
        &mut self,
        step: &IncomingStep,
        (by, at): (PersonId, Timestamp),
        number: IncomingNumber,
    ) -> IncomingState {
        match step {
            IncomingStep::Register {} => {
                (self.number, self.registered_at) = (Some(number), Some(at));
                IncomingState::Registered
            }
            IncomingStep::SendBack { note } => {
                self.note = Some(note.clone());
                IncomingState::SentBack
            }
            IncomingStep::Propose { note } => {
                self.proposal = Some(note.clone());
                IncomingState::Proposed
            }
            IncomingStep::Instruct { note } => {
                self.instructions.push(Instruction { by, at, text: note.clone() });
                IncomingState::Instructed
            }
            IncomingStep::Assign { handler } => {
                self.handler = Some(*handler);
                IncomingState::Handling
            }
            IncomingStep::Circulate { readers } => {
                self.circulate(readers);
                IncomingState::Circulating
            }
            IncomingStep::Read {} => self.read(by, at),
            IncomingStep::Finish { note } => {
                self.note = Some(note.clone());
                IncomingState::Done
            }
            IncomingStep::Archive {} => IncomingState::Archived,
        }
    }

    /// Nobody is asked twice.
    fn circulate(&mut self, readers: &BTreeSet<PersonId>) {
        let known: BTreeSet<_> = self.readers.iter().map(|reader| reader.person).collect();
        let added = readers.difference(&known);
        self.readers.extend(added.map(|person| IncomingReader { person: *person, read_at: None }));
    }

    /// With the last one it is done.
    fn read(&mut self, by: PersonId, at: Timestamp) -> IncomingState {
        for reader in self.readers.iter_mut().filter(|reader| reader.person == by) {
            reader.read_at.get_or_insert(at);
        }
        let all = self.readers.iter().all(|reader| reader.read_at.is_some());
        if all { IncomingState::Done } else { IncomingState::Circulating }
    }
}

/// What a step says has to be sayable, and whom it names has to be there.
fn check(step: &IncomingStep, organisation: &Organisation) -> Result<(), StepRefusal> {
    if let Some(note) = step.note() {
        if note.trim().is_empty() {
            return Err(StepRefusal::NoteMissing);
        }
        if note.chars().count() > MAX_NOTE_CHARS {
            return Err(StepRefusal::NoteTooLong { most: most(MAX_NOTE_CHARS) });
        }
    }
    let people = step.people();
    if people.is_empty() && matches!(step, IncomingStep::Circulate { .. }) {
        return Err(StepRefusal::NobodyNamed);
    }
    if people.len() > MAX_READERS {
        return Err(StepRefusal::TooManyNamed { most: most(MAX_READERS) });
    }
    match people.into_iter().find(|person| !organisation.may_decide(*person)) {
        Some(person) => Err(StepRefusal::NotEligible { person }),
        None => Ok(()),
    }
}

fn most(limit: usize) -> u32 {
    u32::try_from(limit).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
