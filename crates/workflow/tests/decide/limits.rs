//! The two hard numbers and the other limits, at their edges.

use baopi_workflow::content::limits::{
    MAX_AGENDA_ITEM_CHARS, MAX_FILE_NAME_CHARS, MAX_NAME_CHARS, MAX_PART_TITLE_CHARS,
    MAX_PHONE_CHARS, MAX_REFERENCE_CHARS, MAX_REMARK_CHARS, MAX_TITLE_CHARS, MAX_VENUE_CHARS,
    MAX_WORD_CHARS,
};
use baopi_workflow::content::{
    Annex, AnnexKind, Basis, BurdenAssessment, FileRef, IssuedText, Session,
};
use baopi_workflow::rules::Parameter;
use baopi_workflow::{Action, Content, Digest, Refusal, RuleId, Timestamp};
use rstest::rstest;

use crate::fixture::*;

fn submitted(content: Content) -> Vec<&'static str> {
    let mut world = World::draft(content);
    match world.tries(DRAFTER, Action::Submit {}) {
        Ok(_) => Vec::new(),
        Err(_) => rules(&world.refuses(DRAFTER, Action::Submit {})),
    }
}

fn text(characters: usize) -> String {
    "报".repeat(characters)
}

#[rstest]
#[case::below(4999, &[])]
#[case::at(5000, &[])]
#[case::above(5001, &["FILE-LENGTH"])]
fn a_document_of_5000_characters_passes_and_one_of_5001_does_not(
    #[case] n: usize,
    #[case] expected: &[&str],
) {
    assert_eq!(submitted(document_with(|document| document.body = text(n))), expected);
}

#[rstest]
#[case::at(95, &[])]
#[case::above(96, &["REQUIRED-FIELDS"])]
fn a_title_of_100_characters_passes_and_one_of_101_does_not(
    #[case] n: usize,
    #[case] expected: &[&str],
) {
    let title = format!("关于{}的通知", text(n));
    assert_eq!(submitted(document_with(|document| document.title = title)), expected);
}

#[test]
fn spaces_do_not_count() {
    assert!(
        submitted(document_with(|document| document.body = format!("{}  ", text(4999)))).is_empty()
    );
}

#[test]
fn issued_texts_count_and_annexes_do_not() {
    let with = |issued: usize, annex: usize| {
        document_with(|document| {
            document.body = text(4898);
            document.issued_texts =
                vec![IssuedText { title: "方案".to_owned(), text: text(issued) }];
            let text = Some(text(annex));
            document.annexes =
                vec![Annex {
                    title: "表".to_owned(), text, file: None, kind: AnnexKind::Ordinary
                }];
        })
    };
    assert!(submitted(with(100, 3000)).is_empty());
    assert_eq!(submitted(with(101, 0)), ["FILE-LENGTH"]);
}

#[test]
fn the_refusal_names_the_figure_and_the_limit() {
    let mut world = World::draft(document_with(|document| document.body = text(5001)));
    let refusal = world.refuses(DRAFTER, Action::Submit {});
    let expected = serde_json::json!({
        "code": "blocked",
        "findings": [{
            "rule": "FILE-LENGTH",
            "verdict": "block",
            "facts": {"limit": {"number": 5000}, "n": {"number": 5001}, "over": {"number": 1}},
        }],
    });
    assert_eq!(serde_json::to_value(&refusal).unwrap(), expected);
}

fn session(start: (u32, u32), minutes: i64, seconds: i64) -> Session {
    let starts_at = at(24, start.0, start.1);
    Session { starts_at, ends_at: Timestamp(starts_at.0 + (minutes * 60 + seconds) * 1000) }
}

#[rstest]
#[case::at(&[session((9, 0), 90, 0)], &[])]
#[case::a_second_over(&[session((9, 0), 90, 1)], &["MEETING-DURATION"])]
#[case::a_minute_over(&[session((9, 0), 91, 0)], &["MEETING-DURATION"])]
#[case::two_sessions_at(&[session((9, 0), 60, 0), session((14, 0), 30, 0)], &[])]
#[case::two_sessions_over(&[session((9, 0), 60, 0), session((14, 0), 31, 0)], &["MEETING-DURATION"])]
#[case::seconds_of_each_session_round_up(&[session((9, 0), 44, 1), session((14, 0), 45, 1)], &["MEETING-DURATION"])]
#[case::backwards(&[session((9, 0), -10, 0)], &["REQUIRED-FIELDS", "REQUIRED-FIELDS"])]
fn a_meeting_of_90_minutes_passes_and_a_longer_one_does_not(
    #[case] sessions: &[Session],
    #[case] expected: &[&str],
) {
    assert_eq!(submitted(meeting_with(|meeting| meeting.sessions = sessions.to_vec())), expected);
}

#[test]
fn a_rule_set_can_tighten_the_hard_limits_and_never_loosen_them() {
    let mut world = World::draft(document_with(|document| document.body = text(5001)));
    world.rules.set.insert(Parameter::FileLength, 9000);
    assert_eq!(rules(&world.refuses(DRAFTER, Action::Submit {})), ["FILE-LENGTH"]);
    let mut world = World::draft(document_with(|document| document.body = text(3001)));
    world.rules.set.insert(Parameter::FileLength, 3000);
    assert_eq!(rules(&world.refuses(DRAFTER, Action::Submit {})), ["FILE-LENGTH"]);
    let mut world =
        World::draft(meeting_with(|meeting| meeting.sessions = vec![session((9, 0), 91, 0)]));
    world.rules.set.insert(Parameter::MeetingMinutes, 600);
    assert_eq!(rules(&world.refuses(DRAFTER, Action::Submit {})), ["MEETING-DURATION"]);
}

