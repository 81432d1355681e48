//! What the rules found at one moment, with all that is needed to say later why.

use super::{Evaluation, Plan};
use crate::canonical::{CanonicalError, Digest};
use crate::content::Content;
use crate::rules::{self, Finding, Knowledge, Trigger};

impl Plan<'_> {
    /// What the rules found about a text that is now the request's.
    pub(super) fn evaluated(
        &self,
        trigger: Trigger,
        content: &Content,
        findings: Vec<Finding>,
    ) -> Evaluation {
        let knowledge = rules::knowledge::used(&self.case(content), &findings);
        self.evaluation(trigger, self.next.digest, findings, Some(knowledge))
    }

    /// What a rule has against how a meeting went; nothing else was asked, and nothing beside the meeting had to be known.
    pub(super) fn told(&self, findings: Vec<Finding>) -> Evaluation {
        self.evaluation(Trigger::Held, self.next.digest, findings, None)
    }

    /// What made a command be refused. If it was the rules, everything that they found is kept, whatever the refusal names.
    pub(super) fn evaluated_in_vain(
        &self,
        trigger: Trigger,
        content: &Content,
        refused: &[Finding],
    ) -> Result<Evaluation, CanonicalError> {
        let (case, digest) = (self.case(content), content.digest()?);
        let found = rules::evaluate(&case);
        let by_rules = refused.iter().all(|finding| found.contains(finding));
        let knowledge = by_rules.then(|| rules::knowledge::used(&case, &found));
        let findings = if by_rules { found } else { refused.to_vec() };
        Ok(self.evaluation(trigger, digest, findings, knowledge))
    }

    /// Now, by the rules in force.
    const fn evaluation(
        &self,
        trigger: Trigger,
        digest: Digest,
        findings: Vec<Finding>,
        knowledge: Option<Knowledge>,
    ) -> Evaluation {
        let (rule_set, revision) = (self.context.rules.version, self.next.revision);
        let (digest, at) = (Some(digest), self.context.now);
        Evaluation { trigger, rule_set, revision, digest, findings, knowledge, at }
    }
}
