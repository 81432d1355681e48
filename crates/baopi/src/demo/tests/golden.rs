//! What the rules say to each sample that the demonstration is known for, with what its district knows.

use std::collections::BTreeSet;

use baopi_workflow::content::{Category, DocType};
use baopi_workflow::rules::knowledge::{MeetingStanding, OtherMeeting, QuotaUse, Source};
use baopi_workflow::rules::{Case, Known, Own, evaluate};
use baopi_workflow::{
    Content, DocumentContent, Knowledge, MeetingContent, Organisation, Rank, RequestId, RuleId,
    RuleSet, Timestamp, Verdict, similarity,
};
use rstest::rstest;
use uuid::Uuid;

use super::{organisation, stories};
use crate::demo::organisation::District;
use crate::demo::start;
use crate::demo::story::Story;

const BLOCK: Verdict = Verdict::Block;
const BY_LEADER: Verdict = Verdict::NeedsJustification(Rank::ResponsibleLeader);
const BY_MAIN_LEADER: Verdict = Verdict::NeedsJustification(Rank::MainLeader);
/// 压减比例 of the district, in per cent.
const REDUCTION_PCT: u32 = 30;

/// The district, its stories, and everything that its rules need to know.
struct Desk {
    district: District,
    organisation: Organisation,
    stories: Vec<Story>,
}

impl Desk {
    fn new() -> Self {
        let (district, stories) = stories();
        Self { organisation: organisation(&district), district, stories }
    }

    fn story(&self, key: &str) -> &Story {
        self.stories.iter().find(|story| story.key == key).unwrap()
    }

    /// What is known on the morning of the demonstration.
    fn knowledge(&self, content: &Content) -> Knowledge {
        Knowledge {
            quota: Known::Is(self.used(content)),
            meetings: Known::Is(self.meetings()),
            sources: Known::Is(self.sources(content)),
            ..Knowledge::alone()
        }
    }

    /// How much of its quota the unit has used, by the figures of the district.
    fn used(&self, content: &Content) -> QuotaUse {
        let figures = self.district.figures.iter().find(|figures| figures.unit == content.unit());
        let figures = figures.and_then(|figures| match content {
            Content::Document(_) => Some(figures.documents),
            Content::Meeting(_) => figures.meetings,
            Content::Inspection(_) => figures.inspections,
        });
        figures.map_or(QuotaUse::NONE, |(baseline, committed)| QuotaUse {
            baseline: Some(baseline),
            reduction_pct: REDUCTION_PCT,
            committed,
        })
    }

    /// The meetings that were held, and the one that is announced.
    fn meetings(&self) -> Vec<OtherMeeting> {
        [
            ("H1", MeetingStanding::Held),
            ("H2", MeetingStanding::Held),
            ("A1", MeetingStanding::Noticed),
        ]
        .into_iter()
        .zip(1..)
        .map(|((key, standing), number)| self.meeting(key, standing, number))
        .collect()
    }

    fn meeting(&self, key: &str, standing: MeetingStanding, number: u128) -> OtherMeeting {
        let story = self.story(key);
        let Content::Meeting(meeting) = &story.content else { panic!("{key} is a meeting") };
        let MeetingContent { title, topic, host_unit, in_name_of, sessions, .. } = &**meeting;
        let hosts = BTreeSet::from([*host_unit]);
        OtherMeeting {
            request: RequestId(Uuid::from_u128(number)),
            title: title.clone(),
            topic: topic.clone(),
            host: *host_unit,
            in_name_of: *in_name_of,
            units: &meeting.attendee_units | &hosts,
            sessions: sessions.clone(),
            minutes: story.content.measure().minutes,
            cluster: None,
            comprehensive: meeting.comprehensive,
            submitted_at: story.begun,
            standing,
        }
    }

    /// The text by the city's bureau that was received, of which D10 is a copy but for those to whom it speaks.
    fn sources(&self, content: &Content) -> Vec<Source> {
        let Content::Document(document) = content else { return Vec::new() };
        let Content::Document(copy) = &self.story("D10").content else {
            panic!("D10 is a document")
        };
        let received = copy.body.replace("区级各有关单位", "各区、市、县相关单位");
        let share = similarity::copied(&similarity::text(document), &received);
        vec![Source {
            title: "云澜市民政局关于做好困难群众救助工作的通知".to_owned(),
            from: "云澜市民政局".to_owned(),
            shared: share.part,
            of: share.whole,
        }]
    }

    /// What the rules find at this moment.
    fn found(&self, content: &Content, now: Timestamp) -> Vec<(RuleId, Verdict)> {
        let findings = evaluate(&Case {
            content,
            measure: content.measure(),
            drafter: self.stories[0].drafter,
            organisation: &self.organisation,
            rules: &RuleSet::default(),
            knowledge: &self.knowledge(content),
            own: Own::default(),
            now,
        });
        findings.into_iter().map(|finding| (finding.rule, finding.verdict)).collect()
    }

