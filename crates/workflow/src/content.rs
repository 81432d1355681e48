//! What is asked for: the document, the meeting or the inspection as its drafter wrote it, and its digest.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::canonical::Digest;
use crate::finding::RuleId;
use crate::id::{PersonId, RequestId, UnitId};
use crate::stage_key::StageKey;

pub use inspection::InspectionContent;
pub use measure::Measure;
pub use procedure::{Procedure, procedure};
pub use session::{Actual, Session};

pub use crate::vocabulary::{
    AgendaKind, AnnexKind, Attendance, Category, Direction, Disclosure, DocType, InspectionMethod,
    MeetingClass, MeetingMode, MeetingNature, Scope, Urgency,
};

mod common;
mod inspection;
pub mod limits;
mod measure;
mod procedure;
mod session;

/// The most units that one list of recipients, countersigners or attendees may name.
pub const MAX_UNITS: usize = 500;
/// The most issued texts, annexes, agenda items or sessions of one request.
pub const MAX_PARTS: usize = 50;
/// The longest text in one field, in bytes of UTF-8: what a file can yield, and far more than can be approved, so that an
/// overlong text is measured and told its length instead of being cut.
pub const MAX_TEXT_BYTES: usize = 2 * 1024 * 1024;

/// A stored file, named by what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FileRef {
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// Its name as uploaded.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
}

impl FileRef {
    /// What a text is compared by with the text of its file: the digest of the text without white space, which forms and
    /// formats write otherwise.
    #[must_use]
    pub fn text_digest(text: &str) -> Digest {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        Digest::of(text.as_bytes())
    }
}

/// A part of a content that names a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilePart<'c> {
    /// The field.
    pub field: &'static str,
    /// The file.
    pub file: &'c FileRef,
    /// What the content says is its text.
    pub text: Option<&'c str>,
}

/// 印发件: a text that the document exists to put out. It is counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IssuedText {
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
}

/// 附件: reported, but not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Annex {
    /// Its title.
    pub title: String,
    /// Its text, where it could be read.
    #[serde(default)]
    pub text: Option<String>,
    /// The file.
    #[serde(default)]
    pub file: Option<FileRef>,
    /// What it is.
    #[serde(default)]
    pub kind: AnnexKind,
}

/// 发文依据: why the document may exist at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Basis {
    /// 会议研究决定
    CommitteeDecision {
        /// How it is named.
        #[cfg_attr(feature = "schema", schema(min_length = 1))]
        reference: String,
    },
    /// 上级文件
    SuperiorDoc {
        /// Its title.
        #[cfg_attr(feature = "schema", schema(min_length = 1))]
        title: String,
        /// Its number.
        number: String,
    },
    /// 领导批示
    LeaderInstruction {
        /// Whose, when.
        #[cfg_attr(feature = "schema", schema(min_length = 1))]
        reference: String,
    },
    /// 法律法规规章
    LawOrRule {
        /// Which article.
        #[cfg_attr(feature = "schema", schema(min_length = 1))]
        reference: String,
    },
    /// 发文计划
    PlanItem {
        /// Which item.
        #[cfg_attr(feature = "schema", schema(min_length = 1))]
        reference: String,
    },
}

/// 与为基层减负一致性评估: the drafter's own assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BurdenAssessment {
    /// Adds forms to fill.
    pub adds_forms: bool,
    /// Adds reports to send.
    pub adds_reports: bool,
    /// Adds inspections to receive.
    pub adds_inspection: bool,
    /// A remark.
    #[serde(default)]
    pub note: String,
}

/// Whom to ask.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: String,
}

/// 发文稿纸: everything a document asks approval for. A draft may lack what submission requires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentContent {
    /// 发文机关
    pub issuing_unit: UnitId,
    /// 拟稿单位
    pub drafting_unit: UnitId,
    /// 联合行文单位, the lead organ left out
    #[serde(default)]
    pub joint_units: BTreeSet<UnitId>,
    /// 文种
    #[serde(default)]
    pub doc_type: Option<DocType>,
    /// 行文方向
    #[serde(default)]
    pub direction: Option<Direction>,
    /// 类别
    #[serde(default)]
    pub category: Option<Category>,
    /// 综合性 or 专项
    #[serde(default)]
    pub scope: Option<Scope>,
    /// 标题
    pub title: String,
    /// 正文
    pub body: String,
    /// The file from which the body was read.
    #[serde(default)]
    pub body_file: Option<FileRef>,
    /// 印发件
    #[serde(default)]
    pub issued_texts: Vec<IssuedText>,
    /// 附件
    #[serde(default)]
    pub annexes: Vec<Annex>,
    /// 主送机关
    #[serde(default)]
    pub main_recipients: BTreeSet<UnitId>,
    /// 抄送机关
    #[serde(default)]
    pub cc: BTreeSet<UnitId>,
    /// 紧急程度
    #[serde(default)]
    pub urgency: Urgency,
    /// Why urgent.
    #[serde(default)]
    pub urgency_reason: String,
    /// 公开属性
    #[serde(default)]
    pub disclosure: Option<Disclosure>,
    /// Why not public.
    #[serde(default)]
    pub disclosure_reason: String,
    /// 发文依据
    #[serde(default)]
    pub basis: Vec<Basis>,
    /// 发文必要性
    #[serde(default)]
    pub necessity: String,
    /// 发文立项
    #[serde(default)]
    pub plan_item: Option<String>,
    /// The meeting whose content this repeats.
    #[serde(default)]
    pub deploys_meeting: Option<RequestId>,
    /// 会签单位
    #[serde(default)]
    pub countersign_units: BTreeSet<UnitId>,
    /// Whether it gives the recipients tasks.
    #[serde(default)]
    pub directive: bool,
    /// 议事协调机构 that the document is about
    #[serde(default)]
    pub coordination_body: Option<UnitId>,
    /// “经×政府同意”
    #[serde(default)]
    pub gov_consent_ref: String,
    /// 超上年度数量的书面说明
    #[serde(default)]
    pub superior_explanation_ref: String,
    /// 规范性文件
    #[serde(default)]
    pub normative: bool,
    /// 合法性审核
    #[serde(default)]
    pub legal_review_ref: String,
    /// 公平竞争审查
    #[serde(default)]
    pub fair_competition_ref: String,
    /// 一致性评估
    #[serde(default)]
    pub burden: Option<BurdenAssessment>,
    /// The drafter's declaration that nothing in it is classified.
    #[serde(default)]
    pub non_classified_declared: bool,
    /// 印发份数
    #[serde(default)]
    pub copies: Option<u32>,
    /// Whom to ask.
    #[serde(default)]
    pub contact: Contact,
    /// The series to take a number from; the issuing unit's first where absent.
    #[serde(default)]
    pub series: Option<String>,
    /// The reason given for each rule that asks for one.
    #[serde(default)]
    pub justifications: BTreeMap<RuleId, String>,
    /// Whom the drafter chose, for the stages of the route that let the drafter choose.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub chosen: BTreeMap<StageKey, Vec<PersonId>>,
}

