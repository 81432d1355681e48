//! The register of incoming documents (收文): entries, their numbers, their texts, and the steps in the system's chain.

use baopi_workflow::event::Event;
use baopi_workflow::incoming::{Incoming, IncomingNumber, IncomingState};
use baopi_workflow::{IncomingId, PersonId, SystemHappening, Timestamp, UnitId, canonical};
use uuid::Uuid;

use crate::column::{Bind, Row, json, values};
use crate::error::StoreError;
use crate::page::{Cursor, Page, asked, page};
use crate::store::Store;
use crate::txn::Txn;

/// Which incoming documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IncomingFilter {
    /// In the register of this office, or handled or read by this person.
    pub sight: Option<(UnitId, PersonId)>,
    /// Those that this person handles or reads.
    pub person: Option<PersonId>,
    /// Those that stand so.
    pub state: Option<IncomingState>,
}

/// A step as the record has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingEvent {
    /// Its place in the system's chain.
    pub seq: u64,
    /// The instant at which it happened.
    pub at: Timestamp,
    /// The person who acts.
    pub actor: Option<PersonId>,
    /// What.
    pub what: SystemHappening,
}

const LIST: &str = "incoming";
const MINE: &str = "incoming-mine";

type Key = (Timestamp, IncomingId);

impl Txn {
    /// Writes a document down that was received, with its text.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for an unknown unit or a file that is not kept.
    pub async fn insert_incoming(
        &mut self,
        document: &Incoming,
        text: Option<&str>,
    ) -> Result<(), StoreError> {
        let row = columns(document);
        let into = "incoming (id, unit, state, version, received_at, year, sequence, late, entry)";
        self.sql.insert(into, vec![row], "").await?;
        if let Some((kept, text)) = document.text.as_ref().zip(text) {
            let file = kept.file.as_ref().map(|file| file.sha256);
            let row = values![document.id, kept.sha256, file, text];
            self.sql.insert("incoming_text (incoming, sha256, file, text)", vec![row], "").await?;
        }
        Ok(())
    }

    /// The document, which nobody else changes before this transaction ends.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn lock_incoming(&mut self, id: IncomingId) -> Result<Option<Incoming>, StoreError> {
        let find = format!("SELECT entry FROM incoming WHERE id = $1{}", self.sql.for_update());
        let row = self.sql.one(&find, values![id]).await?;
        row.map(|row| row.json("entry")).transpose()
    }

    /// Writes down how a document stands after a step.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for anything but the next version.
    pub async fn save_incoming(&mut self, document: &Incoming) -> Result<(), StoreError> {
        let update = "UPDATE incoming SET unit = $2, state = $3, version = $4, received_at = $5, year = $6, sequence = $7,
                      late = $8, entry = $9 WHERE id = $1";
        self.sql.execute(update, columns(document)).await?;
        let received_at = document.fields.received_at;
        let involved = document.involved().into_iter();
        let rows = involved.map(|person| values![document.id, person, received_at]).collect();
        let into = "incoming_person (incoming, person, received_at)";
        self.sql.insert(into, rows, "ON CONFLICT (incoming, person) DO NOTHING").await
    }

    /// Takes the next number of a register. It is used by this transaction or by none.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be taken.
    pub async fn take_incoming_number(
        &mut self,
        unit: UnitId,
        year: i32,
    ) -> Result<IncomingNumber, StoreError> {
        let begin = vec![values![unit, year, 0_u32]];
        let into = "incoming_counter (unit, year, last_sequence)";
        self.sql.insert(into, begin, "ON CONFLICT (unit, year) DO NOTHING").await?;
        let advance = "UPDATE incoming_counter SET last_sequence = last_sequence + 1 WHERE unit = $1 AND year = $2";
        self.sql.execute(advance, values![unit, year]).await?;
        let find = "SELECT last_sequence FROM incoming_counter WHERE unit = $1 AND year = $2";
        let row = self.sql.one(find, values![unit, year]).await?;
        let sequence = row.map_or(Ok(0), |row| row.get("last_sequence"))?;
        Ok(IncomingNumber { year, sequence })
    }

    /// Says which entry of the system's chain a version of a document comes from.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn insert_incoming_step(
        &mut self,
        document: &Incoming,
        seq: u64,
    ) -> Result<(), StoreError> {
        let row = values![document.id, document.version, seq];
        self.sql.insert("incoming_step (incoming, version, seq)", vec![row], "").await
    }
}

