//! Changing the figures of the rules: one administrator proposes, another confirms, and the set is in force from a day on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::fields::MAX_MEETING_TITLE;
use super::{Parameter, RuleId, RuleSet};
use crate::book::{FieldFault, Needed, Wrong, range, text};
use crate::id::{PersonId, RuleProposalId};
use crate::organisation::Organisation;
use crate::proposal::{self, Settlement, Standing, Unsettled};
use crate::time::Timestamp;

/// The longest word on which paper a change stands, in characters.
pub const MAX_REFERENCE_CHARS: u32 = 200;
/// The most titles on the closed list of meetings that are only filed.
pub const MAX_STATUTORY_MEETINGS: usize = 50;
/// No change is put off longer, in days.
const MOST_DAYS_AHEAD: i64 = 366;

/// What somebody wants changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleWish {
    /// The figures; what is not named stays.
    pub figures: BTreeMap<Parameter, u32>,
    /// The whole closed list of meetings that are only filed; without it, it stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory_meetings: Option<Vec<String>>,
    /// The first day on which requests are judged by them.
    pub effective_on: Option<NaiveDate>,
    /// The paper that asks for it.
    pub reference: String,
}

/// Figures that one administrator proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleProposal {
    /// Which.
    pub id: RuleProposalId,
    /// The version that the set gets.
    pub version: u32,
    /// The figures that change.
    pub figures: BTreeMap<Parameter, u32>,
    /// The whole closed list of meetings that are only filed, where it changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory_meetings: Option<Vec<String>>,
    /// The first day on which requests are judged by them.
    pub effective_on: NaiveDate,
    /// The paper that asks for it.
    pub reference: String,
    /// Who proposed it.
    pub by: PersonId,
    /// The instant at which it happened.
    pub at: Timestamp,
    /// What came of it.
    pub standing: Standing,
    /// By whom and when it was settled; nothing while it is open.
    pub settled: Option<(PersonId, Timestamp)>,
}

/// The figures of a wish that differ from those of `newest`.
#[must_use]
pub fn changed(wish: &RuleWish, newest: &RuleSet) -> BTreeMap<Parameter, u32> {
    let differs = |(parameter, number): &(&Parameter, &u32)| newest.number(**parameter) != **number;
    wish.figures.iter().filter(differs).map(|(parameter, number)| (*parameter, *number)).collect()
}

/// The closed list of a wish, in order and each title once, where it is not that of `newest`.
#[must_use]
pub fn listed(wish: &RuleWish, newest: &RuleSet) -> Option<Vec<String>> {
    let list = tidy(wish.statutory_meetings.as_ref()?);
    (list != tidy(&newest.statutory_meetings)).then_some(list)
}

fn tidy(titles: &[String]) -> Vec<String> {
    let titles: BTreeSet<_> = titles.iter().map(|title| title.trim()).collect();
    titles.into_iter().filter(|title| !title.is_empty()).map(str::to_owned).collect()
}

/// The set that a wish makes of the newest one, whoever confirms it.
#[must_use]
pub fn wished(wish: &RuleWish, newest: &RuleSet) -> RuleSet {
    with(newest.clone(), &changed(wish, newest), listed(wish, newest))
}

/// The set with these figures, and with this list where it changes; units are kept of those titles only that stay on it.
fn with(set: RuleSet, figures: &BTreeMap<Parameter, u32>, list: Option<Vec<String>>) -> RuleSet {
    let mut set =
        figures.iter().fold(set, |set, (parameter, number)| set.with(*parameter, *number));
    if let Some(list) = list {
        set.statutory_units.retain(|title, _| list.contains(title));
        set.statutory_meetings = list;
    }
    set
}

/// Whether a figure decides about what else is looked at. What was kept with an evaluation is what mattered with the figures of
/// that time, so that asking again with another such figure finds at least what is found.
#[must_use]
pub const fn looks_around(parameter: Parameter) -> bool {
    matches!(
        parameter.rule(),
        RuleId::SplitSuspect
            | RuleId::AlreadyDeployed
            | RuleId::CopyPaste
            | RuleId::SimilarDoc
            | RuleId::MergeSimilar
            | RuleId::CombineAttendees
    )
}

/// Figures that lie outside their bounds.
fn out_of_bounds(figures: &BTreeMap<Parameter, u32>) -> Vec<FieldFault> {
    let outside = |(parameter, number): (&Parameter, &u32)| {
        let (least, most) = parameter.bounds();
        range(parameter.key(), (*number).into(), least.into(), most.into())
    };
    figures.iter().filter_map(outside).collect()
}

