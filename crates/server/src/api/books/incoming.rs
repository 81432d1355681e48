//! Incoming documents (收文): received, registered, proposed, instructed, handled, archived.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::{IncomingEvent, IncomingView, IncomingWanted};
use baopi_workflow::incoming::{Incoming, IncomingState, IncomingStep, StepName};
use baopi_workflow::{IncomingId, Organisation, SystemHappening, Version};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    FormatQuery, ImportedAnswer, SentFile, TableUpload, Told, added, exported, imported, listed,
};
use crate::api::command::{repeated, tagged};
use crate::api::list::{Answered, PageQuery, Paged};
use crate::api::names::{PersonName, UnitName, word};
use crate::api::problems::{Acting, Idempotent, Reading, Writing};
use crate::door::Id;
use crate::door::body::Sent;
use crate::door::condition::Seen;
use crate::door::problem::Problem;
use crate::door::query::{Listed, StrictQuery};
use crate::door::session::Bearer;
use crate::door::state::AppState;
use crate::door::wish::IncomingWish;

/// An incoming document in a list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Incoming)]
pub(crate) struct IncomingAnswer {
    /// The identifier, as addresses of the API name the document.
    id: Uuid,
    /// The office in whose register it stands.
    unit: UnitName,
    /// 收文号; absent before it is registered.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "2026-0007")]
    number: Option<String>,
    /// 来文单位
    from_unit: String,
    /// 来文字号
    their_number: String,
    /// 标题
    title: String,
    /// 成文日期
    #[serde(skip_serializing_if = "Option::is_none")]
    doc_date: Option<String>,
    /// When it was received.
    received_at: String,
    /// When it got its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    registered_at: Option<String>,
    /// Whether that was too late (INCOMING-SAME-DAY).
    #[serde(skip_serializing_if = "Option::is_none")]
    late: Option<bool>,
    /// 份数
    copies: u32,
    /// `extra_urgent`, `urgent` or `normal`.
    urgency: String,
    /// 办理时限
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<String>,
    /// Where it stands.
    #[schema(example = "registered")]
    state: &'static str,
    /// How many steps were taken.
    version: u32,
}

impl Told for Incoming {
    type Answer = IncomingAnswer;

    fn told(document: &Self, organisation: &Organisation) -> IncomingAnswer {
        let fields = &document.fields;
        IncomingAnswer {
            id: document.id.0,
            unit: UnitName::of(document.unit, organisation),
            number: document.number.map(|number| number.to_string()),
            from_unit: fields.from_unit.clone(),
            their_number: fields.their_number.clone(),
            title: fields.title.clone(),
            doc_date: fields.doc_date.map(|date| date.to_string()),
            received_at: fields.received_at.to_string(),
            registered_at: document.registered_at.map(|at| at.to_string()),
            late: document.is_late(),
            copies: fields.copies,
            urgency: word(&fields.urgency),
            deadline: fields.deadline.map(|date| date.to_string()),
            state: document.state.key(),
            version: document.version,
        }
    }
}

/// What a leader wrote.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncomingInstruction)]
struct InstructionAnswer {
    by: PersonName,
    at: String,
    text: String,
}

/// Somebody among whom it is circulated.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncomingReader)]
struct ReaderAnswer {
    person: PersonName,
    /// When they read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    read_at: Option<String>,
}

/// One step of a document, as the record has it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncomingStepTaken)]
struct StepAnswer {
    /// Its place in the system's chain.
    seq: u64,
    /// When the step was taken.
    at: String,
    /// Who took the step.
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<PersonName>,
    /// Which step.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<&'static str>,
    /// What was written with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// SHA-256 of the entry from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
}

impl StepAnswer {
    fn of(event: IncomingEvent, organisation: &Organisation) -> Self {
        let actor = event.actor.map(|actor| PersonName::of(actor, organisation));
        let (seq, at) = (event.seq, event.at.to_string());
        if let SystemHappening::IncomingMoved { step, note, entry, .. } = event.what {
            let (step, entry) = (Some(step.key()), Some(entry.to_string()));
            return Self { seq, at, actor, step, note, entry };
        }
        Self { seq, at, actor, step: None, note: None, entry: None }
    }
}

/// An incoming document with everything about it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IncomingDetail)]
pub(crate) struct DetailAnswer {
    #[serde(flatten)]
    document: IncomingAnswer,
    /// Its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// 拟办意见
    #[serde(skip_serializing_if = "Option::is_none")]
    proposal: Option<String>,
    /// 批示
    instructions: Vec<InstructionAnswer>,
    /// 承办人
    #[serde(skip_serializing_if = "Option::is_none")]
    handler: Option<PersonName>,
    /// 传阅
    readers: Vec<ReaderAnswer>,
    /// 注办, or why it was sent back.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    /// What happened, the oldest step first.
    steps: Vec<StepAnswer>,
    /// What you may do now.
    offers: Vec<&'static str>,
}

