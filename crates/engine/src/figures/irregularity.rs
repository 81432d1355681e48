//! What was found past the approval: everybody who is signed in may report it, and auditors clear it up.

use std::sync::Arc;

use baopi_persistence::{Cursor, IrregularityRow, IrregularityStep, Page};
use baopi_workflow::statistics::{FoundBy, IrregularityKind, IrregularityState, Remedy};
use baopi_workflow::{PersonId, UnitId};
use chrono::NaiveDate;
use uuid::Uuid;

use crate::engine::Engine;
use crate::error::{CommandError, EngineError};
use crate::office::identity::Viewer;
use crate::reason::{Class, Reason};
use crate::right::Right;

/// The longest evidence and the longest opinion, in characters.
pub const MAX_EVIDENCE: usize = 2_000;

/// What somebody found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which of the closed list of irregularities it is.
    pub kind: IrregularityKind,
    /// How it became known.
    pub found_by: FoundBy,
    /// Whose doing.
    pub unit: UnitId,
    /// When it happened.
    pub day: NaiveDate,
    /// What was seen.
    pub evidence: String,
}

/// Why a report was not written down, or not moved on.
pub type IrregularityError = CommandError<IrregularityRefusal>;

/// What only irregularities refuse.
#[derive(Debug, thiserror::Error)]
pub enum IrregularityRefusal {
    /// It cannot go there from where it stands.
    #[error("an irregularity is verified before it is rectified, and ends once")]
    NotAllowed,
    /// The evidence or the opinion is missing or too long, or the day lies ahead.
    #[error("the evidence is missing or too long, or the day lies ahead")]
    Unfit,
}

impl Reason for IrregularityRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "moved",
            Self::Unfit => "unfit",
        }
    }

    fn class(&self) -> Class {
        match self {
            Self::NotAllowed => Class::Conflict,
            Self::Unfit => Class::Unprocessable,
        }
    }
}

impl From<IrregularityRefusal> for IrregularityError {
    fn from(refusal: IrregularityRefusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Engine {
    /// Reports something that went out or was convened past the approval.
    ///
    /// # Errors
    ///
    /// See [`IrregularityError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn report_irregularity(
        &self,
        by: PersonId,
        found: Found,
    ) -> Result<Uuid, IrregularityError> {
        let organisation = self.store().organisation().await?;
        let Found { kind, found_by, unit, day, evidence } = found;
        let fits = fits(&evidence) && !evidence.trim().is_empty() && day <= self.now().date();
        if !fits || organisation.unit(unit).is_none() {
            return Err(IrregularityRefusal::Unfit.into());
        }
        self.unclassified(by, [evidence.as_str()]).await?;
        let (id, at) = (self.new_id()?, self.now());
        let state = IrregularityState::Reported;
        let row =
            IrregularityRow { id, kind, found_by, unit, day, evidence, state, steps: 1, by, at };
        self.store()
            .write(move |txn| {
                let row = row.clone();
                Box::pin(async move { txn.insert_irregularity(&row).await })
            })
            .await?;
        Ok(id)
    }

    /// What was reported, the last first: everything for auditors, their own reports for everybody else.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`], also for a cursor that is none.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn irregularities(
        &self,
        viewer: &Viewer,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<IrregularityRow>, EngineError> {
        let own = (!viewer.may(Right::JudgeIrregularities)).then_some(viewer.person);
        Ok(self.store().irregularities(own, after, limit).await?)
    }

    /// An auditor moves one on.
    ///
    /// # Errors
    ///
    /// See [`IrregularityError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn move_irregularity(
        &self,
        by: PersonId,
        id: Uuid,
        (state, remedy, opinion): (IrregularityState, Option<Remedy>, String),
    ) -> Result<(), IrregularityError> {
        let organisation = self.store().organisation().await?;
        if !organisation.audits(by) {
            return Err(IrregularityError::NotFound);
        }
        if !fits(&opinion) {
            return Err(IrregularityRefusal::Unfit.into());
        }
        self.unclassified(by, [opinion.as_str()]).await?;
        let step = Arc::new(IrregularityStep { state, remedy, opinion, by, at: self.now() });
        self.store()
            .write(move |txn| {
                let step = Arc::clone(&step);
                Box::pin(async move {
                    let found = txn.lock_irregularity(id).await?;
                    let found = found.ok_or(IrregularityError::NotFound)?;
                    if !found.state.may_become(step.state) {
                        return Err(IrregularityRefusal::NotAllowed.into());
                    }
                    Ok(txn.move_irregularity(&found, &step).await?)
                })
            })
            .await
    }
}

fn fits(text: &str) -> bool {
    text.chars().count() <= MAX_EVIDENCE
}
