//! The contract of the API: what the OpenAPI document promises of every operation is what the program does.

use std::collections::BTreeSet;

use baopi_tests::cast::{
    ADMIN, AUDITOR, Cast, DRAFTER, HEAD, PASSWORD, REGISTRAR, REVIEWER, SECOND_ADMIN, action,
    rfc3339, says,
};
use baopi_tests::client::{Answer, Client, IDEMPOTENCY_KEY, Upload, fresh_key};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use rstest::rstest;
use serde_json::{Value, json};

/// Where the document is.
const DOCUMENT: &str = "/api/v1/openapi.json";
/// The header of an answer that was given before.
const REPLAYED: &str = "idempotency-replayed";
/// Who follows a reviewer that leaves.
const CHIEF: &str = "zhaolixin";
/// A route that says the same as the shipped one, but asks the department for all its heads.
const ROUTE: &str = r#"
name = "document"
version = 1
kind = "document"
[[stages]]
key = "dept_review"
assignee = "head_of_drafting_unit"
mode = "all"
when = "always"
[[stages]]
key = "office_review"
assignee = "reviewer_of_office"
mode = "any"
when = "always"
[[stages]]
key = "leader_review"
assignee = "responsible_leader"
mode = "any"
when = "always"
[[stages]]
key = "signing"
assignee = "main_leader"
mode = "any"
when = "main_leader_must_sign"
"#;

/// What is sent.
#[derive(Debug, Clone)]
enum Body {
    Json(Value),
    /// The one file of a form.
    File(String),
}

/// Sends commands twice, and remembers of which operations.
struct Repeating<'o> {
    cast: Cast,
    document: &'o Value,
    tried: BTreeSet<String>,
}

