//! The table of moves and the picture of the lifecycle in `README.md`, made from the code: what `decide` does, tried out.
//!
//! `BAOPI_WRITE_README=1 cargo test -p baopi-workflow --test decide readme` writes them anew.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;

use baopi_workflow::content::{Category, MeetingClass, MeetingMode, MeetingNature};
use baopi_workflow::rules::{Parameter, catalogue};
use baopi_workflow::status::{PROPOSED, SUSPENDED};
use baopi_workflow::{
    Action, ActionName, Content, Kind, MeetingContent, Person, PersonId, Rank, Role, Status,
    Verdict,
};

use crate::fixture::*;
use crate::walk::{OTHER, PEOPLE, action};

/// A move that was made: from where, by what, to where.
type Edge = (String, ActionName, String);

const SECOND_OF_OFFICE: PersonId = person(22);

/// The district, with a head of the office, so that what takes two people can be done.
fn with_office_head() -> baopi_workflow::Organisation {
    let mut everybody = people();
    let reviewer = everybody.iter().find(|person| person.id == REVIEWER).expect("known").clone();
    let roles = [Role::DeptHead].into();
    let login = "office-head".to_owned();
    everybody.push(Person { id: SECOND_OF_OFFICE, login, roles, ..reviewer });
    baopi_workflow::Organisation::new(units(), everybody, Vec::new())
}

/// Drafts that together take every way: to the main leader, over those who countersign, and to the files.
fn beginnings(kind: Kind) -> Vec<World> {
    let contents = match kind {
        Kind::Document => vec![
            document_with(|document| document.category = Some(Category::Policy)),
            document_with(|document| document.countersign_units = [FINANCE].into()),
        ],
        Kind::Meeting => {
            let second = meeting_with(|meeting| {
                meeting.class = Some(MeetingClass::II);
                at_short_notice(meeting);
            });
            let with_money = meeting_with(|meeting| {
                (meeting.budget_fen, meeting.budget_source) = (100, "公用经费".to_owned());
                at_short_notice(meeting);
            });
            vec![second, with_money, meeting_with(|meeting| meeting.attendee_units.clear())]
        }
        Kind::Inspection => vec![inspection_with(|_| {})],
    };
    let draft = |content| {
        let mut world = World::draft_by(DRAFTER, content, with_office_head());
        world.other = (kind == Kind::Meeting).then(other_meeting);
        world
    };
    let drafts = contents.into_iter().map(draft);
    if kind == Kind::Inspection {
        // What stands in the plan ends with the responsible leader, and the rest with the main leader.
        return drafts.flat_map(|world| [world.clone().planned(), world]).collect();
    }
    drafts.collect()
}

/// It is tomorrow, which only an emergency may be without a reason.
fn at_short_notice(meeting: &mut MeetingContent) {
    meeting.nature = MeetingNature::Emergency;
    meeting.sessions[0].starts_at = at(16, 8, 0);
    meeting.sessions[0].ends_at = at(16, 9, 0);
    meeting.mode = Some(MeetingMode::Video);
}

/// Another meeting that the head is asked about, by the name under which moves mention it.
fn other_meeting() -> (baopi_workflow::Request, Content) {
    let mut other = World::draft_by(DRAFTER, meeting_with(at_short_notice), with_office_head());
    other.does(DRAFTER, Action::Submit {});
    other.request.id = OTHER;
    (other.request, other.content)
}

/// Where a request stands as the picture has it: what suspends it or waits for a second person is a state of its own.
fn place(world: &World) -> String {
    let status = world.status();
    if world.request.suspended.is_some() {
        format!("{status} (suspended)")
    } else if let Some(proposal) = &world.request.proposal {
        format!("{status} ({} proposed)", proposal.what.key())
    } else {
        status
    }
}

/// Every move that leads from one place to another, found by trying everything from every place reached.
fn edges(kind: Kind) -> BTreeSet<Edge> {
    beginnings(kind).into_iter().flat_map(edges_from).collect()
}

/// In so many ways a move is tried: what is named decides whether it goes back to the drafter or to a stage.
const NAMED: [PersonId; 3] = [MAYOR, HEAD, FINANCE_HEAD];

fn edges_from(world: World) -> BTreeSet<Edge> {
    let mut edges = BTreeSet::new();
    let mut reached = BTreeSet::new();
    let mut ahead = VecDeque::from([world]);
    while let Some(world) = ahead.pop_front() {
        if !reached.insert(place(&world)) {
            continue;
        }
        let actors = PEOPLE.iter().chain([&SECOND_OF_OFFICE]);
        for (actor, name) in
            actors.flat_map(|actor| ActionName::ALL.iter().map(move |n| (actor, n)))
        {
            let content =
                if *name == ActionName::Reschedule { moved(&world) } else { world.content.clone() };
            for person in &NAMED[..if *name == ActionName::Return { NAMED.len() } else { 1 }] {
                let tried = action(*name, &content, *person);
                if world.tries(*actor, tried.clone()).is_err() {
                    continue;
                }
                let mut next = world.clone();
                next.does(*actor, tried);
                let (from, to) = (place(&world), place(&next));
                if from != to {
                    edges.insert((from, *name, to));
                    ahead.push_back(next);
                }
            }
        }
    }
    edges
}

/// The meeting an hour later.
fn moved(world: &World) -> baopi_workflow::Content {
    let baopi_workflow::Content::Meeting(meeting) = &world.content else {
        return world.content.clone();
    };
    let mut meeting = meeting.clone();
    for session in &mut meeting.sessions {
        session.starts_at.0 += 3_600_000;
        session.ends_at.0 += 3_600_000;
    }
    baopi_workflow::Content::Meeting(meeting)
}

