//! From text to an expression: characters to tokens, tokens to an expression that fits the catalogue of fields.

use super::expression::{Claim, Expression, Literal, Operator, Test, is_reserved};
use super::field::{Field, Sort};
use super::{ConditionError, MAX_CHARACTERS, MAX_COMPARISONS, MAX_DEPTH};

/// An expression, and for each of its tests in order where the field stands, in characters from 1.
pub(super) fn parse(text: &str) -> Result<(Expression, Vec<usize>), ConditionError> {
    let length = text.chars().count();
    if length > MAX_CHARACTERS {
        return Err(ConditionError::TooLong { length, limit: MAX_CHARACTERS });
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        next: 0,
        end: length + 1,
        depth: 0,
        comparisons: 0,
        places: Vec::new(),
    };
    let expression = parser.alternatives()?;
    if parser.peek().is_some() {
        return Err(parser.unexpected());
    }
    // What was written tightly grows when it is written out, and what is stored must be readable again.
    let length = expression.to_string().chars().count();
    if length > MAX_CHARACTERS {
        return Err(ConditionError::TooLong { length, limit: MAX_CHARACTERS });
    }
    Ok((expression, parser.places))
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Number(i64),
    Quoted(String),
    Operator(Operator),
    Open,
    Close,
    OpenList,
    CloseList,
    Comma,
}

impl std::fmt::Display for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Number(number) => number.fmt(f),
            Self::Quoted(text) => write!(f, "\"{text}\""),
            Self::Operator(operator) => f.write_str(operator.sign()),
            Self::Open => f.write_str("("),
            Self::Close => f.write_str(")"),
            Self::OpenList => f.write_str("["),
            Self::CloseList => f.write_str("]"),
            Self::Comma => f.write_str(","),
        }
    }
}

/// A token and where it begins, in characters from 1.
type Placed = (usize, Token);

fn tokens(text: &str) -> Result<Vec<Placed>, ConditionError> {
    let characters: Vec<char> = text.chars().collect();
    let mut rest = characters.as_slice();
    let mut tokens = Vec::new();
    while let Some(first) = rest.first() {
        let at = characters.len() - rest.len() + 1;
        let length = if first.is_whitespace() {
            1
        } else {
            let (token, length) = token(rest, at)?;
            tokens.push((at, token));
            length
        };
        rest = &rest[length..];
    }
    Ok(tokens)
}

/// The token with which `rest` begins, and its length. `rest` is not empty and begins at `at`.
fn token(rest: &[char], at: usize) -> Result<(Token, usize), ConditionError> {
    let first = rest[0];
    if first == '"' {
        return quoted(rest, at);
    }
    if first.is_ascii_lowercase() || first.is_ascii_digit() {
        return word(rest, at);
    }
    let (token, length) = match (first, rest.get(1)) {
        ('=', Some('=')) => (Token::Operator(Operator::Equal), 2),
        ('!', Some('=')) => (Token::Operator(Operator::Different), 2),
        ('<', Some('=')) => (Token::Operator(Operator::AtMost), 2),
        ('>', Some('=')) => (Token::Operator(Operator::AtLeast), 2),
        ('<', _) => (Token::Operator(Operator::Less), 1),
        ('>', _) => (Token::Operator(Operator::More), 1),
        ('(', _) => (Token::Open, 1),
        (')', _) => (Token::Close, 1),
        ('[', _) => (Token::OpenList, 1),
        (']', _) => (Token::CloseList, 1),
        (',', _) => (Token::Comma, 1),
        (found, _) => return Err(ConditionError::UnexpectedCharacter { at, found }),
    };
    Ok((token, length))
}

fn quoted(rest: &[char], at: usize) -> Result<(Token, usize), ConditionError> {
    let inner = &rest[1..];
    let length =
        inner.iter().position(|c| *c == '"').ok_or(ConditionError::UnclosedString { at })?;
    let text = &inner[..length];
    match text.iter().position(|c| c.is_control()) {
        Some(bad) => {
            Err(ConditionError::UnexpectedCharacter { at: at + 1 + bad, found: text[bad] })
        }
        None => Ok((Token::Quoted(text.iter().collect()), length + 2)),
    }
}

/// A word, or a number: a run of lower-case letters, digits and `_` that begins with a letter, or has digits only.
fn word(rest: &[char], at: usize) -> Result<(Token, usize), ConditionError> {
    let belongs = |c: &&char| c.is_ascii_lowercase() || c.is_ascii_digit() || **c == '_';
    let run: String = rest.iter().take_while(belongs).collect();
    let length = run.len();
    if !rest[0].is_ascii_digit() {
        return Ok((Token::Word(run), length));
    }
    if let Some((bad, found)) = run.char_indices().find(|(_, c)| !c.is_ascii_digit()) {
        return Err(ConditionError::UnexpectedCharacter { at: at + bad, found });
    }
    // Nothing but its size can be wrong with a run of digits.
    run.parse()
        .map(|number| (Token::Number(number), length))
        .map_err(|_| ConditionError::NumberTooLarge { at })
}

