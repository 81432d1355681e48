//! What only some may look at or change, by their roles: the one table that every such use case and every page asks.
//!
//! What somebody may not look at is answered as if it were not there. What somebody may look at and not change is refused.

use baopi_workflow::Role;

use crate::office::identity::Viewer;

/// Something that not everybody with an account may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// Look at the versions of the routes, and at the requests on older ones.
    SeeRoutes,
    /// Prove routes, put them into force and move requests to them.
    ChangeRoutes,
    /// Look at the figures of the rules, in every version, and at what was proposed.
    SeeRules,
    /// Try, propose and settle other figures.
    ChangeRules,
    /// Look at and take over the figures of the time before the program.
    ImportFigures,
    /// Take over the holidays of a year.
    ImportWorkingDays,
    /// Give away what waits for somebody who leaves.
    HandOver,
    /// See and make the stand-ins of everybody.
    DelegateForOthers,
    /// Publish reports.
    PublishReports,
    /// Draw samples for spot checks, and look at them.
    DrawSamples,
    /// See what everybody reported as gone past the approval, and judge it.
    JudgeIrregularities,
}

impl Viewer {
    /// Whether the person has a right.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        let (administers, audits) = (self.has(Role::Admin), self.has(Role::Auditor));
        match right {
            Right::SeeRoutes | Right::SeeRules | Right::PublishReports => administers || audits,
            Right::ChangeRoutes
            | Right::ChangeRules
            | Right::ImportFigures
            | Right::ImportWorkingDays
            | Right::HandOver
            | Right::DelegateForOthers => administers,
            Right::DrawSamples | Right::JudgeIrregularities => audits,
        }
    }
}

/// Who asks for something that not everybody may look at.
#[derive(Debug, Clone, Copy)]
pub enum Asker<'v> {
    /// Somebody who is signed in.
    Viewer(&'v Viewer),
    /// Whoever keeps the program and works at its command line.
    Keeper,
}

impl Asker<'_> {
    pub(crate) fn may(self, right: Right) -> bool {
        match self {
            Self::Viewer(viewer) => viewer.may(right),
            Self::Keeper => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use baopi_workflow::{Organisation, Person, PersonId, Rank, UnitId};
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;

    const ROLES: [Role; 7] = [
        Role::Drafter,
        Role::DeptHead,
        Role::Reviewer,
        Role::Countersigner,
        Role::Registrar,
        Role::Auditor,
        Role::Admin,
    ];

    fn viewer(roles: BTreeSet<Role>, rank: Option<Rank>) -> Viewer {
        let person = Person {
            id: PersonId(Uuid::from_u128(1)),
            login: String::new(),
            name: String::new(),
            unit: UnitId(Uuid::from_u128(2)),
            post: None,
            roles,
            rank,
            leads: BTreeSet::new(),
            email: None,
            active: true,
        };
        let (id, name) = (person.id, person.name.clone());
        let organisation = Arc::new(Organisation::new([], [person], Vec::new()));
        Viewer { person: id, name, organisation }
    }

    #[rstest]
    #[case(Right::SeeRoutes, &[Role::Admin, Role::Auditor])]
    #[case(Right::ChangeRoutes, &[Role::Admin])]
    #[case(Right::SeeRules, &[Role::Admin, Role::Auditor])]
    #[case(Right::ChangeRules, &[Role::Admin])]
    #[case(Right::ImportFigures, &[Role::Admin])]
    #[case(Right::ImportWorkingDays, &[Role::Admin])]
    #[case(Right::HandOver, &[Role::Admin])]
    #[case(Right::DelegateForOthers, &[Role::Admin])]
    #[case(Right::PublishReports, &[Role::Admin, Role::Auditor])]
    #[case(Right::DrawSamples, &[Role::Auditor])]
    #[case(Right::JudgeIrregularities, &[Role::Auditor])]
    fn a_right_belongs_to_these_roles_whatever_else_somebody_is(
        #[case] right: Right,
        #[case] holders: &[Role],
    ) {
        for combination in 0..1_u32 << ROLES.len() {
            let held = ROLES.iter().enumerate().filter(|(place, _)| combination >> place & 1 == 1);
            let roles: BTreeSet<Role> = held.map(|(_, role)| *role).collect();
            let expected = holders.iter().any(|role| roles.contains(role));
            for rank in [None, Some(Rank::ResponsibleLeader), Some(Rank::MainLeader)] {
                let viewer = viewer(roles.clone(), rank);
                assert_eq!(viewer.may(right), expected, "{roles:?} {rank:?}");
                assert_eq!(Asker::Viewer(&viewer).may(right), expected, "{roles:?} {rank:?}");
            }
        }
        assert!(Asker::Keeper.may(right), "whoever keeps the program may look at everything");
    }
}
