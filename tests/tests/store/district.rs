//! The district of these tests: the small one of the tests of the workflow with more people, what may change in it, and the
//! texts that people write there.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use baopi_workflow::content::{
    Direction, InspectionMethod, MAX_PARTS, MeetingClass, MeetingMode, MeetingNature, Scope,
    Session,
};
use baopi_workflow::organisation::Delegation;
use baopi_workflow::{
    Content, Kind, Organisation, Person, PersonId, Rank, Role, Route, RuleId, StageKey, UnitId,
};

use crate::fixture::*;

/// A second vice mayor, who stands in for the first where documents are concerned.
pub(crate) const DEPUTY: PersonId = person(21);
/// Who confirms what the administrator proposes.
pub(crate) const SECOND_ADMIN: PersonId = person(31);
/// Who stands in for the drafter, and so may never decide on what the drafter wrote.
pub(crate) const AIDE: PersonId = person(22);
/// The head of the office.
pub(crate) const OFFICE_HEAD: PersonId = person(23);
/// The second reviewer; the first one is a drafter too.
pub(crate) const SECOND_REVIEWER: PersonId = person(24);
/// The head of the township, who countersigns.
pub(crate) const TOWNSHIP_HEAD: PersonId = person(25);
/// The second head of the department.
pub(crate) const SECOND_HEAD: PersonId = person(26);
/// The second registrar.
pub(crate) const SECOND_REGISTRAR: PersonId = person(27);
/// The experts.
pub(crate) const EXPERTS: [PersonId; 3] = [person(28), person(29), person(30)];

/// Everybody, by the name that a failing run is told with.
pub(crate) const PEOPLE: [(PersonId, &str); 21] = [
    (DRAFTER, "drafter"),
    (HEAD, "head"),
    (SECOND_HEAD, "second head"),
    (REVIEWER, "reviewer"),
    (SECOND_REVIEWER, "second reviewer"),
    (VICE_MAYOR, "vice mayor"),
    (DEPUTY, "deputy"),
    (MAYOR, "mayor"),
    (REGISTRAR, "registrar"),
    (SECOND_REGISTRAR, "second registrar"),
    (OFFICE_HEAD, "office head"),
    (FINANCE_HEAD, "finance head"),
    (TOWNSHIP_HEAD, "township head"),
    (EXPERTS[0], "first expert"),
    (EXPERTS[1], "second expert"),
    (EXPERTS[2], "third expert"),
    (AIDE, "aide"),
    (ADMIN, "administrator"),
    (SECOND_ADMIN, "second administrator"),
    (AUDITOR, "auditor"),
    (STRANGER, "stranger"),
];

/// What a failing run calls this person.
pub(crate) fn name(person: PersonId) -> &'static str {
    PEOPLE.iter().find(|(known, _)| *known == person).map_or("nobody", |(_, name)| name)
}

/// What may change in the organisation while requests are under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Change {
    /// The vice mayor is no longer responsible for any field, and has no rank.
    ViceLosesPost,
    /// The vice mayor's account is disabled.
    ViceDisabled,
    /// The reviewers review no more.
    ReviewersLoseRole,
    /// The first expert's account is disabled.
    ExpertDisabled,
}

impl Change {
    pub(crate) const ALL: [Self; 4] =
        [Self::ViceLosesPost, Self::ViceDisabled, Self::ReviewersLoseRole, Self::ExpertDisabled];
}

/// The changes made so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Changes(u8);

impl Changes {
    pub(crate) const fn with(self, change: Change) -> Self {
        Self(self.0 | 1 << change as u8)
    }

    pub(crate) const fn has(self, change: Change) -> bool {
        self.0 & 1 << change as u8 != 0
    }

    pub(crate) fn any(self) -> bool {
        self != Self::default()
    }

    /// The organisation after these changes.
    pub(crate) fn organisation(self) -> Arc<Organisation> {
        static ALL: LazyLock<Vec<Arc<Organisation>>> = LazyLock::new(|| {
            let after =
                |changes: u8| Organisation::new(units(), Changes(changes).people(), delegations());
            (0..1 << Change::ALL.len()).map(after).map(Arc::new).collect()
        });
        Arc::clone(&ALL[usize::from(self.0)])
    }

