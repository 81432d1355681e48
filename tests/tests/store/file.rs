//! A request with every row that the database must hold about it, said again in words of its own, and what must be true of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use baopi_workflow::content::{Direction, MeetingClass};
use baopi_workflow::request::booking::{Booking, bookings};
use baopi_workflow::request::{Asked, counted_in};
use baopi_workflow::route::SkipReason;
use baopi_workflow::rules::knowledge::{
    OtherDocument, OtherInspection, OtherMeeting, QuotaMetric, QuotaWanted,
};
use baopi_workflow::{
    Content, Digest, Happening, Kind, Notice, Organisation, PersonId, Rank, Request, Role, Sealed,
    StageKey, Status, Timestamp, Transition, Version,
};
use serde_json::json;

use crate::district::Changes;
use crate::fixture::{HEAD, OFFICE};

/// Answers of those who are asked; each is a row of its own.
const ANSWERS: [&str; 6] =
    ["consented", "objected", "abstained", "returned", "sent_back", "rejected"];

/// A request, its text, and its rows.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) request: Request,
    pub(crate) content: Arc<Content>,
    /// The version before the last change.
    pub(crate) version_before: Version,
    decisions: Vec<Decision>,
    /// Rows that nothing takes away again, as lines.
    kept: BTreeSet<String>,
    number: Option<String>,
    /// Answers with which a stage may go on, and that nothing has taken back since.
    standing: Vec<Consent>,
    /// Whether the last answer was one.
    last_consents: bool,
    /// What the office made of which text, with the round.
    corrections: Vec<(u32, Digest, Digest)>,
    /// Texts signed, with the round.
    signatures: Vec<(u32, Digest)>,
    /// The round that was signed last, and the stages that its text needed when it was signed first: what the office corrects
    /// afterwards, only the signer sees again.
    needed: (u32, Vec<&'static str>),
    /// What was put out, and whether it was approved as it should be.
    put_out: Vec<(u64, Digest, bool)>,
    /// Events that make a version.
    changes: u64,
    /// When approval was first asked for.
    submitted_at: Option<Timestamp>,
    /// The year in whose quota it takes a place.
    counted_year: Option<i32>,
}

/// A row of the table of decisions, and whether it was right when it was written.
#[derive(Debug, Clone)]
struct Decision {
    seq: u64,
    round: u32,
    stage: String,
    revision: u32,
    principal: PersonId,
    actor: PersonId,
    verdict: &'static str,
    /// Neither is the drafter, nor stands in for the drafter.
    separate: bool,
    /// The principal held the post that the stage asks for, or was asked in its stead.
    entitled: bool,
    /// The actor was the principal, or stood in for the principal.
    named: bool,
}

#[derive(Debug, Clone)]
struct Consent {
    round: u32,
    stage: StageKey,
    principal: PersonId,
    digest: Digest,
}

impl File {
    /// A request that was begun just now.
    pub(crate) fn begun(transition: &Transition, notices: &[Notice]) -> Self {
        let content = transition.content().expect("a request begins with a text").clone();
        let request = transition.next().clone();
        let mut file = Self {
            version_before: request.version,
            request,
            content: Arc::new(content),
            decisions: Vec::new(),
            kept: BTreeSet::new(),
            number: None,
            standing: Vec::new(),
            last_consents: false,
            corrections: Vec::new(),
            signatures: Vec::new(),
            needed: (0, Vec::new()),
            put_out: Vec::new(),
            changes: 0,
            submitted_at: None,
            counted_year: None,
        };
        file.keep(transition, notices);
        file.changes = changes(transition);
        file
    }

    /// The same after a transaction.
    pub(crate) fn saved(
        mut self,
        transition: &Transition,
        notices: &[Notice],
        organisation: &Organisation,
    ) -> Self {
        self.decisions.extend(self.decision(transition, organisation));
        for sealed in transition.events() {
            self.enter(sealed, transition);
        }
        self.keep(transition, notices);
        self.changes += changes(transition);
        let next = transition.next();
        if next.version != self.request.version {
            self.version_before = self.request.version;
        }
        self.request = next.clone();
        if let Some(content) = transition.content() {
            self.content = Arc::new(content.clone());
        }
        self.take_place(transition, organisation);
        self
    }

    /// A document counts or not from its signature on, whatever becomes of the organisation.
    fn take_place(&mut self, transition: &Transition, organisation: &Organisation) {
        let happened = |wanted: fn(&Happening) -> bool| {
            transition.events().iter().any(|sealed| wanted(&sealed.event.what))
        };
        if happened(|what| matches!(what, Happening::Submitted { .. })) {
            self.submitted_at.get_or_insert(self.request.updated_at);
        }
        let signed = happened(|what| matches!(what, Happening::Signed { .. }));
        if signed || self.request.kind != Kind::Document {
            self.counted_year = counted_in(&self.request, &self.content, organisation);
        } else if !self.request.is_committed() {
            self.counted_year = None;
        }
    }

