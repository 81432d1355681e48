//! What the program says: in the reader's language, to a pipe that may close at any time.

use std::io::{self, Write};

use baopi_messages::Language;

/// A value that a sentence mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Word {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// Another sentence, by its key.
    Sentence(&'static str),
}

impl Word {
    /// Why the system did not let a file be read.
    pub(crate) fn io(kind: io::ErrorKind) -> Self {
        const KNOWN: [(io::ErrorKind, &str); 4] = [
            (io::ErrorKind::NotFound, "cli-io-not-found"),
            (io::ErrorKind::PermissionDenied, "cli-io-permission"),
            (io::ErrorKind::InvalidData, "cli-io-no-text"),
            (io::ErrorKind::IsADirectory, "cli-io-directory"),
        ];
        let known = KNOWN.iter().find(|(other, _)| *other == kind);
        Self::Sentence(known.map_or("cli-io-other", |(_, key)| key))
    }
}

impl From<u32> for Word {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Word {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u64> for Word {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Word {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Word {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A sentence of the message files with what it mentions, not yet in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    key: &'static str,
    words: Vec<(&'static str, Word)>,
}

impl Sentence {
    /// A sentence that mentions nothing yet.
    pub(crate) const fn new(key: &'static str) -> Self {
        Self { key, words: Vec::new() }
    }

    /// The same with one more word.
    pub(crate) fn with(mut self, name: &'static str, word: impl Into<Word>) -> Self {
        self.words.push((name, word.into()));
        self
    }

    /// The sentence in a language.
    pub(crate) fn text(&self, language: Language) -> String {
        let mut words = baopi_messages::Args::new();
        for (name, word) in &self.words {
            words = match word {
                Word::Number(number) => words.with(name, *number),
                Word::Text(text) => words.with(name, text.as_str()),
                Word::Sentence(key) => words.with(name, baopi_messages::text(language, key)),
            };
        }
        baopi_messages::text_with(language, self.key, &words)
    }
}

/// The language of the locale: what `LC_ALL`, `LC_MESSAGES` or `LANG` say, the first that says anything.
///
/// A locale without a language, as services have it, is read as Chinese, the first language of the program.
pub(crate) fn language_of_locale(variable: impl Fn(&str) -> Option<String>) -> Language {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|locale| !locale.is_empty());
    let language = said.as_deref().and_then(|locale| locale.split(['_', '.', '@', '-']).next());
    match language {
        None | Some("C" | "POSIX" | "zh") => Language::Zh,
        Some(_) => Language::En,
    }
}

/// Writes one text and a line end to standard output.
///
/// # Errors
///
/// Any failure but a closed pipe: whoever reads `baopi check … | head` has what they wanted.
pub(crate) fn say(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    match writeln!(output, "{text}").and_then(|()| output.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Writes one line to standard error. What cannot even be complained about is lost.
pub(crate) fn complain(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing(&[], Language::Zh)]
    #[case::service(&[("LANG", "C.UTF-8")], Language::Zh)]
    #[case::chinese(&[("LANG", "zh_CN.UTF-8")], Language::Zh)]
    #[case::english(&[("LANG", "en_US.UTF-8")], Language::En)]
    #[case::another(&[("LANG", "de_DE.UTF-8")], Language::En)]
    #[case::override_(&[("LC_ALL", "en_GB"), ("LANG", "zh_CN")], Language::En)]
    #[case::empty_override(&[("LC_ALL", ""), ("LANG", "en_GB")], Language::En)]
    fn the_locale_gives_the_language(
        #[case] variables: &[(&str, &str)],
        #[case] expected: Language,
    ) {
        let variable = |name: &str| {
            variables.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(language_of_locale(variable), expected);
    }
}
