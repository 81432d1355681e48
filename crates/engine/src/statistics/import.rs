//! Figures of the time before the program, from a table in CSV: `unit,from_on,to_on,metric,value,reference`.

use baopi_persistence::{ImportedFigure, StoreError};
use baopi_workflow::statistics::{Metric, Span};
use baopi_workflow::{Organisation, PersonId};
use chrono::NaiveDate;

use crate::Engine;
use crate::error::EngineError;

/// The first line of such a table.
pub const COLUMNS: &str = "unit,from_on,to_on,metric,value,reference";
/// The most lines of one table.
const MAX_LINES: usize = 10_000;
/// The longest reference, in characters.
const MAX_REFERENCE: usize = 200;

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportFault {
    /// The first line does not name the columns.
    Header,
    /// It has not six fields.
    Fields,
    /// No unit has this code.
    Unit,
    /// A day cannot be read, or the last lies before the first.
    Days,
    /// No metric has this key.
    Metric,
    /// The value is no number.
    Value,
    /// The reference is missing or too long.
    Reference,
    /// Other days that overlap with these are given for the same unit and metric, so that some would count twice.
    Overlap,
    /// There are too many lines.
    TooMany,
}

impl ImportFault {
    /// The word in message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Fields => "fields",
            Self::Unit => "unit",
            Self::Days => "days",
            Self::Metric => "metric",
            Self::Value => "value",
            Self::Reference => "reference",
            Self::Overlap => "overlap",
            Self::TooMany => "too-many",
        }
    }
}

/// Why figures were not taken over; none of them was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Some lines cannot be read: the number of each from 1, and why.
    #[error("{} lines cannot be read", .0.len())]
    Lines(Vec<(usize, ImportFault)>),
    /// Something failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        Self::Engine(error.into())
    }
}

/// Reads such a table. A mark of the byte order before it, and blank lines in it, do not matter.
///
/// # Errors
///
/// Every line that cannot be read, with its number.
pub fn read_figures(
    text: &str,
    organisation: &Organisation,
) -> Result<Vec<ImportedFigure>, Vec<(usize, ImportFault)>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    if lines.next().is_none_or(|(_, line)| line.trim() != COLUMNS) {
        return Err(vec![(1, ImportFault::Header)]);
    }
    let (mut figures, mut faults) = (Vec::new(), Vec::new());
    for (number, line) in lines {
        match figure(line, organisation) {
            Ok(figure) => figures.push((number, figure)),
            Err(fault) => faults.push((number, fault)),
        }
    }
    if figures.len() > MAX_LINES {
        faults.push((MAX_LINES + 2, ImportFault::TooMany));
        figures.truncate(MAX_LINES);
    }
    let rows: Vec<_> = figures.iter().map(|(_, figure)| figure.clone()).collect();
    let overlapping = figures.iter().filter(|(_, figure)| overlaps(figure, &rows));
    faults.extend(overlapping.map(|(number, _)| (*number, ImportFault::Overlap)));
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

fn figure(line: &str, organisation: &Organisation) -> Result<ImportedFigure, ImportFault> {
    // The reference stands last and may hold commas.
    let fields: Vec<_> = line.splitn(6, ',').map(str::trim).collect();
    let [unit, from_on, to_on, metric, value, reference] = fields[..] else {
        return Err(ImportFault::Fields);
    };
    let day = |text: &str| text.parse::<NaiveDate>().map_err(|_| ImportFault::Days);
    let (from_on, to_on) = (day(from_on)?, day(to_on)?);
    if from_on > to_on {
        return Err(ImportFault::Days);
    }
    if reference.is_empty() || reference.chars().count() > MAX_REFERENCE {
        return Err(ImportFault::Reference);
    }
    Ok(ImportedFigure {
        unit: organisation.unit_of_code(unit).ok_or(ImportFault::Unit)?.id,
        metric: metric.parse::<Metric>().map_err(|_| ImportFault::Metric)?,
        from_on,
        to_on,
        value: u64::from(value.parse::<u32>().map_err(|_| ImportFault::Value)?),
        reference: reference.to_owned(),
    })
}

