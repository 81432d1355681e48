//! 督查检查考核事项: what is asked for before anybody is inspected.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Contact;
use crate::finding::RuleId;
use crate::id::{PersonId, UnitId};
use crate::stage_key::StageKey;
use crate::vocabulary::InspectionMethod;

/// 督查检查考核审批单: everything an inspection asks approval for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InspectionContent {
    /// 组织单位: who inspects, and where it was written.
    pub unit: UnitId,
    /// 事项名称
    pub title: String,
    /// 综合性
    #[serde(default)]
    pub comprehensive: bool,
    /// Code of the controlled vocabulary of topics.
    #[serde(default)]
    pub topic: String,
    /// 必要性
    #[serde(default)]
    pub purpose: String,
    /// 依据
    #[serde(default)]
    pub basis: String,
    /// 对象
    #[serde(default)]
    pub targets: BTreeSet<UnitId>,
    /// 方式
    #[serde(default)]
    pub method: Option<InspectionMethod>,
    /// 开始日期: the statistical date; its month is the month of the plan.
    #[serde(default)]
    pub starts_on: Option<NaiveDate>,
    /// 年度督查检查考核计划
    #[serde(default)]
    pub plan_item: Option<String>,
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
