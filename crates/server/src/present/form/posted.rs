//! A form as it arrives: what was typed, and the files that came with it.

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;

use super::typed::{MAX_VALUES, Typed};
use crate::door::state::AppState;
use crate::present::fault::PageError;

/// The longest name of an uploaded file, in bytes of UTF-8: what file systems can keep.
const MAX_FILE_NAME_BYTES: usize = 255;
/// The most files that one form may bring at once.
pub(crate) const MAX_FILES_AT_ONCE: usize = 10;

/// A file that came with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Upload {
    /// The field in which it was chosen.
    pub(crate) field: String,
    /// Its name.
    pub(crate) name: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// A form with its files.
#[derive(Debug, Clone, Default)]
pub(crate) struct Posted {
    pub(crate) typed: Typed,
    pub(crate) uploads: Vec<Upload>,
}

impl Posted {
    async fn read(mut parts: Multipart) -> Result<Self, StatusCode> {
        let mut posted = Self::default();
        let mut values = 0;
        while let Some(part) = parts.next_field().await.map_err(|error| status(&error))? {
            values += 1;
            if values > MAX_VALUES || posted.uploads.len() > MAX_FILES_AT_ONCE {
                return Err(StatusCode::PAYLOAD_TOO_LARGE);
            }
            posted.take(part).await?;
        }
        Ok(posted)
    }

    async fn take(&mut self, part: Field<'_>) -> Result<(), StatusCode> {
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(plain_name) {
            Some(name) => {
                let bytes = part.bytes().await.map_err(|error| status(&error))?;
                // A file field in which nothing was chosen is sent all the same, without a name.
                if !name.is_empty() {
                    self.uploads.push(Upload { field, name, bytes: bytes.into() });
                }
            }
            None => self.typed.add(&field, part.text().await.map_err(|error| status(&error))?),
        }
        Ok(())
    }
}

impl FromRequest<AppState> for Posted {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, PageError> {
        let parts = Multipart::from_request(request, state)
            .await
            .map_err(|rejection| PageError::Other(rejection.status()))?;
        Self::read(parts).await.map_err(PageError::Other)
    }
}

fn status(error: &MultipartError) -> StatusCode {
    error.status()
}

/// The last part of a name, since some browsers send the whole path; cut to what can be kept.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars()
        .scan(0, |bytes, c| {
            *bytes += c.len_utf8();
            (*bytes <= MAX_FILE_NAME_BYTES).then_some(c)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_path_and_never_a_part_of_a_character() {
        assert_eq!(plain_name("C:\\文件\\通知.docx"), "通知.docx");
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name(&"报".repeat(85)).len(), 255);
        assert_eq!(plain_name(&format!("a{}", "报".repeat(85))).len(), 253);
    }
}
