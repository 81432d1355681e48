//! 节假日与调休: the days of each year that are out of the ordinary, and a file with which an administrator brings a year in.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::working_days::COLUMNS;
use baopi_engine::{BookError, ImportedYear, Right, WorkingDays};
use baopi_messages::Args;
use baopi_workflow::working_day::{DayKind, SpecialDay, YEARS};
use chrono::Datelike;
use serde::Deserialize;

use super::book::{ImportView, Trouble, Wanted, download, good, uploaded};
use super::draft::{Note, key};
use super::fault::PageError;
use super::form::posted::Posted;
use super::frame::{Frame, Place, Texts, page};
use super::nonce;
use super::visit::{Visit, Visitor};
use crate::sheet;

/// Where the page is.
pub(crate) const PATH: &str = "/working-days";

/// Which year, and what was done before.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    year: String,
    n: Option<u32>,
    #[serde(default)]
    format: Wanted,
}

impl Asked {
    /// The year; the present one where none is named.
    fn year(&self, this_year: i32) -> Option<i32> {
        let year = if self.year.is_empty() { Some(this_year) } else { self.year.parse().ok() };
        year.filter(|year| (YEARS.0..=YEARS.1).contains(year))
    }
}

/// One day.
#[derive(Debug, Clone)]
pub(crate) struct DayView {
    day: String,
    weekday: String,
    kind: String,
    is_off: bool,
    holiday: String,
}

/// The page.
#[derive(Template)]
#[template(path = "working_days.html")]
pub(crate) struct WorkingDaysPage {
    pub(crate) frame: Frame,
    pub(crate) title: String,
    /// Each year, where it is, and whether it is shown.
    pub(crate) years: Vec<(i32, String, bool)>,
    /// What is said of years whose holidays are not known.
    pub(crate) unknown: Option<String>,
    pub(crate) origin: String,
    pub(crate) rows: Vec<DayView>,
    pub(crate) export: String,
    pub(crate) import: ImportView,
    pub(crate) nonce: String,
    pub(crate) note: Option<Note>,
}

impl WorkingDaysPage {
    pub(crate) fn new(visit: &Visitor, days: &WorkingDays, (year, this_year): (i32, i32)) -> Self {
        let texts = visit.texts();
        let mut years: Vec<_> =
            days.calendar.years().chain([year, this_year, this_year + 1]).collect();
        years.sort_unstable();
        years.dedup();
        let may_import = visit.viewer.may(Right::ImportWorkingDays);
        Self {
            frame: visit.frame(Place::Calendar, format!("{PATH}?year={year}")),
            title: texts.n("working-days-year", year.to_string()),
            years: years
                .into_iter()
                .map(|one| (one, format!("{PATH}?year={one}"), one == year))
                .collect(),
            unknown: unknown(texts, &days.unknown(this_year)),
            origin: origin(visit, days, year),
            rows: days.calendar.special_days(year).iter().map(|day| view(texts, day)).collect(),
            export: format!("{PATH}/table?year={year}"),
            import: ImportView::new(visit, may_import.then_some("/working-days/import"), &COLUMNS),
            nonce: nonce(),
            note: None,
        }
    }
}

/// The warning about years whose holidays are not known.
pub(crate) fn unknown(texts: Texts, years: &[i32]) -> Option<String> {
    let years: Vec<_> = years.iter().map(ToString::to_string).collect();
    let said = || texts.s("working-days-unknown", &years.join(&texts.t("list-separator")));
    (!years.is_empty()).then(said)
}

fn origin(visit: &Visitor, days: &WorkingDays, year: i32) -> String {
    let texts = visit.texts();
    let brought = days.brought.iter().find(|row| row.year.year == year);
    match brought {
        Some(row) => {
            let args = Args::new().with("revision", row.revision).with("name", visit.name(row.by));
            texts.with("working-days-brought", &args.with("at", texts.at(row.at)))
        }
        None if days.calendar.covers(year) => texts.t("working-days-shipped"),
        None => String::new(),
    }
}

fn view(texts: Texts, special: &SpecialDay) -> DayView {
    let SpecialDay { day, day_kind, name } = special;
    let weekday = day.weekday().number_from_monday();
    DayView {
        day: day.to_string(),
        weekday: texts.t(&format!("calendar-weekday-{weekday}")),
        kind: texts.word("day-kind", day_kind.key()),
        is_off: *day_kind == DayKind::Off,
        holiday: name.clone(),
    }
}

/// `GET /working-days`
pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let this_year = visit.engine.now().date().year();
    let year = asked.year(this_year).ok_or(PageError::BadInput)?;
    let note = asked.n.map(|n| {
        let args = Args::new().with("year", year.to_string()).with("n", n);
        good(visit.texts().with("working-days-was-imported", &args))
    });
    again(&visit, StatusCode::OK, (year, this_year), |page| page.note = note).await
}

/// `GET /working-days/table`
pub(crate) async fn table(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let year = asked.year(visit.engine.now().date().year()).ok_or(PageError::BadInput)?;
    let days = visit.engine.working_days().await?;
    let name = format!("{} {year}", visit.texts().t("book-working-days"));
    let table = sheet::worded(days.table(year), visit.language);
    Ok(download(&table, asked.format.into(), &name)?)
}

/// `POST /working-days/import`
pub(crate) async fn import(visit: Visit, posted: Posted) -> Result<Response, PageError> {
    if !visit.viewer.may(Right::ImportWorkingDays) {
        return Err(PageError::NotFound);
    }
    match taken_over(&visit, posted).await {
        Ok(done) => {
            let path = format!("{PATH}?year={}&n={}", done.year, done.entries);
            Ok(Redirect::to(&path).into_response())
        }
        Err(error) => {
            let trouble = Trouble::of(&visit, error)?;
            let this_year = visit.engine.now().date().year();
            let status = trouble.status;
            let say = |page: &mut WorkingDaysPage| {
                page.note = Some(trouble.say(&visit, None, &mut page.import));
            };
            again(&visit, status, (this_year, this_year), say).await
        }
    }
}

async fn taken_over(visit: &Visit, mut posted: Posted) -> Result<ImportedYear, BookError> {
    let table = uploaded(visit, &mut posted, &COLUMNS).await?;
    let key = key(&posted.typed, PATH, "import");
    Ok(visit.engine.import_working_days(visit.person(), &table, key).await?.done)
}

async fn again(
    visit: &Visit,
    status: StatusCode,
    years: (i32, i32),
    say: impl FnOnce(&mut WorkingDaysPage),
) -> Result<Response, PageError> {
    let days = visit.engine.working_days().await?;
    let mut shown = WorkingDaysPage::new(visit, &days, years);
    say(&mut shown);
    Ok(page(status, &shown))
}
