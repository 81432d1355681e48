//! A report as PDF. What is on the pages comes as data, the pages are set from a constant template, and the same report gives
//! the same bytes: whoever kept the file can compare it.
//!
//! Without the feature `pdf` the data is there and nothing prints it.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::Semaphore;

#[cfg(feature = "pdf")]
mod press;
mod report;

pub use report::{Band, Cell, Mark, Part, Report, Section, Tone};

/// Whether this build prints at all.
pub const PRINTS: bool = cfg!(feature = "pdf");

/// The most rows of tables and charts in one report. Some forty stand on a page, so that this is a file of about 130 pages,
/// which nobody reads on paper; the page of the report shows whatever has more.
pub const MAX_ROWS: usize = 5_000;

/// The most bytes of the texts and figures of one report, as JSON (1 MiB).
pub const MAX_BYTES: usize = 1024 * 1024;

/// So many reports are printed at once, each on a core; further callers wait.
const AT_ONCE: usize = 2;

/// Where fonts are, and which are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fonts {
    /// The folders that are searched, with those below them.
    pub dirs: Vec<PathBuf>,
    /// Names of families, the best first. Where none of them has a character, any other font that was found may.
    pub families: Vec<String>,
}

impl Default for Fonts {
    /// Where systems keep them, and the families that Debian's `fonts-noto-cjk` brings.
    fn default() -> Self {
        let families = ["Noto Sans CJK SC", "Noto Serif CJK SC"].map(ToOwned::to_owned).into();
        Self { dirs: vec![PathBuf::from("/usr/share/fonts")], families }
    }
}

/// Why a report was not printed.
#[derive(Debug, thiserror::Error)]
pub enum Unprintable {
    /// The program was built without the feature `pdf`.
    #[error("the program was built without printing")]
    NotBuiltIn,
    /// Chinese would come out as boxes.
    #[error("no font with Chinese characters in {dirs:?}")]
    NoFont {
        /// Where fonts were looked for.
        dirs: Vec<PathBuf>,
    },
    /// It has more than [`MAX_ROWS`] rows or [`MAX_BYTES`] bytes.
    #[error("a report of {rows} rows and {bytes} bytes is too long")]
    TooLong {
        /// Its rows.
        rows: usize,
        /// Its bytes, as JSON.
        bytes: usize,
    },
    /// It has no form as JSON.
    #[error("a report has no form as JSON")]
    Data(#[from] serde_json::Error),
    /// The template and its data do not go together.
    #[error("the pages could not be set: {0}")]
    Template(String),
    /// The task was lost, as happens when the program stops.
    #[error("a background task was lost")]
    Lost(#[from] tokio::task::JoinError),
}

/// Prints reports. Copies share the fonts, which are looked for once, when the first report is printed, and the bound on
/// reports at once.
#[derive(Clone)]
pub struct Printer(Arc<Parts>);

struct Parts {
    #[cfg_attr(not(feature = "pdf"), expect(dead_code, reason = "only pages need fonts"))]
    fonts: Fonts,
    #[cfg(feature = "pdf")]
    press: std::sync::OnceLock<Option<press::Press>>,
    free: Arc<Semaphore>,
}

impl Default for Printer {
    /// A printer that takes its fonts from where systems keep them.
    fn default() -> Self {
        Self::new(Fonts::default())
    }
}

impl Printer {
    /// A printer that takes its fonts from there. Nothing is looked for yet: a program without fonts starts, and only cannot
    /// print.
    #[must_use]
    pub fn new(fonts: Fonts) -> Self {
        Self(Arc::new(Parts {
            fonts,
            #[cfg(feature = "pdf")]
            press: std::sync::OnceLock::new(),
            free: Arc::new(Semaphore::new(AT_ONCE)),
        }))
    }

    /// The report as PDF/A-2b, after waiting for a free place.
    ///
    /// # Errors
    ///
    /// See [`Unprintable`].
    pub async fn print(&self, report: Report) -> Result<Vec<u8>, Unprintable> {
        let data = serde_json::to_value(&report)?;
        let (rows, bytes) = (report.rows(), data.to_string().len());
        if rows > MAX_ROWS || bytes > MAX_BYTES {
            return Err(Unprintable::TooLong { rows, bytes });
        }
        // Nobody closes it, so that there is always a place to wait for.
        let place = Arc::clone(&self.0.free).acquire_owned().await;
        let parts = Arc::clone(&self.0);
        let printing = tokio::task::spawn_blocking(move || {
            let printed = parts.print(data, report.published_ms);
            // Not before the work is over, also if nobody waits for it any more.
            drop(place);
            printed
        });
        printing.await?
    }
}

impl Parts {
    #[cfg(feature = "pdf")]
    fn print(&self, data: serde_json::Value, at_ms: i64) -> Result<Vec<u8>, Unprintable> {
        let press = self.press.get_or_init(|| press::Press::open(&self.fonts));
        let press = press.as_ref();
        let press = press.ok_or_else(|| Unprintable::NoFont { dirs: self.fonts.dirs.clone() })?;
        press.print(data, at_ms)
    }

    #[cfg(not(feature = "pdf"))]
    #[expect(clippy::unused_self, reason = "it takes the place of the one that prints")]
    fn print(&self, _data: serde_json::Value, _at_ms: i64) -> Result<Vec<u8>, Unprintable> {
        Err(Unprintable::NotBuiltIn)
    }
}

#[cfg(test)]
#[cfg(all(feature = "pdf", feature = "pdf-read"))]
mod tests;