/// One item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// What.
    #[cfg_attr(feature = "schema", schema(min_length = 1))]
    pub item: String,
    /// Who speaks.
    #[serde(default)]
    pub speaker: String,
    /// What kind.
    pub kind: AgendaKind,
    /// How long, in minutes.
    pub minutes: u32,
}

/// 会议审批单: everything a meeting asks approval for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MeetingContent {
    /// 主办单位
    pub host_unit: UnitId,
    /// 联办单位
    #[serde(default)]
    pub co_hosts: BTreeSet<UnitId>,
    /// 以谁的名义召开
    pub in_name_of: UnitId,
    /// 会议名称
    pub title: String,
    /// 性质
    #[serde(default)]
    pub nature: MeetingNature,
    /// 本系统综合性工作会议
    #[serde(default)]
    pub comprehensive: bool,
    /// 会议类别
    #[serde(default)]
    pub class: Option<MeetingClass>,
    /// Code of the controlled vocabulary of topics.
    #[serde(default)]
    pub topic: String,
    /// 必要性
    #[serde(default)]
    pub purpose: String,
    /// 会期: one session or several; their durations are summed.
    #[serde(default)]
    pub sessions: Vec<Session>,
    /// 地点
    #[serde(default)]
    pub venue: String,
    /// 方式
    #[serde(default)]
    pub mode: Option<MeetingMode>,
    /// 规格
    #[serde(default)]
    pub required_level: Option<Attendance>,
    /// 召集人
    #[serde(default)]
    pub convener: Option<PersonId>,
    /// 参会范围
    #[serde(default)]
    pub attendee_units: BTreeSet<UnitId>,
    /// 人数
    #[serde(default)]
    pub headcount: Option<u32>,
    /// 工作人员
    #[serde(default)]
    pub staff_count: Option<u32>,
    /// Leaders of the organ who attend.
    #[serde(default)]
    pub leaders_attending: BTreeSet<PersonId>,
    /// 议程
    #[serde(default)]
    pub agenda: Vec<AgendaItem>,
    /// 会议材料
    #[serde(default)]
    pub materials: Vec<Annex>,
    /// 经费 in 分
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(format = "fen"))]
    pub budget_fen: i64,
    /// 经费来源
    #[serde(default)]
    pub budget_source: String,
    /// 年度会议计划
    #[serde(default)]
    pub plan_item: Option<String>,
    /// The superior's order.
    #[serde(default)]
    pub superior_notice_ref: String,
    /// 超上年度数量的书面说明
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub superior_explanation_ref: String,
    /// The drafter's declaration that nothing in it is classified.
    #[serde(default)]
    pub non_classified_declared: bool,
    /// Whom to ask.
    #[serde(default)]
    pub contact: Contact,
    /// The reason given for each rule that asks for one.
    #[serde(default)]
    pub justifications: BTreeMap<RuleId, String>,
    /// Whom the drafter chose, for the stages of the route that let the drafter choose.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub chosen: BTreeMap<StageKey, Vec<PersonId>>,
}

/// A document, a meeting or an inspection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// 发文稿纸
    Document(Box<DocumentContent>),
    /// 会议审批单
    Meeting(Box<MeetingContent>),
    /// 督查检查考核审批单
    Inspection(Box<InspectionContent>),
}

impl MeetingContent {
    /// Who takes part: the host, whoever hosts it too, and whoever is called.
    pub fn units(&self) -> impl Iterator<Item = UnitId> {
        let others = self.co_hosts.iter().chain(&self.attendee_units).copied();
        std::iter::once(self.host_unit).chain(others)
    }

    /// Whether anybody of another unit takes part.
    #[must_use]
    pub fn calls_others(&self) -> bool {
        self.units().any(|unit| unit != self.host_unit)
    }

    /// Whether it is known that nobody but the host takes part: as long as no attendees are named, somebody may still be called.
    #[must_use]
    pub fn is_internal(&self) -> bool {
        !self.attendee_units.is_empty() && !self.calls_others()
    }
}
