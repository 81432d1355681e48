//! The rows in hand: which are being sent, and which wait for an earlier one of the same request.

use std::collections::{HashMap, VecDeque};

use baopi_engine::{NoticeFate, OutboxRow};
use baopi_workflow::{RequestId, Timestamp};
use tokio::task::{Id, JoinError, JoinSet};

use super::{IN_HAND, Notifier};

/// The rows in hand.
///
/// Messages that one event causes go out side by side; those of a later event of the same request wait until they are
/// through. So nobody reads of an approval before the request for it.
#[derive(Default)]
pub(super) struct Flight {
    tasks: JoinSet<NoticeFate>,
    flying: HashMap<Id, Claimed>,
    lanes: HashMap<RequestId, Lane>,
}

/// A row, and since when it is in hand.
#[derive(Clone)]
struct Claimed {
    row: OutboxRow,
    at: Timestamp,
    /// Whether its task has panicked before.
    crashed: bool,
}

/// What is in hand of one request.
#[derive(Default)]
struct Lane {
    /// The event whose messages are being sent.
    seq: u64,
    /// How many tasks are at it.
    flying: usize,
    /// The messages of later events, in order.
    waiting: VecDeque<Claimed>,
}

impl Flight {
    /// How many more rows may be taken in.
    pub(super) fn room(&self) -> usize {
        let waiting: usize = self.lanes.values().map(|lane| lane.waiting.len()).sum();
        IN_HAND.saturating_sub(self.flying.len() + waiting)
    }

    /// Takes in rows that were claimed at `at`, and sends off what need not wait.
    pub(super) fn take_in(&mut self, notifier: &Notifier, mut rows: Vec<OutboxRow>, at: Timestamp) {
        rows.sort_by_key(|row| row.seq);
        for row in rows {
            let claimed = Claimed { row, at, crashed: false };
            let lane = self.lanes.entry(claimed.row.request).or_default();
            if lane.flying > 0 && claimed.row.seq > lane.seq {
                lane.waiting.push_back(claimed);
            } else {
                lane.seq = lane.seq.max(claimed.row.seq);
                self.send_off(notifier, claimed);
            }
        }
    }

    /// Waits for the next fate; `None` when nothing is in hand. Dropping the future loses nothing.
    pub(super) async fn land(&mut self, notifier: &Notifier) -> Option<NoticeFate> {
        loop {
            match self.tasks.join_next_with_id().await? {
                Ok((id, fate)) => {
                    if let Some(claimed) = self.flying.remove(&id) {
                        self.go_on(notifier, &claimed.row, &fate);
                    }
                    return Some(fate);
                }
                Err(error) => self.crashed(notifier, &error),
            }
        }
    }

    fn send_off(&mut self, notifier: &Notifier, claimed: Claimed) {
        let task = notifier.clone().deal_with(claimed.row.clone(), claimed.at);
        self.start(claimed, task);
    }

    fn start(&mut self, claimed: Claimed, task: impl Future<Output = NoticeFate> + Send + 'static) {
        self.lanes.entry(claimed.row.request).or_default().flying += 1;
        let id = self.tasks.spawn(task).id();
        self.flying.insert(id, claimed);
    }

    /// After a message was sent or has failed: starts the next messages of the same request, or postpones them with it.
    fn go_on(&mut self, notifier: &Notifier, row: &OutboxRow, fate: &NoticeFate) {
        let Some(lane) = self.lanes.get_mut(&row.request) else { return };
        lane.flying -= 1;
        let mut behind = Vec::new();
        if let NoticeFate::Later { due_at, .. } = fate {
            let same = |claimed: &Claimed| claimed.row.to == row.to;
            behind.extend(
                lane.waiting
                    .iter()
                    .filter(|claimed| same(claimed))
                    .map(|claimed| (claimed.clone(), *due_at)),
            );
            lane.waiting.retain(|claimed| !same(claimed));
        }
        for (millis, (claimed, due_at)) in (1..).zip(behind) {
            // A little later each, so that they come up again in their order.
            let fate = NoticeFate::Later {
                due_at: Timestamp(due_at.0 + millis),
                code: "behind_another".to_owned(),
            };
            let task = notifier.clone().put_off(claimed.row.clone(), fate);
            self.start(claimed, task);
        }
        self.start_next(notifier, row.request);
    }

    /// Sends off the messages of a request's next event, once nothing of the request is under way.
    fn start_next(&mut self, notifier: &Notifier, request: RequestId) {
        let Some(lane) = self.lanes.get_mut(&request) else { return };
        if lane.flying > 0 {
            return;
        }
        let Some(seq) = lane.waiting.iter().map(|claimed| claimed.row.seq).min() else {
            self.lanes.remove(&request);
            return;
        };
        lane.seq = seq;
        let (next, later) = std::mem::take(&mut lane.waiting)
            .into_iter()
            .partition(|claimed| claimed.row.seq == seq);
        lane.waiting = later;
        let next: VecDeque<Claimed> = next;
        for claimed in next {
            self.send_off(notifier, claimed);
        }
    }

    /// A task panicked: its row is tried again later. If even writing that down panics, the row comes up again when its
    /// lease ends.
    fn crashed(&mut self, notifier: &Notifier, error: &JoinError) {
        tracing::error!(error = error as &dyn std::error::Error, "sending a message panicked");
        let Some(mut claimed) = self.flying.remove(&error.id()) else { return };
        if let Some(lane) = self.lanes.get_mut(&claimed.row.request) {
            lane.flying -= 1;
        }
        if claimed.crashed {
            self.start_next(notifier, claimed.row.request);
            return;
        }
        claimed.crashed = true;
        let fate = notifier.later(&claimed.row, "panic");
        let task = notifier.clone().put_off(claimed.row.clone(), fate);
        self.start(claimed, task);
    }
}
