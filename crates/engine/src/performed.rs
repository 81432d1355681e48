//! The answer to a command.

use baopi_workflow::{Digest, DocNumber, RequestId, Status, Version};
use serde::{Deserialize, Serialize};

/// What a command has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Performed {
    /// The request.
    pub request: RequestId,
    /// Its version from now on.
    pub version: Version,
    /// Where it stands.
    pub status: Status,
    /// Its number, if it has one.
    pub number: Option<DocNumber>,
    /// The digest of its text.
    pub digest: Digest,
    /// Whether this is the answer to an earlier sending of the same command.
    #[serde(skip)]
    pub replayed: bool,
}
