//! 重复: what a meeting or another document has said already. ALREADY-DEPLOYED, SIMILAR-DOC and SPLIT-SUSPECT.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::knowledge::{Known, MeetingStanding, OtherDocument, OtherMeeting};
use super::{BY_LEADER, Case, Finding, Parameter, RuleId};
use crate::content::{Category, Content, Direction, DocumentContent};
use crate::similarity::{OrganNames, Ratio, Title};

/// The shortest topic that is looked for in a title; one character may be part of any word.
const MIN_TOPIC: usize = 2;

pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Document(document) = case.content else { return Vec::new() };
    let organs = OrganNames::of(case.organisation);
    let title = Title::new(&document.title, &organs);
    let draft = Draft { case, document, title, organs, today: case.now.date() };
    [draft.deployed(), draft.similar(), draft.split()].into_iter().flatten().collect()
}

/// The document that is asked for, ready to be compared.
struct Draft<'a> {
    case: &'a Case<'a>,
    document: &'a DocumentContent,
    title: Title,
    organs: OrganNames,
    today: NaiveDate,
}

impl Draft<'_> {
    /// ALREADY-DEPLOYED: what a meeting has told everybody is not issued once more.
    fn deployed(&self) -> Option<Finding> {
        let applies = self.document.direction == Some(Direction::Downward)
            && self.document.category != Some(Category::MeetingMinutes);
        if !applies {
            return None;
        }
        let meetings = match (&self.case.knowledge.meetings, self.document.deploys_meeting) {
            (Known::Is(meetings), _) => meetings.as_slice(),
            (Known::Missing, Some(_)) => &[],
            (Known::Missing, None) => {
                return Some(Finding::missing(RuleId::AlreadyDeployed, "meetings"));
            }
        };
        let finding = Finding::new(RuleId::AlreadyDeployed, BY_LEADER);
        let named =
            |meeting: &&OtherMeeting| Some(meeting.request) == self.document.deploys_meeting;
        let told = meetings.iter().find(named).or_else(|| self.told_by(meetings));
        match told.and_then(|meeting| Some((meeting, day(meeting)?))) {
            Some((meeting, day)) => Some(finding.with("date", day).with("title", &*meeting.title)),
            None => self.document.deploys_meeting.map(|_| finding.case("named")),
        }
    }

    /// The latest meeting that told it.
    fn told_by<'m>(&self, meetings: &'m [OtherMeeting]) -> Option<&'m OtherMeeting> {
        let told = meetings.iter().filter(|meeting| self.is_told_by(meeting));
        told.max_by_key(|meeting| day(meeting))
    }

    /// Held or announced by the same people, in the last weeks, about the same matter. A document names no topic, so a meeting's
    /// topic that stands in the document's title is taken for its topic.
    fn is_told_by(&self, meeting: &OtherMeeting) -> bool {
        let standing = matches!(meeting.standing, MeetingStanding::Held | MeetingStanding::Noticed);
        let ours = [self.document.issuing_unit, self.document.drafting_unit];
        let same_people = ours.contains(&meeting.host) || ours.contains(&meeting.in_name_of);
        standing
            && same_people
            && day(meeting).is_some_and(|day| self.is_within(day, Parameter::DeployedDays))
            && (self.alike(&meeting.title).at_least(self.number(Parameter::DeployedAlike))
                || speaks_of(&self.document.title, &meeting.topic))
    }

    /// SIMILAR-DOC: nothing is issued twice under another date.
    fn similar(&self) -> Option<Finding> {
        let documents =
            match self.case.knowledge.documents.needed_by(RuleId::SimilarDoc, "documents") {
                Ok(documents) => documents,
                Err(finding) => return Some(finding),
            };
        let issued = |other: &&OtherDocument| {
            other.issued
                && other.issuing_unit == self.document.issuing_unit
                && self.is_within(other.date, Parameter::SimilarDocDays)
        };
        let least = self.number(Parameter::SimilarDoc);
        self.most_alike(RuleId::SimilarDoc, documents.iter().filter(issued), least)
    }

    /// SPLIT-SUSPECT: two long documents about one matter within days look like one that was too long.
    fn split(&self) -> Option<Finding> {
        let long = self.number(Parameter::SplitCharacters);
        if self.case.measure.characters < long {
            return None;
        }
        let documents =
            match self.case.knowledge.documents.needed_by(RuleId::SplitSuspect, "documents") {
                Ok(documents) => documents,
                Err(finding) => return Some(finding),
            };
        let days = i64::from(self.number(Parameter::SplitDays));
        let part = |other: &&OtherDocument| {
            other.drafting_unit == self.document.drafting_unit
                && other.characters >= long
                && (self.today - other.date).num_days().abs() <= days
        };
        let least = self.number(Parameter::SplitAlike);
        self.most_alike(RuleId::SplitSuspect, documents.iter().filter(part), least)
    }

    /// The finding about the other document that is most alike, if it is alike enough.
    fn most_alike<'d>(
        &self,
        rule: RuleId,
        others: impl Iterator<Item = &'d OtherDocument>,
        least: u32,
    ) -> Option<Finding> {
        let rated = others.map(|other| (self.alike(&other.title), other));
        let (ratio, other) = rated.max_by_key(|(ratio, _)| *ratio)?;
        let finding = Finding::new(rule, BY_LEADER).with("title", &*other.title);
        ratio.at_least(least).then(|| finding.with("date", other.date).with("pct", ratio.percent()))
    }

    fn alike(&self, title: &str) -> Ratio {
        self.title.similarity(&Title::new(title, &self.organs))
    }

    /// Whether a day lies so many days back at most, today included.
    fn is_within(&self, day: NaiveDate, days: Parameter) -> bool {
        (0..=i64::from(self.number(days))).contains(&(self.today - day).num_days())
    }

    fn number(&self, parameter: Parameter) -> u32 {
        self.case.rules.number(parameter)
    }
}

