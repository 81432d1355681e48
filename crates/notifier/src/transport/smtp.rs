//! Speaks SMTP to one server, one connection per message, with an own time-out around every stage.
//!
//! Three things in lettre 0.11.23 shape this file. The time-out of its asynchronous transport covers nothing but the TCP
//! connect, so a silent server would hold a message for ever; a pooled connection whose send was cancelled goes on with
//! an unread answer, so that the next message takes the `354` meant for its predecessor as its own receipt; and a long answer
//! stops everything (see [`dialogue`]). Hence the stages are driven here one by one, a connection is never used for a second
//! message, each stage accepts only its own code, and answers are read in bounds.

use std::future::Future;
use std::time::Duration;

use async_trait::async_trait;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::TlsParameters;
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::{Response, Severity};
use secrecy::ExposeSecret;

use super::{Channel, Mail, Outcome, SmtpOptions, Tls};
use crate::error::NotifierError;

mod dialogue;

use dialogue::{Dialogue, Trouble};

/// How long one address of the server may take to accept the connection, before the next address is tried.
const CONNECT: Duration = Duration::from_secs(20);
/// How long any other stage may take, its whole answer included.
const STAGE: Duration = Duration::from_mins(1);
/// How long the text and the answer to its final dot may take (RFC 5321, 4.5.3.2.6).
const BODY: Duration = Duration::from_mins(10);
/// How long a good-bye may take; the message is already handed over.
const QUIT: Duration = Duration::from_secs(5);

/// How long each stage of the dialogue may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// One TCP connect.
    pub connect: Duration,
    /// Connecting with greeting and `EHLO`, then `STARTTLS`, `AUTH`, `MAIL`, `RCPT`, `DATA`: each.
    pub stage: Duration,
    /// The text and the answer to its final dot.
    pub body: Duration,
    /// `QUIT`.
    pub quit: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: CONNECT, stage: STAGE, body: BODY, quit: QUIT }
    }
}

impl Timeouts {
    /// The longest that one message can take, all stages together.
    #[must_use]
    pub const fn total(&self) -> Duration {
        let stages = Stage::BEFORE_BODY.len();
        let mut total = self.body.saturating_add(self.quit);
        let mut stage = 0;
        while stage < stages {
            total = total.saturating_add(self.stage);
            stage += 1;
        }
        total
    }
}

/// A stage of the dialogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Greeting,
    Starttls,
    Auth,
    Mail,
    Rcpt,
    Data,
    Body,
}

impl Stage {
    const BEFORE_BODY: [Self; 6] =
        [Self::Greeting, Self::Starttls, Self::Auth, Self::Mail, Self::Rcpt, Self::Data];

    const fn key(self) -> &'static str {
        match self {
            Self::Greeting => "greeting",
            Self::Starttls => "starttls",
            Self::Auth => "auth",
            Self::Mail => "mail",
            Self::Rcpt => "rcpt",
            Self::Data => "data",
            Self::Body => "body",
        }
    }

    /// Whether a 5yz answer speaks about this message. Before the recipient is named it speaks about us: a wrong
    /// password or sender is the operator's to mend, and the messages wait for that.
    const fn judges_the_message(self) -> bool {
        match self {
            Self::Greeting | Self::Starttls | Self::Auth | Self::Mail => false,
            Self::Rcpt | Self::Data | Self::Body => true,
        }
    }

    /// The outcome when this stage ended without an answer that settles it.
    fn unsettled(self, what: &str) -> Outcome {
        let code = format!("{}_{what}", self.key());
        match self {
            Self::Body => Outcome::Unknown { code },
            Self::Greeting | Self::Starttls | Self::Auth | Self::Mail | Self::Rcpt | Self::Data => {
                Outcome::Transient { code }
            }
        }
    }

    /// The outcome of what went wrong at this stage.
    fn failed(self, trouble: &Trouble) -> Outcome {
        tracing::debug!(
            stage = self.key(),
            error = trouble as &dyn std::error::Error,
            "a message was not taken"
        );
        let code = match trouble {
            Trouble::Lost(_) => return self.unsettled("lost"),
            Trouble::Unsupported(_) => return self.unsettled("unsupported"),
            Trouble::TooLong => return self.unsettled("too_long"),
            Trouble::Unreadable(_) => return self.unsettled("unreadable"),
            Trouble::Refused(code) => *code,
        };
        let permanent = code.severity == Severity::PermanentNegativeCompletion;
        let code = format!("{}_{code}", self.key());
        if permanent && self.judges_the_message() {
            Outcome::Permanent { code }
        } else {
            Outcome::Transient { code }
        }
    }

    /// Waits for this stage's answer, and accepts only the codes that this stage's success has. Any other good code
    /// belongs to another question.
    async fn take(
        self,
        limit: Duration,
        codes: &[u16],
        step: impl Future<Output = Result<Response, Trouble>>,
    ) -> Result<(), Outcome> {
        let response = self.within(limit, step).await?;
        if codes.iter().any(|code| response.has_code(*code)) {
            Ok(())
        } else {
            Err(self.unsettled(&format!("unexpected_{}", response.code())))
        }
    }

    async fn within<T>(
        self,
        limit: Duration,
        step: impl Future<Output = Result<T, Trouble>>,
    ) -> Result<T, Outcome> {
        match tokio::time::timeout(limit, step).await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(self.failed(&error)),
            Err(_elapsed) => Err(self.unsettled("timeout")),
        }
    }
}

