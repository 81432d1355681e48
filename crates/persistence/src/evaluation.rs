//! What the rules found about a request, each time, and with what they found it.

use std::sync::{Arc, Mutex, PoisonError};

use baopi_workflow::{Digest, Evaluation, Organisation, Person, RequestId, Timestamp, Unit};
use serde::{Deserialize, Serialize};

use crate::column::{Row, json, values};
use crate::error::StoreError;
use crate::page::MAX_PAGE;
use crate::store::Store;
use crate::txn::Txn;

/// An evaluation, and the event with which it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvaluation {
    /// The place of that event in the chain of the request.
    pub seq: u64,
    /// What was found.
    pub evaluation: Evaluation,
    /// The organisation with which it was found, if that was kept.
    pub organisation: Option<Digest>,
}

const EVALUATIONS: &str =
    "SELECT seq, cause, rule_set, revision, digest, findings, knowledge, organisation, at
                           FROM evaluation WHERE request = $1";

/// The organisation as rules read it: without stand-ins, and without what only messages need.
#[derive(Serialize, Deserialize)]
struct State {
    units: Vec<Unit>,
    people: Vec<Person>,
}

impl Txn {
    /// The digest under which the organisation of this transaction is kept, which it is from now on; nothing if nobody has read
    /// it, so that nothing was decided with it.
    pub(crate) async fn keep_organisation(&mut self) -> Result<Option<Digest>, StoreError> {
        let Some(organisation) = self.organisation.clone() else { return Ok(None) };
        let (digest, body) = self.store.organisation_states().of(&organisation);
        let find = "SELECT 1 AS found FROM organisation_state WHERE digest = $1";
        if self.sql.one(find, values![digest]).await?.is_none() {
            let row = vec![values![digest, body.as_str()]];
            let once = "ON CONFLICT (digest) DO NOTHING";
            self.sql.insert("organisation_state (digest, body)", row, once).await?;
        }
        Ok(Some(digest))
    }
}

/// The organisation that was written down last, so that it is not written out for every decision.
#[derive(Debug, Default)]
pub(crate) struct States(Mutex<Option<Written>>);

/// An organisation, its digest, and how it was written.
type Written = (Arc<Organisation>, Digest, Arc<String>);

impl States {
    fn of(&self, organisation: &Arc<Organisation>) -> (Digest, Arc<String>) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, digest, body)) = &*last
            && Arc::ptr_eq(known, organisation)
        {
            return (*digest, Arc::clone(body));
        }
        let body = Arc::new(json(&state(organisation)));
        let digest = Digest::of(body.as_bytes());
        *last = Some((Arc::clone(organisation), digest, Arc::clone(&body)));
        (digest, body)
    }
}

fn state(organisation: &Organisation) -> State {
    let mut units: Vec<Unit> = organisation.units().cloned().collect();
    units.sort_by_key(|unit| unit.id);
    let plain = |person: &Person| Person { login: String::new(), email: None, ..person.clone() };
    let mut people: Vec<Person> = organisation.people().map(plain).collect();
    people.sort_by_key(|person| person.id);
    State { units, people }
}

impl Store {
    /// What the rules found about a request, each time, in order.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn evaluations(&self, id: RequestId) -> Result<Vec<StoredEvaluation>, StoreError> {
        let list = format!("{EVALUATIONS} ORDER BY seq");
        self.reading().all(&list, values![id]).await?.iter().map(evaluation).collect()
    }

    /// What the rules found about a request with events before the one at `before` and no later than `until`, the last first; at
    /// most [`MAX_PAGE`] and one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn evaluations_before(
        &self,
        id: RequestId,
        (before, until): (Option<u64>, Option<Timestamp>),
        limit: u32,
    ) -> Result<Vec<StoredEvaluation>, StoreError> {
        let list = format!("{EVALUATIONS} AND seq < $2 AND at <= $3 ORDER BY seq DESC LIMIT $4");
        let (before, until) = (before.unwrap_or(u64::MAX), until.unwrap_or(Timestamp(i64::MAX)));
        let limit = i64::from(limit.min(MAX_PAGE + 1));
        let rows = self.reading().all(&list, values![id, before, until, limit]).await?;
        rows.iter().map(evaluation).collect()
    }

    /// The organisation as it is kept under this digest.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn organisation_state(
        &self,
        digest: Digest,
    ) -> Result<Option<Organisation>, StoreError> {
        let find = "SELECT body FROM organisation_state WHERE digest = $1";
        let Some(row) = self.reading().one(find, values![digest]).await? else { return Ok(None) };
        let State { units, people } = row.json("body")?;
        Ok(Some(Organisation::new(units, people, Vec::new())))
    }
}

fn evaluation(row: &Row) -> Result<StoredEvaluation, StoreError> {
    let knowledge: Option<String> = row.find("knowledge")?;
    let read = |text: String| {
        serde_json::from_str(&text).map_err(|error| StoreError::unreadable("knowledge", error))
    };
    let evaluation = Evaluation {
        trigger: row.word("cause")?,
        rule_set: row.get("rule_set")?,
        revision: row.get("revision")?,
        digest: row.find("digest")?,
        findings: row.json("findings")?,
        knowledge: knowledge.map(read).transpose()?,
        at: row.get("at")?,
    };
    Ok(StoredEvaluation {
        seq: row.get("seq")?,
        evaluation,
        organisation: row.find("organisation")?,
    })
}
