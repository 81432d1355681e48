//! From what was typed into a form to what a program would have sent, and back. The fields of a form have the names of the
//! API, each row of a list its number: `sessions.0.starts_at` is the begin of the first session.

use std::collections::BTreeMap;

use baopi_workflow::Timestamp;
use baopi_workflow::book::{FieldFault, Wrong};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde_json::{Map, Value};

use super::typed::Typed;
use super::written::{date_and_time, fen, yuan};
use crate::door::shape::{Field, Shape, within, written};
use crate::door::strict::{Body, fitted};

/// What a form asks for, and what in it cannot be read, by the names of the form's fields. What cannot be read is left out,
/// together with the row that cannot be without it. `word` chooses between the shapes of an enum.
pub(crate) fn asked(shape: &Shape, word: &str, typed: &Typed) -> (Value, Vec<FieldFault>) {
    let mut form = Form { typed, rows: BTreeMap::new(), instants: Vec::new() };
    let mut members = form.object(shape.fields(word), "");
    if let Shape::Tagged(tag, _) = shape {
        members.insert(tag.clone(), word.into());
    }
    let mut value = Value::Object(members);
    let mut faults = Vec::new();
    shape.read(&mut value, "", &mut faults);
    let faults = faults.into_iter().flat_map(|fault| form.renamed(fault)).collect();
    (value, faults)
}

/// What a form asks for, or the fields that cannot be read.
pub(crate) fn read<T: Body>(word: &str, typed: &Typed) -> Result<T, Vec<FieldFault>> {
    let (value, faults) = asked(T::shape(), word, typed);
    if !faults.is_empty() {
        return Err(faults);
    }
    fitted(value).map_err(|_| vec![FieldFault::new("", Wrong::Unreadable)])
}

/// Types into a form what would ask for `value`. Nothing is typed where nothing stands.
pub(crate) fn fill(shape: &Shape, name: &str, value: &Value, typed: &mut Typed) {
    match (shape, value) {
        (Shape::Maybe(_), Value::Null) => {}
        (Shape::Maybe(shape), value) => {
            match (&**shape, value) {
                (Shape::Object(_), _) => typed.tick(name, true),
                (Shape::Text, Value::String(text)) if text.is_empty() => typed.put(name, ""),
                _ => {}
            }
            fill(shape, name, value, typed);
        }
        (Shape::Instant, Value::Number(at)) => {
            let (date, time) = date_and_time(Timestamp(at.as_i64().unwrap_or_default()));
            typed.put(&format!("{name}.date"), date);
            typed.put(&format!("{name}.time"), time);
        }
        (Shape::Money, Value::Number(sum)) => {
            typed.put(name, yuan(sum.as_i64().unwrap_or_default()));
        }
        (_, Value::Bool(is_so)) => typed.tick(name, *is_so),
        (_, Value::Number(number)) => typed.put(name, number.to_string()),
        (_, Value::String(text)) => typed.put_some(name, text),
        (Shape::List(shape), Value::Array(items)) => {
            for (row, item) in items.iter().enumerate() {
                if let Value::String(text) = item {
                    typed.add(name, text);
                } else {
                    fill(shape, &format!("{name}.{row}"), item, typed);
                }
            }
        }
        (Shape::Named(_, shape), Value::Object(members)) => {
            for (key, value) in members {
                fill(shape, &within(name, key), value, typed);
            }
        }
        (shape, Value::Object(members)) => {
            for field in shape.fields_in(members) {
                if let Some(value) = members.get(&field.name) {
                    fill(&field.shape, &within(name, &field.name), value, typed);
                }
            }
        }
        (_, Value::Null | Value::Array(_)) => {}
    }
}

/// A form in work.
struct Form<'t> {
    typed: &'t Typed,
    /// The rows in use: what the API calls each, and what the form calls it.
    rows: BTreeMap<String, String>,
    /// What the form calls the instants that it asks for.
    instants: Vec<String>,
}

