//! Years whose holidays are not known.

use super::frame::Texts;

/// The warning about years whose holidays are not known.
pub(crate) fn unknown(texts: Texts, years: &[i32]) -> Option<String> {
    let years: Vec<_> = years.iter().map(ToString::to_string).collect();
    let said = || texts.s("working-days-unknown", &years.join(&texts.t("list-separator")));
    (!years.is_empty()).then(said)
}
