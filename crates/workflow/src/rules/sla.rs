//! 办理时限: SLA-OVERDUE, how long a request may be on its way at all.

use chrono::NaiveDate;

use super::{Fact, Finding, Knowledge, Parameter, RuleId, RuleSet, Verdict};
use crate::content::Urgency;
use crate::time::Timestamp;

/// In how many working days a request is dealt with.
#[must_use]
pub fn days(urgency: Urgency, rules: &RuleSet) -> u32 {
    rules.number(match urgency {
        Urgency::ExtraUrgent => Parameter::SlaExtraUrgent,
        Urgency::Urgent => Parameter::SlaUrgent,
        Urgency::Normal => Parameter::SlaNormal,
    })
}

/// The last day on which a request that was submitted then is not overdue.
#[must_use]
pub fn due_on(
    asked_at: Timestamp,
    urgency: Urgency,
    knowledge: &Knowledge,
    rules: &RuleSet,
) -> NaiveDate {
    knowledge.working_days_after(asked_at.date(), days(urgency, rules))
}

/// SLA-OVERDUE: it is told to whoever keeps the request waiting, and nothing passes by itself. On the last day it is not overdue.
#[must_use]
pub fn judge(
    asked_at: Timestamp,
    urgency: Urgency,
    (knowledge, rules): (&Knowledge, &RuleSet),
    today: NaiveDate,
) -> Option<Finding> {
    let due = due_on(asked_at, urgency, knowledge, rules);
    let word = match urgency {
        Urgency::ExtraUrgent => "urgency-extra-urgent",
        Urgency::Urgent => "urgency-urgent",
        Urgency::Normal => "urgency-normal",
    };
    let finding = Finding::new(RuleId::SlaOverdue, Verdict::Advisory)
        .with("urgency", Fact::Field(word.to_owned()))
        .with("limit", days(urgency, rules))
        .with("date", due);
    (today > due).then_some(finding)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::rules::direction::district::session;

    #[rstest]
    // 2026-09-15 is a Tuesday, the 20th a Sunday on which people work.
    #[case::extra_urgent(Urgency::ExtraUrgent, "2026-09-15", "2026-09-16")]
    #[case::urgent(Urgency::Urgent, "2026-09-15", "2026-09-18")]
    #[case::normal(Urgency::Normal, "2026-09-15", "2026-09-21")]
    #[case::over_a_weekend(Urgency::ExtraUrgent, "2026-09-11", "2026-09-14")]
    #[case::from_a_saturday(Urgency::ExtraUrgent, "2026-09-12", "2026-09-14")]
    #[case::over_national_day(Urgency::Urgent, "2026-09-30", "2026-10-10")]
    fn on_the_last_day_it_is_not_overdue(
        #[case] urgency: Urgency,
        #[case] asked: &str,
        #[case] due: NaiveDate,
    ) {
        let asked = session(&format!("{asked} 16:00"), &format!("{asked} 17:00")).starts_at;
        let (knowledge, rules) = (Knowledge::alone(), RuleSet::default());
        let overdue = |today| judge(asked, urgency, (&knowledge, &rules), today).is_some();
        assert_eq!(due_on(asked, urgency, &knowledge, &rules), due);
        assert_eq!((overdue(due), overdue(due.succ_opt().unwrap())), (false, true));
    }
}
