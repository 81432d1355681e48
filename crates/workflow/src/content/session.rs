//! When a meeting meets, and how it went.

use serde::{Deserialize, Serialize};

use super::MeetingMode;
use crate::time::Timestamp;

/// One session of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Begin.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
}

/// How a meeting went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Actual {
    /// Begin.
    pub starts_at: Timestamp,
    /// End.
    pub ends_at: Timestamp,
    /// People who came.
    pub headcount: u32,
    /// How.
    pub mode: MeetingMode,
    /// Where.
    #[serde(default)]
    pub venue: String,
    /// Units that did not come.
    #[serde(default)]
    pub no_show: u32,
}
