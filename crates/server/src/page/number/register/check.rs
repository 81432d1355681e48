//! The check of one number.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::{FoundNumber, NumberCheck};
use baopi_workflow::rules::numbering::misspelt;
use serde::Deserialize;

use crate::door::address::{self, NUMBER_CHECK};
use crate::door::session::encoded_pair;
use crate::present::fault::PageError;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

/// The longest text that is looked at, in characters.
const MAX_TYPED: u32 = 100;

/// What was typed; nothing before anything is.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Typed {
    number: Option<String>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    /// What is wrong, each with its way out.
    pub(crate) faults: Vec<[String; 2]>,
    /// The number that may be meant, and where it is checked.
    pub(crate) offer: Option<(String, String)>,
    /// The number, if it is written rightly.
    pub(crate) number: Option<String>,
    /// Whose series it is of.
    pub(crate) unit: Option<String>,
    /// What became of it: tone and sentence.
    pub(crate) fate: Option<(&'static str, String)>,
    /// Title and place of the document.
    pub(crate) document: Option<(String, Option<String>)>,
}

#[derive(Template)]
#[template(path = "number/number_check.html")]
pub(crate) struct CheckPage {
    pub(crate) frame: Frame,
    pub(crate) typed: String,
    pub(crate) verdict: Option<Verdict>,
}

/// `GET /numbers/check`
pub(crate) async fn show(visit: Visit, Query(typed): Query<Typed>) -> Result<Response, PageError> {
    let typed = typed.number.unwrap_or_default();
    if typed.chars().count() > MAX_TYPED as usize {
        return Err(PageError::BadInput);
    }
    let path = if typed.is_empty() { NUMBER_CHECK.to_owned() } else { address(&typed) };
    let frame = visit.frame(NavEntry::Register, path);
    if typed.is_empty() {
        return Ok(page(StatusCode::OK, &CheckPage { frame, typed, verdict: None }));
    }
    let check = visit.engine.check_number(visit.person(), &typed).await?;
    let verdict = Some(verdict(&visit, &check));
    Ok(page(StatusCode::OK, &CheckPage { frame, typed, verdict }))
}

fn address(number: &str) -> String {
    format!("{NUMBER_CHECK}?{}", encoded_pair("number", number))
}

fn verdict(visit: &Visitor, check: &NumberCheck) -> Verdict {
    let fault = |fault: &baopi_workflow::number::NumberFault| {
        let finding = misspelt(*fault, &check.text);
        [
            baopi_messages::finding(visit.language, &finding),
            baopi_messages::finding_advice(visit.language, &finding),
        ]
    };
    let offer = check.offer.as_ref().map(ToString::to_string);
    let unit = check.unit.map(|unit| visit.viewer.organisation.unit_name(unit).to_owned());
    let fate = match &check.found {
        Some(found) => Some(fate(visit, found)),
        None => check.unit.map(|_| ("info", visit.texts().t("number-check-free"))),
    };
    Verdict {
        faults: check.faults.iter().map(fault).collect(),
        offer: offer.map(|offer| (offer.clone(), address(&offer))),
        number: check.number.as_ref().map(ToString::to_string),
        unit,
        fate,
        document: check.found.as_ref().and_then(document),
    }
}

fn fate(visit: &Visitor, found: &FoundNumber) -> (&'static str, String) {
    let state = found.state();
    let tone = if state.ends_with("void") { "warn" } else { "good" };
    let tone = if state == "imported_used" { "info" } else { tone };
    (tone, visit.texts().t(&format!("number-check-{}", state.replace('_', "-"))))
}

fn document(found: &FoundNumber) -> Option<(String, Option<String>)> {
    let href = found.row.request.filter(|_| found.may_see);
    let title = found.row.title.clone();
    (!title.is_empty())
        .then(|| (title, href.map(|request| address::of(address::REQUEST, &[&request]))))
}
