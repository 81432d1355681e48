//! Stand-ins: by date range and scope, from the page, the API and the command line; who may, who may not, and what stays.

use baopi_tests::cast::{
    ADMIN, AUDITOR, Cast, DRAFTER, HEAD, Known, LEADER, MAYOR, PASSWORD, REVIEWER, SECOND_ADMIN,
    STRANGER, approve,
};
use baopi_tests::client::{Answer, Client};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use serde_json::{Value, json};

/// Where the API keeps them.
const PATH: &str = "/api/v1/delegations";
/// The head of yet another bureau.
const OTHER: &str = "hanxue";

/// The days that these scenarios speak of.
struct Days {
    yesterday: String,
    today: String,
    tomorrow: String,
    /// Some day after that.
    later: String,
}

impl Days {
    fn of(office: &Office) -> Self {
        let [yesterday, today, tomorrow, later] = [-1, 0, 1, 5].map(|days| office.day(days));
        Self { yesterday, today, tomorrow, later }
    }
}

/// A stand-in from one day to another, for everything.
fn wish(from: &str, to: &str, (from_on, to_on): (&str, &str)) -> Value {
    json!({ "from": from, "to": to, "from_on": from_on, "to_on": to_on, "reference": "授权书〔2026〕3号" })
}

/// The same for one kind of matters.
fn scoped(mut wish: Value, scope: &str) -> Value {
    wish["scope"] = json!(scope);
    wish
}

async fn made(cast: &mut Cast, login: &str, wish: &Value) -> anyhow::Result<Value> {
    cast.client(login).await?.post(PATH, wish).await?.expect(201)?.json()
}

async fn ended(cast: &mut Cast, login: &str, made: &Value) -> anyhow::Result<Answer> {
    let path = format!("{PATH}/{}/end", made["id"].as_str().unwrap_or_default());
    cast.client(login).await?.post(&path, &json!({})).await
}

/// The reason for which it is refused, after the field that it concerns.
async fn refused(
    cast: &mut Cast,
    login: &str,
    wish: &Value,
    status: u16,
) -> anyhow::Result<String> {
    let problem = cast.client(login).await?.post(PATH, wish).await?.expect(status)?.json()?;
    anyhow::ensure!(problem["code"] == "delegation_refused", "{problem}");
    for member in ["message_zh", "message_en", "advice_zh", "advice_en", "title"] {
        let said = problem[member].as_str().unwrap_or_default();
        anyhow::ensure!(!said.is_empty() && !said.contains("Unknown localization"), "{problem}");
    }
    let word = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
    Ok(format!("{}: {}", word("field"), word("reason")))
}

/// What the system's chain says about stand-ins, in its order, with logins instead of identifiers.
async fn recorded(office: &Office) -> anyhow::Result<Vec<String>> {
    let sql = office.sql().await?;
    let postgres = sql.is_postgres();
    let text = if postgres { "convert_from(canon, 'UTF8')" } else { "CAST(canon AS TEXT)" };
    let id = if postgres { "replace(id::text, '-', '')" } else { "lower(hex(id))" };
    let people = sql.rows(&format!("SELECT login, {id} AS id FROM person")).await?;
    let query = format!(
        "SELECT {text} AS text FROM system_event WHERE type LIKE 'delegation%' ORDER BY seq"
    );
    let rows = sql.rows(&query).await?;
    sql.close().await?;
    let login = |id: &Value| {
        let id = id.as_str().unwrap_or_default().replace('-', "");
        let person = people.iter().find(|person| person["id"] == *id);
        person.and_then(|person| person["login"].as_str()).unwrap_or_default().to_owned()
    };
    let mut said = Vec::new();
    for row in rows {
        let entry: Value = serde_json::from_str(row["text"].as_str().unwrap_or_default())?;
        let what = &entry["what"];
        let word = what["type"].as_str().unwrap_or_default().trim_start_matches("delegation_");
        let code = what["code"].as_str().unwrap_or_default().trim_start_matches("delegation_");
        let people = [&entry["actor"], &what["from"], &what["to"]].map(login);
        said.push(
            format!("{} {word} {}>{} {code}", people[0], people[1], people[2])
                .trim_end()
                .to_owned(),
        );
    }
    Ok(said)
}

