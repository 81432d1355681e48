//! One route for each fault, with the words in which it is told apart.

use baopi_workflow::request::Kind;
use baopi_workflow::route::proof::{Fault, MAX_PATHS, Proof, Step, Stuck, Unsigned, prove};
use baopi_workflow::{Organisation, Person, PersonId, Rank, Role, Route, StageKey};
use rstest::rstest;

use crate::district::{
    ADMIN, AGRICULTURE, DRAFTER, ENGINEER, FINANCE_DRAFTER, FINANCE_HEAD, HEAD, MAYOR, REGISTRAR,
    REVIEWER, VICE_MAYOR, district, district_with, person,
};

/// A route for documents of these stages: key, assignee and further fields.
fn route(stages: &[(&str, &str, &str)]) -> Route {
    of_kind("document", stages, "")
}

fn of_kind(kind: &str, stages: &[(&str, &str, &str)], release: &str) -> Route {
    let mut text = format!("name = \"{kind}\"\nversion = 2\nkind = \"{kind}\"\n");
    let stage = |(key, assignee, more): &(&str, &str, &str)| {
        let mode = if more.contains("mode") { "" } else { "mode = \"any\"\n" };
        let when = if more.contains("when") { "" } else { "when = \"always\"\n" };
        format!("[[stages]]\nkey = \"{key}\"\nassignee = {assignee}\n{mode}{when}{more}\n")
    };
    text.extend(stages.iter().map(stage));
    Route::parse(&(text + release)).unwrap_or_else(|error| panic!("{error}"))
}

const REVIEW: (&str, &str, &str) = ("review", "'reviewer_of_office'", "");
const SIGNS: (&str, &str, &str) = ("signing", "'main_leader'", "");

fn proof(route: &Route) -> Proof {
    prove(route, Some(&district()))
}

fn codes(proof: &Proof) -> Vec<&'static str> {
    proof.faults.iter().map(Fault::code).collect()
}

fn stages(fault: &Fault) -> Vec<&str> {
    fault.path().expect("a path").stages.iter().map(StageKey::as_str).collect()
}

#[rstest]
#[case::nothing_applies(&[("signing", "'main_leader'", "when = 'normative'")], Unsigned::NoStage)]
#[case::a_lower_rank(&[REVIEW, ("leader", "'responsible_leader'", "")], Unsigned::Rank)]
#[case::no_rank(&[SIGNS, REVIEW], Unsigned::Rank)]
#[case::no_rank_on_one_path(
    &[SIGNS, ("check", "'head_of_drafting_unit'", "when = 'characters > 3000'")], Unsigned::Rank
)]
#[case::a_post_without_a_rank(&[("signing", "{ post = '总工程师' }", "")], Unsigned::Rank)]
#[case::a_choice_of_anybody(
    &[("signing", "{ chosen = { from = 'head_of_drafting_unit', least = 1, most = 1 } }", "")], Unsigned::Rank
)]
#[case::a_fallback_of_lower_rank(
    &[("signing", "'main_leader'", "fallback = 'responsible_leader'")], Unsigned::Fallback
)]
#[case::a_vote(
    &[("signing", "'main_leader'", "mode = { vote = { pass = { count = 1 }, abstention = 'counted' } }")],
    Unsigned::Vote
)]
fn a_path_without_its_signature_is_a_fault(
    #[case] given: &[(&str, &str, &str)],
    #[case] because: Unsigned,
) {
    let proof = proof(&route(given));
    let Some(Fault::NoSignature { path, because: found }) = proof.faults.first() else {
        panic!("{:?}", proof.faults)
    };
    assert_eq!(*found, because);
    // The witness takes the path.
    let route = route(given);
    let taken = route.stages.iter().filter(|stage| stage.when.holds(&path.witness));
    let keys: Vec<_> = taken.map(|stage| stage.key.clone()).collect();
    assert_eq!(keys, path.stages);
}

#[test]
fn a_signature_of_lower_rank_is_a_fault_only_where_a_higher_one_is_required() {
    let leader = ("leader", "'responsible_leader'", "");
    let missing =
        proof(&route(&[leader, ("signing", "'main_leader'", "when = 'category == policy'")]));
    let ranks: Vec<_> = missing.faults.iter().map(|fault| fault.path().unwrap().rank).collect();
    assert_eq!(ranks, [Rank::MainLeader], "{missing:?}");
    let enough =
        proof(&route(&[leader, ("signing", "'main_leader'", "when = 'main_leader_must_sign'")]));
    assert_eq!(enough.faults, []);
}

