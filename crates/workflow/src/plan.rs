//! 年度发文计划、会议计划、督查检查考核计划: what a unit may issue, convene and inspect in a year without saying why each
//! time.

use serde::{Deserialize, Serialize};

use crate::book::{FieldFault, Needed, range, text};
use crate::id::{PersonId, PlanItemId, RequestId, UnitId};
use crate::kind::Kind;
use crate::organisation::{Organisation, Role};
use crate::rules::knowledge;

/// The longest title, in characters.
pub const MAX_TITLE_CHARS: u32 = 100;
/// The longest reference, in characters.
pub const MAX_REFERENCE_CHARS: u32 = 40;
/// The longest reference to the paper that approved it, in characters.
pub const MAX_APPROVED_CHARS: u32 = 100;
/// The years for which there can be a plan.
pub const YEARS: (i32, i32) = (2000, 2100);

/// An item of a year's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanItem {
    /// Identifier.
    pub id: PlanItemId,
    /// Documents, meetings or inspections.
    pub kind: Kind,
    /// The year.
    pub year: i32,
    /// Whose plan.
    pub unit: UnitId,
    /// How requests name it; no other item of the unit's plans of this kind is called so.
    pub reference: String,
    /// 标题
    pub title: String,
    /// 月份
    pub month: u32,
    /// 综合性
    pub comprehensive: bool,
    /// The paper that approved it.
    pub approved_ref: String,
    /// The request that was signed on its strength.
    pub used_by: Option<RequestId>,
}

/// An item as somebody writes it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlanItem {
    /// Documents, meetings or inspections.
    pub kind: Kind,
    /// The year.
    pub year: i32,
    /// Whose plan.
    pub unit: UnitId,
    /// How requests shall name it.
    pub reference: String,
    /// 标题
    pub title: String,
    /// 月份
    pub month: u32,
    /// 综合性
    pub comprehensive: bool,
    /// The paper that approved it.
    pub approved_ref: String,
}

impl NewPlanItem {
    /// The item under its identifier, used by no request.
    #[must_use]
    pub fn into_item(self, id: PlanItemId) -> PlanItem {
        let Self { kind, year, unit, reference, title, month, comprehensive, approved_ref } = self;
        PlanItem {
            id,
            kind,
            year,
            unit,
            reference,
            title,
            month,
            comprehensive,
            approved_ref,
            used_by: None,
        }
    }

    /// Everything that is wrong with its fields.
    #[must_use]
    pub fn faults(&self) -> Vec<FieldFault> {
        let (first, last) = YEARS;
        [
            range("year", self.year.into(), first.into(), last.into()),
            text("reference", &self.reference, MAX_REFERENCE_CHARS, Needed::Yes),
            text("title", &self.title, MAX_TITLE_CHARS, Needed::Yes),
            range("month", self.month.into(), 1, 12),
            text("approved_ref", &self.approved_ref, MAX_APPROVED_CHARS, Needed::Yes),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The texts that somebody typed.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        [&self.reference, &self.title, &self.approved_ref].into_iter().map(String::as_str)
    }
}

impl From<PlanItem> for knowledge::PlannedItem {
    fn from(item: PlanItem) -> Self {
        let PlanItem { reference, title, comprehensive, .. } = item;
        Self { reference, title, comprehensive }
    }
}

/// Whether a person enters the plans of a unit: the office that runs its approvals does, by its reviewers and registrars.
#[must_use]
pub fn may_keep(person: PersonId, unit: UnitId, organisation: &Organisation) -> bool {
    let Some(known) = organisation.active_person(person) else { return false };
    let works =
        [Role::Reviewer, Role::Registrar].into_iter().any(|role| known.roles.contains(&role));
    works && organisation.may_decide(person) && organisation.office_of(unit) == known.unit
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;
    use crate::book::Wrong;

    fn item() -> NewPlanItem {
        NewPlanItem {
            kind: Kind::Document,
            year: 2026,
            unit: UnitId(Uuid::from_u128(2)),
            reference: "2026-07".to_owned(),
            title: "关于做好秋粮收购工作的通知".to_owned(),
            month: 9,
            comprehensive: false,
            approved_ref: "区政府第3次常务会议".to_owned(),
        }
    }

    #[rstest]
    #[case(item(), None)]
    #[case(NewPlanItem { month: 0, ..item() }, Some("month"))]
    #[case(NewPlanItem { month: 12, ..item() }, None)]
    #[case(NewPlanItem { month: 13, ..item() }, Some("month"))]
    #[case(NewPlanItem { year: 1999, ..item() }, Some("year"))]
    #[case(NewPlanItem { reference: " ".to_owned(), ..item() }, Some("reference"))]
    #[case(NewPlanItem { title: "通".repeat(100), ..item() }, None)]
    #[case(NewPlanItem { title: "通".repeat(101), ..item() }, Some("title"))]
    #[case(NewPlanItem { approved_ref: String::new(), ..item() }, Some("approved_ref"))]
    fn every_field_has_its_bounds(#[case] item: NewPlanItem, #[case] field: Option<&str>) {
        let faults = item.faults();
        assert_eq!(faults.first().map(|fault| fault.field.as_str()), field);
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let faults = NewPlanItem { month: 13, title: String::new(), ..item() }.faults();
        let wrong: Vec<_> = faults.into_iter().map(|fault| (fault.field, fault.wrong)).collect();
        let month = Wrong::OutOfRange { least: 1, most: 12 };
        let expected = [("title".to_owned(), Wrong::Missing), ("month".to_owned(), month)];
        assert_eq!(wrong, expected);
    }
}