    /// The meeting as others know it.
    pub(crate) fn as_meeting(&self) -> Option<OtherMeeting> {
        OtherMeeting::of(&self.request, &self.content, self.submitted_at?)
    }

    /// The document as others know it.
    pub(crate) fn as_document(&self) -> Option<OtherDocument> {
        OtherDocument::of(&self.request, &self.content, self.submitted_at?)
    }

    /// The inspection as others know it.
    pub(crate) fn as_inspection(&self) -> Option<OtherInspection> {
        OtherInspection::of(&self.request, &self.content, self.submitted_at?)
    }

    /// Whether it takes a place in this quota.
    pub(crate) fn is_counted(&self, quota: &QuotaWanted) -> bool {
        let metric = match self.request.kind {
            Kind::Document => QuotaMetric::Documents,
            Kind::Meeting => QuotaMetric::Meetings,
            Kind::Inspection => QuotaMetric::Inspections,
        };
        let signed_at = self.request.signature.as_ref().map(|signature| signature.at);
        let earlier = quota.signed_before.is_none_or(|before| signed_at < Some(before));
        metric == quota.metric
            && self.request.unit == quota.unit
            && self.counted_year == Some(quota.year)
            && earlier
    }

    /// The rooms that the meeting has: from its approval until it is called off or has to be approved again.
    pub(crate) fn rooms(&self) -> Vec<Booking> {
        let holds = [Status::Approved, Status::Noticed, Status::Held, Status::Closed];
        if holds.contains(&self.request.status) {
            bookings(&self.request, &self.content)
        } else {
            Vec::new()
        }
    }

    pub(crate) fn names_merger(&mut self, host: &Self) {
        // Nothing comes after either event but the entry to where the meeting then stands.
        let (seq, into) = (self.request.chain.length - 1, host.request.chain.length - 1);
        self.kept.insert(format!("merger|{}|{seq}|{into}", host.request.id.0.simple()));
    }

    /// The answer of whoever was asked: the first event that is one, because what goes back upon an answer goes back by it.
    fn decision(&self, transition: &Transition, organisation: &Organisation) -> Option<Decision> {
        let request = &self.request;
        let stage = request.status.stage()?;
        let mut events = transition.events().iter().map(|sealed| &sealed.event);
        let event = events.find(|event| ANSWERS.contains(&event.what.name()))?;
        let actor = event.actor?;
        let principal = event.on_behalf_of.unwrap_or(actor);
        let stands_in = |from, to| organisation.stands_in(from, to, request.kind, event.at.date());
        let drafter = request.drafter;
        Some(Decision {
            seq: event.seq,
            round: request.round,
            stage: stage.to_string(),
            revision: request.revision,
            principal,
            actor,
            verdict: event.what.name(),
            separate: ![actor, principal].contains(&drafter) && !stands_in(drafter, actor),
            entitled: self.is_entitled(organisation, stage, principal),
            named: actor == principal || stands_in(principal, actor),
        })
    }

    /// Whether somebody holds the post that the stage asks for, or was asked in the stead of or beside whoever does.
    fn is_entitled(&self, organisation: &Organisation, stage: &StageKey, person: PersonId) -> bool {
        let Some(known) = organisation.active_person(person) else { return false };
        let unit = self.content.drafting_unit();
        let is = |role| known.roles.contains(&role);
        let (ranked, holds) = match stage.as_str() {
            "dept_review" | "second_dept_review" => {
                (true, known.unit == unit && is(Role::DeptHead))
            }
            "office_review" => (true, known.unit == OFFICE && is(Role::Reviewer)),
            "countersign" => (true, known.unit != unit && is(Role::DeptHead)),
            "expert_vote" | "expert_round" => (true, known.post.as_deref() == Some("expert")),
            "leader_review" => {
                (known.rank.is_some(), known.rank.is_some() && known.leads.contains(&unit))
            }
            "signing" | "approving" => {
                (known.rank == Some(Rank::MainLeader), known.rank == Some(Rank::MainLeader))
            }
            other => panic!("the routes of the district have no stage {other}"),
        };
        let fits = match self.request.task(person).map(|task| task.asked) {
            Some(Asked::Route) => holds,
            Some(Asked::InsteadOf(_)) => ranked,
            Some(Asked::Before(_) | Asked::Beside(_) | Asked::After(_) | Asked::Advice(_)) => true,
            None => false,
        };
        fits && !is(Role::Admin) && !is(Role::Auditor)
    }