    /// The people after these changes.
    pub(crate) fn people(self) -> Vec<Person> {
        let mut people = everybody();
        for person in &mut people {
            let is_vice = person.id == VICE_MAYOR;
            if is_vice && self.has(Change::ViceLosesPost) {
                person.rank = None;
                person.leads.clear();
            }
            let expert = person.id == EXPERTS[0] && self.has(Change::ExpertDisabled);
            if expert || is_vice && self.has(Change::ViceDisabled) {
                person.active = false;
            }
            if self.has(Change::ReviewersLoseRole) {
                person.roles.remove(&Role::Reviewer);
            }
        }
        people
    }
}

fn everybody() -> Vec<Person> {
    let mut people = people();
    // Every unit with a drafter has a leader: a route is in force only where it finds somebody at every stage.
    for vice in people.iter_mut().filter(|person| person.id == VICE_MAYOR) {
        vice.leads.insert(TOWNSHIP);
    }
    let template = people[0].clone();
    let more = |id: PersonId, unit: UnitId, roles: &[Role]| Person {
        id,
        login: format!("p{}", id.0.as_u128()),
        unit,
        roles: roles.iter().copied().collect(),
        rank: None,
        leads: BTreeSet::new(),
        ..template.clone()
    };
    let added = [
        Person { rank: Some(Rank::ResponsibleLeader), ..more(DEPUTY, GOVERNMENT, &[]) },
        more(AIDE, GOVERNMENT, &[]),
        more(OFFICE_HEAD, OFFICE, &[Role::DeptHead]),
        more(SECOND_REVIEWER, OFFICE, &[Role::Reviewer]),
        more(TOWNSHIP_HEAD, TOWNSHIP, &[Role::DeptHead]),
        more(SECOND_HEAD, AGRICULTURE, &[Role::DeptHead]),
        more(SECOND_REGISTRAR, OFFICE, &[Role::Registrar]),
        more(SECOND_ADMIN, OFFICE, &[Role::Admin]),
    ];
    people.extend(added);
    let expert = |id| Person { post: Some("expert".to_owned()), ..more(id, FINANCE, &[]) };
    people.extend(EXPERTS.map(expert));
    people
}

/// Who stands in for whom, on the first day only.
pub(crate) fn delegations() -> Vec<Delegation> {
    let of_drafter = Delegation { scope: None, ..delegation(DRAFTER, AIDE) };
    vec![delegation(VICE_MAYOR, DEPUTY), of_drafter]
}

/// The way of a document in this district.
pub(crate) const DOCUMENT_ROUTE: &str = include_str!("document.toml");

/// The two ways between which the district changes; the second asks the heads of the department twice.
pub(crate) fn document_route(longer: bool) -> Route {
    let mut route = Route::parse(DOCUMENT_ROUTE).expect("a route");
    if longer {
        let mut more = route.stages[0].clone();
        more.key = stage("second_dept_review");
        more.ask_again = true;
        route.stages.insert(1, more);
    }
    route
}

pub(crate) fn stage(key: &str) -> StageKey {
    key.to_owned().try_into().expect("a key")
}

/// A text, by its place among those of its kind. The first ones are those that nothing stands against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) u8);

/// So many texts of each kind can be submitted.
pub(crate) const GOOD_TEXTS: u8 = 8;
/// So many texts there are of each kind.
pub(crate) const TEXTS: u8 = 11;

impl Text {
    /// The text. `tag` keeps the rooms of one run apart from those of every other.
    pub(crate) fn content(self, kind: Kind, tag: u64) -> Content {
        match kind {
            Kind::Document => self.document(),
            Kind::Meeting => self.meeting(tag),
            Kind::Inspection => self.inspection(),
        }
    }

