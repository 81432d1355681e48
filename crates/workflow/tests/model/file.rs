//! A request with everything that the database holds about it, and what can be said about that alone.

use baopi_workflow::request::booking::{Booking, bookings};
use baopi_workflow::{
    Content, Digest, Happening, Kind, NoticeKind, Organisation, PersonId, Request, RequestId, Role,
    Sealed, StageKey, Status, Transition,
};
use uuid::Uuid;

use crate::office::{is_entitled, may_be_asked, stages_needed};
use crate::state::RowId;

/// Events by which somebody answers what they were asked.
const DECISIONS: [&str; 7] =
    ["consented", "objected", "abstained", "advised", "returned", "sent_back", "rejected"];
/// What may happen to a request that is suspended: it is taken up again or ended, and people may read it and talk about it.
const WHILE_SUSPENDED: [&str; 8] =
    ["resumed", "terminated", "withdrawn", "entered", "circulated", "read", "commented", "refused"];

/// A request and its rows.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// The slot it has in the database.
    pub(crate) slot: u8,
    /// The request, but for the head of its chain, which would tell apart what nobody can tell apart otherwise.
    pub(crate) request: Request,
    pub(crate) content: Content,
    pub(crate) rows: Rows,
}

/// The rows beside a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rows {
    /// Events that make a version.
    pub(crate) changes: u64,
    /// All events.
    pub(crate) events: u64,
    /// Transactions that wrote to this request since the scene began.
    pub(crate) saves: u8,
    pub(crate) decisions: Vec<Decision>,
    /// Texts signed, with the round.
    pub(crate) signatures: Vec<(u32, Digest)>,
    /// What the office made of which text, with the round.
    pub(crate) corrections: Vec<(u32, Digest, Digest)>,
    /// Consents that nothing has taken back since.
    pub(crate) standing: Vec<Consent>,
    /// People who were asked beside the route at the present stage, and whether they took over what the route had asked.
    pub(crate) asked: Vec<(PersonId, bool)>,
    /// What was put out, as [`put_out`] says, and whether it was approved as it should be.
    pub(crate) put_out: Vec<(Digest, bool)>,
    /// Whether anything happened that may not happen to a suspended request.
    pub(crate) moved_while_suspended: bool,
    /// Numbers taken.
    pub(crate) numbers: Vec<u8>,
    /// Messages that people are owed for what happened since the scene began.
    pub(crate) owed: Vec<RowId>,
}

/// A consent of a stage to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Consent {
    pub(crate) round: u32,
    pub(crate) stage: StageKey,
    pub(crate) principal: PersonId,
    pub(crate) digest: Digest,
}

/// A row of the table of decisions, and whether it was right when it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) round: u32,
    pub(crate) stage: Option<String>,
    pub(crate) principal: PersonId,
    pub(crate) verdict: &'static str,
    pub(crate) revision: u32,
    pub(crate) digest: Digest,
    /// Neither is the drafter, nor stood in for the drafter.
    pub(crate) separate: bool,
    /// The principal held the post that the stage asks for.
    pub(crate) entitled: bool,
    /// The actor was the principal, or named as stand-in by the principal in person.
    pub(crate) named: bool,
}

impl File {
    /// A request about which nothing has happened yet, and the text with which it would begin.
    pub(crate) fn blank(slot: u8, drafter: PersonId, content: &Content) -> Self {
        let id = RequestId(Uuid::from_u128(u128::from(slot) + 1));
        let request = Request::blank(id, drafter, content, crate::office::today());
        Self { slot, request, content: content.clone(), rows: Rows::default() }
    }

    /// The same as a scene finds it: what happened before is settled, everybody was told.
    pub(crate) fn settled(mut self) -> Self {
        self.rows.saves = 0;
        self.rows.owed.clear();
        self
    }

