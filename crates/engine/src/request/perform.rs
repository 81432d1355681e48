//! The one way in: a command is loaded, decided, saved and answered in one transaction.

use std::sync::Arc;

use baopi_persistence::{Fate, Saving, Txn};
use baopi_workflow::content::{FileRef, Session};
use baopi_workflow::event::By;
use baopi_workflow::request::authority;
use baopi_workflow::request::booking::{self, Booking};
use baopi_workflow::{
    Action, ActionName, CitationFault, Command, Content, Context, DecideError, DocNumber, Facts,
    FileFault, Kind, Notice, Organisation, Other, PersonId, Refusal, Refused, Request, RequestId,
    Role, Route, RuleId, Status, SystemHappening, Timestamp, Transition, Version, decide, notice,
    number_wanted, other_wanted,
};

use crate::answer::{self, Answer};
use crate::engine::Engine;
use crate::error::PerformError;
use crate::key::CommandKey;
use crate::performed::Performed;
use crate::request::knowledge;

/// One command on its way through the transaction; a closure that may run again shares it.
#[derive(Clone)]
struct Job {
    actor: PersonId,
    request: RequestId,
    /// The version the actor saw; a creation has none.
    seen: Option<Version>,
    action: Action,
    key: Option<CommandKey>,
    now: Timestamp,
}

impl Engine {
    /// Begins a request with its first text.
    ///
    /// # Errors
    ///
    /// See [`PerformError`]; whichever it is, there is no request.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn create(
        &self,
        actor: PersonId,
        content: Content,
        key: Option<CommandKey>,
    ) -> Result<Performed, PerformError> {
        let request = RequestId(self.new_id()?);
        let mut action = Action::Create { content };
        self.fill_texts(actor, &mut action).await?;
        let now = self.time().await?;
        self.carry_out(Job { actor, request, seen: None, action, key, now }).await
    }

    /// Carries out `action` on the request that its actor saw at version `seen`.
    ///
    /// # Errors
    ///
    /// See [`PerformError`]; whichever it is, the request is as it was, and a refusal stands in its record.
    #[tracing::instrument(level = "debug", skip_all, fields(request = %request, action = action.name().key()))]
    pub async fn perform(
        &self,
        actor: PersonId,
        request: RequestId,
        seen: Version,
        mut action: Action,
        key: Option<CommandKey>,
    ) -> Result<Performed, PerformError> {
        self.fill_texts(actor, &mut action).await?;
        let now = self.time().await?;
        self.carry_out(Job { actor, request, seen: Some(seen), action, key, now }).await
    }

    async fn carry_out(&self, job: Job) -> Result<Performed, PerformError> {
        let job = Arc::new((job, self.clone()));
        let answer = self
            .store()
            .write(move |txn| {
                let job = Arc::clone(&job);
                Box::pin(async move { job.0.run(&job.1, txn).await })
            })
            .await?;
        self.wake().notify_one();
        answer
    }
}

impl Job {
    /// The outer error rolls back; the inner one is an answer that is committed with its record.
    async fn run(
        &self,
        engine: &Engine,
        txn: &mut Txn,
    ) -> Result<Result<Performed, PerformError>, PerformError> {
        // The request is locked first: whoever waited here for the same command finds its answer.
        let (request, content) = self.load(txn).await?;
        if let Some(body) = answer::given_before(txn, self.actor, self.key.as_ref()).await? {
            let given: Answer = serde_json::from_str(&body)?;
            return Ok(given
                .into_result()
                .map(|performed| Performed { replayed: true, ..performed }));
        }
        engine.check_clock(txn, self.now).await?;
        let job = self.not_before(txn, request.id).await?;
        job.try_it(txn, request, content).await
    }

    /// The same job, not before the last entry of this request.
    async fn not_before(&self, txn: &mut Txn, request: RequestId) -> Result<Self, PerformError> {
        let last = txn.last_event_at(request).await?;
        Ok(Self { now: last.map_or(self.now, |last| last.max(self.now)), ..self.clone() })
    }

