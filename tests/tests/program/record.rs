//! The record against somebody with an SQL prompt: what the database refuses to anybody, and what the verifier finds when
//! somebody has taken the guards away first.

use anyhow::{Context, ensure};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::postgres::{CLUSTER_VARIABLE, PostgresDatabase};
use baopi_tests::program::Launch;
use baopi_tests::sql::Sql;
use rstest::rstest;
use serde_json::Value;

/// The one document of the demonstration that is issued and not yet archived.
const ISSUED: &str = "(SELECT id FROM request WHERE status = 'issued')";
/// A document that waits for its number.
const NUMBERING: &str = "(SELECT id FROM request WHERE status = 'numbering')";
/// A document that waits for its signature.
const SIGNING: &str = "(SELECT id FROM request WHERE status = 'review:signing')";
/// A meeting that waits for the leader.
const MEETING: &str =
    "(SELECT id FROM request WHERE kind = 'meeting' AND status = 'review:leader_review')";

/// An office with the demonstration in its database, and no program running.
async fn seeded(backend: Backend) -> anyhow::Result<Office> {
    let office = Office::new(backend).await?;
    let program = office.demo().start().await?;
    ensure!(program.stop().await?.success(), "the demonstration does not stop well");
    Ok(office)
}

/// Writes the shorthands out: `{issued}`, `{numbering}`, `{signing}` and `{meeting}` are requests; `{b:PAIR}` are 32 bytes
/// of this pair of hexadecimal digits; `{swap:COLUMN:THIS:THAT}` are the column's bytes with THIS text replaced by THAT.
fn spelled(statement: &str, postgres: bool) -> String {
    let requests = [
        ("{issued}", ISSUED),
        ("{numbering}", NUMBERING),
        ("{signing}", SIGNING),
        ("{meeting}", MEETING),
    ];
    let statement =
        requests.iter().fold(statement.to_owned(), |text, (name, query)| text.replace(name, query));
    let mut spelled = String::new();
    let mut rest = statement.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, behind) = after.split_once('}').unwrap_or((after, ""));
        let parts: Vec<&str> = inside.split(':').collect();
        spelled.push_str(before);
        let literal = match (parts.as_slice(), postgres) {
            (["b", pair], false) => format!("x'{}'", pair.repeat(32)),
            (["b", pair], true) => format!("'\\x{}'::bytea", pair.repeat(32)),
            (["swap", column, this, that], false) => {
                format!("CAST(replace(CAST({column} AS TEXT), '{this}', '{that}') AS BLOB)")
            }
            (["swap", column, this, that], true) => {
                format!(
                    "convert_to(replace(convert_from({column}, 'UTF8'), '{this}', '{that}'), 'UTF8')"
                )
            }
            (other, _) => format!("{{{}}}", other.join(":")),
        };
        spelled.push_str(&literal);
        rest = behind;
    }
    spelled + rest
}

