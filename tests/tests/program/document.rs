//! The way of a document, from a file on somebody's disk to the register.

use baopi_tests::cast::{
    AUDITOR, Cast, DRAFTER, HEAD, Known, LEADER, MAYOR, REGISTRAR, REVIEWER, action, address,
    approve, rules, says,
};
use baopi_tests::invariants;
use baopi_tests::mail::Mail;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Program;
use baopi_tests::smtp::SmtpServer;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// A file that an office suite wrote, and the text that went into it.
const FILE: &[u8] = include_bytes!("../../../crates/document/tests/fixtures/writer.docx");
const TEXT: &str = include_str!("../../../crates/document/tests/fixtures/writer.txt");
const TITLE: &str = "关于做好二〇二六年防汛工作的通知";

/// Who decides, at which stage, in the usual order.
const STAGES: [(&str, &str); 3] =
    [(HEAD, "dept_review"), (REVIEWER, "office_review"), (LEADER, "leader_review")];

/// Uploads the file and makes a document of its text.
async fn written(cast: &mut Cast) -> anyhow::Result<(Value, Value)> {
    let received = cast.uploads(DRAFTER, "通知.docx", FILE).await?.expect(201)?.json()?;
    assert_eq!(received["file"]["sha256"], hex::encode(Sha256::digest(FILE)));
    assert_eq!(received["file"]["size"], FILE.len());
    assert_eq!(received["file"]["name"], "通知.docx");
    assert_eq!(received["format"], "docx");
    assert_eq!(received["text"].as_str().map(str::trim), Some(TEXT.trim()));
    let mut content = cast.document(TITLE, received["text"].as_str().unwrap_or_default())?;
    content["body_file"] = received["file"].clone();
    Ok((content, received))
}

/// The mail tells the person, in Chinese and with a link to the program, that this title waits.
fn asks_for_a_decision(mail: &Mail, program: &Program) {
    assert!(mail.text().contains(TITLE), "{}", mail.text());
    assert!(mail.html().contains(TITLE), "{}", mail.html());
    assert!(
        mail.links().iter().any(|link| link.starts_with(&program.url("/a/"))),
        "{:?}",
        mail.links()
    );
}

#[rstest::rstest]
#[tokio::test]
async fn a_file_becomes_a_document_that_is_signed_numbered_sealed_issued_and_archived(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, mail) = (Office::new(backend).await?, SmtpServer::start().await?);
    let program = office.open(&mail).await?;
    let mut cast = Cast::of(&program).await?;
    let (content, received) = written(&mut cast).await?;

    let preview = cast
        .client(DRAFTER)
        .await?
        .post("/api/v1/previews", &content)
        .await?
        .expect(200)?
        .json()?;
    assert_eq!(preview["verdict"], "pass", "{preview}");
    assert_eq!(preview["measure"]["characters"], received["characters"]);
    assert!(received["characters"].as_u64() > Some(200), "{received}");
    let way: Vec<_> = preview["way"].as_array().into_iter().flatten().collect();
    let keys: Vec<_> = way.iter().filter_map(|stage| stage["key"].as_str()).collect();
    assert_eq!(keys, STAGES.map(|(_, key)| key));
    assert_eq!(way[2]["people"][0]["name"], "王秀兰");

    let mut known = cast.create(DRAFTER, &content).await?;
    assert_eq!(known.status, "draft");
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    for (login, stage) in STAGES {
        assert_eq!(known.status, format!("review:{stage}"));
        let subject = format!("待您审批：{TITLE}");
        asks_for_a_decision(&mail.wait_for_mail(&address(login), &subject).await?, &program);
        let desk = cast.sees(login, "/api/v1/desk").await?;
        assert!(desk["items"].as_array().into_iter().flatten().any(|row| row["id"] == known.id));
        cast.does(login, &mut known, approve()).await?;
    }
    mail.wait_for_mail(&address(DRAFTER), &format!("已批准：{TITLE}")).await?;
    is_frozen(&mut cast, &known, &content, office.first_day()).await?;
    released(&mut cast, &mut known, &mail, office.first_day()).await?;
    tells_its_history(&mut cast, &known, office.first_day()).await?;
    program.stop().await?;
    invariants::hold(&office).await
}

