//! Writing: a new document, meeting or inspection, a draft, and the office's correction of a text.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use baopi_engine::{CommandKey, PerformError, Performed};
use baopi_workflow::content::MAX_PARTS;
use baopi_workflow::{Action, ActionName, Content, Kind, RequestId, Timestamp, Version};
use serde::Deserialize;

use self::sheet::Sheet;
use crate::door::Id;
use crate::door::address;
use crate::present::fault::PageError;
use crate::present::findings::Checks;
use crate::present::form;
use crate::present::form::CORRECTING;
use crate::present::form::blank::blank;
use crate::present::form::field::Fields;
use crate::present::form::key::key;
use crate::present::form::posted::Posted;
use crate::present::form::typed::Typed;
use crate::present::frame::{Frame, NavEntry};
use crate::present::note::Note;
use crate::present::visit::Visit;

pub(crate) mod autosave;
mod sheet;

/// So many empty rows come with each press of a button that asks for more.
const MORE_ROWS: usize = 3;

/// What a form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// Nothing yet.
    New(Kind),
    /// A draft in the version that was read.
    Draft(Kind, RequestId, Version),
    /// A text that the office corrects, or a meeting that its drafter reschedules, in the version that was read.
    Correction(Kind, RequestId, Version),
}

impl Target {
    pub(crate) const fn kind(self) -> Kind {
        match self {
            Self::New(kind) | Self::Draft(kind, ..) | Self::Correction(kind, ..) => kind,
        }
    }

    /// Where the form is sent.
    pub(crate) fn path(self) -> String {
        match self {
            Self::New(Kind::Document) => address::NEW_DOCUMENT.to_owned(),
            Self::New(Kind::Meeting) => address::NEW_MEETING.to_owned(),
            Self::New(Kind::Inspection) => address::NEW_INSPECTION.to_owned(),
            Self::Draft(_, request, _) | Self::Correction(_, request, _) => {
                address::of(address::EDIT, &[&request])
            }
        }
    }

    /// The request that is changed; none while it is new.
    const fn request(self) -> Option<RequestId> {
        match self {
            Self::New(_) => None,
            Self::Draft(_, id, _) | Self::Correction(_, id, _) => Some(id),
        }
    }

    const fn place(self) -> NavEntry {
        match self {
            Self::New(Kind::Document) => NavEntry::Document,
            Self::New(Kind::Meeting) => NavEntry::Meeting,
            Self::New(Kind::Inspection) => NavEntry::Inspection,
            Self::Draft(..) | Self::Correction(..) => NavEntry::Elsewhere,
        }
    }
}

/// How what stands in a form relates to what the server has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// It is the same, or nobody has typed anything yet.
    Kept,
    /// It came with the form and is not saved.
    Typed,
    /// It was typed at this time and kept in the browser, and is shown again.
    Restored(Timestamp),
}

/// The form.
#[derive(Template)]
#[template(path = "request/form.html")]
pub(crate) struct FormPage {
    pub(crate) frame: Frame,
    pub(crate) target: Target,
    pub(crate) fields: Fields,
    pub(crate) checks: Option<Checks>,
    pub(crate) note: Option<Note>,
    pub(crate) nonce: String,
    pub(crate) origin: Origin,
}