impl Form<'_> {
    fn object(&mut self, fields: &[Field], name: &str) -> Map<String, Value> {
        let mut members = Map::new();
        for field in fields {
            let inner = within(name, &field.name);
            if let Some(value) = self.value(&field.shape, &inner, field.is_needed) {
                members.insert(field.name.clone(), value);
            }
        }
        members
    }

    /// What stands in a field. A text that has to be there may be blank: what that means is for the rules to say.
    fn value(&mut self, shape: &Shape, name: &str, is_needed: bool) -> Option<Value> {
        let typed = self.typed;
        let text = typed.text(name);
        let filled = Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned);
        match shape {
            Shape::Text => (is_needed || filled.is_some()).then(|| text.into()),
            Shape::Filled => filled.map(|_| text.into()),
            Shape::Written(_) | Shape::Word(_) | Shape::Whole(..) => {
                filled.map(|text| shape.of_text(&text))
            }
            Shape::Flag => (is_needed || typed.has(name)).then(|| typed.has(name).into()),
            Shape::Money => filled.map(|text| fen(&text).map_or_else(|| text.into(), Value::from)),
            Shape::Instant => self.instant(name),
            // Of a file from which nothing could be read there is no text; of an empty one there is an empty text.
            Shape::Maybe(inner) if matches!(**inner, Shape::Text) && name.contains('.') => {
                typed.has(name).then(|| text.into())
            }
            Shape::Maybe(inner) => {
                let is_there = !matches!(**inner, Shape::Object(_))
                    || typed.has(name)
                    || is_used(inner, typed, name);
                is_there.then(|| self.value(inner, name, false)).flatten()
            }
            Shape::List(row) if matches!(**row, Shape::Object(_) | Shape::Tagged(..)) => {
                Some(self.list(row, name))
            }
            Shape::List(_) => {
                let chosen = typed.all(name).iter().filter(|value| !value.is_empty());
                Some(chosen.map(|value| Value::from(value.as_str())).collect())
            }
            Shape::Named(_, inner) => {
                let prefix = format!("{name}.");
                let keys: Vec<_> = typed.behind(&prefix).map(|(key, _)| key.to_owned()).collect();
                let under = |key: String| {
                    let value = self.value(inner, &within(name, &key), false)?;
                    Some((key, value))
                };
                Some(Value::Object(keys.into_iter().filter_map(under).collect()))
            }
            Shape::Object(fields) => Some(Value::Object(self.object(fields, name))),
            Shape::Tagged(tag, _) => {
                let word = typed.one(&within(name, tag)).to_owned();
                let mut members = self.object(shape.fields(&word), name);
                if !word.is_empty() {
                    members.insert(tag.clone(), word.into());
                }
                Some(Value::Object(members))
            }
            Shape::Anything => None,
        }
    }

    /// The rows in which something was typed.
    fn list(&mut self, row: &Shape, name: &str) -> Value {
        let used = self.typed.rows(name).into_iter().map(|n| format!("{name}.{n}"));
        let used: Vec<_> = used.filter(|inner| is_used(row, self.typed, inner)).collect();
        for (n, inner) in used.iter().enumerate() {
            self.rows.insert(format!("{name}[{n}]"), inner.clone());
        }
        used.iter().filter_map(|inner| self.value(row, inner, true)).collect()
    }

    /// The instant of a day and a time of day at the office; what ends on no day of its own ends on the day of its begin.
    fn instant(&mut self, name: &str) -> Option<Value> {
        self.instants.push(name.to_owned());
        let (date, time) = (self.date_of(name), self.typed.one(&format!("{name}.time")));
        if self.typed.is_blank(&format!("{name}.date")) && time.trim().is_empty() {
            return None;
        }
        let at = day(date).zip(time_of_day(time));
        let at = at.map(|(on, at)| written(Timestamp::at_office(NaiveDateTime::new(on, at))));
        Some(at.unwrap_or_default().into())
    }

    fn date_of(&self, name: &str) -> &str {
        let own = self.typed.one(&format!("{name}.date"));
        if own.is_empty()
            && let Some(of) = name.strip_suffix("ends_at")
        {
            return self.typed.one(&format!("{of}starts_at.date"));
        }
        own
    }

    /// The same fault by the names of the form's fields; an instant has two.
    fn renamed(&self, fault: FieldFault) -> Vec<FieldFault> {
        let row = self.rows.iter().rfind(|(path, _)| fault.field.starts_with(path.as_str()));
        let field = match row {
            Some((path, row)) => fault.field.replacen(path, row, 1),
            None => fault.field.split('[').next().unwrap_or_default().to_owned(),
        };
        if !self.instants.contains(&field) {
            return vec![FieldFault { field, wrong: fault.wrong }];
        }
        let (date, time) = (self.date_of(&field), self.typed.one(&format!("{field}.time")));
        // A day that is taken from the begin is named where it stands.
        let is_own = !self.typed.is_blank(&format!("{field}.date")) || date.is_empty();
        let is_day = day(date).is_some() || !is_own;
        let parts = [("date", date, is_day), ("time", time, time_of_day(time).is_some())];
        let wrong = parts.into_iter().filter(|(_, _, is_read)| !is_read).map(|(part, text, _)| {
            let wrong = if text.trim().is_empty() { Wrong::Missing } else { Wrong::Unreadable };
            FieldFault::new(&format!("{field}.{part}"), wrong)
        });
        wrong.collect()
    }
}

