//! What a move changes in what others know of the request, and what was known when it was judged.

use baopi_workflow::request::counted_in;
use baopi_workflow::rules::knowledge::{OtherDocument, OtherInspection, OtherMeeting};
use baopi_workflow::{Content, Happening, Kind, Request, RequestId, Sealed, Timestamp};
use sea_orm::Value;

use super::Move;
use crate::column::{Bind, json, values, word};
use crate::error::StoreError;
use crate::txn::Txn;

/// The most requests of an older database that are looked at in one transaction.
const BACKLOG: u32 = 100;

/// What a move does to the place in the quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum QuotaYear {
    /// It takes one in this year, or none.
    Is(Option<i32>),
    /// It keeps what it has.
    Stays,
}

impl Txn {
    pub(super) async fn insert_evaluations(
        &mut self,
        moves: &[Move<'_>],
    ) -> Result<(), StoreError> {
        if moves.iter().all(|step| step.transition.evaluation().is_none()) {
            return Ok(());
        }
        let organisation = self.keep_organisation().await?;
        let row = |step: &Move<'_>| {
            let evaluation = step.transition.evaluation()?;
            let (cause, findings) = (evaluation.trigger.key(), json(&evaluation.findings));
            let knowledge = evaluation.knowledge.as_ref().map(json);
            let (id, seq) = (step.next.id, step.next.chain.length);
            Some(values![
                id,
                seq,
                cause,
                evaluation.rule_set,
                evaluation.revision,
                evaluation.digest,
                findings,
                knowledge,
                organisation,
                evaluation.at
            ])
        };
        let rows = moves.iter().filter_map(row).collect();
        let into = "evaluation (request, seq, cause, rule_set, revision, digest, findings, knowledge, organisation, at)";
        self.sql.insert(into, rows, "").await
    }

    /// From its first submission on, others know of a request.
    pub(super) async fn write_facts(&mut self, step: &Move<'_>) -> Result<(), StoreError> {
        if !step.matters_to_others() {
            return Ok(());
        }
        let submitted_at = self.submitted_at(step).await?;
        let place = self.place(step.next, &step.content, step.is_signed()).await?;
        self.write_fact(step.next, &step.content, submitted_at, place).await
    }

    /// When approval was first asked for.
    async fn submitted_at(&mut self, step: &Move<'_>) -> Result<Timestamp, StoreError> {
        let submitted = |happening: &Happening| matches!(happening, Happening::Submitted { .. });
        if let Some(Sealed { event, .. }) = step.event(submitted).filter(|_| step.next.round == 1) {
            return Ok(event.at);
        }
        let table = table_of(&step.content);
        let find = format!("SELECT submitted_at FROM {table} WHERE request = $1");
        let row = self.sql.one(&find, values![step.next.id]).await?;
        row.map_or(Ok(step.next.updated_at), |row| row.get("submitted_at"))
    }

    /// Whether a document counts is settled when it is signed: the organisation of later days makes no difference.
    async fn place(
        &mut self,
        request: &Request,
        content: &Content,
        is_signed: bool,
    ) -> Result<QuotaYear, StoreError> {
        if !request.is_committed() {
            return Ok(QuotaYear::Is(None));
        }
        if request.kind == Kind::Document && !is_signed {
            return Ok(QuotaYear::Stays);
        }
        let organisation = match &self.organisation {
            Some(organisation) => organisation.clone(),
            None => self.organisation().await?,
        };
        Ok(QuotaYear::Is(counted_in(request, content, &organisation)))
    }

    async fn write_fact(
        &mut self,
        request: &Request,
        content: &Content,
        submitted_at: Timestamp,
        place: QuotaYear,
    ) -> Result<(), StoreError> {
        let meeting = OtherMeeting::of(request, content, submitted_at);
        let document = OtherDocument::of(request, content, submitted_at);
        let inspection = OtherInspection::of(request, content, submitted_at);
        let known = meeting.as_ref().map(meeting_columns);
        let known = known.or_else(|| document.as_ref().map(document_columns));
        let known = known.or_else(|| inspection.as_ref().map(inspection_columns));
        let is_known = known.is_some();
        let mut columns = known.unwrap_or_else(|| vec![("standing", None::<String>.bind())]);
        if let QuotaYear::Is(year) = place {
            let signed_at = request.signature.as_ref().map(|signature| signature.at);
            columns.extend([("counted_year", year.bind()), ("signed_at", signed_at.bind())]);
        }
        let table = table_of(content);
        if is_known {
            self.put_fact(table, request.id, columns, submitted_at).await
        } else {
            self.clear_fact(table, request.id, columns).await
        }
    }

