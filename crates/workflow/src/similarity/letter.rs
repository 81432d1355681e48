//! A text as it is compared: letters, digits and Han characters only, each with the place where it stands in the text.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// 全国, 各市, 本镇 and the like all become this character, which no text holds once it is reduced to its letters: a text in
/// which nothing but the level was changed is the same text.
const LEVEL: char = '\u{F8FF}';

/// A character that counts, and the bytes of the text from which it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) c: char,
    pub(super) at: Range<usize>,
}

/// The letters of a text.
///
/// Characters are brought to one form a cluster at a time, so that each keeps its place.
pub(super) fn letters(text: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len() / 3);
    for (start, cluster) in text.grapheme_indices(true) {
        let at = start..start + cluster.len();
        for c in cluster.nfkc().flat_map(char::to_lowercase) {
            letters.push(Letter { c, at: at.clone() });
        }
    }
    levelled(letters).into_iter().filter(|letter| is_counted(letter.c)).collect()
}

fn is_counted(c: char) -> bool {
    c == LEVEL || c.is_alphanumeric()
}

/// Puts the placeholder where a level is named. A text that brings the placeholder along loses it.
fn levelled(letters: Vec<Letter>) -> Vec<Letter> {
    let letters: Vec<_> = letters.into_iter().filter(|letter| letter.c != LEVEL).collect();
    let mut found = Vec::with_capacity(letters.len());
    let mut rest = letters.as_slice();
    while let [first, after @ ..] = rest {
        let level = if matches!(first.c, '全' | '我' | '本' | '各') { level(after) } else { 0 };
        if let Some(last) = after[..level].last() {
            found.push(Letter { c: LEVEL, at: first.at.start..last.at.end });
            rest = &after[level..];
        } else {
            found.push(first.clone());
            rest = after;
        }
    }
    found
}

/// How many of the next characters name a level.
fn level(next: &[Letter]) -> usize {
    let c = |at: usize| next.get(at).map(|letter| letter.c);
    match (c(0), c(1)) {
        (Some('国' | '省' | '市' | '县' | '区' | '州' | '旗' | '镇' | '乡'), _) => 1,
        (Some('街'), Some('道')) => 2,
        (Some(_) | None, Some(_) | None) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let shown = |letter: &Letter| if letter.c == LEVEL { '_' } else { letter.c };
        letters(text).iter().map(shown).collect()
    }

    #[test]
    fn marks_and_blanks_do_not_count_and_levels_are_all_the_same() {
        assert_eq!(read("各市、各街道要：ＧＤＰ 5%！"), "__要gdp5");
        assert_eq!(read("全国 全省 我县 本镇 各乡"), "_____");
        assert_eq!(read("全街 各单位 市区"), "全街各单位市区");
        assert_eq!(read("文\u{F8FF}字"), "文字");
        assert_eq!(read(""), "");
    }

    #[test]
    fn every_letter_knows_where_it_stands() {
        let text = "（全街道）cafe\u{301}①";
        let at = |place: usize| &text[letters(text)[place].at.clone()];
        assert_eq!(at(0), "全街道");
        assert_eq!(at(4), "e\u{301}");
        assert_eq!(at(5), "①");
    }
}
