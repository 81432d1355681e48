//! One order, however often its form is sent.

use baopi_engine::CommandKey;
use uuid::Uuid;

use super::typed::Typed;

/// The key of an order given by a form: a second click on the same form is the same order.
pub(crate) fn key(typed: &Typed, path: &str, step: &str) -> Option<CommandKey> {
    let nonce = typed.one("nonce");
    let fingerprint = typed.fingerprint(&format!("{path}#{step}"));
    (!nonce.is_empty()).then(|| CommandKey { key: format!("{nonce}-{step}"), fingerprint })
}

/// A key under which the order that a form gives is known, should it arrive twice.
pub(crate) fn nonce() -> String {
    Uuid::now_v7().simple().to_string()
}
