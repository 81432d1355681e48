//! What must be true of an office's record after every scenario, whatever happened in it.

use anyhow::{Context, bail};
use serde_json::Value;

use crate::office::Office;
use crate::sql::Sql;

/// A statement about the record, as a query that finds what contradicts it: on a sound record, no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invariant {
    /// What must be true.
    pub says: &'static str,
    /// The query, with one column of text that tells a person where to look. `{day:COLUMN}` stands for the date, in the
    /// office's time zone, of an instant in milliseconds.
    query: &'static str,
}

impl Invariant {
    /// What contradicts it, as the texts that the query finds.
    ///
    /// # Errors
    ///
    /// When the query cannot be run.
    pub async fn contradictions(&self, sql: &Sql) -> anyhow::Result<Vec<String>> {
        let rows = sql.rows(&spelled(self.query, sql.is_postgres())).await.context(self.says)?;
        let text =
            |row: &Value| row["place"].as_str().map_or_else(|| row.to_string(), str::to_owned);
        Ok(rows.iter().map(text).collect())
    }
}

/// Checks everything: the SQL invariants, then the program's own verifier.
///
/// # Errors
///
/// When something does not hold; the message names all of it.
pub async fn hold(office: &Office) -> anyhow::Result<()> {
    let sql = office.sql().await?;
    let broken = contradictions(&sql).await?;
    sql.close().await?;
    if !broken.is_empty() {
        bail!("the record contradicts itself:\n{}", broken.join("\n"));
    }
    verified(office).await.map(|_| ())
}

/// Every contradiction of every invariant, as `what must be true: where it is not`.
///
/// # Errors
///
/// When a query cannot be run.
pub async fn contradictions(sql: &Sql) -> anyhow::Result<Vec<String>> {
    let mut broken = Vec::new();
    for invariant in INVARIANTS {
        for place in invariant.contradictions(sql).await? {
            broken.push(format!("{}: {place}", invariant.says));
        }
    }
    Ok(broken)
}

/// Lets the program check its own record (`baopi verify --json`: chains and replay), and returns what it reported.
///
/// # Errors
///
/// When it finds a difference; the message has its report.
pub async fn verified(office: &Office) -> anyhow::Result<Value> {
    let output = office.command("verify").argument("--json").run().await?;
    let (printed, log) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_str(&printed)
        .with_context(|| format!("verify ({}) printed no JSON: {printed}{log}", output.status))?;
    if !output.status.success() || report["ok"] != true {
        bail!("verify found ({}): {report}", output.status);
    }
    Ok(report)
}

/// The two databases agree on everything but how to tell the day of an instant.
fn spelled(query: &str, postgres: bool) -> String {
    let mut spelled = String::new();
    let mut rest = query;
    while let Some((before, after)) = rest.split_once("{day:") {
        let Some((column, after)) = after.split_once('}') else { break };
        let day = if postgres {
            format!(
                "to_char(to_timestamp({column} / 1000.0) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')"
            )
        } else {
            format!("strftime('%Y-%m-%d', {column} / 1000 + 28800, 'unixepoch')")
        };
        spelled.push_str(before);
        spelled.push_str(&day);
        rest = after;
    }
    spelled + rest
}

