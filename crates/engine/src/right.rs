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
