//! What can be wrong with the notifier's configuration.

use std::path::PathBuf;

/// Why the notifier cannot start.
#[derive(Debug, thiserror::Error)]
pub enum NotifierError {
    /// The sender is not an address.
    #[error("the sender {0:?} is not a mail address")]
    Sender(String, #[source] lettre::address::AddressError),
    /// The worker could not be given a name of its own.
    #[error("the worker has no name")]
    Engine(#[source] baopi_engine::EngineError),
    /// The host of the SMTP server cannot be in a certificate.
    #[error("no TLS connection can be made to {0:?}")]
    Host(String, #[source] lettre::transport::smtp::Error),
    /// The directory for message files cannot be made.
    #[error("the mail directory {0} cannot be made")]
    Directory(PathBuf, #[source] std::io::Error),
}
