//! Stand-ins as they were written down, who confirmed those that somebody else wrote down, and which of them were ended early.
//! Nothing of that is ever changed.

use baopi_workflow::organisation::delegation::is_unconfirmed;
use baopi_workflow::{Delegation, PersonId, Timestamp};
use chrono::NaiveDate;
use sea_orm::Value;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::column::{Bind, Row, json, values};
use crate::connection::Connection;
use crate::derived_id::derived_id;
use crate::error::StoreError;
use crate::page::{Cursor, Page, asked, page};
use crate::store::Store;
use crate::txn::Txn;

/// A stand-in as it was written down, and whether it was ended early.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationRow {
    /// Identifier.
    pub id: Uuid,
    /// Who for whom, in what, and when.
    pub delegation: Delegation,
    /// Who wrote it down; nobody for one that is older than this column, which counts as it is.
    pub made_by: Option<PersonId>,
    /// Who confirmed it, if it was written down by somebody else than whoever is stood in for.
    pub consent: Option<Consent>,
    /// The first day on which it did not count any more, if it was ended early.
    pub ended_on: Option<NaiveDate>,
}

impl DelegationRow {
    /// Whether it waits for somebody's word, and does not count before.
    #[must_use]
    pub fn is_unconfirmed(&self) -> bool {
        is_unconfirmed(self.delegation.from, self.made_by, self.consent.is_some())
    }
}

/// Who confirmed a stand-in, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Whoever is stood in for, or a second administrator.
    pub by: PersonId,
    /// The paper on which a second administrator does it.
    pub reference: Option<String>,
    /// The instant at which it happened.
    pub at: Timestamp,
}

/// Which stand-ins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DelegationFilter {
    /// Given by this person.
    pub from: Option<PersonId>,
    /// Given to this person.
    pub to: Option<PersonId>,
    /// In force on this day.
    pub on: Option<NaiveDate>,
}

const COLUMNS: &str =
    "d.id, d.from_person, d.to_person, d.scope, d.from_on, d.to_on, d.reference, d.made_by, e.ended_on,
     c.by_person AS consent_by, c.reference AS consent_reference, c.at AS consent_at
     FROM delegation d LEFT JOIN delegation_end e ON e.delegation = d.id
     LEFT JOIN delegation_consent c ON c.delegation = d.id";
const DELEGATIONS: &str = "delegations";

type Key = (String, Uuid);

impl Txn {
    /// Writes a stand-in down and gives its identifier; one that the same person wrote down already is left as it is, unless it
    /// was ended. It counts at once if `by` is whoever is stood in for, and with [`Self::confirm_delegation`] otherwise.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] for an unknown person, oneself, or an end before the beginning.
    pub async fn insert_delegation(
        &mut self,
        delegation: &Delegation,
        by: PersonId,
    ) -> Result<Uuid, StoreError> {
        self.organisation_changed = true;
        let text = format!("{} {by}", json(delegation));
        let ended = "SELECT 1 AS ended FROM delegation_end WHERE delegation = $1";
        let (mut id, mut again) = (derived_id(&text), 0_u64);
        while self.sql.one(ended, values![id]).await?.is_some() {
            again += 1;
            id = derived_id(&format!("{text} {again}"));
        }
        let Delegation { from, to, scope, from_on, to_on, reference } = delegation;
        let scope = scope.map(|scope| scope.key().to_owned());
        let row = values![id, *from, *to, scope, *from_on, *to_on, *reference, by];
        let into =
            "delegation (id, from_person, to_person, scope, from_on, to_on, reference, made_by)";
        self.sql.insert(into, vec![row], "ON CONFLICT (id) DO NOTHING").await?;
        Ok(id)
    }

    /// Confirms a stand-in that somebody else wrote down than whoever is stood in for: it counts from now on. Says whether it
    /// was not confirmed before.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] if neither whoever is stood in for confirms it, nor somebody else than who wrote it down, with a
    /// reference.
    pub async fn confirm_delegation(
        &mut self,
        id: Uuid,
        consent: &Consent,
    ) -> Result<bool, StoreError> {
        self.organisation_changed = true;
        let Consent { by, reference, at } = consent;
        let confirm = "INSERT INTO delegation_consent (delegation, by_person, reference, at)
                       VALUES ($1, $2, $3, $4) ON CONFLICT (delegation) DO NOTHING";
        Ok(self.sql.execute(confirm, values![id, *by, *reference, *at]).await? == 1)
    }

