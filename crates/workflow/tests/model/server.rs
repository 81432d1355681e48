//! What a node does with a command: begin, read, decide, write, commit, answer. It follows `engine::perform` and the write path
//! of `persistence`, but without the lock on the row of the request, so that comparing and setting has to hold alone.

use std::sync::Arc;

use baopi_workflow::request::authority::may_try;
use baopi_workflow::request::booking::bookings;
use baopi_workflow::{
    Action, Command, Content, Context, DecideError, Facts, Knowledge, Organisation, Request, Route,
    Status, Transition, decide, notice,
};

use crate::bug::{self, Bug};
use crate::file::{File, invited, overlaps, short};
use crate::gate::Gate;
use crate::office;
use crate::shelf::{Question, Ruling, Saving};
use crate::state::{Effect, Letter, Paper, Phase, Row, RowId, State, Told, Txn};
use crate::step::Reply;

impl Gate {
    /// The node takes the command in and reads what it will decide upon.
    pub(crate) fn begin(&self, state: &State, client: u8, node: u8) -> Option<State> {
        let Phase::Sent(letter) = state.clients[usize::from(client)].phase else { return None };
        let mut next = state.clone();
        next.clients[usize::from(client)].phase = Phase::Served(letter, node);
        let txn = self.read(state, client, state.clients[usize::from(client)].turn, letter);
        next.nodes[usize::from(node)].txn = Some(txn);
        if self.has(Bug::AcknowledgedBeforeCommit) {
            let (told, code, _) = self.outcome(state, &txn);
            answer(&mut next, node, &txn, (told, code), Reply::Arrives);
        }
        if self.has(Bug::NumberOutsideTransaction) && self.numbers(state, &txn) {
            next.database.last_number += 1;
        }
        Some(next)
    }

    fn read(&self, state: &State, client: u8, turn: u8, letter: Letter) -> Txn {
        let slot = usize::from(self.command(state, letter).0);
        let read = state.database.requests[slot];
        let needs_room = self.shelf.file(read).needs_room();
        Txn {
            client,
            turn,
            letter,
            read,
            other: if needs_room { state.database.requests[1 - slot] } else { read },
            organisation: state.database.organisation,
            last_number: state.database.last_number,
        }
    }

    /// The transaction commits what it decided, or finds that it lost.
    pub(crate) fn commit(&self, state: &State, node: u8, reply: Reply) -> Option<State> {
        let txn = state.nodes[usize::from(node)].txn?;
        let mut next = state.clone();
        // The organisation that was read holds until the commit; if somebody was faster, the transaction runs again.
        let moved = txn.organisation != state.database.organisation;
        if moved && !self.has(Bug::RoleCheckedAtReadOnly) {
            let again = self.read(state, txn.client, txn.turn, txn.letter);
            next.nodes[usize::from(node)].txn = Some(again);
            return (reply == Reply::Arrives).then_some(next);
        }
        next.nodes[usize::from(node)].txn = None;
        let given = state.database.answers[usize::from(txn.client)][usize::from(txn.turn)];
        let outcome = match given {
            Some(told) if !self.has(Bug::NoIdempotencyKey) => (told, None),
            Some(_) | None => {
                let (told, code, saving) = self.outcome(state, &txn);
                match saving {
                    Some(saving) if !self.save(&mut next, node, &txn, (told, &saving)) => {
                        (Told::Refused, Some("stale"))
                    }
                    Some(_) | None => (told, code),
                }
            }
        };
        answer(&mut next, node, &txn, outcome, reply);
        Some(next)
    }

    /// What the client will be told, and what is to be saved.
    fn outcome(&self, state: &State, txn: &Txn) -> (Told, Option<&'static str>, Option<Saving>) {
        let read = self.shelf.file(txn.read);
        let exists = read.request.status != Status::New;
        let is_stale = exists && read.request.version.0 != u64::from(txn.letter.seen);
        match &*self.ruling(state, txn, &read) {
            Ruling::NotFound => (Told::NotFound, Some("not_found"), None),
            Ruling::Refused("already_decided", _) if is_stale => {
                (Told::Refused, Some("already_decided"), None)
            }
            Ruling::Done(_) | Ruling::Refused(..) if is_stale => {
                (Told::Refused, Some("stale"), None)
            }
            Ruling::Done(saving) => (Told::Done, None, Some(saving.clone())),
            Ruling::Refused(code, saving) => (Told::Refused, Some(code), saving.clone()),
        }
    }