    fn enter(&mut self, sealed: &Sealed<Happening>, transition: &Transition) {
        let (event, next) = (&sealed.event, transition.next());
        let (seq, what, round) = (event.seq, &event.what, next.round);
        if let Happening::Corrected { digest, .. } = what {
            self.corrections.push((round, self.request.digest, *digest));
        }
        if let Happening::Signed { digest, rank, .. } = what {
            self.signatures.push((round, *digest));
            if self.needed.0 != round {
                self.needed = (round, self.stages_needed());
            }
            let (revision, rank) = (next.revision, json!(rank));
            let rank = rank.as_str().unwrap_or_default();
            self.kept.insert(format!("signature|{seq}|{round}|{revision}|{digest}|{rank}"));
        }
        if let Happening::Numbered { number, .. } = what {
            let (series, year, sequence) = (&number.series, number.year, number.sequence);
            self.number = Some(format!("number|{seq}|used|{series}|{year}|{sequence}"));
        }
        if let Happening::Voided { .. } = what {
            self.number = self.number.take().map(|number| number.replace("|used|", "|void|"));
        }
        if let Happening::Issued { digest, issued_on } = what {
            self.kept.insert(format!("issuance|{seq}|{issued_on}|{digest}"));
        }
        if let Happening::Issued { digest, .. } | Happening::NoticeSent { digest } = what {
            self.put_out.push((seq, *digest, self.is_approved(round, *digest)));
        }
        self.enter_consent(sealed);
    }

    /// Who has consented, and whose consent no longer counts: after a new round only that of the stages which it keeps.
    fn enter_consent(&mut self, Sealed { event, .. }: &Sealed<Happening>) {
        let Some(principal) = event.on_behalf_of.or(event.actor) else { return };
        if let Happening::Consented { stage, digest, .. } = &event.what {
            let (round, stage, digest) = (self.request.round, stage.clone(), *digest);
            self.standing.push(Consent { round, stage, principal, digest });
            self.last_consents = true;
        }
        if let Happening::Objected { .. } | Happening::Abstained { .. } = &event.what {
            self.last_consents = false;
        }
        // A countersigning unit's objection stands on record, and only a downward document does not go on with it.
        if let Happening::Objected { stage, digest, .. } = &event.what
            && stage.as_str() == "countersign"
            && !self.is_downward()
        {
            let (round, stage, digest) = (self.request.round, stage.clone(), *digest);
            self.standing.push(Consent { round, stage, principal, digest });
        }
        // Whoever consented a moment ago is not asked again at the next stage; whoever objected has consented to nothing.
        if let Happening::StageSkipped { stage, because: SkipReason::SamePerson } = &event.what
            && let Some(last) = self.standing.last().filter(|_| self.last_consents)
        {
            self.standing.push(Consent { stage: stage.clone(), ..last.clone() });
        }
        if let Happening::Submitted { keep, .. } | Happening::SentBack { keep, .. } = &event.what {
            self.standing.retain(|consent| keep.contains(&consent.stage));
        }
        if let Happening::Retracted { stage: Some(stage), .. } = &event.what {
            self.standing
                .retain(|consent| consent.stage != *stage || consent.principal != principal);
        }
    }

    fn keep(&mut self, transition: &Transition, notices: &[Notice]) {
        for Notice { seq, to, kind } in notices {
            self.kept.insert(format!("message|{seq}|{}|{}", to.0.simple(), kind.key()));
        }
        if let Some(evaluation) = transition.evaluation() {
            let (seq, cause) = (transition.next().chain.length, evaluation.trigger.key());
            let revision = evaluation.revision;
            let knowledge = serde_json::to_string(&evaluation.knowledge).expect("JSON");
            self.kept.insert(format!("evaluation|{seq}|{cause}|{revision}|{knowledge}"));
        }
    }

    /// Every row of the database about this request, as lines.
    pub(crate) fn lines(&self) -> BTreeSet<String> {
        let mut lines = self.kept.clone();
        lines.extend(self.number.clone());
        let request = &self.request;
        let drafting = matches!(request.status, Status::Draft | Status::Returned);
        let waiting = if drafting { Vec::new() } else { request.waiting_for() };
        let due_on = request.due_on.map_or_else(|| "-".to_owned(), |day| day.to_string());
        for person in waiting {
            let place = request.task(person).map_or("regular", |task| task.asked.place().key());
            lines.insert(format!("task|{}|{place}|{due_on}", person.0.simple()));
        }
        for reader in &request.readers {
            let (person, by) = (reader.person.0.simple(), reader.by.0.simple());
            lines.insert(format!("reader|{person}|{by}|{}", i32::from(reader.read_at.is_none())));
        }
        for Booking { venue, starts_at, ends_at } in self.rooms() {
            lines.insert(format!("room|{venue}|{}|{}", starts_at.0, ends_at.0));
        }
        for decision in &self.decisions {
            let Decision { seq, round, stage, revision, principal, actor, verdict, .. } = decision;
            let (principal, actor) = (principal.0.simple(), actor.0.simple());
            lines.insert(format!(
                "decision|{seq}|{round}|{stage}|{revision}|{principal}|{actor}|{verdict}"
            ));
        }
        lines
    }

