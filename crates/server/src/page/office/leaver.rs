//! 离职移交: an administrator gives everything that waits for somebody who leaves to somebody else.

use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::{Outcome, Right};
use baopi_messages::Args;
use baopi_workflow::PersonId;

use crate::door::address;
use crate::present::fault::PageError;
use crate::present::form::part::{Control, Part, by_unit};
use crate::present::form::reader::Reader;
use crate::present::form::typed::Typed;
use crate::present::frame::{Frame, Place, page};
use crate::present::note::Note;
use crate::present::visit::{Visit, Visitor};

/// Where the page is.
pub(crate) const PATH: &str = address::LEAVERS;

/// What became of one task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ResultView {
    pub(crate) title: String,
    pub(crate) is_done: bool,
    pub(crate) text: String,
}

/// The page.
#[derive(Template)]
#[template(path = "office/leaver.html")]
pub(crate) struct LeaverPage {
    pub(crate) frame: Frame,
    pub(crate) parts: Vec<Part>,
    pub(crate) results: Vec<ResultView>,
    pub(crate) note: Option<Note>,
}

impl LeaverPage {
    pub(crate) fn new(visit: &Visitor, typed: &Typed) -> Self {
        let texts = visit.texts();
        let organisation = &visit.viewer.organisation;
        let everybody: Vec<_> = organisation.people().map(|person| person.id).collect();
        let mut deciding = everybody.clone();
        deciding.retain(|person| organisation.may_decide(*person));
        let part = |name: &'static str, label: String, control| Part {
            name,
            id: format!("leaver-{name}"),
            label,
            control,
            values: typed.all(name).to_vec(),
            errors: Vec::new(),
            is_needed: true,
        };
        let opinion = baopi_messages::field(visit.language, "opinion");
        let parts = vec![
            part("from", texts.t("leaver-from"), Control::One(by_unit(visit, &everybody))),
            part("to", texts.t("leaver-to"), Control::One(by_unit(visit, &deciding))),
            part("opinion", opinion, Control::Area),
        ];
        Self { frame: visit.frame(Place::Leavers, PATH), parts, results: Vec::new(), note: None }
    }

    /// Says beside a field what is wrong with it.
    fn blame(&mut self, name: &str, text: String) {
        if let Some(part) = self.parts.iter_mut().find(|part| part.name == name) {
            part.errors.push(text);
        }
    }
}

/// `GET /admin/leavers`
pub(crate) async fn show(visit: Visit) -> Result<Response, PageError> {
    if !visit.viewer.may(Right::HandOver) {
        return Err(PageError::NotFound);
    }
    Ok(page(StatusCode::OK, &LeaverPage::new(&visit, &Typed::default())))
}

/// `POST /admin/leavers`. What was given away does not wait any more, so that the same form sent twice finds nothing to do.
pub(crate) async fn post(
    visit: Visit,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    if !visit.viewer.may(Right::HandOver) {
        return Err(PageError::NotFound);
    }
    let typed: Typed = pairs.into_iter().collect();
    let mut shown = LeaverPage::new(&visit, &typed);
    let Some((people, opinion)) = read(&visit, &typed, &mut shown) else {
        return Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown));
    };
    let results = visit.engine.hand_over(visit.person(), people, &opinion, None).await?.items;
    let done = results.iter().filter(|result| result.answer.is_ok()).count();
    let args = Args::new().with("n", results.len()).with("done", done);
    let text = visit.texts().with("leaver-sum", &args);
    let tone = if done == results.len() { "good" } else { "warn" };
    shown.note = Some(Note { tone, text, reload: None });
    shown.results = results.iter().map(|result| became(&visit, result)).collect();
    Ok(page(StatusCode::OK, &shown))
}

/// Who leaves, who follows, and why; the page says what is missing.
fn read(
    visit: &Visitor,
    typed: &Typed,
    shown: &mut LeaverPage,
) -> Option<((PersonId, PersonId), String)> {
    let mut reader = Reader::new(typed);
    for name in ["from", "to", "opinion"] {
        if typed.is_blank(name) {
            reader.fault(name, "page-fault-missing");
        }
    }
    let from = reader.value("from", "page-fault-choice");
    let to = reader.value("to", "page-fault-choice");
    let opinion = reader.text("opinion");
    let faults = reader.into_faults();
    for fault in &faults {
        shown.blame(&fault.name, visit.texts().t(fault.message));
    }
    from.zip(to).filter(|_| faults.is_empty()).map(|people| (people, opinion))
}

fn became(visit: &Visit, result: &Outcome) -> ResultView {
    let text = match &result.answer {
        Ok(_) => visit.texts().t("leaver-done"),
        Err(error) => visit.line_of(error),
    };
    ResultView {
        title: result.title.clone().unwrap_or_default(),
        is_done: result.answer.is_ok(),
        text,
    }
}
