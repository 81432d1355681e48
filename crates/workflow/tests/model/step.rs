//! Everything that can happen, and when it can.

use stateright::Model as _;

use crate::gate::Gate;
use crate::office::Change;
use crate::state::{Phase, Row, RowId, State};

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A client sends a command: edits, submits, approves, withdraws, numbers, issues and so on.
    Send { client: u8, command: u8 },
    /// A node begins a transaction for the client, and reads.
    Begin { client: u8, node: u8 },
    /// The transaction decides, writes and commits, and the client hears of it or does not.
    Commit { node: u8, reply: Reply },
    /// The client waits no longer, while the node goes on.
    TimeOut { client: u8 },
    /// The client sends again what may or may not have been done.
    Resend { client: u8 },
    /// A process ends where it stands, and starts again.
    Crash { node: u8 },
    /// A worker claims a message.
    Lease { node: u8, row: RowId },
    /// The mail server answers the worker.
    Deliver { node: u8, smtp: Smtp },
    /// The worker writes down what became of the message.
    Mark { node: u8 },
    /// A lease ends.
    Expire { row: RowId },
    /// A role is revoked, an account disabled, a stand-in named.
    Change(Change),
    /// A program on the way opens the link in a message.
    OpenLink { row: RowId },
    /// The database is replaced by its backup, which is as the scene began.
    Restore,
    /// Messages are written after the commit; only one planted bug does that.
    WriteLate { node: u8 },
}

/// What becomes of a node's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reply {
    Arrives,
    Lost,
}

/// What the mail server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Smtp {
    /// Takes the message and says so.
    Accepts,
    /// Takes the message, and the answer is lost.
    AcceptsUnheard,
    /// Does not take it now.
    Declines,
}

impl Gate {
    /// What can happen in this state.
    pub(crate) fn steps(&self, state: &State, steps: &mut Vec<Step>) {
        self.steps_of_clients(state, steps);
        steps_of_nodes(state, steps);
        if self.scene(state).mail {
            steps_of_workers(state, steps);
            steps_of_faulty_mail(state, steps);
        }
        let changes = self.scene(state).changes.iter();
        let open = changes.filter(|change| !state.database.organisation.has(**change));
        steps.extend(open.map(|change| Step::Change(*change)));
        if state.faults.restores > 0 {
            steps.push(Step::Restore);
        }
    }

    fn steps_of_clients(&self, state: &State, steps: &mut Vec<Step>) {
        let scene = self.scene(state);
        for (number, client) in (0..).zip(&state.clients) {
            match client.phase {
                Phase::Idle if client.turn < scene.turns[usize::from(number)] => {
                    let commands = 0..u8::try_from(scene.commands.len()).expect("few commands");
                    steps.extend(commands.map(|command| Step::Send { client: number, command }));
                }
                Phase::Sent(_) => {
                    let free = (0..).zip(&state.nodes).filter(|(_, node)| node.txn.is_none());
                    steps.extend(free.map(|(node, _)| Step::Begin { client: number, node }));
                }
                Phase::Served(..) if state.faults.lost > 0 => {
                    steps.push(Step::TimeOut { client: number });
                }
                Phase::Idle | Phase::Served(..) => {}
                Phase::Unknown(_) => steps.push(Step::Resend { client: number }),
            }
        }
    }

    /// Whether mail can go on without any further fault.
    pub(crate) fn mail_can_go_on(&self, state: &State) -> bool {
        let mut steps = Vec::new();
        steps_of_workers(state, &mut steps);
        steps.into_iter().any(|step| self.next_state(state, step).is_some())
    }
}

fn steps_of_nodes(state: &State, steps: &mut Vec<Step>) {
    for (number, node) in (0..).zip(&state.nodes) {
        if node.txn.is_some() {
            steps.push(Step::Commit { node: number, reply: Reply::Arrives });
            if state.faults.lost > 0 {
                steps.push(Step::Commit { node: number, reply: Reply::Lost });
            }
        }
        if node.late.is_some() {
            steps.push(Step::WriteLate { node: number });
        }
        let busy = node.txn.is_some() || node.hand.is_some() || node.late.is_some();
        if busy && state.faults.crashes > 0 {
            steps.push(Step::Crash { node: number });
        }
    }
}

/// What workers do when nothing goes wrong; a lease whose holder has died ends by itself.
fn steps_of_workers(state: &State, steps: &mut Vec<Step>) {
    for (number, node) in (0..).zip(&state.nodes) {
        match node.hand {
            None => {
                let due =
                    state.database.outbox.iter().filter(|row| !row.sent && row.leased.is_none());
                steps.extend(due.map(|row| Step::Lease { node: number, row: row.id }));
            }
            Some(hand) if hand.accepted.is_none() => {
                steps.push(Step::Deliver { node: number, smtp: Smtp::Accepts });
            }
            Some(_) => steps.push(Step::Mark { node: number }),
        }
    }
    let abandoned = state.database.outbox.iter().filter(|row| is_abandoned(state, row));
    steps.extend(abandoned.map(|row| Step::Expire { row: row.id }));
}

fn steps_of_faulty_mail(state: &State, steps: &mut Vec<Step>) {
    for (number, node) in (0..).zip(&state.nodes) {
        if node.hand.is_some_and(|hand| hand.accepted.is_none()) {
            if state.faults.lost > 0 {
                steps.push(Step::Deliver { node: number, smtp: Smtp::AcceptsUnheard });
            }
            if state.faults.mail > 0 {
                steps.push(Step::Deliver { node: number, smtp: Smtp::Declines });
            }
        }
    }
    let rows = &state.database.outbox;
    if state.faults.mail > 0 {
        let held = rows.iter().filter(|row| row.leased.is_some() && !is_abandoned(state, row));
        steps.extend(held.map(|row| Step::Expire { row: row.id }));
    }
    if state.faults.opens > 0 {
        let delivered = rows.iter().filter(|row| row.copies > 0);
        steps.extend(delivered.map(|row| Step::OpenLink { row: row.id }));
    }
}

/// Whether a message is leased by a worker that has forgotten it.
pub(crate) fn is_abandoned(state: &State, row: &Row) -> bool {
    row.leased.is_some_and(|node| {
        let hand = state.nodes[usize::from(node)].hand;
        !hand.is_some_and(|hand| hand.row == row.id && hand.epoch == row.epoch)
    })
}