    fn document(&self, key: &str) -> DocumentContent {
        let Content::Document(document) = &self.story(key).content else {
            panic!("{key} is a document")
        };
        (**document).clone()
    }
}

#[rstest]
#[case("D01", &[])]
#[case("D02", &[(RuleId::FileLength, BLOCK)])]
#[case("D03", &[(RuleId::FileLengthSpecial, BY_LEADER), (RuleId::DirectiveDown, BY_LEADER)])]
#[case("D04", &[])]
#[case("D05", &[(RuleId::CoordBodySelfIssue, BLOCK)])]
#[case("D06", &[])]
#[case("D07", &[(RuleId::DirectiveDown, BLOCK)])]
#[case("D08", &[(RuleId::DirectiveDown, BLOCK)])]
#[case("D09", &[(RuleId::AlreadyDeployed, BY_LEADER)])]
#[case("D10", &[(RuleId::CopyPaste, BY_MAIN_LEADER)])]
#[case("D11", &[(RuleId::UpwardOneRecipient, BLOCK)])]
#[case("D13", &[])]
#[case("D14", &[(RuleId::QuotaDoc, BY_MAIN_LEADER)])]
#[case("D15", &[(RuleId::QuotaDoc, BLOCK)])]
#[case("D16", &[(RuleId::ReportNoRequest, BLOCK)])]
fn a_sample_document_meets_the_rule_that_it_is_known_for_and_no_other(
    #[case] key: &str,
    #[case] expected: &[(RuleId, Verdict)],
) {
    let desk = Desk::new();
    assert_eq!(desk.found(&desk.story(key).content, start()), expected);
}

/// D12 is no story: nothing of it may be stored.
#[test]
fn a_sample_that_looks_classified_is_blocked() {
    let desk = Desk::new();
    let document = DocumentContent {
        doc_type: Some(DocType::Report),
        category: Some(Category::Other),
        title: "关于基层卫生工作情况的报告".to_owned(),
        body: "机密★1年\n现将有关情况报告如下。".to_owned(),
        ..desk.document("D16")
    };
    let content = Content::Document(Box::new(document));
    assert_eq!(desk.found(&content, start()), [(RuleId::Classified, BLOCK)]);
}

/// The samples whose rules look at the meeting itself only; they are judged at the time at which they were written.
#[rstest]
#[case("M01", &[])]
#[case("M02", &[(RuleId::MeetingDuration, BLOCK)])]
#[case("M03", &[(RuleId::NoMeetingWeek, BLOCK)])]
#[case("M04", &[])]
#[case("M05", &[(RuleId::NoMeetingWeek, BY_MAIN_LEADER)])]
#[case("M08", &[(RuleId::VideoFirst, Verdict::Advisory)])]
#[case("M09", &[(RuleId::SpeechDuration, BY_MAIN_LEADER)])]
#[case("M12", &[])]
#[case("M13", &[(RuleId::MeetingLevel, BY_MAIN_LEADER)])]
fn a_sample_meeting_meets_the_rule_that_it_is_known_for_and_no_other(
    #[case] key: &str,
    #[case] expected: &[(RuleId, Verdict)],
) {
    let desk = Desk::new();
    let story = desk.story(key);
    assert_eq!(desk.found(&story.content, story.begun), expected);
}

#[test]
fn the_samples_are_as_long_and_as_alike_as_they_are_known_for() {
    let desk = Desk::new();
    let lengths = [
        ("D01", 5000),
        ("D02", 5001),
        ("D03", 4001),
        ("D04", 4000),
        ("D05", 620),
        ("D06", 580),
        ("D07", 1900),
        ("D08", 900),
        ("D09", 1600),
        ("D10", 2200),
        ("D11", 750),
        ("D13", 480),
        ("D14", 1800),
        ("D15", 1500),
        ("D16", 900),
    ];
    for (key, characters) in lengths {
        assert_eq!(desk.story(key).content.measure().characters, characters, "{key}");
    }
    let organs = similarity::OrganNames::of(&desk.organisation);
    let alike = similarity::title(
        desk.story("D09").content.title(),
        desk.story("H1").content.title(),
        &organs,
    );
    assert_eq!(alike.per_mille(), 857);
    let source = &desk.sources(&desk.story("D10").content)[0];
    assert_eq!(100 * source.shared / source.of, 96);
}

#[test]
fn the_figures_of_the_quotas_are_told() {
    let desk = Desk::new();
    for (key, baseline, quota, n) in [("D14", 20, 14, 15), ("D15", 10, 7, 11)] {
        let used = desk.used(&desk.story(key).content);
        assert_eq!((used.baseline, used.quota(), used.place()), (Some(baseline), Some(quota), n));
    }
}
