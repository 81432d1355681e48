//! The program is killed in the middle of its work, again and again: what it acknowledged is there afterwards, what it did
//! not acknowledge happens once when it is sent again, and no message is lost.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use baopi_tests::PATIENCE;
use baopi_tests::cast::{Cast, DRAFTER, HEAD, LEADER, PASSWORD, REGISTRAR, REVIEWER, usual_steps};
use baopi_tests::client::{Answer, Client, fresh_key};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::outbox::{pass_time, settled};
use baopi_tests::program::Program;
use baopi_tests::smtp::SmtpServer;
use baopi_tests::sql::Sql;
use rstest::rstest;
use serde_json::Value;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

/// How many commands are acknowledged in each round before the kill; primes, so that it comes at ever other steps.
const KILL_AFTER: [usize; 10] = [1, 2, 3, 5, 7, 11, 13, 17, 23, 29];
/// So many clients work at once, at least.
const CLIENTS: usize = 4;
/// What every title begins with.
const TITLE: &str = "关于试行第";

/// What one of many documents is about: as unlike all others as titles can be, so that none repeats another.
fn matter(number: u32) -> String {
    (0..6).filter_map(|place| char::from_u32(0x5000 + number * 6 + place)).collect()
}

/// A command as it is sent, and sent again.
#[derive(Debug, Clone)]
struct Order {
    login: &'static str,
    path: String,
    seen: Option<u64>,
    key: String,
    body: Value,
}

impl Order {
    async fn send(&self, people: &People) -> anyhow::Result<Answer> {
        let seen = self.seen.map(|version| format!("\"v{version}\""));
        let mut headers = vec![("idempotency-key", self.key.as_str())];
        headers.extend(seen.as_deref().map(|seen| ("if-match", seen)));
        people.client(self.login)?.post_with(&self.path, &self.body, &headers).await
    }
}

