//! When a message is tried again.

use baopi_workflow::Timestamp;
use uuid::Uuid;

/// The shortest wait, in milliseconds.
pub(crate) const SHORTEST_MS: i64 = 30_000;
/// The longest wait, in milliseconds.
pub(crate) const LONGEST_MS: i64 = 3_600_000;
/// How long a message is tried at all, in milliseconds from its creation: 72 hours.
pub(crate) const LIFETIME_MS: i64 = 72 * 3_600_000;
/// So often a message is tried at least, however old it is: also one that was written long ago, while mail was off, outlasts a
/// server that is away for an hour.
pub(crate) const LEAST_TRIES: u32 = 8;
/// The wait after the first try before jitter; a quarter off gives [`SHORTEST_MS`].
const FIRST_MS: i64 = SHORTEST_MS / 3 * 4;

/// When the message `id` is tried again after `tries` tries, the last of which failed at `now`; `None` when its time is up
/// and it was tried [`LEAST_TRIES`] times.
///
/// The wait doubles from one try to the next. Up to a quarter is taken off, by the identifier and not by chance: after an
/// outage messages come back spread out, and a test can say when.
#[must_use]
pub(crate) fn retry_at(
    id: Uuid,
    tries: u32,
    created_at: Timestamp,
    now: Timestamp,
) -> Option<Timestamp> {
    let doublings = tries.saturating_sub(1).min(16);
    let nominal = (FIRST_MS << doublings).min(LONGEST_MS);
    let at = now.0 + nominal - nominal / 4 * jitter(id, tries) / 256;
    (tries < LEAST_TRIES || at <= created_at.0 + LIFETIME_MS).then_some(Timestamp(at))
}

/// A number from 0 to 255 that is spread evenly over identifiers and tries (FNV-1a over the bytes of both).
fn jitter(id: Uuid, tries: u32) -> i64 {
    let seed = 0x811c_9dc5_u32;
    let hash = id
        .as_bytes()
        .iter()
        .chain(&tries.to_be_bytes())
        .fold(seed, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    i64::from((hash >> 16) & 0xff)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const CREATED: Timestamp = Timestamp(1_789_000_000_000);

    fn wait(id: u128, tries: u32) -> i64 {
        retry_at(Uuid::from_u128(id), tries, CREATED, CREATED).unwrap().0 - CREATED.0
    }

    #[rstest]
    #[case(0, 30, 40)]
    #[case(1, 30, 40)]
    #[case(2, 60, 80)]
    #[case(3, 120, 160)]
    #[case(4, 240, 320)]
    #[case(5, 480, 640)]
    #[case(6, 960, 1_280)]
    #[case(7, 1_920, 2_560)]
    #[case(8, 2_700, 3_600)]
    #[case(9, 2_700, 3_600)]
    #[case(u32::MAX, 2_700, 3_600)]
    fn the_wait_doubles_from_30_seconds_up_to_an_hour(
        #[case] tries: u32,
        #[case] least: i64,
        #[case] most: i64,
    ) {
        let waits: Vec<_> = (0..1_000).map(|id| wait(id, tries)).collect();
        assert!(
            waits.iter().all(|wait| (least * 1_000..=most * 1_000).contains(wait)),
            "{waits:?}"
        );
        assert!(waits.iter().all(|wait| (SHORTEST_MS..=LONGEST_MS).contains(wait)));
        let spread = waits.iter().max().unwrap() - waits.iter().min().unwrap();
        assert!(spread > (most - least) * 900, "1000 messages come back spread out: {spread} ms");
    }

    #[test]
    fn the_same_message_waits_the_same_time_again() {
        assert_eq!(wait(7, 3), wait(7, 3));
    }

    #[test]
    fn a_message_is_given_up_when_the_next_try_would_come_after_72_hours() {
        let id = Uuid::from_u128(7);
        let wait = wait(7, 20);
        let last = Timestamp(CREATED.0 + LIFETIME_MS - wait);
        assert_eq!(retry_at(id, 20, CREATED, last), Some(Timestamp(CREATED.0 + LIFETIME_MS)));
        assert_eq!(retry_at(id, 20, CREATED, Timestamp(last.0 + 1)), None);
    }

    #[test]
    fn an_old_message_is_tried_eight_times_before_it_is_given_up() {
        let late = Timestamp(CREATED.0 + 2 * LIFETIME_MS);
        let again = |tries| retry_at(Uuid::from_u128(7), tries, CREATED, late);
        assert!((1..8).all(|tries| again(tries).is_some_and(|at| at > late)));
        assert_eq!(again(8), None);
    }
}
