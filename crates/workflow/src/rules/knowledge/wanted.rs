//! What has to be found out before a request can be judged.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::{OtherDocument, OtherInspection, OtherMeeting};
use crate::id::{RequestId, UnitId};
use crate::time::Timestamp;

/// Meetings so many days before can still matter.
pub const MEETING_DAYS_BACK: u64 = 60;
/// Meetings so many days after can already matter.
pub const MEETING_DAYS_AHEAD: u64 = 14;
/// Documents of the issuing unit so many days before can be the same again.
pub const SIMILAR_DOCUMENT_DAYS: u64 = 180;
/// Documents of the drafting unit so many days before or after can be a part of the same.
pub const AROUND_DRAFTING_DAYS: u64 = 7;

words! {
    /// What is counted against a promise.
    pub enum QuotaMetric {
        /// 精文: documents sent down.
        Documents = "documents",
        /// 减会: meetings with people of other units.
        Meetings = "meetings",
        /// 督查检查考核
        Inspections = "inspections",
    }
}

/// What has to be found out about a request: whoever collects [`Knowledge`](super::Knowledge) looks for nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The request itself, and the one that becomes a part of it: they are no others.
    pub but: Vec<RequestId>,
    /// Whose quota.
    pub quota: QuotaWanted,
    /// Which meetings; none for a meeting without a time, and for an inspection.
    pub meetings: Option<MeetingsWanted>,
    /// Which documents; only for a document.
    pub documents: Option<DocumentsWanted>,
    /// Which inspections; only for an inspection.
    pub inspections: Option<InspectionsWanted>,
}

/// Whose quota of what, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuotaWanted {
    /// What is counted.
    pub metric: QuotaMetric,
    /// The unit that issues, convenes or inspects.
    pub unit: UnitId,
    /// The year for which the request counts.
    pub year: i32,
    /// A request that is signed has its place: only those signed before it come first.
    pub signed_before: Option<Timestamp>,
}

/// Meetings that begin on these days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingsWanted {
    /// The first day.
    pub from: NaiveDate,
    /// The day about which it is; where there are too many, those about it.
    pub about: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Also the comprehensive meetings of this host in this year.
    pub comprehensive: Option<(UnitId, i32)>,
}

/// Inspections of a month, and the comprehensive ones of a unit in its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InspectionsWanted {
    /// Who inspects.
    pub unit: UnitId,
    /// A day of the month.
    pub about: NaiveDate,
}

/// Documents of these units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentsWanted {
    /// 发文机关
    pub issuing_unit: UnitId,
    /// 拟稿单位
    pub drafting_unit: UnitId,
    /// The day about which it is.
    pub about: NaiveDate,
}

impl MeetingsWanted {
    /// Whether the other meeting is one of these.
    #[must_use]
    pub fn takes(&self, other: &OtherMeeting) -> bool {
        let Some(begins_on) = other.begins_at().map(Timestamp::date) else { return false };
        let of_the_year = self.comprehensive.is_some_and(|(host, year)| {
            other.comprehensive && other.host == host && begins_on.year() == year
        });
        (self.from..=self.to).contains(&begins_on) || of_the_year
    }
}

impl InspectionsWanted {
    /// The first day of the month, and the last.
    #[must_use]
    pub fn month(&self) -> (NaiveDate, NaiveDate) {
        let first = self.about.with_day(1).unwrap_or(self.about);
        let next = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt());
        (first, next.unwrap_or(NaiveDate::MAX))
    }

    /// Whether the other inspection is one of these.
    #[must_use]
    pub fn takes(&self, other: &OtherInspection) -> bool {
        let (from, to) = self.month();
        let of_the_year = other.comprehensive
            && other.unit == self.unit
            && other.starts_on.year() == self.about.year();
        (from..=to).contains(&other.starts_on) || of_the_year
    }
}

impl DocumentsWanted {
    /// Those of the issuing unit from this day on.
    #[must_use]
    pub fn issued_from(&self) -> NaiveDate {
        back(self.about, SIMILAR_DOCUMENT_DAYS)
    }

    /// Those of the drafting unit from this day to that.
    #[must_use]
    pub fn drafted(&self) -> (NaiveDate, NaiveDate) {
        (back(self.about, AROUND_DRAFTING_DAYS), ahead(self.about, AROUND_DRAFTING_DAYS))
    }

    /// Whether the other document is one of these.
    #[must_use]
    pub fn takes(&self, other: &OtherDocument) -> bool {
        let (from, to) = self.drafted();
        let issued = other.issuing_unit == self.issuing_unit
            && (self.issued_from()..=self.about).contains(&other.date);
        let drafted =
            other.drafting_unit == self.drafting_unit && (from..=to).contains(&other.date);
        issued || drafted
    }
}

pub(crate) fn back(from: NaiveDate, days: u64) -> NaiveDate {
    from.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}

pub(crate) fn ahead(from: NaiveDate, days: u64) -> NaiveDate {
    from.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}