#[test]
fn the_matrix_may_be_written_out() {
    let when = "when = 'doc_type in [resolution, decision, order, motion] or direction == upward or category == policy \
                or normative or joint or main_leader_exceptions'";
    let leader = ("leader", "'responsible_leader'", "");
    let proof = proof(&route(&[leader, ("signing", "'main_leader'", when)]));
    assert_eq!(proof.faults, []);
    let without_motions = when.replace(", motion", "");
    let proof = self::proof(&route(&[leader, ("signing", "'main_leader'", &without_motions)]));
    let Some(Fault::NoSignature { path, .. }) = proof.faults.first() else { panic!("{proof:?}") };
    let witness = serde_json::to_value(&path.witness).unwrap();
    assert_eq!(witness["doc_type"], serde_json::json!({"word": "motion"}));
}

#[rstest]
#[case("characters > 5000")]
#[case("characters < 1")]
#[case("normative and not normative")]
#[case("category == policy and not main_leader_must_sign")]
#[case("copies == 3 and copies == 4")]
fn a_stage_on_no_path_is_a_fault(#[case] when: &str) {
    let extra = ("extra", "'reviewer_of_office'", &*format!("when = '{when}'"));
    let proof = proof(&route(&[extra, SIGNS]));
    assert_eq!(codes(&proof), ["unreachable"], "{proof:?}");
}

#[test]
fn an_empty_field_is_neither_more_nor_less() {
    let extra = |when: &'static str| ("extra", "'main_leader'", when);
    let both = [extra("when = 'copies > 5'"), ("other", "'main_leader'", "when = 'copies <= 5'")];
    assert_eq!(codes(&proof(&route(&both))), ["no_signature"; 2], "for either rank");
    let opposite = [both[0], ("other", "'main_leader'", "when = 'not copies > 5'")];
    assert_eq!(codes(&proof(&route(&opposite))), Vec::<&str>::new());
}

const VOTERS: &str = "{ role = { role = 'dept_head', of = { named = 'U12' } } }";

#[rstest]
#[case::reached(VOTERS, "count = 1", None)]
#[case::out_of_reach(VOTERS, "count = 2", Some(Stuck::Vote))]
#[case::a_share(VOTERS, "percent = 100", None)]
#[case::of_whom_the_form_names(
    "'heads_of_countersigning_units'",
    "count = 2",
    Some(Stuck::VoteOfFew)
)]
#[case::a_share_of_whom_the_form_names("'heads_of_countersigning_units'", "percent = 51", None)]
#[case::of_whom_the_drafter_chooses(
    "{ chosen = { from = { role = { role = 'dept_head', of = { named = 'U12' } } }, least = 1, most = 3 } }",
    "count = 2",
    Some(Stuck::VoteOfFew)
)]
fn a_vote_that_cannot_pass_is_a_fault(
    #[case] assignee: &str,
    #[case] pass: &str,
    #[case] because: Option<Stuck>,
) {
    let mode = format!("mode = {{ vote = {{ pass = {{ {pass} }}, abstention = 'counted' }} }}");
    let proof = proof(&route(&[("vote", assignee, &mode), SIGNS]));
    let found = proof.faults.iter().find_map(|fault| {
        if let Fault::CannotBeLeft { because, .. } = fault { Some(*because) } else { None }
    });
    assert_eq!(found, because, "{:?}", proof.faults);
    assert!(proof.faults.iter().all(|fault| stages(fault) == ["vote", "signing"]));
}

#[test]
fn a_choice_of_more_people_than_there_are_is_a_fault() {
    let assignee = |least: u32| {
        format!("{{ chosen = {{ from = 'main_leader', least = {least}, most = 5 }} }}")
    };
    assert!(proof(&route(&[("signing", &assignee(1), "")])).holds());
    let proof = proof(&route(&[("signing", &assignee(2), "")]));
    let Fault::CannotBeLeft { unit, because, .. } = &proof.faults[0] else { panic!("{proof:?}") };
    assert_eq!((unit.as_deref(), *because), (Some("U12"), Stuck::Choice { there: 1, least: 2 }));
    assert_eq!(proof.faults.len(), 2, "once for each unit that drafts: {proof:?}");
}

fn retired(person: &mut Person) {
    person.active = false;
}

fn administers(person: &mut Person) {
    person.roles.insert(Role::Admin);
}

