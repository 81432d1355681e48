//! What the rules have to know of other requests: a few bounded questions, each answered from an index.

use std::collections::BTreeMap;

use baopi_workflow::rules::Known;
use baopi_workflow::rules::knowledge::{
    DocumentsWanted, InspectionsWanted, MeetingsWanted, OtherDocument, OtherInspection,
    OtherMeeting, QuotaMetric, QuotaUse, QuotaWanted, Wanted,
};
use baopi_workflow::{Knowledge, RequestId, Timestamp, UnitId};
use chrono::{Datelike, NaiveDate};
use sea_orm::Value;

use crate::calendar_year;
use crate::column::{Bind, Row, values};
use crate::connection::Connection;
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;

/// The most other meetings that are read: where there are more, those on the days nearest to the one in question. The rules about
/// meetings ask about a fortnight or a week around it, and mostly about the same day, so that the far end is the one to leave
/// out; an office has this many in those eleven weeks only if seven begin every working day.
pub const MAX_OTHER_MEETINGS: usize = 500;
/// The most comprehensive meetings of one host and year that are read besides. The rule about them asks whether there is one.
pub const MAX_COMPREHENSIVE: usize = 50;
/// The most other documents of the issuing unit, and of the drafting unit, that are read: where there are more, the latest. What
/// is done twice is mostly done soon after, so that the oldest are the ones to leave out.
pub const MAX_OTHER_DOCUMENTS: usize = 500;
/// The most other inspections of the month, and comprehensive ones of the unit and year, that are read. An office that has
/// half of last year's comes nowhere near.
const MAX_OTHER_INSPECTIONS: usize = 500;

impl Txn {
    /// How many places of a quota are taken by what was signed here.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn taken(
        &mut self,
        metric: QuotaMetric,
        unit: UnitId,
        year: i32,
    ) -> Result<u32, StoreError> {
        let wanted = QuotaWanted { metric, unit, year, signed_before: None };
        taken(&mut self.sql, &wanted, &[]).await
    }

    /// What is known beside the content, as of this moment of the transaction. With `holds_quota` nobody else can take a place
    /// in the same quota before this transaction ends, so that the last place is taken once.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read: nothing can be decided then.
    pub async fn knowledge(
        &mut self,
        wanted: &Wanted,
        holds_quota: bool,
    ) -> Result<Knowledge, StoreError> {
        let hold = if holds_quota { self.sql.for_update() } else { "" };
        collect(&mut self.sql, wanted, hold).await
    }
}

impl Store {
    /// What is known beside the content, as of now.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn knowledge(&self, wanted: &Wanted) -> Result<Knowledge, StoreError> {
        collect(&mut self.reading(), wanted, "").await
    }

    /// What others know of a meeting.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn meeting_known(&self, id: RequestId) -> Result<Option<OtherMeeting>, StoreError> {
        let find = format!(
            "SELECT {MEETING} FROM meeting_fact WHERE request = $1 AND standing IS NOT NULL"
        );
        self.reading().one(&find, values![id]).await?.as_ref().map(meeting).transpose()
    }

    /// What others know of a document.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn document_known(&self, id: RequestId) -> Result<Option<OtherDocument>, StoreError> {
        let find = format!(
            "SELECT {DOCUMENT} FROM document_fact WHERE request = $1 AND standing IS NOT NULL"
        );
        self.reading().one(&find, values![id]).await?.as_ref().map(document).transpose()
    }
}

impl Store {
    /// What others know of an inspection.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn inspection_known(
        &self,
        id: RequestId,
    ) -> Result<Option<OtherInspection>, StoreError> {
        let find = format!(
            "SELECT {INSPECTION} FROM inspection_fact WHERE request = $1 AND standing IS NOT NULL"
        );
        self.reading().one(&find, values![id]).await?.as_ref().map(inspection).transpose()
    }
}

