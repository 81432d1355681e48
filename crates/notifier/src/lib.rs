//! Drains the outbox: renders messages and sends them.
//!
//! A message exists since the transaction that decided it, so nothing here can lose one: a try ends as sent, as given up
//! with its reason, or with the time of the next try. It may arrive twice when an answer gets lost; its `Message-ID` is then
//! the same.

mod error;
mod message;
mod outbox;
mod retry;
mod transport;

pub use error::NotifierError;
pub use outbox::{Drained, Notifier};
pub use transport::{
    Channel, Directory, Mail, MailOptions, Memory, Outcome, Smtp, SmtpOptions, Timeouts, Tls,
    Transport,
};
