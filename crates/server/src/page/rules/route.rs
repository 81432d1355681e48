//! The approval routes: their versions, an editor that proves what is typed, what was proposed, and the requests on older
//! versions.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use baopi_engine::{
    Asker, Cursor, Outcome, PublishError, Right, RouteProposal, RouteRefusal, RouteVersion,
};
use baopi_workflow::proposal::{Settlement, Standing};
use baopi_workflow::request::Kind;
use baopi_workflow::{ProposalId, Route};
use serde::Deserialize;
use similar::{ChangeTag, TextDiff};

use self::checked::CheckedView;
use crate::door::Id;
use crate::door::address::{self, ROUTES};
use crate::door::explain::Explain;
use crate::present::fault::PageError;
use crate::present::form::key::key;
use crate::present::form::key::nonce;
use crate::present::form::typed::Typed;
use crate::present::frame::{Frame, NavEntry, Texts, page};
use crate::present::note::Note;
use crate::present::note::good;
use crate::present::proposal::{Decided, ProposalView};
use crate::present::steps::{self, Step};
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

mod checked;

#[derive(Debug, Clone)]
pub(crate) struct VersionView {
    pub(crate) version: String,
    pub(crate) since: String,
    pub(crate) hash: String,
    pub(crate) href: String,
    pub(crate) is_in_force: bool,
    pub(crate) is_shown: bool,
}

/// One request on an older version.
#[derive(Debug, Clone)]
pub(crate) struct OlderView {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) status: String,
    /// What came of moving it, if that was just tried.
    pub(crate) result: Option<(bool, String)>,
}

#[derive(Template)]
#[template(path = "rules/routes.html")]
pub(crate) struct RoutesPage {
    pub(crate) frame: Frame,
    pub(crate) texts: Texts,
    pub(crate) kind: Kind,
    pub(crate) kinds: Vec<(String, String, bool)>,
    pub(crate) proposals: Vec<ProposalView>,
    pub(crate) versions: Vec<VersionView>,
    pub(crate) older: Vec<OlderView>,
    /// Where those begin that were not tried yet.
    pub(crate) after: Option<String>,
    pub(crate) steps: Vec<Step>,
    pub(crate) text: String,
    pub(crate) checked: Option<CheckedView>,
    pub(crate) note: Option<Note>,
    pub(crate) may_change: bool,
    pub(crate) nonce: String,
}

/// What was found out about a text, alone: the part that is swapped while somebody types.
#[derive(Template)]
#[template(path = "rules/routes_checked.html")]
pub(crate) struct CheckedPart {
    texts: Texts,
    checked: CheckedView,
}

/// What the page shows.
#[derive(Deserialize)]
pub(crate) struct Params {
    kind: Option<Kind>,
    version: Option<u32>,
    done: Option<String>,
}

/// What its forms send.
#[derive(Deserialize)]
pub(crate) struct Sent {
    kind: Kind,
    #[serde(default)]
    text: String,
    #[serde(default)]
    after: Option<String>,
}

/// What the page shows besides the state of the database.
#[derive(Default)]
struct Extras {
    text: Option<String>,
    checked: Option<CheckedView>,
    note: Option<Note>,
    moved: Vec<Outcome>,
    /// From where the requests on older versions are listed.
    after: Option<Cursor>,
    version: Option<u32>,
}

/// `GET /admin/routes`
pub(crate) async fn show(visit: Visit, Query(asked): Query<Params>) -> Result<Response, PageError> {
    let note = match asked.done.as_deref() {
        Some(done @ ("proposed" | "confirmed" | "declined" | "withdrawn")) => {
            Some(good(visit.texts().t(&format!("proposal-was-{done}"))))
        }
        Some(_) | None => None,
    };
    let extras = Extras { note, version: asked.version, ..Extras::default() };
    show_again(&visit, StatusCode::OK, asked.kind.unwrap_or(Kind::Document), extras).await
}

/// `POST /admin/routes`: looks at a text, or proposes it.
pub(crate) async fn post(
    visit: Visit,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let kind = Kind::of_key(typed.one("kind")).unwrap_or(Kind::Document);
    let text = typed.one("text").replace("\r\n", "\n");
    if typed.one("do") != "propose" {
        return match checked(&visit, &text).await {
            Ok(found) => {
                let extras = Extras { text: Some(text), checked: Some(found), ..Extras::default() };
                show_again(&visit, StatusCode::OK, kind, extras).await
            }
            Err(error) => refused(&visit, kind, text, error).await,
        };
    }
    let key = key(&typed, ROUTES, "propose");
    match visit.engine.propose_route(visit.person(), &text, key).await {
        Ok(done) => Ok(back(&done.done, "proposed")),
        Err(error) => refused(&visit, kind, text, error).await,
    }
}

