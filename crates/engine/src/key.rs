//! The keys under which senders name their commands.

use baopi_workflow::Digest;

/// The longest key, in bytes.
pub const MAX_KEY_BYTES: usize = 200;

/// A command as its sender names it, so that a repetition can be told from a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandKey {
    /// The sender's key: 1 to [`MAX_KEY_BYTES`] visible ASCII characters.
    pub key: String,
    /// Digest of everything that makes up the command.
    pub fingerprint: Digest,
}

impl CommandKey {
    /// Whether the key is one that can be kept.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        (1..=MAX_KEY_BYTES).contains(&self.key.len())
            && self.key.bytes().all(|byte| byte.is_ascii_graphic())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing("", false)]
    #[case::a_character("k", true)]
    #[case::as_long_as_it_may_be(&"k".repeat(MAX_KEY_BYTES), true)]
    #[case::a_byte_longer(&"k".repeat(MAX_KEY_BYTES + 1), false)]
    #[case::every_mark("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", true)]
    #[case::a_space("a b", false)]
    #[case::a_line_end("a\n", false)]
    #[case::a_control_character("a\u{7f}", false)]
    #[case::no_ascii("键", false)]
    fn a_key_has_1_to_200_visible_characters_of_ascii(#[case] key: &str, #[case] is_valid: bool) {
        let key = CommandKey { key: key.to_owned(), fingerprint: Digest::ZERO };
        assert_eq!(key.is_valid(), is_valid);
    }
}
