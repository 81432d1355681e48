//! Writing: a new document or meeting, a draft, and the office's correction of a text.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use baopi_engine::{CommandKey, FileError, PerformError, Performed};
use baopi_workflow::content::MAX_PARTS;
use baopi_workflow::{Action, ActionName, Content, Kind, Refusal, RequestId, Version};
use serde::Deserialize;

use super::checks::Checks;
use super::fault::Fault;
use super::form::choice::Choices;
use super::form::field::{Fields, named_by_rule};
use super::form::posted::{Posted, Upload};
use super::form::typed::Typed;
use super::form::{self, document, meeting, reader};
use super::frame::{Frame, Place, page};
use super::nonce;
use super::visit::{Visit, status_of};

/// The field that says that the office corrects a text, whose way is known already.
pub(crate) const CORRECTING: &str = "correcting";
/// So many empty rows come with each press of a button that asks for more.
const MORE_ROWS: usize = 3;

/// What a form is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// Nothing yet.
    New(Kind),
    /// A draft in the version that was read.
    Draft(Kind, RequestId, Version),
    /// A text that the office corrects, in the version that was read.
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
            Self::New(Kind::Document) => "/documents/new".to_owned(),
            Self::New(Kind::Meeting) => "/meetings/new".to_owned(),
            Self::Draft(_, request, _) | Self::Correction(_, request, _) => {
                format!("/requests/{request}/edit")
            }
        }
    }

    const fn place(self) -> Place {
        match self {
            Self::New(Kind::Document) => Place::Document,
            Self::New(Kind::Meeting) => Place::Meeting,
            Self::Draft(..) | Self::Correction(..) => Place::Elsewhere,
        }
    }
}

/// What is said above a form.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    /// `good`, `info`, `warn` or `bad`.
    pub(crate) tone: &'static str,
    pub(crate) text: String,
    /// Where the present state can be seen, for a form that came too late.
    pub(crate) reload: Option<String>,
}

/// The form.
#[derive(Template)]
#[template(path = "form.html")]
pub(crate) struct FormPage {
    pub(crate) frame: Frame,
    pub(crate) target: Target,
    pub(crate) form: Fields,
    pub(crate) checks: Option<Checks>,
    pub(crate) note: Option<Note>,
    pub(crate) nonce: String,
}

impl FormPage {
    fn is_document(&self) -> bool {
        self.target.kind() == Kind::Document
    }

    const fn is_correction(&self) -> bool {
        matches!(self.target, Target::Correction(..))
    }

    fn title(&self) -> String {
        self.frame.t(match self.target {
            Target::New(Kind::Document) => "page-new-document",
            Target::New(Kind::Meeting) => "page-new-meeting",
            Target::Draft(Kind::Document, ..) => "page-edit-document",
            Target::Draft(Kind::Meeting, ..) => "page-edit-meeting",
            Target::Correction(..) => "page-correct",
        })
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
        self.form.typed.has("normative")
            || rare.iter().chain(&refs).any(|name| !self.form.typed.is_blank(name))
    }
}

/// A form in work: what it is about, what was typed, and what is to be said about it.
struct Sheet<'a> {
    visit: &'a Visit,
    target: Target,
    fields: Fields,
    note: Option<Note>,
    status: StatusCode,
}

impl<'a> Sheet<'a> {
    fn new(visit: &'a Visit, target: Target, mut typed: Typed) -> Self {
        typed.tick(CORRECTING, matches!(target, Target::Correction(..)) || typed.has(CORRECTING));
        let organisation = std::sync::Arc::clone(&visit.viewer.organisation);
        let choices = Choices::new(visit.texts(), organisation, visit.viewer.person().unit);
        let fields = Fields::new(target.kind(), typed, visit.texts(), choices);
        Self { visit, target, fields, note: None, status: StatusCode::OK }
    }

    fn content(&self) -> (Content, Vec<reader::Fault>) {
        form::read(self.target.kind(), &self.fields.typed, self.visit.viewer.person().unit)
    }

    fn say(&mut self, tone: &'static str, text: String) {
        self.note = Some(Note { tone, text, reload: None });
    }

