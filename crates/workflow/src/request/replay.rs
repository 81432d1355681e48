//! From events back to the request: the check that state and trail agree.

use super::Request;
use crate::canonical::{self, CanonicalError, Digest};
use crate::event::{Chain, EVENT_FORMAT, Event, Happening, Stream};
use crate::id::RequestId;

/// An event as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// The canonical bytes.
    pub canon: Vec<u8>,
    /// The digest beside them.
    pub hash: Digest,
}

/// The first place where a chain does not hold.
#[derive(Debug, thiserror::Error)]
#[error("entry {seq}: {fault}")]
pub struct ReplayError {
    /// Place in the chain, from 1.
    pub seq: u64,
    /// What is wrong there.
    #[source]
    pub fault: Fault,
}

/// What can be wrong with an entry.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The bytes do not have the digest stored beside them.
    #[error("altered: the bytes do not have the stored digest")]
    Altered,
    /// The bytes are not an event in canonical form.
    #[error("not an event in canonical form")]
    Unreadable(#[source] CanonicalError),
    /// Another format.
    #[error("the format {0:?} is not known")]
    Format(String),
    /// It names another place, or another stream.
    #[error("missing or moved: it stands where another entry belongs")]
    Misplaced,
    /// It does not name the digest of the entry before it.
    #[error("it does not follow the entry before it")]
    Unlinked,
    /// The first event does not begin a request.
    #[error("the chain does not begin with a creation")]
    NoBeginning,
    /// The chain is empty.
    #[error("the chain is empty")]
    Empty,
}

/// Checks one entry against the chain before it.
///
/// # Errors
///
/// The first [`Fault`] found.
pub fn check_entry<W>(stream: Stream, chain: Chain, stored: &StoredEvent) -> Result<Event<W>, Fault>
where
    W: serde::Serialize + for<'de> serde::Deserialize<'de>,
{
    if Digest::of_leaf(&stored.canon) != stored.hash {
        return Err(Fault::Altered);
    }
    let event: Event<W> = canonical::read(&stored.canon).map_err(Fault::Unreadable)?;
    if event.format != EVENT_FORMAT {
        return Err(Fault::Format(event.format));
    }
    if event.stream != stream || event.seq != chain.length + 1 {
        return Err(Fault::Misplaced);
    }
    if event.prev != chain.head {
        return Err(Fault::Unlinked);
    }
    Ok(event)
}

/// Recomputes the chain and folds the request.
///
/// # Errors
///
/// The first entry that does not hold, and why.
pub fn replay(id: RequestId, stored: &[StoredEvent]) -> Result<Request, ReplayError> {
    replay_with(id, stored, |_, _| ())
}

/// The same, and shows each event together with the request as it was before it.
///
/// # Errors
///
/// As [`replay`].
pub fn replay_with(
    id: RequestId,
    stored: &[StoredEvent],
    mut visit: impl FnMut(&Event<Happening>, &Request),
) -> Result<Request, ReplayError> {
    let mut request: Option<Request> = None;
    for (seq, entry) in (1..).zip(stored) {
        let chain = request.as_ref().map_or_else(Chain::default, |request| request.chain);
        let checked = check_entry(Stream::Request(id), chain, entry);
        let event: Event<Happening> = checked.map_err(|fault| ReplayError { seq, fault })?;
        let state = match &mut request {
            Some(state) => state,
            empty @ None => empty
                .insert(begin(id, &event).ok_or(ReplayError { seq, fault: Fault::NoBeginning })?),
        };
        visit(&event, state);
        state.apply(&event, entry.hash);
    }
    request.ok_or(ReplayError { seq: 1, fault: Fault::Empty })
}

/// The blank request before its first event; every field that matters is set by that event.
fn begin(id: RequestId, event: &Event<Happening>) -> Option<Request> {
    let Happening::Created { kind, unit, drafting_unit, .. } = &event.what else { return None };
    Some(Request::begun(id, event.actor?, (*kind, *unit, *drafting_unit), event.at))
}
