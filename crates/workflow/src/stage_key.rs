//! The key of a stage, by which everything that happens at it is named.

use serde::{Deserialize, Serialize};

/// The longest key of a stage, in characters.
pub const MAX_STAGE_KEY: usize = 40;

/// The key of a stage, unique in its route: letters of any script, digits and `_`. The keys of the shipped routes are
/// translated for people; any other key is the stage's name, and is shown as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(value_type = String, format = "stage-key", example = "office_review"))]
#[serde(try_from = "String", into = "String")]
pub struct StageKey(String);

impl StageKey {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key under which a phase outside the review is named where nobody is found for it.
    pub(crate) fn of_phase(phase: &str) -> Self {
        Self(phase.to_owned())
    }
}

impl TryFrom<String> for StageKey {
    type Error = InvalidStageKey;
    fn try_from(key: String) -> Result<Self, InvalidStageKey> {
        let allowed = |c: char| c.is_alphanumeric() && !c.is_uppercase() || c == '_';
        if (1..=MAX_STAGE_KEY).contains(&key.chars().count()) && key.chars().all(allowed) {
            Ok(Self(key))
        } else {
            Err(InvalidStageKey(key))
        }
    }
}

impl From<StageKey> for String {
    fn from(key: StageKey) -> Self {
        key.0
    }
}

impl std::fmt::Display for StageKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is no key of a stage: it has other characters, or is too long.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the stage key {0:?} is not 1 to {MAX_STAGE_KEY} letters without capitals, digits or _")]
pub struct InvalidStageKey(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_key_is_short_and_plain() {
        for bad in ["", "Signing", "a b", "a:b", "a-b", &"x".repeat(MAX_STAGE_KEY + 1)] {
            let error = StageKey::try_from(bad.to_owned()).unwrap_err();
            assert_eq!(error, InvalidStageKey(bad.to_owned()));
        }
        for good in ["signing", "专家论证", "x2_y", &"论".repeat(MAX_STAGE_KEY)] {
            assert!(StageKey::try_from(good.to_owned()).is_ok(), "{good}");
        }
    }
}
