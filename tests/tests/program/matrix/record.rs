//! What the tries leave behind in the database, as somebody with an SQL prompt sees it.

use anyhow::Context;
use baopi_tests::office::Office;
use baopi_tests::sql::Sql;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;
use uuid::Uuid;

/// The tables with what follows from the events of a request.
const FOLLOWING: [&str; 7] =
    ["task", "decision", "signature", "revision", "number_entry", "issuance", "outbox"];

/// The codes of refusals that are about who, whom and when, and not about what else is in the sample.
const ABOUT_THE_SEAT: [&str; 8] = [
    "not_yours",
    "not_allowed_now",
    "already_decided",
    "not_your_turn",
    "suspended",
    "proposal_open",
    "not_eligible",
    "not_possible",
];

/// The database.
pub(super) struct Record {
    pub(super) sql: Sql,
    /// From when to when a stand-in stands in: on the first day of the office and the next.
    days: (String, String),
    /// Two tables of one kind, tried at once, must not put the same version in force.
    publishing: Mutex<()>,
}

/// A refusal that has to stand in the record of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trace {
    pub(super) actor: String,
    pub(super) action: String,
    /// Why; a page does not say it in a word.
    pub(super) code: Option<String>,
}

impl Record {
    pub(super) async fn of(office: &Office) -> anyhow::Result<Self> {
        let days = (office.day(0), office.day(1));
        Ok(Self { sql: office.sql().await?, days, publishing: Mutex::default() })
    }

    pub(super) async fn close(self) -> anyhow::Result<()> {
        self.sql.close().await
    }

    /// An identifier as a literal.
    pub(super) fn id(&self, id: &str) -> String {
        let digits = id.replace('-', "");
        if self.sql.is_postgres() { format!("'{digits}'") } else { format!("x'{digits}'") }
    }

    /// A column of bytes as text.
    fn bytes(&self, column: &str) -> String {
        if self.sql.is_postgres() {
            format!("convert_from({column}, 'UTF8')")
        } else {
            format!("CAST({column} AS TEXT)")
        }
    }

    pub(super) async fn person(&self, login: &str) -> anyhow::Result<String> {
        let id = if self.sql.is_postgres() { "id::text" } else { "lower(hex(id))" };
        let rows = self
            .sql
            .rows(&format!("SELECT {id} AS id FROM person WHERE login = '{login}'"))
            .await?;
        let row = rows.first().with_context(|| format!("no {login}"))?;
        Ok(row["id"].as_str().context("no text")?.replace('-', ""))
    }

    pub(super) async fn stand_in(&self, number: usize, from: &str, to: &str) -> anyhow::Result<()> {
        let paper = self.id(&format!("{}{number:02x}", &to[2..]));
        let (from, to) = (self.id(from), self.id(to));
        self.sql
            .execute(&format!(
                "INSERT INTO delegation (id, from_person, to_person, from_on, to_on, reference, made_by)
                 VALUES ({paper}, {from}, {to}, '{}', '{}', '授权书', {from})",
                self.days.0, self.days.1
            ))
            .await?;
        Ok(())
    }

    pub(super) async fn disable(&self, person: &str) -> anyhow::Result<()> {
        let person = self.id(person);
        self.sql.execute(&format!("UPDATE person SET active = FALSE WHERE id = {person}")).await?;
        Ok(())
    }

    pub(super) async fn status(&self, request: &str) -> anyhow::Result<String> {
        let row = self.row(request, "status").await?;
        Ok(row["status"].as_str().unwrap_or_default().to_owned())
    }

    async fn row(&self, request: &str, columns: &str) -> anyhow::Result<Value> {
        let id = self.id(request);
        let rows = self.sql.rows(&format!("SELECT {columns} FROM request WHERE id = {id}")).await?;
        rows.into_iter().next().with_context(|| format!("no request {request}"))
    }

