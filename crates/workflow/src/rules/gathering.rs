//! 办会: how many come, what it costs, and who speaks. MEETING-SIZE, MEETING-BUDGET and EXCHANGE-SPEECHES.

use std::collections::BTreeSet;

use super::attendance::in_scope;
use super::{BY_LEADER, BY_MAIN_LEADER, Case, Fact, Finding, Parameter, RuleId, Verdict};
use crate::content::{AgendaKind, Content, MeetingClass, MeetingContent};

/// 分 in a yuan.
const FEN: i64 = 100;

pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Meeting(meeting) = case.content else { return Vec::new() };
    if !in_scope(meeting) {
        return Vec::new();
    }
    let found = [size(meeting, case), budget(meeting, case)];
    found.into_iter().flatten().chain(exchanges(meeting, case)).collect()
}

/// MEETING-SIZE: more people than a meeting of the class has need a reason. The first class has the size that its law gives it.
fn size(meeting: &MeetingContent, case: &Case) -> Option<Finding> {
    let limit = match meeting.class? {
        MeetingClass::I => return None,
        MeetingClass::II => Parameter::MeetingSizeSecond,
        MeetingClass::III => Parameter::MeetingSizeThird,
        MeetingClass::IV => Parameter::MeetingSizeFourth,
    };
    let (n, limit) = (meeting.headcount?, case.rules.number(limit));
    let finding = Finding::new(RuleId::MeetingSize, BY_MAIN_LEADER);
    (n > limit).then(|| finding.with("n", n).with("limit", limit))
}

/// MEETING-BUDGET: more for a person and a day than the norm of the class needs a reason. Whoever spends anything is
/// countersigned by the finance unit; that is the business of the route.
fn budget(meeting: &MeetingContent, case: &Case) -> Option<Finding> {
    let limit = case.rules.number(match meeting.class? {
        MeetingClass::I => Parameter::BudgetFirst,
        MeetingClass::II => Parameter::BudgetSecond,
        MeetingClass::III | MeetingClass::IV => Parameter::BudgetThird,
    });
    let days: BTreeSet<_> = meeting.sessions.iter().map(|s| s.starts_at.date()).collect();
    let days = i64::try_from(days.len()).unwrap_or(i64::MAX);
    let shares = i64::from(meeting.headcount?).saturating_mul(days);
    let norm = shares.saturating_mul(FEN).saturating_mul(limit.into());
    if shares == 0 || meeting.budget_fen <= norm {
        return None;
    }
    // Rounded up, so that the figure shown is above the norm as well.
    let yuan =
        meeting.budget_fen.unsigned_abs().div_ceil(shares.unsigned_abs() * FEN.unsigned_abs());
    let yuan = Fact::Number(i64::try_from(yuan).unwrap_or(i64::MAX));
    let finding = Finding::new(RuleId::MeetingBudget, BY_LEADER);
    Some(finding.with("n", yuan).with("limit", limit))
}

