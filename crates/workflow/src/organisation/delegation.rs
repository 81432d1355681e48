//! Who may stand in for whom (代理): asked before a stand-in is written down, and before one is ended.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Delegation, Organisation, Person};
use crate::id::PersonId;
use crate::kind::Kind;

/// The longest stand-in, in days, its first and its last included: a leap year.
pub const MAX_DAYS: i64 = 366;
/// How many days ahead a stand-in may be written down: its first day is at most so far from today.
pub const MAX_DAYS_AHEAD: i64 = 366;
/// The longest reference to the paper that says so, in characters.
pub const MAX_REFERENCE_CHARS: usize = 200;

/// Why a stand-in is not written down, or not ended; one variant per case that has a way out of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case", deny_unknown_fields)]
pub enum DelegationRefusal {
    /// The actor is neither the giver nor an administrator.
    #[error("only the giver or an administrator may do this")]
    NotYours,
    /// Somebody would stand in for themselves.
    #[error("nobody stands in for themselves")]
    Oneself,
    /// The giver is not known, or disabled.
    #[error("the giver is not an active person")]
    GiverGone,
    /// The giver is an administrator or an auditor, who decide nothing that could be given away.
    #[error("the giver decides nothing")]
    GiverBarred,
    /// The stand-in is not known, or disabled.
    #[error("the stand-in is not an active person")]
    StandInGone,
    /// The stand-in is an administrator or an auditor, who may never decide.
    #[error("the stand-in may not decide")]
    StandInBarred,
    /// The giver signs as a leader, and the stand-in is none.
    #[error("a leader is stood in for by a leader")]
    RankNeeded,
    /// The last day comes before the first.
    #[error("the last day comes before the first")]
    Empty,
    /// The days are too many.
    #[error("the stand-in lasts {days} days, more than {limit}")]
    TooLong {
        /// How many, the first and the last included.
        days: i64,
        /// The limit.
        limit: i64,
    },
    /// The first day lies too far ahead.
    #[error("the stand-in begins more than {limit} days ahead")]
    TooFarAhead {
        /// The limit, in days from today.
        limit: i64,
    },
    /// The last day is past.
    #[error("the last day is past")]
    Over,
    /// The paper that says so is not named.
    #[error("the reference is missing")]
    ReferenceMissing,
    /// The reference is longer than is kept.
    #[error("the reference has {length} characters, more than {limit}")]
    ReferenceTooLong {
        /// Its length, in characters.
        length: usize,
        /// The limit, in characters.
        limit: usize,
    },
    /// The stand-in has given the same matters away on some of the days.
    #[error("the stand-in is stood in for by {person} until {until}")]
    StandInAway {
        /// To whom.
        person: PersonId,
        /// The last day of that.
        until: NaiveDate,
    },
    /// The giver stands in for somebody in the same matters on some of the days.
    #[error("the giver stands in for {person} until {until}")]
    GiverStandsIn {
        /// For whom.
        person: PersonId,
        /// The last day of that.
        until: NaiveDate,
    },
    /// The same is written down already for some of the days.
    #[error("the same stand-in lasts until {until} already")]
    Duplicate {
        /// The last day of that.
        until: NaiveDate,
    },
    /// What should be ended or confirmed is over.
    #[error("the stand-in is over already")]
    AlreadyOver,
    /// Whoever wrote a stand-in down for somebody else does not confirm it.
    #[error("whoever wrote the stand-in down does not confirm it")]
    OwnEntry,
    /// It needs nobody's word any more.
    #[error("the stand-in is confirmed already")]
    AlreadyConfirmed,
}

