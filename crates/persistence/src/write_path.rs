//! Writing down what was decided: every statement of it, in the order that the guards of the database allow.
//!
//! First the record and the text, then what rests on them (decisions, the signature, the number, the issuance, each checked
//! against the request as it still is), then the request itself, which may only move to where all of that allows, and last the
//! tasks and messages. Several requests can be saved at once; each kind of row is then written for all of them together.

use baopi_workflow::event::By;
use baopi_workflow::request::Signature;
use baopi_workflow::{
    Chain, Content, DocNumber, Happening, Notice, Request, Sealed, Status, Stream, SystemHappening,
    Transition,
};
use sea_orm::Value;

use crate::column::{Bind, json, values, word};
use crate::error::StoreError;
use crate::lists::urgency_rank;
use crate::organisation::derived_id;
use crate::outbox::CHANNEL_MAIL;
use crate::txn::Txn;

/// How much of a title the lists show, in characters.
const MAX_LIST_TITLE: usize = 200;

/// A decision to be saved.
#[derive(Debug, Clone, Copy)]
pub struct Saving<'a> {
    /// What was decided.
    pub transition: &'a Transition,
    /// Who is told.
    pub notices: &'a [Notice],
}

/// A decision, and where its request stood before.
struct Move<'a> {
    transition: &'a Transition,
    next: &'a Request,
    notices: &'a [Notice],
    /// The stage at which the request stood; absent where it stood at none.
    stage: Option<String>,
    /// The place of its urgency in the order of the desk, from now on.
    urgency: i64,
}

impl Txn {
    /// Saves decisions: record, text, decisions, signature, number, issuance, request, tasks and messages stand or fall
    /// together. Each request occurs once.
    ///
    /// # Errors
    ///
    /// [`StoreError::Stale`] if a request moved since its decision, or a number was taken since; [`StoreError::Refused`] if
    /// the database finds what must never be stored. The transaction is of no use then.
    pub async fn save(&mut self, savings: &[Saving<'_>]) -> Result<(), StoreError> {
        let mut moves = Vec::with_capacity(savings.len());
        for saving in savings {
            moves.push(self.check(saving).await?);
        }
        self.insert_record(&moves).await?;
        self.insert_decisions(&moves).await?;
        for step in &moves {
            self.take_number(step).await?;
            self.insert_issuance(step).await?;
            self.write_request(step).await?;
            self.write_tasks(step).await?;
        }
        self.insert_evaluations(&moves).await?;
        self.insert_notices(&moves).await
    }

    /// Appends to the chain of what happens outside every request.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn append_system(
        &mut self,
        by: By,
        what: SystemHappening,
    ) -> Result<Sealed<SystemHappening>, StoreError> {
        let find =
            format!("SELECT length, head FROM system_chain WHERE id = 1{}", self.sql.for_update());
        let end = self.sql.one(&find, values![]).await?;
        let chain = match end {
            Some(row) => Chain { length: row.get("length")?, head: row.get("head")? },
            None => Chain::default(),
        };
        let sealed = chain.seal(Stream::System, by, what)?;
        let event = &sealed.event;
        let Tagged { name } =
            serde_json::from_slice(&sealed.canon).map(|Entry { what }| what).map_err(unreadable)?;
        let row =
            values![event.seq, event.at, event.actor, name, event.prev, sealed.canon, sealed.hash];
        self.sql
            .insert("system_event (seq, at, actor, type, prev, canon, hash)", vec![row], "")
            .await?;
        let end = "UPDATE system_chain SET length = $1, head = $2 WHERE id = 1";
        self.sql.execute(end, values![event.seq, sealed.hash]).await?;
        Ok(sealed)
    }