    /// The same after a transaction. `next` is where its request stands then, `truth` the organisation at that moment.
    pub(crate) fn saved(
        &self,
        read: &Self,
        transition: &Transition,
        next: &Request,
        truth: &Organisation,
    ) -> Self {
        let mut file = self.clone();
        file.rows.saves += 1;
        file.rows.decisions.extend(decision(read, transition, truth));
        for sealed in transition.events() {
            file.rows.enter((read, next), sealed);
        }
        file.rows.owed.extend(owed((self.slot, read), transition, next, truth));
        file.rows.owed.sort_unstable();
        file.request = plain(next);
        if let Some(content) = transition.content() {
            file.content = content.clone();
        }
        file
    }
}

impl Rows {
    fn enter(&mut self, (read, next): (&File, &Request), sealed: &Sealed<Happening>) {
        let (what, name) = (&sealed.event.what, sealed.event.what.name());
        self.events += 1;
        self.changes += u64::from(what.makes_version());
        self.moved_while_suspended |=
            read.request.suspended.is_some() && !WHILE_SUSPENDED.contains(&name);
        let round = next.round;
        if let Happening::Corrected { digest, .. } = what {
            self.corrections.push((round, read.request.digest, *digest));
        }
        if let Happening::Signed { digest, .. } = what {
            self.signatures.push((round, *digest));
        }
        if let Some(digest) = put_out(what, read) {
            let approved =
                self.is_approved(&stages_needed(&read.content, next.drafter), round, digest);
            self.put_out.push((digest, approved));
        }
        if let Happening::Numbered { number, .. } = what {
            self.numbers.extend(u8::try_from(number.sequence));
        }
        self.enter_consent(read, sealed);
        self.enter_asked(what);
    }

    /// Who has consented, and whose consent no longer counts: after a new round only that of the stages which it keeps.
    fn enter_consent(&mut self, read: &File, sealed: &Sealed<Happening>) {
        let event = &sealed.event;
        let Some(actor) = event.actor else { return };
        let principal = event.on_behalf_of.unwrap_or(actor);
        if let Happening::Consented { stage, digest, .. } = &event.what {
            let (round, stage) = (read.request.round, stage.clone());
            self.standing.push(Consent { round, stage, principal, digest: *digest });
        }
        if let Happening::Submitted { keep, .. } | Happening::SentBack { keep, .. } = &event.what {
            self.standing.retain(|consent| keep.contains(&consent.stage));
        }
        if let Happening::Retracted { stage: Some(stage), .. } = &event.what {
            self.standing
                .retain(|consent| consent.stage != *stage || consent.principal != principal);
        }
    }

    fn enter_asked(&mut self, what: &Happening) {
        if let Happening::Entered { .. } = what {
            self.asked.clear();
        }
        if let Happening::SignerAdded { person: to, .. } | Happening::Consulted { to, .. } = what {
            self.asked.push((*to, false));
        }
        if let Happening::Transferred { to, .. } | Happening::HandedOver { to, .. } = what {
            self.asked.push((*to, true));
        }
        if let Happening::SignerRemoved { person, .. } = what {
            self.asked.retain(|(asked, _)| asked != person);
        }
    }

    /// Whether a text is signed, to the byte, in this round, and every stage stands by it: by this very text, by one of which
    /// the office made it openly in this round, or by what it was when the round that brought it here kept the consent.
    fn is_approved(&self, needed: &[&str], round: u32, digest: Digest) -> bool {
        let mut texts = vec![digest];
        for (_, from, to) in self.corrections.iter().rev().filter(|made| made.0 == round) {
            if texts.contains(to) {
                texts.push(*from);
            }
        }
        let stands = |stage: &&str| {
            self.standing.iter().any(|consent| {
                consent.stage.as_str() == *stage
                    && (consent.round < round || texts.contains(&consent.digest))
            })
        };
        self.signatures.contains(&(round, digest)) && needed.iter().all(stands)
    }
}

