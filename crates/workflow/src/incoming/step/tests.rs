use std::collections::BTreeSet;

use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::content::Urgency;
use crate::id::{IncomingId, UnitId};
use crate::incoming::{IncomingFields, Sight};
use crate::organisation::{Level, Person, Rank, Unit, UnitKind};

const NOW: Timestamp = Timestamp(1_789_434_000_000);
const NUMBER: IncomingNumber = IncomingNumber { year: 2026, sequence: 7 };

const GOVERNMENT: u128 = 1;
const OFFICE: u128 = 2;
const BUREAU: u128 = 3;

const MAYOR: u128 = 11;
const REGISTRAR: u128 = 12;
const REVIEWER: u128 = 13;
const HEAD: u128 = 14;
const ADMIN: u128 = 15;
const AUDITOR: u128 = 16;
const DRAFTER: u128 = 17;
const OTHER_REGISTRAR: u128 = 18;

fn unit(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

fn organisation() -> Organisation {
    let body = |n, kind, office: u128| Unit {
        id: unit(n),
        code: n.to_string(),
        name: n.to_string(),
        short_name: n.to_string(),
        kind,
        level: Level::District,
        parent: None,
        office: Some(unit(office)),
        host: None,
        series: Vec::new(),
        active: true,
    };
    let human = |n: u128, at, roles: &[Role], rank| Person {
        id: person(n),
        login: n.to_string(),
        name: n.to_string(),
        unit: unit(at),
        post: None,
        roles: roles.iter().copied().collect(),
        rank,
        leads: BTreeSet::new(),
        email: None,
        active: true,
    };
    Organisation::new(
        [
            body(GOVERNMENT, UnitKind::Government, OFFICE),
            body(OFFICE, UnitKind::Office, OFFICE),
            body(BUREAU, UnitKind::Department, OFFICE),
        ],
        [
            human(MAYOR, GOVERNMENT, &[], Some(Rank::MainLeader)),
            human(REGISTRAR, OFFICE, &[Role::Registrar], None),
            human(REVIEWER, OFFICE, &[Role::Reviewer], None),
            human(HEAD, BUREAU, &[Role::DeptHead], None),
            human(ADMIN, OFFICE, &[Role::Admin, Role::Registrar], None),
            human(AUDITOR, OFFICE, &[Role::Auditor], None),
            human(DRAFTER, BUREAU, &[Role::Drafter], None),
            human(OTHER_REGISTRAR, BUREAU, &[Role::Registrar], None),
        ],
        Vec::new(),
    )
}

fn received() -> Incoming {
    let fields = IncomingFields {
        from_unit: "云澜市人民政府".to_owned(),
        their_number: "云政发〔2026〕3号".to_owned(),
        title: "关于做好秋粮收购工作的通知".to_owned(),
        doc_date: None,
        received_at: NOW,
        copies: 1,
        urgency: Urgency::Normal,
        deadline: None,
    };
    Incoming::received(IncomingId(Uuid::from_u128(9)), unit(OFFICE), fields, None)
}

fn note(text: &str) -> String {
    text.to_owned()
}

/// One step of every kind, naming people of the bureau.
fn step_of(name: StepName) -> Option<IncomingStep> {
    Some(match name {
        StepName::Receive => return None,
        StepName::Register => IncomingStep::Register {},
        StepName::SendBack => IncomingStep::SendBack { note: note("误送。") },
        StepName::Propose => IncomingStep::Propose { note: note("拟请农业农村局阅办。") },
        StepName::Instruct => {
            IncomingStep::Instruct { note: note("请农业农村局抓好落实。") }
        }
        StepName::Assign => IncomingStep::Assign { handler: person(HEAD) },
        StepName::Circulate => {
            IncomingStep::Circulate { readers: BTreeSet::from([person(HEAD), person(DRAFTER)]) }
        }
        StepName::Read => IncomingStep::Read {},
        StepName::Finish => IncomingStep::Finish { note: note("已印发通知。") },
        StepName::Archive => IncomingStep::Archive {},
    })
}

fn take(document: &Incoming, who: u128, name: StepName) -> Result<Incoming, StepRefusal> {
    let step = step_of(name).unwrap();
    document.step((person(who), NOW), &step, &organisation(), NUMBER)
}

/// The document after these steps.
fn after(steps: &[(u128, StepName)]) -> Incoming {
    steps.iter().fold(received(), |document, (who, name)| take(&document, *who, *name).unwrap())
}

const TO_INSTRUCTED: [(u128, StepName); 3] =
    [(REGISTRAR, StepName::Register), (REVIEWER, StepName::Propose), (MAYOR, StepName::Instruct)];

#[test]
fn a_document_is_registered_proposed_instructed_handled_and_archived() {
    let document = after(&[
        TO_INSTRUCTED[0],
        TO_INSTRUCTED[1],
        TO_INSTRUCTED[2],
        (REVIEWER, StepName::Assign),
        (HEAD, StepName::Finish),
        (REGISTRAR, StepName::Archive),
    ]);
    assert_eq!((document.state, document.version), (IncomingState::Archived, 7));
    assert_eq!((document.number, document.registered_at), (Some(NUMBER), Some(NOW)));
    assert_eq!(document.instructions[0].by, person(MAYOR));
    assert_eq!(
        (document.handler, document.note.as_deref()),
        (Some(person(HEAD)), Some("已印发通知。"))
    );
    assert!(document.offers(person(REGISTRAR), &organisation()).is_empty());
}

#[test]
fn a_circulated_document_is_done_when_the_last_one_has_read_it() {
    let mut steps = TO_INSTRUCTED.to_vec();
    steps.extend([(REGISTRAR, StepName::Circulate), (HEAD, StepName::Read)]);
    let half = after(&steps);
    assert_eq!(half.state, IncomingState::Circulating);
    assert_eq!(take(&half, HEAD, StepName::Read), Err(StepRefusal::NotYours), "read already");
    let done = take(&half, DRAFTER, StepName::Read).unwrap();
    assert_eq!(done.state, IncomingState::Done);
    let again = take(&half, REGISTRAR, StepName::Circulate).unwrap();
    assert_eq!(again.readers.len(), 2, "nobody is asked twice");
}

#[test]
fn what_does_not_belong_here_goes_back_with_a_reason() {
    for (who, steps) in [(REGISTRAR, &[][..]), (REVIEWER, &TO_INSTRUCTED[..1])] {
        let back = take(&after(steps), who, StepName::SendBack).unwrap();
        assert_eq!((back.state, back.note.as_deref()), (IncomingState::SentBack, Some("误送。")));
        assert!(back.state.is_over());
    }
    let late = take(&after(&TO_INSTRUCTED[..2]), REVIEWER, StepName::SendBack);
    assert_eq!(late, Err(StepRefusal::NotNow));
}

/// Every step is tried in every state by everybody; what is offered is what succeeds, and nothing else.
#[test]
fn what_is_offered_is_what_can_be_done() {
    let mut ways: Vec<Vec<(u128, StepName)>> = vec![Vec::new()];
    let whole = [
        TO_INSTRUCTED[0],
        TO_INSTRUCTED[1],
        TO_INSTRUCTED[2],
        (REVIEWER, StepName::Assign),
        (HEAD, StepName::Finish),
        (REGISTRAR, StepName::Archive),
    ];
    ways.extend((1..=whole.len()).map(|steps| whole[..steps].to_vec()));
    let mut circulating = TO_INSTRUCTED.to_vec();
    circulating.push((REVIEWER, StepName::Circulate));
    ways.extend([circulating, vec![(REGISTRAR, StepName::SendBack)]]);
    let states: BTreeSet<_> = ways.iter().map(|way| after(way).state).collect();
    assert_eq!(states, IncomingState::ALL.iter().copied().collect());
    let organisation = organisation();
    for document in ways.iter().map(|way| after(way)) {
        for who in [MAYOR, REGISTRAR, REVIEWER, HEAD, ADMIN, AUDITOR, DRAFTER, OTHER_REGISTRAR, 99]
        {
            let offered = document.offers(person(who), &organisation);
            let can_take =
                |name: &StepName| step_of(*name).is_some() && take(&document, who, *name).is_ok();
            let done = StepName::ALL.iter().copied().filter(can_take);
            assert_eq!(offered, done.collect::<Vec<_>>(), "{who} {:?}", document.state);
            assert!(![ADMIN, AUDITOR, 99].contains(&who) || offered.is_empty(), "{who}");
        }
    }
}

#[rstest]
#[case::another_office(OTHER_REGISTRAR, StepName::Register)]
#[case::the_reviewer(REVIEWER, StepName::Register)]
#[case::an_administrator(ADMIN, StepName::Register)]
#[case::the_leader(MAYOR, StepName::Register)]
fn only_the_registrar_of_the_office_gives_the_number(#[case] who: u128, #[case] step: StepName) {
    assert_eq!(take(&received(), who, step), Err(StepRefusal::NotYours));
}

#[test]
fn what_a_step_says_is_looked_at() {
    let organisation = organisation();
    let instructed = after(&TO_INSTRUCTED);
    let tried = |who, document: &Incoming, step: IncomingStep| {
        document.step((person(who), NOW), &step, &organisation, NUMBER).err()
    };
    let registered = after(&TO_INSTRUCTED[..1]);
    let propose = |text: String| tried(REVIEWER, &registered, IncomingStep::Propose { note: text });
    assert_eq!(propose(note(" \n")), Some(StepRefusal::NoteMissing));
    assert_eq!(propose("拟".repeat(MAX_NOTE_CHARS)), None);
    let too_long = StepRefusal::NoteTooLong { most: most(MAX_NOTE_CHARS) };
    assert_eq!(propose("拟".repeat(MAX_NOTE_CHARS + 1)), Some(too_long));
    let nobody = IncomingStep::Circulate { readers: BTreeSet::new() };
    assert_eq!(tried(REVIEWER, &instructed, nobody), Some(StepRefusal::NobodyNamed));
    for gone in [ADMIN, AUDITOR, 99] {
        let assign = IncomingStep::Assign { handler: person(gone) };
        let refusal = StepRefusal::NotEligible { person: person(gone) };
        assert_eq!(tried(REVIEWER, &instructed, assign), Some(refusal));
    }
    let many = (0..=MAX_READERS as u128).map(person).collect();
    let refusal = StepRefusal::TooManyNamed { most: most(MAX_READERS) };
    assert_eq!(
        tried(REVIEWER, &instructed, IncomingStep::Circulate { readers: many }),
        Some(refusal)
    );
}

#[test]
fn a_document_is_seen_by_its_office_its_leaders_and_those_who_handle_it() {
    let organisation = organisation();
    let mut steps = TO_INSTRUCTED.to_vec();
    let before = after(&steps);
    steps.push((REVIEWER, StepName::Assign));
    let handled = after(&steps);
    let sees = |document: &Incoming, who| document.may_see(person(who), &organisation);
    for who in [MAYOR, REGISTRAR, REVIEWER, AUDITOR] {
        assert!(sees(&before, who), "{who}");
    }
    for who in [HEAD, DRAFTER, ADMIN, OTHER_REGISTRAR, 99] {
        assert!(!sees(&before, who), "{who}");
    }
    assert!(sees(&handled, HEAD));
    assert_eq!(Sight::of(person(HEAD), &organisation), Sight::Register(unit(BUREAU)));
    assert_eq!(Sight::of(person(DRAFTER), &organisation), Sight::Involved);
}

#[test]
fn the_entry_that_the_record_names_changes_with_every_step() {
    let document = received();
    let next = take(&document, REGISTRAR, StepName::Register).unwrap();
    assert_ne!(document.digest().unwrap(), next.digest().unwrap());
    assert_eq!(document.digest().unwrap(), received().digest().unwrap());
}

#[rstest]
#[case::received_in_the_future(|fields: &mut IncomingFields| fields.received_at = Timestamp(NOW.0 + 1), "received_at")]
#[case::no_title(|fields: &mut IncomingFields| fields.title = String::new(), "title")]
#[case::no_sender(|fields: &mut IncomingFields| fields.from_unit = " ".to_owned(), "from_unit")]
#[case::no_copy(|fields: &mut IncomingFields| fields.copies = 0, "copies")]
#[case::dated_tomorrow(|fields: &mut IncomingFields| fields.doc_date = NOW.date().succ_opt(), "doc_date")]
#[case::due_yesterday(|fields: &mut IncomingFields| fields.deadline = NOW.date().pred_opt(), "deadline")]
fn a_field_that_cannot_be_is_named(#[case] spoil: fn(&mut IncomingFields), #[case] field: &str) {
    let mut fields = received().fields;
    assert_eq!(fields.faults(NOW), Vec::new());
    spoil(&mut fields);
    let faults = fields.faults(NOW);
    assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), [field]);
}
