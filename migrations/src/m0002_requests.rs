//! Requests, their record, and what follows from them.

use sea_orm_migration::prelude::*;

use crate::table::run;

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0002_requests"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, REQUEST).await?;
        run(manager, RECORD).await?;
        run(manager, APPROVAL).await?;
        run(manager, NUMBER).await?;
        run(manager, WORK).await
    }
}

/// The limits of length and duration hold for every request on its way, whatever wrote the row. Statutory meetings are only
/// filed, and have no limit.
const REQUEST: &[&str] = &[
    "CREATE TABLE request (
        id {id} NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('document', 'meeting')),
        title TEXT NOT NULL,
        status TEXT NOT NULL,
        urgency {int} NOT NULL,
        unit {id} NOT NULL,
        drafting_unit {id} NOT NULL REFERENCES unit (id),
        drafter {id} NOT NULL REFERENCES person (id),
        version {int} NOT NULL CHECK (version >= 1),
        revision {int} NOT NULL CHECK (revision >= 1),
        digest {bytes} NOT NULL CHECK (length(digest) = 32),
        characters {int} NOT NULL CHECK (characters >= 0),
        minutes {int} NOT NULL CHECK (minutes >= 0),
        round {int} NOT NULL CHECK (round >= 0),
        signed_digest {bytes},
        signer {id} REFERENCES person (id),
        signed_at {int},
        doc_date TEXT,
        number TEXT,
        issued_on TEXT,
        chain_length {int} NOT NULL CHECK (chain_length >= 1),
        chain_head {bytes} NOT NULL CHECK (length(chain_head) = 32),
        created_at {int} NOT NULL,
        updated_at {int} NOT NULL,
        entered_at {int} NOT NULL,
        state TEXT NOT NULL,
        CONSTRAINT request_status_is_known CHECK (
            status IN ('draft', 'returned', 'withdrawn', 'rejected')
            OR (status LIKE 'review:_%')
            OR (kind = 'document' AND status IN ('recheck', 'numbering', 'sealing', 'issuing', 'issued', 'archived'))
            OR (kind = 'meeting' AND status IN ('approved', 'noticed', 'held', 'closed', 'filed', 'cancelled'))),
        CONSTRAINT request_is_within_the_limits CHECK (
            status IN ('draft', 'returned', 'withdrawn', 'filed') OR (characters <= 5000 AND minutes <= 90)),
        CONSTRAINT request_signature_is_whole CHECK (
            (signed_digest IS NULL AND signer IS NULL AND signed_at IS NULL AND doc_date IS NULL)
            OR (signed_digest IS NOT NULL AND signed_digest = digest AND signer IS NOT NULL AND signer <> drafter
                AND signed_at IS NOT NULL AND doc_date IS NOT NULL)),
        CONSTRAINT request_is_signed_before_it_goes_out CHECK (
            signed_digest IS NOT NULL
            OR status NOT IN ('recheck', 'numbering', 'sealing', 'issuing', 'issued', 'archived',
                              'approved', 'noticed', 'held', 'closed')),
        CONSTRAINT request_is_numbered_before_it_is_sealed CHECK (
            number IS NOT NULL OR status NOT IN ('sealing', 'issuing', 'issued', 'archived')),
        CONSTRAINT request_issue_has_its_date CHECK (
            (status IN ('issued', 'archived')) = (issued_on IS NOT NULL))
    ) {strict}",
    "CREATE INDEX request_by_drafter ON request (drafter, created_at, id)",
    "CREATE TABLE revision (
        request {id} NOT NULL REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
        revision {int} NOT NULL,
        digest {bytes} NOT NULL CHECK (length(digest) = 32),
        canon {bytes} NOT NULL,
        PRIMARY KEY (request, revision)
    ) {strict}",
    "CREATE TABLE file_blob (
        sha256 {bytes} NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
        size {int} NOT NULL,
        at {int} NOT NULL,
        bytes {bytes} NOT NULL,
        CHECK (length(bytes) = size)
    ) {strict}",
    "CREATE TABLE upload (
        sha256 {bytes} NOT NULL REFERENCES file_blob (sha256),
        person {id} NOT NULL REFERENCES person (id),
        at {int} NOT NULL,
        PRIMARY KEY (sha256, person)
    ) {strict}",
    "CREATE TABLE request_file (
        request {id} NOT NULL REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
        revision {int} NOT NULL,
        sha256 {bytes} NOT NULL REFERENCES file_blob (sha256),
        PRIMARY KEY (request, sha256, revision)
    ) {strict}",
];

