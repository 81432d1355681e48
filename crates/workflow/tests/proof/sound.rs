//! Whatever route the proof accepts, and whatever is submitted: the way ends with people of the required rank.

use std::collections::BTreeSet;

use baopi_workflow::condition::{Condition, Field, Sort};
use baopi_workflow::content::{Category, Direction, DocType, MeetingClass, Session, Urgency};
use baopi_workflow::request::Kind;
use baopi_workflow::route::proof::{Fault, prove};
use baopi_workflow::route::{Asking, Assignee, Stage};
use baopi_workflow::rules::signing::rank_required;
use baopi_workflow::tally::{Mode, Threshold, VoteRule, Weights};
use baopi_workflow::{
    Content, DocumentContent, Finding, MeetingContent, Rank, Route, RuleId, Timestamp, Verdict,
};
use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::district::{AGRICULTURE, DRAFTER, FINANCE, FINANCE_DRAFTER, district};

fn assignees() -> impl Strategy<Value = Assignee> {
    let choice = |from| Assignee::Chosen { from: Box::new(from), least: 1, most: 2 };
    select(vec![
        Assignee::HeadOfDraftingUnit,
        Assignee::ReviewerOfOffice,
        Assignee::HeadsOfCountersigningUnits,
        Assignee::ResponsibleLeader,
        Assignee::ResponsibleLeader,
        Assignee::MainLeader,
        Assignee::MainLeader,
        Assignee::MainLeader,
        Assignee::Post("总工程师".to_owned()),
        Assignee::Superior(1),
        choice(Assignee::MainLeader),
    ])
}

fn tests(kind: Kind) -> impl Strategy<Value = String> {
    let fields: Vec<Field> = Field::of_kind(kind).collect();
    (select(fields), any::<prop::sample::Index>(), 0..6_i64).prop_map(|(field, index, number)| {
        match field.sort() {
            Sort::Flag => field.to_string(),
            Sort::Number => {
                let sign = *index.get(&["<", "<=", "==", "!=", ">", ">="]);
                format!("{field} {sign} {number}")
            }
            Sort::Choice(words) => format!("{field} == {}", index.get(words)),
            Sort::UnitCode => format!("{field} == \"{}\"", index.get(&["U13", "U12"])),
        }
    })
}

fn conditions(kind: Kind) -> impl Strategy<Value = Condition> {
    let simple = prop_oneof![
        4 => Just("always".to_owned()),
        3 => Just("main_leader_must_sign".to_owned()),
        2 => tests(kind),
        1 => (tests(kind), tests(kind)).prop_map(|(a, b)| format!("{a} or {b}")),
        1 => tests(kind).prop_map(|test| format!("not {test}")),
    ];
    simple.prop_map(|text| Condition::parse(&text).expect("a condition"))
}

fn stages(kind: Kind) -> impl Strategy<Value = Stage> {
    let vote = Mode::Vote(VoteRule {
        pass: Threshold::Percent(60),
        reject: None,
        abstention: baopi_workflow::tally::Abstention::Counted,
        weights: Weights::default(),
        veto: None,
    });
    let modes = select(vec![Mode::Any, Mode::Any, Mode::All, Mode::InOrder, vote]);
    let fallback = proptest::option::weighted(0.2, assignees());
    (assignees(), fallback, modes, conditions(kind), any::<bool>()).prop_map(
        |(assignee, fallback, mode, when, ask_again)| Stage {
            key: "stage".to_owned().try_into().expect("a key"),
            assignee,
            fallback,
            mode,
            when,
            deadline_days: None,
            ask_again,
        },
    )
}

fn routes(kind: Kind) -> impl Strategy<Value = Route> {
    prop::collection::vec(stages(kind), 1..5).prop_map(move |mut stages| {
        for (place, stage) in stages.iter_mut().enumerate() {
            stage.key = format!("stage_{place}").try_into().expect("a key");
        }
        Route { stages, version: 2, ..Route::shipped(kind) }
    })
}