/// What the verifier is to say: where and what.
#[derive(Debug, Clone, Copy)]
enum Found {
    /// In the record or the rows of the issued document, at this entry if it is one.
    Request(&'static str, Option<u64>),
    /// In the chain of the system, at this entry.
    System(u64),
}

/// One forgery a line, and how it has to be found.
const FORGERIES: &[(&str, Found)] = &[
    // The record itself.
    (
        "UPDATE event SET canon = {swap:canon:同意报批:不同意报} WHERE request = {issued} AND seq = 5",
        Found::Request("chain", Some(5)),
    ),
    (
        "UPDATE event SET canon = {swap:canon:\"seq\":\"seQ\"} WHERE request = {issued} AND seq = 1",
        Found::Request("chain", Some(1)),
    ),
    ("UPDATE event SET hash = {b:ab} WHERE request = {issued} AND seq = 9", Found::Request("chain", Some(9))),
    (
        "UPDATE event SET canon = (SELECT canon FROM event WHERE request = {issued} AND seq = 7),
                          hash = (SELECT hash FROM event WHERE request = {issued} AND seq = 7)
         WHERE request = {issued} AND seq = 5",
        Found::Request("chain", Some(5)),
    ),
    ("DELETE FROM event WHERE request = {issued} AND seq = 1", Found::Request("chain", Some(1))),
    ("DELETE FROM event WHERE request = {issued} AND seq = 10", Found::Request("chain", Some(10))),
    ("DELETE FROM event WHERE request = {issued} AND seq = 19", Found::Request("state", Some(18))),
    ("DELETE FROM event WHERE request = {issued}", Found::Request("chain", Some(1))),
    ("UPDATE event SET type = 'rejected' WHERE request = {issued} AND seq = 9", Found::Request("decision", None)),
    // The request, which follows from it.
    (
        "UPDATE request SET state = replace(state, '\"round\":1', '\"round\":2') WHERE id = {issued}",
        Found::Request("state", Some(19)),
    ),
    ("UPDATE request SET status = 'archived' WHERE id = {issued}", Found::Request("state", Some(19))),
    ("UPDATE request SET number = '青农发〔2026〕999号' WHERE id = {issued}", Found::Request("state", Some(19))),
    ("UPDATE request SET title = '关于别的事项的通知' WHERE id = {issued}", Found::Request("state", Some(19))),
    ("UPDATE request SET characters = 12 WHERE id = {issued}", Found::Request("state", Some(19))),
    ("UPDATE request SET issued_on = '2026-09-02' WHERE id = {issued}", Found::Request("state", Some(19))),
    // The text.
    (
        "UPDATE revision SET canon = {swap:canon:抽检:免检} WHERE request = {issued}",
        Found::Request("content", None),
    ),
    // What was decided, signed, numbered and issued.
    ("DELETE FROM decision WHERE request = {issued} AND seq = 7", Found::Request("decision", None)),
    (
        "UPDATE decision SET actor = (SELECT drafter FROM request WHERE status = 'issued') WHERE request = {issued} AND seq = 7",
        Found::Request("decision", None),
    ),
    (
        "INSERT INTO decision SELECT request, 8, round, 'signing', revision, digest, principal, actor, verdict, at
         FROM decision WHERE request = {issued} AND seq = 7",
        Found::Request("decision", None),
    ),
    ("DELETE FROM signature WHERE request = {issued}", Found::Request("signature", None)),
    ("UPDATE signature SET digest = {b:cd} WHERE request = {issued}", Found::Request("signature", None)),
    ("UPDATE number_entry SET sequence = 77 WHERE request = {issued}", Found::Request("number", None)),
    ("DELETE FROM number_entry WHERE request = {issued}", Found::Request("number", None)),
    ("DELETE FROM issuance WHERE request = {issued}", Found::Request("issuance", None)),
    ("UPDATE issuance SET issued_on = '2026-09-02' WHERE request = {issued}", Found::Request("issuance", None)),
    ("UPDATE outbox SET seq = 99 WHERE request = {issued} AND kind = 'issued'", Found::Request("outbox", None)),
    // The chain of the system.
    ("UPDATE system_event SET canon = {swap:canon:person_changed:person_changes} WHERE seq = 3", Found::System(3)),
    ("DELETE FROM system_event WHERE seq = 2", Found::System(2)),
    (
        "DELETE FROM system_event WHERE seq = (SELECT MAX(length) FROM system_chain)",
        Found::System(0),
    ),
];

/// A copy of the office's database, for one forgery.
struct Forgery {
    url: String,
    database: Option<PostgresDatabase>,
}

impl Forgery {
    async fn of(office: &Office) -> anyhow::Result<Self> {
        if !office.database_url().starts_with("postgres") {
            let copy = office.folder().join("copy.sqlite");
            std::fs::copy(office.folder().join("baopi.sqlite"), &copy)?;
            return Ok(Self { url: format!("sqlite://{}", copy.display()), database: None });
        }
        let database = PostgresDatabase::create().await?;
        let url = database.url().to_owned();
        let name = |url: &str| -> anyhow::Result<String> {
            let path = url.split('?').next().and_then(|url| url.rsplit('/').next());
            Ok(path.context("no database in the URL")?.to_owned())
        };
        let cluster = Sql::open(&std::env::var(CLUSTER_VARIABLE)?).await?;
        let (copy, original) = (name(&url)?, name(office.database_url())?);
        cluster.execute(&format!("DROP DATABASE {copy}")).await?;
        cluster
            .execute(&format!("CREATE DATABASE {copy} TEMPLATE {original} STRATEGY file_copy"))
            .await?;
        cluster.close().await?;
        Ok(Self { url, database: Some(database) })
    }

    /// Takes the guards away, changes what is to be changed, and says how many rows that were.
    async fn commit(&self, statement: &str) -> anyhow::Result<u64> {
        let sql = Sql::open(&self.url).await?;
        if sql.is_postgres() {
            sql.execute("SET session_replication_role = replica").await?;
        } else {
            sql.execute("PRAGMA foreign_keys = OFF").await?;
            for trigger in sql.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'").await?
            {
                let name = trigger["name"].as_str().context("a trigger without a name")?;
                sql.execute(&format!("DROP TRIGGER {name}")).await?;
            }
        }
        let changed = sql.execute(&spelled(statement, sql.is_postgres())).await?;
        sql.close().await?;
        Ok(changed)
    }