impl DelegationRefusal {
    /// The code in the record, in answers and in message keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotYours => "delegation_not_yours",
            Self::Oneself => "delegation_oneself",
            Self::GiverGone => "delegation_giver_gone",
            Self::GiverBarred => "delegation_giver_barred",
            Self::StandInGone => "delegation_stand_in_gone",
            Self::StandInBarred => "delegation_stand_in_barred",
            Self::RankNeeded => "delegation_rank_needed",
            Self::Empty => "delegation_empty",
            Self::TooLong { .. } => "delegation_too_long",
            Self::TooFarAhead { .. } => "delegation_too_far_ahead",
            Self::Over => "delegation_over",
            Self::ReferenceMissing => "delegation_reference_missing",
            Self::ReferenceTooLong { .. } => "delegation_reference_too_long",
            Self::StandInAway { .. } => "delegation_stand_in_away",
            Self::GiverStandsIn { .. } => "delegation_giver_stands_in",
            Self::Duplicate { .. } => "delegation_duplicate",
            Self::AlreadyOver => "delegation_already_over",
            Self::OwnEntry => "delegation_own_entry",
            Self::AlreadyConfirmed => "delegation_already_confirmed",
        }
    }

    /// The field of the [`Delegation`] that has to be another one; none where no other value helps.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::NotYours | Self::GiverGone | Self::GiverBarred | Self::GiverStandsIn { .. } => {
                Some("from")
            }
            Self::Oneself
            | Self::StandInGone
            | Self::StandInBarred
            | Self::RankNeeded
            | Self::StandInAway { .. }
            | Self::Duplicate { .. } => Some("to"),
            Self::TooFarAhead { .. } => Some("from_on"),
            Self::Empty | Self::TooLong { .. } | Self::Over => Some("to_on"),
            Self::ReferenceMissing | Self::ReferenceTooLong { .. } => Some("reference"),
            Self::AlreadyOver | Self::OwnEntry | Self::AlreadyConfirmed => None,
        }
    }
}

/// Whether `new` may be written down beside the stand-ins that are in force or to come.
///
/// Chains are refused from both ends, so that there can be no circle either: whoever decides for somebody was asked by
/// them, and by nobody else.
///
/// # Errors
///
/// The first [`DelegationRefusal`] that stands against it.
pub fn check(
    new: &Delegation,
    existing: &[Delegation],
    organisation: &Organisation,
    today: NaiveDate,
) -> Result<(), DelegationRefusal> {
    people(new, organisation)?;
    days(new, today)?;
    reference(&new.reference)?;
    // What is past cannot come into conflict any more, however far back the paper reaches.
    let meets = |old: &&Delegation| meets(new, old, today);
    for old in existing.iter().filter(meets) {
        let until = old.to_on;
        if old.from == new.to {
            return Err(DelegationRefusal::StandInAway { person: old.to, until });
        }
        if old.to == new.from {
            return Err(DelegationRefusal::GiverStandsIn { person: old.from, until });
        }
        if (old.from, old.to, old.scope) == (new.from, new.to, new.scope) {
            return Err(DelegationRefusal::Duplicate { until });
        }
    }
    Ok(())
}

/// Whether `actor` may write down that somebody stands in for `from`: for themselves, or as an administrator.
///
/// # Errors
///
/// [`DelegationRefusal::NotYours`].
pub fn may_give(
    actor: PersonId,
    from: PersonId,
    organisation: &Organisation,
) -> Result<(), DelegationRefusal> {
    if actor == from || sees_all(actor, organisation) {
        Ok(())
    } else {
        Err(DelegationRefusal::NotYours)
    }
}

/// Whether a stand-in waits for somebody's word: somebody else wrote it down than whoever is stood in for, and nobody has
/// confirmed it. One of which nobody knows who wrote it down is older than this and counts.
#[must_use]
pub fn is_unconfirmed(from: PersonId, made_by: Option<PersonId>, is_confirmed: bool) -> bool {
    made_by.is_some_and(|by| by != from) && !is_confirmed
}

/// Whether `actor` may confirm a stand-in that `made_by` wrote down for somebody else: whoever is stood in for, or, where they
/// cannot, a second administrator who names the paper on which they do it.
///
/// # Errors
///
/// [`DelegationRefusal::NotYours`], [`DelegationRefusal::OwnEntry`], or what is wrong with the name of the paper.
pub fn may_confirm(
    actor: PersonId,
    (delegation, made_by): (&Delegation, Option<PersonId>),
    paper: &str,
    organisation: &Organisation,
) -> Result<(), DelegationRefusal> {
    if actor == delegation.from {
        return Ok(());
    }
    if !sees_all(actor, organisation) {
        return Err(DelegationRefusal::NotYours);
    }
    if made_by == Some(actor) {
        return Err(DelegationRefusal::OwnEntry);
    }
    reference(paper)
}

