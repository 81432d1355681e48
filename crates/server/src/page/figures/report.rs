//! Reports as they were published, and spot checks with what is to be looked at.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::figures::report::{ReportError, ReportRefusal};
use baopi_engine::{ReportRow, Right, SpotCheckRow};
use baopi_messages::Args;
use baopi_workflow::statistics::{Period, spot_check};
use baopi_workflow::{Kind, Request};
use serde::Deserialize;
use uuid::Uuid;

use crate::door::Id;
use crate::door::address::{self, REPORTS};
use crate::door::explain::Explain;
use crate::present::fault::PageError;
use crate::present::figures::{StatisticsPage, line_of_report, pdf};
use crate::present::form::choice::Choice;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::note::Note;
use crate::present::period::{period_name, periods};
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

/// Where the spot checks are.
pub(crate) const CHECKS: &str = address::SPOT_CHECKS;
/// So many spot checks stand on one page.
const ROWS: u32 = 30;

/// A report in the list.
#[derive(Debug, Clone)]
pub(crate) struct ReportView {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) line: String,
}

/// The reports.
#[derive(Template)]
#[template(path = "figures/reports.html")]
pub(crate) struct ReportsPage {
    frame: Frame,
    note: Option<Note>,
    rows: Vec<ReportView>,
    /// What reports can be about; nothing for those who publish none.
    periods: Vec<Choice>,
    is_auditor: bool,
}

/// The spot checks.
#[derive(Template)]
#[template(path = "figures/spot_checks.html")]
pub(crate) struct SpotChecksPage {
    frame: Frame,
    note: Option<Note>,
    rows: Vec<ReportView>,
    periods: Vec<Choice>,
    rate: u32,
    next: Option<String>,
}

/// One request that was drawn, and what is to be looked at.
#[derive(Debug, Clone)]
pub(crate) struct DrawnView {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) line: String,
    pub(crate) points: Vec<String>,
}

/// One spot check.
#[derive(Template)]
#[template(path = "figures/spot_check.html")]
pub(crate) struct SpotCheckPage {
    frame: Frame,
    title: String,
    line: String,
    seed: String,
    drawn: Vec<DrawnView>,
}

/// What is to be published.
#[derive(Debug, Deserialize)]
pub(crate) struct Publication {
    period: String,
    #[serde(default)]
    reason: String,
}

/// What is to be drawn.
#[derive(Debug, Deserialize)]
pub(crate) struct Drawing {
    period: String,
    #[serde(default)]
    rate: String,
    #[serde(default)]
    nonce: String,
}

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct After {
    after: Option<String>,
}

/// `GET /reports`
pub(crate) async fn show(visit: Visit) -> Result<Response, PageError> {
    list(&visit, (StatusCode::OK, None)).await
}

