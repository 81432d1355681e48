//! The expression behind a condition: its form, its canonical text and its truth.

use std::cmp::Ordering;

use super::field::Field;
use super::values::{Value, Values};

/// `Any` and `All` have at least two parts and hold none of their own sort, so that an expression has one text and a text
/// one expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expression {
    Any(Vec<Self>),
    All(Vec<Self>),
    Not(Box<Self>),
    Test(Test),
}

/// One claim about one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Test {
    pub(super) field: Field,
    pub(super) claim: Claim,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Claim {
    Holds,
    Compares(Operator, Literal),
    IsAmong(Vec<Literal>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    Different,
    Less,
    AtMost,
    More,
    AtLeast,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Literal {
    Number(i64),
    Word(String),
}

/// Whether the language has the word for itself.
pub(super) fn is_reserved(word: &str) -> bool {
    ["or", "and", "not", "in"].contains(&word)
}

impl Expression {
    /// `parts` joined by `or`; not empty.
    pub(super) fn any(parts: Vec<Self>) -> Self {
        let flat = |part| match part {
            Self::Any(inner) => inner,
            part @ (Self::All(_) | Self::Not(_) | Self::Test(_)) => vec![part],
        };
        let mut parts: Vec<Self> = parts.into_iter().flat_map(flat).collect();
        if parts.len() == 1 { parts.remove(0) } else { Self::Any(parts) }
    }

    /// `parts` joined by `and`; not empty.
    pub(super) fn all(parts: Vec<Self>) -> Self {
        let flat = |part| match part {
            Self::All(inner) => inner,
            part @ (Self::Any(_) | Self::Not(_) | Self::Test(_)) => vec![part],
        };
        let mut parts: Vec<Self> = parts.into_iter().flat_map(flat).collect();
        if parts.len() == 1 { parts.remove(0) } else { Self::All(parts) }
    }

    pub(super) fn holds(&self, values: &Values) -> bool {
        match self {
            Self::Any(parts) => parts.iter().any(|part| part.holds(values)),
            Self::All(parts) => parts.iter().all(|part| part.holds(values)),
            Self::Not(inner) => !inner.holds(values),
            Self::Test(test) => test.holds(values),
        }
    }

    /// Every test, from left to right.
    pub(super) fn tests(&self) -> Vec<&Test> {
        match self {
            Self::Any(parts) | Self::All(parts) => parts.iter().flat_map(Self::tests).collect(),
            Self::Not(inner) => inner.tests(),
            Self::Test(test) => vec![test],
        }
    }

    const fn is_joined(&self) -> bool {
        matches!(self, Self::Any(_) | Self::All(_))
    }
}

impl Test {
    fn holds(&self, values: &Values) -> bool {
        let value = values.get(self.field);
        match &self.claim {
            Claim::Holds => value == Some(&Value::Flag(true)),
            Claim::Compares(operator, literal) => operator.holds(literal.against(value)),
            Claim::IsAmong(literals) => {
                literals.iter().any(|literal| Operator::Equal.holds(literal.against(value)))
            }
        }
    }

    /// What the field is compared with.
    pub(super) fn literals(&self) -> &[Literal] {
        match &self.claim {
            Claim::Holds => &[],
            Claim::Compares(_, literal) => std::slice::from_ref(literal),
            Claim::IsAmong(literals) => literals,
        }
    }
}

impl Operator {
    pub(super) const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::Different => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }

    /// Whether it asks for more than sameness.
    pub(super) const fn orders(self) -> bool {
        match self {
            Self::Equal | Self::Different => false,
            Self::Less | Self::AtMost | Self::More | Self::AtLeast => true,
        }
    }

    /// Whether it holds of a value that stands in this order to the literal; `None` where there is no value.
    fn holds(self, order: Option<Ordering>) -> bool {
        match self {
            Self::Equal => order == Some(Ordering::Equal),
            Self::Different => order != Some(Ordering::Equal),
            Self::Less => order.is_some_and(Ordering::is_lt),
            Self::AtMost => order.is_some_and(Ordering::is_le),
            Self::More => order.is_some_and(Ordering::is_gt),
            Self::AtLeast => order.is_some_and(Ordering::is_ge),
        }
    }
}

impl Literal {
    /// How the value stands to the literal; a value of another sort is no value.
    fn against(&self, value: Option<&Value>) -> Option<Ordering> {
        match (value?, self) {
            (Value::Number(value), Self::Number(literal)) => Some(value.cmp(literal)),
            (Value::Word(value), Self::Word(literal)) => Some(value.cmp(literal)),
            (Value::Flag(_), Self::Number(_) | Self::Word(_))
            | (Value::Number(_), Self::Word(_))
            | (Value::Word(_), Self::Number(_)) => None,
        }
    }
}

impl std::fmt::Display for Expression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Any(parts) => joined(f, parts, " or "),
            Self::All(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { " and " })?;
                    match part {
                        Self::Any(_) => write!(f, "({part})")?,
                        Self::All(_) | Self::Not(_) | Self::Test(_) => part.fmt(f)?,
                    }
                }
                Ok(())
            }
            Self::Not(inner) if inner.is_joined() => write!(f, "not ({inner})"),
            Self::Not(inner) => write!(f, "not {inner}"),
            Self::Test(test) => test.fmt(f),
        }
    }
}

impl std::fmt::Display for Test {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.claim {
            Claim::Holds => self.field.fmt(f),
            Claim::Compares(operator, literal) => {
                write!(f, "{} {} {literal}", self.field, operator.sign())
            }
            Claim::IsAmong(literals) => {
                write!(f, "{} in [", self.field)?;
                joined(f, literals, ", ")?;
                f.write_str("]")
            }
        }
    }
}

impl std::fmt::Display for Literal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Word(word) if is_plain(word) => f.write_str(word),
            Self::Word(word) => write!(f, "\"{word}\""),
        }
    }
}

/// Whether a word is read back as itself without quotes.
fn is_plain(word: &str) -> bool {
    let belongs = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(belongs)
        && !is_reserved(word)
}

fn joined(
    f: &mut std::fmt::Formatter<'_>,
    parts: &[impl std::fmt::Display],
    between: &str,
) -> std::fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { between })?;
        part.fmt(f)?;
    }
    Ok(())
}
