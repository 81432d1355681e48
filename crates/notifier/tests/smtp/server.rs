//! A small SMTP server that keeps what it takes, and goes wrong at one point of the dialogue when told to.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A point of the dialogue: the answer that the client waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point {
    Banner,
    Ehlo,
    Starttls,
    Auth,
    Mail,
    Rcpt,
    Data,
    Dot,
    Quit,
}

/// What happens in place of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing, ever; the connection stays open.
    Silent,
    /// An answer that never gets to its end, one byte after the other.
    Dribble,
    /// The connection is closed.
    Drop,
    /// The message is kept, and the connection closed before the answer.
    LoseAnswer,
    /// So many lines `250-x` before the last one.
    Lines(usize),
    /// One line of so many bytes, its end included.
    LongLine(usize),
    /// Another answer.
    Reply(&'static str),
}

/// What the server offers after `EHLO`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Offers {
    pub(crate) auth: bool,
    pub(crate) starttls: bool,
}

#[derive(Default)]
struct Seen {
    connections: usize,
    commands: Vec<String>,
    mails: Vec<Vec<u8>>,
    faults: VecDeque<Option<(Point, Fault)>>,
}

/// The server; it stops when it is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    accepting: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Server {
    /// A server whose n-th connection meets the n-th fault, and whose other connections meet none.
    pub(crate) async fn start(offers: Offers, faults: &[Option<(Point, Fault)>]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen {
            faults: faults.iter().copied().collect(),
            ..Seen::default()
        }));
        let shared = Arc::clone(&seen);
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let fault = {
                    let mut seen = shared.lock().unwrap();
                    seen.connections += 1;
                    seen.faults.pop_front().flatten()
                };
                let dialogue = Dialogue::new(stream, offers, fault, Arc::clone(&shared));
                tokio::spawn(dialogue.run());
            }
        });
        Self { address, seen, accepting }
    }

    pub(crate) fn mails(&self) -> Vec<Vec<u8>> {
        self.seen.lock().unwrap().mails.clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    /// The first words of all commands.
    pub(crate) fn commands(&self) -> Vec<String> {
        self.seen.lock().unwrap().commands.clone()
    }
}

/// One connection.
struct Dialogue {
    lines: BufReader<OwnedReadHalf>,
    out: OwnedWriteHalf,
    offers: Offers,
    fault: Option<(Point, Fault)>,
    seen: Arc<Mutex<Seen>>,
}

impl Dialogue {
    fn new(
        stream: TcpStream,
        offers: Offers,
        fault: Option<(Point, Fault)>,
        seen: Arc<Mutex<Seen>>,
    ) -> Self {
        let (read, out) = stream.into_split();
        Self { lines: BufReader::new(read), out, offers, fault, seen }
    }

    /// Any error ends the dialogue: the client went away, or a fault closed the connection.
    async fn run(mut self) {
        drop(self.talk().await);
    }

    async fn talk(&mut self) -> io::Result<()> {
        self.answer(Point::Banner, "220 test").await?;
        while let Some(line) = self.line().await? {
            let word =
                line.split([' ', '\r', '\n']).next().unwrap_or_default().to_ascii_uppercase();
            self.seen.lock().unwrap().commands.push(word.clone());
            let ehlo = self.hello();
            let (point, good) = match word.as_str() {
                "EHLO" => (Point::Ehlo, ehlo.as_str()),
                "STARTTLS" => (Point::Starttls, "454 not now"),
                "AUTH" => (Point::Auth, "235 welcome"),
                "MAIL" => (Point::Mail, "250 ok"),
                "RCPT" => (Point::Rcpt, "250 ok"),
                "DATA" => (Point::Data, "354 go on"),
                _ => (Point::Quit, "221 bye"),
            };
            if self.answer(point, good).await? && point == Point::Data {
                self.message().await?;
            }
            if point == Point::Quit {
                return Ok(());
            }
        }
        Ok(())
    }

    fn hello(&self) -> String {
        let auth = if self.offers.auth { "250-AUTH PLAIN\r\n" } else { "" };
        let starttls = if self.offers.starttls { "250-STARTTLS\r\n" } else { "" };
        format!("250-test\r\n{auth}{starttls}250 8BITMIME")
    }

    async fn message(&mut self) -> io::Result<()> {
        let mut mail = Vec::new();
        loop {
            let mut line = Vec::new();
            if self.lines.read_until(b'\n', &mut line).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            if line == b".\r\n" {
                break;
            }
            mail.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
        if matches!(self.fault, None | Some((Point::Dot, Fault::LoseAnswer) | (Point::Quit, _))) {
            self.seen.lock().unwrap().mails.push(mail);
        }
        self.answer(Point::Dot, "250 kept").await?;
        Ok(())
    }

    /// Gives the good answer or plays the fault; whether the good answer was given.
    async fn answer(&mut self, point: Point, good: &str) -> io::Result<bool> {
        let Some((_, fault)) = self.fault.filter(|(at, _)| *at == point) else {
            self.write(good).await?;
            return Ok(true);
        };
        match fault {
            Fault::Silent => std::future::pending().await,
            Fault::Dribble => {
                let mut tick = tokio::time::interval(Duration::from_millis(20));
                loop {
                    tick.tick().await;
                    self.out.write_all(b"2").await?;
                }
            }
            Fault::Drop | Fault::LoseAnswer => Err(io::ErrorKind::ConnectionAborted.into()),
            Fault::Lines(count) => {
                self.write(&format!("{}{}", "250-x\r\n".repeat(count), good)).await?;
                Ok(true)
            }
            Fault::LongLine(bytes) => {
                self.write(&format!("{good:x<0$}", bytes - 2)).await?;
                Ok(true)
            }
            Fault::Reply(answer) => {
                self.write(answer).await?;
                Ok(false)
            }
        }
    }

    async fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = String::new();
        Ok((self.lines.read_line(&mut line).await? > 0).then_some(line))
    }

    async fn write(&mut self, answer: &str) -> io::Result<()> {
        self.out.write_all(format!("{answer}\r\n").as_bytes()).await
    }
}
