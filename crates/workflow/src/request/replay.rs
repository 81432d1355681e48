//! From events back to the request: the check that state and trail agree.

use super::Request;
use crate::canonical::{self, CanonicalError, Digest};
use crate::event::{Chain, EVENT_FORMAT, Event, Happening, Stream};
use crate::id::RequestId;

pub use super::fold::Impossible;

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
    pub fault: EntryFault,
}

/// What can be wrong with an entry.
#[derive(Debug, thiserror::Error)]
pub enum EntryFault {
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
    /// It cannot have happened.
    #[error(transparent)]
    Impossible(#[from] Impossible),
    /// The chain is empty.
    #[error("the chain is empty")]
    Empty,
}

/// Checks one entry against the chain before it.
///
/// # Errors
///
/// The first [`EntryFault`] found.
pub fn check_entry<W>(
    stream: Stream,
    chain: Chain,
    stored: &StoredEvent,
) -> Result<Event<W>, EntryFault>
where
    W: serde::Serialize + for<'de> serde::Deserialize<'de>,
{
    if Digest::of_leaf(&stored.canon) != stored.hash {
        return Err(EntryFault::Altered);
    }
    let event: Event<W> = canonical::read(&stored.canon).map_err(EntryFault::Unreadable)?;
    if event.format != EVENT_FORMAT {
        return Err(EntryFault::Format(event.format));
    }
    if event.stream != stream || event.seq != chain.length + 1 {
        return Err(EntryFault::Misplaced);
    }
    if event.prev != chain.head {
        return Err(EntryFault::Unlinked);
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
            empty @ None => empty.insert(
                begin(id, &event).ok_or(ReplayError { seq, fault: EntryFault::NoBeginning })?,
            ),
        };
        visit(&event, state);
        let applied = state.apply(&event, entry.hash);
        applied.map_err(|impossible| ReplayError { seq, fault: impossible.into() })?;
    }
    request.ok_or(ReplayError { seq: 1, fault: EntryFault::Empty })
}

/// The blank request before its first event; every field that matters is set by that event.
fn begin(id: RequestId, event: &Event<Happening>) -> Option<Request> {
    let Happening::Created { kind, unit, drafting_unit, .. } = &event.what else { return None };
    Some(Request::begun(id, event.actor?, (*kind, *unit, *drafting_unit), event.at))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::NaiveDate;
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;
    use crate::content::Measure;
    use crate::event::By;
    use crate::id::{PersonId, UnitId};
    use crate::organisation::Rank;
    use crate::request::{Kind, Proposing, Status};
    use crate::route::{Route, StageKey};
    use crate::tally::Mode;
    use crate::time::Timestamp;

    const ID: RequestId = RequestId(Uuid::from_u128(1));
    const SOMEBODY: PersonId = PersonId(Uuid::from_u128(2));

    fn signing() -> StageKey {
        StageKey::try_from("signing".to_owned()).unwrap()
    }

    fn opinion() -> String {
        "同意".to_owned()
    }

    fn created() -> Happening {
        let unit = UnitId(Uuid::from_u128(3));
        let (digest, measure) = (Digest::ZERO, Measure::default());
        Happening::Created { kind: Kind::Document, unit, drafting_unit: unit, digest, measure }
    }

    fn submitted() -> Happening {
        let route = Route::shipped(Kind::Document).reference();
        Happening::Submitted { round: 1, route, exceptions: Vec::new(), keep: Vec::new() }
    }

    fn entered(status: Status) -> Happening {
        let (people, ballots) = (vec![SOMEBODY], Vec::new());
        Happening::Entered { status, people, mode: Mode::Any, due_on: None, ballots }
    }

    fn consented() -> Happening {
        Happening::Consented { stage: signing(), digest: Digest::ZERO, opinion: opinion() }
    }

    fn signed() -> Happening {
        let (digest, rank, accepted) = (Digest::ZERO, Rank::MainLeader, Vec::new());
        let doc_date = NaiveDate::from_ymd_opt(2026, 9, 15).unwrap();
        Happening::Signed { digest, rank, doc_date, accepted }
    }

    /// What replaying a chain of these events comes to.
    fn replayed(events: &[(Option<PersonId>, Happening)]) -> Result<Request, ReplayError> {
        let (mut chain, mut stored) = (Chain::default(), Vec::new());
        for (actor, what) in events {
            let by = By { actor: *actor, on_behalf_of: None, at: Timestamp(1_789_434_000_000) };
            let sealed = chain.seal(Stream::Request(ID), by, what.clone()).unwrap();
            chain = sealed.chain();
            stored.push(StoredEvent { canon: sealed.canon, hash: sealed.hash });
        }
        replay(ID, &stored)
    }

    #[rstest]
    #[case::consent(consented())]
    #[case::objection(Happening::Objected { stage: signing(), digest: Digest::ZERO, opinion: opinion() })]
    #[case::abstention(Happening::Abstained { stage: signing(), digest: Digest::ZERO, opinion: opinion() })]
    #[case::advice(Happening::Advised { stage: signing(), opinion: opinion() })]
    #[case::second_thought(Happening::Retracted { stage: Some(signing()), round: 2 })]
    #[case::signature(signed())]
    #[case::circulation(Happening::Circulated { to: BTreeSet::from([SOMEBODY]), opinion: opinion() })]
    #[case::reading(Happening::Read)]
    #[case::suspension(Happening::Suspended { people: vec![SOMEBODY], opinion: opinion() })]
    #[case::proposal(Happening::Proposed { what: Proposing::Withdrawal, people: vec![SOMEBODY], opinion: opinion() })]
    #[case::submission(submitted())]
    #[case::entry(entered(Status::Recheck))]
    #[case::end(Happening::Rejected { opinion: opinion() })]
    fn what_nobody_did_has_not_happened(#[case] what: Happening) {
        let review = entered(Status::Review(signing()));
        let so_far = [created(), submitted(), review].map(|what| (Some(SOMEBODY), what));
        let by_somebody = [so_far.as_slice(), &[(Some(SOMEBODY), what.clone())]].concat();
        assert!(replayed(&by_somebody).is_ok(), "{what:?}");
        let error = replayed(&[so_far.as_slice(), &[(None, what)]].concat()).unwrap_err();
        let EntryFault::Impossible(impossible) = error.fault else { panic!("{error}") };
        assert_eq!((error.seq, impossible), (4, Impossible::NobodyDidIt));
    }

    #[test]
    fn the_clock_reminds_without_a_name() {
        let reminded = Happening::Reminded { people: vec![SOMEBODY], escalated_to: Vec::new() };
        assert!(replayed(&[(Some(SOMEBODY), created()), (None, reminded)]).is_ok());
    }

    #[test]
    fn nothing_is_signed_outside_the_review() {
        let events = [created(), submitted(), entered(Status::Recheck), signed()];
        let error = replayed(&events.map(|what| (Some(SOMEBODY), what))).unwrap_err();
        let EntryFault::Impossible(impossible) = error.fault else { panic!("{error}") };
        assert_eq!((error.seq, impossible), (4, Impossible::SignedOutsideReview));
        assert_eq!(impossible.to_string(), "impossible: it was signed outside the review");
    }
}
