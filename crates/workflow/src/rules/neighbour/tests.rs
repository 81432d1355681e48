use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::id::RequestId;
use crate::rules::direction::district::{
    EMERGENCY, FINANCE, FLOODS, GOVERNMENT, OFFICE, RED_FLAG, STATION, STONE_BRIDGE, WILLOW_BAY,
    found_with, meeting, other_meeting, session,
};
use crate::rules::{Fact, Knowledge, Own};

const OWN: RequestId = RequestId(Uuid::from_u128(1));
const THIRD: RequestId = RequestId(Uuid::from_u128(3));

/// A meeting on Wednesday the 16th, from 09:00 to 09:45, submitted now.
fn short() -> MeetingContent {
    let sessions = vec![session("2026-09-16 09:00", "2026-09-16 09:45")];
    MeetingContent { sessions, ..meeting() }
}

/// One that has nothing to do with it.
fn other() -> OtherMeeting {
    OtherMeeting {
        title: "天然气管道铺装专题会议".to_owned(),
        topic: "城镇燃气".to_owned(),
        host: FINANCE,
        in_name_of: FINANCE,
        units: BTreeSet::from([FINANCE, OFFICE, GOVERNMENT]),
        ..other_meeting()
    }
}

fn on(day: &str, other: OtherMeeting) -> OtherMeeting {
    let sessions = vec![session(&format!("{day} 09:00"), &format!("{day} 09:45"))];
    OtherMeeting { sessions, ..other }
}

fn found(meeting: &MeetingContent, others: Vec<OtherMeeting>, own: Own) -> Vec<Finding> {
    let knowledge = Knowledge { meetings: Known::Is(others), ..Knowledge::alone() };
    let content = Content::Meeting(Box::new(meeting.clone()));
    found_with(&content, (&RuleSet::default(), &knowledge), |case| {
        judge(&Case { own: Own { request: Some(OWN), ..own }, ..*case })
    })
}

fn judged(meeting: &MeetingContent, others: Vec<OtherMeeting>) -> Vec<(RuleId, String, Verdict)> {
    let findings = found(meeting, others, Own::default());
    findings.into_iter().map(|finding| (finding.rule, finding.case, finding.verdict)).collect()
}

fn one(rule: RuleId, verdict: Verdict) -> Vec<(RuleId, String, Verdict)> {
    vec![(rule, String::new(), verdict)]
}

#[rstest]
#[case::fourteen_days_later("2026-09-30", true)]
#[case::fifteen_days_later("2026-10-01", false)]
#[case::fourteen_days_earlier("2026-09-02", true)]
#[case::fifteen_days_earlier("2026-09-01", false)]
#[case::same_day("2026-09-16", true)]
fn meetings_about_the_same_within_two_weeks_are_one(#[case] day: &str, #[case] hit: bool) {
    let topic = "安全生产".to_owned();
    let expected = if hit { one(RuleId::MergeSimilar, BY_LEADER) } else { Vec::new() };
    assert_eq!(judged(&short(), vec![on(day, OtherMeeting { topic, ..other() })]), expected);
}

#[rstest]
#[case::exactly_at_the_threshold("全区文化旅游宣传推介工作会议", "全区文化旅游工作会议", true)]
#[case::the_same("全区防汛抗旱工作会议", "全区防汛抗旱工作推进会", true)]
#[case::below("全区防汛抗旱工作会议", "2026年全区防汛工作部署会", false)]
#[case::far_below("全区安全生产工作会议", "全区消防安全工作会议", false)]
fn titles_say_whether_it_is_about_the_same(
    #[case] own: &str,
    #[case] title: &str,
    #[case] hit: bool,
) {
    let own = MeetingContent { title: own.to_owned(), ..short() };
    let other = on("2026-09-18", OtherMeeting { title: title.to_owned(), ..other() });
    let expected = if hit { one(RuleId::MergeSimilar, BY_LEADER) } else { Vec::new() };
    assert_eq!(judged(&own, vec![other]), expected);
}

#[test]
fn no_topic_is_no_common_topic() {
    let own = MeetingContent { topic: " ".to_owned(), ..short() };
    let other = on("2026-09-18", OtherMeeting { topic: String::new(), ..other() });
    assert_eq!(judged(&own, vec![other]), Vec::new());
}

#[rstest]
#[case::held(MeetingStanding::Held)]
#[case::noticed(MeetingStanding::Noticed)]
#[case::approved(MeetingStanding::Approved)]
#[case::asked(MeetingStanding::Asked)]
fn a_meeting_is_merged_with_one_however_far_it_has_come(#[case] standing: MeetingStanding) {
    let other = OtherMeeting { standing, topic: "安全生产".to_owned(), ..other() };
    assert_eq!(
        judged(&short(), vec![on("2026-09-14", other)]),
        one(RuleId::MergeSimilar, BY_LEADER)
    );
}