    /// Decides as things stand, and saves what comes of it.
    async fn try_it(
        mut self,
        txn: &mut Txn,
        request: Request,
        content: Content,
    ) -> Result<Result<Performed, PerformError>, PerformError> {
        let organisation = txn.organisation().await?;
        let tried = (self.actor, self.action.name(), self.now.date());
        if self.seen.is_some() && !authority::may_try(&request, &content, &organisation, tried) {
            let by = By { actor: Some(self.actor), on_behalf_of: None, at: self.now };
            let what =
                SystemHappening::AccessDenied { request: self.request, action: self.action.name() };
            txn.append_system(by, what).await?;
            return Ok(Err(PerformError::NotFound));
        }
        let rules = txn.rule_set(self.now.date()).await?;
        let route = pinned_route(txn, &request).await?;
        let newest = self.newest_route(txn, &request).await?;
        let other = self.other(txn, &request, &organisation).await?;
        if let Some((other, ..)) = &other {
            self = self.not_before(txn, other.id).await?;
        }
        let facts = self.facts(txn, &request, &content, &organisation).await?;
        let named = other.as_ref().map(|(request, content, _)| (request, content));
        let (about, now) = ((&request, &content), self.now);
        let knowledge = knowledge::for_command(txn, &self.action, about, named, now).await?;
        let context = Context {
            organisation: &organisation,
            route: &route,
            newest: newest.as_ref(),
            other: other.as_ref().map(|(request, content, route)| Other {
                request,
                content,
                route,
            }),
            rules: &rules,
            knowledge: &knowledge,
            facts,
            now: self.now,
        };
        let command = Command { actor: self.actor, action: self.action.clone() };
        let outcome = decide(&request, &content, &command, &context);
        if let Some(stale) = self.stale(&request, &outcome) {
            return Err(stale);
        }
        match outcome {
            Ok(transition) => {
                self.save(txn, &transition, &request, &organisation, &content).await.map(Ok)
            }
            Err(DecideError::Refused(refused)) => {
                self.record(txn, refused, &organisation).await.map(Err)
            }
            Err(error @ DecideError::Canonical(_)) => Err(error.into()),
        }
    }

    async fn load(&self, txn: &mut Txn) -> Result<(Request, Content), PerformError> {
        match (&self.action, self.seen) {
            (Action::Create { content }, None) => {
                Ok((Request::blank(self.request, self.actor, content, self.now), content.clone()))
            }
            _ => txn.lock_request(self.request).await?.ok_or(PerformError::NotFound),
        }
    }

    /// The newest version of the route, for a request that is to move to it.
    async fn newest_route(
        &self,
        txn: &mut Txn,
        request: &Request,
    ) -> Result<Option<Route>, PerformError> {
        if self.action.name() == ActionName::Reroute {
            Ok(Some(txn.current_route(request.kind).await?))
        } else {
            Ok(None)
        }
    }

    /// The other request that the decision needs to know, if its actor may see it. It is locked, because it may change too.
    async fn other(
        &self,
        txn: &mut Txn,
        request: &Request,
        organisation: &Organisation,
    ) -> Result<Option<(Request, Content, Route)>, PerformError> {
        let Some(id) = other_wanted(request, &self.action).filter(|id| *id != request.id) else {
            return Ok(None);
        };
        let Some((other, content)) = txn.lock_request(id).await? else { return Ok(None) };
        if !authority::may_see(&other, &content, organisation, (self.actor, self.now.date())) {
            return Ok(None);
        }
        let route = pinned_route(txn, &other).await?;
        Ok(Some((other, content, route)))
    }