    /// Compares before anything is written, so that a lost race is told from everything else. A request that was not locked is
    /// locked now.
    async fn check<'a>(&mut self, saving: &Saving<'a>) -> Result<Move<'a>, StoreError> {
        let Saving { transition, notices } = *saving;
        let next = transition.next();
        let urgency = transition.content().map(|content| urgency_rank(content.urgency()));
        if transition.creates() {
            let urgency = urgency.unwrap_or_default();
            return Ok(Move { transition, next, notices, stage: None, urgency });
        }
        if !self.locked.contains_key(&next.id) {
            self.lock_request(next.id).await?;
        }
        let current = self.locked.remove(&next.id).filter(|locked| {
            locked.version == transition.before().0
                && locked.chain_length == transition.chain_before()
        });
        let Some(locked) = current else { return Err(self.stale(next)) };
        let stage = locked.status.strip_prefix("review:").map(str::to_owned);
        Ok(Move { transition, next, notices, stage, urgency: urgency.unwrap_or(locked.urgency) })
    }

    const fn stale(&mut self, request: &Request) -> StoreError {
        self.sql.poison();
        StoreError::Stale(request.id)
    }

    async fn insert_record(&mut self, moves: &[Move<'_>]) -> Result<(), StoreError> {
        let mut events = Vec::new();
        let (mut revisions, mut files) = (Vec::new(), Vec::new());
        for Move { transition, next, .. } in moves {
            for Sealed { event, canon, hash } in transition.events() {
                let name = event.what.name();
                events.push(values![
                    next.id,
                    event.seq,
                    event.at,
                    event.actor,
                    name,
                    event.prev,
                    *canon,
                    *hash
                ]);
            }
            if let Some(content) = transition.content() {
                revisions.push(values![
                    next.id,
                    next.revision,
                    next.digest,
                    content.canonical_bytes()?
                ]);
                files.extend(
                    content.files().map(|file| values![next.id, next.revision, file.sha256]),
                );
            }
        }
        self.sql
            .insert("event (request, seq, at, actor, type, prev, canon, hash)", events, "")
            .await?;
        self.sql.insert("revision (request, revision, digest, canon)", revisions, "").await?;
        // A text may name one file in two places.
        let once = "ON CONFLICT (request, sha256, revision) DO NOTHING";
        self.sql.insert("request_file (request, revision, sha256)", files, once).await
    }

    async fn insert_decisions(&mut self, moves: &[Move<'_>]) -> Result<(), StoreError> {
        let decisions = moves.iter().filter_map(Move::decision).collect();
        let into = "decision (request, seq, round, stage, revision, digest, principal, actor, verdict, at)";
        self.sql.insert(into, decisions, "").await?;
        let signatures = moves.iter().filter_map(Move::signature).collect();
        let into = "signature (request, seq, round, stage, revision, digest, signer, actor, rank, doc_date, at)";
        self.sql.insert(into, signatures, "").await
    }

    /// The counter moves on by one from where the decision saw it, or not at all.
    async fn take_number(&mut self, step: &Move<'_>) -> Result<(), StoreError> {
        let numbered = |happening: &Happening| matches!(happening, Happening::Numbered { .. });
        let Some(Sealed { event, .. }) = step.event(numbered) else { return Ok(()) };
        let Happening::Numbered { number: DocNumber { series, year, sequence }, digest } =
            &event.what
        else {
            return Ok(());
        };
        let advance = "INSERT INTO number_counter (series, year, last_sequence) VALUES ($1, $2, $3)
                       ON CONFLICT (series, year) DO UPDATE SET last_sequence = excluded.last_sequence
                       WHERE number_counter.last_sequence = excluded.last_sequence - 1";
        if self.sql.execute(advance, values![*series, *year, *sequence]).await? != 1 {
            return Err(self.stale(step.next));
        }
        let Request { id, round, revision, unit, .. } = step.next;
        let row = values![
            *series,
            *year,
            *sequence,
            "used",
            *id,
            event.seq,
            *round,
            *revision,
            *digest,
            *unit,
            event.actor,
            event.at
        ];
        let into = "number_entry (series, year, sequence, state, request, seq, round, revision, digest, unit,
                    taken_by, taken_at)";
        self.sql.insert(into, vec![row], "").await
    }

    async fn insert_issuance(&mut self, step: &Move<'_>) -> Result<(), StoreError> {
        let issued = |happening: &Happening| matches!(happening, Happening::Issued { .. });
        let (Some(Sealed { event, .. }), Some(number)) = (step.event(issued), &step.next.number)
        else {
            return Ok(());
        };
        let Happening::Issued { issued_on, digest } = &event.what else { return Ok(()) };
        let Request { id, round, revision, .. } = step.next;
        let DocNumber { series, year, sequence } = number;
        let row = values![
            *id,
            event.seq,
            *series,
            *year,
            *sequence,
            *round,
            *revision,
            *digest,
            *issued_on,
            event.actor,
            event.at
        ];
        let into = "issuance (request, seq, series, year, sequence, round, revision, digest, issued_on, issued_by, at)";
        self.sql.insert(into, vec![row], "").await
    }

    async fn write_request(&mut self, step: &Move<'_>) -> Result<(), StoreError> {
        let (names, mut values): (Vec<_>, Vec<_>) = step.columns().into_iter().unzip();
        if step.transition.creates() {
            return self
                .sql
                .insert(&format!("request ({})", names.join(", ")), vec![values], "")
                .await;
        }
        let set: Vec<_> =
            (1..).zip(&names).map(|(number, name)| format!("{name} = ${number}")).collect();
        let (set, at) = (set.join(", "), values.len());
        values.extend(values![
            step.next.id,
            step.transition.before().0,
            step.transition.chain_before()
        ]);
        let update = format!(
            "UPDATE request SET {set} WHERE id = ${} AND version = ${} AND chain_length = ${}",
            at + 1,
            at + 2,
            at + 3
        );
        if self.sql.execute(&update, values).await? == 1 {
            Ok(())
        } else {
            Err(self.stale(step.next))
        }
    }

    /// Where a request newly stands, its tasks begin; otherwise those who have answered leave.
    async fn write_tasks(&mut self, step: &Move<'_>) -> Result<(), StoreError> {
        let id = step.next.id;
        if !step.changes_state() {
            return Ok(());
        }
        let Some(entered) = step.entered() else {
            if step.transition.content().is_some() {
                let urgency = "UPDATE task SET urgency = $2 WHERE request = $1";
                self.sql.execute(urgency, values![id, step.urgency]).await?;
            }
            let open: Vec<_> = step.next.waiting_for().collect();
            for task in step.next.tasks.iter().filter(|task| !open.contains(&task.person)) {
                let done = "DELETE FROM task WHERE request = $1 AND person = $2";
                self.sql.execute(done, values![id, task.person]).await?;
            }
            return Ok(());
        };
        if !step.transition.creates() {
            self.sql.execute("DELETE FROM task WHERE request = $1", values![id]).await?;
        }
        if matches!(step.next.status, Status::Draft | Status::Returned) {
            return Ok(());
        }
        let waiting = step.next.waiting_for();
        let tasks = waiting.map(|person| values![id, person, step.urgency, entered]);
        let tasks = tasks.collect();
        self.sql.insert("task (request, person, urgency, entered_at)", tasks, "").await
    }

    async fn insert_evaluations(&mut self, moves: &[Move<'_>]) -> Result<(), StoreError> {
        let row = |step: &Move<'_>| {
            let evaluation = step.transition.evaluation()?;
            let (cause, findings) = (evaluation.trigger.key(), json(&evaluation.findings));
            let (id, seq) = (step.next.id, step.next.chain.length);
            Some(values![
                id,
                seq,
                cause,
                evaluation.rule_set,
                evaluation.revision,
                findings,
                evaluation.at
            ])
        };
        let rows = moves.iter().filter_map(row).collect();
        self.sql
            .insert("evaluation (request, seq, cause, rule_set, revision, findings, at)", rows, "")
            .await
    }

    /// The identifier of a message is derived from what makes it unique, so that saving needs neither clock nor chance.
    async fn insert_notices(&mut self, moves: &[Move<'_>]) -> Result<(), StoreError> {
        let mut rows = Vec::new();
        for step in moves {
            for Notice { seq, to, kind } in step.notices {
                let id = step.next.id;
                let dedup = format!("{id}:{seq}:{to}:{}:{CHANNEL_MAIL}", kind.key());
                let at = step.next.updated_at;
                rows.push(values![
                    derived_id(&dedup),
                    0_i64,
                    id,
                    *seq,
                    *to,
                    kind.key(),
                    CHANNEL_MAIL,
                    dedup,
                    "pending",
                    0_i64,
                    at,
                    at
                ]);
            }
        }
        let into = "outbox (id, epoch, request, seq, person, kind, channel, dedup_key, state, attempts, due_at,
                    created_at)";
        self.sql.insert(into, rows, "ON CONFLICT (dedup_key) DO NOTHING").await
    }
}

