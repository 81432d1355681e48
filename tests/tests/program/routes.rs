//! Approval routes: proven before they come into force, pinned by requests on their way, and followed to the letter.

use anyhow::Context;
use baopi_tests::cast::{
    ADMIN, AUDITOR, Cast, DRAFTER, HEAD, Known, LEADER, MAYOR, PASSWORD, REVIEWER, SECOND_ADMIN,
    STRANGER, action, approve,
};
use baopi_tests::client::{Answer, Client};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Program;
use baopi_tests::smtp::SmtpServer;
use rstest::rstest;
use serde_json::{Value, json};

/// Where the page is.
const PATH: &str = "/admin/routes";
/// A stage that no message file knows.
const EXPERTS: &str = "专家论证";
/// Whoever heads the bureau of finance.
const FINANCE: &str = "xuzhihua";

/// One stage as TOML: key, assignee and further lines.
fn stage(key: &str, assignee: &str, more: &str) -> String {
    let mode = if more.contains("mode") { "" } else { "mode = \"any\"\n" };
    let when = if more.contains("when") { "" } else { "when = \"always\"\n" };
    format!("[[stages]]\nkey = \"{key}\"\nassignee = {assignee}\n{mode}{when}{more}\n")
}

/// A route of these stages.
fn route(kind: &str, stages: &[String]) -> String {
    format!("name = \"{kind}\"\nversion = 1\nkind = \"{kind}\"\n{}", stages.concat())
}

/// The shipped route for documents with one more stage, in this place.
fn with(place: usize, more: String) -> String {
    let mut stages = vec![
        stage("dept_review", "'head_of_drafting_unit'", ""),
        stage("office_review", "'reviewer_of_office'", ""),
        stage("leader_review", "'responsible_leader'", ""),
        stage("signing", "'main_leader'", "when = \"main_leader_must_sign\"\n"),
    ];
    stages.insert(place, more);
    route("document", &stages)
}

async fn page(program: &Program, login: &str) -> anyhow::Result<Client> {
    let client = Client::new(program.address())?;
    client.sign_in(login, PASSWORD).await?;
    Ok(client)
}

async fn propose(client: &Client, kind: &str, text: &str) -> anyhow::Result<Answer> {
    client.post_form(PATH, &[("kind", kind), ("text", text), ("do", "propose")]).await
}

/// Has a route proposed on the page by one administrator and confirmed there by the other.
async fn put_into_force(program: &Program, kind: &str, text: &str) -> anyhow::Result<()> {
    let admin = page(program, ADMIN).await?;
    propose(&admin, kind, text).await?.expect(303).context("not proposed")?;
    let second = page(program, SECOND_ADMIN).await?;
    let shown = second.get(&format!("{PATH}?kind={kind}")).await?.expect(200)?.text();
    let action = shown.split("action=\"/admin/routes/proposals/").nth(1).context("no proposal")?;
    let id = action.split('"').next().unwrap_or_default();
    let confirm = [("do", "confirm"), ("nonce", "n")];
    let done = second.post_form(&format!("{PATH}/proposals/{id}"), &confirm).await?;
    done.expect(303).context("not confirmed")?;
    Ok(())
}

/// The list of the steps in a page.
fn way(page: &str) -> anyhow::Result<&str> {
    let (_, steps) = page.split_once("<ol class=\"steps\">").context("no steps")?;
    Ok(steps.split_once("</ol>").context("no end of the steps")?.0)
}

async fn move_all(client: &Client) -> anyhow::Result<String> {
    let answer = client.post_form("/admin/routes/move", &[("kind", "document")]).await?;
    Ok(answer.expect(200)?.text())
}

async fn id_of(cast: &mut Cast, login: &str) -> anyhow::Result<String> {
    let me = cast.sees(login, "/api/v1/me").await?;
    Ok(me["id"].as_str().with_context(|| format!("no {login}"))?.to_owned())
}

/// The types of the entries of the system's chain that are about routes, in order.
async fn recorded(office: &Office) -> anyhow::Result<Vec<String>> {
    let sql = office.sql().await?;
    let rows =
        sql.rows("SELECT type FROM system_event WHERE type LIKE 'route%' ORDER BY seq").await?;
    sql.close().await?;
    Ok(rows.iter().filter_map(|row| row["type"].as_str().map(str::to_owned)).collect())
}

async fn stop(office: &Office, program: Program) -> anyhow::Result<()> {
    assert_eq!(program.stop().await?.code(), Some(0));
    invariants::hold(office).await
}

