//! The catalogue: of every rule what it is about, when it is asked, and what it can answer.
//!
//! The sentences for people stand in the message files under the same keys: `-name`, `-basis` with the words of the source, and
//! for each case what is wrong and the way out.

use super::{
    BY_LEADER, BY_MAIN_LEADER, FACTS_MISSING, Finding, Parameter, RuleId, Trigger, Verdict,
};

words! {
    /// What a rule is about.
    pub enum Family {
        /// What may be done at all, and by whom.
        Gate = "gate",
        /// The form of a document or a meeting.
        Form = "form",
        /// Documents.
        Document = "document",
        /// Meetings.
        Meeting = "meeting",
        /// Inspections.
        Inspection = "inspection",
        /// Time that passes.
        Deadline = "deadline",
    }
}

words! {
    /// When a rule is asked.
    pub enum AskedWhen {
        /// Whenever a text is judged.
        Always = "always",
        /// When a document is judged.
        Documents = "documents",
        /// When a meeting is judged.
        Meetings = "meetings",
        /// When an inspection is judged.
        Inspections = "inspections",
        /// When somebody does something.
        Moves = "moves",
        /// When it is told how a meeting went.
        Held = "held",
        /// When time has passed.
        Clock = "clock",
    }
}

impl AskedWhen {
    /// Which evaluations it takes part in; none, where it refuses a move or watches the clock.
    #[must_use]
    pub const fn triggers(self) -> &'static [Trigger] {
        use Trigger::{Correct, Held, Preview, Reschedule, Sign, Submit};
        match self {
            Self::Always => &[Preview, Submit, Sign, Correct, Reschedule],
            Self::Documents => &[Preview, Submit, Sign, Correct],
            Self::Meetings => &[Preview, Submit, Sign, Reschedule],
            Self::Inspections => &[Preview, Submit, Sign],
            Self::Held => &[Held],
            Self::Moves | Self::Clock => &[],
        }
    }
}

/// One rule in the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The rule.
    pub rule: RuleId,
    /// What it is about.
    pub family: Family,
    /// When it is asked.
    pub asked: AskedWhen,
    /// What it can answer beside [`Verdict::Pass`], each with the case that picks the message; the usual case is empty.
    pub answers: &'static [(&'static str, Verdict)],
}

impl Entry {
    /// The figures that an office may set for it.
    pub fn parameters(&self) -> impl Iterator<Item = Parameter> {
        let rule = self.rule;
        Parameter::ALL.iter().copied().filter(move |parameter| parameter.rule() == rule)
    }

    /// One finding for each of its answers, without figures.
    pub fn findings(&self) -> impl Iterator<Item = Finding> {
        let rule = self.rule;
        self.answers.iter().map(move |(case, verdict)| Finding::new(rule, *verdict).case(case))
    }
}

/// The entry of a rule. Every rule has one.
///
/// # Panics
///
/// Never: a test looks every rule up.
#[must_use]
pub fn entry(rule: RuleId) -> &'static Entry {
    let mut entries = CATALOGUE.iter().flat_map(|part| part.iter());
    entries.find(|entry| entry.rule == rule).expect("every rule has an entry")
}

/// Every entry, those of one family together.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    CATALOGUE.iter().flat_map(|part| part.iter())
}

/// Whether a finding is one that its rule can make.
#[must_use]
pub fn declares(finding: &Finding) -> bool {
    let mut entries = entries().filter(|entry| entry.rule == finding.rule);
    entries.any(|entry| entry.answers.contains(&(finding.case.as_str(), finding.verdict)))
}

/// The parts of the catalogue, so that one can be added beside the others.
const CATALOGUE: &[&[Entry]] = &[GATES, FORMS, DOCUMENTS, MEETINGS, INSPECTIONS];

const A: Verdict = Verdict::Advisory;
const R: Verdict = BY_LEADER;
const M: Verdict = BY_MAIN_LEADER;
const B: Verdict = Verdict::Block;

const fn entry_of(
    rule: RuleId,
    family: Family,
    asked: AskedWhen,
    answers: &'static [(&'static str, Verdict)],
) -> Entry {
    Entry { rule, family, asked, answers }
}

const fn gate(
    rule: RuleId,
    asked: AskedWhen,
    answers: &'static [(&'static str, Verdict)],
) -> Entry {
    entry_of(rule, Family::Gate, asked, answers)
}

const fn form(
    rule: RuleId,
    asked: AskedWhen,
    answers: &'static [(&'static str, Verdict)],
) -> Entry {
    entry_of(rule, Family::Form, asked, answers)
}

