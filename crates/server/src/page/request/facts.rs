//! The columns of 发文稿纸, 会议审批单 and 督查检查考核审批单, as far as they are filled in.

use baopi_messages::Args;
use baopi_workflow::{Content, PersonId, Timestamp, UnitId};
use chrono::NaiveDate;
use serde_json::Value;

use crate::door::shape::Shape;
use crate::door::strict::Body;
use crate::present::form::catalogue::{explained_by, fact, is_drafters, of_paper, words_of};
use crate::present::form::written::yuan;
use crate::present::visit::Visitor;

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FactView {
    pub(crate) label: String,
    pub(crate) value: String,
}

/// The columns of a content in the order of its paper; `drafter` stands beside the unit in which it was written.
pub(crate) fn facts(visit: &Visitor, content: &Content, drafter: PersonId) -> Vec<FactView> {
    let kind = content.kind();
    let value = serde_json::to_value(content).unwrap_or(Value::Null);
    let fields = Content::shape().fields(kind.key());
    let column = |name: &&str| {
        let field = fields.iter().find(|field| field.name == *name)?;
        let said = said(visit, name, &field.shape, &value[*name]);
        let beside = explained_by(name).and_then(|why| value[why].as_str());
        let value = if is_drafters(name, kind) {
            format!("{said} {}", visit.name(drafter))
        } else {
            join(visit, [said, beside.unwrap_or_default().to_owned()])
        };
        let label = baopi_messages::field(visit.language, fact(name, kind));
        (!value.trim().is_empty()).then_some(FactView { label, value })
    };
    of_paper(kind).iter().filter_map(column).collect()
}

/// What stands in a field, in words; empty for nothing.
fn said(visit: &Visitor, name: &str, shape: &Shape, value: &Value) -> String {
    let texts = visit.texts();
    match (name, value) {
        ("sessions", Value::Array(sessions)) => {
            let at = |at: &Value| texts.at(Timestamp(at.as_i64().unwrap_or_default()));
            let lines = sessions.iter().map(|session| {
                format!("{} — {}", at(&session["starts_at"]), at(&session["ends_at"]))
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        ("basis", Value::Array(list)) => {
            list.iter().map(|basis| basis_of(visit, basis)).collect::<Vec<_>>().join("\n")
        }
        ("burden", Value::Object(_)) => burden(visit, value),
        ("contact", _) => {
            let part = |name: &str| value[name].as_str().unwrap_or_default();
            format!("{} {}", part("name"), part("phone"))
        }
        ("budget_fen", Value::Number(sum)) => {
            let yuan = yuan(sum.as_i64().unwrap_or_default());
            texts.with("page-yuan", &Args::new().with("yuan", yuan))
        }
        (_, Value::Array(items)) => several(visit, items),
        (_, Value::Bool(is_so)) => {
            if *is_so {
                texts.t("page-yes")
            } else {
                String::new()
            }
        }
        (_, Value::Number(number)) => number.to_string(),
        (_, Value::String(text)) => {
            let is_word = matches!(shape, Shape::Word(_))
                || matches!(shape, Shape::Maybe(inner) if matches!(**inner, Shape::Word(_)));
            if is_word { texts.word(words_of(name), text) } else { named(visit, text) }
        }
        (_, Value::Null | Value::Object(_)) => String::new(),
    }
}

/// The name of what an identifier stands for, a day as people write it, or the text as it is.
fn named(visit: &Visitor, text: &str) -> String {
    let organisation = &visit.viewer.organisation;
    let unit = text.parse().ok().filter(|id: &UnitId| organisation.unit(*id).is_some());
    let person = text.parse().ok().filter(|id: &PersonId| organisation.person(*id).is_some());
    let day = text.parse::<NaiveDate>().ok();
    match (unit, person, day) {
        (Some(unit), ..) => organisation.unit_name(unit).to_owned(),
        (None, Some(person), _) => visit.name(person),
        (None, None, Some(day)) => baopi_messages::date(visit.language, day),
        (None, None, None) => text.to_owned(),
    }
}

/// Units in the order of the organisation, people as they are named.
fn several(visit: &Visitor, items: &[Value]) -> String {
    let ids: Vec<_> = items.iter().filter_map(Value::as_str).collect();
    let units = visit.viewer.organisation.units();
    let units: Vec<_> = units.filter(|unit| ids.contains(&unit.id.to_string().as_str())).collect();
    if units.is_empty() {
        join(visit, ids.into_iter().map(|id| named(visit, id)))
    } else {
        join(visit, units.into_iter().map(|unit| unit.short_name.clone()))
    }
}

fn basis_of(visit: &Visitor, basis: &Value) -> String {
    let part = |name: &str| basis[name].as_str().unwrap_or_default().to_owned();
    let kind = visit.texts().word(words_of("basis.kind"), &part("kind"));
    join(visit, [kind, part("title"), part("reference"), part("number")])
}

fn burden(visit: &Visitor, burden: &Value) -> String {
    let texts = visit.texts();
    let added = ["adds_forms", "adds_reports", "adds_inspection"];
    let mut parts: Vec<_> = added
        .iter()
        .filter(|name| burden[**name] == true)
        .map(|name| texts.t(&format!("field-{}", name.replace('_', "-"))))
        .collect();
    if parts.is_empty() {
        parts.push(texts.t("page-burden-none"));
    }
    parts.push(burden["note"].as_str().unwrap_or_default().to_owned());
    join(visit, parts)
}

fn join(visit: &Visitor, parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(&visit.texts().t("list-separator"))
}
