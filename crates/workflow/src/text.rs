//! Which characters a text may have.

/// Whether a character has no place in any text: it cannot be seen, and makes the same text look or be stored otherwise.
///
/// These are control characters but for line breaks and tabs, the controls of writing direction, tags and noncharacters.
#[must_use]
pub const fn is_unfit(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        '\u{0}'..='\u{1F}'
        | '\u{7F}'..='\u{9F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{E0000}'..='\u{E007F}' => true,
        _ => c as u32 & 0xFFFE == 0xFFFE,
    }
}

/// Whether a text has a character that has no place in any text.
#[must_use]
pub fn has_unfit(text: &str) -> bool {
    text.contains(is_unfit)
}

/// A text that a file yielded, without the characters that have no place in any text.
#[must_use]
pub fn without_unfit(text: String) -> String {
    if has_unfit(&text) { text.replace(is_unfit, "") } else { text }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nul('\0')]
    #[case::escape('\u{1B}')]
    #[case::delete('\u{7F}')]
    #[case::next_line('\u{85}')]
    #[case::right_to_left_override('\u{202E}')]
    #[case::isolate('\u{2066}')]
    #[case::tag('\u{E0041}')]
    #[case::noncharacter('\u{FFFE}')]
    #[case::noncharacter_of_another_plane('\u{1FFFF}')]
    #[case::noncharacter_of_the_block('\u{FDD0}')]
    fn what_cannot_be_seen_and_changes_a_text_is_unfit(#[case] c: char) {
        assert!(has_unfit(&format!("报{c}批")));
        assert_eq!(without_unfit(format!("报{c}批")), "报批");
    }

    #[rstest]
    #[case("报批\r\n\t甲")]
    #[case("全角　空格，〔2026〕1号")]
    #[case("e\u{301} \u{200D} \u{FEFF}")]
    #[case("𠮷\u{FDF0}\u{FFFD}")]
    fn what_people_write_is_fit(#[case] text: &str) {
        assert!(!has_unfit(text));
        assert_eq!(without_unfit(text.to_owned()), text);
    }
}