/// After the signature, what was signed is what stands there, and nobody can change it.
async fn is_frozen(
    cast: &mut Cast,
    known: &Known,
    content: &Value,
    day: &str,
) -> anyhow::Result<()> {
    let shown = cast.shows(AUDITOR, known).await?;
    assert_eq!(shown["status"], "recheck");
    assert_eq!(shown["signature"]["digest"], shown["digest"]);
    assert_eq!(shown["signature"]["signer"]["name"], "王秀兰");
    assert_eq!(shown["signature"]["rank"], "responsible_leader");
    assert_eq!(shown["signature"]["doc_date"], day);
    assert_eq!(shown["content"]["body"], content["body"]);
    let save = json!({ "action": "save", "content": content });
    cast.refused(DRAFTER, known, &save, (409, "not_allowed_now")).await?;
    Ok(())
}

/// Recheck, number, seal, issue, archive; the number stands in the register.
async fn released(
    cast: &mut Cast,
    known: &mut Known,
    mail: &SmtpServer,
    day: &str,
) -> anyhow::Result<()> {
    mail.wait_for_mail(&address(REVIEWER), &format!("待您办理：{TITLE}")).await?;
    cast.does(REVIEWER, known, action("pass_recheck")).await?;
    mail.wait_for_mail(&address(REGISTRAR), &format!("待您办理：{TITLE}")).await?;
    cast.does(REGISTRAR, known, action("assign_number")).await?;
    assert_eq!(cast.shows(DRAFTER, known).await?["number"], "青农发〔2026〕15号");
    cast.does(REGISTRAR, known, action("seal")).await?;
    cast.does(REGISTRAR, known, action("issue")).await?;
    mail.wait_for_mail(&address(DRAFTER), &format!("已印发：{TITLE}")).await?;
    cast.does(REGISTRAR, known, action("archive")).await?;
    assert_eq!(known.status, "archived");

    let register = cast
        .sees(DRAFTER, "/api/v1/register?series=%E9%9D%92%E5%86%9C%E5%8F%91&year=2026&limit=2")
        .await?;
    let newest = &register["items"][0];
    assert_eq!(newest["number"], "青农发〔2026〕15号");
    assert_eq!(newest["title"], TITLE);
    assert_eq!(newest["state"], "used");
    assert_eq!(newest["request"], known.id);
    assert_eq!(newest["doc_date"], day);
    assert_eq!(newest["issued_on"], day);
    assert_eq!(register["items"][1]["number"], "青农发〔2026〕14号");
    Ok(())
}

/// Every step stands in the record with who, when and a hash, and names the digest that was signed.
async fn tells_its_history(cast: &mut Cast, known: &Known, day: &str) -> anyhow::Result<()> {
    let digest = cast.shows(AUDITOR, known).await?["digest"].clone();
    let entries = cast.timeline(known).await?;
    let mut steps = Vec::new();
    for (place, entry) in (1..).zip(&entries) {
        assert_eq!(entry["seq"], place);
        assert!(
            entry["at"].as_str().is_some_and(|at| at.starts_with(&format!("{day}T"))),
            "{entry}"
        );
        assert_eq!(entry["hash"].as_str().map(str::len), Some(64), "{entry}");
        for language in ["message_zh", "message_en"] {
            assert!(entry[language].as_str().is_some_and(|words| !words.is_empty()), "{entry}");
        }
        if let Some(named) = entry["what"].get("digest") {
            assert_eq!(*named, digest, "{entry}");
        }
        let what = entry["what"]["type"].as_str().unwrap_or_default();
        if !["entered", "refused"].contains(&what) {
            steps.push((entry["actor"]["name"].as_str().unwrap_or_default(), what));
        }
    }
    assert_eq!(
        steps,
        [
            ("沈佳", "created"),
            ("沈佳", "submitted"),
            ("蒋大伟", "consented"),
            ("孙晓梅", "consented"),
            ("王秀兰", "consented"),
            ("王秀兰", "signed"),
            ("孙晓梅", "rechecked"),
            ("钱永福", "numbered"),
            ("钱永福", "seal_affixed"),
            ("钱永福", "issued"),
            ("钱永福", "archived"),
        ]
    );
    let refused = entries.iter().filter(|entry| entry["what"]["type"] == "refused").count();
    assert_eq!(refused, 1, "the attempt to change the signed text stands there too");
    Ok(())
}