/// Everybody who acts, signed in at the program as it runs now.
#[derive(Debug, Clone)]
struct People(BTreeMap<&'static str, Client>);

impl People {
    async fn sign_in(program: &Program) -> anyhow::Result<Self> {
        let mut people = BTreeMap::new();
        for login in [DRAFTER, HEAD, REVIEWER, LEADER, REGISTRAR] {
            people.insert(login, program.client()?.with_token(login, PASSWORD).await?);
        }
        Ok(Self(people))
    }

    /// The same people with the same tokens at the program that runs after this one.
    fn at(&self, program: &Program) -> anyhow::Result<Self> {
        let again = |(login, client): (&&'static str, &Client)| {
            let token = client.bearer().context("no token")?;
            Ok((*login, program.client()?.token(token)))
        };
        self.0.iter().map(again).collect::<anyhow::Result<_>>().map(Self)
    }

    fn client(&self, login: &str) -> anyhow::Result<&Client> {
        self.0.get(login).with_context(|| login.to_owned())
    }
}

/// A document on its way, as its clients know it.
#[derive(Debug)]
struct Errand {
    content: Value,
    /// Identifier, version and status by the last acknowledgement.
    known: Option<(String, u64, String)>,
    /// How many of the usual steps are acknowledged.
    steps: usize,
    /// What was sent and never answered.
    open: Option<Order>,
}

impl Errand {
    const fn new(content: Value) -> Self {
        Self { content, known: None, steps: 0, open: None }
    }

    /// The next command; none when the document is in the archive.
    fn next(&self) -> Option<Order> {
        let key = fresh_key();
        let Some((id, version, _)) = &self.known else {
            let (path, body) = ("/api/v1/requests".to_owned(), self.content.clone());
            return Some(Order { login: DRAFTER, path, seen: None, key, body });
        };
        let (login, body) = usual_steps().into_iter().nth(self.steps)?;
        let path = format!("/api/v1/requests/{id}/actions");
        Some(Order { login, path, seen: Some(*version), key, body })
    }

    /// How many commands lead it to the archive.
    fn left(&self) -> usize {
        usize::from(self.known.is_none()) + usual_steps().len() - self.steps
    }

    fn acknowledged(&mut self, answer: &Answer) -> anyhow::Result<()> {
        ensure!((200..300).contains(&answer.status), "{}: {}", answer.status, answer.text());
        let said = answer.json()?;
        let text = |name: &str| said[name].as_str().map(str::to_owned).context("half an answer");
        let version = said["version"].as_u64().context("no version")?;
        self.steps += usize::from(self.known.is_some());
        self.known = Some((text("request")?, version, text("status")?));
        self.open = None;
        Ok(())
    }

    /// Goes on until the program is gone or the document archived; every acknowledgement is reported.
    async fn run(
        mut self,
        people: &People,
        acknowledged: &UnboundedSender<()>,
    ) -> anyhow::Result<Self> {
        while let Some(order) = self.next() {
            self.open = Some(order.clone());
            let Ok(answer) = order.send(people).await else { break };
            self.acknowledged(&answer)?;
            // Nobody listens any more once the program has been killed.
            let _ = acknowledged.send(());
        }
        Ok(self)
    }

    /// What the program that runs now says of it: version and status.
    async fn found(&self, people: &People) -> anyhow::Result<Option<(u64, String)>> {
        let Some((id, ..)) = &self.known else { return Ok(None) };
        let client = people.client(DRAFTER)?;
        let said = client.get(&format!("/api/v1/requests/{id}")).await?.expect(200)?.json()?;
        let version = said["version"].as_u64().context("no version")?;
        Ok(Some((version, said["status"].as_str().unwrap_or_default().to_owned())))
    }

    /// After a kill: everything acknowledged is there; what was open is sent twice more and has one effect.
    async fn recover(&mut self, people: &People) -> anyhow::Result<()> {
        let known = |errand: &Self| {
            errand.known.as_ref().map(|(_, version, status)| (*version, status.clone()))
        };
        let before = self.found(people).await?;
        let Some(order) = self.open.clone() else {
            ensure!(before == known(self), "{before:?} instead of {:?}", self.known);
            return Ok(());
        };
        let happened = before != known(self);
        let (first, second) = (order.send(people).await?, order.send(people).await?);
        ensure!(first.body == second.body, "{} and then {}", first.text(), second.text());
        ensure!(second.header("idempotency-replayed") == Some("true"), "it was done twice");
        let replayed = first.header("idempotency-replayed") == Some("true");
        ensure!(replayed || !happened, "it had been done, and was done again: {order:?}");
        self.acknowledged(&first)?;
        let after = self.found(people).await?;
        ensure!(after == known(self), "{after:?} instead of {:?}", self.known);
        ensure!(!happened || after == before, "{after:?} was already {before:?}");
        Ok(())
    }
}

/// The people of the demonstration in the database, and the program stopped. What follows happens by the clock of this
/// machine, so that tokens and leases outlast a restart.
async fn seeded(office: &Office) -> anyhow::Result<Cast> {
    let program = office.demo().start().await?;
    let cast = Cast::of(&program).await?;
    ensure!(program.stop().await?.success(), "the demonstration does not stop well");
    Ok(cast)
}

/// All clients go on with their documents until so many commands are acknowledged; then the program is killed.
async fn round(
    program: Program,
    people: &People,
    errands: Vec<Errand>,
    kill_after: usize,
) -> anyhow::Result<Vec<Errand>> {
    let (report, mut acknowledged) = unbounded_channel();
    let mut clients = JoinSet::new();
    for errand in errands {
        let (people, report) = (people.clone(), report.clone());
        clients.spawn(async move { errand.run(&people, &report).await });
    }
    drop(report);
    let mut seen = 0;
    while seen < kill_after && acknowledged.recv().await.is_some() {
        seen += 1;
    }
    // The kill is to come at ever other moments of what the other clients wait for.
    for _ in 0..kill_after % 4 {
        people.client(DRAFTER)?.get("/api/v1/me").await?.expect(200)?;
    }
    program.kill().await?;
    drop(acknowledged);
    let errands: anyhow::Result<Vec<_>> = clients.join_all().await.into_iter().collect();
    ensure!(seen == kill_after || errands.is_err(), "the clients had nothing more to do");
    errands
}

#[rstest]
#[tokio::test]
async fn whatever_was_acknowledged_survives_a_kill_and_whatever_was_not_happens_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, mail) = (Office::new(backend).await?, SmtpServer::start().await?);
    let cast = seeded(&office).await?;
    let launch = || office.serve().mail_to(&mail).start();
    let mut program = launch().await?;
    let mut people = People::sign_in(&program).await?;
    let (mut going, mut done, mut begun) = (Vec::new(), Vec::new(), 0);
    for (number, kill_after) in KILL_AFTER.into_iter().enumerate() {
        while going.len() < CLIENTS
            || going.iter().map(Errand::left).sum::<usize>() < 2 * kill_after
        {
            begun += 1;
            let body = "各有关单位：现就做好秋粮收购工作有关事项通知如下。特此通知。";
            going.push(Errand::new(
                cast.document(&format!("{TITLE}{}号事项的通知", matter(begun)), body)?,
            ));
        }
        going = round(program, &people, going, kill_after).await?;
        invariants::hold(&office).await.with_context(|| format!("after kill {number}"))?;
        program = launch().await?;
        people = people.at(&program)?;
        for errand in &mut going {
            let log = || format!("kill {number}: {}", program.log());
            errand.recover(&people).await.with_context(log)?;
        }
        let (over, rest): (Vec<_>, _) =
            going.into_iter().partition(|errand| errand.next().is_none());
        done.extend(over);
        going = rest;
    }
    let sql = office.sql().await?;
    pass_time(&sql).await?;
    every_message_arrived(&sql, &mail).await?;
    let requests = format!("SELECT COUNT(*) FROM request WHERE title LIKE '{TITLE}%'");
    assert_eq!(sql.number(&requests).await?, i64::from(begun), "each document was begun once");
    let titles = format!("SELECT COUNT(DISTINCT title) FROM request WHERE title LIKE '{TITLE}%'");
    assert_eq!(sql.number(&titles).await?, i64::from(begun));
    sql.close().await?;
    assert_eq!(program.stop().await?.code(), Some(0));
    invariants::hold(&office).await
}

