//! A text that looks classified comes in by every door there is, and nothing of it stays: in no table, file, mail or log.

use std::path::Path;

use baopi_tests::cast::{
    AUDITOR, Cast, DRAFTER, HEAD, LEADER, PASSWORD, REGISTRAR, REVIEWER, action, rfc3339, rules,
    says,
};
use baopi_tests::client::{Answer, TOKENS_PATH, Upload};
use baopi_tests::docx;
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::smtp::SmtpServer;
use baopi_tests::sql::Sql;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// A mark of classification that is nowhere else.
const MARK: &str = "机密★73年";
/// Words of the text that are nowhere else.
const WORDS: &str = "甲骨青铜琉璃瓦第七仓";
/// The same for Latin letters, which some encodings leave as they are.
const LATIN: &str = "zyzzyva-quokka-7319";
/// Words in the innocent part of a form that is refused as a whole.
const BESIDE: &str = "与密无关却一同送来的字样";

/// The text comes into the books, by form and by file, and with a step. Says how many times it was refused.
async fn refused_entries(cast: &mut Cast) -> anyhow::Result<usize> {
    let (agriculture, text) = (cast.unit("U13")?.to_owned(), secret());
    let paper = |title: &str, text: &str| {
        json!({ "fields": { "from_unit": BESIDE, "title": title, "received_at": "2026-09-15T08:30:00+08:00" },
                "text": text, "register": true })
    };
    let item = json!({ "kind": "document", "year": 2026, "unit": agriculture, "reference": "1", "title": text,
                       "month": 9, "approved_ref": BESIDE });
    let group = json!({ "platform": "qq", "name": BESIDE, "owner": "a", "unit": agriculture, "topic": "b",
                        "purpose": text, "members": 2 });
    let client = cast.client(REGISTRAR).await?;
    is_refused(&client.post("/api/v1/incoming", &paper(BESIDE, &text)).await?)?;
    is_refused(&client.post("/api/v1/incoming", &paper(&text, BESIDE)).await?)?;
    is_refused(&client.post("/api/v1/plans", &item).await?)?;
    is_refused(&client.post("/api/v1/chat-groups", &group).await?)?;
    let rows = format!("title,purpose\n{BESIDE},\"{text}\"\n").into_bytes();
    let document = client.get("/api/v1/openapi.json").await?.expect(200)?.json()?;
    let paths = document["paths"].as_object().into_iter().flatten().map(|(path, _)| path);
    for path in paths.filter(|path| path.ends_with("/imports")) {
        // Holidays have no text of anybody's, and are the administrators' to import.
        if path != "/api/v1/working-days/imports" {
            let file =
                Upload { field: "file", name: "a.csv", media_type: "text/csv", bytes: &rows };
            is_refused(&client.post_file(path, &[], file).await?)?;
        }
    }
    let innocent = json!({ "fields": { "from_unit": "a", "title": "b", "received_at": "2026-09-15T08:30:00+08:00" } });
    let kept = client.post("/api/v1/incoming", &innocent).await?.expect(201)?.json()?;
    let steps = format!("/api/v1/incoming/{}/steps", kept["id"].as_str().unwrap_or_default());
    let back = json!({ "step": "send_back", "note": text });
    is_refused(&client.post_with(&steps, &back, &[("if-match", "\"v1\"")]).await?)?;
    Ok(8)
}

/// The whole of it.
fn secret() -> String {
    format!("{MARK}\n{WORDS}\n{LATIN}")
}