    /// The form as it is, without asking any rule: for one that nobody has typed into.
    fn show(self) -> Response {
        let frame = self.visit.frame(self.target.place(), self.target.path());
        let form = FormPage {
            frame,
            target: self.target,
            form: self.fields,
            checks: None,
            note: self.note,
            nonce: nonce(),
        };
        page(self.status, &form)
    }

    /// The form with everything that is found against it.
    async fn check(mut self) -> Response {
        let (content, faults) = self.content();
        self.fields.blame(&faults);
        let preview = match self.visit.engine.preview(self.visit.person(), &content).await {
            Ok(preview) => preview,
            Err(error) => return self.visit.failed(&error),
        };
        if let Some(refusal @ Refusal::Classified { .. }) = &preview.refusal {
            return classified(self.visit, refusal);
        }
        for finding in &preview.findings {
            if let Some(baopi_workflow::rules::Fact::Field(field)) = finding.facts.get("field") {
                let text = baopi_messages::finding(self.visit.language, finding);
                self.fields.error(named_by_rule(field), text);
            }
        }
        let checks = Checks::new(self.visit, &preview, &self.fields);
        let frame = self.visit.frame(self.target.place(), self.target.path());
        let checks = Some(checks);
        let form = FormPage {
            frame,
            target: self.target,
            form: self.fields,
            checks,
            note: self.note,
            nonce: nonce(),
        };
        page(self.status, &form)
    }

    /// Reads the files that came with the form into it. True if one could not be taken because it looks classified.
    async fn receive(&mut self, uploads: Vec<Upload>) -> Result<bool, Response> {
        let mut taken = false;
        for upload in uploads {
            let Upload { field, name, bytes } = upload;
            match self.visit.engine.receive_file(self.visit.person(), &name, bytes, None).await {
                Ok(received) => {
                    self.insert(&field, &name, received);
                    taken = true;
                }
                Err(FileError::Unreadable(why)) => {
                    let args = baopi_messages::Args::of(&why);
                    let (language, code) = (self.visit.language, why.code());
                    let says = baopi_messages::unreadable(language, code, &args);
                    let advice = baopi_messages::unreadable_advice(language, code, &args);
                    let parts = baopi_messages::Args::new()
                        .with("name", name)
                        .with("why", says)
                        .with("advice", advice);
                    self.fields.error(&field, self.visit.texts().with("page-file-unread", &parts));
                    self.status = StatusCode::UNPROCESSABLE_ENTITY;
                }
                Err(FileError::Classified { pattern }) => {
                    return Err(classified(self.visit, &Refusal::Classified { pattern }));
                }
                Err(FileError::KeyReused | FileError::BadKey) => {
                    return Err(self.visit.fault(Fault::BadInput));
                }
                Err(FileError::Engine(error)) => return Err(self.visit.failed(&error)),
            }
        }
        Ok(taken)
    }

    fn insert(&mut self, field: &str, name: &str, received: baopi_engine::ReceivedFile) {
        let typed = &mut self.fields.typed;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let next = |typed: &Typed, prefix| typed.rows(prefix).last().map_or(0, |last| last + 1);
        let mut args =
            baopi_messages::Args::new().with("name", name).with("n", received.measure.characters);
        match field {
            "issued_upload" => {
                let row = next(typed, "issued");
                typed.put(&format!("issued.{row}.title"), stem);
                typed.put(&format!("issued.{row}.text"), received.text);
            }
            "annex_upload" => {
                let row = next(typed, "annex");
                typed.put(&format!("annex.{row}.title"), stem);
                typed.put(&format!("annex.{row}.text"), received.text);
                typed.put(&format!("annex.{row}.file"), reader::file(&received.file));
            }
            _ => {
                typed.put("body", received.text);
                typed.put("body_file", reader::file(&received.file));
                if typed.is_blank("title") {
                    typed.put("title", stem);
                }
            }
        }
        let key = if let Some(encoding) = received.encoding {
            args = args.with("encoding", encoding);
            "page-file-read-as"
        } else {
            "page-file-read"
        };
        let text = self.visit.texts().with(key, &args);
        self.say("good", text);
    }