    /// When approval was first asked for stays what it was.
    async fn put_fact(
        &mut self,
        table: &str,
        id: RequestId,
        columns: Vec<(&str, Value)>,
        submitted_at: Timestamp,
    ) -> Result<(), StoreError> {
        let (names, mut row): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
        let set: Vec<_> = names.iter().map(|name| format!("{name} = excluded.{name}")).collect();
        let again = format!("ON CONFLICT (request) DO UPDATE SET {}", set.join(", "));
        row.extend(values![id, submitted_at]);
        let into = format!("{table} ({}, request, submitted_at)", names.join(", "));
        self.sql.insert(&into, vec![row], &again).await
    }

    /// Others have nothing to do with it any more.
    async fn clear_fact(
        &mut self,
        table: &str,
        id: RequestId,
        columns: Vec<(&str, Value)>,
    ) -> Result<(), StoreError> {
        let (names, mut row): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
        let set: Vec<_> =
            (1..).zip(&names).map(|(number, name)| format!("{name} = ${number}")).collect();
        row.push(id.bind());
        let (set, last) = (set.join(", "), row.len());
        let clear = format!("UPDATE {table} SET {set} WHERE request = ${last}");
        self.sql.execute(&clear, row).await.map(|_| ())
    }

    /// Writes down what others know of requests that an earlier version of the program wrote; says how many it was.
    pub(crate) async fn work_off_backlog(&mut self) -> Result<usize, StoreError> {
        let list = "SELECT request FROM knowledge_backlog ORDER BY request LIMIT $1";
        let rows = self.sql.all(list, values![BACKLOG]).await?;
        for row in &rows {
            let id: RequestId = row.get("request")?;
            let first = "SELECT MIN(at) AS at FROM event WHERE request = $1 AND type = 'submitted'";
            let submitted_at = match self.sql.one(first, values![id]).await? {
                Some(row) => row.find::<Timestamp>("at")?,
                None => None,
            };
            if let (Some(at), Some((request, content))) =
                (submitted_at, self.lock_request(id).await?)
            {
                let place = self.place(&request, &content, true).await?;
                self.write_fact(&request, &content, at, place).await?;
            }
            let done = "DELETE FROM knowledge_backlog WHERE request = $1";
            self.sql.execute(done, values![id]).await?;
        }
        Ok(rows.len())
    }
}

impl Move<'_> {
    fn is_signed(&self) -> bool {
        self.event(|happening| matches!(happening, Happening::Signed { .. })).is_some()
    }

    /// Whether the move changes anything that others know: where it stands, its text, or with what it is held.
    fn matters_to_others(&self) -> bool {
        let clustered = |happening: &Happening| matches!(happening, Happening::Clustered { .. });
        let moved = self.from != self.next.status.key();
        let changed = self.transition.content().is_some();
        let changes = moved || changed || self.event(clustered).is_some();
        self.next.round > 0 && self.makes_version() && changes
    }
}

const fn table_of(content: &Content) -> &'static str {
    match content {
        Content::Meeting(_) => "meeting_fact",
        Content::Document(_) => "document_fact",
        Content::Inspection(_) => "inspection_fact",
    }
}

fn meeting_columns(other: &OtherMeeting) -> Vec<(&'static str, Value)> {
    vec![
        ("title", other.title.bind()),
        ("topic", other.topic.bind()),
        ("host", other.host.bind()),
        ("in_name_of", other.in_name_of.bind()),
        ("units", json(&other.units).bind()),
        ("sessions", json(&other.sessions).bind()),
        ("starts_on", other.begins_at().map(Timestamp::date).bind()),
        ("minutes", other.minutes.bind()),
        ("cluster", other.cluster.bind()),
        ("comprehensive", other.comprehensive.bind()),
        ("standing", word(&other.standing).bind()),
    ]
}

fn inspection_columns(other: &OtherInspection) -> Vec<(&'static str, Value)> {
    vec![
        ("title", other.title.bind()),
        ("topic", other.topic.bind()),
        ("unit", other.unit.bind()),
        ("targets", json(&other.targets).bind()),
        ("starts_on", other.starts_on.bind()),
        ("comprehensive", other.comprehensive.bind()),
        ("standing", word(&other.standing).bind()),
    ]
}

fn document_columns(other: &OtherDocument) -> Vec<(&'static str, Value)> {
    let standing = if other.issued { "issued" } else { "asked" };
    vec![
        ("title", other.title.bind()),
        ("issuing_unit", other.issuing_unit.bind()),
        ("drafting_unit", other.drafting_unit.bind()),
        ("characters", other.characters.bind()),
        ("dated_on", other.date.bind()),
        ("standing", standing.bind()),
    ]
}