#[test]
fn the_meeting_itself_is_no_other_meeting() {
    let itself = OtherMeeting { request: OWN, topic: "安全生产".to_owned(), ..other() };
    assert_eq!(judged(&short(), vec![on("2026-09-16", itself)]), Vec::new());
}

#[test]
fn only_the_later_one_has_to_answer_and_both_are_told() {
    let topic = "安全生产".to_owned();
    let other = on("2026-09-17", OtherMeeting { topic, ..other() });
    let submitted_at = |millis| Own {
        submitted_at: Some(Timestamp(other.submitted_at.0 + millis)),
        ..Own::default()
    };
    let verdict = |own| found(&short(), vec![other.clone()], own)[0].verdict;
    assert_eq!(verdict(submitted_at(1)), BY_LEADER);
    assert_eq!(verdict(submitted_at(-1)), Verdict::Advisory);
}

#[test]
fn the_one_that_has_to_be_answered_is_told_before_a_nearer_one() {
    let topic = || "安全生产".to_owned();
    let first =
        on("2026-09-18", OtherMeeting { topic: topic(), title: "甲会".to_owned(), ..other() });
    let later = Timestamp(first.submitted_at.0 + 1_000_000_000);
    let nearer = OtherMeeting { topic: topic(), submitted_at: later, request: THIRD, ..other() };
    let found = found(&short(), vec![on("2026-09-16", nearer), first], Own::default());
    assert_eq!(found[0].facts["title"], Fact::Text("甲会".to_owned()));
    assert_eq!(found[0].facts["days"], Fact::Number(2));
}

/// Ten units of which seven are in both, and thirteen of which nine are.
fn units(numbers: std::ops::Range<u128>) -> BTreeSet<UnitId> {
    numbers.map(|number| UnitId(Uuid::from_u128(number))).collect()
}

/// The meeting of the units 1 to 10, of which 5 hosts.
fn of_ten(mut meeting: MeetingContent) -> MeetingContent {
    assert_eq!(meeting.host_unit, EMERGENCY);
    meeting.attendee_units = units(1..11);
    meeting
}

#[rstest]
#[case::seven_of_ten(units(1..8), true)]
#[case::nine_of_thirteen(units(2..14), false)]
#[case::all(units(1..11), true)]
#[case::six_of_ten(units(1..7), false)]
fn the_same_people_are_called_once(#[case] units: BTreeSet<UnitId>, #[case] hit: bool) {
    let other = on("2026-09-18", OtherMeeting { units, ..other() });
    let expected = if hit { one(RuleId::CombineAttendees, BY_LEADER) } else { Vec::new() };
    assert_eq!(judged(&of_ten(short()), vec![other]), expected);
}

#[rstest]
#[case::a_week("2026-09-23", true)]
#[case::a_day_more("2026-09-24", false)]
#[case::a_week_earlier("2026-09-09", true)]
#[case::a_day_less("2026-09-08", false)]
fn within_a_week(#[case] day: &str, #[case] hit: bool) {
    let other = on(day, OtherMeeting { units: units(1..11), ..other() });
    let expected = if hit { one(RuleId::CombineAttendees, BY_LEADER) } else { Vec::new() };
    assert_eq!(judged(&of_ten(short()), vec![other]), expected);
}

#[test]
fn two_units_are_no_gathering() {
    let attendee_units = BTreeSet::from([FINANCE]);
    let meeting = MeetingContent { attendee_units, ..short() };
    let units = BTreeSet::from([EMERGENCY, FINANCE]);
    assert_eq!(judged(&meeting, vec![on("2026-09-18", OtherMeeting { units, ..other() })]), []);
}

#[rstest]
#[case::this_names_the_other(Some(other().request), None, false)]
#[case::the_other_names_this(None, Some(OWN), false)]
#[case::both_name_a_third(Some(THIRD), Some(THIRD), false)]
#[case::each_names_another(Some(THIRD), Some(RequestId(Uuid::from_u128(4))), true)]
#[case::neither(None, None, true)]
fn what_is_held_back_to_back_is_combined_already(
    #[case] cluster: Option<RequestId>,
    #[case] theirs: Option<RequestId>,
    #[case] hit: bool,
) {
    let other = OtherMeeting { units: units(1..11), cluster: theirs, ..other() };
    let own = Own { cluster, ..Own::default() };
    assert_eq!(found(&of_ten(short()), vec![on("2026-09-18", other)], own).len(), usize::from(hit));
}

#[test]
fn what_was_held_calls_nobody_any_more() {
    let standing = MeetingStanding::Held;
    let other = OtherMeeting { standing, units: units(1..11), ..other() };
    assert_eq!(judged(&of_ten(short()), vec![on("2026-09-14", other)]), []);
}

/// The other half of the meeting: the same host, matter and people.
fn half(minutes: u32) -> OtherMeeting {
    let topic = "安全生产".to_owned();
    OtherMeeting { topic, host: EMERGENCY, units: units(1..11), minutes, ..other() }
}

