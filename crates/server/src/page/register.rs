//! The register of document numbers.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_persistence::{MAX_PAGE, RegisterFilter, RegisterRow};
use serde::Deserialize;

use super::fault::Fault;
use super::form::choice::Choice;
use super::frame::{Frame, Place, page};
use super::visit::{Visit, Visitor};
use crate::csv;

/// So many numbers stand on one page.
const ROWS: u32 = 50;
/// So many numbers are exported at most; a year of a series has fewer.
const EXPORTED: usize = 20_000;
/// The first year that the filter offers.
const FIRST_YEAR: i32 = 2026;

/// One number.
#[derive(Debug, Clone)]
pub(crate) struct NumberView {
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) unit: String,
    pub(crate) doc_date: String,
    pub(crate) issued_on: String,
}

/// What the register is narrowed to, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Narrowing {
    #[serde(default)]
    pub(crate) year: String,
    #[serde(default)]
    pub(crate) series: String,
    #[serde(default)]
    pub(crate) unit: String,
    pub(crate) after: Option<String>,
}

impl Narrowing {
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

/// The page.
#[derive(Template)]
#[template(path = "register.html")]
pub(crate) struct RegisterPage {
    pub(crate) frame: Frame,
    pub(crate) narrowing: Narrowing,
    pub(crate) years: Vec<String>,
    pub(crate) series: Vec<String>,
    pub(crate) units: Vec<Choice>,
    pub(crate) rows: Vec<NumberView>,
    pub(crate) cursor: Option<String>,
}

/// `GET /register`
pub(crate) async fn show(visit: Visit, Query(narrowing): Query<Narrowing>) -> Response {
    let Some(filter) = narrowing.filter() else { return visit.fault(Fault::BadInput) };
    let after = narrowing.after.clone().map(Into::into);
    match visit.engine.register(filter, after, ROWS).await {
        Ok(numbers) => {
            let units = visit.viewer.organisation.units().filter(|unit| !unit.series.is_empty());
            let choice = |unit: &baopi_workflow::Unit| Choice {
                value: unit.id.to_string(),
                label: unit.short_name.clone(),
            };
            let series = visit.viewer.organisation.units().flat_map(|unit| &unit.series);
            let shown = RegisterPage {
                frame: visit.frame(Place::Register, "/register"),
                years: (FIRST_YEAR..=visit.engine.now().year())
                    .rev()
                    .map(|year| year.to_string())
                    .collect(),
                series: series.map(|series| series.code.clone()).collect(),
                units: units.map(choice).collect(),
                rows: numbers.items.iter().map(|row| number(&visit, row)).collect(),
                cursor: numbers.next.map(|cursor| cursor.to_string()),
                narrowing,
            };
            page(StatusCode::OK, &shown)
        }
        Err(error) => visit.unperformed(&error),
    }
}

/// `GET /register.csv`: the register as far as [`EXPORTED`] numbers, the last one taken first.
pub(crate) async fn export(visit: Visit, Query(narrowing): Query<Narrowing>) -> Response {
    let Some(filter) = narrowing.filter() else { return visit.fault(Fault::BadInput) };
    let texts = visit.texts();
    let heads = ["doc-number", "title", "issuing-unit", "doc-date", "issued-on"];
    let head = heads.map(|head| texts.t(&format!("field-{head}"))).to_vec();
    let (mut rows, mut after) = (vec![head], None);
    loop {
        match visit.engine.register(filter.clone(), after, MAX_PAGE).await {
            Ok(numbers) => {
                rows.extend(numbers.items.iter().map(|row| {
                    let NumberView { number, title, unit, doc_date, issued_on, .. } =
                        number(&visit, row);
                    vec![number, title, unit, doc_date, issued_on]
                }));
                after = numbers.next;
            }
            Err(error) => return visit.unperformed(&error),
        }
        if after.is_none() || rows.len() > EXPORTED {
            return csv::attached("register.csv", csv::table(rows));
        }
    }
}

fn number(visit: &Visitor, row: &RegisterRow) -> NumberView {
    NumberView {
        number: row.number.to_string(),
        title: row.title.clone(),
        href: format!("/requests/{}", row.request),
        unit: visit.viewer.organisation.unit_name(row.unit).to_owned(),
        doc_date: row.doc_date.map(|date| date.to_string()).unwrap_or_default(),
        issued_on: row.issued_on.map(|date| date.to_string()).unwrap_or_default(),
    }
}
