//! Writes each message into a directory, where a mail program can open it.

use std::io;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use tokio::io::AsyncWriteExt;

use super::{Channel, Mail, Outcome};
use crate::error::NotifierError;

/// A channel that writes `<id>.eml` files. A second try writes the same file again.
#[derive(Debug)]
pub struct Directory {
    path: PathBuf,
}

impl Directory {
    /// Opens a directory, and makes it where it does not exist, closed to others: the letters have links in them.
    ///
    /// # Errors
    ///
    /// [`NotifierError::Directory`] if it cannot be made.
    pub fn open(path: &Path) -> Result<Self, NotifierError> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path).map_err(|error| NotifierError::Directory(path.to_owned(), error))?;
        Ok(Self { path: path.to_owned() })
    }

    /// Writes beside the final name and renames, so that nobody ever reads half a message.
    async fn write(&self, mail: &Mail) -> io::Result<()> {
        let unfinished = self.path.join(format!(".{}.tmp", mail.id));
        let mut file = tokio::fs::File::create(&unfinished).await?;
        file.write_all(&mail.bytes).await?;
        file.sync_all().await?;
        drop(file);
        tokio::fs::rename(&unfinished, self.path.join(format!("{}.eml", mail.id))).await
    }
}

#[async_trait]
impl Channel for Directory {
    async fn send(&self, mail: &Mail) -> Outcome {
        match self.write(mail).await {
            Ok(()) => Outcome::Sent,
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a message could not be written"
                );
                Outcome::Transient { code: "file_write".to_owned() }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn mail() -> Mail {
        Mail {
            id: Uuid::from_u128(7),
            from: "baopi@example.cn".parse().unwrap(),
            to: "wang@example.cn".parse().unwrap(),
            bytes: b"Subject: x\r\n\r\ny\r\n".to_vec(),
        }
    }

    #[tokio::test]
    async fn a_message_written_twice_is_one_whole_file() {
        let place = tempfile::tempdir().unwrap();
        let directory = Directory::open(&place.path().join("mail")).unwrap();
        for _ in 0..2 {
            assert_eq!(directory.send(&mail()).await, Outcome::Sent);
        }
        let names: Vec<_> = std::fs::read_dir(&directory.path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(names, ["00000000-0000-0000-0000-000000000007.eml"]);
        assert_eq!(std::fs::read(directory.path.join(&names[0])).unwrap(), mail().bytes);
    }

    #[tokio::test]
    async fn a_directory_that_went_away_is_tried_again_later() {
        let place = tempfile::tempdir().unwrap();
        let directory = Directory::open(&place.path().join("mail")).unwrap();
        std::fs::remove_dir(&directory.path).unwrap();
        assert_eq!(
            directory.send(&mail()).await,
            Outcome::Transient { code: "file_write".to_owned() }
        );
    }

    #[test]
    fn a_directory_under_a_file_is_a_mistake_at_the_start() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(matches!(
            Directory::open(&file.path().join("mail")),
            Err(NotifierError::Directory(..))
        ));
    }
}
