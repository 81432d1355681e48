//! What must not stand in JSON that programs read.

use serde_json::Value;

/// From here on an integer looks like milliseconds: as such it is later than the spring of 1973, and no figure is as high.
const LIKE_MILLISECONDS: u64 = 100_000_000_000;

/// The places in an answer, as JSON pointers, where something stands that a reader cannot know how to take: a null instead of
/// nothing, or an instant as a bare number.
#[must_use]
pub fn strange(answer: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look(answer, "", &mut found);
    found
}

fn look(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Null => found.push(format!("{place}: null")),
        Value::Number(number) if number.as_u64().is_some_and(|n| n >= LIKE_MILLISECONDS) => {
            found.push(format!("{place}: {number} looks like milliseconds"));
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                look(item, &format!("{place}/{at}"), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                look(member, &format!("{place}/{name}"), found);
            }
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
