//! The shape of what is sent, as the document of the API describes it, and reading by it: everything that does not fit is
//! told at once and by the name of its field, and the rest is left in the form that the types of the workflow read.

use std::any::TypeId;
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use baopi_workflow::book::{FieldFault, Wrong};
use baopi_workflow::{Digest, StageKey, Timestamp, text};
use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::openapi::path::ParameterIn;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// What a value may be.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// Any text.
    Text,
    /// A text that is not blank.
    Filled,
    /// A text that is read as something else, such as an identifier or a day.
    Written(fn(&str) -> bool),
    /// One word of a list.
    Word(Vec<String>),
    /// Yes or no.
    Flag,
    /// A whole number from the first to the second, both included.
    Whole(i128, i128),
    /// A sum of money in 分. A form asks for yuan.
    Money,
    /// An instant, RFC 3339 outside and milliseconds inside.
    Instant,
    /// It, or null.
    Maybe(Box<Self>),
    /// Several.
    List(Box<Self>),
    /// Several by name: what a name may be, and what stands under it.
    Named(Box<Self>, Box<Self>),
    /// An object.
    Object(Vec<Field>),
    /// An object whose other fields depend on the word in one of them.
    Tagged(String, Vec<(String, Vec<Field>)>),
    /// Anything; whoever uses it says what does not fit.
    Anything,
}

/// One field of an object.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// Its name.
    pub(crate) name: String,
    /// Whether it has to be there.
    pub(crate) is_needed: bool,
    /// What it may hold.
    pub(crate) shape: Shape,
}

impl Field {
    /// Its name and its word, where it can hold one word only.
    fn tag(&self) -> Option<(String, String)> {
        let Shape::Word(words) = &self.shape else { return None };
        let [word] = &**words else { return None };
        Some((self.name.clone(), word.clone()))
    }
}

/// The shapes that were asked for, by type.
type Known = RwLock<BTreeMap<TypeId, &'static Shape>>;

/// The shape of a type, made when it is first asked for and kept for good: there are as many as types.
fn kept(known: &Known, of: TypeId, make: impl FnOnce() -> Shape) -> &'static Shape {
    if let Some(shape) = known.read().unwrap_or_else(PoisonError::into_inner).get(&of) {
        return shape;
    }
    let shape = Box::leak(Box::new(make()));
    known.write().unwrap_or_else(PoisonError::into_inner).entry(of).or_insert(shape)
}

impl Shape {
    /// The shape in which the API takes and gives a `T`.
    pub(crate) fn of<T: ToSchema + 'static>() -> &'static Self {
        static KNOWN: Known = Known::new(BTreeMap::new());
        kept(&KNOWN, TypeId::of::<T>(), || {
            let mut schemas = Vec::new();
            T::schemas(&mut schemas);
            let named = schemas.into_iter().map(|(name, schema)| (name, json(schema))).collect();
            Self::described(&json(T::schema()), &named)
        })
    }

    /// The shape of a query of the API.
    pub(crate) fn of_query<T: IntoParams + 'static>() -> &'static Self {
        static KNOWN: Known = Known::new(BTreeMap::new());
        kept(&KNOWN, TypeId::of::<T>(), || {
            let keys = T::into_params(|| Some(ParameterIn::Query)).into_iter().map(json);
            let key = |key: Value| Field {
                name: key["name"].as_str().unwrap_or_default().to_owned(),
                is_needed: key["required"] == true,
                shape: Self::described(&key["schema"], &BTreeMap::new()),
            };
            Self::Object(keys.map(key).collect())
        })
    }

    /// What a text of an address or of a form says in a field of this shape.
    pub(crate) fn of_text(&self, text: &str) -> Value {
        if let Self::Maybe(inner) = self {
            inner.of_text(text)
        } else if let (Self::Flag, Ok(is_so)) = (self, text.parse::<bool>()) {
            is_so.into()
        } else if let (Self::Whole(..), Ok(number)) = (self, text.parse::<i64>()) {
            number.into()
        } else {
            text.into()
        }
    }

