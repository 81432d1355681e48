//! How the program starts, with whom it shares a database, and how it ends.

use std::process::Output;

use anyhow::{Context, ensure};
use baopi_tests::cast::{Cast, DRAFTER, HEAD, PASSWORD, STRANGER};
use baopi_tests::client::Client;
use baopi_tests::invariants;
use baopi_tests::office::{Backend, DAY_OFF, Office, WORKING_DAY};
use baopi_tests::program::{Launch, Program};
use baopi_tests::smtp::{Fault, SmtpServer, Stage};
use rstest::rstest;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// The password of whoever joins in these scenarios.
const FIRST: &str = "the first of them";
/// The password given instead.
const SECOND: &str = "the second of them";

fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs a command that has to succeed, and returns what it said.
async fn run(launch: Launch) -> anyhow::Result<String> {
    let output = launch.argument("--lang").argument("en").run().await?;
    ensure!(output.status.success(), "{}: {}", output.status, complaint(&output));
    Ok(String::from_utf8(output.stdout)?)
}

/// Runs a command that cannot be carried out, and returns its complaint.
async fn fail(launch: Launch) -> anyhow::Result<String> {
    let output = launch.argument("--lang").argument("en").run().await?;
    ensure!(output.status.code() == Some(2), "{}: {}", output.status, complaint(&output));
    Ok(complaint(&output))
}