    /// Ends a stand-in: from the day `on` it does not count any more. Says whether there was one that was not ended before.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] if its last day lies before `on`, or nobody is called `by`.
    pub async fn end_delegation(
        &mut self,
        id: Uuid,
        on: NaiveDate,
        by: PersonId,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        self.organisation_changed = true;
        let end = "INSERT INTO delegation_end (delegation, ended_on, by_person, at)
                   SELECT d.id, $2, $3, $4 FROM delegation d WHERE d.id = $1
                   ON CONFLICT (delegation) DO NOTHING";
        Ok(self.sql.execute(end, values![id, on, by, at]).await? == 1)
    }

    /// The stand-in with this identifier.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn find_delegation(&mut self, id: Uuid) -> Result<Option<DelegationRow>, StoreError> {
        let find = format!("SELECT {COLUMNS} WHERE d.id = $1");
        self.sql.one(&find, values![id]).await?.as_ref().map(read).transpose()
    }
}

impl Store {
    /// Stand-ins, those that end last first.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or [`StoreError`] if they cannot be read.
    pub async fn delegations(
        &self,
        filter: DelegationFilter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<DelegationRow>, StoreError> {
        // After every date that is written with four digits of the year.
        let last: Key = ("~".to_owned(), Uuid::max());
        let (to_on, id) = after.map_or(Ok(last), |cursor| cursor.read(DELEGATIONS))?;
        let mut values = values![to_on, id, asked(limit)];
        let only = only(filter, &mut values);
        let list = format!(
            "SELECT {COLUMNS} WHERE (d.to_on, d.id) < ($1, $2){only} ORDER BY d.to_on DESC, d.id DESC LIMIT $3"
        );
        let rows = self.reading().all(&list, values).await?;
        let items = rows.iter().map(read).collect::<Result<_, _>>()?;
        let key = |row: &DelegationRow| (row.delegation.to_on.to_string(), row.id);
        Ok(page(items, limit, DELEGATIONS, key))
    }
}

fn only(filter: DelegationFilter, values: &mut Vec<Value>) -> String {
    let DelegationFilter { from, to, on } = filter;
    let mut only = String::new();
    let mut and = |condition: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
            let parameter = format!("${}", values.len());
            only = format!("{only} AND {}", condition.replace('?', &parameter));
        }
    };
    and("d.from_person = ?", from.map(|from| from.bind()));
    and("d.to_person = ?", to.map(|to| to.bind()));
    let in_force = "d.from_on <= ? AND d.to_on >= ? AND (e.ended_on IS NULL OR e.ended_on > ?)
                    AND (d.made_by IS NULL OR d.made_by = d.from_person OR c.delegation IS NOT NULL)";
    and(in_force, on.map(|on| on.bind()));
    only
}

/// Every stand-in as far as it counts: not before it is confirmed, and one that was ended early up to the day before.
pub(crate) async fn effective(sql: &mut Connection) -> Result<Vec<Delegation>, StoreError> {
    let list = format!("SELECT {COLUMNS} ORDER BY d.from_on, d.id");
    let mut delegations = Vec::new();
    for row in &sql.all(&list, values![]).await? {
        let row = read(row)?;
        if row.is_unconfirmed() {
            continue;
        }
        let DelegationRow { mut delegation, ended_on, .. } = row;
        if let Some(last) = ended_on.and_then(|ended_on| ended_on.pred_opt()) {
            delegation.to_on = delegation.to_on.min(last);
        }
        if delegation.from_on <= delegation.to_on {
            delegations.push(delegation);
        }
    }
    Ok(delegations)
}

fn read(row: &Row) -> Result<DelegationRow, StoreError> {
    let consent = row.find("consent_by")?.zip(row.find("consent_at")?);
    let reference = row.find("consent_reference")?;
    Ok(DelegationRow {
        id: row.get("id")?,
        delegation: Delegation {
            from: row.get("from_person")?,
            to: row.get("to_person")?,
            scope: row.find_word("scope")?,
            from_on: row.get("from_on")?,
            to_on: row.get("to_on")?,
            reference: row.get("reference")?,
        },
        made_by: row.find("made_by")?,
        consent: consent.map(|(by, at)| Consent { by, reference, at }),
        ended_on: row.find("ended_on")?,
    })
}
