//! The register of incoming documents against the steps in the system's chain.

use baopi_persistence::{IncomingFilter, MAX_PAGE};
use baopi_workflow::incoming::Incoming;
use baopi_workflow::{Digest, SystemHappening};

use super::VerifyReport;
use crate::engine::Engine;
use crate::error::EngineError;

impl Engine {
    /// Every entry is what its last step made of it, and its text is the one that it names.
    pub(super) async fn verify_incoming(
        &self,
        report: &mut VerifyReport,
    ) -> Result<(), EngineError> {
        let mut after = None;
        loop {
            let page = self.store().incoming(IncomingFilter::default(), after, MAX_PAGE).await?;
            for document in page.items {
                self.verify_entry(document, report).await?;
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }

    /// A document may move while it is read; it is then looked at again as it stands now.
    async fn verify_entry(
        &self,
        mut document: Incoming,
        report: &mut VerifyReport,
    ) -> Result<(), EngineError> {
        loop {
            let Some(detail) = self.disagreement(&document).await? else { return Ok(()) };
            match self.store().find_incoming(document.id).await? {
                Some(now) if now.version != document.version => document = now,
                Some(_) | None => {
                    let detail = format!("incoming document {}: {detail}", document.id);
                    report.fault(None, None, "incoming", detail);
                    return Ok(());
                }
            }
        }
    }

    async fn disagreement(&self, document: &Incoming) -> Result<Option<String>, EngineError> {
        let steps = self.store().incoming_steps(document.id).await?;
        if steps.len() != document.version as usize {
            let detail = format!("{} steps, version {}", steps.len(), document.version);
            return Ok(Some(detail));
        }
        let recorded = steps.last().and_then(|step| {
            let SystemHappening::IncomingMoved { document: of, entry, .. } = &step.what else {
                return None;
            };
            (*of == document.id).then_some(*entry)
        });
        let digest = document.digest()?;
        if recorded != Some(digest) {
            return Ok(Some(format!("the entry has digest {digest}, the record {recorded:?}")));
        }
        let text = self.store().incoming_text(document.id).await?;
        let (kept, named) = (
            text.map(|text| Digest::of(text.as_bytes())),
            document.text.as_ref().map(|text| text.sha256),
        );
        Ok((kept != named).then(|| format!("the text has digest {kept:?}, the entry {named:?}")))
    }
}
