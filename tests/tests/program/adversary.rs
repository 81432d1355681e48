//! The ways past the gate that were found in other systems, each tried on the whole program. Where such a way begins inside the
//! core (a vote that counts too much, a deadline that passes by itself, a route that is changed under a request), it is tried
//! on `decide` itself, in `crates/workflow/tests/decide/adversary.rs`.

use anyhow::Context;
use baopi_tests::cast::{
    ADMIN, AUDITOR, Cast, DRAFTER, HEAD, Known, LEADER, MAYOR, PASSWORD, REGISTRAR, REVIEWER,
    STRANGER, action, address, approve, rules, says,
};
use baopi_tests::client::Client;
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Program;
use baopi_tests::smtp::SmtpServer;
use rstest::rstest;
use serde_json::{Value, json};

/// A unit of the demonstration in which nobody works.
const EMPTY_UNIT: &str = "T03";
/// The head of the office, who reviews in the place of the reviewer when that one leaves.
const CHIEF: &str = "zhaolixin";
const ROOM: &str = "区政府第一会议室";

/// An office with its program running and everybody ready to sign in.
struct Gate {
    office: Office,
    program: Program,
    cast: Cast,
    mail: SmtpServer,
}

impl Gate {
    async fn open(backend: Backend) -> anyhow::Result<Self> {
        let (office, mail) = (Office::new(backend).await?, SmtpServer::start().await?);
        let program = office.open(&mail).await?;
        let cast = Cast::of(&program).await?;
        Ok(Self { office, program, cast, mail })
    }

    /// The same with one more account, which has the usual password.
    async fn open_with(backend: Backend, login: &str, person: &[&str]) -> anyhow::Result<Self> {
        let (office, mail) = (Office::new(backend).await?, SmtpServer::start().await?);
        office.open(&mail).await?.stop().await?;
        let words = ["add", login, "--password-stdin"];
        let add = words.iter().chain(person);
        let add = add.fold(office.command("users"), |add, word| add.argument(word));
        let added = add.input(&format!("{PASSWORD}\n")).run().await?;
        assert!(added.status.success(), "{added:?}");
        let program = office.serve().mail_to(&mail).start().await?;
        let cast = Cast::of(&program).await?;
        Ok(Self { office, program, cast, mail })
    }

    /// Stops the program and checks the record.
    async fn close(self) -> anyhow::Result<()> {
        self.program.stop().await?;
        invariants::hold(&self.office).await
    }

    async fn document(&mut self, steps: usize) -> anyhow::Result<Known> {
        self.cast.document_after("关于做好冬小麦播种服务工作的通知", steps).await
    }

    /// The request is where it was, at the same version, with the same people to wait for.
    async fn stands(&mut self, known: &Known) -> anyhow::Result<()> {
        let shown = self.cast.shows(AUDITOR, known).await?;
        assert_eq!(
            (&shown["status"], &shown["version"]),
            (&json!(known.status), &json!(known.version))
        );
        Ok(())
    }
}

/// The meeting with a room.
fn in_room(mut content: Value, room: &str) -> Value {
    content["mode"] = json!("on_site");
    content["venue"] = json!(room);
    content
}

