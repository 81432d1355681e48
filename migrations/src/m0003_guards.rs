//! What the database refuses by itself, also to somebody with an SQL prompt: an issuance without an effective approval of the
//! same content, a number used twice, a record that is changed or has gaps.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::guard::{Guard, On, append_only, never_deleted, statements};

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0003_guards"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let mut all = Vec::new();
        for table in APPEND_ONLY {
            all.extend(append_only(backend, table));
        }
        for table in NEVER_DELETED {
            all.extend(never_deleted(backend, table));
        }
        // All at once, because several families watch the same table.
        all.extend(statements(
            backend,
            &[RECORD, CLASSIFIED, REQUEST, TEXT_GATES, ISSUE_GATES, APPROVAL, NUMBER].concat(),
        )?);
        for statement in all {
            manager.get_connection().execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}

const APPEND_ONLY: &[&str] = &[
    "event",
    "system_event",
    "evaluation",
    "decision",
    "signature",
    "issuance",
    "revision",
    "route",
    "rule_set",
    "file_blob",
    "request_file",
];

const NEVER_DELETED: &[&str] =
    &["request", "number_entry", "number_counter", "system_chain", "outbox"];

/// Chains have no gaps, and each entry names the one before it.
pub(crate) const RECORD: &[Guard] = &[
    Guard {
        table: "event",
        on: On::Insert,
        when: "NEW.seq <> COALESCE((SELECT MAX(e.seq) FROM event e WHERE e.request = NEW.request), 0) + 1",
        says: "an event is the next of its chain",
    },
    Guard {
        table: "event",
        on: On::Insert,
        when: "NEW.prev <> COALESCE((SELECT e.hash FROM event e WHERE e.request = NEW.request AND e.seq = NEW.seq - 1), {zero})",
        says: "an event names the one before it",
    },
    Guard {
        table: "system_event",
        on: On::Insert,
        when: "NEW.seq <> COALESCE((SELECT MAX(e.seq) FROM system_event e), 0) + 1",
        says: "an event is the next of its chain",
    },
    Guard {
        table: "system_event",
        on: On::Insert,
        when: "NEW.prev <> COALESCE((SELECT e.hash FROM system_event e WHERE e.seq = NEW.seq - 1), {zero})",
        says: "an event names the one before it",
    },
    Guard {
        table: "system_chain",
        on: On::Update,
        when: "NEW.length <= OLD.length OR NOT EXISTS
               (SELECT 1 FROM system_event e WHERE e.seq = NEW.length AND e.hash = NEW.head)",
        says: "the chain of the system ends with its last event",
    },
    Guard {
        table: "revision",
        on: On::Insert,
        when: "NEW.revision <> COALESCE((SELECT MAX(v.revision) FROM revision v WHERE v.request = NEW.request), 0) + 1",
        says: "a revision is the next of its request",
    },
];

/// The second net under the scanner: the plainest marks of classification (绝密, 机密, 秘密 with ★ or ☆), in UTF-8.
const CLASSIFIED: &[Guard] = &[Guard {
    table: "revision",
    on: On::Insert,
    when: "{canon_hex} LIKE '%E7BB9DE5AF86E29885%' OR {canon_hex} LIKE '%E7BB9DE5AF86E29886%'
           OR {canon_hex} LIKE '%E69CBAE5AF86E29885%' OR {canon_hex} LIKE '%E69CBAE5AF86E29886%'
           OR {canon_hex} LIKE '%E7A798E5AF86E29885%' OR {canon_hex} LIKE '%E7A798E5AF86E29886%'",
    says: "a text with a mark of classification is not stored",
}];

