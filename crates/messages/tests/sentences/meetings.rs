//! Findings about meetings, about other meetings, and about time.

use baopi_messages::Language;
use baopi_workflow::rules::{Parameter, catalogue};
use baopi_workflow::{Finding, RuleId, Verdict};

use super::{REASON, day, named, said, with_limit};

const HINT: Verdict = Verdict::Advisory;

pub(crate) fn findings() -> Vec<Finding> {
    let mut findings = days();
    findings.extend(others());
    findings.extend(numbers());
    findings.extend(times());
    findings.extend(missing());
    findings
}

fn days() -> Vec<Finding> {
    use RuleId::{NoMeetingDay, NoMeetingWeek};
    let week = |finding: Finding| {
        finding.with("date", day(8)).with("month", 9).with("from", day(7)).with("to", day(13))
    };
    vec![
        week(Finding::block(NoMeetingWeek)),
        week(Finding::new(NoMeetingWeek, REASON).case("superior")),
        week(Finding::new(NoMeetingWeek, REASON).case("emergency")),
        Finding::block(NoMeetingDay).with("date", day(14)),
        Finding::new(NoMeetingDay, REASON).case("superior").with("date", day(14)),
        Finding::new(NoMeetingDay, REASON).case("emergency").with("date", day(14)),
    ]
}

pub(crate) fn about(finding: Finding) -> Finding {
    finding.with("title", "全区农业生产会议").with("unit", "区农业农村局").with("date", day(17))
}

fn others() -> Vec<Finding> {
    use RuleId::{CombineAttendees, MergeSimilar, SplitMeeting};
    vec![
        about(Finding::new(MergeSimilar, REASON)).with("days", 5),
        about(Finding::new(MergeSimilar, HINT).case("later")).with("days", 5),
        about(Finding::new(CombineAttendees, REASON)).with("pct", 85),
        about(Finding::new(CombineAttendees, HINT).case("later")).with("pct", 85),
        with_limit(about(Finding::new(SplitMeeting, REASON)), 91, 90),
    ]
}

fn numbers() -> Vec<Finding> {
    use RuleId::{
        AnnualOnce, ExchangeSpeeches, FiledMeeting, MeetingBudget, MeetingDuration, MeetingLevel,
        MeetingSize, PlanMeeting, QuotaMeeting, SpeechDuration, VideoFirst,
    };
    let quota = |finding: Finding| {
        finding.with("year", 2026).with("quota", 9).with("n", 10).with("baseline", 14)
    };
    let townships = |finding: Finding| finding.with("unit", "石桥镇").with("n", 5);
    let exchanges = |case| with_limit(Finding::new(ExchangeSpeeches, HINT).case(case), 9, 8);
    let once = Finding::new(AnnualOnce, REASON).with("title", "全区农业农村工作会议");
    vec![
        with_limit(Finding::block(MeetingDuration), 91, 90).with("over", 1),
        with_limit(Finding::new(SpeechDuration, REASON), 61, 60),
        Finding::new(MeetingLevel, REASON).with("convener", "陈志强"),
        Finding::new(MeetingLevel, REASON).case("no-convener"),
        townships(Finding::new(VideoFirst, HINT)),
        townships(Finding::new(VideoFirst, REASON).case("reason")),
        quota(Finding::new(QuotaMeeting, REASON)),
        quota(Finding::new(QuotaMeeting, HINT).case("near")),
        quota(Finding::block(QuotaMeeting).case("last-year")),
        quota(Finding::new(QuotaMeeting, REASON).case("explained")),
        Finding::new(QuotaMeeting, HINT).case("no-baseline").with("year", 2026).with("n", 3),
        Finding::new(PlanMeeting, REASON),
        Finding::new(PlanMeeting, REASON).case("not-found").with("item", "2026-7"),
        once.with("year", 2026).with("date", day(17)),
        with_limit(Finding::new(MeetingSize, REASON), 81, 80),
        with_limit(Finding::new(MeetingBudget, REASON), 551, 550),
        exchanges("many"),
        exchanges("long"),
        with_limit(Finding::new(FiledMeeting, HINT).case("overlong"), 120, 90),
        townships(Finding::new(FiledMeeting, HINT).case("units")),
    ]
}

fn times() -> Vec<Finding> {
    use RuleId::{
        ActualMissing, ActualOverrun, MeetingLeadTime, NoticeMatchesApproval, SlaOverdue,
    };
    let took = |finding: Finding| with_limit(finding, 91, 90).with("approved", 70).with("over", 21);
    vec![
        with_limit(Finding::new(MeetingLeadTime, REASON), 4, 5).with("date", day(21)),
        Finding::new(MeetingLeadTime, REASON).case("begun").with("limit", 24),
        Finding::new(MeetingLeadTime, HINT).case("no-calendar").with("year", 2027),
        took(Finding::new(ActualOverrun, HINT)),
        took(Finding::new(ActualOverrun, HINT).case("limit")),
        Finding::new(ActualMissing, HINT).with("limit", 3).with("date", day(21)),
        Finding::block(NoticeMatchesApproval).with("approved", "1f3a").with("present", "77c0"),
        Finding::new(SlaOverdue, HINT)
            .with("urgency", named("urgency-urgent"))
            .with("limit", 3)
            .with("date", day(18)),
    ]
}

fn missing() -> Vec<Finding> {
    use RuleId::{
        AnnualOnce, CombineAttendees, MeetingLeadTime, MergeSimilar, NoMeetingWeek, PlanMeeting,
        QuotaMeeting, SplitMeeting,
    };
    let meetings = [SplitMeeting, MergeSimilar, CombineAttendees, AnnualOnce];
    let mut missing: Vec<_> =
        meetings.iter().map(|rule| Finding::missing(*rule, "meetings")).collect();
    missing.extend([
        Finding::missing(QuotaMeeting, "quota"),
        Finding::missing(PlanMeeting, "plan"),
        Finding::missing(MeetingLeadTime, "calendar"),
        Finding::missing(NoMeetingWeek, "calendar"),
    ]);
    missing
}

#[test]
fn everything_that_a_rule_can_answer_has_its_sentence() {
    let known = super::findings();
    for finding in catalogue::entries().flat_map(catalogue::Entry::findings) {
        let spoken = known.iter().any(|k| (k.rule, &k.case) == (finding.rule, &finding.case));
        assert!(spoken, "{}", finding.message_key());
    }
    for finding in known {
        let rule = catalogue::entry(finding.rule);
        let declared = rule.answers.iter().any(|(case, _)| *case == finding.case);
        assert!(declared, "not in the catalogue: {}", finding.message_key());
    }
}

#[test]
fn what_could_not_be_had_is_named() {
    let finding = Finding::missing(RuleId::MergeSimilar, "meetings");
    assert_eq!(
        baopi_messages::finding(Language::Zh, &finding),
        "无法取得“其他会议的安排”，不能核对有无内容相近的会议，暂不受理。"
    );
}

#[test]
fn every_parameter_has_a_name_and_every_choice_a_word() {
    for parameter in Parameter::ALL {
        let key = format!("parameter-{}", parameter.key().replace('_', "-"));
        said(|language| baopi_messages::text(language, &key));
        let (least, most) = parameter.bounds();
        if parameter.measured() == baopi_workflow::rules::parameter::Measured::Choice {
            for choice in least..=most {
                said(|language| baopi_messages::text(language, &format!("{key}-{choice}")));
            }
        }
    }
}
