//! How a status and an urgency look.

use baopi_workflow::content::Urgency;
use baopi_workflow::{Kind, Status};

use super::form::written::word;
use super::frame::Texts;

/// A status with its colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StatusView {
    pub(crate) text: String,
    pub(crate) tone: &'static str,
}

impl StatusView {
    pub(crate) fn new(texts: Texts, status: &Status, kind: Kind) -> Self {
        let tone = match status {
            Status::New
            | Status::Draft
            | Status::Withdrawn
            | Status::Cancelled
            | Status::Filed
            | Status::Merged => "plain",
            Status::Returned
            | Status::Rejected
            | Status::Terminated
            | Status::Voided
            | Status::Revoked
            | Status::Repealed => "bad",
            Status::Review(_)
            | Status::Recheck
            | Status::Numbering
            | Status::Sealing
            | Status::Issuing => "wait",
            Status::Issued
            | Status::Archived
            | Status::Approved
            | Status::Noticed
            | Status::Held
            | Status::Closed => "done",
        };
        Self { text: baopi_messages::status(texts.0, status, kind), tone }
    }
}

/// An urgency that is worth a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UrgencyView {
    pub(crate) text: String,
    pub(crate) tone: &'static str,
}

impl UrgencyView {
    pub(crate) fn new(texts: Texts, urgency: Urgency) -> Option<Self> {
        let tone = match urgency {
            Urgency::ExtraUrgent => "urgent",
            Urgency::Urgent => "soon",
            Urgency::Normal => return None,
        };
        Some(Self { text: texts.word("urgency", &word(&urgency)), tone })
    }

    pub(crate) fn is_highest(&self) -> bool {
        self.tone == "urgent"
    }
}
