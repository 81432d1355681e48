//! Everything that a message about a request says, put together when it is sent.

use baopi_persistence::OutboxRow;
use baopi_workflow::event::Event;
use baopi_workflow::{
    Content, Happening, Kind, Measure, NoticeKind, Organisation, PersonId, Rank, Request, RuleId,
    StageKey, Status, canonical,
};

use crate::Engine;
use crate::error::EngineError;
use crate::invitation::invitation;

/// An exception that is to be accepted, with the drafter's reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterException {
    /// The rule.
    pub rule: RuleId,
    /// Whose rank may accept.
    pub rank: Rank,
    /// The reason.
    pub reason: String,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub to_name: String,
    /// Where to; nobody can be reached without.
    pub to_address: Option<String>,
    /// What about.
    pub kind: NoticeKind,
    /// Title of the request.
    pub title: String,
    /// Issuing or hosting unit.
    pub unit_name: String,
    /// Who wrote it.
    pub drafter_name: String,
    /// Document or meeting.
    pub kind_of_request: Kind,
    /// What it measures.
    pub measure: Measure,
    /// The stage at which it waits.
    pub stage: Option<StageKey>,
    /// Where it stands.
    pub status: Status,
    /// What was said by whoever returned, rejected or called off.
    pub opinion: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// What is to be accepted.
    pub exceptions: Vec<LetterException>,
    /// The beginning of the digest of its text.
    pub digest_short: String,
    /// Stream, place and beginning of the hash of the event: whoever keeps the message can bear witness to the record.
    pub receipt: String,
    /// The address of its page.
    pub link: String,
    /// The invitation, for messages about a meeting's date.
    pub invitation: Option<String>,
    /// Whether what the message asks for is no longer to be done.
    pub obsolete: bool,
}

impl Engine {
    /// The letter for one row of the outbox; `None` if its request or person is gone.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`], and [`EngineError::Canonical`] for an event that cannot be read.
    pub async fn letter(&self, notice: &OutboxRow) -> Result<Option<Letter>, EngineError> {
        let organisation = self.store().organisation().await?;
        let Some((request, content)) = self.store().find_request(notice.request).await? else {
            return Ok(None);
        };
        let Some(person) = organisation.active_person(notice.to) else { return Ok(None) };
        let events = self.store().events(notice.request).await?;
        let index = usize::try_from(notice.seq).unwrap_or(usize::MAX).saturating_sub(1);
        let Some(stored) = events.get(index) else { return Ok(None) };
        let event: Event<Happening> = canonical::read(&stored.canon)?;
        let announces =
            matches!(notice.kind, NoticeKind::MeetingNotice | NoticeKind::MeetingCancelled);
        let hash = stored.hash.to_string();
        Ok(Some(Letter {
            to_name: person.name.clone(),
            to_address: person.email.clone(),
            kind: notice.kind,
            title: content.title().to_owned(),
            unit_name: organisation.unit_name(request.unit).to_owned(),
            drafter_name: name(&organisation, request.drafter),
            kind_of_request: request.kind,
            measure: request.measure,
            stage: stage(&event.what),
            status: request.status.clone(),
            opinion: opinion(&event.what).map(str::to_owned),
            number: request.number.as_ref().map(ToString::to_string),
            exceptions: exceptions(&request, &content),
            digest_short: request.digest.short(),
            receipt: format!("{}:{}:{}", request.id, notice.seq, &hash[..16]),
            link: self.link(notice.id),
            invitation: announces.then(|| invitation(&request, &content)).flatten(),
            obsolete: notice.kind == NoticeKind::TaskArrived
                && !request.waiting_for().any(|to| to == notice.to),
        }))
    }
}

fn name(organisation: &Organisation, person: PersonId) -> String {
    organisation.person(person).map_or_else(|| "—".to_owned(), |person| person.name.clone())
}

fn exceptions(request: &Request, content: &Content) -> Vec<LetterException> {
    let reason = |rule| content.justifications().get(&rule).cloned().unwrap_or_default();
    let exception = |exception: &baopi_workflow::event::Exception| LetterException {
        rule: exception.rule,
        rank: exception.rank,
        reason: reason(exception.rule),
    };
    request.exceptions.iter().map(exception).collect()
}

fn stage(what: &Happening) -> Option<StageKey> {
    if let Happening::Entered { status: Status::Review(stage), .. } = what {
        Some(stage.clone())
    } else {
        None
    }
}

fn opinion(what: &Happening) -> Option<&str> {
    if let Happening::Returned { opinion }
    | Happening::Rejected { opinion }
    | Happening::Cancelled { opinion } = what
    {
        Some(opinion)
    } else {
        None
    }
}
