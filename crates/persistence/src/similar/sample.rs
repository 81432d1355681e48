//! The samples of a text.

use baopi_workflow::similarity::Shingles;

/// One shingle in so many is a sample; of a text with few shingles, one in a smaller power of two.
pub const SAMPLED: u64 = 32;
/// So many samples a text has at least on average, or all its shingles: enough to be found again, and so few that short texts
/// take no more room than long ones.
pub const LEAST_SAMPLES: usize = 16;
/// How much of a text is compared, in characters; thirteen times what a document of ours may have.
pub const MAX_CHARACTERS: usize = 65_536;
/// The most samples that are kept of a text; only a text that was made for it has more.
pub const MAX_SAMPLES: usize = 4_096;
/// The most samples of a draft that are looked for.
pub const MAX_ASKED: usize = 512;

/// The key of a sample leaves out the bits by which it was chosen, and is short enough to be stored in six bytes.
const KEY_SHIFT: u32 = 16;

/// Into so many parts the keys are divided where something is asked about all of them: one statement about all samples of many
/// texts would take longer than a statement may.
const PARTS: i64 = 256;

/// The first key of each part, and the first behind it. The outermost have room for what is no key of any text.
pub(super) fn parts() -> impl Iterator<Item = (i64, i64)> {
    const PART: i64 = (1 << (u64::BITS - KEY_SHIFT)) / PARTS;
    let from = |part: i64| if part == 0 { i64::MIN } else { part * PART };
    let to = |part: i64| if part + 1 == PARTS { i64::MAX } else { (part + 1) * PART };
    (0..PARTS).map(move |part| (from(part), to(part)))
}

/// As much of a text as is compared.
pub(super) fn compared(text: &str) -> &str {
    text.char_indices().nth(MAX_CHARACTERS).map_or(text, |(end, _)| &text[..end])
}

/// The shingles of as much of a text as is compared.
pub(super) fn shingles(text: &str) -> Shingles {
    Shingles::of(compared(text))
}

/// One in how many shingles is a sample of a text that has so many. The samples of a long text are among those that a shorter
/// one would choose of the same shingles.
fn one_in(shingles: usize) -> u64 {
    let enough =
        |one_in: &u64| usize::try_from(*one_in).is_ok_and(|one| shingles / one >= LEAST_SAMPLES);
    std::iter::successors(Some(SAMPLED), |one_in| Some(one_in / 2))
        .take_while(|one_in| *one_in > 0)
        .find(enough)
        .unwrap_or(1)
}

/// The keys of at most so many samples, one in so many shingles, in order, each once.
fn keys(shingles: &Shingles, one_in: u64, most: usize) -> Vec<i64> {
    let sampled = shingles.iter().filter(|number| number % one_in == 0);
    let mut keys: Vec<i64> = sampled.map(|number| (number >> KEY_SHIFT).cast_signed()).collect();
    keys.dedup();
    keys.truncate(most);
    keys
}

/// The keys under which a source is found.
pub(super) fn keys_of_source(text: &str) -> Vec<i64> {
    let shingles = shingles(text);
    keys(&shingles, one_in(shingles.len()), MAX_SAMPLES)
}

/// The keys that a draft looks for. No source of half of it is shorter than half of it, so that none was sampled more finely.
pub(super) fn keys_of_draft(shingles: &Shingles) -> Vec<i64> {
    keys(shingles, one_in(shingles.len() / 2), MAX_ASKED)
}

/// How many of them every source has, however long it is.
pub(super) fn in_every_source(shingles: &Shingles) -> usize {
    keys(shingles, SAMPLED, MAX_ASKED).len()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// A text without repetitions.
    fn text(length: u32) -> String {
        // 7 has no factor in common with the number of characters, so that they take long to come back.
        (0..length).map(|at| char::from_u32(0x4E00 + at * at % 20_011).unwrap()).collect()
    }

    #[test]
    fn a_text_of_five_hundred_characters_has_enough_samples() {
        let keys = keys_of_source(&text(500));
        assert!((20..=45).contains(&keys.len()), "{}", keys.len());
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "in order, each once");
        assert!(keys.iter().all(|key| (0..1 << 48).contains(key)));
    }

    #[test]
    fn every_key_is_in_one_part() {
        let parts: Vec<_> = parts().collect();
        assert_eq!((parts[0].0, parts[parts.len() - 1].1), (i64::MIN, i64::MAX));
        assert!(parts.windows(2).all(|pair| pair[0].1 == pair[1].0));
        assert_eq!(parts[1], (1 << 40, 1 << 41), "they are all of one size");
    }

    #[test]
    fn of_a_text_so_much_is_compared_and_no_character_more() {
        let whole = text(20_000).repeat(4);
        let cut: String = whole.chars().take(MAX_CHARACTERS).collect();
        assert_eq!(compared(&whole), cut);
        assert_eq!(compared(&cut), cut);
        assert_eq!(keys_of_source(&whole), keys_of_source(&cut));
    }

    #[test]
    fn no_more_samples_are_taken_than_asked_for() {
        let shingles = shingles(&text(2_000));
        let all = keys(&shingles, SAMPLED, MAX_SAMPLES);
        assert_eq!(keys(&shingles, SAMPLED, all.len()), all);
        assert_eq!(keys(&shingles, SAMPLED, all.len() - 1), all[..all.len() - 1]);
    }

    #[test]
    fn a_passage_has_the_same_samples_wherever_it_stands() {
        let (passage, other) = (text(400), "另一份文件的开头与此无关。".to_owned());
        let there = keys_of_source(&(other + &passage));
        assert!(keys_of_source(&passage).iter().all(|key| there.contains(key)));
    }

    #[rstest]
    #[case(0, 1)]
    #[case(31, 1)]
    #[case(32, 2)]
    #[case(511, 16)]
    #[case(512, 32)]
    #[case(60_000, 32)]
    fn of_a_short_text_more_shingles_are_samples(#[case] shingles: usize, #[case] expected: u64) {
        assert_eq!(one_in(shingles), expected);
    }

    /// A text of n+7 characters has n shingles.
    #[rstest]
    fn a_text_copied_whole_or_into_one_of_twice_its_length_is_found(
        #[values(30, 40, 80, 87, 120, 500, 2000)] length: u32,
    ) {
        let source = text(length);
        let held = keys_of_source(&source);
        let copies = [
            source.clone(),
            text(10_000).chars().skip(5000).take(length as usize - 7).collect::<String>() + &source,
        ];
        for copy in copies {
            let asked = keys_of_draft(&shingles(&copy));
            assert!(held.iter().all(|key| asked.contains(key)), "{length}");
            assert!(held.len() >= LEAST_SAMPLES / 2, "{length}: {}", held.len());
        }
    }
}
