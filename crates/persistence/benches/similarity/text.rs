//! Texts as offices write them: sentences from a list of words, with an opening and an ending that all have.

/// Numbers that look random and are the same in every run.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// One below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap_or_default()
    }
}

/// Writes texts.
pub(crate) struct Writer {
    words: Vec<&'static str>,
    frame: Vec<&'static str>,
}

impl Writer {
    pub(crate) fn new() -> Self {
        let words = include_str!("words.txt").split_whitespace().collect();
        Self { words, frame: include_str!("frame.txt").lines().collect() }
    }

    /// The sentences of a text of about so many characters; the first and the last are those of all texts.
    pub(crate) fn text(&self, numbers: &mut Numbers, length: usize) -> Vec<String> {
        let around = |line: Option<&&str>| line.copied().unwrap_or_default().to_owned();
        let (first, last) = (around(self.frame.first()), around(self.frame.last()));
        let frame = first.chars().count() + last.chars().count();
        let inner = self.sentences(numbers, length.saturating_sub(frame));
        std::iter::once(first).chain(inner).chain([last]).collect()
    }

    /// Sentences of their own, so many characters together.
    pub(crate) fn sentences(&self, numbers: &mut Numbers, length: usize) -> Vec<String> {
        let (mut sentences, mut written) = (Vec::new(), 0);
        while written < length {
            let words = 6 + numbers.below(10);
            let mut sentence: String =
                (0..words).map(|_| self.words[numbers.below(self.words.len())]).collect();
            sentence.push('\u{3002}');
            written += sentence.chars().count();
            sentences.push(sentence);
        }
        sentences
    }

    /// A draft of about so many characters, of which so many in a thousand are sentences of the source.
    pub(crate) fn draft(
        &self,
        numbers: &mut Numbers,
        source: &[String],
        (length, per_mille): (usize, usize),
    ) -> String {
        let mut draft: Vec<String> = Vec::new();
        let (mut taken, wanted) = (0, length * per_mille / 1000);
        let from = numbers.below(source.len());
        for sentence in source.iter().cycle().skip(from).take(source.len()) {
            if taken >= wanted {
                break;
            }
            taken += sentence.chars().count();
            draft.push(sentence.clone());
        }
        let own = self.sentences(numbers, (taken * 1000 / per_mille).saturating_sub(taken));
        for sentence in own {
            let place = numbers.below(draft.len() + 1);
            // In blocks, as people write, more often than between any two sentences.
            let place = if numbers.below(4) == 0 { place } else { draft.len() };
            draft.insert(place, sentence);
        }
        draft.concat()
    }
}
