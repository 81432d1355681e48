//! How lists are numbered.

/// The last number that is written in another way than with Arabic digits.
const MOST: u32 = 9_999;

/// A way to write the number of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Numerals {
    /// 1, 2, 3
    #[default]
    Arabic,
    /// 01, 02, 03
    ArabicWithZero,
    /// １、２、３
    FullWidth,
    /// ①, ②, ③
    Circled,
    /// ⑴, ⑵, ⑶
    InBrackets,
    /// ⒈, ⒉, ⒊
    WithPoint,
    /// 一, 二, 三
    Chinese,
    /// 壹, 贰, 叁
    ChineseOfficial,
    /// 甲, 乙, 丙
    Stems,
    /// 子, 丑, 寅
    Branches,
    /// a, b, c
    Letters,
    /// A, B, C
    Capitals,
    /// i, ii, iii
    Roman,
    /// I, II, III
    RomanCapitals,
    /// No number.
    Nothing,
}

impl Numerals {
    /// By the name that Office Open XML has for it; numbers in words and in other scripts are taken for as long as digits.
    pub(crate) fn of_word(name: &str) -> Self {
        match name {
            "none" => Self::Nothing,
            "decimalZero" => Self::ArabicWithZero,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::InBrackets,
            "decimalEnclosedFullstop" => Self::WithPoint,
            "chineseCounting"
            | "chineseCountingThousand"
            | "ideographDigital"
            | "japaneseCounting"
            | "japaneseDigitalTenThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "taiwaneseDigital"
            | "koreanCounting"
            | "koreanDigital2" => Self::Chinese,
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
                Self::ChineseOfficial
            }
            "ideographTraditional" => Self::Stems,
            "ideographZodiac" => Self::Branches,
            "lowerLetter" => Self::Letters,
            "upperLetter" => Self::Capitals,
            "lowerRoman" => Self::Roman,
            "upperRoman" => Self::RomanCapitals,
            _ => Self::Arabic,
        }
    }

    /// By the first number of a list, as Open Document names it.
    pub(crate) fn of_first(first: &str) -> Self {
        match first.chars().next() {
            None => Self::Nothing,
            Some('１') => Self::FullWidth,
            Some('①') => Self::Circled,
            Some('⑴') => Self::InBrackets,
            Some('⒈') => Self::WithPoint,
            Some('一') => Self::Chinese,
            Some('壹' | '壱') => Self::ChineseOfficial,
            Some('甲') => Self::Stems,
            Some('子') => Self::Branches,
            Some('a') => Self::Letters,
            Some('A') => Self::Capitals,
            Some('i') => Self::Roman,
            Some('I') => Self::RomanCapitals,
            Some(_) => Self::Arabic,
        }
    }

    pub(crate) fn write(self, number: u32) -> String {
        let enclosed = |first: char| one_of(number, 20, first);
        let written = match self {
            Self::Nothing => return String::new(),
            _ if number > MOST => None,
            Self::Arabic => None,
            Self::ArabicWithZero => Some(format!("{number:02}")),
            Self::FullWidth => Some(number.to_string().chars().map(full_width).collect()),
            Self::Circled => enclosed('①'),
            Self::InBrackets => enclosed('⑴'),
            Self::WithPoint => enclosed('⒈'),
            Self::Chinese => Some(chinese(number, "零一二三四五六七八九", ["", "十", "百", "千"])),
            Self::ChineseOfficial => {
                Some(chinese(number, "零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟"]))
            }
            Self::Stems => nth("甲乙丙丁戊己庚辛壬癸", number),
            Self::Branches => nth("子丑寅卯辰巳午未申酉戌亥", number),
            Self::Letters => letters(number, b'a'),
            Self::Capitals => letters(number, b'A'),
            Self::Roman => Some(roman(number).to_lowercase()),
            Self::RomanCapitals => Some(roman(number)),
        };
        written.unwrap_or_else(|| number.to_string())
    }
}

/// Of a row of characters that begins with that of 1.
fn one_of(number: u32, most: u32, first: char) -> Option<String> {
    let within = (1..=most).contains(&number);
    within.then(|| char::from_u32(u32::from(first) + number - 1)).flatten().map(String::from)
}

fn nth(row: &str, number: u32) -> Option<String> {
    let at = usize::try_from(number).ok()?.checked_sub(1)?;
    row.chars().nth(at).map(String::from)
}

fn full_width(digit: char) -> char {
    digit.to_digit(10).and_then(|value| char::from_u32(u32::from('０') + value)).unwrap_or(digit)
}

/// 1 to 26 are the letters; behind them each is written twice, then three times.
fn letters(number: u32, first: u8) -> Option<String> {
    let at = number.checked_sub(1)?;
    let letter = char::from(first + u8::try_from(at % 26).ok()?);
    Some(String::from(letter).repeat(usize::try_from(at / 26 + 1).ok()?))
}

fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            written.push_str(sign);
            number -= value;
        }
    }
    written
}

fn chinese(number: u32, digits: &str, places: [&str; 4]) -> String {
    let digits: Vec<char> = digits.chars().collect();
    let decimal: Vec<usize> =
        number.to_string().bytes().map(|digit| usize::from(digit - b'0')).collect();
    let mut written = String::new();
    let mut zero = false;
    for (at, digit) in decimal.iter().enumerate() {
        let place = places[decimal.len() - 1 - at];
        if *digit == 0 {
            zero = true;
            continue;
        }
        if zero {
            written.push(digits[0]);
            zero = false;
        }
        // Ten to nineteen begin with the ten itself.
        if !(at == 0 && decimal.len() == 2 && *digit == 1 && digits[1] == '一') {
            written.push(digits[*digit]);
        }
        written.push_str(place);
    }
    if written.is_empty() { digits[0].to_string() } else { written }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("decimal", 12, "12")]
    #[case("decimalZero", 3, "03")]
    #[case("decimalFullWidth", 12, "１２")]
    #[case("decimalEnclosedCircle", 20, "⑳")]
    #[case("decimalEnclosedCircle", 21, "21")]
    #[case("decimalEnclosedParen", 2, "⑵")]
    #[case("chineseCounting", 1, "一")]
    #[case("chineseCounting", 10, "十")]
    #[case("chineseCounting", 19, "十九")]
    #[case("chineseCountingThousand", 21, "二十一")]
    #[case("chineseCountingThousand", 105, "一百零五")]
    #[case("chineseCountingThousand", 1010, "一千零一十")]
    #[case("chineseLegalSimplified", 12, "壹拾贰")]
    #[case("ideographTraditional", 3, "丙")]
    #[case("lowerLetter", 27, "aa")]
    #[case("upperLetter", 2, "B")]
    #[case("lowerRoman", 4, "iv")]
    #[case("upperRoman", 1999, "MCMXCIX")]
    #[case("none", 4, "")]
    #[case("chineseCounting", 0, "零")]
    #[case("lowerLetter", 0, "0")]
    #[case("lowerRoman", 4_000_000_000, "4000000000")]
    fn a_number_is_written_as_the_list_says(
        #[case] name: &str,
        #[case] number: u32,
        #[case] written: &str,
    ) {
        assert_eq!(Numerals::of_word(name).write(number), written);
    }
}