#[rstest::rstest]
#[tokio::test]
async fn a_document_can_come_back_change_and_go_again_or_be_refused_or_taken_back(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, mail) = (Office::new(backend).await?, SmtpServer::start().await?);
    let program = office.open(&mail).await?;
    let mut cast = Cast::of(&program).await?;
    comes_back_and_goes_again(&mut cast, &mail).await?;

    let mut known = cast.document_after("关于乙事项的通知", 2).await?;
    cast.refused(REVIEWER, &known, &says("reject", " "), (422, "opinion_required")).await?;
    cast.does(REVIEWER, &mut known, says("reject", "无发文必要。")).await?;
    assert_eq!(known.status, "rejected");
    let told = mail.wait_for_mail(&address(DRAFTER), "不予批准：关于乙事项的通知").await?;
    assert!(told.text().contains("无发文必要。"), "{}", told.text());
    cast.refused(DRAFTER, &known, &action("submit"), (409, "not_allowed_now")).await?;

    let mut known = cast.document_after("关于丙事项的通知", 3).await?;
    cast.does(DRAFTER, &mut known, action("withdraw")).await?;
    assert_eq!(known.status, "withdrawn");
    cast.refused(LEADER, &known, &approve(), (409, "not_allowed_now")).await?;
    assert_eq!(cast.shows(DRAFTER, &known).await?["waiting_for"], json!([]));
    program.stop().await?;
    invariants::hold(&office).await
}

/// What is returned is changed and submitted again: a second round, in which everybody decides anew.
async fn comes_back_and_goes_again(cast: &mut Cast, mail: &SmtpServer) -> anyhow::Result<()> {
    let title = "关于甲事项的通知";
    let mut known = cast.document_after(title, 2).await?;
    let first = cast.shows(AUDITOR, &known).await?;
    assert_eq!((&first["round"], &first["revision"]), (&json!(1), &json!(1)));
    cast.does(REVIEWER, &mut known, says("return", "请补充责任单位。")).await?;
    assert_eq!(known.status, "returned");
    let told = mail.wait_for_mail(&address(DRAFTER), &format!("已退回修改：{title}")).await?;
    assert!(told.text().contains("请补充责任单位。"), "{}", told.text());

    let content = cast.document(title, "现将有关事项通知如下。责任单位：区农业农村局。")?;
    cast.does(DRAFTER, &mut known, json!({ "action": "save", "content": content })).await?;
    cast.does(DRAFTER, &mut known, action("submit")).await?;
    assert_eq!(known.status, "review:dept_review", "the round begins at the first stage");
    let second = cast.shows(AUDITOR, &known).await?;
    assert_eq!((&second["round"], &second["revision"]), (&json!(2), &json!(2)));
    assert_ne!(second["digest"], first["digest"]);
    for login in [HEAD, REVIEWER, LEADER] {
        cast.does(login, &mut known, approve()).await?;
    }
    assert_eq!(cast.shows(AUDITOR, &known).await?["signature"]["digest"], second["digest"]);
    Ok(())
}