    /// The stages whose consent a text needs, in this district.
    fn stages_needed(&self) -> Vec<&'static str> {
        let mut stages = Vec::new();
        if self.request.drafter != HEAD {
            stages.push("dept_review");
        }
        stages.push("office_review");
        match &*self.content {
            Content::Document(document) => {
                let countersigned = !document.countersign_units.is_empty();
                stages.extend(countersigned.then_some("countersign"));
                let length = self.request.measure.characters;
                stages.extend((length > 1200 && length < 2000).then_some("expert_vote"));
                stages.extend((length > 2000 && length < 3000).then_some("expert_round"));
                stages.push("leader_review");
                stages.extend(document.normative.then_some("signing"));
            }
            Content::Meeting(meeting) => {
                let countersigned = !meeting.co_hosts.is_empty() || meeting.budget_fen > 0;
                stages.extend(countersigned.then_some("countersign"));
                stages.push("leader_review");
                let second = meeting.class == Some(MeetingClass::II);
                stages.extend(second.then_some("approving"));
            }
            // Whoever asks for what stands in no plan asks the main leader.
            Content::Inspection(_) => stages.extend(["leader_review", "approving"]),
        }
        stages
    }

    fn is_downward(&self) -> bool {
        matches!(&*self.content, Content::Document(document) if document.direction == Some(Direction::Downward))
    }

    /// Whether a text is signed, to the byte, in this round, and every stage stands by it: by this very text, by one of which
    /// the office made it openly in this round, or by what it was when the round that brought it here kept the consent.
    fn is_approved(&self, round: u32, digest: Digest) -> bool {
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
        self.signatures.contains(&(round, digest)) && self.needed.1.iter().all(stands)
    }

    /// What is not as it must be, whatever happened.
    pub(crate) fn wrong(&self, organisation: &Organisation, changes: Changes) -> Vec<&'static str> {
        let request = &self.request;
        let decisions = |right: fn(&Decision) -> bool| self.decisions.iter().all(right);
        let acts = |person: &PersonId| organisation.active_person(*person).is_some();
        let waiting = request.waiting_for();
        let acting = changes.any() || waiting.iter().any(acts);
        let true_of_it = [
            ("I1: put out without every approval", self.put_out.iter().all(|(_, _, right)| *right)),
            ("I2: the drafter decided", decisions(|row| row.separate)),
            ("I3: somebody without the post decided", decisions(|row| row.entitled)),
            ("I4: somebody decided for somebody else", decisions(|row| row.named)),
            ("I6, I9, I10: not issued as it says", self.is_issued_as_it_says()),
            ("I8, I9: not signed as it says", self.is_signed_as_it_says()),
            ("I11: decided twice", self.decides_once()),
            (
                "I21: waits for nobody",
                request.status.is_terminal() || !waiting.is_empty() && acting,
            ),
            ("I22: the version is not the number of changes", request.version.0 == self.changes),
        ];
        true_of_it.into_iter().filter(|(_, holds)| !holds).map(|(what, _)| what).collect()
    }

    /// Issued at most once, exactly if it says so, as it is, and nothing is decided afterwards.
    fn is_issued_as_it_says(&self) -> bool {
        let request = &self.request;
        if request.kind != Kind::Document {
            return true;
        }
        let over = [Status::Issued, Status::Archived, Status::Revoked, Status::Repealed];
        match self.put_out.as_slice() {
            [] => !over.contains(&request.status),
            [(seq, digest, _)] => {
                over.contains(&request.status)
                    && *digest == request.digest
                    && self.decisions.iter().all(|decision| decision.seq < *seq)
            }
            [_, _, ..] => false,
        }
    }

    /// What stands as signed is the present text, somebody signed it in this round, and its number is of that year.
    fn is_signed_as_it_says(&self) -> bool {
        let request = &self.request;
        let Some(signature) = &request.signature else { return request.number.is_none() };
        signature.digest == request.digest
            && self.signatures.contains(&(request.round, signature.digest))
            && request.number.as_ref().is_none_or(|number| number.year == signature.at.year())
    }

    fn decides_once(&self) -> bool {
        let place = |row: &Decision| (row.round, row.stage.clone(), row.principal, row.revision);
        let mut places: Vec<_> = self.decisions.iter().map(place).collect();
        places.sort();
        places.windows(2).all(|pair| pair[0] != pair[1])
    }
}

fn changes(transition: &Transition) -> u64 {
    let changes = transition.events().iter().filter(|sealed| sealed.event.what.makes_version());
    changes.count() as u64
}