/// The answer of whoever was asked: the first event that is one, because a document that goes back upon an objection is sent
/// back by that same answer.
fn decision(read: &File, transition: &Transition, truth: &Organisation) -> Option<Decision> {
    let mut events = transition.events().iter().map(|sealed| &sealed.event);
    let event = events.find(|event| DECISIONS.contains(&event.what.name()))?;
    let (actor, verdict) = (event.actor?, event.what.name());
    let principal = event.on_behalf_of.unwrap_or(actor);
    let request = &read.request;
    let stage = request.status.stage().map(ToString::to_string);
    let today = crate::office::today().date();
    let stands_in = |from, to| truth.stands_in(from, to, request.kind, today);
    let drafter = request.drafter;
    Some(Decision {
        round: request.round,
        principal,
        verdict,
        revision: request.revision,
        digest: request.digest,
        separate: actor != drafter && principal != drafter && !stands_in(drafter, actor),
        entitled: stage.as_ref().is_some_and(|stage| {
            is_entitled(truth, &read.content, stage, principal)
                || read.rows.asked.iter().any(|(asked, took_over)| {
                    *asked == principal && may_be_asked(truth, stage, principal, *took_over)
                })
        }),
        named: actor == principal || stands_in(principal, actor),
        stage,
    })
}

/// Who is owed a message. It says again, in its own words, which events people are told of.
fn owed(
    (slot, read): (u8, &File),
    transition: &Transition,
    next: &Request,
    truth: &Organisation,
) -> Vec<RowId> {
    let mut owed = Vec::new();
    let mut last = 0;
    for sealed in transition.events() {
        let what = &sealed.event.what;
        let mut tell = |people: &[PersonId], kind| {
            owed.extend(people.iter().map(|to| row(slot, sealed.event.seq, *to, kind)));
        };
        let (drafter, invited) = ([next.drafter], invited(&read.content, truth));
        match what.name() {
            "returned" | "returned_by_rules" => tell(&drafter, NoticeKind::Returned),
            "rejected" => tell(&drafter, NoticeKind::Rejected),
            "signed" => tell(&drafter, NoticeKind::Approved),
            "issued" => tell(&drafter, NoticeKind::Issued),
            "suspended" => tell(&drafter, NoticeKind::Suspended),
            "resumed" => tell(&drafter, NoticeKind::Resumed),
            "terminated" | "voided" => tell(&drafter, NoticeKind::Ended),
            "notice_sent" => tell(&invited, NoticeKind::MeetingNotice),
            "cancelled" if read.request.status == Status::Noticed => {
                tell(&invited, NoticeKind::MeetingCancelled);
            }
            _ => {}
        }
        if let Happening::Urged { people } = what {
            tell(people, NoticeKind::Urged);
        }
        if let Happening::Circulated { to, .. } = what {
            tell(&to.iter().copied().collect::<Vec<_>>(), NoticeKind::Circulated);
        }
        if let Happening::Proposed { people, .. } = what {
            tell(people, NoticeKind::Proposed);
        }
        if let Happening::Declined { by, .. } = what {
            tell(&[*by], NoticeKind::Declined);
        }
        // A new desk is told of by its own event, a new turn at the same desk by whatever came last.
        last = if what.name() == "entered" || !is_entered(transition) {
            sealed.event.seq
        } else {
            last
        };
    }
    owed.extend(
        arrivals(read, transition, next).map(|to| row(slot, last, to, NoticeKind::TaskArrived)),
    );
    owed
}

/// The text of which something leaves the house by this: an issuance, the notice of a meeting, or what an inspection found.
fn put_out(what: &Happening, read: &File) -> Option<Digest> {
    if let Happening::Issued { digest, .. } | Happening::NoticeSent { digest } = what {
        return Some(*digest);
    }
    let is_over = matches!(what, Happening::Closed) && read.request.kind == Kind::Inspection;
    is_over.then_some(read.request.digest)
}

