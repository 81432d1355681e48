//! The calendar: a month of meetings with its week without any, and slots that are still free.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::CalendarRow;
use baopi_workflow::content::Session;
use baopi_workflow::statistics::Period;
use baopi_workflow::statistics::plan::is_in_window;
use baopi_workflow::{UnitId, UnitKind};
use chrono::{Datelike, Days, Months, NaiveDate};

use crate::door::address::{self, CALENDAR};
use crate::present::fault::PageError;
use crate::present::form::choice::{Choice, Group};
use crate::present::form::field::{Control, Field, FormFields, Names};
use crate::present::form::typed::Typed;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::period::period_name;
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

/// The minutes that are proposed where nothing else is said.
const USUAL_MINUTES: u32 = 60;
/// The longest meeting for which a slot is looked for.
const MOST_MINUTES: u32 = 90;

/// A meeting on its day.
#[derive(Debug, Clone)]
pub(crate) struct EntryView {
    /// Where the meeting is, for whoever may see it.
    pub(crate) href: Option<String>,
    pub(crate) time: String,
    pub(crate) title: String,
    pub(crate) unit: String,
    pub(crate) status: String,
}

#[derive(Debug, Clone)]
pub(crate) struct DayView {
    pub(crate) number: u32,
    pub(crate) weekday: String,
    pub(crate) is_of_month: bool,
    pub(crate) is_closed: bool,
    pub(crate) is_today: bool,
    pub(crate) entries: Vec<EntryView>,
}

#[derive(Template)]
#[template(path = "meeting/calendar.html")]
pub(crate) struct CalendarPage {
    frame: Frame,
    title: String,
    month: String,
    before: String,
    after: String,
    weekdays: Vec<String>,
    weeks: Vec<Vec<DayView>>,
    minutes: u32,
    units: Field,
    slots: Vec<String>,
    has_asked: bool,
    /// What is said of years whose holidays are not known.
    unknown: Option<String>,
}

/// `GET /calendar`
pub(crate) async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let typed = typed(query.as_deref().unwrap_or_default());
    let today = visit.engine.now().date();
    let month = if typed.is_blank("month") {
        Period::Month(today.year(), today.month())
    } else {
        match typed.one("month").parse() {
            Ok(month @ Period::Month(..)) => month,
            Ok(_) | Err(_) => return Err(PageError::BadInput),
        }
    };
    let units: BTreeSet<UnitId> =
        typed.all("unit").iter().filter_map(|unit| unit.parse().ok()).collect();
    let minutes = typed.one("minutes").parse().unwrap_or(USUAL_MINUTES).clamp(1, MOST_MINUTES);
    let rows = visit.engine.calendar(&visit.viewer, month).await?;
    let days = visit.engine.working_days().await?;
    let shown_year = month.days().from.year();
    let uncovered = if days.calendar.covers(shown_year) { Vec::new() } else { vec![shown_year] };
    let slots = if units.is_empty() {
        Vec::new()
    } else {
        visit.engine.free_slots(today, minutes, &units).await?
    };
    let shown = CalendarPage {
        slots: slots.iter().map(|slot| slot_text(&visit, *slot)).collect(),
        has_asked: !units.is_empty(),
        minutes,
        unknown: visit.texts().unknown_years(&uncovered),
        ..CalendarPage::new(&visit, month, &rows, &typed)
    };
    Ok(page(StatusCode::OK, &shown))
}

/// The values of an address; boxes of a list send the same name several times.
fn typed(query: &str) -> Typed {
    let pairs: Vec<(String, String)> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    pairs.into_iter().collect()
}

