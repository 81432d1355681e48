//! 年度发文和会议计划: the items of a year, a form for one more, and a file of many.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::{BookError, Imported, Page, PlanFilter};
use baopi_workflow::plan::{self, PlanItem};
use baopi_workflow::{Kind, PlanItemId};
use chrono::Datelike;
use serde::Deserialize;
use uuid::Uuid;

use super::book::{BookFields, ImportView, Trouble, Wanted, download, good, units, uploaded};
use super::draft::{Note, key};
use super::fault::PageError;
use super::form::choice::Choice;
use super::form::field::{Control, Field};
use super::form::posted::Posted;
use super::form::reader::Reader;
use super::form::typed::Typed;
use super::frame::{Frame, Place, page};
use super::nonce;
use super::visit::{Visit, Visitor};
use crate::extract::Id;
use crate::sheet;

/// Where the page is.
const PATH: &str = "/plans";
/// So many items stand on one page.
const ROWS: u32 = 50;

/// One item.
#[derive(Debug, Clone)]
pub(crate) struct ItemView {
    pub(crate) kind: String,
    pub(crate) month: u32,
    pub(crate) reference: String,
    pub(crate) title: String,
    pub(crate) comprehensive: bool,
    pub(crate) unit: String,
    pub(crate) approved_ref: String,
    /// The request that used it.
    pub(crate) used: Option<String>,
    /// Where it can be taken out, and what a screen reader says of the button.
    pub(crate) remove: Option<(String, String)>,
}

/// What the list is narrowed to, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Narrowing {
    #[serde(default)]
    pub(crate) year: String,
    #[serde(default)]
    pub(crate) unit: String,
    #[serde(default)]
    pub(crate) kind: String,
    after: Option<String>,
    done: Option<String>,
    n: Option<u32>,
    #[serde(default)]
    format: Wanted,
}

impl Narrowing {
    /// The filter, unless a field of it cannot be read. Without a year, this one.
    fn filter(&self, this_year: i32) -> Option<PlanFilter> {
        let year = if self.year.is_empty() { this_year } else { self.year.parse().ok()? };
        let kind = match self.kind.as_str() {
            "" => None,
            key => Some(Kind::of_key(key)?),
        };
        let unit = if self.unit.is_empty() { None } else { Some(self.unit.parse().ok()?) };
        Some(PlanFilter { year, unit, kind })
    }
}

/// The page.
#[derive(Template)]
#[template(path = "plans.html")]
pub(crate) struct PlansPage {
    pub(crate) frame: Frame,
    pub(crate) narrowing: Narrowing,
    pub(crate) years: Vec<Choice>,
    pub(crate) units: Vec<Choice>,
    pub(crate) kinds: Vec<Choice>,
    pub(crate) rows: Vec<ItemView>,
    pub(crate) next: Option<String>,
    pub(crate) export: String,
    /// Nothing for those who keep no plan.
    pub(crate) form: Option<BookFields>,
    pub(crate) import: ImportView,
    pub(crate) nonce: String,
    pub(crate) note: Option<Note>,
}

fn kinds(visit: &Visitor) -> Vec<Choice> {
    let choice = |kind: &Kind| Choice {
        value: kind.key().to_owned(),
        label: visit.texts().t(&format!("plan-kind-{}", kind.key())),
    };
    Kind::ALL.iter().map(choice).collect()
}

fn kept(visit: &Visitor) -> Vec<Choice> {
    let organisation = &visit.viewer.organisation;
    units(visit, |unit| plan::may_keep(visit.person(), unit, organisation))
}

impl PlansPage {
    /// The items of a year; `typed` is what was typed into the form before.
    pub(crate) fn new(
        visit: &Visitor,
        (narrowing, filter): (Narrowing, PlanFilter),
        found: &Page<PlanItem>,
        typed: Typed,
    ) -> Self {
        let keeps = !kept(visit).is_empty();
        let query = |path: &str| {
            let Narrowing { unit, kind, .. } = &narrowing;
            format!("{path}?year={}&unit={unit}&kind={kind}&", filter.year)
        };
        let next = found.next.as_ref().map(|cursor| format!("{}after={cursor}", query(PATH)));
        let columns = &baopi_engine::plan::COLUMNS;
        let import = keeps.then_some("/plans/import");
        Self {
            frame: visit.frame(Place::Plans, PATH),
            years: (filter.year - 2..=filter.year + 1)
                .rev()
                .map(|year| Choice::same(&year))
                .collect(),
            units: units(visit, |_| true),
            kinds: kinds(visit),
            rows: found.items.iter().map(|item| view(visit, item)).collect(),
            next,
            export: query("/plans/table"),
            form: keeps.then(|| BookFields::new(visit.texts(), typed)),
            import: ImportView::new(visit, import, &columns[..columns.len() - 1]),
            nonce: nonce(),
            note: None,
            narrowing: Narrowing { year: filter.year.to_string(), ..narrowing },
        }
    }

    /// The fields of the form.
    fn fields(&self) -> Vec<Field> {
        let Some(form) = &self.form else { return Vec::new() };
        let months = (1..=12_u32).map(|month| Choice::same(&month)).collect::<Vec<_>>();
        vec![
            form.select("kind", self.kinds.clone()).needed(),
            form.select("unit", self.units.clone()).needed(),
            form.line("year", "number").needed(),
            form.select("month", months).needed(),
            form.line("reference", "text").needed(),
            form.line("approved_ref", "text").needed(),
            form.line("title", "text").needed().wide(),
            form.field("comprehensive", Control::Tick).wide(),
        ]
    }
}