    /// The shape that a JSON schema describes; `named` are the schemas to which it refers.
    fn described(schema: &Value, named: &BTreeMap<String, Value>) -> Self {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap_or_default();
            return named.get(name).map_or(Self::Anything, |schema| Self::described(schema, named));
        }
        if let Some(ways) = schema["oneOf"].as_array() {
            return Self::one_of(ways, named);
        }
        let types: Vec<_> = match &schema["type"] {
            Value::String(one) => vec![one.as_str()],
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
        };
        let shape = match types.iter().find(|name| **name != "null") {
            Some(&"string") => Self::text(schema),
            Some(&"boolean") => Self::Flag,
            Some(&"integer") => Self::whole(schema),
            Some(&"array") => Self::List(Box::new(Self::described(&schema["items"], named))),
            Some(&"object") => Self::object(schema, named),
            Some(_) | None => Self::Anything,
        };
        if types.contains(&"null") { Self::Maybe(Box::new(shape)) } else { shape }
    }

    fn text(schema: &Value) -> Self {
        if let Some(words) = schema["enum"].as_array() {
            return Self::Word(words.iter().filter_map(Value::as_str).map(str::to_owned).collect());
        }
        match schema["format"].as_str() {
            Some("uuid") => Self::Written(|text| text.parse::<Uuid>().is_ok()),
            Some("date") => Self::Written(|text| text.parse::<NaiveDate>().is_ok()),
            Some("sha256") => Self::Written(reads::<Digest>),
            Some("stage-key") => Self::Written(reads::<StageKey>),
            Some("date-time") => Self::Instant,
            Some(_) | None if schema["minLength"].is_number() => Self::Filled,
            Some(_) | None => Self::Text,
        }
    }

    fn whole(schema: &Value) -> Self {
        let is_signed = schema["minimum"].as_i64().is_none();
        match (schema["format"].as_str(), is_signed) {
            (Some("fen"), _) => Self::Money,
            (Some("int32"), false) => Self::Whole(0, u32::MAX.into()),
            (Some("int32"), true) => Self::Whole(i32::MIN.into(), i32::MAX.into()),
            (_, false) => Self::Whole(0, u64::MAX.into()),
            (_, true) => Self::Whole(i64::MIN.into(), i64::MAX.into()),
        }
    }

    fn object(schema: &Value, named: &BTreeMap<String, Value>) -> Self {
        if schema["additionalProperties"].is_object() {
            let names = Self::described(&schema["propertyNames"], named);
            let values = Self::described(&schema["additionalProperties"], named);
            return Self::Named(Box::new(names), Box::new(values));
        }
        match schema["properties"].as_object() {
            Some(properties) => Self::Object(fields(schema, properties, named)),
            None if schema["additionalProperties"] == false => Self::Object(Vec::new()),
            None => Self::Anything,
        }
    }

    /// It or null, or an object whose tag tells which.
    fn one_of(ways: &[Value], named: &BTreeMap<String, Value>) -> Self {
        let (nulls, others): (Vec<_>, Vec<_>) = ways.iter().partition(|way| way["type"] == "null");
        if let ([_], [one]) = (&*nulls, &*others) {
            return Self::Maybe(Box::new(Self::described(one, named)));
        }
        let tagged = |way: &&Value| {
            let Self::Object(fields) = Self::described(way, named) else { return None };
            let (tag, word) = fields.iter().find_map(Field::tag)?;
            Some((tag, (word, fields)))
        };
        let ways: Option<(Vec<_>, Vec<_>)> = others.iter().map(tagged).collect();
        match ways {
            Some((tags, of)) if !tags.is_empty() => Self::Tagged(tags[0].clone(), of),
            Some(_) | None => Self::Anything,
        }
    }

    /// The fields of an object; those of the way that its tag names.
    pub(crate) fn fields(&self, tag: &str) -> &[Field] {
        if let Self::Object(fields) = self {
            fields
        } else if let Self::Tagged(_, of) = self {
            of.iter().find(|(word, _)| word == tag).map_or(&[], |(_, fields)| fields)
        } else {
            &[]
        }
    }

    /// The fields that an object of this shape has.
    pub(crate) fn fields_in(&self, members: &Map<String, Value>) -> &[Field] {
        let tag = if let Self::Tagged(tag, _) = self { members.get(tag) } else { None };
        self.fields(tag.and_then(Value::as_str).unwrap_or_default())
    }

    /// The words of which the field of this name holds one, in whatever object it stands; rows have no number in the name.
    pub(crate) fn words(&self, name: &str) -> Option<Vec<&str>> {
        if let Self::Maybe(inner) | Self::List(inner) = self {
            return inner.words(name);
        }
        if let Self::Word(words) = self {
            return name.is_empty().then(|| words.iter().map(String::as_str).collect());
        }
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        if let Self::Tagged(tag, ways) = self {
            if tag == name {
                return Some(ways.iter().map(|(word, _)| word.as_str()).collect());
            }
            let mut found = ways
                .iter()
                .filter_map(|(_, fields)| fields.iter().find(|field| field.name == first));
            return found.find_map(|field| field.shape.words(rest));
        }
        self.fields("").iter().find(|field| field.name == first)?.shape.words(rest)
    }

    /// Reads a value that came from outside. What does not fit is named and taken out; the answer is whether what is left can
    /// be used. `path` is the name of the field in which the value stands, and empty for the whole.
    pub(crate) fn read(&self, value: &mut Value, path: &str, faults: &mut Vec<FieldFault>) -> bool {
        if let Value::String(text) = value
            && text::has_unfit(text)
        {
            faults.push(FieldFault::new(path, Wrong::Characters));
            *text = text::without_unfit(std::mem::take(text));
        }
        self.read_fit(value, path, faults)
    }

    /// The same of a value without unfit characters.
    fn read_fit(&self, value: &mut Value, path: &str, faults: &mut Vec<FieldFault>) -> bool {
        let fits = match (self, &mut *value) {
            (Self::Anything, _)
            | (Self::Text, Value::String(_))
            | (Self::Flag, Value::Bool(_))
            | (Self::Maybe(_), Value::Null) => true,
            (Self::Maybe(shape), value) => return shape.read(value, path, faults),
            (Self::Filled, Value::String(text)) if text.trim().is_empty() => {
                faults.push(FieldFault::new(path, Wrong::Missing));
                return false;
            }
            (Self::Filled, Value::String(_)) => true,
            (Self::Written(reads), Value::String(text)) => reads(text),
            (Self::Word(words), Value::String(text)) => words.contains(text),
            (Self::Whole(least, most), Value::Number(number)) => {
                number.as_i128().is_some_and(|number| (*least..=*most).contains(&number))
            }
            (Self::Money, Value::Number(number)) => number.is_i64(),
            (Self::Instant, Value::String(text)) => match instant(text) {
                Some(at) => {
                    *value = at.0.into();
                    true
                }
                None => false,
            },
            (Self::List(shape), Value::Array(items)) => {
                let mut row = 0..;
                items.retain_mut(|item| {
                    let path = format!("{path}[{}]", row.next().unwrap_or_default());
                    shape.read(item, &path, faults)
                });
                true
            }
            (Self::Named(names, values), Value::Object(members)) => {
                members.retain(|name, value| {
                    let path = within(path, name);
                    names.read(&mut Value::String(name.to_owned()), &path, faults)
                        && values.read(value, &path, faults)
                });
                true
            }
            (Self::Object(fields), Value::Object(members)) => {
                return read_fields(fields, members, path, faults);
            }
            (Self::Tagged(tag, of), Value::Object(members)) => {
                let word = members.get(tag).map(|word| word.as_str().unwrap_or_default());
                match word.map(|word| of.iter().find(|(known, _)| known == word)) {
                    Some(Some((_, fields))) => return read_fields(fields, members, path, faults),
                    Some(None) => {
                        faults.push(FieldFault::new(&within(path, tag), Wrong::Unreadable));
                    }
                    None => faults.push(FieldFault::new(&within(path, tag), Wrong::Missing)),
                }
                return false;
            }
            _ => false,
        };
        if !fits {
            faults.push(FieldFault::new(path, Wrong::Unreadable));
        }
        fits
    }

    /// Writes a value of the program as it goes outside: its instants in RFC 3339, and nothing where nothing stands.
    pub(crate) fn write(&self, value: &mut Value) {
        match (self, &mut *value) {
            (Self::Instant, Value::Number(at)) => {
                *value = written(Timestamp(at.as_i64().unwrap_or_default())).into();
            }
            (Self::Maybe(shape), value) => shape.write(value),
            (Self::List(shape), Value::Array(items)) => {
                for item in items {
                    shape.write(item);
                }
            }
            (Self::Named(_, shape), Value::Object(members)) => {
                members.values_mut().for_each(|value| shape.write(value));
            }
            (Self::Object(_) | Self::Tagged(..), Value::Object(members)) => {
                members.retain(|_, value| !value.is_null());
                for field in self.fields_in(members) {
                    if let Some(value) = members.get_mut(&field.name) {
                        field.shape.write(value);
                    }
                }
            }
            _ => {}
        }
    }
}

