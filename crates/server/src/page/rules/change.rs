//! The figures of the rules: what is in force, what another figure would have found, and what two administrators decide.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::{Affected, Effect, Right, RuleError, RuleRefusal, RuleSetRow, Rules};
use baopi_messages::Args;
use baopi_workflow::book::FieldFault;
use baopi_workflow::proposal::Settlement;
use baopi_workflow::rules::Parameter;
use baopi_workflow::rules::change::{RuleProposal, RuleWish, changed, looks_around};
use baopi_workflow::{RuleProposalId, RuleSet};
use serde::Deserialize;

use self::figure::FigureView;
use crate::door::Id;
use crate::door::address;
use crate::door::wish::{FiguresWish, ProposalWish};
use crate::present::fault::PageError;
use crate::present::form::book::{FormErrors, ImportView};
use crate::present::form::field::{Field, FormFields, Names};
use crate::present::form::key::key;
use crate::present::form::key::nonce;
use crate::present::form::typed::Typed;
use crate::present::form::wish;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::note::Note;
use crate::present::note::good;
use crate::present::proposal::{Decided, ProposalView, who};
use crate::present::visit::{Visit, Visitor};

mod figure;
mod listed;

/// Where the page is.
pub(crate) const PATH: &str = address::RULES;

/// What another figure would have found about requests of one kind.
#[derive(Debug, Clone)]
pub(crate) struct EffectView {
    pub(crate) sum: String,
    pub(crate) unknown: Option<String>,
    pub(crate) rows: Vec<AffectedView>,
}

/// One request that would have fared otherwise.
#[derive(Debug, Clone)]
pub(crate) struct AffectedView {
    pub(crate) request: String,
    pub(crate) when: String,
    pub(crate) unit: String,
    pub(crate) is_blocked: bool,
    pub(crate) rules: String,
}

/// One version.
#[derive(Debug, Clone)]
pub(crate) struct SetView {
    pub(crate) version: String,
    /// Whether it is in force, or will be.
    pub(crate) mark: Option<(&'static str, String)>,
    pub(crate) since: String,
    pub(crate) changes: Vec<String>,
    pub(crate) reference: String,
    pub(crate) people: Vec<String>,
}

/// The page.
#[derive(Template)]
#[template(path = "rules/rules.html")]
pub(crate) struct RulesPage {
    pub(crate) frame: Frame,
    pub(crate) current: String,
    pub(crate) figures: Vec<FigureView>,
    /// The closed list of meetings that are only filed.
    pub(crate) statutory: Vec<String>,
    /// Nothing for those who may only look.
    pub(crate) form: Option<FormFields>,
    pub(crate) effects: Vec<EffectView>,
    /// Whether figures are proposed whose effect may be greater than what was found.
    pub(crate) is_least: bool,
    pub(crate) proposals: Vec<ProposalView>,
    pub(crate) sets: Vec<SetView>,
    pub(crate) nonce: String,
    pub(crate) note: Option<Note>,
}

impl RulesPage {
    /// The page; `typed` is what was typed into the form before.
    pub(crate) fn new(visit: &Visitor, rules: &Rules, typed: Option<Typed>) -> Self {
        let texts = visit.texts();
        let newest = rules.newest().0;
        let typed = typed.unwrap_or_else(|| {
            let mut typed = figure::typed(newest);
            listed::put(&mut typed, newest);
            typed
        });
        let figures = Parameter::ALL.iter();
        Self {
            frame: visit.frame(NavEntry::Rules, PATH),
            current: texts.n("rules-current-version", rules.current.version),
            figures: figures
                .map(|figure| FigureView::new(texts, *figure, &rules.current))
                .collect(),
            statutory: rules.current.statutory_meetings.clone(),
            form: visit
                .viewer
                .may(Right::ChangeRules)
                .then(|| FormFields::new(texts, typed, Names::Book)),
            effects: Vec::new(),
            is_least: false,
            proposals: rules.proposals.iter().map(|one| proposal(visit, one, rules)).collect(),
            sets: sets(visit, rules),
            nonce: nonce(),
            note: None,
        }
    }

    /// The fields of the figures, and of the closed list.
    fn fields(&self) -> Vec<Field> {
        let Some(form) = &self.form else { return Vec::new() };
        let mut fields = figure::fields(self.frame.texts, form);
        fields.push(listed::field(self.frame.texts, form));
        fields
    }

    /// The fields beneath them.
    fn papers(&self) -> Vec<Field> {
        let Some(form) = &self.form else { return Vec::new() };
        let reference =
            Field { label: self.frame.t("rules-reference"), ..form.line("reference", "text") };
        vec![
            form.line("effective_on", "date").needed(),
            reference.needed().wide().hint(self.frame.t("rules-reference-hint")),
        ]
    }
}

/// What was done before.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Done {
    done: Option<String>,
}

