//! The page of one incoming document: what it is, what happened to it, and what the reader may do.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::{IncomingEvent, IncomingView};
use baopi_messages::{book_field, incoming_step};
use baopi_workflow::incoming::{
    Incoming, IncomingReader, IncomingStep, StepName, same_day::register_by,
};
use baopi_workflow::{IncomingId, Person, SystemHappening};
use serde::Deserialize;

use super::tone;
use crate::door::Id;
use crate::door::address::{self, INCOMING};
use crate::present::fault::PageError;
use crate::present::form::book::{FormErrors, ImportView};
use crate::present::form::choice::{Choice, Group};
use crate::present::form::field::{Control, Field, FormFields, Names};
use crate::present::form::key::key;
use crate::present::form::key::nonce;
use crate::present::form::typed::Typed;
use crate::present::form::wish;
use crate::present::form::written::word;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::note::Note;
use crate::present::note::good;
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;
use crate::transport::headers;

/// One step that the reader may take.
#[derive(Debug, Clone)]
pub(crate) struct ActView {
    pub(crate) step: &'static str,
    pub(crate) label: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) is_first: bool,
}

/// One step that was taken.
#[derive(Debug, Clone)]
pub(crate) struct StepView {
    pub(crate) what: String,
    pub(crate) who: String,
    pub(crate) at: String,
    pub(crate) note: String,
}

#[derive(Template)]
#[template(path = "books/incoming_one.html")]
pub(crate) struct OnePage {
    pub(crate) frame: Frame,
    pub(crate) path: String,
    pub(crate) version: u32,
    pub(crate) title: String,
    pub(crate) number: String,
    pub(crate) state: String,
    pub(crate) tone: &'static str,
    pub(crate) late: Option<String>,
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) text: Option<String>,
    pub(crate) characters: Option<String>,
    pub(crate) file: Option<String>,
    pub(crate) acts: Vec<ActView>,
    pub(crate) steps: Vec<StepView>,
    pub(crate) nonce: String,
    pub(crate) note: Option<Note>,
}

/// What was typed into the form of one step.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tried {
    pub(crate) step: String,
    pub(crate) typed: Typed,
    /// What is said beside its field.
    pub(crate) wrong: Option<String>,
}

impl OnePage {
    /// The page; `tried` is what was typed before.
    pub(crate) fn new(visit: &Visitor, view: IncomingView, tried: &Tried) -> Self {
        let texts = visit.texts();
        let IncomingView { document, text, steps, offers, .. } = view;
        let late = document.is_late().unwrap_or(false).then(|| {
            let due = register_by(document.fields.received_at);
            let due = baopi_messages::date(visit.language, due);
            let args = baopi_messages::Args::new().with("date", due);
            texts.with("incoming-late", &args)
        });
        let offered = offers.into_iter().enumerate();
        let path = format!("{INCOMING}/{}", document.id);
        Self {
            frame: visit.frame(NavEntry::Incoming, path.clone()),
            path,
            version: document.version,
            title: document.fields.title.clone(),
            number: document
                .number
                .map_or_else(|| texts.t("incoming-number-none"), |number| number.to_string()),
            state: baopi_messages::incoming_state(visit.language, document.state),
            tone: tone(document.state),
            late,
            facts: facts(visit, &document),
            text,
            characters: document
                .text
                .as_ref()
                .map(|text| texts.n("incoming-characters", text.characters)),
            file: document.text.and_then(|text| text.file).map(|file| file.name),
            acts: offered.map(|(place, step)| act(visit, (place, step), tried)).collect(),
            steps: steps.iter().map(|step| step_view(visit, step)).collect(),
            nonce: nonce(),
            note: None,
        }
    }
}

