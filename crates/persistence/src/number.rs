//! Numbers: their counters, what became of each, and those of registers that were kept on paper.

use baopi_workflow::number::{NumberState, PaperEntry, SeriesReport, report};
use baopi_workflow::{DocNumber, PersonId, Timestamp, UnitId};
use serde::{Deserialize, Serialize};

use crate::column::{Bind, Row, values, word};
use crate::connection::Connection;
use crate::error::StoreError;
use crate::page::asked;
use crate::register::{IMPORTED_COLUMNS, NUMBERED_COLUMNS};
use crate::register::{Origin, RegisterFilter, RegisterRow, imported_row, number, register_row};
use crate::store::Store;
use crate::txn::Txn;

/// Which counters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CounterFilter {
    /// Of this series.
    pub series: Option<String>,
    /// Of this year.
    pub year: Option<i32>,
    /// Of this year and later ones.
    pub since: Option<i32>,
}

/// A number that was given up, with the two people that it took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidRow {
    /// The number.
    pub number: DocNumber,
    /// Why it was given up.
    pub reason: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Who proposed it; for a number from paper, who took the register over.
    pub proposed_by: Option<PersonId>,
    /// Who agreed to it; nobody that is known for a number from paper.
    pub confirmed_by: Option<PersonId>,
    /// When it was given up, or taken over as given up.
    pub at: Timestamp,
}

const COUNTERS: &str = "SELECT c.series, c.year, c.last_sequence FROM number_counter c WHERE TRUE";
/// With the counter in the same statement, which sees one moment: a number that is taken meanwhile comes with its counter.
const TAKEN: &str = "SELECT t.sequence, t.state, COALESCE(
        (SELECT c.last_sequence FROM number_counter c WHERE c.series = $1 AND c.year = $2), 0) AS last_sequence
    FROM (SELECT sequence, state FROM number_entry WHERE series = $1 AND year = $2
          UNION ALL SELECT sequence, state FROM number_imported WHERE series = $1 AND year = $2) t";
/// Series and years with numbers of which no counter knows.
const UNCOUNTED: &str = "SELECT DISTINCT t.series, t.year FROM
    (SELECT series, year FROM number_entry UNION ALL SELECT series, year FROM number_imported) t
    WHERE NOT EXISTS (SELECT 1 FROM number_counter c WHERE c.series = t.series AND c.year = t.year)";
/// Up to where a counter stands there are as many numbers as it says, or some are missing: the key on every number that is taken
/// lets none stand in both tables.
const GAPS: &str = "FROM number_counter c WHERE c.last_sequence <>
        (SELECT COUNT(*) FROM number_entry n WHERE n.series = c.series AND n.year = c.year
             AND n.sequence BETWEEN 1 AND c.last_sequence)
      + (SELECT COUNT(*) FROM number_imported i WHERE i.series = c.series AND i.year = c.year
             AND i.sequence BETWEEN 1 AND c.last_sequence)";

impl Txn {
    /// As [`Store::find_number`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn find_number(
        &mut self,
        number: &DocNumber,
    ) -> Result<Option<RegisterRow>, StoreError> {
        find(&mut self.sql, number).await
    }
}

