//! The state of the model: what the database holds, what people wait for, what the nodes have in hand, and how many faults are
//! still to come.

use baopi_workflow::NoticeKind;

use crate::office::Changes;
use crate::shelf::FileId;

/// So many requests there are.
pub(crate) const REQUESTS: usize = 2;
/// So many people sit at their screens at once. Each of them can be anybody: a command names its actor.
pub(crate) const CLIENTS: usize = 2;
/// So many processes serve them, each with a worker that sends mail.
pub(crate) const NODES: usize = 2;
/// The most commands that one client sends.
pub(crate) const TURNS: usize = 9;

/// One moment of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct State {
    /// Which scene it belongs to, as its place in the list of scenes.
    pub(crate) scene: u8,
    pub(crate) database: Database,
    pub(crate) clients: [Client; CLIENTS],
    pub(crate) nodes: [Node; NODES],
    /// What may still go wrong.
    pub(crate) faults: Faults,
    /// What the record holds of each command; nothing in the program reads it, the properties do.
    pub(crate) effects: [[Effect; TURNS]; CLIENTS],
    /// Documents that have left the house, which no fault and no restored backup can call back.
    pub(crate) papers: Vec<Paper>,
    /// Numbers that a restored backup knows nothing of and nobody may use again.
    pub(crate) given_up: Vec<u8>,
}

/// What is committed, and so outlives every crash.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Database {
    /// The requests, each with its text, record and rows.
    pub(crate) requests: [FileId; REQUESTS],
    /// `number_counter`: the last number that was taken.
    pub(crate) last_number: u8,
    /// `answer`: what was answered under each idempotency key. A client makes one key for each of its turns.
    pub(crate) answers: [[Option<Told>; TURNS]; CLIENTS],
    /// `outbox`, in the order of what makes a row unique.
    pub(crate) outbox: Vec<Row>,
    /// The organisation, as the changes that were made to it.
    pub(crate) organisation: Changes,
}

/// Somebody at a screen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Client {
    /// How many commands are over.
    pub(crate) turn: u8,
    pub(crate) phase: Phase,
    /// What was answered in each turn.
    pub(crate) told: [Option<Told>; TURNS],
    /// The code of the last answer, if it was a refusal.
    pub(crate) code: Option<&'static str>,
}

/// What a client waits for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Phase {
    /// Nothing.
    #[default]
    Idle,
    /// The command is on its way.
    Sent(Letter),
    /// A node has it in hand.
    Served(Letter, u8),
    /// No answer came. It may be done or not; the client sends it again under the same key.
    Unknown(Letter),
}

/// A command as it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Letter {
    /// Its place in the scene's list of commands.
    pub(crate) command: u8,
    /// The version that its sender saw.
    pub(crate) seen: u8,
}

/// What a command was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Told {
    Done,
    /// With the reason, which is remembered with the key.
    Refused,
    /// As if there were no such request: says nothing about what was done or will be.
    NotFound,
}

/// One process. A crash takes all of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Node {
    /// The transaction in flight.
    pub(crate) txn: Option<Txn>,
    /// The message that its worker has claimed.
    pub(crate) hand: Option<Hand>,
    /// Messages that are still to be written, in the one planted bug that writes them late.
    pub(crate) late: Option<FileId>,
}

/// A transaction that has read and not yet committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Txn {
    pub(crate) client: u8,
    pub(crate) turn: u8,
    pub(crate) letter: Letter,
    /// The request as it was read: version, chain and all.
    pub(crate) read: FileId,
    /// The other request as it was read, for what two of them must not do.
    pub(crate) other: FileId,
    /// The organisation as it was read.
    pub(crate) organisation: Changes,
    /// The counter as it was read.
    pub(crate) last_number: u8,
}

/// A row of the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Row {
    pub(crate) id: RowId,
    pub(crate) sent: bool,
    /// How often it was claimed.
    pub(crate) epoch: u8,
    /// Whose lease is running.
    pub(crate) leased: Option<u8>,
    /// How many copies lie in the mailbox; the world's, not the row's.
    pub(crate) copies: u8,
    /// Whether it was ever marked sent; nothing in the program reads it.
    pub(crate) was_sent: bool,
}

/// What makes a row unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RowId {
    pub(crate) request: u8,
    /// The event that causes it, by its place in the request's chain.
    pub(crate) seq: u8,
    /// To whom, by the last digits of the identifier.
    pub(crate) to: u16,
    pub(crate) kind: NoticeKind,
}

/// A message in a worker's hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Hand {
    pub(crate) row: RowId,
    /// The epoch of the claim: who marks with an older one is too late.
    pub(crate) epoch: u8,
    /// What the mail server answered, once it did.
    pub(crate) accepted: Option<bool>,
}

/// What may still happen to people and machines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Faults {
    /// Nodes that crash, and start again at once with nothing in hand.
    pub(crate) crashes: u8,
    /// Answers that are lost, of a node to a client or of the mail server to a worker.
    pub(crate) lost: u8,
    /// Messages that the mail server does not take at once, and leases that end while the worker still lives.
    pub(crate) mail: u8,
    /// Backups that are restored.
    pub(crate) restores: u8,
    /// Links that a mail gateway opens.
    pub(crate) opens: u8,
}

/// How often the record holds the effect of one command.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Effect {
    pub(crate) done: u8,
    pub(crate) refused: u8,
}

/// A document that has left the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Paper {
    pub(crate) number: u8,
    pub(crate) request: u8,
}
