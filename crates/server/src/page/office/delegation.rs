//! Stand-ins: whom the reader has asked, for whom they stand in and what waits there, and a form to register one.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::{
    Consent, DelegationError, Page, RequestRow, Right, StandIn, StandInState, Whose,
};
use baopi_messages::Args;
use baopi_workflow::book::{FieldFault, Wrong};
use baopi_workflow::organisation::delegation::DelegationRefusal;
use baopi_workflow::{Delegation, PersonId};
use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use self::fields::Fields;
use crate::door::Id;
use crate::door::address;
use crate::door::explain::Explain;
use crate::door::wish::DelegationWish;
use crate::present::fault::PageError;
use crate::present::form::key::key;
use crate::present::form::key::nonce;
use crate::present::form::typed::Typed;
use crate::present::form::wish;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::note::Note;
use crate::present::status::StatusView;
use crate::present::visit::{Visit, Visitor};

mod fields;

/// Where the page is.
const PATH: &str = address::DELEGATIONS;
/// So many stand-ins are shown in each list, those that end last first.
const ROWS: u32 = 50;
/// So much of what waits for others is shown, the most urgent first; the desk has the rest.
const WAITING: usize = 20;

/// One stand-in.
#[derive(Debug, Clone)]
pub(crate) struct StandInView {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) matters: String,
    pub(crate) period: String,
    pub(crate) reference: String,
    pub(crate) state: String,
    pub(crate) tone: &'static str,
    /// Who registered it and who confirmed it, where that is somebody else.
    pub(crate) people: Vec<String>,
    /// Where it can be confirmed, and the label of the paper that an administrator names.
    pub(crate) confirm: Option<(OrderView, Option<String>)>,
    /// Where it can be ended.
    pub(crate) end: Option<OrderView>,
}

/// The button that confirms or ends a stand-in.
#[derive(Debug, Clone)]
pub(crate) struct OrderView {
    pub(crate) path: String,
    pub(crate) label: String,
    /// What a screen reader says instead of a bare word that stands in every row.
    pub(crate) said: String,
}

/// One list of stand-ins.
#[derive(Debug, Clone)]
pub(crate) struct ListView {
    /// Its name in the page.
    pub(crate) key: &'static str,
    pub(crate) title: String,
    /// What is said where there is nothing.
    pub(crate) none: [String; 2],
    pub(crate) rows: Vec<StandInView>,
    /// What is said where some are left out.
    pub(crate) cut: Option<String>,
}

/// Something that waits for somebody for whom the reader stands in.
#[derive(Debug, Clone)]
pub(crate) struct WaitingView {
    pub(crate) href: String,
    pub(crate) title: String,
    /// For whom it would be done.
    pub(crate) whose: String,
    pub(crate) kind: String,
    pub(crate) unit: String,
    pub(crate) status: StatusView,
}

/// The page.
#[derive(Template)]
#[template(path = "office/delegations.html")]
pub(crate) struct DelegationsPage {
    pub(crate) frame: Frame,
    pub(crate) lists: Vec<ListView>,
    pub(crate) waiting: Vec<WaitingView>,
    /// Nothing for those who have no matters of their own to give away.
    pub(crate) form: Option<Fields>,
    pub(crate) nonce: String,
    pub(crate) note: Option<Note>,
}

