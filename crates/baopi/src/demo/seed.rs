//! Fills an empty database, through the engine alone: every step was allowed when it was done.

use anyhow::Context;
use baopi_engine::{Clock, Engine, NewPerson, NoticeFate, UnitQuota};
use baopi_workflow::rules::knowledge::QuotaMetric;
use baopi_workflow::{Action, PersonId, RequestId, Timestamp, Version};
use chrono::Duration;

use super::organisation::{District, Figures};
use super::story::{self, Story};
use super::{PASSWORD, figures, start};
use crate::failure::Failure;

/// 压减比例 of the district, in percent.
const REDUCTION_PERCENT: u32 = 30;
/// The same of inspections.
const INSPECTIONS_REDUCTION_PERCENT: u32 = 50;
/// The year of the figures.
const YEAR: i32 = 2026;
/// Days before the first request at which the organisation was set up.
const DAYS_BEFORE: i64 = 7;
/// Messages taken out of the outbox at once.
const NOTICES_AT_ONCE: u32 = 100;
/// How long a message belongs to the seeding, in milliseconds.
const LEASE_MILLIS: i64 = 60_000;

/// One thing that happened to one of the stories.
#[derive(Debug)]
pub(super) struct Order {
    /// When.
    pub(super) at: Timestamp,
    /// Which story, by its place.
    pub(super) story: usize,
    /// Who.
    pub(super) by: PersonId,
    /// What.
    pub(super) action: Action,
}

/// Everything that happened, in the order of time.
pub(super) fn order(stories: &[Story]) -> Vec<Order> {
    let mut order = Vec::new();
    for (place, story) in stories.iter().enumerate() {
        let create = Action::Create { content: story.content.clone() };
        order.push(Order { at: story.begun, story: place, by: story.drafter, action: create });
        let steps = story.steps.iter().cloned();
        order.extend(steps.map(|step| Order {
            at: step.at,
            story: place,
            by: step.by,
            action: step.action,
        }));
    }
    // Stable: two steps of one story never change places.
    order.sort_by_key(|step| step.at);
    order
}

/// Adds the organisation and lets everything happen to the requests that the demonstration tells of. `clock` is the engine's,
/// and a standing one.
///
/// # Errors
///
/// When the database fails; that a step is refused, a test excludes.
pub(super) async fn seed(
    engine: &Engine,
    clock: &Clock,
    district: &District,
) -> Result<(), Failure> {
    let stories = story::read(district)?;
    let order = order(&stories);
    let first = order.first().map_or_else(start, |step| step.at);
    clock.set(Timestamp(first.0 - Duration::days(DAYS_BEFORE).num_milliseconds()));
    add_organisation(engine, district).await?;
    // Where each story stands; a story begins at no request, and its first step makes one.
    let mut seen: Vec<Option<(RequestId, Version)>> = vec![None; stories.len()];
    for Order { at, story, by, action } in order {
        clock.set(at);
        let performed = match (action, seen[story]) {
            (Action::Create { content }, None) => engine.create(by, content, None).await,
            (action, Some((request, version))) => {
                engine.perform(by, request, version, action, None).await
            }
            (_, None) => continue,
        };
        let performed = performed.with_context(|| format!("{} at {at}", stories[story].key))?;
        seen[story] = Some((performed.request, performed.version));
    }
    clock.set(start());
    promise(engine, district).await?;
    figures::seed(engine, district).await?;
    count_as_delivered(engine).await
}

async fn add_organisation(engine: &Engine, district: &District) -> Result<(), Failure> {
    let people = district
        .people
        .iter()
        .map(|person| NewPerson { person: person.clone(), password: Some(PASSWORD.to_owned()) });
    let (units, people) = (district.units.clone(), people.collect());
    let added = engine.add_organisation(units, people, Vec::new(), Vec::new());
    Ok(added.await.context("the organisation cannot be added")?)
}

/// The quotas. What is taken by the figures of the district includes the stories.
async fn promise(engine: &Engine, district: &District) -> Result<(), Failure> {
    let mut promised = Vec::new();
    for Figures { unit, documents, meetings, inspections } in &district.figures {
        let quotas = [
            (QuotaMetric::Documents, Some(*documents), REDUCTION_PERCENT),
            (QuotaMetric::Meetings, *meetings, REDUCTION_PERCENT),
            (QuotaMetric::Inspections, *inspections, INSPECTIONS_REDUCTION_PERCENT),
        ];
        for (metric, figures, reduction_pct) in quotas {
            let Some((baseline, taken)) = figures else { continue };
            let (unit, year) = (*unit, YEAR);
            promised.push(UnitQuota { unit, year, metric, baseline, taken, reduction_pct });
        }
    }
    Ok(engine.set_quotas(promised).await.context("the quotas")?)
}

/// The messages of the time before the start have been read long ago: nobody gets them again.
async fn count_as_delivered(engine: &Engine) -> Result<(), Failure> {
    loop {
        let claimed = engine.claim_notices("demo", NOTICES_AT_ONCE, LEASE_MILLIS).await;
        let rows = claimed.context("the outbox")?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in &rows {
            engine.settle_notice(row, &NoticeFate::Sent).await.context("the outbox")?;
        }
    }
}
