//! A mail server that really speaks SMTP (RFC 5321), keeps what it gets, and misbehaves on request.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use crate::PATIENCE;
use crate::mail::Mail;

/// The longest line that is read, in bytes; RFC 5321 promises senders 512 for commands and 1000 for text.
pub const LINE_LIMIT: u64 = 1_000;
/// The longest message that is kept, in bytes; announced as `SIZE`.
pub const MESSAGE_LIMIT: usize = 32 * 1024 * 1024;

/// A point of the dialogue at which a fault can be planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// In place of the greeting.
    Connect,
    /// In answer to `EHLO` or `HELO`.
    Hello,
    /// In answer to `AUTH`.
    Auth,
    /// In answer to `MAIL FROM`.
    Sender,
    /// In answer to `RCPT TO`.
    Recipient,
    /// In answer to `DATA`, before the message.
    Data,
    /// In answer to the final dot.
    Message,
    /// In answer to `QUIT`.
    Quit,
}

/// What goes wrong at a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// This line is the answer, such as `451 4.3.0 try again later`; the step is not carried out.
    Reply(String),
    /// The connection is closed without an answer and without effect.
    Drop,
    /// No answer ever comes; the connection stays open until the server is dropped.
    Silent,
    /// The step is carried out (at [`Stage::Message`]: the mail is kept), then the connection is closed without an
    /// answer, so that the sender cannot know.
    LostAnswer,
}

impl Fault {
    /// A fault that answers with this line.
    #[must_use]
    pub fn reply(line: &str) -> Self {
        Self::Reply(line.to_owned())
    }
}

/// The server; it stops, and closes every connection, when it is dropped.
#[derive(Debug)]
pub struct SmtpServer {
    address: SocketAddr,
    state: watch::Sender<State>,
    accepting: JoinHandle<()>,
}

/// Everything that conversations share; changes wake the waiting scenario.
#[derive(Debug, Default)]
struct State {
    mails: Vec<Mail>,
    connections: usize,
    faults_hit: usize,
    next: HashMap<Stage, VecDeque<Fault>>,
    always: HashMap<Stage, Fault>,
}

impl SmtpServer {
    /// Starts a server on a free port of the loopback interface.
    ///
    /// # Errors
    ///
    /// When no port can be bound.
    pub async fn start() -> anyhow::Result<Self> {
        let listener =
            TcpListener::bind("127.0.0.1:0").await.context("no port for the mail server")?;
        Self::on(listener)
    }

    /// Starts a server where somebody already listens, such as on a port that refused connections until now.
    ///
    /// # Errors
    ///
    /// When the listener has no address.
    pub fn on(listener: TcpListener) -> anyhow::Result<Self> {
        let address = listener.local_addr()?;
        let (state, _) = watch::channel(State::default());
        let accepting = tokio::spawn(accept(listener, state.clone()));
        Ok(Self { address, state, accepting })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Plants a fault for the next time `stage` is reached; several for one stage happen one after the other.
    pub fn fail_next(&self, stage: Stage, fault: Fault) {
        self.state.send_modify(|state| state.next.entry(stage).or_default().push_back(fault));
    }

    /// Plants a fault for every time `stage` is reached, until [`heal`](Self::heal).
    pub fn fail_always(&self, stage: Stage, fault: Fault) {
        self.state.send_modify(|state| {
            state.always.insert(stage, fault);
        });
    }

    /// Takes every planted fault away. Conversations that are already silent stay silent.
    pub fn heal(&self) {
        self.state.send_modify(|state| {
            state.next.clear();
            state.always.clear();
        });
    }

    /// The mails kept so far, oldest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.state.borrow().mails.clone()
    }

