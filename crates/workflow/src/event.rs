//! The events: what happened, in the canonical bytes that are hashed, chained and stored.

use serde::{Deserialize, Serialize};

use crate::canonical::{self, CanonicalError, Digest};
use crate::id::{PersonId, RequestId};
use crate::time::Timestamp;

mod happening;
mod system;
mod told;

pub use crate::finding::Exception;
pub use happening::Happening;
pub use system::SystemHappening;
pub use told::{NoticeKind, Told};

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
    /// The instant at which it happened.
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
    /// The instant at which it happened.
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