fn documents() -> impl Strategy<Value = Content> {
    let words = (select(DocType::ALL), select(Direction::ALL), select(Category::ALL));
    let more = (select(Urgency::ALL), any::<bool>(), any::<bool>(), 1..6_usize);
    let counts = (proptest::option::of(0..6_u32), any::<bool>(), any::<bool>(), any::<bool>());
    (words, more, counts).prop_map(|((doc_type, direction, category), more, counts)| {
        let (urgency, normative, directive, characters) = more;
        let (copies, joint, countersigns, ours) = counts;
        let (own, other) = if ours { (AGRICULTURE, FINANCE) } else { (FINANCE, AGRICULTURE) };
        let form = json!({"issuing_unit": own, "drafting_unit": own, "title": "", "body": "文".repeat(characters)});
        let blank: DocumentContent = serde_json::from_value(form).expect("a form");
        let set = |is: bool| if is { BTreeSet::from([other]) } else { BTreeSet::new() };
        Content::Document(Box::new(DocumentContent {
            doc_type: Some(doc_type),
            direction: Some(direction),
            category: Some(category),
            scope: Some(baopi_workflow::content::Scope::Special),
            disclosure: Some(baopi_workflow::content::Disclosure::Public),
            urgency,
            normative,
            directive,
            copies,
            joint_units: set(joint),
            countersign_units: set(countersigns),
            main_recipients: set(!joint),
            ..blank
        }))
    })
}

fn meetings() -> impl Strategy<Value = Content> {
    let counts = (1..6_u32, 1..6_u64, 0..600_i64, any::<bool>(), any::<bool>());
    (select(MeetingClass::ALL), counts).prop_map(|(class, counts)| {
        let (headcount, minutes, budget_fen, joint, comprehensive) = counts;
        let form = json!({"host_unit": AGRICULTURE, "in_name_of": AGRICULTURE, "title": ""});
        let blank: MeetingContent = serde_json::from_value(form).expect("a form");
        let ends_at = Timestamp(i64::try_from(minutes * 60_000).expect("an hour"));
        Content::Meeting(Box::new(MeetingContent {
            class: Some(class),
            mode: Some(baopi_workflow::content::MeetingMode::Video),
            required_level: Some(baopi_workflow::content::Attendance::Staff),
            headcount: Some(headcount),
            sessions: vec![Session { starts_at: Timestamp(0), ends_at }],
            attendee_units: BTreeSet::from([FINANCE]),
            co_hosts: if joint { BTreeSet::from([FINANCE]) } else { BTreeSet::new() },
            budget_fen,
            comprehensive,
            ..blank
        }))
    })
}

fn findings() -> impl Strategy<Value = Vec<Finding>> {
    let ranks = select(vec![Rank::ResponsibleLeader, Rank::MainLeader]);
    prop::collection::vec(ranks, 0..2).prop_map(|ranks| {
        let finding = |rank| Finding::new(RuleId::UrgencyReason, Verdict::NeedsJustification(rank));
        ranks.into_iter().map(finding).collect()
    })
}

fn cases() -> impl Strategy<Value = (Route, Vec<(Content, Vec<Finding>)>)> {
    let document = (routes(Kind::Document), prop::collection::vec((documents(), findings()), 20));
    let meeting = (routes(Kind::Meeting), prop::collection::vec((meetings(), findings()), 20));
    prop_oneof![document, meeting]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500, failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::default()
    })]

    #[test]
    fn what_the_proof_accepts_ends_with_the_required_rank((route, contents) in cases()) {
        let organisation = district();
        let proof = prove(&route, Some(&organisation));
        let unsigned = proof.faults.iter().any(|fault| matches!(fault, Fault::NoSignature { .. }));
        for (content, findings) in contents {
            let drafter =
                if content.drafting_unit() == AGRICULTURE { DRAFTER } else { FINANCE_DRAFTER };
            let on = NaiveDate::default();
            let asking = Asking { drafter, kind: route.kind, organisation: &organisation, on };
            let way = route.way(&content, &findings, &asking);
            let keys: Vec<_> = way.iter().map(|point| point.stage.key.clone()).collect();
            let required = rank_required(&content, &findings);
            // Whatever is submitted takes one of the paths.
            prop_assert!(proof.paths.iter().any(|path| path.stages == keys && path.rank == required));
            if proof.holds() {
                let last = way.last().expect("a stage at the end");
                prop_assert_eq!(last.skipped, None);
                prop_assert!(!matches!(last.stage.mode, Mode::Vote(_)));
                for person in &last.people {
                    prop_assert!(organisation.person(*person).expect("known").rank >= Some(required));
                }
                // Nobody is missing but where the form says whom to ask.
                let missing = way.iter().find(|point| {
                    point.skipped.is_none() && point.people.is_empty() && !point.stage.assignee.depends_on_the_form()
                });
                prop_assert!(missing.is_none(), "{:?}", missing);
            } else if !unsigned {
                prop_assert!(!way.is_empty());
            }
        }
    }
}