fn splits(meeting: &MeetingContent, others: Vec<OtherMeeting>, own: Own) -> Option<Finding> {
    found(meeting, others, own).into_iter().find(|finding| finding.rule == RuleId::SplitMeeting)
}

#[rstest]
#[case::ninety_in_all(45, "2026-09-16", None)]
#[case::ninety_one_in_all(46, "2026-09-16", Some(91))]
#[case::next_day(46, "2026-09-17", Some(91))]
#[case::day_before(46, "2026-09-15", Some(91))]
#[case::the_day_after_next(46, "2026-09-18", None)]
fn one_meeting_is_not_held_as_two(
    #[case] minutes: u32,
    #[case] day: &str,
    #[case] sum: Option<i64>,
) {
    let found = splits(&of_ten(short()), vec![on(day, half(minutes))], Own::default());
    assert_eq!(found.as_ref().map(|finding| finding.verdict), sum.map(|_| BY_MAIN_LEADER));
    assert_eq!(found.map(|finding| finding.facts["n"].clone()), sum.map(Fact::Number));
}

#[rstest]
#[case::over_the_weekend("2026-09-11", "2026-09-14", true)]
#[case::make_up_sunday_between("2026-09-18", "2026-09-21", false)]
#[case::over_national_day("2026-09-30", "2026-10-08", true)]
fn the_next_working_day_may_be_far(#[case] one: &str, #[case] next: &str, #[case] hit: bool) {
    let sessions = vec![session(&format!("{one} 09:00"), &format!("{one} 09:45"))];
    let meeting = of_ten(MeetingContent { sessions, ..meeting() });
    let found = splits(&meeting, vec![on(next, half(46))], Own::default());
    assert_eq!(found.is_some(), hit);
}

#[rstest]
#[case::as_it_is(half(46), true)]
#[case::in_the_same_name(OtherMeeting { host: FLOODS, in_name_of: EMERGENCY, ..half(46) }, true)]
#[case::of_another_host(OtherMeeting { host: FLOODS, in_name_of: FLOODS, ..half(46) }, false)]
#[case::about_something_else(OtherMeeting { topic: "城镇燃气".to_owned(), ..half(46) }, false)]
#[case::fewer_of_the_same(OtherMeeting { units: units(2..14), ..half(46) }, false)]
#[case::clustered(OtherMeeting { cluster: Some(OWN), ..half(46) }, true)]
#[case::held_already(OtherMeeting { standing: MeetingStanding::Held, ..half(46) }, true)]
fn it_takes_the_same_host_matter_and_people(#[case] other: OtherMeeting, #[case] hit: bool) {
    let found = splits(&of_ten(short()), vec![on("2026-09-17", other)], Own::default());
    assert_eq!(found.is_some(), hit);
}

#[test]
fn back_to_back_about_different_matters_is_no_split() {
    let title = "全区安全生产工作会议".to_owned();
    let topic = "消防".to_owned();
    let other = OtherMeeting { title, topic, ..half(46) };
    let clustered = OtherMeeting { cluster: Some(OWN), ..other.clone() };
    let found = |other| splits(&of_ten(short()), vec![on("2026-09-17", other)], Own::default());
    assert_eq!((found(other).is_some(), found(clustered).is_some()), (true, false));
}

#[test]
fn three_parts_are_added_up_and_the_first_one_goes_on() {
    let parts = vec![on("2026-09-16", half(30)), on("2026-09-17", half(16))];
    let found = splits(&of_ten(short()), parts.clone(), Own::default()).unwrap();
    assert_eq!(found.facts["n"], Fact::Number(91));
    let before = Timestamp(half(1).submitted_at.0 - 1);
    let own = Own { submitted_at: Some(before), ..Own::default() };
    assert_eq!(splits(&of_ten(short()), parts, own), None);
}

#[test]
fn without_the_other_meetings_it_is_refused_and_without_the_calendar_where_it_matters() {
    let content = Content::Meeting(Box::new(of_ten(short())));
    let of = |knowledge: &Knowledge| {
        let found = found_with(&content, (&RuleSet::default(), knowledge), judge);
        found.into_iter().filter(|finding| finding.case == "facts-missing").count()
    };
    assert_eq!(of(&Knowledge::default()), 3);
    let meetings = Known::Is(vec![on("2026-09-17", half(46))]);
    assert_eq!(of(&Knowledge { meetings, calendar: Known::Missing, ..Knowledge::alone() }), 1);
}

#[test]
fn villages_and_stations_may_have_any_meeting_of_their_own() {
    let units = BTreeSet::from([STONE_BRIDGE, WILLOW_BAY, RED_FLAG, STATION]);
    let meeting =
        MeetingContent { host_unit: STATION, attendee_units: BTreeSet::from([STATION]), ..short() };
    let other = on("2026-09-16", OtherMeeting { units, topic: "安全生产".to_owned(), ..other() });
    assert_eq!(judged(&meeting, vec![other]), []);
}
