//! 节假日与调休: the days of each year that are out of the ordinary.

use baopi_engine::{Right, WorkingDays};
use baopi_messages::Args;
use baopi_workflow::Timestamp;
use baopi_workflow::working_day::{DayKind, SpecialDay, YEARS};
use chrono::Datelike;

use super::{Book, BookPage, Cell, Filter, Link};
use crate::door::address;
use crate::present::fault::PageError;
use crate::present::form::choice::Choice;
use crate::present::form::typed::Typed;
use crate::present::frame::NavEntry;
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
