//! The closed lists of words that forms choose from.

use serde::{Deserialize, Serialize};

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident in $case:tt { $($variant:ident),+ $(,)? } $(= $usual:ident)?)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        #[serde(rename_all = $case)]
        #[expect(missing_docs, reason = "the names are the glossary's; the message files say them in two languages")]
        pub enum $name { $($variant),+ }

        impl $name {
            /// Every word of the list, in the order in which forms show them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
        }

        $(impl Default for $name {
            fn default() -> Self {
                Self::$usual
            }
        })?
    )+};
}

vocabulary! {
    /// 文种: the fifteen legal types of official document.
    DocType in "snake_case" {
        Resolution, Decision, Order, Communique, PublicNotice, Announcement, Opinion, Notice, Circular, Report,
        RequestForInstruction, Reply, Motion, Letter, Minutes,
    }
    /// 行文方向
    Direction in "snake_case" { Upward, Lateral, Downward }
    /// 类别
    Category in "snake_case" {
        Policy, Deployment, MemberAdjustment, RoutineArrangement, LeaderSpeech, MeetingMinutes, MeetingNotice,
        Personnel, Reply, Forwarding, Emergency, Other,
    }
    /// 综合性 or 专项, which selects the norm of length
    Scope in "snake_case" { Comprehensive, Special }
    /// 紧急程度, the most urgent first
    Urgency in "snake_case" { ExtraUrgent, Urgent, Normal } = Normal
    /// 公开属性
    Disclosure in "snake_case" { Public, OnRequest, NotPublic }
    /// What an annex is
    AnnexKind in "snake_case" { Ordinary, ForwardedSource } = Ordinary
    /// 会议性质
    MeetingNature in "snake_case" { Work, Statutory, Routine, Emergency, Training, Seminar } = Work
    /// 会议类别
    MeetingClass in "lowercase" { I, II, III, IV }
    /// 会议方式
    MeetingMode in "snake_case" { OnSite, Video, Hybrid, Phone }
    /// 规格: the rank demanded of those who attend
    Attendance in "snake_case" { MainLeader, DeputyLeader, SectionHead, Staff }
    /// 督查检查考核方式: 实地, 暗访, 查阅资料, 线上
    InspectionMethod in "snake_case" { OnSite, Unannounced, Papers, Online }
    /// What an agenda item is
    AgendaKind in "snake_case" { Speech, Report, Discussion, Exchange, Other }
}
