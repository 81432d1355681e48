use serde::{Deserialize, Serialize};

use crate::format::Format;

/// Why a file cannot be read. Each variant has one sentence of advice in the message files, found by [`Unreadable::code`].
///
/// `detail` is technical English for the operator. It never quotes the file: a suspected classified text must not reach a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Unreadable {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than [`limits::MAX_FILE_BYTES`](crate::limits::MAX_FILE_BYTES).
    #[error("the file has {bytes} bytes, {limit} are allowed")]
    TooLarge {
        /// Size of the file in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The text is longer than [`limits::MAX_TEXT_BYTES`](crate::limits::MAX_TEXT_BYTES).
    #[error("the text of the file has more than {limit} bytes")]
    TooMuchText {
        /// The limit in bytes of UTF-8.
        limit: u64,
    },
    /// A binary Word 97 file; advice: save as .docx.
    #[error("the binary Word format is not read")]
    LegacyDoc,
    /// A file of the WPS writer; advice: save as .docx.
    #[error("the WPS format is not read")]
    LegacyWps,
    /// The content of a page cannot be read to its end, and what stands behind the fault would not be counted. Advice: export
    /// from the word processor again, or print to PDF with another program.
    #[error("a content of page {page} cannot be read to its end")]
    CutShort {
        /// The page, from 1.
        page: u64,
    },
    /// Text of which nobody can tell the characters: it can be seen, but neither counted for sure nor searched. Advice: as for
    /// [`CutShort`](Self::CutShort).
    #[error("the characters of the text cannot be told: {detail}")]
    UnreadableText {
        /// What was found, without content of the file.
        detail: String,
    },
    /// The file holds more text that is not shown than [`limits::MAX_HIDDEN_CHARACTERS`](crate::limits::MAX_HIDDEN_CHARACTERS):
    /// nobody who approves it reads that, and whoever gets the file may. Advice: show or delete it.
    #[error("the file holds {characters} hidden characters, {limit} are allowed")]
    HiddenText {
        /// How many there are.
        characters: u64,
        /// The limit in characters.
        limit: u64,
    },
    /// A password is needed to open the file.
    #[error("the file is encrypted")]
    Encrypted,
    /// The file is cut off or damaged.
    #[error("the file is damaged: {detail}")]
    Corrupt {
        /// What was found, without content of the file.
        detail: String,
    },
    /// The content is of another format than the name says.
    #[error("the name of the file does not fit its content, which is {found}")]
    WrongExtension {
        /// What the content is.
        found: Format,
    },
    /// Nothing but pictures, be they of text. Advice: recognise the text first, or give the source file.
    #[error("the {pages} pages or pictures have no text layer")]
    Scanned {
        /// How many pages the file has; of a file without fixed pages, how many pictures.
        pages: u64,
    },
    /// The file carries macros; advice: save without them.
    #[error("the file carries macros")]
    Macro,
    /// Text is embedded as a file within the file, where it would show but not be measured. Advice: save again as .docx.
    #[error("the file embeds another document: {detail}")]
    Embedded {
        /// By which construct, without content of the file.
        detail: String,
    },
    /// The file is built to exhaust or attack its reader.
    #[error("the file breaks a safety limit: {detail}")]
    Hostile {
        /// Which limit, without content of the file.
        detail: String,
    },
    /// A text file in no known encoding, or no text at all.
    #[error("the encoding of the text is not known")]
    UnknownEncoding,
    /// A kind of file that is not read.
    #[error("this kind of file is not read")]
    Unsupported,
    /// Reading took longer than allowed.
    #[error("reading the file took too long")]
    TooSlow,
    /// The reading process ended without an answer.
    #[error("reading the file failed")]
    Crashed,
    /// PDF reading was left out of this program when it was built.
    #[error("this program was built without PDF reading")]
    FormatOff,
}

impl Unreadable {
    /// Every code, in the order of the variants; the message files have a sentence for each.
    pub const CODES: [&str; 20] = [
        "empty",
        "too-large",
        "too-much-text",
        "legacy-doc",
        "legacy-wps",
        "cut-short",
        "unreadable-text",
        "hidden-text",
        "encrypted",
        "corrupt",
        "wrong-extension",
        "scanned",
        "macro",
        "embedded",
        "hostile",
        "unknown-encoding",
        "unsupported",
        "too-slow",
        "crashed",
        "format-off",
    ];

    /// The key of the reason in kebab case; it is also the tag of the JSON form.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too-large",
            Self::TooMuchText { .. } => "too-much-text",
            Self::LegacyDoc => "legacy-doc",
            Self::LegacyWps => "legacy-wps",
            Self::CutShort { .. } => "cut-short",
            Self::UnreadableText { .. } => "unreadable-text",
            Self::HiddenText { .. } => "hidden-text",
            Self::Encrypted => "encrypted",
            Self::Corrupt { .. } => "corrupt",
            Self::WrongExtension { .. } => "wrong-extension",
            Self::Scanned { .. } => "scanned",
            Self::Macro => "macro",
            Self::Embedded { .. } => "embedded",
            Self::Hostile { .. } => "hostile",
            Self::UnknownEncoding => "unknown-encoding",
            Self::Unsupported => "unsupported",
            Self::TooSlow => "too-slow",
            Self::Crashed => "crashed",
            Self::FormatOff => "format-off",
        }
    }

    pub(crate) fn corrupt(detail: impl Into<String>) -> Self {
        Self::Corrupt { detail: detail.into() }
    }

    #[cfg(feature = "pdf-read")]
    pub(crate) fn unreadable_text(detail: impl Into<String>) -> Self {
        Self::UnreadableText { detail: detail.into() }
    }

    pub(crate) fn hostile(detail: impl Into<String>) -> Self {
        Self::Hostile { detail: detail.into() }
    }

    pub(crate) fn embedded(detail: impl Into<String>) -> Self {
        Self::Embedded { detail: detail.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_tag_of_the_json_and_every_code_is_listed() {
        let detail = String::new;
        let every = [
            Unreadable::Empty,
            Unreadable::TooLarge { bytes: 2, limit: 1 },
            Unreadable::TooMuchText { limit: 1 },
            Unreadable::LegacyDoc,
            Unreadable::LegacyWps,
            Unreadable::CutShort { page: 1 },
            Unreadable::UnreadableText { detail: detail() },
            Unreadable::HiddenText { characters: 101, limit: 100 },
            Unreadable::Encrypted,
            Unreadable::Corrupt { detail: detail() },
            Unreadable::WrongExtension { found: Format::Odt },
            Unreadable::Scanned { pages: 1 },
            Unreadable::Macro,
            Unreadable::Embedded { detail: detail() },
            Unreadable::Hostile { detail: detail() },
            Unreadable::UnknownEncoding,
            Unreadable::Unsupported,
            Unreadable::TooSlow,
            Unreadable::Crashed,
            Unreadable::FormatOff,
        ];
        assert_eq!(every.each_ref().map(Unreadable::code), Unreadable::CODES);
        for reason in every {
            let json = serde_json::to_value(&reason).unwrap();
            assert_eq!(json["code"], reason.code());
            assert_eq!(serde_json::from_value::<Unreadable>(json).unwrap(), reason);
        }
    }
}
