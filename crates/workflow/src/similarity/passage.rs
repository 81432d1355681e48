//! The passages that two texts have in common, where they stand in each.

use std::collections::HashMap;
use std::ops::Range;

use super::copied::{SHINGLE, numbers};
use super::letter::{Letter, letters};

/// How many places of the source are tried for one run of letters: a phrase that comes back more often says little, and
/// looking at each would take long.
pub const MAX_PLACES: usize = 32;

/// A passage that stands in both texts, with its place in bytes in each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// In the draft.
    pub draft: Range<usize>,
    /// In the source.
    pub source: Range<usize>,
}

/// The passages that a draft has in common with a source, in the order of the draft, where they do not overlap.
///
/// Each is as long as the two texts go on alike, and of several places in the source the one where they go on longest; so
/// places in the source may overlap.
#[must_use]
pub fn passages(draft: &str, source: &str) -> Vec<Passage> {
    let (draft, source) = (letters(draft), letters(source));
    let places = places(&source);
    let runs: Vec<u64> = numbers(&draft).collect();
    let (mut found, mut at, mut shown) = (Vec::new(), 0, 0);
    while let Some(run) = runs.get(at) {
        let candidates = places.get(run).map_or(&[] as &[usize], Vec::as_slice);
        // The first of the longest.
        let longest =
            candidates.iter().rev().map(|place| (alike(&draft[at..], &source[*place..]), *place));
        let Some((length, place)) =
            longest.max_by_key(|(length, _)| *length).filter(|(length, _)| *length >= SHINGLE)
        else {
            at += 1;
            continue;
        };
        // What the passage before has shown already is not shown again.
        let from = shown.max(at) - at;
        found.push(Passage {
            draft: span(&draft[at + from..at + length]),
            source: span(&source[place + from..place + length]),
        });
        shown = at + length;
        at = shown + 1 - SHINGLE;
    }
    found
}

/// The letters of the longest passage that a draft has in common with a source.
#[must_use]
pub fn longest(draft: &str, source: &str) -> usize {
    let length = |passage: Passage| letters(&draft[passage.draft]).len();
    passages(draft, source).into_iter().map(length).max().unwrap_or(0)
}

/// Where each run of letters stands in the source.
fn places(source: &[Letter]) -> HashMap<u64, Vec<usize>> {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (place, run) in numbers(source).enumerate() {
        let known = places.entry(run).or_default();
        if known.len() < MAX_PLACES {
            known.push(place);
        }
    }
    places
}

/// How many letters are alike from here on.
fn alike(a: &[Letter], b: &[Letter]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a.c == b.c).count()
}

/// From the first of these letters to the last.
fn span(letters: &[Letter]) -> Range<usize> {
    match letters {
        [] => 0..0,
        [first, .., last] => first.at.start..last.at.end,
        [only] => only.at.clone(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::similarity::copied;

    fn shown<'a>(draft: &'a str, source: &'a str) -> Vec<(&'a str, &'a str)> {
        let cut = |passage: Passage| (&draft[passage.draft], &source[passage.source]);
        passages(draft, source).into_iter().map(cut).collect()
    }

    #[test]
    fn a_passage_is_shown_as_it_stands_in_each_text() {
        let draft =
            "石桥镇要完成12处卡点布设。严禁 野外用火，发现火情立即报告。各区要认真落实防火责任！";
        let source = "各市要认真落实防火责任，加强巡护，严禁野外用火；发现火情立即报告。";
        assert_eq!(
            shown(draft, source),
            [
                ("严禁 野外用火，发现火情立即报告", "严禁野外用火；发现火情立即报告"),
                ("各区要认真落实防火责任", "各市要认真落实防火责任"),
            ]
        );
    }

    #[test]
    fn of_several_places_the_longest_is_shown_and_of_equal_ones_the_first() {
        let source = "一二三四五六七八。一二三四五六七八九十。";
        let whole = "一二三四五六七八九十";
        assert_eq!(shown(whole, source), [(whole, whole)]);
        let at = |draft| passages(draft, source)[0].source.start;
        assert_eq!(at("一二三四五六七八"), 0);
    }

    #[test]
    fn seven_letters_in_common_are_no_passage_and_eight_are() {
        assert_eq!(shown("甲一二三四五六七乙", "一二三四五六七"), []);
        assert_eq!(shown("甲一二三四五六七八乙", "一二三四五六七八").len(), 1);
        assert_eq!(shown("", "一二三四五六七八"), []);
    }

    #[test]
    fn the_longest_passage_is_counted_in_letters_and_not_in_marks() {
        let (draft, source) = ("甲一二三四，五六七八乙", "一二三四五六七八；九十一二三四五六七");
        assert_eq!(longest(draft, source), 8);
        assert_eq!(longest(source, source), 17);
        assert_eq!(longest("甲", source), 0);
    }

    #[test]
    fn a_text_of_one_character_ends_soon() {
        let long = "啊".repeat(20_000);
        assert_eq!(passages(&long, &long).len(), 1);
    }

    proptest! {
        #[test]
        fn passages_cover_what_is_counted_and_nothing_else(
            draft in "[一二三，]{0,60}",
            source in "[一二三，]{0,60}",
        ) {
            let found = passages(&draft, &source);
            prop_assert_eq!(found.is_empty(), copied(&draft, &source).part == 0);
            prop_assert!(found.windows(2).all(|pair| pair[0].draft.end <= pair[1].draft.start));
            let plain = |text: &str| text.replace('，', "");
            for passage in &found {
                prop_assert_eq!(plain(&draft[passage.draft.clone()]), plain(&source[passage.source.clone()]));
            }
        }
    }
}
