//! The rules: pure functions from a request and the facts to findings.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::content::{Content, Measure};
use crate::id::{PersonId, RequestId};
use crate::organisation::{Organisation, Rank};
use crate::time::Timestamp;

pub use crate::finding::{FACTS_MISSING, Fact, Finding, RuleId, UnknownRule, Verdict, worst};
pub use knowledge::{Knowledge, Known};
pub use parameter::{HARD_FILE_LENGTH, HARD_MEETING_MINUTES, Parameter, RuleSet};

pub mod attendance;
pub mod begun;
pub mod burden;
pub mod calendar;
pub mod catalogue;
pub mod change;
pub mod classified;
pub mod copied;
pub mod counted;
pub mod countersign;
pub mod deadline;
pub mod direction;
pub mod doc_plan;
pub mod duration;
pub mod fields;
pub mod filed;
pub mod form;
pub mod gathering;
pub mod held;
pub mod inspection;
pub mod issuer;
pub mod knowledge;
pub mod lead_time;
pub mod length;
pub mod neighbour;
pub mod numbering;
pub mod parameter;
pub mod quota;
pub mod quota_document;
pub mod relation;
pub mod repeated;
pub mod signing;
pub mod sla;
pub mod upward;
pub mod yearly;

/// A reason that the responsible leader may accept.
pub(crate) const BY_LEADER: Verdict = Verdict::NeedsJustification(Rank::ResponsibleLeader);
/// A reason that only the main leader may accept.
pub(crate) const BY_MAIN_LEADER: Verdict = Verdict::NeedsJustification(Rank::MainLeader);

/// What the rules judge.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The content.
    pub content: &'a Content,
    /// Its measure, computed from the content.
    pub measure: Measure,
    /// Who wrote it.
    pub drafter: PersonId,
    /// The organisation.
    pub organisation: &'a Organisation,
    /// The parameters.
    pub rules: &'a RuleSet,
    /// What is known beside the content.
    pub knowledge: &'a Knowledge,
    /// The request itself, as far as there is one.
    pub own: Own,
    /// When.
    pub now: Timestamp,
}

/// What the rules know of the request itself. [`Self::default`] is one that was never submitted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Own {
    /// Which it is.
    pub request: Option<RequestId>,
    /// When its approval was first asked for.
    pub submitted_at: Option<Timestamp>,
    /// With which meeting it is held back to back.
    pub cluster: Option<RequestId>,
    /// 成文日期, once it is signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_on: Option<NaiveDate>,
}

impl Case<'_> {
    /// When approval was first asked for; now, where it is being asked for.
    pub(crate) fn submitted_at(&self) -> Timestamp {
        self.own.submitted_at.unwrap_or(self.now)
    }

    /// The year in whose plan and quota it stands. What is signed today is of today; until it is signed, this is the earliest
    /// year for which it can count.
    pub(crate) fn year(&self) -> i32 {
        self.content.year(self.own.signed_on.unwrap_or_else(|| self.now.date()))
    }
}

words! {
    /// What makes the rules look.
    pub enum Trigger {
        /// While it is written.
        Preview = "preview",
        /// When approval is asked for.
        Submit = "submit",
        /// At every signature.
        Sign = "sign",
        /// When the office has corrected the text.
        Correct = "correct",
        /// When a meeting is to be held otherwise than was approved.
        Reschedule = "reschedule",
        /// When it is told how a meeting went.
        Held = "held",
        /// When a signed document is to get its number.
        Number = "number",
    }
}

/// Everything the rules find against a content, the worst first.
///
/// What has to do with who acts, and in which phase, is judged by the moves themselves, in `request/gate.rs`.
#[must_use]
pub fn evaluate(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(classified::judge(case));
    findings.extend(fields::judge(case));
    findings.extend(length::judge(case));
    findings.extend(duration::judge(case));
    findings.extend(numbering::judge(case));
    findings.extend(issuer::judge(case));
    findings.extend(relation::judge(case));
    findings.extend(direction::judge(case));
    findings.extend(form::judge(case));
    findings.extend(quota_document::judge(case));
    findings.extend(doc_plan::judge(case));
    findings.extend(repeated::judge(case));
    findings.extend(copied::judge(case));
    findings.extend(countersign::judge(case));
    findings.extend(burden::judge(case));
    findings.extend(deadline::judge(case));
    findings.extend(upward::judge(case));
    findings.extend(calendar::judge(case));
    findings.extend(attendance::judge(case));
    findings.extend(neighbour::judge(case));
    findings.extend(quota::judge(case));
    findings.extend(yearly::judge(case));
    findings.extend(begun::judge(case));
    findings.extend(lead_time::judge(case));
    findings.extend(gathering::judge(case));
    findings.extend(filed::judge(case));
    findings.extend(inspection::judge(case));
    findings.sort_by(|a, b| b.verdict.cmp(&a.verdict).then(a.rule.cmp(&b.rule)));
    findings
}