fn facts(visit: &Visitor, document: &Incoming) -> Vec<(String, String)> {
    let texts = visit.texts();
    let Incoming { fields, registered_at, proposal, instructions, handler, readers, note, .. } =
        document;
    let date = |date: Option<chrono::NaiveDate>| date.map(|date| date.to_string());
    let instructions: Vec<String> = instructions
        .iter()
        .map(|instruction| format!("{} · {}", visit.name(instruction.by), instruction.text))
        .collect();
    let readers: Vec<String> = readers.iter().map(|reader| read_by(visit, reader)).collect();
    let facts = [
        ("from_unit", Some(fields.from_unit.clone())),
        ("their_number", Some(fields.their_number.clone())),
        ("doc_date", date(fields.doc_date)),
        ("received_at", Some(texts.at(fields.received_at))),
        ("registered_at", registered_at.map(|at| texts.at(at))),
        ("copies", Some(fields.copies.to_string())),
        ("urgency", Some(texts.word("urgency", &word(&fields.urgency)))),
        ("deadline", date(fields.deadline)),
        ("proposal", proposal.clone()),
        ("instruction", Some(instructions.join("\n"))),
        ("handler", handler.map(|handler| visit.name(handler))),
        ("readers", Some(readers.join("\n"))),
        ("note", note.clone()),
    ];
    let said = facts.into_iter().filter_map(|(field, value)| {
        value.filter(|value| !value.is_empty()).map(|value| (field, value))
    });
    said.map(|(field, value)| (book_field(visit.language, field), value)).collect()
}

fn read_by(visit: &Visitor, reader: &IncomingReader) -> String {
    let texts = visit.texts();
    let state = match reader.read_at {
        Some(at) => texts.s("incoming-read-at", &texts.at(at)),
        None => texts.t("incoming-unread"),
    };
    format!("{} · {state}", visit.name(reader.person))
}

fn step_view(visit: &Visitor, event: &IncomingEvent) -> StepView {
    let mut note = String::new();
    let mut what = baopi_messages::system_happening(visit.language, &event.what);
    if let SystemHappening::IncomingMoved { step, note: written, people, .. } = &event.what {
        what = incoming_step(visit.language, *step);
        let people: Vec<String> = people.iter().map(|person| visit.name(*person)).collect();
        note = written.clone().unwrap_or_else(|| people.join(" "));
    }
    let who = event.actor.map(|actor| visit.name(actor)).unwrap_or_default();
    StepView { what, who, at: visit.texts().at(event.at), note }
}

fn act(visit: &Visitor, (place, step): (usize, StepName), tried: &Tried) -> ActView {
    let mine = tried.step == step.key();
    let typed = if mine { tried.typed.clone() } else { Typed::default() };
    let form = FormFields::new(visit.texts(), typed, Names::Book);
    let mut form = form.beginning(format!("f-{}", step.key()));
    let field = match step {
        StepName::SendBack | StepName::Propose | StepName::Instruct | StepName::Finish => {
            Some(("note", Control::Area(3)))
        }
        StepName::Assign => Some(("handler", Control::one_of(people(visit)))),
        StepName::Circulate => Some(("readers", Control::Ticks(groups(visit)))),
        StepName::Receive | StepName::Register | StepName::Read | StepName::Archive => None,
    };
    if let Some(wrong) = tried.wrong.clone().filter(|_| mine)
        && let Some((name, _)) = &field
    {
        form.error(name, wrong);
    }
    let fields = field.map(|(name, control)| {
        let mut field = form.field(name, control).wide().needed();
        if name == "note" {
            field.label = baopi_messages::book_field(visit.language, "opinion");
        }
        // Several steps may ask for one on one page; each has a field of its own.
        field.name = format!("{name}.{}", step.key());
        field
    });
    ActView {
        step: step.key(),
        label: incoming_step(visit.language, step),
        fields: fields.into_iter().collect(),
        is_first: place == 0,
    }
}

