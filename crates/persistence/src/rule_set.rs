//! The parameters of the rules, every version of them, and what is proposed for the next.

use std::collections::BTreeMap;

use baopi_workflow::proposal::Standing;
use baopi_workflow::rules::Parameter;
use baopi_workflow::rules::change::RuleProposal;
use baopi_workflow::{Kind, PersonId, RequestId, RuleProposalId, RuleSet, Timestamp};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::column::{Row, json, values};
use crate::connection::Connection;
use crate::error::StoreError;
use crate::page::MAX_PAGE;
use crate::store::Store;
use crate::txn::Txn;

/// How many of the last requests of a kind are searched for those that were submitted.
const REQUESTS: u32 = 1_000;

/// How a set came into force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The paper that asks for it.
    pub reference: String,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// Who confirmed it.
    pub confirmed_by: PersonId,
    /// The instant at which it happened.
    pub at: Timestamp,
}

/// A set, since when it is in force, and how it came to be; nothing for the one that comes with the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSetRow {
    /// The set.
    pub rules: RuleSet,
    /// The first day on which requests are judged by it.
    pub effective_on: NaiveDate,
    /// How it came to be.
    pub decided: Option<Decided>,
}

/// What a proposal changes, as its column `figures` has it: the figures by their keys, and beside them the closed list of
/// meetings, as in the body of a set.
#[derive(Serialize, Deserialize)]
struct Changes {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    statutory_meetings: Option<Vec<String>>,
    #[serde(flatten)]
    figures: BTreeMap<Parameter, u32>,
}

const SETS: &str =
    "SELECT body, effective_on, reference, proposed_by, confirmed_by, confirmed_at FROM rule_set";
const PROPOSALS: &str =
    "SELECT id, version, figures, effective_on, reference, proposed_by, proposed_at, standing,
                                settled_by, settled_at FROM rule_proposal";

impl Txn {
    /// The rule set in force on a day.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn rule_set(&mut self, on: NaiveDate) -> Result<RuleSet, StoreError> {
        in_force(&mut self.sql, on).await
    }

    /// The set of the highest version, which may be in force only later.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn newest_rule_set(&mut self) -> Result<Option<RuleSetRow>, StoreError> {
        let find = format!("{SETS} ORDER BY version DESC LIMIT 1");
        self.sql.one(&find, values![]).await?.as_ref().map(set).transpose()
    }

    /// Puts a rule set into force. Its version is the one that evaluations name, so it must be the next; its proposal, where
    /// there is one, has been settled in the same transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if there is this version already, [`StoreError::Refused`] if it is not the next, is in force before
    /// the one that it follows, loosens what nobody may loosen, or has no proposal behind it.
    pub async fn insert_rule_set(
        &mut self,
        rules: &RuleSet,
        proposal: Option<&RuleProposal>,
    ) -> Result<(), StoreError> {
        let Some(proposal) = proposal else {
            let row = vec![values![rules.version, json(rules)]];
            return self.sql.insert("rule_set (version, body)", row, "").await;
        };
        let RuleProposal { effective_on, reference, by, settled, .. } = proposal;
        let (confirmed_by, confirmed_at) = (settled.map(|(by, _)| by), settled.map(|(_, at)| at));
        let row = values![
            rules.version,
            json(rules),
            *effective_on,
            *reference,
            *by,
            confirmed_by,
            confirmed_at
        ];
        let into = "rule_set (version, body, effective_on, reference, proposed_by, confirmed_by, confirmed_at)";
        self.sql.insert(into, vec![row], "").await
    }

    /// Writes a proposal down.
    ///
    /// # Errors
    ///
    /// [`StoreError::Taken`] if another one is open.
    pub async fn insert_rule_proposal(
        &mut self,
        proposal: &RuleProposal,
    ) -> Result<(), StoreError> {
        let RuleProposal { id, version, effective_on, reference, by, at, .. } = proposal;
        let changes = json(&Changes {
            statutory_meetings: proposal.statutory_meetings.clone(),
            figures: proposal.figures.clone(),
        });
        let open = Standing::Open.key();
        let row = values![*id, *version, changes, *effective_on, *reference, *by, *at, open];
        let into = "rule_proposal (id, version, figures, effective_on, reference, proposed_by, proposed_at, standing)";
        self.sql.insert(into, vec![row], "").await
    }

    /// A proposal, which nobody else settles before this transaction ends.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn lock_rule_proposal(
        &mut self,
        id: RuleProposalId,
    ) -> Result<Option<RuleProposal>, StoreError> {
        let find = format!("{PROPOSALS} WHERE id = $1{}", self.sql.for_update());
        self.sql.one(&find, values![id]).await?.as_ref().map(proposal).transpose()
    }

    /// Whether a proposal is open.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn has_open_rule_proposal(&mut self) -> Result<bool, StoreError> {
        let find = "SELECT 1 AS found FROM rule_proposal WHERE standing = 'open'";
        Ok(self.sql.one(find, values![]).await?.is_some())
    }

    /// Writes down what came of a proposal.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] if it was settled before.
    pub async fn settle_rule_proposal(
        &mut self,
        proposal: &RuleProposal,
    ) -> Result<(), StoreError> {
        let RuleProposal { id, standing, settled, .. } = proposal;
        let update = "UPDATE rule_proposal SET standing = $2, settled_by = $3, settled_at = $4 WHERE id = $1";
        let (by, at) = (settled.map(|(by, _)| by), settled.map(|(_, at)| at));
        self.sql.execute(update, values![*id, standing.key(), by, at]).await.map(drop)
    }
}