impl Store {
    /// Accounts for every number of the series and years that are asked for, in their order.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn number_reports(
        &self,
        filter: CounterFilter,
    ) -> Result<Vec<SeriesReport>, StoreError> {
        let mut sql = self.reading();
        let (only, values) = filter.conditions("c");
        let counters = sql.all(&format!("{COUNTERS}{only}"), values).await?;
        let mut wanted = counters.iter().map(counter).collect::<Result<Vec<_>, _>>()?;
        let (only, values) = filter.conditions("t");
        let uncounted = sql.all(&format!("{UNCOUNTED}{only}"), values).await?;
        for row in &uncounted {
            wanted.push((row.get("series")?, row.get("year")?, 0));
        }
        wanted.sort_unstable();
        let mut reports = Vec::with_capacity(wanted.len());
        for (series, year, last) in wanted {
            let rows = sql.all(TAKEN, values![series, year]).await?;
            let last = rows.first().map_or(Ok(last), |row| row.get("last_sequence"))?;
            let filed = rows.iter().map(filed).collect::<Result<_, _>>()?;
            reports.push(report((&series, year), last, filed));
        }
        Ok(reports)
    }

    /// The series and years since this year whose numbers do not all stand in the register: the short answer, for a page.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn counters_with_gaps(&self, since: i32) -> Result<Vec<(String, i32)>, StoreError> {
        let list = format!(
            "SELECT c.series, c.year {GAPS} AND c.year >= $1 ORDER BY c.year DESC, c.series LIMIT $2"
        );
        let rows = self.reading().all(&list, values![since, asked(crate::MAX_PAGE)]).await?;
        rows.iter().map(|row| Ok((row.get("series")?, row.get("year")?))).collect()
    }

    /// What stands in the register under a number.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn find_number(&self, number: &DocNumber) -> Result<Option<RegisterRow>, StoreError> {
        find(&mut self.reading(), number).await
    }

    /// The numbers that were given up, the last one first, at most [`MAX_PAGE`](crate::MAX_PAGE).
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn voids(&self, filter: RegisterFilter) -> Result<Vec<VoidRow>, StoreError> {
        let mut sql = self.reading();
        let (mut voids, limit) = (Vec::new(), asked(crate::MAX_PAGE) - 1);
        let (only, mut values) = filter.conditions(1);
        values.insert(0, limit.bind());
        let list = format!(
            "SELECT n.series, n.year, n.sequence, n.void_reason, e.actor AS confirmed_by, e.at,
                 (SELECT p.actor FROM event p WHERE p.request = n.request AND p.type = 'proposed' AND p.seq < e.seq
                  ORDER BY p.seq DESC LIMIT 1) AS proposed_by
             FROM number_entry n
             LEFT JOIN event e ON e.request = n.request AND e.type = 'voided'
             WHERE n.state = 'void'{only}
             ORDER BY n.taken_at DESC, n.series DESC, n.year DESC, n.sequence DESC LIMIT $1"
        );
        for row in &sql.all(&list, values.clone()).await? {
            voids.push(given_up(row, Origin::Numbered)?);
        }
        let list = format!(
            "SELECT n.series, n.year, n.sequence, n.void_reason, n.imported_by AS proposed_by, n.imported_at AS at
             FROM number_imported n WHERE n.state = 'void'{only}
             ORDER BY n.imported_at DESC, n.series DESC, n.year DESC, n.sequence DESC LIMIT $1"
        );
        for row in &sql.all(&list, values).await? {
            voids.push(given_up(row, Origin::Imported)?);
        }
        voids.sort_by(|a, b| (b.at, &b.number).cmp(&(a.at, &a.number)));
        voids.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(voids)
    }

    /// The entries that came with one import, in the order of their numbers.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn imported_with(&self, seq: u64) -> Result<Vec<PaperEntry>, StoreError> {
        let list = "SELECT series, year, sequence, state, title, unit, doc_date, void_reason FROM number_imported
                    WHERE seq = $1 ORDER BY series, year, sequence";
        let rows = self.reading().all(list, values![seq]).await?;
        rows.iter().map(paper_entry).collect()
    }

    /// How many numbers were taken over from paper in all.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be counted.
    pub async fn count_imported(&self) -> Result<u64, StoreError> {
        let row =
            self.reading().one("SELECT COUNT(*) AS n FROM number_imported", values![]).await?;
        row.map_or(Ok(0), |row| row.get("n"))
    }
}

impl CounterFilter {
    /// What narrows a list, and its values from `$1` on.
    fn conditions(&self, table: &str) -> (String, Vec<sea_orm::Value>) {
        let (mut only, mut values) = (String::new(), Vec::new());
        let wanted = [
            ("series =", self.series.as_ref().map(Bind::bind)),
            ("year =", self.year.map(|year| year.bind())),
            ("year >=", self.since.map(|year| year.bind())),
        ];
        for (condition, value) in wanted {
            if let Some(value) = value {
                values.push(value);
                only = format!("{only} AND {table}.{condition} ${}", values.len());
            }
        }
        (only, values)
    }
}