    /// What `baopi verify` says: its exit status and its report.
    async fn verified(&self, office: &Office) -> anyhow::Result<(Option<i32>, Value)> {
        let launch = Launch::new("verify", office.folder()).argument("--json");
        let output = launch.variable("BAOPI__DATABASE__URL", &self.url).run().await?;
        let report = serde_json::from_slice(&output.stdout)
            .with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
        Ok((output.status.code(), report))
    }

    async fn remove(self) -> anyhow::Result<()> {
        match self.database {
            Some(database) => database.remove().await,
            None => Ok(()),
        }
    }
}

/// Whether the report names what was forged.
fn names(report: &Value, found: Found, issued: &str, system: u64) -> bool {
    let (request, code, seq) = match found {
        Found::Request(code, seq) => (Value::from(issued), code, seq),
        Found::System(0) => (Value::Null, "chain", Some(system)),
        Found::System(seq) => (Value::Null, "chain", Some(seq)),
    };
    let faults = report["faults"].as_array();
    faults.is_some_and(|faults| {
        faults.iter().any(|fault| {
            fault["request"] == request && fault["code"] == code && fault["seq"] == Value::from(seq)
        })
    })
}

#[rstest]
#[tokio::test]
async fn the_verifier_finds_every_forgery_and_names_it(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = seeded(backend).await?;
    invariants::hold(&office).await?;
    let sql = office.sql().await?;
    let id = if sql.is_postgres() { "replace(id::text, '-', '')" } else { "lower(hex(id))" };
    let issued =
        sql.rows(&format!("SELECT {id} AS id FROM request WHERE status = 'issued'")).await?;
    assert_eq!(issued.len(), 1);
    let digits = issued[0]["id"].as_str().context("no identifier")?;
    let places = [0..8, 8..12, 12..16, 16..20, 20..32];
    let issued = places.map(|place| &digits[place]).join("-");
    let system = sql.number("SELECT length FROM system_chain").await?;
    let system = u64::try_from(system)?;
    sql.close().await?;

    let mut missed = Vec::new();
    for (statement, found) in FORGERIES {
        let forgery = Forgery::of(&office).await?;
        let changed = forgery.commit(statement).await?;
        ensure!(changed > 0, "nothing was forged: {statement}");
        let (status, report) = forgery.verified(&office).await?;
        forgery.remove().await?;
        if status != Some(1) || report["ok"] != false || !names(&report, *found, &issued, system) {
            missed.push(format!("{statement}\nis {found:?}, but {status:?} {}", report["faults"]));
        }
    }
    assert!(missed.is_empty(), "{} of {}:\n{}", missed.len(), FORGERIES.len(), missed.join("\n\n"));
    invariants::hold(&office).await
}

/// What no prompt can do, whoever sits at it.
const FORBIDDEN: &[&str] = &[
    "UPDATE event SET canon = {swap:canon:同意:反对} WHERE request = {issued}",
    "UPDATE event SET at = at - 1 WHERE request = {issued}",
    "DELETE FROM event WHERE request = {issued} AND seq = 19",
    "DELETE FROM event",
    "UPDATE system_event SET at = at + 1",
    "DELETE FROM system_event",
    "UPDATE system_chain SET length = length - 1",
    "INSERT INTO event SELECT request, seq + 2, at, actor, type, hash, canon, {b:11} FROM event
     WHERE request = {issued} AND seq = 19",
    "INSERT INTO event SELECT request, seq + 1, at, actor, type, prev, canon, {b:11} FROM event
     WHERE request = {issued} AND seq = 19",
    "UPDATE revision SET canon = {swap:canon:抽检:免检}",
    "DELETE FROM revision",
    "DELETE FROM decision",
    "UPDATE decision SET verdict = 'consented'",
    "INSERT INTO decision SELECT request, seq, round + 1, stage, revision, digest, principal, actor, verdict, at
     FROM decision WHERE request = {issued} AND seq = 9",
    "DELETE FROM signature",
    "UPDATE signature SET doc_date = '2026-09-02'",
    "INSERT INTO signature SELECT r.id, r.chain_length, r.round, 'signing', r.revision, r.digest, s.signer, s.actor, s.rank,
                                  s.doc_date, s.at FROM request r, signature s WHERE r.id = {signing} AND s.request = {issued}",
    "DELETE FROM request WHERE id = {signing}",
    "UPDATE request SET status = 'archived' WHERE id = {issued}",
    "UPDATE request SET title = 'x' WHERE id = {issued}",
    "UPDATE number_counter SET last_sequence = last_sequence - 1",
    "DELETE FROM number_counter",
    "UPDATE number_entry SET sequence = sequence + 100 WHERE request = {issued}",
    "UPDATE number_entry SET state = 'void', void_reason = '作废' WHERE request = {issued}",
    "DELETE FROM number_entry",
    "INSERT INTO number_entry SELECT n.series, n.year, n.sequence, 'used', r.id, r.chain_length, r.round, r.revision, r.digest,
                                     n.unit, n.taken_by, n.taken_at, NULL
     FROM number_entry n, request r WHERE n.request = {issued} AND r.id = {numbering}",
    "INSERT INTO issuance SELECT r.id, r.chain_length, i.series, i.year, i.sequence, 'used', r.round, r.revision, r.digest,
                                 i.issued_on, i.issued_by, i.at
     FROM issuance i, request r WHERE i.request = {issued} AND r.id = {signing}",
    "INSERT INTO issuance SELECT r.id, r.chain_length, i.series, i.year, i.sequence + 1, 'used', r.round, r.revision, r.digest,
                                 i.issued_on, i.issued_by, i.at
     FROM issuance i, request r WHERE i.request = {issued} AND r.id = {numbering}",
    "UPDATE issuance SET issued_on = '2026-09-02'",
    "DELETE FROM issuance",
    "DELETE FROM outbox",
    "DELETE FROM evaluation",
];

/// Somebody who knows how an event is appended goes this far; nothing of a request may change that the gates hold.
const APPEND: &str = "INSERT INTO event SELECT request, seq + 1, at, actor, 'archived', hash, canon, {b:22} FROM event
     WHERE request = {target} AND seq = (SELECT chain_length FROM request WHERE id = {target})";

/// Which request, and which changes of it are refused even together with an event.
const WITH_AN_EVENT: &[(&str, &str)] = &[
    ("{signing}", "status = 'recheck'"),
    ("{signing}", "status = 'numbering'"),
    ("{signing}", "status = 'issued', issued_on = '2026-09-15', number = '青农发〔2026〕15号'"),
    ("{signing}", "characters = 5001"),
    ("{signing}", "status = 'somewhere'"),
    ("{signing}", "digest = {b:33}"),
    ("{signing}", "chain_head = {b:44}"),
    (
        "{signing}",
        "signed_digest = digest, signer = (SELECT id FROM person WHERE login = 'zhoumingyuan'),
         signed_at = updated_at, doc_date = '2026-09-15', status = 'recheck'",
    ),
    ("{meeting}", "minutes = 91"),
    ("{meeting}", "status = 'noticed'"),
    ("{meeting}", "drafter = (SELECT id FROM person WHERE login = 'zhangwei')"),
    ("{numbering}", "status = 'sealing'"),
    ("{numbering}", "status = 'sealing', number = '青农发〔2026〕15号'"),
    ("{numbering}", "status = 'issued', number = '青农发〔2026〕15号', issued_on = '2026-09-15'"),
    ("{issued}", "status = 'draft', issued_on = NULL"),
    ("{issued}", "digest = {b:33}"),
    ("{issued}", "signed_digest = NULL, signer = NULL, signed_at = NULL, doc_date = NULL"),
];

#[rstest]
#[tokio::test]
async fn the_database_refuses_by_itself_what_no_command_would_do(
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) -> anyhow::Result<()> {
    let office = seeded(backend).await?;
    let sql = office.sql().await?;
    let postgres = sql.is_postgres();
    let mut allowed = Vec::new();
    for statement in FORBIDDEN {
        sql.execute("BEGIN").await?;
        if let Ok(rows) = sql.execute(&spelled(statement, postgres)).await {
            allowed.push(format!("{rows} rows: {statement}"));
        }
        sql.execute("ROLLBACK").await?;
    }
    let touched = "updated_at = updated_at + 1";
    for (target, change) in
        WITH_AN_EVENT.iter().chain(&[("{signing}", touched), ("{issued}", touched)])
    {
        sql.execute("BEGIN").await?;
        sql.execute(&spelled(&APPEND.replace("{target}", target), postgres)).await?;
        let update = format!(
            "UPDATE request SET chain_length = chain_length + 1, chain_head = {{b:22}}, {change} WHERE id = {target}"
        );
        // Setting a column twice is no statement at all, so the change that sets the head stands alone.
        let update = if change.starts_with("chain_head") {
            update.replace("chain_head = {b:22}, ", "")
        } else {
            update
        };
        let done = sql.execute(&spelled(&update, postgres)).await;
        if done.is_ok() != (*change == touched) {
            allowed.push(format!("{target} {change}: {done:?}"));
        }
        sql.execute("ROLLBACK").await?;
    }
    assert!(allowed.is_empty(), "{}", allowed.join("\n"));
    sql.close().await?;
    invariants::hold(&office).await
}
