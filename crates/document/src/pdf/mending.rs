//! Mending contents that break off in the middle.
//!
//! The interpreter stops without a word at an operator that it does not understand, while viewers read on. What they show must
//! be counted, and no one byte may keep the rest of a page from it. So each content is read beforehand with a word behind its
//! last byte: if the word does not arrive, the token at fault is blanked out, as viewers pass over it, and the rest is read.

use std::ops::Range;

use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::content::{Instruction, TypedIter, UntypedIter};
use hayro_interpret::hayro_syntax::object::Object;

use crate::sha256;

/// A content with more faults is refused.
const MAX_FAULTS: usize = 200;

/// The interpreter takes no more operands than so many.
const MAX_OPERANDS: usize = 32;

/// Operators that show something; with operands of the wrong kind they are passed over.
const SHOWING: [&[u8]; 5] = [b"Tj", b"TJ", b"'", b"\"", b"Do"];

/// A fault and what to write over it; nothing stands for blanks.
enum Fault {
    None,
    At { place: Range<usize>, instead: &'static [u8] },
    Unmendable,
}

/// The content, mended if need be; `None` if it cannot be, and what stands behind the fault would be lost.
pub(super) fn mended(content: Vec<u8>) -> Option<Vec<u8>> {
    // No content can hold a digest of itself.
    let last = format!("End{}", sha256(&content)).into_bytes();
    let length = content.len();
    let mut whole = content;
    whole.push(b'\n');
    whole.extend(&last);
    if is_sound(&whole, &last) {
        whole.truncate(length);
        return Some(whole);
    }
    let mut from = 0;
    for _ in 0..MAX_FAULTS {
        match fault(&whole, &mut from, length) {
            Fault::None => {
                whole.truncate(length);
                return Some(whole);
            }
            Fault::At { place, instead: b"" } => whole[place].fill(b' '),
            Fault::At { place, instead } => whole[place].copy_from_slice(instead),
            Fault::Unmendable => return None,
        }
    }
    None
}

/// Whether the interpreter reads to the last word, and shows all that it is told to show on the way.
fn is_sound(whole: &[u8], last: &[u8]) -> bool {
    let mut operations = TypedIter::new(whole);
    let mut arrived = false;
    while let Some(operation) = operations.next() {
        if let TypedInstruction::Fallback(operator) = operation {
            if SHOWING.contains(&&**operator) {
                return false;
            }
            arrived = **operator == *last;
        }
    }
    arrived
}

/// The first fault behind `from`, which is moved to the end of the last sound operation before it; the content has `length`
/// bytes, and the last word stands behind them.
fn fault(whole: &[u8], from: &mut usize, length: usize) -> Fault {
    let rest = &whole[*from..];
    let content = length - *from;
    let mut operations = UntypedIter::new(rest);
    let mut end = 0;
    let found = loop {
        let Some(operation) = operations.next() else {
            break broken_operand(&rest[end..content], end);
        };
        let Some(place) = place_of(operation.operator, rest) else { break Fault::Unmendable };
        if place.start > content {
            return Fault::None;
        }
        let found = wrong_operands(&operation, rest, end..place.start);
        if !matches!(found, Fault::None) {
            break found;
        }
        end = place.end;
    };
    let start = *from;
    *from += end;
    match found {
        Fault::At { place, instead } => {
            Fault::At { place: start + place.start..start + place.end, instead }
        }
        Fault::None | Fault::Unmendable => found,
    }
}

/// Where an operator stands; one that is written with escapes has been copied and stands nowhere.
fn place_of(operator: &[u8], rest: &[u8]) -> Option<Range<usize>> {
    let start = (operator.as_ptr() as usize).checked_sub(rest.as_ptr() as usize)?;
    let end = start.checked_add(operator.len())?;
    (end <= rest.len()).then_some(start..end)
}

/// Whether the operands, which stand at `before`, are such that the interpreter passes over an operator or stops at it.
fn wrong_operands(operation: &Instruction<'_, '_>, rest: &[u8], before: Range<usize>) -> Fault {
    let operator: &[u8] = operation.operator;
    let whole = before.start..before.end + operator.len();
    match TypedIter::new(&rest[whole.clone()]).next() {
        // A path that cannot be drawn leaves no text out.
        None => return Fault::At { place: whole, instead: b"" },
        Some(TypedInstruction::Fallback(_)) if SHOWING.contains(&operator) => {}
        Some(_) => return Fault::None,
    }
    let place = before.end..whole.end;
    let operands: Vec<_> = operation.operands().collect();
    let blanks = rest[before.clone()].iter().rev().take_while(|byte| is_blank(**byte)).count();
    let operands_text = &rest[before.start..before.end - blanks];
    let word = operands_text.iter().rev().take_while(|byte| is_regular(**byte)).count();
    let last_word = &operands_text[operands_text.len() - word..];
    match (operator, &operands[..]) {
        // Viewers show both kinds of operands with either.
        (b"TJ", [Object::String(_)]) => Fault::At { place, instead: b"Tj" },
        (b"Tj", [Object::Array(_)]) => Fault::At { place, instead: b"TJ" },
        // Viewers take the string that they met before the number.
        _ if is_number(last_word) && !last_word.is_empty() => {
            let end = before.start + operands_text.len();
            Fault::At { place: end - last_word.len()..end, instead: b"" }
        }
        _ if rest[before].iter().any(|byte| b"(</".contains(byte)) => Fault::Unmendable,
        // Without anything to show none is lost.
        _ => Fault::None,
    }
}

/// The first token at which the operands that the rest of a content begins with cannot be read on.
fn broken_operand(rest: &[u8], start: usize) -> Fault {
    let (mut at, mut count, mut arrays) = (0, 0, Vec::new());
    let place = loop {
        at += rest[at..].iter().take_while(|byte| is_blank(**byte)).count();
        let token = &rest[at..];
        let Some(length) = operand(token) else { break (!token.is_empty()).then_some(at..at + 1) };
        match token[0] {
            b'[' => arrays.push(at),
            b'<' if length == 2 => arrays.push(at),
            b']' | b'>' if arrays.pop().is_none() => break Some(at..at + 1),
            // In an array, or too many of them, what is blanked out is no text.
            _ if count > MAX_OPERANDS && arrays.is_empty() => break Some(at..at + length),
            first if is_regular(first) && !is_number(&token[..length]) => {
                break Some(at..at + length);
            }
            _ if arrays.is_empty() => count += 1,
            _ => {}
        }
        at += length;
    };
    // In an array that nothing ends it is the bracket.
    let place = place.or_else(|| arrays.pop().map(|bracket| bracket..bracket + 1));
    place.map_or(Fault::Unmendable, |place| Fault::At {
        place: start + place.start..start + place.end,
        instead: b"",
    })
}

/// How long the operand is that begins here, or the bracket of an array, or what looks like an operator.
fn operand(bytes: &[u8]) -> Option<usize> {
    let regular = |bytes: &[u8]| bytes.iter().take_while(|byte| is_regular(**byte)).count();
    match bytes {
        [b'(', ..] => length_of_string(bytes),
        [b'<', b'<', ..] | [b'>', b'>', ..] => Some(2),
        [b'<', inside @ ..] => {
            let digits =
                inside.iter().take_while(|b| is_blank(**b) || b.is_ascii_hexdigit()).count();
            (inside.get(digits) == Some(&b'>')).then_some(digits + 2)
        }
        [b'[' | b']', ..] => Some(1),
        [b'/', name @ ..] => Some(1 + regular(name)),
        [b'%', ..] => Some(bytes.iter().take_while(|byte| !b"\r\n".contains(byte)).count()),
        [first, ..] if is_regular(*first) => Some(regular(bytes)),
        _ => None,
    }
}

fn is_number(word: &[u8]) -> bool {
    word.iter().all(|byte| byte.is_ascii_digit() || b"+-.".contains(byte))
        || [&b"true"[..], b"false", b"null"].contains(&word)
}

/// How long the string is that begins here, with its brackets, if it ends anywhere.
fn length_of_string(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut places = bytes.iter().enumerate();
    while let Some((at, byte)) = places.next() {
        match byte {
            b'\\' => drop(places.next()),
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !b"()<>[]{}/%".contains(&byte)
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::sound("(a) Tj 1 2 m", "(a) Tj 1 2 m")]
    #[case::stray_bracket("(a) Tj > (b) Tj", "(a) Tj   (b) Tj")]
    #[case::stray_end_of_string("(a) Tj b) Tj (c) Tj", "(a) Tj b  Tj (c) Tj")]
    #[case::path_without_operands("(a) Tj 1 m (b) Tj", "(a) Tj     (b) Tj")]
    #[case::junk_in_an_array("[(a) foo (b)] TJ", "[(a)     (b)] TJ")]
    #[case::open_array("(a) Tj [ /oops\n", "(a) Tj   /oops\n")]
    #[case::wrong_array("(a) TJ [(b)] Tj", "(a) Tj [(b)] TJ")]
    #[case::number_behind_a_string("(a) 1 -2 Tj", "(a)      Tj")]
    #[case::lone_point("(a) . Tj", "(a)   Tj")]
    #[case::form_before_a_number("/A 1 Do", "/A   Do")]
    #[case::number_before_a_string("1 -2 (a) Tj", "1 -2 (a) Tj")]
    #[case::open_dictionary("(a) Tj << /oops\n", "(a) Tj    /oops\n")]
    #[case::odd_string("(a) Tj <zz> gs (b) Tj", "(a) Tj  zz  gs (b) Tj")]
    fn a_content_is_read_to_its_end(#[case] content: &str, #[case] expected: &str) {
        let mended = mended(content.as_bytes().to_vec()).unwrap();
        assert_eq!(String::from_utf8(mended).unwrap(), expected);
    }

    #[rstest]
    #[case::string_before_a_name("(a) /b Tj")]
    #[case::array_before_a_string("[(a)] (b) TJ")]
    #[case::form_before_an_array("/A [] Do")]
    fn what_would_be_lost_is_refused(#[case] content: &str) {
        assert_eq!(mended(content.as_bytes().to_vec()), None);
    }

    #[test]
    fn two_hundred_faults_are_mended_and_no_more() {
        assert!(mended(b"> ".repeat(MAX_FAULTS - 1)).is_some());
        assert!(mended(b"> ".repeat(MAX_FAULTS)).is_none());
    }
}
