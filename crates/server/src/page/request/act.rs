//! What this reader may do to a request now, and doing it.

use axum::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::{Nameable, PerformError, RequestView, StageState};
use baopi_messages::ButtonPlace;
use baopi_workflow::book::FieldFault;
use baopi_workflow::rules::Fact;
use baopi_workflow::{ActionName, Content, Finding, Refusal, RequestId, RuleId, Version};

use super::moves::{self, MoveView, THEN};
use super::read::read;
use crate::door::Id;
use crate::door::address;
use crate::page::request::one::{RequestPage, reason};
use crate::present::fault::{PageError, page_status};
use crate::present::form::choice::Choices;
use crate::present::form::field::{Field, Fields};
use crate::present::form::key::key;
use crate::present::form::key::nonce;
use crate::present::form::typed::Typed;
use crate::present::form::written::{date_and_time, word};
use crate::present::frame::{Texts, page};
use crate::present::note::Note;
use crate::present::visit::{Visit, Visitor};

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
    /// Abstaining from a vote.
    pub(crate) abstain: Option<ButtonView>,
    /// Giving the advice that was asked for.
    pub(crate) advise: Option<ButtonView>,
    /// What needs a word of explanation.
    pub(crate) against: Vec<ButtonView>,
    /// What is simply done.
    pub(crate) plain: Vec<ButtonView>,
    /// Editing, correcting or rescheduling the text.
    pub(crate) edit: Option<String>,
    /// How the meeting went.
    pub(crate) held: Option<ButtonView>,
    /// Taking up again what is suspended.
    pub(crate) resume: Option<ButtonView>,
    /// Agreeing to a proposal, and not.
    pub(crate) answers: Vec<ButtonView>,
    /// Saying something about it.
    pub(crate) comment: Option<ButtonView>,
    /// Everything else.
    pub(crate) moves: Vec<MoveView>,
    /// What was typed and shall not be lost.
    pub(crate) fields: Fields,
    offers: Vec<ActionName>,
    is_awaited: bool,
}

impl Acts {
    pub(crate) fn new(
        visit: &Visitor,
        view: &RequestView,
        nameable: &Nameable,
        kept: Typed,
    ) -> Self {
        use ActionName::{
            Abstain, Advise, Approve, Archive, AssignNumber, Cancel, Close, Comment, Confirm,
            Decline, Issue, MarkRead, Object, PassRecheck, RecordHeld, Reject, Resume, Return,
            Seal, SendNotice, Submit, Withdraw,
        };
        let request = &view.request;
        // Whoever was added consents, whatever the stage itself is about, and does not sign.
        let added =
            request.task(visit.person()).is_some_and(|task| task.asked.added_by().is_some());
        let signs = signs(view) && !added;
        let stage = request.status.stage().filter(|_| !added);
        let place = ButtonPlace { stage, kind: request.kind, signs };
        let button = |name: &ActionName| ButtonView {
            action: name.key(),
            label: baopi_messages::button(visit.language, *name, &place),
        };
        let offered = |names: &[ActionName]| {
            names.iter().filter(|name| view.offers.contains(name)).map(button).collect::<Vec<_>>()
        };
        let typed = if kept == Typed::default() { usual(view) } else { kept };
        let organisation = std::sync::Arc::clone(&visit.viewer.organisation);
        let choices = Choices::new(visit.texts(), organisation, visit.viewer.person().unit);
        Self {
            path: address::of(address::ACTIONS, &[&request.id]),
            version: request.version,
            nonce: nonce(),
            approve: offered(&[Approve]).pop(),
            accept: if signs { accept(visit, view, &typed) } else { Vec::new() },
            abstain: offered(&[Abstain]).pop(),
            advise: offered(&[Advise]).pop(),
            against: offered(&[Object, Return, Reject, Withdraw, Cancel]),
            plain: offered(&[
                Submit,
                PassRecheck,
                AssignNumber,
                Seal,
                Issue,
                Archive,
                SendNotice,
                Close,
                MarkRead,
            ]),
            edit: edit(visit, view),
            held: offered(&[RecordHeld]).pop(),
            resume: offered(&[Resume]).pop(),
            answers: offered(&[Confirm, Decline]),
            comment: offered(&[Comment]).pop(),
            moves: moves::moves(visit, view, nameable, &typed),
            fields: Fields::new(request.kind, typed, visit.texts(), choices),
            offers: view.offers.clone(),
            is_awaited: request.task(visit.person()).is_some(),
        }
    }

