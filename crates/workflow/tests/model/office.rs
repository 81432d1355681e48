//! The office of the model: the small district of the other tests with a few more people, and what may change in it.

use std::collections::BTreeSet;

use baopi_workflow::content::{Direction, MAX_PARTS, MeetingMode, Scope};
use baopi_workflow::request::Kind;
use baopi_workflow::{
    Content, Organisation, Person, PersonId, Rank, Role, Route, RuleId, RuleSet, Timestamp, UnitId,
};

use crate::fixture::*;

/// A second vice mayor, who may stand in for the first.
pub(crate) const DEPUTY: PersonId = person(21);
/// Somebody of the deputy's, who may stand in for the deputy and for nobody else.
pub(crate) const AIDE: PersonId = person(22);
/// The head of the office, which also writes documents of its own.
pub(crate) const OFFICE_HEAD: PersonId = person(23);
/// The second reviewer: the first one is a drafter too.
pub(crate) const SECOND_REVIEWER: PersonId = person(24);
/// The head of the township, who countersigns.
pub(crate) const TOWNSHIP_HEAD: PersonId = person(25);

/// What may change in the organisation while requests are under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Change {
    /// The vice mayor is no longer responsible for any field, and has no rank.
    ViceLosesPost,
    /// The vice mayor's account is disabled.
    ViceDisabled,
    /// The reviewers review no more.
    ReviewersLoseRole,
    /// The vice mayor names the deputy as stand-in.
    ViceToDeputy,
    /// The deputy names the aide as stand-in.
    DeputyToAide,
    /// The drafter names the vice mayor as stand-in.
    DrafterToVice,
}

/// The changes made so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Changes(u8);

impl Changes {
    pub(crate) const fn with(self, change: Change) -> Self {
        Self(self.0 | 1 << change as u8)
    }

    pub(crate) const fn has(self, change: Change) -> bool {
        self.0 & 1 << change as u8 != 0
    }

    /// Every combination of changes, each at its [`place`](Self::place).
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..1 << 6).map(Self)
    }

    /// Its place among all combinations.
    pub(crate) const fn place(self) -> usize {
        self.0 as usize
    }

    /// The organisation after these changes.
    pub(crate) fn organisation(self) -> Organisation {
        let mut people = people();
        let more = |id: PersonId, unit: UnitId, roles: &[Role], rank: Option<Rank>| Person {
            id,
            login: format!("p{}", id.0.as_u128()),
            unit,
            roles: roles.iter().copied().collect(),
            rank,
            leads: BTreeSet::new(),
            ..people[0].clone()
        };
        let added = [
            more(DEPUTY, GOVERNMENT, &[], Some(Rank::ResponsibleLeader)),
            more(AIDE, GOVERNMENT, &[], None),
            more(OFFICE_HEAD, OFFICE, &[Role::DeptHead], None),
            more(SECOND_REVIEWER, OFFICE, &[Role::Reviewer], None),
            more(TOWNSHIP_HEAD, TOWNSHIP, &[Role::DeptHead], None),
        ];
        people.extend(added);
        for person in &mut people {
            self.change(person);
        }
        let named = [
            (Change::ViceToDeputy, VICE_MAYOR, DEPUTY),
            (Change::DeputyToAide, DEPUTY, AIDE),
            (Change::DrafterToVice, DRAFTER, VICE_MAYOR),
        ];
        let named = named.into_iter().filter(|(change, _, _)| self.has(*change));
        let delegations = named.map(|(_, from, to)| delegation(from, to)).collect();
        Organisation::new(units(), people, delegations)
    }

    fn change(self, person: &mut Person) {
        if person.id == VICE_MAYOR && self.has(Change::ViceLosesPost) {
            person.rank = None;
            person.leads.clear();
        }
        if person.id == VICE_MAYOR && self.has(Change::ViceDisabled) {
            person.active = false;
        }
        if self.has(Change::ReviewersLoseRole) {
            person.roles.remove(&Role::Reviewer);
        }
    }
}

/// Whether somebody holds the post that a stage asks for. It says again, in its own words, whom the shipped routes ask.
pub(crate) fn is_entitled(
    organisation: &Organisation,
    content: &Content,
    stage: &str,
    person: PersonId,
) -> bool {
    let unit = content.drafting_unit();
    let Some(person) = organisation.active_person(person) else { return false };
    let barred = person.roles.contains(&Role::Admin) || person.roles.contains(&Role::Auditor);
    let holds = match stage {
        "dept_review" => person.unit == unit && person.roles.contains(&Role::DeptHead),
        "office_review" => person.unit == OFFICE && person.roles.contains(&Role::Reviewer),
        "countersign" => person.unit != unit && person.roles.contains(&Role::DeptHead),
        "leader_review" => person.rank.is_some() && person.leads.contains(&unit),
        "signing" | "approving" => person.rank == Some(Rank::MainLeader),
        other => panic!("the shipped routes have no stage {other}"),
    };
    holds && !barred
}

