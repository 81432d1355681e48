//! Conditions in words: their fields, and why a text is none.

use baopi_workflow::condition::Sort;
use baopi_workflow::{Condition, ConditionError, Field};

use crate::argument::Args;
use crate::word::{kind, word};
use crate::{Language, kebab, text, text_with};

/// A condition in words, as in 类别 = 政策措施 且 非 规范性文件. `unit` says the name of the unit of a code.
#[must_use]
pub fn condition(
    language: Language,
    condition: &Condition,
    unit: &dyn Fn(&str) -> String,
) -> String {
    let text_of = condition.to_string();
    let mut reader = Reader { language, unit, field: None, awaits_value: false, in_list: false };
    tokens(&text_of).into_iter().map(|token| reader.say(token)).collect()
}

/// Reads the text into which a condition is written out, whose form is always the same.
struct Reader<'a> {
    language: Language,
    unit: &'a dyn Fn(&str) -> String,
    /// The field whose values stand here.
    field: Option<Field>,
    awaits_value: bool,
    in_list: bool,
}

impl Reader<'_> {
    fn say(&mut self, token: &str) -> String {
        let is_word = token.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '"');
        match token {
            "==" | "!=" | "<" | "<=" | ">" | ">=" => {
                self.awaits_value = true;
                sign(token).to_owned()
            }
            "[" | "]" => {
                self.in_list = token == "[";
                token.to_owned()
            }
            _ if is_word && (self.awaits_value || self.in_list) => {
                self.awaits_value = false;
                self.value(token.trim_matches('"'))
            }
            "and" | "or" | "not" | "in" => text(self.language, &format!("condition-word-{token}")),
            _ if is_word => {
                self.field = Field::of_key(token);
                self.field
                    .map_or_else(|| token.to_owned(), |field| condition_field(self.language, field))
            }
            _ => token.to_owned(),
        }
    }

    fn value(&self, value: &str) -> String {
        match self.field.map(|field| (field, field.sort())) {
            Some((field, Sort::Choice(_))) => word(self.language, list(field), value),
            Some((_, Sort::UnitCode)) => (self.unit)(value),
            Some((_, Sort::Flag | Sort::Number)) | None => value.to_owned(),
        }
    }
}

/// The closed list of the words of a field, as message files call it.
pub(crate) fn list(field: Field) -> &'static str {
    match field.key() {
        "nature" => "meeting_nature",
        "class" => "meeting_class",
        "mode" => "meeting_mode",
        "required_level" => "attendance",
        same => same,
    }
}

fn sign(operator: &str) -> &str {
    match operator {
        "==" => "=",
        "!=" => "≠",
        "<=" => "≤",
        ">=" => "≥",
        same => same,
    }
}

/// Words, quoted words, operators, and every other character by itself.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let belongs = |c: char| match first {
            'a'..='z' | '0'..='9' => c.is_ascii_alphanumeric() || c == '_',
            '=' | '!' | '<' | '>' => c == '=',
            _ => false,
        };
        let length = if first == '"' {
            rest[1..].find('"').map_or(rest.len(), |end| end + 2)
        } else {
            let first = first.len_utf8();
            rest[first..].find(|c| !belongs(c)).map_or(rest.len(), |end| first + end)
        };
        let (token, behind) = rest.split_at(length);
        tokens.push(token);
        rest = behind;
    }
    tokens
}

/// What a field of a condition is called.
#[must_use]
pub fn condition_field(language: Language, field: Field) -> String {
    text(language, &format!("condition-field-{}", kebab(field.key())))
}

/// What values a field has.
#[must_use]
pub fn condition_sort(language: Language, sort: Sort) -> String {
    text(language, &format!("condition-sort-{}", kebab(sort.key())))
}

/// Why a text is not a condition, and where.
#[must_use]
pub fn condition_error(language: Language, error: &ConditionError) -> String {
    let args = error.at().into_iter().fold(Args::new(), |args, at| args.with("at", at));
    let named = |args: Args, field: Field| {
        args.with("field", condition_field(language, field))
            .with("sort", condition_sort(language, field.sort()))
    };
    let args = match error {
        ConditionError::TooLong { length, limit } => args.with("n", *length).with("limit", *limit),
        ConditionError::TooDeep { limit, .. }
        | ConditionError::TooManyComparisons { limit, .. } => args.with("limit", *limit),
        ConditionError::UnexpectedCharacter { found, .. } => args.with("found", found.to_string()),
        ConditionError::UnexpectedWord { found, .. } => args.with("found", found.as_str()),
        ConditionError::UnexpectedEnd { .. }
        | ConditionError::UnclosedString { .. }
        | ConditionError::NumberTooLarge { .. } => args,
        ConditionError::UnknownField { field, .. } => args.with("found", field.as_str()),
        ConditionError::FieldOfOtherKind { field, kind: of, .. } => {
            named(args, *field).with("kind", kind(language, *of))
        }
        ConditionError::WrongType { field, .. } => named(args, *field),
        ConditionError::UnknownValue { field, value, .. } => {
            named(args, *field).with("found", value.as_str())
        }
    };
    text_with(language, &format!("condition-error-{}", kebab(error.code())), &args)
}