impl FormPage {
    /// As the script of the form reads it.
    const fn origin_word(&self) -> &'static str {
        match self.origin {
            Origin::Kept => "kept",
            Origin::Typed => "typed",
            Origin::Restored(_) => "restored",
        }
    }

    /// When it was typed, if it is shown again.
    fn restored_at(&self) -> Option<String> {
        match self.origin {
            Origin::Restored(at) => Some(self.frame.texts.at(at)),
            Origin::Kept | Origin::Typed => None,
        }
    }

    /// Where it is saved in the background; a correction is not, because each is a step of its own.
    fn save_path(&self) -> Option<String> {
        match self.target {
            Target::New(_) => Some(autosave::path(None)),
            Target::Draft(_, request, _) => Some(autosave::path(Some(request))),
            Target::Correction(..) => None,
        }
    }

    const fn kind(&self) -> Kind {
        self.target.kind()
    }

    /// The field of the files beside it.
    const fn annexes(&self) -> &'static str {
        match self.target.kind() {
            Kind::Document | Kind::Inspection => "annexes",
            Kind::Meeting => "materials",
        }
    }

    const fn is_correction(&self) -> bool {
        matches!(self.target, Target::Correction(..))
    }

    fn title(&self) -> String {
        self.frame.t(match self.target {
            Target::New(Kind::Document) => "page-new-document",
            Target::New(Kind::Meeting) => "page-new-meeting",
            Target::New(Kind::Inspection) => "page-new-inspection",
            Target::Draft(Kind::Document, ..) => "page-edit-document",
            Target::Draft(Kind::Meeting, ..) => "page-edit-meeting",
            Target::Draft(Kind::Inspection, ..) => "page-edit-inspection",
            Target::Correction(Kind::Document | Kind::Inspection, ..) => "page-correct",
            Target::Correction(Kind::Meeting, ..) => "move-reschedule",
        })
    }

    /// What is said above the form.
    fn lead(&self) -> String {
        self.frame.t(match self.target {
            Target::Correction(Kind::Meeting, ..) => "move-reschedule-text",
            Target::New(_) | Target::Draft(..) | Target::Correction(..) => "page-form-text",
        })
    }

    /// The question why a text is changed that is under way, the button that changes it, and the order it gives.
    const fn correcting(&self) -> [&'static str; 3] {
        if matches!(self.target.kind(), Kind::Meeting) {
            ["move-reschedule-why", "move-reschedule-send", "reschedule"]
        } else {
            ["page-correct-why", "page-correct-send", "correct"]
        }
    }

    const fn version(&self) -> Option<Version> {
        match self.target {
            Target::New(_) => None,
            Target::Draft(_, _, version) | Target::Correction(_, _, version) => Some(version),
        }
    }

    /// Whether something stands in the part that is rarely needed.
    fn has_rare_parts(&self) -> bool {
        let rare = [
            "plan_item",
            "coordination_body",
            "gov_consent_ref",
            "superior_explanation_ref",
            "deploys_meeting",
        ];
        let refs = ["legal_review_ref", "fair_competition_ref"];
        self.fields.form.typed.has("normative")
            || rare.iter().chain(&refs).any(|name| !self.fields.form.typed.is_blank(name))
    }
}

/// `GET /documents/new`
pub(crate) async fn new_document(visit: Visit) -> Response {
    new(&visit, Kind::Document)
}

/// `GET /meetings/new`
pub(crate) async fn new_meeting(visit: Visit) -> Response {
    new(&visit, Kind::Meeting)
}

/// `GET /inspections/new`
pub(crate) async fn new_inspection(visit: Visit) -> Response {
    new(&visit, Kind::Inspection)
}

fn new(visit: &Visit, kind: Kind) -> Response {
    let typed = blank(kind, visit.viewer.person().unit, &visit.viewer.name);
    Sheet::new(visit, Target::New(kind), typed).show()
}

/// `POST /documents/new`
pub(crate) async fn post_document(visit: Visit, posted: Posted) -> Result<Response, PageError> {
    post(&visit, Target::New(Kind::Document), posted).await
}

/// `POST /meetings/new`
pub(crate) async fn post_meeting(visit: Visit, posted: Posted) -> Result<Response, PageError> {
    post(&visit, Target::New(Kind::Meeting), posted).await
}

/// `POST /inspections/new`
pub(crate) async fn post_inspection(visit: Visit, posted: Posted) -> Result<Response, PageError> {
    post(&visit, Target::New(Kind::Inspection), posted).await
}

/// How a form that was saved is opened again.
#[derive(Deserialize)]
pub(crate) struct Saved {
    saved: Option<String>,
}

