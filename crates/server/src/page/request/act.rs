//! What this reader may do to a request now, and doing it.

use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::{PerformError, RequestView, StageState};
use baopi_messages::Place;
use baopi_workflow::content::MeetingMode;
use baopi_workflow::request::Actual;
use baopi_workflow::{Action, ActionName, Content, Refusal, RequestId, RuleId, Status, Version};

use super::{RequestPage, reason};
use crate::page::draft::{Note, key};
use crate::page::fault::Fault;
use crate::page::form::choice::Choices;
use crate::page::form::field::Fields;
use crate::page::form::reader::{self, Reader, date_and_time, word};
use crate::page::form::typed::Typed;
use crate::page::frame::page;
use crate::page::nonce;
use crate::page::visit::{Visit, Visitor, status_of};

/// An exception that a signature has to accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AcceptView {
    pub(crate) rule: &'static str,
    pub(crate) name: String,
    pub(crate) finding: String,
    pub(crate) reason: String,
    pub(crate) is_ticked: bool,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ButtonView {
    pub(crate) action: &'static str,
    pub(crate) label: String,
}

/// Everything that is offered.
#[derive(Debug, Clone)]
pub(crate) struct Acts {
    pub(crate) path: String,
    pub(crate) version: Version,
    pub(crate) nonce: String,
    /// Consenting or signing.
    pub(crate) approve: Option<ButtonView>,
    pub(crate) accept: Vec<AcceptView>,
    /// What needs a word of explanation.
    pub(crate) against: Vec<ButtonView>,
    /// What is simply done.
    pub(crate) plain: Vec<ButtonView>,
    /// Editing or correcting the text.
    pub(crate) edit: Option<String>,
    /// How the meeting went.
    pub(crate) held: Option<ButtonView>,
    /// What was typed and shall not be lost.
    pub(crate) form: Fields,
}

