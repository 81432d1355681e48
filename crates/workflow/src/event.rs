//! The events: what happened, in the canonical bytes that are hashed, chained and stored.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::canonical::{self, CanonicalError, Digest};
use crate::content::Measure;
use crate::id::{PersonId, RequestId, UnitId};
use crate::number::DocNumber;
use crate::organisation::{Rank, Role};
use crate::request::{ActionName, Actual, Kind, Status};
use crate::route::{Mode, RouteRef, StageKey};
use crate::rules::{Finding, RuleId};
use crate::time::Timestamp;

/// The first field of every entry: what it is and how it is to be read.
pub const EVENT_FORMAT: &str = "baopi.event/1";

/// The chain to which an entry belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stream {
    /// Sign-ins, administration, and what could not be recorded with a request.
    System,
    /// One request.
    Request(RequestId),
}

/// Where a chain ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// Number of entries.
    pub length: u64,
    /// Digest of the last one; [`Digest::ZERO`] for an empty chain.
    pub head: Digest,
}

impl Default for Chain {
    fn default() -> Self {
        Self { length: 0, head: Digest::ZERO }
    }
}

/// One entry of a chain; `W` is what happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event<W> {
    /// [`EVENT_FORMAT`].
    pub format: String,
    /// Whose chain.
    pub stream: Stream,
    /// Place in the chain, from 1.
    pub seq: u64,
    /// Digest of the entry before.
    pub prev: Digest,
    /// When.
    pub at: Timestamp,
    /// Who; nobody for what a stranger did.
    pub actor: Option<PersonId>,
    /// For whom the actor stood in.
    pub on_behalf_of: Option<PersonId>,
    /// What happened.
    pub what: W,
}

/// An event with the bytes that stand for it for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed<W> {
    /// The event.
    pub event: Event<W>,
    /// Its canonical bytes.
    pub canon: Vec<u8>,
    /// Their digest as a leaf.
    pub hash: Digest,
}

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct By {
    /// Who; nobody for a stranger.
    pub actor: Option<PersonId>,
    /// For whom.
    pub on_behalf_of: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

impl Chain {
    /// The next entry of this chain.
    ///
    /// # Errors
    ///
    /// [`CanonicalError`] if the event holds a number beyond 2^53.
    pub fn seal<W: Serialize>(
        self,
        stream: Stream,
        by: By,
        what: W,
    ) -> Result<Sealed<W>, CanonicalError> {
        let event = Event {
            format: EVENT_FORMAT.to_owned(),
            stream,
            seq: self.length + 1,
            prev: self.head,
            at: by.at,
            actor: by.actor,
            on_behalf_of: by.on_behalf_of,
            what,
        };
        let canon = canonical::bytes(&event)?;
        let hash = Digest::of_leaf(&canon);
        Ok(Sealed { event, canon, hash })
    }
}

impl<W> Sealed<W> {
    /// The chain after this entry.
    #[must_use]
    pub const fn chain(&self) -> Chain {
        Chain { length: self.event.seq, head: self.hash }
    }
}

/// An exception that a rule asks for: whose rank may accept it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The rule.
    pub rule: RuleId,
    /// The rank that may accept.
    pub rank: Rank,
}

/// What happens to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Happening {
    /// A draft was begun.
    Created {
        /// Document or meeting.
        kind: Kind,
        /// Issuing or hosting unit.
        unit: UnitId,
        /// Drafting unit.
        drafting_unit: UnitId,
        /// Digest of the content.
        digest: Digest,
        /// Its measure.
        measure: Measure,
    },
    /// The drafter saved another text.
    Saved {
        /// Issuing or hosting unit, which a draft may still change.
        unit: UnitId,
        /// Drafting unit.
        drafting_unit: UnitId,
        /// Digest of the content.
        digest: Digest,
        /// Its measure.
        measure: Measure,
    },
    /// The office corrected the text.
    Corrected {
        /// Digest of the content.
        digest: Digest,
        /// Its measure.
        measure: Measure,
        /// Why.
        opinion: String,
    },
    /// Approval was asked for.
    Submitted {
        /// How often, this time included.
        round: u32,
        /// The route it takes.
        route: RouteRef,
        /// What has to be accepted on the way.
        exceptions: Vec<Exception>,
    },
    /// The request came to stand elsewhere, and waits for these people.
    Entered {
        /// Where it stands.
        status: Status,
        /// Whom it waits for.
        people: Vec<PersonId>,
        /// How their answers count.
        mode: Mode,
    },
    /// A stage was left out because the drafter holds its post.
    StageSkipped {
        /// Which.
        stage: StageKey,
    },
    /// A participant of a stage consented.
    Consented {
        /// Which.
        stage: StageKey,
        /// The digest that was in front of the participant.
        digest: Digest,
        /// What was said.
        opinion: String,
    },
    /// A participant of a countersigning stage objected.
    Objected {
        /// Which.
        stage: StageKey,
        /// The digest that was in front of the participant.
        digest: Digest,
        /// Why.
        opinion: String,
    },
    /// Sent back for changes.
    Returned {
        /// Why.
        opinion: String,
    },
    /// Sent back because rules now find what they had not found before.
    ReturnedByRules {
        /// What they find.
        findings: Vec<Finding>,
    },
    /// Refused for good.
    Rejected {
        /// Why.
        opinion: String,
    },
    /// Taken back by the drafter.
    Withdrawn {
        /// Why.
        opinion: String,
    },
    /// The signature that makes the content final.
    Signed {
        /// The content that was signed.
        digest: Digest,
        /// The rank of the signature.
        rank: Rank,
        /// 成文日期
        doc_date: NaiveDate,
        /// The exceptions that were accepted, each ticked.
        accepted: Vec<RuleId>,
    },
    /// 复核 passed.
    Rechecked {
        /// The content that was checked.
        digest: Digest,
    },
    /// 发文字号 was taken.
    Numbered {
        /// The number.
        number: DocNumber,
        /// The content that carries it.
        digest: Digest,
    },
    /// 用印
    SealAffixed {
        /// The content that was sealed.
        digest: Digest,
    },
    /// 印发
    Issued {
        /// 印发日期
        issued_on: NaiveDate,
        /// The content that was issued.
        digest: Digest,
    },
    /// 归档
    Archived,
    /// The notice of a meeting went out.
    NoticeSent {
        /// The content that was announced.
        digest: Digest,
    },
    /// The meeting was held.
    Held {
        /// How it went.
        actual: Actual,
    },
    /// A held meeting was closed.
    Closed,
    /// A meeting was called off.
    Cancelled {
        /// Why.
        opinion: String,
    },
    /// Recorded without approval (报备).
    Filed,
    /// Somebody tried something and was refused. Changes nothing, and is kept.
    Refused {
        /// What was tried.
        action: ActionName,
        /// The code of the refusal.
        code: String,
        /// The rules that stood against it.
        rules: Vec<RuleId>,
    },
}