    /// The one transaction: compare, then request, record, rows, number, messages and answer together.
    fn save(&self, next: &mut State, node: u8, txn: &Txn, (told, saving): (Told, &Saving)) -> bool {
        let slot = usize::from(self.command(next, txn.letter).0);
        let current = self.shelf.file(next.database.requests[slot]);
        let found = (current.request.version.0, current.request.chain.length);
        if found != saving.before && !self.has(Bug::NoCompareAndSet) {
            return false;
        }
        if !self.has_room(next, slot, saving) {
            return false;
        }
        if let Some(number) = saving.takes
            && !self.take_number(next, txn, number)
        {
            return false;
        }
        next.database.requests[slot] = saving.file;
        if self.has(Bug::OutboxAfterCommit) {
            next.nodes[usize::from(node)].late = Some(saving.file);
        } else {
            write_messages(next, &saving.notices);
        }
        let key = (usize::from(txn.client), usize::from(txn.turn));
        if !self.has(Bug::NoIdempotencyKey) {
            next.database.answers[key.0][key.1] = Some(told);
        }
        let Effect { done, refused } = &mut next.effects[key.0][key.1];
        *(if told == Told::Done { done } else { refused }) += 1;
        let slot = self.command(next, txn.letter).0;
        next.papers.extend(saving.issues.map(|number| Paper { number, request: slot }));
        next.papers.sort_unstable();
        true
    }

    /// The counter moves on by one from where the decision saw it, and no number is taken twice; or nothing is.
    fn take_number(&self, next: &mut State, txn: &Txn, number: u8) -> bool {
        if self.has(Bug::NumberOutsideTransaction) {
            return true;
        }
        let requests = next.database.requests.iter();
        let taken = requests.flat_map(|file| self.shelf.file(*file).rows.numbers.clone());
        let free =
            next.database.last_number == txn.last_number && taken.into_iter().all(|n| n != number);
        if free || self.has(Bug::NumberNotUnique) {
            next.database.last_number = number;
        }
        free || self.has(Bug::NumberNotUnique)
    }

    fn numbers(&self, state: &State, txn: &Txn) -> bool {
        let (_, _, action) = self.command(state, txn.letter);
        matches!(action, Action::AssignNumber {})
            && self.shelf.file(txn.read).request.status == Status::Numbering
    }

    /// What the real `decide` says.
    fn ruling(&self, state: &State, txn: &Txn, read: &File) -> Arc<Ruling> {
        let (slot, actor, action) = self.command(state, txn.letter);
        let question = Question {
            command: (state.scene, txn.letter.command),
            read: txn.read,
            current: state.database.requests[usize::from(*slot)],
            other: txn.other,
            organisation: txn.organisation,
            truth: state.database.organisation,
            last_number: if self.numbers(state, txn) { txn.last_number } else { 0 },
        };
        let command = || Command { actor: *actor, action: action.clone() };
        self.shelf.ruling(question, || self.ask(&question, read, &command()))
    }

    pub(crate) fn ask(&self, question: &Question, read: &File, command: &Command) -> Ruling {
        let organisation = self.organisation(question.organisation);
        let chained = self.has(Bug::DelegationChain).then(|| bug::with_chains(organisation));
        let organisation = chained.as_ref().unwrap_or(organisation);
        let is_new = read.request.status == Status::New;
        let tried = (command.actor, command.action.name(), office::today().date());
        if !is_new && !may_try(&read.request, &read.content, organisation, tried) {
            return Ruling::NotFound;
        }
        let context = Context {
            organisation,
            route: &Route::shipped(read.request.kind),
            newest: Some(&office::newest_route(read.request.kind)),
            other: None,
            rules: &office::rules(),
            knowledge: &Knowledge::alone(),
            facts: self.facts(question, read, &command.action),
            now: office::today(),
        };
        let mut request = read.request.clone();
        if self.has(Bug::NoSeparation) {
            request = bug::without_drafter(&request, command);
        }
        if self.has(Bug::SuspensionIgnored)
            && command.action != (Action::Resume { opinion: String::new() })
        {
            request.suspended = None;
        }
        match decide(&request, content(read, command), command, &context) {
            Ok(transition) => Ruling::Done(self.saving(question, read, &transition)),
            Err(DecideError::Refused(refused)) => {
                let record = refused.record.map(|record| self.saving(question, read, &record));
                Ruling::Refused(refused.refusal.code(), record)
            }
            Err(error @ DecideError::Canonical(_)) => panic!("{error}"),
        }
    }

