//! The rows of the breakdown by units, as reports have them.

use crate::id::UnitId;
use crate::organisation::{Organisation, UnitKind};

words! {
    /// The kind of body for which a unit is counted. Every unit belongs to one, so that the groups add up to the whole.
    pub enum Group {
        /// 区委、区委办
        Party = "party",
        /// 区政府、区政府办
        Government = "government",
        /// 政府部门 and what belongs to them
        Departments = "departments",
        /// 议事协调机构
        CoordinationBodies = "coordination_bodies",
        /// 乡镇（街道、片区）、村（社区）
        Townships = "townships",
    }
}

impl Group {
    /// The group of a unit. An office belongs to the body above it; a unit that is not known counts with the departments.
    #[must_use]
    pub fn of(unit: UnitId, organisation: &Organisation) -> Self {
        let Some(unit) = organisation.unit(unit) else { return Self::Departments };
        match unit.kind {
            UnitKind::PartyCommittee => Self::Party,
            UnitKind::Government => Self::Government,
            UnitKind::Office => {
                let above = unit.parent.and_then(|parent| organisation.unit(parent));
                let of_party = above.is_some_and(|above| above.kind == UnitKind::PartyCommittee);
                if of_party { Self::Party } else { Self::Government }
            }
            UnitKind::Department | UnitKind::Institution | UnitKind::InternalSection => {
                Self::Departments
            }
            UnitKind::CoordinationBody => Self::CoordinationBodies,
            UnitKind::Township | UnitKind::Village => Self::Townships,
        }
    }
}
