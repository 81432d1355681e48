//! Files as people send them: read, kept byte for byte, given back to those who may see them, or refused with advice.

use baopi_tests::cast::{AUDITOR, Cast, DRAFTER, HEAD, LEADER, REVIEWER, STRANGER, action, rules};
use baopi_tests::client::Upload;
use baopi_tests::docx;
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../crates/document/tests/fixtures/", $name))
    };
}

/// The text that went into every file of the office suite.
const TEXT: &str = include_str!("../../../crates/document/tests/fixtures/writer.txt");
const DOCX: &[u8] = fixture!("writer.docx");
/// The note marks that a PDF draws besides.
const DRAWN_TOO: &str = "11";
/// A drafter of another bureau.
const OTHER_DRAFTER: &str = "yangfan";
/// The largest file, in bytes.
const LIMIT: usize = 20 * 1024 * 1024;

fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn sorted(text: &str) -> Vec<char> {
    let mut characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    characters.sort_unstable();
    characters
}

#[rstest::rstest]
#[tokio::test]
async fn the_same_text_comes_out_of_every_format_and_the_file_comes_back_byte_for_byte(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let gb18030 = encoding_rs::GB18030.encode(TEXT).0.into_owned();
    let files: [(&str, &[u8], &str, Value); 7] = [
        ("通知.docx", DOCX, "docx", Value::Null),
        ("通知.odt", fixture!("writer.odt"), "odt", Value::Null),
        ("通知.txt", TEXT.as_bytes(), "text", json!("UTF-8")),
        ("通知二.txt", &utf16(TEXT), "text", json!("UTF-16LE")),
        ("通知三.txt", &gb18030, "text", json!("GB18030")),
        ("通知.md", TEXT.as_bytes(), "markdown", json!("UTF-8")),
        ("通知.pdf", fixture!("writer-tagged.pdf"), "pdf", Value::Null),
    ];
    for (name, bytes, format, encoding) in files {
        let received = cast.uploads(DRAFTER, name, bytes).await?.expect(201)?.json()?;
        assert_eq!((&received["format"], &received["encoding"]), (&json!(format), &encoding));
        let text = received["text"].as_str().unwrap_or_default();
        if format == "pdf" {
            assert_eq!(sorted(text), sorted(&format!("{TEXT}{DRAWN_TOO}")));
        } else {
            assert_eq!(text.trim_end(), TEXT.trim_end(), "{name}");
            assert_eq!(received["characters"], sorted(TEXT).len(), "{name}");
        }
        comes_back(&mut cast, received, bytes).await?;
    }
    let gbk = encoding_rs::GBK.encode("各镇：现将有关事项通知如下。").0.into_owned();
    let received = cast.uploads(DRAFTER, "a.txt", &gbk).await?.expect(201)?.json()?;
    assert_eq!(received["text"].as_str().map(str::trim), Some("各镇：现将有关事项通知如下。"));
    cast.uploads(OTHER_DRAFTER, "b.docx", DOCX).await?.expect(201)?;
    program.stop().await?;
    let sql = office.sql().await?;
    let kept = sql.number("SELECT count(*) FROM file_blob").await?;
    assert_eq!(kept, 7, "the same bytes are kept once");
    sql.close().await?;
    invariants::hold(&office).await
}

/// Whoever may see the request may fetch its file, and nobody else.
async fn comes_back(cast: &mut Cast, received: Value, bytes: &[u8]) -> anyhow::Result<()> {
    let sha256 = hex::encode(Sha256::digest(bytes));
    assert_eq!(received["file"]["sha256"], sha256);
    assert_eq!(received["file"]["size"], bytes.len());
    let mut content = cast.document("关于附件的通知", "现将有关事项通知如下。")?;
    content["annexes"] = json!([{ "title": "附件", "file": received["file"] }]);
    let mut known = cast.create(DRAFTER, &content).await?;
    let path = format!("/api/v1/requests/{}/files/{sha256}", known.id);
    cast.client(HEAD).await?.get(&path).await?.expect(404)?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    for login in [DRAFTER, HEAD, REVIEWER, LEADER, AUDITOR] {
        let answer = cast.client(login).await?.get(&path).await?.expect(200)?;
        assert_eq!(answer.body, bytes, "{login}");
        assert_eq!(answer.header("content-type"), Some("application/octet-stream"));
        let disposition = answer.header("content-disposition").unwrap_or_default();
        assert!(disposition.starts_with("attachment; "), "{disposition}");
        assert!(disposition.contains("filename*=UTF-8''%E9%80%9A%E7%9F%A5"), "{disposition}");
    }
    cast.client(STRANGER).await?.get(&path).await?.expect(404)?;
    let other = path.replace(&sha256[..4], "0000");
    cast.client(DRAFTER).await?.get(&other).await?.expect(404)?;
    Ok(())
}

