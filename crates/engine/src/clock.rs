//! The one place that reads the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use baopi_workflow::Timestamp;

/// Where `now` comes from.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    /// The machine's clock, plus so many milliseconds.
    Running(i64),
    /// Stands still until it is set.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub const fn system() -> Self {
        Self(Source::Running(0))
    }

    /// A clock that shows `start` now and runs on from there: for demonstrations.
    #[must_use]
    pub fn starting_at(start: Timestamp) -> Self {
        Self(Source::Running(start.0 - machine_millis()))
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

    /// The present instant, in whole milliseconds.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::Running(offset) => Timestamp(machine_millis() + offset),
            Source::Set(millis) => Timestamp(millis.load(Ordering::SeqCst)),
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
    fn a_shifted_clock_starts_where_it_is_told() {
        let now = Clock::starting_at(Timestamp(1_000_000)).now();
        assert!((1_000_000..1_060_000).contains(&now.0), "{now:?}");
    }
}
