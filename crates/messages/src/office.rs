//! Stand-ins (代理) in words.

use baopi_workflow::organisation::delegation::DelegationRefusal;
use baopi_workflow::{Kind, PersonId};

use crate::argument::Args;
use crate::word::{date, kind};
use crate::{Language, kebab, text, text_with};

/// Why a stand-in was not written down or not ended, in one sentence. `name` says the name of a person.
#[must_use]
pub fn delegation_refusal(
    language: Language,
    refusal: &DelegationRefusal,
    name: &dyn Fn(PersonId) -> String,
) -> String {
    text_with(language, &key(refusal), &args(language, refusal, name))
}

/// The way out.
#[must_use]
pub fn delegation_refusal_advice(language: Language, refusal: &DelegationRefusal) -> String {
    text(language, &format!("{}-advice", key(refusal)))
}

/// What a stand-in is about: documents, meetings, or both where nothing is said.
#[must_use]
pub fn matters(language: Language, scope: Option<Kind>) -> String {
    scope.map_or_else(|| text(language, "delegation-everything"), |scope| kind(language, scope))
}

fn key(refusal: &DelegationRefusal) -> String {
    format!("refusal-{}", kebab(refusal.code()))
}

fn args(
    language: Language,
    refusal: &DelegationRefusal,
    name: &dyn Fn(PersonId) -> String,
) -> Args {
    let args = Args::new();
    match refusal {
        DelegationRefusal::NotYours
        | DelegationRefusal::Oneself
        | DelegationRefusal::GiverGone
        | DelegationRefusal::GiverBarred
        | DelegationRefusal::StandInGone
        | DelegationRefusal::StandInBarred
        | DelegationRefusal::RankNeeded
        | DelegationRefusal::Empty
        | DelegationRefusal::Over
        | DelegationRefusal::ReferenceMissing
        | DelegationRefusal::AlreadyOver
        | DelegationRefusal::OwnEntry
        | DelegationRefusal::AlreadyConfirmed => args,
        DelegationRefusal::TooLong { days, limit } => {
            args.with("days", *days).with("limit", *limit)
        }
        DelegationRefusal::TooFarAhead { limit } => args.with("limit", *limit),
        DelegationRefusal::ReferenceTooLong { length, limit } => {
            args.with("n", *length).with("limit", *limit)
        }
        DelegationRefusal::StandInAway { person, until }
        | DelegationRefusal::GiverStandsIn { person, until } => {
            args.with("name", name(*person)).with("until", date(language, *until))
        }
        DelegationRefusal::Duplicate { until } => args.with("until", date(language, *until)),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn somebody() -> PersonId {
        "00000000-0000-0000-0000-000000000001".parse().unwrap()
    }

    fn refusals() -> Vec<DelegationRefusal> {
        let (person, until) = (somebody(), NaiveDate::default());
        vec![
            DelegationRefusal::NotYours,
            DelegationRefusal::Oneself,
            DelegationRefusal::GiverGone,
            DelegationRefusal::GiverBarred,
            DelegationRefusal::StandInGone,
            DelegationRefusal::StandInBarred,
            DelegationRefusal::RankNeeded,
            DelegationRefusal::Empty,
            DelegationRefusal::TooLong { days: 367, limit: 366 },
            DelegationRefusal::TooFarAhead { limit: 366 },
            DelegationRefusal::Over,
            DelegationRefusal::ReferenceMissing,
            DelegationRefusal::ReferenceTooLong { length: 201, limit: 200 },
            DelegationRefusal::StandInAway { person, until },
            DelegationRefusal::GiverStandsIn { person, until },
            DelegationRefusal::Duplicate { until },
            DelegationRefusal::AlreadyOver,
            DelegationRefusal::OwnEntry,
            DelegationRefusal::AlreadyConfirmed,
        ]
    }

    #[test]
    fn every_refusal_has_a_sentence_a_way_out_and_a_short_form_in_both_languages() {
        for refusal in refusals() {
            let said = |language| {
                [
                    delegation_refusal(language, &refusal, &|_| "某某".to_owned()),
                    delegation_refusal_advice(language, &refusal),
                    crate::word::refused(language, refusal.code()),
                ]
            };
            for (zh, en) in said(Language::Zh).into_iter().zip(said(Language::En)) {
                assert_ne!(zh, en);
                assert!(!zh.contains("Unknown localization") && !zh.contains("delegation"), "{zh}");
                assert!(!en.contains("Unknown localization"), "{en}");
            }
        }
    }

    #[test]
    fn a_refusal_says_its_figures_and_names() {
        let until = NaiveDate::from_ymd_opt(2026, 9, 20).unwrap();
        let away = DelegationRefusal::StandInAway { person: somebody(), until };
        let said = delegation_refusal(Language::Zh, &away, &|_| "孙晓梅".to_owned());
        assert!(said.contains("孙晓梅") && said.contains("2026年9月20日"), "{said}");
        let long = DelegationRefusal::TooLong { days: 367, limit: 366 };
        assert!(delegation_refusal(Language::En, &long, &|_| String::new()).contains("367 days"));
    }

    #[test]
    fn matters_are_documents_meetings_or_both() {
        assert_eq!(matters(Language::Zh, None), "全部事项");
        assert_eq!(matters(Language::Zh, Some(Kind::Meeting)), kind(Language::Zh, Kind::Meeting));
    }
}
