//! 会议时长: MEETING-DURATION and SPEECH-DURATION.

use super::{Case, Finding, Parameter, RuleId, Verdict};
use crate::content::{AgendaKind, Content, MeetingNature};
use crate::organisation::Rank;

/// All sessions together may not exceed the limit; one speech or report has a lower norm.
pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Meeting(meeting) = case.content else { return Vec::new() };
    let mut findings = Vec::new();
    let (n, limit) = (case.measure.minutes, case.rules.number(Parameter::MeetingMinutes));
    if n > limit && meeting.nature != MeetingNature::Statutory {
        let finding = Finding::block(RuleId::MeetingDuration).with("n", n).with("limit", limit);
        findings.push(finding.with("over", n - limit));
    }
    let limit = case.rules.number(Parameter::SpeechMinutes);
    let speeches = meeting
        .agenda
        .iter()
        .filter(|item| matches!(item.kind, AgendaKind::Speech | AgendaKind::Report));
    if let Some(n) = speeches.map(|speech| speech.minutes).max().filter(|minutes| *minutes > limit)
    {
        let verdict = Verdict::NeedsJustification(Rank::MainLeader);
        findings
            .push(Finding::new(RuleId::SpeechDuration, verdict).with("n", n).with("limit", limit));
    }
    findings
}