/// Whether somebody used a row: a word that is chosen from the start does not say so.
fn is_used(shape: &Shape, typed: &Typed, name: &str) -> bool {
    if let Shape::Tagged(tag, of) = shape {
        let all = of.iter().flat_map(|(_, fields)| fields);
        return !typed.is_blank(&within(name, tag)) || is_any_used(all, typed, name);
    }
    is_any_used(shape.fields("").iter(), typed, name)
}

fn is_any_used<'f>(mut fields: impl Iterator<Item = &'f Field>, typed: &Typed, name: &str) -> bool {
    fields.any(|field| {
        let name = within(name, &field.name);
        match &field.shape {
            Shape::Word(_) => false,
            Shape::Maybe(inner) if matches!(**inner, Shape::Object(_)) => {
                is_used(inner, typed, &name)
            }
            Shape::Instant => {
                !typed.is_blank(&format!("{name}.date")) || !typed.is_blank(&format!("{name}.time"))
            }
            Shape::Text
            | Shape::Filled
            | Shape::Written(_)
            | Shape::Flag
            | Shape::Whole(..)
            | Shape::Money
            | Shape::Maybe(_)
            | Shape::List(_)
            | Shape::Named(..)
            | Shape::Object(_)
            | Shape::Tagged(..)
            | Shape::Anything => !typed.is_blank(&name),
        }
    })
}

/// A day as a field of a form sends it.
fn day(text: &str) -> Option<NaiveDate> {
    text.trim().parse().ok()
}

/// A time of day as a field of a form sends it, with or without seconds.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    let read = |format| NaiveTime::parse_from_str(text.trim(), format).ok();
    read("%H:%M").or_else(|| read("%H:%M:%S"))
}

#[cfg(test)]
mod tests {
    use baopi_workflow::{Kind, UnitId};
    use uuid::Uuid;

    use super::*;
    use crate::present::form;
    use crate::present::sample;

    /// The fields of a form that were filled in.
    fn names(typed: &Typed) -> Vec<String> {
        typed.behind("").map(|(name, _)| name.to_owned()).collect()
    }

    #[test]
    fn whatever_is_typed_into_a_field_is_a_value_or_a_fault_of_that_field() {
        let own = UnitId(Uuid::from_u128(2));
        let long = "9".repeat(40);
        for kind in Kind::ALL.iter().copied() {
            let filled = form::typed(&sample::content(kind));
            for name in names(&filled) {
                for garbage in ["x", "-1", &long, "2026-13-01", "\u{0}", "〔", "true", " "] {
                    let mut typed = filled.clone();
                    typed.put(&name, garbage);
                    let (content, faults) = form::read(kind, &typed, own);
                    assert_eq!(content.kind(), kind);
                    let about = |fault: &FieldFault| {
                        let row = name.rsplit_once('.').map_or(&*name, |(row, _)| row);
                        fault.field == name
                            || name.starts_with(&fault.field)
                            || fault.field.starts_with(row)
                    };
                    assert!(faults.iter().all(about), "{name} = {garbage:?}: {faults:?}");
                }
            }
        }
    }

    #[test]
    fn a_row_in_which_nothing_was_typed_is_no_row() {
        let mut typed = Typed::default();
        for (name, value) in [
            ("annexes.0.title", " "),
            ("annexes.0.kind", "ordinary"),
            ("annexes.4.title", "附件"),
            ("annexes.4.kind", "ordinary"),
            ("basis.1.kind", "plan_item"),
        ] {
            typed.put(name, value);
        }
        let (content, faults) = form::read(Kind::Document, &typed, UnitId(Uuid::from_u128(2)));
        let baopi_workflow::Content::Document(document) = content else { panic!("{content:?}") };
        assert_eq!(document.annexes.len(), 1);
        assert_eq!(document.basis, []);
        assert_eq!(faults, [FieldFault::new("basis.1.reference", Wrong::Missing)]);
    }

    #[test]
    fn a_session_ends_on_the_day_of_its_begin_unless_another_day_is_named() {
        let mut typed = Typed::default();
        typed.put("sessions.0.starts_at.date", "2026-09-15");
        typed.put("sessions.0.starts_at.time", "09:00");
        typed.put("sessions.0.ends_at.time", "10:30");
        let ends = |typed: &Typed| {
            let (content, faults) = form::read(Kind::Meeting, typed, UnitId(Uuid::from_u128(2)));
            assert_eq!(faults, []);
            let baopi_workflow::Content::Meeting(meeting) = content else { panic!("{content:?}") };
            meeting.sessions[0].ends_at.to_string()
        };
        assert_eq!(ends(&typed), "2026-09-15T10:30:00+08:00");
        typed.put("sessions.0.ends_at.date", "2026-09-16");
        assert_eq!(ends(&typed), "2026-09-16T10:30:00+08:00");
    }
}