/// Everything by which the text could be told, in every spelling in which it could lie somewhere.
fn traces(files: &[(String, Vec<u8>)]) -> Vec<(String, Vec<u8>)> {
    let mut traces = Vec::new();
    for text in [MARK, WORDS, LATIN, BESIDE] {
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let escaped: Vec<_> = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
        let percent: Vec<_> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let spellings = [
            ("UTF-8", text.as_bytes().to_vec()),
            ("GBK", encoding_rs::GBK.encode(text).0.into_owned()),
            ("UTF-16", little),
            ("JSON", escaped.concat().into_bytes()),
            ("a URL", percent.concat().into_bytes()),
            ("hexadecimal digits", hex::encode(text).into_bytes()),
        ];
        traces.extend(spellings.map(|(name, bytes)| (format!("{text} in {name}"), bytes)));
    }
    for (name, bytes) in files {
        let digest = Sha256::digest(bytes).to_vec();
        traces.push((format!("the digest of {name}"), hex::encode(&digest).into_bytes()));
        traces.push((format!("the digest of {name} in bytes"), digest));
        let middle = bytes.len() / 2;
        traces.push((format!("the middle of {name}"), bytes[middle - 12..middle + 12].to_vec()));
    }
    traces
}

/// The files in which it arrives: by content, three times, and once by name.
fn files() -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let text = format!("{}\n{}", secret(), secret());
    Ok(vec![
        ("通知.docx".to_owned(), docx::of_lines(&text)?),
        ("通知.txt".to_owned(), text.clone().into_bytes()),
        ("旧通知.txt".to_owned(), encoding_rs::GBK.encode(&text).0.into_owned()),
        (format!("{MARK}{WORDS}.md"), format!("{BESIDE}，{BESIDE}。").into_bytes()),
    ])
}

/// The answer refuses it by its pattern and says nothing of it.
fn is_refused(answer: &Answer) -> anyhow::Result<()> {
    assert_eq!(answer.status, 422, "{}", answer.text());
    let problem = answer.json()?;
    assert_eq!(problem["code"], "classified", "{problem}");
    assert_eq!(rules(&problem), ["CLASSIFIED"]);
    assert_eq!(problem["findings"][0]["facts"], json!({ "pattern": 1 }));
    for member in ["message_zh", "message_en", "advice_zh", "advice_en"] {
        assert!(problem[member].as_str().is_some_and(|said| !said.is_empty()), "{problem}");
    }
    says_nothing(answer);
    Ok(())
}

fn says_nothing(answer: &Answer) {
    let said = format!("{:?}{}", answer.headers, answer.text());
    for words in [MARK, WORDS, LATIN, BESIDE] {
        assert!(!said.contains(words), "{said}");
    }
}

#[rstest::rstest]
#[tokio::test]
async fn of_a_text_that_looks_classified_nothing_is_kept(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, mail) = (Office::new(backend).await?, SmtpServer::start().await?);
    let launch = office.demo().mail_to(&mail).variable("BAOPI__LOG__LEVEL", "debug");
    let program = launch.start().await?;
    let mut cast = Cast::of(&program).await?;
    let files = files()?;
    for (name, bytes) in &files {
        is_refused(&cast.uploads(DRAFTER, name, bytes).await?)?;
    }
    let contents = refused_contents(&mut cast).await?;
    let opinions = refused_opinions(&mut cast).await? + refused_entries(&mut cast).await?;
    let log = program.log();
    program.stop().await?;

    let traces = traces(&files);
    let mut found = found_in(log.as_bytes(), "the log", &traces);
    for letter in mail.mails() {
        found.extend(found_in(&letter.raw, "a mail", &traces));
        found.extend(found_in(letter.text().as_bytes(), "the text of a mail", &traces));
    }
    found.extend(found_anywhere(&office, &traces).await?);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let sql = office.sql().await?;
    let recorded = "SELECT count(*) FROM system_event WHERE type = 'content_refused'";
    let attempts = files.len() + contents + opinions;
    assert_eq!(sql.number(recorded).await?, i64::try_from(attempts)?, "each attempt is recorded");
    sql.close().await?;
    invariants::hold(&office).await
}

