//! What happens outside every request.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::action::ActionName;
use crate::book::{Book, BookChange};
use crate::canonical::Digest;
use crate::finding::RuleId;
use crate::id::{IncomingId, PersonId, RequestId, UnitId};
use crate::incoming::{IncomingNumber, IncomingState, StepName};
use crate::kind::Kind;
use crate::organisation::Role;
use crate::proposal::Standing;

/// What happens outside every request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum SystemHappening {
    /// Somebody signed in.
    SignedIn,
    /// A sign-in failed; the name is kept as a digest, because people type passwords into it.
    SignInFailed {
        /// Its digest, made with the key of the installation; in old entries its bare SHA-256.
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
        /// The request that it is about.
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
    /// The entries of a paper register were taken over from a file.
    NumbersImported {
        /// SHA-256 of the file.
        file: Digest,
        /// The digest of the entries, as [`crate::number::paper::digest`] makes it.
        entries: Digest,
        /// How many numbers stand on documents.
        used: u32,
        /// How many were given up.
        void: u32,
    },
    /// An account or a person was added or changed.
    PersonChanged {
        /// The person whom it concerns.
        person: PersonId,
        /// The roles from then on.
        roles: Vec<Role>,
        /// Whether active from then on.
        active: bool,
    },
    /// A password was set: by its owner, or by nobody in particular at the command line. Every session and token of the person
    /// ended with it.
    PasswordSet {
        /// Whose.
        person: PersonId,
    },
    /// A token for programs was issued.
    TokenIssued {
        /// For whom it acts.
        person: PersonId,
        /// The digest under which it is kept.
        token: Digest,
    },
    /// A token was ended by its owner before its time.
    TokenEnded {
        /// For whom it acted.
        person: PersonId,
        /// The digest under which it was kept.
        token: Digest,
    },
    /// A stand-in was written down.
    DelegationMade {
        /// The person whose tasks they are.
        from: PersonId,
        /// Who may act.
        to: PersonId,
        /// Documents only, meetings only, or both where absent.
        scope: Option<Kind>,
        /// First day.
        from_on: NaiveDate,
        /// Last day.
        to_on: NaiveDate,
    },
    /// A stand-in that somebody else wrote down was confirmed, and counts from now on.
    DelegationConfirmed {
        /// The person whose tasks they are.
        from: PersonId,
        /// Who may act.
        to: PersonId,
        /// The paper on which a second administrator did it.
        reference: Option<String>,
    },
    /// A stand-in ended before its last day.
    DelegationEnded {
        /// The person whose tasks they are.
        from: PersonId,
        /// Who might act until then.
        to: PersonId,
        /// The day from which on it is over.
        on: NaiveDate,
    },
    /// A stand-in was refused, or could not be ended.
    DelegationRefused {
        /// For whom.
        from: PersonId,
        /// Who would act.
        to: PersonId,
        /// The code of the refusal.
        code: String,
    },
    /// A route was proposed; a second administrator decides about it.
    RouteProposed {
        /// Its name.
        name: String,
        /// The version that it gets.
        version: u32,
        /// Its digest.
        hash: Digest,
    },
    /// A proposed route was not put into force.
    RouteDropped {
        /// Its name.
        name: String,
        /// The version that it would have got.
        version: u32,
        /// Its digest.
        hash: Digest,
        /// Whether it was declined or taken back.
        standing: Standing,
    },
    /// A route was put into force.
    RoutePublished {
        /// Its name.
        name: String,
        /// Its version.
        version: u32,
        /// Its digest.
        hash: Digest,
    },
    /// A route was refused, because it does not keep what a route must keep.
    RouteRefused {
        /// Its name, or nothing for a text that is no route.
        name: Option<String>,
        /// The codes of what stands against it.
        faults: Vec<String>,
    },
    /// A step of an incoming document.
    IncomingMoved {
        /// Which document.
        document: IncomingId,
        /// The office in whose register it stands.
        unit: UnitId,
        /// What was done.
        step: StepName,
        /// Where it stands from then on.
        state: IncomingState,
        /// Its number, once it has one.
        number: Option<IncomingNumber>,
        /// What was written with the step.
        note: Option<String>,
        /// Who was named.
        people: Vec<PersonId>,
        /// Digest of the entry from then on.
        entry: Digest,
    },
    /// Entries of a book were written, changed or taken out.
    BookChanged {
        /// The book.
        book: Book,
        /// What was done.
        change: BookChange,
        /// How many entries.
        entries: u32,
        /// Digest of the entries, as a list in canonical form.
        sha256: Digest,
    },
    /// Something was refused that concerns a book.
    BookRefused {
        /// The book.
        book: Book,
        /// What was tried.
        tried: String,
        /// The code of the refusal.
        code: String,
    },
}