/// `POST /admin/routes/proposals/{id}`: confirms, declines or takes back.
pub(crate) async fn settle(
    visit: Visit,
    Id(id): Id<ProposalId>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let how = Settlement::of_key(typed.one("do")).ok_or(PageError::BadInput)?;
    let key = key(&typed, ROUTES, &format!("{}-{id}", how.key()));
    match visit.engine.settle_route(visit.person(), id, how, key).await {
        Ok(done) => Ok(back(&done.done, done.done.proposal.standing.key())),
        Err(error) => refused(&visit, Kind::Document, String::new(), error).await,
    }
}

/// Back to the routes of the kind for which this one is.
fn back(done: &RouteProposal, what: &str) -> Response {
    let kind = &done.proposal.place;
    Redirect::to(&format!("{ROUTES}?kind={kind}&done={what}")).into_response()
}

/// `POST /admin/routes/check`: what the editor asks while somebody types.
pub(crate) async fn check(visit: Visit, Form(sent): Form<Sent>) -> Result<Response, PageError> {
    let text = sent.text.replace("\r\n", "\n");
    let found = match checked(&visit, &text).await {
        Err(PublishError::Refused(refusal)) => {
            CheckedView::refused(refusal.sentence(visit.language, &visit.viewer.organisation))
        }
        found => found?,
    };
    let part = CheckedPart { texts: visit.texts(), checked: found };
    Ok(match part.render() {
        Ok(part) => Html(part).into_response(),
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a part cannot be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    })
}

/// `POST /admin/routes/move`
pub(crate) async fn move_requests(
    visit: Visit,
    Form(sent): Form<Sent>,
) -> Result<Response, PageError> {
    let after = sent.after.map(Cursor::from);
    match visit.engine.move_requests(visit.person(), sent.kind, after, None).await {
        Ok(moved) => {
            let extras = Extras { moved: moved.items, after: moved.next, ..Extras::default() };
            show_again(&visit, StatusCode::OK, sent.kind, extras).await
        }
        Err(error) => refused(&visit, sent.kind, String::new(), error).await,
    }
}

/// What was found out about a text; to whoever may not change routes there is nothing to find out.
async fn checked(visit: &Visit, text: &str) -> Result<CheckedView, PublishError> {
    let found = visit.engine.check_route(&visit.viewer, text).await?;
    Ok(CheckedView::new(visit, &found.ok_or(PublishError::NotFound)?))
}

/// The page with what was typed, and what stands against it.
async fn refused(
    visit: &Visit,
    kind: Kind,
    text: String,
    error: PublishError,
) -> Result<Response, PageError> {
    let (status, sentence, extras) = match error {
        PublishError::Refused(refusal) => {
            let sentence = refusal.sentence(visit.language, &visit.viewer.organisation);
            let checked = match &refusal {
                RouteRefusal::Unproven(checked) => Some(CheckedView::new(visit, checked)),
                RouteRefusal::Unreadable(_) => Some(CheckedView::refused(sentence.clone())),
                RouteRefusal::NotYours
                | RouteRefusal::TooLong
                | RouteRefusal::Unchanged(_)
                | RouteRefusal::Pending
                | RouteRefusal::Settled
                | RouteRefusal::OwnProposal
                | RouteRefusal::Overtaken(_) => None,
            };
            let lost = text.is_empty() || matches!(refusal, RouteRefusal::NotYours);
            let text = Some(text).filter(|_| !lost);
            (refusal.status(), sentence, Extras { text, checked, ..Extras::default() })
        }
        // Not even the reader sees again what may not be kept here.
        PublishError::Classified { pattern } => {
            let sentence = visit.texts().n("routes-classified", pattern);
            (StatusCode::UNPROCESSABLE_ENTITY, sentence, Extras::default())
        }
        PublishError::NotFound
        | PublishError::Stale { .. }
        | PublishError::KeyReused
        | PublishError::BadKey
        | PublishError::Engine(_) => return Err(error.into()),
    };
    let note = Note { tone: "bad", text: sentence, reload: None };
    show_again(visit, status, kind, Extras { note: Some(note), ..extras }).await
}

async fn show_again(
    visit: &Visit,
    status: StatusCode,
    kind: Kind,
    extras: Extras,
) -> Result<Response, PageError> {
    Ok(page(status, &whole(visit, kind, extras).await?))
}

