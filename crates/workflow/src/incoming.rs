//! 收文: documents that come in, from receipt to archive.
//!
//! A document stands where the last step has put it. The office proposes (拟办), which says that it passed the first look
//! (初审) as well; leaders instruct (批办); somebody handles it and notes what was done (注办), or people only read it (传阅).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::action::MAX_OPINION_CHARS;
use crate::book::{FieldFault, Needed, Wrong, range, text};
use crate::canonical::{self, CanonicalError, Digest};
use crate::content::{FileRef, Urgency};
use crate::id::{IncomingId, PersonId, UnitId};
use crate::organisation::{Organisation, Role};
use crate::time::Timestamp;

pub use step::{IncomingStep, StepName, StepRefusal};

pub mod same_day;
mod step;

/// The longest title, in characters.
pub const MAX_TITLE_CHARS: u32 = 200;
/// The longest name of a sender, and the longest number of theirs, in characters.
pub const MAX_NAME_CHARS: u32 = 100;
/// The longest proposal, instruction or note, in characters.
pub const MAX_NOTE_CHARS: usize = MAX_OPINION_CHARS;
/// The most people among whom one document is circulated.
pub const MAX_READERS: usize = 100;
/// The most copies that one document comes in.
const MAX_COPIES: i64 = 10_000;

words! {
    /// Where an incoming document stands.
    pub enum IncomingState {
        /// 已签收: it waits for its number.
        Received = "received",
        /// 已登记: it waits for the first look and the proposal of the office.
        Registered = "registered",
        /// 已拟办: it waits for a leader.
        Proposed = "proposed",
        /// 已批办: it waits for somebody to be named.
        Instructed = "instructed",
        /// 承办中
        Handling = "handling",
        /// 传阅中
        Circulating = "circulating",
        /// 已办结: it waits for the archive.
        Done = "done",
        /// 已归档
        Archived = "archived",
        /// 已退回来文单位
        SentBack = "sent_back",
    }
}

impl IncomingState {
    /// Whether nothing more happens to it.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Archived | Self::SentBack)
    }
}

/// 收文号: counted per register and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncomingNumber {
    /// The year of registration.
    pub year: i32,
    /// From 1, without gaps.
    pub sequence: u32,
}

impl std::fmt::Display for IncomingNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:04}", self.year, self.sequence)
    }
}

/// What stands on the paper, as the registrar enters it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IncomingFields {
    /// 来文单位
    pub from_unit: String,
    /// 来文字号
    #[serde(default)]
    pub their_number: String,
    /// 标题
    pub title: String,
    /// 成文日期
    #[serde(default)]
    pub doc_date: Option<NaiveDate>,
    /// When it was received.
    pub received_at: Timestamp,
    /// 份数
    #[serde(default = "one")]
    pub copies: u32,
    /// 紧急程度
    #[serde(default)]
    pub urgency: Urgency,
    /// 办理时限
    #[serde(default)]
    pub deadline: Option<NaiveDate>,
}

const fn one() -> u32 {
    1
}

impl IncomingFields {
    /// Everything that is wrong with the fields at the instant `now`.
    #[must_use]
    pub fn faults(&self, now: Timestamp) -> Vec<FieldFault> {
        let wrong = |field, wrong: Option<Wrong>| wrong.map(|wrong| FieldFault::new(field, wrong));
        let received_on = self.received_at.date();
        let late = |date: Option<NaiveDate>| date.filter(|date| *date > received_on);
        [
            text("from_unit", &self.from_unit, MAX_NAME_CHARS, Needed::Yes),
            text("their_number", &self.their_number, MAX_NAME_CHARS, Needed::No),
            text("title", &self.title, MAX_TITLE_CHARS, Needed::Yes),
            wrong("doc_date", late(self.doc_date).map(|_| Wrong::Future)),
            wrong("received_at", (self.received_at > now).then_some(Wrong::Future)),
            range("copies", self.copies.into(), 1, MAX_COPIES),
            wrong(
                "deadline",
                self.deadline.filter(|date| *date < received_on).map(|_| Wrong::TooEarly),
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The texts that somebody typed.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [&self.from_unit, &self.their_number, &self.title].into_iter().map(String::as_str)
    }
}

/// The text of an incoming document, by its digest; the text itself is kept beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncomingText {
    /// SHA-256 of the text in UTF-8.
    pub sha256: Digest,
    /// Its 字.
    pub characters: u32,
    /// The file from which it was read.
    pub file: Option<FileRef>,
}

/// What a leader wrote (批示).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instruction {
    /// The person who did it.
    pub by: PersonId,
    /// The instant at which it happened.
    pub at: Timestamp,
    /// What.
    pub text: String,
}

