//! 工作群台账: the work groups of a unit, which of them should be dissolved or merged, a form for one more.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::{BookError, GroupChange, GroupView, GroupsWanted, Imported, Page, chat_group};
use baopi_workflow::ChatGroupId;
use baopi_workflow::chat_group::{ChatGroup, Platform, may_keep};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::book::{BookFields, ImportView, Trouble, Wanted, download, good, units, uploaded};
use super::draft::{Note, key};
use super::fault::PageError;
use super::form::choice::Choice;
use super::form::field::Field;
use super::form::posted::Posted;
use super::form::reader::Reader;
use super::form::typed::Typed;
use super::frame::{Frame, Place, page};
use super::nonce;
use super::visit::{Visit, Visitor};
use crate::extract::Id;
use crate::sheet;

/// Where the page is.
const PATH: &str = "/chat-groups";
/// So many groups stand on one page.
const ROWS: u32 = 50;

/// One group.
#[derive(Debug, Clone)]
pub(crate) struct GroupRow {
    pub(crate) platform: String,
    pub(crate) name: String,
    pub(crate) owner: String,
    pub(crate) unit: String,
    pub(crate) topic: String,
    pub(crate) purpose: String,
    pub(crate) ends_on: String,
    pub(crate) last_active_on: String,
    pub(crate) members: u32,
    pub(crate) reminders: Vec<String>,
    pub(crate) dissolved: Option<String>,
    /// Where it is changed, and what a screen reader says of the two buttons.
    pub(crate) change: Option<(String, [String; 2])>,
}

/// What the list is narrowed to, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Narrowing {
    #[serde(default)]
    pub(crate) unit: String,
    /// `due`, `dissolved`, or nothing for those that are open.
    #[serde(default)]
    pub(crate) show: String,
    after: Option<String>,
    done: Option<String>,
    n: Option<u32>,
    #[serde(default)]
    format: Wanted,
}

impl Narrowing {
    /// What is asked for, unless a field of it cannot be read.
    fn wanted(&self) -> Option<GroupsWanted> {
        let unit = if self.unit.is_empty() { None } else { Some(self.unit.parse().ok()?) };
        let (due, dissolved) = match self.show.as_str() {
            "" => (false, false),
            "due" => (true, false),
            "dissolved" => (false, true),
            _ => return None,
        };
        Some(GroupsWanted { unit, due, dissolved })
    }
}

/// The page.
#[derive(Template)]
#[template(path = "chat_groups.html")]
pub(crate) struct GroupsPage {
    pub(crate) frame: Frame,
    pub(crate) narrowing: Narrowing,
    /// Nothing for those who see only their own unit's.
    pub(crate) units: Vec<Choice>,
    pub(crate) shows: Vec<Choice>,
    pub(crate) rows: Vec<GroupRow>,
    pub(crate) next: Option<String>,
    pub(crate) export: String,
    /// Nothing for those who look after no group.
    pub(crate) form: Option<BookFields>,
    kept: Vec<Choice>,
    pub(crate) import: ImportView,
    pub(crate) nonce: String,
    pub(crate) note: Option<Note>,
}

impl GroupsPage {
    /// These groups; `typed` is what was typed into the form before.
    pub(crate) fn new(
        visit: &Visitor,
        narrowing: Narrowing,
        found: &Page<GroupView>,
        typed: Typed,
    ) -> Self {
        let texts = visit.texts();
        let organisation = &visit.viewer.organisation;
        let kept = units(visit, |unit| may_keep(visit.person(), unit, organisation));
        let query = |path: &str| format!("{path}?unit={}&show={}&", narrowing.unit, narrowing.show);
        let next = found.next.as_ref().map(|cursor| format!("{}after={cursor}", query(PATH)));
        let show =
            |(value, key): (&str, &str)| Choice { value: value.to_owned(), label: texts.t(key) };
        let shows =
            [("", "chat-open"), ("due", "chat-only-due"), ("dissolved", "chat-only-dissolved")];
        let sees_all = chat_group::sees_all(visit.person(), organisation);
        let import = (!kept.is_empty()).then_some("/chat-groups/import");
        Self {
            frame: visit.frame(Place::ChatGroups, PATH),
            units: if sees_all { units(visit, |_| true) } else { Vec::new() },
            shows: shows.map(show).into(),
            rows: found.items.iter().map(|one| row(visit, one)).collect(),
            next,
            export: query("/chat-groups/table"),
            form: (!kept.is_empty()).then(|| BookFields::new(texts, typed)),
            kept,
            import: ImportView::new(visit, import, &chat_group::COLUMNS),
            nonce: nonce(),
            note: None,
            narrowing,
        }
    }

