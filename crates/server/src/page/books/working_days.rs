//! 节假日与调休: the days of each year that are out of the ordinary.

use axum::Form;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::{ProposedYear, Right, WorkingDays};
use baopi_messages::Args;
use baopi_workflow::proposal::{Settlement, Standing};
use baopi_workflow::working_day::{DayChange, DayKind, SpecialDay, YEARS};
use baopi_workflow::{ProposalId, Timestamp};
use chrono::Datelike;

use super::{Book, BookPage, Cell, Filter, Link, again};
use crate::door::Id;
use crate::door::address;
use crate::present::fault::PageError;
use crate::present::form::book::FormErrors;
use crate::present::form::choice::Choice;
use crate::present::form::key::key;
use crate::present::form::typed::Typed;
use crate::present::frame::NavEntry;
use crate::present::proposal::{Decided, ProposalView};
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

pub(crate) struct Holidays;

impl Book for Holidays {
    type Entry = SpecialDay;

    const PATH: &'static str = address::WORKING_DAYS;
    const PLACE: NavEntry = NavEntry::Calendar;
    const WORDS: &'static str = "working-days";
    const HEADS: &'static [&'static str] =
        &["book-field-day", "working-days-weekday", "book-field-day-kind", "book-field-holiday"];

    const IMPORTED: &'static str = "proposed";

    /// This year.
    fn preset(asked: &mut Typed, now: Timestamp) {
        if asked.is_blank("year") {
            asked.put("year", now.year().to_string());
        }
    }

    fn wanted(asked: &Typed) -> Option<i32> {
        asked.one("year").parse().ok().filter(|year| (YEARS.0..=YEARS.1).contains(year))
    }

    /// The years are known only with the calendar; see [`dressed`].
    fn filters(visit: &Visitor, asked: &Typed) -> Vec<Filter> {
        let year = Choice::same(&asked.one("year"));
        let label = visit.texts().t("book-field-year");
        vec![Filter::new(asked, "year", label).of(vec![year], String::new())]
    }

    fn row(visit: &Visitor, SpecialDay { day, day_kind, name }: &SpecialDay) -> Vec<Cell> {
        let texts = visit.texts();
        let weekday = day.weekday().number_from_monday();
        let tone = if *day_kind == DayKind::Off { "done" } else { "soon" };
        vec![
            Cell::plain(day.to_string()).class("nowrap"),
            Cell::short(texts.t(&format!("calendar-weekday-{weekday}"))),
            Cell::new("").mark(tone, texts.word("day-kind", day_kind.key()), None),
            Cell::new(name),
        ]
    }

    fn keeps(visit: &Visitor) -> bool {
        visit.viewer.may(Right::ImportWorkingDays)
    }

    fn file_name(visit: &Visitor, asked: &Typed) -> String {
        format!("{} {}", visit.texts().t("book-working-days"), asked.one("year"))
    }

    async fn complete(visit: &Visit, asked: &Typed, page: &mut BookPage) -> Result<(), PageError> {
        let days = visit.engine.working_days().await?;
        let this_year = visit.engine.now().year();
        dressed(visit, &days, (Self::wanted(asked).unwrap_or(this_year), this_year), page);
        let proposed = visit.engine.proposed_years(None).await?;
        page.proposals = proposed.iter().map(|one| proposal(visit, &days, one)).collect();
        Ok(())
    }
}

/// Says what is known of the year, and which other years there are.
pub(crate) fn dressed(
    visit: &Visitor,
    days: &WorkingDays,
    (year, this_year): (i32, i32),
    page: &mut BookPage,
) {
    let texts = visit.texts();
    let mut years: Vec<_> = days.calendar.years().chain([year, this_year, this_year + 1]).collect();
    years.sort_unstable();
    years.dedup();
    for filter in &mut page.filters {
        filter.choices = years.iter().map(Choice::same).collect();
    }
    page.title = texts.n("working-days-year", year.to_string());
    page.beside = Some(Link { href: address::CALENDAR.to_owned(), label: texts.t("calendar-nav") });
    page.warning = texts.unknown_years(&days.unknown(this_year));
    page.remark = origin(visit, days, year);
}

/// A proposed year; what is open shows which days it changes.
fn proposal(visit: &Visitor, days: &WorkingDays, one: &ProposedYear) -> ProposalView {
    let texts = visit.texts();
    let path = address::of(address::WORKING_DAYS_PROPOSAL, &[&one.proposal.id]);
    let head = texts.n("working-days-year", one.year.year.to_string());
    let action = (path, Right::ImportWorkingDays);
    let view = ProposalView::new(visit, Decided::from(&one.proposal), action, head);
    if one.proposal.standing != Standing::Open {
        return view;
    }
    let mut changes: Vec<_> =
        days.calendar.changes(&one.year).iter().map(|change| changed(visit, change)).collect();
    if changes.is_empty() {
        changes.push(texts.t("working-days-same"));
    }
    ProposalView { changes, ..view }
}

/// What becomes of a day: “2027-02-05：普通日 → 放假 春节”.
fn changed(visit: &Visitor, DayChange { day, before, after }: &DayChange) -> String {
    let texts = visit.texts();
    let said = |special: &Option<SpecialDay>| match special {
        Some(SpecialDay { day_kind, name, .. }) => {
            format!("{} {name}", texts.word("day-kind", day_kind.key())).trim_end().to_owned()
        }
        None => texts.t("working-days-ordinary"),
    };
    let args = Args::new().with("name", day.to_string());
    texts.with("rules-change", &args.with("before", said(before)).with("after", said(after)))
}

/// `POST /working-days/proposals/{id}`: confirms, declines or takes back.
pub(crate) async fn settle(
    visit: Visit,
    Id(id): Id<ProposalId>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let how = Settlement::of_key(typed.one("do")).ok_or(PageError::BadInput)?;
    let path = address::WORKING_DAYS;
    let key = key(&typed, path, &format!("{}-{id}", how.key()));
    match visit.engine.settle_working_days(visit.person(), id, how, key).await {
        Ok(done) => {
            let (year, standing) = (done.done.year.year, done.done.proposal.standing.key());
            Ok(Redirect::to(&format!("{path}?year={year}&done={standing}")).into_response())
        }
        Err(error) => {
            again::<Holidays>(&visit, Typed::default(), FormErrors::of(&visit, error)?).await
        }
    }
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
