//! How much of a text was taken from another.

use super::Ratio;
use super::letter::{Letter, letters};
use crate::content::DocumentContent;

/// How many letters in a row must be the same before they count as taken over.
pub const SHINGLE: usize = 8;

/// The runs of [`SHINGLE`] letters that a text holds, each once, by a number that stands for it.
///
/// The numbers are stored in indexes and must never change. Two different runs share one with a probability of one in 2⁶⁴.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles(Vec<u64>);

impl Shingles {
    /// Of a text: of its letters, digits and Han characters in one width and case, with every 全国, 各市, 本镇 and the like
    /// taken for the same.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut numbers: Vec<u64> = numbers(&letters(text)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Self(numbers)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the text is too short to hold any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In order.
    pub fn iter(&self) -> impl Iterator<Item = u64> {
        self.0.iter().copied()
    }

    /// The share of these that the source has as well.
    #[must_use]
    pub fn copied_from(&self, source: &Self) -> Ratio {
        // Both are in order, so that one walk along both finds what they share.
        let mut rest = source.0.iter().peekable();
        let shared = self.0.iter().filter(|number| {
            while rest.next_if(|other| other < number).is_some() {}
            rest.peek() == Some(number)
        });
        Ratio::sized(shared.count(), self.len())
    }
}

/// How much of a draft stands in a source too: runs of [`SHINGLE`] letters in both, of those in the draft.
#[must_use]
pub fn copied(draft: &str, source: &str) -> Ratio {
    Shingles::of(draft).copied_from(&Shingles::of(source))
}

/// The text of a document that is compared: its body, and the texts that it puts out.
#[must_use]
pub fn text(document: &DocumentContent) -> String {
    let issued = document.issued_texts.iter().map(|issued| issued.text.as_str());
    std::iter::once(document.body.as_str()).chain(issued).collect::<Vec<_>>().join("\n")
}

/// The number of every run, in the order of the text.
pub(super) fn numbers(letters: &[Letter]) -> impl Iterator<Item = u64> {
    letters.windows(SHINGLE).map(|run| number(run.iter().map(|letter| letter.c)))
}

/// FNV-1a over the characters, its bits then spread by the finisher of `splitmix64`, so that any of them can be sampled.
fn number(run: impl Iterator<Item = char>) -> u64 {
    let hash = run.fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const SOURCE: &str =
        "各市要认真落实森林防火责任，全省各级各部门要加强巡护，严禁野外用火，发现火情立即报告。";

    #[rstest]
    #[case::only_the_levels_changed(
        "各区要认真落实森林防火责任，全市各级各部门要加强巡护，严禁野外用火，发现火情立即报告。",
        30,
        30
    )]
    #[case::with_measures_of_its_own(
        "石桥镇、大坪乡要在10月1日前完成12处林区防火卡点布设，每卡点不少于2人值守。严禁野外用火，发现火情立即报告。",
        7,
        44
    )]
    #[case::itself(SOURCE, 30, 30)]
    #[case::too_short("严禁野外用火。", 0, 0)]
    #[case::empty("", 0, 0)]
    fn a_draft_takes_from_a_source_as_much_as_defined(
        #[case] draft: &str,
        #[case] part: u32,
        #[case] whole: u32,
    ) {
        assert_eq!(copied(draft, SOURCE), Ratio { part, whole });
    }

    #[test]
    fn the_vectors_in_per_cent() {
        let own = "石桥镇、大坪乡要在10月1日前完成12处林区防火卡点布设，每卡点不少于2人值守。严禁野外用火，发现火情立即报告。";
        assert_eq!(copied(own, SOURCE).percent(), 15);
        assert_eq!((copied(own, SOURCE).per_mille() + 5) / 10, 16);
    }

    /// So many different characters, beginning with this one.
    fn run(from: u32, length: u32) -> String {
        (from..from + length).map(|c| char::from_u32(0x4E00 + c).unwrap()).collect()
    }

    #[rstest]
    #[case::half(50, 50, 50, true)]
    #[case::just_below_half(49, 50, 50, false)]
    #[case::seventy(70, 30, 70, true)]
    #[case::one_in_a_thousand_below_seventy(699, 301, 70, false)]
    fn the_thresholds_are_met_exactly(
        #[case] taken: u32,
        #[case] own: u32,
        #[case] percent: u32,
        #[case] hit: bool,
    ) {
        // A run of n+7 characters holds n shingles, and each character behind it makes one more that is the draft's own.
        let source = run(0, taken + 7);
        let draft = source.clone() + &run(10_000, own);
        let found = copied(&draft, &source);
        assert_eq!(found, Ratio { part: taken, whole: taken + own });
        assert_eq!(found.at_least(percent), hit);
    }

    #[test]
    fn repeating_oneself_makes_nothing_more_or_less() {
        let twice = format!("{SOURCE}{SOURCE}");
        assert_eq!(copied(SOURCE, &twice), Ratio { part: 30, whole: 30 });
        assert_eq!(copied(&twice, SOURCE).part, 30);
    }

    #[test]
    fn the_numbers_that_indexes_keep_never_change() {
        let numbers: Vec<_> = Shingles::of("严禁野外用火，发现火情").iter().collect();
        insta::assert_snapshot!(format!("{numbers:x?}"), @"[5bd154c53a2e7149, 91cabfd45591e962, e520ce58de48102c]");
    }
}