/// Whether `actor` may see a stand-in, and end it: the giver, the stand-in who gives it back, and administrators.
#[must_use]
pub fn concerns(actor: PersonId, delegation: &Delegation, organisation: &Organisation) -> bool {
    delegation.from == actor || delegation.to == actor || sees_all(actor, organisation)
}

/// Whether `actor` may see the stand-ins of everybody: administrators may.
#[must_use]
pub fn sees_all(actor: PersonId, organisation: &Organisation) -> bool {
    organisation.administers(actor)
}

fn people(new: &Delegation, organisation: &Organisation) -> Result<(), DelegationRefusal> {
    if new.from == new.to {
        return Err(DelegationRefusal::Oneself);
    }
    let active = |person| organisation.active_person(person);
    let giver: &Person = active(new.from).ok_or(DelegationRefusal::GiverGone)?;
    if !organisation.may_decide(new.from) {
        return Err(DelegationRefusal::GiverBarred);
    }
    let stand_in = active(new.to).ok_or(DelegationRefusal::StandInGone)?;
    if !organisation.may_decide(new.to) {
        return Err(DelegationRefusal::StandInBarred);
    }
    if giver.rank.is_some() && stand_in.rank.is_none() {
        return Err(DelegationRefusal::RankNeeded);
    }
    Ok(())
}

fn days(new: &Delegation, today: NaiveDate) -> Result<(), DelegationRefusal> {
    let days = (new.to_on - new.from_on).num_days() + 1;
    if days < 1 {
        return Err(DelegationRefusal::Empty);
    }
    if new.to_on < today {
        return Err(DelegationRefusal::Over);
    }
    if (new.from_on - today).num_days() > MAX_DAYS_AHEAD {
        return Err(DelegationRefusal::TooFarAhead { limit: MAX_DAYS_AHEAD });
    }
    if days > MAX_DAYS {
        return Err(DelegationRefusal::TooLong { days, limit: MAX_DAYS });
    }
    Ok(())
}

fn reference(reference: &str) -> Result<(), DelegationRefusal> {
    let length = reference.chars().count();
    if reference.trim().is_empty() {
        return Err(DelegationRefusal::ReferenceMissing);
    }
    if length > MAX_REFERENCE_CHARS {
        return Err(DelegationRefusal::ReferenceTooLong { length, limit: MAX_REFERENCE_CHARS });
    }
    Ok(())
}

/// Whether two stand-ins concern the same matters on a day that is not past.
fn meets(new: &Delegation, old: &Delegation, today: NaiveDate) -> bool {
    let first = new.from_on.max(old.from_on).max(today);
    let last = new.to_on.min(old.to_on);
    first <= last && same_matters(new.scope, old.scope)
}

