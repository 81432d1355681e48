//! Identifiers that follow from what they name.

use baopi_workflow::Digest;
use uuid::Uuid;

/// The identifier of something that is told apart by all that it says, so that writing it again changes nothing.
pub(crate) fn derived_id(text: &str) -> Uuid {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Digest::of(text.as_bytes()).0[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
