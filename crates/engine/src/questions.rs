//! About how many texts a day somebody is told how alike they are to texts that this person may not read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use baopi_workflow::{Digest, PersonId};
use chrono::NaiveDate;

/// About so many different texts a day a person is told how alike they are to texts that this person may not read.
pub const MAX_TEXTS_A_DAY: usize = 20;

/// About which texts people asked today: of whom, on which day, which texts. It is kept in memory and begins anew with the
/// program, because reading writes nothing into the database.
#[derive(Debug, Default)]
pub(crate) struct Questions(Mutex<BTreeMap<PersonId, (NaiveDate, BTreeSet<Digest>)>>);

impl Questions {
    /// Whether a person may be answered about a text, which is counted from then on. The same text is the same question.
    pub(crate) fn allow(&self, person: PersonId, today: NaiveDate, text: Digest) -> bool {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (day, texts) = asked.entry(person).or_insert_with(|| (today, BTreeSet::new()));
        if *day != today {
            (*day, *texts) = (today, BTreeSet::new());
        }
        if texts.len() < MAX_TEXTS_A_DAY {
            texts.insert(text);
        }
        texts.contains(&text)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_person_is_answered_about_so_many_texts_a_day_and_about_each_as_often_as_they_ask() {
        let questions = Questions::default();
        let person = |n| PersonId(Uuid::from_u128(n));
        let day = |n| NaiveDate::from_ymd_opt(2026, 9, n).unwrap();
        let ask =
            |person, day, n: usize| questions.allow(person, day, Digest::of(&n.to_be_bytes()));
        assert!((0..MAX_TEXTS_A_DAY).all(|n| ask(person(1), day(15), n)));
        assert!(!ask(person(1), day(15), MAX_TEXTS_A_DAY), "one more");
        assert!(ask(person(1), day(15), 0), "the same text is the same question");
        assert!(ask(person(2), day(15), MAX_TEXTS_A_DAY), "everybody asks for themselves");
        assert!(ask(person(1), day(16), MAX_TEXTS_A_DAY), "another day");
    }
}