/// `GET /rules`
pub(crate) async fn show(visit: Visit, Query(asked): Query<Done>) -> Result<Response, PageError> {
    let note = match asked.done.as_deref() {
        Some(done @ ("proposed" | "confirmed" | "declined" | "withdrawn")) => {
            Some(good(visit.texts().t(&format!("rules-was-{done}"))))
        }
        Some(_) | None => None,
    };
    show_again(&visit, StatusCode::OK, None, |page| page.note = note).await
}

/// `POST /rules`: looks at what other figures would have done, or proposes them.
pub(crate) async fn post(
    visit: Visit,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let proposes = typed.one("do") == "propose";
    let wish = match read(&typed, proposes) {
        Ok(wish) => wish,
        Err(unread) => {
            let trouble = FormErrors::faulty(&visit, unread);
            let status = trouble.status;
            let say = |page: &mut RulesPage| {
                let note = trouble.say(&visit, page.form.as_mut(), &mut ImportView::default());
                page.note = Some(note);
            };
            return show_again(&visit, status, Some(typed), say).await;
        }
    };
    if proposes {
        let key = key(&typed, PATH, "propose");
        return match visit.engine.propose_rules(visit.person(), wish, key).await {
            Ok(_) => Ok(Redirect::to(&format!("{PATH}?done=proposed")).into_response()),
            Err(error) => show_refused(&visit, error, Some(typed)).await,
        };
    }
    match effects(&visit, &wish).await {
        Ok((effects, is_least)) => {
            let say = |page: &mut RulesPage| (page.effects, page.is_least) = (effects, is_least);
            show_again(&visit, StatusCode::OK, Some(typed), say).await
        }
        Err(error) => show_refused(&visit, error, Some(typed)).await,
    }
}

/// What a form asks for: figures to look at, or a change that is proposed.
fn read(typed: &Typed, proposes: bool) -> Result<RuleWish, Vec<FieldFault>> {
    let form = figure::named(typed);
    let statutory_meetings = listed::read(typed);
    let wish = if proposes {
        wish::read::<ProposalWish>("", &form).map(|wish| RuleWish {
            figures: wish.figures,
            statutory_meetings,
            effective_on: Some(wish.effective_on),
            reference: wish.reference.trim().to_owned(),
        })
    } else {
        wish::read::<FiguresWish>("", &form).map(|wish| RuleWish {
            figures: wish.figures,
            statutory_meetings,
            ..RuleWish::default()
        })
    };
    wish.map_err(|mut faults| {
        for fault in &mut faults {
            if let Some(figure) = fault.field.strip_prefix("figures.") {
                fault.field = figure.to_owned();
            }
        }
        faults
    })
}

async fn effects(visit: &Visit, wish: &RuleWish) -> Result<(Vec<EffectView>, bool), RuleError> {
    let found = visit.engine.what_if(visit.person(), wish).await?;
    let rules = visit.engine.rules(&visit.viewer).await?.ok_or(RuleError::NotFound)?;
    let is_least = changed(wish, rules.newest().0).keys().any(|figure| looks_around(*figure));
    Ok((found.iter().map(|effect| effect_of(visit, effect)).collect(), is_least))
}

/// `POST /rules/{id}`: confirms, declines or takes back.
pub(crate) async fn settle(
    visit: Visit,
    Id(id): Id<RuleProposalId>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let typed: Typed = pairs.into_iter().collect();
    let how = Settlement::of_key(typed.one("do")).ok_or(PageError::BadInput)?;
    let key = key(&typed, PATH, &format!("{}-{id}", how.key()));
    match visit.engine.settle_rules(visit.person(), id, how, key).await {
        Ok(done) => {
            let standing = done.done.standing.key();
            Ok(Redirect::to(&format!("{PATH}?done={standing}")).into_response())
        }
        Err(error) => show_refused(&visit, error, None).await,
    }
}

/// What is to be said in the page itself, so that nothing is lost of what was typed.
async fn show_refused(
    visit: &Visit,
    error: RuleError,
    typed: Option<Typed>,
) -> Result<Response, PageError> {
    let RuleError::Refused(refusal) = error else { return Err(error.into()) };
    let mut trouble = FormErrors::explained(visit, &refusal);
    if let RuleRefusal::Faults(fields) = refusal {
        trouble.fields = fields;
    }
    let status = trouble.status;
    let whole = trouble.fields.iter().find(|fault| fault.field == "figures");
    let whole = whole.map(|fault| baopi_messages::field_fault(visit.language, fault));
    let say = |page: &mut RulesPage| {
        let note = trouble.say(visit, page.form.as_mut(), &mut ImportView::default());
        page.note = Some(Note { text: whole.unwrap_or(note.text), ..note });
    };
    show_again(visit, status, typed, say).await
}

