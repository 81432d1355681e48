//! The figures of the rules: proposed by one administrator, and put into force by another.

use baopi_engine::{RuleError, RuleRefusal};
use baopi_workflow::book::Book;
use baopi_workflow::proposal::{Settlement, Standing};
use baopi_workflow::rules::Parameter;
use baopi_workflow::rules::change::{RuleProposal, RuleWish};
use baopi_workflow::{Action, Kind, PersonId, RuleProposalId, SystemHappening, Verdict};
use chrono::Days;
use rstest::rstest;
use uuid::Uuid;

use crate::books::refused;
use crate::fixture::*;
use crate::house::*;

/// That a document has at most so many characters from today on.
fn wish(characters: u32) -> RuleWish {
    RuleWish {
        figures: [(Parameter::FileLength, characters)].into(),
        statutory_meetings: None,
        effective_on: Some(now().date()),
        reference: "区委办〔2026〕12号".to_owned(),
    }
}

async fn proposed(house: &House) -> RuleProposal {
    house.engine.propose_rules(ADMIN, wish(500), None).await.expect("a good wish").done
}

async fn limit(house: &House) -> u32 {
    let viewer = house.viewer(AUDITOR).await;
    let rules = house
        .engine
        .rules(&viewer)
        .await
        .expect("the rules can be read")
        .expect("auditors may look");
    rules.current.number(Parameter::FileLength)
}

#[rstest]
#[case(ADMIN, "done")]
#[case(AUDITOR, "not_yours")]
#[case(MAYOR, "not_yours")]
#[case(REVIEWER, "not_yours")]
#[case(DRAFTER, "not_yours")]
#[tokio::test]
async fn administrators_alone_try_and_propose_other_figures(
    #[case] actor: PersonId,
    #[case] expected: &str,
) {
    let house = House::open().await;
    assert_eq!(said(&house.engine.what_if(actor, &wish(500)).await), expected);
    assert_eq!(said(&house.engine.propose_rules(actor, wish(500), None).await), expected);
    if expected != "done" {
        let last = house.last_recorded().await;
        assert_eq!(last, refused(Book::Rules, "propose", "not_yours"));
    }
    assert_eq!(limit(&house).await, 5_000, "nothing is in force before a second one confirms it");
}

#[rstest]
#[case(ADMIN, true)]
#[case(AUDITOR, true)]
#[case(MAYOR, false)]
#[case(REVIEWER, false)]
#[tokio::test]
async fn the_figures_are_not_there_for_whoever_neither_administers_nor_audits(
    #[case] person: PersonId,
    #[case] sees: bool,
) {
    let house = House::open().await;
    let viewer = house.viewer(person).await;
    assert_eq!(house.engine.rules(&viewer).await.unwrap().is_some(), sees);
}

#[tokio::test]
async fn a_second_administrator_puts_a_proposal_into_force() {
    let house = House::open().await;
    let proposal = proposed(&house).await;
    let settle = async |actor, how| house.engine.settle_rules(actor, proposal.id, how, None).await;
    assert_eq!(said(&settle(ADMIN, Settlement::Confirm).await), "own_proposal");
    let last = house.last_recorded().await;
    assert_eq!(last, refused(Book::Rules, "confirm", "own_proposal"));
    assert_eq!(said(&settle(SECOND_ADMIN, Settlement::Withdraw).await), "not_yours");
    assert_eq!(said(&settle(AUDITOR, Settlement::Confirm).await), "not_yours");
    assert_eq!(limit(&house).await, 5_000);
    let confirmed = settle(SECOND_ADMIN, Settlement::Confirm).await.unwrap().done;
    assert_eq!(confirmed.standing, Standing::Confirmed);
    assert_eq!(limit(&house).await, 500);
    let viewer = house.viewer(AUDITOR).await;
    let rules = house.engine.rules(&viewer).await.unwrap().unwrap();
    assert_eq!((rules.newest().0.version, rules.newest().1), (proposal.version, now().date()));
    assert_eq!(said(&settle(SECOND_ADMIN, Settlement::Decline).await), "settled");
    let refused = house.document_after("通知", 0).await;
    let submitted = house.does(DRAFTER, &refused, Action::Submit {}).await;
    assert_eq!(said(&submitted), "blocked", "requests are judged by them from that day on");
}

#[rstest]
#[case::declined(SECOND_ADMIN, Settlement::Decline, Standing::Declined)]
#[case::taken_back(ADMIN, Settlement::Withdraw, Standing::Withdrawn)]
#[tokio::test]
async fn a_proposal_that_comes_to_nothing_makes_room_for_another(
    #[case] actor: PersonId,
    #[case] how: Settlement,
    #[case] standing: Standing,
) {
    let house = House::open().await;
    let proposal = proposed(&house).await;
    let second = async || house.engine.propose_rules(SECOND_ADMIN, wish(600), None).await;
    assert_eq!(said(&second().await), "pending");
    let settled = house.engine.settle_rules(actor, proposal.id, how, None).await.unwrap().done;
    assert_eq!(settled.standing, standing);
    assert_eq!(said(&second().await), "done");
    assert_eq!(limit(&house).await, 5_000);
}

