//! Forms are saved while somebody types: as drafts on the server, each order once, and nothing that looks classified.

use baopi_tests::cast::{Cast, DRAFTER, HEAD, Known, PASSWORD, action};
use baopi_tests::client::{Answer, Client, IDEMPOTENCY_KEY, Upload, fresh_key};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use rstest::rstest;
use serde_json::Value;

const TITLE: &str = "关于做好冬小麦播种服务工作的通知";

/// Somebody with a form open, as its script speaks to the server.
struct Typist {
    client: Client,
    person: String,
    unit: String,
}

impl Typist {
    async fn of(cast: &mut Cast, login: &str, client: Client) -> anyhow::Result<Self> {
        client.sign_in(login, PASSWORD).await?;
        let person =
            cast.sees(login, "/api/v1/me").await?["id"].as_str().unwrap_or_default().to_owned();
        Ok(Self { client, person, unit: cast.unit("U13")?.to_owned() })
    }

    async fn sends(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> anyhow::Result<Answer> {
        let usual = [
            ("kind", "document"),
            ("person", &self.person),
            ("drafting_unit", &self.unit),
            ("issuing_unit", &self.unit),
        ];
        // A file field in which nothing was chosen.
        let file = Upload {
            field: "body_upload",
            name: "",
            media_type: "application/octet-stream",
            bytes: b"",
        };
        let own = |(name, _): &&(&str, &str)| !fields.iter().any(|(given, _)| given == name);
        let all: Vec<_> = usual.iter().filter(own).chain(fields).copied().collect();
        self.client.post_file_with(path, &all, file, headers).await
    }

    /// Saves a draft over the version that was seen.
    async fn saves(&self, known: &Known, body: &str, key: &str) -> anyhow::Result<Value> {
        let (path, seen) = (format!("/drafts/{}", known.id), format!("\"v{}\"", known.version));
        let headers = [("if-match", seen.as_str()), (IDEMPOTENCY_KEY, key)];
        self.sends(&path, &[("title", TITLE), ("body", body)], &headers).await?.expect(200)?.json()
    }
}

/// The draft that an answer speaks of.
fn known(answer: &Value) -> Known {
    let path = answer["path"].as_str().unwrap_or_default();
    let id = path.trim_start_matches("/requests/").trim_end_matches("/edit").to_owned();
    Known {
        id,
        version: answer["version"].as_u64().unwrap_or_default(),
        status: "draft".to_owned(),
    }
}

#[rstest]
#[tokio::test]
async fn a_form_with_a_title_becomes_a_draft_and_is_saved_once_for_each_order(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let typist = Typist::of(&mut cast, DRAFTER, program.client()?).await?;
    let sql = office.sql().await?;
    let requests = sql.number("SELECT count(*) FROM request").await?;
    let untitled = typist.sends("/drafts", &[("body", "现通知如下。")], &[]).await?.expect(200)?;
    assert_eq!(untitled.json()?["code"], "untitled");
    assert_eq!(sql.number("SELECT count(*) FROM request").await?, requests);

    let key = fresh_key();
    let keyed = [(IDEMPOTENCY_KEY, key.as_str())];
    let fields = [("title", TITLE), ("body", "现通知如下。")];
    let begun = typist.sends("/drafts", &fields, &keyed).await?.expect(200)?.json()?;
    assert_eq!(begun["code"], "saved", "{begun}");
    assert_eq!(typist.sends("/drafts", &fields, &keyed).await?.json()?["path"], begun["path"]);
    assert_eq!(sql.number("SELECT count(*) FROM request").await?, requests + 1);

    let (first, key) = (known(&begun), fresh_key());
    let saved = typist.saves(&first, "现通知如下：", &key).await?;
    assert_eq!(saved["code"], "saved", "{saved}");
    assert_eq!(typist.saves(&first, "现通知如下：", &key).await?, saved, "sent again, done once");
    let second = known(&saved);
    assert_eq!((&second.id, second.version), (&first.id, first.version + 1));
    let shown = cast.shows(DRAFTER, &second).await?;
    assert_eq!(
        (&shown["version"], &shown["content"]["body"]),
        (&saved["version"], &"现通知如下：".into())
    );
    let late = typist.saves(&first, "现通知如下！", &fresh_key()).await?;
    assert_eq!(late["code"], "stale", "{late}");
    let used = typist.saves(&second, "现通知如下！", &key).await?;
    assert_eq!(used["code"], "refused", "a key is for one order: {used}");

    // A button has asked for it: then a title is not waited for.
    let pressed = [("body", "现通知如下。"), ("do", "save")];
    assert_eq!(typist.sends("/drafts", &pressed, &[]).await?.json()?["code"], "saved");
    let mut known = second;
    cast.does(DRAFTER, &mut known, action("withdraw")).await?;
    assert_eq!(typist.saves(&known, "现通知如下。", &fresh_key()).await?["code"], "refused");
    sql.close().await?;
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest]
#[tokio::test]
async fn what_may_not_or_cannot_be_kept_is_said_and_not_kept(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let typist = Typist::of(&mut cast, DRAFTER, program.client()?).await?;
    let sql = office.sql().await?;
    let code = async |fields: &[(&str, &str)]| {
        anyhow::Ok(typist.sends("/drafts", fields, &[]).await?.expect(200)?.json()?["code"].clone())
    };
    let requests = sql.number("SELECT count(*) FROM request").await?;
    let secret = [("title", TITLE), ("body", "机密★1年\n绿孔雀演练方案")];
    assert_eq!(code(&secret).await?, "classified");
    assert_eq!(code(&[("title", TITLE), ("copies", "many")]).await?, "unreadable");
    assert_eq!(code(&[("title", TITLE), ("person", "somebody")]).await?, "signed_out");
    assert_eq!(sql.number("SELECT count(*) FROM request").await?, requests);
    let kept = "SELECT count(*) FROM answer WHERE body LIKE '%绿孔雀%'";
    assert_eq!(sql.number(kept).await?, 0);

    let correcting = [("title", TITLE), ("correcting", "yes")];
    typist.sends("/drafts", &correcting, &[]).await?.expect(400)?;
    let draft = cast.create(DRAFTER, &cast.document(TITLE, "现通知如下。")?).await?;
    let path = format!("/drafts/{}", draft.id);
    typist.sends(&path, &[("title", TITLE)], &[]).await?.expect(428)?;
    let stranger = Typist::of(&mut cast, "hanxue", program.client()?).await?;
    let seen = format!("\"v{}\"", draft.version);
    stranger.sends(&path, &[("title", TITLE)], &[("if-match", &seen)]).await?.expect(404)?;
    let nobody = Typist {
        client: program.client()?,
        person: typist.person.clone(),
        unit: typist.unit.clone(),
    };
    nobody.sends("/drafts", &[("title", TITLE)], &[]).await?.expect(401)?;
    let head = Typist::of(&mut cast, HEAD, program.client()?).await?;
    let refused = head.sends("/drafts", &[("title", TITLE)], &[]).await?.expect(200)?.json()?;
    assert_eq!(refused["code"], "refused", "whoever writes no drafts makes none: {refused}");
    sql.close().await?;
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn a_sign_out_makes_the_browser_forget_what_it_kept(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let client = program.client()?;
    client.sign_in(DRAFTER, PASSWORD).await?;
    let out = client.post_form("/sign-out", &[]).await?.expect(303)?;
    assert_eq!(out.header("clear-site-data"), Some("\"storage\""));
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn what_a_browser_kept_is_shown_again_with_every_row_and_says_since_when(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let typist = Typist::of(&mut cast, DRAFTER, program.client()?).await?;
    let fields = [
        ("do", "check"),
        ("restored_at", "1790211600000"),
        ("nonce", "n"),
        ("body", "现通知如下。"),
        ("basis.7.reference", "区政府常务会议"),
    ];
    let page = typist.sends("/documents/new", &fields, &[]).await?.expect(200)?.text();
    for text in ["2026-09-24 09:00", "data-origin=\"restored\"", "现通知如下。", "区政府常务会议"]
    {
        assert!(page.contains(text), "{text}: {page}");
    }
    let typed =
        typist.sends("/documents/new", &[("do", "check"), ("nonce", "n")], &[]).await?.text();
    assert!(typed.contains("data-origin=\"typed\""), "{typed}");
    program.stop().await?;
    invariants::hold(&office).await
}

/// The page says so, and nothing that was typed is lost.
#[rstest]
#[tokio::test]
async fn a_body_that_was_changed_after_it_was_read_goes_without_its_file(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let typist = Typist::of(&mut cast, DRAFTER, program.client()?).await?;
    let (read, changed) = ("各镇：现将有关事项通知如下。", "各镇：现另行通知如下。");
    let sent = cast.uploads(DRAFTER, "通知.txt", read.as_bytes()).await?.expect(201)?.json()?;
    let size = read.len().to_string();
    let file = [
        ("title", TITLE),
        ("body_file.sha256", sent["file"]["sha256"].as_str().unwrap_or_default()),
        ("body_file.name", "通知.txt"),
        ("body_file.size", size.as_str()),
    ];
    let with = |body| -> Vec<_> { file.iter().copied().chain([("body", body)]).collect() };

    for (body, has_file) in [(read, true), (changed, false)] {
        let key = fresh_key();
        let keyed = [(IDEMPOTENCY_KEY, key.as_str())];
        let begun = typist.sends("/drafts", &with(body), &keyed).await?.expect(200)?.json()?;
        assert_eq!(begun["code"], "saved", "{begun}");
        let says = begun["says"].as_str().unwrap_or_default();
        assert_eq!(says.contains("不再附上该文件"), !has_file, "{says}");
        let shown = cast.shows(DRAFTER, &known(&begun)).await?;
        assert_eq!(shown["content"]["body"], body);
        assert_eq!(shown["content"].get("body_file").is_some(), has_file, "{shown}");
    }

    // A click that submits shows the form again, without the file and with the text.
    let order = [with(changed), vec![("do", "submit"), ("nonce", "n")]].concat();
    let page = typist.sends("/documents/new", &order, &[]).await?.expect(200)?.text();
    assert!(page.contains("不再附上该文件") && page.contains(changed), "{page}");
    assert!(!page.contains("body_file.sha256"), "{page}");
    program.stop().await?;
    invariants::hold(&office).await
}
