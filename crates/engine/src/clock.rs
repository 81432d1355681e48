//! The one place that reads the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

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

    /// The machine's clock moved by so many milliseconds: the clock of a demonstration.
    #[must_use]
    pub const fn moved_by(millis: i64) -> Self {
        Self(Source::Running(millis))
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
    pub async fn pause(&self, millis: u32) {
        match &self.0 {
            Source::Running(_) => tokio::time::sleep(Duration::from_millis(millis.into())).await,
            Source::Set(at) => drop(at.fetch_add(millis.into(), Ordering::SeqCst)),
        }
    }

    /// The present instant, in whole milliseconds.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::Running(offset) => Timestamp(machine_millis().saturating_add(*offset)),
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
    fn a_moved_clock_goes_on_with_the_machines_from_where_it_was_put() {
        let start = Timestamp(1_000_000);
        let offset = Clock::offset_to(start);
        let (before, now) = (Clock::moved_by(offset).now(), Clock::system().now());
        assert!(before >= start, "{before:?}");
        assert!(now.0 + offset >= before.0, "{now:?} and {before:?}");
    }
}
