//! What a refusal tells a client's program beside its code: which field, which limit, for whom to wait and until when.

use baopi_workflow::{PersonId, Refusal};
use serde_json::{Map, Value, json};

/// The members of the problem that belong to the refusal; `name` says the name of a person.
pub(crate) fn facts(refusal: &Refusal, name: &dyn Fn(PersonId) -> String) -> Map<String, Value> {
    let person = |id: PersonId| json!({ "id": id, "name": name(id) });
    let facts = match refusal {
        Refusal::TooMuch { field, limit } => json!({ "field": field, "limit": limit }),
        Refusal::OpinionTooLong { length, limit } => {
            json!({ "field": "opinion", "length": length, "limit": limit })
        }
        Refusal::OpinionRequired => json!({ "field": "opinion" }),
        Refusal::NobodyFor { stage }
        | Refusal::StageUnknown { stage }
        | Refusal::RouteLosesSignature { stage } => json!({ "stage": stage }),
        Refusal::NotYourTurn { waits_for } => {
            json!({ "waits_for": waits_for.iter().map(|id| person(*id)).collect::<Vec<_>>() })
        }
        Refusal::TooSoon { again_at } => json!({ "again_at": again_at.to_string() }),
        Refusal::Suspended { by, at } | Refusal::ProposalOpen { by, at } => {
            json!({ "by": person(*by), "at": at.to_string() })
        }
        Refusal::NotEligible { person: whom, reason } => {
            json!({ "person": person(*whom), "reason": reason.key() })
        }
        Refusal::RoomTaken { starts_at } => json!({ "starts_at": starts_at.to_string() }),
        Refusal::NotPossible { reason } => json!({ "reason": reason.key() }),
        Refusal::Blocked { .. }
        | Refusal::Classified { .. }
        | Refusal::NotAllowedNow { .. }
        | Refusal::AlreadyDecided { .. }
        | Refusal::NotYours { .. }
        | Refusal::ExceptionsOpen { .. }
        | Refusal::ObjectionUnresolved
        | Refusal::AfterSignature => Value::Null,
    };
    match facts {
        Value::Object(facts) => facts,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::new()
        }
    }
}