fn read_fields(
    fields: &[Field],
    members: &mut Map<String, Value>,
    path: &str,
    faults: &mut Vec<FieldFault>,
) -> bool {
    members.retain(|name, _| {
        let is_known = fields.iter().any(|field| field.name == *name);
        if !is_known {
            faults.push(FieldFault::new(&within(path, name), Wrong::Unasked));
        }
        is_known
    });
    let mut is_whole = true;
    for field in fields {
        let path = within(path, &field.name);
        match members.get_mut(&field.name) {
            Some(value) => {
                let fits = field.shape.read(value, &path, faults);
                if !fits {
                    members.remove(&field.name);
                }
                is_whole &= fits || !field.is_needed;
            }
            None if field.is_needed => {
                faults.push(FieldFault::new(&path, Wrong::Missing));
                is_whole = false;
            }
            None => {}
        }
    }
    is_whole
}

fn fields(
    schema: &Value,
    properties: &Map<String, Value>,
    named: &BTreeMap<String, Value>,
) -> Vec<Field> {
    let needed = schema["required"].as_array().map_or(&[][..], Vec::as_slice);
    let field = |(name, schema): (&String, &Value)| Field {
        name: name.clone(),
        is_needed: needed.iter().any(|needed| needed == name),
        shape: Shape::described(schema, named),
    };
    properties.iter().map(field).collect()
}

