//! What the rules know beside the content: the calendar, the year's figures, and what others have asked for.
//!
//! Data, never verdicts. Whoever calls the rules collects it; what races with other commands is read in the transaction that
//! decides. What could not be had is [`Known::Missing`], and the rule that needs it refuses.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Finding, Own, RuleId};
use crate::content::Session;
use crate::id::{RequestId, UnitId};
use crate::time::Timestamp;
use crate::working_day::{self, Calendar};

mod used;
mod wanted;

pub use used::used;
pub use wanted::{
    AROUND_DRAFTING_DAYS, DocumentsWanted, InspectionsWanted, MEETING_DAYS_AHEAD,
    MEETING_DAYS_BACK, MeetingsWanted, QuotaMetric, QuotaWanted, SIMILAR_DOCUMENT_DAYS, Wanted,
};
pub(crate) use wanted::{ahead, back};

/// A piece of knowledge, or that it could not be had.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known<T> {
    /// It could not be had; the rule that needs it refuses.
    #[default]
    Missing,
    /// What is known.
    Is(T),
}

impl<T> Known<T> {
    const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// What is known; where it could not be had, the finding with which `rule` refuses. `what` names it in the message files.
    pub(super) fn needed_by(&self, rule: RuleId, what: &str) -> Result<&T, Finding> {
        match self {
            Self::Is(known) => Ok(known),
            Self::Missing => Err(Finding::missing(rule, what)),
        }
    }
}

/// What the rules know beside the content. [`Self::default`] knows nothing at all; [`Self::alone`] knows that there is
/// nothing else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Knowledge {
    /// How much of its quota the unit has used, in the year for which the request counts.
    pub quota: Known<QuotaUse>,
    /// The other meetings that can matter: 60 days back, 14 days ahead, and the comprehensive ones of the year.
    pub meetings: Known<Vec<OtherMeeting>>,
    /// The other documents that can matter: those of the issuing unit in the last 180 days, and those of the drafting unit
    /// within 7 days.
    pub documents: Known<Vec<OtherDocument>>,
    /// The stored texts from which the document takes most, the most copied first.
    pub sources: Known<Vec<Source>>,
    /// The item of the year's plan that the request names, if it is one of the unit's and not used by another request.
    pub plan: Known<Option<PlannedItem>>,
    /// The other inspections that can matter: those of the month, and the comprehensive ones of the unit and year.
    #[serde(default, skip_serializing_if = "Known::is_missing")]
    pub inspections: Known<Vec<OtherInspection>>,
    /// The holidays and make-up days of the office.
    #[serde(skip, default = "shipped")]
    pub calendar: Known<Arc<Calendar>>,
    /// What was known of the request itself; only in what is kept with an evaluation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<Own>,
}

/// What is kept with an evaluation leaves the calendar out: the shipped one only ever gains years, and what an office brought in
/// is kept by itself, with the time since when it counts.
fn shipped() -> Known<Arc<Calendar>> {
    Known::Is(Calendar::shipped())
}

impl Knowledge {
    /// Nothing but a calendar: for what asks no rule, and still counts working days.
    #[must_use]
    pub fn of_days(calendar: Arc<Calendar>) -> Self {
        Self { calendar: Known::Is(calendar), ..Self::default() }
    }

    /// That this is the only request of the office, whose quota is ample, in the shipped calendar.
    #[must_use]
    pub fn alone() -> Self {
        Self {
            quota: Known::Is(QuotaUse::AMPLE),
            meetings: Known::Is(Vec::new()),
            documents: Known::Is(Vec::new()),
            sources: Known::Is(Vec::new()),
            plan: Known::Is(None),
            inspections: Known::Is(Vec::new()),
            calendar: shipped(),
            own: None,
        }
    }

