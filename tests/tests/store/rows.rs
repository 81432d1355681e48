//! What the database holds about one request beside its row and its record, as lines that can be compared.

use std::collections::BTreeSet;

use baopi_tests::sql::Sql;
use baopi_workflow::RequestId;
use uuid::Uuid;

/// Every row, one column of text. `{id:COLUMN}` stands for an identifier and `{hex:COLUMN}` for bytes, both in hexadecimal,
/// `{request}` for the request.
const ROWS: &str = "
    SELECT 'task|' || {id:person} || '|' || COALESCE(place, '-') || '|' || COALESCE(due_on, '-') AS line
        FROM task WHERE request = {request}
    UNION ALL SELECT 'reader|' || {id:person} || '|' || {id:by_person} || '|' || unread
        FROM reader WHERE request = {request}
    UNION ALL SELECT 'message|' || seq || '|' || {id:person} || '|' || kind
        FROM outbox WHERE request = {request} AND state = 'pending'
    UNION ALL SELECT 'evaluation|' || seq || '|' || cause || '|' || revision || '|' || COALESCE(knowledge, 'null')
        FROM evaluation WHERE request = {request}
    UNION ALL SELECT 'decision|' || seq || '|' || round || '|' || stage || '|' || revision || '|' || {id:principal}
                     || '|' || {id:actor} || '|' || verdict
        FROM decision WHERE request = {request}
    UNION ALL SELECT 'signature|' || seq || '|' || round || '|' || revision || '|' || {hex:digest} || '|' || rank
        FROM signature WHERE request = {request}
    UNION ALL SELECT 'number|' || seq || '|' || state || '|' || series || '|' || year || '|' || sequence
        FROM number_entry WHERE request = {request}
    UNION ALL SELECT 'issuance|' || seq || '|' || issued_on || '|' || {hex:digest}
        FROM issuance WHERE request = {request}
    UNION ALL SELECT 'room|' || venue || '|' || starts_at || '|' || ends_at
        FROM booking WHERE request = {request} AND active
    UNION ALL SELECT 'merger|' || {id:into_request} || '|' || seq || '|' || into_seq
        FROM merger WHERE request = {request}";

/// The query for the rows, as this database spells it; `$` stands for the request.
pub(crate) fn spelled(postgres: bool) -> String {
    let (id, bytes, request) = if postgres {
        ("replace(CAST(# AS text), '-', '')", "encode(#, 'hex')", "'$'::uuid")
    } else {
        ("lower(hex(#))", "lower(hex(#))", "x'$'")
    };
    let mut spelled = String::new();
    let mut rest = ROWS;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((place, after)) = after.split_once('}') else { break };
        spelled.push_str(before);
        spelled.push_str(&match place.split_once(':') {
            Some(("id", column)) => id.replace('#', column),
            Some((_, column)) => bytes.replace('#', column),
            None => request.to_owned(),
        });
        rest = after;
    }
    spelled + rest
}

/// The rows of a request.
pub(crate) async fn lines(sql: &Sql, query: &str, request: RequestId) -> BTreeSet<String> {
    let RequestId(id): RequestId = request;
    let query = query.replace('$', &Uuid::simple(id).to_string());
    let rows = sql.rows(&query).await.expect("the rows can be read");
    let count = rows.len();
    let line = |row: serde_json::Value| row["line"].as_str().unwrap_or_default().to_owned();
    let lines: BTreeSet<_> = rows.into_iter().map(line).collect();
    assert_eq!(lines.len(), count, "two rows say the same: {lines:?}");
    lines
}
