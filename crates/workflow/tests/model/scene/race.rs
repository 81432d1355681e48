//! Scenes in which people, nodes and workers get in each other's way.

use super::*;

/// Two signed documents race for the next number, and go out.
pub(super) fn numbers() -> Scene {
    let steps = || [Action::AssignNumber {}, Action::Seal {}, Action::Issue {}];
    let of = |slot| steps().map(|action| (slot, REGISTRAR, action));
    Scene {
        name: "numbers",
        requests: [usual(6), usual(6)],
        commands: of(0).into_iter().chain(of(1)).collect(),
        turns: [2, 2],
        changes: Vec::new(),
        faults: ONE_EACH,
        mail: false,
    }
}

/// A text is signed while its drafter takes it back, the office corrects it, and posts change hands.
pub(super) fn signing() -> Scene {
    Scene {
        name: "signing",
        requests: [usual(4), usual(5)],
        commands: vec![
            (0, VICE_MAYOR, approve()),
            (0, DEPUTY, approve()),
            (0, VICE_MAYOR, send_back()),
            (0, DRAFTER, withdraw()),
            (1, REVIEWER, correct(another_text())),
            (1, REVIEWER, Action::PassRecheck {}),
            (1, VICE_MAYOR, approve()),
        ],
        turns: [2, 1],
        changes: vec![Change::ViceToDeputy],
        faults: ONE_EACH,
        mail: false,
    }
}

/// The office corrects a text after its signature, which has to be given anew, and sends it out.
pub(super) fn correcting() -> Scene {
    let out = usual_steps().into_iter().skip(4).take(4).map(|(actor, action)| (1, actor, action));
    let again = [(1, REVIEWER, correct(another_text())), (1, VICE_MAYOR, approve())];
    Scene {
        name: "correcting",
        requests: [usual(0), usual(5)],
        commands: out.chain(again).collect(),
        turns: [0, 6],
        changes: Vec::new(),
        faults: ONE_EACH,
        mail: false,
    }
}

/// A draft is begun, edited, submitted, taken back, sent back and submitted again.
pub(super) fn drafting() -> Scene {
    Scene {
        name: "drafting",
        requests: [usual(0), usual(2)],
        commands: vec![
            (0, DRAFTER, Action::Create { content: document() }),
            (0, DRAFTER, Action::Save { content: another_text() }),
            (0, DRAFTER, Action::Submit {}),
            (1, HEAD, approve()),
            (1, HEAD, send_back()),
            (1, DRAFTER, Action::Submit {}),
            (1, DRAFTER, withdraw()),
        ],
        turns: [2, 1],
        changes: Vec::new(),
        faults: ONE_EACH,
        mail: false,
    }
}

/// One document goes all the way, in whatever order its steps are tried.
pub(super) fn way_of_one() -> Scene {
    let steps = usual_steps().into_iter().map(|(actor, action)| (0, actor, action));
    Scene {
        name: "way of one",
        requests: [usual(1), usual(0)],
        commands: steps.collect(),
        turns: [9, 0],
        changes: Vec::new(),
        faults: Faults { lost: 1, ..NONE },
        mail: false,
    }
}

/// What is decided is told: workers lease, send and mark, and die on it.
pub(super) fn mail() -> Scene {
    Scene {
        name: "mail",
        requests: [usual(5), usual(7)],
        commands: vec![(0, REVIEWER, Action::PassRecheck {}), (1, REGISTRAR, Action::Issue {})],
        turns: [1, 1],
        changes: Vec::new(),
        faults: Faults { mail: 2, ..ONE_EACH },
        mail: true,
    }
}

/// A gateway opens every link before its addressee does.
pub(super) fn links() -> Scene {
    Scene {
        name: "links",
        requests: [usual(3), usual(0)],
        commands: vec![(0, REVIEWER, approve()), (0, VICE_MAYOR, approve())],
        turns: [2, 0],
        changes: Vec::new(),
        faults: Faults { crashes: 1, opens: 1, ..NONE },
        mail: true,
    }
}

/// Stand-ins are named while a text waits, one of them of a stand-in and one of the drafter.
pub(super) fn stand_ins() -> Scene {
    Scene {
        name: "stand-ins",
        requests: [usual(4), usual(5)],
        commands: vec![
            (0, VICE_MAYOR, approve()),
            (0, DEPUTY, approve()),
            (0, AIDE, approve()),
            (0, DRAFTER, approve()),
            (0, ADMIN, approve()),
        ],
        turns: [1, 1],
        changes: vec![Change::ViceToDeputy, Change::DeputyToAide, Change::DrafterToVice],
        faults: ONE_EACH,
        mail: false,
    }
}

/// The office writes a text that it would review itself.
pub(super) fn own_desk() -> Scene {
    Scene {
        name: "own desk",
        requests: [after(REVIEWER, text_of_the_office(), 2), usual(0)],
        commands: vec![
            (0, OFFICE_HEAD, approve()),
            (0, REVIEWER, approve()),
            (0, SECOND_REVIEWER, approve()),
            (0, SECOND_REVIEWER, correct(text_of_the_office())),
            (0, VICE_MAYOR, approve()),
        ],
        turns: [2, 1],
        changes: vec![Change::DrafterToVice],
        faults: ONE_EACH,
        mail: false,
    }
}

/// Posts are lost and accounts disabled while their holders decide.
pub(super) fn offices() -> Scene {
    Scene {
        name: "offices",
        requests: [usual(3), after(DRAFTER, normative_text(), 4)],
        commands: vec![
            (0, REVIEWER, approve()),
            (0, VICE_MAYOR, approve()),
            (1, VICE_MAYOR, approve()),
            (1, MAYOR, approve()),
        ],
        turns: [2, 1],
        changes: vec![Change::ViceLosesPost, Change::ReviewersLoseRole],
        faults: ONE_EACH,
        mail: false,
    }
}

/// The database is lost after a document went out, and a backup from before is restored.
pub(super) fn restored() -> Scene {
    Scene { faults: Faults { restores: 1, ..NONE }, turns: [6, 0], name: "restored", ..numbers() }
}

/// Two meetings want one room at one time.
pub(super) fn rooms() -> Scene {
    Scene {
        name: "rooms",
        requests: [after(DRAFTER, meeting_in_a_room(), 4), after(DRAFTER, meeting_in_a_room(), 4)],
        commands: vec![
            (0, VICE_MAYOR, approve()),
            (1, VICE_MAYOR, approve()),
            (0, DRAFTER, Action::Cancel { opinion: said() }),
        ],
        turns: [2, 2],
        changes: Vec::new(),
        faults: ONE_EACH,
        mail: false,
    }
}