const RECORD: &[&str] = &[
    "CREATE TABLE event (
        request {id} NOT NULL REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
        seq {int} NOT NULL CHECK (seq >= 1),
        at {int} NOT NULL,
        actor {id} NOT NULL REFERENCES person (id),
        type TEXT NOT NULL,
        prev {bytes} NOT NULL CHECK (length(prev) = 32),
        canon {bytes} NOT NULL,
        hash {bytes} NOT NULL CHECK (length(hash) = 32),
        PRIMARY KEY (request, seq)
    ) {strict}",
    "CREATE TABLE system_event (
        seq {int} NOT NULL PRIMARY KEY CHECK (seq >= 1),
        at {int} NOT NULL,
        actor {id} REFERENCES person (id),
        type TEXT NOT NULL,
        prev {bytes} NOT NULL CHECK (length(prev) = 32),
        canon {bytes} NOT NULL,
        hash {bytes} NOT NULL CHECK (length(hash) = 32)
    ) {strict}",
    "CREATE TABLE system_chain (
        id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
        length {int} NOT NULL,
        head {bytes} NOT NULL CHECK (length(head) = 32)
    ) {strict}",
    "INSERT INTO system_chain (id, length, head) VALUES (1, 0, {zero})",
    "CREATE TABLE evaluation (
        request {id} NOT NULL,
        seq {int} NOT NULL,
        cause TEXT NOT NULL CHECK (cause IN ('preview', 'submit', 'sign', 'correct')),
        rule_set {int} NOT NULL REFERENCES rule_set (version),
        revision {int} NOT NULL,
        findings TEXT NOT NULL,
        at {int} NOT NULL,
        PRIMARY KEY (request, seq),
        FOREIGN KEY (request, seq) REFERENCES event (request, seq)
    ) {strict}",
];

/// One answer per person, stage and text in a round: after a correction the signer signs again, and that is another text.
const APPROVAL: &[&str] = &[
    "CREATE TABLE decision (
        request {id} NOT NULL REFERENCES request (id),
        seq {int} NOT NULL,
        round {int} NOT NULL,
        stage TEXT NOT NULL,
        revision {int} NOT NULL,
        digest {bytes} NOT NULL CHECK (length(digest) = 32),
        principal {id} NOT NULL REFERENCES person (id),
        actor {id} NOT NULL REFERENCES person (id),
        verdict TEXT NOT NULL CHECK (verdict IN ('consented', 'objected', 'returned', 'rejected')),
        at {int} NOT NULL,
        PRIMARY KEY (request, seq),
        UNIQUE (request, round, stage, principal, revision),
        FOREIGN KEY (request, seq) REFERENCES event (request, seq)
    ) {strict}",
    "CREATE TABLE signature (
        request {id} NOT NULL REFERENCES request (id),
        seq {int} NOT NULL,
        round {int} NOT NULL,
        stage TEXT NOT NULL,
        revision {int} NOT NULL,
        digest {bytes} NOT NULL CHECK (length(digest) = 32),
        signer {id} NOT NULL REFERENCES person (id),
        actor {id} NOT NULL REFERENCES person (id),
        rank TEXT NOT NULL CHECK (rank IN ('responsible_leader', 'main_leader')),
        doc_date TEXT NOT NULL,
        at {int} NOT NULL,
        PRIMARY KEY (request, round, revision, digest),
        FOREIGN KEY (request, seq) REFERENCES event (request, seq),
        FOREIGN KEY (request, round, stage, signer, revision)
            REFERENCES decision (request, round, stage, principal, revision)
    ) {strict}",
];

