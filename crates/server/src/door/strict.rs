//! JSON that says one thing: no field twice, none that nobody reads, and an error that names the field.

use baopi_workflow::request::action::{AddedPlace, Resume};
use baopi_workflow::{
    Action, Content, DocumentContent, InspectionContent, MeetingContent, PersonId, RequestId,
    RuleId, StageKey,
};
use serde::de::{DeserializeOwned, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use serde_json::{Map, Value};

use crate::door::problem::{Code, Problem};

/// What is wrong with a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadInput {
    /// The path of the field, such as `content.sessions[0].starts_at`; empty where the whole is concerned.
    pub(crate) field: String,
    /// What is wrong.
    pub(crate) fault: Fault,
    /// What the reader of the JSON says, in English.
    pub(crate) cause: String,
}

/// The kinds of wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is not JSON.
    Syntax,
    /// The field is not there.
    Missing,
    /// Nobody reads the field.
    Unknown,
    /// The field is there twice.
    Duplicate,
    /// The value does not fit the field.
    Unfit,
}

impl Fault {
    const fn key(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Missing => "missing",
            Self::Unknown => "unknown",
            Self::Duplicate => "duplicate",
            Self::Unfit => "unfit",
        }
    }
}

impl From<BadInput> for Problem {
    fn from(bad: BadInput) -> Self {
        let whole = bad.fault == Fault::Unfit && bad.field.is_empty();
        Self::new(Code::BadInput)
            .case(if whole { "whole" } else { bad.fault.key() })
            .with("field", bad.field)
            .with("cause", bad.cause)
    }
}

/// What can be read from a body.
pub(crate) trait Body: DeserializeOwned {
    /// Looks for the fault more closely than the reader of a tagged enum can, which forgets where it is.
    fn locate(_: &Value) -> Option<BadInput> {
        None
    }
}

/// Reads a body.
///
/// # Errors
///
/// [`BadInput`] for anything but exactly what is expected.
pub(crate) fn read<T: Body>(bytes: &[u8]) -> Result<T, BadInput> {
    let Once(value) = serde_json::from_slice(bytes).map_err(|error| {
        let cause = error.to_string();
        match error.classify() {
            Category::Data => described(String::new(), cause),
            Category::Syntax | Category::Eof | Category::Io => {
                BadInput { field: String::new(), fault: Fault::Syntax, cause }
            }
        }
    })?;
    // A tagged enum would also be read from a list.
    if !value.is_object() {
        let cause = "an object is expected".to_owned();
        return Err(BadInput { field: String::new(), fault: Fault::Unfit, cause });
    }
    fitted(&value).map_err(|bad| T::locate(&value).unwrap_or(bad))
}

fn fitted<T: DeserializeOwned>(value: &Value) -> Result<T, BadInput> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        described(path, error.into_inner().to_string())
    })
}

/// Names the field from what serde says; its wording is held by the tests.
fn described(path: String, cause: String) -> BadInput {
    let named = cause.split('`').nth(1).unwrap_or_default();
    let fault = match cause.split('`').next().unwrap_or_default() {
        "missing field " => Fault::Missing,
        "unknown field " => Fault::Unknown,
        "duplicate field " => Fault::Duplicate,
        _ => return BadInput { field: path, fault: Fault::Unfit, cause },
    };
    let ends = path == named || path.ends_with(&format!(".{named}"));
    let field = match (path.is_empty(), ends) {
        (true, _) => named.to_owned(),
        (false, true) => path,
        (false, false) => format!("{path}.{named}"),
    };
    BadInput { field, fault, cause }
}

impl Body for Content {
    fn locate(value: &Value) -> Option<BadInput> {
        let (kind, rest) = tagged(value, "kind")?;
        match kind {
            "document" => fitted::<DocumentContent>(&rest).err(),
            "meeting" => fitted::<MeetingContent>(&rest).err(),
            "inspection" => fitted::<InspectionContent>(&rest).err(),
            _ => Some(unfit("kind")),
        }
    }
}

impl Body for Action {
    fn locate(value: &Value) -> Option<BadInput> {
        let (name, rest) = tagged(value, "action")?;
        let inner = match (rest.get("content"), rest.get("actual")) {
            (Some(content), _) => fitted::<Content>(content)
                .err()
                .map(|bad| ("content", Content::locate(content).unwrap_or(bad))),
            (None, Some(actual)) => {
                fitted::<baopi_workflow::request::Actual>(actual).err().map(|bad| ("actual", bad))
            }
            (None, None) => None,
        };
        inner.map(|(outer, bad)| bad.within(outer)).or_else(|| misnamed(name, &rest))
    }
}

/// The field in which an action names somebody, another request or a word, and does not.
fn misnamed(action: &str, fields: &Value) -> Option<BadInput> {
    let to = match action {
        "circulate" => named::<Vec<PersonId>>,
        "return" => named::<Option<StageKey>>,
        _ => named::<PersonId>,
    };
    to(fields, "to")
        .or_else(|| named::<PersonId>(fields, "person"))
        .or_else(|| named::<PersonId>(fields, "from"))
        .or_else(|| named::<RequestId>(fields, "into"))
        .or_else(|| named::<RequestId>(fields, "with"))
        .or_else(|| named::<AddedPlace>(fields, "place"))
        .or_else(|| named::<Resume>(fields, "then"))
        .or_else(|| named::<Vec<RuleId>>(fields, "accept"))
}

fn named<T: DeserializeOwned>(fields: &Value, field: &str) -> Option<BadInput> {
    fitted::<T>(fields.get(field)?).err().map(|bad| bad.within(field))
}

