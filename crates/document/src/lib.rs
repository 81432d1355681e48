//! From the bytes of a file to its text, in a process of its own; and [a report as PDF](mod@print).
//!
//! [`extract`] reads in the calling process; it is bounded by [`limits`] but a parser that aborts takes the caller with it.
//! A server uses [`Extractor`], which starts the program once more for each file (see [`child`]).
//!
//! # What counts as text
//!
//! The text is what a reader of the body sees, in reading order, one line per paragraph or table cell:
//!
//! * In: paragraphs, headings, lists with their numbers, tables, foot- and endnotes (after the paragraph that refers to them),
//!   text boxes (once), diagrams, drawn letters, equations, inserted tracked changes, results of fields such as a table of
//!   contents, what was chosen from a list.
//! * Out: deleted and moved-away tracked changes, deleted rows, comments, field codes, alternative texts of pictures, text inside
//!   pictures, charts and embedded objects other than documents, which refuse the file.
//! * Headers and footers are out up to [`limits::FREE_FURNITURE_CHARACTERS`] each; a longer one is in, once.
//! * Hidden text is out and counted ([`Besides`]); more than [`limits::MAX_HIDDEN_CHARACTERS`] refuse the file.
//! * Note marks and page numbers are made by the word processor and out. A PDF has them as plain characters; there they are in.
//! * Of a PDF what is seen on its pages: not what is clipped, off the page, on a layer that is off, or printed a second time at
//!   nearly the same place. Values of form fields and typewriter text are in, whether a program has drawn them or not; notes are
//!   out. Headers and footers are out where the file marks them, up to [`limits::FREE_FURNITURE_CHARACTERS`] on a page; elsewhere
//!   they are plain characters, and in.
//! * A `.txt` or `.md` file is measured as typed: the marks of Markdown are characters somebody wrote and somebody reads.
//!
//! Line ends become `\n`; control characters other than line end and tab are dropped, because PostgreSQL cannot store NUL and no
//! reader sees them.

mod archive;
mod besides;
mod docx;
mod format;
mod isolated;
pub mod limits;
mod numerals;
mod odt;
mod ofd;
mod paragraphs;
mod pdf;
mod plain;
pub mod print;
mod recognise;
mod sheet;
mod unreadable;
mod xml;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use besides::Besides;
pub use format::Format;
pub use isolated::{Extractor, child};
pub use sheet::{SheetRow, read_sheet};
pub use unreadable::Unreadable;

use besides::{Reading, visible};
use recognise::Content;

/// The text of a file and how it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extracted {
    /// The format, by content and name.
    pub format: Format,
    /// For plain text and Markdown the encoding that was recognised, such as `UTF-8` or `GB18030`. A guess may be wrong (Big5
    /// often decodes as GB18030 without a fault), so the user is shown it.
    pub encoding: Option<String>,
    /// The text; at most [`limits::MAX_TEXT_BYTES`] long.
    pub text: String,
    /// What is to be said beside the text.
    #[serde(default)]
    pub besides: Besides,
}

/// Reads a file in this process; `name` decides, together with the content, how it is read.
///
/// # Errors
///
/// See [`Unreadable`]; [`Unreadable::TooSlow`] and [`Unreadable::Crashed`] come from [`Extractor`] only.
pub fn extract(name: &str, bytes: &[u8]) -> Result<Extracted, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.len() > limits::MAX_FILE_BYTES {
        return Err(Unreadable::TooLarge {
            bytes: bytes.len() as u64,
            limit: limits::MAX_FILE_BYTES as u64,
        });
    }
    let (format, content) = recognise::recognise(name, bytes)?;
    let (Reading { text, besides }, encoding) = match content {
        Content::Docx(mut archive) => (docx::read(&mut archive)?, None),
        Content::Odt(mut archive) => (odt::read(&mut archive)?, None),
        Content::Ofd(mut archive) => (ofd::read(&mut archive)?, None),
        Content::Pdf => (pdf::read(bytes, pdf::Furniture::LeftOut)?, None),
        Content::Plain => {
            let (text, encoding) = plain::read(bytes)?;
            (Reading::from(text), Some(encoding.to_owned()))
        }
    };
    let text = without_controls(&text);
    if text.len() > limits::MAX_TEXT_BYTES {
        return Err(too_much_text());
    }
    refuse_unseen(&text, besides)?;
    Ok(Extracted { format, encoding, text, besides })
}