/// Somebody among whom it is circulated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncomingReader {
    /// The person whom it concerns.
    pub person: PersonId,
    /// When they read it.
    pub read_at: Option<Timestamp>,
}

/// An incoming document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incoming {
    /// Identifier.
    pub id: IncomingId,
    /// The office in whose register it stands.
    pub unit: UnitId,
    /// What stands on the paper.
    pub fields: IncomingFields,
    /// Its text, if there is one.
    pub text: Option<IncomingText>,
    /// Where it stands.
    pub state: IncomingState,
    /// How many steps were taken, receipt included.
    pub version: u32,
    /// 收文号
    pub number: Option<IncomingNumber>,
    /// When it got its number.
    pub registered_at: Option<Timestamp>,
    /// 拟办意见
    pub proposal: Option<String>,
    /// 批示, the oldest first.
    pub instructions: Vec<Instruction>,
    /// 承办人
    pub handler: Option<PersonId>,
    /// 传阅
    pub readers: Vec<IncomingReader>,
    /// 注办, or why it was sent back.
    pub note: Option<String>,
}

impl Incoming {
    /// A document that was received just now by a registrar of `unit`.
    #[must_use]
    pub const fn received(
        id: IncomingId,
        unit: UnitId,
        fields: IncomingFields,
        text: Option<IncomingText>,
    ) -> Self {
        Self {
            id,
            unit,
            fields,
            text,
            state: IncomingState::Received,
            version: 1,
            number: None,
            registered_at: None,
            proposal: None,
            instructions: Vec::new(),
            handler: None,
            readers: Vec::new(),
            note: None,
        }
    }

    /// The digest of the entry as it stands, which the record names after every step.
    ///
    /// # Errors
    ///
    /// [`CanonicalError`] for a number that JSON cannot hold exactly.
    pub fn digest(&self) -> Result<Digest, CanonicalError> {
        Ok(Digest::of(&canonical::bytes(self)?))
    }

    /// Whether it was registered later than it should; `None` before it is registered.
    #[must_use]
    pub fn is_late(&self) -> Option<bool> {
        self.registered_at.map(|at| same_day::is_late(self.fields.received_at, at))
    }

    /// Everybody who has something to do with it beside the office and the leaders.
    #[must_use]
    pub fn involved(&self) -> BTreeSet<PersonId> {
        self.readers.iter().map(|reader| reader.person).chain(self.handler).collect()
    }

    /// Whether a person may read it: the office that keeps the register, its leaders, whoever handles or reads it, and
    /// auditors.
    #[must_use]
    pub fn may_see(&self, person: PersonId, organisation: &Organisation) -> bool {
        self.involved().contains(&person)
            || match Sight::of(person, organisation) {
                Sight::Everything => true,
                Sight::Register(unit) => unit == self.unit,
                Sight::Involved => false,
            }
    }
}

/// Which incoming documents a person may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// All of them.
    Everything,
    /// Those in the register of one office, and those of others that they handle or read.
    Register(UnitId),
    /// Those that they handle or read.
    Involved,
}

impl Sight {
    /// What this person may read.
    #[must_use]
    pub fn of(person: PersonId, organisation: &Organisation) -> Self {
        let Some(person) = organisation.active_person(person) else { return Self::Involved };
        let has = |role| person.roles.contains(&role);
        if organisation.audits(person.id) {
            Self::Everything
        } else if has(Role::Admin) {
            Self::Involved
        } else if [Role::Registrar, Role::Reviewer, Role::DeptHead].into_iter().any(has) {
            Self::Register(person.unit)
        } else if person.rank.is_some() {
            Self::Register(organisation.office_of(person.unit))
        } else {
            Self::Involved
        }
    }
}

/// The register into which a person enters what comes in; `None` for whoever keeps none.
#[must_use]
pub fn register_of(person: PersonId, organisation: &Organisation) -> Option<UnitId> {
    let registrar = organisation
        .active_person(person)
        .filter(|person| person.roles.contains(&Role::Registrar))
        .filter(|person| organisation.may_decide(person.id));
    registrar.map(|person| person.unit)
}
