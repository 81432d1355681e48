//! 年度发文和会议计划: the items of a year.

use baopi_engine::{PlanFilter, PlanView};
use baopi_workflow::plan::{self, PlanItem};
use baopi_workflow::{Kind, Timestamp};

use super::list::{Button, Change};
use super::{Book, Cell, Filter};
use crate::door::address;
use crate::present::form::book::units;
use crate::present::form::choice::Choice;
use crate::present::form::field::{Control, Field, FormFields};
use crate::present::form::typed::Typed;
use crate::present::frame::NavEntry;
use crate::present::visitor::Visitor;

pub(crate) struct Plans;

impl Book for Plans {
    type Entry = PlanItem;

    const PATH: &'static str = address::PLANS;
    const PLACE: NavEntry = NavEntry::Plans;
    const WORDS: &'static str = "plans";
    const HEADS: &'static [&'static str] = &[
        "book-field-month",
        "book-field-kind",
        "book-field-reference",
        "book-field-title",
        "book-field-unit",
        "book-field-approved-ref",
        "book-field-used",
    ];

    /// This year.
    fn preset(asked: &mut Typed, now: Timestamp) {
        if asked.is_blank("year") {
            asked.put("year", now.year().to_string());
        }
    }

    fn wanted(asked: &Typed) -> Option<PlanFilter> {
        let kind = match asked.one("kind") {
            "" => None,
            key => Some(Kind::of_key(key)?),
        };
        let unit = asked.one("unit");
        let unit = if unit.is_empty() { None } else { Some(unit.parse().ok()?) };
        Some(PlanFilter { year: asked.one("year").parse().ok()?, unit, kind })
    }

    fn filters(visit: &Visitor, asked: &Typed) -> Vec<Filter> {
        let texts = visit.texts();
        let filter = |name, key| Filter::new(asked, name, texts.t(key));
        let year: i32 = asked.one("year").parse().unwrap_or_default();
        let years = (year - 2..=year + 1).rev().map(|year| Choice::same(&year)).collect();
        let all = texts.t("page-all");
        vec![
            filter("year", "book-field-year").of(years, String::new()),
            filter("kind", "book-field-kind").of(kinds(visit), all.clone()),
            filter("unit", "book-field-unit").of(units(visit, |_| true), all),
        ]
    }

    fn row(visit: &Visitor, PlanView { item, may_open }: &PlanView) -> Vec<Cell> {
        let (texts, organisation) = (visit.texts(), &visit.viewer.organisation);
        let title = Cell::plain(&item.title);
        let title = if item.comprehensive {
            title.mark("", texts.t("book-field-comprehensive"), None)
        } else {
            title
        };
        let used = Cell::plain("").class("nowrap");
        let used = match item.used_by {
            Some(request) => used.mark(
                "done",
                texts.t("plans-used"),
                may_open.then(|| address::of(address::REQUEST, &[&request])),
            ),
            None => used.mark("wait", texts.t("plans-unused"), None),
        };
        let removable =
            item.used_by.is_none() && plan::may_keep(visit.person(), item.unit, organisation);
        let remove = || Button {
            word: "remove",
            label: texts.t("plans-remove"),
            said: texts.s("plans-remove-of", &item.title),
        };
        vec![
            Cell::short(item.month.to_string()),
            Cell::short(texts.t(&format!("plan-kind-{}", item.kind.key()))),
            Cell::new(&item.reference).class("mono nowrap"),
            title,
            Cell::short(organisation.unit_name(item.unit)),
            Cell::new(&item.approved_ref),
            used.change(removable.then(|| Change {
                path: format!("{}/{}", Self::PATH, item.id),
                buttons: vec![remove()],
            })),
        ]
    }

    fn keeps(visit: &Visitor) -> bool {
        !kept(visit).is_empty()
    }

    fn fields(visit: &Visitor, form: &FormFields) -> Vec<Field> {
        let months = (1..=12_u32).map(|month| Choice::same(&month)).collect();
        vec![
            form.select("kind", kinds(visit)).needed(),
            form.select("unit", kept(visit)).needed(),
            form.line("year", "number").needed(),
            form.select("month", months).needed(),
            form.line("reference", "text").needed(),
            form.line("approved_ref", "text").needed(),
            form.line("title", "text").needed().wide(),
            form.field("comprehensive", Control::Tick).wide(),
        ]
    }

    fn file_name(visit: &Visitor, asked: &Typed) -> String {
        format!("{} {}", visit.texts().t("book-plans"), asked.one("year"))
    }

    fn query_of(item: &PlanItem) -> String {
        format!("year={}&", item.year)
    }
}

/// The units whose plans the reader enters.
fn kept(visit: &Visitor) -> Vec<Choice> {
    units(visit, |unit| plan::may_keep(visit.person(), unit, &visit.viewer.organisation))
}

fn kinds(visit: &Visitor) -> Vec<Choice> {
    let choice = |kind: &Kind| Choice {
        value: kind.key().to_owned(),
        label: visit.texts().t(&format!("plan-kind-{}", kind.key())),
    };
    Kind::ALL.iter().map(choice).collect()
}