impl From<IncomingView> for DetailAnswer {
    fn from(view: IncomingView) -> Self {
        let IncomingView { document, text, steps, offers, organisation } = view;
        let name = |person| PersonName::of(person, &organisation);
        Self {
            text,
            instructions: document
                .instructions
                .iter()
                .map(|one| InstructionAnswer {
                    by: name(one.by),
                    at: one.at.to_string(),
                    text: one.text.clone(),
                })
                .collect(),
            handler: document.handler.map(name),
            readers: document
                .readers
                .iter()
                .map(|reader| ReaderAnswer {
                    person: name(reader.person),
                    read_at: reader.read_at.map(|at| at.to_string()),
                })
                .collect(),
            proposal: document.proposal.clone(),
            note: document.note.clone(),
            steps: steps.into_iter().map(|step| StepAnswer::of(step, &organisation)).collect(),
            offers: offers.into_iter().map(StepName::key).collect(),
            document: Incoming::told(&document, &organisation),
        }
    }
}

/// Which documents.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct IncomingQuery {
    /// Only those that you handle or read.
    #[serde(default)]
    mine: bool,
    /// Only those that stand so.
    #[param(value_type = Option<String>, example = "registered")]
    state: Option<IncomingState>,
}

/// List the incoming documents
///
/// Those received last first: an office and its leaders see their register, others what they handle or read.
#[utoipa::path(
    get,
    path = "/incoming",
    operation_id = "list_incoming",
    tag = "books",
    params(PageQuery, IncomingQuery),
    responses((status = 200, description = "Documents", body = Paged<IncomingAnswer>), Reading)
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Listed(query, page): Listed<IncomingQuery>,
) -> Result<Answered<IncomingAnswer>, Problem> {
    let IncomingQuery { mine, state: stands } = query;
    let wanted = IncomingWanted { mine, state: stands };
    listed::<Incoming>(&state, &viewer, wanted, &page).await
}

/// Receive a document
///
/// By a registrar. Refused fields have the code `fields_refused`; other refusals `book_refused`, and in `reason` one of
/// their own.
#[utoipa::path(
    post,
    path = "/incoming",
    operation_id = "receive_incoming",
    tag = "books",
    params(Idempotent),
    request_body = IncomingWish,
    responses(
        (status = 201, description = "Received", body = IncomingAnswer,
            headers(("ETag" = String))),
        Writing
    )
)]
pub(crate) async fn receive(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Sent { body, key }: Sent<IncomingWish>,
) -> Result<Response, Problem> {
    let done = added::<Incoming>(&state, &viewer, body.into(), key).await?;
    let answer = moved(StatusCode::CREATED, &done.done, &viewer.organisation);
    Ok(repeated(answer, done.replayed))
}

/// Show an incoming document
#[utoipa::path(
    get,
    path = "/incoming/{id}",
    operation_id = "show_incoming",
    tag = "books",
    params(("id" = Uuid, Path, description = "The document")),
    responses(
        (status = 200, description = "The document", body = DetailAnswer, headers(("ETag" = String))),
        Reading
    )
)]
pub(crate) async fn show(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(id): Id<IncomingId>,
) -> Result<Response, Problem> {
    let view = state.engine.incoming_view(viewer.person, id).await;
    let view = view.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let version = Version(view.document.version.into());
    Ok(tagged(StatusCode::OK, version, DetailAnswer::from(view)))
}

/// Take a step of an incoming document
#[utoipa::path(
    post,
    path = "/incoming/{id}/steps",
    operation_id = "step_incoming",
    tag = "books",
    params(
        ("id" = Uuid, Path, description = "The document"),
        ("If-Match" = String, Header, description = "The version that you have before you, such as `\"v3\"`"),
        Idempotent
    ),
    request_body(content = IncomingStep, example = json!({"step": "propose", "note": "拟请农业农村局阅办。"})),
    responses(
        (status = 200, description = "Taken", body = IncomingAnswer,
            headers(("ETag" = String))),
        Acting,
        Writing
    )
)]
pub(crate) async fn step(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(id): Id<IncomingId>,
    Seen(seen): Seen,
    Sent { body: step, key }: Sent<IncomingStep>,
) -> Result<Response, Problem> {
    // A version that no document can have is one that it does not have any more.
    let seen = u32::try_from(seen.0).unwrap_or(u32::MAX);
    let done = state.engine.step_incoming(viewer.person, (id, seen), step, key).await;
    let done = done.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(repeated(moved(StatusCode::OK, &done.done, &viewer.organisation), done.replayed))
}

/// Export the incoming documents
#[utoipa::path(
    get,
    path = "/incoming/table",
    operation_id = "export_incoming",
    tag = "books",
    params(FormatQuery),
    responses((status = 200, description = "A table", content_type = "text/csv"), Reading)
)]
pub(crate) async fn table(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    StrictQuery(FormatQuery { format }): StrictQuery<FormatQuery>,
) -> Result<Response, Problem> {
    let wanted = IncomingWanted::default();
    exported::<Incoming>(&state, &viewer, wanted, (format, "incoming")).await
}

/// Import incoming documents
///
/// Each is received and registered now. At most 500 at once.
#[utoipa::path(
    post,
    path = "/incoming/imports",
    operation_id = "import_incoming",
    tag = "books",
    params(Idempotent),
    request_body(content = TableUpload, content_type = "multipart/form-data"),
    responses((status = 201, description = "Imported", body = ImportedAnswer), Writing)
)]
pub(crate) async fn import(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    sent: SentFile,
) -> Result<Response, Problem> {
    imported::<Incoming>(&state, &viewer, sent).await
}

fn moved(status: StatusCode, document: &Incoming, organisation: &Organisation) -> Response {
    tagged(status, Version(document.version.into()), Incoming::told(document, organisation))
}
