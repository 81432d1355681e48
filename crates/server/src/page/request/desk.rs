//! The desk: what waits for the reader, and what the reader asked for.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::{MAX_PAGE, Page, RequestRow};
use baopi_workflow::RequestId;
use serde::Deserialize;

use crate::door::address;
use crate::present::fault::PageError;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::status::{StatusView, UrgencyView};
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

pub(crate) mod bulk;

/// So many requests stand in one list before there is a next page.
const ROWS: u32 = 20;

/// One request in a list.
#[derive(Debug, Clone)]
pub(crate) struct RowView {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) unit: String,
    pub(crate) drafter: String,
    pub(crate) status: StatusView,
    pub(crate) measure: String,
    pub(crate) when: String,
    pub(crate) urgency: Option<UrgencyView>,
    pub(crate) number: Option<String>,
    /// What a box beside it sends, where the reader may approve it together with others.
    pub(crate) pick: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct ListView {
    pub(crate) rows: Vec<RowView>,
    pub(crate) next: Option<String>,
    /// Whether the list begins before what is shown.
    pub(crate) is_continued: bool,
}

#[derive(Template)]
#[template(path = "request/desk.html")]
pub(crate) struct DeskPage {
    pub(crate) frame: Frame,
    pub(crate) waiting: ListView,
    pub(crate) asked: ListView,
    /// What is said of the work groups that the reader looks after.
    pub(crate) groups: Option<String>,
    /// What an administrator is told of messages that could not be delivered.
    pub(crate) undelivered: Option<String>,
}

impl DeskPage {
    /// Whoever writes no drafts has nothing to ask for, unless they once did.
    fn has_asked(&self) -> bool {
        self.frame.drafts() || !self.asked.rows.is_empty() || self.asked.is_continued
    }

    /// Whether there is anything to approve together.
    fn has_picks(&self) -> bool {
        self.waiting.rows.iter().any(|row| row.pick.is_some())
    }
}

/// Where each list goes on.
#[derive(Deserialize)]
pub(crate) struct After {
    after: Option<String>,
    asked: Option<String>,
}

/// `GET /desk`
pub(crate) async fn show(
    visit: Visit,
    Query(After { after, asked }): Query<After>,
) -> Result<Response, PageError> {
    let continued = (after.is_some(), asked.is_some());
    let waiting = visit.engine.desk(visit.person(), after.map(Into::into), ROWS).await?;
    let asked = visit.engine.asked(visit.person(), asked.map(Into::into), ROWS).await?;
    let approvable = visit.engine.approvable(visit.person(), &waiting.items).await?;
    let groups = visit.engine.chat_group_reminders(visit.person()).await?;
    let undelivered = undelivered(&visit, visit.engine.undelivered(&visit.viewer).await?);
    let frame = visit.frame(NavEntry::Desk, address::DESK);
    let waiting = list(&visit, waiting, "after", continued.0, &approvable);
    let asked = list(&visit, asked, "asked", continued.1, &BTreeSet::new());
    let groups = reminder(&visit, groups);
    Ok(page(StatusCode::OK, &DeskPage { frame, waiting, asked, groups, undelivered }))
}

/// 99 stands for more.
fn reminder(visit: &Visitor, groups: u32) -> Option<String> {
    let key = if groups < 99 { "chat-desk" } else { "chat-desk-more" };
    (groups > 0).then(|| visit.texts().n(key, groups))
}

/// A full list of them stands for more.
fn undelivered(visit: &Visitor, count: usize) -> Option<String> {
    let most = usize::try_from(MAX_PAGE).unwrap_or(usize::MAX);
    let key = if count < most { "outbox-desk" } else { "outbox-desk-more" };
    (count > 0).then(|| visit.texts().n(key, count))
}

fn list(
    visit: &Visitor,
    rows: Page<RequestRow>,
    name: &str,
    is_continued: bool,
    approvable: &BTreeSet<RequestId>,
) -> ListView {
    let next = rows.next.map(|cursor| format!("{}?{name}={cursor}", address::DESK));
    let pick = |id: RequestId| approvable.contains(&id).then(|| id.to_string());
    let view = |item: &RequestRow| RowView { pick: pick(item.id), ..row(visit, item) };
    ListView { rows: rows.items.iter().map(view).collect(), next, is_continued }
}

fn row(visit: &Visitor, row: &RequestRow) -> RowView {
    let texts = visit.texts();
    let measure = texts.size(row.kind, row.characters, row.minutes);
    RowView {
        href: address::of(address::REQUEST, &[&row.id]),
        title: if row.title.trim().is_empty() {
            texts.t("page-untitled")
        } else {
            row.title.clone()
        },
        kind: baopi_messages::kind(visit.language, row.kind),
        unit: visit.viewer.organisation.unit_name(row.drafting_unit).to_owned(),
        drafter: visit.name(row.drafter),
        status: StatusView::new(texts, &row.status, row.kind),
        measure,
        when: texts.at(row.entered_at),
        urgency: UrgencyView::new(texts, row.urgency),
        number: row.number.clone(),
        pick: None,
    }
}