impl Store {
    /// The rule set in force on a day.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn rule_set(&self, on: NaiveDate) -> Result<RuleSet, StoreError> {
        in_force(&mut self.reading(), on).await
    }

    /// A rule set that is or was in force.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn rule_set_of(&self, version: u32) -> Result<Option<RuleSet>, StoreError> {
        let find = "SELECT body FROM rule_set WHERE version = $1";
        let row = self.reading().one(find, values![version]).await?;
        row.map(|row| row.json("body")).transpose()
    }

    /// The rule sets, the highest version first, at most [`MAX_PAGE`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn list_rule_sets(&self) -> Result<Vec<RuleSetRow>, StoreError> {
        let list = format!("{SETS} ORDER BY version DESC LIMIT $1");
        self.reading().all(&list, values![MAX_PAGE]).await?.iter().map(set).collect()
    }

    /// What was proposed, the latest first, at most [`MAX_PAGE`].
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn list_rule_proposals(&self) -> Result<Vec<RuleProposal>, StoreError> {
        let list = format!("{PROPOSALS} ORDER BY proposed_at DESC, id DESC LIMIT $1");
        self.reading().all(&list, values![MAX_PAGE]).await?.iter().map(proposal).collect()
    }

    /// The requests of a kind for which approval was asked last, with the entry of the record with which it was asked last; the
    /// latest first. Only so many of those that were begun last are looked through that this takes no time.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn last_submissions(
        &self,
        kind: Kind,
        limit: u32,
    ) -> Result<Vec<(RequestId, u64)>, StoreError> {
        let list = "SELECT e.request, MAX(e.seq) AS seq FROM
                (SELECT id FROM request WHERE kind = $1 ORDER BY id DESC LIMIT $2) r
            JOIN evaluation e ON e.request = r.id AND e.cause = 'submit'
            GROUP BY e.request ORDER BY MAX(e.at) DESC, e.request LIMIT $3";
        let values = values![kind.key(), REQUESTS, limit.min(MAX_PAGE)];
        let rows = self.reading().all(list, values).await?;
        rows.iter().map(|row| Ok((row.get("request")?, row.get("seq")?))).collect()
    }
}

/// Versions only ever come into force later than the ones before them, so the highest that is in force is the one that counts.
async fn in_force(sql: &mut Connection, on: NaiveDate) -> Result<RuleSet, StoreError> {
    let find = "SELECT body FROM rule_set WHERE effective_on <= $1 ORDER BY version DESC LIMIT 1";
    let row = sql.one(find, values![on]).await?;
    row.map(|row| row.json("body")).transpose().map(Option::unwrap_or_default)
}

fn set(row: &Row) -> Result<RuleSetRow, StoreError> {
    let reference: Option<String> = row.find("reference")?;
    let people = row.find("proposed_by")?.zip(row.find("confirmed_by")?);
    let decided = reference.zip(people).zip(row.find("confirmed_at")?);
    Ok(RuleSetRow {
        rules: row.json("body")?,
        effective_on: row.get("effective_on")?,
        decided: decided.map(|((reference, (proposed_by, confirmed_by)), at)| Decided {
            reference,
            proposed_by,
            confirmed_by,
            at,
        }),
    })
}

fn proposal(row: &Row) -> Result<RuleProposal, StoreError> {
    let Changes { statutory_meetings, figures } = row.json("figures")?;
    Ok(RuleProposal {
        id: row.get("id")?,
        version: row.get("version")?,
        figures,
        statutory_meetings,
        effective_on: row.get("effective_on")?,
        reference: row.get("reference")?,
        by: row.get("proposed_by")?,
        at: row.get("proposed_at")?,
        standing: row.word("standing")?,
        settled: row.find("settled_by")?.zip(row.find("settled_at")?),
    })
}
