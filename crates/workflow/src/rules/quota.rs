//! 压减指标: how much of the year's quota is used, and QUOTA-MEETING.
//!
//! Documents, meetings and inspections are counted apart and judged alike: within the quota, above it, and above what it was
//! last year.

use serde::{Deserialize, Serialize};

use super::attendance::in_scope;
use super::knowledge::{QuotaMetric, QuotaUse};
use super::{BY_MAIN_LEADER, Case, Fact, Finding, Parameter, RuleId, RuleSet, Verdict};
use crate::content::{Content, MeetingNature};

/// What a unit may issue, convene or inspect in a year, and how much of it is used: what a rule judges by and what the
/// statistics show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// How many there were last year.
    pub baseline: u32,
    /// How many there may be this year: the rest of last year's number after the cut, fractions dropped.
    pub quota: u32,
    /// How many there are.
    pub used: u32,
    /// From this part of the quota on, in per cent, there is little room left. Reports that were published before an office
    /// could set it do not say it.
    #[serde(default = "usual_yellow")]
    pub yellow_from: u32,
}

/// What the last one that counts means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// There is room.
    Within,
    /// 黄牌: there is little room left.
    Near,
    /// More than the quota, but not more than last year.
    OverQuota,
    /// More than last year.
    OverLastYear,
}

words! {
    /// How a unit stands against its quota.
    pub enum Card {
        /// There is room.
        Green = "green",
        /// There is little room left.
        Yellow = "yellow",
        /// There are more than there may be.
        Red = "red",
    }
}

impl Quota {
    /// On which tier the last one stands.
    #[must_use]
    pub fn tier(&self) -> Tier {
        let Self { baseline, quota, used, yellow_from } = *self;
        if used > baseline {
            Tier::OverLastYear
        } else if used > quota {
            Tier::OverQuota
        } else if 100 * u64::from(used) >= u64::from(yellow_from) * u64::from(quota) {
            Tier::Near
        } else {
            Tier::Within
        }
    }

    /// The card; green as long as nothing is used, even of a quota of nothing.
    #[must_use]
    pub fn card(&self) -> Card {
        match self.tier() {
            Tier::Within => Card::Green,
            Tier::Near if self.used == 0 => Card::Green,
            Tier::Near => Card::Yellow,
            Tier::OverQuota | Tier::OverLastYear => Card::Red,
        }
    }
}

impl QuotaUse {
    /// What is used of the quota that `rules` leave; nothing where nothing is known of last year. The greater cut holds: the one
    /// that the unit was given, or the one that the office gives all.
    #[must_use]
    pub fn of_quota(&self, metric: QuotaMetric, rules: &RuleSet) -> Option<Quota> {
        let baseline = self.baseline?;
        let cut = self.reduction_pct.max(rules.number(metric.reduction()));
        let left = u64::from(baseline) * u64::from(100_u32.saturating_sub(cut)) / 100;
        Some(Quota {
            baseline,
            quota: u32::try_from(left).unwrap_or(baseline),
            used: self.committed,
            yellow_from: rules.number(Parameter::QuotaYellow),
        })
    }

    /// The same with one more: the request itself.
    #[must_use]
    pub const fn with_one_more(self) -> Self {
        Self { committed: self.committed.saturating_add(1), ..self }
    }
}

impl QuotaMetric {
    /// The figure that says by how much less than last year there may be.
    const fn reduction(self) -> Parameter {
        match self {
            Self::Documents | Self::Meetings => Parameter::QuotaReduction,
            Self::Inspections => Parameter::InspectionReduction,
        }
    }

    /// The rule that keeps its quota.
    const fn rule(self) -> RuleId {
        match self {
            Self::Documents => RuleId::QuotaDoc,
            Self::Meetings => RuleId::QuotaMeeting,
            Self::Inspections => RuleId::InspectionQuota,
        }
    }
}

const fn usual_yellow() -> u32 {
    Parameter::QuotaYellow.usual()
}

/// QUOTA-MEETING: what is only filed, and what an emergency demands, does not count.
pub(super) fn judge(case: &Case) -> Option<Finding> {
    let Content::Meeting(meeting) = case.content else { return None };
    if !in_scope(meeting) || meeting.nature == MeetingNature::Emergency {
        return None;
    }
    let explained = !meeting.superior_explanation_ref.trim().is_empty();
    against(QuotaMetric::Meetings, case, explained)
}