/// What the page shows.
pub(crate) struct Shown {
    /// Each list under its name.
    pub(crate) lists: Vec<(&'static str, Page<StandIn>)>,
    pub(crate) waiting: Vec<RequestRow>,
    pub(crate) today: NaiveDate,
}

impl DelegationsPage {
    /// The page; `typed` is what was typed into its form before.
    pub(crate) fn new(visit: &Visitor, shown: &Shown, typed: Typed) -> Self {
        let me = visit.person();
        let is_admin = visit.viewer.may(Right::DelegateForOthers);
        let lists = shown.lists.iter().map(|(key, found)| list(visit, key, found, shown.today));
        let gives = is_admin || visit.viewer.organisation.may_decide(me);
        Self {
            frame: visit.frame(NavEntry::Delegations, PATH),
            lists: lists.collect(),
            waiting: shown.waiting.iter().map(|row| waiting(visit, row)).collect(),
            form: gives.then(|| Fields::new(visit, typed)),
            nonce: nonce(),
            note: None,
        }
    }
}

fn list(visit: &Visitor, key: &'static str, found: &Page<StandIn>, today: NaiveDate) -> ListView {
    let say = |what: &str| visit.texts().t(&format!("delegation-{key}{what}"));
    ListView {
        key,
        title: say(""),
        none: ["-none", "-none-text"].map(say),
        rows: found.items.iter().map(|one| stand_in(visit, one, today)).collect(),
        cut: found.next.is_some().then(|| visit.texts().n("delegation-more", ROWS)),
    }
}

fn stand_in(visit: &Visitor, one: &StandIn, today: NaiveDate) -> StandInView {
    let texts = visit.texts();
    let Delegation { from, to, scope, from_on, to_on, reference } = &one.delegation;
    let (from_name, to_name) = (visit.name(*from), visit.name(*to));
    let date = |on| baopi_messages::date(visit.language, on);
    let (state, tone) = match one.state(today) {
        StandInState::Unconfirmed => ("unconfirmed", "wait"),
        StandInState::InForce => ("in-force", "done"),
        StandInState::ToCome => ("to-come", "wait"),
        StandInState::Past => ("past", "plain"),
        StandInState::Ended => ("ended", "plain"),
    };
    let names = Args::new().with("from", from_name.as_str()).with("to", to_name.as_str());
    let label = if *to == visit.person() { "delegation-give-back" } else { "delegation-end" };
    let end = one.is_open(today).then(|| OrderView {
        path: address::of(address::DELEGATION_END, &[&one.id]),
        label: texts.t(label),
        said: texts.with("delegation-end-of", &names),
    });
    let confirm = may_confirm(visit, one, today).then(|| {
        let order = OrderView {
            path: address::of(address::DELEGATION_CONFIRM, &[&one.id]),
            label: texts.t("delegation-confirm"),
            said: texts.with("delegation-confirm-of", &names),
        };
        (order, (*from != visit.person()).then(|| texts.t("delegation-confirm-paper")))
    });
    let days = Args::new().with("from_on", date(*from_on)).with("to_on", date(*to_on));
    StandInView {
        from: from_name,
        to: to_name,
        matters: baopi_messages::matters(visit.language, *scope),
        period: texts.with("delegation-period", &days),
        reference: reference.clone(),
        state: texts.t(&format!("delegation-state-{state}")),
        tone,
        people: people(visit, one),
        confirm,
        end,
    }
}

/// Whether the reader's word is one of those that a stand-in waits for.
fn may_confirm(visit: &Visitor, one: &StandIn, today: NaiveDate) -> bool {
    let (me, from) = (visit.person(), one.delegation.from);
    let second = visit.viewer.may(Right::DelegateForOthers) && one.made_by != Some(me);
    one.state(today) == StandInState::Unconfirmed && (me == from || second)
}

/// Who registered a stand-in for somebody else, and who confirmed it.
fn people(visit: &Visitor, one: &StandIn) -> Vec<String> {
    let texts = visit.texts();
    let other = one.made_by.filter(|by| *by != one.delegation.from);
    let made = other.map(|by| texts.with("delegation-made-by", &named(visit, by)));
    let confirmed = one.consent.as_ref().map(|Consent { by, reference, .. }| {
        let names = named(visit, *by);
        match reference {
            Some(paper) => {
                texts.with("delegation-confirmed-on", &names.with("reference", paper.as_str()))
            }
            None => texts.with("delegation-confirmed-by", &names),
        }
    });
    made.into_iter().chain(confirmed).collect()
}

fn named(visit: &Visitor, person: PersonId) -> Args {
    Args::new().with("name", visit.name(person))
}

fn waiting(visit: &Visitor, row: &RequestRow) -> WaitingView {
    WaitingView {
        href: address::of(address::REQUEST, &[&row.id]),
        title: row.title.clone(),
        whose: visit.texts().s(
            "delegation-for",
            &row.principal.map_or_else(String::new, |whose| visit.name(whose)),
        ),
        kind: baopi_messages::kind(visit.language, row.kind),
        unit: visit.viewer.organisation.unit_name(row.drafting_unit).to_owned(),
        status: StatusView::new(visit.texts(), &row.status, row.kind),
    }
}

/// What was done just before.
#[derive(Deserialize)]
pub(crate) struct Opened {
    done: Option<String>,
}

/// `GET /delegations`
pub(crate) async fn show(
    visit: Visit,
    Query(Opened { done }): Query<Opened>,
) -> Result<Response, PageError> {
    let key = match done.as_deref() {
        Some("made") => Some("delegation-was-made"),
        Some("noted") => Some("delegation-was-noted"),
        Some("confirmed") => Some("delegation-was-confirmed"),
        Some("ended") => Some("delegation-was-ended"),
        Some(_) | None => None,
    };
    let note = key.map(|key| Note { tone: "good", text: visit.texts().t(key), reload: None });
    show_again(&visit, StatusCode::OK, Typed::default(), |page| page.note = note).await
}

/// `POST /delegations`
pub(crate) async fn make(
    visit: Visit,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let wanted = match read(&visit, &typed) {
        Ok(wanted) => wanted,
        Err(faults) => {
            return show_again(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed, |page| {
                page.note = Some(bad(page.frame.t("delegation-correct")));
                if let Some(form) = &mut page.form {
                    form.blame(&faults);
                }
            })
            .await;
        }
    };
    let key = key(&typed, PATH, "make");
    match visit.engine.delegate(visit.person(), wanted, key).await {
        Ok(made) => {
            let counts = made.state(visit.engine.now().date()) != StandInState::Unconfirmed;
            let done = if counts { "made" } else { "noted" };
            Ok(Redirect::to(&format!("{PATH}?done={done}")).into_response())
        }
        Err(DelegationError::Refused(refusal)) => refused(&visit, &refusal, typed).await,
        Err(error) => Err(error.into()),
    }
}

/// `POST /delegations/{id}/end`
pub(crate) async fn end(
    visit: Visit,
    Id(id): Id<Uuid>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let key = key(&typed, PATH, &format!("end-{id}"));
    match visit.engine.end_delegation(visit.person(), id, key).await {
        Ok(_) => Ok(Redirect::to(&format!("{PATH}?done=ended")).into_response()),
        Err(DelegationError::Refused(refusal)) => refused(&visit, &refusal, Typed::default()).await,
        Err(error) => Err(error.into()),
    }
}

/// `POST /delegations/{id}/confirm`
pub(crate) async fn confirm(
    visit: Visit,
    Id(id): Id<Uuid>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let key = key(&typed, PATH, &format!("confirm-{id}"));
    let paper = typed.one("reference").to_owned();
    match visit.engine.confirm_delegation(visit.person(), id, paper, key).await {
        Ok(_) => Ok(Redirect::to(&format!("{PATH}?done=confirmed")).into_response()),
        Err(DelegationError::Refused(refusal)) => refused(&visit, &refusal, Typed::default()).await,
        Err(error) => Err(error.into()),
    }
}

/// The stand-in that a form asks for. Only the form of an administrator says for whom.
fn read(visit: &Visitor, typed: &Typed) -> Result<Delegation, Vec<FieldFault>> {
    let mut typed = typed.clone();
    let is_admin = visit.viewer.may(Right::DelegateForOthers);
    if !is_admin {
        typed.drop("from");
    }
    let wish = wish::read::<DelegationWish>("", &typed);
    let mut faults = wish.as_ref().err().cloned().unwrap_or_default();
    for name in ["from", "reference"] {
        if typed.is_blank(name) && (is_admin || name != "from") {
            faults.push(FieldFault::new(name, Wrong::Missing));
        }
    }
    match wish {
        Ok(wish) if faults.is_empty() => wish.of(visit.person(), &visit.viewer.organisation),
        Ok(_) | Err(_) => Err(faults),
    }
}

/// The page again, with the reason beside the field that has to be another one.
async fn refused(
    visit: &Visit,
    refusal: &DelegationRefusal,
    typed: Typed,
) -> Result<Response, PageError> {
    let status = refusal.status();
    let text = sentence(visit, refusal);
    show_again(visit, status, typed, |page| {
        let beside = refusal.field().zip(page.form.as_mut());
        page.note = match beside {
            Some((field, form)) if form.shows(field) => {
                form.error(field, text);
                Some(bad(page.frame.t("delegation-correct")))
            }
            Some(_) | None => Some(bad(text)),
        };
    })
    .await
}

fn sentence(visit: &Visitor, refusal: &DelegationRefusal) -> String {
    let why = refusal.sentence(visit.language, &visit.viewer.organisation);
    let advice = refusal.advice(visit.language);
    match visit.language {
        baopi_messages::Language::Zh => format!("{why}{advice}"),
        baopi_messages::Language::En => format!("{why} {advice}"),
    }
}

fn bad(text: String) -> Note {
    Note { tone: "bad", text, reload: None }
}

/// The page with what was typed, changed by `say`.
async fn show_again(
    visit: &Visit,
    status: StatusCode,
    typed: Typed,
    say: impl FnOnce(&mut DelegationsPage),
) -> Result<Response, PageError> {
    let shown = shown(visit).await?;
    let mut shown = DelegationsPage::new(visit, &shown, typed);
    say(&mut shown);
    Ok(page(status, &shown))
}

/// An administrator neither decides nor stands in, and sees the stand-ins of everybody.
async fn shown(visit: &Visit) -> Result<Shown, DelegationError> {
    let kinds: &[_] = if visit.viewer.may(Right::DelegateForOthers) {
        &[("all", Whose::Everybodys)]
    } else {
        &[("held", Whose::Held), ("given", Whose::Given)]
    };
    let mut lists = Vec::new();
    for (key, whose) in kinds {
        lists.push((*key, visit.engine.stand_ins(visit.person(), *whose, None, ROWS).await?));
    }
    let waiting = visit.engine.waiting_for_others(visit.person(), WAITING).await?;
    Ok(Shown { lists, waiting, today: visit.engine.now().date() })
}

#[cfg(test)]
mod tests {
    use baopi_messages::Language;
    use chrono::Days;
    use rstest::rstest;

