//! What people read: a request, the desk, the register.

use std::collections::BTreeSet;
use std::sync::Arc;

use baopi_persistence::{Cursor, Page, RegisterFilter, RegisterRow, RequestRow};
use baopi_workflow::event::Event;
use baopi_workflow::request::authority;
use baopi_workflow::request::offers::offers;
use baopi_workflow::route::{Asking, Assignee, SkipReason, Stage, Waypoint};
use baopi_workflow::rules::{self, Case};
use baopi_workflow::tally::Mode;
use baopi_workflow::{
    ActionName, Content, Context, Digest, Facts, Finding, Happening, Organisation, PersonId,
    Request, RequestId, Route, StageKey, Status, Timestamp, canonical,
};
use serde::{Deserialize, Serialize};

use crate::engine::Engine;
use crate::error::{EngineError, PerformError};

/// One line of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// Place in the chain, from 1.
    pub seq: u64,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it; nobody where the clock did.
    pub actor: Option<PersonId>,
    /// For whom a stand-in acted.
    pub on_behalf_of: Option<PersonId>,
    /// What happened.
    pub what: Happening,
    /// The digest of the entry.
    pub hash: Digest,
}

/// Where a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageState {
    /// Behind.
    Done,
    /// The request stands here.
    Here,
    /// Still to come.
    Ahead,
    /// Left out because the drafter holds its post.
    Skipped,
    /// The request ended before it came here.
    NotReached,
}

/// One stage on the way of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayStage {
    /// Its key.
    pub key: StageKey,
    /// Who is asked, or acted where the stage is done.
    pub people: Vec<PersonId>,
    /// Where it stands.
    pub state: StageState,
    /// Why it is left out, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<SkipReason>,
    /// How the answers count.
    #[serde(default = "any")]
    pub mode: Mode,
    /// In how many working days those asked should answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline_days: Option<u32>,
    /// Among whom the drafter chooses, where the drafter chooses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<WayChoice>,
}

const fn any() -> Mode {
    Mode::Any
}

/// That the drafter chooses whom a stage asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayChoice {
    /// Among whom.
    pub among: Vec<PersonId>,
    /// How many at least.
    pub least: u32,
    /// How many at most.
    pub most: u32,
}

/// A request as one person may see it.
#[derive(Debug, Clone)]
pub struct RequestView {
    /// Where it stands.
    pub request: Request,
    /// Its text.
    pub content: Content,
    /// For the names.
    pub organisation: Arc<Organisation>,
    /// The record, the oldest entry first.
    pub timeline: Vec<TimelineEntry>,
    /// What the rules find now.
    pub findings: Vec<Finding>,
    /// What this person may do now.
    pub offers: Vec<ActionName>,
    /// The stages.
    pub way: Vec<WayStage>,
}

impl Engine {
    /// A request with all that its page shows.
    ///
    /// # Errors
    ///
    /// [`PerformError::NotFound`] also for what this person may not see.
    #[tracing::instrument(level = "debug", skip_all, fields(request = %id))]
    pub async fn view(&self, viewer: PersonId, id: RequestId) -> Result<RequestView, PerformError> {
        let (request, content, organisation) = self.seen(viewer, id).await?;
        let rules = self.store().rule_set(self.now().date()).await?;
        let route = self.route_of(&request).await?;
        let newest = self.store().current_route(request.kind).await?;
        let newest = (newest.version > route.version).then_some(newest);
        let timeline = self.timeline(id).await?;
        let now = self.now();
        let knowledge = self.knowledge(&request, &content).await?;
        let case = Case {
            content: &content,
            measure: content.measure(),
            drafter: request.drafter,
            organisation: &organisation,
            rules: &rules,
            knowledge: &knowledge,
            own: rules::Own::from(&request),
            now,
        };
        let findings = judge(&request, &case);
        let context = Context {
            organisation: &organisation,
            route: &route,
            newest: newest.as_ref(),
            other: None,
            rules: &rules,
            knowledge: &knowledge,
            facts: Facts::default(),
            now,
        };
        let offers = offers(&request, &content, viewer, &context);
        let way = progress(&route, &request, &content, &organisation, &findings);
        Ok(RequestView { request, content, organisation, timeline, findings, offers, way })
    }

    /// The request, if this person may see it.
    pub(crate) async fn seen(
        &self,
        viewer: PersonId,
        id: RequestId,
    ) -> Result<(Request, Content, Arc<Organisation>), PerformError> {
        let organisation = self.store().organisation().await?;
        let (request, content) =
            self.store().find_request(id).await?.ok_or(PerformError::NotFound)?;
        if authority::may_see(&request, &content, &organisation, (viewer, self.now().date())) {
            Ok((request, content, organisation))
        } else {
            Err(PerformError::NotFound)
        }
    }

    /// Those of these requests that a person may see: what a list shows of the others is what everybody may know, and leads
    /// nowhere.
    pub(crate) async fn visible(
        &self,
        viewer: PersonId,
        requests: impl IntoIterator<Item = RequestId>,
    ) -> Result<BTreeSet<RequestId>, EngineError> {
        let requests: BTreeSet<RequestId> = requests.into_iter().collect();
        let organisation = self.store().organisation().await?;
        let found = self.store().find_requests(&Vec::from_iter(requests)).await?;
        let on = self.now().date();
        let seen = found.into_iter().filter(|(request, content)| {
            authority::may_see(request, content, &organisation, (viewer, on))
        });
        Ok(seen.map(|(request, _)| request.id).collect())
    }

