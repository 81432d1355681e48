use std::path::PathBuf;

/// One mistake in the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// The key, such as `server.listen`; empty where a whole file is concerned.
    pub(crate) key: String,
    /// Where it was set.
    pub(crate) place: SettingPlace,
    /// What is wrong. Never holds the value, which may be a secret.
    pub(crate) fault: Fault,
}

/// Where a setting was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SettingPlace {
    /// In a file.
    File(PathBuf),
    /// In a variable of the environment.
    Variable(String),
    /// Nowhere.
    Unset,
}

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// There is no such key.
    Unknown,
    /// The value is not what it must be; the message file says what that is.
    Unexpected(&'static str),
    /// It is needed because of another setting.
    MissingBecause(&'static str),
    /// The program is open to others, but its links lead to the machine itself.
    LeadsNowhere,
    /// Passwords and sessions would travel in clear over the network.
    NotEncrypted,
    /// A file cannot be read.
    NotRead(std::io::ErrorKind),
    /// A file is no TOML.
    NotToml {
        /// The line of the first fault.
        line: usize,
        /// Its column.
        column: usize,
    },
    /// A file that holds a secret can be read by others.
    OpenToOthers,
}
