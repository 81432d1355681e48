//! The closed lists of words that forms choose from.

use serde::{Deserialize, Serialize};

macro_rules! vocabulary {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident),+ $(,)? } $(= $usual:ident)?)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
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
    DocType {
        Resolution, Decision, Order, Communique, PublicNotice, Announcement, Opinion, Notice, Circular, Report,
        RequestForInstruction, Reply, Motion, Letter, Minutes,
    }
    /// 行文方向
    Direction { Upward, Lateral, Downward }
    /// 类别
    Category {
        Policy, Deployment, MemberAdjustment, RoutineArrangement, LeaderSpeech, MeetingMinutes, MeetingNotice,
        Personnel, Reply, Forwarding, Emergency, Other,
    }
    /// 综合性 or 专项, which selects the norm of length
    Scope { Comprehensive, Special }
    /// 紧急程度, the most urgent first
    Urgency { ExtraUrgent, Urgent, Normal } = Normal
    /// 公开属性
    Disclosure { Public, OnRequest, NotPublic }
    /// What an annex is
    AnnexKind { Ordinary, ForwardedSource } = Ordinary
    /// 会议性质
    MeetingNature { Work, Statutory, Routine, Emergency, Training, Seminar } = Work
    /// 会议类别
    MeetingClass { I, II, III, IV }
    /// 会议方式
    MeetingMode { OnSite, Video, Hybrid, Phone }
    /// 规格: the rank demanded of those who attend
    Attendance { MainLeader, DeputyLeader, SectionHead, Staff }
    /// What an agenda item is
    AgendaKind { Speech, Report, Discussion, Exchange, Other }
}