/// Whose turn it has become: at a new desk everybody's who has a turn there, otherwise those who had none before and did not
/// take it themselves. Nothing arrives while the request is suspended or waits for a second person.
fn arrivals<'a>(
    read: &'a File,
    transition: &'a Transition,
    next: &'a Request,
) -> impl Iterator<Item = PersonId> + 'a {
    let desk = ["review", "recheck", "numbering"].contains(&next.status.phase());
    let halted = next.suspended.is_some() || next.proposal.is_some();
    let actor = transition.events().last().and_then(|sealed| sealed.event.actor);
    let waited = read.request.waiting_for();
    next.turns().into_iter().filter(move |person| {
        let is_news = !waited.contains(person) && actor != Some(*person);
        desk && !halted && (is_entered(transition) || is_news)
    })
}

fn is_entered(transition: &Transition) -> bool {
    transition.events().iter().any(|sealed| sealed.event.what.name() == "entered")
}

fn row(request: u8, seq: u64, to: PersonId, kind: NoticeKind) -> RowId {
    RowId { request, seq: u8::try_from(seq).expect("few events"), to: short(to), kind }
}

/// The heads of the units that a meeting invites.
pub(crate) fn invited(content: &Content, organisation: &Organisation) -> Vec<PersonId> {
    let Content::Meeting(meeting) = content else { return Vec::new() };
    let heads = |unit| organisation.holders(unit, Role::DeptHead);
    meeting.attendee_units.iter().flat_map(|unit| heads(*unit)).collect()
}

/// Enough of an identifier to tell the few people of the model apart.
pub(crate) fn short(person: PersonId) -> u16 {
    u16::try_from(person.0.as_u128()).expect("a small identifier")
}

fn plain(request: &Request) -> Request {
    let mut request = request.clone();
    request.chain.head = Digest::ZERO;
    request
}

/// What must be true of every file at every moment, whatever else the database holds.
impl File {
    /// I1: what was put out was signed, to the byte, and every stage stood by it.
    pub(crate) fn is_put_out_as_approved(&self) -> bool {
        self.rows.put_out.iter().all(|(_, approved)| *approved)
    }

    /// I2, I3, I4.
    pub(crate) fn decisions(&self, right: impl Fn(&Decision) -> bool) -> bool {
        self.rows.decisions.iter().all(right)
    }

    /// I6: at most one issuance.
    pub(crate) fn is_put_out_once(&self) -> bool {
        self.rows.put_out.len() <= 1
    }

    /// Whether it is about a meeting in a room.
    pub(crate) fn needs_room(&self) -> bool {
        !bookings(&self.request, &self.content).is_empty()
    }

    /// The rooms that an approved meeting has.
    pub(crate) fn held_rooms(&self) -> Vec<Booking> {
        let holds = matches!(self.request.status, Status::Approved | Status::Noticed);
        if holds { bookings(&self.request, &self.content) } else { Vec::new() }
    }

    /// I11: nobody decides twice about the same revision at the same stage of the same round.
    pub(crate) fn decides_once(&self) -> bool {
        let key = |decision: &Decision| {
            (decision.round, decision.stage.clone(), decision.principal, decision.revision)
        };
        let mut keys: Vec<_> = self.rows.decisions.iter().map(key).collect();
        keys.sort();
        keys.windows(2).all(|pair| pair[0] != pair[1])
    }

    /// I22: the version is the number of events that change the request, and the chain holds every event.
    pub(crate) fn counts_its_events(&self) -> bool {
        self.request.version.0 == self.rows.changes && self.request.chain.length == self.rows.events
    }

    /// I9: what stands as signed is the present text, and somebody signed it.
    pub(crate) fn is_signed_as_it_is(&self) -> bool {
        let Some(signature) = &self.request.signature else { return true };
        signature.digest == self.request.digest
            && self.rows.signatures.contains(&(self.request.round, signature.digest))
    }
}

/// Whether two meetings would be in one room at one time.
pub(crate) fn overlaps(one: &Booking, other: &Booking) -> bool {
    one.venue == other.venue && one.starts_at < other.ends_at && other.starts_at < one.ends_at
}
