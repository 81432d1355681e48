//! What has to be found out before something is done to a request.

use chrono::{Datelike, NaiveDate};

use super::{Action, ActionName, Proposal, Proposing, Request};
use crate::content::{Content, DocumentContent, MeetingContent};
use crate::rules::knowledge::{
    DocumentsWanted, InspectionsWanted, MEETING_DAYS_AHEAD, MEETING_DAYS_BACK, MeetingsWanted,
    QuotaMetric, QuotaWanted, Wanted, ahead, back,
};
use crate::time::Timestamp;

impl Wanted {
    /// What has to be found out about `request` with this text.
    #[must_use]
    pub fn of(request: &Request, content: &Content, now: Timestamp) -> Self {
        let today = now.date();
        let signature = request.signature.as_ref();
        let year = content.year(signature.map_or(today, |signature| signature.doc_date));
        let mut inspections = None;
        let (metric, meetings, documents) = match content {
            Content::Document(document) => {
                let meetings = MeetingsWanted {
                    from: back(today, MEETING_DAYS_BACK),
                    about: today,
                    to: today,
                    comprehensive: None,
                };
                let documents = documents(document, today);
                (QuotaMetric::Documents, Some(meetings), Some(documents))
            }
            Content::Meeting(meeting) => (QuotaMetric::Meetings, meetings(meeting), None),
            Content::Inspection(inspection) => {
                let about = inspection.starts_on.unwrap_or(today);
                inspections = Some(InspectionsWanted { unit: inspection.unit, about });
                (QuotaMetric::Inspections, None, None)
            }
        };
        let signed_before = signature.map(|signature| signature.at);
        let quota = QuotaWanted { metric, unit: content.unit(), year, signed_before };
        Self { but: vec![request.id], quota, meetings, documents, inspections }
    }

    /// What has to be found out before `command` is decided, if the rules are asked at all: about the text that it brings, and
    /// where two meetings become one, about the one that goes on.
    #[must_use]
    pub fn for_action(
        action: &Action,
        (request, content): (&Request, &Content),
        other: Option<(&Request, &Content)>,
        now: Timestamp,
    ) -> Option<Self> {
        if !action.name().asks_the_rules() {
            return None;
        }
        if action.name() != ActionName::Confirm {
            return Some(Self::of(request, action.content().unwrap_or(content), now));
        }
        let merges = |proposal: &Proposal| matches!(proposal.what, Proposing::Merge(_));
        let (other, content) = other.filter(|_| request.proposal.as_ref().is_some_and(merges))?;
        let mut wanted = Self::of(other, content, now);
        wanted.but.push(request.id);
        Some(wanted)
    }
}

fn documents(document: &DocumentContent, about: NaiveDate) -> DocumentsWanted {
    let DocumentContent { issuing_unit, drafting_unit, .. } = *document;
    DocumentsWanted { issuing_unit, drafting_unit, about }
}

fn meetings(meeting: &MeetingContent) -> Option<MeetingsWanted> {
    let first = meeting.sessions.iter().map(|session| session.starts_at).min()?.date();
    let last = meeting.sessions.iter().map(|session| session.ends_at).max()?.date();
    Some(MeetingsWanted {
        from: back(first, MEETING_DAYS_BACK),
        about: first,
        to: ahead(last.max(first), MEETING_DAYS_AHEAD),
        comprehensive: Some((meeting.host_unit, first.year())),
    })
}