/// Whether somebody may answer who was added to a stage, or took over what the stage had asked of somebody else.
pub(crate) fn may_be_asked(
    organisation: &Organisation,
    stage: &str,
    person: PersonId,
    took_over: bool,
) -> bool {
    let Some(person) = organisation.active_person(person) else { return false };
    let barred = person.roles.contains(&Role::Admin) || person.roles.contains(&Role::Auditor);
    let ranked = match stage {
        "leader_review" => person.rank.is_some(),
        "signing" | "approving" => person.rank == Some(Rank::MainLeader),
        _ => true,
    };
    !barred && (!took_over || ranked)
}

/// The stages whose consent a text needs. It says again, in its own words, what the shipped routes and the matrix of signers
/// demand of the texts below.
pub(crate) fn stages_needed(content: &Content, drafter: PersonId) -> Vec<&'static str> {
    let mut stages = Vec::new();
    if drafter != HEAD {
        stages.push("dept_review");
    }
    stages.push("office_review");
    if matches!(content, Content::Document(document) if !document.countersign_units.is_empty()) {
        stages.push("countersign");
    }
    stages.push("leader_review");
    if matches!(content, Content::Document(document) if document.normative) {
        stages.push("signing");
    }
    // It stands in no plan: the model knows of none.
    if matches!(content, Content::Inspection(_)) {
        stages.push("approving");
    }
    stages
}

/// The route as it would be with a stage more, to which a request that is past it cannot change.
pub(crate) fn newest_route(kind: Kind) -> Route {
    let mut route = Route::shipped(kind);
    route.version += 1;
    let mut more = route.stages[0].clone();
    more.key = "second_dept_review".to_owned().try_into().expect("a key");
    route.stages.insert(1, more);
    route
}

/// The rules and the time never change.
pub(crate) fn rules() -> RuleSet {
    RuleSet::default()
}

/// As [`rules`].
pub(crate) fn today() -> Timestamp {
    now()
}

/// The usual text, written anew.
pub(crate) fn another_text() -> Content {
    document_with(|document| document.body = "按期完成，落实责任。".repeat(100))
}

/// A text of the office's own.
pub(crate) fn text_of_the_office() -> Content {
    document_with(|document| {
        document.issuing_unit = OFFICE;
        document.drafting_unit = OFFICE;
    })
}

/// A text that the main leader signs.
pub(crate) fn normative_text() -> Content {
    document_with(|document| {
        document.normative = true;
        "合法性审查意见".clone_into(&mut document.legal_review_ref);
        "公平竞争审查意见".clone_into(&mut document.fair_competition_ref);
    })
}

/// An order to units below.
pub(crate) fn order_to_units_below() -> Content {
    document_with(|document| {
        document.direction = Some(Direction::Downward);
        document.main_recipients = [TOWNSHIP].into();
    })
}

/// An order to units below, which two of them countersign.
pub(crate) fn downward_text() -> Content {
    document_with(|document| {
        document.direction = Some(Direction::Downward);
        document.main_recipients = [TOWNSHIP].into();
        document.countersign_units = [FINANCE, TOWNSHIP].into();
    })
}

/// A text that is longer than usual and says why.
pub(crate) fn long_text() -> Content {
    document_with(|document| {
        document.scope = Some(Scope::Special);
        document.body = "落实责任，按期完成。".repeat(450);
        let reason = "本件系专项工作方案，需逐项列明任务清单、责任单位与完成时限。";
        document.justifications.insert(RuleId::FileLengthSpecial, reason.to_owned());
    })
}

/// A text that no rule lets pass.
pub(crate) fn empty_text() -> Content {
    document_with(|document| document.body.clear())
}

/// A text that looks classified.
pub(crate) fn classified_text() -> Content {
    document_with(|document| "机密★10年".clone_into(&mut document.body))
}

/// A text with more parts than the program accepts.
pub(crate) fn text_in_too_many_parts() -> Content {
    document_with(|document| {
        document.basis = vec![document.basis[0].clone(); MAX_PARTS + 1];
    })
}

/// A meeting in a room.
pub(crate) fn meeting_in_a_room() -> Content {
    meeting_with(|meeting| {
        meeting.mode = Some(MeetingMode::OnSite);
        "三楼会议室".clone_into(&mut meeting.venue);
    })
}
