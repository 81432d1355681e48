//! Several requests approved at once: chosen on the desk, shown again to be confirmed, and answered one by one.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::{MAX_APPROVED_AT_ONCE, Outcome, PerformError, RequestView};
use baopi_messages::Args;
use baopi_workflow::{ActionName, Kind, RequestId, Status, Version};

use crate::door::address::{self, DECISIONS};
use crate::present::fault::PageError;
use crate::present::form::key::key;
use crate::present::form::key::nonce;
use crate::present::form::typed::Typed;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::status::{StatusView, UrgencyView};
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

/// One request that is about to be approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PickView {
    pub(crate) href: String,
    /// Request and version, as they are sent back.
    pub(crate) item: String,
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) unit: String,
    pub(crate) drafter: String,
    pub(crate) measure: String,
    pub(crate) status: StatusView,
    pub(crate) urgency: Option<UrgencyView>,
    /// Exceptions that have to be accepted one by one by whoever signs, in words.
    pub(crate) exceptions: Option<String>,
}

/// The page that asks whether these are meant.
#[derive(Template)]
#[template(path = "request/decisions.html")]
pub(crate) struct DecisionsPage {
    pub(crate) frame: Frame,
    pub(crate) picks: Vec<PickView>,
    /// How many were chosen that this reader cannot approve, or not any more, in words.
    pub(crate) gone: Option<String>,
    pub(crate) nonce: String,
}

impl DecisionsPage {
    fn picked(&self) -> String {
        self.frame.texts.n("page-picked", self.picks.len())
    }

    fn send(&self) -> String {
        self.frame.texts.n("page-decisions-send", self.picks.len())
    }
}

/// What became of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DecidedView {
    pub(crate) href: String,
    /// Nothing for a request that this reader does not see.
    pub(crate) title: Option<String>,
    pub(crate) outcome: Consent,
    pub(crate) text: String,
}

/// What came of one consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Consent {
    /// It was given, and the request goes on.
    Approved,
    /// It was given, and the rules sent the request back all the same.
    SentBack,
    /// It was not given.
    Not,
}

impl Consent {
    fn of(item: &Outcome) -> Self {
        match &item.answer {
            Ok(performed) if performed.status == Status::Returned => Self::SentBack,
            Ok(_) => Self::Approved,
            Err(_) => Self::Not,
        }
    }

    const fn tone(self) -> &'static str {
        match self {
            Self::Approved => "done",
            Self::SentBack => "wait",
            Self::Not => "bad",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Approved => "page-decided-yes",
            Self::SentBack => "page-decided-back",
            Self::Not => "page-decided-no",
        }
    }
}

/// The page that says what became of each.
#[derive(Template)]
#[template(path = "request/decided.html")]
pub(crate) struct DecidedPage {
    pub(crate) frame: Frame,
    pub(crate) sum: String,
    pub(crate) results: Vec<DecidedView>,
}

/// `GET /decisions?pick=…&pick=…`
pub(crate) async fn ask(
    visit: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let picked: Vec<_> =
        pairs.into_iter().filter(|(name, _)| name == "pick").map(|(_, id)| id).collect();
    if picked.len() > MAX_APPROVED_AT_ONCE {
        return Err(PageError::BadInput);
    }
    let (mut picks, mut gone) = (Vec::new(), 0);
    for id in picked {
        let id: RequestId = id.parse().map_err(|_| PageError::BadInput)?;
        match visit.engine.view(visit.person(), id).await {
            Ok(view) if view.offers.contains(&ActionName::Approve) => {
                picks.push(pick(&visit, &view));
            }
            Ok(_) | Err(PerformError::NotFound) => gone += 1,
            Err(error) => return Err(error.into()),
        }
    }
    let frame = visit.frame(NavEntry::Desk, address::DESK);
    let gone = some(gone).map(|n| frame.texts.n("page-decisions-gone", n));
    Ok(page(StatusCode::OK, &DecisionsPage { frame, picks, gone, nonce: nonce() }))
}