fn people(visit: &Visitor) -> Vec<Choice> {
    let organisation = &visit.viewer.organisation;
    let label =
        |person: &Person| format!("{} · {}", person.name, organisation.unit_name(person.unit));
    let able = organisation.people().filter(|person| organisation.may_decide(person.id));
    let mut choices: Vec<Choice> =
        able.map(|person| Choice { value: person.id.to_string(), label: label(person) }).collect();
    choices.sort_by(|a, b| a.label.cmp(&b.label));
    choices
}

/// People by their units.
fn groups(visit: &Visitor) -> Vec<Group> {
    let organisation = &visit.viewer.organisation;
    let of_unit = |unit: &baopi_workflow::Unit| {
        let able = organisation
            .people()
            .filter(|person| person.unit == unit.id && organisation.may_decide(person.id));
        let choices: Vec<Choice> = able
            .map(|person| Choice { value: person.id.to_string(), label: person.name.clone() })
            .collect();
        (!choices.is_empty()).then(|| Group { label: unit.short_name.clone(), choices })
    };
    organisation.units().filter_map(of_unit).collect()
}

/// What was done just before.
#[derive(Deserialize)]
pub(crate) struct Opened {
    done: Option<String>,
}

/// `GET /incoming/{id}`
pub(crate) async fn show(
    visit: Visit,
    Id(id): Id<IncomingId>,
    Query(Opened { done }): Query<Opened>,
) -> Result<Response, PageError> {
    let key = match done.as_deref() {
        Some("received") => Some("incoming-was-received"),
        Some("taken") => Some("incoming-was-taken"),
        Some(_) | None => None,
    };
    let note = key.map(|key| good(visit.texts().t(key)));
    show_again(&visit, StatusCode::OK, id, &Tried::default(), note).await
}

/// `GET /incoming/{id}/file`
pub(crate) async fn file(visit: Visit, Id(id): Id<IncomingId>) -> Result<Response, PageError> {
    let (file, bytes) = visit.engine.incoming_file(visit.person(), id).await?;
    Ok(headers::attachment(&file, bytes))
}

/// `POST /incoming/{id}/steps`
pub(crate) async fn step(
    visit: Visit,
    Id(id): Id<IncomingId>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let name = StepName::of_key(typed.one("step"));
    let seen = typed.one("version").parse().ok();
    let (name, seen) = name.zip(seen).ok_or(PageError::BadInput)?;
    let own = shown(&typed, name);
    let step = wish::read::<IncomingStep>(name.key(), &own);
    let tried = Tried { step: name.key().to_owned(), typed: own, wrong: None };
    let Ok(step) = step else {
        let trouble = FormErrors::unread(&visit);
        let tried = Tried { wrong: Some(visit.texts().t("page-fault-missing")), ..tried };
        return show_again(&visit, trouble.status, id, &tried, Some(trouble.note)).await;
    };
    let key = key(&typed, INCOMING, &format!("{}-{id}", name.key()));
    match visit.engine.step_incoming(visit.person(), (id, seen), step, key).await {
        Ok(_) => Ok(Redirect::to(&format!("{INCOMING}/{id}?done=taken")).into_response()),
        Err(error) => {
            let trouble = FormErrors::of(&visit, error)?;
            let status = trouble.status;
            let note = trouble.say(&visit, None, &mut ImportView::default());
            show_again(&visit, status, id, &tried, Some(note)).await
        }
    }
}

/// What was typed, under the names of the fields without their steps.
fn shown(typed: &Typed, step: StepName) -> Typed {
    let mut shown = Typed::default();
    for name in ["note", "handler", "readers"] {
        for value in typed.all(&format!("{name}.{}", step.key())) {
            shown.add(name, value.clone());
        }
    }
    shown
}

async fn show_again(
    visit: &Visit,
    status: StatusCode,
    id: IncomingId,
    tried: &Tried,
    note: Option<Note>,
) -> Result<Response, PageError> {
    let view = visit.engine.incoming_view(visit.person(), id).await?;
    Ok(page(status, &OnePage { note, ..OnePage::new(visit, view, tried) }))
}
