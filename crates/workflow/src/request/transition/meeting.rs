//! Meetings that become one, follow one another, or are held otherwise than was approved.

use super::draft::{acceptable, unexplained};
use super::{Context, Other, Plan, Stop, Transition};
use crate::content::{Content, MeetingContent};
use crate::event::Happening;
use crate::id::{PersonId, RequestId};
use crate::organisation::Role;
use crate::refusal::{Impossible, Refusal};
use crate::request::{ActionName, Kind, Proposing, Status};
use crate::rules::{self, Case, Finding, Own, Trigger, Verdict};

impl Plan<'_> {
    /// 并会: the office proposes that this meeting becomes a part of another, whose host agrees.
    pub(super) fn propose_merge(&mut self, into: RequestId, opinion: &str) -> Result<(), Stop> {
        self.check_coordinates(ActionName::ProposeMerge)?;
        let other = self.other_meeting(into)?;
        let host = other.request;
        if !matches!(host.status, Status::Review(_) | Status::Approved)
            || host.suspended.is_some()
            || host.proposal.is_some()
        {
            return Err(Refusal::NotPossible { reason: Impossible::OtherCannotTake }.into());
        }
        let people = self.host_of(other);
        self.propose(Proposing::Merge(into), people, opinion)
    }

    /// 套开: the office proposes that this meeting is held back to back with another, whose host agrees.
    pub(super) fn propose_cluster(&mut self, with: RequestId, opinion: &str) -> Result<(), Stop> {
        self.check_coordinates(ActionName::Cluster)?;
        let people = self.host_of(self.still_to_come(with)?);
        self.propose(Proposing::Cluster(with), people, opinion)
    }

    /// The host has agreed. Both say so: whoever reads one of them has to know of the other.
    pub(super) fn cluster_with(&mut self, with: RequestId, opinion: &str) -> Result<(), Stop> {
        let other = self.still_to_come(with)?;
        let (context, opinion) =
            (Context { route: other.route, other: None, ..*self.context }, opinion.to_owned());
        let mut beside = Plan::new(other.request, other.content, self.actor, &context);
        beside.push(Happening::Clustered { with: self.before.id, opinion: opinion.clone() })?;
        let beside = beside.finish();
        self.push(Happening::Clustered { with, opinion })?;
        self.also = Some(Box::new(beside));
        Ok(())
    }

    /// Who answers for another meeting.
    fn host_of(&self, other: Other<'_>) -> Vec<PersonId> {
        let heads = self.context.organisation.holders(other.request.drafting_unit, Role::DeptHead);
        heads.into_iter().chain([other.request.drafter]).collect()
    }

    fn still_to_come(&self, id: RequestId) -> Result<Other<'_>, Refusal> {
        let other = self.other_meeting(id)?;
        if other.request.status.is_terminal() {
            return Err(Refusal::NotPossible { reason: Impossible::OtherCannotTake });
        }
        Ok(other)
    }

    /// The reviewers of the office coordinate meetings: while they review them, and once they are approved.
    fn check_coordinates(&mut self, action: ActionName) -> Result<(), Stop> {
        if self.before.status == Status::Approved {
            let reviews = self.office_people(Role::Reviewer).contains(&self.actor);
            let may = reviews && self.asking().may_ask(self.actor);
            return if may { Ok(()) } else { Err(Refusal::NotYours { action }.into()) };
        }
        let turn = self.take_turn(action)?;
        if turn.stage.reviews(self.context.organisation) {
            Ok(())
        } else {
            Err(Refusal::NotYours { action }.into())
        }
    }

    fn other_meeting(&self, id: RequestId) -> Result<Other<'_>, Refusal> {
        let impossible = |reason| Err(Refusal::NotPossible { reason });
        if id == self.before.id {
            return impossible(Impossible::OtherIsItself);
        }
        match self.context.other.filter(|other| other.request.id == id) {
            None => impossible(Impossible::OtherUnknown),
            Some(other) if other.request.kind != Kind::Meeting => {
                impossible(Impossible::OtherIsNoMeeting)
            }
            Some(other) => Ok(other),
        }
    }

    /// The host has agreed: this meeting is over, and the other one goes on with what both had. Both or neither is saved.
    pub(super) fn merge_into(&mut self, into: RequestId) -> Result<(), Stop> {
        let other = self.other_meeting(into)?;
        let absorbed = self.absorbed_by(other)?;
        self.push(Happening::Merged { into })?;
        self.finish_as(Status::Merged)?;
        self.also = Some(Box::new(absorbed));
        Ok(())
    }

    fn absorbed_by(&self, other: Other<'_>) -> Result<Transition, Stop> {
        let (Content::Meeting(own), Content::Meeting(host)) = (self.content, other.content) else {
            return Err(Refusal::NotPossible { reason: Impossible::OtherIsNoMeeting }.into());
        };
        if !matches!(other.request.status, Status::Review(_) | Status::Approved) {
            return Err(Refusal::NotPossible { reason: Impossible::OtherCannotTake }.into());
        }
        let content = Content::Meeting(Box::new(merged(host, own)));
        let context = Context { route: other.route, other: None, ..*self.context };
        let mut plan = Plan::new(other.request, other.content, self.actor, &context);
        let findings = acceptable_change(&plan.case(&content))?;
        plan.push(Happening::Absorbed {
            from: self.before.id,
            digest: content.digest()?,
            measure: content.measure(),
            exceptions: findings.iter().filter_map(Finding::exception).collect(),
            round: other.request.round + 1,
        })?;
        plan.change(&content, findings)?;
        Ok(plan.finish())
    }

    /// 改期. Another room needs no new approval, nor do a few people more or less; everything else does.
    pub(super) fn reschedule(&mut self, content: &Content, opinion: &str) -> Result<(), Stop> {
        let action = ActionName::Reschedule;
        self.only(self.before.drafter, action)?;
        let (Content::Meeting(old), Content::Meeting(new)) = (self.content, content) else {
            return Err(Refusal::NotYours { action }.into());
        };
        let same_units = content.unit() == self.before.unit
            && content.drafting_unit() == self.before.drafting_unit;
        if !same_units {
            return Err(Refusal::NotYours { action }.into());
        }
        acceptable(content, self.context.facts)?;
        if self.is_as_approved(content, (old, new)) {
            return self.rearrange(old, new, opinion);
        }
        // Whoever puts a meeting off asks anew, and as late as that.
        let case = self.case(content);
        let own = Own { submitted_at: None, ..case.own };
        let findings = acceptable_change(&Case { own, ..case })?;
        self.check_everybody_is_found(content, &findings)?;
        self.push(Happening::Rescheduled {
            digest: content.digest()?,
            measure: content.measure(),
            exceptions: findings.iter().filter_map(Finding::exception).collect(),
            round: self.before.round + 1,
            opinion: opinion.to_owned(),
        })?;
        self.change(content, findings)
    }

    /// Whether only the room and a few people differ, so that neither the rules nor the route say anything else. A room that is
    /// given up without another one is a change of how the meeting is held.
    fn is_as_approved(
        &self,
        content: &Content,
        (old, new): (&MeetingContent, &MeetingContent),
    ) -> bool {
        let rearranged =
            MeetingContent { venue: new.venue.clone(), headcount: new.headcount, ..old.clone() };
        let present = self.before.venue_of(old);
        let gives_room_up = new.venue.trim().is_empty() && !present.trim().is_empty();
        if rearranged != *new || gives_room_up {
            return false;
        }
        if old.headcount == new.headcount {
            return true;
        }
        let (before, after) = (self.case(self.content), self.case(content));
        let (found_before, found_after) = (rules::evaluate(&before), rules::evaluate(&after));
        is_at_most_a_tenth_more(old.headcount, new.headcount)
            && found_before == found_after
            && self.way(self.content, &found_before) == self.way(content, &found_after)
    }

    fn rearrange(
        &mut self,
        old: &MeetingContent,
        new: &MeetingContent,
        opinion: &str,
    ) -> Result<(), Stop> {
        let venue = self.before.venue_of(old) != new.venue;
        let headcount = self.before.headcount_of(old) != new.headcount;
        if !venue && !headcount {
            return Err(Refusal::NotPossible { reason: Impossible::NothingChanged }.into());
        }
        if venue {
            if let Some(starts_at) = self.context.facts.room_taken {
                return Err(Refusal::RoomTaken { starts_at }.into());
            }
            let (venue, opinion) = (new.venue.clone(), opinion.to_owned());
            self.push(Happening::VenueChanged { venue, opinion })?;
        }
        if let Some(headcount) = new.headcount.filter(|_| headcount) {
            self.push(Happening::HeadcountChanged { headcount, opinion: opinion.to_owned() })?;
        }
        Ok(())
    }

    fn change(&mut self, content: &Content, findings: Vec<Finding>) -> Result<(), Stop> {
        self.revised = Some(content.clone());
        self.enter_again(content, &findings)?;
        self.evaluation = Some(self.evaluated(Trigger::Reschedule, content, findings));
        Ok(())
    }
}