/// The version of the route that a request has pinned.
async fn pinned(office: &Office, known: &Known) -> anyhow::Result<i64> {
    let sql = office.sql().await?;
    let id = if sql.is_postgres() { "id::text" } else { "lower(hex(id))" };
    let rows = sql.rows(&format!("SELECT {id} AS id, route_version FROM request")).await?;
    sql.close().await?;
    let plain = |id: &Value| id.as_str().unwrap_or_default().replace('-', "");
    let own = known.id.replace('-', "");
    let row = rows.iter().find(|row| plain(&row["id"]) == own);
    row.and_then(|row| row["route_version"].as_i64()).context("no pinned version")
}

#[rstest]
#[tokio::test]
async fn a_sound_route_comes_into_force_and_what_is_under_way_keeps_its_own_until_it_is_moved(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let admin = page(&program, ADMIN).await?;
    let mut before = cast.document_after("关于流程的通知", 1).await?;
    let late = cast.document_after("关于流程的第二份通知", 3).await?;

    let text = with(2, stage(EXPERTS, "{ post = '区应急局局长' }", "deadline_days = 3\n"));
    put_into_force(&program, "document", &text).await?;
    assert_eq!(pinned(&office, &before).await?, 1, "what is under way keeps its version");
    let mut after = cast.document_after("关于新流程的通知", 1).await?;
    assert_eq!(pinned(&office, &after).await?, 2);
    let shown = admin.get(&format!("{PATH}?kind=document")).await?.expect(200)?.text();
    assert!(way(&shown)?.contains(EXPERTS), "{shown}");
    assert!(shown.contains(&before.id[..13]) && shown.contains(&late.id[..13]), "{shown}");

    let moved = move_all(&admin).await?;
    assert!(moved.contains("已转按新流程") && moved.contains("未转按"), "{moved}");
    assert_eq!(pinned(&office, &before).await?, 2, "nothing that it has passed is missing");
    assert_eq!(pinned(&office, &late).await?, 1, "it has passed the place of the new stage");
    let events = cast.timeline(&late).await?;
    let refused = events.iter().find(|entry| entry["what"]["type"] == "refused");
    let refused = refused.context("the refusal is not recorded")?;
    assert_eq!(refused["what"]["code"], "route_loses_signature");

    before.version = cast.shows(AUDITOR, &before).await?["version"].as_u64().context("version")?;
    for known in [&mut before, &mut after] {
        cast.does(HEAD, known, approve()).await?;
        cast.does(REVIEWER, known, approve()).await?;
        cast.does(STRANGER, known, approve()).await?;
        cast.does(LEADER, known, approve()).await?;
        assert_eq!(known.status, "recheck");
    }
    assert_eq!(recorded(&office).await?, ["route_proposed", "route_published"]);
    stop(&office, program).await
}

#[rstest]
#[tokio::test]
async fn a_route_that_does_not_hold_is_refused_with_the_path_on_which_it_fails(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let admin = page(&program, ADMIN).await?;
    let review = || stage("office_review", "'reviewer_of_office'", "");
    let signing = || stage("signing", "'main_leader'", "");
    let vote = |assignee: &str| {
        stage(
            "vote",
            assignee,
            "mode = { vote = { pass = { count = 9 }, abstention = 'counted' } }\n",
        )
    };
    let many = |field: &str| {
        let numbers: Vec<_> = (1..=60).map(|n| (n * 3).to_string()).collect();
        stage(field, "'main_leader'", &format!("when = '{field} in [{}]'\n", numbers.join(", ")))
    };
    let path = "核稿";
    let cases: Vec<(&str, Vec<String>, &str, &str)> = vec![
        ("no_signature", vec![signing(), review()], "低于", path),
        (
            "no_signature",
            vec![stage("signing", "'main_leader'", "when = 'normative'\n")],
            "路径",
            "环节",
        ),
        (
            "unreachable",
            vec![stage(EXPERTS, "'main_leader'", "when = 'characters > 5000'\n"), signing()],
            EXPERTS,
            EXPERTS,
        ),
        ("cannot_be_left", vec![review(), vote("'main_leader'"), signing()], "表决", path),
        (
            "nobody_to_ask",
            vec![
                review(),
                stage("x", "{ role = { role = 'countersigner', of = 'drafting' } }", ""),
                signing(),
            ],
            "区农业农村局",
            path,
        ),
        (
            "unknown_unit",
            vec![stage("x", "{ head_of = { named = 'U99' } }", ""), signing()],
            "U99",
            "U99",
        ),
        (
            "unknown_post",
            vec![stage("x", "{ post = '总设计师' }", ""), signing()],
            "总设计师",
            "总设计师",
        ),
        (
            "too_many_combinations",
            vec![many("annexes"), many("copies"), many("recipients"), signing()],
            "组合",
            "组合",
        ),
    ];
    let count = cases.len();
    for (code, stages, words, path) in cases {
        let text = route("document", &stages);
        let answer = propose(&admin, "document", &text).await?.expect(422).context(code)?.text();
        for word in [words, path] {
            assert!(answer.contains(word), "{code}: {word} is not in {answer}");
        }
        assert!(
            answer.contains("textarea") && answer.contains("[[stages]]"),
            "what was typed stays"
        );
    }
    propose(&admin, "document", "[[stages]").await?.expect(422)?;
    let same = route("document", &[]) + "x";
    propose(&admin, "document", &same).await?.expect(422)?;
    let record = recorded(&office).await?;
    assert_eq!(record, vec!["route_refused"; count + 2]);
    let looks = page(&program, AUDITOR).await?;
    looks.get(PATH).await?.expect(200)?;
    propose(&looks, "document", &with(0, stage(EXPERTS, "'main_leader'", "")))
        .await?
        .expect(403)?;
    let nobody = page(&program, DRAFTER).await?;
    nobody.get(PATH).await?.expect(404)?;
    propose(&nobody, "document", "x").await?.expect(404)?;
    stop(&office, program).await
}