#[tokio::test]
async fn a_proposal_whose_day_is_over_is_not_confirmed_any_more() {
    let house = House::open().await;
    let proposal = proposed(&house).await;
    house.pass(DAY);
    let settle =
        async |how| said(&house.engine.settle_rules(SECOND_ADMIN, proposal.id, how, None).await);
    assert_eq!(settle(Settlement::Confirm).await, "passed");
    assert_eq!(settle(Settlement::Decline).await, "done");
    let nowhere = RuleProposalId(Uuid::nil());
    let strange = house.engine.settle_rules(ADMIN, nowhere, Settlement::Confirm, None).await;
    assert_eq!(said(&strange), "not_found");
}

#[tokio::test]
async fn a_set_is_in_force_from_its_day_on_and_not_before() {
    let house = House::open().await;
    let later = RuleWish { effective_on: Some(now().date() + Days::new(2)), ..wish(500) };
    let proposal = house.engine.propose_rules(ADMIN, later, None).await.unwrap().done;
    let confirm = Settlement::Confirm;
    house.engine.settle_rules(SECOND_ADMIN, proposal.id, confirm, None).await.unwrap();
    house.pass(DAY);
    assert_eq!(limit(&house).await, 5_000);
    house.pass(DAY);
    assert_eq!(limit(&house).await, 500);
}

#[tokio::test]
async fn every_figure_that_cannot_be_is_named_and_nothing_is_recorded() {
    let house = House::open().await;
    let before = house.recorded().await;
    let wrong = RuleWish { effective_on: None, reference: String::new(), ..wish(5_001) };
    let answer = house.engine.propose_rules(ADMIN, wrong.clone(), None).await;
    let Err(RuleError::Refused(RuleRefusal::Faults(faults))) = answer else { panic!("{answer:?}") };
    let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, [Parameter::FileLength.key(), "effective_on", "reference"]);
    let tried = house.engine.what_if(ADMIN, &wrong).await;
    let Err(RuleError::Refused(RuleRefusal::Faults(faults))) = tried else { panic!("{tried:?}") };
    assert_eq!(faults.len(), 1, "day and paper do not matter where nothing is proposed");
    let same = house.engine.propose_rules(ADMIN, wish(5_000), None).await;
    assert_eq!(said(&same), "faults", "nothing would change");
    assert_eq!(house.recorded().await, before);
}

#[tokio::test]
async fn one_key_makes_one_proposal_and_settles_it_once() {
    let house = House::open().await;
    let propose = |named| house.engine.propose_rules(ADMIN, wish(500), Some(key("k", named)));
    let (first, again) = (propose("a").await.unwrap(), propose("a").await.unwrap());
    assert_eq!((again.done.id, again.replayed), (first.done.id, true));
    assert_eq!(said(&propose("b").await), "key_reused");
    let confirm = |named| {
        let key = Some(key("k", named));
        house.engine.settle_rules(SECOND_ADMIN, first.done.id, Settlement::Confirm, key)
    };
    assert_eq!(confirm("a").await.unwrap().done, confirm("a").await.unwrap().done);
    assert_eq!(said(&confirm("b").await), "key_reused");
    let viewer = house.viewer(ADMIN).await;
    assert_eq!(house.engine.rules(&viewer).await.unwrap().unwrap().proposals.len(), 1);
}

#[tokio::test]
async fn a_classified_paper_is_named_in_no_proposal() {
    let house = House::open().await;
    let secret = RuleWish { reference: "绝密".to_owned(), ..wish(500) };
    assert_eq!(said(&house.engine.propose_rules(ADMIN, secret, None).await), "classified");
    let last = house.last_recorded().await;
    assert!(matches!(last, SystemHappening::ContentRefused { .. }), "{last:?}");
}

#[tokio::test]
async fn other_figures_are_tried_on_what_was_submitted_and_change_nothing() {
    let house = House::open().await;
    let submitted = house.document_after("通知", 1).await;
    let before = house.recorded().await;
    let effects = house.engine.what_if(ADMIN, &wish(500)).await.unwrap();
    assert_eq!(effects.iter().map(|effect| effect.kind).collect::<Vec<_>>(), Kind::ALL);
    let documents = &effects[0];
    assert_eq!((documents.judged, documents.unknown, documents.freed), (1, 0, 0));
    let [blocked] = documents.blocked.as_slice() else { panic!("{documents:?}") };
    assert_eq!((blocked.request, blocked.unit), (submitted.request, Some(AGRICULTURE)));
    assert!(effects[1..].iter().all(|effect| effect.judged == 0));
    let looser = house.engine.what_if(ADMIN, &wish(4_999)).await.unwrap();
    assert!(looser[0].blocked.is_empty() && looser[0].asked.is_empty(), "{looser:?}");
    assert_eq!(house.recorded().await, before);
    let preview = house.engine.preview(DRAFTER, &document()).await.unwrap();
    assert_ne!(preview.verdict, Verdict::Block);
}
