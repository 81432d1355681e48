//! What a rule finds against a request: the identifiers of the rules, their verdicts and the figures on which they stand.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::organisation::Rank;

words! {
    /// The identifiers of the rules, as people quote them, such as `FILE-LENGTH`.
    pub enum RuleId {
        /// 未经批准不得印发、召开
        ApprovalGate = "APPROVAL-GATE",
        /// 签发后内容不得改动
        ContentFrozen = "CONTENT-FROZEN",
        /// 涉密禁入
        Classified = "CLASSIFIED",
        /// 非涉密声明
        Declaration = "DECLARATION",
        /// 职责分离
        Separation = "SEPARATION",
        /// 签发权限
        SignerRank = "SIGNER-RANK",
        /// 必填项
        RequiredFields = "REQUIRED-FIELDS",
        /// 发文字号
        NumberFormat = "NUMBER-FORMAT",
        /// 文件篇幅
        FileLength = "FILE-LENGTH",
        /// 专项文件篇幅
        FileLengthSpecial = "FILE-LENGTH-SPECIAL",
        /// 会议时长
        MeetingDuration = "MEETING-DURATION",
        /// 讲话时长
        SpeechDuration = "SPEECH-DURATION",
        /// 紧急理由
        UrgencyReason = "URGENCY-REASON",
        /// 一致性评估
        BurdenAssessment = "BURDEN-ASSESSMENT",
        /// 标题格式
        TitleFormat = "TITLE-FORMAT",
        /// 议事协调机构自行发文
        CoordBodySelfIssue = "COORD-BODY-SELF-ISSUE",
        /// 发文机关
        IssuingOrgan = "ISSUING-ORGAN",
        /// 行文方向
        Direction = "DIRECTION",
        /// 越权向下发指令
        DirectiveDown = "DIRECTIVE-DOWN",
        /// 内设机构不得对外发文
        InternalOrgan = "INTERNAL-ORGAN",
        /// 上行文一个主送
        UpwardOneRecipient = "UPWARD-ONE-RECIPIENT",
        /// 上行文不抄送下级
        UpwardNoCcDown = "UPWARD-NO-CC-DOWN",
        /// 报告不夹带请示
        ReportNoRequest = "REPORT-NO-REQUEST",
        /// 附件篇幅
        AnnexLength = "ANNEX-LENGTH",
        /// 化整为零
        SplitSuspect = "SPLIT-SUSPECT",
        /// 发文数量
        QuotaDoc = "QUOTA-DOC",
        /// 发文立项
        PlanDoc = "PLAN-DOC",
        /// 已开会部署不再发文
        AlreadyDeployed = "ALREADY-DEPLOYED",
        /// 照抄照搬
        CopyPaste = "COPY-PASTE",
        /// 重复发文
        SimilarDoc = "SIMILAR-DOC",
        /// 征求相关部门意见
        CountersignRequired = "COUNTERSIGN-REQUIRED",
        /// 增加负担的要求
        BurdenTerms = "BURDEN-TERMS",
        /// 报送时限过短
        ShortDeadline = "SHORT-DEADLINE",
        /// 请示一文一事
        RequestOneMatter = "REQUEST-ONE-MATTER",
        /// 不主送个人
        NotToPerson = "NOT-TO-PERSON",
        /// 不越级行文
        SkipLevel = "SKIP-LEVEL",
        /// 无会周
        NoMeetingWeek = "NO-MEETING-WEEK",
        /// 规格
        MeetingLevel = "MEETING-LEVEL",
        /// 优先视频
        VideoFirst = "VIDEO-FIRST",
        /// 无会日
        NoMeetingDay = "NO-MEETING-DAY",
        /// 拆分会议
        SplitMeeting = "SPLIT-MEETING",
        /// 内容相近合并召开
        MergeSimilar = "MERGE-SIMILAR",
        /// 参会范围相似集中召开
        CombineAttendees = "COMBINE-ATTENDEES",
        /// 会议数量
        QuotaMeeting = "QUOTA-MEETING",
        /// 年度会议计划
        PlanMeeting = "PLAN-MEETING",
        /// 综合性会议一年一次
        AnnualOnce = "ANNUAL-ONCE",
        /// 会议规模
        MeetingSize = "MEETING-SIZE",
        /// 提前报批
        MeetingLeadTime = "MEETING-LEAD-TIME",
        /// 会议经费
        MeetingBudget = "MEETING-BUDGET",
        /// 交流发言
        ExchangeSpeeches = "EXCHANGE-SPEECHES",
        /// 会议通知与审批一致
        NoticeMatchesApproval = "NOTICE-MATCHES-APPROVAL",
        /// 实际超时
        ActualOverrun = "ACTUAL-OVERRUN",
        /// 未报召开情况
        ActualMissing = "ACTUAL-MISSING",
        /// 备案会议
        FiledMeeting = "FILED-MEETING",
        /// 督查检查考核计划
        InspectionPlan = "INSPECTION-PLAN",
        /// 督查检查考核数量
        InspectionQuota = "INSPECTION-QUOTA",
        /// 综合性督查检查考核一年一次
        InspectionOnce = "INSPECTION-ONCE",
        /// 内容相近整合合并
        InspectionMerge = "INSPECTION-MERGE",
        /// 办理时限
        SlaOverdue = "SLA-OVERDUE",
    }
}

