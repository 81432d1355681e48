//! The mail server of the tests, spoken to by hand.

use anyhow::Context;
use baopi_tests::smtp::{Fault, SmtpServer, Stage};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A sender without any cleverness.
struct Sender(BufReader<TcpStream>);

impl Sender {
    async fn connect(server: &SmtpServer) -> anyhow::Result<Self> {
        Ok(Self(BufReader::new(TcpStream::connect(server.address()).await?)))
    }

    /// The last line of the next answer, or nothing when the connection is closed instead.
    async fn hear(&mut self) -> anyhow::Result<Option<String>> {
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).await? == 0 {
                return Ok(None);
            }
            if line.as_bytes().get(3) == Some(&b' ') {
                return Ok(Some(line.trim_end().to_owned()));
            }
        }
    }

    /// Sends a line and returns the code of the answer, or nothing when the connection is closed instead.
    async fn say(&mut self, line: &str) -> anyhow::Result<Option<u16>> {
        self.0.get_mut().write_all(format!("{line}\r\n").as_bytes()).await?;
        let answer = self.hear().await?;
        answer.map(|answer| answer[..3].parse().context("no code")).transpose()
    }

    async fn greeted(server: &SmtpServer) -> anyhow::Result<Self> {
        let mut sender = Self::connect(server).await?;
        anyhow::ensure!(sender.hear().await?.is_some_and(|greeting| greeting.starts_with("220 ")));
        anyhow::ensure!(sender.say("EHLO tests").await? == Some(250));
        Ok(sender)
    }

    async fn envelope(&mut self) -> anyhow::Result<()> {
        anyhow::ensure!(self.say("MAIL FROM:<gate@example.org> BODY=8BITMIME").await? == Some(250));
        anyhow::ensure!(self.say("RCPT TO:<head@example.org>").await? == Some(250));
        anyhow::ensure!(self.say("DATA").await? == Some(354));
        Ok(())
    }
}

const MESSAGE: &str = "Subject: =?UTF-8?B?5b6F5oKo5a6h5om5?=\r\n\
    MIME-Version: 1.0\r\n\
    X-Folded: first\r\n second\r\n\
    Content-Type: multipart/mixed; boundary=o\r\n\r\n\
    --o\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\n\
    --i\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
    5b6F5a6h5om577yaaHR0cDovL2xvY2FsaG9zdC90L2FiYwo=\r\n\
    --i\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
    <p>=E5=BE=85=E5=AE=A1=E6=89=B9</p>\r\n\
    --i--\r\n\
    --o\r\nContent-Type: text/calendar; method=REQUEST\r\n\
    Content-Disposition: attachment; filename=meeting.ics\r\n\r\n\
    ..BEGIN\r\n\
    --o--\r\n.";

#[tokio::test]
async fn a_mail_arrives_whole_and_can_be_read() -> anyhow::Result<()> {
    let server = SmtpServer::start().await?;
    let mut sender = Sender::greeted(&server).await?;
    assert_eq!(sender.say("AUTH PLAIN AGEAYg==").await?, Some(235));
    sender.envelope().await?;
    assert_eq!(sender.say(MESSAGE).await?, Some(250));
    assert_eq!(sender.say("QUIT").await?, Some(221));
    assert_eq!(sender.hear().await?, None);

    let mail = server.wait_for_mail("head@example.org", "待您审批").await?;
    assert_eq!(mail.sender, "gate@example.org");
    assert_eq!(mail.subject(), "待您审批");
    assert_eq!(mail.header("X-Folded").as_deref(), Some("first second"));
    assert!(mail.text().starts_with("待审批："), "{}", mail.text());
    assert_eq!(mail.links(), ["http://localhost/t/abc"]);
    assert!(mail.html().contains("<p>待审批</p>"), "{}", mail.html());
    let attachments = mail.attachments();
    assert_eq!(attachments.len(), 1);
    assert_eq!(
        (attachments[0].name.as_str(), attachments[0].media_type.as_str()),
        ("meeting.ics", "text/calendar")
    );
    assert!(attachments[0].bytes.starts_with(b".BEGIN"), "the doubled dot is undone");
    Ok(())
}