    /// The fields of the form.
    fn fields(&self) -> Vec<Field> {
        let Some(form) = &self.form else { return Vec::new() };
        let platform = |platform: Platform| Choice {
            value: platform.key().to_owned(),
            label: self.frame.t(&format!("chat-platform-{}", platform.key())),
        };
        vec![
            form.line("name", "text").needed(),
            form.select("platform", Platform::ALL.iter().copied().map(platform).collect()).needed(),
            form.select("unit", self.kept.clone()).needed(),
            form.line("owner", "text").needed(),
            form.line("topic", "text").needed(),
            form.line("members", "number").needed(),
            form.line("ends_on", "date"),
            form.line("last_active_on", "date"),
            form.line("purpose", "text").needed().wide(),
        ]
    }
}

fn row(visit: &Visitor, one: &GroupView) -> GroupRow {
    let texts = visit.texts();
    let GroupView { group, reminders } = one;
    let organisation = &visit.viewer.organisation;
    let changeable = group.is_open() && may_keep(visit.person(), group.unit, organisation);
    let reminder = |key: &str| texts.t(&format!("chat-reminder-{key}"));
    GroupRow {
        platform: texts.t(&format!("chat-platform-{}", group.platform.key())),
        name: group.name.clone(),
        owner: group.owner.clone(),
        unit: organisation.unit_name(group.unit).to_owned(),
        topic: group.topic.clone(),
        purpose: group.purpose.clone(),
        ends_on: group.ends_on.map_or_else(|| texts.t("chat-standing"), |on| on.to_string()),
        last_active_on: group.last_active_on.to_string(),
        members: group.members,
        reminders: reminders.iter().map(|found| reminder(found.key())).collect(),
        dissolved: group.dissolved_on.map(|on| texts.s("chat-dissolved-on", &on.to_string())),
        change: changeable.then(|| {
            let said = ["chat-active-of", "chat-dissolve-of"].map(|key| texts.s(key, &group.name));
            (format!("{PATH}/{}", group.id), said)
        }),
    }
}

/// `GET /chat-groups`
pub(crate) async fn show(
    visit: Visit,
    Query(narrowing): Query<Narrowing>,
) -> Result<Response, PageError> {
    let texts = visit.texts();
    let note = match narrowing.done.as_deref() {
        Some("added") => Some(good(texts.t("chat-was-added"))),
        Some("changed") => Some(good(texts.t("chat-was-changed"))),
        Some("imported") => Some(good(texts.n("book-was-imported", narrowing.n.unwrap_or(0)))),
        Some(_) | None => None,
    };
    again(&visit, StatusCode::OK, narrowing, Typed::default(), |page| page.note = note).await
}

/// `GET /chat-groups/table`
pub(crate) async fn table(
    visit: Visit,
    Query(narrowing): Query<Narrowing>,
) -> Result<Response, PageError> {
    let wanted = narrowing.wanted().ok_or(PageError::BadInput)?;
    let table = visit.engine.export_chat_groups(visit.person(), wanted).await?;
    let table = sheet::worded(table, visit.language);
    Ok(download(&table, narrowing.format.into(), &visit.texts().t("chat-head"))?)
}

