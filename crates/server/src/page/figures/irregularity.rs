//! What was found past the approval: a form for everybody who is signed in, and what auditors do about it.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::figures::irregularity::{Found, IrregularityError, IrregularityRefusal};
use baopi_engine::{IrregularityRow, Right};
use baopi_workflow::UnitKind;
use baopi_workflow::organisation::Level;
use baopi_workflow::statistics::{FoundBy, IrregularityKind, IrregularityState, Remedy};
use serde::Deserialize;
use uuid::Uuid;

use crate::door::Id;
use crate::door::address::{self, IRREGULARITIES};
use crate::door::explain::Explain;
use crate::present::fault::PageError;
use crate::present::form::choice::{Choice, Group};
use crate::present::form::field::{Control, Field, FormFields, Names, Optional};
use crate::present::form::typed::Typed;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::note::Note;
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

/// So many stand on one page.
const ROWS: u32 = 30;
/// The fields of the form, in order.
const FIELDS: [&str; 5] = ["kind", "found_by", "unit", "day", "evidence"];

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct After {
    after: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct ReportView {
    pub(crate) id: String,
    pub(crate) what: String,
    pub(crate) line: String,
    pub(crate) evidence: String,
    pub(crate) state: String,
    pub(crate) tone: &'static str,
    /// Where it can go from here: what is sent, and what is read.
    pub(crate) ways: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "figures/irregularities.html")]
pub(crate) struct IrregularitiesPage {
    frame: Frame,
    note: Option<Note>,
    parts: Vec<Field>,
    list: String,
    rows: Vec<ReportView>,
    remedies: Vec<Choice>,
    next: Option<String>,
}

/// `GET /irregularities`
pub(crate) async fn show(visit: Visit, Query(asked): Query<After>) -> Result<Response, PageError> {
    show_with(&visit, &Typed::default(), (StatusCode::OK, None), asked.after).await
}

/// `POST /irregularities`
pub(crate) async fn report(
    visit: Visit,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let Some(found) = read(&typed) else {
        return refused(&visit, &typed, IrregularityRefusal::Unfit.into()).await;
    };
    match visit.engine.report_irregularity(visit.person(), found).await {
        Ok(_) => Ok(Redirect::to(IRREGULARITIES).into_response()),
        Err(error) => refused(&visit, &typed, error).await,
    }
}

/// `POST /irregularities/{id}/steps`
pub(crate) async fn step(
    visit: Visit,
    Id(id): Id<Uuid>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let state = IrregularityState::of_key(typed.one("state")).ok_or(PageError::BadInput)?;
    let remedy = match typed.one("remedy") {
        "" => None,
        remedy => Some(Remedy::of_key(remedy).ok_or(PageError::BadInput)?),
    };
    let opinion = typed.text("opinion");
    match visit.engine.move_irregularity(visit.person(), id, (state, remedy, opinion)).await {
        Ok(()) => Ok(Redirect::to(IRREGULARITIES).into_response()),
        Err(error) => refused(&visit, &Typed::default(), error).await,
    }
}

fn read(typed: &Typed) -> Option<Found> {
    Some(Found {
        kind: IrregularityKind::of_key(typed.one("kind"))?,
        found_by: FoundBy::of_key(typed.one("found_by"))?,
        unit: typed.one("unit").parse().ok()?,
        day: typed.one("day").parse().ok()?,
        evidence: typed.text("evidence"),
    })
}

async fn refused(
    visit: &Visit,
    typed: &Typed,
    error: IrregularityError,
) -> Result<Response, PageError> {
    match error {
        IrregularityError::Refused(refusal) => {
            let text = refusal.sentence(visit.language, &visit.viewer.organisation);
            show_refused(visit, typed, text).await
        }
        // What looks classified is not shown again either.
        IrregularityError::Classified { .. } => {
            show_refused(visit, &Typed::default(), visit.texts().t("irregularity-classified")).await
        }
        IrregularityError::NotFound
        | IrregularityError::Stale { .. }
        | IrregularityError::KeyReused
        | IrregularityError::BadKey
        | IrregularityError::Engine(_) => Err(error.into()),
    }
}