/// A mail may come twice, under the same identifier, but every message that is still of use came.
async fn every_message_arrived(sql: &Sql, mail: &SmtpServer) -> anyhow::Result<()> {
    let entries = settled(sql, TITLE).await?;
    let mails = mail.mails();
    for entry in &entries {
        let carried = mails.iter().any(|mail| entry.is_carried_by(mail));
        ensure!(entry.is_obsolete() || (entry.state == "sent" && carried), "{entry:?}");
    }
    for mail in &mails {
        ensure!(entries.iter().any(|entry| entry.is_carried_by(mail)), "{}", mail.subject());
    }
    Ok(())
}

/// Sends a command in full and returns without having read an answer.
async fn sent(program: &Program, token: &str, order: &Order) -> anyhow::Result<TcpStream> {
    let host = program.address().strip_prefix("http://").context("no host")?;
    let body = order.body.to_string();
    let seen =
        order.seen.map_or_else(String::new, |version| format!("if-match: \"v{version}\"\r\n"));
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\n{seen}\
         idempotency-key: {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        order.path,
        order.key,
        body.len()
    );
    let mut stream = TcpStream::connect(host).await?;
    stream.write_all((head + &body).as_bytes()).await?;
    Ok(stream)
}

#[rstest]
#[tokio::test]
async fn what_was_done_but_not_answered_before_a_kill_is_answered_and_not_done_again_afterwards(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, mail) = (Office::new(backend).await?, SmtpServer::start().await?);
    let cast = seeded(&office).await?;
    let mut program = office.serve().mail_to(&mail).start().await?;
    let mut people = People::sign_in(&program).await?;
    let body = "各有关单位：现就做好秋粮收购工作有关事项通知如下。特此通知。";
    let mut errand = Errand::new(cast.document(&format!("{TITLE}一号事项的通知"), body)?);
    let sql = office.sql().await?;
    let events = format!(
        "SELECT COUNT(*) FROM event e JOIN request r ON r.id = e.request WHERE r.title LIKE '{TITLE}%'"
    );
    let mut written = sql.number(&events).await?;
    while let Some(order) = errand.next() {
        let token = people.client(order.login)?.bearer().context("no token")?;
        let unread = sent(&program, token, &order).await?;
        written = grown(&sql, &events, written).await?;
        program.kill().await?;
        drop(unread);
        program = office.serve().mail_to(&mail).start().await?;
        people = people.at(&program)?;
        let answer = order.send(&people).await?;
        assert_eq!(answer.header("idempotency-replayed"), Some("true"), "{}", answer.text());
        errand.acknowledged(&answer)?;
        assert_eq!(sql.number(&events).await?, written, "{order:?} was done again");
    }
    assert_eq!(errand.found(&people).await?.context("no document")?.1, "archived");
    sql.close().await?;
    assert_eq!(program.stop().await?.code(), Some(0));
    invariants::hold(&office).await
}

/// Waits until the query answers with more than `before`.
async fn grown(sql: &Sql, query: &str, before: i64) -> anyhow::Result<i64> {
    let asking = async {
        loop {
            let now = sql.number(query).await?;
            if now > before {
                return anyhow::Ok(now);
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, asking).await.context("nothing was written")?
}