/// `POST /chat-groups`
pub(crate) async fn add(
    visit: Visit,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let mut reader = Reader::new(&typed);
    let group = read(&mut reader, visit.engine.now().date());
    let faults = reader.into_faults();
    let Some(group) = group.filter(|_| faults.is_empty()) else {
        let trouble = Trouble::unread(&visit);
        return again(&visit, trouble.status, Narrowing::default(), typed, |page| {
            page.note = Some(trouble.note);
            if let Some(form) = &mut page.form {
                form.blame(&faults);
            }
        })
        .await;
    };
    let key = key(&typed, PATH, "add");
    match visit.engine.add_chat_group(visit.person(), group, key).await {
        Ok(_) => Ok(Redirect::to(&format!("{PATH}?done=added")).into_response()),
        Err(error) => troubled(&visit, Trouble::of(&visit, error)?, typed).await,
    }
}

/// A group without a day is in use today.
fn read(reader: &mut Reader<'_>, today: NaiveDate) -> Option<ChatGroup> {
    for name in ["platform", "unit", "members"] {
        if reader.text(name).trim().is_empty() {
            reader.fault(name, "page-fault-missing");
        }
    }
    let platform = reader.word("platform");
    let unit = reader.value("unit", "page-fault-choice");
    let members = reader.number("members");
    let (ends_on, active_on) = (reader.date("ends_on"), reader.date("last_active_on"));
    let line = |name: &str| reader.text(name).trim().to_owned();
    Some(ChatGroup {
        id: ChatGroupId(Uuid::nil()),
        platform: platform?,
        name: line("name"),
        owner: line("owner"),
        unit: unit?,
        topic: line("topic"),
        purpose: line("purpose"),
        ends_on,
        last_active_on: active_on.unwrap_or(today),
        members: members?,
        dissolved_on: None,
    })
}

/// `POST /chat-groups/{id}`
pub(crate) async fn change(
    visit: Visit,
    Id(id): Id<ChatGroupId>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let change = Reader::new(&typed).word::<GroupChange>("do").ok_or(PageError::BadInput)?;
    let key = key(&typed, PATH, &format!("{}-{id}", typed.one("do")));
    match visit.engine.change_chat_group(visit.person(), id, change, key).await {
        Ok(_) => Ok(Redirect::to(&format!("{PATH}?done=changed")).into_response()),
        Err(error) => troubled(&visit, Trouble::of(&visit, error)?, Typed::default()).await,
    }
}

/// `POST /chat-groups/import`
pub(crate) async fn import(visit: Visit, posted: Posted) -> Result<Response, PageError> {
    match taken_over(&visit, posted).await {
        Ok(imported) => {
            Ok(Redirect::to(&format!("{PATH}?done=imported&n={}", imported.entries))
                .into_response())
        }
        Err(error) => troubled(&visit, Trouble::of(&visit, error)?, Typed::default()).await,
    }
}

async fn taken_over(visit: &Visit, mut posted: Posted) -> Result<Imported, BookError> {
    let table = uploaded(visit, &mut posted, &chat_group::COLUMNS).await?;
    let key = key(&posted.typed, PATH, "import");
    Ok(visit.engine.import_chat_groups(visit.person(), table, key).await?.done)
}

async fn troubled(visit: &Visit, trouble: Trouble, typed: Typed) -> Result<Response, PageError> {
    let status = trouble.status;
    let say = |page: &mut GroupsPage| {
        page.note = Some(trouble.say(visit, page.form.as_mut(), &mut page.import));
    };
    again(visit, status, Narrowing::default(), typed, say).await
}

async fn again(
    visit: &Visit,
    status: StatusCode,
    narrowing: Narrowing,
    typed: Typed,
    say: impl FnOnce(&mut GroupsPage),
) -> Result<Response, PageError> {
    let wanted = narrowing.wanted().ok_or(PageError::BadInput)?;
    let after = narrowing.after.clone().map(Into::into);
    let found = visit.engine.chat_groups(visit.person(), wanted, after, ROWS).await?;
    let mut shown = GroupsPage::new(visit, narrowing, &found, typed);
    say(&mut shown);
    Ok(page(status, &shown))
}
