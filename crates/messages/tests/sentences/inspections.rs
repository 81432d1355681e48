//! What the rules about inspections find, as it is said.

use baopi_workflow::{Finding, Kind, RuleId, Status, Verdict};

use super::{REASON, day};

const HINT: Verdict = Verdict::Advisory;

pub(crate) fn findings() -> Vec<Finding> {
    use RuleId::{
        InspectionMerge, InspectionOnce, InspectionPlan, InspectionQuota, RequiredFields,
    };
    let quota = |finding: Finding| {
        finding.with("year", 2026).with("quota", 3).with("n", 4).with("baseline", 7)
    };
    let other = |finding: Finding| {
        let finding = finding.with("title", "全区安全生产专项督查").with("unit", "区应急管理局");
        finding.with("date", day(17)).with("pct", 75).with("year", 2026)
    };
    vec![
        Finding::new(InspectionPlan, REASON),
        Finding::new(InspectionPlan, REASON).case("not-found").with("item", "2026-7"),
        quota(Finding::new(InspectionQuota, REASON)),
        quota(Finding::new(InspectionQuota, HINT).case("near")),
        quota(Finding::block(InspectionQuota).case("last-year")),
        quota(Finding::new(InspectionQuota, REASON).case("explained")),
        Finding::new(InspectionQuota, HINT).case("no-baseline").with("year", 2026).with("n", 3),
        other(Finding::new(InspectionOnce, REASON)),
        other(Finding::new(InspectionMerge, REASON)),
        other(Finding::new(InspectionMerge, HINT).case("later")),
        Finding::missing(InspectionPlan, "plan"),
        Finding::missing(InspectionQuota, "quota"),
        Finding::missing(InspectionOnce, "inspections"),
        Finding::missing(InspectionMerge, "inspections"),
        Finding::block(RequiredFields).case("not-begun").about("starts_on"),
    ]
}

#[test]
fn an_approved_inspection_waits_for_no_notice() {
    let said = |kind| baopi_messages::status(baopi_messages::Language::Zh, &Status::Approved, kind);
    assert_eq!(said(Kind::Inspection), "已批准，待实施");
    assert_eq!(said(Kind::Meeting), "已批准，待发通知");
}