/// Nothing said means documents and meetings.
fn same_matters(one: Option<Kind>, other: Option<Kind>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::Days;
    use rstest::rstest;
    use uuid::Uuid;

    use super::super::{Rank, Role};
    use super::*;
    use crate::id::UnitId;

    const MAYOR: PersonId = person(1);
    const LEADER: PersonId = person(2);
    const OTHER_LEADER: PersonId = person(3);
    const HEAD: PersonId = person(4);
    const REVIEWER: PersonId = person(5);
    const DRAFTER: PersonId = person(6);
    const AUDITOR: PersonId = person(7);
    const ADMIN: PersonId = person(8);
    const GONE: PersonId = person(9);
    const UNKNOWN: PersonId = person(10);
    const SECOND_ADMIN: PersonId = person(11);

    const fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, 15).unwrap()
    }

    /// A day so many days from today.
    fn day(offset: i64) -> NaiveDate {
        today() + chrono::TimeDelta::days(offset)
    }

    fn office() -> Organisation {
        let person = |id: PersonId, roles: &[Role], rank, active| Person {
            id,
            login: id.to_string(),
            name: id.to_string(),
            unit: UnitId(Uuid::nil()),
            post: None,
            roles: roles.iter().copied().collect(),
            rank,
            leads: BTreeSet::new(),
            email: None,
            active,
        };
        let people = [
            person(MAYOR, &[], Some(Rank::MainLeader), true),
            person(LEADER, &[], Some(Rank::ResponsibleLeader), true),
            person(OTHER_LEADER, &[], Some(Rank::ResponsibleLeader), true),
            person(HEAD, &[Role::DeptHead], None, true),
            person(REVIEWER, &[Role::Reviewer], None, true),
            person(DRAFTER, &[Role::Drafter], None, true),
            person(AUDITOR, &[Role::Auditor], None, true),
            person(ADMIN, &[Role::Admin], None, true),
            person(GONE, &[Role::DeptHead], None, false),
            person(SECOND_ADMIN, &[Role::Admin], None, true),
        ];
        Organisation::new([], people, Vec::new())
    }

    /// From today for ten days, for everything.
    fn delegation(from: PersonId, to: PersonId) -> Delegation {
        Delegation {
            from,
            to,
            scope: None,
            from_on: today(),
            to_on: day(9),
            reference: "授权书〔2026〕3号".to_owned(),
        }
    }

    fn lasting(from_on: NaiveDate, to_on: NaiveDate) -> Delegation {
        Delegation { from_on, to_on, ..delegation(HEAD, REVIEWER) }
    }

    fn judged(new: &Delegation, existing: &[Delegation]) -> Result<(), DelegationRefusal> {
        check(new, existing, &office(), today())
    }

    #[rstest]
    #[case::a_head_by_a_reviewer(HEAD, REVIEWER, Ok(()))]
    #[case::a_head_by_a_drafter(HEAD, DRAFTER, Ok(()))]
    #[case::a_head_by_a_leader(HEAD, LEADER, Ok(()))]
    #[case::the_main_leader_by_a_leader(MAYOR, LEADER, Ok(()))]
    #[case::a_leader_by_the_main_leader(LEADER, MAYOR, Ok(()))]
    #[case::a_leader_by_another(LEADER, OTHER_LEADER, Ok(()))]
    #[case::the_main_leader_by_a_head(MAYOR, HEAD, Err(DelegationRefusal::RankNeeded))]
    #[case::a_leader_by_a_head(LEADER, HEAD, Err(DelegationRefusal::RankNeeded))]
    #[case::oneself(HEAD, HEAD, Err(DelegationRefusal::Oneself))]
    #[case::by_an_administrator(HEAD, ADMIN, Err(DelegationRefusal::StandInBarred))]
    #[case::by_an_auditor(HEAD, AUDITOR, Err(DelegationRefusal::StandInBarred))]
    #[case::by_somebody_disabled(HEAD, GONE, Err(DelegationRefusal::StandInGone))]
    #[case::by_somebody_unknown(HEAD, UNKNOWN, Err(DelegationRefusal::StandInGone))]
    #[case::of_an_administrator(ADMIN, HEAD, Err(DelegationRefusal::GiverBarred))]
    #[case::of_an_auditor(AUDITOR, HEAD, Err(DelegationRefusal::GiverBarred))]
    #[case::of_somebody_disabled(GONE, HEAD, Err(DelegationRefusal::GiverGone))]
    #[case::of_somebody_unknown(UNKNOWN, HEAD, Err(DelegationRefusal::GiverGone))]
    fn people_stand_in_for_people_of_their_kind(
        #[case] from: PersonId,
        #[case] to: PersonId,
        #[case] expected: Result<(), DelegationRefusal>,
    ) {
        assert_eq!(judged(&delegation(from, to), &[]), expected);
    }

    #[rstest]
    #[case::today_alone(day(0), day(0), Ok(()))]
    #[case::tomorrow_alone(day(1), day(1), Ok(()))]
    #[case::since_yesterday(day(-1), day(0), Ok(()))]
    #[case::until_yesterday(day(-5), day(-1), Err(DelegationRefusal::Over))]
    #[case::backwards(day(1), day(0), Err(DelegationRefusal::Empty))]
    #[case::a_leap_year(day(0), day(365), Ok(()))]
    #[case::a_day_more(day(0), day(366), Err(DelegationRefusal::TooLong { days: 367, limit: 366 }))]
    #[case::a_leap_year_ending_today(day(-365), day(0), Ok(()))]
    #[case::a_year_ahead(day(366), day(400), Ok(()))]
    #[case::a_day_further(day(367), day(400), Err(DelegationRefusal::TooFarAhead { limit: 366 }))]
    #[case::the_end_of_time(NaiveDate::MIN, NaiveDate::MAX, Err(DelegationRefusal::TooLong { days: 191_491_529, limit: 366 }))]
    fn a_stand_in_lasts_up_to_366_days(
        #[case] from_on: NaiveDate,
        #[case] to_on: NaiveDate,
        #[case] expected: Result<(), DelegationRefusal>,
    ) {
        assert_eq!(judged(&lasting(from_on, to_on), &[]), expected);
    }

    #[rstest]
    #[case::whoever_is_stood_in_for(LEADER, ADMIN, "", Ok(()))]
    #[case::also_for_what_another_wrote(LEADER, SECOND_ADMIN, "", Ok(()))]
    #[case::a_second_administrator_on_paper(SECOND_ADMIN, ADMIN, "病假期间的委托书", Ok(()))]
    #[case::without_paper(SECOND_ADMIN, ADMIN, " ", Err(DelegationRefusal::ReferenceMissing))]
    #[case::whoever_wrote_it(ADMIN, ADMIN, "委托书", Err(DelegationRefusal::OwnEntry))]
    #[case::the_stand_in(OTHER_LEADER, ADMIN, "委托书", Err(DelegationRefusal::NotYours))]
    #[case::the_main_leader(MAYOR, ADMIN, "委托书", Err(DelegationRefusal::NotYours))]
    fn a_stand_in_is_confirmed_by_whoever_is_stood_in_for_or_by_a_second_administrator(
        #[case] actor: PersonId,
        #[case] made_by: PersonId,
        #[case] paper: &str,
        #[case] expected: Result<(), DelegationRefusal>,
    ) {
        let given = delegation(LEADER, OTHER_LEADER);
        assert_eq!(may_confirm(actor, (&given, Some(made_by)), paper, &office()), expected);
    }

    #[rstest]
    #[case::nothing("", Err(DelegationRefusal::ReferenceMissing))]
    #[case::only_spaces(" \u{3000}\t", Err(DelegationRefusal::ReferenceMissing))]
    #[case::a_character("函", Ok(()))]
    #[case::two_hundred(&"字".repeat(200), Ok(()))]
    #[case::one_more(&"字".repeat(201), Err(DelegationRefusal::ReferenceTooLong { length: 201, limit: 200 }))]
    fn a_reference_has_1_to_200_characters(
        #[case] reference: &str,
        #[case] expected: Result<(), DelegationRefusal>,
    ) {
        let new = Delegation { reference: reference.to_owned(), ..delegation(HEAD, REVIEWER) };
        assert_eq!(judged(&new, &[]), expected);
    }

    #[test]
    fn a_chain_is_refused_from_either_end_and_a_circle_with_it() {
        let away = DelegationRefusal::StandInAway { person: REVIEWER, until: day(9) };
        assert_eq!(judged(&delegation(HEAD, DRAFTER), &[delegation(DRAFTER, REVIEWER)]), Err(away));
        let giver = DelegationRefusal::GiverStandsIn { person: REVIEWER, until: day(9) };
        assert_eq!(judged(&delegation(HEAD, DRAFTER), &[delegation(REVIEWER, HEAD)]), Err(giver));
        let circle = DelegationRefusal::StandInAway { person: HEAD, until: day(9) };
        assert_eq!(judged(&delegation(HEAD, DRAFTER), &[delegation(DRAFTER, HEAD)]), Err(circle));
    }

    #[test]
    fn one_may_stand_in_for_several_and_be_stood_in_for_by_several() {
        assert_eq!(judged(&delegation(HEAD, DRAFTER), &[delegation(REVIEWER, DRAFTER)]), Ok(()));
        assert_eq!(judged(&delegation(HEAD, DRAFTER), &[delegation(HEAD, REVIEWER)]), Ok(()));
    }

    /// The other one lasts from the 5th to the 9th day from today.
    #[rstest]
    #[case::ends_the_day_before(0, 4, true)]
    #[case::ends_on_its_first_day(0, 5, false)]
    #[case::within(6, 7, false)]
    #[case::around(0, 20, false)]
    #[case::begins_on_its_last_day(9, 12, false)]
    #[case::begins_the_day_after(10, 12, true)]
    fn a_chain_needs_a_common_day(#[case] first: i64, #[case] last: i64, #[case] taken: bool) {
        let new = Delegation { from_on: day(first), to_on: day(last), ..delegation(HEAD, DRAFTER) };
        let old = |from, to| Delegation { from_on: day(5), ..delegation(from, to) };
        for old in [old(DRAFTER, REVIEWER), old(REVIEWER, HEAD), old(HEAD, DRAFTER)] {
            assert_eq!(judged(&new, std::slice::from_ref(&old)).is_ok(), taken, "{old:?}");
        }
    }

    #[rstest]
    #[case(None, None, false)]
    #[case(None, Some(Kind::Document), false)]
    #[case(Some(Kind::Meeting), None, false)]
    #[case(Some(Kind::Document), Some(Kind::Document), false)]
    #[case(Some(Kind::Document), Some(Kind::Meeting), true)]
    fn a_chain_needs_common_matters(
        #[case] new: Option<Kind>,
        #[case] old: Option<Kind>,
        #[case] taken: bool,
    ) {
        let new = Delegation { scope: new, ..delegation(HEAD, DRAFTER) };
        for (from, to) in [(DRAFTER, REVIEWER), (REVIEWER, HEAD)] {
            let old = Delegation { scope: old, ..delegation(from, to) };
            assert_eq!(judged(&new, &[old]).is_ok(), taken);
        }
    }

    #[test]
    fn the_same_once_more_is_refused_and_other_matters_are_not() {
        let scoped = |scope| Delegation { scope, ..delegation(HEAD, DRAFTER) };
        let duplicate = Err(DelegationRefusal::Duplicate { until: day(9) });
        let all = [None, Some(Kind::Document), Some(Kind::Meeting)];
        for (new, old) in all.iter().flat_map(|new| all.iter().map(move |old| (*new, *old))) {
            let expected = if new == old { duplicate.clone() } else { Ok(()) };
            assert_eq!(judged(&scoped(new), &[scoped(old)]), expected, "{new:?} beside {old:?}");
        }
    }

    #[test]
    fn days_that_are_past_stand_against_nothing() {
        let past = Delegation { from_on: day(-9), to_on: day(-1), ..delegation(DRAFTER, REVIEWER) };
        let new = Delegation { from_on: day(-9), ..delegation(HEAD, DRAFTER) };
        assert_eq!(judged(&new, std::slice::from_ref(&past)), Ok(()));
        let until_today = Delegation { to_on: past.to_on + Days::new(1), ..past };
        assert!(judged(&new, &[until_today]).is_err());
    }

    #[test]
    fn one_gives_ones_own_matters_and_an_administrator_those_of_others() {
        let refused = Err(DelegationRefusal::NotYours);
        assert_eq!(may_give(HEAD, HEAD, &office()), Ok(()));
        assert_eq!(may_give(ADMIN, HEAD, &office()), Ok(()));
        for stranger in [MAYOR, REVIEWER, AUDITOR, GONE, UNKNOWN] {
            assert_eq!(may_give(stranger, HEAD, &office()), refused);
        }
    }

    #[test]
    fn a_stand_in_concerns_both_people_and_administrators() {
        let concerned = |person| concerns(person, &delegation(HEAD, DRAFTER), &office());
        assert!([HEAD, DRAFTER, ADMIN].into_iter().all(concerned));
        assert!(![MAYOR, REVIEWER, AUDITOR].into_iter().any(concerned));
        let all = |person| sees_all(person, &office());
        assert!(all(ADMIN) && ![MAYOR, HEAD, AUDITOR, GONE].into_iter().any(all));
    }

    #[test]
    fn the_code_is_the_tag_that_is_kept() {
        let refusals = [
            DelegationRefusal::NotYours,
            DelegationRefusal::TooLong { days: 367, limit: 366 },
            DelegationRefusal::StandInAway { person: HEAD, until: day(1) },
            DelegationRefusal::AlreadyOver,
        ];
        for refusal in refusals {
            let kept = serde_json::to_value(&refusal).unwrap();
            let tag = kept["code"].as_str().unwrap();
            assert_eq!(refusal.code(), format!("delegation_{tag}"));
            assert_eq!(serde_json::from_value::<DelegationRefusal>(kept).unwrap(), refusal);
        }
    }
}