/// A channel to one SMTP server.
pub struct Smtp {
    host: String,
    port: u16,
    tls: Option<(Tls, TlsParameters)>,
    credentials: Option<Credentials>,
    hello: ClientId,
    timeouts: Timeouts,
}

impl Smtp {
    /// A channel to the server of `options`. Nothing is connected yet.
    ///
    /// # Errors
    ///
    /// [`NotifierError::Host`] if TLS is asked for and the host cannot be in a certificate.
    pub fn new(options: &SmtpOptions, timeouts: Timeouts) -> Result<Self, NotifierError> {
        let tls = match options.tls {
            Tls::None => None,
            Tls::Required | Tls::Starttls => {
                let parameters = TlsParameters::new(options.host.clone())
                    .map_err(|error| NotifierError::Host(options.host.clone(), error))?;
                Some((options.tls, parameters))
            }
        };
        let credentials = options.credentials.as_ref().map(|(name, password)| {
            Credentials::new(name.clone(), password.expose_secret().to_owned())
        });
        Ok(Self {
            host: options.host.clone(),
            port: options.port,
            tls,
            credentials,
            hello: ClientId::default(),
            timeouts,
        })
    }

    /// Connects, greets, protects the connection and signs in.
    async fn connect(&self) -> Result<Dialogue, Outcome> {
        let at_once = self
            .tls
            .as_ref()
            .filter(|(tls, _)| *tls == Tls::Required)
            .map(|(_, with)| with.clone());
        let later = self
            .tls
            .as_ref()
            .filter(|(tls, _)| *tls == Tls::Starttls)
            .map(|(_, with)| with.clone());
        let server = (self.host.as_str(), self.port);
        let opening = Dialogue::open(server, self.timeouts.connect, at_once, &self.hello);
        let mut dialogue = Stage::Greeting.within(self.timeouts.stage, opening).await?;
        if let Some(parameters) = later {
            Stage::Starttls
                .within(self.timeouts.stage, dialogue.starttls(parameters, &self.hello))
                .await?;
        }
        if let Some(credentials) = &self.credentials {
            let signing_in = dialogue.sign_in(credentials);
            Stage::Auth.take(self.timeouts.stage, &[235], signing_in).await?;
        }
        Ok(dialogue)
    }

    /// The whole dialogue for one message. When it ends early the connection is dropped as it is.
    async fn deliver(&self, mail: &Mail) -> Result<(), Outcome> {
        let mut dialogue = self.connect().await?;
        let parameters = Self::parameters(&dialogue, mail)?;
        let stage = self.timeouts.stage;
        let sender = MailFrom::new(Some(mail.from.clone()), parameters);
        Stage::Mail.take(stage, &[250], dialogue.command(sender)).await?;
        let recipient = Rcpt::new(mail.to.clone(), Vec::new());
        Stage::Rcpt.take(stage, &[250, 251, 252], dialogue.command(recipient)).await?;
        Stage::Data.take(stage, &[354], dialogue.command(Data)).await?;
        Stage::Body.take(self.timeouts.body, &[250], dialogue.text(&mail.bytes)).await?;
        // The message has arrived whatever comes of the good-bye.
        if let Ok(Err(error)) = tokio::time::timeout(self.timeouts.quit, dialogue.quit()).await {
            tracing::debug!(
                error = &error as &dyn std::error::Error,
                "the server did not say good-bye"
            );
        }
        Ok(())
    }

    /// What `MAIL` has to announce. The text itself is always ASCII.
    fn parameters(dialogue: &Dialogue, mail: &Mail) -> Result<Vec<MailParameter>, Outcome> {
        let ascii = |address: &lettre::Address| AsRef::<str>::as_ref(address).is_ascii();
        if ascii(&mail.from) && ascii(&mail.to) {
            return Ok(Vec::new());
        }
        if dialogue.offers(Extension::SmtpUtfEight) {
            return Ok(vec![MailParameter::SmtpUtfEight]);
        }
        Err(Outcome::Permanent { code: "mail_smtputf8".to_owned() })
    }
}

#[async_trait]
impl Channel for Smtp {
    async fn send(&self, mail: &Mail) -> Outcome {
        match self.deliver(mail).await {
            Ok(()) => Outcome::Sent,
            Err(outcome) => outcome,
        }
    }
}