    /// How many connections were accepted so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.state.borrow().connections
    }

    /// Waits until at least `count` mails are there and returns all of them, oldest first.
    ///
    /// # Errors
    ///
    /// When they have not come within [`PATIENCE`]; the message names the subjects that did come.
    pub async fn wait_for(&self, count: usize) -> anyhow::Result<Vec<Mail>> {
        let wanted = format!("{count} mails");
        self.wait_until(&wanted, |mails| (mails.len() >= count).then(|| mails.to_vec())).await
    }

    /// Waits until a mail to `recipient` is there whose decoded subject contains `subject`, and returns the first one.
    ///
    /// # Errors
    ///
    /// When it has not come within [`PATIENCE`].
    pub async fn wait_for_mail(&self, recipient: &str, subject: &str) -> anyhow::Result<Mail> {
        let fits = |mail: &&Mail| {
            mail.recipients.iter().any(|to| to == recipient) && mail.subject().contains(subject)
        };
        let wanted = format!("a mail to {recipient} about {subject}");
        self.wait_until(&wanted, |mails| mails.iter().find(fits).cloned()).await
    }

    /// Waits until `look` finds what it wants among the mails.
    ///
    /// # Errors
    ///
    /// When it has not found it within [`PATIENCE`]; `wanted` says in the message what was missing.
    pub async fn wait_until<T>(
        &self,
        wanted: &str,
        mut look: impl FnMut(&[Mail]) -> Option<T>,
    ) -> anyhow::Result<T> {
        let mut found = None;
        self.wait(PATIENCE, |state| {
            found = look(&state.mails);
            found.is_some()
        })
        .await;
        let subjects: Vec<_> =
            self.mails().iter().map(|mail| (mail.recipients.join(","), mail.subject())).collect();
        found.with_context(|| format!("waited for {wanted}, but only these came: {subjects:?}"))
    }

    /// Waits until `count` planted faults have hit a conversation.
    ///
    /// # Errors
    ///
    /// When they have not within [`PATIENCE`].
    pub async fn wait_for_faults(&self, count: usize) -> anyhow::Result<()> {
        if self.wait(PATIENCE, |state| state.faults_hit >= count).await {
            return Ok(());
        }
        bail!("waited for {count} faults to hit, but only {} did", self.state.borrow().faults_hit)
    }

    async fn wait(&self, limit: Duration, done: impl FnMut(&State) -> bool) -> bool {
        let mut changes = self.state.subscribe();
        tokio::time::timeout(limit, changes.wait_for(done)).await.is_ok_and(|seen| seen.is_ok())
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, state: watch::Sender<State>) {
    let mut conversations = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        state.send_modify(|state| state.connections += 1);
        conversations.spawn(Conversation::new(stream, state.clone()).hold());
        while conversations.try_join_next().is_some() {}
    }
}

/// Why a conversation ended; nobody looks at it, but `?` needs it.
#[derive(Debug)]
struct Ended;

impl From<std::io::Error> for Ended {
    fn from(_: std::io::Error) -> Self {
        Self
    }
}

struct Conversation {
    reader: BufReader<OwnedReadHalf>,
    writer: OwnedWriteHalf,
    state: watch::Sender<State>,
    greeted: bool,
    sender: Option<String>,
    recipients: Vec<String>,
}

impl Conversation {
    fn new(stream: TcpStream, state: watch::Sender<State>) -> Self {
        let (reader, writer) = stream.into_split();
        Self {
            reader: BufReader::new(reader),
            writer,
            state,
            greeted: false,
            sender: None,
            recipients: Vec::new(),
        }
    }

    async fn hold(mut self) {
        let Err(Ended) = self.dialogue().await else { return };
    }