#[rstest]
#[tokio::test]
async fn the_service_starts_only_on_the_present_schema(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let refused = fail(office.serve()).await?;
    let expected = match backend {
        Backend::Sqlite => "baopi.sqlite; please check the path",
        Backend::Postgres => "migrations are pending; run baopi migrate",
    };
    assert!(refused.contains(expected), "{refused}");
    let applied = run(office.command("migrate").argument("--new")).await?;
    assert!(!applied.starts_with("0 "), "{applied}");
    let again = run(office.command("migrate").argument("--new")).await?;
    assert!(again.starts_with("0 "), "{again}");
    let program = office.serve().start().await?;
    program.client()?.get("/sign-in").await?.expect(200)?;
    assert_eq!(program.stop().await?.code(), Some(0));
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn two_migrations_at_once_come_to_one(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let migrate = || run(office.command("migrate").argument("--new"));
    let said = tokio::try_join!(migrate(), migrate(), migrate())?;
    let idle = [said.0, said.1, said.2].iter().filter(|said| said.starts_with("0 ")).count();
    assert_eq!(idle, 2, "one does all of it, the others find it done");
    let program = office.serve().start().await?;
    assert_eq!(program.stop().await?.code(), Some(0));
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn a_sqlite_file_belongs_to_one_program_at_a_time(
    #[values(WORKING_DAY, DAY_OFF)] day: &str,
) -> anyhow::Result<()> {
    let office = Office::new(Backend::Sqlite).await?.beginning_on(day);
    let program = office.demo().start().await?;
    for second in [office.serve(), office.command("users").argument("list")] {
        let refused = fail(second).await?;
        assert!(refused.contains("baopi.sqlite"), "{refused}");
        assert!(refused.contains("is in use by another process"), "{refused}");
    }
    Cast::of(&program).await?;
    // Who only reads writes nothing that could get between.
    run(office.command("verify")).await?;
    program.kill().await?;
    let next = office.serve().start().await?;
    assert_eq!(next.stop().await?.code(), Some(0));
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn two_programs_share_a_postgres_database_and_each_sees_what_the_other_does(
    #[values(WORKING_DAY, DAY_OFF)] day: &str,
) -> anyhow::Result<()> {
    let office = Office::new(Backend::Postgres).await?.beginning_on(day);
    let program = office.demo().start().await?;
    assert_eq!(program.stop().await?.code(), Some(0));
    let (one, other) = (office.serve().start().await?, office.serve().start().await?);
    let mut cast = Cast::of(&one).await?;
    let body = "各有关单位：现就做好秋粮收购服务工作有关事项通知如下。特此通知。";
    let content = cast.document("关于做好冬小麦播种服务工作的通知", body)?;
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.carry(&mut known, 1).await?;
    let mut elsewhere = Cast::of(&other).await?;
    let steps = baopi_tests::cast::usual_steps();
    for (number, (login, action)) in steps.into_iter().enumerate().skip(1) {
        let cast = if number % 2 == 0 { &mut cast } else { &mut elsewhere };
        cast.does(login, &mut known, action).await?;
    }
    assert_eq!(known.status, "archived");
    for program in [one, other] {
        assert_eq!(program.stop().await?.code(), Some(0));
    }
    invariants::hold(&office).await
}

#[tokio::test]
async fn the_clock_of_a_demonstration_begins_within_its_bounds() -> anyhow::Result<()> {
    for (at, allowed) in [
        ("2026-09-15T08:59", false),
        ("2026-09-15T09:00", true),
        ("2100-12-31T09:00", true),
        ("2100-12-31T09:01", false),
    ] {
        let office = Office::new(Backend::Sqlite).await?;
        let launch = Launch::new("demo", office.folder())
            .argument("--database-url")
            .argument(office.database_url())
            .argument("--listen")
            .argument("127.0.0.1:0")
            .argument("--at")
            .argument(at);
        if allowed {
            let program = launch.argument("--json").start().await.with_context(|| at)?;
            Cast::of(&program).await?;
            assert_eq!(program.stop().await?.code(), Some(0));
        } else {
            let refused = fail(launch).await?;
            let bounds = "between 2026-09-15 09:00 and 2100-12-31 09:00";
            assert!(refused.contains(bounds), "{at}: {refused}");
        }
    }
    Ok(())
}

#[rstest]
#[tokio::test]
async fn a_demonstration_goes_on_by_its_clock_for_every_command_that_opens_its_database(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?.beginning_on("2031-03-05");
    let program = office.demo().start().await?;
    assert_eq!(program.stop().await?.code(), Some(0));
    let stand_in = |day: &str| {
        let order = ["add", "--by", HEAD, "--from", HEAD, "--to", DRAFTER, "--reference", "授权书"];
        let days = ["--from-on", day, "--to-on", day];
        order
            .iter()
            .chain(&days)
            .fold(office.command("delegations"), |launch, word| launch.argument(word))
    };
    let refused = stand_in("2031-03-04").argument("--lang").argument("en").run().await?;
    assert_eq!(refused.status.code(), Some(1));
    assert!(complaint(&refused).to_lowercase().contains("the last day is past"), "{refused:?}");
    run(stand_in("2031-03-05")).await?;
    let program = office.serve().start().await?;
    let mut cast = Cast::of(&program).await?;
    let known = cast.document_after("关于做好冬小麦播种服务工作的通知", 4).await?;
    let shown = cast.shows(DRAFTER, &known).await?;
    assert_eq!(shown["signature"]["doc_date"], "2031-03-05");
    assert_eq!(program.stop().await?.code(), Some(0));
    invariants::hold(&office).await
}

/// A setting, a value that it cannot have, and the key that the complaint names.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("BAOPI__SERVER__LISTEN", "everywhere", "server.listen"),
    ("BAOPI__SERVER__LISTEN", "0.0.0.0:0", "server.public_url"),
    ("BAOPI__SERVER__PUBLIC_URL", "ftp://office", "server.public_url"),
    ("BAOPI__SERVER__PUBLIC_URL", "http://office.example.cn", "server.public_url"),
    ("BAOPI__DATABASE__URL", "mysql://office", "database.url"),
    ("BAOPI__DATABASE__MAX_READERS", "0", "database.max_readers"),
    ("BAOPI__MAIL__TRANSPORT", "pigeon", "mail.transport"),
    ("BAOPI__MAIL__TRANSPORT", "smtp", "mail.host"),
    ("BAOPI__MAIL__TRANSPORT", "file", "mail.directory"),
    ("BAOPI__MAIL__FROM", "nobody", "mail.from"),
    ("BAOPI__MAIL__USERNAME", "office", "mail.password"),
    ("BAOPI__LINKS__KEY", "secret", "links.key"),
    ("BAOPI__LOG__LEVEL", "loud", "log.level"),
    ("BAOPI__LOG__COLOUR", "red", "log.colour"),
    ("BAOPI__SERVICE__LISTEN", "127.0.0.1:0", "service.listen"),
];

#[tokio::test]
async fn a_mistake_in_the_configuration_is_named_and_nothing_is_started() -> anyhow::Result<()> {
    let office = Office::new(Backend::Sqlite).await?;
    for (variable, value, key) in MISTAKES {
        for name in ["serve", "migrate", "verify"] {
            let launch = Launch::new(name, office.folder()).variable(variable, value);
            let output = launch.argument("--lang").argument("en").run().await?;
            let complaint = complaint(&output);
            assert_eq!(output.status.code(), Some(2), "{name} {variable}: {complaint}");
            assert!(complaint.contains(&format!("{key}: ")), "{name} {variable}: {complaint}");
            assert!(!complaint.contains("secret"), "{complaint}");
        }
    }
    assert!(!office.folder().join("baopi.sqlite").exists(), "no database was made");
    Ok(())
}

/// Runs a command beside the program; where the database belongs to one program at a time, in its place. Afterwards the
/// program listens at the same address as before, so that everybody's session and token still lead to it.
async fn beside(office: &Office, program: Program, command: Launch) -> anyhow::Result<Program> {
    if office.database_url().starts_with("postgres") {
        run(command).await?;
        return Ok(program);
    }
    let address = program.address().strip_prefix("http://").context("no host")?.to_owned();
    ensure!(program.stop().await?.success(), "it does not stop well");
    run(command).await?;
    office.command("serve").argument("--listen").argument(&address).argument("--json").start().await
}

/// Whether the session on pages and the token of the API are those of somebody.
async fn recognised(client: &Client) -> anyhow::Result<(bool, bool)> {
    let (page, api) = (client.get("/desk").await?, client.get("/api/v1/me").await?);
    ensure!(
        [200, 303].contains(&page.status) && [200, 401].contains(&api.status),
        "{page:?}{api:?}"
    );
    Ok((page.status == 200, api.status == 200))
}

async fn signed_in(program: &Program, login: &str, password: &str) -> anyhow::Result<Client> {
    let client = program.client()?.with_token(login, password).await?;
    client.sign_in(login, password).await?;
    ensure!(recognised(&client).await? == (true, true), "{login} is not recognised");
    Ok(client)
}

async fn gets_in(program: &Program, login: &str, password: &str) -> bool {
    signed_in(program, login, password).await.is_ok()
}

#[rstest]
#[tokio::test]
async fn an_account_is_made_changed_and_closed_with_effect_at_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    assert_eq!(program.stop().await?.code(), Some(0));
    let program = office.serve().start().await?;
    let witness = signed_in(&program, STRANGER, PASSWORD).await?;
    let users = |words: &[&str]| {
        words.iter().fold(office.command("users"), |launch, word| launch.argument(word))
    };

    let add = [
        "add",
        "wangwu",
        "--name",
        "王五",
        "--unit",
        "U13",
        "--role",
        "drafter",
        "--password-stdin",
    ];
    let program = beside(&office, program, users(&add).input(&format!("{FIRST}\n"))).await?;
    let first = signed_in(&program, "wangwu", FIRST).await?;
    let me = first.get("/api/v1/me").await?.json()?;
    assert!(me.to_string().contains("王五"), "{me}");

    let change = users(&["password", "wangwu", "--password-stdin"]).input(&format!("{SECOND}\n"));
    let program = beside(&office, program, change).await?;
    assert_eq!(recognised(&first).await?, (false, false), "the old sign-ins end");
    assert!(!gets_in(&program, "wangwu", FIRST).await);
    let second = signed_in(&program, "wangwu", SECOND).await?;

    let program = beside(&office, program, users(&["disable", "wangwu"])).await?;
    assert_eq!(recognised(&second).await?, (false, false), "a disabled person is nobody");
    assert!(!gets_in(&program, "wangwu", SECOND).await);
    assert_eq!(recognised(&witness).await?, (true, true), "nobody else was signed out");
    assert_eq!(program.stop().await?.code(), Some(0));
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn the_program_ends_by_itself_whoever_still_holds_on_to_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, mail) = (Office::new(backend).await?, SmtpServer::start().await?);
    let program = office.open(&mail).await?;
    let mut cast = Cast::of(&program).await?;
    let mut idle = TcpStream::connect(program.address().trim_start_matches("http://")).await?;
    idle.write_all(b"GET /sign-in HTTP/1.1\r\nhost: office\r\n\r\n").await?;
    mail.fail_always(Stage::Hello, Fault::Silent);
    let body = "各有关单位：现就做好秋粮收购服务工作有关事项通知如下。特此通知。";
    let content = cast.document("关于做好冬小麦播种服务工作的通知", body)?;
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.carry(&mut known, 1).await?;
    mail.wait_for_faults(1).await?;
    assert_eq!(program.stop().await?.code(), Some(0));
    drop(idle);
    let sql = office.sql().await?;
    let waiting = sql.number("SELECT COUNT(*) FROM outbox WHERE state = 'pending'").await?;
    assert_eq!(waiting, 1, "what was under way waits for the next program");
    sql.close().await?;
    let program = office.serve().start().await?;
    let head = program.client()?.with_token(HEAD, PASSWORD).await?;
    assert!(head.get("/api/v1/desk").await?.text().contains(&known.id));
    assert_eq!(program.stop().await?.code(), Some(0));
    invariants::hold(&office).await
}
