//! What the command line prints as JSON is what the API answers about the same thing: nothing is null, and no instant is a
//! bare number.

use std::collections::BTreeSet;

use anyhow::{Context, ensure};
use baopi_tests::cast::{ADMIN, Cast, HEAD, REGISTRAR, REVIEWER, SECOND_ADMIN, STRANGER};
use baopi_tests::house::root;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Launch;
use baopi_tests::wire::strange;
use rstest::rstest;
use serde_json::{Value, json};

/// The head of a register from paper.
const PAPER: &str = "series,year,sequence,state,title,unit,doc_date,void_reason\n";

/// The commands of one office, and those of them that have printed JSON.
struct Desk<'a> {
    office: &'a Office,
    printed: BTreeSet<String>,
}

impl Desk<'_> {
    /// What a command prints as JSON. It ends with this exit status.
    async fn json(&mut self, status: i32, command: &str, words: &[&str]) -> anyhow::Result<Value> {
        let output = self.launch(command, &[words, &["--json"]].concat()).run().await?;
        let printed = String::from_utf8_lossy(&output.stdout);
        let complained = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.code() == Some(status), "{command}: {printed}{complained}");
        let answer = serde_json::from_str(&printed)?;
        ensure!(strange(&answer).is_empty(), "{command}: {:?} in {printed}", strange(&answer));
        self.printed.insert(command.to_owned());
        Ok(answer)
    }

    fn launch(&self, command: &str, words: &[&str]) -> Launch {
        let words: Vec<_> = command.split_whitespace().chain(words.iter().copied()).collect();
        words[1..].iter().fold(self.office.command(words[0]), |launch, word| launch.argument(word))
    }

    fn file(&self, name: &str, text: &str) -> anyhow::Result<String> {
        let path = self.office.folder().join(name);
        std::fs::write(&path, text)?;
        Ok(path.to_string_lossy().into_owned())
    }

    /// The commands that print JSON when they end, as the help of the program tells of them.
    async fn that_print(&self) -> anyhow::Result<BTreeSet<String>> {
        let (mut found, mut unread) = (BTreeSet::new(), vec![String::new()]);
        while let Some(command) = unread.pop() {
            let help = self.launch(&command, &["--help"]).run().await?.stdout;
            let help = String::from_utf8(help)?;
            if help.contains("--json") && !help.contains("Say that it is ready") {
                found.insert(command.clone());
            }
            let (_, below) = help.split_once("Commands:\n").unwrap_or_default();
            let lines = below.lines().take_while(|line| line.starts_with("  "));
            let names = lines.filter_map(|line| line.split_whitespace().next());
            let names = names.filter(|name| *name != "help");
            unread.extend(names.map(|name| format!("{command} {name}").trim().to_owned()));
        }
        Ok(found)
    }
}

/// What the API answers to the administrator about what the command line prints as well.
async fn answered(cast: &mut Cast, path: &str) -> anyhow::Result<Value> {
    cast.sees(ADMIN, &format!("/api/v1/{path}")).await
}

#[rstest]
#[tokio::test]
async fn every_command_prints_json_as_the_api_answers_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    cast.document_after("关于移交事项的通知", 1).await?;
    let me = answered(&mut cast, "me").await?;
    let gaps = answered(&mut cast, "numbers/gaps").await?;
    let figures = answered(&mut cast, "statistics?period=2026Q3").await?;
    let stand_ins = answered(&mut cast, "delegations?whose=all").await?;
    let mut routes = Vec::new();
    for kind in ["document", "meeting", "inspection"] {
        let versions = answered(&mut cast, &format!("routes?kind={kind}")).await?;
        routes.extend(versions.as_array().context("no versions")?.clone());
    }
    program.stop().await?;

    let mut desk = Desk { office: &office, printed: BTreeSet::new() };
    assert_eq!(desk.json(0, "numbers gaps", &[]).await?, gaps);
    assert_eq!(desk.json(0, "statistics show", &["2026Q3"]).await?, figures);
    assert_eq!(desk.json(0, "delegations list", &[]).await?, stand_ins["items"]);
    assert_eq!(desk.json(0, "routes list", &[]).await?, json!(routes));
    let people = desk.json(0, "users list", &[]).await?;
    let own = people.as_array().context("no people")?.iter().find(|one| one["id"] == me["id"]);
    for (field, value) in me.as_object().context("no account")? {
        assert_eq!(own.map(|own| &own[field]), Some(value), "{field}");
    }
    commands_that_change(&mut desk).await?;
    for (command, words) in [
        ("verify", &[][..]),
        ("verify", &["--evaluations"]),
        ("statistics check", &[]),
        ("similar check", &[]),
        ("outbox", &[]),
    ] {
        desk.json(0, command, words).await?;
    }
    of_what_is_wrong(&mut desk).await?;
    assert_eq!(desk.printed, desk.that_print().await?);
    Ok(())
}