impl Txn {
    /// The last number taken in a series and year, 0 if none was. Nobody else can take one before this transaction ends.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn last_number(&mut self, series: &str, year: i32) -> Result<u32, StoreError> {
        let begin = vec![values![series, year, 0_u32]];
        self.sql
            .insert(
                "number_counter (series, year, last_sequence)",
                begin,
                "ON CONFLICT (series, year) DO NOTHING",
            )
            .await?;
        let find = format!(
            "SELECT last_sequence FROM number_counter WHERE series = $1 AND year = $2{}",
            self.sql.for_update()
        );
        let row = self.sql.one(&find, values![series, year]).await?;
        row.map_or(Ok(0), |row| row.get("last_sequence"))
    }

    /// The numbers of a series and year that are in use or given up: those that the program gave, and those from paper. The
    /// counter is locked as by [`Self::last_number`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn numbers_taken(
        &mut self,
        series: &str,
        year: i32,
    ) -> Result<(Vec<u32>, Vec<u32>), StoreError> {
        self.last_number(series, year).await?;
        let mut taken = [Vec::new(), Vec::new()];
        for (table, list) in ["number_entry", "number_imported"].iter().zip(&mut taken) {
            let find = format!(
                "SELECT sequence FROM {table} WHERE series = $1 AND year = $2 ORDER BY sequence"
            );
            for row in &self.sql.all(&find, values![series, year]).await? {
                list.push(row.get("sequence")?);
            }
        }
        let [here, paper] = taken;
        Ok((here, paper))
    }

    /// Writes the entries of a paper register, which come with the entry `seq` of the system's chain, and moves the counters
    /// to the highest of them.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if a number is taken already, [`StoreError::Refused`] if the database finds what must never be
    /// stored.
    pub async fn insert_imported(
        &mut self,
        entries: &[PaperEntry],
        seq: u64,
        (by, at): (PersonId, Timestamp),
    ) -> Result<(), StoreError> {
        let rows = entries.iter().map(|entry| {
            let PaperEntry { number, state, title, unit, doc_date, void_reason } = entry;
            let DocNumber { series, year, sequence } = number;
            let state = word(state);
            values![
                *series,
                *year,
                *sequence,
                state,
                *title,
                *unit,
                *doc_date,
                *void_reason,
                seq,
                by,
                at
            ]
        });
        let into = "number_imported (series, year, sequence, state, title, unit, doc_date, void_reason, seq,
                    imported_by, imported_at)";
        self.sql.insert(into, rows.collect(), "").await?;
        let mut highest: Vec<&DocNumber> = entries.iter().map(|entry| &entry.number).collect();
        highest.sort_by(|a, b| b.cmp(a));
        highest.dedup_by(|a, b| (&a.series, a.year) == (&b.series, b.year));
        for DocNumber { series, year, sequence } in highest {
            let move_on = "UPDATE number_counter SET last_sequence = $3
                           WHERE series = $1 AND year = $2 AND last_sequence < $3";
            self.sql.execute(move_on, values![*series, *year, *sequence]).await?;
        }
        Ok(())
    }
}

fn counter(row: &Row) -> Result<(String, i32, u32), StoreError> {
    Ok((row.get("series")?, row.get("year")?, row.get("last_sequence")?))
}

fn filed(row: &Row) -> Result<(u32, NumberState), StoreError> {
    Ok((row.get("sequence")?, row.word("state")?))
}

fn given_up(row: &Row, origin: Origin) -> Result<VoidRow, StoreError> {
    let confirmed_by = if origin == Origin::Numbered { row.find("confirmed_by")? } else { None };
    Ok(VoidRow {
        number: number(row)?,
        reason: row.find("void_reason")?.unwrap_or_default(),
        origin,
        proposed_by: row.find("proposed_by")?,
        confirmed_by,
        at: row.find("at")?.unwrap_or(Timestamp(0)),
    })
}

fn paper_entry(row: &Row) -> Result<PaperEntry, StoreError> {
    Ok(PaperEntry {
        number: number(row)?,
        state: row.word("state")?,
        title: row.get("title")?,
        unit: row.get::<UnitId>("unit")?,
        doc_date: row.find("doc_date")?,
        void_reason: row.find("void_reason")?,
    })
}

async fn find(sql: &mut Connection, number: &DocNumber) -> Result<Option<RegisterRow>, StoreError> {
    let DocNumber { series, year, sequence } = number;
    let this = "series = $1 AND n.year = $2 AND n.sequence = $3";
    let key = || values![*series, *year, *sequence];
    let find = format!("{NUMBERED_COLUMNS} WHERE n.{this}");
    if let Some(row) = sql.one(&find, key()).await? {
        return Ok(Some(register_row(&row)?));
    }
    let find = format!("{IMPORTED_COLUMNS} WHERE n.{this}");
    sql.one(&find, key()).await?.as_ref().map(imported_row).transpose()
}
