//! The language in which a route says when a stage is part of the way (条件表达式).
//!
//! ```text
//! condition   = conjunction { "or" conjunction }
//! conjunction = negation { "and" negation }
//! negation    = "not" negation | "(" condition ")" | test
//! test        = field [ operator literal | "in" "[" literal { "," literal } "]" ]
//! operator    = "==" | "!=" | "<" | "<=" | ">" | ">="
//! literal     = digits | word | '"' characters '"'
//! ```
//!
//! As in `category == policy and not normative or characters > 3000`. A field that is yes or no stands alone, numbers are
//! compared by size, words only for sameness. The fields are those of [`Field`]. There is no arithmetic, no call and no loop:
//! a condition that was read has an answer for every request, and gives it in time linear in its length.
//!
//! A field without a value, because the drafter has not filled it in, is not equal to anything and neither more nor less than
//! anything: every comparison with it is false, except `!=`, which is true. So `!=` is always the opposite of `==`, whereas
//! `copies <= 5` and `not copies > 5` differ where no number of copies is given.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::kind::Kind;
use expression::{Claim, Expression, Literal, Test};

mod expression;
mod field;
mod parse;
mod values;

pub use field::{Field, Sort};
pub use values::{Value, Values};

/// The longest condition, in characters, as it is written and as it is written out.
pub const MAX_CHARACTERS: usize = 1_000;
/// How many parentheses and `not`s may be open at once.
pub const MAX_DEPTH: usize = 32;
/// The most comparisons of a condition; each word of a list and each field that stands alone is one.
pub const MAX_COMPARISONS: usize = 100;

/// When something applies: a question about a request that has an answer for every request.
///
/// Whoever holds one knows that every comparison in it fits the field it is about; whether the fields exist for a kind of
/// request, [`Condition::check`] says. Two are equal if they are written out alike.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Condition {
    expression: Expression,
    /// Where each test of the expression stood in the text, in their order.
    places: Vec<usize>,
}

/// Why a text is not a condition. Places count characters from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case", deny_unknown_fields)]
pub enum ConditionError {
    /// More than [`MAX_CHARACTERS`].
    #[error("the condition has {length} characters, more than {limit}")]
    TooLong {
        /// Its length.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// More than [`MAX_DEPTH`].
    #[error("more than {limit} parentheses and negations are open at {at}")]
    TooDeep {
        /// Where the first one too many stands.
        at: usize,
        /// The limit.
        limit: usize,
    },
    /// More than [`MAX_COMPARISONS`].
    #[error("the comparison at {at} is one more than {limit}")]
    TooManyComparisons {
        /// Where the first one too many stands.
        at: usize,
        /// The limit.
        limit: usize,
    },
    /// A character that no word begins with.
    #[error("unexpected character {found:?} at {at}")]
    UnexpectedCharacter {
        /// The place in the text, in characters from 1.
        at: usize,
        /// The character.
        found: char,
    },
    /// A word, number or sign where another is wanted.
    #[error("unexpected {found:?} at {at}")]
    UnexpectedWord {
        /// The place in the text, in characters from 1.
        at: usize,
        /// What stands there.
        found: String,
    },
    /// The text ends where something is wanted.
    #[error("the condition ends unfinished at {at}")]
    UnexpectedEnd {
        /// The place behind the last character.
        at: usize,
    },
    /// A quotation mark without its partner.
    #[error("the quotation mark at {at} has no partner")]
    UnclosedString {
        /// The place in the text, in characters from 1.
        at: usize,
    },
    /// A number beyond 2^63 - 1.
    #[error("the number at {at} is too large")]
    NumberTooLarge {
        /// Where it begins.
        at: usize,
    },
    /// No kind of request has such a field.
    #[error("there is no field {field:?}, at {at}")]
    UnknownField {
        /// The place in the text, in characters from 1.
        at: usize,
        /// What was written.
        field: String,
    },
    /// Requests of this kind have no such field.
    #[error("a {} has no field {field}, at {at}", kind.key())]
    FieldOfOtherKind {
        /// The place in the text, in characters from 1.
        at: usize,
        /// The field.
        field: Field,
        /// The kind that lacks it.
        kind: Kind,
    },
    /// The comparison does not fit the field, or the field needs one or none; [`Field::sort`] says what it takes.
    #[error("the field {field} is a {}, which does not fit what stands at {at}", field.sort().key())]
    WrongType {
        /// The place in the text, in characters from 1.
        at: usize,
        /// The field.
        field: Field,
    },
    /// The closed list of the field has no such word.
    #[error("the field {field} is never {value:?}, at {at}")]
    UnknownValue {
        /// The place in the text, in characters from 1.
        at: usize,
        /// The field.
        field: Field,
        /// What was written.
        value: String,
    },
}

impl ConditionError {
    /// The code in answers and message keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "too_long",
            Self::TooDeep { .. } => "too_deep",
            Self::TooManyComparisons { .. } => "too_many_comparisons",
            Self::UnexpectedCharacter { .. } => "unexpected_character",
            Self::UnexpectedWord { .. } => "unexpected_word",
            Self::UnexpectedEnd { .. } => "unexpected_end",
            Self::UnclosedString { .. } => "unclosed_string",
            Self::NumberTooLarge { .. } => "number_too_large",
            Self::UnknownField { .. } => "unknown_field",
            Self::FieldOfOtherKind { .. } => "field_of_other_kind",
            Self::WrongType { .. } => "wrong_type",
            Self::UnknownValue { .. } => "unknown_value",
        }
    }

    /// Where the fault is, in characters from 1; nowhere in particular if the whole is too long.
    #[must_use]
    pub const fn at(&self) -> Option<usize> {
        match self {
            Self::TooLong { .. } => None,
            Self::TooDeep { at, .. }
            | Self::TooManyComparisons { at, .. }
            | Self::UnexpectedCharacter { at, .. }
            | Self::UnexpectedWord { at, .. }
            | Self::UnexpectedEnd { at }
            | Self::UnclosedString { at }
            | Self::NumberTooLarge { at }
            | Self::UnknownField { at, .. }
            | Self::FieldOfOtherKind { at, .. }
            | Self::WrongType { at, .. }
            | Self::UnknownValue { at, .. } => Some(*at),
        }
    }
}

