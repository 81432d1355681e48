//! Writing down what was decided: every statement of it, in the order that the guards of the database allow.
//!
//! First the record and the text, then what rests on them (decisions, the signature, the number, the issuance, each checked
//! against the request as it still is; likewise mergers and rooms), then the request itself, which may only move to where all
//! of that allows, and last the tasks and messages. Several requests can be saved at once; each kind of row is then written for
//! all of them together.

pub(crate) mod figures;
mod knowledge;
mod meeting;
pub(crate) mod plan;
mod work;

use baopi_workflow::event::By;
use baopi_workflow::request::Signature;
use baopi_workflow::{
    Chain, Content, DocNumber, Happening, Notice, Request, Sealed, Stream, SystemHappening,
    Timestamp, Transition,
};
use sea_orm::Value;

use crate::column::{Bind, json, values, word};
use crate::error::StoreError;
use crate::lists::urgency_rank;
use crate::similar::Indexing;
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
    /// The key of where the request stood; nothing for one that did not exist.
    from: String,
    /// The text from now on.
    content: Content,
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
            // What happens to another request at the same time is saved with it, whether the caller names it or not.
            let also = saving.transition.also().filter(|also| {
                savings.iter().all(|saving| saving.transition.next().id != also.next().id)
            });
            if let Some(transition) = also {
                moves.push(self.check(&Saving { transition, notices: &[] }).await?);
            }
        }
        self.insert_record(&moves).await?;
        self.insert_decisions(&moves).await?;
        self.insert_mergers(&moves).await?;
        self.move_rooms(&moves).await?;
        for step in &moves {
            self.take_number(step).await?;
            self.give_up_number(step).await?;
            self.insert_issuance(step).await?;
            self.write_request(step).await?;
            let signature = step.next.signature.as_ref();
            if let Some(signature) = signature.filter(|_| step.signature().is_some()) {
                self.use_plan_item(&step.content, signature.doc_date, step.next.id).await?;
            }
            self.write_tasks(step).await?;
            self.write_readers(step).await?;
            if let Some(indexing) = step.indexing() {
                self.index(&indexing).await?;
            }
            self.write_facts(step).await?;
        }
        self.insert_evaluations(&moves).await?;
        self.write_figures(&moves).await?;
        self.write_plans(&moves).await?;
        self.insert_notices(&moves).await
    }

    /// Waits for its turn at the chain of what happens outside every request, so that whoever comes second reads what the
    /// first one wrote.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn lock_system_chain(&mut self) -> Result<(), StoreError> {
        let lock = format!("SELECT length FROM system_chain WHERE id = 1{}", self.sql.for_update());
        self.sql.one(&lock, values![]).await.map(drop)
    }

    /// Appends to the chain of what happens outside every request, not before its last entry, however late the clock is.
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
        let by = By { at: self.not_before(chain.length, by.at).await?, ..by };
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

    /// An instant that is not before the entry of this place in the system's chain.
    async fn not_before(&mut self, seq: u64, at: Timestamp) -> Result<Timestamp, StoreError> {
        let find = "SELECT at FROM system_event WHERE seq = $1";
        let last: Option<Timestamp> =
            self.sql.one(find, values![seq]).await?.map(|row| row.get("at")).transpose()?;
        Ok(last.map_or(at, |last| last.max(at)))
    }

    /// Compares before anything is written, so that a lost race is told from everything else. A request that was not locked is
    /// locked now.
    async fn check<'a>(&mut self, saving: &Saving<'a>) -> Result<Move<'a>, StoreError> {
        let Saving { transition, notices } = *saving;
        let next = transition.next();
        if !transition.creates() && !self.locked.contains_key(&next.id) {
            self.lock_request(next.id).await?;
        }
        let locked = self.locked.remove(&next.id);
        let (from, before) = match locked {
            None if transition.creates() => (String::new(), None),
            Some(locked)
                if locked.version == transition.before().0
                    && locked.chain_length == transition.chain_before() =>
            {
                (locked.status, Some(locked.content))
            }
            Some(_) | None => return Err(self.stale(next)),
        };
        let Some(content) = transition.content().cloned().or(before) else {
            return Err(self.stale(next));
        };
        let urgency = urgency_rank(content.urgency());
        Ok(Move { transition, next, notices, from, content, urgency })
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
        let advance = "UPDATE number_counter SET last_sequence = $3
                       WHERE series = $1 AND year = $2 AND last_sequence = $3 - 1";
        let begin = "INSERT INTO number_counter (series, year, last_sequence) VALUES ($1, $2, $3)
                     ON CONFLICT (series, year) DO NOTHING";
        let taken = values![*series, *year, *sequence];
        if self.sql.execute(advance, taken.clone()).await? != 1
            && self.sql.execute(begin, taken).await? != 1
        {
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

    async fn give_up_number(&mut self, step: &Move<'_>) -> Result<(), StoreError> {
        let voided = |happening: &Happening| matches!(happening, Happening::Voided { .. });
        let Some(Sealed { event, .. }) = step.event(voided) else { return Ok(()) };
        let Happening::Voided { number: DocNumber { series, year, sequence }, opinion } =
            &event.what
        else {
            return Ok(());
        };
        let give_up = "UPDATE number_entry SET state = 'void', void_reason = $5
                       WHERE series = $1 AND year = $2 AND sequence = $3 AND request = $4";
        let values = values![*series, *year, *sequence, step.next.id, *opinion];
        self.sql.execute(give_up, values).await.map(|_| ())
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

    /// When it came to stand where it stands, if it moved: by entering it, or by taking back what had moved it on.
    fn entered(&self) -> Option<Timestamp> {
        let entered = |happening: &Happening| matches!(happening, Happening::Entered { .. });
        let moved = || (self.from != self.next.status.key()).then_some(self.next.updated_at);
        self.event(entered).map(|sealed| sealed.event.at).or_else(moved)
    }

    /// What it means for the index of texts.
    fn indexing(&self) -> Option<Indexing<'_>> {
        let text_is_new = self.transition.content().is_some();
        Indexing::of(&self.content, (&self.from, text_is_new), self.next)
    }

    fn makes_version(&self) -> bool {
        self.event(Happening::makes_version).is_some()
    }

    /// The answer of the participant: the first event that is one, because a document that goes back upon an objection is
    /// sent back by that same answer.
    fn decision(&self) -> Option<Vec<Value>> {
        let answer = |happening: &Happening| {
            matches!(
                happening,
                Happening::Consented { .. }
                    | Happening::Objected { .. }
                    | Happening::Abstained { .. }
                    | Happening::Returned { .. }
                    | Happening::SentBack { .. }
                    | Happening::Rejected { .. }
            )
        };
        let event = &self.event(answer)?.event;
        let (stage, actor) = (self.from.strip_prefix("review:")?, event.actor?);
        let principal = event.on_behalf_of.unwrap_or(actor);
        let Request { id, revision, digest, .. } = self.next;
        let (round, verdict) = (self.transition.round_before(), event.what.name());
        Some(values![
            *id, event.seq, round, stage, *revision, *digest, principal, actor, verdict, event.at
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
        if let Some(venue) = self.venue() {
            columns.push(("venue", venue));
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
        ("route_version", route_version(request).bind()),
        ("chain_length", request.chain.length.bind()),
        ("chain_head", request.chain.head.bind()),
        ("updated_at", request.updated_at.bind()),
    ]
}

/// The version of the route that a request takes, as long as it is on its way.
fn route_version(request: &Request) -> Option<u32> {
    let route = request.route.as_ref().filter(|_| !request.status.is_terminal());
    route.map(|route| route.version)
}

/// The columns that follow from the text of a request.
pub(crate) fn columns_of_text(content: &Content) -> [(&'static str, Value); 2] {
    [("title", list_title(content).bind()), ("urgency", urgency_rank(content.urgency()).bind())]
}

fn list_title(content: &Content) -> String {
    content.title().chars().take(MAX_LIST_TITLE).collect()
}
