//! Whether somebody can be asked at every step, for everybody who may draft.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::super::{Asking, Assignee, Route, Stage, StageKey, UnitChoice};
use super::space::named_words;
use super::{Fault, Path, Step, Stuck, Warning};
use crate::condition::{Field, Value};
use crate::content::{Content, DocumentContent, InspectionContent, MeetingContent};
use crate::id::{PersonId, UnitId};
use crate::kind::Kind;
use crate::organisation::{Organisation, Role, Unit, UnitKind};
use crate::tally::{self, Answer, Mode, Row, RowPlace};

/// Whoever drafts is left out afterwards, so that people are looked up once for a unit and not once for a drafter.
const NOBODY: PersonId = PersonId(Uuid::nil());

/// What stands against asking people, and what only the form decides.
pub(super) fn judge(
    route: &Route,
    organisation: &Organisation,
    paths: &[Path],
) -> (Vec<Fault>, Vec<Warning>) {
    let mut judge = Judge { route, organisation, paths, faults: Vec::new() };
    judge.few_voters();
    for unit in organisation.units().filter(|unit| unit.active) {
        judge.unit(unit);
    }
    let faults = std::mem::take(&mut judge.faults);
    (faults, judge.warnings())
}

struct Judge<'a> {
    route: &'a Route,
    organisation: &'a Organisation,
    paths: &'a [Path],
    faults: Vec<Fault>,
}

/// The people whom a stage asks of the requests of one unit, before the drafter is left out.
struct AskedOfUnit {
    assignee: Vec<PersonId>,
    fallback: Vec<PersonId>,
}

impl AskedOfUnit {
    fn without(&self, drafter: PersonId) -> Vec<PersonId> {
        let others = |people: &[PersonId]| -> Vec<PersonId> {
            people.iter().copied().filter(|person| *person != drafter).collect()
        };
        let people = others(&self.assignee);
        if people.is_empty() { others(&self.fallback) } else { people }
    }
}

impl<'a> Judge<'a> {
    /// The active people who may draft for a unit because they work there.
    fn drafters(&self, unit: UnitId) -> Vec<PersonId> {
        self.organisation.holders(unit, Role::Drafter)
    }