#[rstest]
#[tokio::test]
async fn a_stage_of_the_offices_own_travels_under_its_name(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, server) = (Office::new(backend).await?, SmtpServer::start().await?);
    let program = office.open(&server).await?;
    let mut cast = Cast::of(&program).await?;
    let text = with(0, stage(EXPERTS, "{ post = '区应急局局长' }", ""));
    put_into_force(&program, "document", &text).await?;
    let mut known = cast.document_after("关于专家论证的通知", 1).await?;
    assert_eq!(known.status, format!("review:{EXPERTS}"));
    let mail = server.wait_for_mail(&format!("{STRANGER}@demo.invalid"), "关于专家论证").await?;
    assert!(mail.text().contains("关于专家论证的通知"), "{}", mail.text());
    let desk = cast.sees(STRANGER, "/api/v1/desk").await?.to_string();
    assert!(desk.contains(EXPERTS), "{desk}");
    let expert = page(&program, STRANGER).await?;
    let desk = expert.get("/desk").await?.expect(200)?.text();
    assert!(desk.contains(EXPERTS), "{desk}");
    let shown = expert.get(&format!("/requests/{}", known.id)).await?.expect(200)?.text();
    let steps = way(&shown)?;
    assert!(steps.contains(EXPERTS) && steps.contains("郑国庆"), "{steps}");
    cast.does(STRANGER, &mut known, approve()).await?;
    assert_eq!(known.status, "review:dept_review");
    stop(&office, program).await
}

#[rstest]
#[tokio::test]
async fn every_rule_for_whom_to_ask_finds_its_people_in_one_document(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let reviewer = id_of(&mut cast, REVIEWER).await?;
    let finance = id_of(&mut cast, FINANCE).await?;
    let among = "{ role = { role = 'dept_head', of = { named = 'U12' } } }";
    let stages = [
        stage("above", "{ superior = 1 }", ""),
        stage("post", "{ post = '区应急局局长' }", ""),
        stage("role", among, ""),
        stage("head", "{ head_of = 'drafting' }", ""),
        stage("office_review", "'reviewer_of_office'", ""),
        stage("person", &format!("{{ person = '{reviewer}' }}"), ""),
        stage("chosen", &format!("{{ chosen = {{ from = {among}, least = 1, most = 2 }} }}"), ""),
        stage("leader_review", "'responsible_leader'", ""),
        stage("signing", "'main_leader'", "when = 'main_leader_must_sign'\n"),
    ];
    put_into_force(&program, "document", &route("document", &stages)).await?;

    let content = cast.document("关于各环节办理人的通知", "现将有关事项通知如下。")?;
    let without = cast.create(DRAFTER, &content).await?;
    let problem = cast.refused(DRAFTER, &without, &action("submit"), (422, "nobody_for")).await?;
    assert_eq!(problem["stage"], "chosen", "{problem}");
    let mut chosen = content.clone();
    chosen["title"] = json!("关于选定办理人的通知");
    chosen["chosen"] = json!({ "chosen": [finance] });
    let mut known = cast.create(DRAFTER, &chosen).await?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    let way = [
        ("above", MAYOR),
        ("post", STRANGER),
        ("role", FINANCE),
        ("head", HEAD),
        ("person", REVIEWER),
        ("chosen", FINANCE),
        ("leader_review", LEADER),
    ];
    for (stage, login) in way {
        assert_eq!(known.status, format!("review:{stage}"));
        cast.does(login, &mut known, approve()).await?;
    }
    assert_eq!(known.status, "recheck");
    stop(&office, program).await
}