impl Acts {
    pub(super) fn new(visit: &Visitor, view: &RequestView, kept: Typed) -> Self {
        let request = &view.request;
        let signs = signs(view);
        let stage = if let Status::Review(stage) = &request.status { Some(stage) } else { None };
        let place = Place { stage, kind: request.kind, signs };
        let button = |name: &ActionName| ButtonView {
            action: name.key(),
            label: baopi_messages::button(visit.language, *name, &place),
        };
        let offered = |names: &[ActionName]| {
            names.iter().filter(|name| view.offers.contains(name)).map(button).collect::<Vec<_>>()
        };
        let edit = [(ActionName::Save, "page-edit"), (ActionName::Correct, "action-correct")];
        let edit = edit
            .iter()
            .find(|(name, _)| view.offers.contains(name))
            .map(|(_, key)| visit.texts().t(key));
        let typed = if kept == Typed::default() { usual(view) } else { kept };
        let organisation = std::sync::Arc::clone(&visit.viewer.organisation);
        let choices = Choices::new(visit.texts(), organisation, visit.viewer.person().unit);
        Self {
            path: format!("/requests/{}/actions", request.id),
            version: request.version,
            nonce: nonce(),
            approve: offered(&[ActionName::Approve]).pop(),
            accept: if signs { accept(visit, view, &typed) } else { Vec::new() },
            against: offered(&[
                ActionName::Object,
                ActionName::Return,
                ActionName::Reject,
                ActionName::Withdraw,
                ActionName::Cancel,
            ]),
            plain: offered(&[
                ActionName::Submit,
                ActionName::PassRecheck,
                ActionName::AssignNumber,
                ActionName::Seal,
                ActionName::Issue,
                ActionName::Archive,
                ActionName::SendNotice,
                ActionName::Close,
            ]),
            edit,
            held: offered(&[ActionName::RecordHeld]).pop(),
            form: Fields::new(request.kind, typed, visit.texts(), choices),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.approve.is_none()
            && self.against.is_empty()
            && self.plain.is_empty()
            && self.edit.is_none()
            && self.held.is_none()
    }

    /// Whether the reader is asked for a decision.
    pub(crate) fn asks(&self) -> bool {
        self.approve.is_some()
    }

    /// What was typed for the action of this form.
    pub(crate) fn opinion(&self, of: &str) -> &str {
        let approving = self.form.typed.one("action") == "approve";
        if (of == "approve") == approving { self.form.typed.one("opinion") } else { "" }
    }

    /// What was typed for an action that is not offered any more, so that no form shows it.
    pub(crate) fn unsent(&self) -> Option<&str> {
        let (action, opinion) = (self.form.typed.one("action"), self.form.typed.one("opinion"));
        let is_shown =
            if action == "approve" { self.approve.is_some() } else { !self.against.is_empty() };
        (!is_shown && !opinion.trim().is_empty()).then_some(opinion)
    }

    /// Whether the part for going against it is open: somebody wrote there already.
    pub(crate) fn is_against(&self) -> bool {
        let action = self.form.typed.one("action");
        self.against.iter().any(|button| button.action == action)
    }

    pub(crate) fn opinion_error(&self) -> Option<&String> {
        self.form.errors.get("opinion").and_then(|errors| errors.first())
    }
}

/// Whether approving now is the signature: no stage lies ahead.
fn signs(view: &RequestView) -> bool {
    let here = view.way.iter().any(|stage| stage.state == StageState::Here);
    here && view.way.iter().all(|stage| stage.state != StageState::Ahead)
}

fn accept(visit: &Visitor, view: &RequestView, typed: &Typed) -> Vec<AcceptView> {
    let one = |rule: RuleId| AcceptView {
        rule: rule.key(),
        name: baopi_messages::rule_name(visit.language, rule),
        finding: view
            .findings
            .iter()
            .find(|finding| finding.rule == rule)
            .map(|finding| baopi_messages::finding(visit.language, finding))
            .unwrap_or_default(),
        reason: reason(view, rule),
        is_ticked: typed.holds("accept", rule.key()),
    };
    view.request.exceptions.iter().map(|exception| one(exception.rule)).collect()
}

/// A meeting usually goes as planned: the form of how it went begins with the plan.
fn usual(view: &RequestView) -> Typed {
    let mut typed = Typed::default();
    if let Content::Meeting(meeting) = &view.content
        && let (Some(first), Some(last)) = (meeting.sessions.first(), meeting.sessions.last())
    {
        let ((date, start), (end_date, end)) =
            (date_and_time(first.starts_at), date_and_time(last.ends_at));
        typed.put("session.0.date", date);
        typed.put("session.0.start", start);
        typed.put("session.0.end_date", end_date);
        typed.put("session.0.end", end);
        typed.put_some(
            "headcount",
            &meeting.headcount.map(|count| count.to_string()).unwrap_or_default(),
        );
        typed.put_some("mode", &meeting.mode.as_ref().map(word).unwrap_or_default());
        typed.put_some("venue", &meeting.venue);
        typed.put("no_show", "0");
    }
    typed
}

/// `POST /requests/{id}/actions`
pub(crate) async fn post(
    visit: Visit,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Response {
    let typed: Typed = pairs.into_iter().collect();
    let Ok(id) = id.parse::<RequestId>() else { return visit.fault(Fault::NotFound) };
    let Ok(seen) = typed.one("version").parse().map(Version) else {
        return visit.fault(Fault::BadInput);
    };
    if typed.is_too_long() {
        return visit.fault(Fault::BadInput);
    }
    let Some((action, faults)) = read(&typed) else { return visit.fault(Fault::BadInput) };
    let Some(action) = action else { return unread(&visit, id, typed, &faults).await };
    let name = action.name();
    let key = key(&typed, &format!("/requests/{id}/actions"), name.key());
    match visit.engine.perform(visit.person(), id, seen, action, key).await {
        Ok(_) => Redirect::to(&format!("/requests/{id}?done={}", name.key())).into_response(),
        Err(error) => refused(&visit, id, typed, &error).await,
    }
}

/// The action that a form asks for; nothing for one that no form of this page sends.
fn read(typed: &Typed) -> Option<(Option<Action>, Vec<reader::Fault>)> {
    let mut reader = Reader::new(typed);
    let name: ActionName = reader.word("action")?;
    let opinion = reader.text("opinion");
    let action = match name {
        ActionName::Submit => Action::Submit {},
        ActionName::Approve => {
            Action::Approve { opinion, accept: reader.set("accept").into_iter().collect() }
        }
        ActionName::Object => Action::Object { opinion },
        ActionName::Return => Action::Return { opinion },
        ActionName::Reject => Action::Reject { opinion },
        ActionName::Withdraw => Action::Withdraw { opinion },
        ActionName::PassRecheck => Action::PassRecheck {},
        ActionName::AssignNumber => Action::AssignNumber {},
        ActionName::Seal => Action::Seal {},
        ActionName::Issue => Action::Issue {},
        ActionName::Archive => Action::Archive {},
        ActionName::SendNotice => Action::SendNotice {},
        ActionName::RecordHeld => {
            let actual = actual(&mut reader);
            return Some((
                actual.map(|actual| Action::RecordHeld { actual }),
                reader.into_faults(),
            ));
        }
        ActionName::Close => Action::Close {},
        ActionName::Cancel => Action::Cancel { opinion },
        ActionName::Create | ActionName::Save | ActionName::Correct => return None,
    };
    let faults = reader.into_faults();
    faults.is_empty().then_some((Some(action), faults))
}

fn actual(reader: &mut Reader) -> Option<Actual> {
    let starts_at = reader.instant("session.0.date", "session.0.start");
    let ends_at = reader.instant("session.0.end_date", "session.0.end");
    let headcount = reader.number("headcount");
    let mode: Option<MeetingMode> = reader.word("mode");
    let no_show = reader.number("no_show").unwrap_or_default();
    if headcount.is_none() {
        reader.fault("headcount", "page-fault-missing");
    }
    if mode.is_none() {
        reader.fault("mode", "page-fault-missing");
    }
    let venue = reader.text("venue");
    Some(Actual {
        starts_at: starts_at?,
        ends_at: ends_at?,
        headcount: headcount?,
        mode: mode?,
        venue,
        no_show,
    })
}

/// The page again, with what could not be read.
async fn unread(visit: &Visit, id: RequestId, typed: Typed, faults: &[reader::Fault]) -> Response {
    let view = match visit.engine.view(visit.person(), id).await {
        Ok(view) => view,
        Err(error) => return visit.unperformed(&error),
    };
    let mut shown = RequestPage::new(visit, &view, typed);
    shown.acts.form.blame(faults);
    shown.note = Some(Note {
        tone: "bad",
        text: visit.texts().n("page-faults", faults.len()),
        reload: None,
    });
    page(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// The page again, as the request stands now, with the reason and with everything that was typed.
async fn refused(visit: &Visit, id: RequestId, typed: Typed, error: &PerformError) -> Response {
    let (status, mut text, reload) = match error {
        // Not even the reader sees again what may not be kept here.
        PerformError::Refused(Refusal::Classified { .. })
        | PerformError::NotFound
        | PerformError::Engine(_) => return visit.unperformed(error),
        PerformError::Refused(refusal) => (status_of(refusal), visit.refusal(refusal), None),
        PerformError::Stale { .. } => {
            (StatusCode::CONFLICT, visit.texts().t("page-stale"), Some(format!("/requests/{id}")))
        }
        PerformError::KeyReused | PerformError::BadKey => {
            (StatusCode::UNPROCESSABLE_ENTITY, visit.texts().t("page-wrong-repeated-text"), None)
        }
    };
    let Ok(view) = visit.engine.view(visit.person(), id).await else {
        return visit.unperformed(error);
    };
    let (opinion, approving) =
        (typed.one("opinion").trim().to_owned(), typed.one("action") == "approve");
    let mut shown = RequestPage::new(visit, &view, typed);
    let acts = &shown.acts;
    let is_shown = if approving { acts.approve.is_some() } else { !acts.against.is_empty() };
    if !opinion.is_empty() && !is_shown {
        // The field it was typed into is gone; whoever wrote it may still need the words.
        text = format!("{text} {}", visit.texts().s("page-typed-opinion", &opinion));
    }
    if let PerformError::Refused(refusal) = error {
        if matches!(refusal, Refusal::OpinionRequired | Refusal::OpinionTooLong { .. }) {
            shown.acts.form.error("opinion", text.clone());
        }
        if !refusal.findings().is_empty() {
            shown.findings = visit.findings(refusal.findings());
        }
    }
    shown.note = Some(Note { tone: "bad", text, reload });
    page(status, &shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn an_approval_carries_the_exceptions_that_were_ticked() {
        let form = typed(&[
            ("action", "approve"),
            ("opinion", "同意"),
            ("accept", "FILE-LENGTH-SPECIAL"),
            ("accept", "VIDEO-FIRST"),
        ]);
        let accept = vec![RuleId::FileLengthSpecial, RuleId::VideoFirst];
        assert_eq!(
            read(&form).unwrap().0,
            Some(Action::Approve { opinion: "同意".to_owned(), accept })
        );
        assert_eq!(read(&typed(&[("action", "approve"), ("accept", "NO-SUCH-RULE")])), None);
    }

    #[test]
    fn texts_are_written_in_their_own_form_and_not_here() {
        for action in ["create", "save", "correct", "", "erase"] {
            assert_eq!(read(&typed(&[("action", action)])), None, "{action}");
        }
    }

    #[test]
    fn how_a_meeting_went_needs_its_times_and_its_people() {
        let (action, faults) =
            read(&typed(&[("action", "record_held"), ("session.0.date", "2026-09-16")])).unwrap();
        let names: Vec<_> = faults.iter().map(|fault| fault.name.as_str()).collect();
        assert_eq!(action, None);
        assert_eq!(
            names,
            ["session.0.start", "session.0.end_date", "session.0.end", "headcount", "mode"]
        );
    }
}