    /// Everything about a request but its chain, which a refusal lengthens.
    pub(super) async fn state(&self, request: &str) -> anyhow::Result<Value> {
        let id = self.id(request);
        let counts = FOLLOWING.map(|table| {
            format!("(SELECT count(*) FROM {table} WHERE request = {id}) AS {table}_rows")
        });
        let columns = "title, status, version, revision, round, number, issued_on, updated_at, entered_at, state";
        let mut row =
            self.row(request, &format!("{columns}, chain_length, {}", counts.join(", "))).await?;
        let mut state: Value = serde_json::from_str(row["state"].as_str().context("no state")?)?;
        state["chain"].take();
        row["state"] = state;
        Ok(row)
    }

    /// What a request's record has about the tries since `before` that it should not have, or the other way round.
    pub(super) async fn faults(
        &self,
        request: &str,
        before: &Value,
        traces: &[Trace],
    ) -> anyhow::Result<Vec<String>> {
        let mut faults = Vec::new();
        let (mut before, mut after) = (before.clone(), self.state(request).await?);
        let length = before["chain_length"].take();
        after["chain_length"].take();
        if before != after {
            faults.push(format!("refusals have changed {before} to {after}"));
        }
        let events = self.events(request, &length.to_string()).await?;
        for (event, trace) in events.iter().zip(traces) {
            let what = &event["what"];
            let kept = what["type"] == "refused"
                && what["action"] == trace.action
                && person(&event["actor"]) == trace.actor
                && trace.code.as_ref().is_none_or(|code| what["code"] == *code)
                && is_about_the_seat(what);
            if !kept {
                faults.push(format!("{trace:?} has left {event}"));
            }
        }
        if events.len() != traces.len() {
            faults.push(format!("{} refusals have left {} events", traces.len(), events.len()));
        }
        Ok(faults)
    }

    /// The number of events of a request.
    pub(super) async fn length(&self, request: &str) -> anyhow::Result<u64> {
        let row = self.row(request, "chain_length").await?;
        row["chain_length"].as_u64().context("no length")
    }

    /// Whether something has happened to a request since its record was so long: what this person did, and nothing else.
    pub(super) async fn done(
        &self,
        request: &str,
        length: u64,
        actor: &str,
    ) -> anyhow::Result<bool> {
        let events = self.events(request, &length.to_string()).await?;
        let own =
            |event: &Value| person(&event["actor"]) == actor && event["what"]["type"] != "refused";
        Ok(!events.is_empty() && events.iter().all(own))
    }

    async fn events(&self, request: &str, since: &str) -> anyhow::Result<Vec<Value>> {
        let (id, canon) = (self.id(request), self.bytes("canon"));
        let query = format!(
            "SELECT {canon} AS canon FROM event WHERE request = {id} AND seq > {since} ORDER BY seq"
        );
        self.sql.rows(&query).await?.iter().map(event).collect()
    }

    /// Puts one more version of the route in force, the same but for its number.
    pub(super) async fn publish(&self, request: &Value) -> anyhow::Result<()> {
        let _alone = self.publishing.lock().await;
        let kind = request["kind"].as_str().context("no kind")?;
        let query =
            format!("SELECT body FROM route WHERE kind = '{kind}' ORDER BY version DESC LIMIT 1");
        let rows = self.sql.rows(&query).await?;
        let body = rows.first().and_then(|row| row["body"].as_str()).context("no route")?;
        let mut route: Value = serde_json::from_str(body)?;
        let version = route["version"].as_u64().context("no version")? + 1;
        route["version"] = version.into();
        // The keys are sorted and the numbers whole, so that this is its canonical form.
        let body = route.to_string();
        let hash = hex::encode(Sha256::digest(&body));
        let hash =
            if self.sql.is_postgres() { format!("'\\x{hash}'") } else { format!("x'{hash}'") };
        self.sql
            .execute(&format!(
                "INSERT INTO route (name, version, kind, hash, body)
                 VALUES ('{kind}', {version}, '{kind}', {hash}, '{body}')"
            ))
            .await?;
        Ok(())
    }