/// Who consented in the record, and for whom.
async fn consents(cast: &mut Cast, known: &Known) -> anyhow::Result<Vec<String>> {
    let entries = cast.timeline(known).await?;
    let consented = entries.iter().filter(|entry| entry["what"]["type"] == "consented");
    let name = |person: &Value| person["name"].as_str().unwrap_or_default().to_owned();
    Ok(consented
        .map(|entry| format!("{} {}", name(&entry["actor"]), name(&entry["on_behalf_of"])))
        .collect())
}

#[rstest::rstest]
#[tokio::test]
async fn a_stand_in_decides_what_waited_already_until_it_is_ended(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let on = Days::of(&office);
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut waiting = cast.document_after("关于代理的通知", 1).await?;
    let second = cast.document_after("关于代理的第二份通知", 1).await?;
    let third = cast.document_after("关于代理的第三份通知", 1).await?;
    let unseen = cast.tries(STRANGER, &waiting, &approve()).await?;
    assert_eq!(unseen.status, 404, "nobody's stand-in sees nothing");

    let given = made(&mut cast, HEAD, &wish(HEAD, STRANGER, (&on.today, &on.later))).await?;
    assert_eq!((&given["state"], &given["from"]["name"]), (&json!("in_force"), &json!("蒋大伟")));
    cast.does(STRANGER, &mut waiting, approve()).await?;
    assert_eq!(consents(&mut cast, &waiting).await?, ["郑国庆 蒋大伟"]);

    let desk = cast.sees(STRANGER, "/api/v1/desk").await?.to_string();
    assert!(desk.contains("关于代理的第二份通知"), "it waits on the desk of the stand-in: {desk}");
    let page = Client::new(program.address())?;
    page.sign_in(STRANGER, PASSWORD).await?;
    let shown = page.get("/delegations").await?.expect(200)?.text();
    assert!(shown.contains("关于代理的第二份通知"), "what waits can be found: {shown}");

    ended(&mut cast, HEAD, &given).await?.expect(200)?;
    let late = cast.tries(STRANGER, &second, &approve()).await?;
    assert!(matches!(late.status, 403 | 404), "{}", late.text());
    let again = made(&mut cast, HEAD, &wish(HEAD, STRANGER, (&on.today, &on.later))).await?;
    assert_ne!(again["id"], given["id"], "the same can be given once more");
    let mut second = second;
    cast.does(STRANGER, &mut second, approve()).await?;
    let back = ended(&mut cast, STRANGER, &again).await?.expect(200)?.json()?;
    assert_eq!((&back["state"], &back["ended_on"]), (&json!("ended"), &json!(on.today)));
    let late = cast.tries(STRANGER, &third, &approve()).await?;
    assert!(matches!(late.status, 403 | 404), "{}", late.text());
    let mut third = third;
    cast.does(HEAD, &mut third, approve()).await?;
    program.stop().await?;
    let pair = "jiangdawei>zhengguoqing";
    assert_eq!(
        recorded(&office).await?,
        [
            format!("{HEAD} made {pair}"),
            format!("{HEAD} ended {pair}"),
            format!("{HEAD} made {pair}"),
            format!("{STRANGER} ended {pair}"),
        ]
    );
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn days_before_and_after_and_other_matters_give_no_authority(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let on = Days::of(&office);
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut waiting = cast.document_after("关于代理期的通知", 1).await?;
    // What is past cannot be given any more, so it is written beside the program.
    over(&office, HEAD, OTHER, (&office.day(-14), &on.yesterday)).await?;
    let past = cast.tries(OTHER, &waiting, &approve()).await?;
    assert!(matches!(past.status, 403 | 404), "{}", past.text());
    made(&mut cast, HEAD, &wish(HEAD, OTHER, (&on.tomorrow, &on.later))).await?;
    let early = cast.tries(OTHER, &waiting, &approve()).await?;
    assert!(matches!(early.status, 403 | 404), "{}", early.text());
    let meetings = scoped(wish(HEAD, STRANGER, (&on.today, &on.today)), "meeting");
    made(&mut cast, HEAD, &meetings).await?;
    let other = cast.tries(STRANGER, &waiting, &approve()).await?;
    assert!(matches!(other.status, 403 | 404), "{}", other.text());
    let documents = scoped(wish(HEAD, STRANGER, (&on.today, &on.today)), "document");
    made(&mut cast, HEAD, &documents).await?;
    cast.does(STRANGER, &mut waiting, approve()).await?;
    assert_eq!(consents(&mut cast, &waiting).await?, ["郑国庆 蒋大伟"]);

    // Nobody reaches their own request through somebody for whom they stand in.
    let own = cast.document_after("关于拟稿人代理的通知", 1).await?;
    made(&mut cast, HEAD, &wish(HEAD, DRAFTER, (&on.today, &on.today))).await?;
    let problem = cast.refused(DRAFTER, &own, &approve(), (422, "blocked")).await?;
    assert_eq!(problem["rules"], json!(["SEPARATION"]));
    program.stop().await?;
    invariants::hold(&office).await
}

/// Writes a stand-in down that the program would refuse by now.
async fn over(
    office: &Office,
    from: &str,
    to: &str,
    (from_on, to_on): (&str, &str),
) -> anyhow::Result<()> {
    let sql = office.sql().await?;
    let id = if sql.is_postgres() {
        "'000000000000000000000000000000aa'"
    } else {
        "x'000000000000000000000000000000aa'"
    };
    let insert = format!(
        "INSERT INTO delegation (id, from_person, to_person, from_on, to_on, reference, made_by)
         SELECT {id}, f.id, t.id, '{from_on}', '{to_on}', 'x', f.id FROM person f, person t
         WHERE f.login = '{from}' AND t.login = '{to}'"
    );
    assert_eq!(sql.execute(&insert).await?, 1);
    sql.close().await
}

#[rstest::rstest]
#[tokio::test]
async fn what_must_not_be_given_away_is_refused_with_its_reason_and_recorded(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let on = Days::of(&office);
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let days = (on.today.as_str(), on.later.as_str());
    made(&mut cast, HEAD, &wish(HEAD, STRANGER, days)).await?;
    let with = |mut wish: Value, name: &str, value: &str| {
        wish[name] = json!(value);
        wish
    };
    let good = wish(REVIEWER, OTHER, days);
    let cases = [
        (REVIEWER, wish(REVIEWER, REVIEWER, days), 422, "to: delegation_oneself"),
        (REVIEWER, wish(REVIEWER, ADMIN, days), 422, "to: delegation_stand_in_barred"),
        (REVIEWER, wish(REVIEWER, AUDITOR, days), 422, "to: delegation_stand_in_barred"),
        (ADMIN, wish(ADMIN, REVIEWER, days), 422, "from: delegation_giver_barred"),
        (AUDITOR, wish(AUDITOR, REVIEWER, days), 422, "from: delegation_giver_barred"),
        (LEADER, wish(LEADER, HEAD, days), 422, "to: delegation_rank_needed"),
        (ADMIN, wish(MAYOR, HEAD, days), 422, "to: delegation_rank_needed"),
        (REVIEWER, wish(REVIEWER, OTHER, (&on.later, &on.today)), 422, "to_on: delegation_empty"),
        (
            REVIEWER,
            wish(REVIEWER, OTHER, (&on.yesterday, &on.yesterday)),
            422,
            "to_on: delegation_over",
        ),
        (
            REVIEWER,
            wish(REVIEWER, OTHER, (&on.today, &office.day(366))),
            422,
            "to_on: delegation_too_long",
        ),
        (
            REVIEWER,
            wish(REVIEWER, OTHER, (&office.day(367), &office.day(367))),
            422,
            "from_on: delegation_too_far_ahead",
        ),
        (
            REVIEWER,
            with(good.clone(), "reference", "  "),
            422,
            "reference: delegation_reference_missing",
        ),
        (
            REVIEWER,
            with(good.clone(), "reference", &"字".repeat(201)),
            422,
            "reference: delegation_reference_too_long",
        ),
        (REVIEWER, wish(REVIEWER, HEAD, days), 422, "to: delegation_stand_in_away"),
        (STRANGER, wish(STRANGER, OTHER, days), 422, "from: delegation_giver_stands_in"),
        (HEAD, wish(HEAD, STRANGER, (&on.later, &on.later)), 422, "to: delegation_duplicate"),
        (OTHER, good.clone(), 403, "from: delegation_not_yours"),
        (LEADER, wish(REVIEWER, LEADER, days), 403, "from: delegation_not_yours"),
    ];
    for (login, wish, status, reason) in &cases {
        assert_eq!(refused(&mut cast, login, wish, *status).await?, *reason, "{wish}");
    }
    let words = with(good.clone(), "reference", "绝密★10年");
    let problem = cast.client(REVIEWER).await?.post(PATH, &words).await?.expect(422)?.json()?;
    assert_eq!(problem["code"], "classified");
    let nobody = cast.client(REVIEWER).await?.post(PATH, &wish(REVIEWER, "nobody", days)).await?;
    assert_eq!((nobody.status, &nobody.json()?["field"]), (400, &json!("to")));

    let year = with(good, "to_on", &office.day(365));
    let longest = made(&mut cast, ADMIN, &year).await?;
    assert_eq!(longest["from"]["name"], "孙晓梅", "an administrator writes down those of others");
    assert_eq!(ended(&mut cast, STRANGER, &longest).await?.status, 404);
    assert_eq!(ended(&mut cast, ADMIN, &longest).await?.status, 200);
    let twice = ended(&mut cast, REVIEWER, &longest).await?.expect(409)?.json()?;
    assert_eq!(twice["reason"], "delegation_already_over");
    program.stop().await?;

    let record = recorded(&office).await?;
    assert_eq!(record.len(), 1 + cases.len() + 4, "{record:#?}");
    for ((login, _, _, reason), entry) in cases.iter().zip(&record[1..]) {
        let code = reason.split("delegation_").nth(1).unwrap_or_default();
        assert!(entry.starts_with(&format!("{login} refused ")), "{entry}");
        assert!(entry.ends_with(&format!(" {code}")), "{entry}");
    }
    assert_eq!(
        record[1 + cases.len()..],
        [
            "zhangwei made sunxiaomei>hanxue",
            "zhengguoqing refused sunxiaomei>hanxue not_yours",
            "zhangwei ended sunxiaomei>hanxue",
            "sunxiaomei refused sunxiaomei>hanxue already_over",
        ]
    );
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn two_halves_of_a_chain_at_once_become_one_stand_in(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let (head, stranger) = (cast.client(HEAD).await?.clone(), cast.client(STRANGER).await?.clone());
    for turn in 0..8 {
        let day = format!("2026-10-{:02}", turn + 1);
        let first = wish(HEAD, STRANGER, (&day, &day));
        let second = wish(STRANGER, OTHER, (&day, &day));
        let (one, other) = tokio::join!(head.post(PATH, &first), stranger.post(PATH, &second));
        let mut statuses = [one?.status, other?.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 422], "on {day}");
    }
    program.stop().await?;
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn the_same_order_twice_has_one_effect_and_one_answer(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let on = Days::of(&office);
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let client = cast.client(HEAD).await?.clone();
    let order = wish(HEAD, STRANGER, (&on.today, &on.later));
    let sent = |order: Value| {
        let client = client.clone();
        async move { client.post_with(PATH, &order, &[("idempotency-key", "one")]).await }
    };
    let (one, other) = tokio::join!(sent(order.clone()), sent(order.clone()));
    let (one, other) = (one?.expect(201)?, other?.expect(201)?);
    let replayed = [&one, &other].map(|answer| answer.header("idempotency-replayed").is_some());
    assert_eq!(replayed.iter().filter(|replayed| **replayed).count(), 1, "{replayed:?}");
    let (one, other) = (one.json()?, other.json()?);
    assert_eq!(one, other);
    let another = sent(wish(HEAD, OTHER, (&on.today, &on.later))).await?.expect(422)?.json()?;
    assert_eq!(another["code"], "key_reused");
    let path = format!("{PATH}/{}/end", one["id"].as_str().unwrap_or_default());
    let nothing = json!({});
    let end_with = |key: &'static str| {
        let (client, path, nothing) = (client.clone(), path.clone(), nothing.clone());
        async move { client.post_with(&path, &nothing, &[("idempotency-key", key)]).await }
    };
    let (one, other) = tokio::join!(end_with("two"), end_with("two"));
    assert_eq!(one?.expect(200)?.json()?, other?.expect(200)?.json()?);
    end_with("three").await?.expect(409)?;
    let over = end_with("three").await?.expect(409)?.json()?;
    assert_eq!(over["reason"], "delegation_already_over");
    program.stop().await?;
    let pair = "jiangdawei>zhengguoqing";
    let expected = ["made", "ended"].map(|word| format!("{HEAD} {word} {pair}"));
    let record = recorded(&office).await?;
    assert_eq!(record[..2], expected);
    assert_eq!(record[2..], [format!("{HEAD} refused {pair} already_over")]);
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn one_sees_ones_own_and_an_administrator_all_page_by_page(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let on = Days::of(&office);
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    made(&mut cast, HEAD, &wish(HEAD, STRANGER, (&on.today, &on.today))).await?;
    made(&mut cast, HEAD, &wish(HEAD, OTHER, (&on.today, &on.later))).await?;
    made(&mut cast, LEADER, &wish(LEADER, MAYOR, (&on.today, &on.tomorrow))).await?;
    let held = |found: &Value| -> Vec<String> {
        let items = found["items"].as_array().cloned().unwrap_or_default();
        items.iter().map(|one| one["to"]["name"].as_str().unwrap_or_default().to_owned()).collect()
    };
    let given = cast.sees(HEAD, PATH).await?;
    assert_eq!(held(&given), ["韩雪", "郑国庆"], "those that end last first");
    assert_eq!(held(&cast.sees(STRANGER, PATH).await?), [""; 0]);
    assert_eq!(held(&cast.sees(STRANGER, &format!("{PATH}?whose=held")).await?), ["郑国庆"]);
    let mut seen = Vec::new();
    let mut path = format!("{PATH}?whose=all&limit=2");
    loop {
        let page = cast.sees(ADMIN, &path).await?;
        seen.extend(held(&page));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("{PATH}?whose=all&limit=2&after={next}");
    }
    assert_eq!(seen, ["韩雪", "周明远", "郑国庆"]);
    let all = cast.client(HEAD).await?.get(&format!("{PATH}?whose=all")).await?.expect(403)?;
    assert_eq!(all.json()?["reason"], "delegation_not_yours");
    let wrong = cast.client(ADMIN).await?.get(&format!("{PATH}?after=x")).await?;
    assert_eq!(wrong.expect(400)?.json()?["field"], "after");
    program.stop().await?;
    Ok(())
}

#[rstest::rstest]
#[tokio::test]
async fn the_page_registers_and_ends_and_gives_back_what_was_typed(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let on = Days::of(&office);
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let leader = Client::new(program.address())?;
    leader.sign_in(LEADER, PASSWORD).await?;
    let shown = leader.get("/delegations").await?.expect(200)?.text();
    assert!(shown.contains("href=\"/delegations\" aria-current=\"page\""), "{shown}");
    let mayor = option(&shown, "周明远").unwrap_or_default();
    assert!(!mayor.is_empty(), "a leader is offered leaders: {shown}");
    assert_eq!(option(&shown, "蒋大伟"), None, "and nobody else");

    let fields = |to_on: &str, reference: &str| {
        [
            ("to", mayor.clone()),
            ("scope", "meeting".to_owned()),
            ("from_on", on.today.clone()),
            ("to_on", to_on.to_owned()),
            ("reference", reference.to_owned()),
        ]
    };
    let post = |fields: [(&'static str, String); 5]| {
        let leader = leader.clone();
        async move {
            let pairs: Vec<_> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            leader.post_form("/delegations", &pairs).await
        }
    };
    for (to_on, reference, field) in [
        ("", "授权书甲", "to_on"),
        ("2026-9-31x", "授权书甲", "to_on"),
        (on.yesterday.as_str(), "授权书甲", "to_on"),
        (on.later.as_str(), "", "reference"),
    ] {
        let again = post(fields(to_on, reference)).await?.expect(422)?.text();
        assert!(again.contains(&format!("id=\"f-{field}-error\"")), "{field}: {again}");
        assert!(again.contains(&format!("value=\"{mayor}\" selected")), "{again}");
        assert!(again.contains("value=\"meeting\" selected"), "{again}");
        assert!(again.contains(&format!("name=\"reference\" value=\"{reference}\"")), "{again}");
    }
    let secret = post(fields(&on.later, "机密★1年")).await?.expect(422)?.text();
    assert!(!secret.contains("机密★1年"), "{secret}");
    let done = post(fields(&on.later, "授权书<甲>")).await?.expect(303)?;
    assert_eq!(done.header("location"), Some("/delegations?done=made"));
    let shown = leader.get("/delegations?done=made").await?.expect(200)?.text();
    assert!(shown.contains("授权书&#60;甲&#62;"), "{shown}");

    let holder = Client::new(program.address())?;
    holder.sign_in(MAYOR, PASSWORD).await?;
    let shown = holder.get("/delegations").await?.expect(200)?.text();
    let path = end_path(&shown).unwrap_or_default();
    let stranger = Client::new(program.address())?;
    stranger.sign_in(STRANGER, PASSWORD).await?;
    stranger.post_form(&path, &[]).await?.expect(404)?;
    stranger.post_form("/delegations/x/end", &[]).await?.expect(404)?;
    holder.post_form(&path, &[]).await?.expect(303)?;
    let over = holder.post_form(&path, &[]).await?.expect(409)?.text();
    assert_eq!(end_path(&over), None, "what is over has no button: {over}");
    let english = holder.call("GET", "/delegations", &[("accept-language", "en")], None).await?;
    assert!(english.expect(200)?.text().contains("ended early"));

    let admin = Client::new(program.address())?;
    admin.sign_in(ADMIN, PASSWORD).await?;
    let shown = admin.get("/delegations").await?.expect(200)?.text();
    assert!(shown.contains("name=\"from\"") && shown.contains("授权书&#60;甲&#62;"), "{shown}");
    let auditor = Client::new(program.address())?;
    auditor.sign_in(AUDITOR, PASSWORD).await?;
    let shown = auditor.get("/delegations").await?.expect(200)?.text();
    assert!(!shown.contains("name=\"reference\""), "who decides nothing gives nothing away");
    made(&mut cast, HEAD, &wish(HEAD, OTHER, (&on.today, &on.today))).await?;
    program.stop().await?;
    invariants::hold(&office).await
}

/// The value of the choice that begins with this name.
fn option(html: &str, name: &str) -> Option<String> {
    let (before, _) = html.split_once(&format!("\">{name} · "))?;
    Some(before.rsplit_once("value=\"")?.1.to_owned())
}

/// Where the first button that ends a stand-in leads.
fn end_path(html: &str) -> Option<String> {
    let (before, _) = html.split_once("/end\"")?;
    Some(format!("{}/end", before.rsplit_once("action=\"")?.1))
}

#[rstest::rstest]
#[tokio::test]
async fn the_command_line_lists_adds_and_ends(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    office.demo().start().await?.stop().await?;
    let on = Days::of(&office);
    let command = |words: &[&str]| {
        let begin = office.command("delegations").variable("LC_ALL", "en_US.UTF-8");
        words.iter().fold(begin, |launch, word| launch.argument(word)).run()
    };
    let add = |by: &'static str| {
        let days = ["--from-on", on.today.as_str(), "--to-on", on.later.as_str(), "--json"];
        let rest = ["--scope", "document", "--reference", "授权书〔2026〕3号"];
        let people = ["add", "--by", by, "--from", HEAD, "--to", STRANGER];
        [&people[..], &rest, &days].concat()
    };
    let refused = command(&add(STRANGER)).await?;
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("administrator"));
    let added = command(&add(ADMIN)).await?;
    let made: Value = serde_json::from_slice(&added.stdout)?;
    assert_eq!(made["scope"], "document");
    let id = made["id"].as_str().unwrap_or_default().to_owned();
    let ended = command(&["end", &id, "--by", STRANGER]).await?;
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    assert_eq!(command(&["end", &id, "--by", ADMIN]).await?.status.code(), Some(1));
    let listed = command(&["list", "--json"]).await?;
    let all: Value = serde_json::from_slice(&listed.stdout)?;
    assert_eq!((&all[0]["id"], all[0]["ended_on"].is_string()), (&json!(id), true));
    let table = command(&["list"]).await?;
    assert!(String::from_utf8_lossy(&table.stdout).contains("ended early"));
    let record = recorded(&office).await?;
    assert_eq!(
        record,
        [
            "zhengguoqing refused jiangdawei>zhengguoqing not_yours",
            "zhangwei made jiangdawei>zhengguoqing",
            "zhengguoqing ended jiangdawei>zhengguoqing",
            "zhangwei refused jiangdawei>zhengguoqing already_over",
        ]
    );
    invariants::hold(&office).await
}

#[rstest::rstest]
#[tokio::test]
async fn what_an_administrator_writes_down_decides_nothing_before_it_is_confirmed(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = Office::new(backend).await?;
    let on = Days::of(&office);
    let program = office.demo().start().await?;
    let mut cast = Cast::of(&program).await?;
    let mut waiting = cast.document_after("关于代理确认的通知", 1).await?;
    let made = made(&mut cast, ADMIN, &wish(HEAD, STRANGER, (&on.today, &on.later))).await?;
    assert_eq!(made["state"], "unconfirmed");
    assert_eq!(cast.tries(STRANGER, &waiting, &approve()).await?.status, 404);
    let path = format!("{PATH}/{}/confirmation", made["id"].as_str().unwrap_or_default());
    let paper = json!({ "reference": "病假期间的委托书" });
    for (who, body, status, reason) in [
        (ADMIN, &paper, 403, "delegation_own_entry"),
        (SECOND_ADMIN, &json!({}), 422, "delegation_reference_missing"),
        (STRANGER, &paper, 403, "delegation_not_yours"),
    ] {
        let refused = cast.client(who).await?.post(&path, body).await?.expect(status)?.json()?;
        assert_eq!(refused["reason"], reason);
    }
    cast.client(LEADER).await?.post(&path, &paper).await?.expect(404)?;
    assert_eq!(cast.tries(STRANGER, &waiting, &approve()).await?.status, 404);

    let second = Client::new(program.address())?;
    second.sign_in(SECOND_ADMIN, PASSWORD).await?;
    let shown = second.get("/delegations").await?.expect(200)?.text();
    assert!(shown.contains("待确认") && shown.contains("张伟登记"), "{shown}");
    let confirm = format!("/delegations/{}/confirm", made["id"].as_str().unwrap_or_default());
    assert!(shown.contains(&format!("action=\"{confirm}\"")), "{shown}");
    let form = [("reference", "病假期间的委托书"), ("nonce", "n")];
    second.post_form(&confirm, &form).await?.expect(303)?;
    let shown = second.get("/delegations").await?.expect(200)?.text();
    assert!(shown.contains("方圆确认，依据：病假期间的委托书"), "{shown}");
    cast.does(STRANGER, &mut waiting, approve()).await?;
    assert_eq!(consents(&mut cast, &waiting).await?, ["郑国庆 蒋大伟"]);
    program.stop().await?;
    invariants::hold(&office).await
}