impl BadInput {
    /// The same as a part of a field.
    fn within(self, outer: &str) -> Self {
        let dot = if self.field.is_empty() || self.field.starts_with('[') { "" } else { "." };
        Self { field: format!("{outer}{dot}{}", self.field), ..self }
    }
}

/// The tag of an enum and everything beside it.
fn tagged<'v>(value: &'v Value, tag: &str) -> Option<(&'v str, Value)> {
    let kind = value.get(tag)?.as_str()?;
    let mut rest = value.as_object()?.clone();
    rest.remove(tag);
    Some((kind, Value::Object(rest)))
}

fn unfit(field: &str) -> BadInput {
    BadInput {
        field: field.to_owned(),
        fault: Fault::Unfit,
        cause: "not one of the known words".to_owned(),
    }
}

/// A value in which no object has a field twice; which of the two a reader would take is anybody's guess.
struct Once(Value);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OnceVisitor).map(Self)
    }
}

struct OnceVisitor;

impl<'de> Visitor<'de> for OnceVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Once(value)) = items.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
            }
            let Once(value) = members.next_value()?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: &str = "019a0000-0000-7000-8000-000000000001";

    fn fault<T: Body>(json: &str) -> (Fault, String) {
        match read::<T>(json.as_bytes()) {
            Ok(_) => panic!("{json} was read"),
            Err(bad) => (bad.fault, bad.field),
        }
    }

    fn action(json: &str) -> (Fault, String) {
        fault::<Action>(json)
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
        assert_eq!(action("{"), (Fault::Syntax, String::new()));
        assert_eq!(action(""), (Fault::Syntax, String::new()));
        assert_eq!(action("[]"), (Fault::Unfit, String::new()));
        assert_eq!(action(r#"["submit"]"#), (Fault::Unfit, String::new()));
        assert_eq!(action(r#"{"action":"submit"} x"#), (Fault::Syntax, String::new()));
    }

    #[test]
    fn a_missing_an_unknown_and_a_doubled_field_are_named() {
        assert_eq!(action("{}"), (Fault::Missing, "action".to_owned()));
        assert_eq!(action(r#"{"action":"reject"}"#), (Fault::Missing, "opinion".to_owned()));
        assert_eq!(action(r#"{"action":"submit","x":1}"#), (Fault::Unknown, "x".to_owned()));
        assert_eq!(
            action(r#"{"action":"submit","action":"seal"}"#),
            (Fault::Duplicate, "action".to_owned())
        );
    }

    #[test]
    fn a_fault_deep_in_a_content_is_named_by_its_path() {
        let save = |content: &str| action(&format!(r#"{{"action":"save","content":{content}}}"#));
        let meeting = |rest: &str| {
            save(&format!(
                r#"{{"kind":"meeting","host_unit":"{UNIT}","in_name_of":"{UNIT}","title":"a",{rest}}}"#
            ))
        };
        assert_eq!(
            meeting(r#""sessions":[{"starts_at":"nine","ends_at":1}]"#),
            (Fault::Unfit, "content.sessions[0].starts_at".to_owned())
        );
        assert_eq!(
            meeting(r#""sessions":[{"ends_at":1}]"#),
            (Fault::Missing, "content.sessions[0].starts_at".to_owned())
        );
        assert_eq!(meeting(r#""colour":"red""#), (Fault::Unknown, "content.colour".to_owned()));
        assert_eq!(save(r#"{"kind":"party"}"#), (Fault::Unfit, "content.kind".to_owned()));
        assert_eq!(save("{}"), (Fault::Missing, "content.kind".to_owned()));
        assert_eq!(action(r#"{"action":"save"}"#), (Fault::Missing, "content".to_owned()));
    }

    #[test]
    fn a_name_that_is_none_is_named_by_its_field() {
        for (json, field) in [
            (r#"{"action": "transfer", "to": "x"}"#, "to"),
            (r#"{"action": "circulate", "to": ["x"]}"#, "to[0]"),
            (r#"{"action": "return", "opinion": "o", "to": "No"}"#, "to"),
            (r#"{"action": "return", "opinion": "o", "then": "later"}"#, "then"),
            (r#"{"action": "add_signer", "person": 7, "place": "before"}"#, "person"),
            (r#"{"action": "cluster", "with": "x"}"#, "with"),
            (r#"{"action": "propose_merge", "into": null, "opinion": "o"}"#, "into"),
            (r#"{"action": "hand_over", "from": "x", "opinion": "o"}"#, "from"),
            (r#"{"action": "approve", "accept": ["NO-SUCH-RULE"]}"#, "accept[0]"),
        ] {
            assert_eq!(action(json), (Fault::Unfit, field.to_owned()), "{json}");
        }
        let nil = "00000000-0000-0000-0000-000000000000";
        let place = format!(r#"{{"action": "add_signer", "person": "{nil}", "place": "between"}}"#);
        assert_eq!(action(&place), (Fault::Unfit, "place".to_owned()));
        assert_eq!(action(r#"{"action": "advise"}"#), (Fault::Missing, "opinion".to_owned()));
        let more = r#"{"action": "urge", "opinion": "o"}"#;
        assert_eq!(action(more), (Fault::Unknown, "opinion".to_owned()), "nothing is overlooked");
    }

    #[test]
    fn a_field_that_stands_twice_is_refused_at_any_depth() {
        let twice = r#"{"action":"save","content":{"kind":"document","title":"a","title":"b"}}"#;
        assert_eq!(action(twice), (Fault::Duplicate, "title".to_owned()));
    }

    #[test]
    fn nesting_without_end_is_refused_without_harm() {
        assert_eq!(action(&"[".repeat(100_000)), (Fault::Syntax, String::new()));
    }
}