    async fn facts(
        &self,
        txn: &mut Txn,
        request: &Request,
        content: &Content,
        organisation: &Organisation,
    ) -> Result<Facts, PerformError> {
        let numbering =
            self.action.name() == ActionName::AssignNumber && request.status == Status::Numbering;
        let wanted = numbering.then(|| number_wanted(request, content, organisation)).flatten();
        let last_number = match wanted {
            Some((series, year)) => txn.last_number(&series, year).await?,
            None => 0,
        };
        let file_fault = self.file_fault(txn, content).await?;
        let room_taken = self.room_taken(txn, request, content).await?;
        let citation_fault = self.citation_fault(txn, organisation).await?;
        Ok(Facts { last_number, file_fault, room_taken, citation_fault })
    }

    /// What the register says against the document that a revocation or repeal cites. Of a series that no unit here has, and of
    /// what is no number, it says nothing.
    async fn citation_fault(
        &self,
        txn: &mut Txn,
        organisation: &Organisation,
    ) -> Result<Option<CitationFault>, PerformError> {
        let (Action::Revoke { by_document, .. } | Action::Repeal { by_document, .. }) =
            &self.action
        else {
            return Ok(None);
        };
        let Ok(number) = by_document.parse::<DocNumber>() else { return Ok(None) };
        let mut series = organisation.units().flat_map(|unit| &unit.series);
        if !series.any(|series| series.code == number.series) {
            return Ok(None);
        }
        let Some(row) = txn.find_number(&number).await? else {
            return Ok(Some(CitationFault::Unknown));
        };
        if row.request == Some(self.request) {
            return Ok(Some(CitationFault::Itself));
        }
        Ok(match row.fate() {
            Fate::Issued => None,
            Fate::Void => Some(CitationFault::Void),
            Fate::NotIssued | Fate::Revoked | Fate::Repealed => Some(CitationFault::NotIssued),
        })
    }