/// Forms with the text somewhere in them, new, saved and corrected; returns how many were refused.
async fn refused_contents(cast: &mut Cast) -> anyhow::Result<usize> {
    let mut draft = cast.document_after("关于收发的通知", 0).await?;
    let reviewed = cast.document_after("关于更正的通知", 2).await?;
    let innocent = cast.document("关于防护的通知", BESIDE)?;
    let with = |place: &str, value: Value| {
        let mut content = innocent.clone();
        content[place] = value;
        content
    };
    let contents = [
        with("title", json!(secret())),
        with("body", json!(secret())),
        with("issued_texts", json!([{ "title": "方案", "text": secret() }])),
        with("annexes", json!([{ "title": secret() }])),
        with("necessity", json!(secret())),
        with("contact", json!({ "name": "沈佳", "phone": secret() })),
        with("justifications", json!({ "FILE-LENGTH-SPECIAL": secret() })),
        with("basis", json!([{ "kind": "law_or_rule", "reference": secret() }])),
    ];
    for content in &contents {
        let client = cast.client(DRAFTER).await?;
        is_refused(&client.post("/api/v1/requests", content).await?)?;
        let judged = client.post("/api/v1/previews", content).await?.expect(200)?;
        assert_eq!(judged.json()?["refusal"]["code"], "classified");
        says_nothing(&judged);
        let save = json!({ "action": "save", "content": content });
        is_refused(&cast.tries(DRAFTER, &draft, &save).await?)?;
        let correct = json!({ "action": "correct", "content": content, "opinion": "更正" });
        is_refused(&cast.tries(REVIEWER, &reviewed, &correct).await?)?;
    }
    let client = cast.client(DRAFTER).await?;
    let unread = json!({ "kind": "document", (secret()): secret() });
    client.post("/api/v1/requests", &unread).await?.expect(400)?;
    client.post_bytes("/api/v1/requests", "application/json", secret().into_bytes()).await?;
    let login = json!({ "login": secret(), "password": secret() });
    client.post(TOKENS_PATH, &login).await?.expect(401)?;
    cast.does(DRAFTER, &mut draft, action("submit")).await?;
    let refused = cast.timeline(&draft).await?;
    let refused = refused.iter().filter(|entry| entry["what"]["code"] == "classified");
    assert_eq!(refused.count(), contents.len(), "the request's own record has them too");
    Ok(3 * contents.len())
}

/// The text as what somebody says; returns how many were refused.
async fn refused_opinions(cast: &mut Cast) -> anyhow::Result<usize> {
    let known = cast.document_after("关于意见的通知", 1).await?;
    let mut refused = 0;
    for name in ["approve", "return", "reject", "object"] {
        is_refused(&cast.tries(HEAD, &known, &says(name, &secret())).await?)?;
        refused += 1;
    }
    is_refused(&cast.tries(DRAFTER, &known, &says("withdraw", &secret())).await?)?;
    assert_eq!(cast.shows(AUDITOR, &known).await?["version"], known.version);

    Ok(refused + 1)
}