/// The invariants.
pub const INVARIANTS: &[Invariant] = &[
    Invariant {
        says: "what is issued was signed before, in the same words, by somebody else than the drafter",
        query: "SELECT r.title AS place FROM issuance i JOIN request r ON r.id = i.request
                WHERE NOT EXISTS (SELECT 1 FROM signature s
                                  WHERE s.request = i.request AND s.round = i.round AND s.revision = i.revision
                                    AND s.digest = i.digest AND s.seq < i.seq AND s.at <= i.at
                                    AND s.signer <> r.drafter AND s.actor <> r.drafter)",
    },
    Invariant {
        says: "what has passed the signature stands there in the signed words",
        query: "SELECT r.title AS place FROM request r
                WHERE r.status IN ('recheck', 'numbering', 'sealing', 'issuing', 'issued', 'archived', 'revoked', 'repealed',
                                   'approved', 'noticed', 'held', 'closed')
                  AND NOT EXISTS (SELECT 1 FROM signature s
                                  WHERE s.request = r.id AND s.round = r.round AND s.digest = r.digest)",
    },
    Invariant {
        says: "a signature is a consent of the signer to the same words at the same stage",
        query: "SELECT r.title AS place FROM signature s JOIN request r ON r.id = s.request
                WHERE NOT EXISTS (SELECT 1 FROM decision d
                                  WHERE d.request = s.request AND d.round = s.round AND d.stage = s.stage
                                    AND d.principal = s.signer AND d.actor = s.actor AND d.digest = s.digest
                                    AND d.verdict = 'consented' AND d.seq <= s.seq)",
    },
    Invariant {
        says: "nobody decides on their own request, in person or for somebody else",
        query: "SELECT r.title AS place FROM decision d JOIN request r ON r.id = d.request
                WHERE r.drafter IN (d.actor, d.principal)",
    },
    Invariant {
        says: "who decides for somebody else stands in for them on that day",
        query: "SELECT r.title AS place FROM decision d JOIN request r ON r.id = d.request
                WHERE d.actor <> d.principal
                  AND NOT EXISTS (SELECT 1 FROM delegation g
                                  WHERE g.from_person = d.principal AND g.to_person = d.actor
                                    AND (g.scope IS NULL OR g.scope = r.kind)
                                    AND {day:d.at} BETWEEN g.from_on AND g.to_on
                                    AND (g.made_by IS NULL OR g.made_by = g.from_person
                                         OR EXISTS (SELECT 1 FROM delegation_consent c
                                                    WHERE c.delegation = g.id AND c.at <= d.at)))",
    },
    Invariant {
        says: "nobody answers twice at the same stage to the same words",
        query: "SELECT MIN(r.title) AS place FROM decision d JOIN request r ON r.id = d.request
                GROUP BY d.request, d.round, d.stage, d.principal, d.revision HAVING COUNT(*) > 1",
    },
    Invariant {
        says: "nobody decides on what is already issued",
        query: "SELECT r.title AS place FROM decision d JOIN issuance i ON i.request = d.request
                JOIN request r ON r.id = d.request WHERE d.seq > i.seq OR d.at > i.at",
    },
    Invariant {
        says: "a number is given once",
        query: "SELECT number AS place FROM request WHERE number IS NOT NULL GROUP BY number HAVING COUNT(*) > 1
                UNION ALL SELECT series AS place FROM issuance GROUP BY series, year, sequence HAVING COUNT(*) > 1",
    },
    Invariant {
        says: "numbers follow one another without gaps, up to where the counter stands",
        query: "SELECT c.series AS place FROM number_counter c
                LEFT JOIN (SELECT series, year, sequence FROM number_entry
                           UNION ALL SELECT series, year, sequence FROM number_imported) n
                       ON n.series = c.series AND n.year = c.year
                GROUP BY c.series, c.year, c.last_sequence
                HAVING c.last_sequence <> COUNT(n.sequence) OR MAX(n.sequence) <> c.last_sequence
                    OR MIN(n.sequence) <> 1
                UNION ALL SELECT n.series AS place FROM number_entry n
                WHERE NOT EXISTS (SELECT 1 FROM number_counter c WHERE c.series = n.series AND c.year = n.year)",
    },
    Invariant {
        says: "a number is given by the program or taken over from paper, and not both",
        query: "SELECT i.series AS place FROM number_imported i
                JOIN number_entry n ON n.series = i.series AND n.year = i.year AND n.sequence = i.sequence
                UNION ALL SELECT i.series AS place FROM number_imported i
                LEFT JOIN system_event e ON e.seq = i.seq AND e.type = 'numbers_imported' AND e.actor = i.imported_by
                WHERE e.seq IS NULL",
    },
    Invariant {
        says: "a number that is given up has a reason and is not issued",
        query: "SELECT n.series AS place FROM number_entry n
                WHERE n.state = 'void'
                  AND (n.void_reason IS NULL
                       OR EXISTS (SELECT 1 FROM issuance i WHERE i.series = n.series AND i.year = n.year
                                                             AND i.sequence = n.sequence))",
    },
    Invariant {
        says: "the year of a number is the year of the signature",
        query: "SELECT r.title AS place FROM number_entry n JOIN request r ON r.id = n.request
                JOIN signature s ON s.request = n.request AND s.round = n.round AND s.revision = n.revision
                                AND s.digest = n.digest
                WHERE substr(s.doc_date, 1, 4) <> CAST(n.year AS TEXT) OR s.doc_date <> {day:s.at}",
    },
    Invariant {
        says: "a document is issued exactly when it has its issuance, in the same words and on the same day",
        query: "SELECT r.title AS place FROM request r LEFT JOIN issuance i ON i.request = r.id
                WHERE (r.status IN ('issued', 'archived', 'revoked', 'repealed')) <> (i.request IS NOT NULL)
                   OR i.digest <> r.digest OR i.issued_on <> r.issued_on OR i.issued_on <> {day:i.at}",
    },
    Invariant {
        says: "every decision, signature, number and issuance has its event, of the same person",
        query: "SELECT 'decision' AS place FROM decision d LEFT JOIN event e ON e.request = d.request AND e.seq = d.seq
                    AND e.actor = d.actor AND e.type = d.verdict AND e.at = d.at WHERE e.seq IS NULL
                UNION ALL SELECT 'signature' FROM signature s LEFT JOIN event e ON e.request = s.request
                    AND e.seq = s.seq AND e.actor = s.actor AND e.type = 'signed' AND e.at = s.at WHERE e.seq IS NULL
                UNION ALL SELECT 'number' FROM number_entry n LEFT JOIN event e ON e.request = n.request
                    AND e.seq = n.seq AND e.actor = n.taken_by AND e.type = 'numbered' WHERE e.seq IS NULL
                UNION ALL SELECT 'issuance' FROM issuance i LEFT JOIN event e ON e.request = i.request
                    AND e.seq = i.seq AND e.actor = i.issued_by AND e.type = 'issued' WHERE e.seq IS NULL",
    },
    Invariant {
        says: "every event of a decision, signature, number or issuance has its row",
        query: "SELECT e.type AS place FROM event e
                WHERE (e.type IN ('consented', 'objected', 'rejected') AND NOT EXISTS
                       (SELECT 1 FROM decision d WHERE d.request = e.request AND d.seq = e.seq AND d.verdict = e.type))
                   OR (e.type = 'signed' AND NOT EXISTS
                       (SELECT 1 FROM signature s WHERE s.request = e.request AND s.seq = e.seq))
                   OR (e.type = 'numbered' AND NOT EXISTS
                       (SELECT 1 FROM number_entry n WHERE n.request = e.request AND n.seq = e.seq))
                   OR (e.type = 'issued' AND NOT EXISTS
                       (SELECT 1 FROM issuance i WHERE i.request = e.request AND i.seq = e.seq))",
    },
    Invariant {
        says: "what was submitted was evaluated",
        query: "SELECT r.title AS place FROM event e JOIN request r ON r.id = e.request
                WHERE e.type = 'submitted' AND NOT EXISTS
                      (SELECT 1 FROM evaluation v
                       WHERE v.request = e.request AND v.cause = 'submit' AND v.seq >= e.seq - 1
                         AND NOT EXISTS (SELECT 1 FROM event n
                                         WHERE n.request = e.request AND n.seq > e.seq AND n.seq < v.seq
                                           AND n.type NOT IN ('stage_skipped', 'entered', 'filed')))",
    },
    Invariant {
        says: "a drafter is told of every turn that the request takes",
        query: "SELECT e.type AS place FROM event e
                WHERE e.type IN ('returned', 'returned_by_rules', 'rejected', 'signed', 'issued')
                  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.request = e.request AND o.seq = e.seq)",
    },
    Invariant {
        says: "a message is written once, for an event, and says when it was sent",
        query: "SELECT MIN(dedup_key) AS place FROM outbox GROUP BY dedup_key HAVING COUNT(*) > 1
                UNION ALL SELECT o.dedup_key FROM outbox o
                LEFT JOIN event e ON e.request = o.request AND e.seq = o.seq
                WHERE e.seq IS NULL OR o.state NOT IN ('pending', 'sent', 'dead')
                   OR (o.state = 'sent') <> (o.sent_at IS NOT NULL)",
    },
    Invariant {
        says: "a request ends its chain with its last event",
        query: "SELECT r.title AS place FROM request r
                LEFT JOIN event e ON e.request = r.id AND e.seq = r.chain_length AND e.hash = r.chain_head
                WHERE e.seq IS NULL OR r.chain_length <> (SELECT COUNT(*) FROM event x WHERE x.request = r.id)",
    },
    Invariant {
        says: "the events of a request are numbered from one without gaps, in the order of time",
        query: "SELECT 'chain of ' || MAX(e.seq) AS place FROM event e GROUP BY e.request
                HAVING MIN(e.seq) <> 1 OR MAX(e.seq) <> COUNT(*)
                UNION ALL SELECT 'event ' || b.seq FROM event a JOIN event b ON b.request = a.request AND b.seq = a.seq + 1
                WHERE b.at < a.at",
    },
    Invariant {
        says: "an event names the one before it",
        query: "SELECT b.type AS place FROM event a JOIN event b ON b.request = a.request AND b.seq = a.seq + 1
                WHERE b.prev <> a.hash
                UNION ALL SELECT b.type FROM system_event a JOIN system_event b ON b.seq = a.seq + 1
                WHERE b.prev <> a.hash",
    },
    Invariant {
        says: "the chain of the system is without gaps and ends with its last event",
        query: "SELECT 'system' AS place FROM system_chain c
                WHERE c.length <> (SELECT COUNT(*) FROM system_event)
                   OR c.length <> COALESCE((SELECT MAX(seq) FROM system_event), 0)
                   OR (c.length > 0 AND NOT EXISTS
                       (SELECT 1 FROM system_event e WHERE e.seq = c.length AND e.hash = c.head))",
    },
    Invariant {
        says: "the text of a request is its last revision",
        query: "SELECT r.title AS place FROM request r
                WHERE NOT EXISTS (SELECT 1 FROM revision v WHERE v.request = r.id AND v.revision = r.revision
                                                             AND v.digest = r.digest)
                   OR r.revision <> (SELECT COUNT(*) FROM revision v WHERE v.request = r.id)",
    },
    Invariant {
        says: "what is on its way waits for somebody who may act",
        query: "SELECT r.title AS place FROM request r
                WHERE (r.status LIKE 'review:%' OR r.status IN ('recheck', 'numbering', 'sealing', 'issuing', 'approved'))
                  AND NOT EXISTS (SELECT 1 FROM task t JOIN person p ON p.id = t.person
                                  WHERE t.request = r.id AND p.active)",
    },
    Invariant {
        says: "what is over waits for nobody",
        query: "SELECT r.title AS place FROM task t JOIN request r ON r.id = t.request
                WHERE r.status IN ('archived', 'closed', 'filed', 'cancelled', 'terminated', 'merged', 'voided', 'revoked',
                                   'repealed')",
    },
    Invariant {
        says: "a stored file has the length that is noted",
        query: "SELECT 'file of ' || b.size AS place FROM file_blob b WHERE length(b.bytes) <> b.size",
    },
];
