//! What the workers do with messages. It follows the outbox of `persistence` and the worker of `notifier`.

use crate::bug::Bug;
use crate::gate::Gate;
use crate::state::{Hand, Row, RowId, State};
use crate::step::{Smtp, is_abandoned};

impl Gate {
    /// A message is claimed, unless an earlier one about the same request to the same person is under way.
    pub(crate) fn lease(state: &State, node: u8, id: RowId) -> Option<State> {
        let overtakes = |earlier: &Row| {
            (earlier.id.request, earlier.id.to) == (id.request, id.to)
                && earlier.id.seq < id.seq
                && !earlier.sent
                && earlier.leased.is_some()
        };
        if state.database.outbox.iter().any(overtakes) {
            return None;
        }
        let mut next = state.clone();
        let row = find(&mut next, id)?;
        row.epoch += 1;
        row.leased = Some(node);
        let hand = Hand { row: id, epoch: row.epoch, accepted: None };
        next.nodes[usize::from(node)].hand = Some(hand);
        Some(next)
    }

    /// The mail server answers, or takes the message and is not heard.
    pub(crate) fn deliver(state: &State, node: u8, smtp: Smtp) -> Option<State> {
        let mut next = state.clone();
        let hand = next.nodes[usize::from(node)].hand.as_mut()?;
        hand.accepted = Some(smtp == Smtp::Accepts);
        let id = hand.row;
        match smtp {
            Smtp::Accepts => {}
            Smtp::AcceptsUnheard => next.faults.lost -= 1,
            Smtp::Declines => next.faults.mail -= 1,
        }
        if smtp != Smtp::Declines {
            find(&mut next, id)?.copies += 1;
        }
        Some(next)
    }

    /// What became of the message is written down by the last one who claimed it, while it is open, and by nobody else.
    pub(crate) fn mark(&self, state: &State, node: u8) -> Option<State> {
        let mut next = state.clone();
        let hand = next.nodes[usize::from(node)].hand.take()?;
        let is_sent = hand.accepted?;
        let row = find(&mut next, hand.row)?;
        let is_mine = row.epoch == hand.epoch && !row.sent;
        if is_mine || self.has(Bug::LeaseNotCheckedAtMark) {
            row.sent = is_sent;
            row.was_sent |= is_sent;
            row.leased = None;
        }
        Some(next)
    }

    /// A lease ends: by itself where its holder has died, by a fault where the holder is only slow.
    pub(crate) fn expire(state: &State, id: RowId) -> Option<State> {
        let mut next = state.clone();
        if !is_abandoned(state, find(&mut next, id)?) {
            next.faults.mail -= 1;
        }
        find(&mut next, id)?.leased = None;
        Some(next)
    }
}

fn find(state: &mut State, id: RowId) -> Option<&mut Row> {
    state.database.outbox.iter_mut().find(|row| row.id == id)
}
