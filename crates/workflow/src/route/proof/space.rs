//! The values that stand for all others: so many that no condition and no rule of signing can tell another one from them.

use std::collections::BTreeSet;

use super::super::Route;
use crate::condition::{Field, Sort, Value, Values};
use crate::kind::Kind;
use crate::organisation::Organisation;
use crate::rules::{HARD_FILE_LENGTH, HARD_MEETING_MINUTES};

/// Stands for every unit that a route does not name, where the organisation is not known.
const OTHER_UNIT: &str = "*";

/// The fields that make a difference, each with the values that stand for all its values; `None` is a field left empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Space {
    kind: Kind,
    axes: Vec<(Field, Vec<Option<Value>>)>,
}

impl Space {
    /// The fields that the conditions of the route read, and those that the signer matrix reads.
    pub(super) fn of(route: &Route, organisation: Option<&Organisation>) -> Self {
        let kind = route.kind;
        let read = route.stages.iter().flat_map(|stage| stage.when.fields());
        let mut fields: BTreeSet<Field> = BTreeSet::new();
        for field in read.chain([Field::MainLeaderMustSign]) {
            match field.sources(kind) {
                [] => fields.extend((field != Field::Always).then_some(field)),
                sources => fields.extend(sources),
            }
        }
        let values = |field: Field| (field, representatives(route, field, organisation));
        Self { kind, axes: fields.into_iter().map(values).collect() }
    }

    /// How many combinations there are; `u64::MAX` stands for all that are more.
    pub(super) fn size(&self) -> u64 {
        let sizes = self.axes.iter().map(|(_, values)| values.len() as u64);
        sizes.fold(1, u64::saturating_mul)
    }

    /// Shows every combination to `look`, in the same order each time, until it has seen enough.
    pub(super) fn visit(&self, look: &mut impl FnMut(&Values) -> Look) {
        self.visit_from(&self.axes, &Values::default(), look);
    }

    fn visit_from(
        &self,
        axes: &[(Field, Vec<Option<Value>>)],
        values: &Values,
        look: &mut impl FnMut(&Values) -> Look,
    ) -> Look {
        let Some(((field, choices), rest)) = axes.split_first() else {
            return self.look_at(values, look);
        };
        for choice in choices {
            let mut next = values.clone();
            if let Some(value) = choice {
                next.set(*field, value.clone());
            }
            if self.visit_from(rest, &next, look) == Look::Enough {
                return Look::Enough;
            }
        }
        Look::On
    }

    fn look_at(&self, values: &Values, look: &mut impl FnMut(&Values) -> Look) -> Look {
        let (drafting, issuing) = (values.get(Field::DraftingUnit), values.get(Field::IssuingUnit));
        // The host of a meeting is both, and so is who inspects.
        if self.kind != Kind::Document
            && issuing.is_some()
            && drafting.is_some()
            && drafting != issuing
        {
            return Look::On;
        }
        let mut values = values.clone();
        values.settle(self.kind);
        look(&values)
    }
}

/// Whether whoever looks at combinations wants to see more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    On,
    Enough,
}

fn representatives(
    route: &Route,
    field: Field,
    organisation: Option<&Organisation>,
) -> Vec<Option<Value>> {
    match field.sort() {
        Sort::Flag => vec![Some(false.into()), Some(true.into())],
        Sort::Number => numbers(route, field),
        Sort::Choice(words) => choices(route, field, words),
        Sort::UnitCode => codes(route, field, organisation),
    }
}

/// The numbers around each one with which the field is compared, within what a submitted request can have.
fn numbers(route: &Route, field: Field) -> Vec<Option<Value>> {
    let can_be_none = [
        Field::Annexes,
        Field::Copies,
        Field::Recipients,
        Field::CountersignUnits,
        Field::BudgetYuan,
    ];
    let least = i64::from(!can_be_none.contains(&field));
    let limits = [(Field::Characters, HARD_FILE_LENGTH), (Field::Minutes, HARD_MEETING_MINUTES)];
    let limit = limits.into_iter().find(|(limited, _)| *limited == field);
    let most = limit.map_or(i64::MAX, |(_, limit)| i64::from(limit));
    let thresholds = route.stages.iter().flat_map(|stage| stage.when.thresholds(field));
    let around = |number: i64| [number.saturating_sub(1), number, number.saturating_add(1)];
    let mut numbers: BTreeSet<i64> = thresholds.flat_map(around).collect();
    // Whether there is one at all is what other fields follow from.
    numbers.extend([0, 1]);
    let optional = (field == Field::Copies).then_some(None);
    let possible = numbers.into_iter().filter(|number| (least..=most).contains(number));
    optional.into_iter().chain(possible.map(|number| Some(number.into()))).collect()
}

/// Every word that a condition names, and of the others one for each answer of the signer matrix.
fn choices(route: &Route, field: Field, words: &[String]) -> Vec<Option<Value>> {
    let named = named_words(route, field);
    let mut others = BTreeSet::new();
    let demands = |word: &&String| demands_main_leader(route.kind, field, word);
    let mut standing: Vec<&String> = words
        .iter()
        .filter(|word| named.contains(word.as_str()) || others.insert(demands(word)))
        .collect();
    // The usual ones first, so that what is shown of a path is as usual as it can be.
    standing.sort_by_key(demands);
    standing.into_iter().map(|word| Some(word.clone().into())).collect()
}

