//! Mail as its addressee meets it, what its link does and does not do, and all that can go wrong with a mail server.

use std::net::SocketAddr;

use anyhow::Context;
use baopi_tests::cast::{Cast, DRAFTER, HEAD, Known, PASSWORD, REVIEWER, STRANGER, approve};
use baopi_tests::client::Client;
use baopi_tests::invariants;
use baopi_tests::mail::Mail;
use baopi_tests::office::{Backend, Office};
use baopi_tests::outbox::{self, Entry, message_of, pass_time, settled, until};
use baopi_tests::program::Program;
use baopi_tests::smtp::{Fault, SmtpServer, Stage};
use baopi_tests::sql::Sql;
use rstest::rstest;
use serde_json::json;
use tokio::net::TcpSocket;

const TITLE: &str = "关于做好冬小麦播种服务工作的通知";
const BODY: &str = "各有关单位：现就做好秋粮收购服务工作有关事项通知如下。特此通知。";
/// The page for a link that leads nowhere says so, and nothing else.
const NOWHERE: &str = "该链接对您无效";
/// How often a link is opened by programs that look for harm in mail.
const SCANS: usize = 100;

/// Where the messages of somebody in the demonstration go.
fn address(login: &str) -> String {
    format!("{login}@demo.invalid")
}

/// A document that its drafter has just submitted.
async fn submitted(cast: &mut Cast, title: &str) -> anyhow::Result<Known> {
    let content = cast.document(title, BODY)?;
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.carry(&mut known, 1).await?;
    Ok(known)
}

/// Stops the program and checks the record.
async fn sound(office: &Office, program: Program) -> anyhow::Result<()> {
    assert_eq!(program.stop().await?.code(), Some(0));
    invariants::hold(office).await
}

