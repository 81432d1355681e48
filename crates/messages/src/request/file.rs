//! Files that cannot be read, and sizes.

use crate::argument::{Args, Argument};
use crate::{Language, kebab, text_with};

const KB: u64 = 1024;
const MB: u64 = 1024 * KB;

/// A size in bytes as people say it: bytes below 1 KB, whole KB below 1 MB, tenths of MB above, rounded up.
#[must_use]
pub fn size(language: Language, bytes: u64) -> String {
    let (key, n) = if bytes < KB {
        ("size-bytes", Argument::from(bytes))
    } else if bytes <= MB - KB {
        ("size-kb", Argument::from(bytes.div_ceil(KB)))
    } else {
        // Divided before it is multiplied, so that no size overflows.
        let tenths = (bytes / MB) * 10 + (bytes % MB * 10).div_ceil(MB);
        let text = if tenths.is_multiple_of(10) {
            (tenths / 10).to_string()
        } else {
            format!("{}.{}", tenths / 10, tenths % 10)
        };
        ("size-mb", Argument::from(text))
    };
    text_with(language, key, &Args::new().with("n", n))
}

/// Why a file cannot be read, by the code of the reason; `args` are the members of the reason ([`Args::of`]).
#[must_use]
pub fn unreadable(language: Language, code: &str, args: &Args) -> String {
    text_with(language, &format!("file-{}", kebab(code)), &sized(language, args))
}

/// What to do about it.
#[must_use]
pub fn unreadable_advice(language: Language, code: &str, args: &Args) -> String {
    text_with(language, &format!("file-{}-advice", kebab(code)), &sized(language, args))
}

/// The arguments that are numbers of bytes become sizes.
fn sized(language: Language, args: &Args) -> Args {
    ["bytes", "limit"].into_iter().fold(args.clone(), |sized, name| match args.get(name) {
        Some(Argument::Number(bytes)) => sized.with(name, size(language, bytes.unsigned_abs())),
        Some(Argument::Text(_)) | None => sized,
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, "0字节")]
    #[case(1_023, "1023字节")]
    #[case(1_024, "1KB")]
    #[case(1_025, "2KB")]
    #[case(MB - 1, "1MB")]
    #[case(MB, "1MB")]
    #[case(20 * MB, "20MB")]
    #[case(20 * MB + 1, "20.1MB")]
    #[case(u64::MAX, "17592186044416MB")]
    fn a_size_is_said_in_the_unit_that_fits(#[case] bytes: u64, #[case] expected: &str) {
        assert_eq!(size(Language::Zh, bytes), expected);
    }
}