/// `POST /reports`
pub(crate) async fn publish(
    visit: Visit,
    Form(wanted): Form<Publication>,
) -> Result<Response, PageError> {
    let period: Period = wanted.period.parse().map_err(|_| PageError::BadInput)?;
    match visit.engine.publish_report(&visit.viewer, period, &wanted.reason).await {
        Ok(revision) => Ok(Redirect::to(&format!("{REPORTS}/{period}/{revision}")).into_response()),
        Err(ReportError::Refused(refusal)) => {
            let note = said(&visit, &refusal);
            list(&visit, (StatusCode::UNPROCESSABLE_ENTITY, Some(note))).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /reports/{period}/{revision}`
pub(crate) async fn one(
    visit: Visit,
    Path((period, revision)): Path<(String, u32)>,
) -> Result<Response, PageError> {
    let period: Period = period.parse().map_err(|_| PageError::NotFound)?;
    let report = visit.engine.report(period, revision).await?;
    let today = visit.engine.now().date();
    Ok(page(StatusCode::OK, &StatisticsPage::frozen(&visit, &report, today)))
}

async fn list(
    visit: &Visit,
    (status, note): (StatusCode, Option<Note>),
) -> Result<Response, PageError> {
    let rows = visit.engine.reports().await?;
    let view = |row: &ReportRow| ReportView {
        href: format!("{REPORTS}/{}/{}", row.period, row.revision),
        title: period_name(visit.texts(), row.period),
        line: line_of_report(visit, row),
    };
    let whole = |choice: &Choice| !choice.value.contains(['-', 'M']);
    let all = periods(visit.texts(), visit.engine.now().date());
    let shown = ReportsPage {
        frame: visit.frame(NavEntry::Statistics, REPORTS),
        note,
        rows: rows.iter().map(view).collect(),
        periods: if visit.viewer.may(Right::PublishReports) {
            all.into_iter().filter(whole).collect()
        } else {
            Vec::new()
        },
        is_auditor: visit.viewer.may(Right::DrawSamples),
    };
    Ok(page(status, &shown))
}

/// `GET /spot-checks`
pub(crate) async fn checks(
    visit: Visit,
    Query(asked): Query<After>,
) -> Result<Response, PageError> {
    list_checks(&visit, (StatusCode::OK, None), asked.after).await
}

/// `POST /spot-checks`
pub(crate) async fn draw(visit: Visit, Form(wanted): Form<Drawing>) -> Result<Response, PageError> {
    let period: Period = wanted.period.parse().map_err(|_| PageError::BadInput)?;
    let sample = (wanted.rate.trim().parse().unwrap_or(0), wanted.nonce.as_str());
    match visit.engine.draw_spot_check(&visit.viewer, period, sample).await {
        Ok(id) => Ok(Redirect::to(&format!("{CHECKS}/{id}")).into_response()),
        Err(ReportError::Refused(refusal)) => {
            let note = said(&visit, &refusal);
            list_checks(&visit, (StatusCode::UNPROCESSABLE_ENTITY, Some(note)), None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /spot-checks/{id}`
pub(crate) async fn check(visit: Visit, Id(id): Id<Uuid>) -> Result<Response, PageError> {
    let (row, requests) = visit.engine.spot_check(&visit.viewer, id).await?;
    let shown = SpotCheckPage {
        frame: visit.frame(NavEntry::Statistics, format!("{CHECKS}/{id}")),
        title: period_name(visit.texts(), row.period),
        line: drawn_line(&visit, &row),
        seed: row.seed.clone(),
        drawn: requests.iter().map(|(one, title)| drawn(&visit, one, title)).collect(),
    };
    Ok(page(StatusCode::OK, &shown))
}

async fn list_checks(
    visit: &Visit,
    (status, note): (StatusCode, Option<Note>),
    after: Option<String>,
) -> Result<Response, PageError> {
    let found = visit.engine.spot_checks(&visit.viewer, after.map(Into::into), ROWS).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let view = |row: &SpotCheckRow| ReportView {
        href: format!("{CHECKS}/{}", row.id),
        title: period_name(visit.texts(), row.period),
        line: drawn_line(visit, row),
    };
    let shown = SpotChecksPage {
        frame: visit.frame(NavEntry::Statistics, CHECKS),
        note,
        rows: found.items.iter().map(view).collect(),
        periods: periods(visit.texts(), visit.engine.now().date()),
        rate: spot_check::USUAL_RATE_PERCENT,
        next: found.next.map(|cursor| format!("{CHECKS}?after={cursor}")),
    };
    Ok(page(status, &shown))
}

fn drawn_line(visit: &Visitor, row: &SpotCheckRow) -> String {
    let args = Args::new()
        .with("n", row.drawn.len())
        .with("of", i64::try_from(row.population).unwrap_or(i64::MAX))
        .with("rate", row.rate)
        .with("name", visit.name(row.by))
        .with("at", visit.texts().at(row.at));
    visit.texts().with("spot-check-line", &args)
}

fn drawn(visit: &Visitor, request: &Request, title: &str) -> DrawnView {
    let texts = visit.texts();
    let unit = visit.viewer.organisation.unit_name(request.unit);
    let number = request.number.as_ref().map(ToString::to_string).unwrap_or_default();
    let points: &[&str] = match request.kind {
        Kind::Document => &["number", "hash", "approval", "length", "recipients", "received"],
        Kind::Meeting => &["notice", "minutes", "attendees"],
        Kind::Inspection => &["approved", "planned", "targets"],
    };
    DrawnView {
        href: address::of(address::REQUEST, &[&request.id]),
        title: title.to_owned(),
        line: format!("{unit} {number}").trim_end().to_owned(),
        points: points.iter().map(|point| texts.t(&format!("spot-check-{point}"))).collect(),
    }
}

/// What was refused, in words.
fn said(visit: &Visitor, refusal: &ReportRefusal) -> Note {
    let text = refusal.sentence(visit.language, &visit.viewer.organisation);
    Note { tone: "bad", text, reload: None }
}

/// `GET /reports/{period}/{revision}/report.pdf`
pub(crate) async fn printed(
    visit: Visit,
    Path((period, revision)): Path<(String, u32)>,
) -> Result<Response, PageError> {
    Ok(pdf::file(&visit.engine, &visit, &period, revision).await?)
}