/// An issuance refers to a number in the state `used`, and a number that is referred to cannot change its state: neither can
/// overtake the other, even in two transactions at once.
const NUMBER: &[&str] = &[
    "CREATE TABLE number_counter (
        series TEXT NOT NULL,
        year {int} NOT NULL,
        last_sequence {int} NOT NULL CHECK (last_sequence BETWEEN 0 AND 99999),
        PRIMARY KEY (series, year)
    ) {strict}",
    "CREATE TABLE number_entry (
        series TEXT NOT NULL,
        year {int} NOT NULL,
        sequence {int} NOT NULL CHECK (sequence BETWEEN 1 AND 99999),
        state TEXT NOT NULL CHECK (state IN ('used', 'void')),
        request {id} NOT NULL REFERENCES request (id),
        seq {int} NOT NULL,
        round {int} NOT NULL,
        revision {int} NOT NULL,
        digest {bytes} NOT NULL CHECK (length(digest) = 32),
        unit {id} NOT NULL,
        taken_by {id} NOT NULL REFERENCES person (id),
        taken_at {int} NOT NULL,
        void_reason TEXT,
        PRIMARY KEY (series, year, sequence),
        UNIQUE (series, year, sequence, request, digest, state),
        CONSTRAINT number_void_has_a_reason CHECK (
            (state = 'void') = (void_reason IS NOT NULL) AND (state = 'used' OR length(trim(void_reason)) > 0)),
        FOREIGN KEY (series, year) REFERENCES number_counter (series, year),
        FOREIGN KEY (request, seq) REFERENCES event (request, seq),
        FOREIGN KEY (request, round, revision, digest) REFERENCES signature (request, round, revision, digest)
    ) {strict}",
    "CREATE UNIQUE INDEX number_entry_one_in_use ON number_entry (request) WHERE state = 'used'",
    "CREATE INDEX number_entry_by_time ON number_entry (taken_at, series, year, sequence)",
    "CREATE INDEX number_entry_by_unit ON number_entry (unit, taken_at, series, year, sequence)",
    "CREATE INDEX number_entry_by_series ON number_entry (series, year, taken_at, sequence)",
    "CREATE TABLE issuance (
        request {id} NOT NULL PRIMARY KEY REFERENCES request (id),
        seq {int} NOT NULL,
        series TEXT NOT NULL,
        year {int} NOT NULL,
        sequence {int} NOT NULL,
        number_state TEXT NOT NULL DEFAULT 'used' CHECK (number_state = 'used'),
        round {int} NOT NULL,
        revision {int} NOT NULL,
        digest {bytes} NOT NULL CHECK (length(digest) = 32),
        issued_on TEXT NOT NULL,
        issued_by {id} NOT NULL REFERENCES person (id),
        at {int} NOT NULL,
        UNIQUE (series, year, sequence),
        FOREIGN KEY (request, seq) REFERENCES event (request, seq),
        FOREIGN KEY (request, round, revision, digest) REFERENCES signature (request, round, revision, digest),
        FOREIGN KEY (series, year, sequence, request, digest, number_state)
            REFERENCES number_entry (series, year, sequence, request, digest, state)
    ) {strict}",
];

/// Each list has an index that serves its order.
const WORK: &[&str] = &[
    "CREATE TABLE task (
        request {id} NOT NULL REFERENCES request (id),
        person {id} NOT NULL REFERENCES person (id),
        urgency {int} NOT NULL,
        entered_at {int} NOT NULL,
        PRIMARY KEY (request, person)
    ) {strict}",
    "CREATE INDEX task_by_person ON task (person, urgency, entered_at, request)",
    "CREATE TABLE outbox (
        id {id} NOT NULL PRIMARY KEY,
        epoch {int} NOT NULL,
        request {id} NOT NULL,
        seq {int} NOT NULL,
        person {id} NOT NULL REFERENCES person (id),
        kind TEXT NOT NULL,
        channel TEXT NOT NULL,
        dedup_key TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'dead')),
        attempts {int} NOT NULL,
        due_at {int} NOT NULL,
        worker TEXT,
        error_code TEXT,
        created_at {int} NOT NULL,
        sent_at {int},
        CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
        FOREIGN KEY (request, seq) REFERENCES event (request, seq)
    ) {strict}",
    "CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state = 'pending'",
    "CREATE INDEX outbox_by_request ON outbox (request, seq)",
    "CREATE TABLE answer (
        actor {id} NOT NULL REFERENCES person (id),
        command_key TEXT NOT NULL CHECK (length(command_key) BETWEEN 1 AND 200),
        fingerprint {bytes} NOT NULL CHECK (length(fingerprint) = 32),
        body TEXT NOT NULL,
        at {int} NOT NULL,
        PRIMARY KEY (actor, command_key)
    ) {strict}",
];