    fn document(self) -> Content {
        let long = |times: usize| "落实责任，按期完成。".repeat(times);
        document_with(|document| match self.0 {
            0 => {}
            1 => document.body = "按期完成，落实责任。".repeat(100),
            2 => document.countersign_units = [FINANCE, TOWNSHIP].into(),
            3 => document.body = long(150),
            4 => document.body = long(250),
            5 => {
                document.normative = true;
                "合法性审查意见".clone_into(&mut document.legal_review_ref);
                "公平竞争审查意见".clone_into(&mut document.fair_competition_ref);
            }
            6 => {
                document.direction = Some(Direction::Downward);
                document.countersign_units = [FINANCE, TOWNSHIP].into();
            }
            7 => {
                document.scope = Some(Scope::Special);
                document.body = long(450);
                let reason = "本件系专项工作方案，需逐项列明任务清单、责任单位与完成时限。";
                document.justifications.insert(RuleId::FileLengthSpecial, reason.to_owned());
            }
            8 => document.body.clear(),
            9 => "机密★10年".clone_into(&mut document.body),
            _ => document.basis = vec![document.basis[0].clone(); MAX_PARTS + 1],
        })
    }

    /// None stands in the year's plan, so that the main leader has to accept each.
    fn inspection(self) -> Content {
        inspection_with(|inspection| {
            let reason = "上级新近部署的专项任务，须单独开展。".to_owned();
            // The second is the same as the first, with the reason why it is done beside it.
            let answered = match self.0 {
                1 => &[RuleId::InspectionMerge][..],
                2 => &[RuleId::InspectionOnce],
                3 => &[RuleId::InspectionOnce, RuleId::InspectionMerge],
                _ => &[],
            };
            inspection.justifications.extend(answered.iter().map(|rule| (*rule, reason.clone())));
            match self.0 {
                2 | 3 => inspection.comprehensive = true,
                4 => {
                    "供销合作".clone_into(&mut inspection.topic);
                    "全区供销合作社专项督查".clone_into(&mut inspection.title);
                }
                5 => {
                    inspection.targets = [TOWNSHIP].into();
                    inspection.method = Some(InspectionMethod::OnSite);
                }
                // It cannot be closed before that day.
                6 => inspection.starts_on = at(30, 9, 0).date().into(),
                7 => {
                    "林木管护".clone_into(&mut inspection.topic);
                    "全区林木管护综合督查".clone_into(&mut inspection.title);
                    inspection.comprehensive = true;
                }
                8 => inspection.purpose.clear(),
                9 => "机密★10年".clone_into(&mut inspection.purpose),
                10 => inspection.justifications.clear(),
                _ => {}
            }
        })
    }

    fn meeting(self, tag: u64) -> Content {
        meeting_with(|meeting| {
            // Two of them together are no more people than one of the class may have, and take no longer than either.
            meeting.headcount = Some(20);
            meeting.agenda[0].minutes = 25;
            if self.0 != 3 {
                meeting.mode = Some(MeetingMode::OnSite);
                meeting.venue = format!("三楼会议室{tag}");
            }
            // Some are about other matters, so that no reason is asked for holding them beside the others.
            let matter = match self.0 {
                1 => Some("供销合作"),
                2 => Some("林木管护"),
                7 => Some("校舍安全"),
                _ => None,
            };
            if let Some(matter) = matter {
                meeting.title = format!("{matter}座谈会");
                matter.clone_into(&mut meeting.topic);
            }
            match self.0 {
                1 => meeting.venue = format!("四楼会议室{tag}"),
                2 => {
                    meeting.sessions =
                        vec![Session { starts_at: at(25, 9, 0), ends_at: at(25, 10, 0) }];
                }
                4 => meeting.co_hosts = [FINANCE].into(),
                5 => {
                    meeting.nature = MeetingNature::Routine;
                    meeting.attendee_units = [AGRICULTURE].into();
                }
                6 => meeting.class = Some(MeetingClass::II),
                7 => {
                    // Half an hour later in the room that others want as well.
                    meeting.sessions =
                        vec![Session { starts_at: at(24, 9, 30), ends_at: at(24, 10, 30) }];
                }
                8 => meeting.purpose.clear(),
                9 => "机密★10年".clone_into(&mut meeting.purpose),
                10 => meeting.agenda = vec![meeting.agenda[0].clone(); MAX_PARTS + 1],
                _ => {}
            }
        })
    }
}