/// The name of a field in another one.
pub(crate) fn within(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn json(schema: impl serde::Serialize) -> Value {
    serde_json::to_value(schema).expect("a schema is JSON")
}

/// Whether a text is one of a `T`.
fn reads<T: DeserializeOwned>(text: &str) -> bool {
    serde_json::from_value::<T>(text.into()).is_ok()
}

/// Reads an instant.
fn instant(text: &str) -> Option<Timestamp> {
    let at = DateTime::parse_from_rfc3339(text).ok()?;
    Some(Timestamp::from(at.with_timezone(&Utc)))
}

/// Writes an instant: in the office's time, and to the millisecond where it is not a whole second.
pub(crate) fn written(at: Timestamp) -> String {
    let local = at.local().filter(|_| at.0.rem_euclid(1000) != 0);
    local.map_or_else(
        || at.to_string(),
        |at| at.to_rfc3339_opts(chrono::SecondsFormat::Millis, false),
    )
}

#[cfg(test)]
mod tests {
    use baopi_workflow::{Action, Content};
    use rstest::rstest;
    use serde_json::json;

    use super::*;
    use crate::door::strict::Body;

    #[rstest]
    #[case("关于\0报批的通知")]
    #[case("关于\u{202E}报批的通知")]
    fn a_text_with_a_character_that_cannot_be_seen_is_told_by_its_field(#[case] title: &str) {
        let mut value = json!({ "sha256": "0".repeat(64), "name": title, "size": 1 });
        let mut faults = Vec::new();
        let shape = Shape::of::<baopi_workflow::content::FileRef>();
        assert!(shape.read(&mut value, "file", &mut faults), "what is left can be used");
        assert_eq!(faults, [FieldFault::new("file.name", Wrong::Characters)]);
        assert_eq!(value["name"], "关于报批的通知");
    }

    /// Every shape in a shape.
    fn all<'s>(shape: &'s Shape, found: &mut Vec<&'s Shape>) {
        found.push(shape);
        match shape {
            Shape::Maybe(inner) | Shape::List(inner) => all(inner, found),
            Shape::Named(names, values) => {
                all(names, found);
                all(values, found);
            }
            Shape::Object(fields) => fields.iter().for_each(|field| all(&field.shape, found)),
            Shape::Tagged(_, ways) => {
                let fields = ways.iter().flat_map(|(_, fields)| fields);
                fields.for_each(|field| all(&field.shape, found));
            }
            Shape::Text
            | Shape::Filled
            | Shape::Written(_)
            | Shape::Word(_)
            | Shape::Flag
            | Shape::Whole(..)
            | Shape::Money
            | Shape::Instant
            | Shape::Anything => {}
        }
    }

    #[test]
    fn every_field_of_a_content_and_of_an_action_is_described() {
        for shape in [Content::shape(), Action::shape()] {
            let mut found = Vec::new();
            all(shape, &mut found);
            assert!(found.len() > 100, "{}", found.len());
            assert!(!found.iter().any(|shape| matches!(shape, Shape::Anything)));
        }
    }

    #[rstest]
    #[case("2026-09-15T09:00:00+08:00", "2026-09-15T09:00:00+08:00")]
    #[case("2026-09-15T01:00:00Z", "2026-09-15T09:00:00+08:00")]
    #[case("2026-09-15T09:00:00.5+08:00", "2026-09-15T09:00:00.500+08:00")]
    fn an_instant_comes_in_any_zone_and_goes_in_the_offices(
        #[case] sent: &str,
        #[case] told: &str,
    ) {
        let mut value = json!({ "starts_at": sent, "ends_at": sent });
        let shape = Shape::of::<baopi_workflow::content::Session>();
        let mut faults = Vec::new();
        assert!(shape.read(&mut value, "", &mut faults), "{faults:?}");
        assert!(value["starts_at"].is_i64());
        shape.write(&mut value);
        assert_eq!(value, json!({ "starts_at": told, "ends_at": told }));
    }

    #[rstest]
    #[case(json!(1_789_434_000_000_i64))]
    #[case(json!("2026-09-15"))]
    #[case(json!("2026-09-15 09:00"))]
    #[case(json!("99999-01-01T00:00:00Z"))]
    fn anything_else_is_no_instant(#[case] sent: Value) {
        let mut value = json!({ "starts_at": sent, "ends_at": "2026-09-15T01:00:00Z" });
        let mut faults = Vec::new();
        let shape = Shape::of::<baopi_workflow::content::Session>();
        assert!(!shape.read(&mut value, "", &mut faults));
        assert_eq!(faults, [FieldFault::new("starts_at", Wrong::Unreadable)]);
    }

    #[test]
    fn what_does_not_fit_is_taken_out_with_the_row_that_needs_it() {
        let mut value = json!({
            "kind": "meeting", "title": "t", "venue": 7,
            "host_unit": Uuid::nil(), "in_name_of": Uuid::nil(),
            "sessions": [{ "starts_at": "?", "ends_at": "2026-09-15T01:00:00Z" }],
            "agenda": [{ "item": "讲话", "kind": "speech", "minutes": 20 }],
        });
        let mut faults = Vec::new();
        assert!(Content::shape().read(&mut value, "", &mut faults), "what is left can be used");
        assert_eq!((&value["sessions"], value.get("venue")), (&json!([]), None));
        assert_eq!(value["agenda"].as_array().unwrap().len(), 1);
        let names: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(names, ["sessions[0].starts_at", "venue"]);
    }
}
