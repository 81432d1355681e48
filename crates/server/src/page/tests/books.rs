//! The pages of the books in both languages.

use std::collections::BTreeSet;

use baopi_engine::{Entry, GroupView, IncomingEvent, IncomingView, LineFault, Page, PlanView};
use baopi_messages::Language;
use baopi_workflow::book::{FieldFault, Wrong};
use baopi_workflow::chat_group::{ChatGroup, Platform, Reminder};
use baopi_workflow::content::Urgency;
use baopi_workflow::incoming::{
    Incoming, IncomingFields, IncomingNumber, IncomingReader, IncomingState, Instruction, StepName,
};
use baopi_workflow::plan::PlanItem;
use baopi_workflow::{
    ChatGroupId, Digest, IncomingId, Kind, PlanItemId, RequestId, SystemHappening, Timestamp,
};
use rstest::rstest;
use uuid::Uuid;

use super::super::books::chat_groups::ChatGroups;
use super::super::books::incoming::Register;
use super::super::books::incoming::new::NewPage;
use super::super::books::incoming::one::{OnePage, Tried};
use super::super::books::plans::Plans;
use super::super::books::{Book, BookPage, Filter};
use super::rendered;
use crate::present::form::book::LineView;
use crate::present::form::field::{FormFields, Names};
use crate::present::form::typed::Typed;
use crate::present::sample::{NOW, organisation, person, unit, visitor};
use crate::present::visitor::Visitor;

fn document() -> Incoming {
    let fields = IncomingFields {
        from_unit: "云澜市人民政府".to_owned(),
        their_number: "云政发〔2026〕3号".to_owned(),
        title: "关于秋粮收购的通知 <b>".to_owned(),
        doc_date: Some(NOW.date()),
        received_at: Timestamp(NOW.0 - 5 * 86_400_000),
        copies: 2,
        urgency: Urgency::ExtraUrgent,
        deadline: Some(NOW.date()),
    };
    let id = IncomingId(Uuid::from_u128(5));
    Incoming {
        state: IncomingState::Circulating,
        number: Some(IncomingNumber { year: 2026, sequence: 7 }),
        registered_at: Some(NOW),
        proposal: Some("拟请阅办。".to_owned()),
        instructions: vec![Instruction { by: person(3), at: NOW, text: "请办理。".to_owned() }],
        handler: Some(person(2)),
        readers: [(1, None), (2, Some(NOW))]
            .map(|(n, read_at)| IncomingReader { person: person(n), read_at })
            .into(),
        note: Some("已办。".to_owned()),
        ..Incoming::received(id, unit(1), fields, None)
    }
}

fn shown<B: Book>(visit: &Visitor, found: &Page<<B::Entry as Entry>::Shown>) -> BookPage {
    let mut asked = Typed::default();
    B::preset(&mut asked, NOW);
    BookPage::of::<B>(
        visit,
        &asked,
        found,
        &FormFields::new(visit.texts(), Typed::default(), Names::Book),
    )
}

#[test]
fn a_narrowed_list_without_entries_leads_back_to_all_of_them() {
    let visit = visitor(Language::Zh, 1);
    let none = Page { items: Vec::new(), next: None };
    let of = |name: &str, value: &str| {
        let mut asked = Typed::default();
        asked.put(name, value);
        Plans::preset(&mut asked, NOW);
        let form = FormFields::new(visit.texts(), Typed::default(), Names::Book);
        let page = BookPage::of::<Plans>(&visit, &asked, &none, &form);
        let again = page.filters.iter().fold(String::new(), Filter::add_to);
        (rendered(&page).contains(&visit.texts().t("book-none-match")), again)
    };
    assert_eq!(of("kind", "meeting"), (true, "year=2026&kind=meeting&".to_owned()));
    assert_eq!(of("year", "2025"), (false, "year=2025&".to_owned()), "a year is always asked for");
}