async fn collect(
    sql: &mut Connection,
    wanted: &Wanted,
    hold: &str,
) -> Result<Knowledge, StoreError> {
    let quota = Known::Is(quota(sql, &wanted.quota, &wanted.but, hold).await?);
    let meetings = match &wanted.meetings {
        Some(meetings) => other_meetings(sql, meetings, &wanted.but).await?,
        None => Vec::new(),
    };
    let documents = match &wanted.documents {
        Some(documents) => other_documents(sql, documents, &wanted.but).await?,
        None => Vec::new(),
    };
    let inspections = match &wanted.inspections {
        Some(inspections) => Known::Is(other_inspections(sql, inspections, &wanted.but).await?),
        None => Known::Missing,
    };
    Ok(Knowledge {
        quota,
        meetings: Known::Is(meetings),
        documents: Known::Is(documents),
        // What was copied and what was planned stand in books of their own; whoever collects for the rules asks there.
        sources: Known::Missing,
        plan: Known::Missing,
        inspections,
        calendar: Known::Is(calendar_year::read(sql, Timestamp(i64::MAX)).await?),
        own: None,
    })
}

/// What is committed is what was when the figure of last year was written down, and every place taken since.
async fn quota(
    sql: &mut Connection,
    wanted: &QuotaWanted,
    but: &[RequestId],
    hold: &str,
) -> Result<QuotaUse, StoreError> {
    let QuotaWanted { metric, unit, year, .. } = *wanted;
    let find = format!(
        "SELECT baseline, reduction_pct, committed FROM baseline
         WHERE unit = $1 AND year = $2 AND metric = $3{hold}"
    );
    let promised = sql.one(&find, values![unit, year, metric.key()]).await?;
    let taken = taken(sql, wanted, but).await?;
    let Some(promised) = promised else {
        return Ok(QuotaUse { committed: taken, ..QuotaUse::NONE });
    };
    Ok(QuotaUse {
        baseline: promised.find("baseline")?,
        reduction_pct: promised.get("reduction_pct")?,
        committed: promised.get::<u32>("committed")?.saturating_add(taken),
    })
}

async fn taken(
    sql: &mut Connection,
    wanted: &QuotaWanted,
    but: &[RequestId],
) -> Result<u32, StoreError> {
    let QuotaWanted { metric, unit, year, signed_before } = *wanted;
    let (table, whose) = match metric {
        QuotaMetric::Documents => ("document_fact", "issuing_unit"),
        QuotaMetric::Meetings => ("meeting_fact", "host"),
        QuotaMetric::Inspections => ("inspection_fact", "unit"),
    };
    let mut values = values![unit, year];
    let not = not(but, &mut values);
    let earlier = signed_before.map_or_else(String::new, |at| {
        values.push(at.bind());
        format!(" AND signed_at < ${}", values.len())
    });
    let count = format!(
        "SELECT COUNT(*) AS taken FROM {table} WHERE {whose} = $1 AND counted_year = $2{not}{earlier}"
    );
    sql.one(&count, values).await?.map_or(Ok(0), |row| row.get("taken"))
}

const MEETING: &str =
    "request, title, topic, host, in_name_of, units, sessions, minutes, cluster, comprehensive,
                       submitted_at, standing";

/// By when they begin.
async fn other_meetings(
    sql: &mut Connection,
    wanted: &MeetingsWanted,
    but: &[RequestId],
) -> Result<Vec<OtherMeeting>, StoreError> {
    let MeetingsWanted { from, about, to, comprehensive } = *wanted;
    let since = "starts_on >= $1 AND starts_on <= $2 AND standing IS NOT NULL";
    let until = "starts_on < $1 AND starts_on >= $2 AND standing IS NOT NULL";
    let most = MAX_OTHER_MEETINGS;
    let after =
        meetings(sql, (since, "starts_on, request"), values![about, to], (but, most)).await?;
    let before =
        meetings(sql, (until, "starts_on DESC, request"), values![about, from], (but, most))
            .await?;
    let mut others = nearest(after, before, about);
    if let Some((host, year)) = comprehensive {
        let of_year = "comprehensive AND standing IS NOT NULL AND host = $1 AND starts_on >= $2 AND starts_on <= $3";
        let days = values![host, format!("{year:04}-01-01"), format!("{year:04}-12-31")];
        let order = "starts_on, request";
        others.extend(meetings(sql, (of_year, order), days, (but, MAX_COMPREHENSIVE)).await?);
    }
    let by_id: BTreeMap<_, _> = others.into_iter().map(|other| (other.request, other)).collect();
    let mut others: Vec<_> = by_id.into_values().collect();
    others.sort_by_key(|other| (other.begins_at(), other.request));
    Ok(others)
}