#[rstest]
#[tokio::test]
async fn a_message_says_in_chinese_what_waits_and_bears_witness_to_the_record(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, server) = (Office::new(backend).await?, SmtpServer::start().await?);
    let program = office.open(&server).await?;
    let mut cast = Cast::of(&program).await?;
    let known = submitted(&mut cast, TITLE).await?;

    let mail = server.wait_for_mail(&address(HEAD), "待您审批").await?;
    assert_eq!(mail.subject(), format!("【报批】待您审批：{TITLE}"));
    assert_eq!(mail.sender, "baopi@demo.invalid");
    assert_eq!(mail.recipients, [address(HEAD)]);
    assert_eq!(mail.header("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert!(mail.raw.is_ascii(), "any server can take it");
    for part in [mail.text(), mail.html()] {
        for words in [TITLE, "蒋大伟", "沈佳", "waiting for"] {
            assert!(part.contains(words), "{words} is not in {part}");
        }
    }
    let links = mail.links();
    assert!(!links.is_empty(), "{}", mail.text());
    let door = program.url("/a/");
    assert!(links.iter().all(|link| link.starts_with(&door) && *link == links[0]), "{links:?}");
    assert!(mail.html().contains(&links[0]));
    assert!(links[0].len() <= 120 && !links[0].contains(['=', '&', '%']), "{}", links[0]);

    let path = format!("/api/v1/requests/{}/timeline", known.id);
    let timeline = cast.client(DRAFTER).await?.get(&path).await?.expect(200)?.json()?;
    let entries = timeline["items"].as_array().context("no timeline")?;
    let receipts = entries.iter().filter_map(|entry| {
        Some(format!("{}:{}:{}", known.id, entry["seq"], entry["hash"].as_str()?.get(..16)?))
    });
    let given = receipts.filter(|receipt| mail.text().contains(receipt.as_str())).count();
    assert_eq!(given, 1, "the receipt names one entry of the record: {}", mail.text());

    let sql = office.sql().await?;
    let sent = settled(&sql, TITLE).await?;
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert!(sent[0].state == "sent" && sent[0].is_carried_by(&mail), "{sent:?}");
    sql.close().await?;
    sound(&office, program).await
}

/// Every table but those in which a visit itself leaves a trace, row for row.
async fn business(sql: &Sql) -> anyhow::Result<Vec<String>> {
    let tables = if sql.is_postgres() {
        "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    } else {
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
    };
    let text =
        |row: &serde_json::Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let mut rows = Vec::new();
    for table in sql.rows(tables).await? {
        let table = text(&table, "name");
        if table == "session" {
            continue;
        }
        let query = if sql.is_postgres() {
            format!("SELECT t::text AS row FROM {table} t ORDER BY 1")
        } else {
            let columns = format!("SELECT name FROM pragma_table_info('{table}')");
            let columns = sql.rows(&columns).await?;
            let quoted: Vec<_> =
                columns.iter().map(|column| format!("quote({})", text(column, "name"))).collect();
            format!("SELECT {} AS row FROM {table} ORDER BY 1", quoted.join(" || ',' || "))
        };
        let found = sql.rows(&query).await?;
        rows.extend(found.iter().map(|row| format!("{table}: {}", text(row, "row"))));
    }
    Ok(rows)
}

/// Opens the link as scanners do, and sends forms to it as those do that run what they find.
async fn scan(client: &Client, link: &str, status: u16) -> anyhow::Result<()> {
    for _ in 0..SCANS {
        for method in ["GET", "HEAD"] {
            let answer = client.call(method, link, &[], None).await?.expect(status)?;
            assert!(!answer.text().contains(TITLE), "{}", answer.text());
        }
    }
    client.post_form(link, &[("action", "approve"), ("opinion", "同意")]).await?.expect(405)?;
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_link_shows_the_request_to_its_addressee_and_changes_nothing_for_anybody(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, server) = (Office::new(backend).await?, SmtpServer::start().await?);
    let program = office.open(&server).await?;
    let mut cast = Cast::of(&program).await?;
    let mut known = submitted(&mut cast, TITLE).await?;
    let mail = server.wait_for_mail(&address(HEAD), TITLE).await?;
    let link = mail.links().first().context("no link")?.clone();
    let (nobody, stranger, head) = (program.client()?, program.client()?, program.client()?);
    stranger.sign_in(STRANGER, PASSWORD).await?;
    head.sign_in(HEAD, PASSWORD).await?;
    let sql = office.sql().await?;
    settled(&sql, TITLE).await?;
    let before = business(&sql).await?;

    scan(&nobody, &link, 303).await?;
    let sent_on = nobody.get(&link).await?;
    let sign_in = sent_on.header("location").context("no way on")?;
    assert!(sign_in.starts_with("/sign-in?next=/a/"), "{sign_in}");
    scan(&stranger, &link, 404).await?;
    assert!(stranger.get(&link).await?.text().contains(NOWHERE));

    let page = format!("/requests/{}", known.id);
    let form = [("action", "approve"), ("version", "2"), ("opinion", "同意")];
    let answer = nobody.post_form(&format!("{page}/actions"), &form).await?;
    assert_eq!(answer.status, 401, "{}", answer.text());
    let opened = head.get(&link).await?.expect(303)?;
    assert_eq!(opened.header("location"), Some(format!("{page}?answer=approve").as_str()));
    assert!(head.get(&format!("{page}?answer=approve")).await?.expect(200)?.text().contains(TITLE));
    assert!(business(&sql).await? == before, "looking has changed something");

    cast.does(HEAD, &mut known, approve()).await?;
    settled(&sql, TITLE).await?;
    let decided = business(&sql).await?;
    assert_ne!(decided, before);
    let again = head.get(&link).await?.expect(303)?;
    assert_eq!(again.header("location"), opened.header("location"), "it still shows what became");
    assert!(business(&sql).await? == decided, "an old link has changed something");
    sql.close().await?;
    sound(&office, program).await
}

/// The token with one letter changed after another, cut short, extended, and put together anew.
fn mutated(token: &str) -> Vec<String> {
    let letters: Vec<char> = token.chars().collect();
    let mut all: Vec<String> = (0..letters.len())
        .map(|place| {
            let other = if letters[place] == 'A' { 'B' } else { 'A' };
            let (before, after) = (&letters[..place], &letters[place + 1..]);
            before.iter().chain(&[other]).chain(after).collect()
        })
        .collect();
    let parts: Vec<&str> = token.split('.').collect();
    all.extend([
        token[..token.len() - 1].to_owned(),
        format!("{token}A"),
        format!("{token}."),
        format!("2.{}.{}", parts[1], parts[2]),
        format!("1.{}.", parts[1]),
        format!("1.{}.{}", parts[2], parts[1]),
        parts[1].to_owned(),
        "..".to_owned() + token,
        "%00".to_owned(),
        "%E6%8A%A5%E6%89%B9".to_owned(),
        "A".repeat(5_000),
    ]);
    all
}

#[rstest]
#[tokio::test]
async fn a_link_that_was_changed_leads_nowhere_not_even_for_its_addressee(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, server) = (Office::new(backend).await?, SmtpServer::start().await?);
    let program = office.open(&server).await?;
    let mut cast = Cast::of(&program).await?;
    submitted(&mut cast, TITLE).await?;
    let mail = server.wait_for_mail(&address(HEAD), TITLE).await?;
    let links = mail.links();
    let (door, token) = links[0].rsplit_once('/').context("no token")?;
    let head = program.client()?;
    head.sign_in(HEAD, PASSWORD).await?;
    for changed in mutated(token) {
        let answer = head.get(&format!("{door}/{changed}")).await?;
        assert_eq!(answer.status, 404, "{changed}: {}", answer.text());
        assert!(answer.text().contains(NOWHERE), "{changed}: {}", answer.text());
        assert!(!answer.text().contains(TITLE), "{changed}");
    }
    head.get(&links[0]).await?.expect(303)?;
    sound(&office, program).await
}

