//! The reference: the pure core, kept in memory. It says what must come of every step, without a database.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use baopi_workflow::request::authority::{may_see, may_try};
use baopi_workflow::request::booking::{bookings, rooms};
use baopi_workflow::rules::Known;
use baopi_workflow::rules::knowledge::{OtherDocument, OtherMeeting, QuotaUse, Wanted};
use baopi_workflow::working_day::Calendar;
use baopi_workflow::{
    Action, ActionName, CitationFault, Command, Content, Context, DecideError, Facts, Kind,
    Knowledge, Organisation, Other, Refusal, Request, RequestId, Role, Route, RuleSet, Status,
    Timestamp, Transition, Version, decide, notice, number_wanted, other_wanted,
};
use baopi_workflow::{Notice, PersonId};
use uuid::Uuid;

use crate::district::{Change, Changes, document_route};
use crate::file::File;
use crate::fixture::now;
use crate::step::{Act, Circumstances, UNKNOWN};

/// So many requests a run has at most.
pub(crate) const SLOTS: usize = 2;

/// What comes of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is done.
    Done,
    /// It is refused, and the refusal is recorded.
    Refused(Refusal),
    /// What the actor was about to decide is decided already; they had not seen it.
    Decided(Refusal),
    /// The actor has not seen the last change.
    Stale(Version),
    /// The actor may not know of the request, which the system's chain records.
    NotFound,
}

/// Everything that the requests of a run are decided with, and where they stand.
#[derive(Clone)]
pub(crate) struct World {
    /// What kinds of request the run is about.
    pub(crate) kinds: [Kind; SLOTS],
    pub(crate) files: [Option<File>; SLOTS],
    pub(crate) changes: Changes,
    pub(crate) now: Timestamp,
    /// Whether the longer of the two ways of documents is in force.
    pub(crate) longer: bool,
    /// Entries in the system's chain since the run began.
    pub(crate) system_entries: u64,
    tag: u64,
    ids: [RequestId; SLOTS],
    /// The ways of documents that were in force during the run.
    documents: Vec<Arc<Route>>,
    meetings: Arc<Route>,
    inspections: Arc<Route>,
    rules: Arc<RuleSet>,
    last_numbers: BTreeMap<(String, i32), u32>,
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stands = |file: &Option<File>| {
            file.as_ref().map_or_else(String::new, |file| file.request.status.key())
        };
        write!(f, "{:?} {:?}", self.kinds, self.files.iter().map(stands).collect::<Vec<_>>())
    }
}

impl World {
    /// A run about requests of these kinds. The route of documents is in force in this version.
    pub(crate) fn new(kinds: [Kind; SLOTS], tag: u64, version: u32) -> Self {
        let documents = vec![Arc::new(Route { version, ..document_route(false) })];
        Self {
            kinds,
            files: [None, None],
            changes: Changes::default(),
            now: now(),
            longer: false,
            system_entries: 0,
            tag,
            ids: [RequestId(Uuid::from_u128(1)), RequestId(Uuid::from_u128(2))],
            documents,
            meetings: Arc::new(Route::shipped(Kind::Meeting)),
            inspections: Arc::new(Route::shipped(Kind::Inspection)),
            rules: Arc::new(RuleSet::default()),
            last_numbers: BTreeMap::new(),
        }
    }

    /// The numbers taken before the run.
    pub(crate) fn take_over(&mut self, last_numbers: BTreeMap<(String, i32), u32>) {
        self.last_numbers = last_numbers;
    }

    /// What the store called the request.
    pub(crate) fn is_called(&mut self, slot: usize, id: RequestId) {
        self.ids[slot] = id;
    }

    pub(crate) fn id(&self, slot: usize) -> RequestId {
        self.ids[slot]
    }

    pub(crate) fn organisation(&self) -> Arc<Organisation> {
        self.changes.organisation()
    }

    pub(crate) fn wait(&mut self, hours: i64) {
        self.now = Timestamp(self.now.0 + hours * 3_600_000);
    }

    pub(crate) fn change(&mut self, change: Change) {
        self.changes = self.changes.with(change);
    }

    /// The other way of documents comes into force, as the next version.
    pub(crate) fn publish(&mut self) -> Arc<Route> {
        self.longer = !self.longer;
        let version = self.newest().version + 1;
        let route = Arc::new(Route { version, ..document_route(self.longer) });
        self.documents.push(Arc::clone(&route));
        // It is proposed by one administrator and confirmed by another.
        self.system_entries += 2;
        route
    }

    pub(crate) fn newest(&self) -> &Arc<Route> {
        self.documents.last().expect("there is always a route in force")
    }