/// A request changes only together with its record, and is always one of its revisions.
pub(crate) const REQUEST: &[Guard] = &[
    Guard {
        table: "request",
        on: On::Insert,
        when: "NEW.status <> 'draft' OR NEW.round <> 0 OR NEW.number IS NOT NULL",
        says: "a request begins as a draft",
    },
    Guard {
        table: "request",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM event e
                           WHERE e.request = NEW.id AND e.seq = NEW.chain_length AND e.hash = NEW.chain_head)",
        says: "a request ends its chain with its last event",
    },
    Guard {
        table: "request",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM revision v
                           WHERE v.request = NEW.id AND v.revision = NEW.revision AND v.digest = NEW.digest)",
        says: "the text of a request is one of its revisions",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: "NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.drafter <> OLD.drafter OR NEW.created_at <> OLD.created_at",
        says: "a request stays what it is and whose it is",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: "NEW.chain_length <= OLD.chain_length OR NEW.version < OLD.version OR NEW.revision < OLD.revision
               OR NEW.round < OLD.round",
        says: "a request changes only with an event",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: "NOT EXISTS (SELECT 1 FROM event e
                           WHERE e.request = NEW.id AND e.seq = NEW.chain_length AND e.hash = NEW.chain_head)
               OR EXISTS (SELECT 1 FROM event e WHERE e.request = NEW.id AND e.seq > NEW.chain_length)",
        says: "a request ends its chain with its last event",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: "NOT EXISTS (SELECT 1 FROM revision v
                           WHERE v.request = NEW.id AND v.revision = NEW.revision AND v.digest = NEW.digest)",
        says: "the text of a request is one of its revisions",
    },
];

/// Nothing passes the signature and the number but with the very text that they name.
pub(crate) const TEXT_GATES: &[Guard] = &[
    Guard {
        table: "request",
        on: On::Update,
        when: "NEW.signed_digest IS NOT NULL AND NOT EXISTS
               (SELECT 1 FROM signature s
                WHERE s.request = NEW.id AND s.round = NEW.round AND s.revision = NEW.revision
                  AND s.digest = NEW.signed_digest AND s.signer = NEW.signer AND s.at = NEW.signed_at
                  AND s.doc_date = NEW.doc_date)",
        says: "the signature of a request is one that was given for this text",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: "NEW.digest <> OLD.digest AND EXISTS
               (SELECT 1 FROM number_entry n WHERE n.request = NEW.id AND n.state = 'used')",
        says: "a text with a number does not change",
    },
];

/// Nothing is sealed and issued but with the number and the issuance of the very text that they name.
const ISSUE_GATES: &[Guard] = &[
    Guard {
        table: "request",
        on: On::Update,
        when: "NEW.status IN ('sealing', 'issuing', 'issued', 'archived') AND NOT EXISTS
               (SELECT 1 FROM number_entry n
                WHERE n.request = NEW.id AND n.state = 'used' AND n.digest = NEW.digest)",
        says: "a document is sealed and issued with a number of this text",
    },
    Guard {
        table: "request",
        on: On::Update,
        when:
            "NEW.status IN ('issued', 'archived') AND NOT EXISTS
               (SELECT 1 FROM issuance i
                WHERE i.request = NEW.id AND i.digest = NEW.digest AND i.issued_on = NEW.issued_on)",
        says: "an issued document has its issuance",
    },
    Guard {
        table: "request",
        on: On::Update,
        when: "NEW.status NOT IN ('issued', 'archived') AND EXISTS
               (SELECT 1 FROM issuance i WHERE i.request = NEW.id)",
        says: "an issued document stays issued",
    },
];