/// The day on which a meeting ended, or is to end.
fn day(meeting: &OtherMeeting) -> Option<NaiveDate> {
    meeting.sessions.iter().map(|session| session.ends_at.date()).max()
}

/// Whether the words of a topic stand in a title, in whatever width and with or without white space.
fn speaks_of(title: &str, topic: &str) -> bool {
    let plain =
        |text: &str| text.nfkc().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let topic = plain(topic);
    topic.chars().count() >= MIN_TOPIC && plain(title).contains(&topic)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::Days;
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;
    use crate::id::{RequestId, UnitId};
    use crate::rules::direction::district::{
        EMERGENCY, FINANCE, GOVERNMENT, document, found_with, session,
    };
    use crate::rules::{Fact, Knowledge, RuleSet, Verdict};
    use crate::time::Timestamp;

    const H1: RequestId = RequestId(Uuid::from_u128(901));
    const OTHER: RequestId = RequestId(Uuid::from_u128(902));

    fn found(document: DocumentContent, knowledge: &Knowledge) -> Vec<Finding> {
        let content = Content::Document(Box::new(document));
        found_with(&content, (&RuleSet::default(), knowledge), judge)
    }

    fn said(findings: &[Finding]) -> Vec<(RuleId, &str, Verdict)> {
        findings
            .iter()
            .map(|finding| (finding.rule, finding.case.as_str(), finding.verdict))
            .collect()
    }

    /// So many days before Tuesday 2026-09-15, or after it.
    fn days_ago(days: i64) -> NaiveDate {
        let today = NaiveDate::from_ymd_opt(2026, 9, 15).unwrap();
        let distance = Days::new(days.unsigned_abs());
        if days < 0 { today + distance } else { today - distance }
    }

    mod already_deployed {
        use super::*;

        fn notice() -> DocumentContent {
            DocumentContent {
                direction: Some(Direction::Downward),
                title: "关于做好秋季森林草原防灭火工作的通知".to_owned(),
                ..document()
            }
        }

        fn meeting(days: i64) -> OtherMeeting {
            let day = days_ago(days);
            OtherMeeting {
                request: H1,
                title: "全区森林草原防灭火工作会议".to_owned(),
                topic: "森林防灭火".to_owned(),
                host: EMERGENCY,
                in_name_of: EMERGENCY,
                units: BTreeSet::from([EMERGENCY, FINANCE]),
                sessions: vec![session(&format!("{day} 09:00"), &format!("{day} 10:20"))],
                minutes: 80,
                cluster: None,
                comprehensive: false,
                submitted_at: Timestamp(0),
                standing: MeetingStanding::Held,
            }
        }

        fn knowing(meeting: OtherMeeting) -> Knowledge {
            Knowledge { meetings: Known::Is(vec![meeting]), ..Knowledge::alone() }
        }

        fn hit() -> Vec<(RuleId, &'static str, Verdict)> {
            vec![(RuleId::AlreadyDeployed, "", BY_LEADER)]
        }

        #[rstest]
        #[case::today(0, true)]
        #[case::ten_days_ago(10, true)]
        #[case::sixty_days_ago(60, true)]
        #[case::sixty_one_days_ago(61, false)]
        #[case::tomorrow(-1, false)]
        fn a_meeting_counts_for_sixty_days(#[case] days: i64, #[case] counts: bool) {
            let found = found(notice(), &knowing(meeting(days)));
            assert_eq!(said(&found), if counts { hit() } else { Vec::new() });
        }

        #[test]
        fn the_meeting_is_told() {
            let facts = found(notice(), &knowing(meeting(14))).remove(0).facts;
            assert_eq!(facts["date"], Fact::Date(days_ago(14)));
            assert_eq!(facts["title"], Fact::from("全区森林草原防灭火工作会议"));
        }

        #[rstest]
        #[case::held(|_: &mut OtherMeeting| (), true)]
        #[case::announced(|meeting: &mut OtherMeeting| meeting.standing = MeetingStanding::Noticed, true)]
        #[case::approved(|meeting: &mut OtherMeeting| meeting.standing = MeetingStanding::Approved, false)]
        #[case::asked(|meeting: &mut OtherMeeting| meeting.standing = MeetingStanding::Asked, false)]
        #[case::other_host(|meeting: &mut OtherMeeting| meeting.host = FINANCE, true)]
        #[case::other_name(|meeting: &mut OtherMeeting| meeting.in_name_of = GOVERNMENT, true)]
        #[case::others(|meeting: &mut OtherMeeting| (meeting.host, meeting.in_name_of) = (FINANCE, GOVERNMENT), false)]
        #[case::other_title(|meeting: &mut OtherMeeting| meeting.title = "全区安全生产工作会议".to_owned(), false)]
        fn it_is_one_of_the_same_people_about_the_same_matter(
            #[case] change: fn(&mut OtherMeeting),
            #[case] counts: bool,
        ) {
            let mut meeting = meeting(14);
            change(&mut meeting);
            let found = found(notice(), &knowing(meeting));
            assert_eq!(said(&found), if counts { hit() } else { Vec::new() });
        }

        #[rstest]
        #[case::exactly_sixty(
            "全区文化旅游宣传推介工作会议",
            "关于做好全区文化旅游工作的通知",
            true
        )]
        #[case::two_thirds("全区安全生产工作会议", "关于做好全区安全生产暨消防工作的通知", true)]
        #[case::half("全区防汛抗旱工作会议", "关于做好2026年全区防汛工作的通知", false)]
        fn titles_are_alike_from_sixty_per_cent_on(
            #[case] of_meeting: &str,
            #[case] of_document: &str,
            #[case] counts: bool,
        ) {
            let meeting =
                OtherMeeting { title: of_meeting.to_owned(), topic: String::new(), ..meeting(14) };
            let document = DocumentContent { title: of_document.to_owned(), ..notice() };
            let found = found(document, &knowing(meeting));
            assert_eq!(said(&found), if counts { hit() } else { Vec::new() });
        }

        #[rstest]
        #[case::in_the_title("安全生产", "关于抓好节前安全生产检查的通知", true)]
        #[case::other_width("5G", "关于推进５Ｇ基站建设的通知", true)]
        #[case::not_in_the_title("安全生产", "关于抓好节前检查的通知", false)]
        #[case::no_topic(" ", "关于抓好节前检查的通知", false)]
        #[case::one_character("节", "关于抓好节前检查的通知", false)]
        fn a_topic_that_stands_in_the_title_is_the_same(
            #[case] topic: &str,
            #[case] title: &str,
            #[case] counts: bool,
        ) {
            let meeting = OtherMeeting {
                title: "全区季度形势分析会".to_owned(),
                topic: topic.to_owned(),
                ..meeting(14)
            };
            let found =
                found(DocumentContent { title: title.to_owned(), ..notice() }, &knowing(meeting));
            assert_eq!(said(&found), if counts { hit() } else { Vec::new() });
        }

        #[rstest]
        #[case::minutes(Direction::Downward, Category::MeetingMinutes)]
        #[case::upward(Direction::Upward, Category::Other)]
        #[case::lateral(Direction::Lateral, Category::Other)]
        fn minutes_and_what_does_not_go_down_may_speak_of_a_meeting(
            #[case] direction: Direction,
            #[case] category: Category,
        ) {
            let document = DocumentContent {
                direction: Some(direction),
                category: Some(category),
                deploys_meeting: Some(H1),
                ..notice()
            };
            let missing = Knowledge { meetings: Known::Missing, ..Knowledge::alone() };
            for knowledge in [knowing(meeting(14)), missing] {
                assert_eq!(said(&found(document.clone(), &knowledge)), Vec::new());
            }
        }

        #[rstest]
        #[case::long_ago_and_alike_to_nothing(knowing(OtherMeeting { title: "例会".to_owned(), ..meeting(200) }), "")]
        #[case::not_among_those_known(Knowledge::alone(), "named")]
        #[case::none_known(Knowledge { meetings: Known::Missing, ..Knowledge::alone() }, "named")]
        fn the_meeting_that_the_drafter_names_always_counts(
            #[case] knowledge: Knowledge,
            #[case] case: &str,
        ) {
            let document = DocumentContent { deploys_meeting: Some(H1), ..notice() };
            let found = found(document, &knowledge);
            assert_eq!(said(&found), [(RuleId::AlreadyDeployed, case, BY_LEADER)]);
        }

        #[test]
        fn of_several_meetings_the_latest_is_told() {
            let meetings = Known::Is(vec![
                meeting(30),
                OtherMeeting { request: OTHER, ..meeting(3) },
                meeting(20),
            ]);
            let found = found(notice(), &Knowledge { meetings, ..Knowledge::alone() });
            assert_eq!(found[0].facts["date"], Fact::Date(days_ago(3)));
        }

        #[test]
        fn without_the_meetings_it_is_refused() {
            let knowledge = Knowledge { meetings: Known::Missing, ..Knowledge::alone() };
            let found = found(notice(), &knowledge);
            assert_eq!(said(&found), [(RuleId::AlreadyDeployed, "facts-missing", Verdict::Block)]);
        }
    }

    mod other_documents {
        use super::*;

        const TITLE: &str = "关于开展秋季农产品质量安全抽检工作的通知";

        fn asked(characters: usize) -> DocumentContent {
            let body = "报".repeat(characters);
            DocumentContent { title: TITLE.to_owned(), body, ..document() }
        }

        fn other(title: &str, days: i64) -> OtherDocument {
            OtherDocument {
                request: OTHER,
                title: title.to_owned(),
                issuing_unit: EMERGENCY,
                drafting_unit: EMERGENCY,
                characters: 10,
                date: days_ago(days),
                issued: true,
            }
        }

        fn knowing(other: OtherDocument) -> Knowledge {
            Knowledge { documents: Known::Is(vec![other]), ..Knowledge::alone() }
        }

        fn hits(rule: RuleId, hit: bool) -> Vec<(RuleId, &'static str, Verdict)> {
            Vec::from_iter(hit.then_some((rule, "", BY_LEADER)))
        }

        #[rstest]
        #[case::today(0, EMERGENCY, true, true)]
        #[case::in_time(180, EMERGENCY, true, true)]
        #[case::too_long_ago(181, EMERGENCY, true, false)]
        #[case::dated_ahead(-1, EMERGENCY, true, false)]
        #[case::other_issuer(20, FINANCE, true, false)]
        #[case::not_issued(20, EMERGENCY, false, false)]
        fn the_same_is_not_issued_again_for_180_days(
            #[case] days: i64,
            #[case] issuing_unit: UnitId,
            #[case] issued: bool,
            #[case] hit: bool,
        ) {
            let other = OtherDocument { issuing_unit, issued, ..other(TITLE, days) };
            let found = found(asked(10), &knowing(other));
            assert_eq!(said(&found), hits(RuleId::SimilarDoc, hit));
        }

        #[rstest]
        #[case::three_quarters(
            "关于做好全区经济运行调度工作的通知",
            "关于做好全区经济运行分析工作的通知",
            60,
            false
        )]
        #[case::five_sixths(
            "关于人居环境整治工作的通知",
            "关于农村人居环境整治工作的通知",
            83,
            true
        )]
        #[case::exactly_three_quarters("关于春耕备耕农资的通知", "关于春耕备耕的通知", 75, true)]
        #[case::below_it("关于春耕备耕农资检查的通知", "关于春耕备耕的通知", 60, false)]
        fn titles_are_alike_from_seventy_five_per_cent_on(
            #[case] title: &str,
            #[case] before: &str,
            #[case] pct: u32,
            #[case] hit: bool,
        ) {
            let organs = OrganNames::default();
            assert_eq!(crate::similarity::title(title, before, &organs).percent(), pct);
            let document = DocumentContent { title: title.to_owned(), ..asked(10) };
            let found = found(document, &knowing(other(before, 20)));
            assert_eq!(said(&found), hits(RuleId::SimilarDoc, hit));
        }

        #[rstest]
        #[case::a_week_before(7, 4_000, 4_000, EMERGENCY, true)]
        #[case::a_week_after(-7, 4_000, 4_000, EMERGENCY, true)]
        #[case::eight_days_before(8, 4_000, 4_000, EMERGENCY, false)]
        #[case::eight_days_after(-8, 4_000, 4_000, EMERGENCY, false)]
        #[case::short_itself(1, 3_999, 4_000, EMERGENCY, false)]
        #[case::other_is_short(1, 4_000, 3_999, EMERGENCY, false)]
        #[case::other_drafter(1, 4_000, 4_000, FINANCE, false)]
        fn two_long_documents_of_one_unit_within_a_week_look_like_one(
            #[case] days: i64,
            #[case] characters: usize,
            #[case] of_other: u32,
            #[case] drafting_unit: UnitId,
            #[case] hit: bool,
        ) {
            let title = "关于开展秋季农产品质量安全抽检后续工作的通知";
            let other = OtherDocument {
                drafting_unit,
                characters: of_other,
                issued: false,
                ..other(title, days)
            };
            let found = found(asked(characters), &knowing(other));
            assert_eq!(said(&found), hits(RuleId::SplitSuspect, hit));
        }

        #[test]
        fn titles_of_parts_are_alike_from_sixty_per_cent_on() {
            for (title, hit) in [
                ("关于做好全区文化旅游宣传推介工作的通知", true),
                ("关于做好全区文化旅游节宣传推介工作的通知", false),
            ] {
                let long = |other| OtherDocument { characters: 4_000, issued: false, ..other };
                let other = long(other("关于做好全区文化旅游工作的通知", 1));
                let document = DocumentContent { title: title.to_owned(), ..asked(4_000) };
                let found = found(document, &knowing(other));
                assert_eq!(said(&found), hits(RuleId::SplitSuspect, hit), "{title}");
            }
        }

        #[test]
        fn of_several_documents_the_most_alike_is_told() {
            let documents = Known::Is(vec![
                other("关于开展秋季农产品质量安全抽检后续工作的通知", 5),
                other(TITLE, 40),
                other("关于做好早稻育秧工作的通知", 1),
            ]);
            let found = found(asked(10), &Knowledge { documents, ..Knowledge::alone() });
            let facts = &found[0].facts;
            assert_eq!(facts["date"], Fact::Date(days_ago(40)));
            assert_eq!((&facts["title"], &facts["pct"]), (&Fact::from(TITLE), &Fact::Number(100)));
        }

        #[rstest]
        #[case::short(10, &[RuleId::SimilarDoc])]
        #[case::long(4_000, &[RuleId::SimilarDoc, RuleId::SplitSuspect])]
        fn without_the_other_documents_it_is_refused(
            #[case] characters: usize,
            #[case] expected: &[RuleId],
        ) {
            let knowledge = Knowledge { documents: Known::Missing, ..Knowledge::alone() };
            let expected: Vec<_> =
                expected.iter().map(|rule| (*rule, "facts-missing", Verdict::Block)).collect();
            assert_eq!(said(&found(asked(characters), &knowledge)), expected);
        }
    }
}