/// `GET /requests/{id}/edit`
pub(crate) async fn edit(
    visit: Visit,
    Id(id): Id<RequestId>,
    Query(Saved { saved }): Query<Saved>,
) -> Result<Response, PageError> {
    let view = visit.engine.view(visit.person(), id).await?;
    let (kind, version) = (view.request.kind, view.request.version);
    let target = if view.offers.contains(&ActionName::Save) {
        Target::Draft(kind, id, version)
    } else if [ActionName::Correct, ActionName::Reschedule]
        .iter()
        .any(|name| view.offers.contains(name))
    {
        Target::Correction(kind, id, version)
    } else {
        return Ok(Redirect::to(&address::of(address::REQUEST, &[&id])).into_response());
    };
    let mut typed = form::typed(&view.content);
    if let Some(venue) = &view.request.venue {
        typed.put("venue", venue);
    }
    if let Some(headcount) = view.request.headcount {
        typed.put("headcount", headcount.to_string());
    }
    let mut sheet = Sheet::new(&visit, target, typed);
    match saved.as_deref() {
        Some("no-file") => sheet.say("warn", visit.texts().t("page-file-dropped-saved")),
        Some(_) => sheet.say("good", visit.texts().t("page-saved")),
        None => {}
    }
    sheet.check().await
}

/// `POST /requests/{id}/edit`
pub(crate) async fn post_edit(
    visit: Visit,
    Id(id): Id<RequestId>,
    posted: Posted,
) -> Result<Response, PageError> {
    let target = target(id, &posted.typed).ok_or(PageError::BadInput)?;
    post(&visit, target, posted).await
}

fn target(id: RequestId, typed: &Typed) -> Option<Target> {
    let version = Version(typed.one("version").parse().ok()?);
    let kind = kind(typed)?;
    Some(if typed.has(CORRECTING) {
        Target::Correction(kind, id, version)
    } else {
        Target::Draft(kind, id, version)
    })
}

fn kind(typed: &Typed) -> Option<Kind> {
    Kind::of_key(typed.one("kind"))
}

/// `POST /previews`: the checks of a form while it is typed, as a part of a page.
pub(crate) async fn preview(visit: Visit, posted: Posted) -> Result<Response, PageError> {
    let kind = kind(&posted.typed).ok_or(PageError::BadInput)?;
    let sheet = Sheet::new(&visit, Target::New(kind), posted.typed);
    let (content, _) = sheet.content();
    let preview = visit.engine.preview(visit.person(), &content).await?;
    Ok(match Checks::new(&visit, &preview, &sheet.fields).render() {
        Ok(html) => Html(html).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    })
}

async fn post(visit: &Visit, target: Target, posted: Posted) -> Result<Response, PageError> {
    let Posted { typed, uploads } = posted;
    let order = typed.one("do").to_owned();
    let origin = origin(&typed);
    let mut sheet = Sheet::new(visit, target, typed);
    sheet.origin = origin;
    let received = sheet.receive(uploads).await?;
    let gives_out = matches!(order.as_str(), "save" | "submit" | "correct" | "reschedule");
    if !gives_out || sheet.status != StatusCode::OK {
        rearrange(&mut sheet.fields.form.typed, &order);
        return sheet.check().await;
    }
    if received && order != "save" {
        // Nobody asks for approval of a text that was not yet in front of them.
        let text = visit.texts().t("page-file-read-first");
        sheet.say("warn", text);
        return sheet.check().await;
    }
    let (mut content, faults) = sheet.content();
    if !faults.is_empty() {
        sheet.status = StatusCode::UNPROCESSABLE_ENTITY;
        let text = visit.texts().n("page-faults", faults.len());
        sheet.say("bad", text);
        return sheet.check().await;
    }
    let without_file = drop_other_file(visit, sheet.target.request(), &mut content).await?;
    if without_file {
        rearrange(&mut sheet.fields.form.typed, DROP_BODY_FILE);
    }
    if without_file && order != "save" {
        // Nobody asks for approval of papers that are others than were in front of them.
        let text = visit.texts().t("page-file-dropped");
        sheet.say("warn", text);
        return sheet.check().await;
    }
    carry_out(sheet, content, &order, without_file).await
}

