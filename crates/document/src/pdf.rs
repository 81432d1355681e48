use crate::Unreadable;

/// The text of a PDF file; without the feature `pdf-read` every PDF is refused.
#[cfg(not(feature = "pdf-read"))]
pub(crate) fn read(_bytes: &[u8]) -> Result<String, Unreadable> {
    Err(Unreadable::FormatOff)
}

#[cfg(feature = "pdf-read")]
pub(crate) use reading::read;

#[cfg(feature = "pdf-read")]
mod reading {
    use std::io::Cursor;

    use oxidize_pdf::parser::{ParseError, PdfReader};
    use oxidize_pdf::text::{ExtractionOptions, TextExtractor};

    use super::Unreadable;
    use crate::limits::{MAX_PAGES, MAX_PDF_DEPTH, MAX_TEXT_BYTES};
    use crate::too_much_text;

    /// The text of a PDF file, page by page. Files that only restrict printing or copying open without a password and are read.
    pub(crate) fn read(bytes: &[u8]) -> Result<String, Unreadable> {
        if depth(bytes) > MAX_PDF_DEPTH {
            return Err(Unreadable::hostile("PDF objects nested too deeply"));
        }
        let reader = PdfReader::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
        if !reader.is_unlocked() {
            return Err(Unreadable::Encrypted);
        }
        let document = reader.into_document();
        let pages = document.page_count().map_err(|error| refusal(&error))?;
        if pages == 0 {
            return Err(Unreadable::corrupt("a PDF without pages"));
        }
        if pages as usize > MAX_PAGES {
            return Err(Unreadable::hostile("too many pages"));
        }
        let mut text = String::new();
        for page in 0..pages {
            let options = ExtractionOptions {
                // A hyphen at the end of a line is a character somebody reads.
                merge_hyphenated: false,
                max_extracted_bytes: Some(MAX_TEXT_BYTES - text.len()),
                ..ExtractionOptions::default()
            };
            let found = TextExtractor::with_options(options)
                .extract_from_page(&document, page)
                .map_err(|error| refusal(&error))?;
            text.push_str(&found.text);
            text.push('\n');
            if found.truncated || text.len() > MAX_TEXT_BYTES {
                return Err(too_much_text());
            }
        }
        if text.trim().is_empty() {
            return Err(Unreadable::Scanned { pages: u64::from(pages) });
        }
        Ok(text)
    }

    /// How deeply arrays and dictionaries are nested.
    ///
    /// The PDF reader parses them recursively and would overflow the stack, which nothing can catch. Streams are passed over:
    /// packed bytes are full of accidental brackets, and what is nested inside of a stream is left to the process around.
    fn depth(bytes: &[u8]) -> usize {
        // Counted in brackets, of which a dictionary has two.
        let (mut depth, mut deepest) = (0_usize, 0);
        let mut streams = true;
        let mut rest = bytes;
        while let [first, after @ ..] = rest {
            rest = after;
            match first {
                b'[' => depth += 2,
                b'<' => depth += 1,
                b']' => depth = depth.saturating_sub(2),
                b'>' => depth = depth.saturating_sub(1),
                b'e' if after.starts_with(b"ndobj") => depth = 0,
                b's' if streams && after.starts_with(b"tream") => match behind_stream(after) {
                    Some(behind) => rest = behind,
                    // Looked for once only: the word may occur a million times.
                    None => streams = false,
                },
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        deepest / 2
    }

    fn behind_stream(bytes: &[u8]) -> Option<&[u8]> {
        const END: &[u8] = b"endstream";
        let end = bytes.windows(END.len()).position(|window| window == END)?;
        Some(&bytes[end + END.len()..])
    }

    /// The texts of the PDF reader may quote the file, so only the kind of its error is told.
    fn refusal(error: &ParseError) -> Unreadable {
        if matches!(
            error,
            ParseError::EncryptionNotSupported | ParseError::WrongPassword | ParseError::PdfLocked
        ) {
            Unreadable::Encrypted
        } else if matches!(error, ParseError::StreamDecodeError(_)) {
            Unreadable::corrupt("a PDF stream cannot be decoded or inflates too far")
        } else {
            Unreadable::corrupt("the structure of the PDF is damaged")
        }
    }

    #[cfg(test)]
    mod tests {
        use super::depth;

        #[test]
        fn depth_is_counted_within_objects_and_outside_of_streams() {
            assert_eq!(depth(b"<</A[1 <</B[<AB>]>>]>>"), 4);
            assert_eq!(depth(b"[[ endobj [[ endobj"), 2);
            assert_eq!(depth(b"<<>> stream [[[[[[[ endstream [ ]"), 1);
            assert_eq!(depth(b"[stream [[ stream"), 3);
        }
    }
}
