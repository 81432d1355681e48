//! 督查检查考核: INSPECTION-PLAN, INSPECTION-QUOTA, INSPECTION-ONCE and INSPECTION-MERGE.

use super::{Case, Finding};
use crate::content::Content;
use crate::id::RequestId;

mod merge;
mod once;
mod plan;
mod quota;

pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Inspection(inspection) = case.content else { return Vec::new() };
    let found = [plan::judge, quota::judge, once::judge, merge::judge];
    found.into_iter().filter_map(|judge| judge(inspection, case)).collect()
}

fn is_own(case: &Case, other: RequestId) -> bool {
    case.own.request == Some(other)
}

#[cfg(test)]
pub(super) mod sample {
    use std::collections::{BTreeMap, BTreeSet};

    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;
    use crate::content::{InspectionContent, InspectionMethod};
    use crate::rules::direction::district::{
        EMERGENCY, FINANCE, STONE_BRIDGE, WILLOW_BAY, found_with,
    };
    use crate::rules::knowledge::{InspectionStanding, OtherInspection};
    use crate::rules::{Knowledge, RuleId, RuleSet, Verdict};
    use crate::time::Timestamp;

    pub(in crate::rules) fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    pub(in crate::rules) fn inspection() -> InspectionContent {
        InspectionContent {
            unit: EMERGENCY,
            title: "全区安全生产专项督查".to_owned(),
            comprehensive: false,
            topic: "安全生产".to_owned(),
            purpose: String::new(),
            basis: String::new(),
            targets: BTreeSet::from([FINANCE, STONE_BRIDGE, WILLOW_BAY]),
            method: Some(InspectionMethod::Unannounced),
            starts_on: Some(day(10, 12)),
            plan_item: None,
            superior_explanation_ref: String::new(),
            non_classified_declared: true,
            contact: crate::content::Contact::default(),
            justifications: BTreeMap::new(),
            chosen: BTreeMap::new(),
        }
    }

    /// Another one in the same month, of the same units, about the same, and asked for before.
    pub(in crate::rules) fn other() -> OtherInspection {
        let InspectionContent { title, topic, unit, targets, comprehensive, .. } = inspection();
        OtherInspection {
            request: RequestId(Uuid::from_u128(2)),
            title,
            topic,
            unit,
            targets,
            starts_on: day(10, 20),
            comprehensive,
            submitted_at: Timestamp(0),
            standing: InspectionStanding::Asked,
        }
    }

    /// What the four rules find, by rule and case.
    pub(in crate::rules) fn said(
        inspection: InspectionContent,
        knowledge: &Knowledge,
        rules: &RuleSet,
    ) -> Vec<(RuleId, String, Verdict)> {
        let content = Content::Inspection(Box::new(inspection));
        let findings = found_with(&content, (rules, knowledge), judge);
        findings.into_iter().map(|finding| (finding.rule, finding.case, finding.verdict)).collect()
    }
}
