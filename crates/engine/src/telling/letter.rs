//! Everything that a message about a request says, put together when it is sent.

use baopi_persistence::OutboxRow;
use baopi_workflow::content::Session;
use baopi_workflow::event::Event;
use baopi_workflow::request::replay::{ReplayError, StoredEvent, replay_with};
use baopi_workflow::{
    Content, Happening, Kind, Measure, NoticeKind, Organisation, PersonId, Rank, Request,
    RequestId, RuleId, StageKey, Status,
};
use chrono::NaiveDate;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::meeting::invitation::{cancellation, invitation};

mod occasion;

pub use occasion::Occasion;

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

/// When and where a meeting is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathering {
    /// The days and hours of the meeting.
    pub sessions: Vec<Session>,
    /// Where; empty for a meeting without a room.
    pub venue: String,
    /// Where it was to be held until it was moved.
    pub instead_of: Option<String>,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The name of whoever gets the letter.
    pub to_name: String,
    /// Where to; nobody can be reached without.
    pub to_address: Option<String>,
    /// What happened that is told of.
    pub occasion: Occasion,
    /// Who caused it; nobody where the clock did.
    pub by: Option<String>,
    /// For whom they stood in.
    pub by_for: Option<String>,
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
    /// The stage at which it waits for those whom the message is about.
    pub stage: Option<StageKey>,
    /// The day by which those who are asked should answer.
    pub due_on: Option<NaiveDate>,
    /// Who keeps it waiting, for a message to somebody who answers for them.
    pub waits_for: Vec<String>,
    /// Where it stands.
    pub status: Status,
    /// What was said by whoever caused it.
    pub opinion: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// The document by which it was revoked or repealed.
    pub by_document: Option<String>,
    /// When and where, for a meeting. Of one that has to be approved again: what was announced and does not hold any more.
    pub gathering: Option<Gathering>,
    /// What is to be accepted.
    pub exceptions: Vec<LetterException>,
    /// The beginning of the digest of its text.
    pub digest_short: String,
    /// Stream, place and beginning of the hash of the event: whoever keeps the message can bear witness to the record.
    pub receipt: String,
    /// The address of its page.
    pub link: String,
    /// The invitation, for messages about a meeting's date and place.
    pub invitation: Option<String>,
    /// Whether what the message asks for is no longer to be done, or what it tells is no longer so.
    pub obsolete: bool,
}

/// The event that causes a message, in its place.
struct Moment {
    event: Event<Happening>,
    /// The beginning of its hash.
    hash: String,
    /// The request before it.
    before: Request,
    /// The request after it.
    then: Request,
    /// What has happened since.
    since: Vec<Happening>,
    /// The request as it is.
    now: Request,
}

impl Engine {
    /// The letter for one row of the outbox; `None` if its request or person is gone.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`], and [`EngineError::Record`] for a record that does not hold.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn letter(&self, notice: &OutboxRow) -> Result<Option<Letter>, EngineError> {
        let organisation = self.store().organisation().await?;
        let Some((_, content)) = self.store().find_request(notice.request).await? else {
            return Ok(None);
        };
        let Some(person) = organisation.active_person(notice.to) else { return Ok(None) };
        let events = self.store().events(notice.request).await?;
        let Some(moment) = moment(notice.request, notice.seq, &events)? else { return Ok(None) };
        let in_review = moment.then.status.stage().is_some();
        let occasion = Occasion::of(notice.kind, &moment.event.what, notice.to, in_review);
        let announced = self.announced(occasion, &moment).await?;
        let (request, asks) = (&moment.now, occasion.asks_for_something());
        let who = |id: Option<PersonId>| id.map(|id| name(&organisation, id));
        Ok(Some(Letter {
            to_name: person.name.clone(),
            to_address: person.email.clone(),
            occasion,
            by: who(moment.event.actor),
            by_for: who(moment.event.on_behalf_of),
            title: content.title().to_owned(),
            unit_name: organisation.unit_name(request.unit).to_owned(),
            drafter_name: name(&organisation, request.drafter),
            kind_of_request: request.kind,
            measure: request.measure,
            stage: moment.then.status.stage().filter(|_| asks).cloned(),
            due_on: moment.then.due_on.filter(|_| asks),
            waits_for: late(&moment.event.what, notice.to, &organisation),
            status: request.status.clone(),
            opinion: opinion(&moment.event.what).map(str::to_owned),
            number: request.number.as_ref().map(ToString::to_string),
            by_document: by_document(&moment.event.what).map(str::to_owned),
            gathering: gathering(&moment, &content, announced.as_ref()),
            exceptions: exceptions(request, &content),
            digest_short: request.digest.short(),
            receipt: format!("{}:{}:{}", request.id, notice.seq, moment.hash),
            link: self.link(notice.id),
            invitation: attached(occasion, &moment, &content, announced.as_ref()),
            obsolete: is_obsolete(notice, &moment),
        }))
    }

    /// The text that was announced, for a meeting whose announcement does not hold any more.
    async fn announced(
        &self,
        occasion: Occasion,
        moment: &Moment,
    ) -> Result<Option<Content>, EngineError> {
        if occasion != Occasion::MeetingRescheduled {
            return Ok(None);
        }
        Ok(self.store().revision(moment.before.id, moment.before.revision).await?)
    }
}