fn picture(kind: Kind) -> String {
    let mut text = String::from("```mermaid\nstateDiagram-v2\n");
    let name = |place: &str| place.replace([':', ' ', '(', ')'], "_");
    let edges = edges(kind);
    let places: BTreeSet<_> = edges.iter().flat_map(|(from, _, to)| [from, to]).collect();
    for place in places {
        let _ = writeln!(text, "    state \"{place}\" as {}", name(place));
    }
    let _ = writeln!(text, "    [*] --> draft: create");
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (from, _, to) in &edges {
        pairs.insert((from, to));
    }
    for (from, to) in pairs {
        let by: Vec<_> = edges
            .iter()
            .filter(|(a, _, b)| a == from && b == to)
            .map(|(_, name, _)| name.key())
            .collect();
        let _ = writeln!(text, "    {} --> {}: {}", name(from), name(to), by.join(", "));
    }
    text + "```\n"
}

fn table(kind: Kind) -> String {
    let mut text = String::from("| status | moves |\n|---|---|\n");
    let review = Status::try_from("review:signing".to_owned()).expect("a status");
    for status in Status::PLAIN.iter().chain([&review]) {
        let moves: Vec<_> = status.moves(kind).iter().map(|name| name.key()).collect();
        if moves != ["mark_read"] {
            let _ = writeln!(text, "| `{}` | {} |", status.phase(), moves.join(", "));
        }
    }
    text
}

/// What may be done while a request does not go on.
fn halts() -> String {
    let mut text = String::from(
        "| while | what lets it go on | of the moves of the status |\n|---|---|---|\n",
    );
    let halts = [("a proposal waits for its answer", PROPOSED), ("it is suspended", SUSPENDED)];
    for (when, halt) in halts {
        let list = |names: &[ActionName]| {
            names.iter().map(|name| name.key()).collect::<Vec<_>>().join(", ")
        };
        let _ = writeln!(text, "| {when} | {} | {} |", list(halt.ways_out), list(halt.still));
    }
    text
}

/// Every rule of the catalogue with what it can answer.
fn rules() -> String {
    let mut text =
        String::from("| rule | about | asked | answers | figures |\n|---|---|---|---|---|\n");
    for entry in catalogue::entries() {
        let answers: Vec<_> =
            entry.answers.iter().map(|(case, verdict)| answer(case, *verdict)).collect();
        let figure = |parameter: Parameter| {
            let (least, most) = parameter.bounds();
            format!("`{}` {least}–{most}: {}", parameter.key(), parameter.usual())
        };
        let figures: Vec<_> = entry.parameters().map(figure).collect();
        let (rule, family, asked) = (entry.rule, entry.family.key(), entry.asked.key());
        let (answers, figures) = (answers.join(", "), figures.join(", "));
        let _ = writeln!(text, "| `{rule}` | {family} | {asked} | {answers} | {figures} |");
    }
    text
}

fn answer(case: &str, verdict: Verdict) -> String {
    let word = match verdict {
        Verdict::Pass => "pass",
        Verdict::Advisory => "advice",
        Verdict::NeedsJustification(Rank::ResponsibleLeader) => "reason for the responsible leader",
        Verdict::NeedsJustification(Rank::MainLeader) => "reason for the main leader",
        Verdict::Block => "block",
    };
    if case.is_empty() { word.to_owned() } else { format!("{word} (`{case}`)") }
}

fn generated() -> Vec<(&'static str, String)> {
    vec![
        ("rules", rules()),
        ("moves of a document", table(Kind::Document)),
        ("moves of a meeting", table(Kind::Meeting)),
        ("moves of an inspection", table(Kind::Inspection)),
        ("moves of what does not go on", halts()),
        ("lifecycle of a document", picture(Kind::Document)),
        ("lifecycle of a meeting", picture(Kind::Meeting)),
        ("lifecycle of an inspection", picture(Kind::Inspection)),
    ]
}

fn replaced(readme: &str, name: &str, text: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = readme.split_once(&begin).expect("the begin mark");
    let (_, after) = rest.split_once(&end).expect("the end mark");
    format!("{before}{begin}{text}{end}{after}")
}

#[test]
fn the_readme_shows_what_decide_does() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).expect("the readme");
    let mut now = readme.clone();
    for (name, text) in generated() {
        now = replaced(&now, name, &text);
    }
    if std::env::var_os("BAOPI_WRITE_README").is_some() {
        std::fs::write(path, &now).expect("the readme is written");
    }
    assert!(
        readme == now,
        "README.md is not what the code does; see the head of this test for how to write it"
    );
}

#[test]
fn nothing_leads_to_the_issue_but_over_the_signature() {
    let edges = edges(Kind::Document);
    let into = |to: &str| {
        let found = edges.iter().filter(|(_, _, end)| end == to);
        found.map(|(from, name, _)| (from.as_str(), name.key())).collect::<Vec<_>>()
    };
    assert_eq!(into("issued"), [("issuing", "issue")]);
    assert_eq!(
        into("sealing"),
        [
            ("numbering", "assign_number"),
            ("sealing (suspended)", "resume"),
            ("sealing (void proposed)", "decline")
        ]
    );
    let signed: Vec<_> =
        into("recheck").into_iter().filter(|(from, _)| from.starts_with("review")).collect();
    assert_eq!(signed, [("review:leader_review", "approve"), ("review:signing", "approve")]);
}
