use std::collections::BTreeMap;

use baopi_workflow::rules::{Case, Own, evaluate};
use baopi_workflow::{
    Command, Content, Context, Facts, Finding, Kind, Knowledge, Organisation, PersonId, Request,
    RequestId, Route, RuleId, RuleSet, Timestamp, Verdict, decide, number_wanted,
};
use uuid::Uuid;

use super::organisation::District;
use super::seed::order;
use super::start;
use super::story::{self, Story};

mod engine;
mod golden;

fn stories() -> (District, Vec<Story>) {
    let district = District::read().unwrap();
    let stories = story::read(&district).unwrap();
    (district, stories)
}

fn organisation(district: &District) -> Organisation {
    Organisation::new(district.units.clone(), district.people.clone(), Vec::new())
}

/// The story of this key.
fn story_of<'s>(stories: &'s [Story], key: &str) -> &'s Story {
    stories.iter().find(|story| story.key == key).unwrap()
}

fn findings(story: &Story, district: &District) -> Vec<Finding> {
    let (organisation, alone) = (organisation(district), Knowledge::alone());
    judged(&story.content, story.drafter, (&organisation, &alone), story.begun)
}

/// What the rules find in a text that is asked for at this moment.
fn judged(
    content: &Content,
    drafter: PersonId,
    (organisation, knowledge): (&Organisation, &Knowledge),
    now: Timestamp,
) -> Vec<Finding> {
    evaluate(&Case {
        content,
        measure: content.measure(),
        drafter,
        organisation,
        rules: &RuleSet::default(),
        knowledge,
        own: Own::default(),
        now,
    })
}

/// The rules with what they say.
fn shown(findings: &[Finding]) -> Vec<(RuleId, Verdict)> {
    findings.iter().map(|finding| (finding.rule, finding.verdict)).collect()
}

/// Plays all stories through the rules, in the order of time, and returns where each request came to stand.
fn played() -> Vec<(String, Request)> {
    let (district, stories) = stories();
    let organisation = organisation(&district);
    let routes = [Route::shipped(Kind::Document), Route::shipped(Kind::Meeting)];
    let mut numbers = BTreeMap::new();
    let mut requests: Vec<Request> = Vec::new();
    for (place, story) in stories.iter().enumerate() {
        let id = RequestId(Uuid::from_u128(place as u128 + 1));
        requests.push(Request::blank(id, story.drafter, &story.content, story.begun));
    }
    for order in order(&stories) {
        let (story, request) = (&stories[order.story], &mut requests[order.story]);
        let last = number_wanted(request, &story.content, &organisation);
        let taken = last.clone().map_or(0, |wanted| numbers.get(&wanted).copied().unwrap_or(0));
        let context = Context {
            organisation: &organisation,
            route: routes.iter().find(|route| route.kind == story.content.kind()).unwrap(),
            newest: None,
            other: None,
            rules: &RuleSet::default(),
            knowledge: &Knowledge::alone(),
            facts: Facts { last_number: taken, ..Facts::default() },
            now: order.at,
        };
        let command = Command { actor: order.by, action: order.action };
        let moved = decide(request, &story.content, &command, &context);
        let next = moved
            .unwrap_or_else(|error| panic!("{} at {}: {error:?}", story.key, order.at))
            .next()
            .clone();
        if let (None, Some(number)) = (&request.number, &next.number) {
            numbers.insert(last.unwrap(), number.sequence);
        }
        *request = next;
    }
    stories.into_iter().map(|story| story.key).zip(requests).collect()
}