/// A decision is about the text in front of the participant, and never one's own.
const APPROVAL: &[Guard] = &[
    Guard {
        table: "decision",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM request r
                           WHERE r.id = NEW.request AND r.round = NEW.round AND r.revision = NEW.revision
                             AND r.digest = NEW.digest AND r.status = 'review:' || NEW.stage
                             AND r.drafter <> NEW.actor AND r.drafter <> NEW.principal)",
        says: "a decision is about the present text at the present stage, by somebody else than the drafter",
    },
    Guard {
        table: "decision",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM event e
                           WHERE e.request = NEW.request AND e.seq = NEW.seq AND e.type = NEW.verdict
                             AND e.actor = NEW.actor)",
        says: "a decision has its event",
    },
    Guard {
        table: "signature",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM request r
                           WHERE r.id = NEW.request AND r.round = NEW.round AND r.revision = NEW.revision
                             AND r.digest = NEW.digest AND r.status = 'review:' || NEW.stage
                             AND r.drafter <> NEW.actor AND r.drafter <> NEW.signer)",
        says: "a signature is about the present text, by somebody else than the drafter",
    },
    Guard {
        table: "signature",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM event e
                           WHERE e.request = NEW.request AND e.seq = NEW.seq AND e.type = 'signed'
                             AND e.actor = NEW.actor)",
        says: "a signature has its event",
    },
    Guard {
        table: "signature",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM decision d
                           WHERE d.request = NEW.request AND d.round = NEW.round AND d.stage = NEW.stage
                             AND d.principal = NEW.signer AND d.actor = NEW.actor AND d.revision = NEW.revision
                             AND d.digest = NEW.digest AND d.verdict = 'consented')",
        says: "a signature is a consent",
    },
    // Asked of a signature that is right in all else, so that what else is wrong is named first.
    Guard {
        table: "signature",
        on: On::Insert,
        when: "EXISTS (SELECT 1 FROM event e
                       WHERE e.request = NEW.request AND e.seq = NEW.seq AND e.type = 'signed')
               AND EXISTS (SELECT 1 FROM decision d
                           WHERE d.request = NEW.request AND d.round = NEW.round AND d.stage = NEW.stage
                             AND d.principal = NEW.signer AND d.revision = NEW.revision)
               AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = NEW.signer AND p.active AND p.rank = NEW.rank)",
        says: "a signature has the rank of its signer",
    },
];

/// Numbers are taken in order by signed documents, are never taken twice, and are given up only with a reason.
pub(crate) const NUMBER: &[Guard] = &[
    Guard {
        table: "number_counter",
        on: On::Update,
        when: "NEW.series <> OLD.series OR NEW.year <> OLD.year OR NEW.last_sequence <= OLD.last_sequence",
        says: "a counter only grows",
    },
    Guard {
        table: "number_entry",
        on: On::Insert,
        when: "NEW.state <> 'used' OR NOT EXISTS
               (SELECT 1 FROM number_counter c
                WHERE c.series = NEW.series AND c.year = NEW.year AND c.last_sequence = NEW.sequence)",
        says: "a number is the last one of its counter",
    },
    Guard {
        table: "number_entry",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM request r
                           WHERE r.id = NEW.request AND r.status = 'numbering' AND r.round = NEW.round
                             AND r.revision = NEW.revision AND r.digest = NEW.digest AND r.signed_digest = NEW.digest)",
        says: "a number is for the signed text",
    },
    Guard {
        table: "number_entry",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM event e
                           WHERE e.request = NEW.request AND e.seq = NEW.seq AND e.type = 'numbered'
                             AND e.actor = NEW.taken_by)",
        says: "a number has its event",
    },
    Guard {
        table: "number_entry",
        on: On::Update,
        when: "OLD.state <> 'used' OR NEW.state <> 'void' OR NEW.series <> OLD.series OR NEW.year <> OLD.year
               OR NEW.sequence <> OLD.sequence OR NEW.request <> OLD.request OR NEW.seq <> OLD.seq
               OR NEW.round <> OLD.round OR NEW.revision <> OLD.revision OR NEW.digest <> OLD.digest
               OR NEW.unit <> OLD.unit OR NEW.taken_by <> OLD.taken_by OR NEW.taken_at <> OLD.taken_at
               OR EXISTS (SELECT 1 FROM issuance i
                          WHERE i.series = OLD.series AND i.year = OLD.year AND i.sequence = OLD.sequence)",
        says: "a number can only be given up, and only before it is issued",
    },
    Guard {
        table: "issuance",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM request r
                           WHERE r.id = NEW.request AND r.status = 'issuing' AND r.round = NEW.round
                             AND r.revision = NEW.revision AND r.digest = NEW.digest AND r.signed_digest = NEW.digest
                             AND r.doc_date <= NEW.issued_on)",
        says: "what is issued is the signed text",
    },
    Guard {
        table: "issuance",
        on: On::Insert,
        when: "NOT EXISTS (SELECT 1 FROM event e
                           WHERE e.request = NEW.request AND e.seq = NEW.seq AND e.type = 'issued'
                             AND e.actor = NEW.issued_by)",
        says: "an issuance has its event",
    },
];