    pub(crate) async fn route_of(&self, request: &Request) -> Result<Route, PerformError> {
        if let Some(reference) = &request.route
            && let Some(route) = self.store().route(reference).await?
        {
            return Ok(route);
        }
        Ok(self.store().current_route(request.kind).await?)
    }

    async fn timeline(&self, id: RequestId) -> Result<Vec<TimelineEntry>, PerformError> {
        let stored = self.store().events(id).await?;
        let entry = |stored: baopi_workflow::request::replay::StoredEvent| {
            let event: Event<Happening> = canonical::read(&stored.canon)?;
            let Event { seq, at, actor, on_behalf_of, what, .. } = event;
            Ok(TimelineEntry { seq, at, actor, on_behalf_of, what, hash: stored.hash })
        };
        stored.into_iter().map(entry).collect()
    }

    /// What waits for this person, the most urgent first.
    ///
    /// # Errors
    ///
    /// [`PerformError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn desk(
        &self,
        viewer: PersonId,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<RequestRow>, PerformError> {
        Ok(self.store().desk_with_stand_ins(viewer, self.now().date(), after, limit).await?)
    }

    /// What this person asked for, the newest first.
    ///
    /// # Errors
    ///
    /// [`PerformError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn asked(
        &self,
        viewer: PersonId,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<RequestRow>, PerformError> {
        Ok(self.store().asked(viewer, after, limit).await?)
    }

    /// The register of numbers, which everybody with an account may read: it says what was issued, not what it contains. It
    /// leads to the requests that the viewer may see.
    ///
    /// # Errors
    ///
    /// [`PerformError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn register(
        &self,
        viewer: PersonId,
        filter: RegisterFilter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<RegisterRow>, PerformError> {
        let mut found = self.store().register(filter, after, limit).await?;
        let visible =
            self.visible(viewer, found.items.iter().filter_map(|row| row.request)).await?;
        for row in &mut found.items {
            row.request = row.request.filter(|request| visible.contains(request));
        }
        Ok(found)
    }

    /// The same for a file, in which nothing leads anywhere.
    ///
    /// # Errors
    ///
    /// [`PerformError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn register_file(
        &self,
        filter: RegisterFilter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<RegisterRow>, PerformError> {
        let mut found = self.store().register(filter, after, limit).await?;
        found.items.iter_mut().for_each(|row| row.request = None);
        Ok(found)
    }
}

/// Nothing is found any more about what is signed or over.
fn judge(request: &Request, case: &Case) -> Vec<Finding> {
    if request.status.is_terminal() || request.signature.is_some() {
        return Vec::new();
    }
    rules::evaluate(case)
}

/// The stages that lie ahead of a content that is not submitted yet.
pub(crate) fn way(
    route: &Route,
    content: &Content,
    findings: &[Finding],
    asking: &Asking,
) -> Vec<WayStage> {
    let choice = |stage: &Stage| {
        let Assignee::Chosen { from, least, most } = &stage.assignee else { return None };
        let among = from.people(Some(&stage.key), content, asking);
        Some(WayChoice { among, least: *least, most: *most })
    };
    let stage = |point: Waypoint| WayStage {
        choice: choice(&point.stage),
        key: point.stage.key,
        people: point.people,
        state: if point.skipped.is_some() { StageState::Skipped } else { StageState::Ahead },
        because: point.skipped,
        mode: point.stage.mode,
        deadline_days: point.stage.deadline_days,
    };
    route.way(content, findings, asking).into_iter().map(stage).collect()
}

/// The stages of a request under way: behind, here, ahead.
fn progress(
    route: &Route,
    request: &Request,
    content: &Content,
    organisation: &Organisation,
    findings: &[Finding],
) -> Vec<WayStage> {
    let asking = Asking {
        drafter: request.drafter,
        kind: request.kind,
        organisation,
        on: request.updated_at.date(),
    };
    let mut stages = way(route, content, findings, &asking);
    add_decided(&mut stages, route, request);
    let drafting = matches!(request.status, Status::New | Status::Draft | Status::Returned);
    let here = if let Status::Review(key) = &request.status {
        stages.iter().position(|stage| stage.key == *key)
    } else {
        // Nothing is behind a draft, and everything is behind what was signed or is over.
        Some(if drafting { 0 } else { stages.len() })
    };
    for (index, stage) in stages.iter_mut().enumerate() {
        let acted = request.decided.iter().filter(|decided| decided.stage == stage.key);
        let acted: Vec<_> = acted.map(|decided| decided.actor).collect();
        if matches!(&request.status, Status::Review(key) if *key == stage.key) {
            stage.state = StageState::Here;
            stage.people = request.tasks.iter().map(|task| task.person).collect();
        } else if stage.state != StageState::Skipped && Some(index) < here && !acted.is_empty() {
            stage.state = StageState::Done;
            stage.people = acted;
        } else if stage.state == StageState::Ahead && request.status.is_terminal() {
            stage.state = StageState::NotReached;
        }
    }
    stages
}

/// Stages that decided about what is signed or over belong to its way, also if what brought them there, such as an exception, is
/// not looked for any more.
fn add_decided(stages: &mut Vec<WayStage>, route: &Route, request: &Request) {
    if request.signature.is_none() && !request.status.is_terminal() {
        return;
    }
    for stage in &route.stages {
        let on_the_way = stages.iter().any(|known| known.key == stage.key);
        if !on_the_way && request.decided.iter().any(|decided| decided.stage == stage.key) {
            stages.push(WayStage {
                key: stage.key.clone(),
                people: Vec::new(),
                state: StageState::Ahead,
                because: None,
                mode: stage.mode,
                deadline_days: stage.deadline_days,
                choice: None,
            });
        }
    }
    stages.sort_by_key(|stage| route.position(&stage.key));
}