/// A body that was changed after it was read from its file is no longer in that file, which is taken out. Says whether it was.
async fn drop_other_file(
    visit: &Visit,
    request: Option<RequestId>,
    content: &mut Content,
) -> Result<bool, PageError> {
    if visit.engine.body_is_of_its_file(visit.person(), request, content).await? {
        return Ok(false);
    }
    if let Content::Document(document) = content {
        document.body_file = None;
    }
    Ok(true)
}

/// A browser that kept what was typed says since when.
fn origin(typed: &Typed) -> Origin {
    let at = typed.one("restored_at").parse().map(Timestamp);
    at.map_or(Origin::Typed, Origin::Restored)
}

/// The button that takes out the file of the body.
const DROP_BODY_FILE: &str = "drop:body_file";

/// Buttons that change the form itself: more rows, a row less, no file.
fn rearrange(typed: &mut Typed, order: &str) {
    if let Some(prefix) = order.strip_prefix("more:") {
        let name = format!("{prefix}_rows");
        let used = typed.rows(prefix).last().map_or(0, |last| last + 1);
        typed.put(&name, (used + MORE_ROWS).min(MAX_PARTS).to_string());
    }
    if let Some((prefix, row)) = order.strip_prefix("drop:").and_then(|row| row.split_once('.'))
        && let Ok(row) = row.parse()
    {
        typed.drop_row(prefix, row);
    }
    if order == DROP_BODY_FILE {
        for part in ["", ".sha256", ".name", ".size"] {
            typed.drop(&format!("body_file{part}"));
        }
    }
}

async fn carry_out(
    mut sheet: Sheet<'_>,
    content: Content,
    order: &str,
    without_file: bool,
) -> Result<Response, PageError> {
    let visit = sheet.visit;
    let key = |step: &str| key(&sheet.fields.form.typed, &sheet.target.path(), step);
    let saved = match sheet.target {
        Target::New(_) => visit.engine.create(visit.person(), content, key("create")).await,
        Target::Draft(_, id, seen) => {
            perform(visit, id, seen, Action::Save { content }, key("save")).await
        }
        Target::Correction(kind, id, seen) => {
            let opinion = sheet.fields.form.typed.text("opinion");
            let (action, step) = match kind {
                Kind::Document | Kind::Inspection => {
                    (Action::Correct { content, opinion }, "correct")
                }
                Kind::Meeting => (Action::Reschedule { content, opinion }, "reschedule"),
            };
            perform(visit, id, seen, action, key(step)).await
        }
    };
    let saved = match saved {
        Ok(saved) => saved,
        Err(error) => return sheet.refused(error).await,
    };
    let submits = order == "submit" && !matches!(sheet.target, Target::Correction(..));
    if !submits {
        let (page, then) = match sheet.target {
            Target::Correction(Kind::Document | Kind::Inspection, ..) => {
                (address::REQUEST, "?done=correct")
            }
            Target::Correction(Kind::Meeting, ..) => (address::REQUEST, "?done=reschedule"),
            Target::New(_) | Target::Draft(..) if without_file => (address::EDIT, "?saved=no-file"),
            Target::New(_) | Target::Draft(..) => (address::EDIT, "?saved=1"),
        };
        let page = address::of(page, &[&saved.request]);
        return Ok(Redirect::to(&format!("{page}{then}")).into_response());
    }
    let submit = key("submit");
    // From here on the draft exists, whatever becomes of the submission.
    sheet.target = Target::Draft(sheet.target.kind(), saved.request, saved.version);
    sheet.origin = Origin::Kept;
    match perform(visit, saved.request, saved.version, Action::Submit {}, submit).await {
        Ok(done) => Ok(Redirect::to(&format!(
            "{}?done=submit",
            address::of(address::REQUEST, &[&done.request])
        ))
        .into_response()),
        Err(error) => sheet.refused(error).await,
    }
}

async fn perform(
    visit: &Visit,
    request: RequestId,
    seen: Version,
    action: Action,
    key: Option<CommandKey>,
) -> Result<Performed, PerformError> {
    visit.engine.perform(visit.person(), request, seen, action, key).await
}