#[rstest::rstest]
#[tokio::test]
async fn what_cannot_be_read_is_refused_with_advice_and_the_program_goes_on(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let bomb = docx::of_main_part(&docx::main_part(&" ".repeat(64 * 1024 * 1024)), 0)?;
    let deep = docx::of_main_part(
        &docx::main_part(&format!("{}{}", "<w:p>".repeat(1000), "</w:p>".repeat(1000))),
        0,
    )?;
    let entities =
        r#"<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"#;
    let entities = docx::of_main_part(
        &format!("{entities}{}", docx::main_part("<w:p><w:r><w:t>&b;&b;</w:t></w:r></w:p>")),
        0,
    )?;
    let mut flipped = DOCX.to_vec();
    flipped[DOCX.len() / 3..][..64].fill(0);
    let files: [(&str, &[u8], &[&str]); 14] = [
        ("a.doc", fixture!("writer.doc"), &["legacy-doc"]),
        ("a.wps", fixture!("writer.doc"), &["legacy-wps"]),
        ("a.pdf", fixture!("writer-password.pdf"), &["encrypted"]),
        ("b.pdf", fixture!("scan.pdf"), &["scanned"]),
        ("c.pdf", &fixture!("writer.pdf")[..20_000], &["corrupt"]),
        ("a.docx", &DOCX[..DOCX.len() / 2], &["corrupt"]),
        ("b.docx", &flipped, &["corrupt"]),
        ("c.docx", fixture!("writer.odt"), &["wrong-extension"]),
        ("d.docx", &bomb, &["hostile"]),
        ("e.docx", &deep, &["hostile"]),
        ("f.docx", &entities, &["hostile", "corrupt"]),
        ("a.txt", b"", &["empty"]),
        ("b.txt", &[0xff; 4096], &["unknown-encoding"]),
        ("a.exe", b"MZ\x90\0\x03\0\0\0", &["unsupported"]),
    ];
    for (name, bytes, reasons) in files {
        let problem = cast.uploads(DRAFTER, name, bytes).await?.expect(422)?.json()?;
        assert_eq!(problem["code"], "unreadable_file", "{name}");
        let reason = problem["reason"].as_str().unwrap_or_default();
        assert!(reasons.contains(&reason), "{name}: {problem}");
        for (zh, en) in [("message_zh", "message_en"), ("advice_zh", "advice_en")] {
            let chinese = problem[zh].as_str().unwrap_or_default();
            let english = problem[en].as_str().unwrap_or_default();
            assert!(!chinese.is_ascii() && !english.is_empty(), "{name}: {problem}");
        }
        cast.client(DRAFTER).await?.get("/api/v1/me").await?.expect(200)?;
    }
    cast.uploads(DRAFTER, "通知.docx", DOCX).await?.expect(201)?;
    program.stop().await?;
    let sql = office.sql().await?;
    assert_eq!(
        sql.number("SELECT count(*) FROM file_blob").await?,
        1,
        "what is refused is not kept"
    );
    sql.close().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_file_of_20_mebibytes_is_taken_and_one_byte_more_is_not(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let largest = docx::of_size("现通知如下。", LIMIT)?;
    assert_eq!(largest.len(), LIMIT);
    let received = cast.uploads(DRAFTER, "通知.docx", &largest).await?.expect(201)?.json()?;
    assert_eq!(received["text"].as_str().map(str::trim), Some("现通知如下。"));
    comes_back(&mut cast, received, &largest).await?;
    let upload =
        cast.uploads(DRAFTER, "a.docx", &docx::of_size("现通知如下。", LIMIT + 1)?).await?;
    let problem = upload.expect(413)?.json()?;
    for said in ["message_zh", "message_en"] {
        assert!(problem[said].as_str().is_some_and(|said| said.contains("20")), "{problem}");
    }
    for advice in ["advice_zh", "advice_en"] {
        assert!(problem[advice].as_str().is_some_and(|advice| !advice.is_empty()), "{problem}");
    }
    let upload = cast
        .uploads(DRAFTER, "a.docx", &docx::of_size("现通知如下。", LIMIT + 2 * 1024 * 1024)?)
        .await?;
    let problem = upload.expect(413)?.json()?;
    assert_eq!(problem["code"], "too_large", "it is not even read to its end: {problem}");
    let long = "字".repeat(1024 * 1024);
    let problem = cast.uploads(DRAFTER, "a.txt", long.as_bytes()).await?.expect(422)?.json()?;
    assert_eq!(problem["reason"], "too-much-text");
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn nobody_reads_a_file_by_naming_its_digest(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let received = cast.uploads(DRAFTER, "通知.docx", DOCX).await?.expect(201)?.json()?;
    let mut content = cast.document("关于文件的通知", "现通知如下。")?;
    content["issuing_unit"] = json!(cast.unit("U15")?);
    content["drafting_unit"] = json!(cast.unit("U15")?);
    let innocent = content.clone();
    let invented = json!({ "sha256": "0".repeat(64), "name": "a.docx", "size": 1 });
    for file in [received["file"].clone(), invented] {
        for annexed in [true, false] {
            let mut content = innocent.clone();
            if annexed {
                content["annexes"] = json!([{ "title": "附件", "file": file }]);
            } else {
                content["body_file"] = file.clone();
            }
            let client = cast.client(OTHER_DRAFTER).await?;
            let problem = client.post("/api/v1/requests", &content).await?.expect(422)?.json()?;
            assert_eq!(rules(&problem), ["REQUIRED-FIELDS"]);
            let known = cast.create(OTHER_DRAFTER, &innocent).await?;
            let save = json!({ "action": "save", "content": content });
            cast.refused(OTHER_DRAFTER, &known, &save, (422, "blocked")).await?;
            let sha256 = file["sha256"].as_str().unwrap_or_default();
            let path = format!("/api/v1/requests/{}/files/{sha256}", known.id);
            cast.client(OTHER_DRAFTER).await?.get(&path).await?.expect(404)?;
        }
    }
    // Whoever corrects something else keeps the file that is in it already, without having sent it.
    let text = received["text"].as_str().unwrap_or_default();
    let mut own = cast.document("关于更正的通知", text)?;
    own["body_file"] = received["file"].clone();
    let mut known = cast.create(DRAFTER, &own).await?;
    cast.carry(&mut known, 2).await?;
    own["title"] = json!("关于更正名称的通知");
    let correct = json!({ "action": "correct", "content": own, "opinion": "更正" });
    cast.does(REVIEWER, &mut known, correct).await?;

    let file = Upload { field: "file", name: "a.txt", media_type: "text/plain", bytes: b"abc" };
    let nobody = program.client()?;
    nobody.post_file("/api/v1/files", &[], file).await?.expect(401)?;
    let client = cast.client(DRAFTER).await?;
    client.post_file("/api/v1/files", &[], Upload { field: "other", ..file }).await?.expect(400)?;
    client.post_bytes("/api/v1/files", "text/plain", b"abc".to_vec()).await?.expect(415)?;
    program.stop().await?;
    invariants::hold(&office).await
}

/// What is measured and approved is what is handed out.
#[rstest::rstest]
#[tokio::test]
async fn a_file_is_named_only_with_the_text_that_was_read_from_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let long = "字".repeat(20_000);
    let received = cast.uploads(DRAFTER, "长文.txt", long.as_bytes()).await?.expect(201)?.json()?;
    let file = received["file"].clone();
    let innocent = cast.document("关于文件的通知", "现通知如下。")?;

    // Another text than the one that was read, in the body and in an annex.
    let mut body = innocent.clone();
    body["body_file"] = file.clone();
    let mut annex = innocent.clone();
    annex["annexes"] = json!([{ "title": "附件", "text": "短。", "file": file }]);
    // Another name or size than the one that was sent.
    let mut named = innocent.clone();
    named["annexes"] = json!([{ "title": "附件", "file": file }]);
    named["annexes"][0]["file"]["name"] = json!("正文.docx");
    let mut sized = innocent.clone();
    sized["annexes"] = json!([{ "title": "附件", "file": file }]);
    sized["annexes"][0]["file"]["size"] = json!(1);
    for (content, field) in
        [(body, "body_file"), (annex, "annexes"), (named, "file"), (sized, "file")]
    {
        let client = cast.client(DRAFTER).await?;
        let problem = client.post("/api/v1/requests", &content).await?.expect(422)?.json()?;
        assert_eq!(rules(&problem), ["REQUIRED-FIELDS"], "{field}");
        assert_eq!(problem["findings"][0]["facts"]["field"], field, "{problem}");
    }

    // An annex without a text has the one that was read: it cannot be long and counted as nothing.
    let mut annexed = innocent.clone();
    annexed["annexes"] = json!([{ "title": "附件", "file": file }]);
    let known = cast.create(DRAFTER, &annexed).await?;
    let kept = cast
        .client(DRAFTER)
        .await?
        .get(&format!("/api/v1/requests/{}", known.id))
        .await?
        .expect(200)?
        .json()?;
    assert_eq!(kept["content"]["annexes"][0]["text"], long);

    // White space may differ: forms and formats write it otherwise.
    let mut spaced = innocent;
    spaced["body"] = json!(format!("{} \r\n", long.replace("字字", "字 字")));
    spaced["body_file"] = file;
    cast.create(DRAFTER, &spaced).await?;
    program.stop().await?;
    invariants::hold(&office).await
}