fn pick(visit: &Visitor, view: &RequestView) -> PickView {
    let (request, texts) = (&view.request, visit.texts());
    let measure = view.content.measure();
    PickView {
        href: address::of(address::REQUEST, &[&request.id]),
        item: format!("{} {}", request.id, request.version),
        title: title(visit, view),
        kind: baopi_messages::kind(visit.language, request.kind),
        unit: visit.viewer.organisation.unit_name(view.content.drafting_unit()).to_owned(),
        drafter: visit.name(request.drafter),
        measure: texts.size(request.kind, measure.characters, measure.minutes),
        status: StatusView::new(texts, &request.status, request.kind),
        urgency: UrgencyView::new(texts, view.content.urgency()),
        exceptions: some(request.exceptions.len()).map(|n| texts.n("page-decisions-exceptions", n)),
    }
}

fn some(n: usize) -> Option<usize> {
    Some(n).filter(|n| *n > 0)
}

fn title(visit: &Visitor, view: &RequestView) -> String {
    let title = view.content.title();
    if title.trim().is_empty() { visit.texts().t("page-untitled") } else { title.to_owned() }
}

/// `POST /decisions`. The answer is the same however often the form is sent, so that it is no redirect.
pub(crate) async fn post(
    visit: Visit,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let items: Option<Vec<_>> = typed.all("item").iter().map(|item| read(item)).collect();
    let items = items.filter(|_| !typed.is_too_long()).ok_or(PageError::BadInput)?;
    let opinion = typed.one("opinion").replace("\r\n", "\n");
    let key = key(&typed, DECISIONS, "approve");
    let answers = visit.engine.approve_many(visit.person(), items, &opinion, key).await?;
    let count = |wanted| answers.items.iter().filter(|item| Consent::of(item) == wanted).count();
    let (done, back) = (count(Consent::Approved), count(Consent::SentBack));
    let args = Args::new().with("done", done).with("n", answers.items.len()).with("back", back);
    let key = if back == 0 { "page-decided-sum" } else { "page-decided-sum-back" };
    let sum = visit.texts().with(key, &args);
    let mut results = Vec::with_capacity(answers.items.len());
    for item in &answers.items {
        results.push(decided(&visit, item).await);
    }
    let frame = visit.frame(NavEntry::Desk, address::DESK);
    Ok(page(StatusCode::OK, &DecidedPage { frame, sum, results }))
}

/// A request and the version that its approver saw.
fn read(item: &str) -> Option<(RequestId, Version)> {
    let (id, version) = item.split_once(' ')?;
    Some((id.parse().ok()?, Version(version.parse().ok()?)))
}

async fn decided(visit: &Visit, item: &Outcome) -> DecidedView {
    let view = match visit.engine.view(visit.person(), item.request).await {
        Ok(view) => Some(view),
        Err(PerformError::NotFound) => None,
        // What became of it is said all the same: it is done.
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a title was not found");
            None
        }
    };
    let text = match &item.answer {
        Ok(performed) => {
            let kind = view.as_ref().map_or(Kind::Document, |view| view.request.kind);
            let status = StatusView::new(visit.texts(), &performed.status, kind);
            visit.texts().s("page-decided-done", &status.text)
        }
        Err(error) => visit.line_of(error),
    };
    DecidedView {
        href: address::of(address::REQUEST, &[&item.request]),
        title: view.map(|view| title(visit, &view)),
        outcome: Consent::of(item),
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_a_request_and_the_version_that_was_seen() {
        let id = "019a0000-0000-7000-8000-00000000000d";
        assert_eq!(read(&format!("{id} 3")), Some((id.parse().unwrap(), Version(3))));
        for bad in ["", id, "x 3", &format!("{id} v3"), &format!("{id} -1"), &format!("{id} 3 4")] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
