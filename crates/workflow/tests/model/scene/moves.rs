//! Scenes of the moves: what can be done to a request besides approving it, and what is refused.

use super::*;

/// A meeting is approved, announced and called off.
pub(super) fn meeting_called() -> Scene {
    Scene {
        name: "meeting",
        requests: [after(DRAFTER, meeting(), 4), usual(0)],
        commands: vec![
            (0, VICE_MAYOR, approve()),
            (0, DRAFTER, Action::SendNotice {}),
            (0, DRAFTER, Action::Cancel { opinion: "改为书面部署。".to_owned() }),
        ],
        turns: [2, 2],
        changes: Vec::new(),
        faults: ONE_EACH,
        mail: false,
    }
}

/// An inspection that stands in no plan is agreed to by two leaders, one of whom may forget the exception, and carried out.
pub(super) fn inspection_outside_the_plan() -> Scene {
    Scene {
        name: "inspection",
        requests: [after(DRAFTER, inspection_with(|_| {}), 4), usual(0)],
        commands: vec![
            (0, VICE_MAYOR, accepting(RuleId::InspectionPlan)),
            (0, MAYOR, approve()),
            (0, MAYOR, accepting(RuleId::InspectionPlan)),
            (0, MAYOR, Action::return_to_drafter(said())),
            (0, DRAFTER, Action::Close {}),
            (0, DRAFTER, Action::Cancel { opinion: "并入综合督查。".to_owned() }),
        ],
        turns: [3, 2],
        changes: vec![Change::DrafterToVice],
        faults: Faults { crashes: 1, ..NONE },
        mail: false,
    }
}

/// Of two who countersign an order to units below, one objects; to another order somebody does who was asked beside.
pub(super) fn objections() -> Scene {
    Scene {
        name: "objections",
        requests: [after(DRAFTER, downward_text(), 4), after(DRAFTER, order_to_units_below(), 4)],
        commands: vec![
            (0, FINANCE_HEAD, object()),
            (0, FINANCE_HEAD, approve()),
            (0, TOWNSHIP_HEAD, approve()),
            (0, TOWNSHIP_HEAD, object()),
            (1, VICE_MAYOR, add_signer(AIDE, AddedPlace::Before)),
            (1, AIDE, object()),
            (1, VICE_MAYOR, approve()),
        ],
        turns: [2, 2],
        changes: Vec::new(),
        faults: Faults { crashes: 1, ..NONE },
        mail: false,
    }
}

/// A text with an exception waits for a signature that accepts it; another finds nobody to sign.
pub(super) fn exceptions() -> Scene {
    Scene {
        name: "exceptions",
        requests: [after(DRAFTER, long_text(), 4), usual(1)],
        commands: vec![
            (0, VICE_MAYOR, approve()),
            (0, VICE_MAYOR, accepting(RuleId::FileLengthSpecial)),
            (0, VICE_MAYOR, Action::return_to_drafter(String::new())),
            (0, VICE_MAYOR, Action::return_to_drafter("长".repeat(2_001))),
            (1, DRAFTER, Action::Submit {}),
        ],
        turns: [2, 1],
        changes: vec![Change::ViceLosesPost],
        faults: ONE_EACH,
        mail: false,
    }
}

/// Texts that may not be kept, or not be submitted.
pub(super) fn wrong_texts() -> Scene {
    let save = |content| (0, DRAFTER, Action::Save { content });
    Scene {
        name: "wrong texts",
        requests: [usual(1), usual(0)],
        commands: vec![
            save(empty_text()),
            save(classified_text()),
            save(text_in_too_many_parts()),
            (0, DRAFTER, Action::Submit {}),
            (0, HEAD, approve()),
        ],
        turns: [3, 1],
        changes: Vec::new(),
        faults: ONE_EACH,
        mail: false,
    }
}

/// The task of a leader is given away, advice is asked for, and others are asked before.
pub(super) fn other_hands() -> Scene {
    Scene {
        name: "other hands",
        requests: [usual(4), usual(0)],
        commands: vec![
            (0, VICE_MAYOR, Action::Transfer { to: DEPUTY, opinion: said() }),
            (0, VICE_MAYOR, Action::Transfer { to: AIDE, opinion: said() }),
            (0, VICE_MAYOR, Action::Consult { to: AIDE, opinion: said() }),
            (0, VICE_MAYOR, add_signer(FINANCE_HEAD, AddedPlace::Before)),
            (0, VICE_MAYOR, add_signer(FINANCE_HEAD, AddedPlace::After)),
            (0, VICE_MAYOR, Action::RemoveSigner { person: FINANCE_HEAD, opinion: said() }),
            (0, AIDE, Action::Advise { opinion: said() }),
            (0, FINANCE_HEAD, approve()),
            (0, FINANCE_HEAD, object()),
            (0, DEPUTY, approve()),
            (0, VICE_MAYOR, approve()),
        ],
        turns: [3, 1],
        changes: Vec::new(),
        faults: Faults { crashes: 1, ..NONE },
        mail: false,
    }
}