#[test]
fn every_step_is_one_that_the_rules_allow_and_ends_where_the_demonstration_shows_it() {
    let played = played();
    let stands: Vec<_> =
        played.iter().map(|(key, request)| (key.as_str(), request.status.key())).collect();
    let expected = [
        ("issued", "issued"),
        ("D01", "review:leader_review"),
        ("D02", "draft"),
        ("D09", "draft"),
        ("dept_review", "review:dept_review"),
        ("D13", "review:office_review"),
        ("leader_review", "review:leader_review"),
        ("signing", "review:signing"),
        ("D06", "returned"),
        ("numbering", "numbering"),
        ("D03", "draft"),
        ("D04", "draft"),
        ("D05", "draft"),
        ("D07", "draft"),
        ("D08", "draft"),
        ("D10", "draft"),
        ("D11", "draft"),
        ("D14", "draft"),
        ("D15", "draft"),
        ("D16", "draft"),
        ("H2", "closed"),
        ("H1", "held"),
        ("A1", "noticed"),
        ("M01", "review:leader_review"),
        ("countersign", "review:countersign"),
        ("M12", "filed"),
        ("M02", "draft"),
        ("M03", "draft"),
        ("M04", "draft"),
        ("M05", "draft"),
        ("M06", "draft"),
        ("M07", "draft"),
        ("M08", "draft"),
        ("M09", "draft"),
        ("M10", "draft"),
        ("M11", "draft"),
        ("M13", "draft"),
    ];
    let (earlier, rest) = stands.split_at(13);
    assert!(
        earlier.iter().all(|(key, status)| *key == "earlier" && status == "archived"),
        "{earlier:?}"
    );
    let rest: Vec<_> = rest.iter().map(|(key, status)| (*key, status.as_str())).collect();
    assert_eq!(rest, expected);
}

#[test]
fn fourteen_numbers_are_taken_so_that_the_next_is_the_fifteenth() {
    let mut numbers: Vec<_> =
        played().into_iter().filter_map(|(_, request)| request.number).collect();
    numbers.sort();
    let expected: Vec<_> = (1..=14).map(|number| format!("青农发〔2026〕{number}号")).collect();
    assert_eq!(numbers.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
}

#[test]
fn no_rule_has_anything_against_a_sample_that_was_asked_for() {
    let (district, stories) = stories();
    let asked = |story: &&Story| !story.steps.is_empty();
    assert!(stories.iter().filter(asked).count() > 25);
    for story in stories.iter().filter(asked) {
        assert_eq!(findings(story, &district), Vec::new(), "{}", story.key);
    }
}

#[test]
fn the_samples_have_the_lengths_that_they_are_known_for() {
    let (_, stories) = stories();
    let measure = |key: &str| story_of(&stories, key).content.measure();
    assert_eq!(measure("D01").characters, 5000);
    assert_eq!(measure("D02").characters, 5001);
    assert_eq!(measure("M01").minutes, 90);
    assert_eq!(measure("A1").minutes, 70);
}

#[test]
fn everything_happened_before_the_demonstration_starts_and_in_order() {
    let (_, stories) = stories();
    let order = order(&stories);
    assert!(order.is_sorted_by_key(|step| step.at));
    assert!(order.iter().all(|step| step.at < start()));
    for story in stories {
        let begun = std::iter::once(story.begun).chain(story.steps.iter().map(|step| step.at));
        assert!(begun.collect::<Vec<_>>().is_sorted_by(|a, b| a < b), "{}", story.key);
    }
}

#[test]
fn every_unit_and_person_is_there_with_what_they_need() {
    let (district, _) = stories();
    let organisation = organisation(&district);
    assert_eq!(district.units.len(), 36);
    assert_eq!(district.people.len(), 27);
    assert_eq!(district.figures.len(), 12);
    for unit in &district.units {
        let issues =
            !["X01", "V01", "V02"].contains(&unit.code.as_str()) && !unit.code.starts_with('S');
        assert_eq!(!unit.series.is_empty(), issues, "{}", unit.code);
        assert!(
            unit.series.iter().all(|series| baopi_workflow::number::is_series_code(&series.code)),
            "{}",
            unit.code
        );
    }
    for person in &district.people {
        assert!(!person.roles.is_empty() || person.rank.is_some(), "{}", person.login);
        let drafts = person.roles.contains(&baopi_workflow::Role::Drafter);
        assert_eq!(drafts, !district.phone(person.id).is_empty(), "{}", person.login);
        // Whatever a drafter asks for finds somebody at every stage.
        let leaders = organisation.responsible_leaders(person.unit);
        assert!(!drafts || leaders.len() == 1, "{}", person.login);
    }
    let ids: std::collections::BTreeSet<_> = district.units.iter().map(|unit| unit.id).collect();
    assert_eq!(ids.len(), district.units.len());
    assert!(ids.iter().all(|id| id.0.get_version_num() == 7));
}