/// The page; none for a version that there is not, and for whoever may not see routes.
async fn whole(visit: &Visit, kind: Kind, extras: Extras) -> Result<RoutesPage, PageError> {
    let (engine, asker) = (&visit.engine, Asker::Viewer(&visit.viewer));
    let route = engine.route(asker, kind, extras.version).await?.ok_or(PageError::NotFound)?;
    let rows = engine.routes(asker, kind).await?.ok_or(PageError::NotFound)?;
    let proposals = engine.proposed_routes(asker, kind).await?.ok_or(PageError::NotFound)?;
    let current = match extras.version {
        None => route.clone(),
        Some(_) => engine.route(asker, kind, None).await?.ok_or(PageError::NotFound)?,
    };
    let moved = extras.moved.iter().map(|one| moved(visit, one));
    let mut older: Vec<_> = moved.collect();
    let done: Vec<_> = extras.moved.iter().map(|one| one.request).collect();
    let after = extras.after.as_ref().map(ToString::to_string);
    let still = engine.requests_on_older(&visit.viewer, kind, extras.after).await?;
    let still = still.ok_or(PageError::NotFound)?;
    older.extend(still.items.into_iter().filter(|one| !done.contains(&one.request)).map(|one| {
        OlderView {
            name: short(one.request),
            version: visit.texts().n("routes-version", one.version),
            status: baopi_messages::status(visit.language, &one.status, kind),
            result: None,
        }
    }));
    let text = extras.text.unwrap_or_else(|| text_of(&route));
    Ok(RoutesPage {
        frame: visit.frame(NavEntry::Routes, format!("{ROUTES}?kind={}", kind.key())),
        texts: visit.texts(),
        kind,
        kinds: kinds(visit, kind),
        proposals: proposals.iter().map(|one| proposal(visit, one, &current)).collect(),
        versions: rows.iter().map(|row| version(visit, row, (kind, &route, &rows))).collect(),
        older,
        after,
        steps: steps::of_route(visit, &route),
        text,
        checked: extras.checked,
        note: extras.note,
        may_change: visit.viewer.may(Right::ChangeRoutes),
        nonce: nonce(),
    })
}

/// A route as a text to begin with: the shipped file where it still says the same, comments and all.
fn text_of(route: &Route) -> String {
    let shipped = Route::shipped_text(route.kind);
    if Route::shipped(route.kind) == *route {
        return shipped.to_owned();
    }
    route.to_toml().unwrap_or_else(|_| shipped.to_owned())
}

/// A proposal; what is open shows in which lines it differs from the route in force.
fn proposal(visit: &Visitor, one: &RouteProposal, current: &Route) -> ProposalView {
    let action = address::of(address::ROUTE_PROPOSAL, &[&one.proposal.id]);
    let head = visit.texts().n("routes-version", one.reference.version);
    let action = (action, Right::ChangeRoutes);
    let view = ProposalView::new(visit, Decided::from(&one.proposal), action, head);
    let is_open = one.proposal.standing == Standing::Open;
    let proposed = one.route().ok().filter(|_| is_open);
    let changes = proposed.map_or_else(Vec::new, |proposed| differing(current, &proposed));
    ProposalView { changes, ..view }
}

/// So many lines are shown before and behind one that differs: a stage has its key within them.
const AROUND: usize = 4;

/// The lines that stand only in one of two routes, with those around them; the version differs anyway.
fn differing(before: &Route, after: &Route) -> Vec<String> {
    let written = |route: &Route| {
        let same = Route { version: 1, ..route.clone() };
        same.to_toml().unwrap_or_default()
    };
    let (before, after) = (written(before), written(after));
    let diff = TextDiff::from_lines(&before, &after);
    let line = |change: similar::Change<&str>| {
        let sign = match change.tag() {
            ChangeTag::Delete => "－",
            ChangeTag::Insert => "＋",
            ChangeTag::Equal => "\u{3000}",
        };
        let line = change.value().trim_end();
        (!line.is_empty()).then(|| format!("{sign} {line}"))
    };
    let groups = diff.grouped_ops(AROUND);
    let changes = groups.iter().flatten().flat_map(|op| diff.iter_changes(op));
    changes.filter_map(line).collect()
}

fn kinds(visit: &Visitor, shown: Kind) -> Vec<(String, String, bool)> {
    let one = |kind: Kind| {
        let href = format!("{ROUTES}?kind={}", kind.key());
        (href, baopi_messages::kind(visit.language, kind), kind == shown)
    };
    Kind::ALL.iter().copied().map(one).collect()
}

fn version(
    visit: &Visitor,
    row: &RouteVersion,
    (kind, shown, rows): (Kind, &Route, &[RouteVersion]),
) -> VersionView {
    let texts = visit.texts();
    let since = match (row.published_by, row.published_at) {
        (Some(by), Some(at)) => {
            let args = baopi_messages::Args::new().with("name", visit.name(by));
            texts.with("routes-published", &args.with("at", texts.at(at)))
        }
        (Some(_) | None, Some(_) | None) => texts.t("routes-shipped"),
    };
    let version = row.reference.version;
    VersionView {
        version: texts.n("routes-version", version),
        since,
        hash: row.reference.hash.short(),
        href: format!("{ROUTES}?kind={}&version={version}", kind.key()),
        is_in_force: rows.first().is_some_and(|first| first.reference.version == version),
        is_shown: shown.version == version,
    }
}

/// Administrators see no content of others, and so no title.
fn short(request: baopi_workflow::RequestId) -> String {
    request.to_string().chars().take(13).collect()
}

fn moved(visit: &Visit, one: &Outcome) -> OlderView {
    let texts = visit.texts();
    let result = match &one.answer {
        Ok(_) => (true, texts.t("routes-moved")),
        Err(error) => (false, texts.s("routes-not-moved", &visit.line_of(error))),
    };
    let (version, status) = (String::new(), String::new());
    OlderView { name: short(one.request), version, status, result: Some(result) }
}

#[cfg(test)]
mod tests;