async fn show_refused(visit: &Visit, typed: &Typed, text: String) -> Result<Response, PageError> {
    let note = Note { tone: "bad", text, reload: None };
    show_with(visit, typed, (StatusCode::UNPROCESSABLE_ENTITY, Some(note)), None).await
}

/// Auditors see all reports, everybody else their own.
async fn show_with(
    visit: &Visit,
    typed: &Typed,
    (status, note): (StatusCode, Option<Note>),
    after: Option<String>,
) -> Result<Response, PageError> {
    let is_auditor = visit.viewer.may(Right::JudgeIrregularities);
    let after = after.map(Into::into);
    let found = visit.engine.irregularities(&visit.viewer, after, ROWS).await?;
    let texts = visit.texts();
    let list = if is_auditor { "irregularity-list" } else { "irregularity-list-own" };
    let remedy = |remedy: &Remedy| Choice {
        value: remedy.key().to_owned(),
        label: texts.word("remedy", remedy.key()),
    };
    let shown = IrregularitiesPage {
        frame: visit.frame(NavEntry::Statistics, IRREGULARITIES),
        note,
        parts: FIELDS.map(|name| part(visit, name, typed)).into(),
        list: texts.t(list),
        rows: found.items.iter().map(|row| view(visit, row, is_auditor)).collect(),
        remedies: Remedy::ALL.iter().map(remedy).collect(),
        next: found.next.map(|cursor| format!("{IRREGULARITIES}?after={cursor}")),
    };
    Ok(page(status, &shown))
}

fn part(visit: &Visitor, name: &'static str, typed: &Typed) -> Field {
    let texts = visit.texts();
    let words = |list: &str, keys: Vec<&str>| {
        let choice = |key: &str| Choice { value: key.to_owned(), label: texts.word(list, key) };
        let choices = keys.into_iter().map(choice).collect();
        vec![Group { label: String::new(), choices }]
    };
    let one_of = |groups| Control::Select(groups, Optional::Yes);
    let control = match name {
        "kind" => {
            one_of(words("irregularity", IrregularityKind::ALL.iter().map(|k| k.key()).collect()))
        }
        "found_by" => one_of(words("found-by", FoundBy::ALL.iter().map(|f| f.key()).collect())),
        "unit" => one_of(vec![units(visit)]),
        "day" => Control::Line("date"),
        _ => Control::Area(2),
    };
    let form = FormFields::new(texts, typed.clone(), Names::Own("irregularity".to_owned()));
    form.beginning("irregularity".to_owned()).field(name, control).needed()
}

/// Those who can issue or convene.
fn units(visit: &Visitor) -> Group {
    let units = visit.viewer.organisation.units().filter(|unit| {
        unit.active && unit.level != Level::External && unit.kind != UnitKind::InternalSection
    });
    let choices =
        units.map(|unit| Choice { value: unit.id.to_string(), label: unit.short_name.clone() });
    Group { label: String::new(), choices: choices.collect() }
}

fn view(visit: &Visitor, row: &IrregularityRow, is_auditor: bool) -> ReportView {
    let texts = visit.texts();
    let ways = IrregularityState::ALL.iter().filter(|next| row.state.may_become(**next));
    let way = |next: &IrregularityState| Choice {
        value: next.key().to_owned(),
        label: texts.word("irregularity-to", next.key()),
    };
    let unit = visit.viewer.organisation.unit_name(row.unit);
    let by = baopi_messages::Args::new().with("name", visit.name(row.by));
    ReportView {
        id: row.id.to_string(),
        what: texts.word("irregularity", row.kind.key()),
        line: format!(
            "{unit} · {} · {} · {}",
            row.day,
            texts.word("found-by", row.found_by.key()),
            texts.with("irregularity-by", &by)
        ),
        evidence: row.evidence.clone(),
        state: texts.word("irregularity-state", row.state.key()),
        tone: match row.state {
            IrregularityState::Reported => "wait",
            IrregularityState::Verified => "bad",
            IrregularityState::Rectified => "done",
            IrregularityState::Dismissed => "plain",
        },
        ways: if is_auditor { ways.map(way).collect() } else { Vec::new() },
    }
}
