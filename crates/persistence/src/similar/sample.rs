//! The samples of a text.

use baopi_workflow::similarity::Shingles;

/// One shingle in so many is a sample.
pub const SAMPLED: u64 = 32;
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

/// The keys of at most so many samples, in order, each once.
pub(super) fn keys(shingles: &Shingles, most: usize) -> Vec<i64> {
    let sampled = shingles.iter().filter(|number| number % SAMPLED == 0);
    let mut keys: Vec<i64> = sampled.map(|number| (number >> KEY_SHIFT).cast_signed()).collect();
    keys.dedup();
    keys.truncate(most);
    keys
}

/// The keys under which a source is found.
pub(super) fn keys_of_source(text: &str) -> Vec<i64> {
    keys(&shingles(text), MAX_SAMPLES)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text without repetitions.
    fn text(length: u32) -> String {
        // 7 has no factor in common with the number of characters, so that they take long to come back.
        (0..length).map(|at| char::from_u32(0x4E00 + at * at % 20_011).unwrap()).collect()
    }

    #[test]
    fn a_text_of_five_hundred_characters_has_enough_samples() {
        let keys = keys_of_source(&text(500));
        assert!((8..=25).contains(&keys.len()), "{}", keys.len());
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
        let all = keys(&shingles, MAX_SAMPLES);
        assert_eq!(keys(&shingles, all.len()), all);
        assert_eq!(keys(&shingles, all.len() - 1), all[..all.len() - 1]);
    }

    #[test]
    fn a_passage_has_the_same_samples_wherever_it_stands() {
        let (passage, other) = (text(400), "另一份文件的开头与此无关。".to_owned());
        let there = keys_of_source(&(other + &passage));
        assert!(keys_of_source(&passage).iter().all(|key| there.contains(key)));
    }
}
