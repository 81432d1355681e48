//! Who else has the SQLite file open. Two processes that write to one file would be two writers where the design has one.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::error::StoreError;

/// Held as long as it lives; the operating system gives it back when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct InstanceLock {
    _file: File,
}

impl InstanceLock {
    /// Takes the lock beside the database `file`.
    pub(crate) async fn take(database: &Path) -> Result<Self, StoreError> {
        let mut path = database.as_os_str().to_owned();
        path.push(".lock");
        let path = PathBuf::from(path);
        tokio::task::spawn_blocking(move || Self::take_blocking(path))
            .await
            .map_err(StoreError::Task)?
    }

    fn take_blocking(path: PathBuf) -> Result<Self, StoreError> {
        let file = match File::options().create(true).truncate(false).write(true).open(&path) {
            Ok(file) => file,
            Err(source) => return Err(StoreError::Lock { path, source }),
        };
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path)),
            Err(TryLockError::Error(source)) => Err(StoreError::Lock { path, source }),
        }
    }
}