impl Repeating<'_> {
    /// Sends a command, sends it again, and sends another one under the same key; what the first sending was answered.
    async fn twice(
        &mut self,
        login: &str,
        (operation, id): (&str, &str),
        seen: Option<&Value>,
        [body, other]: [Body; 2],
    ) -> anyhow::Result<Value> {
        self.tried.insert(operation.to_owned());
        let (path, key) = (operation.replace("{id}", id), fresh_key());
        let version = seen.map(|version| format!("\"v{version}\"")).unwrap_or_default();
        let mut headers = vec![(IDEMPOTENCY_KEY, key.as_str())];
        headers.extend(seen.map(|_| ("if-match", version.as_str())));
        let client = self.cast.client(login).await?.clone();
        let first = send(&client, &path, &body, &headers).await?;
        assert!((200..300).contains(&first.status), "{operation}: {}", first.text());
        assert_eq!(first.header(REPLAYED), None, "{operation}");
        let again = send(&client, &path, &body, &headers).await?;
        assert_eq!((again.status, again.text()), (first.status, first.text()), "{operation}");
        let another = send(&client, &path, &other, &headers).await?;
        let responses = &self.document["paths"][operation]["post"]["responses"];
        if responses[first.status.to_string()]["headers"]["Idempotency-Replayed"].is_object() {
            assert_eq!(again.header(REPLAYED), Some("true"), "{operation}");
            assert_eq!(another.status, 422, "{operation}: {}", another.text());
            assert_eq!(another.json()?["code"], "key_reused", "{operation}");
        } else {
            assert_eq!(
                (again.header(REPLAYED), another.status),
                (None, first.status),
                "{operation}"
            );
        }
        if first.body.is_empty() { Ok(Value::Null) } else { first.json() }
    }

    /// The same for an operation whose body says nothing: another command is another one of the same kind.
    async fn nothing_twice(
        &mut self,
        login: &str,
        (operation, id): (&str, &str),
        other: &str,
    ) -> anyhow::Result<()> {
        self.tried.insert(operation.to_owned());
        let key = fresh_key();
        let headers = [(IDEMPOTENCY_KEY, key.as_str())];
        let client = self.cast.client(login).await?.clone();
        let (path, other) = (operation.replace("{id}", id), operation.replace("{id}", other));
        let first = client.post_with(&path, &json!({}), &headers).await?;
        let again = client.post_with(&path, &json!({}), &headers).await?;
        assert!((200..300).contains(&first.status), "{operation}: {}", first.text());
        assert_eq!((again.status, again.text()), (first.status, first.text()), "{operation}");
        assert_eq!((first.header(REPLAYED), again.header(REPLAYED)), (None, Some("true")));
        let another = client.post_with(&other, &json!({}), &headers).await?;
        assert_eq!(another.json()?["code"], "key_reused", "{operation}");
        Ok(())
    }

    async fn requests(&mut self) -> anyhow::Result<()> {
        let content = self.cast.document("关于契约的通知", "现通知如下。")?;
        let mut other = content.clone();
        other["title"] = json!("关于另一事的通知");
        let contents = [Body::Json(content), Body::Json(other)];
        self.twice(DRAFTER, ("/api/v1/previews", ""), None, contents.clone()).await?;
        let made = self.twice(DRAFTER, ("/api/v1/requests", ""), None, contents).await?;
        let actions = ("/api/v1/requests/{id}/actions", text(&made["request"]));
        let moves = [Body::Json(action("submit")), Body::Json(says("withdraw", "另行报批"))];
        let sent = self.twice(DRAFTER, actions, Some(&made["version"]), moves).await?;
        let item = json!([{ "request": sent["request"], "version": sent["version"] }]);
        let decisions = ["同意", "已阅，同意"]
            .map(|opinion| Body::Json(json!({ "items": item, "opinion": opinion })));
        let done = self.twice(HEAD, ("/api/v1/decisions", ""), None, decisions).await?;
        assert_eq!(done["results"][0]["performed"]["status"], "review:office_review", "{done}");
        let leaves = ["调离", "退休"].map(|opinion| {
            Body::Json(json!({ "from": REVIEWER, "to": CHIEF, "opinion": opinion }))
        });
        let given = self.twice(ADMIN, ("/api/v1/leavers", ""), None, leaves).await?;
        let mut handed = given["results"].as_array().into_iter().flatten();
        let ours = handed.find(|one| one["request"] == sent["request"]);
        let status = ours.map(|one| text(&one["performed"]["status"]));
        assert_eq!(status, Some("review:office_review"), "{given}");
        let files = ["现通知如下。", "现通知如下："].map(|text| Body::File(text.to_owned()));
        self.twice(DRAFTER, ("/api/v1/files", ""), None, files).await?;
        let labels = ["一", "二"].map(|label| {
            Body::Json(json!({ "login": HEAD, "password": PASSWORD, "label": label }))
        });
        self.twice(DRAFTER, ("/api/v1/tokens", ""), None, labels).await?;
        Ok(())
    }

    async fn orders(&mut self, office: &Office) -> anyhow::Result<()> {
        let texts = [ROUTE.to_owned(), ROUTE.replace("\"all\"", "\"in_order\"")]
            .map(|text| Body::Json(json!({ "text": text })));
        self.twice(ADMIN, ("/api/v1/routes/proofs", ""), None, texts.clone()).await?;
        let proposed = self.twice(ADMIN, ("/api/v1/routes", ""), None, texts).await?;
        let settle = ("/api/v1/routes/proposals/{id}/settlement", text(&proposed["id"]));
        let ways = ["confirm", "decline"].map(|way| Body::Json(json!({ "settlement": way })));
        self.twice(SECOND_ADMIN, settle, None, ways).await?;
        let kinds = ["document", "meeting"].map(|kind| Body::Json(json!({ "kind": kind })));
        let moved = self.twice(ADMIN, ("/api/v1/routes/moves", ""), None, kinds).await?;
        assert!(moved["results"].as_array().is_some_and(|all| !all.is_empty()), "{moved}");
        let versions = self.cast.sees(ADMIN, "/api/v1/routes?kind=document").await?;
        let at = text(&versions[0]["published_at"]).to_owned();
        assert!(chrono::DateTime::parse_from_rfc3339(&at).is_ok(), "{versions}");
        let figures = [60, 70].map(|minutes| json!({ "meeting_minutes": minutes }));
        let tried = figures.clone().map(|figures| Body::Json(json!({ "figures": figures })));
        self.twice(ADMIN, ("/api/v1/rules/previews", ""), None, tried).await?;
        let wishes = figures.map(|figures| {
            let day = office.first_day();
            Body::Json(json!({ "figures": figures, "effective_on": day, "reference": "会议纪要" }))
        });
        let made = self.twice(ADMIN, ("/api/v1/rules", ""), None, wishes).await?;
        let settle = ("/api/v1/rules/{id}/settlement", text(&made["id"]));
        let ways = ["withdraw", "decline"].map(|way| Body::Json(json!({ "settlement": way })));
        self.twice(ADMIN, settle, None, ways).await?;
        let [today, later] = [0, 5].map(|days| office.day(days));
        let wishes = ["授权书〔2026〕3号", "授权书〔2026〕4号"].map(|reference| {
            Body::Json(
                json!({ "to": REVIEWER, "from_on": today, "to_on": later, "reference": reference }),
            )
        });
        let made = self.twice(HEAD, ("/api/v1/delegations", ""), None, wishes).await?;
        let id = text(&made["id"]);
        let other = text(&made["from"]["id"]);
        self.nothing_twice(HEAD, ("/api/v1/delegations/{id}/end", id), other).await?;
        let wish = json!({ "from": HEAD, "to": REVIEWER, "from_on": today, "to_on": later,
            "reference": "授权书〔2026〕5号" });
        let admin = self.cast.client(ADMIN).await?;
        let noted = admin.post("/api/v1/delegations", &wish).await?.expect(201)?.json()?;
        let confirm = ("/api/v1/delegations/{id}/confirmation", text(&noted["id"]));
        let papers = [json!({}), json!({ "reference": "委托书" })].map(Body::Json);
        self.twice(HEAD, confirm, None, papers).await.map(drop)
    }

    async fn books(&mut self, office: &Office) -> anyhow::Result<()> {
        let unit = self.cast.unit("U13")?.to_owned();
        let items = ["2026-07", "2026-08"].map(|reference| {
            Body::Json(
                json!({ "kind": "document", "year": 2026, "unit": unit, "reference": reference,
                "title": "秋粮收购", "month": 9, "approved_ref": "常务会议" }),
            )
        });
        let item = self.twice(REVIEWER, ("/api/v1/plans", ""), None, items).await?;
        let removal = ("/api/v1/plans/{id}/removal", text(&item["id"]));
        self.nothing_twice(REVIEWER, removal, &unit).await?;
        let lines = ["一", "二"].map(|name| {
            let head = "类别,年度,单位,编号,标题,月份,综合性,批准依据";
            Body::File(format!("{head}\n发文,2026,U13,2026-09,秋粮{name},9,否,常务会议\n"))
        });
        self.twice(REVIEWER, ("/api/v1/plans/imports", ""), None, lines).await?;
        let groups = ["秋粮群", "联络群"].map(|name| {
            Body::Json(json!({ "platform": "wechat", "name": name, "owner": "沈佳", "unit": unit,
                "topic": "秋粮收购", "purpose": "联络", "members": 12 }))
        });
        let group = self.twice(DRAFTER, ("/api/v1/chat-groups", ""), None, groups).await?;
        let changes = ["active", "dissolve"].map(|change| Body::Json(json!({ "change": change })));
        let change = ("/api/v1/chat-groups/{id}/changes", text(&group["id"]));
        self.twice(DRAFTER, change, None, changes).await?;
        let papers = ["一", "二"].map(|name| {
            Body::Json(json!({ "fields": { "from_unit": "云澜市人民政府",
                "title": format!("第{name}份"), "received_at": rfc3339(office.instant(8, 30)) } }))
        });
        let paper = self.twice(REGISTRAR, ("/api/v1/incoming", ""), None, papers).await?;
        let steps = ["register", "archive"].map(|step| Body::Json(json!({ "step": step })));
        let step = ("/api/v1/incoming/{id}/steps", text(&paper["id"]));
        self.twice(REGISTRAR, step, Some(&paper["version"]), steps).await?;
        for (login, book) in [(DRAFTER, "chat-groups"), (REGISTRAR, "incoming")] {
            let table =
                self.cast.client(login).await?.get(&format!("/api/v1/{book}/table")).await?;
            let table = table.expect(200)?.text();
            let mut lines = table.lines();
            let (head, line) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
            let renamed = line.replace("秋粮群", "新粮群").replace("第一份", "第三份");
            let files = [format!("{head}\n{renamed}\n"), format!("{head}\n{renamed}\n\n")];
            let imports = format!("/api/v1/{book}/imports");
            self.twice(login, (&imports, ""), None, files.map(Body::File)).await?;
        }
        let days = ["2027-01-01,放假,元旦", "2027-01-02,放假,元旦"]
            .map(|line| Body::File(format!("日期,安排,节日\n{line}\n")));
        self.twice(ADMIN, ("/api/v1/working-days/imports", ""), None, days).await?;
        let known = self.cast.sees(ADMIN, "/api/v1/working-days?year=2027").await?;
        let id = text(&known["proposals"][0]["id"]);
        let settle = ("/api/v1/working-days/proposals/{id}/settlement", id);
        let ways = ["confirm", "decline"].map(|way| Body::Json(json!({ "settlement": way })));
        self.twice(SECOND_ADMIN, settle, None, ways).await.map(drop)
    }
}

