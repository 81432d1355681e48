//! 工作群台账: the work groups of a unit, and which of them should be dissolved or merged.

use baopi_engine::{GroupView, GroupsWanted, books};
use baopi_workflow::UnitId;
use baopi_workflow::chat_group::{ChatGroup, Platform, may_keep};

use super::list::{Button, Change};
use super::{Book, Cell, Filter};
use crate::door::address;
use crate::present::form::book::units;
use crate::present::form::choice::Choice;
use crate::present::form::field::{Field, FormFields};
use crate::present::form::typed::Typed;
use crate::present::frame::NavEntry;
use crate::present::visitor::Visitor;

pub(crate) struct ChatGroups;

impl Book for ChatGroups {
    type Entry = ChatGroup;

    const PATH: &'static str = address::CHAT_GROUPS;
    const PLACE: NavEntry = NavEntry::ChatGroups;
    const WORDS: &'static str = "chat";
    const HEADS: &'static [&'static str] = &[
        "book-field-name",
        "book-field-topic",
        "book-field-unit",
        "book-field-ends-on",
        "book-field-last-active-on",
        "book-field-members",
        "book-field-state",
    ];

    fn wanted(asked: &Typed) -> Option<GroupsWanted> {
        let unit = asked.one("unit");
        let unit = if unit.is_empty() { None } else { Some(unit.parse().ok()?) };
        let (due, dissolved) = match asked.one("show") {
            "" => (false, false),
            "due" => (true, false),
            "dissolved" => (false, true),
            _ => return None,
        };
        Some(GroupsWanted { unit, due, dissolved })
    }

    /// Those who see only their own unit's choose no unit.
    fn filters(visit: &Visitor, asked: &Typed) -> Vec<Filter> {
        let texts = visit.texts();
        let filter = |name, key| Filter::new(asked, name, texts.t(key));
        let shows = [("due", "chat-only-due"), ("dissolved", "chat-only-dissolved")]
            .map(|(value, key)| Choice { value: value.to_owned(), label: texts.t(key) });
        let mut filters =
            vec![filter("show", "book-field-state").of(shows.into(), texts.t("chat-open"))];
        if books::sees_all(visit.person(), &visit.viewer.organisation) {
            let units = units(visit, |_| true);
            filters.push(filter("unit", "book-field-unit").of(units, texts.t("page-all")));
        }
        filters
    }

    fn row(visit: &Visitor, GroupView { group, reminders }: &GroupView) -> Vec<Cell> {
        let (texts, organisation) = (visit.texts(), &visit.viewer.organisation);
        let platform = texts.t(&format!("chat-platform-{}", group.platform.key()));
        let mut state = Cell::plain("");
        for reminder in reminders {
            let text = texts.t(&format!("chat-reminder-{}", reminder.key()));
            state = state.mark("bad", text, None);
        }
        if let Some(on) = group.dissolved_on {
            state = state.mark("", texts.s("chat-dissolved-on", &on.to_string()), None);
        }
        let button = |(word, key): (&'static str, &str)| Button {
            word,
            label: texts.t(key),
            said: texts.s(&format!("{key}-of"), &group.name),
        };
        let changeable = group.is_open() && may_keep(visit.person(), group.unit, organisation);
        vec![
            Cell::plain(&group.name).small(format!("{platform} · {}", group.owner)),
            Cell::new(&group.topic).small(group.purpose.clone()),
            Cell::short(organisation.unit_name(group.unit)),
            Cell::short(
                group.ends_on.map_or_else(|| texts.t("chat-standing"), |on| on.to_string()),
            ),
            Cell::short(group.last_active_on.to_string()),
            Cell::new(group.members.to_string()),
            state.change(changeable.then(|| Change {
                path: format!("{}/{}", Self::PATH, group.id),
                buttons:
                    [("active", "chat-active"), ("dissolve", "chat-dissolve")].map(button).into(),
            })),
        ]
    }

    fn keeps(visit: &Visitor) -> bool {
        !kept(visit).is_empty()
    }

    fn fields(visit: &Visitor, form: &FormFields) -> Vec<Field> {
        let platform = |platform: Platform| Choice {
            value: platform.key().to_owned(),
            label: visit.texts().t(&format!("chat-platform-{}", platform.key())),
        };
        vec![
            form.line("name", "text").needed(),
            form.select("platform", Platform::ALL.iter().copied().map(platform).collect()).needed(),
            form.select("unit", kept(visit)).needed(),
            form.line("owner", "text").needed(),
            form.line("topic", "text").needed(),
            form.line("members", "number").needed(),
            form.line("ends_on", "date"),
            form.line("last_active_on", "date"),
            form.line("purpose", "text").needed().wide(),
        ]
    }
}

/// The units whose groups the reader looks after.
fn kept(visit: &Visitor) -> Vec<Choice> {
    units(visit, |unit: UnitId| may_keep(visit.person(), unit, &visit.viewer.organisation))
}