impl Condition {
    /// Reads a condition. Every comparison in it fits its field then.
    ///
    /// # Errors
    ///
    /// The first fault from the left; see [`ConditionError`].
    pub fn parse(text: &str) -> Result<Self, ConditionError> {
        let (expression, places) = parse::parse(text)?;
        Ok(Self { expression, places })
    }

    /// The condition that every request meets.
    #[must_use]
    pub fn always() -> Self {
        let test = Test { field: Field::Always, claim: Claim::Holds };
        Self { expression: Expression::Test(test), places: vec![1] }
    }

    /// Checks that requests of this kind have every field that is read.
    ///
    /// # Errors
    ///
    /// [`ConditionError::FieldOfOtherKind`] for the first one that they lack.
    pub fn check(&self, kind: Kind) -> Result<(), ConditionError> {
        let mut placed = self.expression.tests().into_iter().zip(&self.places);
        match placed.find(|(test, _)| !test.field.kinds().contains(&kind)) {
            Some((test, at)) => {
                Err(ConditionError::FieldOfOtherKind { at: *at, field: test.field, kind })
            }
            None => Ok(()),
        }
    }

    /// Whether a request with these values meets it.
    #[must_use]
    pub fn holds(&self, values: &Values) -> bool {
        self.expression.holds(values)
    }

    /// The fields it reads.
    #[must_use]
    pub fn fields(&self) -> BTreeSet<Field> {
        self.expression.tests().into_iter().map(|test| test.field).collect()
    }

    /// The numbers with which it compares a field. Between two neighbours among them its answer does not change.
    #[must_use]
    pub fn thresholds(&self, field: Field) -> BTreeSet<i64> {
        let numbers = self.literals(field).filter_map(|literal| match literal {
            Literal::Number(number) => Some(*number),
            Literal::Word(_) => None,
        });
        numbers.collect()
    }

    /// The words with which it compares a field. For all other words its answer is the same.
    #[must_use]
    pub fn words(&self, field: Field) -> BTreeSet<&str> {
        let words = self.literals(field).filter_map(|literal| match literal {
            Literal::Word(word) => Some(word.as_str()),
            Literal::Number(_) => None,
        });
        words.collect()
    }

    fn literals(&self, field: Field) -> impl Iterator<Item = &Literal> {
        let tests = self.expression.tests().into_iter();
        tests.filter(move |test| test.field == field).flat_map(Test::literals)
    }
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        self.expression == other.expression
    }
}