    /// What races with other commands.
    fn facts(&self, question: &Question, read: &File, action: &Action) -> Facts {
        let signs = matches!(action, Action::Approve { .. });
        let other = self.shelf.file(question.other);
        let wanted = bookings(&read.request, &read.content);
        let held = other.held_rooms();
        let taken = held.iter().find(|held| wanted.iter().any(|room| overlaps(room, held)));
        Facts {
            last_number: question.last_number.into(),
            file_fault: None,
            room_taken: taken.filter(|_| signs).map(|held| held.starts_at),
            citation_fault: None,
        }
    }

    /// Two approved meetings cannot be kept in one room, whatever was read before.
    fn has_room(&self, next: &State, slot: usize, saving: &Saving) -> bool {
        let other = self.shelf.file(next.database.requests[1 - slot]).held_rooms();
        let wanted = self.shelf.file(saving.file).held_rooms();
        let clash = wanted.iter().any(|room| other.iter().any(|held| overlaps(room, held)));
        !clash || self.has(Bug::RoomCheckedThenTaken)
    }

    fn saving(&self, question: &Question, read: &File, transition: &Transition) -> Saving {
        let mut next: Request = transition.next().clone();
        next.drafter = read.request.drafter;
        if self.has(Bug::ApprovalNotTiedToDigest) {
            next = bug::with_old_signature(&read.request, next);
        }
        let truth = self.organisation(question.truth);
        let current = self.shelf.file(question.current);
        let file = current.saved(read, transition, &next, truth);
        let happened = |name: &str| transition.events().iter().any(|e| e.event.what.name() == name);
        let number = next.number.as_ref().and_then(|number| u8::try_from(number.sequence).ok());
        Saving {
            before: (transition.before().0, transition.chain_before()),
            file: self.shelf.keep(file),
            takes: number.filter(|_| happened("numbered")),
            issues: number.filter(|_| happened("issued")),
            notices: messages(read, transition, truth),
        }
    }
}

/// The text that is decided upon: of a request that does not exist yet, the one it would begin with.
fn content<'a>(read: &'a File, command: &'a Command) -> &'a Content {
    if let Action::Create { content } = &command.action
        && read.request.status == Status::New
    {
        return content;
    }
    &read.content
}

/// The rows of the outbox that a transition causes, by the program's own reckoning.
fn messages(read: &File, transition: &Transition, organisation: &Organisation) -> Vec<RowId> {
    let next = &transition.next().status;
    let is_meeting = matches!(read.content, Content::Meeting(_));
    let announced = read.request.status == Status::Noticed || *next == Status::Noticed;
    let told = is_meeting && announced;
    let invited = if told { invited(&read.content, organisation) } else { Vec::new() };
    let row = |notice: notice::Notice| RowId {
        request: read.slot,
        seq: u8::try_from(notice.seq).expect("few events"),
        to: short(notice.to),
        kind: notice.kind,
    };
    notice::notices(transition, &invited).into_iter().map(row).collect()
}

/// Adds rows to the outbox.
pub(crate) fn write_messages(next: &mut State, rows: &[RowId]) {
    let row = |id: &RowId| Row {
        id: *id,
        sent: false,
        epoch: 0,
        leased: None,
        copies: 0,
        was_sent: false,
    };
    next.database.outbox.extend(rows.iter().map(row));
    next.database.outbox.sort_unstable();
}

/// Tells the client, unless it waits for somebody else's answer by now.
fn answer(
    next: &mut State,
    node: u8,
    txn: &Txn,
    (told, code): (Told, Option<&'static str>),
    reply: Reply,
) {
    let client = &mut next.clients[usize::from(txn.client)];
    if client.turn != txn.turn || client.phase != Phase::Served(txn.letter, node) {
        return;
    }
    match reply {
        Reply::Lost => client.phase = Phase::Unknown(txn.letter),
        Reply::Arrives => {
            client.told[usize::from(txn.turn)] = Some(told);
            client.code = code;
            client.turn += 1;
            client.phase = Phase::Idle;
        }
    }
}
