//! The check that state and trail agree: every chain recomputed, every request replayed, every row held against it.

use std::collections::BTreeMap;

use baopi_persistence::{CounterFilter, StoredFacts};
use baopi_workflow::event::{Chain, Event};
use baopi_workflow::number::{SeriesReport, paper};
use baopi_workflow::request::replay::{StoredEvent, check_entry, replay_with};
use baopi_workflow::rules::knowledge::{OtherDocument, OtherInspection, OtherMeeting};
use baopi_workflow::{
    Content, Digest, Happening, Organisation, Request, RequestId, Stream, SystemHappening,
    Timestamp,
};
use serde::{Deserialize, Serialize};

use crate::engine::Engine;
use crate::error::EngineError;
use crate::request::explain::Again;

mod incoming;

/// So many requests, or system entries, are read at once.
const BATCH: u32 = 200;
/// So many faults are listed; whatever is wrong beyond that is wrong for the same reason.
const MAX_FAULTS: usize = 1_000;

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyFault {
    /// The request; the system's chain where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestId>,
    /// The first entry that does not hold, where it is an entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// What kind of fault: `clock`, `time`, `chain`, `state`, `content`, `decision`, `signature`, `number`, `issuance`, `outbox`,
    /// `incoming`, `knowledge`, `evaluation`.
    pub code: String,
    /// What was expected and what was found, for the operator.
    pub detail: String,
}

/// The outcome of a verification.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyReport {
    /// Whether everything holds.
    pub ok: bool,
    /// Requests checked.
    pub requests: u64,
    /// Entries checked.
    pub events: u64,
    /// Evaluations repeated, where that was asked for.
    #[serde(default)]
    pub evaluations: u64,
    /// What does not hold, in the order in which it was found.
    pub faults: Vec<VerifyFault>,
}

