//! The register of document numbers, whether every one of them is accounted for, and the check of a single one.

mod check;

pub(crate) use check::show as check;

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::{
    Fate, MAX_PAGE, Origin, Page, PerformError, RegisterFilter, RegisterRow, Table, VoidRow,
};
use baopi_messages::Args;
use baopi_workflow::PersonId;
use serde::Deserialize;

use crate::door::address;
use crate::door::session::encoded_pair;
use crate::door::sheet::{Wanted, download};
use crate::present::fault::PageError;
use crate::present::form::choice::Choice;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

/// So many numbers stand on one page.
const ROWS: u32 = 50;
/// So many numbers are exported at most; a year of a series has fewer.
const EXPORTED: usize = 20_000;
/// The first year that the filter offers.
const FIRST_YEAR: i32 = 2026;

#[derive(Debug, Clone)]
pub(crate) struct NumberView {
    pub(crate) number: String,
    pub(crate) title: String,
    /// Where the document is, for whoever may see it; nowhere for a number from paper.
    pub(crate) href: Option<String>,
    /// What is unusual about it: its tone and its word.
    pub(crate) marks: Vec<(&'static str, String)>,
    pub(crate) unit: String,
    pub(crate) doc_date: String,
    /// Empty before; nothing where nobody knows, because it was issued on paper.
    pub(crate) issued_on: Option<String>,
}

/// A number that was given up.
#[derive(Debug, Clone)]
pub(crate) struct VoidView {
    pub(crate) number: String,
    pub(crate) reason: String,
    pub(crate) proposed_by: String,
    pub(crate) confirmed_by: String,
    pub(crate) at: String,
}

/// What the register is narrowed to, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct FilterForm {
    #[serde(default)]
    pub(crate) year: String,
    #[serde(default)]
    pub(crate) series: String,
    #[serde(default)]
    pub(crate) unit: String,
    pub(crate) after: Option<String>,
    #[serde(default)]
    pub(crate) format: Wanted,
}

impl FilterForm {
    /// The filter, unless a field of it cannot be read.
    fn filter(&self) -> Option<RegisterFilter> {
        let year = (!self.year.is_empty()).then(|| self.year.parse().ok());
        let unit = (!self.unit.is_empty()).then(|| self.unit.parse().ok());
        let series = Some(self.series.clone()).filter(|series| !series.is_empty());
        match (year, unit) {
            (Some(None), _) | (_, Some(None)) => None,
            (year, unit) => {
                Some(RegisterFilter { series, year: year.flatten(), unit: unit.flatten() })
            }
        }
    }

    fn is_empty(&self) -> bool {
        self.year.is_empty() && self.series.is_empty() && self.unit.is_empty()
    }
}

#[derive(Template)]
#[template(path = "number/register.html")]
pub(crate) struct RegisterPage {
    pub(crate) frame: Frame,
    pub(crate) filter_form: FilterForm,
    pub(crate) years: Vec<Choice>,
    pub(crate) series: Vec<Choice>,
    pub(crate) units: Vec<Choice>,
    /// Series and years whose numbers are not all accounted for.
    pub(crate) gaps: Vec<String>,
    pub(crate) rows: Vec<NumberView>,
    pub(crate) cursor: Option<String>,
    /// The numbers that were given up, on the first page only.
    pub(crate) voids: Vec<VoidView>,
}

impl RegisterPage {
    /// The address of the same list as a file, up to its format.
    fn export(&self) -> String {
        let filter_form = &self.filter_form;
        let [year, series, unit] = [
            ("year", &filter_form.year),
            ("series", &filter_form.series),
            ("unit", &filter_form.unit),
        ]
        .map(|(name, value)| encoded_pair(name, value));
        format!("{}?{year}&{series}&{unit}&", address::REGISTER_TABLE)
    }
}

/// What a page of the register shows besides its head.
struct Shown {
    numbers: Page<RegisterRow>,
    voids: Vec<VoidRow>,
    gaps: Vec<(String, i32)>,
}

/// `GET /register`
pub(crate) async fn show(
    visit: Visit,
    Query(filter_form): Query<FilterForm>,
) -> Result<Response, PageError> {
    let filter = filter_form.filter().ok_or(PageError::BadInput)?;
    let shown = shown(&visit, filter, filter_form.after.clone()).await?;
    Ok(page(StatusCode::OK, &register(&visit, filter_form, shown)))
}

async fn shown(
    visit: &Visit,
    filter: RegisterFilter,
    after: Option<String>,
) -> Result<Shown, PerformError> {
    let voids =
        if after.is_none() { visit.engine.voids(filter.clone()).await? } else { Vec::new() };
    let after = after.map(Into::into);
    let numbers = visit.engine.register(visit.person(), filter, after, ROWS).await?;
    Ok(Shown { numbers, voids, gaps: visit.engine.counters_with_gaps().await? })
}