    /// The first path through these stages that requests of this unit can take.
    fn path(&self, unit: &Unit, stages: &[&StageKey]) -> Option<&'a Path> {
        let named = named_words(self.route, Field::DraftingUnit);
        // Requests of a unit that no condition names go the way of the one that stands for all others.
        let takes = |path: &&Path| match code(path) {
            None => true,
            Some(code) => {
                code == unit.code || !named.contains(code) && !named.contains(unit.code.as_str())
            }
        };
        let through = |path: &&Path| stages.iter().all(|stage| path.stages.contains(stage));
        self.paths.iter().filter(takes).find(through)
    }

    fn unit(&mut self, unit: &Unit) {
        let drafters = self.drafters(unit.id);
        if drafters.is_empty() {
            return;
        }
        let mut asked: BTreeMap<&StageKey, AskedOfUnit> = BTreeMap::new();
        for stage in &self.route.stages {
            if self.path(unit, &[&stage.key]).is_some() && !self.is_open(stage) {
                let people = self.asked(stage, unit.id);
                self.stage(unit, stage, &people, &drafters);
                asked.insert(&stage.key, people);
            }
        }
        self.reviewers_who_sign(unit, &asked, &drafters);
        self.release(unit, &drafters);
    }

    /// Whether only the form says whom the stage asks.
    fn is_open(&self, stage: &Stage) -> bool {
        let settled =
            stage.fallback.as_ref().is_some_and(|rule| !form_decides(rule, self.route.kind));
        form_decides(&stage.assignee, self.route.kind) && !settled
    }

    fn asked(&self, stage: &Stage, unit: UnitId) -> AskedOfUnit {
        let find = |rule: &Assignee| self.people(rule, unit);
        let fallback = stage.fallback.as_ref().map_or_else(Vec::new, find);
        let assignee = if form_decides(&stage.assignee, self.route.kind) {
            Vec::new()
        } else {
            find(&stage.assignee)
        };
        AskedOfUnit { assignee, fallback }
    }

    /// Those whom a rule finds; for a choice, those among whom it is made.
    fn people(&self, rule: &Assignee, unit: UnitId) -> Vec<PersonId> {
        underlying(rule).people(None, &blank(self.route.kind, unit), &self.asking())
    }

    const fn asking(&self) -> Asking<'a> {
        let (kind, organisation) = (self.route.kind, self.organisation);
        Asking { drafter: NOBODY, kind, organisation, on: NaiveDate::MIN }
    }

    fn stage(&mut self, unit: &Unit, stage: &Stage, asked: &AskedOfUnit, drafters: &[PersonId]) {
        let Some(path) = self.path(unit, &[&stage.key]) else { return };
        let heads = self.organisation.holders(unit.id, Role::DeptHead);
        let skips = |drafter: &PersonId| stage.assignee.asks_for_post_of(*drafter, &heads);
        let (mut without, mut stuck) = (Vec::new(), None);
        for drafter in drafters.iter().filter(|drafter| !skips(drafter)) {
            let people = asked.without(*drafter);
            if people.is_empty() {
                without.push(*drafter);
            } else {
                stuck = stuck.or_else(|| self.why_stuck(stage, &people));
            }
        }
        if !without.is_empty() {
            let (step, unit) = (Step::Stage(stage.key.clone()), unit.code.clone());
            self.faults.push(Fault::NobodyToAsk {
                path: path.clone(),
                step,
                unit,
                drafters: without,
            });
        }
        if let Some(because) = stuck {
            let (path, stage, unit) = (path.clone(), stage.key.clone(), Some(unit.code.clone()));
            self.faults.push(Fault::CannotBeLeft { path, stage, unit, because });
        }
    }

    fn why_stuck(&self, stage: &Stage, people: &[PersonId]) -> Option<Stuck> {
        if let Assignee::Chosen { least, .. } = &stage.assignee {
            let there = u32::try_from(people.len()).unwrap_or(u32::MAX);
            if there < *least && stage.fallback.is_none() {
                return Some(Stuck::Choice { there, least: *least });
            }
            // The drafter may choose those whose votes weigh least.
            let mut weights = self.weights(stage.mode, people);
            weights.sort_unstable();
            weights.truncate(*least as usize);
            return (!can_pass(stage.mode, &weights)).then_some(Stuck::VoteOfFew);
        }
        let passes = can_pass(stage.mode, &self.weights(stage.mode, people));
        (!passes).then_some(Stuck::Vote)
    }

    fn weights(&self, mode: Mode, people: &[PersonId]) -> Vec<u32> {
        let rank = |person: &PersonId| self.organisation.person(*person).and_then(|p| p.rank);
        let weight = |person| match mode {
            Mode::Vote(rule) => rule.weights.of(rank(person)),
            Mode::Any | Mode::All | Mode::InOrder => 1,
        };
        people.iter().map(weight).collect()
    }

    /// A vote of people whom the form names must pass if it names one.
    fn few_voters(&mut self) {
        let route = self.route;
        let open: Vec<&Stage> = route.stages.iter().filter(|stage| self.is_open(stage)).collect();
        for stage in open {
            let lightest = match stage.mode {
                Mode::Vote(rule) => {
                    let weights = rule.weights;
                    weights.main_leader.min(weights.responsible_leader).min(weights.other)
                }
                Mode::Any | Mode::All | Mode::InOrder => continue,
            };
            let path = self.paths.iter().find(|path| path.stages.contains(&stage.key));
            if let Some(path) = path.filter(|_| !can_pass(stage.mode, &[lightest])) {
                let (path, stage, because) = (path.clone(), stage.key.clone(), Stuck::VoteOfFew);
                self.faults.push(Fault::CannotBeLeft { path, stage, unit: None, because });
            }
        }
    }

    /// Whoever reviewed the text for the office does not decide about it as a leader.
    fn reviewers_who_sign(
        &mut self,
        unit: &Unit,
        asked: &BTreeMap<&StageKey, AskedOfUnit>,
        drafters: &[PersonId],
    ) {
        let found = |stage: &'a Stage| asked.get(&stage.key).map(|people| (stage, people));
        let stages: Vec<_> = self.route.stages.iter().filter_map(found).collect();
        for (place, (review, reviewers)) in stages.iter().enumerate() {
            if !review.reviews(self.organisation) {
                continue;
            }
            for (leads, leaders) in &stages[place + 1..] {
                if leads.assignee.rank(self.organisation).is_none() {
                    continue;
                }
                let both = drafters.iter().find_map(|drafter| {
                    let reviewers = reviewers.without(*drafter);
                    only_one_for_both(&reviewers, &leaders.without(*drafter), leads.mode)
                });
                let path = self.path(unit, &[&review.key, &leads.key]);
                if let (Some(person), Some(path)) = (both, path) {
                    let (path, stage, unit) = (path.clone(), leads.key.clone(), unit.code.clone());
                    self.faults.push(Fault::SignerIsReviewer { path, stage, unit, person });
                }
            }
        }
    }

    /// What follows the signature; whom the form would name is nobody here.
    fn release(&mut self, unit: &Unit, drafters: &[PersonId]) {
        let release = &self.route.release;
        let recheck = (Step::Recheck, &release.recheck, Role::Reviewer);
        let registrar = (Step::Registrar, &release.registrar, Role::Registrar);
        let steps = match self.route.kind {
            Kind::Document => vec![recheck, registrar],
            Kind::Meeting => vec![registrar],
            Kind::Inspection => Vec::new(),
        };
        for (step, rule, role) in steps {
            let people = self.releasing(rule.as_ref(), role, unit.id);
            let alone = |drafter: &PersonId| people.iter().all(|person| person == drafter);
            let without: Vec<_> = drafters.iter().copied().filter(alone).collect();
            if let (false, Some(path)) = (without.is_empty(), self.path(unit, &[])) {
                let (path, unit) = (path.clone(), unit.code.clone());
                self.faults.push(Fault::NobodyToAsk { path, step, unit, drafters: without });
            }
        }
    }

    fn releasing(&self, rule: Option<&Assignee>, role: Role, unit: UnitId) -> Vec<PersonId> {
        let organisation = self.organisation;
        let mut people = match rule {
            None => organisation.holders(organisation.office_of(unit), role),
            Some(rule) if form_decides(rule, self.route.kind) => Vec::new(),
            Some(Assignee::Chosen { .. }) => Vec::new(),
            Some(rule) => self.people(rule, unit),
        };
        let holds = |person: PersonId| {
            let known = organisation.active_person(person);
            known.is_some_and(|person| person.roles.contains(&role))
        };
        people.retain(|person| organisation.may_decide(*person) && holds(*person));
        people
    }

    /// What the form decides, and the bodies for which others draft and that have nobody to ask.
    fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        for stage in &self.route.stages {
            let key = || stage.key.clone();
            let rule = underlying(&stage.assignee);
            let units = self.units_without_anybody(stage, rule);
            if !units.is_empty() {
                warnings.push(Warning::NobodyInUnits { stage: key(), units });
            }
            if *rule == Assignee::HeadsOfCountersigningUnits && self.lacks_people_for_money() {
                warnings.push(Warning::NobodyForMoney { stage: key() });
            }
            if matches!(rule, Assignee::FormField(_)) {
                warnings.push(Warning::FormNamesPeople { stage: key() });
            }
        }
        warnings
    }

    fn units_without_anybody(&self, stage: &Stage, rule: &Assignee) -> Vec<String> {
        let heads = Assignee::Role { role: Role::DeptHead, of: UnitChoice::Drafting };
        let countersigns = *rule == Assignee::HeadsOfCountersigningUnits;
        let rule = if countersigns { &heads } else { rule };
        let may_be_asked = |unit: &&Unit| {
            if countersigns {
                true
            } else if is_of_issuing_unit(rule) {
                !unit.series.is_empty()
            } else {
                !matches!(rule, Assignee::FormField(_)) && self.is_hosted(unit)
            }
        };
        let finds = |rule: &Assignee, unit: &Unit| !self.people(rule, unit.id).is_empty();
        let lacks = |unit: &&Unit| {
            !finds(rule, unit) && !stage.fallback.as_ref().is_some_and(|rule| finds(rule, unit))
        };
        let units = self.organisation.units().filter(|unit| unit.active);
        units.filter(may_be_asked).filter(lacks).map(|unit| unit.code.clone()).collect()
    }

    fn lacks_people_for_money(&self) -> bool {
        let people = self.organisation.finance_countersigners();
        self.route.kind == Kind::Meeting
            && !people.iter().any(|person| self.organisation.may_decide(*person))
    }

    /// Whether it is a coordination body for which the people of the department that staffs it draft.
    fn is_hosted(&self, unit: &Unit) -> bool {
        unit.kind == UnitKind::CoordinationBody
            && unit.host.is_some_and(|host| !self.drafters(host).is_empty())
    }
}

