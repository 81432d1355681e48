//! Numbers: the check of one, whether all are accounted for, and those that were given up.

use axum::Json;
use axum::extract::State;
use baopi_engine::{CounterFilter, NumberCheck, RegisterFilter, VoidRow};
use baopi_messages::Language;
use baopi_workflow::book::{FieldFault, Wrong};
use baopi_workflow::number::{NumberFault, SeriesReport};
use baopi_workflow::rules::numbering::misspelt;
use baopi_workflow::{Organisation, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::names::{PersonName, UnitName, word};
use crate::api::problems::Reading;
use crate::door::problem::Problem;
use crate::door::query::StrictQuery;
use crate::door::session::Bearer;
use crate::door::state::AppState;

/// The longest text that is looked at, in characters.
const MAX_TYPED: u32 = 100;

/// Which number.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckQuery {
    /// The number as it was typed, such as 青政发〔2026〕1号; at most 100 characters.
    number: String,
}

/// What is wrong with a number.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NumberFaultBody {
    /// The code of the fault.
    #[schema(example = "brackets")]
    code: &'static str,
    /// The same in Chinese.
    message_zh: String,
    /// The same in English.
    message_en: String,
    /// The way out, in Chinese.
    advice_zh: String,
    /// The way out, in English.
    advice_en: String,
}

impl NumberFaultBody {
    fn of(fault: NumberFault, text: &str) -> Self {
        let finding = misspelt(fault, text);
        Self {
            code: fault.key(),
            message_zh: baopi_messages::finding(Language::Zh, &finding),
            message_en: baopi_messages::finding(Language::En, &finding),
            advice_zh: baopi_messages::finding_advice(Language::Zh, &finding),
            advice_en: baopi_messages::finding_advice(Language::En, &finding),
        }
    }
}

/// What can be said about a number.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CheckedNumber {
    /// The number, if it is written as it must be.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// What is wrong with it, all at once.
    faults: Vec<NumberFaultBody>,
    /// What is meant, where nothing but the brackets is wrong; it is never taken in place of what was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    offer: Option<String>,
    /// Whose series it is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<UnitName>,
    /// What became of it: `used` on a document that is issued and in force, `not_issued`, `revoked` or `repealed` where that is
    /// so of its document, `void`, `imported_used` or `imported_void` for a number from a paper register, `not_taken`, or
    /// nothing for one that no unit here gives out.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'static str>,
    /// The title of its document.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Its document, if you may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<Uuid>,
}

impl CheckedNumber {
    fn of(check: &NumberCheck, organisation: &Organisation) -> Self {
        let found = check.found.as_ref();
        let free = check.unit.map(|_| "not_taken");
        Self {
            number: check.number.as_ref().map(ToString::to_string),
            faults: check
                .faults
                .iter()
                .map(|fault| NumberFaultBody::of(*fault, &check.text))
                .collect(),
            offer: check.offer.as_ref().map(ToString::to_string),
            unit: check.unit.map(|unit| UnitName::of(unit, organisation)),
            state: found.map_or(free, |found| Some(found.state())),
            title: found.map(|found| found.row.title.clone()),
            request: found
                .filter(|found| found.may_see)
                .and_then(|found| found.row.request)
                .map(|request| request.0),
        }
    }
}

/// Check a number
///
/// Whether it is written as it must be, whose it is and what became of it.
#[utoipa::path(
    get,
    path = "/numbers/check",
    operation_id = "check_number",
    tag = "lists",
    params(CheckQuery),
    responses((status = 200, description = "What can be said about it", body = CheckedNumber), Reading)
)]
pub(crate) async fn check(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    StrictQuery(query): StrictQuery<CheckQuery>,
) -> Result<Json<CheckedNumber>, Problem> {
    if query.number.chars().count() > MAX_TYPED as usize {
        return Err(vec![FieldFault::new("number", Wrong::TooLong { most: MAX_TYPED })].into());
    }
    let check = state.engine.check_number(viewer.person, &query.number).await;
    let check = check.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(Json(CheckedNumber::of(&check, &viewer.organisation)))
}