/// What the rules find about a change of what is under way; blocked if they block, or ask for a reason that is not given.
fn acceptable_change(case: &Case) -> Result<Vec<Finding>, Stop> {
    let findings = rules::evaluate(case);
    if findings.iter().any(|finding| finding.verdict == Verdict::Block) {
        return Err(Refusal::Blocked { findings }.into());
    }
    let open = unexplained(case.content, &findings);
    if open.is_empty() { Ok(findings) } else { Err(Refusal::Blocked { findings: open }.into()) }
}

/// Counted from what was approved, so that many small changes are not a large one.
fn is_at_most_a_tenth_more(approved: Option<u32>, wanted: Option<u32>) -> bool {
    let times = |count: u32, percent: u64| u64::from(count) * percent;
    approved
        .zip(wanted)
        .is_some_and(|(approved, wanted)| times(wanted, 100) <= times(approved, 110))
}

/// The host's meeting with what the other one would have had: its agenda, its people, its money, and its host as a co-host.
fn merged(host: &MeetingContent, other: &MeetingContent) -> MeetingContent {
    let mut meeting = host.clone();
    meeting.co_hosts.extend(other.co_hosts.iter().copied().chain([other.host_unit]));
    meeting.co_hosts.remove(&host.host_unit);
    meeting.attendee_units.extend(other.attendee_units.iter().copied());
    meeting.attendee_units.remove(&host.host_unit);
    meeting.leaders_attending.extend(other.leaders_attending.iter().copied());
    meeting.agenda.extend(other.agenda.iter().cloned());
    meeting.materials.extend(other.materials.iter().cloned());
    meeting.headcount = sum(host.headcount, other.headcount);
    meeting.staff_count = sum(host.staff_count, other.staff_count);
    meeting.budget_fen = host.budget_fen.saturating_add(other.budget_fen);
    meeting
}

fn sum(one: Option<u32>, other: Option<u32>) -> Option<u32> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.saturating_add(other)),
        (one, other) => one.or(other),
    }
}
