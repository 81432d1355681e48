//! The one place that reads the time.
//!
//! On PostgreSQL the database's clock is the office's, so that several nodes have one: the engine asks it, and the clock of the
//! machine is put right by what it answers. No clock is believed more than the record: see [`MAX_BEHIND_MS`].

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use baopi_workflow::Timestamp;

/// A clock that is behind the record by more than this decides nothing: 5 minutes. Whoever sets a clock back would date back what
/// is decided; what lies below is how far clocks are put right while they run.
pub const MAX_BEHIND_MS: i64 = 5 * 60 * 1000;
/// From so far on it is said that a clock is behind the record: 1 second.
pub const TOLD_BEHIND_MS: i64 = 1000;

/// Where `now` comes from.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    /// The machine's clock, put right and moved.
    Running(Arc<Running>),
    /// Stands still until it is set.
    Set(Arc<AtomicI64>),
}

/// How far from the machine's clock a clock is, in milliseconds.
#[derive(Debug, Default)]
struct Running {
    /// How far it was moved for a demonstration.
    moved: i64,
    /// How wrong the machine's clock is taken to be.
    wrong: i64,
    /// By how much it was put right.
    put_right: AtomicI64,
}

impl Running {
    /// What the machine says, with its fault.
    fn machine(&self) -> i64 {
        machine_millis().saturating_add(self.wrong)
    }
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn system() -> Self {
        Self::moved_by(0)
    }

    /// The machine's clock moved by so many milliseconds: the clock of a demonstration.
    #[must_use]
    pub fn moved_by(millis: i64) -> Self {
        Self(Source::Running(Arc::new(Running { moved: millis, ..Running::default() })))
    }

    /// The clock of a machine that is wrong by so many milliseconds, and moved besides: for tests of what such a machine does.
    #[must_use]
    pub fn wrong_by(wrong: i64, moved: i64) -> Self {
        Self(Source::Running(Arc::new(Running { moved, wrong, ..Running::default() })))
    }

    /// How far from the machine's clock a clock is that shows `at` now, in milliseconds.
    #[must_use]
    pub fn offset_to(at: Timestamp) -> i64 {
        at.0.saturating_sub(machine_millis())
    }

    /// A clock that stands at `at` until [`Self::set`] moves it: for preparing data, and for tests.
    #[must_use]
    pub fn standing_at(at: Timestamp) -> Self {
        Self(Source::Set(Arc::new(AtomicI64::new(at.0))))
    }

    /// Moves a standing clock, and every copy of it; a running one takes no notice.
    pub fn set(&self, at: Timestamp) {
        match &self.0 {
            Source::Set(millis) => millis.store(at.0, Ordering::SeqCst),
            Source::Running(_) => {}
        }
    }

    /// Lets so many milliseconds pass: a running clock waits for them, one that stands is moved on.
    pub(crate) async fn pause(&self, millis: u32) {
        match &self.0 {
            Source::Running(_) => tokio::time::sleep(Duration::from_millis(millis.into())).await,
            Source::Set(at) => drop(at.fetch_add(millis.into(), Ordering::SeqCst)),
        }
    }

    /// The present instant, in whole milliseconds.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::Running(running) => {
                let right =
                    running.machine().saturating_add(running.put_right.load(Ordering::SeqCst));
                Timestamp(right.saturating_add(running.moved))
            }
            Source::Set(millis) => Timestamp(millis.load(Ordering::SeqCst)),
        }
    }
}

impl Clock {
    /// Whether it goes by itself; what stands is set by whoever prepares data, and believed.
    pub(crate) fn is_running(&self) -> bool {
        matches!(self.0, Source::Running(_))
    }

    /// Puts a running clock right by another one that shows this instant now.
    pub(crate) fn put_right(&self, by: Timestamp) {
        match &self.0 {
            Source::Running(running) => {
                running.put_right.store(by.0.saturating_sub(running.machine()), Ordering::SeqCst);
            }
            Source::Set(_) => {}
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the clock that everybody else takes `now` from"
)]
fn machine_millis() -> i64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_clock_moves_with_all_its_copies_and_only_when_set() {
        let clock = Clock::standing_at(Timestamp(5));
        let copy = clock.clone();
        clock.set(Timestamp(7));
        assert_eq!(copy.now(), Timestamp(7));
    }

    #[test]
    fn a_wrong_clock_that_is_put_right_shows_the_right_time_and_stays_moved() {
        let clock = Clock::wrong_by(300_000, 7_000_000);
        let copy = clock.clone();
        let before = Clock::system().now();
        assert!(clock.now().0 >= before.0 + 7_300_000);
        clock.put_right(before);
        let (shown, after) = (copy.now(), Clock::system().now());
        assert!((before.0 + 7_000_000..=after.0 + 7_000_000).contains(&shown.0), "{shown:?}");
        let standing = Clock::standing_at(Timestamp(5));
        standing.put_right(Timestamp(7));
        assert_eq!(standing.now(), Timestamp(5));
    }

    #[test]
    fn a_moved_clock_goes_on_with_the_machines_from_where_it_was_put() {
        let start = Timestamp(1_000_000);
        let offset = Clock::offset_to(start);
        let (before, now) = (Clock::moved_by(offset).now(), Clock::system().now());
        assert!(before >= start, "{before:?}");
        assert!(now.0 + offset >= before.0, "{now:?} and {before:?}");
    }
}
