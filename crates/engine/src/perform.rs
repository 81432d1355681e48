//! The one way in: a command is loaded, decided, saved and answered in one transaction.

use std::sync::Arc;

use baopi_persistence::{Saving, Txn};
use baopi_workflow::event::By;
use baopi_workflow::request::authority;
use baopi_workflow::{
    Action, ActionName, Command, Content, Context, DecideError, Digest, DocNumber, Facts, Kind,
    Notice, Organisation, PersonId, Refusal, Refused, Request, RequestId, Role, Route, RuleId,
    Status, SystemHappening, Timestamp, Transition, Version, decide, notice, number_wanted,
};
use serde::{Deserialize, Serialize};

use crate::Engine;
use crate::answer::{self, Answer, CommandKey};
use crate::error::{EngineError, PerformError};

/// What a command has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Performed {
    /// The request.
    pub request: RequestId,
    /// Its version from now on.
    pub version: Version,
    /// Where it stands.
    pub status: Status,
    /// Its number, if it has one.
    pub number: Option<DocNumber>,
    /// The digest of its text.
    pub digest: Digest,
    /// Whether this is the answer to an earlier sending of the same command.
    #[serde(skip)]
    pub replayed: bool,
}

/// One command on its way through the transaction; a closure that may run again shares it.
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
    pub async fn create(
        &self,
        actor: PersonId,
        content: Content,
        key: Option<CommandKey>,
    ) -> Result<Performed, PerformError> {
        let request = RequestId(self.new_id()?);
        let action = Action::Create { content };
        self.carry_out(Job { actor, request, seen: None, action, key, now: self.now() }).await
    }

    /// Carries out `action` on the request that its actor saw at version `seen`.
    ///
    /// # Errors
    ///
    /// See [`PerformError`]; whichever it is, the request is as it was, and a refusal stands in its record.
    pub async fn perform(
        &self,
        actor: PersonId,
        request: RequestId,
        seen: Version,
        action: Action,
        key: Option<CommandKey>,
    ) -> Result<Performed, PerformError> {
        self.carry_out(Job { actor, request, seen: Some(seen), action, key, now: self.now() }).await
    }

    async fn carry_out(&self, job: Job) -> Result<Performed, PerformError> {
        let job = Arc::new(job);
        let answer = self
            .store()
            .write(move |txn| {
                let job = Arc::clone(&job);
                Box::pin(async move { job.run(txn).await })
            })
            .await?;
        self.wake().notify_one();
        answer
    }
}

impl Job {
    /// The outer error rolls back; the inner one is an answer that is committed with its record.
    async fn run(&self, txn: &mut Txn) -> Result<Result<Performed, PerformError>, PerformError> {
        // The request is locked first: whoever waited here for the same command finds its answer.
        let (request, content) = self.load(txn).await?;
        if let Some(body) = answer::given_before(txn, self.actor, self.key.as_ref()).await? {
            let given: Answer = serde_json::from_str(&body)?;
            return Ok(given
                .into_result()
                .map(|performed| Performed { replayed: true, ..performed }));
        }
        let organisation = txn.organisation().await?;
        if self.seen.is_some() && !authority::may_see(&request, &content, &organisation, self.actor)
        {
            let by = By { actor: Some(self.actor), on_behalf_of: None, at: self.now };
            let what =
                SystemHappening::AccessDenied { request: self.request, action: self.action.name() };
            txn.append_system(by, what).await?;
            return Ok(Err(PerformError::NotFound));
        }
        let rules = txn.rule_set().await?;
        let route = self.route(txn, &request).await?;
        let facts = self.facts(txn, &request, &content, &organisation).await?;
        let context = Context {
            organisation: &organisation,
            route: &route,
            rules: &rules,
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

    /// The route that the request pinned; one that was not submitted in this round takes the route in force.
    async fn route(&self, txn: &mut Txn, request: &Request) -> Result<Route, PerformError> {
        let pinned = match (&request.route, &request.status) {
            (None, _) | (_, Status::Draft | Status::Returned) => None,
            (Some(reference), _) => txn.route(reference).await?,
        };
        match pinned {
            Some(route) => Ok(route),
            None => Ok(txn.current_route(request.kind).await?),
        }
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
        Ok(Facts { last_number, names_unknown_file: self.names_unknown_file(txn).await? })
    }

    /// Bytes are kept by digest and shared, so that naming a digest would otherwise be a way to read a stranger's file.
    async fn names_unknown_file(&self, txn: &mut Txn) -> Result<bool, PerformError> {
        let (Action::Create { content }
        | Action::Save { content }
        | Action::Correct { content, .. }) = &self.action
        else {
            return Ok(false);
        };
        for file in content.files() {
            let own = txn.uploaded_by(file.sha256, self.actor).await?;
            if !own && !txn.blob_is_of(self.request, file.sha256).await? {
                return Ok(true);
            }
        }
        Ok(false)
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
        let notices = told(transition, before, organisation, content);
        txn.save(&[Saving { transition, notices: &notices }]).await?;
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

/// Who is told: for a meeting's notice and its cancellation, the heads of the units that were invited.
fn told(
    transition: &Transition,
    before: &Request,
    organisation: &Organisation,
    content: &Content,
) -> Vec<Notice> {
    let announced = transition.next().kind == Kind::Meeting
        && matches!(before.status, Status::Noticed | Status::Approved)
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

impl Engine {
    /// A new identifier, sortable by time.
    ///
    /// # Errors
    ///
    /// [`EngineError::Random`] if the operating system gives no random bytes.
    pub fn new_id(&self) -> Result<uuid::Uuid, EngineError> {
        let mut random = [0; 10];
        getrandom::fill(&mut random).map_err(EngineError::Random)?;
        let millis = u64::try_from(self.now().0).unwrap_or(0);
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}