    /// What the part for the decision is called: it asks only those for whom the request waits.
    pub(crate) const fn head(&self) -> &'static str {
        if self.asks() {
            "page-your-decision"
        } else if self.is_awaited {
            "page-your-turn"
        } else {
            "page-your-moves"
        }
    }

    /// Whether nothing stands in the part for the decision; there may be more beside it.
    pub(crate) fn is_empty(&self) -> bool {
        self.approve.is_none()
            && self.advise.is_none()
            && self.against.is_empty()
            && self.plain.is_empty()
            && self.edit.is_none()
            && self.held.is_none()
    }

    /// Whether the reader is asked for a decision.
    pub(crate) const fn asks(&self) -> bool {
        self.approve.is_some() || self.advise.is_some()
    }

    /// What can be done with one tap wherever the reader is on the page: consenting, where no exception has to be ticked.
    pub(crate) fn at_hand(&self) -> Option<&ButtonView> {
        self.approve.as_ref().filter(|_| self.accept.is_empty())
    }

    /// What was typed into the form that sends one of these actions, which are named in a row.
    pub(crate) fn opinion(&self, of: &str) -> &str {
        if self.is_typed_for(of) { self.fields.form.typed.one("opinion") } else { "" }
    }

    /// What was typed for an action that is not offered any more, so that no form shows it.
    pub(crate) fn unsent(&self) -> Option<&str> {
        let (action, opinion) =
            (self.fields.form.typed.one("action"), self.fields.form.typed.one("opinion"));
        let is_shown = self.offers.iter().any(|name| name.key() == action);
        (!is_shown && !opinion.trim().is_empty()).then_some(opinion)
    }

    /// Whether the part for going against it is open: somebody wrote there already.
    pub(crate) fn is_against(&self) -> bool {
        self.against.iter().any(|button| self.is_typed_for(button.action))
    }

    /// Whether the part with everything else is open.
    pub(crate) fn is_more(&self) -> bool {
        self.moves.iter().any(|one| one.is_open)
    }

    /// What is wrong with the opinion of the form that sends one of these actions.
    pub(crate) fn opinion_error(&self, of: &str) -> &str {
        let error = self.fields.form.errors_of("opinion").first().map_or("", String::as_str);
        if self.is_typed_for(of) { error } else { "" }
    }

    fn is_typed_for(&self, of: &str) -> bool {
        let action = self.fields.form.typed.one("action");
        of.split(' ').any(|name| name == action) && !self.fields.form.typed.has(THEN)
    }

    /// Says beside the fields what is wrong with them, also in the small forms.
    fn blame(&mut self, name: &str, text: &str) {
        self.fields.form.error(name, text.to_owned());
        for part in self.parts(name) {
            part.errors.push(text.to_owned());
        }
    }

    /// Says beside the fields what could not be read in them, also in the small forms.
    fn unread(&mut self, texts: Texts, faults: &[FieldFault]) {
        self.fields.form.blame(faults);
        for fault in faults {
            for part in self.parts(&fault.field) {
                part.blame(texts, fault);
            }
        }
    }

    /// The fields of this name in the small form into which somebody wrote.
    fn parts(&mut self, name: &str) -> impl Iterator<Item = &mut Field> {
        let open = self.moves.iter_mut().filter(|one| one.is_open);
        open.flat_map(|one| &mut one.parts).filter(move |part| part.name == name)
    }
}

/// What the link to the form of the text says.
fn edit(visit: &Visitor, view: &RequestView) -> Option<String> {
    let forms = [
        (ActionName::Save, "page-edit"),
        (ActionName::Correct, "action-correct"),
        (ActionName::Reschedule, "action-reschedule"),
    ];
    let form = forms.iter().find(|(name, _)| view.offers.contains(name));
    form.map(|(_, key)| visit.texts().t(key))
}

/// Whether approving now is the signature: no stage lies ahead.
pub(crate) fn signs(view: &RequestView) -> bool {
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
    let (mut typed, request) = (Typed::default(), &view.request);
    if let Content::Meeting(meeting) = &view.content
        && let (Some(first), Some(last)) = (meeting.sessions.first(), meeting.sessions.last())
    {
        let ((date, start), (end_date, end)) =
            (date_and_time(first.starts_at), date_and_time(last.ends_at));
        typed.put("actual.starts_at.date", date);
        typed.put("actual.starts_at.time", start);
        typed.put("actual.ends_at.date", end_date);
        typed.put("actual.ends_at.time", end);
        typed.put_some(
            "actual.headcount",
            &request.headcount_of(meeting).map(|count| count.to_string()).unwrap_or_default(),
        );
        typed.put_some("actual.mode", &meeting.mode.as_ref().map(word).unwrap_or_default());
        typed.put_some("actual.venue", request.venue_of(meeting));
        typed.put("actual.no_show", "0");
    }
    typed
}