impl CalendarPage {
    fn new(visit: &Visit, month: Period, rows: &[CalendarRow], typed: &Typed) -> Self {
        let texts = visit.texts();
        let today = visit.engine.now().date();
        let first = month.days().from;
        let address = |first: Option<NaiveDate>| {
            let first = first.unwrap_or(today);
            format!("{CALENDAR}?month={}", Period::Month(first.year(), first.month()))
        };
        let weekday = |number: u32| texts.t(&format!("calendar-weekday-{number}"));
        Self {
            frame: visit.frame(NavEntry::Calendar, format!("{CALENDAR}?month={month}")),
            title: period_name(texts, month),
            month: month.to_string(),
            before: address(first.checked_sub_months(Months::new(1))),
            after: address(first.checked_add_months(Months::new(1))),
            weekdays: (1..=7).map(weekday).collect(),
            weeks: weeks(visit, month, rows, today),
            minutes: USUAL_MINUTES,
            units: units(visit, typed),
            slots: Vec::new(),
            has_asked: false,
            unknown: None,
        }
    }
}

/// The weeks of a month from Monday to Sunday, with the days of its neighbours that fill them up.
fn weeks(
    visit: &Visitor,
    month: Period,
    rows: &[CalendarRow],
    today: NaiveDate,
) -> Vec<Vec<DayView>> {
    let span = month.days();
    let lead = u64::from(span.from.weekday().num_days_from_monday());
    let start = span.from.checked_sub_days(Days::new(lead)).unwrap_or(span.from);
    let days: Vec<_> = start.iter_days().take(42).collect();
    let day = |day: &NaiveDate| DayView {
        number: day.day(),
        weekday: visit
            .texts()
            .t(&format!("calendar-weekday-{}", day.weekday().number_from_monday())),
        is_of_month: span.contains(*day),
        is_closed: span.contains(*day) && is_in_window(*day),
        is_today: *day == today,
        entries: entries(visit, *day, rows).into_iter().filter(|_| span.contains(*day)).collect(),
    };
    let weeks = days.chunks(7).filter(|week| week.iter().any(|day| span.contains(*day)));
    weeks.map(|week| week.iter().map(day).collect()).collect()
}

fn entries(visit: &Visitor, day: NaiveDate, rows: &[CalendarRow]) -> Vec<EntryView> {
    let on_day = |row: &&CalendarRow| {
        let Session { starts_at, ends_at } = row.planned.session;
        (starts_at.date()..=ends_at.date()).contains(&day)
    };
    let view = |CalendarRow { planned: row, may_see }: &CalendarRow| EntryView {
        href: may_see.then(|| address::of(address::REQUEST, &[&row.request])),
        time: clock(row.session),
        title: row.title.clone(),
        unit: visit.viewer.organisation.unit_name(row.host).to_owned(),
        status: baopi_messages::status(visit.language, &row.status, baopi_workflow::Kind::Meeting),
    };
    rows.iter().filter(on_day).map(view).collect()
}

fn clock(session: Session) -> String {
    let at = |at: baopi_workflow::Timestamp| {
        at.local().map(|at| at.format("%H:%M").to_string()).unwrap_or_default()
    };
    format!("{}–{}", at(session.starts_at), at(session.ends_at))
}

fn slot_text(visit: &Visitor, slot: Session) -> String {
    let day = baopi_messages::date(visit.language, slot.starts_at.date());
    format!("{day} {}", clock(slot))
}

/// The units that can be asked about, by their kind.
fn units(visit: &Visitor, typed: &Typed) -> Field {
    let organisation = &visit.viewer.organisation;
    let kinds = [
        UnitKind::PartyCommittee,
        UnitKind::Government,
        UnitKind::Office,
        UnitKind::Department,
        UnitKind::CoordinationBody,
        UnitKind::Township,
        UnitKind::Village,
    ];
    let group = |kind: UnitKind| {
        let units = organisation.units().filter(|unit| unit.active && unit.kind == kind);
        let choices: Vec<_> = units
            .map(|unit| Choice { value: unit.id.to_string(), label: unit.short_name.clone() })
            .collect();
        Group {
            label: visit.texts().word("unit-kind", &crate::present::form::written::word(&kind)),
            choices,
        }
    };
    let groups = kinds.map(group).into_iter().filter(|group| !group.choices.is_empty());
    let form = FormFields::new(visit.texts(), typed.clone(), Names::Own("calendar".to_owned()));
    let units =
        form.beginning("calendar".to_owned()).field("unit", Control::Folded(groups.collect()));
    units.labelled(visit.texts().t("calendar-units"))
}
