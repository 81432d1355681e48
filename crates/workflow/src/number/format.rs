//! How a number is written (GB/T 9704-2012 7.2.5), and what is wrong with one that is written otherwise.

use std::str::FromStr;
use std::sync::LazyLock;

use regex::Regex;

use super::{DocNumber, MAX_SEQUENCE, is_series_code};

words! {
    /// What is wrong with a number as it was typed; each has its sentence.
    pub enum NumberFault {
        /// White space at an end or in between.
        WhiteSpace = "white_space",
        /// The year stands in other brackets than 〔 〕.
        Brackets = "brackets",
        /// A digit of Chinese typesetting, such as １.
        FullWidthDigit = "full_width_digit",
        /// 第 before the sequence number.
        Ordinal = "ordinal",
        /// The year has fewer than four digits.
        ShortYear = "short_year",
        /// The sequence number begins with 0, or is 0.
        LeadingZero = "leading_zero",
        /// The sequence number is higher than [`MAX_SEQUENCE`].
        TooHigh = "too_high",
        /// 号 is missing at the end.
        NoHao = "no_hao",
        /// The code is not of 2 to 12 Han characters.
        Code = "code",
        /// It has not the parts of a number at all.
        Shape = "shape",
        /// No unit has registered the code. The format alone does not tell.
        Unregistered = "unregistered",
    }
}

/// The text is not a document number in the one allowed form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not of the form 机关代字〔年份〕序号号: {faults:?}")]
pub struct NumberFormatError {
    /// What was typed.
    pub text: String,
    /// All that is wrong with it, at least one.
    pub faults: Vec<NumberFault>,
}

impl FromStr for DocNumber {
    type Err = NumberFormatError;

    /// Reads GB/T 9704-2012 7.2.5 and nothing else: no other brackets, leading zeros, spaces or full-width digits.
    fn from_str(text: &str) -> Result<Self, NumberFormatError> {
        static FORM: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"\A(\p{Han}{2,12})〔([0-9]{4})〕([1-9][0-9]{0,4})号\z")
                .expect("the pattern is valid")
        });
        let wrong = || NumberFormatError { text: text.to_owned(), faults: faults(text) };
        let parts = FORM.captures(text).ok_or_else(wrong)?;
        Ok(Self {
            series: parts[1].to_owned(),
            year: parts[2].parse().map_err(|_| wrong())?,
            sequence: parts[3].parse().map_err(|_| wrong())?,
        })
    }
}

/// What people type instead of 〔 and 〕.
const OTHER_BRACKETS: [[char; 2]; 10] = [
    ['[', ']'],
    ['(', ')'],
    ['（', '）'],
    ['【', '】'],
    ['［', '］'],
    ['﹝', '﹞'],
    ['{', '}'],
    ['〖', '〗'],
    ['<', '>'],
    ['〈', '〉'],
];

/// The number that is meant where nothing but the brackets is wrong. It is offered to whoever typed the other one, and never
/// taken in its place.
#[must_use]
pub fn offer(text: &str) -> Option<DocNumber> {
    let converted = with_right_brackets(text);
    if converted == text { None } else { converted.parse().ok() }
}

fn with_right_brackets(text: &str) -> String {
    let right = |c: char| {
        let pair = OTHER_BRACKETS.iter().find(|pair| pair.contains(&c));
        pair.map_or(c, |[open, _]| if c == *open { '〔' } else { '〕' })
    };
    text.chars().map(right).collect()
}

/// All that is wrong with a number as it was typed, each once, and nothing for one of the allowed form.
///
/// Whatever is wrong by itself is put right before the rest is looked at, so that one look names everything.
#[must_use]
pub fn faults(text: &str) -> Vec<NumberFault> {
    let mut faults = Vec::new();
    let mut rest = text.to_owned();
    let mut put_right = |put: &dyn Fn(&str) -> String, fault| {
        let right = put(&rest);
        if right != rest {
            faults.push(fault);
        }
        rest = right;
    };
    put_right(&without_space, NumberFault::WhiteSpace);
    put_right(&with_right_brackets, NumberFault::Brackets);
    put_right(&with_plain_digits, NumberFault::FullWidthDigit);
    let Some((code, year, sequence)) = parts(&rest) else {
        faults.push(NumberFault::Shape);
        return faults;
    };
    faults.extend((!is_series_code(code)).then_some(NumberFault::Code));
    faults.extend(of_year(year));
    let of_sequence = of_sequence(sequence);
    faults.extend(of_sequence.into_iter().filter(|fault| of_year(year) != Some(*fault)));
    faults
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

fn with_plain_digits(text: &str) -> String {
    let plain = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        other => other,
    };
    text.chars().map(plain).collect()
}

fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let (code, rest) = text.split_once('〔')?;
    let (year, sequence) = rest.split_once('〕')?;
    Some((code, year, sequence))
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn of_year(year: &str) -> Option<NumberFault> {
    match (are_digits(year), year.len()) {
        (true, 4) => None,
        (true, 1..4) => Some(NumberFault::ShortYear),
        (true | false, _) => Some(NumberFault::Shape),
    }
}

