//! One request: what is asked for, where it stands, what happened, and what this reader may do now.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::{Nameable, PerformError, RequestView};
use baopi_messages::Args;
use baopi_workflow::content::{Annex, FileRef};
use baopi_workflow::{ActionName, Content, Kind, RequestId, RuleId, Status};
use chrono::NaiveDate;
use serde::Deserialize;

use crate::door::Id;
use crate::door::address;
use crate::page::request::act::Acts;
use crate::page::request::facts::FactView;
use crate::page::request::people::{AskedView, CommentView, ReaderView};
use crate::page::request::standing::BannerView;
use crate::page::request::timeline::EntryView;
use crate::present::fault::PageError;
use crate::present::findings::{FindingView, MeasureView};
use crate::present::form::typed::Typed;
use crate::present::frame::{Frame, NavEntry, Texts, page};
use crate::present::note::Note;
use crate::present::status::{StatusView, UrgencyView};
use crate::present::steps::{self, Step};
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

/// A file that can be downloaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileView {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) size: String,
    pub(crate) sha256: String,
    pub(crate) short: String,
    pub(crate) what: String,
}

/// A text under its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TextView {
    pub(crate) title: String,
    pub(crate) paragraphs: Vec<String>,
}

/// One row of an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AgendaView {
    pub(crate) item: String,
    pub(crate) speaker: String,
    pub(crate) kind: String,
    pub(crate) minutes: u32,
}

#[derive(Template)]
#[template(path = "request/request.html")]
pub(crate) struct RequestPage {
    pub(crate) frame: Frame,
    pub(crate) id: RequestId,
    pub(crate) kind: Kind,
    pub(crate) title: String,
    pub(crate) status: StatusView,
    /// Where it stands.
    standing: Status,
    pub(crate) urgency: Option<UrgencyView>,
    pub(crate) unit: String,
    pub(crate) number: Option<String>,
    pub(crate) digest: String,
    pub(crate) measure: Option<MeasureView>,
    pub(crate) findings: Vec<FindingView>,
    pub(crate) banners: Vec<BannerView>,
    pub(crate) steps: Vec<Step>,
    pub(crate) asked: AskedView,
    pub(crate) readers: Vec<ReaderView>,
    pub(crate) comments: Vec<CommentView>,
    pub(crate) facts: Vec<FactView>,
    pub(crate) texts: Vec<TextView>,
    pub(crate) agenda: Vec<AgendaView>,
    pub(crate) files: Vec<FileView>,
    pub(crate) timeline: Vec<EntryView>,
    pub(crate) acts: Acts,
    pub(crate) has_invitation: bool,
    pub(crate) note: Option<Note>,
}

impl RequestPage {
    /// How many of those to whom it was given have read it.
    fn read_count(&self) -> String {
        let read = self.readers.iter().filter(|reader| reader.read.is_some()).count();
        let args = Args::new().with("n", self.readers.len()).with("read", read);
        self.frame.texts.with("move-read-count", &args)
    }

    /// What stands above the measure and the findings.
    const fn judged(&self) -> &'static str {
        match self.kind {
            Kind::Document => "page-length",
            Kind::Meeting => "page-duration",
            Kind::Inspection => "page-checks",
        }
    }

    /// What the form is called.
    fn facts_title(&self) -> String {
        self.frame.t(&format!("page-facts-{}", self.kind.key()))
    }

    /// Whether there can be others like it to look at.
    const fn has_similar(&self) -> bool {
        matches!(self.kind, Kind::Document | Kind::Meeting)
    }

    fn is_document(&self) -> bool {
        self.kind == Kind::Document
    }

    /// The page of a request as it stands now; `kept` is what was typed into its forms before.
    pub(crate) async fn of(
        visit: &Visit,
        id: RequestId,
        kept: Typed,
    ) -> Result<Self, PerformError> {
        let view = visit.engine.view(visit.person(), id).await?;
        let nameable = visit.engine.nameable(visit.person(), &view).await?;
        let today = visit.engine.now().date();
        Ok(Self::new(visit, &view, (&nameable, today), kept))
    }

    pub(crate) fn new(
        visit: &Visitor,
        view: &RequestView,
        (nameable, today): (&Nameable, NaiveDate),
        kept: Typed,
    ) -> Self {
        let (texts, request) = (visit.texts(), &view.request);
        let path = address::of(address::REQUEST, &[&request.id]);
        Self {
            frame: visit.frame(NavEntry::Elsewhere, path),
            id: request.id,
            kind: request.kind,
            title: Some(view.content.title())
                .filter(|title| !title.trim().is_empty())
                .map_or_else(|| texts.t("page-untitled"), str::to_owned),
            status: StatusView::new(texts, &request.status, request.kind),
            standing: request.status.clone(),
            urgency: UrgencyView::new(texts, view.content.urgency()),
            unit: view.organisation.unit(request.unit).map_or("—", |unit| &unit.name).to_owned(),
            number: request.number.as_ref().map(ToString::to_string),
            digest: request.digest.short(),
            measure: MeasureView::new(texts, request.kind, request.measure, &view.findings),
            findings: view
                .findings
                .iter()
                .map(|finding| {
                    let said = view
                        .content
                        .justifications()
                        .get(&finding.rule)
                        .filter(|_| finding.exception().is_some());
                    FindingView { said: said.cloned(), ..FindingView::new(texts, finding) }
                })
                .collect(),
            banners: crate::page::request::standing::banners(visit, view, nameable),
            steps: steps::of_request(visit, view),
            asked: crate::page::request::people::asked(visit, view, today),
            readers: crate::page::request::people::readers(visit, view),
            comments: crate::page::request::people::comments(visit, view),
            facts: crate::page::request::facts::facts(visit, &view.content, request.drafter),
            texts: bodies(texts, &view.content),
            agenda: agenda(texts, &view.content),
            files: files(visit, view),
            timeline: crate::page::request::timeline::entries(visit, view),
            acts: Acts::new(visit, view, nameable, kept),
            has_invitation: request.kind == Kind::Meeting && is_announced(&request.status),
            note: None,
        }
    }
}