/// As much of an entry as names its type.
#[derive(serde::Deserialize)]
struct Entry {
    what: Tagged,
}

#[derive(serde::Deserialize)]
struct Tagged {
    #[serde(rename = "type")]
    name: String,
}

fn unreadable(error: serde_json::Error) -> StoreError {
    StoreError::unreadable("canon", error)
}

impl<'a> Move<'a> {
    fn event(&self, wanted: impl Fn(&Happening) -> bool) -> Option<&'a Sealed<Happening>> {
        self.transition.events().iter().find(|sealed| wanted(&sealed.event.what))
    }

    fn changes_state(&self) -> bool {
        self.event(Happening::changes_state).is_some()
    }

    /// When it came to stand where it stands, if it moved.
    fn entered(&self) -> Option<baopi_workflow::Timestamp> {
        let entered = |happening: &Happening| matches!(happening, Happening::Entered { .. });
        self.event(entered).map(|sealed| sealed.event.at)
    }

    /// The answer of the participant: the first event that is one, because a document that goes back upon an objection is
    /// sent back by that same answer.
    fn decision(&self) -> Option<Vec<Value>> {
        let answer = |happening: &Happening| {
            matches!(
                happening,
                Happening::Consented { .. }
                    | Happening::Objected { .. }
                    | Happening::Returned { .. }
                    | Happening::Rejected { .. }
            )
        };
        let event = &self.event(answer)?.event;
        let (stage, actor) = (self.stage.clone()?, event.actor?);
        let principal = event.on_behalf_of.unwrap_or(actor);
        let Request { id, round, revision, digest, .. } = self.next;
        let verdict = event.what.name();
        Some(values![
            *id, event.seq, *round, stage, *revision, *digest, principal, actor, verdict, event.at
        ])
    }

    fn signature(&self) -> Option<Vec<Value>> {
        let event = &self.event(|happening| matches!(happening, Happening::Signed { .. }))?.event;
        let Signature { digest, signer, actor, rank, at, doc_date, stage, .. } =
            self.next.signature.as_ref()?;
        let Request { id, round, revision, .. } = self.next;
        let (stage, rank) = (stage.as_str(), word(rank));
        Some(values![
            *id, event.seq, *round, stage, *revision, *digest, *signer, *actor, rank, *doc_date,
            *at
        ])
    }

    /// The columns of the request that this move sets.
    fn columns(&self) -> Vec<(&'static str, Value)> {
        let next = self.next;
        let mut columns = columns_of(next);
        columns.push(("state", json(next).bind()));
        if let Some(content) = self.transition.content() {
            columns.extend(columns_of_text(content));
        }
        if let Some(entered_at) = self.entered() {
            columns.push(("entered_at", entered_at.bind()));
        }
        if self.transition.creates() {
            columns.push(("id", next.id.bind()));
            columns.push(("kind", next.kind.key().bind()));
            columns.push(("drafter", next.drafter.bind()));
            columns.push(("created_at", next.created_at.bind()));
        }
        columns
    }
}

