//! The text of a PDF file, as a reader of its pages sees it.
//!
//! An interpreter of PDF calls us for every run of glyphs that it would draw ([`page`]); the places of the glyphs make words and
//! lines of them ([`lines`]). What it would pass over in silence is looked for beforehand: a content that breaks off is mended
//! if it can be ([`mending`]), and refuses the file like one that cannot be decoded if not ([`contents`]). What stands in form
//! fields that no program has drawn is taken from their values ([`fields`]).

#[cfg(feature = "pdf-read")]
mod contents;
#[cfg(feature = "pdf-read")]
mod depth;
#[cfg(feature = "pdf-read")]
mod fields;
#[cfg(feature = "pdf-read")]
mod lines;
#[cfg(feature = "pdf-read")]
mod marked;
#[cfg(feature = "pdf-read")]
mod mending;
#[cfg(feature = "pdf-read")]
mod page;
#[cfg(feature = "pdf-read")]
mod programs;
#[cfg(feature = "pdf-read")]
mod reading;
#[cfg(feature = "pdf-read")]
mod unicode;

#[cfg(feature = "pdf-read")]
pub(crate) use reading::{Furniture, read};

/// Without the feature `pdf-read` every PDF is refused.
#[cfg(not(feature = "pdf-read"))]
pub(crate) use off::{Furniture, read};

#[cfg(not(feature = "pdf-read"))]
mod off {
    pub(crate) enum Furniture {
        LeftOut,
        Counted,
    }

    pub(crate) fn read(
        _bytes: &[u8],
        _furniture: Furniture,
    ) -> Result<crate::besides::Reading, crate::Unreadable> {
        Err(crate::Unreadable::FormatOff)
    }
}