/// The rule by which people are found; for a choice, the one that says among whom.
fn underlying(rule: &Assignee) -> &Assignee {
    if let Assignee::Chosen { from, .. } = rule { from } else { rule }
}

/// Whether only the form says whom the rule finds. Among whom a drafter chooses is known.
fn form_decides(rule: &Assignee, kind: Kind) -> bool {
    let rule = underlying(rule);
    // The host of a meeting is where it was drafted.
    rule.depends_on_the_form() || kind == Kind::Document && is_of_issuing_unit(rule)
}

const fn is_of_issuing_unit(rule: &Assignee) -> bool {
    matches!(
        rule,
        Assignee::Role { of: UnitChoice::Issuing, .. } | Assignee::HeadOf(UnitChoice::Issuing)
    )
}

/// The unit of whose requests a path is, where a condition asks for it.
fn code(path: &Path) -> Option<&str> {
    match path.witness.get(Field::DraftingUnit) {
        Some(Value::Word(code)) => Some(code),
        Some(Value::Flag(_) | Value::Number(_)) | None => None,
    }
}

fn can_pass(mode: Mode, weights: &[u32]) -> bool {
    let row = |weight: &u32| Row {
        answer: Answer::Open,
        weight: *weight,
        veto: false,
        place: RowPlace::Regular,
    };
    tally::can_pass(mode, &weights.iter().map(row).collect::<Vec<_>>())
}