    /// The day that is `days` working days after `day`, for deadlines. A deadline is set in any case: without a calendar it
    /// counts Monday to Friday.
    #[must_use]
    pub fn working_days_after(&self, day: NaiveDate, days: u32) -> NaiveDate {
        match &self.calendar {
            Known::Is(calendar) => calendar.after(day, days),
            Known::Missing => Calendar::default().after(day, days),
        }
    }

    /// Whether people are expected at work on this day.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        match &self.calendar {
            Known::Is(calendar) => calendar.is_working_day(day),
            Known::Missing => working_day::is_working_day(day),
        }
    }
}

/// How much of its quota a unit has used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotaUse {
    /// How many it was last year, where that is known.
    pub baseline: Option<u32>,
    /// By how much it is to fall, in per cent.
    pub reduction_pct: u32,
    /// How many are committed this year, without the request itself.
    pub committed: u32,
}

impl QuotaUse {
    /// Nothing is known of last year.
    pub const NONE: Self = Self { baseline: None, reduction_pct: 0, committed: 0 };
    /// So much last year that nobody comes near the quota.
    pub const AMPLE: Self = Self { baseline: Some(10_000), reduction_pct: 0, committed: 0 };
}

/// Another meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherMeeting {
    /// Its request.
    pub request: RequestId,
    /// 会议名称
    pub title: String,
    /// Its code in the vocabulary of topics.
    pub topic: String,
    /// 主办单位
    pub host: UnitId,
    /// In whose name.
    pub in_name_of: UnitId,
    /// Who takes part, hosts included.
    pub units: BTreeSet<UnitId>,
    /// When; what was planned, or what was once it is held.
    pub sessions: Vec<Session>,
    /// Whole minutes of all sessions.
    pub minutes: u32,
    /// With which meetings it is held back to back.
    pub cluster: Option<RequestId>,
    /// Whether it is the comprehensive one of its field.
    pub comprehensive: bool,
    /// When its approval was first asked for.
    pub submitted_at: Timestamp,
    /// How far it has come.
    pub standing: MeetingStanding,
}

impl OtherMeeting {
    /// When it begins first.
    #[must_use]
    pub fn begins_at(&self) -> Option<Timestamp> {
        self.sessions.iter().map(|session| session.starts_at).min()
    }

    /// The day on which it begins.
    #[must_use]
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.begins_at().map(Timestamp::date)
    }
}

/// Another inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherInspection {
    /// Its request.
    pub request: RequestId,
    /// 事项名称
    pub title: String,
    /// Its code in the vocabulary of topics.
    pub topic: String,
    /// Who inspects.
    pub unit: UnitId,
    /// Who is inspected.
    pub targets: BTreeSet<UnitId>,
    /// The day on which it begins.
    pub starts_on: NaiveDate,
    /// Whether it is a comprehensive one.
    pub comprehensive: bool,
    /// When its approval was first asked for.
    pub submitted_at: Timestamp,
    /// How far it has come.
    pub standing: InspectionStanding,
}

/// How far another inspection has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InspectionStanding {
    /// Under review.
    Asked,
    /// Approved, or carried out.
    Approved,
}

/// How far another meeting has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingStanding {
    /// Under review.
    Asked,
    /// Approved, not announced.
    Approved,
    /// Announced.
    Noticed,
    /// Held, or closed.
    Held,
}

/// Another document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherDocument {
    /// Its request.
    pub request: RequestId,
    /// 标题
    pub title: String,
    /// 发文机关
    pub issuing_unit: UnitId,
    /// 拟稿单位
    pub drafting_unit: UnitId,
    /// Its 字.
    pub characters: u32,
    /// 成文日期, or the day on which approval was asked for.
    pub date: NaiveDate,
    /// Whether it is issued.
    pub issued: bool,
}

/// A stored text from which a document takes something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Who wrote it, by name.
    pub from: String,
    /// Shingles of the document that occur in it.
    pub shared: u32,
    /// Shingles of the document.
    pub of: u32,
}

/// An item of a year's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedItem {
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// 综合性
    pub comprehensive: bool,
}