    /// Shows why an order was not carried out, with everything that was typed.
    async fn refused(mut self, error: &PerformError) -> Response {
        let texts = self.visit.texts();
        match error {
            PerformError::Refused(refusal @ Refusal::Classified { .. }) => {
                return classified(self.visit, refusal);
            }
            PerformError::Refused(refusal) => {
                self.status = status_of(refusal);
                let text = self.visit.refusal(refusal);
                if *refusal == Refusal::OpinionRequired {
                    self.fields.error("opinion", text.clone());
                }
                self.say("bad", text);
            }
            PerformError::Stale { .. } => {
                self.status = StatusCode::CONFLICT;
                let reload = Some(self.target.path());
                self.note = Some(Note { tone: "bad", text: texts.t("page-stale-form"), reload });
            }
            PerformError::KeyReused | PerformError::BadKey => {
                self.status = StatusCode::UNPROCESSABLE_ENTITY;
                self.say("warn", texts.t("page-wrong-repeated-text"));
            }
            PerformError::NotFound | PerformError::Engine(_) => {
                return self.visit.unperformed(error);
            }
        }
        self.check().await
    }
}

/// The page for what may not be kept: nothing that was typed stands in it.
fn classified(visit: &Visit, refusal: &Refusal) -> Response {
    visit.unperformed(&PerformError::Refused(refusal.clone()))
}

/// `GET /documents/new`
pub(crate) async fn new_document(visit: Visit) -> Response {
    let typed = document::blank(visit.viewer.person().unit, &visit.viewer.name);
    Sheet::new(&visit, Target::New(Kind::Document), typed).show()
}

/// `GET /meetings/new`
pub(crate) async fn new_meeting(visit: Visit) -> Response {
    let typed = meeting::blank(visit.viewer.person().unit, &visit.viewer.name);
    Sheet::new(&visit, Target::New(Kind::Meeting), typed).show()
}

/// `POST /documents/new`
pub(crate) async fn post_document(visit: Visit, posted: Posted) -> Response {
    post(&visit, Target::New(Kind::Document), posted).await
}

/// `POST /meetings/new`
pub(crate) async fn post_meeting(visit: Visit, posted: Posted) -> Response {
    post(&visit, Target::New(Kind::Meeting), posted).await
}

/// How a form that was saved is opened again.
#[derive(Deserialize)]
pub(crate) struct Saved {
    saved: Option<String>,
}

/// `GET /requests/{id}/edit`
pub(crate) async fn edit(
    visit: Visit,
    Path(id): Path<String>,
    Query(Saved { saved }): Query<Saved>,
) -> Response {
    let Ok(id) = id.parse::<RequestId>() else { return visit.fault(Fault::NotFound) };
    let view = match visit.engine.view(visit.person(), id).await {
        Ok(view) => view,
        Err(error) => return visit.unperformed(&error),
    };
    let (kind, version) = (view.request.kind, view.request.version);
    let target = if view.offers.contains(&ActionName::Save) {
        Target::Draft(kind, id, version)
    } else if view.offers.contains(&ActionName::Correct) {
        Target::Correction(kind, id, version)
    } else {
        return Redirect::to(&format!("/requests/{id}")).into_response();
    };
    let mut sheet = Sheet::new(&visit, target, form::typed(&view.content));
    if saved.is_some() {
        sheet.say("good", visit.texts().t("page-saved"));
    }
    sheet.check().await
}

/// `POST /requests/{id}/edit`
pub(crate) async fn post_edit(visit: Visit, Path(id): Path<String>, posted: Posted) -> Response {
    match target(&id, &posted.typed) {
        Some(target) => post(&visit, target, posted).await,
        None => visit.fault(Fault::BadInput),
    }
}

fn target(id: &str, typed: &Typed) -> Option<Target> {
    let (id, version) = (id.parse().ok()?, Version(typed.one("version").parse().ok()?));
    let kind = kind(typed)?;
    Some(if typed.has(CORRECTING) {
        Target::Correction(kind, id, version)
    } else {
        Target::Draft(kind, id, version)
    })
}

