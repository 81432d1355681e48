//! JSON that says one thing: no field twice, none that nobody reads, and every wrong one named.

use std::fmt;

use baopi_workflow::book::{FieldFault, Wrong};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::door::explain::field;
use crate::door::problem::{Code, Problem};
use crate::door::shape::Shape;

/// What is wrong with a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BadInput {
    /// It is not JSON.
    Syntax,
    /// It is JSON, and not an object.
    Whole,
    /// Fields are wrong: their paths are such as `content.sessions[0].starts_at`.
    Fields(Vec<FieldFault>),
}

impl From<BadInput> for Problem {
    fn from(bad: BadInput) -> Self {
        let problem = Self::new(Code::BadInput);
        let faults = match bad {
            BadInput::Syntax => return problem.case("syntax"),
            BadInput::Whole => return problem.case("whole"),
            BadInput::Fields(faults) => faults,
        };
        let case = match &*faults {
            [FieldFault { wrong: Wrong::Missing, .. }] => "missing",
            [FieldFault { wrong: Wrong::Unasked, .. }] => "unknown",
            [FieldFault { wrong: Wrong::Twice, .. }] => "duplicate",
            [_] => "unfit",
            _ => "several",
        };
        let first = faults.first().map_or("", |fault| fault.field.as_str());
        let problem = problem.case(case).with("field", first).with("count", faults.len());
        problem.with("fields", faults.iter().map(field).collect::<Vec<_>>())
    }
}

impl From<Vec<FieldFault>> for Problem {
    fn from(faults: Vec<FieldFault>) -> Self {
        BadInput::Fields(faults).into()
    }
}

/// What can be read from a body.
pub(crate) trait Body: DeserializeOwned + ToSchema + 'static {
    /// Its shape, as the document of the API has it.
    fn shape() -> &'static Shape {
        Shape::of::<Self>()
    }
}

impl<T: DeserializeOwned + ToSchema + 'static> Body for T {}

/// Reads a body.
///
/// # Errors
///
/// [`BadInput`] for anything but exactly what is expected; it names every field that does not fit.
pub(crate) fn read<T: Body>(bytes: &[u8]) -> Result<T, BadInput> {
    let mut faults = Vec::new();
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let once = Once { path: String::new(), faults: &mut faults };
    let value = once.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    let mut value = value.map_err(|_| BadInput::Syntax)?;
    // A tagged enum would also be read from a list.
    if !value.is_object() {
        return Err(BadInput::Whole);
    }
    T::shape().read(&mut value, "", &mut faults);
    if faults.is_empty() { fitted(value) } else { Err(BadInput::Fields(faults)) }
}

/// Reads what has the shape of a `T`. What else has to be right is told one by one.
pub(crate) fn fitted<T: DeserializeOwned>(value: Value) -> Result<T, BadInput> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        if path == "." {
            BadInput::Whole
        } else {
            BadInput::Fields(vec![FieldFault::new(&path, Wrong::Unreadable)])
        }
    })
}

/// Reads a value in which no object may have a field twice; which of the two a reader would take is anybody's guess.
struct Once<'f> {
    path: String,
    faults: &'f mut Vec<FieldFault>,
}

impl Once<'_> {
    fn within(&mut self, part: &str) -> Once<'_> {
        Once { path: format!("{}{part}", self.path), faults: self.faults }
    }
}

