//! What people have to do and to read because of a move, and what they are told.

use baopi_workflow::request::Reader;
use baopi_workflow::{Happening, Notice, PersonId, Status};

use super::Move;
use crate::column::values;
use crate::derived_id::derived_id;
use crate::error::StoreError;
use crate::outbox::CHANNEL_MAIL;
use crate::txn::Txn;

impl Txn {
    /// Where a request newly stands, its tasks begin; otherwise those who need not answer any more leave, and those whose turn
    /// it has become join. A draft waits on nobody's desk.
    pub(super) async fn write_tasks(&mut self, step: &Move<'_>) -> Result<(), StoreError> {
        let id = step.next.id;
        let drafting = matches!(step.next.status, Status::Draft | Status::Returned);
        let waiting = if drafting { Vec::new() } else { step.next.waiting_for() };
        let entered = step.entered();
        let before = if entered.is_some() { &[][..] } else { step.transition.waited_for() };
        if entered.is_some() && !step.transition.creates() {
            self.sql.execute("DELETE FROM task WHERE request = $1", values![id]).await?;
        }
        for person in before.iter().filter(|person| !waiting.contains(person)) {
            let done = "DELETE FROM task WHERE request = $1 AND person = $2";
            self.sql.execute(done, values![id, *person]).await?;
        }
        if entered.is_none() && step.transition.content().is_some() {
            let urgency = "UPDATE task SET urgency = $2 WHERE request = $1";
            self.sql.execute(urgency, values![id, step.urgency]).await?;
        }
        let place = |person: PersonId| {
            step.next.task(person).map_or("regular", |task| task.asked.place().key())
        };
        // Whoever waits already may be given another's task as well, in whose place they stand from then on.
        let given = |what: &Happening| {
            matches!(what, Happening::HandedOver { .. } | Happening::Transferred { .. })
        };
        if entered.is_none() && step.event(given).is_some() {
            for person in waiting.iter().filter(|person| before.contains(person)) {
                let moved = "UPDATE task SET place = $3 WHERE request = $1 AND person = $2";
                self.sql.execute(moved, values![id, *person, place(*person)]).await?;
            }
        }
        let since = entered.unwrap_or(step.next.updated_at);
        let new = waiting.iter().filter(|person| !before.contains(person));
        let tasks = new.map(|person| {
            values![id, *person, step.urgency, since, place(*person), step.next.due_on]
        });
        let tasks = tasks.collect();
        let into = "task (request, person, urgency, entered_at, place, due_on)";
        self.sql.insert(into, tasks, "").await
    }

    /// Who was given it to read, and who has read it.
    pub(super) async fn write_readers(&mut self, step: &Move<'_>) -> Result<(), StoreError> {
        let reading = |happening: &Happening| {
            matches!(happening, Happening::Circulated { .. } | Happening::Read)
        };
        if step.event(reading).is_none() {
            return Ok(());
        }
        let row = |reader: &Reader| {
            let unread = i64::from(reader.read_at.is_none());
            let Reader { person, by, at, read_at } = *reader;
            values![step.next.id, person, by, at, read_at, unread]
        };
        let rows = step.next.readers.iter().map(row).collect();
        let again = "ON CONFLICT (request, person) DO UPDATE SET by_person = excluded.by_person,
                     at = excluded.at, read_at = excluded.read_at, unread = excluded.unread";
        self.sql
            .insert("reader (request, person, by_person, at, read_at, unread)", rows, again)
            .await
    }

    /// The identifier of a message is derived from what makes it unique, so that saving needs neither clock nor chance.
    pub(super) async fn insert_notices(&mut self, moves: &[Move<'_>]) -> Result<(), StoreError> {
        let mut rows = Vec::new();
        for step in moves {
            for Notice { seq, to, kind } in step.notices {
                let id = step.next.id;
                let dedup = format!("{id}:{seq}:{to}:{}:{CHANNEL_MAIL}", kind.key());
                let at = step.next.updated_at;
                rows.push(values![
                    derived_id(&dedup),
                    0_i64,
                    id,
                    *seq,
                    *to,
                    kind.key(),
                    CHANNEL_MAIL,
                    dedup,
                    "pending",
                    0_i64,
                    at,
                    at
                ]);
            }
        }
        let into = "outbox (id, epoch, request, seq, person, kind, channel, dedup_key, state, attempts, due_at,
                    created_at)";
        self.sql.insert(into, rows, "ON CONFLICT (dedup_key) DO NOTHING").await
    }
}