fn kind(typed: &Typed) -> Option<Kind> {
    [Kind::Document, Kind::Meeting].into_iter().find(|kind| kind.key() == typed.one("kind"))
}

/// `POST /previews`: the checks of a form while it is typed, as a part of a page.
pub(crate) async fn preview(visit: Visit, posted: Posted) -> Response {
    let Some(kind) = kind(&posted.typed) else { return visit.fault(Fault::BadInput) };
    let sheet = Sheet::new(&visit, Target::New(kind), posted.typed);
    let (content, _) = sheet.content();
    match visit.engine.preview(visit.person(), &content).await {
        Ok(preview) => match Checks::new(&visit, &preview, &sheet.fields).render() {
            Ok(html) => Html(html).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
        Err(error) => visit.failed(&error),
    }
}

async fn post(visit: &Visit, target: Target, posted: Posted) -> Response {
    let Posted { typed, uploads } = posted;
    let order = typed.one("do").to_owned();
    let mut sheet = Sheet::new(visit, target, typed);
    let received = match sheet.receive(uploads).await {
        Ok(received) => received,
        Err(response) => return response,
    };
    let gives_out = matches!(order.as_str(), "save" | "submit" | "correct");
    if !gives_out || sheet.status != StatusCode::OK {
        rearrange(&mut sheet.fields.typed, &order);
        return sheet.check().await;
    }
    if received && order != "save" {
        // Nobody asks for approval of a text that was not yet in front of them.
        let text = visit.texts().t("page-file-read-first");
        sheet.say("warn", text);
        return sheet.check().await;
    }
    let (content, faults) = sheet.content();
    if !faults.is_empty() {
        sheet.status = StatusCode::UNPROCESSABLE_ENTITY;
        let text = visit.texts().n("page-faults", faults.len());
        sheet.say("bad", text);
        return sheet.check().await;
    }
    carry_out(sheet, content, &order).await
}

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
    if order == "drop:body_file" {
        typed.drop("body_file");
    }
}

async fn carry_out(mut sheet: Sheet<'_>, content: Content, order: &str) -> Response {
    let visit = sheet.visit;
    let key = |step: &str| key(&sheet.fields.typed, &sheet.target.path(), step);
    let saved = match sheet.target {
        Target::New(_) => visit.engine.create(visit.person(), content, key("create")).await,
        Target::Draft(_, id, seen) => {
            perform(visit, id, seen, Action::Save { content }, key("save")).await
        }
        Target::Correction(_, id, seen) => {
            let opinion = sheet.fields.typed.one("opinion").replace("\r\n", "\n");
            perform(visit, id, seen, Action::Correct { content, opinion }, key("correct")).await
        }
    };
    let saved = match saved {
        Ok(saved) => saved,
        Err(error) => return sheet.refused(&error).await,
    };
    let submits = order == "submit" && !matches!(sheet.target, Target::Correction(..));
    if !submits {
        let page = if order == "correct" { "?done=correct" } else { "/edit?saved=1" };
        return Redirect::to(&format!("/requests/{}{page}", saved.request)).into_response();
    }
    let submit = key("submit");
    // From here on the draft exists, whatever becomes of the submission.
    sheet.target = Target::Draft(sheet.target.kind(), saved.request, saved.version);
    match perform(visit, saved.request, saved.version, Action::Submit {}, submit).await {
        Ok(done) => {
            Redirect::to(&format!("/requests/{}?done=submit", done.request)).into_response()
        }
        Err(error) => sheet.refused(&error).await,
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

/// The key of an order given by a form: a second click on the same form is the same order.
pub(crate) fn key(typed: &Typed, path: &str, step: &str) -> Option<CommandKey> {
    let nonce = typed.one("nonce");
    let fingerprint = typed.fingerprint(&format!("{path}#{step}"));
    (!nonce.is_empty()).then(|| CommandKey { key: format!("{nonce}-{step}"), fingerprint })
}
