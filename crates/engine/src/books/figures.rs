//! Figures of the time before the program, from a table.

use std::collections::BTreeMap;
use std::sync::Arc;

use baopi_persistence::{ImportedFigure, StoreError};
use baopi_workflow::book::{FieldFault, Wrong};
use baopi_workflow::statistics::{Metric, Span};
use baopi_workflow::{PersonId, UnitId};

use super::cells::{Cells, Line, LineFault, read_lines};
use super::table::{MAX_TABLE_ROWS, Table};
use super::{BookError, BookRefusal};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::office::identity::Viewer;
use crate::right::Right;

/// The longest word on where a figure comes from, in characters.
const MAX_SOURCE: u32 = 200;

/// Figures with the lines in which they stand, by what they are about.
type Known = BTreeMap<(UnitId, Metric), Vec<(u64, ImportedFigure)>>;

impl Line for ImportedFigure {
    const COLUMNS: &'static [&'static str] =
        &["unit", "from_on", "to_on", "metric", "value", "source"];
    const KEY: &'static [&'static str] = &["unit", "metric"];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let unit = cells.unit("unit");
        let from_on = cells.needed("from_on", Cells::date);
        let to_on = cells.needed("to_on", Cells::date);
        let metric = cells.needed("metric", Cells::word);
        let value = cells.needed("value", Cells::number::<u32>);
        let reference = cells.text("source").to_owned();
        if reference.is_empty() {
            cells.fault("source", Wrong::Missing);
        } else if reference.chars().count() > MAX_SOURCE as usize {
            cells.fault("source", Wrong::TooLong { most: MAX_SOURCE });
        }
        let (from_on, to_on) = (from_on?, to_on?);
        if from_on > to_on {
            cells.fault("to_on", Wrong::Unreadable);
            return None;
        }
        let value = u64::from(value?);
        Some(Self { unit: unit?, metric: metric?, from_on, to_on, value, reference })
    }

    fn together(lines: &[(u64, Self)]) -> Vec<LineFault> {
        overlapping(lines, &[])
    }
}

/// The lines whose days overlap with others of the same unit and metric, but for the very same days, which are corrected.
fn overlapping(figures: &[(u64, ImportedFigure)], known: &[ImportedFigure]) -> Vec<LineFault> {
    let mut others: Known = BTreeMap::new();
    let known = known.iter().map(|figure| (0, figure.clone()));
    for (line, figure) in figures.iter().cloned().chain(known) {
        others.entry((figure.unit, figure.metric)).or_default().push((line, figure));
    }
    let overlaps = |figure: &ImportedFigure| {
        let same = others.get(&(figure.unit, figure.metric)).map_or(&[][..], Vec::as_slice);
        same.iter().any(|(_, other)| {
            (other.from_on, other.to_on) != (figure.from_on, figure.to_on)
                && other.from_on <= figure.to_on
                && figure.from_on <= other.to_on
        })
    };
    let wrong = figures.iter().filter(|(_, figure)| overlaps(figure));
    let fault = FieldFault::new("from_on", Wrong::Overlaps);
    wrong.map(|(line, _)| LineFault { line: *line, fault: fault.clone() }).collect()
}

/// The days from the first to the last that figures cover.
fn days(figures: &[(u64, ImportedFigure)]) -> Option<Span> {
    let from = figures.iter().map(|(_, figure)| figure.from_on).min()?;
    let to = figures.iter().map(|(_, figure)| figure.to_on).max()?;
    Some(Span { from, to })
}

