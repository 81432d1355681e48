//! 离职移交: an administrator gives everything that waits for somebody who leaves to somebody else.

use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::{Outcome, Right};
use baopi_messages::Args;
use baopi_workflow::{PersonId, RequestId};

use crate::door::address::{self, LEAVERS};
use crate::door::wish::LeaverWish;
use crate::present::fault::PageError;
use crate::present::form::choice::by_unit;
use crate::present::form::field::{Control, Field, FormFields, Names, Optional};
use crate::present::form::typed::Typed;
use crate::present::form::wish;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::note::Note;
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

/// What became of one task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ResultView {
    pub(crate) title: String,
    pub(crate) is_done: bool,
    pub(crate) text: String,
}

#[derive(Template)]
#[template(path = "office/leaver.html")]
pub(crate) struct LeaverPage {
    pub(crate) frame: Frame,
    pub(crate) parts: Vec<Field>,
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
        let form = FormFields::new(texts, typed.clone(), Names::Own("leaver".to_owned()));
        let form = form.beginning("leaver".to_owned());
        let one_of = |people: &[PersonId]| Control::Select(by_unit(visit, people), Optional::Yes);
        let parts = vec![
            form.field("from", one_of(&everybody)).needed(),
            form.field("to", one_of(&deciding)).needed(),
            form.field("opinion", Control::Area(2)).needed(),
        ];
        Self {
            frame: visit.frame(NavEntry::Leavers, LEAVERS),
            parts,
            results: Vec::new(),
            note: None,
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
    let wish = wish::read::<LeaverWish>("", &typed).and_then(|wish| {
        let people = wish.people(&visit.viewer.organisation)?;
        Ok((people, wish.opinion))
    });
    let (people, opinion) = match wish {
        Ok(wish) => wish,
        Err(faults) => {
            for fault in &faults {
                let wrong = shown.parts.iter_mut().filter(|part| part.name == fault.field);
                wrong.for_each(|part| part.blame(visit.texts(), fault));
            }
            return Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown));
        }
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

/// What stands instead of a title that is not shown: by its identifier two of them are told apart.
fn hidden(visit: &Visitor, request: RequestId) -> String {
    let hidden = visit.texts().t("page-title-hidden");
    format!("{hidden} {request}")
}

fn became(visit: &Visit, result: &Outcome) -> ResultView {
    let text = match &result.answer {
        Ok(_) => visit.texts().t("leaver-done"),
        Err(error) => visit.line_of(error),
    };
    ResultView {
        title: result.title.clone().unwrap_or_else(|| hidden(visit, result.request)),
        is_done: result.answer.is_ok(),
        text,
    }
}