/// Neither a file of pictures nor one with a hidden text is what a reader of its text takes it for.
fn refuse_unseen(text: &str, besides: Besides) -> Result<(), Unreadable> {
    if besides.hidden > limits::MAX_HIDDEN_CHARACTERS {
        let (characters, limit) = (besides.hidden as u64, limits::MAX_HIDDEN_CHARACTERS as u64);
        return Err(Unreadable::HiddenText { characters, limit });
    }
    if besides.pictures > 0 && visible(text) == 0 {
        return Err(Unreadable::Scanned { pages: besides.pictures as u64 });
    }
    Ok(())
}

/// The text of a PDF file with its headers and footers, as other readers of PDF count it; for comparisons with them only.
///
/// # Errors
///
/// As [`extract`].
pub fn pdf_with_furniture(bytes: &[u8]) -> Result<String, Unreadable> {
    pdf::read(bytes, pdf::Furniture::Counted).map(|read| without_controls(&read.text))
}

/// Decodes a text whose every character counts, such as a table: UTF-8 or UTF-16 with or without their mark, or GB18030.
///
/// # Errors
///
/// [`Unreadable::UnknownEncoding`] if it is none of these, [`Unreadable::TooLarge`] above [`limits::MAX_FILE_BYTES`].
pub fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    if bytes.len() > limits::MAX_FILE_BYTES {
        let (bytes, limit) = (bytes.len() as u64, limits::MAX_FILE_BYTES as u64);
        return Err(Unreadable::TooLarge { bytes, limit });
    }
    plain::read(bytes).map(|(text, _)| text)
}

/// SHA-256 of the bytes of a file, as 64 lower-case hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn too_much_text() -> Unreadable {
    Unreadable::TooMuchText { limit: limits::MAX_TEXT_BYTES as u64 }
}

/// All kinds of line end become `\n`, other control characters but the tab vanish.
fn without_controls(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                kept.push('\n');
            }
            '\u{b}' | '\u{c}' | '\u{85}' => kept.push('\n'),
            '\n' | '\t' => kept.push(character),
            _ if character.is_control() => {}
            _ => kept.push(character),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_vanish_and_line_ends_become_one() {
        assert_eq!(
            without_controls("a\r\nb\rc\u{c}d\u{85}e\0\u{1b}\u{7f}f\tg\n"),
            "a\nb\nc\nd\nef\tg\n"
        );
    }

    #[test]
    fn an_empty_file_is_refused() {
        assert_eq!(extract("a.txt", b""), Err(Unreadable::Empty));
    }

    #[test]
    fn a_file_of_twenty_mebibytes_passes_the_size_check_and_one_byte_more_does_not() {
        let mut bytes = vec![b' '; limits::MAX_FILE_BYTES];
        assert_eq!(extract("a.txt", &bytes), Err(too_much_text()));
        bytes.push(b' ');
        let (bytes_in, limit) = (bytes.len() as u64, limits::MAX_FILE_BYTES as u64);
        assert_eq!(extract("a.txt", &bytes), Err(Unreadable::TooLarge { bytes: bytes_in, limit }));
    }

    #[test]
    fn a_text_of_two_mebibytes_is_read_and_one_byte_more_is_refused() {
        let mut bytes = vec![b'a'; limits::MAX_TEXT_BYTES];
        assert_eq!(extract("a.txt", &bytes).unwrap().text.len(), limits::MAX_TEXT_BYTES);
        bytes.push(b'a');
        assert_eq!(extract("a.txt", &bytes), Err(too_much_text()));
    }

    #[test]
    fn the_digest_is_the_known_one() {
        let of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc"), of_abc);
    }
}
