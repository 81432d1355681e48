use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::Unreadable;

/// Decodes plain text and names its encoding.
///
/// The order is what makes it right: a byte order mark, UTF-16 that its NUL bytes give away, UTF-8, GB18030 if every byte fits,
/// and only then a guess by statistics. UTF-16 without a mark, a line end or any other ASCII character is beyond telling.
pub(crate) fn read(bytes: &[u8]) -> Result<(String, &'static str), Unreadable> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = strictly(encoding, &bytes[mark..]).ok_or(Unreadable::UnknownEncoding)?;
        return Ok((text, name(encoding)));
    }
    let tries: &[&'static Encoding] = match wide_byte_order(bytes) {
        Some(encoding) => &[encoding],
        None if bytes.contains(&0) => &[UTF_8],
        None => &[UTF_8, GB18030, guess(bytes)],
    };
    tries
        .iter()
        .find_map(|encoding| Some((strictly(encoding, bytes)?, name(encoding))))
        .filter(|(text, _)| looks_like_text(text))
        .ok_or(Unreadable::UnknownEncoding)
}

/// The name as people write it.
fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(Cow::into_owned)
}

/// In UTF-16 the upper half of an ASCII character is NUL, but so is the lower half of a few Chinese ones: 一 is U+4E00. Hence not
/// the place of the NUL bytes decides, but which order yields the characters such a text is made of.
fn wide_byte_order(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.contains(&0) || !bytes.len().is_multiple_of(2) {
        return None;
    }
    if let Ok(text) = str::from_utf8(bytes)
        && text.matches('\0').count() * 4 < bytes.len()
    {
        // A stray NUL in UTF-8.
        return None;
    }
    [UTF_16LE, UTF_16BE]
        .into_iter()
        .filter_map(|encoding| Some((usual_percent(&strictly(encoding, bytes)?), encoding)))
        .max_by_key(|(percent, _)| *percent)
        .and_then(|(percent, encoding)| (percent >= 90).then_some(encoding))
}

/// How many of a hundred characters are ASCII, Chinese, or the marks of Chinese text.
fn usual_percent(text: &str) -> usize {
    let usual = |c: &char| {
        matches!(c, ' '..='~' | '\n' | '\r' | '\t' | '\u{2010}'..='\u{2026}' | '\u{3000}'..='\u{303F}'
            | '\u{3400}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
    };
    text.chars().filter(usual).count() * 100 / text.chars().count().max(1)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"cn"), Utf8Detection::Deny)
}

/// A picture or a program decodes in some encoding too, but strews control characters.
fn looks_like_text(text: &str) -> bool {
    let odd = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    odd <= 1 + text.chars().count() / 100
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const SAMPLE: &str = "关于防汛的通知：㐀、䶮、𠮷、𬎆。\nＡＢＣ abc 123\n";

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    fn with_mark(mark: &[u8], bytes: &[u8]) -> Vec<u8> {
        [mark, bytes].concat()
    }

    #[rstest]
    #[case::utf8(SAMPLE.as_bytes().to_vec(), "UTF-8")]
    #[case::utf8_with_mark(with_mark(b"\xEF\xBB\xBF", SAMPLE.as_bytes()), "UTF-8")]
    #[case::utf16le(utf16(SAMPLE, u16::to_le_bytes), "UTF-16LE")]
    #[case::utf16be(utf16(SAMPLE, u16::to_be_bytes), "UTF-16BE")]
    #[case::utf16le_with_mark(with_mark(b"\xFF\xFE", &utf16(SAMPLE, u16::to_le_bytes)), "UTF-16LE")]
    #[case::utf16be_with_mark(with_mark(b"\xFE\xFF", &utf16(SAMPLE, u16::to_be_bytes)), "UTF-16BE")]
    #[case::gb18030(GB18030.encode(SAMPLE).0.into_owned(), "GB18030")]
    fn an_encoding_is_recognised(#[case] bytes: Vec<u8>, #[case] name: &str) {
        assert_eq!(read(&bytes).unwrap(), (SAMPLE.to_owned(), name));
    }

    #[test]
    fn three_gbk_characters_are_enough() {
        let (bytes, _, _) = encoding_rs::GBK.encode("张三丰");
        assert_eq!(read(&bytes).unwrap(), ("张三丰".to_owned(), "GB18030"));
    }

    #[test]
    fn a_stray_nul_does_not_make_utf8_wide() {
        let text = format!("{SAMPLE}\0.");
        assert_eq!(read(text.as_bytes()).unwrap(), (text, "UTF-8"));
    }

    #[test]
    fn text_that_is_no_gb18030_is_guessed() {
        let (text, encoding) = read(b"na\xEFve caf\xE9 \x93d\xE9j\xE0 vu\x94").unwrap();
        assert_eq!((text.as_str(), encoding), ("naïve café “déjà vu”", "windows-1252"));
    }

    #[rstest]
    #[case::picture(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06")]
    #[case::broken_after_mark(b"\xEF\xBB\xBF\xFF\xFE\xFD")]
    #[case::lone_surrogate(b"\xFF\xFE\x00\xD8a\0")]
    #[case::controls(b"\x01\x02\x03\x04\x05abc")]
    fn what_is_no_text_is_refused(#[case] bytes: &[u8]) {
        assert_eq!(read(bytes), Err(Unreadable::UnknownEncoding));
    }
}