    /// Last year there were so many of everything that no quota is used up.
    pub(super) async fn ample_quotas(&self) -> anyhow::Result<()> {
        self.sql.execute("UPDATE baseline SET baseline = 100000").await?;
        Ok(())
    }

    /// Puts an inspection of a unit into the year's plan.
    pub(super) async fn plan(&self, unit: &str, reference: &str) -> anyhow::Result<()> {
        let (id, unit) = (self.id(&Uuid::now_v7().simple().to_string()), self.id(unit));
        let insert = format!(
            "INSERT INTO plan_item (id, kind, year, unit, reference, title, month, comprehensive, approved_ref)
             VALUES ({id}, 'inspection', 2026, {unit}, '{reference}', '专项督查', 9, FALSE, '区委会议')"
        );
        self.sql.execute(&insert).await?;
        Ok(())
    }

    pub(super) async fn system_length(&self) -> anyhow::Result<i64> {
        self.sql.number("SELECT length FROM system_chain").await
    }

    /// What the system's record has since its length was `begun` and should not have, or the other way round.
    pub(super) async fn system_faults(
        &self,
        begun: i64,
        expected: &[String],
    ) -> anyhow::Result<Vec<String>> {
        let canon = self.bytes("canon");
        let query =
            format!("SELECT {canon} AS canon FROM system_event WHERE seq > {begun} ORDER BY seq");
        let mut found = Vec::new();
        for row in self.sql.rows(&query).await? {
            let event = event(&row)?;
            let (what, actor) = (&event["what"], person(&event["actor"]));
            found.push(match what["type"].as_str() {
                Some("access_denied") => {
                    let text = |name: &str| what[name].as_str().unwrap_or_default();
                    denied(text("request"), &actor, text("action"))
                }
                Some("creation_refused") => not_begun(&actor),
                _ => event.to_string(),
            });
        }
        let mut expected = expected.to_vec();
        found.sort();
        expected.sort();
        let extra = found.iter().filter(|found| expected.binary_search(found).is_err());
        let missing = expected.iter().filter(|expected| found.binary_search(expected).is_err());
        let extra = extra.map(|extra| format!("the system's record has {extra}"));
        let missing = missing.map(|missing| format!("the system's record lacks {missing}"));
        let mut faults: Vec<_> = extra.chain(missing).collect();
        if found.len() != expected.len() {
            faults.push(format!(
                "{} entries of the system instead of {}",
                found.len(),
                expected.len()
            ));
        }
        Ok(faults)
    }
}

/// Somebody tried something on a request that they may not even see.
pub(super) fn denied(request: &str, actor: &str, action: &str) -> String {
    format!("access_denied {} {actor} {action}", request.replace('-', ""))
}

/// Somebody tried to begin a request and was refused.
pub(super) fn not_begun(actor: &str) -> String {
    format!("creation_refused {actor}")
}

/// Whether the event of a refusal is about who and when, and not about the sample.
fn is_about_the_seat(what: &Value) -> bool {
    let rules = what["rules"].as_array().map(Vec::as_slice).unwrap_or_default();
    match what["code"].as_str() {
        Some("blocked") => {
            let standing = ["SEPARATION", "APPROVAL-GATE", "SIGNER-RANK"];
            rules.iter().all(|rule| standing.iter().any(|standing| rule == standing))
        }
        code => code.is_some_and(|code| ABOUT_THE_SEAT.contains(&code)),
    }
}

fn event(row: &Value) -> anyhow::Result<Value> {
    let canon = row["canon"].as_str().context("no event")?;
    serde_json::from_str(canon).with_context(|| canon.to_owned())
}

fn person(value: &Value) -> String {
    value.as_str().unwrap_or_default().replace('-', "")
}