impl Engine {
    /// Recomputes the record and compares it with every row derived from it.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if the database cannot be read; what it holds wrongly is in the report.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn verify(&self) -> Result<VerifyReport, EngineError> {
        let mut report = VerifyReport::default();
        self.verify_system(&mut report).await?;
        self.verify_incoming(&mut report).await?;
        let mut after = None;
        loop {
            let ids = self.store().request_ids(after, BATCH).await?;
            let Some(last) = ids.last().copied() else { break };
            for id in ids {
                self.verify_request(id, &mut report).await?;
            }
            after = Some(last);
        }
        self.verify_numbers(&mut report).await?;
        self.verify_clock(&mut report).await?;
        report.ok = report.faults.is_empty();
        Ok(report)
    }

    /// The record has no entry of a time to come.
    async fn verify_clock(&self, report: &mut VerifyReport) -> Result<(), EngineError> {
        if let Some(millis) = self.clock_behind().await? {
            let detail =
                format!("the clock is {} s behind the last entry of the record", millis / 1000);
            report.fault(None, None, "clock", detail);
        }
        Ok(())
    }

    /// Every number is used or void, once (断号核查). A number that is taken meanwhile comes with its counter.
    async fn verify_numbers(&self, report: &mut VerifyReport) -> Result<(), EngineError> {
        for series in self.store().number_reports(CounterFilter::default()).await? {
            if !series.is_clean() {
                let SeriesReport { series, year, highest, missing, twice, beyond, .. } = series;
                let detail = format!(
                    "{series} {year} up to {highest}: missing {missing:?}, twice {twice:?}, beyond the counter {beyond:?}"
                );
                report.fault(None, None, "number", detail);
            }
        }
        Ok(())
    }

    /// The same, and asks the rules again what they were asked at every evaluation that was kept with all it was made with. A
    /// version of the program whose rules say something else than an earlier one's finds that here too.
    ///
    /// # Errors
    ///
    /// As [`Self::verify`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn verify_evaluations(&self) -> Result<VerifyReport, EngineError> {
        let mut report = self.verify().await?;
        let (mut after, mut organisations) = (None, BTreeMap::new());
        loop {
            let ids = self.store().request_ids(after, BATCH).await?;
            let Some(last) = ids.last().copied() else { break };
            for id in ids {
                self.repeat_evaluations(id, &mut organisations, &mut report).await?;
            }
            after = Some(last);
        }
        report.ok = report.faults.is_empty();
        Ok(report)
    }

    async fn repeat_evaluations(
        &self,
        id: RequestId,
        organisations: &mut BTreeMap<Digest, Organisation>,
        report: &mut VerifyReport,
    ) -> Result<(), EngineError> {
        let Some((request, _)) = self.store().find_request(id).await? else { return Ok(()) };
        for stored in self.store().evaluations(id).await? {
            let whose = (id, request.drafter);
            match self.ask_again(whose, &stored, organisations).await? {
                Again::Same => report.evaluations += 1,
                Again::Unknown => {}
                Again::Otherwise(found) => {
                    report.evaluations += 1;
                    let kept = &stored.evaluation.findings;
                    let detail = format!("the rules find {found:?}, what is kept says {kept:?}");
                    report.fault(Some(id), Some(stored.seq), "evaluation", detail);
                }
            }
        }
        Ok(())
    }

    /// The entries from paper are those that the record took over, and there are no others.
    async fn verify_import(
        &self,
        event: &Event<SystemHappening>,
        report: &mut VerifyReport,
    ) -> Result<u64, EngineError> {
        let SystemHappening::NumbersImported { entries, .. } = &event.what else { return Ok(0) };
        let stored = self.store().imported_with(event.seq).await?;
        if paper::digest(&stored)? != *entries {
            let detail = "the numbers from paper are not those that were taken over".to_owned();
            report.fault(None, Some(event.seq), "number", detail);
        }
        Ok(stored.len() as u64)
    }

    /// What others know of the request follows from where it stands.
    async fn compare_known(
        &self,
        report: &mut VerifyReport,
        replayed: &Request,
        content: &Content,
        submitted_at: Option<Timestamp>,
    ) -> Result<(), EngineError> {
        let id = replayed.id;
        let at = submitted_at.unwrap_or(replayed.created_at);
        let (differs, known) = match content {
            Content::Meeting(_) => {
                let known = self.store().meeting_known(id).await?;
                (known != OtherMeeting::of(replayed, content, at), format!("{known:?}"))
            }
            Content::Document(_) => {
                let known = self.store().document_known(id).await?;
                (known != OtherDocument::of(replayed, content, at), format!("{known:?}"))
            }
            Content::Inspection(_) => {
                let known = self.store().inspection_known(id).await?;
                (known != OtherInspection::of(replayed, content, at), format!("{known:?}"))
            }
        };
        if differs {
            let detail = format!("others know of it {known}, which the record does not say");
            report.fault(Some(id), Some(replayed.chain.length), "knowledge", detail);
        }
        Ok(())
    }

    /// The end that is noted beside the chain is read first: entries that come meanwhile lie behind it.
    async fn verify_system(&self, report: &mut VerifyReport) -> Result<(), EngineError> {
        let noted = self.store().system_chain().await?;
        let mut chain = Chain::default();
        let mut holds = noted == chain;
        let (imported, mut times) = (self.store().count_imported().await?, Times::default());
        let mut found = 0;
        loop {
            let entries = self.store().system_events(chain.length, BATCH).await?;
            if entries.is_empty() {
                break;
            }
            for entry in entries {
                report.events += 1;
                let seq = chain.length + 1;
                match check_entry::<SystemHappening>(Stream::System, chain, &entry) {
                    Ok(event) => {
                        times.note(event.seq, event.at);
                        found += self.verify_import(&event, report).await?;
                    }
                    Err(fault) => {
                        report.fault(None, Some(seq), "chain", fault.to_string());
                        return Ok(());
                    }
                }
                chain = Chain { length: seq, head: entry.hash };
                holds |= noted == chain;
            }
        }
        times.tell(report, None);
        if found < imported {
            let detail = format!("{imported} numbers from paper, {found} of them with an entry");
            report.fault(None, None, "number", detail);
        }
        let after = self.store().system_chain().await?;
        if !holds || after.length < chain.length {
            let detail = format!("the chain ends at {chain:?}, its head says {after:?}");
            report.fault(None, Some(chain.length + 1), "chain", detail);
        }
        Ok(())
    }

    /// A request may move while it is read, and its events and rows are then of two moments: what does not hold is looked at
    /// again until it holds or stands still.
    async fn verify_request(
        &self,
        id: RequestId,
        report: &mut VerifyReport,
    ) -> Result<(), EngineError> {
        let mut events = self.store().events(id).await?;
        loop {
            let faults = self.faults_of(id, &events).await?;
            let now = if faults.is_empty() { None } else { Some(self.store().events(id).await?) };
            if let Some(now) = now.filter(|now| now.len() != events.len()) {
                events = now;
                continue;
            }
            report.requests += 1;
            report.events += events.len() as u64;
            let room = MAX_FAULTS.saturating_sub(report.faults.len());
            report.faults.extend(faults.into_iter().take(room));
            return Ok(());
        }
    }

    async fn faults_of(
        &self,
        id: RequestId,
        events: &[StoredEvent],
    ) -> Result<Vec<VerifyFault>, EngineError> {
        let report = &mut VerifyReport::default();
        let mut tally = Tally::default();
        let mut times = Times::default();
        let noted = replay_with(id, events, |event, _| {
            times.note(event.seq, event.at);
            tally.note(event.at, &event.what);
        });
        times.tell(report, Some(id));
        let replayed = match noted {
            Ok(replayed) => replayed,
            Err(error) => {
                report.fault(Some(id), Some(error.seq), "chain", error.fault.to_string());
                return Ok(std::mem::take(&mut report.faults));
            }
        };
        let stored = self.store().find_request(id).await;
        match stored {
            Ok(Some((request, content))) => {
                compare(report, &replayed, &request, &content);
                self.compare_known(report, &replayed, &content, tally.submitted_at).await?;
                let columns = self.store().differing_columns(&replayed, &content).await?;
                if !columns.is_empty() {
                    let detail = format!("the row says otherwise in {}", columns.join(", "));
                    report.fault(Some(id), Some(replayed.chain.length), "state", detail);
                }
            }
            Ok(None) => report.fault(Some(id), None, "state", "the record has no row".to_owned()),
            Err(error) => {
                report.fault(Some(id), None, "state", format!("the row cannot be read: {error:?}"));
            }
        }
        let recorded = self.store().facts_for_verification(id).await?;
        tally.compare(report, &replayed, &recorded);
        Ok(std::mem::take(&mut report.faults))
    }
}

