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
