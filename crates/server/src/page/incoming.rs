//! 收文: the register of incoming documents, a form for a new one, and the page of each.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::{BookError, Imported, IncomingWanted, incoming};
use baopi_messages::Args;
use baopi_workflow::incoming::{Incoming, IncomingState, register_of};
use serde::Deserialize;

use super::book::{ImportView, Trouble, Wanted, download, good, uploaded};
use super::desk::UrgencyView;
use super::draft::{Note, key};
use super::fault::PageError;
use super::form::choice::Choice;
use super::form::posted::Posted;
use super::frame::{Frame, Place, page};
use super::nonce;
use super::visit::{Visit, Visitor};
use crate::sheet;

pub(super) mod new;
pub(super) mod one;

/// Where the register is.
pub(crate) const PATH: &str = "/incoming";
/// So many documents stand on one page.
const ROWS: u32 = 50;

/// One document in the list.
#[derive(Debug, Clone)]
pub(crate) struct RowView {
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) from_unit: String,
    pub(crate) received_at: String,
    pub(crate) deadline: String,
    pub(crate) state: String,
    pub(crate) tone: &'static str,
    pub(crate) urgency: Option<UrgencyView>,
}

/// What the list is narrowed to, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Narrowing {
    #[serde(default)]
    pub(crate) state: String,
    pub(crate) mine: Option<String>,
    after: Option<String>,
    done: Option<String>,
    n: Option<u32>,
    #[serde(default)]
    format: Wanted,
}

impl Narrowing {
    pub(crate) fn is_empty(&self) -> bool {
        self.state.is_empty() && self.mine.is_none()
    }

    /// What is asked for, unless a state that does not exist is.
    fn wanted(&self) -> Option<IncomingWanted> {
        let known = IncomingState::of_key(&self.state);
        if known.is_none() && !self.state.is_empty() {
            return None;
        }
        Some(IncomingWanted { mine: self.mine.is_some(), state: known })
    }

    /// The same in an address, to which more can be added.
    fn query(&self, path: &str) -> String {
        let mine = if self.mine.is_some() { "mine=yes&" } else { "" };
        let state =
            if self.state.is_empty() { String::new() } else { format!("state={}&", self.state) };
        format!("{path}?{state}{mine}")
    }
}

/// The list.
#[derive(Template)]
#[template(path = "incoming.html")]
pub(crate) struct IncomingPage {
    pub(crate) frame: Frame,
    pub(crate) narrowing: Narrowing,
    pub(crate) states: Vec<Choice>,
    pub(crate) rows: Vec<RowView>,
    pub(crate) next: Option<String>,
    pub(crate) export: String,
    pub(crate) punctuality: Option<String>,
    /// Whether the reader enters documents.
    pub(crate) keeps: bool,
    pub(crate) import: ImportView,
    pub(crate) nonce: String,
    pub(crate) note: Option<Note>,
}

/// The colour of a state.
pub(super) const fn tone(state: IncomingState) -> &'static str {
    match state {
        IncomingState::Received => "soon",
        IncomingState::Registered
        | IncomingState::Proposed
        | IncomingState::Instructed
        | IncomingState::Handling
        | IncomingState::Circulating => "wait",
        IncomingState::Done | IncomingState::Archived => "done",
        IncomingState::SentBack => "bad",
    }
}

impl IncomingPage {
    /// The list of these documents.
    pub(crate) fn new(visit: &Visitor, narrowing: Narrowing, documents: &[Incoming]) -> Self {
        let keeps = register_of(visit.person(), &visit.viewer.organisation).is_some();
        let import = keeps.then_some("/incoming/import");
        let state = |state: IncomingState| Choice {
            value: state.key().to_owned(),
            label: baopi_messages::incoming_state(visit.language, state),
        };
        Self {
            frame: visit.frame(Place::Incoming, PATH),
            states: IncomingState::ALL.iter().copied().map(state).collect(),
            rows: documents.iter().map(|document| row(visit, document)).collect(),
            next: None,
            export: narrowing.query("/incoming/table"),
            punctuality: None,
            keeps,
            import: ImportView::new(visit, import, &incoming::IMPORT_COLUMNS),
            nonce: nonce(),
            note: None,
            narrowing,
        }
    }
}

