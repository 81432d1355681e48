//! Reports that stay as they were published, and spot checks that anybody can draw again.

use std::path::PathBuf;
use std::sync::Arc;

use baopi_document::print::{self, Unprintable};
use baopi_persistence::{Cursor, MAX_POPULATION, Page, ReportRow, SpotCheckRow};
use baopi_workflow::Digest;
use baopi_workflow::statistics::{Period, spot_check};
use uuid::Uuid;

use crate::engine::Engine;
use crate::error::{CommandError, EngineError};
use crate::figures::statistics::{Dashboard, Scope};
use crate::office::identity::Viewer;
use crate::reason::{Class, Reason};
use crate::right::Right;

/// The longest reason and the longest word that an auditor makes up, in characters.
const MAX_WORDS: usize = 200;

/// Why a report was not published or printed, or nothing was drawn.
pub type ReportError = CommandError<ReportRefusal>;

/// What only reports and spot checks refuse.
#[derive(Debug, thiserror::Error)]
pub enum ReportRefusal {
    /// Reports are about quarters and years that have begun.
    #[error("reports are about quarters and years that have begun")]
    Period,
    /// A report takes the place of another one only for a reason that is given, in at most 200 characters.
    #[error("a report takes the place of another one only for a reason")]
    Reason,
    /// A sample has a share of 1 to 100 per cent, and a word that the auditor made up.
    #[error("a sample has a share of 1 to 100 per cent and a word of its own")]
    Sample,
    /// There are too many requests for one sample; a shorter period has fewer.
    #[error("there are too many requests for one sample")]
    TooMany,
    /// A report is not to be had as PDF: this program was built without its printing.
    #[error("this program prints nothing")]
    NotBuiltIn,
    /// A report is not to be had as PDF: there is no font with Chinese letters.
    #[error("there is no font with Chinese letters in any of {} folders", .dirs.len())]
    NoFont {
        /// Where fonts were looked for.
        dirs: Vec<PathBuf>,
    },
    /// A report is not to be had as PDF: it is longer than what is printed.
    #[error("a report of {rows} rows and {bytes} bytes is longer than what is printed")]
    TooLong {
        /// How many rows it has.
        rows: usize,
        /// How many bytes its texts have.
        bytes: usize,
    },
}

impl Reason for ReportRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Reason => "reason",
            Self::Sample => "sample",
            Self::TooMany => "too_many",
            Self::NotBuiltIn => "not_built_in",
            Self::NoFont { .. } => "no_font",
            Self::TooLong { .. } => "too_long",
        }
    }

    fn class(&self) -> Class {
        Class::Unprocessable
    }
}

impl From<ReportRefusal> for ReportError {
    fn from(refusal: ReportRefusal) -> Self {
        Self::Refused(refusal)
    }
}

/// A report with what it says.
#[derive(Debug, Clone)]
pub struct Report {
    /// As it was published.
    pub row: ReportRow,
    /// What it says.
    pub dashboard: Dashboard,
}