#[rstest::rstest]
#[tokio::test]
async fn a_correction_after_the_signature_needs_a_second_signature(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let (office, mail) = (Office::new(backend).await?, SmtpServer::start().await?);
    let program = office.open(&mail).await?;
    let mut cast = Cast::of(&program).await?;
    let title = "关于丁事项的通知";
    let mut known = cast.document_after(title, 3).await?;
    let letters = |mails: &[Mail]| {
        let fits = |mail: &&Mail| {
            mail.recipients == [address(LEADER)] && mail.subject().contains("待您审批：关于丁事项")
        };
        Some(mails.iter().filter(fits).count())
    };
    mail.wait_until("the first letter", |mails| letters(mails).filter(|n| *n == 1)).await?;
    cast.does(LEADER, &mut known, approve()).await?;
    let signed = cast.shows(AUDITOR, &known).await?["signature"]["digest"].clone();

    let content = cast.document(title, "现将有关事项通知如下（已更正）。")?;
    let mut correct = json!({ "action": "correct", "content": content, "opinion": "更正错字。" });
    cast.refused(REGISTRAR, &known, &correct, (403, "not_yours")).await?;
    cast.does(REVIEWER, &mut known, correct.clone()).await?;
    assert_eq!(known.status, "review:leader_review");
    let shown = cast.shows(AUDITOR, &known).await?;
    assert_ne!(shown["digest"], signed);
    assert_eq!(shown["waiting_for"].as_array().map(Vec::len), Some(1));
    assert_eq!(shown["waiting_for"][0]["name"], "王秀兰");
    mail.wait_until("a second letter", |mails| letters(mails).filter(|n| *n == 2)).await?;
    for (login, name) in
        [(REGISTRAR, "assign_number"), (REGISTRAR, "issue"), (REVIEWER, "pass_recheck")]
    {
        let answer = cast.tries(login, &known, &action(name)).await?;
        assert!([409, 422].contains(&answer.status), "{login} {name}: {}", answer.text());
    }

    cast.does(LEADER, &mut known, approve()).await?;
    assert_eq!(known.status, "recheck");
    let again = cast.shows(AUDITOR, &known).await?;
    assert_eq!(again["signature"]["digest"], shown["digest"]);
    correct["content"]["main_recipients"] = json!([]);
    correct["content"]["body"] = json!("字".repeat(5001));
    let problem = cast.refused(REVIEWER, &known, &correct, (422, "blocked")).await?;
    assert_eq!(rules(&problem), ["REQUIRED-FIELDS", "FILE-LENGTH"]);
    for (login, name) in [(REVIEWER, "pass_recheck"), (REGISTRAR, "assign_number")] {
        cast.does(login, &mut known, action(name)).await?;
    }
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn an_exception_needs_a_reason_and_has_to_be_accepted_by_its_name(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut content = cast.document("关于专项工作的通知", &"字".repeat(4000))?;
    content["scope"] = json!("special");
    let preview = |content: Value| ("/api/v1/previews", content);
    let (path, body) = preview(content.clone());
    let judged = cast.client(DRAFTER).await?.post(path, &body).await?.expect(200)?.json()?;
    assert_eq!(judged["verdict"], "pass", "4000 characters need no reason: {judged}");

    content["body"] = json!("字".repeat(4001));
    let mut known = cast.create(DRAFTER, &content).await?;
    let problem = cast.refused(DRAFTER, &known, &action("submit"), (422, "blocked")).await?;
    assert_eq!(rules(&problem), ["FILE-LENGTH-SPECIAL"]);
    assert_eq!(problem["findings"][0]["severity"], "needs_justification");
    assert_eq!(problem["findings"][0]["facts"], json!({ "n": 4001, "limit": 4000 }));

    content["justifications"] = json!({ "FILE-LENGTH-SPECIAL": "字".repeat(9) });
    cast.does(DRAFTER, &mut known, json!({ "action": "save", "content": content })).await?;
    cast.refused(DRAFTER, &known, &action("submit"), (422, "blocked")).await?;
    content["justifications"] = json!({ "FILE-LENGTH-SPECIAL": "字".repeat(10) });
    cast.does(DRAFTER, &mut known, json!({ "action": "save", "content": content })).await?;
    for (login, step) in [(DRAFTER, action("submit")), (HEAD, approve()), (REVIEWER, approve())] {
        cast.does(login, &mut known, step).await?;
    }
    let shown = cast.shows(LEADER, &known).await?;
    let exceptions = json!([{ "rule": "FILE-LENGTH-SPECIAL", "rank": "responsible_leader" }]);
    assert_eq!(shown["exceptions"], exceptions);

    let problem = cast.refused(LEADER, &known, &approve(), (422, "exceptions_open")).await?;
    assert_eq!(problem["rules"], json!(["FILE-LENGTH-SPECIAL"]));
    let mut other = approve();
    other["accept"] = json!(["TITLE-FORMAT"]);
    cast.refused(LEADER, &known, &other, (422, "exceptions_open")).await?;
    let mut named = approve();
    named["accept"] = json!(["FILE-LENGTH-SPECIAL"]);
    cast.does(LEADER, &mut known, named).await?;
    let signed = cast.shows(AUDITOR, &known).await?;
    assert_eq!(signed["signature"]["accepted"], json!(["FILE-LENGTH-SPECIAL"]));
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn what_only_the_main_leader_may_sign_goes_on_to_the_main_leader(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut content = cast.document("关于重要政策的决定", "现决定如下。")?;
    content["doc_type"] = json!("decision");
    content["category"] = json!("policy");
    let mut known = cast.create(DRAFTER, &content).await?;
    cast.carry(&mut known, 4).await?;
    assert_eq!(known.status, "review:signing", "the responsible leader's consent is no signature");
    assert_eq!(cast.shows(AUDITOR, &known).await?["signature"], Value::Null);
    let problem =
        cast.refused(REGISTRAR, &known, &action("assign_number"), (422, "blocked")).await?;
    assert_eq!(rules(&problem), ["APPROVAL-GATE"]);
    cast.does(MAYOR, &mut known, approve()).await?;
    let signed = cast.shows(AUDITOR, &known).await?;
    assert_eq!(signed["signature"]["signer"]["name"], "周明远");
    assert_eq!(signed["signature"]["rank"], "main_leader");
    program.stop().await?;
    invariants::hold(&office).await
}