fn demands_main_leader(kind: Kind, field: Field, word: &str) -> bool {
    let mut values = Values::default();
    values.set(field, word);
    values.settle(kind);
    values.get(Field::MainLeaderMustSign) == Some(&Value::Flag(true))
}

/// Every unit that a condition names, and one other.
fn codes(route: &Route, field: Field, organisation: Option<&Organisation>) -> Vec<Option<Value>> {
    let named = named_words(route, field);
    let other = match organisation {
        None => Some(OTHER_UNIT),
        Some(organisation) => {
            let mut codes = organisation.units().filter(|unit| unit.active).map(|unit| &unit.code);
            codes.find(|code| !named.contains(code.as_str())).map(String::as_str)
        }
    };
    named.iter().copied().chain(other).map(|code| Some(code.into())).collect()
}

/// The words with which conditions compare the field.
pub(super) fn named_words(route: &Route, field: Field) -> BTreeSet<&str> {
    let units: &[Field] = &[Field::DraftingUnit, Field::IssuingUnit];
    // The host of a meeting is both of them, and so is who inspects.
    let fields = match route.kind {
        Kind::Meeting | Kind::Inspection if units.contains(&field) => units,
        Kind::Document | Kind::Meeting | Kind::Inspection => &[field],
    };
    let words = |field: &Field| {
        let field = *field;
        route.stages.iter().flat_map(move |stage| stage.when.words(field))
    };
    fields.iter().flat_map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::super::MAX_COMBINATIONS;
    use super::*;
    use crate::condition::Condition;

    fn route(kind: Kind, when: &str) -> Route {
        let mut route = Route::shipped(kind);
        route.stages[0].when = Condition::parse(when).unwrap();
        route
    }

    fn axis(route: &Route, field: Field) -> Vec<String> {
        let space = Space::of(route, None);
        let axis = space.axes.into_iter().find(|(axis, _)| *axis == field);
        let text = |value: Option<Value>| value.map_or_else(|| "-".to_owned(), |v| v.to_string());
        axis.map_or_else(Vec::new, |(_, values)| values.into_iter().map(text).collect())
    }

    #[test]
    fn the_signer_matrix_is_always_read() {
        let document = route(Kind::Document, "always");
        assert_eq!(axis(&document, Field::DocType), ["communique", "resolution"]);
        assert_eq!(axis(&document, Field::Direction), ["lateral", "upward"]);
        assert_eq!(axis(&document, Field::Normative), ["false", "true"]);
        assert_eq!(axis(&document, Field::Characters), Vec::<String>::new());
        let meeting = route(Kind::Meeting, "always");
        assert_eq!(axis(&meeting, Field::Class), ["iii", "i"]);
        assert_eq!(axis(&meeting, Field::MainLeaderExceptions), ["false", "true"]);
    }

    #[test]
    fn numbers_stand_around_what_they_are_compared_with_and_within_what_can_be_submitted() {
        let document = |when| route(Kind::Document, when);
        let characters =
            axis(&document("characters > 3000 or characters < 5000"), Field::Characters);
        assert_eq!(characters, ["1", "2999", "3000", "3001", "4999", "5000"]);
        assert_eq!(axis(&document("copies > 0"), Field::Copies), ["-", "0", "1"]);
        let meeting = route(Kind::Meeting, "minutes >= 90 or headcount > 1");
        assert_eq!(axis(&meeting, Field::Minutes), ["1", "89", "90"]);
        assert_eq!(axis(&meeting, Field::Headcount), ["1", "2"]);
    }

    #[test]
    fn a_named_word_stands_for_itself_and_one_other_for_the_rest() {
        let document = route(Kind::Document, "urgency == urgent or doc_type in [notice, order]");
        assert_eq!(axis(&document, Field::Urgency), ["extra_urgent", "urgent"]);
        let types = ["communique", "notice", "resolution", "order"];
        assert_eq!(axis(&document, Field::DocType), types);
        let unit = route(Kind::Document, "drafting_unit == \"U13\"");
        assert_eq!(axis(&unit, Field::DraftingUnit), ["U13", "*"]);
    }

    #[test]
    fn the_host_of_a_meeting_is_one_unit() {
        let route = route(Kind::Meeting, "drafting_unit == \"A\" and issuing_unit == \"B\"");
        let mut met = 0;
        Space::of(&route, None).visit(&mut |values| {
            met += u32::from(route.stages[0].when.holds(values));
            Look::On
        });
        assert_eq!(met, 0);
    }

    #[test]
    fn a_million_combinations_are_looked_at_and_one_more_axis_is_too_many() {
        let axis = |size: i64| (Field::Copies, (0..size).map(|n| Some(n.into())).collect());
        let space = |sizes: &[i64]| Space {
            kind: Kind::Document,
            axes: sizes.iter().map(|size| axis(*size)).collect(),
        };
        assert_eq!(space(&[1000, 1000]).size(), MAX_COMBINATIONS);
        assert!(space(&[1000, 1001]).size() > MAX_COMBINATIONS);
        assert_eq!(space(&[10_000; 6]).size(), u64::MAX);
    }
}
