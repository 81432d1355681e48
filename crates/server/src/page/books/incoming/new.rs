//! The form with which the registrar receives a document, its file or text included.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::{FileError, NewIncoming, ReceivedFile};
use baopi_workflow::Timestamp;
use baopi_workflow::content::Urgency;
use baopi_workflow::incoming::{Incoming, IncomingFields, register_of};

use crate::door::address::{self, INCOMING};
use crate::door::wish::IncomingWish;
use crate::present::fault::PageError;
use crate::present::form::book::{FormErrors, ImportView};
use crate::present::form::choice::Choice;
use crate::present::form::field::{Control, Field, FormFields, Names};
use crate::present::form::key::key;
use crate::present::form::key::nonce;
use crate::present::form::posted::{Posted, Upload};
use crate::present::form::typed::Typed;
use crate::present::form::wish;
use crate::present::form::written::{date_and_time, word};
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::note::Note;
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

#[derive(Template)]
#[template(path = "books/incoming_new.html")]
pub(crate) struct NewPage {
    pub(crate) frame: Frame,
    pub(crate) fields: Vec<Field>,
    pub(crate) text: Field,
    pub(crate) file_errors: Vec<String>,
    pub(crate) nonce: String,
    pub(crate) note: Option<Note>,
}

impl NewPage {
    /// The form with what was typed into it.
    pub(crate) fn new(visit: &Visitor, form: &FormFields, file_errors: Vec<String>) -> Self {
        let texts = visit.texts();
        let urgencies = Urgency::ALL.iter().map(|urgency| Choice {
            value: word(urgency),
            label: texts.word("urgency", &word(urgency)),
        });
        let received = |kind: &'static str, label: &str| {
            let label = baopi_messages::book_field(texts.0, label);
            form.line(&format!("received_at.{kind}"), kind).labelled(label).needed()
        };
        let fields = vec![
            form.line("title", "text").needed().wide(),
            form.line("from_unit", "text").needed(),
            form.line("their_number", "text"),
            received("date", "received_date"),
            received("time", "received_time"),
            form.line("doc_date", "date"),
            form.line("copies", "number"),
            form.select("urgency", urgencies.collect()),
            form.line("deadline", "date"),
        ];
        let text = form.field("text", Control::Paper).wide().hint(texts.t("incoming-text-hint"));
        let frame = visit.frame(NavEntry::Incoming, address::NEW_INCOMING);
        Self { frame, fields, text, file_errors, nonce: nonce(), note: None }
    }
}

/// `GET /incoming/new`
pub(crate) async fn show(visit: Visit) -> Result<Response, PageError> {
    register_of(visit.person(), &visit.viewer.organisation).ok_or(PageError::NotFound)?;
    let form = FormFields::new(visit.texts(), blank(visit.engine.now()), Names::Book);
    Ok(page(StatusCode::OK, &NewPage::new(&visit, &form, Vec::new())))
}

/// It came just now, in one copy.
fn blank(now: Timestamp) -> Typed {
    let mut typed = Typed::default();
    let (date, time) = date_and_time(now);
    typed.put("received_at.date", date);
    typed.put("received_at.time", time);
    typed.put("copies", "1");
    typed.put("urgency", word(&Urgency::Normal));
    typed
}

/// `POST /incoming/new`
pub(crate) async fn post(visit: Visit, mut posted: Posted) -> Result<Response, PageError> {
    let typed = posted.typed;
    let received = match posted.uploads.pop() {
        Some(upload) => {
            let Upload { name, bytes, .. } = upload;
            match visit.engine.receive_file(visit.person(), &name, bytes, None).await {
                Err(FileError::Refused(why)) => {
                    return Ok(unread(&visit, typed, visit.unread_file(&name, &why)));
                }
                received => Some(received?),
            }
        }
        None => None,
    };
    let new = match wish::read::<IncomingFields>("", &typed) {
        Ok(fields) => NewIncoming::from(asked(fields, &typed, received)),
        Err(faults) => {
            let mut form = FormFields::new(visit.texts(), typed, Names::Book);
            form.blame(&faults);
            return Ok(show_again(&visit, form, FormErrors::unread(&visit)));
        }
    };
    let key = key(&typed, INCOMING, "receive");
    match visit.engine.add_entry::<Incoming>(visit.person(), new, key).await {
        Ok(done) => {
            let path = format!("{INCOMING}/{}?done=received", done.done.id);
            Ok(Redirect::to(&path).into_response())
        }
        Err(error) => {
            let trouble = FormErrors::of(&visit, error)?;
            Ok(show_again(&visit, FormFields::new(visit.texts(), typed, Names::Book), trouble))
        }
    }
}

/// What is typed goes before what was read in the file.
fn asked(fields: IncomingFields, typed: &Typed, received: Option<ReceivedFile>) -> IncomingWish {
    let (read, file) = received.map(|received| (received.text, received.file)).unzip();
    let text = (!typed.is_blank("text")).then(|| typed.text("text")).or(read);
    IncomingWish { fields, text, file, register: typed.one("do") != "receive" }
}

fn show_again(visit: &Visit, mut form: FormFields, trouble: FormErrors) -> Response {
    let (status, mut trouble) = (trouble.status, trouble);
    for fault in &mut trouble.fields {
        if fault.field == "received_at" {
            "received_at.date".clone_into(&mut fault.field);
        }
    }
    let note = Some(trouble.say(visit, Some(&mut form), &mut ImportView::default()));
    page(status, &NewPage { note, ..NewPage::new(visit, &form, Vec::new()) })
}

fn unread(visit: &Visit, typed: Typed, error: String) -> Response {
    let form = FormFields::new(visit.texts(), typed, Names::Book);
    let note = Some(FormErrors::unread(visit).note);
    let shown = NewPage { note, ..NewPage::new(visit, &form, vec![error]) };
    page(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}