fn nearest(
    after: Vec<OtherMeeting>,
    before: Vec<OtherMeeting>,
    about: NaiveDate,
) -> Vec<OtherMeeting> {
    let days =
        |other: &OtherMeeting| other.begins_at().map(|at| (at.date() - about).num_days().abs());
    let mut others: Vec<_> = after.into_iter().chain(before).collect();
    others.sort_by_key(|other| (days(other), other.request));
    others.truncate(MAX_OTHER_MEETINGS);
    others
}

async fn meetings(
    sql: &mut Connection,
    (condition, order): (&str, &str),
    mut values: Vec<Value>,
    (but, most): (&[RequestId], usize),
) -> Result<Vec<OtherMeeting>, StoreError> {
    let not = not(but, &mut values);
    let list = format!(
        "SELECT {MEETING} FROM meeting_fact WHERE {condition}{not} ORDER BY {order} LIMIT {most}"
    );
    sql.all(&list, values).await?.iter().map(meeting).collect()
}

const DOCUMENT: &str =
    "request, title, issuing_unit, drafting_unit, characters, dated_on, standing";

/// By their dates.
async fn other_documents(
    sql: &mut Connection,
    wanted: &DocumentsWanted,
    but: &[RequestId],
) -> Result<Vec<OtherDocument>, StoreError> {
    let DocumentsWanted { issuing_unit, drafting_unit, about } = *wanted;
    let (from, to) = wanted.drafted();
    let mut others = BTreeMap::new();
    for (whose, mut values) in [
        ("issuing_unit", values![issuing_unit, wanted.issued_from(), about]),
        ("drafting_unit", values![drafting_unit, from, to]),
    ] {
        let not = not(but, &mut values);
        let list = format!(
            "SELECT {DOCUMENT} FROM document_fact
             WHERE {whose} = $1 AND dated_on >= $2 AND dated_on <= $3 AND standing IS NOT NULL{not}
             ORDER BY dated_on DESC, request LIMIT {MAX_OTHER_DOCUMENTS}"
        );
        for row in sql.all(&list, values).await? {
            let other = document(&row)?;
            others.insert((other.date, other.request), other);
        }
    }
    Ok(others.into_values().collect())
}

const INSPECTION: &str =
    "request, title, topic, unit, targets, starts_on, comprehensive, submitted_at, standing";

/// By when they begin.
async fn other_inspections(
    sql: &mut Connection,
    wanted: &InspectionsWanted,
    but: &[RequestId],
) -> Result<Vec<OtherInspection>, StoreError> {
    let (from, to) = wanted.month();
    let year = wanted.about.year();
    let of_year = values![wanted.unit, format!("{year:04}-01-01"), format!("{year:04}-12-31")];
    let mut others = BTreeMap::new();
    for (condition, mut values) in [
        ("starts_on >= $1 AND starts_on <= $2", values![from, to]),
        ("comprehensive AND unit = $1 AND starts_on >= $2 AND starts_on <= $3", of_year),
    ] {
        let not = not(but, &mut values);
        let list = format!(
            "SELECT {INSPECTION} FROM inspection_fact WHERE {condition} AND standing IS NOT NULL{not}
             ORDER BY starts_on, request LIMIT {MAX_OTHER_INSPECTIONS}"
        );
        for row in sql.all(&list, values).await? {
            let other = inspection(&row)?;
            others.insert((other.starts_on, other.request), other);
        }
    }
    Ok(others.into_values().collect())
}

