//! What one 字 is.

use unicode_segmentation::UnicodeSegmentation;

/// The number of 字 in `text`: extended grapheme clusters (UAX #29) that hold at least one visible scalar.
///
/// Every Han character, mark, digit and letter is one; white space and invisible characters are none; a combining or emoji
/// sequence is one, and one more for every further [`VISIBLE_IN_ONE`] visible scalars. For ordinary text this is what Writer and
/// Word call "characters without spaces" (字符数（不计空格）).
#[must_use]
pub fn characters(text: &str) -> u32 {
    let visible = |cluster: &str| cluster.chars().filter(|c| !is_ignorable(*c)).count();
    let count = text
        .graphemes(true)
        .map(|cluster| visible(cluster).div_ceil(VISIBLE_IN_ONE))
        .sum::<usize>();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// So many visible scalars at most are one 字, though they are one cluster: a family of four with the colours of their skin has
/// as many, and letters set above each other in one cluster are a text that would count nothing.
pub const VISIBLE_IN_ONE: usize = 8;

/// The figure that word processors call 字数: a Han character or full-width mark is one, a run of letters and digits is one.
///
/// For information beside [`characters`]; no verdict depends on it.
#[must_use]
pub fn words_approx(text: &str) -> u32 {
    let mut count = 0;
    let mut in_run = false;
    for c in text.chars().filter(|c| !is_ignorable(*c) || c.is_whitespace()) {
        let narrow = c.is_ascii_graphic() || ('\u{a1}'..='\u{24f}').contains(&c) || is_combining(c);
        if narrow && !in_run || !narrow && !c.is_whitespace() {
            count += 1;
        }
        in_run = narrow;
    }
    count
}

const fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}')
}

/// White space, controls and the invisible characters that a text could hide behind or be padded with.
pub(crate) fn is_ignorable(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::c01("关于召开全区防汛工作会议的通知", 15)]
    #[case::c02("各乡镇，各部门：", 8)]
    #[case::c03("“三会一课”……——《条例》", 14)]
    #[case::c04("通过OA系统报送", 8)]
    #[case::c05("GB/T 9704—2012", 13)]
    #[case::c06("2026年9月1日前完成30%", 15)]
    #[case::c07("会议　时间\t地点\r\n要求 \n", 8)]
    #[case::c08("ＧＤＰ增长５％", 7)]
    #[case::c09("群内回复👍即可", 7)]
    #[case::c10("👨\u{200D}👩\u{200D}👧\u{200D}👦家庭医生", 5)]
    #[case::c11("🇨🇳国庆", 3)]
    #[case::c12("\u{20BB7}野家\u{2B740}", 4)]
    #[case::c13_decomposed("cafe\u{301}", 4)]
    #[case::c13_composed("caf\u{E9}", 4)]
    #[case::c14("葛\u{E0100}城", 2)]
    #[case::c15("零\u{200B}宽\u{2060}字\u{FEFF}符\u{AD}", 4)]
    #[case::c16_empty("", 0)]
    #[case::c16_blank(" \u{3000}\u{A0}\n", 0)]
    #[case::c17("1\u{FE0F}\u{20E3}办", 2)]
    #[case::c18("①②（一）1.", 7)]
    #[case::c19("\u{1100}\u{1161}\u{11A8}각", 2)]
    #[case::c20("\u{E000}镇", 2)]
    #[case::c21("the quick brown fox", 16)]
    #[case::c22_between("\u{200D}中\u{200D}文\u{200D}", 2)]
    #[case::c22_inside("中\u{200D}文\u{200D}字", 3)]
    #[case::c23("\u{301}文", 2)]
    fn characters_are_counted_as_defined(#[case] text: &str, #[case] expected: u32) {
        assert_eq!(characters(text), expected);
    }

    #[rstest]
    #[case::letters_above("a".to_owned() + &"\u{363}".repeat(7), 1)]
    #[case::one_more("a".to_owned() + &"\u{363}".repeat(8), 2)]
    #[case::a_text_above("a".to_owned() + &"\u{363}".repeat(5999), 750)]
    #[case::joined("\u{1F233}\u{200D}".repeat(17), 3)]
    #[case::invisible("中".to_owned() + &"\u{FE00}".repeat(100), 1)]
    #[case::coloured_family("👨🏻\u{200D}👩🏻\u{200D}👧🏻\u{200D}👦🏻".to_owned(), 1)]
    fn what_is_piled_up_in_one_cluster_counts(#[case] text: String, #[case] expected: u32) {
        assert_eq!(characters(&text), expected);
    }

    #[test]
    fn c24_the_limit_is_met_by_visible_characters_alone() {
        let full = "报".repeat(5000);
        assert_eq!(characters(&full), 5000);
        assert_eq!(characters(&format!("{full}\n \u{3000}\u{200B}")), 5000);
        assert_eq!(characters(&format!("{full}。")), 5001);
    }

    #[rstest]
    #[case("关于召开全区防汛工作会议的通知", 15)]
    #[case("“三会一课”……——《条例》", 14)]
    #[case("通过OA系统报送", 7)]
    #[case("GB/T 9704—2012", 4)]
    #[case("2026年9月1日前完成30%", 10)]
    #[case("the quick brown fox", 4)]
    #[case("cafe\u{301}", 1)]
    #[case("①②（一）1.", 6)]
    #[case("", 0)]
    fn words_are_close_to_what_a_word_processor_shows(#[case] text: &str, #[case] expected: u32) {
        assert_eq!(words_approx(text), expected);
    }
}
