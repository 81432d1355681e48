//! What a content measures and what rules find against it, as pages show it.

use askama::Template;
use baopi_engine::{Preview, StageState};
use baopi_messages::Args;
use baopi_workflow::rules::fields::{MAX_REASON, MIN_REASON};
use baopi_workflow::rules::{Fact, HARD_FILE_LENGTH, HARD_MEETING_MINUTES, Verdict};
use baopi_workflow::{Finding, Kind, Measure, Refusal};

use super::form::catalogue::named_by_rule;
use super::form::field::{Field, Fields, anchor};
use super::frame::Texts;
use super::visitor::Visitor;
use crate::present::form::CORRECTING;

/// From this share of the limit on, in percent, the bar warns.
const NEAR_PERCENT: u32 = 90;

/// A measure beside its limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MeasureView {
    pub(crate) n: u32,
    pub(crate) limit: u32,
    pub(crate) kind: Kind,
    words_approx: u32,
    texts: Texts,
}

impl MeasureView {
    /// `findings` say when a rule set has a tighter limit than the hard one.
    pub(crate) fn new(
        texts: Texts,
        kind: Kind,
        measure: Measure,
        findings: &[Finding],
    ) -> Option<Self> {
        use baopi_workflow::RuleId::{FileLength, MeetingDuration};
        let (n, hard, rule) = match kind {
            Kind::Document => (measure.characters, HARD_FILE_LENGTH, FileLength),
            Kind::Meeting => (measure.minutes, HARD_MEETING_MINUTES, MeetingDuration),
            Kind::Inspection => return None,
        };
        let found = findings
            .iter()
            .find(|finding| finding.rule == rule)
            .and_then(|finding| finding.facts.get("limit"));
        let limit = match found {
            Some(Fact::Number(limit)) => u32::try_from(*limit).unwrap_or(hard),
            Some(Fact::Text(_) | Fact::Field(_) | Fact::Date(_)) | None => hard,
        };
        Some(Self { n, limit, kind, words_approx: measure.words_approx, texts })
    }

    pub(crate) const fn is_over(&self) -> bool {
        self.n > self.limit
    }

    pub(crate) const fn is_near(&self) -> bool {
        !self.is_over() && self.n as u64 * 100 >= self.limit as u64 * NEAR_PERCENT as u64
    }

    pub(crate) const fn is_document(&self) -> bool {
        matches!(self.kind, Kind::Document)
    }

    /// What word processors would say.
    pub(crate) fn words(&self) -> String {
        self.texts.n("page-words-approx", self.words_approx)
    }

    /// “/ 5000 字”, and how far it is from it.
    pub(crate) fn of_limit(&self) -> String {
        self.texts.n(
            if self.is_document() { "page-of-characters" } else { "page-of-minutes" },
            self.limit,
        )
    }