impl Eq for Condition {}

impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.expression.fmt(f)
    }
}

impl std::str::FromStr for Condition {
    type Err = ConditionError;
    fn from_str(text: &str) -> Result<Self, ConditionError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Condition {
    type Error = ConditionError;
    fn try_from(text: String) -> Result<Self, ConditionError> {
        Self::parse(&text)
    }
}

impl From<Condition> for String {
    fn from(condition: Condition) -> Self {
        condition.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::expression::Operator;
    use super::*;

    fn values() -> Values {
        let mut values = Values::default();
        values.set(Field::Category, "policy");
        values.set(Field::Characters, 3_000_u32);
        values.set(Field::Normative, false);
        values.set(Field::Joint, true);
        values.set(Field::DraftingUnit, "U13");
        values
    }

    #[rstest]
    #[case("always", true)]
    #[case("joint", true)]
    #[case("normative", false)]
    #[case("not normative", true)]
    #[case("not not normative", false)]
    #[case("directive", false)]
    #[case("category == policy", true)]
    #[case("category == \"policy\"", true)]
    #[case("category != policy", false)]
    #[case("category in [personnel, policy]", true)]
    #[case("category in [personnel]", false)]
    #[case("drafting_unit == \"U13\"", true)]
    #[case("drafting_unit in [\"U12\", u13]", false)]
    #[case("characters < 3000", false)]
    #[case("characters <= 3000", true)]
    #[case("characters > 3000", false)]
    #[case("characters >= 3000", true)]
    #[case("characters == 3000", true)]
    #[case("characters in [1, 3000]", true)]
    #[case("category == policy and not normative or characters > 3000", true)]
    #[case::and_binds_tighter_than_or("joint or joint and normative", true)]
    #[case::parentheses_bind_tightest("(joint or joint) and normative", false)]
    #[case::not_binds_tighter_than_and("not joint and normative", false)]
    #[case::not_takes_a_whole_comparison("not characters > 3000", true)]
    #[case::tight("not(normative)and(characters>=3000)", true)]
    #[case::over_several_lines("joint\n  and\tcategory == policy\n", true)]
    fn a_sentence_means_what_it_says(#[case] text: &str, #[case] expected: bool) {
        assert_eq!(Condition::parse(text).unwrap().holds(&values()), expected);
    }

    #[rstest]
    #[case("copies == 5", false)]
    #[case("copies != 5", true)]
    #[case("copies < 5", false)]
    #[case("copies <= 5", false)]
    #[case("copies > 5", false)]
    #[case("copies >= 5", false)]
    #[case("copies in [5]", false)]
    #[case("scope == special", false)]
    #[case("scope != special", true)]
    #[case("scope in [special, comprehensive]", false)]
    fn every_comparison_with_an_absent_value_is_false_except_that_it_differs(
        #[case] text: &str,
        #[case] expected: bool,
    ) {
        assert_eq!(Condition::parse(text).unwrap().holds(&values()), expected);
        let mut wrong = values();
        wrong.set(Field::Copies, "five");
        wrong.set(Field::Scope, true);
        let holds = Condition::parse(text).unwrap().holds(&wrong);
        assert_eq!(holds, expected, "a value of another sort is none");
    }

    #[rstest]
    #[case("", "unexpected_end", 1)]
    #[case("  ", "unexpected_end", 3)]
    #[case("joint and", "unexpected_end", 10)]
    #[case("(joint", "unexpected_end", 7)]
    #[case("joint)", "unexpected_word", 6)]
    #[case("joint normative", "unexpected_word", 7)]
    #[case("or joint", "unexpected_word", 1)]
    #[case("3000 < characters", "unexpected_word", 1)]
    #[case("1 < 2", "unexpected_word", 1)]
    #[case("category in []", "unexpected_word", 14)]
    #[case("category in [policy", "unexpected_end", 20)]
    #[case("category in policy", "unexpected_word", 13)]
    #[case("category == and", "unexpected_word", 13)]
    #[case("category = policy", "unexpected_character", 10)]
    #[case("Normative", "unexpected_character", 1)]
    #[case("joint && normative", "unexpected_character", 7)]
    #[case("（joint）", "unexpected_character", 1)]
    #[case("copies > -1", "unexpected_character", 10)]
    #[case("copies > 1.5", "unexpected_character", 11)]
    #[case("copies > 5a", "unexpected_character", 11)]
    #[case("drafting_unit == \"U\n\"", "unexpected_character", 20)]
    #[case("drafting_unit == \"U13", "unclosed_string", 18)]
    #[case("copies > 9223372036854775808", "number_too_large", 10)]
    #[case("joint and colour == red", "unknown_field", 11)]
    #[case("category == nonsense", "unknown_value", 13)]
    #[case("class in [i, v]", "unknown_value", 14)]
    #[case("category == 5", "wrong_type", 13)]
    #[case("copies == five", "wrong_type", 11)]
    #[case("copies == \"5\"", "wrong_type", 11)]
    #[case("drafting_unit == 13", "wrong_type", 18)]
    #[case("normative == yes", "wrong_type", 11)]
    #[case("normative in [yes]", "wrong_type", 11)]
    #[case("category < policy", "wrong_type", 10)]
    #[case("drafting_unit >= \"U13\"", "wrong_type", 15)]
    #[case("joint or category", "wrong_type", 10)]
    #[case("characters and joint", "wrong_type", 1)]
    fn a_fault_is_named_with_its_place(#[case] text: &str, #[case] code: &str, #[case] at: usize) {
        let error = Condition::parse(text).unwrap_err();
        assert_eq!((error.code(), error.at()), (code, Some(at)), "{error}");
        let stored = serde_json::to_value(&error).unwrap();
        assert_eq!(stored["code"], code);
        assert_eq!(serde_json::from_value::<ConditionError>(stored).unwrap(), error);
    }

    #[rstest]
    #[case("category == policy", Kind::Document, None)]
    #[case("category == policy", Kind::Meeting, Some(1))]
    #[case("joint and minutes > 60", Kind::Meeting, None)]
    #[case("joint and minutes > 60", Kind::Document, Some(11))]
    #[case("countersigning or main_leader_must_sign", Kind::Meeting, None)]
    fn a_condition_fits_the_kinds_that_have_its_fields(
        #[case] text: &str,
        #[case] kind: Kind,
        #[case] at: Option<usize>,
    ) {
        let error = Condition::parse(text).unwrap().check(kind).err();
        assert_eq!(error.as_ref().and_then(ConditionError::at), at);
        assert!(error.is_none_or(|error| error.code() == "field_of_other_kind"));
    }

    #[rstest]
    #[case(" ( joint ) ", "joint")]
    #[case("joint or (normative or directive)", "joint or normative or directive")]
    #[case("joint and (normative and directive)", "joint and normative and directive")]
    #[case("(joint and normative) or directive", "joint and normative or directive")]
    #[case("joint and(normative or directive)", "joint and (normative or directive)")]
    #[case("not (joint)", "not joint")]
    #[case("not (characters>5)", "not characters > 5")]
    #[case("not(joint and normative)", "not (joint and normative)")]
    #[case("category==\"policy\"", "category == policy")]
    #[case("category in[\"policy\",reply]", "category in [policy, reply]")]
    #[case("drafting_unit == \"U13\"", "drafting_unit == \"U13\"")]
    #[case("drafting_unit == \"or\"", "drafting_unit == \"or\"")]
    #[case("drafting_unit != \"\"", "drafting_unit != \"\"")]
    #[case("drafting_unit == \"13\"", "drafting_unit == \"13\"")]
    #[case("copies > 007", "copies > 7")]
    fn a_condition_is_written_out_in_one_way(#[case] text: &str, #[case] expected: &str) {
        let condition = Condition::parse(text).unwrap();
        assert_eq!(condition.to_string(), expected);
        assert_eq!(serde_json::to_value(&condition).unwrap(), expected);
    }

    #[test]
    fn what_is_always_so_is_the_word_always() {
        assert_eq!(Condition::always(), Condition::parse("always").unwrap());
        assert!(Condition::always().holds(&Values::default()));
    }

    #[test]
    fn a_condition_tells_what_it_reads() {
        let text = "characters > 3000 and (characters in [5, 7] or category != policy) or joint";
        let condition = Condition::parse(text).unwrap();
        let fields = [Field::Joint, Field::Category, Field::Characters];
        assert_eq!(condition.fields(), BTreeSet::from(fields));
        assert_eq!(condition.thresholds(Field::Characters), BTreeSet::from([5, 7, 3000]));
        assert_eq!(condition.thresholds(Field::Copies), BTreeSet::new());
        assert_eq!(condition.words(Field::Category), BTreeSet::from(["policy"]));
    }

    #[test]
    fn a_condition_of_1000_characters_is_read_and_one_of_1001_is_not() {
        let text = |length: usize| format!("joint{}", " ".repeat(length - "joint".len()));
        assert!(Condition::parse(&text(MAX_CHARACTERS)).is_ok());
        let error = ConditionError::TooLong { length: 1_001, limit: 1_000 };
        assert_eq!(Condition::parse(&text(MAX_CHARACTERS + 1)), Err(error));
        assert_eq!(Condition::parse(&"错".repeat(1_001)).unwrap_err().code(), "too_long");
    }

    #[test]
    fn a_condition_is_as_long_as_it_is_written_out() {
        let unit = |length: usize| format!("drafting_unit==\"{}\"", "U".repeat(length));
        let longest = MAX_CHARACTERS - "drafting_unit == \"\"".len();
        let condition = Condition::parse(&unit(longest)).unwrap();
        assert_eq!(condition.to_string().len(), MAX_CHARACTERS);
        let error = ConditionError::TooLong { length: 1_001, limit: 1_000 };
        assert_eq!(Condition::parse(&unit(longest + 1)), Err(error));
    }

    #[test]
    fn parentheses_and_negations_are_32_deep_and_not_33() {
        let nested = |depth: usize| format!("{}joint{}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(Condition::parse(&nested(MAX_DEPTH)), Condition::parse("joint"));
        let error = ConditionError::TooDeep { at: 33, limit: MAX_DEPTH };
        assert_eq!(Condition::parse(&nested(MAX_DEPTH + 1)), Err(error));
        let negated = |depth: usize| format!("{}joint", "not ".repeat(depth));
        assert!(Condition::parse(&negated(MAX_DEPTH)).is_ok());
        assert_eq!(Condition::parse(&negated(MAX_DEPTH + 1)).unwrap_err().code(), "too_deep");
        let beside = vec!["(joint)"; MAX_DEPTH + 1].join("or");
        assert!(Condition::parse(&beside).is_ok(), "only what is open at once counts");
    }

    #[test]
    fn there_are_100_comparisons_and_not_101() {
        let joined = |count: usize| vec!["joint"; count].join(" or ");
        assert!(Condition::parse(&joined(MAX_COMPARISONS)).is_ok());
        let error = Condition::parse(&joined(MAX_COMPARISONS + 1)).unwrap_err();
        assert_eq!(error.code(), "too_many_comparisons");
        let listed = |count: usize| format!("copies in [{}]", vec!["5"; count].join(","));
        assert!(Condition::parse(&listed(MAX_COMPARISONS)).is_ok());
        let error = Condition::parse(&listed(MAX_COMPARISONS + 1)).unwrap_err();
        assert_eq!(error.code(), "too_many_comparisons");
    }

    const OPERATORS: [Operator; 6] = [
        Operator::Equal,
        Operator::Different,
        Operator::Less,
        Operator::AtMost,
        Operator::More,
        Operator::AtLeast,
    ];

    fn literal(field: Field) -> BoxedStrategy<Literal> {
        match field.sort() {
            Sort::Flag => unreachable!("a flag is not compared"),
            Sort::Number => (0..=i64::MAX).prop_map(Literal::Number).boxed(),
            Sort::Choice(words) => proptest::sample::select(words).prop_map(Literal::Word).boxed(),
            Sort::UnitCode => "[^\"\\p{Cc}]{0,8}".prop_map(Literal::Word).boxed(),
        }
    }

    fn test() -> impl Strategy<Value = Expression> {
        let fields = proptest::sample::select(Field::ALL);
        let test = fields.prop_flat_map(|field| {
            let claim = if field.sort() == Sort::Flag {
                Just(Claim::Holds).boxed()
            } else {
                let orders = field.sort() == Sort::Number;
                let fitting = OPERATORS.into_iter().filter(|one| orders || !one.orders());
                let operators = proptest::sample::select(fitting.collect::<Vec<_>>());
                let compares = (operators, literal(field))
                    .prop_map(|(operator, literal)| Claim::Compares(operator, literal));
                let among = prop::collection::vec(literal(field), 1..4).prop_map(Claim::IsAmong);
                prop_oneof![compares, among].boxed()
            };
            claim.prop_map(move |claim| Test { field, claim })
        });
        test.prop_map(Expression::Test)
    }

    fn expression() -> impl Strategy<Value = Expression> {
        test().prop_recursive(4, 12, 3, |inner| {
            let parts = || prop::collection::vec(inner.clone(), 1..4);
            prop_oneof![
                parts().prop_map(Expression::any),
                parts().prop_map(Expression::all),
                inner.clone().prop_map(|inner| Expression::Not(Box::new(inner))),
            ]
        })
    }

    fn any_values() -> impl Strategy<Value = Values> {
        let value = prop_oneof![
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            "[a-z]{0,8}".prop_map(Value::from),
        ];
        let field = proptest::sample::select(Field::ALL);
        prop::collection::vec((field, value), 0..20).prop_map(|list| {
            let mut values = Values::default();
            for (field, value) in list {
                values.set(field, value);
            }
            values
        })
    }

    /// Words and signs of the language in any order.
    fn babble() -> impl Strategy<Value = String> {
        let words = [
            "or",
            "and",
            "not",
            "in",
            "joint",
            "category",
            "policy",
            "characters",
            "3000",
            "==",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "(",
            ")",
            "[",
            "]",
            ",",
            "\"U13\"",
            "\"",
            "字",
            "drafting_unit",
            "007",
            "_",
        ];
        prop::collection::vec(proptest::sample::select(words.to_vec()), 0..40)
            .prop_map(|words| words.join(" "))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_out_is_read_back_as_itself(expression in expression()) {
            let text = expression.to_string();
            prop_assume!(text.chars().count() <= MAX_CHARACTERS);
            let condition = Condition::parse(&text);
            prop_assert_eq!(condition.as_ref().map(ToString::to_string), Ok(text));
            prop_assert_eq!(condition.map(|condition| condition.expression), Ok(expression));
        }

        #[test]
        fn any_text_is_read_or_refused(text: String) {
            if let Ok(condition) = Condition::parse(&text) {
                prop_assert_eq!(Condition::parse(&condition.to_string()), Ok(condition));
            }
        }

        #[test]
        fn any_words_are_read_or_refused(text in babble(), values in any_values()) {
            match Condition::parse(&text) {
                Ok(condition) => {
                    prop_assert_eq!(Condition::parse(&condition.to_string()), Ok(condition.clone()));
                    let _: bool = condition.holds(&values);
                }
                Err(error) => {
                    let inside = |at| (1..=text.chars().count() + 1).contains(&at);
                    prop_assert!(error.at().is_none_or(inside), "{}", error);
                }
            }
        }

        #[test]
        fn every_condition_or_its_opposite_holds(expression in expression(), values in any_values()) {
            let opposite = Expression::Not(Box::new(expression.clone()));
            prop_assert_ne!(expression.holds(&values), opposite.holds(&values));
        }

        #[test]
        fn to_differ_is_not_to_be_equal(test in test(), values in any_values()) {
            if let Expression::Test(Test { field, claim: Claim::Compares(_, literal) }) = test {
                let claims = |operator| Test { field, claim: Claim::Compares(operator, literal.clone()) };
                let [equal, different] = [Operator::Equal, Operator::Different]
                    .map(|operator| Expression::Test(claims(operator)).holds(&values));
                prop_assert_ne!(equal, different);
            }
        }

        #[test]
        fn an_answer_changes_at_the_thresholds_alone(expression in expression(), n in 0..=i64::MAX) {
            let condition = Condition { expression, places: Vec::new() };
            for field in condition.fields().into_iter().filter(|field| field.sort() == Sort::Number) {
                let thresholds = condition.thresholds(field);
                let below = thresholds.range(..=n).next_back().copied();
                let representative = match below {
                    Some(below) if below == n => below,
                    Some(below) => below + 1,
                    None => thresholds.first().map_or(0, |first| first - 1),
                };
                let with = |number: i64| {
                    let mut values = values();
                    values.set(field, number);
                    condition.holds(&values)
                };
                prop_assert_eq!(with(n), with(representative), "{} at {}", field, n);
            }
        }
    }
}