/// Titles on the closed list that are too long or too many.
fn beyond_the_list(wish: &RuleWish) -> Option<FieldFault> {
    const FIELD: &str = "statutory_meetings";
    let list = tidy(wish.statutory_meetings.as_ref()?);
    let long = |title: &String| text(FIELD, title, MAX_MEETING_TITLE, Needed::Yes);
    let most = i64::try_from(MAX_STATUTORY_MEETINGS).unwrap_or(i64::MAX);
    let count = i64::try_from(list.len()).unwrap_or(i64::MAX);
    list.iter().find_map(long).or_else(|| range(FIELD, count, 0, most))
}

/// Everything that lies outside its bounds in a wish, whatever the day and the paper.
#[must_use]
pub fn beyond(wish: &RuleWish) -> Vec<FieldFault> {
    let mut faults = out_of_bounds(&wish.figures);
    faults.extend(beyond_the_list(wish));
    faults
}

/// Everything that stands against a wish. `newest` is the set of the highest version, in force from the day beside it on.
#[must_use]
pub fn faults(wish: &RuleWish, newest: (&RuleSet, NaiveDate), today: NaiveDate) -> Vec<FieldFault> {
    let mut faults = beyond(wish);
    let same = changed(wish, newest.0).is_empty() && listed(wish, newest.0).is_none();
    if faults.is_empty() && same {
        faults.push(FieldFault::new("figures", Wrong::Unchanged));
    }
    let first = today.max(newest.1);
    match wish.effective_on {
        None => faults.push(FieldFault::new("effective_on", Wrong::Missing)),
        Some(day) if day < first => {
            faults.push(FieldFault::new("effective_on", Wrong::Before { first }));
        }
        Some(day) if (day - today).num_days() > MOST_DAYS_AHEAD => {
            faults.push(FieldFault::new("effective_on", Wrong::Future));
        }
        Some(_) => {}
    }
    faults.extend(text("reference", &wish.reference, MAX_REFERENCE_CHARS, Needed::Yes));
    faults
}

impl RuleProposal {
    /// Whether it can be settled so.
    ///
    /// # Errors
    ///
    /// [`Unsettled`] says why it cannot.
    pub fn may_settle(
        &self,
        how: Settlement,
        actor: PersonId,
        organisation: &Organisation,
        today: NaiveDate,
    ) -> Result<(), Unsettled> {
        proposal::may_settle(how, (self.by, self.standing), actor, organisation)?;
        if how == Settlement::Confirm && self.effective_on < today {
            return Err(Unsettled::Passed);
        }
        Ok(())
    }

    /// The set that it makes of the one before it.
    #[must_use]
    pub fn applied_to(&self, before: &RuleSet) -> RuleSet {
        let set = RuleSet { version: self.version, ..before.clone() };
        with(set, &self.figures, self.statutory_meetings.clone())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;
    use crate::id::UnitId;
    use crate::organisation::{Level, Person, Role, Unit, UnitKind};
    use crate::rules::{HARD_FILE_LENGTH, HARD_MEETING_MINUTES};

    fn september(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, day).unwrap()
    }

    fn wish(parameter: Parameter, number: u32) -> RuleWish {
        RuleWish {
            figures: [(parameter, number)].into(),
            statutory_meetings: None,
            effective_on: Some(september(20)),
            reference: "区委办〔2026〕12号".to_owned(),
        }
    }

    fn wrong(wish: &RuleWish) -> Vec<(String, Wrong)> {
        let newest = RuleSet::default();
        let faults = faults(wish, (&newest, september(10)), september(15));
        faults.into_iter().map(|fault| (fault.field, fault.wrong)).collect()
    }

    #[test]
    fn every_figure_is_taken_at_its_bounds_and_refused_one_beyond() {
        for parameter in Parameter::ALL {
            let (least, most) = parameter.bounds();
            for number in [least, most] {
                assert!(
                    out_of_bounds(&wish(*parameter, number).figures).is_empty(),
                    "{parameter:?}"
                );
            }
            let range = Wrong::OutOfRange { least: least.into(), most: most.into() };
            for number in [least.checked_sub(1), most.checked_add(1)].into_iter().flatten() {
                let expected = (parameter.key().to_owned(), range.clone());
                assert_eq!(wrong(&wish(*parameter, number)), [expected]);
            }
        }
    }