#[tokio::test]
async fn commands_out_of_order_are_refused() -> anyhow::Result<()> {
    let server = SmtpServer::start().await?;
    let mut sender = Sender::connect(&server).await?;
    sender.hear().await?;
    assert_eq!(sender.say("MAIL FROM:<a@example.org>").await?, Some(503));
    assert_eq!(sender.say("HELO tests").await?, Some(250));
    assert_eq!(sender.say("RCPT TO:<b@example.org>").await?, Some(503));
    assert_eq!(sender.say("MAIL FROM: nobody").await?, Some(501));
    assert_eq!(sender.say("MAIL FROM:<a@example.org>").await?, Some(250));
    assert_eq!(sender.say("DATA").await?, Some(503));
    assert_eq!(sender.say("RSET").await?, Some(250));
    assert_eq!(sender.say("RCPT TO:<b@example.org>").await?, Some(503));
    assert_eq!(sender.say("NOOP").await?, Some(250));
    assert_eq!(sender.say("TURN").await?, Some(500));
    assert!(server.mails().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_planted_answer_refuses_once_and_then_the_way_is_free() -> anyhow::Result<()> {
    let server = SmtpServer::start().await?;
    server.fail_next(Stage::Recipient, Fault::reply("451 4.3.0 later"));
    server.fail_next(Stage::Message, Fault::reply("550 5.7.1 never"));
    let mut sender = Sender::greeted(&server).await?;
    sender.say("MAIL FROM:<gate@example.org>").await?;
    assert_eq!(sender.say("RCPT TO:<head@example.org>").await?, Some(451));
    assert_eq!(sender.say("RCPT TO:<head@example.org>").await?, Some(250));
    assert_eq!(sender.say("DATA").await?, Some(354));
    assert_eq!(sender.say("Subject: x\r\n\r\ny\r\n.").await?, Some(550));
    assert!(server.mails().is_empty(), "a refused mail is not kept");
    sender.envelope().await?;
    assert_eq!(sender.say("Subject: x\r\n\r\ny\r\n.").await?, Some(250));
    server.wait_for_faults(2).await?;
    assert_eq!(server.wait_for(1).await?[0].raw, b"Subject: x\r\n\r\ny\r\n");
    Ok(())
}

#[tokio::test]
async fn a_dropped_connection_keeps_no_mail_and_a_lost_answer_keeps_it() -> anyhow::Result<()> {
    let server = SmtpServer::start().await?;
    for (fault, kept) in [(Fault::Drop, 0), (Fault::LostAnswer, 1)] {
        server.fail_next(Stage::Message, fault);
        let mut sender = Sender::greeted(&server).await?;
        sender.envelope().await?;
        assert_eq!(sender.say("Subject: x\r\n\r\ny\r\n.").await?, None);
        assert_eq!(server.mails().len(), kept);
    }
    assert_eq!(server.connections(), 2);
    Ok(())
}

#[tokio::test]
async fn a_silent_server_holds_the_connection_until_it_is_dropped() -> anyhow::Result<()> {
    let server = SmtpServer::start().await?;
    server.fail_always(Stage::Connect, Fault::Silent);
    let mut sender = Sender::connect(&server).await?;
    server.wait_for_faults(1).await?;
    let silent = async { sender.hear().await };
    tokio::pin!(silent);
    assert!(futures_are_pending(&mut silent).await);

    server.heal();
    let mut other = Sender::greeted(&server).await?;
    assert_eq!(other.say("QUIT").await?, Some(221));
    drop(server);
    assert!(!matches!(silent.await, Ok(Some(_))), "no greeting ever came");
    Ok(())
}

/// Whether a future has nothing to say yet, asked once.
async fn futures_are_pending(future: &mut (impl Future + Unpin)) -> bool {
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(std::pin::Pin::new(&mut *future).poll(context).is_pending())
    })
    .await
}