    /// The action of a step.
    pub(crate) fn action(&self, act: &Act) -> Action {
        let slot = usize::from(act.slot);
        let requests = [self.ids[slot], self.ids[1 - slot]];
        let wanted =
            self.files[slot].as_ref().and_then(|file| file.request.turns().first().copied());
        let (kind, tag, now) = (self.kinds[slot], self.tag, self.now);
        act.action(&Circumstances { kind, tag, now, requests, wanted })
    }

    /// The version that the actor of a step has seen; none where there is no request yet.
    pub(crate) fn seen(&self, act: &Act) -> Option<Version> {
        let file = self.files[usize::from(act.slot)].as_ref()?;
        Some(if act.late { file.version_before } else { file.request.version })
    }

    /// Carries a step out.
    pub(crate) fn carry_out(&mut self, act: &Act) -> Outcome {
        let (slot, action, seen) = (usize::from(act.slot), self.action(act), self.seen(act));
        let (request, content) = match (&self.files[slot], &action) {
            (Some(file), _) => (file.request.clone(), Arc::clone(&file.content)),
            (None, Action::Create { content }) => {
                let blank = Request::blank(self.ids[slot], act.actor, content, self.now);
                (blank, Arc::new(content.clone()))
            }
            (None, other) => panic!("there is no request yet for {other:?}"),
        };
        let organisation = self.organisation();
        let tried = (act.actor, action.name(), self.now.date());
        if seen.is_some() && !may_try(&request, &content, &organisation, tried) {
            self.system_entries += 1;
            return Outcome::NotFound;
        }
        let outcome = self.decided((&request, &content), act.actor, &action);
        if let Some(stale) = stale(seen, request.version, &outcome) {
            return stale;
        }
        match outcome {
            Ok(transition) => {
                let invited = invited(&transition, &request, &content, &organisation);
                let also = transition.also().cloned();
                self.save(slot, &transition, &notice::notices(&transition, &invited));
                if let Some(also) = also {
                    let merges = transition.next().merged_into.is_some();
                    self.save(1 - slot, &also, &notice::notices(&also, &[]));
                    if merges {
                        self.name_merger(slot);
                    }
                }
                Outcome::Done
            }
            Err(DecideError::Refused(refused)) => {
                let classified = matches!(refused.refusal, Refusal::Classified { .. });
                self.system_entries += u64::from(classified || refused.record.is_none());
                if let Some(record) = refused.record {
                    self.save(slot, &record, &[]);
                }
                Outcome::Refused(refused.refusal)
            }
            Err(error @ DecideError::Canonical(_)) => panic!("{error}"),
        }
    }

    fn decided(
        &self,
        (request, content): (&Request, &Content),
        actor: PersonId,
        action: &Action,
    ) -> Result<Transition, DecideError> {
        let organisation = self.organisation();
        let wanted = other_wanted(request, action).filter(|id| *id != request.id);
        let other = self.files.iter().flatten().find(|file| Some(file.request.id) == wanted);
        let other = other
            .filter(|other| {
                may_see(&other.request, &other.content, &organisation, (actor, self.now.date()))
            })
            .map(|other| (other, self.route(&other.request)));
        let newest = (action.name() == ActionName::Reroute).then(|| match request.kind {
            Kind::Document => self.newest(),
            Kind::Meeting => &self.meetings,
            Kind::Inspection => &self.inspections,
        });
        let named = other.map(|(other, _)| (&other.request, &*other.content));
        let wanted = Wanted::for_action(action, (request, content), named, self.now);
        let knowledge = wanted.map_or_else(
            || Knowledge::of_days(Calendar::shipped()),
            |wanted| self.knowledge(&wanted),
        );
        let context = Context {
            organisation: &organisation,
            route: self.route(request),
            newest: newest.map(Arc::as_ref),
            other: other.map(|(other, route)| Other {
                request: &other.request,
                content: &other.content,
                route,
            }),
            rules: &self.rules,
            knowledge: &knowledge,
            facts: self.facts(request, content, action),
            now: self.now,
        };
        decide(request, content, &Command { actor, action: action.clone() }, &context)
    }

    /// What is known beside a text, from the other requests of the run.
    pub(crate) fn knowledge(&self, wanted: &Wanted) -> Knowledge {
        let others = self.files.iter().flatten();
        let others: Vec<_> = others.filter(|file| !wanted.but.contains(&file.request.id)).collect();
        let mut meetings: Vec<OtherMeeting> =
            others.iter().filter_map(|file| file.as_meeting()).collect();
        meetings.retain(|other| wanted.meetings.is_some_and(|meetings| meetings.takes(other)));
        meetings.sort_by_key(|other| (other.begins_at(), other.request));
        let mut documents: Vec<OtherDocument> =
            others.iter().filter_map(|file| file.as_document()).collect();
        documents.retain(|other| wanted.documents.is_some_and(|documents| documents.takes(other)));
        documents.sort_by_key(|other| (other.date, other.request));
        let committed = others.iter().map(|file| u32::from(file.is_counted(&wanted.quota))).sum();
        Knowledge {
            quota: Known::Is(QuotaUse { committed, ..QuotaUse::NONE }),
            meetings: Known::Is(meetings),
            documents: Known::Is(documents),
            inspections: wanted.inspections.map_or(Known::Missing, |wanted| {
                let known = others.iter().filter_map(|file| file.as_inspection());
                let mut known: Vec<_> = known.filter(|other| wanted.takes(other)).collect();
                known.sort_by_key(|other| (other.starts_on, other.request));
                Known::Is(known)
            }),
            ..Knowledge::alone()
        }
    }

