//! Figures of the time before the program: an administrator takes them over from a file.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::{BookError, ImportedFigure, Line, Right};
use baopi_workflow::statistics::{Period, Span};
use serde::Deserialize;

use super::{BookPage, Cell, Link};
use crate::door::address::{self, STATISTICS_IMPORT};
use crate::present::fault::PageError;
use crate::present::form::book::uploaded;
use crate::present::form::book::{FormErrors, ImportView};
use crate::present::form::posted::Posted;
use crate::present::frame::{NavEntry, page};
use crate::present::note::good;
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

/// What was done before.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Done {
    n: Option<u32>,
}

/// `GET /statistics/import`
pub(crate) async fn show(visit: Visit, Query(done): Query<Done>) -> Result<Response, PageError> {
    let note = done.n.map(|n| good(visit.texts().n("book-was-imported", n)));
    Ok(page(StatusCode::OK, &BookPage { note, ..shown(&visit).await? }))
}

/// `POST /statistics/import`
pub(crate) async fn post(visit: Visit, posted: Posted) -> Result<Response, PageError> {
    if !visit.viewer.may(Right::ImportFigures) {
        return Err(PageError::NotFound);
    }
    match taken_over(&visit, posted).await {
        Ok(count) => Ok(Redirect::to(&format!("{STATISTICS_IMPORT}?n={count}")).into_response()),
        Err(error) => {
            let (trouble, mut shown) = (FormErrors::of(&visit, error)?, shown(&visit).await?);
            let status = trouble.status;
            shown.note = Some(trouble.say(&visit, None, &mut shown.import));
            Ok(page(status, &shown))
        }
    }
}

async fn taken_over(visit: &Visit, mut posted: Posted) -> Result<usize, BookError> {
    let table = uploaded(visit, &mut posted, ImportedFigure::COLUMNS).await?;
    visit.engine.import_figures(Some(visit.person()), &table).await
}

async fn shown(visit: &Visit) -> Result<BookPage, PageError> {
    let year = visit.engine.now().year();
    let span = Span { from: Period::Year(year - 1).days().from, to: Period::Year(year).days().to };
    let figures = visit.engine.imported_figures(&visit.viewer, span).await?;
    let figures = figures.ok_or(PageError::NotFound)?;
    let import =
        ImportView::new(visit, Some(STATISTICS_IMPORT.to_owned()), ImportedFigure::COLUMNS);
    let heads = &[
        "book-field-unit",
        "statistics-period",
        "book-field-metric",
        "book-field-value",
        "book-field-source",
    ];
    let frame = visit.frame(NavEntry::Statistics, STATISTICS_IMPORT);
    let mut shown = BookPage::new(frame, (STATISTICS_IMPORT, "figures-import"), heads, import);
    let label = visit.texts().t("statistics-nav");
    shown.beside = Some(Link { href: address::STATISTICS.to_owned(), label });
    shown.remark = visit.texts().t("figures-import-list-text");
    shown.set_rows(figures.iter().map(|figure| row(visit, figure)));
    Ok(shown)
}

fn row(visit: &Visitor, figure: &ImportedFigure) -> Vec<Cell> {
    let ImportedFigure { unit, metric, from_on, to_on, value, reference } = figure;
    vec![
        Cell::plain(visit.viewer.organisation.unit_name(*unit)),
        Cell::short(format!("{from_on} – {to_on}")),
        Cell::new(visit.texts().word("metric", metric.key())),
        Cell::new(value.to_string()),
        Cell::new(reference),
    ]
}