#[rstest]
#[case::no_head(district_with(FINANCE_HEAD, retired), "dept_review", "U12", FINANCE_DRAFTER)]
#[case::a_head_who_administers(
    district_with(FINANCE_HEAD, administers),
    "dept_review",
    "U12",
    FINANCE_DRAFTER
)]
#[case::no_reviewer(district_with(REVIEWER, retired), "office_review", "U12", FINANCE_DRAFTER)]
#[case::the_drafter_is_the_only_reviewer(
    district_with(REVIEWER, |person| { person.roles.insert(Role::Drafter); person.unit = AGRICULTURE; }),
    "office_review", "U12", FINANCE_DRAFTER
)]
#[case::no_leader(district_with(VICE_MAYOR, |person| person.leads.clear()), "leader_review", "U12", FINANCE_DRAFTER)]
#[case::no_main_leader(district_with(MAYOR, retired), "signing", "U12", FINANCE_DRAFTER)]
fn a_stage_that_finds_nobody_is_a_fault(
    #[case] organisation: Organisation,
    #[case] stage: &str,
    #[case] unit: &str,
    #[case] drafter: PersonId,
) {
    let proof = prove(&Route::shipped(Kind::Document), Some(&organisation));
    let found = proof.faults.iter().any(|fault| {
        let Fault::NobodyToAsk { step: Step::Stage(key), unit: of, drafters, path } = fault else {
            return false;
        };
        key.as_str() == stage
            && of == unit
            && drafters.contains(&drafter)
            && path.stages.contains(key)
    });
    assert!(found, "{:?}", proof.faults);
}

#[test]
fn whoever_heads_the_unit_needs_no_head() {
    let mut people = district_with(DRAFTER, retired);
    assert!(prove(&Route::shipped(Kind::Document), Some(&people)).holds());
    people = district_with(HEAD, |head| {
        head.roles.remove(&Role::DeptHead);
    });
    let proof = prove(&Route::shipped(Kind::Document), Some(&people));
    let Some(Fault::NobodyToAsk { drafters, .. }) = proof.faults.first() else {
        panic!("{proof:?}")
    };
    assert_eq!(*drafters, [HEAD, DRAFTER]);
}

#[test]
fn a_fallback_that_finds_somebody_closes_the_gap() {
    let organisation = district_with(FINANCE_HEAD, retired);
    let mut route = Route::shipped(Kind::Document);
    assert!(!prove(&route, Some(&organisation)).holds());
    route.stages[0].fallback = Some(baopi_workflow::route::Assignee::ResponsibleLeader);
    assert_eq!(prove(&route, Some(&organisation)).faults, []);
}

#[test]
fn a_stage_is_judged_only_for_the_units_whose_requests_reach_it() {
    let organisation = district_with(FINANCE_HEAD, retired);
    let head = |when: &'static str| ("head", "'head_of_drafting_unit'", when);
    let elsewhere = route(&[head("when = 'drafting_unit == \"U13\"'"), SIGNS]);
    assert_eq!(prove(&elsewhere, Some(&organisation)).faults, []);
    let there = route(&[head("when = 'drafting_unit != \"U13\"'"), SIGNS]);
    assert_eq!(codes(&prove(&there, Some(&organisation))), ["nobody_to_ask"]);
}

#[rstest]
#[case("document", REVIEWER, "", Step::Recheck)]
#[case("document", REGISTRAR, "", Step::Registrar)]
#[case("meeting", REGISTRAR, "", Step::Registrar)]
#[case("document", ENGINEER, "recheck = { post = '总工程师' }", Step::Recheck)]
#[case("document", ENGINEER, "registrar = { post = '总工程师' }", Step::Registrar)]
fn a_release_without_anybody_of_the_role_is_a_fault(
    #[case] kind: &str,
    #[case] gone: PersonId,
    #[case] release: &str,
    #[case] step: Step,
) {
    let route = of_kind(kind, &[SIGNS], &format!("[release]\n{release}"));
    let organisation = if release.is_empty() { district_with(gone, retired) } else { district() };
    let proof = prove(&route, Some(&organisation));
    let steps: Vec<_> = proof
        .faults
        .iter()
        .map(|fault| {
            let Fault::NobodyToAsk { step, .. } = fault else { panic!("{fault:?}") };
            step.clone()
        })
        .collect();
    assert_eq!(steps, [step.clone(), step]);
}

