//! 压减指标: how much of the year's quota is used. Documents and meetings are counted apart and judged alike.

use super::knowledge::QuotaUse;
use super::{BY_MAIN_LEADER, Case, Fact, Finding, Parameter, RuleId, Verdict};

/// Where one more would stand, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tier {
    /// Nothing is known of last year.
    Unmeasured,
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

/// Where the request comes to stand; from `yellow` per cent of the quota on there is little room left.
pub(crate) fn tier(used: QuotaUse, yellow: u32) -> Tier {
    let (Some(baseline), Some(quota)) = (used.baseline, used.quota()) else {
        return Tier::Unmeasured;
    };
    let n = used.place();
    if n > baseline {
        Tier::OverLastYear
    } else if n > quota {
        Tier::OverQuota
    } else if 100 * u64::from(n) >= u64::from(yellow) * u64::from(quota) {
        Tier::Near
    } else {
        Tier::Within
    }
}

/// What `rule` has against one more in `year`; `explained` says whether the superior was told in writing why there are more
/// than last year.
pub(super) fn against(rule: RuleId, case: &Case, year: i32, explained: bool) -> Option<Finding> {
    let used = match case.knowledge.quota.needed_by(rule, "quota") {
        Ok(used) => *used,
        Err(finding) => return Some(finding),
    };
    let finding = match (tier(used, case.rules.number(Parameter::QuotaYellow)), explained) {
        (Tier::Within, _) => return None,
        (Tier::Unmeasured, _) => Finding::new(rule, Verdict::Advisory).case("no-baseline"),
        (Tier::Near, _) => Finding::new(rule, Verdict::Advisory).case("near"),
        (Tier::OverQuota, _) => Finding::new(rule, BY_MAIN_LEADER),
        (Tier::OverLastYear, true) => Finding::new(rule, BY_MAIN_LEADER).case("explained"),
        (Tier::OverLastYear, false) => Finding::block(rule).case("last-year"),
    };
    let finding = finding.with("year", Fact::Number(year.into())).with("n", used.place());
    Some(match used.baseline.zip(used.quota()) {
        Some((baseline, quota)) => finding.with("baseline", baseline).with("quota", quota),
        None => finding,
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::fifty_with_room(50, 35, 27, Tier::Within)]
    #[case::fifty_on_the_yellow_line(50, 35, 28, Tier::Near)]
    #[case::fifty_quota(50, 35, 35, Tier::Near)]
    #[case::fifty_over(50, 35, 36, Tier::OverQuota)]
    #[case::fifty_as_many_as_last_year(50, 35, 50, Tier::OverQuota)]
    #[case::fifty_above_last_year(50, 35, 51, Tier::OverLastYear)]
    #[case::fifteen_with_room(15, 10, 7, Tier::Within)]
    #[case::fifteen_yellow(15, 10, 8, Tier::Near)]
    #[case::fifteen_quota(15, 10, 10, Tier::Near)]
    #[case::fifteen_over(15, 10, 11, Tier::OverQuota)]
    #[case::fifteen_above(15, 10, 16, Tier::OverLastYear)]
    #[case::one_over(1, 0, 1, Tier::OverQuota)]
    #[case::one_above(1, 0, 2, Tier::OverLastYear)]
    #[case::none_last_year(0, 0, 1, Tier::OverLastYear)]
    fn a_quota_is_used_in_tiers(
        #[case] baseline: u32,
        #[case] quota: u32,
        #[case] n: u32,
        #[case] expected: Tier,
    ) {
        let used = QuotaUse { baseline: Some(baseline), reduction_pct: 30, committed: n - 1 };
        assert_eq!((used.quota(), used.place()), (Some(quota), n));
        assert_eq!(tier(used, 80), expected);
    }

    #[rstest]
    #[case::half(7, 50, 3)]
    #[case::nothing_left(7, 100, 0)]
    #[case::nonsense(7, 900, 0)]
    #[case::without_overflow(u32::MAX, 0, u32::MAX)]
    fn fractions_of_a_quota_are_dropped(
        #[case] baseline: u32,
        #[case] reduction_pct: u32,
        #[case] quota: u32,
    ) {
        let used = QuotaUse { baseline: Some(baseline), reduction_pct, committed: 0 };
        assert_eq!(used.quota(), Some(quota));
    }

    #[test]
    fn without_last_year_there_is_no_quota() {
        let used = QuotaUse { committed: 900, ..QuotaUse::NONE };
        assert_eq!((used.quota(), tier(used, 80)), (None, Tier::Unmeasured));
    }
}
