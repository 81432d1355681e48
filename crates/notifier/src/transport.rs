//! How a finished message leaves: by SMTP, as a file, or into memory.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use lettre::Address;
use secrecy::SecretString;
use uuid::Uuid;

use crate::error::NotifierError;

mod file;
mod memory;
mod smtp;

pub use file::Directory;
pub use memory::Memory;
pub use smtp::{Smtp, Timeouts};

/// A message ready to go, with its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The row of the outbox; the same at every try.
    pub id: Uuid,
    /// The sender of the envelope, to which bounces go.
    pub from: Address,
    /// The one recipient.
    pub to: Address,
    /// The message as RFC 5322 writes it, with CRLF at every line's end. The same bytes at every try.
    pub bytes: Vec<u8>,
}

/// What became of one try.
///
/// The codes are short words of lower-case ASCII letters, digits and `_`: the stage and what happened there, such as
/// `rcpt_550` or `body_timeout`. They name no person and no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The next host has taken the message over: it answered 250 to the final dot.
    Sent,
    /// This message will never be taken for this recipient.
    Permanent {
        /// Where and why.
        code: String,
    },
    /// It was certainly not taken, and may be later.
    Transient {
        /// Where and why.
        code: String,
    },
    /// The message was on its way when the answer got lost: it may have been taken. It is sent again under the same
    /// `Message-ID`, because a duplicate is better than a loss.
    Unknown {
        /// Where and why.
        code: String,
    },
}

/// A way out for messages.
#[async_trait]
pub trait Channel: Send + Sync {
    /// Tries once to hand `mail` over. Ends in bounded time, and every failure is an [`Outcome`].
    async fn send(&self, mail: &Mail) -> Outcome;
}

/// How messages leave, and in whose name.
#[derive(Debug, Clone)]
pub struct MailOptions {
    /// The way out.
    pub transport: Transport,
    /// The sender: an address, with a name before it if wanted, such as `报批 <baopi@example.cn>`.
    pub from: String,
}

/// The ways out that can be configured.
#[derive(Debug, Clone)]
pub enum Transport {
    /// Nothing is sent; the outbox waits.
    Off,
    /// One SMTP server takes everything.
    Smtp(SmtpOptions),
    /// Each message becomes a file `<id>.eml`.
    File {
        /// Where; it is made if it does not exist.
        directory: PathBuf,
    },
}

/// The SMTP server to hand messages to.
#[derive(Debug, Clone)]
pub struct SmtpOptions {
    /// Its name or address; with TLS, the name in its certificate.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: Tls,
    /// Name and password, if it asks for them.
    pub credentials: Option<(String, SecretString)>,
}

/// How an SMTP connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// TLS from the first byte (usually port 465).
    Required,
    /// TLS by `STARTTLS` (usually port 587). A server that does not offer it gets nothing.
    Starttls,
    /// None: for a server on the same host or in a protected network.
    None,
}

impl Transport {
    /// Opens the way out; `None` when it is off.
    ///
    /// # Errors
    ///
    /// [`NotifierError::Host`] for a host that cannot be in a certificate, [`NotifierError::Directory`] for a directory
    /// that cannot be made.
    pub fn open(&self) -> Result<Option<Arc<dyn Channel>>, NotifierError> {
        Ok(match self {
            Self::Off => None,
            Self::Smtp(options) => Some(Arc::new(Smtp::new(options, Timeouts::default())?)),
            Self::File { directory } => Some(Arc::new(Directory::open(directory)?)),
        })
    }
}