/// Every message was sent as a mail, or became obsolete, and no mail carries anything else.
fn complete(entries: &[Entry], mails: &[Mail]) {
    for entry in entries {
        let carried = mails.iter().any(|mail| entry.is_carried_by(mail));
        assert!(entry.is_obsolete() || (entry.state == "sent" && carried), "{entry:?}");
    }
    for mail in mails {
        assert!(entries.iter().any(|entry| entry.is_carried_by(mail)), "{}", mail.subject());
    }
}

/// A port that is ours, and refuses connections until somebody listens on it.
fn refusing() -> anyhow::Result<(TcpSocket, SocketAddr)> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
    let address = socket.local_addr()?;
    Ok((socket, address))
}

#[rstest]
#[tokio::test]
async fn a_mail_server_that_is_down_holds_up_no_decision_and_gets_every_message_later(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let (socket, down) = refusing()?;
    let launch = office.demo().variable("BAOPI__MAIL__TRANSPORT", "smtp");
    let launch = launch.variable("BAOPI__MAIL__HOST", &down.ip().to_string());
    let launch = launch.variable("BAOPI__MAIL__PORT", &down.port().to_string());
    let program = launch.variable("BAOPI__MAIL__TLS", "none").start().await?;
    let mut cast = Cast::of(&program).await?;
    let sql = office.sql().await?;

    // Each step is answered with success, or this fails; and all the while nothing is delivered.
    let mut known = submitted(&mut cast, TITLE).await?;
    cast.does(HEAD, &mut known, approve()).await?;
    cast.does(REVIEWER, &mut known, approve()).await?;
    let refused = |entry: &Entry| entry.is_obsolete() || entry.error.is_some();
    let waiting = until(&sql, TITLE, |entries| entries.iter().all(refused)).await?;
    assert_eq!(waiting.len(), 3, "{waiting:?}");
    assert!(waiting.iter().all(|entry| entry.state != "sent"), "{waiting:?}");
    assert!(waiting.iter().any(|entry| entry.error.as_deref() == Some("greeting_lost")));

    let server = SmtpServer::on(socket.listen(16)?)?;
    pass_time(&sql).await?;
    server.wait_for_mail(&address("wangxiulan"), TITLE).await?;
    let all = settled(&sql, TITLE).await?;
    complete(&all, &server.mails());
    assert_eq!(server.mails().len(), 1, "what was already done is asked of nobody");
    sql.close().await?;
    sound(&office, program).await
}

