use std::fmt;

use serde::{Deserialize, Serialize};

/// The formats whose text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Office Open XML text, `.docx`.
    Docx,
    /// Open Document text, `.odt`.
    Odt,
    /// Portable Document Format, `.pdf`.
    Pdf,
    /// Open Fixed-layout Document of GB/T 33190, `.ofd`.
    Ofd,
    /// Plain text, `.txt`.
    Text,
    /// Markdown, `.md`; measured as typed.
    Markdown,
}

impl Format {
    /// The extension of the format, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Pdf => "pdf",
            Self::Ofd => "ofd",
            Self::Text => "txt",
            Self::Markdown => "md",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}