    /// When one of the rooms is taken that the meeting needs as it is, or as it is to be.
    async fn room_taken(
        &self,
        txn: &mut Txn,
        request: &Request,
        content: &Content,
    ) -> Result<Option<Timestamp>, PerformError> {
        let rooms = if let Action::Approve { .. } = &self.action {
            booking::bookings(request, content)
        } else if let Action::Reschedule { content: Content::Meeting(meeting), .. } = &self.action {
            booking::rooms(meeting, &meeting.venue)
        } else {
            Vec::new()
        };
        for Booking { venue, starts_at, ends_at } in rooms {
            let session = [Session { starts_at, ends_at }];
            if let Some((_, at)) = txn.venue_taken(&venue, &session, &[request.id]).await? {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// What is wrong with the files of the content that is to take the place of `present`. What the request says of a file
    /// already may stay.
    ///
    /// Bytes are kept by digest and shared, so that naming a digest would otherwise be a way to read a stranger's file; and a
    /// text that is not its file's would be measured and approved in the place of what is handed out.
    async fn file_fault(
        &self,
        txn: &mut Txn,
        present: &Content,
    ) -> Result<Option<FileFault>, PerformError> {
        let Some(content) = self.action.content() else { return Ok(None) };
        let is_new = self.seen.is_none();
        for part in content.file_parts() {
            if !is_new && present.file_parts().any(|known| known == part) {
                continue;
            }
            let digests = txn.text_digests(part.file, self.actor).await?;
            let is_known =
                !digests.is_empty() || txn.blob_is_of(self.request, part.file.sha256).await?;
            if !is_known {
                return Ok(Some(FileFault::Unknown));
            }
            if !part.text.is_some_and(|text| digests.contains(&FileRef::text_digest(text))) {
                return Ok(Some(FileFault::OtherText { field: part.field }));
            }
        }
        Ok(None)
    }

    /// An actor who saw another version gets told so, unless what they were about to decide is decided already.
    fn stale(
        &self,
        request: &Request,
        outcome: &Result<Transition, DecideError>,
    ) -> Option<PerformError> {
        if self.seen.is_none_or(|seen| seen == request.version) {
            return None;
        }
        match outcome {
            Err(DecideError::Refused(Refused {
                refusal: refusal @ Refusal::AlreadyDecided { .. },
                ..
            })) => Some(PerformError::Refused(refusal.clone())),
            Ok(_) | Err(_) => Some(PerformError::Stale { current: request.version }),
        }
    }

    async fn save(
        &self,
        txn: &mut Txn,
        transition: &Transition,
        before: &Request,
        organisation: &Organisation,
        content: &Content,
    ) -> Result<Performed, PerformError> {
        let notices = notices(transition, before, organisation, content);
        let also = transition.also().map(|also| (also, notice::notices(also, &[])));
        let mut savings = vec![Saving { transition, notices: &notices }];
        savings.extend(also.iter().map(|(transition, notices)| Saving { transition, notices }));
        txn.save(&savings).await?;
        let next = transition.next();
        let performed = Performed {
            request: next.id,
            version: next.version,
            status: next.status.clone(),
            number: next.number.clone(),
            digest: next.digest,
            replayed: false,
        };
        let body = serde_json::to_string(&Answer::Done(performed.clone()))?;
        answer::keep(txn, self.actor, self.key.as_ref(), &body, self.now).await?;
        Ok(performed)
    }

    /// Saves what a refusal leaves behind: an event of the request, or of the system for a request that does not exist. Of a
    /// text that looks classified nothing is kept, not even the fingerprint of the command.
    async fn record(
        &self,
        txn: &mut Txn,
        refused: Refused,
        organisation: &Organisation,
    ) -> Result<PerformError, PerformError> {
        if let Some(record) = &refused.record {
            txn.save(&[Saving { transition: record, notices: &[] }]).await?;
        }
        let unit = organisation.person(self.actor).map(|person| person.unit);
        let what = match (&refused.refusal, unit) {
            (Refusal::Classified { pattern }, Some(unit)) => {
                Some(SystemHappening::ContentRefused {
                    rule: RuleId::Classified,
                    pattern: *pattern,
                    unit,
                })
            }
            (refusal, _) if refused.record.is_none() => Some(SystemHappening::CreationRefused {
                code: refusal.code().to_owned(),
                rules: refusal.rules(),
            }),
            _ => None,
        };
        if let Some(what) = what {
            txn.append_system(
                By { actor: Some(self.actor), on_behalf_of: None, at: self.now },
                what,
            )
            .await?;
        }
        if !matches!(refused.refusal, Refusal::Classified { .. }) {
            let body = serde_json::to_string(&Answer::Refused(refused.refusal.clone()))?;
            answer::keep(txn, self.actor, self.key.as_ref(), &body, self.now).await?;
        }
        Ok(refused.refusal.into())
    }
}

/// The route that the request pinned; one that was not submitted in this round takes the route in force.
pub(crate) async fn pinned_route(txn: &mut Txn, request: &Request) -> Result<Route, PerformError> {
    let pinned = match (&request.route, &request.status) {
        (None, _) | (_, Status::Draft | Status::Returned) => None,
        (Some(reference), _) => txn.route(reference).await?,
    };
    match pinned {
        Some(route) => Ok(route),
        None => Ok(txn.current_route(request.kind).await?),
    }
}

/// Who is told: for a meeting's notice and its cancellation, the heads of the units that were invited.
fn notices(
    transition: &Transition,
    before: &Request,
    organisation: &Organisation,
    content: &Content,
) -> Vec<Notice> {
    let announced = transition.next().kind == Kind::Meeting
        && (before.status == Status::Noticed || transition.next().status == Status::Noticed);
    let invited = if announced { invited(content, organisation) } else { Vec::new() };
    notice::notices(transition, &invited)
}

fn invited(content: &Content, organisation: &Organisation) -> Vec<PersonId> {
    let Content::Meeting(meeting) = content else { return Vec::new() };
    let units = meeting.attendee_units.union(&meeting.co_hosts);
    let mut people: Vec<_> =
        units.flat_map(|unit| organisation.holders(*unit, Role::DeptHead)).collect();
    people.sort_unstable();
    people.dedup();
    people
}