#[test]
fn a_signer_who_has_to_review_first_is_a_fault() {
    let reviews = |person: &mut Person| {
        person.roles.insert(Role::Reviewer);
        person.unit = crate::district::OFFICE;
    };
    let mut people: Vec<Person> = district_with(MAYOR, reviews).people().cloned().collect();
    people.retain(|person| person.id != REVIEWER);
    let units: Vec<_> = district().units().cloned().collect();
    let organisation = Organisation::new(units, people, Vec::new());
    let proof = prove(&route(&[REVIEW, SIGNS]), Some(&organisation));
    let Fault::SignerIsReviewer { person, path, .. } = &proof.faults[0] else {
        panic!("{proof:?}")
    };
    assert_eq!((*person, path.stages.len()), (MAYOR, 2));
    assert!(prove(&route(&[SIGNS]), Some(&organisation)).holds(), "nobody has reviewed");
    assert!(prove(&route(&[REVIEW, SIGNS]), Some(&district_with(MAYOR, reviews))).holds());
}

#[rstest]
#[case::unit_of_a_rule("{ head_of = { named = 'U99' } }", "", "unknown_unit")]
#[case::unit_of_a_condition("'main_leader'", "when = 'issuing_unit != \"U99\"'", "unknown_unit")]
#[case::post("{ post = '总设计师' }", "", "unknown_post")]
#[case::person("{ person = '00000000-0000-0000-0000-000000000099' }", "", "unknown_person")]
#[case::post_of_a_choice(
    "{ chosen = { from = { post = '总设计师' }, least = 1, most = 1 } }",
    "",
    "unknown_post"
)]
#[case::fallback("'main_leader'", "fallback = { post = '总设计师' }", "unknown_post")]
fn a_name_that_the_organisation_does_not_know_is_a_fault(
    #[case] assignee: &str,
    #[case] more: &str,
    #[case] code: &str,
) {
    let route = route(&[("extra", assignee, more), SIGNS]);
    assert!(codes(&proof(&route)).contains(&code), "{:?}", proof(&route).faults);
    assert!(
        !codes(&prove(&route, None)).contains(&code),
        "nobody can tell without an organisation"
    );
}

#[test]
fn a_disabled_person_is_nobody() {
    let route = route(&[("extra", &format!("{{ person = '{ENGINEER}' }}"), ""), SIGNS]);
    assert!(proof(&route).holds());
    let proof = prove(&route, Some(&district_with(ENGINEER, retired)));
    assert_eq!(proof.faults[0].code(), "unknown_person");
    let administrator = self::route(&[("extra", &format!("{{ person = '{ADMIN}' }}"), ""), SIGNS]);
    assert_eq!(codes(&self::proof(&administrator)), ["nobody_to_ask", "nobody_to_ask"]);
    assert_ne!(ADMIN, person(0));
}

/// `count` numbers with which `field` is compared, far enough apart that none stands beside another.
fn thresholds(field: &str, count: u32) -> String {
    let tests: Vec<String> = (1..=count).map(|n| format!("{field} == {}", n * 10)).collect();
    tests.join(" or ")
}

#[test]
fn too_many_combinations_are_not_begun() {
    let when = |field, count| format!("when = '{}'", thresholds(field, count));
    let fields = ["annexes", "copies", "recipients", "characters"];
    let conditions = fields.map(|field| when(field, 30));
    let mut stages: Vec<(&str, &str, &str)> = fields
        .iter()
        .zip(&conditions)
        .map(|(field, when)| (*field, "'main_leader'", when.as_str()))
        .collect();
    stages.push(SIGNS);
    let proof = proof(&route(&stages));
    assert_eq!(codes(&proof), ["too_many_combinations"]);
    assert_eq!(proof.paths, []);
}

#[test]
fn too_many_paths_are_a_fault_too() {
    // Every number below 110 takes a path of its own, in each of two fields.
    let mut stages = Vec::new();
    for field in ["annexes", "copies"] {
        for bit in 0..7_u32 {
            let set = (0..110_u32).filter(|n| n & (1 << bit) != 0).map(|n| n.to_string());
            let list = set.collect::<Vec<_>>().join(", ");
            stages.push((format!("{field}_{bit}"), format!("when = '{field} in [{list}]'")));
        }
    }
    let mut given: Vec<(&str, &str, &str)> =
        stages.iter().map(|(key, when)| (key.as_str(), "'main_leader'", when.as_str())).collect();
    given.push(SIGNS);
    let route = route(&given);
    let proof = prove(&route, None);
    assert_eq!(codes(&proof), ["too_many_paths"]);
    assert_eq!(proof.paths.len(), MAX_PATHS);
}