fn register(visit: &Visit, filter_form: FilterForm, shown: Shown) -> RegisterPage {
    let units = visit.viewer.organisation.units().filter(|unit| !unit.series.is_empty());
    let choice = |unit: &baopi_workflow::Unit| Choice {
        value: unit.id.to_string(),
        label: unit.short_name.clone(),
    };
    let series = visit.viewer.organisation.units().flat_map(|unit| &unit.series);
    let Shown { numbers, voids, gaps } = shown;
    let counter = |(series, year): &(String, i32)| {
        let args = Args::new().with("series", series.as_str()).with("year", year.to_string());
        visit.texts().with("number-series-year", &args)
    };
    RegisterPage {
        frame: visit.frame(NavEntry::Register, address::REGISTER),
        years: (FIRST_YEAR..=visit.engine.now().year())
            .rev()
            .map(|year| Choice::same(&year))
            .collect(),
        series: series.map(|series| Choice::same(&series.code)).collect(),
        units: units.map(choice).collect(),
        gaps: gaps.iter().map(counter).collect(),
        rows: numbers.items.iter().map(|row| number(visit, row)).collect(),
        cursor: numbers.next.map(|cursor| cursor.to_string()),
        voids: voids.iter().map(|row| void(visit, row)).collect(),
        filter_form,
    }
}

/// `GET /register/table`: the register as far as [`EXPORTED`] numbers, the last one taken first.
pub(crate) async fn export(
    visit: Visit,
    Query(filter_form): Query<FilterForm>,
) -> Result<Response, PageError> {
    let filter = filter_form.filter().ok_or(PageError::BadInput)?;
    let table = table(&visit, filter).await?;
    Ok(download(&table, filter_form.format, &visit.texts().t("page-register"))?)
}

async fn table(visit: &Visit, filter: RegisterFilter) -> Result<Table, PerformError> {
    let heads = ["doc-number", "title", "issuing-unit", "doc-date", "issued-on"];
    let heads = heads.map(|head| visit.texts().t(&format!("field-{head}")));
    let marks = visit.texts().t("number-marks");
    let mut table = Table::new(heads.into_iter().chain([marks]));
    let mut after = None;
    loop {
        let numbers = visit.engine.register_file(filter.clone(), after, MAX_PAGE).await?;
        for row in &numbers.items {
            let NumberView { number, title, unit, doc_date, issued_on, marks, .. } =
                number(visit, row);
            let marks: Vec<_> = marks.into_iter().map(|(_, mark)| mark).collect();
            let marks = marks.join(&visit.texts().t("list-separator"));
            let issued_on = issued_on.unwrap_or_default();
            table.push(vec![number, title, unit, doc_date, issued_on, marks]);
        }
        after = numbers.next;
        if after.is_none() || table.rows.len() >= EXPORTED {
            return Ok(table);
        }
    }
}

fn number(visit: &Visitor, row: &RegisterRow) -> NumberView {
    let date =
        |date: Option<chrono::NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let fate = match row.fate() {
        Fate::Issued => None,
        Fate::NotIssued => Some(("wait", "number-not-issued")),
        Fate::Revoked => Some(("bad", "number-revoked")),
        Fate::Repealed => Some(("bad", "number-repealed")),
        Fate::Void => Some(("bad", "number-void")),
    };
    let is_void = row.fate() == Fate::Void;
    let is_paper = (row.origin == Origin::Imported).then_some(("wait", "number-paper"));
    let marks = fate.into_iter().chain(is_paper);
    NumberView {
        number: row.number.to_string(),
        title: row.title.clone(),
        href: row.request.map(|request| address::of(address::REQUEST, &[&request])),
        marks: marks.map(|(tone, key)| (tone, visit.texts().t(key))).collect(),
        unit: visit.viewer.organisation.unit_name(row.unit).to_owned(),
        doc_date: date(row.doc_date),
        issued_on: (row.origin == Origin::Numbered && !is_void).then(|| date(row.issued_on)),
    }
}

fn void(visit: &Visitor, row: &VoidRow) -> VoidView {
    let name = |person: Option<PersonId>| person.map(|person| visit.name(person));
    let unknown = || visit.texts().t("number-void-on-paper");
    VoidView {
        number: row.number.to_string(),
        reason: row.reason.clone(),
        proposed_by: name(row.proposed_by).unwrap_or_default(),
        confirmed_by: name(row.confirmed_by).unwrap_or_else(unknown),
        at: visit.texts().at(row.at),
    }
}