impl Store {
    /// The document.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn find_incoming(&self, id: IncomingId) -> Result<Option<Incoming>, StoreError> {
        let find = "SELECT entry FROM incoming WHERE id = $1";
        let row = self.reading().one(find, values![id]).await?;
        row.map(|row| row.json("entry")).transpose()
    }

    /// The text of a document.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn incoming_text(&self, id: IncomingId) -> Result<Option<String>, StoreError> {
        let find = "SELECT text FROM incoming_text WHERE incoming = $1";
        let row = self.reading().one(find, values![id]).await?;
        row.map(|row| row.get("text")).transpose()
    }

    /// What happened to a document, the oldest step first.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn incoming_steps(&self, id: IncomingId) -> Result<Vec<IncomingEvent>, StoreError> {
        let list = "SELECT e.canon FROM incoming_step s JOIN system_event e ON e.seq = s.seq
                    WHERE s.incoming = $1 ORDER BY s.version";
        let rows = self.reading().all(list, values![id]).await?;
        rows.iter().map(read_step).collect()
    }

    /// Documents, those received last first.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or [`StoreError`] if they cannot be read.
    pub async fn incoming(
        &self,
        filter: IncomingFilter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<Incoming>, StoreError> {
        let IncomingFilter { sight, person, state } = filter;
        let (name, from, at, id) = match person {
            Some(_) => (
                MINE,
                "incoming_person p JOIN incoming i ON i.id = p.incoming",
                "p.received_at",
                "p.incoming",
            ),
            None => (LIST, "incoming i", "i.received_at", "i.id"),
        };
        let last: Key = (Timestamp(i64::MAX), IncomingId(Uuid::max()));
        let begin = after.map_or(Ok(last), |cursor| cursor.read(name))?;
        let mut values = values![begin.0, begin.1, asked(limit)];
        let mut only = String::new();
        for (column, value) in [
            ("p.person", person.map(|person| person.bind())),
            ("i.state", state.map(|state| state.key().bind())),
        ] {
            if let Some(value) = value {
                values.push(value);
                only = format!("{only} AND {column} = ${}", values.len());
            }
        }
        if let Some((unit, person)) = sight {
            values.push(unit.bind());
            values.push(person.bind());
            let (unit, person) = (values.len() - 1, values.len());
            only = format!(
                "{only} AND (i.unit = ${unit} OR i.id IN (SELECT p.incoming FROM incoming_person p WHERE p.person = ${person}))"
            );
        }
        let list = format!(
            "SELECT i.entry FROM {from} WHERE ({at}, {id}) < ($1, $2){only} ORDER BY {at} DESC, {id} DESC LIMIT $3"
        );
        let rows = self.reading().all(&list, values).await?;
        let items =
            rows.iter().map(|row| row.json("entry")).collect::<Result<Vec<Incoming>, _>>()?;
        Ok(page(items, limit, name, |document| (document.fields.received_at, document.id)))
    }

    /// How many documents a register has for a year, and how many of them were registered late.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn incoming_punctuality(
        &self,
        unit: UnitId,
        year: i32,
    ) -> Result<(u32, u32), StoreError> {
        let count = "SELECT
            (SELECT last_sequence FROM incoming_counter WHERE unit = $1 AND year = $2) AS registered,
            (SELECT COUNT(*) FROM incoming WHERE unit = $1 AND year = $2 AND late = 1) AS late";
        let row = self.reading().one(count, values![unit, year]).await?;
        let Some(row) = row else { return Ok((0, 0)) };
        Ok((row.find("registered")?.unwrap_or(0), row.get("late")?))
    }
}

fn columns(document: &Incoming) -> Vec<sea_orm::Value> {
    let Incoming { id, unit, state, version, fields, number, .. } = document;
    values![
        *id,
        *unit,
        state.key(),
        *version,
        fields.received_at,
        number.map(|number| number.year),
        number.map(|number| number.sequence),
        document.is_late().map(u32::from),
        json(document)
    ]
}

fn read_step(row: &Row) -> Result<IncomingEvent, StoreError> {
    let canon: Vec<u8> = row.get("canon")?;
    let event: Event<SystemHappening> =
        canonical::read(&canon).map_err(|error| StoreError::unreadable("canon", error))?;
    let Event { seq, at, actor, what, .. } = event;
    Ok(IncomingEvent { seq, at, actor, what })
}