fn of_sequence(text: &str) -> Vec<NumberFault> {
    let mut faults = Vec::new();
    let plain = text.strip_prefix('第').unwrap_or(text);
    if plain.len() < text.len() {
        faults.push(NumberFault::Ordinal);
    }
    let digits = plain.strip_suffix('号').unwrap_or(plain);
    if digits.len() == plain.len() {
        faults.push(NumberFault::NoHao);
    }
    if !are_digits(digits) {
        return vec![NumberFault::Shape];
    }
    if digits.starts_with('0') {
        faults.push(NumberFault::LeadingZero);
    }
    let significant = digits.trim_start_matches('0');
    if significant.len() > MAX_SEQUENCE.to_string().len() {
        faults.push(NumberFault::TooHigh);
    }
    faults
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::NumberFault::{
        Brackets, Code, FullWidthDigit, LeadingZero, NoHao, Ordinal, Shape, ShortYear, TooHigh,
        WhiteSpace,
    };
    use super::*;

    #[rstest]
    #[case("青政发〔2026〕1号")]
    #[case("青政办发〔2026〕12号")]
    #[case("青政办发电〔2026〕9号")]
    #[case("青政发〔2026〕99999号")]
    // Of the right form; that its code is registered nowhere is asked of the organisation.
    #[case("青政发字〔2026〕3号")]
    fn the_one_allowed_form_is_read_and_written_back(#[case] text: &str) {
        assert_eq!(text.parse::<DocNumber>().unwrap().to_string(), text);
        assert_eq!((faults(text), offer(text)), (Vec::new(), None));
    }

    #[rstest]
    #[case::square("青政发[2026]1号", &[Brackets])]
    #[case::round("青政发（2026）1号", &[Brackets])]
    #[case::narrow_round("青政发(2026)1号", &[Brackets])]
    #[case::black("青政发【2026】1号", &[Brackets])]
    #[case::full_square("青政发［2026］1号", &[Brackets])]
    #[case::small("青政发﹝2026﹞1号", &[Brackets])]
    #[case::one_of_two("青政发〔2026]1号", &[Brackets])]
    #[case::leading_zero("青政发〔2026〕01号", &[LeadingZero])]
    #[case::zero("青政发〔2026〕0号", &[LeadingZero])]
    #[case::ordinal("青政发〔2026〕第1号", &[Ordinal])]
    #[case::short_year("青政发〔26〕1号", &[ShortYear])]
    #[case::full_width_digit("青政发〔2026〕１号", &[FullWidthDigit])]
    #[case::full_width_year("青政发〔２０２６〕1号", &[FullWidthDigit])]
    #[case::inner_space("青政发 〔2026〕1号", &[WhiteSpace])]
    #[case::trailing_space("青政发〔2026〕1号 ", &[WhiteSpace])]
    #[case::wide_space("青政发〔2026〕1号\u{3000}", &[WhiteSpace])]
    #[case::trailing_line("青政发〔2026〕1号\n", &[WhiteSpace])]
    #[case::no_hao("青政发〔2026〕1", &[NoHao])]
    #[case::six_digits("青政发〔2026〕100000号", &[TooHigh])]
    #[case::latin("QZF〔2026〕1号", &[Code])]
    #[case::one_character("青〔2026〕1号", &[Code])]
    #[case::no_code("〔2026〕1号", &[Code])]
    #[case::long_year("青政发〔20260〕1号", &[Shape])]
    #[case::no_year("青政发1号", &[Shape])]
    #[case::brackets_turned("青政发〕2026〔1号", &[Shape])]
    #[case::letters("青政发〔2026〕一号", &[Shape])]
    #[case::nothing("", &[Shape])]
    #[case::everything(" 青政发[26]第０1", &[WhiteSpace, Brackets, FullWidthDigit, ShortYear, Ordinal, NoHao, LeadingZero])]
    fn every_other_form_is_refused_with_all_its_reasons(
        #[case] text: &str,
        #[case] expected: &[NumberFault],
    ) {
        let error = text.parse::<DocNumber>().unwrap_err();
        assert_eq!((error.text.as_str(), error.faults.as_slice()), (text, expected));
    }

    #[rstest]
    #[case("青政发[2026]1号")]
    #[case("青政发(2026)1号")]
    #[case("青政发（2026）1号")]
    #[case("青政发【2026】1号")]
    #[case("青政发［2026］1号")]
    #[case("青政发﹝2026﹞1号")]
    fn the_right_brackets_are_offered_where_nothing_else_is_wrong(#[case] text: &str) {
        assert_eq!(offer(text).unwrap().to_string(), "青政发〔2026〕1号");
        assert!(text.parse::<DocNumber>().is_err(), "and the others are not taken");
    }

    #[test]
    fn nothing_is_offered_where_it_would_be_a_guess() {
        for text in ["青政发[2026]01号", "青政发 [2026]1号", "青政发[26]1号", "青政发]2026[1号", ""]
        {
            assert_eq!(offer(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_number_has_a_fault_exactly_where_it_is_not_read(
            text in "[青政发a]{0,4}[ 〔\\[（]?[0-9２]{1,5}[〕\\]）]?第?[0-9１]{0,6}号?\\PC?"
        ) {
            prop_assert_eq!(text.parse::<DocNumber>().is_err(), !faults(&text).is_empty(), "{}", text);
        }

        #[test]
        fn what_is_written_is_read_as_the_same(
            series in "\\p{Han}{2,12}", year in 1000..=9999_i32, sequence in 1..=MAX_SEQUENCE
        ) {
            let number = DocNumber { series, year, sequence };
            prop_assert_eq!(number.to_string().parse::<DocNumber>(), Ok(number));
        }
    }
}