impl Engine {
    /// Takes over figures of the time before the program, and says how many. What is given again for the same days is
    /// corrected, and the earlier figure stays on record. Without a person it is the program's own keeper who does it.
    ///
    /// # Errors
    ///
    /// [`BookRefusal::NotYours`] for whoever is no administrator; [`BookRefusal::Lines`] with every line and field that cannot
    /// be taken. Whichever it is, nothing was taken over.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn import_figures(
        &self,
        by: Option<PersonId>,
        table: &Table,
    ) -> Result<usize, BookError> {
        let organisation = self.store().organisation().await?;
        if by.is_some_and(|person| !organisation.administers(person)) {
            return Err(BookRefusal::NotYours.into());
        }
        if table.rows.len() > MAX_TABLE_ROWS {
            return Err(BookRefusal::TooManyLines { most: MAX_TABLE_ROWS }.into());
        }
        let at = self.now();
        let known = ImportedFigure::COLUMNS;
        let (figures, mut faults) = read_lines(table, known, &organisation, at);
        if let Some(days) = days(&figures).filter(|_| faults.is_empty()) {
            faults = overlapping(&figures, &self.store().imported_figures(days).await?);
        }
        if !faults.is_empty() {
            return Err(BookRefusal::Lines(faults).into());
        }
        let figures: Arc<Vec<_>> = Arc::new(figures.into_iter().map(|(_, row)| row).collect());
        let count = figures.len();
        self.store()
            .write(move |txn| {
                let figures = Arc::clone(&figures);
                Box::pin(async move {
                    txn.insert_imported_figures(&figures, (by, at)).await?;
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
        Ok(count)
    }

    /// The figures of these days that were taken over, each in its last revision and with where it comes from; the latest
    /// days first. Nothing for whoever takes none over.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if they cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn imported_figures(
        &self,
        viewer: &Viewer,
        span: Span,
    ) -> Result<Option<Vec<ImportedFigure>>, EngineError> {
        if !viewer.may(Right::ImportFigures) {
            return Ok(None);
        }
        let mut figures = self.store().imported_figures(span).await?;
        figures.sort_by_key(|figure| std::cmp::Reverse((figure.from_on, figure.to_on)));
        Ok(Some(figures))
    }
}

#[cfg(test)]
mod tests {
    use baopi_workflow::organisation::Level;
    use baopi_workflow::{Organisation, Timestamp, Unit, UnitKind};
    use uuid::Uuid;

    use super::*;

    fn organisation() -> Organisation {
        let unit = Unit {
            id: UnitId(Uuid::from_u128(1)),
            code: "U13".to_owned(),
            name: "农业农村局".to_owned(),
            short_name: "农业农村局".to_owned(),
            kind: UnitKind::Department,
            level: Level::District,
            parent: None,
            office: None,
            host: None,
            series: Vec::new(),
            active: true,
        };
        Organisation::new([unit], [], Vec::new())
    }

    fn read(lines: &str) -> Result<usize, Vec<String>> {
        let head = ImportedFigure::COLUMNS.join(",");
        let table = Table::read(format!("{head}\n{lines}").as_bytes()).unwrap();
        let (figures, faults) = read_lines::<ImportedFigure>(
            &table,
            ImportedFigure::COLUMNS,
            &organisation(),
            Timestamp(0),
        );
        let said = |LineFault { line, fault }: &LineFault| {
            format!("{line} {} {}", fault.field, fault.wrong.code())
        };
        if faults.is_empty() { Ok(figures.len()) } else { Err(faults.iter().map(said).collect()) }
    }

    #[test]
    fn every_line_and_field_that_cannot_be_read_is_named() {
        assert_eq!(read("U13,2025-07-01,2025/7/31,docs_downward,8,\"台账, 第3页\""), Ok(1));
        let faults = read(
            "U99,2025-07-01,2025-07-31,docs_downward,8,x\n\
             U13,2025-07-31,2025-07-01,docs_downward,8,x\n\
             农业农村局,2025-07-01,2025-07-31,docs,8,x\n\
             U13,2025-07-01,2025-07-31,docs_downward,-8,x\n\
             U13,2025-07-01,2025-07-31,docs_downward,8, \n\
             U13,2025-07-01",
        );
        let expected = [
            "2 unit unknown",
            "3 to_on unreadable",
            "4 metric unreadable",
            "5 value unreadable",
            "6 source missing",
            "7 to_on missing",
            "7 metric missing",
            "7 value missing",
            "7 source missing",
        ];
        assert_eq!(faults, Err(expected.map(str::to_owned).into()));
    }

    #[test]
    fn days_that_would_count_twice_are_refused_and_the_same_ones_are_corrected() {
        let month = "U13,2025-07-01,2025-07-31,docs_downward,8,x";
        let quarter = "U13,2025-07-01,2025-09-30,docs_downward,20,x";
        let faults = read(&format!("{month}\n{quarter}")).unwrap_err();
        assert_eq!(faults, ["2 from_on overlaps", "3 from_on overlaps"]);
        assert_eq!(read(&format!("{month}\n{month}")), Ok(2));
        let other = "U13,2025-07-01,2025-09-30,meetings,5,x";
        assert_eq!(read(&format!("{month}\n{other}")), Ok(2));
    }
}