/// How a request is opened.
#[derive(Deserialize)]
pub(crate) struct Opened {
    /// The answer that a link in a message speaks of.
    answer: Option<String>,
    /// The action that was done just before.
    done: Option<String>,
}

/// `GET /requests/{id}`
pub(crate) async fn show(
    visit: Visit,
    Id(id): Id<RequestId>,
    Query(opened): Query<Opened>,
) -> Result<Response, PageError> {
    let mut shown = RequestPage::of(&visit, id, Typed::default()).await?;
    shown.note = note(&visit, &shown, &opened);
    Ok(page(StatusCode::OK, &shown))
}

fn note(visit: &Visitor, shown: &RequestPage, opened: &Opened) -> Option<Note> {
    let (texts, acts) = (visit.texts(), &shown.acts);
    let said = |tone, text| Some(Note { tone, text, reload: None });
    let action = |name: &String| serde_json::from_value::<ActionName>(name.as_str().into()).ok();
    if let Some(done) = opened.done.as_ref().and_then(action) {
        return match (done, &shown.standing) {
            // The rules are asked once more at the signature, and what they find then goes back.
            (ActionName::Approve, Status::Returned) => said("warn", texts.t("page-done-returned")),
            (ActionName::Approve, Status::Recheck | Status::Approved) => {
                said("good", texts.t("page-done-signed"))
            }
            _ => said("good", texts.s("page-done", &baopi_messages::action(visit.language, done))),
        };
    }
    opened.answer.as_ref()?;
    if acts.asks() {
        said("info", texts.t("page-from-link"))
    } else if acts.is_empty() && acts.answers.is_empty() && acts.resume.is_none() {
        said("info", texts.t("page-from-link-nothing"))
    } else {
        None
    }
}

/// `GET /requests/{id}/files/{sha256}`
pub(crate) async fn file(
    visit: Visit,
    Path((id, sha256)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (Ok(id), Ok(sha256)) = (id.parse(), sha256.parse()) else {
        return Err(PageError::NotFound);
    };
    let (file, bytes) = visit.engine.file(visit.person(), id, sha256).await?;
    Ok(crate::transport::headers::attachment(&file, bytes))
}

/// `GET /requests/{id}/invitation.ics`
pub(crate) async fn invitation(visit: Visit, Id(id): Id<RequestId>) -> Result<Response, PageError> {
    Ok(crate::transport::headers::calendar(visit.engine.invitation(visit.person(), id).await?))
}

const fn is_announced(status: &baopi_workflow::Status) -> bool {
    use baopi_workflow::Status::{Cancelled, Closed, Held, Noticed};
    matches!(status, Noticed | Held | Closed | Cancelled)
}

fn bodies(texts: Texts, content: &Content) -> Vec<TextView> {
    let paragraphs = |text: &str| {
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| line.trim().to_owned())
            .collect()
    };
    match content {
        Content::Document(document) => {
            let body =
                TextView { title: texts.t("field-body"), paragraphs: paragraphs(&document.body) };
            let issued = document.issued_texts.iter();
            let issued = issued.map(|issued| TextView {
                title: issued.title.clone(),
                paragraphs: paragraphs(&issued.text),
            });
            std::iter::once(body).chain(issued).collect()
        }
        Content::Meeting(_) | Content::Inspection(_) => Vec::new(),
    }
}

fn agenda(texts: Texts, content: &Content) -> Vec<AgendaView> {
    match content {
        Content::Document(_) | Content::Inspection(_) => Vec::new(),
        Content::Meeting(meeting) => meeting
            .agenda
            .iter()
            .map(|item| AgendaView {
                item: item.item.clone(),
                speaker: item.speaker.clone(),
                kind: texts.word("agenda_kind", &crate::present::form::written::word(&item.kind)),
                minutes: item.minutes,
            })
            .collect(),
    }
}

fn files(visit: &Visitor, view: &RequestView) -> Vec<FileView> {
    let texts = visit.texts();
    let shown = |file: &FileRef, what: String| FileView {
        href: address::of(address::FILE, &[&view.request.id, &file.sha256]),
        name: file.name.clone(),
        size: baopi_messages::size(visit.language, file.size),
        sha256: file.sha256.to_string(),
        short: file.sha256.short(),
        what,
    };
    let (body, annexes): (_, &[Annex]) = match &view.content {
        Content::Document(document) => (document.body_file.as_ref(), &document.annexes),
        Content::Meeting(meeting) => (None, &meeting.materials),
        Content::Inspection(_) => (None, &[]),
    };
    let body = body.map(|file| shown(file, texts.t("field-body-file")));
    let annexes = annexes
        .iter()
        .filter_map(|annex| annex.file.as_ref().map(|file| shown(file, annex.title.clone())));
    body.into_iter().chain(annexes).collect()
}

/// What the drafter said for the exception of a rule.
pub(crate) fn reason(view: &RequestView, rule: RuleId) -> String {
    view.content.justifications().get(&rule).cloned().unwrap_or_default()
}
