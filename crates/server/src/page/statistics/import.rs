//! Figures of the time before the program: an administrator takes them over from a file.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::statistics::COLUMNS;
use baopi_engine::{BookError, ImportedFigure, Right};
use baopi_workflow::statistics::{Period, Span};
use serde::Deserialize;

use crate::page::book::{ImportView, Trouble, good, uploaded};
use crate::page::draft::Note;
use crate::page::fault::PageError;
use crate::page::form::posted::Posted;
use crate::page::frame::{Frame, Place, page};
use crate::page::nonce;
use crate::page::visit::Visit;

/// Where the page is.
pub(crate) const PATH: &str = "/statistics/import";

/// What was done before.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Done {
    n: Option<u32>,
}

/// A figure that was taken over.
#[derive(Debug, Clone)]
pub(crate) struct ImportedView {
    unit: String,
    days: String,
    metric: String,
    value: u64,
    source: String,
}

/// The page.
#[derive(Template)]
#[template(path = "statistics_import.html")]
pub(crate) struct ImportPage {
    frame: Frame,
    import: ImportView,
    rows: Vec<ImportedView>,
    nonce: String,
    note: Option<Note>,
}

/// `GET /statistics/import`
pub(crate) async fn show(visit: Visit, Query(done): Query<Done>) -> Result<Response, PageError> {
    let note = done.n.map(|n| good(visit.texts().n("figures-import-done", n)));
    again(&visit, StatusCode::OK, |page| page.note = note).await
}

/// `POST /statistics/import`
pub(crate) async fn post(visit: Visit, posted: Posted) -> Result<Response, PageError> {
    if !visit.viewer.may(Right::ImportFigures) {
        return Err(PageError::NotFound);
    }
    match taken_over(&visit, posted).await {
        Ok(count) => Ok(Redirect::to(&format!("{PATH}?n={count}")).into_response()),
        Err(error) => {
            let trouble = Trouble::of(&visit, error)?;
            let say = |page: &mut ImportPage| {
                page.note = Some(trouble.say(&visit, None, &mut page.import));
            };
            again(&visit, StatusCode::UNPROCESSABLE_ENTITY, say).await
        }
    }
}

async fn taken_over(visit: &Visit, mut posted: Posted) -> Result<usize, BookError> {
    let table = uploaded(visit, &mut posted, &COLUMNS).await?;
    visit.engine.import_figures(Some(visit.person()), &table).await
}

async fn again(
    visit: &Visit,
    status: StatusCode,
    say: impl FnOnce(&mut ImportPage),
) -> Result<Response, PageError> {
    let year = visit.engine.now().year();
    let span = Span { from: Period::Year(year - 1).days().from, to: Period::Year(year).days().to };
    let figures = visit.engine.imported_figures(&visit.viewer, span).await?;
    let figures = figures.ok_or(PageError::NotFound)?;
    let mut shown = ImportPage {
        frame: visit.frame(Place::Statistics, PATH),
        import: ImportView::new(visit, Some(PATH), &COLUMNS),
        rows: figures.into_iter().map(|figure| view(visit, figure)).collect(),
        nonce: nonce(),
        note: None,
    };
    say(&mut shown);
    Ok(page(status, &shown))
}

fn view(visit: &Visit, figure: ImportedFigure) -> ImportedView {
    let ImportedFigure { unit, metric, from_on, to_on, value, reference } = figure;
    ImportedView {
        unit: visit.viewer.organisation.unit_name(unit).to_owned(),
        days: format!("{from_on} – {to_on}"),
        metric: visit.texts().word("metric", metric.key()),
        value,
        source: reference,
    }
}