/// Whether days of the same unit and metric overlap with these, but for the very same ones, which are corrected.
fn overlaps(figure: &ImportedFigure, others: &[ImportedFigure]) -> bool {
    others.iter().any(|other| {
        (other.unit, other.metric) == (figure.unit, figure.metric)
            && (other.from_on, other.to_on) != (figure.from_on, figure.to_on)
            && other.from_on <= figure.to_on
            && figure.from_on <= other.to_on
    })
}

impl Engine {
    /// Takes over figures of the time before the program. What is given again for the same days is corrected, and the earlier
    /// figure stays on record.
    ///
    /// # Errors
    ///
    /// See [`ImportError`]; whichever it is, nothing was taken over.
    pub async fn import_figures(
        &self,
        by: Option<PersonId>,
        text: &str,
    ) -> Result<usize, ImportError> {
        let organisation = self.store().organisation().await?;
        let figures = read_figures(text, &organisation).map_err(ImportError::Lines)?;
        let days = figures.iter().map(|figure| figure.from_on).min();
        let last = figures.iter().map(|figure| figure.to_on).max();
        if let Some((from, to)) = days.zip(last) {
            let known = self.store().imported_figures(Span { from, to }).await?;
            let overlapping = figures.iter().any(|figure| overlaps(figure, &known));
            if overlapping {
                return Err(ImportError::Lines(vec![(1, ImportFault::Overlap)]));
            }
        }
        let (count, at) = (figures.len(), self.now());
        self.store()
            .write(move |txn| {
                let figures = figures.clone();
                Box::pin(async move {
                    txn.insert_imported_figures(&figures, (by, at)).await?;
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use baopi_workflow::organisation::Level;
    use baopi_workflow::{Unit, UnitId, UnitKind};
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

    fn read(lines: &str) -> Result<usize, Vec<(usize, ImportFault)>> {
        read_figures(&format!("{COLUMNS}\n{lines}"), &organisation()).map(|rows| rows.len())
    }

    #[test]
    fn a_table_is_read_with_or_without_a_mark_and_with_any_line_end() {
        let row = "U13,2025-07-01,2025-07-31,docs_downward,8,台账, 第3页";
        assert_eq!(read(row), Ok(1));
        let marked = format!("\u{feff}{COLUMNS}\r\n{row}\r\n\r\n");
        let rows = read_figures(&marked, &organisation()).unwrap();
        assert_eq!((rows[0].value, rows[0].reference.as_str()), (8, "台账, 第3页"));
    }

    #[test]
    fn every_line_that_cannot_be_read_is_named() {
        let faults = read(
            "U99,2025-07-01,2025-07-31,docs_downward,8,x\n\
             U13,2025-07-31,2025-07-01,docs_downward,8,x\n\
             U13,2025-07-01,2025-07-31,docs,8,x\n\
             U13,2025-07-01,2025-07-31,docs_downward,-8,x\n\
             U13,2025-07-01,2025-07-31,docs_downward,8, \n\
             U13,2025-07-01",
        )
        .unwrap_err();
        let expected = [
            (2, ImportFault::Unit),
            (3, ImportFault::Days),
            (4, ImportFault::Metric),
            (5, ImportFault::Value),
            (6, ImportFault::Reference),
            (7, ImportFault::Fields),
        ];
        assert_eq!(faults, expected);
        let empty = read_figures("unit;value", &organisation());
        assert_eq!(empty, Err(vec![(1, ImportFault::Header)]));
    }

    #[test]
    fn days_that_would_count_twice_are_refused_and_the_same_ones_are_corrected() {
        let month = "U13,2025-07-01,2025-07-31,docs_downward,8,x";
        let quarter = "U13,2025-07-01,2025-09-30,docs_downward,20,x";
        let faults = read(&format!("{month}\n{quarter}")).unwrap_err();
        assert_eq!(faults, [(2, ImportFault::Overlap), (3, ImportFault::Overlap)]);
        assert_eq!(read(&format!("{month}\n{month}")), Ok(2));
        let other = "U13,2025-07-01,2025-09-30,meetings,5,x";
        assert_eq!(read(&format!("{month}\n{other}")), Ok(2));
    }
}
