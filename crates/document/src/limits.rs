//! Every bound on reading a file, in one place.
//!
//! A text of 5000 characters makes a file of some ten kilobytes. The bounds leave room for long annexes and many pictures, and
//! still keep the worst file within the time and memory of one small process.

use std::time::Duration;

/// The largest file that is read, in bytes (20 MiB).
pub const MAX_FILE_BYTES: usize = 20 * 1024 * 1024;

/// The longest text that is handed out, in bytes of UTF-8 (2 MiB, some 700 000 Chinese characters).
pub const MAX_TEXT_BYTES: usize = 2 * 1024 * 1024;

/// The longest file name that is passed to the reading process, in bytes.
pub const MAX_NAME_BYTES: usize = 1024;

/// The most entries an archive may have.
pub const MAX_ARCHIVE_ENTRIES: usize = 2_000;

/// The most bytes that come out of one archive in all, as declared and again as counted while inflating.
pub const MAX_ARCHIVE_BYTES: u64 = 200 * 1024 * 1024;

/// The most bytes of a single part of an archive that is read; only parts made of XML are ever read (32 MiB).
pub const MAX_PART_BYTES: u64 = 32 * 1024 * 1024;

/// The highest ratio of inflated to packed bytes of a part, looked at from [`FREE_RATIO_BYTES`] on.
pub const MAX_RATIO: u64 = 100;

/// So many inflated bytes of a part are read before its ratio counts: short repetitive XML packs extremely well.
pub const FREE_RATIO_BYTES: u64 = 10 * 1024 * 1024;

/// The deepest nesting of XML elements.
pub const MAX_XML_DEPTH: usize = 256;

/// So many attributes of one XML element are looked at; the ones that matter come among the first few.
pub const MAX_XML_ATTRIBUTES: usize = 256;

/// The most rows of a sheet that is read as a list, empty ones included.
pub const MAX_SHEET_ROWS: usize = 10_000;

/// The most columns of a sheet in which something may be written.
pub const MAX_SHEET_COLUMNS: usize = 100;

/// The deepest nesting of arrays and dictionaries in a PDF file, as far as it is seen outside of its streams.
pub const MAX_PDF_DEPTH: usize = 256;

/// The most pages of a PDF or OFD file.
pub const MAX_PAGES: usize = 2_000;

/// The longest content of a page or of a form on it in a PDF file, unpacked (64 MiB).
pub const MAX_CONTENT_BYTES: usize = 64 * 1024 * 1024;

/// How often forms are drawn in a PDF file in all. Each may draw another several times, which few bytes multiply without end.
pub const MAX_FORM_EXECUTIONS: u64 = 50_000;

/// The deepest nesting of forms in a PDF file.
pub const MAX_FORM_DEPTH: usize = 40;

/// So many hidden characters a file may hold; more of them are a text that nobody approves who reads what is shown.
pub const MAX_HIDDEN_CHARACTERS: usize = 100;

/// So many characters a header or footer, or those of a page of a PDF file, may have that do not count; hiding a text there is no
/// way round a limit.
pub const FREE_FURNITURE_CHARACTERS: usize = 100;

/// The most glyphs of a PDF file, in percent, that may stand for no known character; a single one may in any case.
pub const MAX_UNKNOWN_PERCENT: usize = 5;

/// Wall-clock time a reading process has before it is ended.
pub const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Processor time a reading process gives itself, in seconds.
pub const CPU_SECONDS: u64 = 30;

/// Address space a reading process gives itself, in bytes (768 MiB): the PDF reader unpacks a stream whole before its length is
/// looked at, so this is what stops one that inflates without end; and the mapped program counts too.
pub const MEMORY_BYTES: u64 = 768 * 1024 * 1024;

/// How many reading processes one [`Extractor`](crate::Extractor) runs at once; further callers wait.
pub const PROCESSES_AT_ONCE: usize = 2;

/// The longest answer taken from a reading process, in bytes: JSON escapes double a text at worst, because control characters
/// are gone from it.
pub const MAX_ANSWER_BYTES: usize = 2 * MAX_TEXT_BYTES + 64 * 1024;
