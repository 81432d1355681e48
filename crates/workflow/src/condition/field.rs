//! The fields of a request that conditions may read: the one catalogue of their keys, kinds and sorts.

use std::sync::LazyLock;

use serde::Serialize;

use crate::content::{
    Attendance, Category, Direction, Disclosure, DocType, MeetingClass, MeetingMode, MeetingNature,
    Scope, Urgency,
};
use crate::kind::Kind;

/// What values a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Yes or no; stands alone in a condition.
    Flag,
    /// A whole number.
    Number,
    /// One word of a closed list.
    Choice(&'static [String]),
    /// The code of a unit; which codes there are, the organisation decides.
    UnitCode,
}

impl Sort {
    /// The word in message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Number => "number",
            Self::Choice(_) => "choice",
            Self::UnitCode => "unit_code",
        }
    }
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $key:literal: $sort:expr, $kinds:ident;)+) => {
        words! {
            /// A field that a condition can read.
            pub enum Field { $($(#[$doc])* $name = $key),+ }
        }

        impl Field {
            /// The kinds of request that have it.
            #[must_use]
            pub const fn kinds(self) -> &'static [Kind] {
                match self { $(Self::$name => $kinds),+ }
            }

            /// What values it has.
            #[must_use]
            pub fn sort(self) -> Sort {
                match self { $(Self::$name => $sort),+ }
            }
        }
    };
}

/// The words of a closed list are those in which contents are stored.
macro_rules! choice {
    ($list:ident) => {{
        static WORDS: LazyLock<Vec<String>> =
            LazyLock::new(|| $list::ALL.iter().map(word).collect());
        Sort::Choice(&WORDS)
    }};
}

const ALL: &[Kind] = Kind::ALL;
const BOTH: &[Kind] = &[Kind::Document, Kind::Meeting];
const DOCUMENT: &[Kind] = &[Kind::Document];
const MEETING: &[Kind] = &[Kind::Meeting];
const GATHERED: &[Kind] = &[Kind::Meeting, Kind::Inspection];

fields! {
    /// True of every request.
    Always = "always": Sort::Flag, ALL;
    /// Other units have to countersign.
    Countersigning = "countersigning": Sort::Flag, BOTH;
    /// The matrix of signers demands the main leader.
    MainLeaderMustSign = "main_leader_must_sign": Sort::Flag, ALL;
    /// Rules found something that goes on only by exception.
    Exceptions = "exceptions": Sort::Flag, ALL;
    /// Among the exceptions is one that only the main leader may accept.
    MainLeaderExceptions = "main_leader_exceptions": Sort::Flag, ALL;
    /// 联合行文、联合办会: there are joint units or co-hosts.
    Joint = "joint": Sort::Flag, BOTH;
    /// 拟稿单位, by its code.
    DraftingUnit = "drafting_unit": Sort::UnitCode, ALL;
    /// 发文机关, 主办单位 or 组织单位, by its code.
    IssuingUnit = "issuing_unit": Sort::UnitCode, ALL;
    /// 文种
    DocType = "doc_type": choice!(DocType), DOCUMENT;
    /// 行文方向
    Direction = "direction": choice!(Direction), DOCUMENT;
    /// 类别
    Category = "category": choice!(Category), DOCUMENT;
    /// 综合性 or 专项
    Scope = "scope": choice!(Scope), DOCUMENT;
    /// 紧急程度
    Urgency = "urgency": choice!(Urgency), DOCUMENT;
    /// 公开属性
    Disclosure = "disclosure": choice!(Disclosure), DOCUMENT;
    /// 规范性文件
    Normative = "normative": Sort::Flag, DOCUMENT;
    /// It gives the recipients tasks.
    Directive = "directive": Sort::Flag, DOCUMENT;
    /// 字 of body and issued texts.
    Characters = "characters": Sort::Number, DOCUMENT;
    /// The number of 附件.
    Annexes = "annexes": Sort::Number, DOCUMENT;
    /// 印发份数
    Copies = "copies": Sort::Number, DOCUMENT;
    /// The number of 主送机关.
    Recipients = "recipients": Sort::Number, DOCUMENT;
    /// The number of 会签单位.
    CountersignUnits = "countersign_units": Sort::Number, DOCUMENT;
    /// 会议性质
    Nature = "nature": choice!(MeetingNature), MEETING;
    /// 会议类别
    Class = "class": choice!(MeetingClass), MEETING;
    /// 会议方式
    Mode = "mode": choice!(MeetingMode), MEETING;
    /// 规格
    RequiredLevel = "required_level": choice!(Attendance), MEETING;
    /// 综合性工作会议、综合性督查检查考核
    Comprehensive = "comprehensive": Sort::Flag, GATHERED;
    /// Minutes of all sessions.
    Minutes = "minutes": Sort::Number, MEETING;
    /// 人数
    Headcount = "headcount": Sort::Number, MEETING;
    /// The number of units that attend.
    AttendeeUnits = "attendee_units": Sort::Number, MEETING;
    /// 经费 in 元; a part of one counts as one, so that a limit cannot be passed by 分.
    BudgetYuan = "budget_yuan": Sort::Number, MEETING;
}

impl Field {
    /// The fields of one kind of request.
    pub fn of_kind(kind: Kind) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |field| field.kinds().contains(&kind))
    }

    /// For a field that says nothing of its own: the fields from which it follows. None of those follows from others.
    #[must_use]
    pub fn sources(self, kind: Kind) -> &'static [Self] {
        if self == Self::Countersigning {
            match kind {
                Kind::Document => &[Self::CountersignUnits, Self::Joint],
                Kind::Meeting => &[Self::BudgetYuan, Self::Joint],
                Kind::Inspection => &[],
            }
        } else if self == Self::MainLeaderMustSign {
            match kind {
                Kind::Document => &[
                    Self::DocType,
                    Self::Direction,
                    Self::Category,
                    Self::Normative,
                    Self::Joint,
                    Self::MainLeaderExceptions,
                ],
                Kind::Meeting => &[Self::Class, Self::MainLeaderExceptions],
                Kind::Inspection => &[Self::MainLeaderExceptions],
            }
        } else {
            &[]
        }
    }
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}

/// The word in which a choice is stored.
///
/// # Panics
///
/// Never: the closed lists are enums without data, which are written as words.
pub(super) fn word<T: Serialize>(choice: &T) -> String {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(word)) => word,
        other => unreachable!("a choice is written as a word, not as {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_stored_under_its_key() {
        for field in Field::ALL {
            assert_eq!(word(field), field.key());
            assert_eq!(Field::of_key(field.key()), Some(*field));
        }
    }

    #[test]
    fn the_words_of_a_choice_are_those_in_which_contents_are_stored() {
        let Sort::Choice(words) = Field::DocType.sort() else { panic!("a choice") };
        assert_eq!(words.len(), DocType::ALL.len());
        assert!(words.contains(&"request_for_instruction".to_owned()), "{words:?}");
        let Sort::Choice(words) = Field::Class.sort() else { panic!("a choice") };
        assert_eq!(words, ["i", "ii", "iii", "iv"]);
    }

    #[test]
    fn what_follows_from_others_follows_in_one_step_within_its_kind() {
        for &kind in Kind::ALL {
            for source in Field::of_kind(kind).flat_map(|field| field.sources(kind)) {
                assert!(source.kinds().contains(&kind), "{source}");
                assert_eq!(source.sources(kind), [], "{source}");
            }
        }
    }
}