#[rstest]
#[case::sixty(60, &[])]
#[case::sixty_one(61, &["SPEECH-DURATION"])]
fn a_speech_of_more_than_an_hour_needs_a_reason(#[case] minutes: u32, #[case] expected: &[&str]) {
    let content = meeting_with(|meeting| {
        meeting.sessions = vec![session((9, 0), 90, 0)];
        meeting.agenda[0].minutes = minutes;
    });
    assert_eq!(submitted(content), expected);
}

#[test]
fn an_empty_form_is_told_everything_it_lacks_at_once() {
    let mut world = World::draft(document_with(|document| {
        document.title.clear();
        document.body = " \u{3000}\n".to_owned();
        document.doc_type = None;
        document.basis.clear();
        document.non_classified_declared = false;
    }));
    let found = rules(&world.refuses(DRAFTER, Action::Submit {}));
    assert!(found.contains(&"DECLARATION"));
    assert!(found.iter().filter(|rule| **rule == "REQUIRED-FIELDS").count() >= 4, "{found:?}");
}

#[test]
fn fifty_parts_are_accepted_and_fifty_one_are_not() {
    let with = |count: usize| {
        let part = IssuedText { title: "件".to_owned(), text: "文".to_owned() };
        document_with(|document| document.issued_texts = vec![part; count])
    };
    let mut world = World::draft(with(50));
    let refusal = world.refuses(DRAFTER, Action::Save { content: with(51) });
    assert_eq!(refusal, Refusal::TooMuch { field: "parts".to_owned(), limit: 50 });
}

/// No text of a request is without a bound: what is not counted could otherwise carry a second document.
#[test]
fn every_text_has_a_bound_at_its_edge_and_one_line_where_one_is_meant() {
    type With = fn(String) -> Content;
    let texts: [(&str, usize, bool, With); 18] = [
        ("title", MAX_TITLE_CHARS, true, |text| document_with(|of| of.title = text)),
        ("necessity", MAX_REMARK_CHARS, false, |text| document_with(|of| of.necessity = text)),
        ("plan_item", MAX_REFERENCE_CHARS, true, |text| {
            document_with(|of| of.plan_item = Some(text))
        }),
        ("gov_consent_ref", MAX_REFERENCE_CHARS, true, |text| {
            document_with(|of| of.gov_consent_ref = text)
        }),
        ("series", MAX_WORD_CHARS, true, |text| document_with(|of| of.series = Some(text))),
        ("contact_name", MAX_NAME_CHARS, true, |text| document_with(|of| of.contact.name = text)),
        ("contact_phone", MAX_PHONE_CHARS, true, |text| {
            document_with(|of| of.contact.phone = text)
        }),
        ("issued_text", MAX_PART_TITLE_CHARS, true, |text| {
            let part = IssuedText { title: text, text: "文".to_owned() };
            document_with(|of| of.issued_texts = vec![part])
        }),
        ("annexes", MAX_PART_TITLE_CHARS, true, |text| {
            document_with(|of| of.annexes = vec![annex(text, "名单.txt".to_owned())])
        }),
        ("file", MAX_FILE_NAME_CHARS, true, |text| {
            document_with(|of| of.annexes = vec![annex("名单".to_owned(), text)])
        }),
        ("basis", MAX_REFERENCE_CHARS, true, |text| {
            document_with(|of| of.basis = vec![Basis::LawOrRule { reference: text }])
        }),
        ("note", MAX_REMARK_CHARS, false, |text| {
            let burden = BurdenAssessment { note: text, ..BurdenAssessment::default() };
            document_with(|of| of.burden = Some(burden))
        }),
        ("justifications", MAX_REMARK_CHARS, false, |text| {
            document_with(|of| of.justifications = [(RuleId::PlanDoc, text)].into())
        }),
        ("venue", MAX_VENUE_CHARS, true, |text| meeting_with(|of| of.venue = text)),
        ("item", MAX_AGENDA_ITEM_CHARS, true, |text| meeting_with(|of| of.agenda[0].item = text)),
        ("speaker", MAX_NAME_CHARS, true, |text| meeting_with(|of| of.agenda[0].speaker = text)),
        ("budget_source", MAX_WORD_CHARS, true, |text| meeting_with(|of| of.budget_source = text)),
        ("inspection_basis", MAX_REMARK_CHARS, false, |text| inspection_with(|of| of.basis = text)),
    ];
    for (field, limit, is_line, with) in texts {
        let save = |text: String| Action::Save { content: with(text) };
        let mut world = World::draft(with("字".repeat(limit)));
        let refusal = world.refuses(DRAFTER, save("字".repeat(limit + 1)));
        assert_eq!(refusal, Refusal::TooMuch { field: field.to_owned(), limit: limit as u64 });
        if is_line {
            assert_eq!(
                rules(&world.refuses(DRAFTER, save("一\n二".to_owned()))),
                ["REQUIRED-FIELDS"],
                "{field}"
            );
        } else {
            world.does(DRAFTER, save("一\n二".to_owned()));
        }
    }
}

fn annex(title: String, name: String) -> Annex {
    let file = FileRef { sha256: Digest::ZERO, name, size: 1 };
    Annex { title, text: None, file: Some(file), kind: AnnexKind::Ordinary }
}