/// EXCHANGE-SPEECHES: a few short ones are enough.
fn exchanges(meeting: &MeetingContent, case: &Case) -> Vec<Finding> {
    let items = || meeting.agenda.iter().filter(|item| item.kind == AgendaKind::Exchange);
    let advice = |case: &str, n: u32, limit: u32| {
        let finding = Finding::new(RuleId::ExchangeSpeeches, Verdict::Advisory).case(case);
        (n > limit).then(|| finding.with("n", n).with("limit", limit))
    };
    let count = u32::try_from(items().count()).unwrap_or(u32::MAX);
    let longest = items().map(|item| item.minutes).max().unwrap_or(0);
    let many = advice("many", count, case.rules.number(Parameter::ExchangeItems));
    let long = advice("long", longest, case.rules.number(Parameter::ExchangeMinutes));
    many.into_iter().chain(long).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::content::{AgendaItem, MeetingNature};
    use crate::rules::direction::district::{found, meeting, session};

    fn judged(meeting: MeetingContent) -> Vec<(RuleId, String, Verdict)> {
        let findings = found(&Content::Meeting(Box::new(meeting)), judge);
        findings.into_iter().map(|finding| (finding.rule, finding.case, finding.verdict)).collect()
    }

    #[rstest]
    #[case::second(MeetingClass::II, 150, false)]
    #[case::more_than_second(MeetingClass::II, 151, true)]
    #[case::third(MeetingClass::III, 80, false)]
    #[case::more_than_third(MeetingClass::III, 81, true)]
    #[case::fourth(MeetingClass::IV, 50, false)]
    #[case::more_than_fourth(MeetingClass::IV, 51, true)]
    #[case::first(MeetingClass::I, 5_000, false)]
    fn each_class_has_its_size(
        #[case] class: MeetingClass,
        #[case] headcount: u32,
        #[case] asked: bool,
    ) {
        let meeting =
            MeetingContent { class: Some(class), headcount: Some(headcount), ..meeting() };
        let expected = asked.then(|| (RuleId::MeetingSize, String::new(), BY_MAIN_LEADER));
        assert_eq!(judged(meeting), Vec::from_iter(expected));
    }

    #[rstest]
    #[case::norm(MeetingClass::IV, 40, 1, 550 * 40 * 100, false)]
    #[case::a_fen_more(MeetingClass::IV, 40, 1, 550 * 40 * 100 + 1, true)]
    #[case::two_days(MeetingClass::IV, 40, 2, 2 * 550 * 40 * 100, false)]
    #[case::third(MeetingClass::III, 1, 1, 55_001, true)]
    #[case::second(MeetingClass::II, 1, 1, 65_000, false)]
    #[case::more_than_second(MeetingClass::II, 1, 1, 65_001, true)]
    #[case::first(MeetingClass::I, 1, 1, 76_000, false)]
    #[case::more_than_first(MeetingClass::I, 1, 1, 76_001, true)]
    #[case::nothing(MeetingClass::IV, 40, 1, 0, false)]
    #[case::nobody(MeetingClass::IV, 0, 1, 100, false)]
    #[case::all_money(MeetingClass::IV, 40, 1, i64::MAX, true)]
    fn each_class_has_its_norm_for_a_person_and_a_day(
        #[case] class: MeetingClass,
        #[case] headcount: u32,
        #[case] days: u32,
        #[case] budget_fen: i64,
        #[case] asked: bool,
    ) {
        let day =
            |day: u32| session(&format!("2026-09-{day} 09:00"), &format!("2026-09-{day} 09:30"));
        let sessions = (16..16 + days).map(day).collect();
        let (class, headcount) = (Some(class), Some(headcount));
        let meeting = MeetingContent { class, sessions, headcount, budget_fen, ..meeting() };
        let expected = asked.then(|| (RuleId::MeetingBudget, String::new(), BY_LEADER));
        assert_eq!(judged(meeting), Vec::from_iter(expected));
    }

    #[rstest]
    #[case::three_short(&[8, 8, 8], &[])]
    #[case::four(&[5, 5, 5, 5], &["many"])]
    #[case::a_long_one(&[9], &["long"])]
    #[case::both(&[9, 5, 5, 5], &["many", "long"])]
    #[case::none(&[], &[])]
    fn a_few_short_exchanges_are_enough(#[case] minutes: &[u32], #[case] cases: &[&str]) {
        let item = |minutes: &u32| AgendaItem {
            item: "交流发言".to_owned(),
            speaker: String::new(),
            kind: AgendaKind::Exchange,
            minutes: *minutes,
        };
        let meeting = MeetingContent { agenda: minutes.iter().map(item).collect(), ..meeting() };
        let found: Vec<_> = judged(meeting).into_iter().map(|(_, case, _)| case).collect();
        assert_eq!(found, cases);
    }

    #[test]
    fn a_statutory_meeting_is_as_large_as_its_law_says() {
        let (class, headcount) = (Some(MeetingClass::II), Some(400));
        let nature = MeetingNature::Statutory;
        assert_eq!(judged(MeetingContent { nature, class, headcount, ..meeting() }), Vec::new());
    }
}
