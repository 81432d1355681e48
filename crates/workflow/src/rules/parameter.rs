//! The figures in the rules that an office may set, each between its bounds.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::RuleId;
use crate::id::UnitId;
use crate::number::YEAR_CLOSE_DAY;

/// No document may be longer, whatever a rule set says.
pub const HARD_FILE_LENGTH: u32 = 5_000;
/// No meeting may be longer, whatever a rule set says.
pub const HARD_MEETING_MINUTES: u32 = 90;

/// What a figure counts; it stands behind the figure on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// 字
    Characters,
    /// Minutes.
    Minutes,
    /// Days of the calendar.
    Days,
    /// Working days.
    WorkingDays,
    /// Per cent.
    Percent,
    /// People.
    People,
    /// Yuan for a person and a day.
    Yuan,
    /// Things of whatever kind.
    Items,
    /// Minutes after midnight.
    TimeOfDay,
    /// Days of the week, Monday is 1, Tuesday 2, Wednesday 4 and so on, added up.
    Weekdays,
    /// A day of January.
    DayOfJanuary,
    /// One of several ways, each with a name.
    Choice,
}

macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $rule:ident, $measured:ident, $least:literal..=$most:tt, $usual:tt;)+) => {
        words! {
            /// A figure that an office may set.
            pub enum Parameter { $($(#[$doc])* $name = $key),+ }
        }

        impl Parameter {
            /// The rule that reads it; where several do, the first.
            #[must_use]
            pub const fn rule(self) -> RuleId {
                match self { $(Self::$name => RuleId::$rule),+ }
            }

            /// What it counts.
            #[must_use]
            pub const fn measured(self) -> Measured {
                match self { $(Self::$name => Measured::$measured),+ }
            }

            /// The least and the most that it may be.
            #[must_use]
            pub const fn bounds(self) -> (u32, u32) {
                match self { $(Self::$name => ($least, $most)),+ }
            }

            /// What it is where nobody has set it.
            #[must_use]
            pub const fn usual(self) -> u32 {
                match self { $(Self::$name => $usual),+ }
            }
        }
    };
}

parameters! {
    /// The most 字 of body and issued texts.
    FileLength = "file_length", FileLength, Characters, 500..=HARD_FILE_LENGTH, HARD_FILE_LENGTH;
    /// The most 字 of a document about one task before a reason is asked.
    FileLengthSpecial = "file_length_special", FileLengthSpecial, Characters, 500..=5_000, 4_000;
    /// The most 字 of all annexes before it is pointed out.
    AnnexLength = "annex_length", AnnexLength, Characters, 500..=20_000, 5_000;
    /// How many times longer than the text itself its annexes may be before a reason is asked.
    AnnexTimes = "annex_times", AnnexLength, Items, 1..=10, 3;
    /// How many days apart two parts of one text are looked for.
    SplitDays = "split_days", SplitSuspect, Days, 1..=30, 7;
    /// The least 字 that each of two parts of one text has.
    SplitCharacters = "split_characters", SplitSuspect, Characters, 500..=5_000, 4_000;
    /// How alike the titles of two parts of one text are at least.
    SplitAlike = "split_alike", SplitSuspect, Percent, 40..=100, 60;
    /// Whether the item of the plan that a document names has to stand in the recorded plan (1), or is taken at the drafter's
    /// word (0).
    PlanDoc = "plan_doc", PlanDoc, Choice, 0..=1, 0;
    /// How many days after a meeting nothing is issued about its matter.
    DeployedDays = "deployed_days", AlreadyDeployed, Days, 7..=366, 60;
    /// How alike the titles of a document and a meeting about one matter are at least.
    DeployedAlike = "deployed_alike", AlreadyDeployed, Percent, 40..=100, 60;
    /// How much of a document may stand in a source before a reason is asked.
    CopyPaste = "copy_paste", CopyPaste, Percent, 30..=90, 70;
    /// How much of a document may stand in a source before it is pointed out.
    CopyHint = "copy_hint", CopyPaste, Percent, 20..=90, 50;
    /// Whether a document that is copied is refused (1) or needs a reason (0).
    CopyBlocks = "copy_blocks", CopyPaste, Choice, 0..=1, 0;
    /// How many days after a document nothing alike is issued.
    SimilarDocDays = "similar_doc_days", SimilarDoc, Days, 30..=366, 180;
    /// How alike the titles of two documents about one matter are at least.
    SimilarDoc = "similar_doc", SimilarDoc, Percent, 50..=100, 75;
    /// How many working days the recipients have at least to send in what is asked of them.
    ReturnDays = "return_days", ShortDeadline, WorkingDays, 1..=10, 2;
    /// The most minutes of all sessions.
    MeetingMinutes = "meeting_minutes", MeetingDuration, Minutes, 10..=HARD_MEETING_MINUTES, HARD_MEETING_MINUTES;
    /// The most minutes of one speech before a reason is asked.
    SpeechMinutes = "speech_minutes", SpeechDuration, Minutes, 10..=60, 60;
    /// Which week of a month has no meetings: 0 the one that begins on the first Monday, 1 the days 1 to 7, 2 the one in which
    /// the 1st lies.
    NoMeetingWeek = "no_meeting_week", NoMeetingWeek, Choice, 0..=2, 0;
    /// The last day in January on which numbers of the year before are taken.
    YearClose = "year_close_day", NumberFormat, DayOfJanuary, 1..=31, YEAR_CLOSE_DAY;
    /// Whether a meeting on site with people of townships and villages needs a reason (1) or is only pointed out (0).
    VideoFirst = "video_first", VideoFirst, Choice, 0..=1, 0;
    /// Whether a week of which a working day is a holiday has its meetings, and the next one has none (1), or stays (0).
    NoMeetingWeekShift = "no_meeting_week_shift", NoMeetingWeek, Choice, 0..=1, 0;
    /// The days of the week that have no meetings; none where nobody set them.
    NoMeetingDays = "no_meeting_days", NoMeetingDay, Weekdays, 0..=127, 0;
    /// Within how many days another meeting about the same has to be merged with.
    MergeDays = "merge_days", MergeSimilar, Days, 1..=14, 14;
    /// How alike two titles have to be for that.
    MergeTitle = "merge_title", MergeSimilar, Percent, 30..=90, 60;
    /// Within how many days a meeting of the same people has to be combined with.
    CombineDays = "combine_days", CombineAttendees, Days, 1..=14, 7;
    /// How much of the people has to be the same for that.
    CombineAttendees = "combine_attendees", CombineAttendees, Percent, 30..=90, 70;
    /// By how much less than last year there may be, of meetings and of documents.
    QuotaReduction = "quota_reduction", QuotaMeeting, Percent, 30..=50, 30;
    /// From which part of the quota on it is pointed out how much is used.
    QuotaYellow = "quota_yellow", QuotaMeeting, Percent, 50..=100, 80;
    /// Whether meetings of the classes I to III have to stand in the year's plan (1), or the office keeps none (0).
    PlanMeeting = "plan_meeting", PlanMeeting, Choice, 0..=1, 0;
    /// The most people at a meeting of class II before a reason is asked.
    MeetingSizeSecond = "meeting_size_ii", MeetingSize, People, 10..=300, 150;
    /// The same for class III.
    MeetingSizeThird = "meeting_size_iii", MeetingSize, People, 10..=150, 80;
    /// The same for class IV.
    MeetingSizeFourth = "meeting_size_iv", MeetingSize, People, 5..=50, 50;
    /// How many working days ahead approval has to be asked for.
    LeadDays = "meeting_lead_days", MeetingLeadTime, WorkingDays, 1..=30, 5;
    /// The most money for a person and a day at a meeting of class I.
    BudgetFirst = "meeting_budget_i", MeetingBudget, Yuan, 50..=760, 760;
    /// The same for class II.
    BudgetSecond = "meeting_budget_ii", MeetingBudget, Yuan, 50..=650, 650;
    /// The same for the classes III and IV.
    BudgetThird = "meeting_budget_iii", MeetingBudget, Yuan, 50..=550, 550;
    /// The most exchanges of experience on one agenda.
    ExchangeItems = "exchange_items", ExchangeSpeeches, Items, 1..=10, 3;
    /// The most minutes of each.
    ExchangeMinutes = "exchange_minutes", ExchangeSpeeches, Minutes, 1..=15, 8;
    /// By how much less than last year there may be of inspections.
    InspectionReduction = "inspection_reduction", InspectionQuota, Percent, 50..=80, 50;
    /// How much of the units inspected has to be the same for two inspections to be one.
    InspectionTargets = "inspection_targets", InspectionMerge, Percent, 30..=90, 70;
    /// Within how many working days it has to be told how a meeting went.
    ActualDays = "actual_days", ActualMissing, WorkingDays, 1..=10, 3;
    /// Whether every route has to ask the head of the drafting unit (1) or may leave that out (0).
    HeadReview = "head_review", ApprovalGate, Choice, 0..=1, 1;
    /// Whether every route has to have a check by the office (1) or may leave that out (0).
    OfficeReview = "office_review", ApprovalGate, Choice, 0..=1, 1;
    /// In how many working days a request marked 特急 is dealt with.
    SlaExtraUrgent = "sla_extra_urgent", SlaOverdue, WorkingDays, 1..=5, 1;
    /// The same for 加急.
    SlaUrgent = "sla_urgent", SlaOverdue, WorkingDays, 1..=10, 3;
    /// The same for all others.
    SlaNormal = "sla_normal", SlaOverdue, WorkingDays, 1..=30, 5;
}

/// The parameters of the rules, in one version of the set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSet {
    /// Version of the set.
    pub version: u32,
    /// 法定会议: the closed list of titles that are only filed.
    pub statutory_meetings: Vec<String>,
    /// The units that take part in such a meeting, by its title, where the list says so.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub statutory_units: BTreeMap<String, BTreeSet<UnitId>>,
    /// The figures that were set. Read them with [`Self::number`].
    #[serde(flatten)]
    pub set: BTreeMap<Parameter, u32>,
}

impl Default for RuleSet {
    fn default() -> Self {
        Self {
            version: 1,
            statutory_meetings: Vec::new(),
            statutory_units: BTreeMap::new(),
            set: BTreeMap::new(),
        }
    }
}

impl RuleSet {
    /// The figure in force. It is cut to its bounds on every reading, because somebody may have changed the row in the database.
    #[must_use]
    pub fn number(&self, parameter: Parameter) -> u32 {
        let (least, most) = parameter.bounds();
        let set = self.set.get(&parameter).copied();
        set.unwrap_or_else(|| parameter.usual()).clamp(least, most)
    }

    /// The same set with another figure.
    #[must_use]
    pub fn with(mut self, parameter: Parameter, number: u32) -> Self {
        self.set.insert(parameter, number);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_lies_within_the_bounds() {
        for parameter in Parameter::ALL {
            let (least, most) = parameter.bounds();
            assert!((least..=most).contains(&parameter.usual()), "{parameter:?}");
            assert_eq!(RuleSet::default().number(*parameter), parameter.usual());
        }
    }

    #[test]
    fn no_set_leaves_the_bounds_not_even_one_written_by_hand() {
        let by_hand = r#"{"version": 3, "statutory_meetings": [], "file_length": 9000, "meeting_minutes": 600}"#;
        let loose: RuleSet = serde_json::from_str(by_hand).unwrap();
        assert_eq!(loose.number(Parameter::FileLength), HARD_FILE_LENGTH);
        assert_eq!(loose.number(Parameter::MeetingMinutes), HARD_MEETING_MINUTES);
        for parameter in Parameter::ALL {
            let (least, most) = parameter.bounds();
            let set = |number| RuleSet::default().with(*parameter, number).number(*parameter);
            assert_eq!((set(0), set(u32::MAX)), (least, most), "{parameter:?}");
        }
    }

    #[test]
    fn a_set_reads_what_it_writes_and_nothing_that_it_does_not_know() {
        let set = RuleSet::default().with(Parameter::FileLength, 4_000);
        let text = serde_json::to_string(&set).unwrap();
        assert_eq!(text, r#"{"version":1,"statutory_meetings":[],"file_length":4000}"#);
        assert_eq!(serde_json::from_str::<RuleSet>(&text).unwrap(), set);
        let unknown = r#"{"version": 3, "statutory_meetings": [], "file_lenght": 4000}"#;
        assert!(serde_json::from_str::<RuleSet>(unknown).is_err());
    }
}