const fn document(rule: RuleId, answers: &'static [(&'static str, Verdict)]) -> Entry {
    entry_of(rule, Family::Document, AskedWhen::Documents, answers)
}

const fn meeting(rule: RuleId, answers: &'static [(&'static str, Verdict)]) -> Entry {
    entry_of(rule, Family::Meeting, AskedWhen::Meetings, answers)
}

const fn inspection(rule: RuleId, answers: &'static [(&'static str, Verdict)]) -> Entry {
    entry_of(rule, Family::Inspection, AskedWhen::Inspections, answers)
}

const GATES: &[Entry] = &[
    gate(RuleId::ApprovalGate, AskedWhen::Moves, &[("", B)]),
    gate(RuleId::ContentFrozen, AskedWhen::Moves, &[("", B)]),
    gate(RuleId::Classified, AskedWhen::Always, &[("", B), ("hint", A)]),
    gate(RuleId::Declaration, AskedWhen::Always, &[("", B)]),
    gate(
        RuleId::Separation,
        AskedWhen::Moves,
        &[("drafter", B), ("stand-in", B), ("office", B), ("reviewer", B)],
    ),
    gate(RuleId::SignerRank, AskedWhen::Moves, &[("", B)]),
    gate(RuleId::NoticeMatchesApproval, AskedWhen::Moves, &[("", B)]),
];

const FORMS: &[Entry] = &[
    form(
        RuleId::RequiredFields,
        AskedWhen::Always,
        &[
            ("missing", B),
            ("short", B),
            ("long", B),
            ("end-before-start", B),
            ("lines", B),
            ("overlap", B),
            ("session-too-long", B),
            ("too-far", B),
            ("begun", B),
            ("agenda-too-long", B),
            ("negative", B),
            ("not-statutory", B),
            ("future", B),
            ("not-begun", B),
            ("unknown-file", B),
            ("other-text", B),
        ],
    ),
    form(
        RuleId::NumberFormat,
        AskedWhen::Documents,
        &[
            ("code", B),
            ("series", B),
            ("year-closed", B),
            ("full", B),
            ("written-white-space", B),
            ("written-brackets", B),
            ("written-brackets-only", B),
            ("written-full-width-digit", B),
            ("written-ordinal", B),
            ("written-short-year", B),
            ("written-leading-zero", B),
            ("written-too-high", B),
            ("written-no-hao", B),
            ("written-code", B),
            ("written-shape", B),
            ("written-unregistered", B),
            ("cited-unknown", B),
            ("cited-itself", B),
            ("cited-void", B),
            ("cited-not-issued", B),
        ],
    ),
    form(RuleId::IssuingOrgan, AskedWhen::Always, &[("", B), ("meeting", B)]),
    form(RuleId::UrgencyReason, AskedWhen::Documents, &[("", B)]),
    form(RuleId::BurdenAssessment, AskedWhen::Documents, &[("missing", B), ("adds", R)]),
    form(
        RuleId::TitleFormat,
        AskedWhen::Documents,
        &[("type", B), ("no-type", A), ("about", A), ("punctuation", A)],
    ),
];

const DOCUMENTS: &[Entry] = &[
    document(RuleId::FileLength, &[("", B)]),
    document(RuleId::FileLengthSpecial, &[("", R)]),
    document(RuleId::CoordBodySelfIssue, &[("", B), ("hint", A)]),
    document(
        RuleId::Direction,
        &[
            ("type", B),
            ("mixed", B),
            ("upward", B),
            ("downward", B),
            ("lateral", B),
            ("not-upward", B),
            ("not-downward", B),
        ],
    ),
    document(RuleId::DirectiveDown, &[("", B), ("consented", R), ("emergency", R)]),
    document(RuleId::InternalOrgan, &[("", B)]),
    document(RuleId::UpwardOneRecipient, &[("", B), ("principle", R)]),
    document(RuleId::UpwardNoCcDown, &[("", B)]),
    document(RuleId::ReportNoRequest, &[("", B)]),
    document(RuleId::AnnexLength, &[("", A), ("beside-short-text", R)]),
    document(RuleId::QuotaDoc, QUOTA),
    document(RuleId::PlanDoc, &[("", R), ("unknown", R), (FACTS_MISSING, B)]),
    document(RuleId::AlreadyDeployed, &[("", R), ("named", R), (FACTS_MISSING, B)]),
    document(RuleId::SimilarDoc, &[("", R), (FACTS_MISSING, B)]),
    document(RuleId::SplitSuspect, &[("", R), (FACTS_MISSING, B)]),
    document(RuleId::CopyPaste, &[("", M), ("", B), ("hint", A), (FACTS_MISSING, B)]),
    document(RuleId::CountersignRequired, &[("", A)]),
    document(RuleId::BurdenTerms, &[("", A)]),
    document(RuleId::ShortDeadline, &[("", R)]),
    document(RuleId::RequestOneMatter, &[("", A)]),
    document(RuleId::NotToPerson, &[("", B)]),
    document(RuleId::SkipLevel, &[("", M)]),
];