/// The event of this place; nothing if the record does not reach so far.
fn moment(
    request: RequestId,
    seq: u64,
    events: &[StoredEvent],
) -> Result<Option<Moment>, ReplayError> {
    let (mut caused, mut then, mut since) = (None, None, Vec::new());
    let now = replay_with(request, events, |event, before| {
        if event.seq == seq {
            caused = Some((event.clone(), before.clone()));
        } else if event.seq > seq {
            then.get_or_insert_with(|| before.clone());
            since.push(event.what.clone());
        }
    })?;
    let stored = usize::try_from(seq).ok().and_then(|seq| events.get(seq.checked_sub(1)?));
    let (Some((event, before)), Some(stored)) = (caused, stored) else { return Ok(None) };
    let hash = stored.hash.to_string()[..16].to_owned();
    let then = then.unwrap_or_else(|| now.clone());
    Ok(Some(Moment { event, hash, before, then, since, now }))
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

/// The names of those who are late, for somebody who is not among them.
fn late(what: &Happening, to: PersonId, organisation: &Organisation) -> Vec<String> {
    if let Happening::Reminded { people, .. } = what
        && !people.contains(&to)
    {
        people.iter().map(|person| name(organisation, *person)).collect()
    } else {
        Vec::new()
    }
}

fn opinion(what: &Happening) -> Option<&str> {
    if let Happening::Returned { opinion, .. }
    | Happening::Rejected { opinion }
    | Happening::Cancelled { opinion }
    | Happening::Transferred { opinion, .. }
    | Happening::HandedOver { opinion, .. }
    | Happening::Consulted { opinion, .. }
    | Happening::SignerAdded { opinion, .. }
    | Happening::Circulated { opinion, .. }
    | Happening::Suspended { opinion, .. }
    | Happening::Resumed { opinion }
    | Happening::Terminated { opinion }
    | Happening::Proposed { opinion, .. }
    | Happening::Declined { opinion, .. }
    | Happening::Rescheduled { opinion, .. }
    | Happening::VenueChanged { opinion, .. }
    | Happening::HeadcountChanged { opinion, .. }
    | Happening::Voided { opinion, .. }
    | Happening::Revoked { opinion, .. }
    | Happening::Repealed { opinion, .. } = what
    {
        Some(opinion)
    } else {
        None
    }
}

fn by_document(what: &Happening) -> Option<&str> {
    if let Happening::Revoked { by_document, .. } | Happening::Repealed { by_document, .. } = what {
        Some(by_document)
    } else {
        None
    }
}

fn gathering(moment: &Moment, content: &Content, announced: Option<&Content>) -> Option<Gathering> {
    if let Some(Content::Meeting(meeting)) = announced {
        let held = moment.before.venue_of(meeting).to_owned();
        return Some(Gathering {
            sessions: meeting.sessions.clone(),
            venue: held,
            instead_of: None,
        });
    }
    let Content::Meeting(meeting) = content else { return None };
    let moved = matches!(moment.event.what, Happening::VenueChanged { .. });
    Some(Gathering {
        sessions: meeting.sessions.clone(),
        venue: moment.now.venue_of(meeting).to_owned(),
        instead_of: moved.then(|| moment.before.venue_of(meeting).to_owned()),
    })
}

/// A message that takes back what was announced carries a cancellation of that, as of the time when it ceased to hold, so that
/// it cannot undo a later invitation.
fn attached(
    occasion: Occasion,
    moment: &Moment,
    content: &Content,
    announced: Option<&Content>,
) -> Option<String> {
    let speaks_of_now = matches!(
        occasion,
        Occasion::MeetingNotice | Occasion::MeetingCancelled | Occasion::MeetingMoved
    );
    match announced {
        Some(announced) => {
            cancellation(&moment.before, announced, (moment.then.version, moment.event.at))
        }
        None if speaks_of_now => invitation(&moment.now, content),
        None => None,
    }
}

/// Whether the message came to be pointless while it waited to be sent.
fn is_obsolete(notice: &OutboxRow, moment: &Moment) -> bool {
    let (now, to) = (&moment.now, notice.to);
    let goes_on = now.suspended.is_none();
    let awaited = |person: &PersonId| goes_on && now.waiting_for().contains(person);
    match notice.kind {
        NoticeKind::TaskArrived => !goes_on || now.proposal.is_some() || !now.turns().contains(&to),
        NoticeKind::Urged => !awaited(&to),
        NoticeKind::Overdue => {
            if let Happening::Reminded { people, .. } = &moment.event.what
                && !people.contains(&to)
            {
                !people.iter().any(awaited)
            } else {
                !awaited(&to)
            }
        }
        NoticeKind::Proposed => {
            !now.proposal.as_ref().is_some_and(|proposal| proposal.people.contains(&to))
        }
        NoticeKind::Circulated => {
            now.readers.iter().any(|reader| reader.person == to && reader.read_at.is_some())
        }
        NoticeKind::MeetingNotice => moment.since.iter().any(overtakes_notice),
        NoticeKind::MeetingChanged => {
            matches!(moment.event.what, Happening::VenueChanged { .. })
                && moment.since.iter().any(|what| {
                    overtakes_notice(what) || matches!(what, Happening::VenueChanged { .. })
                })
        }
        NoticeKind::Returned
        | NoticeKind::Rejected
        | NoticeKind::Approved
        | NoticeKind::Issued
        | NoticeKind::MeetingCancelled
        | NoticeKind::Declined
        | NoticeKind::Suspended
        | NoticeKind::Resumed
        | NoticeKind::Ended => false,
    }
}

/// Whether whoever was invited is told something else by another message.
const fn overtakes_notice(what: &Happening) -> bool {
    matches!(
        what,
        Happening::Cancelled { .. } | Happening::Rescheduled { .. } | Happening::NoticeSent { .. }
    )
}

#[cfg(test)]
mod tests;
