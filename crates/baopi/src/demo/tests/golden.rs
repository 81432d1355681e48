//! What the rules say to each sample that the demonstration is known for, with what its district knows.

use std::collections::BTreeSet;

use baopi_workflow::content::{Category, DocType};
use baopi_workflow::rules::Known;
use baopi_workflow::rules::knowledge::{
    MeetingStanding, OtherMeeting, QuotaMetric, QuotaUse, Source,
};
use baopi_workflow::{
    Content, DocumentContent, Knowledge, MeetingContent, Organisation, Rank, RequestId, RuleId,
    RuleSet, Timestamp, Verdict, similarity,
};
use uuid::Uuid;

use super::{judged, organisation, shown, stories, story_of};
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
        story_of(&self.stories, key)
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
        let received = received(&self.stories);
        let share = similarity::copied(&similarity::text(document), &received);
        vec![Source {
            title: RECEIVED.1.to_owned(),
            from: RECEIVED.0.to_owned(),
            shared: share.part,
            of: share.whole,
        }]
    }

    /// What the rules find at this moment.
    fn found(&self, content: &Content, now: Timestamp) -> Vec<(RuleId, Verdict)> {
        let known = (&self.organisation, &self.knowledge(content));
        shown(&judged(content, self.stories[0].drafter, known, now))
    }
}

/// What each sample is known for: its verdicts and the rules that give them, in the order in which they are told. D12 is no
/// story, because nothing of it may be stored.
pub(super) const GOLDEN: &[(&str, &[(RuleId, Verdict)])] = &[
    ("D01", &[]),
    ("D02", &[(RuleId::FileLength, BLOCK)]),
    ("D03", &[(RuleId::FileLengthSpecial, BY_LEADER), (RuleId::DirectiveDown, BY_LEADER)]),
    ("D04", &[]),
    ("D05", &[(RuleId::CoordBodySelfIssue, BLOCK)]),
    ("D06", &[]),
    ("D07", &[(RuleId::DirectiveDown, BLOCK)]),
    ("D08", &[(RuleId::DirectiveDown, BLOCK)]),
    ("D09", &[(RuleId::AlreadyDeployed, BY_LEADER)]),
    ("D10", &[(RuleId::CopyPaste, BY_MAIN_LEADER)]),
    ("D11", &[(RuleId::UpwardOneRecipient, BLOCK)]),
    ("D13", &[]),
    ("D14", &[(RuleId::QuotaDoc, BY_MAIN_LEADER)]),
    ("D15", &[(RuleId::QuotaDoc, BLOCK)]),
    ("D16", &[(RuleId::ReportNoRequest, BLOCK)]),
    ("M01", &[]),
    ("M02", &[(RuleId::MeetingDuration, BLOCK)]),
    ("M03", &[(RuleId::NoMeetingWeek, BLOCK)]),
    ("M04", &[]),
    ("M05", &[(RuleId::NoMeetingWeek, BY_MAIN_LEADER)]),
    ("M06", &[(RuleId::MergeSimilar, BY_LEADER)]),
    ("M07", &[(RuleId::CombineAttendees, BY_LEADER)]),
    ("M08", &[(RuleId::VideoFirst, Verdict::Advisory)]),
    ("M09", &[(RuleId::SpeechDuration, BY_MAIN_LEADER)]),
    ("M10", &[(RuleId::AnnualOnce, BY_MAIN_LEADER)]),
    ("M11", &[(RuleId::MeetingLeadTime, BY_LEADER)]),
    ("M12", &[]),
    ("M13", &[(RuleId::MeetingLevel, BY_MAIN_LEADER)]),
];

/// Who sent the text of which D10 is a copy, and its title.
pub(super) const RECEIVED: (&str, &str) =
    ("云澜市民政局", "云澜市民政局关于做好困难群众救助工作的通知");

/// The text of the city's bureau, of which D10 is a copy but for those to whom it speaks.
pub(super) fn received(stories: &[Story]) -> String {
    document(stories, "D10").body.replace("区级各有关单位", "各区、市、县相关单位")
}

/// D12
pub(super) fn that_looks_classified(stories: &[Story]) -> Content {
    Content::Document(Box::new(DocumentContent {
        doc_type: Some(DocType::Report),
        category: Some(Category::Other),
        title: "关于基层卫生工作情况的报告".to_owned(),
        body: "机密★1年\n现将有关情况报告如下。".to_owned(),
        ..document(stories, "D16")
    }))
}

fn document(stories: &[Story], key: &str) -> DocumentContent {
    let Content::Document(document) = &story_of(stories, key).content else {
        panic!("{key} is a document")
    };
    (**document).clone()
}

/// Each is judged at the time at which it was written.
#[test]
fn a_sample_meets_the_rules_that_it_is_known_for_and_no_other() {
    let desk = Desk::new();
    for (key, expected) in GOLDEN {
        let story = desk.story(key);
        assert_eq!(desk.found(&story.content, story.begun), *expected, "{key}");
    }
}

#[test]
fn a_sample_that_looks_classified_is_blocked() {
    let desk = Desk::new();
    let content = that_looks_classified(&desk.stories);
    assert_eq!(desk.found(&content, start()), [(RuleId::Classified, BLOCK)]);
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
        let used = desk.used(&desk.story(key).content).with_one_more();
        let used = used.of_quota(QuotaMetric::Documents, &RuleSet::default()).unwrap();
        assert_eq!((used.baseline, used.quota, used.used), (baseline, quota, n));
    }
}