impl Engine {
    /// Publishes the figures of a quarter or a year as they are now, with the rules in force.
    ///
    /// # Errors
    ///
    /// See [`ReportError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn publish_report(
        &self,
        viewer: &Viewer,
        period: Period,
        reason: &str,
    ) -> Result<u32, ReportError> {
        let begun = period.days().from <= self.now().date();
        if !viewer.may(Right::PublishReports) {
            return Err(ReportError::NotFound);
        }
        if !begun || !matches!(period, Period::Quarter(..) | Period::Half(..) | Period::Year(_)) {
            return Err(ReportRefusal::Period.into());
        }
        if reason.chars().count() > MAX_WORDS {
            return Err(ReportRefusal::Reason.into());
        }
        let body = serde_json::to_string(&self.dashboard_of(&Scope::All, period).await?)?;
        let row = Arc::new(ReportRow {
            period,
            revision: 1,
            rule_set: self.store().rule_set(self.now().date()).await?.version,
            digest: Digest::of(body.as_bytes()),
            body,
            reason: reason.trim().to_owned(),
            by: viewer.person,
            at: self.now(),
        });
        self.store()
            .write(move |txn| {
                let row = Arc::clone(&row);
                Box::pin(async move {
                    let revision = txn.last_report(row.period).await? + 1;
                    if revision > 1 && row.reason.is_empty() {
                        return Err(ReportRefusal::Reason.into());
                    }
                    txn.insert_report(&ReportRow { revision, ..ReportRow::clone(&row) }).await?;
                    Ok(revision)
                })
            })
            .await
    }

    /// The reports, the last published first.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn reports(&self) -> Result<Vec<ReportRow>, EngineError> {
        Ok(self.store().reports().await?)
    }

    /// A report as it was published.
    ///
    /// # Errors
    ///
    /// [`ReportError::NotFound`]; [`ReportError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn report(&self, period: Period, revision: u32) -> Result<Report, ReportError> {
        let row = self.store().report(period, revision).await?.ok_or(ReportError::NotFound)?;
        let dashboard = serde_json::from_str(&row.body)?;
        Ok(Report { row, dashboard })
    }

    /// A report as PDF.
    ///
    /// # Errors
    ///
    /// See [`ReportError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn print(&self, report: print::Report) -> Result<Vec<u8>, ReportError> {
        self.printer().print(report).await.map_err(|error| match error {
            Unprintable::NotBuiltIn => ReportRefusal::NotBuiltIn.into(),
            Unprintable::NoFont { dirs } => ReportRefusal::NoFont { dirs }.into(),
            Unprintable::TooLong { rows, bytes } => ReportRefusal::TooLong { rows, bytes }.into(),
            Unprintable::Data(_) | Unprintable::Template(_) | Unprintable::Lost(_) => error.into(),
        })
    }

    /// Draws a sample of what was issued and held in a period.
    ///
    /// # Errors
    ///
    /// See [`ReportError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn draw_spot_check(
        &self,
        viewer: &Viewer,
        period: Period,
        (rate, nonce): (u32, &str),
    ) -> Result<Uuid, ReportError> {
        if !viewer.may(Right::DrawSamples) {
            return Err(ReportError::NotFound);
        }
        let (nonce, length) = (nonce.trim(), nonce.chars().count());
        if !(1..=100).contains(&rate) || nonce.is_empty() || length > MAX_WORDS {
            return Err(ReportRefusal::Sample.into());
        }
        let span = period.days_until(self.now().date());
        let population = self.store().population(span).await?;
        if population.len() > MAX_POPULATION as usize {
            return Err(ReportRefusal::TooMany.into());
        }
        let seed = spot_check::seed(&period.to_string(), nonce);
        let count = population.len() as u64;
        let drawn = spot_check::draw(&seed, rate, population).drawn;
        let (id, by, at) = (self.new_id()?, viewer.person, self.now());
        let row = SpotCheckRow { id, period, rate, seed, population: count, drawn, by, at };
        self.store()
            .write(move |txn| {
                let row = row.clone();
                Box::pin(async move { txn.insert_spot_check(&row).await })
            })
            .await?;
        Ok(id)
    }

    /// The spot checks, the last one first. Nothing for whoever draws none.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`]; [`EngineError::BadCursor`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn spot_checks(
        &self,
        viewer: &Viewer,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Option<Page<SpotCheckRow>>, EngineError> {
        if !viewer.may(Right::DrawSamples) {
            return Ok(None);
        }
        Ok(Some(self.store().spot_checks(after, limit).await?))
    }

    /// A spot check with the titles of what was drawn.
    ///
    /// # Errors
    ///
    /// [`ReportError::NotFound`]; [`ReportError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn spot_check(
        &self,
        viewer: &Viewer,
        id: Uuid,
    ) -> Result<(SpotCheckRow, Vec<(baopi_workflow::Request, String)>), ReportError> {
        if !viewer.may(Right::DrawSamples) {
            return Err(ReportError::NotFound);
        }
        let row = self.store().spot_check(id).await?.ok_or(ReportError::NotFound)?;
        let mut requests = Vec::with_capacity(row.drawn.len());
        for (_, request) in &row.drawn {
            if let Some((request, content)) = self.store().find_request(*request).await? {
                requests.push((request, content.title().to_owned()));
            }
        }
        Ok((row, requests))
    }
}