/// `POST /requests/{id}/actions`
pub(crate) async fn post(
    visit: Visit,
    Id(id): Id<RequestId>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let seen = typed.one("version").parse().map(Version).map_err(|_| PageError::BadInput)?;
    if typed.is_too_long() {
        return Err(PageError::BadInput);
    }
    let action = match read(&typed).ok_or(PageError::BadInput)? {
        Err(faults) => return unread(&visit, id, typed, &faults).await,
        Ok(action) => action,
    };
    let name = action.name();
    let key = key(&typed, &address::of(address::ACTIONS, &[&id]), name.key());
    match visit.engine.perform(visit.person(), id, seen, action, key).await {
        Ok(_) => Ok(Redirect::to(&format!(
            "{}?done={}",
            address::of(address::REQUEST, &[&id]),
            name.key()
        ))
        .into_response()),
        Err(error) => refused(&visit, id, typed, error).await,
    }
}

/// The page again, with what could not be read.
async fn unread(
    visit: &Visit,
    id: RequestId,
    typed: Typed,
    faults: &[FieldFault],
) -> Result<Response, PageError> {
    let mut shown = RequestPage::of(visit, id, typed).await?;
    shown.acts.unread(visit.texts(), faults);
    shown.note = Some(Note {
        tone: "bad",
        text: visit.texts().n("page-faults", faults.len()),
        reload: None,
    });
    Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &shown))
}

/// The page again, as the request stands now, with the reason and with everything that was typed.
async fn refused(
    visit: &Visit,
    id: RequestId,
    typed: Typed,
    error: PerformError,
) -> Result<Response, PageError> {
    let (status, mut text, reload) = match &error {
        // Not even the reader sees again what may not be kept here.
        PerformError::Classified { .. } | PerformError::NotFound | PerformError::Engine(_) => {
            return Err(error.into());
        }
        PerformError::Refused(refusal) => (page_status(refusal), visit.refusal(refusal), None),
        PerformError::Stale { .. } => (
            StatusCode::CONFLICT,
            visit.texts().t("page-stale"),
            Some(address::of(address::REQUEST, &[&id])),
        ),
        PerformError::KeyReused | PerformError::BadKey => {
            (StatusCode::UNPROCESSABLE_ENTITY, visit.texts().t("page-wrong-repeated-text"), None)
        }
    };
    let name = typed.one("action").to_owned();
    let Ok(mut shown) = RequestPage::of(visit, id, typed).await else { return Err(error.into()) };
    if let Some(opinion) = shown.acts.unsent() {
        // The field it was typed into is gone; whoever wrote it may still need the words.
        text = format!("{text} {}", visit.texts().s("page-typed-opinion", opinion.trim()));
    }
    if let PerformError::Refused(refusal) = &error {
        if let Some(field) = field_of(refusal, &name) {
            shown.acts.blame(field, &text);
        }
        if !refusal.findings().is_empty() {
            shown.findings = visit.findings(refusal.findings());
        }
    }
    shown.note = Some(Note { tone: "bad", text, reload });
    Ok(page(status, &shown))
}

/// The field that a refusal is about, in the form of the action of this name.
fn field_of(refusal: &Refusal, action: &str) -> Option<&'static str> {
    let action = serde_json::from_value::<ActionName>(action.into()).ok()?;
    match refusal {
        Refusal::OpinionRequired | Refusal::OpinionTooLong { .. } => Some("opinion"),
        Refusal::AfterSignature => Some("place"),
        Refusal::NotEligible { .. }
        | Refusal::StageUnknown { .. }
        | Refusal::NotPossible { .. }
        | Refusal::TooMuch { .. } => moves::naming_field(action),
        Refusal::Blocked { findings } => {
            let about = |finding: &Finding| {
                finding.facts.get("field") == Some(&Fact::Field("by_document".to_owned()))
            };
            findings.iter().any(about).then_some("by_document")
        }
        Refusal::Classified { .. }
        | Refusal::NotAllowedNow { .. }
        | Refusal::AlreadyDecided { .. }
        | Refusal::NotYours { .. }
        | Refusal::NobodyFor { .. }
        | Refusal::ExceptionsOpen { .. }
        | Refusal::ObjectionUnresolved
        | Refusal::NotYourTurn { .. }
        | Refusal::TooSoon { .. }
        | Refusal::Suspended { .. }
        | Refusal::ProposalOpen { .. }
        | Refusal::RoomTaken { .. }
        | Refusal::RouteLosesSignature { .. } => None,
    }
}