impl<'de> DeserializeSeed<'de> for Once<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Once<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) =
            items.next_element_seed(self.within(&format!("[{}]", values.len())))?
        {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            let dot = if self.path.is_empty() { "" } else { "." };
            let inner = self.within(&format!("{dot}{key}"));
            if object.contains_key(&key) {
                inner.faults.push(FieldFault::new(&inner.path, Wrong::Twice));
            }
            let value = members.next_value_seed(inner)?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use baopi_workflow::{Action, Content};
    use serde_json::json;

    use super::*;

    const UNIT: &str = "019a0000-0000-7000-8000-000000000001";

    /// What is wrong: each word for it with the field.
    fn wrong<T: Body>(json: &str) -> Vec<(&'static str, String)> {
        match read::<T>(json.as_bytes()) {
            Ok(_) => panic!("{json} was read"),
            Err(BadInput::Syntax) => vec![("syntax", String::new())],
            Err(BadInput::Whole) => vec![("whole", String::new())],
            Err(BadInput::Fields(faults)) => {
                faults.into_iter().map(|fault| (fault.wrong.code(), fault.field)).collect()
            }
        }
    }

    fn action(json: &str) -> Vec<(&'static str, String)> {
        wrong::<Action>(json)
    }

    fn one(word: &'static str, field: &str) -> Vec<(&'static str, String)> {
        vec![(word, field.to_owned())]
    }

    #[test]
    fn what_fits_is_read() {
        assert_eq!(read::<Action>(br#"{"action":"submit"}"#), Ok(Action::Submit {}));
        let json = format!(
            r#"{{"kind":"document","issuing_unit":"{UNIT}","drafting_unit":"{UNIT}","title":"a","body":"b"}}"#
        );
        assert_eq!(read::<Content>(json.as_bytes()).unwrap().title(), "a");
    }

    #[test]
    fn what_is_not_json_is_told_from_json_that_does_not_fit() {
        assert_eq!(action("{"), one("syntax", ""));
        assert_eq!(action(""), one("syntax", ""));
        assert_eq!(action("[]"), one("whole", ""));
        assert_eq!(action(r#"["submit"]"#), one("whole", ""));
        assert_eq!(action(r#"{"action":"submit"} x"#), one("syntax", ""));
    }

    #[test]
    fn a_missing_an_unknown_and_a_doubled_field_are_named() {
        assert_eq!(action("{}"), one("missing", "action"));
        assert_eq!(action(r#"{"action":"reject"}"#), one("missing", "opinion"));
        assert_eq!(action(r#"{"action":"submit","x":1}"#), one("unasked", "x"));
        assert_eq!(action(r#"{"action":"submit","action":"seal"}"#), one("twice", "action"));
    }

    #[test]
    fn a_fault_deep_in_a_content_is_named_by_its_path() {
        let save = |content: &str| action(&format!(r#"{{"action":"save","content":{content}}}"#));
        let meeting = |rest: &str| {
            save(&format!(
                r#"{{"kind":"meeting","host_unit":"{UNIT}","in_name_of":"{UNIT}","title":"a",{rest}}}"#
            ))
        };
        let nine = r#""sessions":[{"starts_at":"nine","ends_at":"2026-09-15T09:00:00Z"}]"#;
        assert_eq!(meeting(nine), one("unreadable", "content.sessions[0].starts_at"));
        let none = r#""sessions":[{"ends_at":"2026-09-15T09:00:00Z"}]"#;
        assert_eq!(meeting(none), one("missing", "content.sessions[0].starts_at"));
        assert_eq!(meeting(r#""colour":"red""#), one("unasked", "content.colour"));
        assert_eq!(save(r#"{"kind":"party"}"#), one("unreadable", "content.kind"));
        assert_eq!(save("{}"), one("missing", "content.kind"));
        assert_eq!(action(r#"{"action":"save"}"#), one("missing", "content"));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let content = json!({
            "kind": "document", "issuing_unit": "x", "title": 5, "body": "b", "doc_type": "poem",
            "copies": -1, "colour": "red", "joint_units": ["y", UNIT],
            "annexes": [{"title": "a", "file": {"sha256": "z", "name": "n", "size": 1}}],
            "justifications": {"NO-SUCH-RULE": "why"},
        });
        let mut told = wrong::<Content>(&content.to_string());
        told.sort();
        let expected = [
            ("missing", "drafting_unit"),
            ("unasked", "colour"),
            ("unreadable", "annexes[0].file.sha256"),
            ("unreadable", "copies"),
            ("unreadable", "doc_type"),
            ("unreadable", "issuing_unit"),
            ("unreadable", "joint_units[0]"),
            ("unreadable", "justifications.NO-SUCH-RULE"),
            ("unreadable", "title"),
        ];
        assert_eq!(told, expected.map(|(word, field)| (word, field.to_owned())));
    }

    #[test]
    fn a_name_that_is_none_is_named_by_its_field() {
        for (json, field) in [
            (r#"{"action": "transfer", "to": "x"}"#, "to"),
            (r#"{"action": "circulate", "to": ["x"]}"#, "to[0]"),
            (r#"{"action": "return", "opinion": "o", "to": "No"}"#, "to"),
            (r#"{"action": "return", "opinion": "o", "then": "later"}"#, "then"),
            (r#"{"action": "cluster", "with": "x"}"#, "with"),
            (r#"{"action": "propose_merge", "into": null, "opinion": "o"}"#, "into"),
            (r#"{"action": "approve", "accept": ["NO-SUCH-RULE"]}"#, "accept[0]"),
        ] {
            assert_eq!(action(json), one("unreadable", field), "{json}");
        }
        let two = r#"{"action": "add_signer", "person": 7, "place": "between"}"#;
        assert_eq!(action(two), [one("unreadable", "person"), one("unreadable", "place")].concat());
        assert_eq!(action(r#"{"action": "advise"}"#), one("missing", "opinion"));
        let more = r#"{"action": "urge", "opinion": "o"}"#;
        assert_eq!(action(more), one("unasked", "opinion"), "nothing is overlooked");
    }

    #[test]
    fn a_field_that_stands_twice_is_refused_at_any_depth() {
        let twice = r#"{"action":"save","content":{"kind":"document","title":"a","title":"b"}}"#;
        assert!(action(twice).contains(&("twice", "content.title".to_owned())));
    }

    #[test]
    fn nesting_without_end_is_refused_without_harm() {
        assert_eq!(action(&"[".repeat(100_000)), one("syntax", ""));
    }
}
