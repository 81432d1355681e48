//! One question and its answer, each over a connection of its own: tens of thousands of tries need little more, and no
//! try meets a connection that the other side is about to close.

use anyhow::{Context, bail};
use baopi_tests::PATIENCE;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Where the program listens, and as whom one asks there.
#[derive(Debug, Clone)]
pub(super) struct Wire {
    host: String,
    /// The headers that say who asks, each with its line end.
    who: String,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    head: String,
    pub(super) body: String,
}

impl Wire {
    /// Somebody of whom nothing is known, at `http://HOST`.
    pub(super) fn new(address: &str) -> Self {
        Self { host: address.trim_start_matches("http://").to_owned(), who: String::new() }
    }

    /// The same with a header that says who asks.
    pub(super) fn with(&self, name: &str, value: &str) -> Self {
        Self { who: format!("{name}: {value}\r\n"), ..self.clone() }
    }

    /// `POST path`; `headers` end with their line ends.
    pub(super) async fn post(
        &self,
        path: &str,
        headers: &str,
        media_type: &str,
        body: &str,
    ) -> anyhow::Result<Reply> {
        let Self { host, who } = self;
        let length = body.len();
        let sent = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{who}{headers}\
             content-type: {media_type}\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        let answered = tokio::time::timeout(PATIENCE, self.exchange(&sent)).await;
        answered.with_context(|| format!("no answer to {path}"))?.context(path.to_owned())
    }

    async fn exchange(&self, sent: &str) -> anyhow::Result<Reply> {
        let mut stream = TcpStream::connect(&self.host).await?;
        stream.write_all(sent.as_bytes()).await?;
        let mut received = Vec::new();
        stream.read_to_end(&mut received).await?;
        let received = String::from_utf8(received)?;
        let Some((head, body)) = received.split_once("\r\n\r\n") else {
            bail!("cut short: {received}")
        };
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.with_context(|| head.to_owned())?;
        Ok(Reply { status, head: head.to_owned(), body: body.to_owned() })
    }
}

impl Reply {
    /// A header of the answer; empty where there is none.
    pub(super) fn header(&self, name: &str) -> &str {
        let pairs = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut found = pairs.filter(|(found, _)| found.eq_ignore_ascii_case(name));
        found.next().map_or("", |(_, value)| value)
    }
}