/// Which series and years.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct GapsQuery {
    /// The series, such as 青农发.
    series: Option<String>,
    /// The year of the numbers.
    year: Option<i32>,
}

/// A range of numbers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NumberRange {
    /// The first.
    first: u32,
    /// The last.
    last: u32,
}

/// The numbers of one series and year, all of them accounted for.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountedSeries {
    /// The series.
    #[schema(example = "青农发")]
    series: String,
    /// The year.
    year: i32,
    /// The highest number.
    highest: u32,
    /// How many stand on documents.
    used: u32,
    /// The numbers that were given up.
    void: Vec<u32>,
    /// Whether every number is used or void, once.
    clean: bool,
    /// Numbers that nobody can account for.
    missing: Vec<NumberRange>,
    /// Numbers that stand there twice.
    twice: Vec<u32>,
    /// Numbers above the counter.
    beyond: Vec<u32>,
}

impl From<SeriesReport> for CountedSeries {
    fn from(report: SeriesReport) -> Self {
        let clean = report.is_clean();
        let SeriesReport { series, year, highest, used, void, missing, twice, beyond } = report;
        let range = |(first, last)| NumberRange { first, last };
        let missing = missing.into_iter().map(range).collect();
        Self { series, year, highest, used, void, clean, missing, twice, beyond }
    }
}

/// Account for the numbers
///
/// For each series and year, from 1 to the highest number: each is used or void, or it is named here.
#[utoipa::path(
    get,
    path = "/numbers/gaps",
    operation_id = "account_for_numbers",
    tag = "lists",
    params(GapsQuery),
    responses((status = 200, description = "The series and years", body = Vec<CountedSeries>), Reading)
)]
pub(crate) async fn gaps(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    StrictQuery(query): StrictQuery<GapsQuery>,
) -> Result<Json<Vec<CountedSeries>>, Problem> {
    let filter = CounterFilter { series: query.series, year: query.year, since: None };
    let reports = state.engine.number_reports(filter).await;
    let reports = reports.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(Json(reports.into_iter().map(Into::into).collect()))
}

/// Which numbers that were given up.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct VoidsQuery {
    /// The series, such as 青农发.
    series: Option<String>,
    /// The year of the numbers.
    year: Option<i32>,
    /// The issuing unit.
    unit: Option<Uuid>,
}

/// A number that was given up.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct VoidNumber {
    /// 发文字号
    #[schema(example = "青农发〔2026〕3号")]
    number: String,
    /// Why it was given up.
    reason: String,
    /// `numbered` if the program had given it, `imported` if it comes from a paper register.
    #[schema(example = "numbered")]
    origin: String,
    /// Who proposed it; for a number from paper, who took the register over.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposed_by: Option<PersonName>,
    /// Who agreed; nobody that is known for a number from paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_by: Option<PersonName>,
    /// When it was given up; for a number from paper, when the register was taken over.
    at: String,
}

impl VoidNumber {
    fn of(row: VoidRow, organisation: &Organisation) -> Self {
        let name = |person| PersonName::of(person, organisation);
        Self {
            number: row.number.to_string(),
            reason: row.reason,
            origin: word(&row.origin),
            proposed_by: row.proposed_by.map(name),
            confirmed_by: row.confirmed_by.map(name),
            at: row.at.to_string(),
        }
    }
}

/// List the numbers that were given up
///
/// The last one first, at most 100.
#[utoipa::path(
    get,
    path = "/numbers/voids",
    operation_id = "list_voids",
    tag = "lists",
    params(VoidsQuery),
    responses((status = 200, description = "Numbers with reason, both people and time", body = Vec<VoidNumber>), Reading)
)]
pub(crate) async fn voids(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    StrictQuery(query): StrictQuery<VoidsQuery>,
) -> Result<Json<Vec<VoidNumber>>, Problem> {
    let unit = query.unit.map(UnitId);
    let filter = RegisterFilter { series: query.series, year: query.year, unit };
    let voids = state.engine.voids(filter).await;
    let voids = voids.map_err(|error| Problem::of(error, &viewer.organisation))?;
    Ok(Json(voids.into_iter().map(|row| VoidNumber::of(row, &viewer.organisation)).collect()))
}