#[rstest::rstest]
#[tokio::test]
async fn neither_is_it_kept_as_the_place_of_a_meeting(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut known = cast.create(DRAFTER, &cast.meeting("关于收发的会议", 3600)?).await?;
    cast.carry(&mut known, 4).await?;
    is_refused(&cast.tries(DRAFTER, &known, &says("cancel", &secret())).await?)?;
    cast.does(DRAFTER, &mut known, action("send_notice")).await?;
    let begin = 1_789_426_800_000_i64; // 2026-09-15T07:00+08:00
    let actual = json!({ "starts_at": rfc3339(begin), "ends_at": rfc3339(begin + 60_000), "headcount": 3,
        "mode": "on_site", "venue": secret() });
    let held = json!({ "action": "record_held", "actual": actual });
    let held = cast.tries(DRAFTER, &known, &held).await?;
    program.stop().await?;
    let found = found_anywhere(&office, &traces(&[])).await?;
    assert!(found.is_empty(), "{}", found.join("\n"));
    is_refused(&held)?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn neither_is_it_kept_as_the_name_of_a_token(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let wish = json!({ "login": LEADER, "password": PASSWORD, "label": secret() });
    let token = program.client()?.post(TOKENS_PATH, &wish).await?;
    program.stop().await?;
    let found = found_anywhere(&office, &traces(&[])).await?;
    assert!(found.is_empty(), "{}", found.join("\n"));
    is_refused(&token)?;
    invariants::hold(&office).await
}

/// Looks through the office's folder and tables.
async fn found_anywhere(
    office: &Office,
    traces: &[(String, Vec<u8>)],
) -> anyhow::Result<Vec<String>> {
    let mut found = found_in_folder(office.folder(), traces)?;
    let sql = office.sql().await?;
    found.extend(found_in_tables(&sql, traces).await?);
    sql.close().await?;
    Ok(found)
}

/// Where in these bytes, which are called `place`, traces are found.
fn found_in(bytes: &[u8], place: &str, traces: &[(String, Vec<u8>)]) -> Vec<String> {
    let has = |trace: &[u8]| bytes.windows(trace.len()).any(|window| window == trace);
    let found = traces.iter().filter(|(_, trace)| has(trace));
    found.map(|(name, _)| format!("{name} stands in {place}")).collect()
}

/// Looks through every file below a folder: database, write-ahead log, mails, what was left behind in reading.
fn found_in_folder(folder: &Path, traces: &[(String, Vec<u8>)]) -> anyhow::Result<Vec<String>> {
    let (mut folders, mut found) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            found.extend(found_in(path.to_string_lossy().as_bytes(), "a file name", traces));
            if path.is_dir() {
                folders.push(path);
            } else {
                let place = path.display().to_string();
                found.extend(found_in(&std::fs::read(&path)?, &place, traces));
            }
        }
    }
    Ok(found)
}

/// Looks through every column of every table that can hold a text or bytes; of SQLite through none, because it is one file.
async fn found_in_tables(sql: &Sql, traces: &[(String, Vec<u8>)]) -> anyhow::Result<Vec<String>> {
    if !sql.is_postgres() {
        return Ok(Vec::new());
    }
    let columns = "SELECT table_name, column_name, data_type FROM information_schema.columns
                   WHERE table_schema = 'public' AND data_type IN ('text', 'bytea', 'json', 'jsonb')";
    let columns = sql.rows(columns).await?;
    assert!(columns.len() > 50, "{columns:?}");
    let mut found = Vec::new();
    for column in columns {
        let name = |part: &str| column[part].as_str().unwrap_or_default().to_owned();
        let place = format!("{}.{}", name("table_name"), name("column_name"));
        let bytes = match name("data_type").as_str() {
            "bytea" => name("column_name"),
            _ => format!("convert_to({}::text, 'UTF8')", name("column_name")),
        };
        let query = format!("SELECT encode({bytes}, 'hex') AS held FROM {}", name("table_name"));
        for row in sql.rows(&query).await? {
            let held = hex::decode(row["held"].as_str().unwrap_or_default())?;
            found.extend(found_in(&held, &place, traces));
        }
    }
    Ok(found)
}

#[rstest::rstest]
#[tokio::test]
async fn the_search_finds_what_is_kept(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let file = format!("{WORDS}{WORDS}").into_bytes();
    cast.uploads(DRAFTER, "a.txt", &file).await?.expect(201)?;
    let content = cast.document(&format!("关于{LATIN}的通知"), BESIDE)?;
    cast.create(DRAFTER, &content).await?;
    program.stop().await?;
    let traces = traces(&[("the file".to_owned(), file)]);
    let found = found_anywhere(&office, &traces).await?;
    for trace in [
        &format!("{WORDS} in UTF-8"),
        &format!("{LATIN} in UTF-8"),
        &format!("{BESIDE} in UTF-8"),
        "the middle of the file",
        "the digest of the file in bytes",
    ] {
        assert!(found.iter().any(|place| place.starts_with(trace)), "{trace}: {found:#?}");
    }
    assert!(!found.iter().any(|place| place.starts_with(MARK)), "{found:#?}");
    invariants::hold(&office).await
}
