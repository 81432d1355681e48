//! The arguments of a message.

use std::collections::BTreeMap;

use fluent_templates::fluent_bundle::FluentValue;
use serde::Serialize;
use serde_json::Value;

/// One argument: a number, which picks the plural and is written plainly, or a text as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
}

/// The arguments of a message by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Args(BTreeMap<String, Argument>);

impl Args {
    /// No arguments yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one more.
    #[must_use]
    pub fn with(mut self, name: &str, argument: impl Into<Argument>) -> Self {
        self.0.insert(name.to_owned(), argument.into());
        self
    }

    /// The numbers and texts among the members of `object`, each under its own name.
    #[must_use]
    pub fn of(object: &impl Serialize) -> Self {
        let Ok(Value::Object(members)) = serde_json::to_value(object) else {
            return Self::default();
        };
        let argument = |value: Value| match value {
            Value::Number(number) => number.as_i64().map(Argument::Number),
            Value::String(text) => Some(Argument::Text(text)),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        Self(
            members
                .into_iter()
                .filter_map(|(name, value)| Some((name, argument(value)?)))
                .collect(),
        )
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Argument> {
        self.0.get(name)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = (&str, FluentValue<'_>)> {
        self.0.iter().map(|(name, argument)| {
            let value = match argument {
                Argument::Number(number) => FluentValue::from(*number),
                Argument::Text(text) => FluentValue::from(text.as_str()),
            };
            (name.as_str(), value)
        })
    }
}

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Argument {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Argument {
    /// A number beyond what an `i64` holds is taken for the greatest one.
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Argument {
    /// As from `u64`.
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