    pub(crate) fn rest(&self) -> String {
        let kind = self.kind.key();
        match self.n.checked_sub(self.limit) {
            None | Some(0) => {
                self.texts.n(&format!("page-rest-{kind}"), self.limit - self.n.min(self.limit))
            }
            Some(over) => self.texts.n(&format!("page-over-{kind}"), over),
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct FindingView {
    pub(crate) rule: &'static str,
    pub(crate) verdict: &'static str,
    pub(crate) verdict_text: String,
    pub(crate) text: String,
    pub(crate) advice: String,
    /// The field it is about.
    pub(crate) about: Option<String>,
    /// Where the drafter says why it should be let pass.
    pub(crate) asks: Option<Field>,
    /// What the drafter said.
    pub(crate) said: Option<String>,
}

impl FindingView {
    pub(crate) fn new(texts: Texts, finding: &Finding) -> Self {
        let verdict = finding.verdict.key();
        let about = match finding.facts.get("field") {
            Some(Fact::Field(field)) => Some(anchor(named_by_rule(field))),
            Some(Fact::Number(_) | Fact::Text(_) | Fact::Date(_)) | None => None,
        };
        Self {
            rule: finding.rule.key(),
            verdict,
            verdict_text: baopi_messages::verdict(texts.0, finding.verdict),
            text: baopi_messages::finding(texts.0, finding),
            advice: baopi_messages::finding_advice(texts.0, finding),
            about,
            asks: None,
            said: None,
        }
    }

    /// Whether it only says that a field is empty; there may be many of these.
    pub(crate) fn is_brief(&self) -> bool {
        self.about.is_some() && self.rule == baopi_workflow::RuleId::RequiredFields.key()
    }

    /// The same with a field for the reason that it asks for.
    fn asking(mut self, finding: &Finding, fields: &Fields) -> Self {
        if finding.exception().is_some() {
            let hint = fields.form.texts.with(
                "page-reason-hint",
                &Args::new().with("least", MIN_REASON).with("most", MAX_REASON),
            );
            self.asks = Some(fields.reason(finding.rule).hint(hint));
        }
        self
    }
}

impl Visitor {
    /// Findings as pages show them.
    pub(crate) fn findings(&self, findings: &[Finding]) -> Vec<FindingView> {
        findings.iter().map(|finding| FindingView::new(self.texts(), finding)).collect()
    }
}

/// One stage that a submission would pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AheadView {
    pub(crate) stage: String,
    pub(crate) people: String,
}

/// The checks of a form.
#[derive(Debug, Clone, Template)]
#[template(path = "components/checks.html")]
pub(crate) struct Checks {
    pub(crate) texts: Texts,
    /// Nothing for what has neither length nor duration.
    pub(crate) measure: Option<MeasureView>,
    pub(crate) findings: Vec<FindingView>,
    pub(crate) way: Vec<AheadView>,
    pub(crate) refusal: Option<String>,
    /// Whether the text looks classified, so that it is kept nowhere.
    pub(crate) is_classified: bool,
    /// Reasons that no field shows, by the names of their fields. They stand among the checks, because the next checks may
    /// show a field for them.
    pub(crate) other_reasons: Vec<(String, String)>,
}

impl Checks {
    pub(crate) fn new(visit: &Visitor, preview: &Preview, fields: &Fields) -> Self {
        let texts = visit.texts();
        let view = |finding: &Finding| FindingView::new(texts, finding).asking(finding, fields);
        let ahead = preview.way.iter().filter(|stage| stage.state != StageState::Skipped);
        // Whoever corrects is not the drafter, from whom the way and who is missing on it are reckoned.
        let is_way_known = fields.form.typed.has(CORRECTING);
        let ahead = ahead.filter(|_| !is_way_known);
        let refusal = preview.refusal.as_ref().filter(|_| !is_way_known);
        let names = |people: &[_]| {
            let names: Vec<_> = people.iter().map(|person| visit.name(*person)).collect();
            names.join(&texts.t("list-separator"))
        };
        let asked = preview.findings.iter().filter(|finding| finding.exception().is_some());
        Self {
            texts,
            other_reasons: fields
                .other_reasons(&asked.map(|finding| finding.rule.key()).collect::<Vec<_>>()),
            measure: MeasureView::new(texts, fields.kind, preview.measure, &preview.findings),
            findings: preview.findings.iter().map(view).collect(),
            way: ahead
                .map(|stage| AheadView {
                    stage: baopi_messages::stage(visit.language, &stage.key, Some(fields.kind)),
                    people: names(&stage.people),
                })
                .collect(),
            refusal: refusal.map(|refusal| visit.refusal(refusal)),
            is_classified: matches!(preview.refusal, Some(Refusal::Classified { .. })),
        }
    }

    pub(crate) fn blocks(&self) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == Verdict::Block.key()).count()
    }

    /// What the checks come to, in one sentence.
    pub(crate) fn sum(&self) -> String {
        match (self.findings.len(), self.blocks()) {
            (0, _) => self.texts.t("page-checks-clean"),
            (n, 0) => self.texts.n("page-checks-open", n),
            (_, blocks) => self.texts.n("page-checks-blocked", blocks),
        }
    }
}