#[rstest]
#[tokio::test]
async fn nothing_is_allowed_because_of_who_asks_or_because_nobody_is_there_to_refuse(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    let meeting = gate.cast.meeting("全区秋季农业生产会议", 3_600)?;
    for login in [AUDITOR, ADMIN] {
        let client = gate.cast.client(login).await?;
        let problem = client.post("/api/v1/requests", &meeting).await?.expect(403)?.json()?;
        assert_eq!(problem["code"], "not_yours", "{login}");
    }
    let mut content =
        gate.cast.document("关于做好冬小麦播种服务工作的通知", "现将有关事项通知如下。")?;
    content["countersign_units"] = json!([gate.cast.unit(EMPTY_UNIT)?]);
    let known = gate.cast.create(DRAFTER, &content).await?;
    let problem =
        gate.cast.refused(DRAFTER, &known, &action("submit"), (422, "nobody_for")).await?;
    assert!(problem.to_string().contains("countersign"), "the stage is named: {problem}");
    gate.stands(&known).await?;
    let mut content = gate.cast.meeting("全区秋季农业生产会议", 3_600)?;
    content["co_hosts"] = json!([gate.cast.unit(EMPTY_UNIT)?]);
    let known = gate.cast.create(DRAFTER, &content).await?;
    let problem =
        gate.cast.refused(DRAFTER, &known, &action("submit"), (422, "nobody_for")).await?;
    assert!(problem.to_string().contains("countersign"), "nor is a meeting: {problem}");
    gate.stands(&known).await?;
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn whoever_drafts_reviews_nothing_of_their_own(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    const BOTH: &str = "lisi";
    let person = ["--name", "李四", "--unit", "U02", "--role", "drafter", "--role", "reviewer"];
    let mut gate = Gate::open_with(backend, BOTH, &person).await?;
    let mut content = gate.cast.document("关于做好值班工作的通知", "现将有关事项通知如下。")?;
    content["issuing_unit"] = json!(gate.cast.unit("U02")?);
    content["drafting_unit"] = json!(gate.cast.unit("U02")?);
    let mut known = gate.cast.create(BOTH, &content).await?;
    gate.cast.does(BOTH, &mut known, action("submit")).await?;
    gate.cast.does(CHIEF, &mut known, approve()).await?;
    assert_eq!(known.status, "review:office_review");
    let waits = gate.cast.shows(AUDITOR, &known).await?["waiting_for"].to_string();
    assert!(waits.contains("孙晓梅") && !waits.contains("李四"), "{waits}");
    let problem = gate.cast.refused(BOTH, &known, &approve(), (422, "blocked")).await?;
    assert_eq!(rules(&problem), ["SEPARATION"]);
    gate.stands(&known).await?;
    gate.cast.does(REVIEWER, &mut known, approve()).await?;
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn the_caller_says_neither_what_is_checked_nor_who_they_are(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    let known = gate.document(1).await?;
    let flags = [
        json!({"action": "approve", "skip_checks": true}),
        json!({"action": "approve", "force": true}),
        json!({"action": "approve", "roles": ["dept_head"]}),
        json!({"action": "approve", "permissions": ["approve"]}),
        json!({"action": "approve", "on_behalf_of": HEAD}),
        json!({"action": "approve", "actor": HEAD}),
        json!({"action": "approve", "status": "issued"}),
    ];
    for flag in flags {
        for login in [HEAD, REGISTRAR] {
            let answer = gate.cast.tries(login, &known, &flag).await?;
            assert_eq!(answer.status, 400, "{login} {flag}: {}", answer.text());
        }
    }
    let path = format!("/api/v1/requests/{}/actions", known.id);
    let (seen, act) = (format!("\"v{}\"", known.version), approve());
    for header in ["x-user", "x-forwarded-user", "x-roles", "x-on-behalf-of", "x-skip-checks"] {
        let headers = [("if-match", seen.as_str()), (header, HEAD)];
        let client = gate.cast.client(REGISTRAR).await?;
        client.post_with(&path, &act, &headers).await?.expect(403)?;
    }
    gate.stands(&known).await?;
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn nobody_jumps_to_the_end(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    for steps in 0..4 {
        let known = gate.document(steps).await?;
        for name in ["assign_number", "seal", "issue"] {
            for login in [DRAFTER, REGISTRAR, MAYOR] {
                if steps == 0 && login != DRAFTER {
                    gate.cast.refused(login, &known, &action(name), (404, "not_found")).await?;
                    continue;
                }
                let problem =
                    gate.cast.refused(login, &known, &action(name), (422, "blocked")).await?;
                assert_eq!(rules(&problem), ["APPROVAL-GATE"], "{login} {name} after {steps}");
            }
        }
        gate.stands(&known).await?;
    }
    let known = gate.document(2).await?;
    for stage in ["leader_review", "signing", "issued", "office_review"] {
        let forward = json!({"action": "return", "opinion": "跳转", "to": stage});
        gate.cast.refused(REVIEWER, &known, &forward, (422, "stage_unknown")).await?;
    }
    gate.stands(&known).await?;
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn what_is_suspended_stands_still_for_every_participant_of_a_parallel_stage(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    let mut content =
        gate.cast.document("关于做好冬小麦播种服务工作的通知", "现将有关事项通知如下。")?;
    content["countersign_units"] = json!([gate.cast.unit("U12")?, gate.cast.unit("U14")?]);
    let mut known = gate.cast.create(DRAFTER, &content).await?;
    gate.cast.carry(&mut known, 3).await?;
    assert_eq!(known.status, "review:countersign");
    gate.cast.does(REVIEWER, &mut known, says("suspend", "核实经费。")).await?;
    for login in ["xuzhihua", STRANGER] {
        gate.cast.refused(login, &known, &approve(), (409, "suspended")).await?;
    }
    gate.stands(&known).await?;
    gate.cast.does(REVIEWER, &mut known, says("resume", "")).await?;
    for login in ["xuzhihua", STRANGER] {
        gate.cast.does(login, &mut known, approve()).await?;
    }
    assert_eq!(known.status, "review:leader_review");
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn whoever_corrects_a_text_does_not_choose_who_signs_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    let mut content =
        gate.cast.document("关于做好冬小麦播种服务工作的通知", "现将有关事项通知如下。")?;
    content["category"] = json!("policy");
    let mut known = gate.cast.create(DRAFTER, &content).await?;
    gate.cast.carry(&mut known, 2).await?;
    content["category"] = json!("other");
    let correct = json!({"action": "correct", "content": content, "opinion": "改为一般文件"});
    let problem =
        gate.cast.refused(REVIEWER, &known, &correct, (409, "route_loses_signature")).await?;
    assert!(problem.to_string().contains("signing"), "{problem}");
    gate.stands(&known).await?;
    gate.cast.does(REVIEWER, &mut known, approve()).await?;
    gate.cast.does(LEADER, &mut known, approve()).await?;
    assert_eq!(known.status, "review:signing", "the main leader still signs");
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn an_administrator_decides_nothing_and_hands_nothing_to_themselves(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    let known = gate.document(1).await?;
    for act in [approve(), says("reject", "不同意"), says("terminate", "终止")] {
        let answer = gate.cast.tries(ADMIN, &known, &act).await?;
        assert!([403, 404].contains(&answer.status), "{act}: {}", answer.status);
    }
    let mut ids = std::collections::BTreeMap::new();
    for login in [ADMIN, AUDITOR, DRAFTER, HEAD] {
        ids.insert(login, gate.cast.sees(login, "/api/v1/me").await?["id"].clone());
    }
    for to in [ADMIN, AUDITOR, DRAFTER] {
        let act =
            json!({"action": "hand_over", "from": ids[HEAD], "to": ids[to], "opinion": "移交"});
        gate.cast.refused(ADMIN, &known, &act, (422, "not_eligible")).await?;
    }
    gate.stands(&known).await?;
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn a_link_in_a_mail_acts_for_nobody_who_is_not_signed_in(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    let known = gate.document(1).await?;
    let mail = gate.mail.wait_for_mail(&address(HEAD), "待您审批").await?;
    let link = mail.links().first().context("no link")?.clone();
    let path = link.strip_prefix(gate.program.address()).unwrap_or(&link).to_owned();
    let nobody = Client::new(gate.program.address())?;
    assert_eq!(nobody.get(&path).await?.status, 303, "to the sign-in");
    for fields in
        [[("action", "approve"), ("opinion", "同意")], [("action", "reject"), ("opinion", "不")]]
    {
        let answer = nobody.post_form(&path, &fields).await?;
        assert_eq!(answer.status, 405, "a link is there to be read: {}", answer.text());
        let form = format!("/requests/{}/actions", known.id);
        let answer = nobody.post_form(&form, &fields).await?;
        assert_eq!(answer.status, 401, "and a form wants somebody signed in: {}", answer.text());
    }
    gate.stands(&known).await?;
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn knowing_a_request_is_not_being_asked_about_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    let known = gate.document(2).await?;
    let nobody = Client::new(gate.program.address())?;
    let path = format!("/api/v1/requests/{}/actions", known.id);
    let seen = format!("\"v{}\"", known.version);
    nobody.post_with(&path, &approve(), &[("if-match", &seen)]).await?.expect(401)?;
    for (login, status) in
        [(STRANGER, 404), (ADMIN, 404), (HEAD, 409), (REGISTRAR, 403), (LEADER, 403), (MAYOR, 403)]
    {
        let answer = gate.cast.tries(login, &known, &approve()).await?;
        assert_eq!(answer.status, status, "{login}: {}", answer.text());
    }
    gate.cast.refused(DRAFTER, &known, &approve(), (422, "blocked")).await?;
    gate.cast.refused(AUDITOR, &known, &approve(), (422, "blocked")).await?;
    gate.stands(&known).await?;
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn what_was_approved_is_what_is_issued(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    let mut known = gate.document(4).await?;
    assert_eq!(known.status, "recheck");
    let other = gate.cast.document("关于别的事项的通知", "现将别的事项通知如下。")?;
    let save = json!({"action": "save", "content": other});
    gate.cast.refused(DRAFTER, &known, &save, (409, "not_allowed_now")).await?;
    let correct = json!({"action": "correct", "content": other, "opinion": "换一份"});
    gate.cast.does(REVIEWER, &mut known, correct).await?;
    assert_eq!(known.status, "review:leader_review", "another text goes back to its signer");
    let number = action("assign_number");
    gate.cast.refused(REGISTRAR, &known, &number, (422, "blocked")).await?;
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn every_other_door_leads_to_the_same_gate(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    let known = gate.document(1).await?;
    let items = json!([{"request": known.id, "version": known.version}]);
    for login in [REGISTRAR, STRANGER, ADMIN, DRAFTER, AUDITOR] {
        let client = gate.cast.client(login).await?;
        let body = json!({"items": items, "opinion": "同意"});
        let answer = client.post("/api/v1/decisions", &body).await?;
        let text = answer.text();
        assert!(!text.contains("\"review:office_review\""), "{login}: {text}");
    }
    gate.stands(&known).await?;
    let sql = gate.office.sql().await?;
    let id = "(SELECT id FROM request WHERE status = 'review:dept_review' ORDER BY created_at DESC LIMIT 1)";
    for forged in [
        format!("UPDATE request SET status = 'approved' WHERE id = {id}"),
        format!("UPDATE request SET status = 'issued' WHERE id = {id}"),
        format!("UPDATE request SET status = 'recheck' WHERE id = {id}"),
        "UPDATE route SET body = replace(body, 'main_leader', 'head_of_drafting_unit')".to_owned(),
        "DELETE FROM route".to_owned(),
    ] {
        sql.refused(&forged).await.with_context(|| forged.clone())?;
    }
    sql.close().await?;
    gate.stands(&known).await?;
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn of_two_who_decide_at_once_one_decides(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    for _ in 0..10 {
        let known = gate.document(3).await?;
        let path = format!("/api/v1/requests/{}/actions", known.id);
        let seen = format!("\"v{}\"", known.version);
        let leader = gate.cast.client(LEADER).await?.clone();
        let headers = [("if-match", seen.as_str())];
        let (yes, no) = (approve(), says("reject", "不宜发文"));
        let (approved, rejected) = tokio::join!(
            leader.post_with(&path, &yes, &headers),
            leader.post_with(&path, &no, &headers)
        );
        let mut statuses = [approved?.status, rejected?.status];
        statuses.sort_unstable();
        assert!(statuses == [200, 409] || statuses == [200, 412], "{statuses:?}");
    }
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn of_two_who_vote_at_once_neither_vote_is_lost_and_neither_counts_twice(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    const VOTERS: [&str; 2] = ["xuzhihua", STRANGER];
    let mut gate = Gate::open(backend).await?;
    for round in 0..10 {
        let title = format!("关于做好第{round}批冬小麦播种服务工作的通知");
        let mut content = gate.cast.document(&title, "现将有关事项通知如下。")?;
        content["countersign_units"] = json!([gate.cast.unit("U12")?, gate.cast.unit("U14")?]);
        let mut known = gate.cast.create(DRAFTER, &content).await?;
        gate.cast.carry(&mut known, 3).await?;
        let path = format!("/api/v1/requests/{}/actions", known.id);
        let seen = format!("\"v{}\"", known.version);
        let clients = [
            gate.cast.client(VOTERS[0]).await?.clone(),
            gate.cast.client(VOTERS[1]).await?.clone(),
        ];
        let (headers, yes) = ([("if-match", seen.as_str())], approve());
        let (one, other) = tokio::join!(
            clients[0].post_with(&path, &yes, &headers),
            clients[1].post_with(&path, &yes, &headers)
        );
        let statuses = [one?.status, other?.status];
        let late = match statuses {
            [200, 412] => VOTERS[1],
            [412, 200] => VOTERS[0],
            others => anyhow::bail!("{others:?}"),
        };
        let shown = gate.cast.shows(AUDITOR, &known).await?;
        assert_eq!(shown["status"], "review:countersign", "one vote of two");
        known.version = shown["version"].as_u64().context("no version")?;
        gate.cast.does(late, &mut known, approve()).await?;
        assert_eq!(known.status, "review:leader_review");
        let timeline = gate.cast.timeline(&known).await?;
        let is_vote = |what: &Value| what["stage"] == "countersign" && what["type"] == "consented";
        let votes = timeline.iter().filter(|entry| is_vote(&entry["what"]));
        assert_eq!(votes.count(), 2, "{timeline:#?}");
    }
    gate.close().await
}

/// The exit status of a command to which the answer is no.
const REFUSED: i32 = 1;
/// The exit status of a command that could not be carried out.
const IMPOSSIBLE: i32 = 2;

#[rstest]
#[tokio::test]
async fn the_command_line_leads_to_the_same_gate(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    let known = gate.document(2).await?;
    assert_eq!(known.status, "review:office_review");
    let Gate { office, program, mail, .. } = gate;
    program.stop().await?;
    let hand_over = |by: &'static str, to: &'static str| {
        let words =
            ["hand-over", "--by", by, "--from", REVIEWER, "--to", to, "--opinion", "调离本单位"];
        let launch = office.command("users").variable("LANG", "zh_CN.UTF-8");
        words.iter().fold(launch, |launch, word| launch.argument(word)).run()
    };
    for (by, to, text, status) in [
        (HEAD, CHIEF, "移交", REFUSED),
        (REGISTRAR, CHIEF, "移交", REFUSED),
        (ADMIN, ADMIN, "张伟", REFUSED),
        (ADMIN, DRAFTER, "沈佳", REFUSED),
        (ADMIN, "nobody", "nobody", IMPOSSIBLE),
    ] {
        let refused = hand_over(by, to).await?;
        let said = String::from_utf8_lossy(&[refused.stdout, refused.stderr].concat()).into_owned();
        assert_eq!(refused.status.code(), Some(status), "{by} to {to}: {said}");
        assert!(said.contains(text), "{by} to {to}: {said}");
    }
    let register = "代字,年份,序号,状态,标题,发文机关,成文日期,作废原因\n\
                    青农发,2026,15,使用,关于做好冬小麦播种服务工作的通知,U13,2026-09-14,\n";
    std::fs::write(office.folder().join("paper.csv"), register)?;
    let import = ["import", "paper.csv", "--by", REGISTRAR];
    import
        .iter()
        .fold(office.command("numbers"), |launch, word| launch.argument(word))
        .run()
        .await?;
    let done = hand_over(ADMIN, CHIEF).await?;
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let program = office.serve().mail_to(&mail).start().await?;
    let cast = Cast::of(&program).await?;
    let mut gate = Gate { office, program, cast, mail };
    let shown = gate.cast.shows(AUDITOR, &known).await?;
    assert_eq!((&shown["status"], &shown["number"]), (&json!(known.status), &Value::Null));
    let waits = shown["waiting_for"].to_string();
    assert!(waits.contains("赵立新") && !waits.contains("孙晓梅"), "{waits}");
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn one_room_is_not_given_to_two_meetings_even_at_once(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    let mut waiting = Vec::new();
    for (title, room) in
        [("全区秋季农业生产会议", ROOM), ("全区粮食收购工作会议", "区政府 第一会议室")]
    {
        let content = in_room(gate.cast.meeting(title, 3_600)?, room);
        let mut known = gate.cast.create(DRAFTER, &content).await?;
        gate.cast.carry(&mut known, 3).await?;
        waiting.push(known);
    }
    let leader = gate.cast.client(LEADER).await?.clone();
    let yes = approve();
    let sign = |known: &Known| {
        let (path, seen) =
            (format!("/api/v1/requests/{}/actions", known.id), format!("\"v{}\"", known.version));
        let (leader, yes) = (leader.clone(), yes.clone());
        async move { leader.post_with(&path, &yes, &[("if-match", &seen)]).await }
    };
    let (one, other) = tokio::join!(sign(&waiting[0]), sign(&waiting[1]));
    let (one, other) = (one?, other?);
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{} {}", one.text(), other.text());
    let refused = if one.status == 409 { one } else { other };
    assert_eq!(refused.json()?["code"], "room_taken");
    let sql = gate.office.sql().await?;
    assert_eq!(sql.number("SELECT COUNT(*) FROM booking WHERE active").await?, 1);
    sql.close().await?;
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn an_organ_that_nobody_asks_issues_nothing_and_convenes_nobody(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    for (code, whose) in [("U14", "another bureau"), ("P0", "the committee"), ("T01", "a township")]
    {
        let mut content =
            gate.cast.document("关于做好冬小麦播种服务工作的通知", "现将有关事项通知如下。")?;
        content["issuing_unit"] = json!(gate.cast.unit(code)?);
        let known = gate.cast.create(DRAFTER, &content).await?;
        let problem =
            gate.cast.refused(DRAFTER, &known, &action("submit"), (422, "blocked")).await?;
        assert_eq!(rules(&problem), ["ISSUING-ORGAN"], "{whose}");
        let mut content = gate.cast.meeting("全区秋季农业生产会议", 3_600)?;
        content["in_name_of"] = json!(gate.cast.unit(code)?);
        let known = gate.cast.create(DRAFTER, &content).await?;
        let problem =
            gate.cast.refused(DRAFTER, &known, &action("submit"), (422, "blocked")).await?;
        assert_eq!(rules(&problem), ["ISSUING-ORGAN"], "{whose}");
        gate.stands(&known).await?;
    }
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn a_document_goes_where_its_recipients_are_whatever_its_drafter_says(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    // Each would have passed the quota, the burden rules or the main leader.
    for (recipients, doc_type, direction) in [
        (&["T01"][..], "notice", "lateral"),
        (&["T01"], "notice", "upward"),
        (&["G0"], "letter", "lateral"),
        (&["G0", "U12"], "letter", "downward"),
        (&["G0"], "request_for_instruction", "lateral"),
        (&["U12"], "request_for_instruction", "lateral"),
    ] {
        let title = match doc_type {
            "notice" => "关于做好冬小麦播种服务工作的通知",
            "letter" => "关于商请支持冬小麦播种服务工作的函",
            _ => "关于安排冬小麦播种服务工作的请示",
        };
        let mut content = gate.cast.document(title, "现将有关事项说明如下。")?;
        let recipients: Result<Vec<_>, _> =
            recipients.iter().map(|code| gate.cast.unit(code)).collect();
        content["main_recipients"] = json!(recipients?);
        (content["doc_type"], content["direction"]) = (json!(doc_type), json!(direction));
        let known = gate.cast.create(DRAFTER, &content).await?;
        let problem =
            gate.cast.refused(DRAFTER, &known, &action("submit"), (422, "blocked")).await?;
        assert!(rules(&problem).contains(&"DIRECTION"), "{content}: {problem}");
        gate.stands(&known).await?;
    }
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn a_meeting_is_not_filed_because_it_calls_itself_routine(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let mut gate = Gate::open(backend).await?;
    let government = gate.cast.unit("G0")?.to_owned();
    for (field, value) in [
        ("in_name_of", json!(government)),
        ("class", json!("i")),
        ("comprehensive", json!(true)),
        ("required_level", json!("main_leader")),
    ] {
        let mut content = gate.cast.meeting("区农业农村局周一例会", 1_800)?;
        content["nature"] = json!("routine");
        content["attendee_units"] = json!([content["host_unit"]]);
        content[field] = value;
        let rule = "这次例会确需这样召开，已经报告过分管领导。";
        content["justifications"] = json!({"PLAN-MEETING": rule, "MEETING-LEVEL": rule});
        let mut known = gate.cast.create(DRAFTER, &content).await?;
        gate.cast.does(DRAFTER, &mut known, action("submit")).await?;
        assert_eq!(known.status, "review:dept_review", "{field}");
    }
    gate.close().await
}

#[rstest]
#[tokio::test]
async fn the_main_leader_of_another_organ_signs_nothing_here(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    const TOWN_LEADER: &str = "zhenzhang";
    let person = ["--name", "石镇长", "--unit", "T01", "--rank", "main_leader"];
    let mut gate = Gate::open_with(backend, TOWN_LEADER, &person).await?;
    let mut content =
        gate.cast.document("关于做好冬小麦播种服务工作的通知", "现将有关事项通知如下。")?;
    content["category"] = json!("policy");
    let mut known = gate.cast.create(DRAFTER, &content).await?;
    gate.cast.carry(&mut known, 4).await?;
    assert_eq!(known.status, "review:signing");
    let waits = gate.cast.shows(AUDITOR, &known).await?["waiting_for"].to_string();
    assert!(waits.contains("周明远") && !waits.contains("石镇长"), "{waits}");
    gate.cast.refused(TOWN_LEADER, &known, &approve(), (404, "not_found")).await?;
    gate.stands(&known).await?;
    gate.cast.does(MAYOR, &mut known, approve()).await?;
    assert_eq!(known.status, "recheck");
    gate.close().await
}