impl VerifyReport {
    fn fault(&mut self, request: Option<RequestId>, seq: Option<u64>, code: &str, detail: String) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(VerifyFault { request, seq, code: code.to_owned(), detail });
        }
    }
}

/// fold(events) = row, and the text is the one that the record names.
fn compare(report: &mut VerifyReport, replayed: &Request, stored: &Request, content: &Content) {
    // What was written before the stage left last was kept with the state has none there, and gets one with the next.
    let replayed = &if stored.left.is_none() {
        Request { left: None, ..replayed.clone() }
    } else {
        replayed.clone()
    };
    if replayed != stored {
        let detail = format!("the record says {replayed:?}, the row says {stored:?}");
        report.fault(Some(replayed.id), Some(replayed.chain.length), "state", detail);
    }
    match content.digest() {
        Ok(digest)
            if digest == replayed.digest
                && [content.measure(), content.measure_without_titles()]
                    .contains(&replayed.measure) => {}
        Ok(digest) => {
            let detail =
                format!("the text has digest {digest}, the record says {}", replayed.digest);
            report.fault(Some(replayed.id), None, "content", detail);
        }
        Err(error) => report.fault(Some(replayed.id), None, "content", error.to_string()),
    }
}

/// Whether the times of a chain go forward.
#[derive(Debug, Default)]
struct Times {
    last: Option<Timestamp>,
    /// The first entry that is earlier than the one before it: its place, its time, and that of the other.
    backwards: Option<(u64, Timestamp, Timestamp)>,
}

impl Times {
    fn note(&mut self, seq: u64, at: Timestamp) {
        if let Some(last) = self.last.filter(|last| at < *last) {
            self.backwards.get_or_insert((seq, at, last));
        }
        self.last = Some(at);
    }

    fn tell(&self, report: &mut VerifyReport, request: Option<RequestId>) {
        if let Some((seq, at, last)) = self.backwards {
            let detail = format!("it is of {at}, the entry before it of {last}");
            report.fault(request, Some(seq), "time", detail);
        }
    }
}

/// How many rows the record of a request demands beside it.
#[derive(Default)]
struct Tally {
    answers: u64,
    signed: u64,
    issued: u64,
    /// When approval was first asked for.
    submitted_at: Option<Timestamp>,
}

impl Tally {
    fn note(&mut self, at: Timestamp, what: &Happening) {
        if matches!(what, Happening::Submitted { .. }) {
            self.submitted_at.get_or_insert(at);
        }
        self.answers += u64::from(matches!(
            what,
            Happening::Consented { .. } | Happening::Objected { .. } | Happening::Abstained { .. }
        ));
        self.signed += u64::from(matches!(what, Happening::Signed { .. }));
        self.issued += u64::from(matches!(what, Happening::Issued { .. }));
    }

    /// The rows that agree with an event are as many as the events, no more and no less.
    fn compare(&self, report: &mut VerifyReport, replayed: &Request, facts: &StoredFacts) {
        let id = Some(replayed.id);
        let expected = [
            ("decision", self.answers, facts.decisions),
            ("signature", self.signed, facts.signatures),
            ("issuance", self.issued, facts.issuances),
            ("decision", 0, facts.stray_decisions),
            ("signature", 0, facts.stray_signatures),
            ("number", 0, facts.stray_numbers),
            ("issuance", 0, facts.stray_issuances),
            ("outbox", 0, facts.undeliverable_outbox),
        ];
        for (code, recorded, rows) in expected {
            if recorded != rows {
                report.fault(
                    id,
                    None,
                    code,
                    format!("the record demands {recorded}, the table has {rows}"),
                );
            }
        }
        if facts.number != replayed.number {
            let detail = format!(
                "the record has {:?}, the register has {:?}",
                replayed.number, facts.number
            );
            report.fault(id, None, "number", detail);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_entry_that_is_earlier_than_the_one_before_it_is_named() {
        let told = |times: &[i64]| {
            let mut noted = Times::default();
            (1..).zip(times).for_each(|(seq, at)| noted.note(seq, Timestamp(*at)));
            let mut report = VerifyReport::default();
            noted.tell(&mut report, None);
            report.faults.first().map(|fault| (fault.code.clone(), fault.seq))
        };
        assert_eq!(told(&[1, 1, 2, 9]), None);
        assert_eq!(told(&[1, 5, 4, 3, 9]), Some(("time".to_owned(), Some(3))));
    }
}