/// A text is sent back to a stage or to its drafter, comes straight back or goes the whole way, and decisions are taken back.
pub(super) fn ways_back() -> Scene {
    let to_office =
        |then| Action::Return { opinion: said(), to: Some(stage("office_review")), then };
    let nowhere =
        Action::Return { opinion: said(), to: Some(stage("signing")), then: Resume::Again };
    let straight = Action::Return { opinion: said(), to: None, then: Resume::Straight };
    Scene {
        name: "ways back",
        requests: [usual(4), usual(0)],
        commands: vec![
            (0, VICE_MAYOR, to_office(Resume::Again)),
            (0, VICE_MAYOR, to_office(Resume::Straight)),
            (0, VICE_MAYOR, nowhere),
            (0, VICE_MAYOR, straight),
            (0, DRAFTER, Action::Save { content: another_text() }),
            (0, DRAFTER, Action::Submit {}),
            (0, REVIEWER, approve()),
            (0, REVIEWER, Action::Retract {}),
            (0, VICE_MAYOR, approve()),
        ],
        turns: [4, 1],
        changes: Vec::new(),
        faults: NONE,
        mail: false,
    }
}

/// A request is suspended, taken up again or ended, while people decide, urge, read and talk.
pub(super) fn halted() -> Scene {
    Scene {
        name: "halted",
        requests: [usual(4), usual(0)],
        commands: vec![
            (0, OFFICE_HEAD, Action::Suspend { opinion: said() }),
            (0, OFFICE_HEAD, Action::Resume { opinion: String::new() }),
            (0, MAYOR, Action::Terminate { opinion: said() }),
            (0, VICE_MAYOR, approve()),
            (0, DRAFTER, Action::Urge {}),
            (0, DRAFTER, Action::Circulate { to: [FINANCE_HEAD].into(), opinion: said() }),
            (0, DRAFTER, Action::Circulate { to: BTreeSet::new(), opinion: said() }),
            (0, FINANCE_HEAD, Action::MarkRead {}),
            (0, HEAD, Action::Comment { opinion: said() }),
        ],
        turns: [2, 2],
        changes: Vec::new(),
        faults: Faults { crashes: 1, ..NONE },
        mail: false,
    }
}

/// A number is given up and a signed text withdrawn, each only if a second person agrees.
pub(super) fn second_person() -> Scene {
    let (confirm, decline) =
        (Action::Confirm { opinion: String::new() }, Action::Decline { opinion: said() });
    Scene {
        name: "second person",
        requests: [usual(7), usual(6)],
        commands: vec![
            (0, REGISTRAR, Action::Void { opinion: said() }),
            (0, REGISTRAR, confirm.clone()),
            (0, OFFICE_HEAD, confirm.clone()),
            (0, OFFICE_HEAD, decline),
            (0, REGISTRAR, Action::Seal {}),
            (1, REGISTRAR, Action::ProposeWithdrawal { opinion: said() }),
            (1, VICE_MAYOR, confirm),
            (1, REGISTRAR, Action::AssignNumber {}),
        ],
        turns: [2, 2],
        changes: Vec::new(),
        faults: Faults { crashes: 1, ..NONE },
        mail: false,
    }
}

/// Somebody leaves, and an administrator hands the task over; a request is to change to a route that asks for more.
pub(super) fn somebody_leaves() -> Scene {
    let hand_over = |to| Action::HandOver { from: VICE_MAYOR, to, opinion: said() };
    Scene {
        name: "somebody leaves",
        requests: [usual(4), usual(0)],
        commands: vec![
            (0, ADMIN, hand_over(DEPUTY)),
            (0, ADMIN, hand_over(DRAFTER)),
            (0, ADMIN, Action::Reroute {}),
            (0, ADMIN, approve()),
            (0, DEPUTY, approve()),
            (0, VICE_MAYOR, approve()),
        ],
        turns: [2, 1],
        changes: vec![Change::ViceDisabled, Change::ViceLosesPost],
        faults: Faults { lost: 1, ..NONE },
        mail: false,
    }
}
