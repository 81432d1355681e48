//! The doors through which a move is tried: as a program sends it, and as a form of a page does.

use anyhow::Context;
use baopi_tests::cast::rfc3339;
use chrono::DateTime;
use serde_json::Value;

use super::wire::{Reply, Wire};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
/// What stands between the parts of a form.
const BOUNDARY: &str = "between-the-parts-of-the-form";

/// A door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    Api,
    Page,
}

/// What an answer says.
#[derive(Debug)]
#[expect(dead_code, reason = "what is never right is only shown")]
pub(super) enum Outcome {
    /// Done; the API says what.
    Done(Value),
    /// Refused and told why; the API names the code, and beside it the rules.
    Refused(Option<String>, Value),
    /// There is no such request, or not for this person.
    Hidden,
    /// Who is that?
    NotSignedIn,
    /// Anything else, which is never right.
    Other(String),
}

impl Door {
    pub(super) const ALL: [Self; 2] = [Self::Api, Self::Page];

    /// Sends the sample of a move, on a request as it was seen; there is none yet where the identifier is empty.
    pub(super) async fn send(
        self,
        wire: &Wire,
        sample: &Value,
        content: &Value,
        (id, version): (&str, u64),
    ) -> anyhow::Result<Outcome> {
        match (self, id) {
            (Self::Api, "") => {
                let body = sent(content).to_string();
                Ok(of_api(&wire.post("/api/v1/requests", "", JSON, &body).await?))
            }
            (Self::Api, _) => {
                let path = format!("/api/v1/requests/{id}/actions");
                let seen = format!("if-match: \"v{version}\"\r\n");
                Ok(of_api(&wire.post(&path, &seen, JSON, &sent(sample).to_string()).await?))
            }
            (Self::Page, _) => by_form(wire, sample, content, (id, version)).await,
        }
    }
}

fn of_api(answer: &Reply) -> Outcome {
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let code = body["code"].as_str().map(str::to_owned);
    match (answer.status, code.as_deref()) {
        (200 | 201, _) => Outcome::Done(body),
        (401, Some("unauthenticated")) => Outcome::NotSignedIn,
        (404, Some("not_found")) => Outcome::Hidden,
        (403 | 409 | 422, Some(_)) => Outcome::Refused(code, body),
        (status, _) => Outcome::Other(format!("{status} {body}")),
    }
}

async fn by_form(
    wire: &Wire,
    sample: &Value,
    content: &Value,
    (id, version): (&str, u64),
) -> anyhow::Result<Outcome> {
    let action = sample["action"].as_str().context("no action")?;
    let mut fields = vec![("version".to_owned(), version.to_string())];
    let written = ["create", "save", "correct", "reschedule"].contains(&action);
    if written {
        let changes = ["correct", "reschedule"].contains(&action);
        fields.push(("do".to_owned(), if changes { action } else { "save" }.to_owned()));
        fields.extend(changes.then(|| ("correcting".to_owned(), "yes".to_owned())));
        fields.extend(sample.get("opinion").map(|opinion| ("opinion".to_owned(), word(opinion))));
        flatten(&mut fields, "", sample.get("content").unwrap_or(content));
    } else {
        flatten(&mut fields, "", sample);
    }
    let fields: Vec<_> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = if written {
        let path = match (id, word(&content["kind"]).as_str()) {
            ("", kind) => format!("/{kind}s/new"),
            (id, _) => format!("/requests/{id}/edit"),
        };
        let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
        wire.post(&path, "", &media_type, &multipart(&fields)).await?
    } else {
        let pairs =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        wire.post(&format!("/requests/{id}/actions"), "", FORM, &body).await?
    };
    Ok(of_page(&answer, action))
}

fn multipart(fields: &[(&str, &str)]) -> String {
    let part = |(name, value): &(&str, &str)| {
        let head = format!("Content-Disposition: form-data; name=\"{name}\"");
        format!("--{BOUNDARY}\r\n{head}\r\n\r\n{value}\r\n")
    };
    let parts: String = fields.iter().map(part).collect();
    format!("{parts}--{BOUNDARY}--\r\n")
}

fn of_page(answer: &Reply, action: &str) -> Outcome {
    let done = match action {
        "create" | "save" => "/edit?saved=1".to_owned(),
        action => format!("?done={action}"),
    };
    let led = answer.header("location");
    match answer.status {
        303 if led.ends_with(&done) => Outcome::Done(Value::Null),
        401 => Outcome::NotSignedIn,
        404 => Outcome::Hidden,
        409 | 422 => Outcome::Refused(None, Value::Null),
        status => Outcome::Other(format!("{status} {led} {}", answer.body)),
    }
}

/// The fields of a form under the names of the API, each row with its number: one for each part of the sample, and several
/// for a list.
fn flatten(fields: &mut Vec<(String, String)>, name: &str, value: &Value) {
    let within =
        |part: &str| if name.is_empty() { part.to_owned() } else { format!("{name}.{part}") };
    match value {
        Value::Object(parts) => {
            if name == "burden" {
                fields.push((name.to_owned(), "yes".to_owned()));
            }
            for (part, value) in parts {
                match part.as_str() {
                    "content" => flatten(fields, "", value),
                    "starts_at" | "ends_at" => {
                        let (on, at) = moment(value);
                        fields.push((within(&format!("{part}.date")), on));
                        fields.push((within(&format!("{part}.time")), at));
                    }
                    part => flatten(fields, &within(part), value),
                }
            }
        }
        Value::Array(values) => {
            for (row, value) in values.iter().enumerate() {
                let name =
                    if value.is_object() { within(&row.to_string()) } else { name.to_owned() };
                flatten(fields, &name, value);
            }
        }
        Value::Bool(true) => fields.push((name.to_owned(), "yes".to_owned())),
        Value::Bool(false) | Value::Null => {}
        Value::Number(_) | Value::String(_) => fields.push((name.to_owned(), word(value))),
    }
}

fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The same with its instants as the API takes them: the tables have milliseconds.
fn sent(value: &Value) -> Value {
    match value {
        Value::Object(parts) => {
            let part = |(name, value): (&String, &Value)| {
                let at = value.as_i64().filter(|_| name == "starts_at" || name == "ends_at");
                (name.clone(), at.map_or_else(|| sent(value), |at| rfc3339(at).into()))
            };
            Value::Object(parts.iter().map(part).collect())
        }
        Value::Array(values) => values.iter().map(sent).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// The date and the time of an instant at the office, as the fields of a form hold them.
fn moment(at: &Value) -> (String, String) {
    let at = rfc3339(at.as_i64().unwrap_or_default());
    let at = DateTime::parse_from_rfc3339(&at).unwrap_or_default();
    (at.format("%Y-%m-%d").to_string(), at.format("%H:%M").to_string())
}

fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}