#[rstest]
#[tokio::test]
async fn the_form_of_a_meeting_names_who_is_asked(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let convener = id_of(&mut cast, STRANGER).await?;
    let stages = [
        stage("convener", "{ form_field = 'convener' }", ""),
        stage("dept_review", "'head_of_drafting_unit'", ""),
        stage("office_review", "'reviewer_of_office'", ""),
        stage("approving", "'main_leader'", ""),
    ];
    put_into_force(&program, "meeting", &route("meeting", &stages)).await?;
    let mut meeting = cast.meeting("全区秋冬季农业生产推进会", 3_600)?;
    meeting["convener"] = json!(convener);
    let mut known = cast.create(DRAFTER, &meeting).await?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    for who in [STRANGER, HEAD, REVIEWER, MAYOR] {
        cast.does(who, &mut known, approve()).await?;
    }
    assert_eq!(known.status, "approved");
    stop(&office, program).await
}

#[rstest]
#[tokio::test]
async fn the_api_proves_publishes_once_and_moves(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let known = cast.document_after("关于流程接口的通知", 1).await?;
    let unsound = json!({ "text": route("document", &[stage("x", "'reviewer_of_office'", "")]) });
    let sound = json!({ "text": with(2, stage(EXPERTS, "{ post = '区应急局局长' }", "")) });
    let admin = cast.client(ADMIN).await?;
    let proof = admin.post("/api/v1/routes/proofs", &unsound).await?.expect(200)?.json()?;
    assert_eq!((&proof["holds"], &proof["faults"][0]["path"]), (&json!(false), &json!(["x"])));
    let refused = admin.post("/api/v1/routes", &unsound).await?.expect(422)?.json()?;
    assert_eq!(refused["code"], "route_refused");
    assert_eq!(refused["faults"][0]["code"], "no_signature");
    assert!(!refused.to_string().contains("Unknown localization"), "{refused}");
    let key = [("idempotency-key", "route-2")];
    let mut proposal = Value::Null;
    for replayed in [None, Some("true")] {
        let answer = admin.post_with("/api/v1/routes", &sound, &key).await?.expect(201)?;
        assert_eq!(answer.header("idempotency-replayed"), replayed);
        proposal = answer.json()?;
        assert_eq!((&proposal["version"], &proposal["standing"]), (&json!(2), &json!("open")));
    }
    admin.post("/api/v1/routes", &sound).await?.expect(409)?;
    let versions = admin.get("/api/v1/routes?kind=document").await?.expect(200)?.json()?;
    assert_eq!(versions[0]["version"], 1, "one administrator alone changes nothing");
    let id = proposal["id"].as_str().context("no identifier")?;
    let path = format!("/api/v1/routes/proposals/{id}/settlement");
    let confirm = json!({ "settlement": "confirm" });
    for (who, status) in [(ADMIN, 403), (HEAD, 403), (AUDITOR, 403), (SECOND_ADMIN, 200)] {
        cast.client(who).await?.post(&path, &confirm).await?.expect(status)?;
    }
    let admin = cast.client(ADMIN).await?;
    let proposals = admin.get("/api/v1/routes/proposals?kind=document").await?.expect(200)?;
    assert_eq!(proposals.json()?[0]["settled_by"]["name"], "方圆");
    let versions = admin.get("/api/v1/routes?kind=document").await?.expect(200)?.json()?;
    assert_eq!((&versions[0]["version"], &versions[1]["version"]), (&json!(2), &json!(1)));
    let kind = json!({ "kind": "document" });
    let moved = admin.post("/api/v1/routes/moves", &kind).await?.expect(200)?.json()?;
    let results = moved["results"].as_array().context("no results")?;
    let own = results.iter().find(|result| result["request"] == known.id.as_str());
    assert!(own.is_some_and(|result| result["performed"].is_object()), "{moved}");
    for (path, body) in [("/api/v1/routes", &sound), ("/api/v1/routes/moves", &kind)] {
        cast.client(HEAD).await?.post(path, body).await?.expect(403)?;
    }
    // Whoever may not change routes proves none either, at whichever door.
    for who in [AUDITOR, HEAD] {
        cast.client(who).await?.post("/api/v1/routes/proofs", &sound).await?.expect(404)?;
        let text = sound["text"].as_str().context("a text")?;
        let form = [("kind", "document"), ("text", text)];
        for path in [PATH, "/admin/routes/check"] {
            page(&program, who).await?.post_form(path, &form).await?.expect(404)?;
        }
    }
    cast.client(HEAD).await?.get("/api/v1/routes?kind=document").await?.expect(404)?;
    cast.client(AUDITOR).await?.get("/api/v1/routes?kind=document").await?.expect(200)?;
    stop(&office, program).await
}