/// Leaves these requests out.
fn not(but: &[RequestId], values: &mut Vec<Value>) -> String {
    let mut not = String::new();
    for request in but {
        values.push(request.bind());
        not = format!("{not} AND request <> ${}", values.len());
    }
    not
}

fn meeting(row: &Row) -> Result<OtherMeeting, StoreError> {
    Ok(OtherMeeting {
        request: row.get("request")?,
        title: row.get("title")?,
        topic: row.get("topic")?,
        host: row.get("host")?,
        in_name_of: row.get("in_name_of")?,
        units: row.json("units")?,
        sessions: row.json("sessions")?,
        minutes: row.get("minutes")?,
        cluster: row.find("cluster")?,
        comprehensive: row.get("comprehensive")?,
        submitted_at: row.get::<Timestamp>("submitted_at")?,
        standing: row.word("standing")?,
    })
}

fn inspection(row: &Row) -> Result<OtherInspection, StoreError> {
    Ok(OtherInspection {
        request: row.get("request")?,
        title: row.get("title")?,
        topic: row.get("topic")?,
        unit: row.get("unit")?,
        targets: row.json("targets")?,
        starts_on: row.get("starts_on")?,
        comprehensive: row.get("comprehensive")?,
        submitted_at: row.get::<Timestamp>("submitted_at")?,
        standing: row.word("standing")?,
    })
}

fn document(row: &Row) -> Result<OtherDocument, StoreError> {
    Ok(OtherDocument {
        request: row.get("request")?,
        title: row.get("title")?,
        issuing_unit: row.get("issuing_unit")?,
        drafting_unit: row.get("drafting_unit")?,
        characters: row.get("characters")?,
        date: row.get("dated_on")?,
        issued: row.get::<String>("standing")? == "issued",
    })
}

#[cfg(test)]
mod tests {
    use baopi_workflow::UnitId;
    use baopi_workflow::content::Session;
    use baopi_workflow::rules::knowledge::MeetingStanding;
    use chrono::Days;
    use uuid::Uuid;

    use super::*;

    fn meeting_on(number: u128, on: NaiveDate) -> OtherMeeting {
        let starts_at = Timestamp::at_office(on.and_hms_opt(9, 0, 0).unwrap());
        OtherMeeting {
            request: RequestId(Uuid::from_u128(number)),
            title: String::new(),
            topic: String::new(),
            host: UnitId(Uuid::nil()),
            in_name_of: UnitId(Uuid::nil()),
            units: [].into(),
            sessions: vec![Session { starts_at, ends_at: Timestamp(starts_at.0 + 1) }],
            minutes: 1,
            cluster: None,
            comprehensive: false,
            submitted_at: Timestamp(0),
            standing: MeetingStanding::Asked,
        }
    }

    #[test]
    fn of_more_meetings_than_are_looked_at_the_farthest_are_left_out() {
        let about = NaiveDate::from_ymd_opt(2026, 9, 15).unwrap();
        let same_day: Vec<_> = (2..=500).map(|number| meeting_on(number, about)).collect();
        let week_before = vec![meeting_on(1, about - Days::new(7))];
        let all = nearest(same_day.clone(), week_before.clone(), about);
        assert_eq!(all.len(), MAX_OTHER_MEETINGS, "as many as are looked at");
        let day_after = [same_day, vec![meeting_on(501, about + Days::new(1))]].concat();
        let kept = nearest(day_after, week_before, about);
        assert_eq!(kept.len(), MAX_OTHER_MEETINGS);
        assert!(kept.iter().all(|other| other.request != RequestId(Uuid::from_u128(1))));
        assert!(kept.iter().any(|other| other.request == RequestId(Uuid::from_u128(501))));
    }
}