/// Documents, meetings and inspections are counted apart and judged alike.
const QUOTA: &[(&str, Verdict)] = &[
    ("near", A),
    ("", M),
    ("last-year", B),
    ("explained", M),
    ("no-baseline", A),
    (FACTS_MISSING, B),
];

const MEETINGS: &[Entry] = &[
    meeting(RuleId::MeetingDuration, &[("", B)]),
    meeting(RuleId::SplitMeeting, &[("", M), (FACTS_MISSING, B)]),
    meeting(RuleId::SpeechDuration, &[("", M)]),
    meeting(
        RuleId::NoMeetingWeek,
        &[("", B), ("superior", M), ("emergency", M), (FACTS_MISSING, B)],
    ),
    meeting(RuleId::NoMeetingDay, &[("", B), ("superior", M), ("emergency", M)]),
    meeting(RuleId::MergeSimilar, &[("", R), ("later", A), (FACTS_MISSING, B)]),
    meeting(RuleId::CombineAttendees, &[("", R), ("later", A), (FACTS_MISSING, B)]),
    meeting(RuleId::QuotaMeeting, QUOTA),
    meeting(RuleId::PlanMeeting, &[("", M), ("not-found", M), (FACTS_MISSING, B)]),
    meeting(RuleId::AnnualOnce, &[("", M), (FACTS_MISSING, B)]),
    meeting(RuleId::MeetingSize, &[("", M)]),
    meeting(RuleId::MeetingLevel, &[("", M), ("no-convener", M)]),
    meeting(RuleId::VideoFirst, &[("", A), ("reason", R)]),
    meeting(
        RuleId::MeetingLeadTime,
        &[("", R), ("begun", R), ("no-calendar", A), (FACTS_MISSING, B)],
    ),
    meeting(RuleId::MeetingBudget, &[("", R)]),
    meeting(RuleId::ExchangeSpeeches, &[("many", A), ("long", A)]),
    meeting(RuleId::FiledMeeting, &[("overlong", A), ("units", A)]),
    entry_of(
        RuleId::ActualOverrun,
        Family::Meeting,
        AskedWhen::Held,
        &[("", A), (super::held::BEYOND_LIMIT, A)],
    ),
    entry_of(RuleId::ActualMissing, Family::Deadline, AskedWhen::Clock, &[("", A)]),
    entry_of(RuleId::SlaOverdue, Family::Deadline, AskedWhen::Clock, &[("", A)]),
];

const INSPECTIONS: &[Entry] = &[
    inspection(RuleId::InspectionPlan, &[("", M), ("not-found", M), (FACTS_MISSING, B)]),
    inspection(RuleId::InspectionQuota, QUOTA),
    inspection(RuleId::InspectionOnce, &[("", M), (FACTS_MISSING, B)]),
    inspection(RuleId::InspectionMerge, &[("", R), ("later", A), (FACTS_MISSING, B)]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_one_entry() {
        for rule in RuleId::ALL {
            let found = entries().filter(|entry| entry.rule == *rule).count();
            assert_eq!(found, 1, "{rule}");
            assert_eq!(entry(*rule).rule, *rule);
        }
    }

    #[test]
    fn every_rule_can_answer_something_and_nothing_twice() {
        for entry in entries() {
            let mut answers = entry.answers.to_vec();
            assert!(!answers.is_empty(), "{}", entry.rule);
            answers.sort_unstable();
            let all = answers.len();
            answers.dedup();
            assert_eq!(answers.len(), all, "{}", entry.rule);
        }
    }

    #[test]
    fn every_parameter_belongs_to_a_rule_that_is_asked() {
        let listed: usize = entries().map(|entry| entry.parameters().count()).sum();
        assert_eq!(listed, Parameter::ALL.len());
    }

    #[test]
    fn what_is_judged_over_and_over_takes_part_in_the_evaluations() {
        for entry in entries().filter(|entry| entry.family == Family::Meeting) {
            assert!(!entry.asked.triggers().is_empty(), "{}", entry.rule);
        }
    }
}