#[rstest]
#[tokio::test]
async fn the_command_line_proves_lists_shows_and_publishes(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    office.demo().start().await?.stop().await?;
    let run = |words: &[&str]| {
        let begin = office.command("routes").variable("LC_ALL", "en_US.UTF-8");
        words.iter().fold(begin, |launch, word| launch.argument(word)).run()
    };
    let file = |name: &str, text: &str| -> anyhow::Result<String> {
        let path = office.folder().join(name);
        std::fs::write(&path, text)?;
        Ok(path.to_string_lossy().into_owned())
    };
    let sound = file("sound.toml", &with(2, stage(EXPERTS, "{ post = '区应急局局长' }", "")))?;
    let unsound =
        file("unsound.toml", &route("document", &[stage("x", "'reviewer_of_office'", "")]))?;

    let proven = run(&["check", &sound]).await?;
    assert!(proven.status.success(), "{}", String::from_utf8_lossy(&proven.stderr));
    assert!(String::from_utf8_lossy(&proven.stdout).contains("64 combinations"));
    for demo in [&["check", &unsound, "--json"][..], &["check", &unsound, "--json", "--demo"]] {
        let refused = run(demo).await?;
        assert_eq!(refused.status.code(), Some(1));
        let said: Value = serde_json::from_slice(&refused.stdout)?;
        assert_eq!(
            (&said["holds"], &said["faults"][0]["code"]),
            (&json!(false), &json!("no_signature"))
        );
        assert_eq!(said["faults"][0]["path"], json!(["x"]));
    }
    assert_eq!(run(&["propose", &sound, "--by", HEAD]).await?.status.code(), Some(1));
    assert_eq!(run(&["propose", &unsound, "--by", ADMIN]).await?.status.code(), Some(1));
    let proposed = run(&["propose", &sound, "--by", ADMIN, "--json"]).await?;
    let proposed: Value = serde_json::from_slice(&proposed.stdout)?;
    assert_eq!(proposed["version"], 2);
    let id = proposed["id"].as_str().context("no identifier")?;
    let own = run(&["settle", id, "confirm", "--by", ADMIN]).await?;
    assert_eq!(own.status.code(), Some(1), "another administrator confirms it");
    let confirmed = run(&["settle", id, "confirm", "--by", SECOND_ADMIN, "--json"]).await?;
    let confirmed: Value = serde_json::from_slice(&confirmed.stdout)?;
    assert_eq!(confirmed["standing"], "confirmed");
    assert_eq!(
        run(&["propose", &sound, "--by", ADMIN]).await?.status.code(),
        Some(1),
        "it is in force"
    );
    let listed = run(&["list", "--json"]).await?;
    let rows: Value = serde_json::from_slice(&listed.stdout)?;
    assert_eq!(rows.as_array().map(Vec::len), Some(4));
    let shown = String::from_utf8(run(&["show", "document"]).await?.stdout)?;
    assert!(shown.contains(EXPERTS) && shown.contains("version = 2"), "{shown}");
    let first = String::from_utf8(run(&["show", "document", "--version", "1"]).await?.stdout)?;
    assert!(!first.contains(EXPERTS), "{first}");
    assert_eq!(run(&["show", "document", "--version", "9"]).await?.status.code(), Some(2));
    let record = recorded(&office).await?;
    assert_eq!(
        record,
        [
            "route_refused",
            "route_refused",
            "route_proposed",
            "route_refused",
            "route_published",
            "route_refused"
        ]
    );
    invariants::hold(&office).await
}