fn row(visit: &Visitor, document: &Incoming) -> RowView {
    let Incoming { id, fields, number, state, .. } = document;
    RowView {
        number: number
            .map_or_else(|| visit.texts().t("incoming-number-none"), |number| number.to_string()),
        title: fields.title.clone(),
        href: format!("{PATH}/{id}"),
        from_unit: fields.from_unit.clone(),
        received_at: visit.texts().at(fields.received_at),
        deadline: fields.deadline.map(|date| date.to_string()).unwrap_or_default(),
        state: baopi_messages::incoming_state(visit.language, *state),
        tone: tone(*state),
        urgency: UrgencyView::new(visit.texts(), fields.urgency),
    }
}

/// `GET /incoming`
pub(crate) async fn show(
    visit: Visit,
    Query(narrowing): Query<Narrowing>,
) -> Result<Response, PageError> {
    let note = (narrowing.done.as_deref() == Some("imported"))
        .then(|| good(visit.texts().n("book-was-imported", narrowing.n.unwrap_or(0))));
    again(&visit, StatusCode::OK, narrowing, |page| page.note = note).await
}

/// `GET /incoming/table`
pub(crate) async fn table(
    visit: Visit,
    Query(narrowing): Query<Narrowing>,
) -> Result<Response, PageError> {
    let wanted = narrowing.wanted().ok_or(PageError::BadInput)?;
    let table = visit.engine.export_incoming(visit.person(), wanted).await?;
    let table = sheet::worded(table, visit.language);
    Ok(download(&table, narrowing.format.into(), &visit.texts().t("incoming-head"))?)
}

/// `POST /incoming/import`
pub(crate) async fn import(visit: Visit, posted: Posted) -> Result<Response, PageError> {
    match taken_over(&visit, posted).await {
        Ok(imported) => {
            Ok(Redirect::to(&format!("{PATH}?done=imported&n={}", imported.entries))
                .into_response())
        }
        Err(error) => {
            let trouble = Trouble::of(&visit, error)?;
            let status = trouble.status;
            let say = |page: &mut IncomingPage| {
                page.note = Some(trouble.say(&visit, None, &mut page.import));
            };
            again(&visit, status, Narrowing::default(), say).await
        }
    }
}

async fn taken_over(visit: &Visit, mut posted: Posted) -> Result<Imported, BookError> {
    let table = uploaded(visit, &mut posted, &incoming::EXPORT_COLUMNS).await?;
    let key = key(&posted.typed, PATH, "import");
    Ok(visit.engine.import_incoming(visit.person(), &table, key).await?.done)
}

async fn again(
    visit: &Visit,
    status: StatusCode,
    narrowing: Narrowing,
    say: impl FnOnce(&mut IncomingPage),
) -> Result<Response, PageError> {
    let wanted = narrowing.wanted().ok_or(PageError::BadInput)?;
    let after = narrowing.after.clone().map(Into::into);
    let found = visit.engine.incoming(visit.person(), wanted, after, ROWS).await?;
    let punctuality = visit.engine.incoming_punctuality(visit.person()).await?;
    let next = found.next.map(|cursor| format!("{}after={cursor}", narrowing.query(PATH)));
    let mut shown = IncomingPage::new(visit, narrowing, &found.items);
    shown.next = next;
    shown.punctuality = punctuality.filter(|(all, _)| *all > 0).map(|(all, late)| {
        let figures = Args::new().with("registered", all).with("late", late);
        visit.texts().with("incoming-punctuality", &figures)
    });
    say(&mut shown);
    Ok(page(status, &shown))
}