    use super::*;
    use crate::present::sample::{NOW, person, visitor};

    fn one(from: u128, to: u128, (first, last): (u64, u64)) -> StandIn {
        let begin = NOW.date() - Days::new(10);
        let delegation = Delegation {
            from: person(from),
            to: person(to),
            scope: None,
            from_on: begin + Days::new(first),
            to_on: begin + Days::new(last),
            reference: "授权书".to_owned(),
        };
        let (made_by, consent) = (Some(person(from)), None);
        let id = Uuid::from_u128(7);
        StandIn { id, delegation, made_by, consent, ended_on: None, replayed: false }
    }

    fn rendered(
        visit: &Visitor,
        lists: Vec<(&'static str, Page<StandIn>)>,
        typed: Typed,
    ) -> String {
        let shown = Shown { lists, waiting: Vec::new(), today: NOW.date() };
        let html = DelegationsPage::new(visit, &shown, typed).render().unwrap();
        assert!(!html.contains("Unknown localization"), "{html}");
        html
    }

    #[rstest]
    fn every_state_has_its_word_and_only_what_is_open_its_button(
        #[values(Language::Zh, Language::En)] language: Language,
    ) {
        let early = StandIn { ended_on: Some(NOW.date()), ..one(2, 3, (5, 20)) };
        let items = vec![one(2, 3, (10, 10)), one(2, 3, (11, 12)), one(2, 3, (0, 9)), early];
        let list = Page { items, next: None };
        let none = || Page { items: Vec::new(), next: None };
        let lists = vec![("given", list), ("held", none()), ("all", none())];
        let html = rendered(&visitor(language, 2), lists, Typed::default());
        let texts = visitor(language, 2).texts();
        for state in ["in-force", "to-come", "past", "ended"] {
            assert!(html.contains(&texts.t(&format!("delegation-state-{state}"))), "{state}");
        }
        assert_eq!(html.matches("/end\"").count(), 2);
        assert!(!html.contains("name=\"from\""), "one gives one's own matters away");
    }

    #[test]
    fn whoever_was_chosen_stays_chosen_even_if_they_are_not_offered() {
        let mut typed = Typed::default();
        typed.put("to", person(3).to_string());
        let html = rendered(&visitor(Language::Zh, 3), Vec::new(), typed);
        assert!(html.contains(&format!("value=\"{}\" selected", person(3))), "{html}");
        let mut typed = Typed::default();
        typed.put("to", "<nobody>");
        let html = rendered(&visitor(Language::Zh, 2), Vec::new(), typed);
        assert!(html.contains("value=\"&#60;nobody&#62;\" selected"), "{html}");
    }
}