/// Each prints what it did, and what stands against it.
async fn commands_that_change(desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let shipped = std::fs::read_to_string(root().join("crates/workflow/routes/document.toml"))?;
    let other = desk.file("other.toml", &shipped.replace("mode = \"any\"", "mode = \"all\""))?;
    let unsound = shipped.replace("\"responsible_leader\"", "\"reviewer_of_office\"");
    let unsound = desk.file("unsound.toml", &unsound)?;
    let nonsense = desk.file("nonsense.toml", "stages = 7")?;
    desk.json(0, "routes check", &[&other]).await?;
    for (file, code) in [(&unsound, "no_signature"), (&nonsense, "unreadable")] {
        let refused = desk.json(1, "routes check", &[file]).await?;
        assert_eq!(
            (&refused["holds"], &refused["faults"][0]["code"]),
            (&json!(false), &json!(code))
        );
    }
    desk.json(1, "routes propose", &[&unsound, "--by", ADMIN]).await?;
    let proposed = desk.json(0, "routes propose", &[&other, "--by", ADMIN]).await?;
    assert_eq!((&proposed["version"], &proposed["standing"]), (&json!(2), &json!("open")));
    let id = proposed["id"].as_str().context("no identifier")?;
    let confirm = [id, "confirm", "--by", SECOND_ADMIN];
    assert_eq!(desk.json(0, "routes settle", &confirm).await?["standing"], "confirmed");
    let versions = desk.json(0, "routes list", &[]).await?;
    assert_eq!(versions[0]["published_by"]["name"], "方圆");
    assert!(versions[0]["published_at"].as_str().is_some_and(|at| at.ends_with("+08:00")));

    let (from, to) = (desk.office.day(0), desk.office.day(9));
    let people =
        ["--by", ADMIN, "--from", HEAD, "--to", STRANGER, "--reference", "授权书〔2026〕3号"];
    let days = ["--from-on", from.as_str(), "--to-on", to.as_str()];
    let made = desk.json(0, "delegations add", &[&people[..], &days].concat()).await?;
    assert_eq!((&made["state"], made.get("scope")), (&json!("unconfirmed"), None));
    let id = made["id"].as_str().context("no identifier")?;
    let confirmed = desk.json(0, "delegations confirm", &[id, "--by", HEAD]).await?;
    assert_eq!(confirmed["state"], "in_force");
    let ended = desk.json(0, "delegations end", &[id, "--by", ADMIN]).await?;
    assert_eq!(ended["state"], "ended");

    let line = "青农发,2025,1,used,关于春耕的通知,U13,2025-01-10,\n";
    let wrong =
        desk.file("wrong.csv", &format!("{PAPER}{line}青农发,2025,3,used,,U13,2025-01-10,\n"))?;
    let refused = desk.json(1, "numbers import", &[&wrong, "--by", REGISTRAR]).await?;
    let first = &refused["lines"][0];
    assert_eq!(
        (&first["line"], &first["field"], &first["wrong"]),
        (&json!(3), &json!("title"), &json!("missing"))
    );
    let right = desk.file("right.csv", &format!("{PAPER}{line}"))?;
    let imported = desk.json(0, "numbers import", &[&right, "--by", REGISTRAR]).await?;
    assert_eq!(imported["last"], json!(["青农发〔2025〕1号"]));

    let people = ["--by", ADMIN, "--from", REVIEWER, "--to", STRANGER, "--opinion", "调离本单位"];
    let handed = desk.json(1, "users hand-over", &people).await?;
    let results = handed["results"].as_array().context("no results")?;
    for result in results {
        assert_ne!(result.get("performed").is_some(), result.get("problem").is_some(), "{result}");
    }
    assert!(!results.is_empty(), "nothing waits for the reviewer");
    Ok(())
}

/// The checks once more, with something to find, and a file that cannot be read beside one that can.
async fn of_what_is_wrong(desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let sql = desk.office.sql().await?;
    sql.execute("UPDATE number_counter SET last_sequence = last_sequence + 1").await?;
    sql.execute("UPDATE figure SET value = value + 1").await?;
    sql.execute("DELETE FROM similar_sample").await?;
    sql.close().await?;
    let gaps = desk.json(1, "numbers gaps", &[]).await?;
    assert!(gaps[0]["missing"][0]["first"].is_u64(), "{gaps}");
    let drifts = desk.json(1, "statistics check", &[]).await?;
    assert!(drifts["drifts"][0]["unit"]["name"].is_string(), "{drifts}");
    let lost = desk.json(1, "similar check", &[]).await?;
    assert!(lost["faults"][0]["wrong"].is_string(), "{lost}");
    desk.json(1, "verify", &[]).await?;
    let text = desk.file("通知.txt", "各有关单位：请按期完成。")?;
    let checked = desk.json(2, "check", &[&text, "missing.pdf"]).await?;
    assert_eq!(
        (&checked[0]["verdict"], &checked[1]["error"]["code"]),
        (&json!("pass"), &json!("not-found"))
    );
    Ok(())
}

#[test]
fn a_null_and_a_bare_instant_are_seen_wherever_they_stand() {
    let answer = json!({ "a": [1, { "at": 1_789_434_000_000_u64 }], "b": null, "c": "2026-09-15" });
    assert_eq!(strange(&answer), ["/a/1/at: 1789434000000 looks like milliseconds", "/b: null"]);
}