/// The columns that follow from where a request stands.
pub(crate) fn columns_of(request: &Request) -> Vec<(&'static str, Value)> {
    let signature = request.signature.as_ref();
    vec![
        ("status", request.status.key().bind()),
        ("unit", request.unit.bind()),
        ("drafting_unit", request.drafting_unit.bind()),
        ("version", request.version.0.bind()),
        ("revision", request.revision.bind()),
        ("digest", request.digest.bind()),
        ("characters", request.measure.characters.bind()),
        ("minutes", request.measure.minutes.bind()),
        ("round", request.round.bind()),
        ("signed_digest", signature.map(|signature| signature.digest).bind()),
        ("signer", signature.map(|signature| signature.signer).bind()),
        ("signed_at", signature.map(|signature| signature.at).bind()),
        ("doc_date", signature.map(|signature| signature.doc_date).bind()),
        ("number", request.number.as_ref().map(ToString::to_string).bind()),
        ("issued_on", request.issued_on.bind()),
        ("chain_length", request.chain.length.bind()),
        ("chain_head", request.chain.head.bind()),
        ("updated_at", request.updated_at.bind()),
    ]
}

/// The columns that follow from the text of a request.
pub(crate) fn columns_of_text(content: &Content) -> [(&'static str, Value); 2] {
    [("title", list_title(content).bind()), ("urgency", urgency_rank(content.urgency()).bind())]
}

fn list_title(content: &Content) -> String {
    content.title().chars().take(MAX_LIST_TITLE).collect()
}