struct Parser {
    tokens: Vec<Placed>,
    next: usize,
    /// The place behind the last character.
    end: usize,
    /// How many parentheses and `not`s are open.
    depth: usize,
    comparisons: usize,
    places: Vec<usize>,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(at, _)| *at)
    }

    fn unexpected(&self) -> ConditionError {
        let at = self.at();
        match self.peek() {
            Some(token) => ConditionError::UnexpectedWord { at, found: token.to_string() },
            None => ConditionError::UnexpectedEnd { at },
        }
    }

    fn takes(&mut self, wanted: &Token) -> bool {
        let found = self.peek() == Some(wanted);
        self.next += usize::from(found);
        found
    }

    fn takes_word(&mut self, wanted: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(word)) if word == wanted);
        self.next += usize::from(found);
        found
    }

    fn expects(&mut self, wanted: &Token) -> Result<(), ConditionError> {
        if self.takes(wanted) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn alternatives(&mut self) -> Result<Expression, ConditionError> {
        let mut parts = vec![self.conjunction()?];
        while self.takes_word("or") {
            parts.push(self.conjunction()?);
        }
        Ok(Expression::any(parts))
    }

    fn conjunction(&mut self) -> Result<Expression, ConditionError> {
        let mut parts = vec![self.negation()?];
        while self.takes_word("and") {
            parts.push(self.negation()?);
        }
        Ok(Expression::all(parts))
    }

    fn negation(&mut self) -> Result<Expression, ConditionError> {
        let at = self.at();
        if self.takes_word("not") {
            return Ok(Expression::Not(Box::new(self.deeper(at, Self::negation)?)));
        }
        if self.takes(&Token::Open) {
            let inner = self.deeper(at, Self::alternatives)?;
            self.expects(&Token::Close)?;
            return Ok(inner);
        }
        self.test().map(Expression::Test)
    }

    /// The recursion is bounded here, before it happens.
    fn deeper(
        &mut self,
        at: usize,
        inner: fn(&mut Self) -> Result<Expression, ConditionError>,
    ) -> Result<Expression, ConditionError> {
        if self.depth == MAX_DEPTH {
            return Err(ConditionError::TooDeep { at, limit: MAX_DEPTH });
        }
        self.depth += 1;
        let expression = inner(self)?;
        self.depth -= 1;
        Ok(expression)
    }

    fn test(&mut self) -> Result<Test, ConditionError> {
        let at = self.at();
        let field = self.field()?;
        self.places.push(at);
        let operator_at = self.at();
        let claim = if let Some(operator) = self.takes_operator() {
            suits(field, operator, operator_at)?;
            Claim::Compares(operator, self.literal(field)?)
        } else if self.takes_word("in") {
            suits(field, Operator::Equal, operator_at)?;
            Claim::IsAmong(self.list(field)?)
        } else if field.sort() == Sort::Flag {
            self.counts(at)?;
            Claim::Holds
        } else {
            return Err(ConditionError::WrongType { at, field });
        };
        Ok(Test { field, claim })
    }

    fn field(&mut self) -> Result<Field, ConditionError> {
        let at = self.at();
        let Some(Token::Word(word)) = self.peek() else { return Err(self.unexpected()) };
        if is_reserved(word) {
            return Err(self.unexpected());
        }
        let field = Field::of_key(word)
            .ok_or_else(|| ConditionError::UnknownField { at, field: word.clone() })?;
        self.next += 1;
        Ok(field)
    }

    fn takes_operator(&mut self) -> Option<Operator> {
        let Some(Token::Operator(operator)) = self.peek() else { return None };
        let operator = *operator;
        self.next += 1;
        Some(operator)
    }

    fn list(&mut self, field: Field) -> Result<Vec<Literal>, ConditionError> {
        self.expects(&Token::OpenList)?;
        let mut literals = vec![self.literal(field)?];
        while self.takes(&Token::Comma) {
            literals.push(self.literal(field)?);
        }
        self.expects(&Token::CloseList)?;
        Ok(literals)
    }

    fn literal(&mut self, field: Field) -> Result<Literal, ConditionError> {
        let at = self.at();
        let literal = match self.peek() {
            Some(Token::Number(number)) => Literal::Number(*number),
            Some(Token::Word(word)) if !is_reserved(word) => Literal::Word(word.clone()),
            Some(Token::Quoted(text)) => Literal::Word(text.clone()),
            Some(
                Token::Word(_)
                | Token::Operator(_)
                | Token::Open
                | Token::Close
                | Token::OpenList
                | Token::CloseList
                | Token::Comma,
            )
            | None => return Err(self.unexpected()),
        };
        self.counts(at)?;
        match (&literal, field.sort()) {
            (Literal::Word(value), Sort::Choice(words)) if !words.contains(value) => {
                return Err(ConditionError::UnknownValue { at, field, value: value.clone() });
            }
            (Literal::Number(_), Sort::Number)
            | (Literal::Word(_), Sort::Choice(_) | Sort::UnitCode) => {}
            (Literal::Number(_), Sort::Flag | Sort::Choice(_) | Sort::UnitCode)
            | (Literal::Word(_), Sort::Flag | Sort::Number) => {
                return Err(ConditionError::WrongType { at, field });
            }
        }
        self.next += 1;
        Ok(literal)
    }

    fn counts(&mut self, at: usize) -> Result<(), ConditionError> {
        self.comparisons += 1;
        if self.comparisons > MAX_COMPARISONS {
            return Err(ConditionError::TooManyComparisons { at, limit: MAX_COMPARISONS });
        }
        Ok(())
    }
}

/// Flags are not compared, and only numbers have an order.
fn suits(field: Field, operator: Operator, at: usize) -> Result<(), ConditionError> {
    let suits = match field.sort() {
        Sort::Flag => false,
        Sort::Number => true,
        Sort::Choice(_) | Sort::UnitCode => !operator.orders(),
    };
    if suits { Ok(()) } else { Err(ConditionError::WrongType { at, field }) }
}
