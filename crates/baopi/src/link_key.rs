//! The key under which links in messages are made: set, or made once and kept beside the database.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use secrecy::{ExposeSecret, ExposeSecretMut, SecretBox, SecretString};

use crate::config::{Fault, Mistake, SettingPlace, Settings, link_key};
use crate::failure::Failure;
use crate::output::Sentence;

/// The name of the file in the data directory.
const FILE_NAME: &str = "links.key";
/// The longest content of the file that is read, in bytes: the digits and a line end.
const MAX_FILE_BYTES: u64 = 66;

/// Where the program keeps what belongs to the database: beside the file of SQLite, else in the working directory.
pub(crate) fn data_directory(database_url: &str) -> PathBuf {
    let file =
        database_url.strip_prefix("sqlite:").map(|rest| rest.strip_prefix("//").unwrap_or(rest));
    let file = file.map(|file| Path::new(file.split('?').next().unwrap_or(file)));
    let parent = file.and_then(Path::parent).filter(|parent| !parent.as_os_str().is_empty());
    parent.map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// The mistake in the key file, if there is one: everybody who reads the key can make links.
pub(crate) fn mistake(settings: &Settings) -> Option<Mistake> {
    let file = data_directory(settings.database.url.expose_secret()).join(FILE_NAME);
    let about = settings.link_key.is_none().then(|| std::fs::metadata(&file).ok()).flatten()?;
    is_open(&about).then(|| Mistake {
        key: "links.key".to_owned(),
        place: SettingPlace::File(file),
        fault: Fault::OpenToOthers,
    })
}

#[cfg(unix)]
fn is_open(about: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o077 != 0
}

/// Other systems have no such bits.
#[cfg(not(unix))]
fn is_open(_about: &std::fs::Metadata) -> bool {
    false
}

/// The key that is kept in `directory`; made if there is none.
///
/// # Errors
///
/// When the file cannot be read or made, or does not hold a key.
pub(crate) fn of_directory(directory: &Path) -> Result<SecretBox<[u8; 32]>, Failure> {
    let path = directory.join(FILE_NAME);
    match made(&path) {
        Ok(key) => Ok(key),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let mut digits = String::new();
            let file = File::open(&path).with_context(|| path.display().to_string())?;
            file.take(MAX_FILE_BYTES)
                .read_to_string(&mut digits)
                .with_context(|| path.display().to_string())?;
            let digits = SecretString::from(digits);
            let wrong =
                || Sentence::new("cli-key-file-wrong").with("file", path.display().to_string());
            link_key(digits.expose_secret()).ok_or_else(|| wrong().into())
        }
        Err(error) => Err(anyhow::Error::new(error).context(path.display().to_string()).into()),
    }
}

/// Makes the file, unless it exists: two programs that start together get one key.
fn made(path: &Path) -> std::io::Result<SecretBox<[u8; 32]>> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    let mut key = SecretBox::new(Box::new([0; 32]));
    getrandom::fill(key.expose_secret_mut()).map_err(std::io::Error::other)?;
    let digits = SecretString::from(hex::encode(key.expose_secret()));
    writeln!(file, "{}", digits.expose_secret())?;
    file.sync_all()?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_kept_closed() {
        let folder = tempfile::tempdir().unwrap();
        let key = of_directory(folder.path()).unwrap();
        assert_eq!(of_directory(folder.path()).unwrap().expose_secret(), key.expose_secret());
        assert!(!is_open(&std::fs::metadata(folder.path().join(FILE_NAME)).unwrap()));
    }

    #[test]
    fn a_file_that_holds_no_key_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), "00").unwrap();
        assert!(matches!(of_directory(folder.path()), Err(Failure::Told(_))));
    }

    #[rstest]
    #[case("sqlite:///var/lib/baopi/baopi.sqlite?mode=rwc", "/var/lib/baopi")]
    #[case("sqlite://data/baopi.sqlite", "data")]
    #[case("sqlite:data/baopi.sqlite", "data")]
    #[case("sqlite://baopi.sqlite", ".")]
    #[case("postgres://baopi@db/baopi", ".")]
    fn the_data_directory_is_beside_the_database(#[case] url: &str, #[case] expected: &str) {
        assert_eq!(data_directory(url), Path::new(expected));
    }
}