#[rstest]
fn the_register_of_incoming_documents_shows_each_and_leads_to_it(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let found = Page { items: vec![document()], next: None };
    let mut page = shown::<Register>(&visitor(language, 1), &found);
    assert!(page.import.path.is_none(), "a drafter keeps no register");
    let html = rendered(&page);
    assert!(html.contains("2026-0007") && html.contains("mark-urgent"));
    assert!(html.contains(&format!("/incoming/{}", document().id)) && !html.contains("<b>"));
    page.rows.clear();
    page.import.path = Some("/incoming/import".to_owned());
    page.import.lines =
        vec![LineView { line: 3, column: "title".to_owned(), what: "!".to_owned() }];
    let html = rendered(&page);
    assert!(html.contains(r#"action="/incoming/import""#) && html.contains(r#"name="table""#));
}

#[rstest]
fn the_page_of_a_document_has_a_form_for_every_step_that_is_offered(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let event = |step| IncomingEvent {
        seq: 1,
        at: NOW,
        actor: Some(person(2)),
        what: SystemHappening::IncomingMoved {
            document: document().id,
            unit: unit(1),
            step,
            state: IncomingState::Registered,
            number: None,
            note: None,
            people: vec![person(1)],
            entry: Digest::ZERO,
        },
    };
    let view = IncomingView {
        document: document(),
        text: Some("正文".to_owned()),
        steps: StepName::ALL.iter().copied().map(event).collect(),
        offers: StepName::ALL.to_vec(),
        organisation: organisation(),
    };
    let mut typed = Typed::default();
    typed.put("note", "请办理");
    let tried = Tried { step: "instruct".to_owned(), typed, wrong: Some("?!".to_owned()) };
    let html = rendered(&OnePage::new(&visitor(language, 2), view, &tried));
    for step in StepName::ALL {
        assert!(html.contains(&format!(r#"name="step" value="{}""#, step.key())), "{step:?}");
    }
    let names: BTreeSet<_> = ["note.propose", "note.instruct", "handler.assign"].into();
    assert!(names.iter().all(|name| html.contains(&format!(r#"name="{name}""#))));
    assert_eq!(html.matches("?!").count(), 1, "what is wrong stands beside its own field");
    assert!(html.contains("请办理</textarea>") && html.contains("mark-bad"), "it was late");
}

#[rstest]
fn the_form_for_a_document_keeps_what_was_typed(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let mut typed = Typed::default();
    typed.put("copies", "两份");
    typed.put("text", "正文");
    let visitor = visitor(language, 1);
    let mut form = FormFields::new(visitor.texts(), typed, Names::Book);
    let fault = FieldFault::new("title", Wrong::TooLong { most: 200 });
    form.error("title", baopi_messages::field_fault(language, &fault));
    let html = rendered(&NewPage::new(&visitor, &form, vec!["?!".to_owned()]));
    assert!(html.contains(r#"value="两份""#) && html.contains("正文</textarea>"));
    assert!(html.contains("200") && html.contains("?!"));
}

#[rstest]
fn the_plan_of_a_year_says_what_is_used(#[values(Language::Zh, Language::En)] language: Language) {
    let item = |n, used_by, may_open| PlanView {
        may_open,
        item: PlanItem {
            id: PlanItemId(Uuid::from_u128(n)),
            kind: Kind::Meeting,
            year: 2026,
            unit: unit(2),
            reference: format!("2026-{n}"),
            title: "农业农村工作会议".to_owned(),
            month: 3,
            comprehensive: true,
            approved_ref: "常委会".to_owned(),
            used_by,
        },
    };
    let used = RequestId(Uuid::from_u128(9));
    let hidden = RequestId(Uuid::from_u128(10));
    let found = Page {
        items: vec![item(1, Some(used), true), item(3, Some(hidden), false), item(2, None, false)],
        next: None,
    };
    let page = shown::<Plans>(&visitor(language, 1), &found);
    assert!(page.fields.is_empty(), "a drafter enters no plan");
    let html = rendered(&page);
    assert!(html.contains(&format!("/requests/{used}")) && html.contains("2026-2"));
    assert!(!html.contains(&hidden.to_string()), "nothing leads where nobody may go");
    assert!(!html.contains(r#"value="remove""#));
}

#[rstest]
fn a_group_has_its_reminders_and_its_two_buttons(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let group = ChatGroup {
        id: ChatGroupId(Uuid::from_u128(4)),
        platform: Platform::Qq,
        name: "秋粮群".to_owned(),
        owner: "沈佳".to_owned(),
        unit: unit(2),
        topic: "秋粮".to_owned(),
        purpose: "联络".to_owned(),
        ends_on: None,
        last_active_on: NOW.date(),
        members: 3,
        dissolved_on: None,
    };
    let reminders = vec![Reminder::Expired, Reminder::Idle, Reminder::Double];
    let gone = ChatGroup { dissolved_on: Some(NOW.date()), ..group.clone() };
    let items =
        vec![GroupView { group, reminders }, GroupView { group: gone, reminders: Vec::new() }];
    let found = Page { items, next: None };
    let page = shown::<ChatGroups>(&visitor(language, 1), &found);
    assert!(!page.fields.is_empty(), "it registers groups");
    assert!(
        page.filters.iter().all(|filter| filter.name != "unit"),
        "its own unit's, and no other's"
    );
    let html = rendered(&page);
    assert_eq!(html.matches("mark-bad").count(), 3);
    assert_eq!(html.matches(r#"value="dissolve""#).count(), 1, "what is dissolved stays so");
    assert!(html.contains(r#"name="topic""#));
}

#[test]
fn a_line_of_a_file_is_named_in_the_readers_language() {
    let fault = FieldFault::new("month", Wrong::OutOfRange { least: 1, most: 12 });
    let said = Language::ALL.map(|language| baopi_messages::field_fault(language, &fault));
    assert!(said.iter().all(|said| said.contains("12")));
    let line = serde_json::to_value(LineFault { line: 3, fault }).unwrap();
    assert_eq!((&line["line"], &line["wrong"]), (&3.into(), &"out_of_range".into()));
}
