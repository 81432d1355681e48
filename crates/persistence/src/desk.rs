//! Tasks: what waits for whom, and since when it should have been done.

use std::collections::BTreeMap;

use baopi_workflow::{Kind, PersonId, RequestId, Timestamp};
use chrono::NaiveDate;
use sea_orm::Value;
use serde::{Deserialize, Serialize};

use crate::column::{Bind, Row, values};
use crate::error::StoreError;
use crate::lists::{COLUMNS, RequestRow, request_row, urgency_rank};
use crate::page::{Cursor, Page, asked, page};
use crate::store::Store;

/// For how many people at most somebody's desk shows the tasks: those with the lowest identifiers.
pub const MAX_STOOD_IN_FOR: usize = 100;

/// A request for whose answer somebody is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Overdue {
    /// The last day for it.
    pub due_on: NaiveDate,
    /// The request that it is about.
    pub request: RequestId,
}

const DESK: &str = "desk";

/// Urgency, since when, which request, whose task.
type DeskKey = (i64, Timestamp, RequestId, PersonId);

/// Whose tasks a desk shows, and of which kind only.
type Principals = BTreeMap<PersonId, Option<Kind>>;

impl Store {
    /// What waits for a person: the most urgent first, then the oldest. Drafts are not among it; see [`Self::asked`].
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or [`StoreError`] if it cannot be read.
    pub async fn desk(
        &self,
        person: PersonId,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<RequestRow>, StoreError> {
        self.tasks(person, &[(person, None)].into(), after, limit).await
    }

    /// As [`Self::desk`], with what waits for those for whom the person stands in on the day `on`. A request that waits for
    /// both is there twice; one that the stand-in wrote is not there as somebody else's.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadCursor`], or [`StoreError`] if it cannot be read.
    pub async fn desk_with_stand_ins(
        &self,
        person: PersonId,
        on: NaiveDate,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<RequestRow>, StoreError> {
        let mut principals = self.stood_in_for(person, on).await?;
        principals.insert(person, None);
        self.tasks(person, &principals, after, limit).await
    }

    async fn stood_in_for(
        &self,
        person: PersonId,
        on: NaiveDate,
    ) -> Result<Principals, StoreError> {
        let organisation = self.organisation().await?;
        let given = organisation
            .delegations()
            .iter()
            .filter(|given| given.to == person && (given.from_on..=given.to_on).contains(&on));
        let mut principals = Principals::new();
        for given in given {
            let scope = principals.entry(given.from).or_insert(given.scope);
            if *scope != given.scope {
                *scope = None;
            }
        }
        Ok(principals.into_iter().take(MAX_STOOD_IN_FOR).collect())
    }

    /// The tasks of each are in the order of an index already, and as many of each as the page may need are put together.
    async fn tasks(
        &self,
        viewer: PersonId,
        principals: &Principals,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<RequestRow>, StoreError> {
        // Before the first of all keys: urgencies count from 0.
        let nil = uuid::Uuid::nil();
        let first: DeskKey = (-1, Timestamp(0), RequestId(nil), PersonId(nil));
        let key = after.map_or(Ok(first), |cursor| cursor.read(DESK))?;
        let mut values = values![key.0, key.1, key.2, asked(limit)];
        let of_each: Vec<String> = principals
            .iter()
            .map(|(person, scope)| tasks_of(*person, *scope, (viewer, key.3), &mut values))
            .collect();
        let list = format!(
            "SELECT {COLUMNS}, w.entered_at, w.person FROM ({}) w JOIN request r ON r.id = w.request
             ORDER BY w.urgency, w.entered_at, w.request, w.person LIMIT $4",
            of_each.join(" UNION ALL ")
        );
        let rows = self.reading().all(&list, values).await?;
        let read = |row: &Row| {
            let person: PersonId = row.get("person")?;
            Ok((RequestRow { principal: Some(person), ..request_row(row)? }, person))
        };
        let items = rows.iter().map(read).collect::<Result<Vec<_>, StoreError>>()?;
        let Page { items, next } = page(items, limit, DESK, |(row, person)| {
            (urgency_rank(row.urgency), row.entered_at, row.id, *person)
        });
        Ok(Page { items: items.into_iter().map(|(row, _)| row).collect(), next })
    }

    /// The requests for whose answer somebody is late on the day `on`, the longest overdue first, those after `after`.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn overdue(
        &self,
        on: NaiveDate,
        after: Option<Overdue>,
        limit: u32,
    ) -> Result<Vec<Overdue>, StoreError> {
        let first = (String::new(), RequestId(uuid::Uuid::nil()));
        let (due_on, request) =
            after.map_or(first, |after| (after.due_on.to_string(), after.request));
        let list = "SELECT DISTINCT due_on, request FROM task
                    WHERE due_on < $1 AND (due_on, request) > ($2, $3) ORDER BY due_on, request LIMIT $4";
        let values = values![on, due_on, request, asked(limit) - 1];
        let rows = self.reading().all(list, values).await?;
        rows.iter()
            .map(|row| Ok(Overdue { due_on: row.get("due_on")?, request: row.get("request")? }))
            .collect()
    }
}

/// The tasks of one person that come after the key whose last part is `past`. The whole statement has the rest of the key in
/// `$1` to `$3` and the limit in `$4`.
fn tasks_of(
    person: PersonId,
    scope: Option<Kind>,
    (viewer, past): (PersonId, PersonId),
    values: &mut Vec<Value>,
) -> String {
    let mut parameter = |value: Value| {
        values.push(value);
        values.len()
    };
    let own = parameter(person.bind());
    let mut only = String::new();
    if person != viewer {
        only = format!(" AND r.drafter <> ${}", parameter(viewer.bind()));
    }
    if let Some(kind) = scope {
        only = format!("{only} AND r.kind = ${}", parameter(kind.key().bind()));
    }
    let join = if only.is_empty() { "" } else { "JOIN request r ON r.id = t.request" };
    let after = if person > past { ">=" } else { ">" };
    format!(
        "SELECT * FROM (SELECT t.urgency, t.entered_at, t.request, t.person FROM task t {join}
         WHERE t.person = ${own} AND (t.urgency, t.entered_at, t.request) {after} ($1, $2, $3){only}
         ORDER BY t.urgency, t.entered_at, t.request LIMIT $4) p{own}"
    )
}