/// Whoever alone can review, if the stage of leaders cannot be completed without the same person.
fn only_one_for_both(reviewers: &[PersonId], leaders: &[PersonId], mode: Mode) -> Option<PersonId> {
    let [reviewer] = reviewers else { return None };
    let needed = match mode {
        Mode::Any => leaders == [*reviewer],
        Mode::All | Mode::InOrder | Mode::Vote(_) => leaders.contains(reviewer),
    };
    needed.then_some(*reviewer)
}

/// A form in which nothing is filled in but where it was drafted.
fn blank(kind: Kind, unit: UnitId) -> Content {
    match kind {
        Kind::Document => {
            let fields =
                json!({"issuing_unit": unit, "drafting_unit": unit, "title": "", "body": ""});
            let form = serde_json::from_value::<DocumentContent>(fields);
            Content::Document(Box::new(form.expect("nothing else is required of a draft")))
        }
        Kind::Meeting => {
            let fields = json!({"host_unit": unit, "in_name_of": unit, "title": ""});
            let form = serde_json::from_value::<MeetingContent>(fields);
            Content::Meeting(Box::new(form.expect("nothing else is required of a draft")))
        }
        Kind::Inspection => {
            let fields = json!({"unit": unit, "title": ""});
            let form = serde_json::from_value::<InspectionContent>(fields);
            Content::Inspection(Box::new(form.expect("nothing else is required of a draft")))
        }
    }
}