async fn show_again(
    visit: &Visit,
    status: StatusCode,
    typed: Option<Typed>,
    say: impl FnOnce(&mut RulesPage),
) -> Result<Response, PageError> {
    let rules = visit.engine.rules(&visit.viewer).await?.ok_or(PageError::NotFound)?;
    let mut shown = RulesPage::new(visit, &rules, typed);
    say(&mut shown);
    Ok(page(status, &shown))
}

fn effect_of(visit: &Visitor, effect: &Effect) -> EffectView {
    let texts = visit.texts();
    let kind = baopi_messages::kind(visit.language, effect.kind);
    let Effect { judged, unknown, blocked, asked, freed, .. } = effect;
    let sum = if *judged == 0 {
        texts.with("rules-effect-none", &Args::new().with("kind", kind))
    } else {
        let args = Args::new().with("kind", kind).with("judged", *judged).with("freed", *freed);
        texts.with(
            "rules-effect-of",
            &args.with("blocked", blocked.len()).with("asked", asked.len()),
        )
    };
    let row = |is_blocked: bool| move |one: &Affected| affected(visit, one, is_blocked);
    EffectView {
        sum,
        unknown: (*unknown > 0).then(|| texts.n("rules-effect-unknown", *unknown)),
        rows: blocked.iter().map(row(true)).chain(asked.iter().map(row(false))).collect(),
    }
}

/// Administrators see no content of others, and so no title.
fn affected(visit: &Visitor, one: &Affected, is_blocked: bool) -> AffectedView {
    let organisation = &visit.viewer.organisation;
    AffectedView {
        request: one.request.to_string().chars().take(13).collect(),
        when: visit.texts().at(one.at),
        unit: one.unit.map_or_else(String::new, |unit| organisation.unit_name(unit).to_owned()),
        is_blocked,
        rules: baopi_messages::rules(visit.language, &one.rules),
    }
}

fn proposal(visit: &Visitor, one: &RuleProposal, rules: &Rules) -> ProposalView {
    let texts = visit.texts();
    let before = rules.sets.iter().find(|row| row.rules.version + 1 == one.version);
    let before = before.map_or_else(RuleSet::default, |row| row.rules.clone());
    let RuleProposal { by, at, standing, settled, .. } = *one;
    let action = (address::of(address::RULE, &[&one.id]), Right::ChangeRules);
    let head = texts.n("rules-current-version", one.version);
    let view = ProposalView::new(visit, Decided { by, at, standing, settled }, action, head);
    ProposalView {
        changes: changes(visit, &before, &one.applied_to(&before)),
        from: texts.with("rules-from", &Args::new().with("day", one.effective_on.to_string())),
        reference: one.reference.clone(),
        ..view
    }
}

/// What differs between two sets.
fn changes(visit: &Visitor, before: &RuleSet, after: &RuleSet) -> Vec<String> {
    let texts = visit.texts();
    let differs = |figure: &&Parameter| before.number(**figure) != after.number(**figure);
    let said = |figure: &Parameter| {
        let args = Args::new()
            .with("name", figure::name(texts, *figure))
            .with("before", figure::said(texts, *figure, before.number(*figure)))
            .with("after", figure::said(texts, *figure, after.number(*figure)));
        texts.with("rules-change", &args)
    };
    let list = listed::changes(texts, before, after);
    Parameter::ALL.iter().filter(differs).map(said).chain(list).collect()
}

/// The versions, each with what it changed.
fn sets(visit: &Visitor, rules: &Rules) -> Vec<SetView> {
    let texts = visit.texts();
    let view = |(place, row): (usize, &RuleSetRow)| {
        let version = row.rules.version;
        let before = rules.sets.get(place + 1);
        let mark = match version.cmp(&rules.current.version) {
            std::cmp::Ordering::Equal => Some(("done", texts.t("rules-in-force"))),
            std::cmp::Ordering::Greater => Some(("wait", texts.t("rules-later"))),
            std::cmp::Ordering::Less => None,
        };
        let people = row.decided.as_ref().map_or_else(Vec::new, |decided| {
            vec![visit.name(decided.proposed_by), who(visit, decided.confirmed_by, decided.at)]
        });
        SetView {
            version: texts.n("rules-current-version", version),
            mark,
            since: match row.decided {
                Some(_) => row.effective_on.to_string(),
                None => texts.t("rules-shipped"),
            },
            changes: before
                .map_or_else(Vec::new, |before| changes(visit, &before.rules, &row.rules)),
            reference: row
                .decided
                .as_ref()
                .map_or_else(String::new, |decided| decided.reference.clone()),
            people,
        }
    };
    rules.sets.iter().enumerate().map(view).collect()
}