impl std::fmt::Display for RuleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}

impl std::str::FromStr for RuleId {
    type Err = UnknownRule;
    fn from_str(key: &str) -> Result<Self, UnknownRule> {
        Self::of_key(key).ok_or_else(|| UnknownRule(key.to_owned()))
    }
}

/// No rule has this identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule {0:?}")]
pub struct UnknownRule(pub String);

/// What a rule says, the mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing against it.
    Pass,
    /// 提示
    Advisory,
    /// 需说明理由: goes on only with a written reason, and somebody of this rank must accept it.
    NeedsJustification(Rank),
    /// 硬性拒绝: nobody can let it pass.
    Block,
}

impl Verdict {
    /// The word in columns and message keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Advisory => "advisory",
            Self::NeedsJustification(_) => "needs_justification",
            Self::Block => "block",
        }
    }
}

/// A figure or a word that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// A number.
    Number(i64),
    /// A text as it is, such as the name of a unit.
    Text(String),
    /// A field of the form; the message files name it.
    Field(String),
    /// A date.
    Date(NaiveDate),
}

impl From<u32> for Fact {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<NaiveDate> for Fact {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// The case in which a rule could not be judged, and refuses.
pub const FACTS_MISSING: &str = "facts-missing";

/// What one rule has against a request, with the figures on which it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// What it says.
    pub verdict: Verdict,
    /// Which of the rule's cases it is, where the rule has several; picks the message.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub case: String,
    /// The facts and parameters it used, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, Fact>,
}

impl Finding {
    /// A finding without facts yet.
    #[must_use]
    pub const fn new(rule: RuleId, verdict: Verdict) -> Self {
        Self { rule, verdict, case: String::new(), facts: BTreeMap::new() }
    }

    /// A block.
    #[must_use]
    pub const fn block(rule: RuleId) -> Self {
        Self::new(rule, Verdict::Block)
    }

    /// A block, because what the rule needs to know could not be had. `what` is the word that the message files name.
    #[must_use]
    pub fn missing(rule: RuleId, what: &str) -> Self {
        let what = Fact::Field(format!("knowledge-{what}"));
        Self::block(rule).case(FACTS_MISSING).with("what", what)
    }

    /// The same for one of the rule's cases.
    #[must_use]
    pub fn case(mut self, case: &str) -> Self {
        case.clone_into(&mut self.case);
        self
    }

    /// The same with one more fact.
    #[must_use]
    pub fn with(mut self, name: &str, fact: impl Into<Fact>) -> Self {
        self.facts.insert(name.to_owned(), fact.into());
        self
    }

    /// The same about a field of the form.
    #[must_use]
    pub fn about(mut self, field: &str) -> Self {
        self.facts.insert("field".to_owned(), Fact::Field(field.to_owned()));
        self
    }

    /// The exception it asks for, if it asks for one.
    #[must_use]
    pub const fn exception(&self) -> Option<Exception> {
        match self.verdict {
            Verdict::NeedsJustification(rank) => Some(Exception { rule: self.rule, rank }),
            Verdict::Pass | Verdict::Advisory | Verdict::Block => None,
        }
    }

    /// The key of its message: the rule in lower case, and the case behind a hyphen.
    #[must_use]
    pub fn message_key(&self) -> String {
        let rule = self.rule.key().to_ascii_lowercase();
        if self.case.is_empty() {
            format!("rule-{rule}")
        } else {
            format!("rule-{rule}-{}", self.case)
        }
    }
}

/// The worst verdict among findings; [`Verdict::Pass`] if there are none.
#[must_use]
pub fn worst(findings: &[Finding]) -> Verdict {
    findings.iter().map(|finding| finding.verdict).max().unwrap_or(Verdict::Pass)
}

/// An exception that a rule asks for: whose rank may accept it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The rule.
    pub rule: RuleId,
    /// The rank that may accept.
    pub rank: Rank,
}