    /// The route that a request has pinned, or the one in force for one that is not submitted.
    fn route(&self, request: &Request) -> &Route {
        let pinned = request.route.as_ref().map(|route| route.version);
        let drafting = matches!(request.status, Status::New | Status::Draft | Status::Returned);
        match (request.kind, pinned.filter(|_| !drafting)) {
            (Kind::Inspection, _) => &self.inspections,
            (Kind::Meeting, _) => &self.meetings,
            (Kind::Document, None) => self.newest(),
            (Kind::Document, Some(version)) => self
                .documents
                .iter()
                .find(|route| route.version == version)
                .expect("a request pins a route that was in force"),
        }
    }

    fn facts(&self, request: &Request, content: &Content, action: &Action) -> Facts {
        let series = number_wanted(request, content, &self.organisation());
        let last = series.and_then(|series| self.last_numbers.get(&series).copied());
        let wanted = if let Action::Approve { .. } = action {
            bookings(request, content)
        } else if let Action::Reschedule { content: Content::Meeting(meeting), .. } = action {
            rooms(meeting, &meeting.venue)
        } else {
            Vec::new()
        };
        let held: Vec<_> = self
            .files
            .iter()
            .flatten()
            .filter(|file| file.request.id != request.id)
            .flat_map(File::rooms)
            .collect();
        let room_taken = wanted.iter().find_map(|wanted| {
            let clashes = held.iter().filter(|held| {
                held.venue == wanted.venue
                    && held.starts_at < wanted.ends_at
                    && wanted.starts_at < held.ends_at
            });
            clashes.map(|held| held.starts_at).min()
        });
        let last_number = last.unwrap_or_default();
        let cited = if let Action::Revoke { by_document, .. } | Action::Repeal { by_document, .. } =
            action
        {
            by_document
        } else {
            ""
        };
        let citation_fault = (cited == UNKNOWN).then_some(CitationFault::Unknown);
        Facts { last_number, file_fault: None, room_taken, citation_fault }
    }

    fn save(&mut self, slot: usize, transition: &Transition, notices: &[Notice]) {
        let file = match self.files[slot].take() {
            None => File::begun(transition, notices),
            Some(file) => file.saved(transition, notices, &self.changes.organisation()),
        };
        if let Some(number) = file.request.number.as_ref() {
            let last = self.last_numbers.entry((number.series.clone(), number.year)).or_default();
            *last = number.sequence.max(*last);
        }
        self.files[slot] = Some(file);
    }

    /// A meeting that became a part of the other one names the events of both.
    fn name_merger(&mut self, slot: usize) {
        let [Some(one), Some(other)] = &mut self.files else { return };
        let (merged, host) = if slot == 0 { (one, other) } else { (other, one) };
        merged.names_merger(host);
    }
}

/// An actor who saw another version gets told so, unless what they were about to decide is decided already.
fn stale(
    seen: Option<Version>,
    current: Version,
    outcome: &Result<Transition, DecideError>,
) -> Option<Outcome> {
    if seen.is_none_or(|seen| seen == current) {
        return None;
    }
    let refusal = match outcome {
        Err(DecideError::Refused(refused)) => Some(&refused.refusal),
        Ok(_) | Err(DecideError::Canonical(_)) => None,
    };
    let decided = refusal.filter(|refusal| matches!(refusal, Refusal::AlreadyDecided { .. }));
    Some(decided.map_or(Outcome::Stale(current), |refusal| Outcome::Decided(refusal.clone())))
}

/// The heads of the units that are invited, who are told of a meeting from its notice on.
fn invited(
    transition: &Transition,
    before: &Request,
    content: &Content,
    organisation: &Organisation,
) -> Vec<PersonId> {
    let next = transition.next();
    let announced = before.status == Status::Noticed || next.status == Status::Noticed;
    let Content::Meeting(meeting) = content else { return Vec::new() };
    let units = meeting.attendee_units.iter().chain(&meeting.co_hosts);
    let heads = units.flat_map(|unit| organisation.holders(*unit, Role::DeptHead));
    heads.filter(|_| announced).collect()
}