#[rstest]
#[tokio::test]
async fn a_mail_server_that_falls_silent_holds_up_neither_decisions_nor_other_messages(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
    #[values(Stage::Connect, Stage::Message)] stage: Stage,
) -> anyhow::Result<()> {
    let (office, server) = (Office::new(backend).await?, SmtpServer::start().await?);
    let program = office.open(&server).await?;
    let mut cast = Cast::of(&program).await?;
    let sql = office.sql().await?;
    server.fail_next(stage, Fault::Silent);
    let mut known = submitted(&mut cast, TITLE).await?;
    server.wait_for_faults(1).await?;
    cast.does(HEAD, &mut known, json!({"action": "return", "opinion": "请补充依据。"})).await?;
    let first = "关于做好冬种技术服务工作的通知";
    submitted(&mut cast, first).await?;
    server.wait_for_mail(&address(HEAD), first).await?;
    let waiting = outbox::entries(&sql, TITLE).await?;
    assert!(waiting.iter().all(|entry| entry.state == "pending"), "{waiting:?}");
    assert_eq!(server.mails().len(), 1);

    // Whoever runs next takes over what was under way.
    program.kill().await?;
    let program = office.serve().mail_to(&server).start().await?;
    pass_time(&sql).await?;
    server.wait_for_mail(&address(DRAFTER), "已退回修改").await?;
    let mut all = settled(&sql, TITLE).await?;
    all.extend(settled(&sql, first).await?);
    complete(&all, &server.mails());
    sql.close().await?;
    sound(&office, program).await
}

#[rstest]
#[tokio::test]
async fn a_message_whose_receipt_was_lost_is_sent_again_as_the_same_message(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, server) = (Office::new(backend).await?, SmtpServer::start().await?);
    let program = office.open(&server).await?;
    let mut cast = Cast::of(&program).await?;
    let sql = office.sql().await?;
    server.fail_next(Stage::Message, Fault::LostAnswer);
    submitted(&mut cast, TITLE).await?;
    server.wait_for(1).await?;
    let unsure = until(&sql, TITLE, |entries| entries.iter().all(|entry| entry.error.is_some()));
    assert_eq!(unsure.await?[0].error.as_deref(), Some("body_lost"));
    pass_time(&sql).await?;
    let mails = server.wait_for(2).await?;
    assert_eq!(message_of(&mails[0]), message_of(&mails[1]));
    assert_eq!(mails[0], mails[1], "byte for byte, so that a mailbox can tell");
    let sent = settled(&sql, TITLE).await?;
    assert_eq!((sent[0].state.as_str(), sent[0].attempts), ("sent", 2));
    sql.close().await?;
    sound(&office, program).await
}

#[rstest]
#[tokio::test]
async fn a_recipient_who_does_not_exist_keeps_the_message_from_nobody_else(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, server) = (Office::new(backend).await?, SmtpServer::start().await?);
    let program = office.open(&server).await?;
    let mut cast = Cast::of(&program).await?;
    let sql = office.sql().await?;
    let title = "全区秋冬季农业生产部署会";
    let mut content = cast.meeting(title, 3_600)?;
    content["attendee_units"] = json!([cast.unit("U12")?, cast.unit("U14")?, cast.unit("U15")?]);
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.carry(&mut known, 4).await?;
    let before = settled(&sql, title).await?.len();
    let mails = server.mails().len();
    server.fail_next(Stage::Recipient, Fault::reply("550 5.1.1 no such user"));
    cast.does(DRAFTER, &mut known, json!({"action": "send_notice"})).await?;
    let told = settled(&sql, title).await?.split_off(before);
    assert!(told.len() >= 2 && told.iter().all(|entry| entry.kind == "meeting_notice"), "{told:?}");
    let (dead, sent): (Vec<_>, Vec<_>) = told.iter().partition(|entry| entry.state == "dead");
    assert_eq!(dead.len(), 1, "{told:?}");
    assert_eq!((dead[0].error.as_deref(), dead[0].attempts), (Some("rcpt_550"), 1));
    let arrived = server.mails().split_off(mails);
    assert_eq!(arrived.len(), sent.len());
    for entry in sent {
        let mail = arrived.iter().find(|mail| entry.is_carried_by(mail)).context("not arrived")?;
        assert_eq!(mail.recipients, [address(&entry.to)]);
        assert_eq!(mail.attachments()[0].media_type, "text/calendar");
    }
    sql.close().await?;
    sound(&office, program).await
}
