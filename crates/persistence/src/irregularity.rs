//! What was found past the approval (违规线索), and how far its clearing up has come.

use baopi_workflow::statistics::{FoundBy, IrregularityKind, IrregularityState, Remedy, Span};
use baopi_workflow::{PersonId, Timestamp, UnitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::column::{Bind, Row, values, word};
use crate::error::StoreError;
use crate::page::{Cursor, Page, asked, page};
use crate::store::Store;
use crate::txn::Txn;

/// Something that was found past the approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IrregularityRow {
    /// Identifier.
    pub id: Uuid,
    /// What kind.
    pub kind: IrregularityKind,
    /// How it became known.
    pub found_by: FoundBy,
    /// Whose doing.
    pub unit: UnitId,
    /// When it happened.
    pub day: NaiveDate,
    /// What was seen.
    pub evidence: String,
    /// How far it has come.
    pub state: IrregularityState,
    /// The number of its steps, the report included.
    pub steps: u32,
    /// Who reported it.
    pub by: PersonId,
    /// When it was reported.
    pub at: Timestamp,
}

/// A step of its clearing up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IrregularityStep {
    /// Where it leads.
    pub state: IrregularityState,
    /// What is done about it.
    pub remedy: Option<Remedy>,
    /// What was said.
    pub opinion: String,
    /// The person who did it.
    pub by: PersonId,
    /// The instant at which it happened.
    pub at: Timestamp,
}

const IRREGULARITIES: &str = "irregularities";

impl Store {
    /// What was found, the last reported first; of one unit, or what one person reported, where that is said.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or [`StoreError`] if it cannot be read.
    pub async fn irregularities(
        &self,
        reported_by: Option<PersonId>,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<IrregularityRow>, StoreError> {
        let last = (Timestamp(i64::MAX), Uuid::max());
        let (at, id) = after.map_or(Ok(last), |cursor| cursor.read(IRREGULARITIES))?;
        let mut values = values![at, id, asked(limit)];
        let mut only = "";
        if let Some(person) = reported_by {
            values.push(person.bind());
            only = " AND by_person = $4";
        }
        let list = format!(
            "SELECT * FROM irregularity WHERE (at, id) < ($1, $2){only} ORDER BY at DESC, id DESC LIMIT $3"
        );
        let rows = self.reading().all(&list, values).await?;
        let items = rows.iter().map(irregularity).collect::<Result<_, _>>()?;
        Ok(page(items, limit, IRREGULARITIES, |row: &IrregularityRow| (row.at, row.id)))
    }

    /// How many count that happened on these days, by kind and unit.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn irregularity_counts(
        &self,
        span: Span,
    ) -> Result<Vec<(IrregularityKind, UnitId, u64)>, StoreError> {
        let list = "SELECT kind, unit, COUNT(*) AS n FROM irregularity
                    WHERE day BETWEEN $1 AND $2 AND state IN ('verified', 'rectified')
                    GROUP BY kind, unit ORDER BY kind, unit";
        let rows = self.reading().all(list, values![span.from, span.to]).await?;
        rows.iter().map(|row| Ok((row.word("kind")?, row.get("unit")?, row.get("n")?))).collect()
    }
}

impl Txn {
    /// Writes down what was reported.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for an unknown unit.
    pub async fn insert_irregularity(&mut self, found: &IrregularityRow) -> Result<(), StoreError> {
        let IrregularityRow { id, kind, found_by, unit, day, evidence, state, steps, by, at } =
            found;
        let (kind, found_by, state) = (kind.key(), found_by.key(), state.key());
        let row = values![*id, kind, found_by, *unit, *day, *evidence, state, *steps, *by, *at];
        let into =
            "irregularity (id, kind, found_by, unit, day, evidence, state, steps, by_person, at)";
        self.sql.insert(into, vec![row], "").await?;
        let first = IrregularityStep {
            state: IrregularityState::Reported,
            remedy: None,
            opinion: String::new(),
            by: *by,
            at: *at,
        };
        self.insert_step(*id, 1, &first).await
    }

    /// What was found. Nobody else can move it before this transaction ends.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn lock_irregularity(
        &mut self,
        id: Uuid,
    ) -> Result<Option<IrregularityRow>, StoreError> {
        let find = format!("SELECT * FROM irregularity WHERE id = $1{}", self.sql.for_update());
        self.sql.one(&find, values![id]).await?.as_ref().map(irregularity).transpose()
    }

    /// Moves it on by a step.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for a step that does not follow.
    pub async fn move_irregularity(
        &mut self,
        found: &IrregularityRow,
        step: &IrregularityStep,
    ) -> Result<(), StoreError> {
        let number = found.steps + 1;
        self.insert_step(found.id, number, step).await?;
        let on = "UPDATE irregularity SET state = $2, steps = $3 WHERE id = $1";
        self.sql.execute(on, values![found.id, step.state.key(), number]).await.map(|_| ())
    }

    async fn insert_step(
        &mut self,
        id: Uuid,
        number: u32,
        step: &IrregularityStep,
    ) -> Result<(), StoreError> {
        let IrregularityStep { state, remedy, opinion, by, at } = step;
        let remedy = remedy.map(|remedy| word(&remedy));
        let row = values![id, number, state.key(), remedy, *opinion, *by, *at];
        let into = "irregularity_step (irregularity, step, state, remedy, opinion, by_person, at)";
        self.sql.insert(into, vec![row], "").await
    }
}

fn irregularity(row: &Row) -> Result<IrregularityRow, StoreError> {
    Ok(IrregularityRow {
        id: row.get("id")?,
        kind: row.word("kind")?,
        found_by: row.word("found_by")?,
        unit: row.get("unit")?,
        day: row.get("day")?,
        evidence: row.get("evidence")?,
        state: row.word("state")?,
        steps: row.get("steps")?,
        by: row.get("by_person")?,
        at: row.get("at")?,
    })
}
