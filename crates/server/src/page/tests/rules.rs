//! The page of the figures, and that of the calendar, in both languages.

use std::sync::Arc;

use baopi_engine::{Decided, Page, RuleSetRow, Rules, WorkingDays};
use baopi_messages::Language;
use baopi_workflow::proposal::Standing;
use baopi_workflow::rules::Parameter;
use baopi_workflow::rules::change::RuleProposal;
use baopi_workflow::working_day::Calendar;
use baopi_workflow::{Organisation, Person, Role, RuleProposalId, RuleSet};
use chrono::NaiveDate;
use rstest::rstest;
use uuid::Uuid;

use super::super::books::BookPage;
use super::super::books::working_days::{Holidays, dressed};
use super::rendered;
use crate::page::rules::change::RulesPage;
use crate::present::form::field::{FormFields, Names};
use crate::present::form::typed::Typed;
use crate::present::sample::{NOW, person, visitor};
use crate::present::visitor::Visitor;

const PAPER: &str = "区委办〔2026〕12号 <b>";

fn administrator(language: Language) -> Visitor {
    let mut visitor = visitor(language, 1);
    let organisation = &visitor.viewer.organisation;
    let admin = |known: &Person| Person { roles: [Role::Admin].into(), ..known.clone() };
    let people: Vec<_> = organisation.people().map(admin).collect();
    let units: Vec<_> = organisation.units().cloned().collect();
    visitor.viewer.organisation = Arc::new(Organisation::new(units, people, Vec::new()));
    visitor
}

fn proposal(by: u128, standing: Standing) -> RuleProposal {
    RuleProposal {
        id: RuleProposalId(Uuid::from_u128(7)),
        version: 3,
        figures: [(Parameter::MeetingMinutes, 45)].into(),
        statutory_meetings: None,
        effective_on: NOW.date(),
        reference: PAPER.to_owned(),
        by: person(by),
        at: NOW,
        standing,
        settled: (standing != Standing::Open).then(|| (person(2), NOW)),
    }
}

fn rules(proposals: Vec<RuleProposal>) -> Rules {
    let first =
        RuleSetRow { rules: RuleSet::default(), effective_on: NaiveDate::MIN, decided: None };
    let current = RuleSet { version: 2, ..RuleSet::default() }.with(Parameter::MeetingMinutes, 60);
    let decided = Decided {
        reference: PAPER.to_owned(),
        proposed_by: person(1),
        confirmed_by: person(2),
        at: NOW,
    };
    let second =
        RuleSetRow { rules: current.clone(), effective_on: NOW.date(), decided: Some(decided) };
    Rules { current, sets: vec![second, first], proposals }
}

#[rstest]
fn whoever_proposed_takes_back_and_everybody_else_decides(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let visitor = administrator(language);
    let page =
        |by| rendered(&RulesPage::new(&visitor, &rules(vec![proposal(by, Standing::Open)]), None));
    let (own, other) = (page(1), page(3));
    assert!(own.contains(r#"value="withdraw""#) && !own.contains(r#"value="confirm""#));
    assert!(other.contains(r#"value="confirm""#) && other.contains(r#"value="decline""#));
    assert!(!other.contains(r#"value="withdraw""#) && !other.contains("<b>\n"), "{other}");
    assert!(
        own.contains(r#"name="meeting_minutes" value="60""#),
        "the form begins with what is set"
    );
}

#[rstest]
fn who_may_only_look_is_offered_nothing_and_what_is_settled_is_over(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let every = [Standing::Open, Standing::Confirmed, Standing::Declined, Standing::Withdrawn];
    let settled = every.map(|standing| proposal(3, standing)).to_vec();
    let html = rendered(&RulesPage::new(&visitor(language, 1), &rules(settled.clone()), None));
    assert!(!html.contains(r#"name="do""#) && html.contains("MEETING-DURATION"));
    let html = rendered(&RulesPage::new(&administrator(language), &rules(settled), None));
    assert_eq!(html.matches(r#"value="confirm""#).count(), 1, "one is open");
}

#[rstest]
fn the_calendar_says_what_comes_with_the_program_and_what_is_not_known(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let days = WorkingDays { calendar: Calendar::shipped(), brought: Vec::new() };
    let page = |visitor: &Visitor, year: i32| {
        let mut asked = Typed::default();
        asked.put("year", year.to_string());
        let found = Page { items: days.calendar.special_days(year), next: None };
        let form = FormFields::new(visitor.texts(), Typed::default(), Names::Book);
        let mut page = BookPage::of::<Holidays>(visitor, &asked, &found, &form);
        dressed(visitor, &days, (year, 2026), &mut page);
        rendered(&page)
    };
    let known = page(&administrator(language), 2026);
    assert!(known.contains("2026-10-10") && known.contains("note-warn"), "2027 is not known");
    assert!(known.contains(r#"type="file""#));
    let unknown = page(&visitor(language, 1), 2027);
    assert!(!unknown.contains("<td") && !unknown.contains(r#"type="file""#));
}
