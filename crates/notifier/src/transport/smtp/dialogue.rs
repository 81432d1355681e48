//! A conversation with an SMTP server: a command goes out, and its reply is read in bounds.
//!
//! The client of lettre 0.11.23 parses all that it has of a reply again after every line, up to 100 kB, and gives nobody else a
//! turn meanwhile: a server with a hundred kilobytes of short lines stops every page for many seconds, and no time-out ends that.
//! So replies are read here, and only their text is given to lettre, once.
#![expect(
    deprecated,
    reason = "lettre calls its stream private, but there is no other way to its TLS without its reader"
)]

use std::fmt::Display;
use std::time::Duration;

use futures_util::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncNetworkStream, TlsParameters};
use lettre::transport::smtp::commands::{Auth, Ehlo, Quit, Starttls};
use lettre::transport::smtp::extension::{ClientId, Extension, ServerInfo};
use lettre::transport::smtp::response::{Code, Response};

/// The most lines of a reply. The longest that occur are answers to `EHLO`, with some twenty.
pub(super) const MAX_REPLY_LINES: usize = 100;
/// The longest line of a reply in bytes, its end included; RFC 5321 (4.5.3.1.5) allows 512.
pub(super) const MAX_LINE_BYTES: u64 = 1_000;
/// What a server may be asked to authenticate with, the better first.
const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];
/// How many questions a sign-in may have; `LOGIN` has two.
const MAX_CHALLENGES: usize = 4;

/// Why a step of the conversation did not succeed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    /// The server cannot be reached, or the connection ended.
    #[error("the connection was lost")]
    Lost(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The server does not offer what is needed.
    #[error("the server does not offer {0}")]
    Unsupported(&'static str),
    /// The reply has more or longer lines than are read.
    #[error("the reply is longer than {MAX_REPLY_LINES} lines of {MAX_LINE_BYTES} bytes")]
    TooLong,
    /// The reply is none of SMTP.
    #[error("the reply cannot be read")]
    Unreadable(#[source] Option<Error>),
    /// The server says no.
    #[error("the server answered {0}")]
    Refused(Code),
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Lost(error.into())
    }
}

/// One connection.
pub(super) struct Dialogue {
    stream: BufReader<AsyncNetworkStream>,
    offers: ServerInfo,
}

impl Dialogue {
    /// Connects, with TLS if `tls` is given, waits for the greeting and says hello. One address of the server may take
    /// `connect` before the next is tried.
    pub(super) async fn open(
        server: (&str, u16),
        connect: Duration,
        tls: Option<TlsParameters>,
        hello: &ClientId,
    ) -> Result<Self, Trouble> {
        let stream = AsyncNetworkStream::connect_tokio1(server, Some(connect), tls, None)
            .await
            .map_err(|error| Trouble::Lost(error.into()))?;
        let mut dialogue = Self { stream: BufReader::new(stream), offers: ServerInfo::default() };
        dialogue.reply().await?;
        dialogue.hello(hello).await?;
        Ok(dialogue)
    }

    /// Whether the server offers an extension.
    pub(super) fn offers(&self, extension: Extension) -> bool {
        self.offers.supports_feature(extension)
    }

    async fn hello(&mut self, name: &ClientId) -> Result<(), Trouble> {
        let reply = self.command(Ehlo::new(name.clone())).await?;
        self.offers =
            ServerInfo::from_response(&reply).map_err(|error| Trouble::Unreadable(Some(error)))?;
        Ok(())
    }

    /// Goes on with TLS. What the server sent before, and might pass for said under TLS, is no reply.
    pub(super) async fn starttls(
        &mut self,
        tls: TlsParameters,
        hello: &ClientId,
    ) -> Result<(), Trouble> {
        if !self.offers(Extension::StartTls) {
            return Err(Trouble::Unsupported("STARTTLS"));
        }
        self.command(Starttls).await?;
        if !self.stream.buffer().is_empty() {
            return Err(Trouble::Unreadable(None));
        }
        let upgraded = self.stream.get_mut().upgrade_tls(tls).await;
        upgraded.map_err(|error| Trouble::Lost(error.into()))?;
        self.hello(hello).await
    }

    /// Signs in; the last reply.
    pub(super) async fn sign_in(&mut self, credentials: &Credentials) -> Result<Response, Trouble> {
        let unreadable = |error| Trouble::Unreadable(Some(error));
        let mechanism = self.offers.get_auth_mechanism(&MECHANISMS);
        let mechanism = mechanism.ok_or(Trouble::Unsupported("AUTH"))?;
        let first = Auth::new(mechanism, credentials.clone(), None).map_err(unreadable)?;
        let mut reply = self.command(first).await?;
        for _ in 0..MAX_CHALLENGES {
            if !reply.has_code(334) {
                break;
            }
            let answer = Auth::new_from_response(mechanism, credentials.clone(), &reply);
            reply = self.command(answer.map_err(unreadable)?).await?;
        }
        Ok(reply)
    }

    /// Sends the text of a message and its final dot.
    pub(super) async fn text(&mut self, bytes: &[u8]) -> Result<Response, Trouble> {
        self.write(&stuffed(bytes)).await?;
        self.reply().await
    }

    /// Says good-bye.
    pub(super) async fn quit(&mut self) -> Result<Response, Trouble> {
        self.command(Quit).await
    }

    /// Sends a command; a reply that says no is an error.
    pub(super) async fn command(&mut self, command: impl Display) -> Result<Response, Trouble> {
        self.write(command.to_string().as_bytes()).await?;
        self.reply().await
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        let stream = self.stream.get_mut();
        stream.write_all(bytes).await?;
        Ok(stream.flush().await?)
    }

    async fn reply(&mut self) -> Result<Response, Trouble> {
        let mut text = String::new();
        for _ in 0..MAX_REPLY_LINES {
            let line = self.line().await?;
            let goes_on = line.as_bytes().get(3) == Some(&b'-');
            text.push_str(&line);
            text.push_str("\r\n");
            if !goes_on {
                let reply = text.parse::<Response>();
                let reply = reply.map_err(|error| Trouble::Unreadable(Some(error)))?;
                let good = reply.is_positive();
                return if good { Ok(reply) } else { Err(Trouble::Refused(reply.code())) };
            }
        }
        Err(Trouble::TooLong)
    }

    /// One line without its end. What is no UTF-8 in it is for people, and nobody reads it here.
    async fn line(&mut self) -> Result<String, Trouble> {
        let mut line = Vec::new();
        (&mut self.stream).take(MAX_LINE_BYTES).read_until(b'\n', &mut line).await?;
        if line.pop() != Some(b'\n') {
            let full = u64::try_from(line.len()).is_ok_and(|length| length + 1 >= MAX_LINE_BYTES);
            let ended = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
            return Err(if full { Trouble::TooLong } else { ended().into() });
        }
        Ok(String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(&line)).into_owned())
    }
}

/// The text as it is sent: a line that begins with a dot gets a second one, and a line with a dot alone ends it.
fn stuffed(text: &[u8]) -> Vec<u8> {
    let mut sent = Vec::with_capacity(text.len() + text.len() / 64 + 8);
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        if line.first() == Some(&b'.') {
            sent.push(b'.');
        }
        sent.extend_from_slice(line);
    }
    sent.extend_from_slice(b"\r\n.\r\n");
    sent
}