fn view(visit: &Visitor, item: &PlanItem) -> ItemView {
    let organisation = &visit.viewer.organisation;
    let removable =
        item.used_by.is_none() && plan::may_keep(visit.person(), item.unit, organisation);
    ItemView {
        kind: visit.texts().t(&format!("plan-kind-{}", item.kind.key())),
        month: item.month,
        reference: item.reference.clone(),
        title: item.title.clone(),
        comprehensive: item.comprehensive,
        unit: organisation.unit_name(item.unit).to_owned(),
        approved_ref: item.approved_ref.clone(),
        used: item.used_by.map(|request| format!("/requests/{request}")),
        remove: removable.then(|| {
            let said = visit.texts().s("plans-remove-of", &item.title);
            (format!("{PATH}/{}/remove", item.id), said)
        }),
    }
}

/// `GET /plans`
pub(crate) async fn show(
    visit: Visit,
    Query(narrowing): Query<Narrowing>,
) -> Result<Response, PageError> {
    let texts = visit.texts();
    let note = match narrowing.done.as_deref() {
        Some("added") => Some(good(texts.t("plans-was-added"))),
        Some("removed") => Some(good(texts.t("plans-was-removed"))),
        Some("imported") => Some(good(texts.n("book-was-imported", narrowing.n.unwrap_or(0)))),
        Some(_) | None => None,
    };
    let mut typed = Typed::default();
    typed.put("year", visit.engine.now().year().to_string());
    again(&visit, StatusCode::OK, narrowing, typed, |page| page.note = note).await
}

/// `GET /plans/table`
pub(crate) async fn table(
    visit: Visit,
    Query(narrowing): Query<Narrowing>,
) -> Result<Response, PageError> {
    let filter = narrowing.filter(visit.engine.now().year()).ok_or(PageError::BadInput)?;
    let table = visit.engine.export_plan(filter).await?;
    let name = format!("{} {}", visit.texts().t("book-plans"), filter.year);
    let table = sheet::worded(table, visit.language);
    Ok(download(&table, narrowing.format.into(), &name)?)
}

/// `POST /plans`
pub(crate) async fn add(
    visit: Visit,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let mut reader = Reader::new(&typed);
    let item = read(&mut reader);
    let faults = reader.into_faults();
    let Some(item) = item.filter(|_| faults.is_empty()) else {
        let trouble = Trouble::unread(&visit);
        return again(&visit, trouble.status, Narrowing::default(), typed, |page| {
            page.note = Some(trouble.note);
            if let Some(form) = &mut page.form {
                form.blame(&faults);
            }
        })
        .await;
    };
    let year = item.year;
    let key = key(&typed, PATH, "add");
    match visit.engine.add_plan_item(visit.person(), item, key).await {
        Ok(_) => Ok(Redirect::to(&format!("{PATH}?year={year}&done=added")).into_response()),
        Err(error) => troubled(&visit, Trouble::of(&visit, error)?, typed).await,
    }
}

fn read(reader: &mut Reader<'_>) -> Option<PlanItem> {
    for name in ["kind", "unit", "year", "month"] {
        if reader.text(name).trim().is_empty() {
            reader.fault(name, "page-fault-missing");
        }
    }
    let kind = reader.word("kind");
    let unit = reader.value("unit", "page-fault-choice");
    let year = reader.value("year", "page-fault-number");
    let month = reader.number("month");
    let line = |name: &str| reader.text(name).trim().to_owned();
    Some(PlanItem {
        id: PlanItemId(Uuid::nil()),
        kind: kind?,
        year: year?,
        unit: unit?,
        reference: line("reference"),
        title: line("title"),
        month: month?,
        comprehensive: reader.ticked("comprehensive"),
        approved_ref: line("approved_ref"),
        used_by: None,
    })
}

/// `POST /plans/{id}/remove`
pub(crate) async fn remove(
    visit: Visit,
    Id(id): Id<PlanItemId>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let key = key(&typed, PATH, &format!("remove-{id}"));
    match visit.engine.remove_plan_item(visit.person(), id, key).await {
        Ok(_) => Ok(Redirect::to(&format!("{PATH}?done=removed")).into_response()),
        Err(error) => troubled(&visit, Trouble::of(&visit, error)?, Typed::default()).await,
    }
}

/// `POST /plans/import`
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
    let table = uploaded(visit, &mut posted, &baopi_engine::plan::COLUMNS).await?;
    let key = key(&posted.typed, PATH, "import");
    Ok(visit.engine.import_plan(visit.person(), table, key).await?.done)
}

async fn troubled(visit: &Visit, trouble: Trouble, typed: Typed) -> Result<Response, PageError> {
    let status = trouble.status;
    let say = |page: &mut PlansPage| {
        page.note = Some(trouble.say(visit, page.form.as_mut(), &mut page.import));
    };
    again(visit, status, Narrowing::default(), typed, say).await
}

async fn again(
    visit: &Visit,
    status: StatusCode,
    narrowing: Narrowing,
    typed: Typed,
    say: impl FnOnce(&mut PlansPage),
) -> Result<Response, PageError> {
    let this_year = visit.engine.now().date().year();
    let filter = narrowing.filter(this_year).ok_or(PageError::BadInput)?;
    let after = narrowing.after.clone().map(Into::into);
    let found = visit.engine.plan(filter, after, ROWS).await?;
    let mut shown = PlansPage::new(visit, (narrowing, filter), &found, typed);
    say(&mut shown);
    Ok(page(status, &shown))
}