    async fn dialogue(&mut self) -> Result<(), Ended> {
        if !self.answer(Stage::Connect, "220 mail.example.org ESMTP").await? {
            return Ok(());
        }
        loop {
            let line = self.line().await?;
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" | "HELO" => self.hello(&verb).await?,
                "AUTH" => self.auth(&line).await?,
                "MAIL" => self.mail(&line).await?,
                "RCPT" => self.recipient(&line).await?,
                "DATA" => self.data().await?,
                "RSET" => {
                    self.forget();
                    self.say("250 2.0.0 forgotten").await?;
                }
                "NOOP" => self.say("250 2.0.0 still here").await?,
                "QUIT" => {
                    self.answer(Stage::Quit, "221 2.0.0 bye").await?;
                    return Ok(());
                }
                _ => self.say("500 5.5.1 not a command of this server").await?,
            }
        }
    }

    async fn hello(&mut self, verb: &str) -> Result<(), Ended> {
        let extensions = format!(
            "250-mail.example.org\r\n250-SIZE {MESSAGE_LIMIT}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n\
             250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN"
        );
        let greeting = if verb == "EHLO" { extensions.as_str() } else { "250 mail.example.org" };
        self.forget();
        self.greeted = self.answer(Stage::Hello, greeting).await?;
        Ok(())
    }

    async fn auth(&mut self, line: &str) -> Result<(), Ended> {
        let mut words = line.split_whitespace().skip(1);
        if !words.next().is_some_and(|mechanism| mechanism.eq_ignore_ascii_case("PLAIN")) {
            return self.say("504 5.5.4 only PLAIN").await;
        }
        if words.next().is_none() {
            self.say("334 ").await?;
            self.line().await?;
        }
        self.answer(Stage::Auth, "235 2.7.0 welcome").await.map(|_| ())
    }

    async fn mail(&mut self, line: &str) -> Result<(), Ended> {
        if !self.greeted {
            return self.say("503 5.5.1 say EHLO first").await;
        }
        if self.sender.is_some() {
            return self.say("503 5.5.1 one sender at a time").await;
        }
        let Some(path) = path(line) else { return self.say("501 5.5.4 MAIL FROM:<address>").await };
        if self.answer(Stage::Sender, "250 2.1.0 sender noted").await? {
            self.sender = Some(path);
        }
        Ok(())
    }

    async fn recipient(&mut self, line: &str) -> Result<(), Ended> {
        if self.sender.is_none() {
            return self.say("503 5.5.1 MAIL first").await;
        }
        let Some(path) = path(line).filter(|path| !path.is_empty()) else {
            return self.say("501 5.5.4 RCPT TO:<address>").await;
        };
        if self.answer(Stage::Recipient, "250 2.1.5 recipient noted").await? {
            self.recipients.push(path);
        }
        Ok(())
    }

    async fn data(&mut self) -> Result<(), Ended> {
        if self.recipients.is_empty() {
            return self.say("503 5.5.1 RCPT first").await;
        }
        if !self.answer(Stage::Data, "354 end with a dot on a line of its own").await? {
            return Ok(());
        }
        let raw = self.message().await?;
        if raw.len() > MESSAGE_LIMIT {
            self.forget();
            return self.say("552 5.3.4 too long").await;
        }
        let fault = self.fault(Stage::Message);
        if matches!(fault, None | Some(Fault::LostAnswer)) {
            let sender = self.sender.take().unwrap_or_default();
            let mail = Mail { sender, recipients: std::mem::take(&mut self.recipients), raw };
            self.state.send_modify(|state| state.mails.push(mail));
        }
        self.forget();
        self.act(fault, "250 2.0.0 kept").await.map(|_| ())
    }

    /// The message up to the final dot, with the dots undone that the sender doubled (RFC 5321, 4.5.2).
    async fn message(&mut self) -> Result<Vec<u8>, Ended> {
        let mut raw = Vec::new();
        loop {
            let line = self.line().await?;
            if line == b".\r\n" {
                return Ok(raw);
            }
            if raw.len() <= MESSAGE_LIMIT {
                raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
            }
        }
    }

    fn forget(&mut self) {
        self.sender = None;
        self.recipients.clear();
    }

    fn fault(&self, stage: Stage) -> Option<Fault> {
        let mut fault = None;
        self.state.send_if_modified(|state| {
            fault = state.next.get_mut(&stage).and_then(VecDeque::pop_front);
            fault = fault.take().or_else(|| state.always.get(&stage).cloned());
            state.faults_hit += usize::from(fault.is_some());
            fault.is_some()
        });
        fault
    }

    /// Answers with `line`, or does what is planted for the stage; says whether the step is carried out.
    async fn answer(&mut self, stage: Stage, line: &str) -> Result<bool, Ended> {
        let fault = self.fault(stage);
        self.act(fault, line).await
    }

    async fn act(&mut self, fault: Option<Fault>, line: &str) -> Result<bool, Ended> {
        match fault {
            None => self.say(line).await.map(|()| true),
            Some(Fault::Reply(other)) => self.say(&other).await.map(|()| false),
            Some(Fault::Drop | Fault::LostAnswer) => Err(Ended),
            Some(Fault::Silent) => std::future::pending().await,
        }
    }

    async fn say(&mut self, line: &str) -> Result<(), Ended> {
        Ok(self.writer.write_all(format!("{line}\r\n").as_bytes()).await?)
    }

    /// One line with its line end; a line beyond [`LINE_LIMIT`] or the end of the stream ends the conversation.
    async fn line(&mut self) -> Result<Vec<u8>, Ended> {
        let mut line = Vec::new();
        (&mut self.reader).take(LINE_LIMIT).read_until(b'\n', &mut line).await?;
        if line.ends_with(b"\r\n") { Ok(line) } else { Err(Ended) }
    }
}

/// The address between the angle brackets of `MAIL FROM:<…>` or `RCPT TO:<…>`.
fn path(line: &str) -> Option<String> {
    let (_, rest) = line.split_once('<')?;
    let (path, _) = rest.split_once('>')?;
    Some(path.to_owned())
}
