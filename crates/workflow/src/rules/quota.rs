//! 压减指标: how much of the year's quota is used, and QUOTA-MEETING.
//!
//! Documents, meetings and inspections are counted apart and judged alike: within the quota, above it, and above what it was
//! last year.

use super::attendance::in_scope;
use super::knowledge::QuotaUse;
use super::{BY_MAIN_LEADER, Case, Fact, Finding, Parameter, RuleId, Verdict};
use crate::content::{Content, MeetingNature};

/// Where the next one would stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How many there may be this year.
    pub quota: u32,
    /// The how-manieth the next one is.
    pub n: u32,
    /// What that means.
    pub tier: Tier,
}

/// What the number of the next one means.
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

impl QuotaUse {
    /// The place of the request itself among those that count.
    #[must_use]
    pub const fn place(&self) -> u32 {
        self.committed.saturating_add(1)
    }

    /// How many there may be this year, fractions dropped; none where nothing is known of last year.
    #[must_use]
    pub fn quota(&self) -> Option<u32> {
        let left = 100_u64.saturating_sub(self.reduction_pct.into());
        let quota = u64::from(self.baseline?) * left / 100;
        Some(u32::try_from(quota).unwrap_or(u32::MAX))
    }
}

/// Where the next one stands, if there were `baseline` last year, there are to be `reduction_pct` per cent fewer, and
/// `committed` are taken. From `yellow` per cent of the quota on there is little room left.
#[must_use]
pub fn standing(baseline: u32, reduction_pct: u32, committed: u32, yellow: u32) -> Standing {
    let kept = u64::from(100_u32.saturating_sub(reduction_pct));
    let quota = u32::try_from(u64::from(baseline) * kept / 100).unwrap_or(baseline);
    let n = committed.saturating_add(1);
    let tier = if n > baseline {
        Tier::OverLastYear
    } else if n > quota {
        Tier::OverQuota
    } else if 100 * u64::from(n) >= u64::from(yellow) * u64::from(quota) {
        Tier::Near
    } else {
        Tier::Within
    };
    Standing { quota, n, tier }
}

/// QUOTA-MEETING: what is only filed, and what an emergency demands, does not count.
pub(super) fn judge(case: &Case) -> Option<Finding> {
    let Content::Meeting(meeting) = case.content else { return None };
    if !in_scope(meeting) || meeting.nature == MeetingNature::Emergency {
        return None;
    }
    let first = meeting.sessions.iter().map(|session| session.starts_at).min();
    let year = first.unwrap_or(case.now).year();
    let explained = !meeting.superior_explanation_ref.trim().is_empty();
    let reduction = case.rules.number(Parameter::QuotaReduction);
    against((RuleId::QuotaMeeting, reduction), case, year, explained)
}

/// What `rule` has against one more in `year`; `explained` says whether the superior was told in writing why there are more
/// than last year. The greater reduction holds: the one that the unit was given, or `reduction`, which the office gives all.
pub(super) fn against(
    (rule, reduction): (RuleId, u32),
    case: &Case,
    year: i32,
    explained: bool,
) -> Option<Finding> {
    let known = match case.knowledge.quota.needed_by(rule, "quota") {
        Ok(known) => known,
        Err(finding) => return Some(finding),
    };
    let year = Fact::Number(year.into());
    let Some(baseline) = known.baseline else {
        let finding = Finding::new(rule, Verdict::Advisory).case("no-baseline");
        return Some(finding.with("n", known.committed.saturating_add(1)).with("year", year));
    };
    let reduction = known.reduction_pct.max(reduction);
    let yellow = case.rules.number(Parameter::QuotaYellow);
    let Standing { quota, n, tier } = standing(baseline, reduction, known.committed, yellow);
    let finding = match (tier, explained) {
        (Tier::Within, _) => return None,
        (Tier::Near, _) => Finding::new(rule, Verdict::Advisory).case("near"),
        (Tier::OverQuota, _) => Finding::new(rule, BY_MAIN_LEADER),
        (Tier::OverLastYear, true) => Finding::new(rule, BY_MAIN_LEADER).case("explained"),
        (Tier::OverLastYear, false) => Finding::block(rule).case("last-year"),
    };
    Some(finding.with("year", year).with("quota", quota).with("n", n).with("baseline", baseline))
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
        let stands = standing(baseline, reduction, committed, 80);
        assert_eq!((stands.quota, stands.tier), (quota, tier));
        assert_eq!(stands.n, committed.saturating_add(1));
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