impl Happening {
    /// Whether it changes the request: every such event makes a version.
    #[must_use]
    pub const fn changes_state(&self) -> bool {
        !matches!(self, Self::Refused { .. })
    }

    /// The name of the type, as in the canonical bytes.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Created { .. } => "created",
            Self::Saved { .. } => "saved",
            Self::Corrected { .. } => "corrected",
            Self::Submitted { .. } => "submitted",
            Self::Entered { .. } => "entered",
            Self::StageSkipped { .. } => "stage_skipped",
            Self::Consented { .. } => "consented",
            Self::Objected { .. } => "objected",
            Self::Returned { .. } => "returned",
            Self::ReturnedByRules { .. } => "returned_by_rules",
            Self::Rejected { .. } => "rejected",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Signed { .. } => "signed",
            Self::Rechecked { .. } => "rechecked",
            Self::Numbered { .. } => "numbered",
            Self::SealAffixed { .. } => "seal_affixed",
            Self::Issued { .. } => "issued",
            Self::Archived => "archived",
            Self::NoticeSent { .. } => "notice_sent",
            Self::Held { .. } => "held",
            Self::Closed => "closed",
            Self::Cancelled { .. } => "cancelled",
            Self::Filed => "filed",
            Self::Refused { .. } => "refused",
        }
    }
}

/// What happens outside every request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum SystemHappening {
    /// Somebody signed in.
    SignedIn,
    /// A sign-in failed; the name is kept as a digest, because people type passwords into it.
    SignInFailed {
        /// SHA-256 of the name that was typed.
        login_sha256: Digest,
    },
    /// Somebody signed out.
    SignedOut,
    /// A text was suspected to be classified. Nothing of it was kept.
    ContentRefused {
        /// The rule.
        rule: RuleId,
        /// The number of the pattern that was met, from 1.
        pattern: u32,
        /// The unit of the person.
        unit: UnitId,
    },
    /// A request was refused before it came to exist.
    CreationRefused {
        /// The code of the refusal.
        code: String,
        /// The rules that stood against it.
        rules: Vec<RuleId>,
    },
    /// Somebody tried something on a request that they may not even see.
    AccessDenied {
        /// Which request.
        request: RequestId,
        /// What was tried.
        action: ActionName,
    },
    /// The numbers of a paper register were taken over.
    RegisterImported {
        /// 机关代字
        series: String,
        /// The year.
        year: i32,
        /// The last number that was taken on paper.
        last: u32,
    },
    /// An account or a person was added or changed.
    PersonChanged {
        /// Who.
        person: PersonId,
        /// The roles from then on.
        roles: Vec<Role>,
        /// Whether active from then on.
        active: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_names_its_format_its_place_and_its_predecessor() {
        let by = By { actor: None, on_behalf_of: None, at: Timestamp(1_789_000_000_000) };
        let sealed = Chain::default().seal(Stream::System, by, SystemHappening::SignedOut).unwrap();
        let text = String::from_utf8(sealed.canon.clone()).unwrap();
        let zeros = "0".repeat(64);
        let expected = format!(
            "{{\"actor\":null,\"at\":1789000000000,\"format\":\"baopi.event/1\",\"on_behalf_of\":null,\
             \"prev\":\"{zeros}\",\"seq\":1,\"stream\":\"system\",\"what\":{{\"type\":\"signed_out\"}}}}"
        );
        assert_eq!(text, expected);
        assert_eq!(canonical::read::<Event<SystemHappening>>(&sealed.canon).unwrap(), sealed.event);
        let next = sealed.chain().seal(Stream::System, by, SystemHappening::SignedIn).unwrap();
        assert_eq!((next.event.seq, next.event.prev), (2, sealed.hash));
    }

    #[test]
    fn the_name_of_a_type_is_the_one_in_the_bytes() {
        for what in [Happening::Archived, Happening::Filed, Happening::Closed] {
            let value = serde_json::to_value(&what).unwrap();
            assert_eq!(value["type"], what.name());
        }
    }
}