/// What the rule of the quota has against one more; `explained` says whether the superior was told in writing why
/// there are more than last year.
pub(super) fn against(metric: QuotaMetric, case: &Case, explained: bool) -> Option<Finding> {
    let rule = metric.rule();
    let known = match case.knowledge.quota.needed_by(rule, "quota") {
        Ok(known) => known.with_one_more(),
        Err(finding) => return Some(finding),
    };
    let year = Fact::Number(case.year().into());
    let Some(quota) = known.of_quota(metric, case.rules) else {
        let finding = Finding::new(rule, Verdict::Advisory).case("no-baseline");
        return Some(finding.with("n", known.committed).with("year", year));
    };
    let finding = match (quota.tier(), explained) {
        (Tier::Within, _) => return None,
        (Tier::Near, _) => Finding::new(rule, Verdict::Advisory).case("near"),
        (Tier::OverQuota, _) => Finding::new(rule, BY_MAIN_LEADER),
        (Tier::OverLastYear, true) => Finding::new(rule, BY_MAIN_LEADER).case("explained"),
        (Tier::OverLastYear, false) => Finding::block(rule).case("last-year"),
    };
    let Quota { baseline, quota, used, .. } = quota;
    Some(finding.with("year", year).with("quota", quota).with("n", used).with("baseline", baseline))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::content::MeetingContent;
    use crate::rules::direction::district::{found_with, meeting};
    use crate::rules::{Knowledge, Known, RuleSet};

    #[rstest]
    #[case::room(50, 30, 26, 35, Tier::Within)]
    #[case::four_fifths(50, 30, 27, 35, Tier::Near)]
    #[case::last_of_the_quota(50, 30, 34, 35, Tier::Near)]
    #[case::above_the_quota(50, 30, 35, 35, Tier::OverQuota)]
    #[case::last_of_last_year(50, 30, 49, 35, Tier::OverQuota)]
    #[case::above_last_year(50, 30, 50, 35, Tier::OverLastYear)]
    #[case::rounded_down(15, 30, 9, 10, Tier::Near)]
    #[case::above_rounded_down(15, 30, 10, 10, Tier::OverQuota)]
    #[case::one_last_year(1, 30, 0, 0, Tier::OverQuota)]
    #[case::none_last_year(0, 30, 0, 0, Tier::OverLastYear)]
    #[case::by_half(7, 50, 3, 3, Tier::OverQuota)]
    #[case::everything(7, 100, 0, 0, Tier::OverQuota)]
    #[case::more_than_everything(7, 200, 0, 0, Tier::OverQuota)]
    #[case::no_overflow(u32::MAX, 30, u32::MAX, 3_006_477_106, Tier::OverQuota)]
    fn the_next_one_stands_on_a_tier(
        #[case] baseline: u32,
        #[case] reduction: u32,
        #[case] committed: u32,
        #[case] quota: u32,
        #[case] tier: Tier,
    ) {
        let known = QuotaUse { baseline: Some(baseline), reduction_pct: reduction, committed };
        let known =
            known.with_one_more().of_quota(QuotaMetric::Meetings, &RuleSet::default()).unwrap();
        assert_eq!((known.quota, known.tier()), (quota, tier));
        assert_eq!(known.used, committed.saturating_add(1));
    }

    fn of(baseline: u32, reduction_pct: u32, committed: u32) -> Quota {
        let known = QuotaUse { baseline: Some(baseline), reduction_pct, committed };
        known.of_quota(QuotaMetric::Documents, &RuleSet::default()).unwrap()
    }

    #[rstest]
    #[case(60, 30, 42)]
    #[case(16, 30, 11)]
    #[case(7, 30, 4)]
    #[case(6, 30, 4)]
    #[case(1, 30, 0)]
    #[case(0, 30, 0)]
    #[case::half_and_more(7, 50, 3)]
    #[case(50, 30, 35)]
    #[case::everything(50, 100, 0)]
    fn the_quota_is_rounded_down(#[case] baseline: u32, #[case] cut: u32, #[case] quota: u32) {
        assert_eq!(of(baseline, cut, 0).quota, quota);
    }

    #[rstest]
    #[case(27, Card::Green)]
    #[case(28, Card::Yellow)]
    #[case(35, Card::Yellow)]
    #[case(36, Card::Red)]
    #[case::more_than_last_year(51, Card::Red)]
    #[case(0, Card::Green)]
    fn the_card_follows_what_is_used(#[case] used: u32, #[case] card: Card) {
        assert_eq!(of(50, 30, used).card(), card);
    }

    #[test]
    fn nothing_of_nothing_is_green_and_one_of_nothing_is_red() {
        assert_eq!(of(0, 30, 0).card(), Card::Green);
        assert_eq!(of(0, 30, 1).card(), Card::Red);
    }

    #[rstest]
    #[case::the_unit_was_given_more(QuotaMetric::Documents, 45, 30, 30, 55)]
    #[case::the_office_asks_for_more(QuotaMetric::Documents, 30, 40, 50, 60)]
    #[case::meetings_alike(QuotaMetric::Meetings, 0, 40, 50, 60)]
    #[case::inspections_have_their_own(QuotaMetric::Inspections, 30, 40, 60, 40)]
    fn the_greater_cut_holds(
        #[case] metric: QuotaMetric,
        #[case] of_the_unit: u32,
        #[case] of_all: u32,
        #[case] of_inspections: u32,
        #[case] quota: u32,
    ) {
        let rules = RuleSet::default()
            .with(Parameter::QuotaReduction, of_all)
            .with(Parameter::InspectionReduction, of_inspections)
            .with(Parameter::QuotaYellow, 60);
        let known = QuotaUse { baseline: Some(100), reduction_pct: of_the_unit, committed: 1 };
        let known = known.of_quota(metric, &rules).unwrap();
        assert_eq!((known.quota, known.yellow_from), (quota, 60));
    }

    #[test]
    fn a_report_that_does_not_say_when_the_card_turns_yellow_means_80_per_cent() {
        let published = r#"{"baseline":50,"quota":35,"used":28}"#;
        let quota: Quota = serde_json::from_str(published).unwrap();
        assert_eq!((quota.yellow_from, quota.card()), (80, Card::Yellow));
    }

    fn judged(
        meeting: MeetingContent,
        quota: Known<QuotaUse>,
        rules: &RuleSet,
    ) -> Option<(String, Verdict)> {
        let knowledge = Knowledge { quota, ..Knowledge::alone() };
        let content = Content::Meeting(Box::new(meeting));
        let findings =
            found_with(&content, (rules, &knowledge), |case| judge(case).into_iter().collect());
        findings.into_iter().map(|finding| (finding.case, finding.verdict)).next()
    }

    fn used(baseline: Option<u32>, reduction_pct: u32, committed: u32) -> Known<QuotaUse> {
        Known::Is(QuotaUse { baseline, reduction_pct, committed })
    }

    #[rstest]
    #[case::room(used(Some(10), 30, 4), "", None)]
    #[case::near(used(Some(10), 30, 5), "", Some(("near", Verdict::Advisory)))]
    #[case::above_the_quota(used(Some(10), 30, 7), "", Some(("", BY_MAIN_LEADER)))]
    #[case::above_last_year(used(Some(10), 30, 10), "", Some(("last-year", Verdict::Block)))]
    #[case::blank_explanation(used(Some(10), 30, 10), " ", Some(("last-year", Verdict::Block)))]
    #[case::explained(used(Some(10), 30, 10), "青农报〔2026〕3号", Some(("explained", BY_MAIN_LEADER)))]
    #[case::nothing_recorded(used(None, 30, 10), "", Some(("no-baseline", Verdict::Advisory)))]
    #[case::less_than_all_others(used(Some(10), 0, 7), "", Some(("", BY_MAIN_LEADER)))]
    #[case::more_than_all_others(used(Some(10), 50, 5), "", Some(("", BY_MAIN_LEADER)))]
    #[case::unknown(Known::Missing, "", Some(("facts-missing", Verdict::Block)))]
    fn meetings_are_counted_against_the_quota(
        #[case] quota: Known<QuotaUse>,
        #[case] explanation: &str,
        #[case] expected: Option<(&str, Verdict)>,
    ) {
        let superior_explanation_ref = explanation.to_owned();
        let meeting = MeetingContent { superior_explanation_ref, ..meeting() };
        let expected = expected.map(|(case, verdict)| (case.to_owned(), verdict));
        assert_eq!(judged(meeting, quota, &RuleSet::default()), expected);
    }

    #[test]
    fn an_office_may_reduce_more_and_warn_earlier() {
        let half = RuleSet::default().with(Parameter::QuotaReduction, 50);
        assert_eq!(judged(meeting(), used(Some(10), 30, 5), &half).unwrap().1, BY_MAIN_LEADER);
        let early = RuleSet::default().with(Parameter::QuotaYellow, 50);
        assert_eq!(judged(meeting(), used(Some(10), 30, 3), &early).unwrap().0, "near");
    }

    #[rstest]
    #[case(MeetingNature::Emergency)]
    #[case(MeetingNature::Statutory)]
    fn emergencies_and_filed_meetings_do_not_count(#[case] nature: MeetingNature) {
        let meeting = MeetingContent { nature, ..meeting() };
        assert_eq!(judged(meeting, used(Some(10), 30, 10), &RuleSet::default()), None);
    }
}