    #[test]
    fn the_two_hard_figures_can_be_tightened_and_never_loosened() {
        let hard = [
            (Parameter::FileLength, HARD_FILE_LENGTH),
            (Parameter::MeetingMinutes, HARD_MEETING_MINUTES),
        ];
        for (parameter, number) in hard {
            assert_eq!(wrong(&wish(parameter, number - 1)), []);
            assert_eq!(wrong(&wish(parameter, number + 1)).len(), 1, "{parameter:?}");
        }
    }

    #[rstest]
    #[case::in_order(wish(Parameter::MeetingMinutes, 60), None)]
    #[case::as_it_is(wish(Parameter::MeetingMinutes, 90), Some(("figures", Wrong::Unchanged)))]
    #[case::nothing(RuleWish { figures: BTreeMap::new(), ..wish(Parameter::MeetingMinutes, 60) },
        Some(("figures", Wrong::Unchanged)))]
    #[case::no_paper(RuleWish { reference: " ".to_owned(), ..wish(Parameter::MeetingMinutes, 60) },
        Some(("reference", Wrong::Missing)))]
    #[case::long_paper(RuleWish { reference: "号".repeat(201), ..wish(Parameter::MeetingMinutes, 60) },
        Some(("reference", Wrong::TooLong { most: 200 })))]
    #[case::no_day(RuleWish { effective_on: None, ..wish(Parameter::MeetingMinutes, 60) },
        Some(("effective_on", Wrong::Missing)))]
    #[case::today(RuleWish { effective_on: Some(september(15)), ..wish(Parameter::MeetingMinutes, 60) }, None)]
    #[case::yesterday(RuleWish { effective_on: Some(september(14)), ..wish(Parameter::MeetingMinutes, 60) },
        Some(("effective_on", Wrong::Before { first: september(15) })))]
    #[case::far_ahead(RuleWish { effective_on: NaiveDate::from_ymd_opt(2027, 9, 17), ..wish(Parameter::MeetingMinutes, 60) },
        Some(("effective_on", Wrong::Future)))]
    fn a_wish_changes_something_from_a_day_on_for_a_reason(
        #[case] wish: RuleWish,
        #[case] expected: Option<(&str, Wrong)>,
    ) {
        let expected: Vec<_> =
            expected.into_iter().map(|(field, wrong)| (field.to_owned(), wrong)).collect();
        assert_eq!(wrong(&wish), expected);
    }

    fn list(titles: &[&str]) -> RuleWish {
        let titles = titles.iter().map(|title| (*title).to_owned()).collect();
        RuleWish {
            figures: BTreeMap::new(),
            statutory_meetings: Some(titles),
            ..wish(Parameter::MeetingMinutes, 90)
        }
    }

    #[test]
    fn the_closed_list_changes_as_a_whole_within_its_bounds() {
        let newest = RuleSet::default();
        let wanted = list(&[" 区人民代表大会会议 ", "区委全委会", "", "区委全委会"]);
        assert_eq!(wrong(&wanted), []);
        let titles = Some(vec!["区人民代表大会会议".to_owned(), "区委全委会".to_owned()]);
        assert_eq!(listed(&wanted, &newest), titles);
        assert_eq!(wished(&wanted, &newest).statutory_meetings, titles.clone().unwrap_or_default());
        let now = wished(&wanted, &newest);
        assert_eq!(listed(&list(&["区委全委会", "区人民代表大会会议"]), &now), None, "as it is");
        assert_eq!(wrong(&list(&[])), [("figures".to_owned(), Wrong::Unchanged)]);
        let many: Vec<_> = (0..=MAX_STATUTORY_MEETINGS).map(|number| number.to_string()).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        let field = || "statutory_meetings".to_owned();
        assert_eq!(wrong(&list(&many[1..])), []);
        assert_eq!(wrong(&list(&many)), [(field(), Wrong::OutOfRange { least: 0, most: 50 })]);
        assert_eq!(wrong(&list(&[&"会".repeat(60)])), []);
        assert_eq!(wrong(&list(&[&"会".repeat(61)])), [(field(), Wrong::TooLong { most: 60 })]);
    }

    #[test]
    fn what_leaves_the_list_loses_its_units() {
        let units = BTreeSet::from([UnitId(Uuid::from_u128(9))]);
        let [stays, goes] = ["区委全委会", "区政府全体会议"].map(str::to_owned);
        let newest = RuleSet {
            statutory_meetings: vec![stays.clone(), goes.clone()],
            statutory_units: [(stays.clone(), units.clone()), (goes, units.clone())].into(),
            ..RuleSet::default()
        };
        let set = wished(&list(&["区委全委会"]), &newest);
        assert_eq!(set.statutory_units, [(stays.clone(), units)].into());
        assert_eq!(set.statutory_meetings, [stays]);
    }

    #[test]
    fn a_set_is_not_in_force_before_the_one_it_follows() {
        let newest = RuleSet::default();
        let faults =
            faults(&wish(Parameter::MeetingMinutes, 60), (&newest, september(25)), september(15));
        assert_eq!(
            faults,
            [FieldFault::new("effective_on", Wrong::Before { first: september(25) })]
        );
    }

    const PROPOSER: u128 = 1;
    const SECOND: u128 = 2;
    const DRAFTER: u128 = 3;
    const GONE: u128 = 4;

    fn organisation() -> Organisation {
        let unit = UnitId(Uuid::from_u128(9));
        let person = |number, role, active| Person {
            id: PersonId(Uuid::from_u128(number)),
            login: String::new(),
            name: String::new(),
            email: None,
            unit,
            post: None,
            roles: [role].into(),
            rank: None,
            leads: std::collections::BTreeSet::new(),
            active,
        };
        let office = Unit {
            id: unit,
            code: "U02".to_owned(),
            name: String::new(),
            short_name: String::new(),
            kind: UnitKind::Office,
            level: Level::District,
            parent: None,
            office: None,
            host: None,
            series: Vec::new(),
            active: true,
        };
        let people = [
            person(PROPOSER, Role::Admin, true),
            person(SECOND, Role::Admin, true),
            person(DRAFTER, Role::Drafter, true),
            person(GONE, Role::Admin, false),
        ];
        Organisation::new([office], people, Vec::new())
    }

    fn proposal(standing: Standing) -> RuleProposal {
        RuleProposal {
            id: RuleProposalId(Uuid::from_u128(1)),
            version: 2,
            figures: [(Parameter::MeetingMinutes, 60)].into(),
            statutory_meetings: None,
            effective_on: september(20),
            reference: "区委办〔2026〕12号".to_owned(),
            by: PersonId(Uuid::from_u128(PROPOSER)),
            at: Timestamp(0),
            standing,
            settled: None,
        }
    }

    #[rstest]
    #[case(Settlement::Confirm, SECOND, 20, Ok(()))]
    #[case(Settlement::Confirm, SECOND, 21, Err(Unsettled::Passed))]
    #[case(Settlement::Confirm, PROPOSER, 20, Err(Unsettled::OwnProposal))]
    #[case(Settlement::Confirm, DRAFTER, 20, Err(Unsettled::NotYours))]
    #[case(Settlement::Confirm, GONE, 20, Err(Unsettled::NotYours))]
    #[case(Settlement::Decline, SECOND, 21, Ok(()))]
    #[case(Settlement::Decline, PROPOSER, 20, Err(Unsettled::OwnProposal))]
    #[case(Settlement::Withdraw, PROPOSER, 21, Ok(()))]
    #[case(Settlement::Withdraw, SECOND, 20, Err(Unsettled::NotYours))]
    #[case(Settlement::Withdraw, DRAFTER, 20, Err(Unsettled::NotYours))]
    fn a_second_administrator_decides_and_the_first_only_takes_back(
        #[case] how: Settlement,
        #[case] actor: u128,
        #[case] today: u32,
        #[case] expected: Result<(), Unsettled>,
    ) {
        let (actor, organisation) = (PersonId(Uuid::from_u128(actor)), organisation());
        let may =
            |standing| proposal(standing).may_settle(how, actor, &organisation, september(today));
        assert_eq!(may(Standing::Open), expected);
        for settled in [Standing::Confirmed, Standing::Declined, Standing::Withdrawn] {
            assert!(may(settled).is_err(), "{settled:?}");
        }
    }

    #[test]
    fn a_confirmed_set_keeps_whatever_was_not_changed() {
        let before = RuleSet { statutory_meetings: vec!["会".to_owned()], ..RuleSet::default() };
        let after =
            proposal(Standing::Open).applied_to(&before.clone().with(Parameter::FileLength, 4_000));
        assert_eq!(after.version, 2);
        assert_eq!(after.number(Parameter::MeetingMinutes), 60);
        assert_eq!(after.number(Parameter::FileLength), 4_000);
        assert_eq!(after.statutory_meetings, before.statutory_meetings);
    }
}
