//! Which SQLite file it is, and who else has it open. Two processes that write to one file would be two writers where the design
//! has one; and what is written to a file that was deleted is gone with the process.

use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::StoreError;

/// The database file and the lock file beside it, as they were when they were opened. The lock is held as long as this lives;
/// the operating system gives it back when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct InstanceLock {
    _file: File,
    lock: Known,
    database: Known,
}

/// A file by its name and by what the operating system calls it.
#[derive(Debug)]
struct Known {
    path: PathBuf,
    identity: Identity,
}

impl Known {
    fn of(path: PathBuf, about: &Metadata) -> Self {
        Self { path, identity: identity(about) }
    }

    /// Whether its name still leads to it.
    fn check(&self) -> Result<(), StoreError> {
        match std::fs::metadata(&self.path) {
            Ok(about) if identity(&about) == self.identity => Ok(()),
            Ok(_) | Err(_) => Err(StoreError::Replaced(self.path.clone())),
        }
    }
}

/// Device and number of a file.
#[cfg(unix)]
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(about: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (about.dev(), about.ino())
}

/// Other systems do not let an open file be taken away.
#[cfg(not(unix))]
type Identity = ();

#[cfg(not(unix))]
fn identity(_about: &Metadata) -> Identity {}

/// How many names the file has; a second one in another folder would have a lock file of its own.
#[cfg(unix)]
fn names(about: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(about)
}

#[cfg(not(unix))]
fn names(_about: &Metadata) -> u64 {
    1
}

/// Makes the file, empty and closed to others, unless it is there.
pub(crate) fn make(database: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(database) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(source) => Err(StoreError::Lock { path: database.to_owned(), source }),
    }
}

impl InstanceLock {
    /// Takes the lock beside the database file that `database` leads to, over whatever links.
    pub(crate) async fn take(database: &Path) -> Result<Self, StoreError> {
        let database = database.to_owned();
        tokio::task::spawn_blocking(move || Self::take_blocking(&database))
            .await
            .map_err(StoreError::Task)?
    }

    fn take_blocking(database: &Path) -> Result<Self, StoreError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| StoreError::Lock { path, source }
        };
        let database = match database.canonicalize() {
            Ok(database) => database,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(StoreError::Missing(database.to_owned()));
            }
            Err(error) => return Err(failed(database)(error)),
        };
        let about = std::fs::metadata(&database).map_err(failed(&database))?;
        if names(&about) > 1 {
            let found = names(&about).to_string();
            return Err(StoreError::Unfit { setting: "names of the file", found, needed: "1" });
        }
        let mut path = database.as_os_str().to_owned();
        path.push(".lock");
        let path = PathBuf::from(path);
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(failed(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::InUse(path)),
            Err(TryLockError::Error(source)) => return Err(StoreError::Lock { path, source }),
        }
        let lock = Known::of(path.clone(), &file.metadata().map_err(failed(&path))?);
        Ok(Self { _file: file, lock, database: Known::of(database, &about) })
    }

    /// Whether both files are still where they were. Two questions to the operating system, a few microseconds; so it is asked
    /// before every statement, and again before anybody is told that something is kept.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        self.database.check()?;
        self.lock.check()
    }
}