async fn send(
    client: &Client,
    path: &str,
    body: &Body,
    headers: &[(&str, &str)],
) -> anyhow::Result<Answer> {
    match body {
        Body::Json(body) => client.post_with(path, body, headers).await,
        Body::File(text) => {
            let bytes = text.as_bytes();
            let is_text = path == "/api/v1/files";
            let (name, media_type) =
                if is_text { ("通知.txt", "text/plain") } else { ("表.csv", "text/csv") };
            let file = Upload { field: "file", name, media_type, bytes };
            client.post_file_with(path, &[], file, headers).await
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Every operation of the document that has an effect, or none, by its method.
fn operations(document: &Value, method: &str) -> BTreeSet<String> {
    let paths = document["paths"].as_object().into_iter().flatten();
    paths.filter(|(_, item)| !item[method].is_null()).map(|(path, _)| path.clone()).collect()
}

#[rstest]
#[tokio::test]
async fn every_post_may_be_sent_twice_and_its_key_names_no_other_command(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let document = program.client()?.get(DOCUMENT).await?.expect(200)?.json()?;
    let cast = Cast::of(&program).await?;
    let mut repeating = Repeating { cast, document: &document, tried: BTreeSet::new() };
    repeating.requests().await?;
    repeating.orders(&office).await?;
    repeating.books(&office).await?;
    assert_eq!(repeating.tried, operations(&document, "post"));
    program.stop().await?;
    invariants::hold(&office).await
}

/// The paths of all nulls, but for what was sent or recorded and is shown as it was.
fn nulls(at: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Null => found.push(at.to_owned()),
        Value::Array(items) => items.iter().for_each(|item| nulls(at, item, found)),
        Value::Object(fields) => {
            let own =
                fields.iter().filter(|(name, _)| !["content", "what"].contains(&name.as_str()));
            own.for_each(|(name, value)| nulls(&format!("{at}.{name}"), value, found));
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[rstest]
#[tokio::test]
async fn what_has_no_value_is_absent_from_every_answer(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let document = program.client()?.get(DOCUMENT).await?.expect(200)?.json()?;
    let mut cast = Cast::of(&program).await?;
    let known = cast.document_after("关于契约的通知", 1).await?;
    let mut seen = Vec::new();
    for path in operations(&document, "get") {
        let asked = match path.as_str() {
            "/api/v1/routes" => format!("{path}?kind=document"),
            "/api/v1/numbers/check" => format!("{path}?number=1"),
            "/api/v1/statistics/requests" => format!("{path}?metric=docs_downward"),
            "/api/v1/delegations" => format!("{path}?whose=all"),
            _ => path.replace("/requests/{id}", &format!("/requests/{}", known.id)),
        };
        let login =
            if asked.contains("/requests/") || path == "/api/v1/asked" { DRAFTER } else { AUDITOR };
        let login = if path == "/api/v1/delegations" { ADMIN } else { login };
        let answer = cast.client(login).await?.get(&asked).await?;
        let json = answer.header("content-type").is_some_and(|kind| kind == "application/json");
        if answer.status == 200 && json {
            let mut found = Vec::new();
            nulls("", &answer.json()?, &mut found);
            assert_eq!(found, Vec::<String>::new(), "{asked}");
            seen.push(path);
        }
    }
    assert!(seen.len() >= 20, "{seen:?}");
    program.stop().await?;
    invariants::hold(&office).await
}
