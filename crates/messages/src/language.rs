//! The two languages.

use std::str::FromStr;

use fluent_templates::LanguageIdentifier;
use fluent_templates::langid;
use serde::{Deserialize, Serialize};

/// A language in which people read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Chinese, the language of the office.
    #[default]
    Zh,
    /// English.
    En,
}

/// The text names no language that there are messages in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there are no messages in {0:?}")]
pub struct UnknownLanguage(pub String);

impl Language {
    /// Every language, the default one first.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The short code, as in cookies and URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The tag for the `lang` attribute of HTML and for `Content-Language`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language to switch to.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// The language that a browser's `Accept-Language` likes best among ours; Chinese where it likes neither.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let mut best = (0, Self::default());
        for part in header.split(',') {
            let (tag, rest) = part.split_once(';').unwrap_or((part, ""));
            let weight = rest.trim().strip_prefix("q=").map_or(Some(1_000), weight).unwrap_or(0);
            if let Ok(language) = tag.trim().parse()
                && weight > best.0
            {
                best = (weight, language);
            }
        }
        best.1
    }
}

/// The name under which the message files of a language are kept.
pub(crate) const fn identifier(language: Language) -> LanguageIdentifier {
    match language {
        Language::Zh => langid!("zh-CN"),
        Language::En => langid!("en"),
    }
}

/// A weight between 0 and 1 in thousandths, which is how fine the header can be.
fn weight(text: &str) -> Option<u32> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let thousandths: u32 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Some(whole.parse::<u32>().ok()?.min(1) * 1_000 + thousandths)
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a code or a tag; only its first part counts, so that `en-GB` is English.
    fn from_str(text: &str) -> Result<Self, UnknownLanguage> {
        let primary = text.split(['-', '_']).next().unwrap_or("");
        let same = |language: &Self| primary.eq_ignore_ascii_case(language.code());
        Self::ALL.into_iter().find(same).ok_or_else(|| UnknownLanguage(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("zh-CN,zh;q=0.9,en;q=0.8", Language::Zh)]
    #[case("en-US,en;q=0.9", Language::En)]
    #[case("en;q=0.5, zh;q=0.9", Language::Zh)]
    #[case("fr-FR, en;q=0.3, *;q=0.1", Language::En)]
    #[case("zh;q=0, en;q=0.001", Language::En)]
    #[case("fr", Language::Zh)]
    #[case("", Language::Zh)]
    #[case("en;q=nonsense", Language::Zh)]
    #[case("en;q=0.é", Language::Zh)]
    fn the_browsers_favourite_among_ours_is_taken(
        #[case] header: &str,
        #[case] expected: Language,
    ) {
        assert_eq!(Language::from_accept_language(header), expected);
    }

    #[test]
    fn a_language_is_read_back_from_its_code_and_its_tag() {
        for language in Language::ALL {
            assert_eq!(language.code().parse(), Ok(language));
            assert_eq!(language.tag().parse(), Ok(language));
        }
        assert_eq!("fr".parse::<Language>(), Err(UnknownLanguage("fr".to_owned())));
    }
}
