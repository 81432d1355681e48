//! Statistics, published reports, spot checks and irregularities.

use baopi_engine::CountedFilter;
use baopi_engine::figures::irregularity::{Found, MAX_EVIDENCE};
use baopi_engine::figures::statistics::{Scope, units_of};
use baopi_workflow::statistics::{
    FoundBy, Group, IrregularityKind, IrregularityState, Metric, Period, Remedy,
};
use baopi_workflow::{Action, PersonId, UnitId};
use chrono::Days;
use rstest::rstest;
use uuid::Uuid;

use crate::fixture::*;
use crate::house::*;

const QUARTER: Period = Period::Quarter(2026, 3);

fn found() -> Found {
    Found {
        kind: IrregularityKind::WhiteHead,
        found_by: FoundBy::Receiver,
        unit: FINANCE,
        day: now().date(),
        evidence: "收到无文号通知一份。".to_owned(),
    }
}

#[rstest]
#[case::as_it_should_be(found(), "done")]
#[case::of_nothing(Found { evidence: " \u{3000}".to_owned(), ..found() }, "unfit")]
#[case::as_long_as_it_may_be(Found { evidence: "字".repeat(MAX_EVIDENCE), ..found() }, "done")]
#[case::a_character_longer(Found { evidence: "字".repeat(MAX_EVIDENCE + 1), ..found() }, "unfit")]
#[case::of_tomorrow(Found { day: now().date() + Days::new(1), ..found() }, "unfit")]
#[case::of_a_unit_that_is_not_there(Found { unit: unit(99), ..found() }, "unfit")]
#[case::that_is_classified(Found { evidence: "机密★1年".to_owned(), ..found() }, "classified")]
#[tokio::test]
async fn a_report(#[case] found: Found, #[case] expected: &str) {
    let house = House::open().await;
    assert_eq!(said(&house.engine.report_irregularity(STRANGER, found).await), expected);
    let viewer = house.viewer(AUDITOR).await;
    let page = house.engine.irregularities(&viewer, None, 10).await.unwrap();
    assert_eq!(page.items.len(), usize::from(expected == "done"));
}

#[tokio::test]
async fn auditors_see_all_reports_and_everybody_else_their_own_page_by_page() {
    let house = House::open().await;
    for by in [STRANGER, DRAFTER, STRANGER] {
        house.engine.report_irregularity(by, found()).await.unwrap();
        house.pass(MINUTE);
    }
    for (person, expected) in [(AUDITOR, 3), (STRANGER, 2), (DRAFTER, 1), (ADMIN, 0), (MAYOR, 0)] {
        let viewer = house.viewer(person).await;
        let page = house.engine.irregularities(&viewer, None, 10).await.unwrap();
        assert_eq!(page.items.len(), expected, "{person}");
    }
    let viewer = house.viewer(AUDITOR).await;
    let first = house.engine.irregularities(&viewer, None, 2).await.unwrap();
    let rest = house.engine.irregularities(&viewer, first.next, 2).await.unwrap();
    assert_eq!((first.items.len(), rest.items.len(), rest.next), (2, 1, None));
    assert!(first.items[0].at > first.items[1].at && first.items[1].at > rest.items[0].at);
}

#[tokio::test]
async fn an_auditor_clears_a_report_up_step_by_step_and_it_counts_once_it_is_verified() {
    use IrregularityState::{Rectified, Reported, Verified};
    let house = House::open().await;
    let id = house.engine.report_irregularity(STRANGER, found()).await.unwrap();
    let to = async |by, id, state, opinion: &str| {
        let step = (state, Some(Remedy::Withdraw), opinion.to_owned());
        said(&house.engine.move_irregularity(by, id, step).await)
    };
    for by in [STRANGER, ADMIN, MAYOR, REGISTRAR] {
        assert_eq!(to(by, id, Verified, "").await, "not_found", "{by}");
    }
    assert_eq!(to(AUDITOR, Uuid::nil(), Verified, "").await, "not_found");
    assert_eq!(to(AUDITOR, id, Rectified, "").await, "moved");
    assert_eq!(to(AUDITOR, id, Verified, &"字".repeat(MAX_EVIDENCE + 1)).await, "unfit");
    assert_eq!(to(AUDITOR, id, Verified, "秘密★1年").await, "classified");
    let viewer = house.viewer(AUDITOR).await;
    let counted = async || house.engine.dashboard(&viewer, QUARTER).await.unwrap().irregularities;
    assert_eq!(counted().await, []);
    let before = house.engine.irregularities(&viewer, None, 1).await.unwrap();
    assert_eq!((before.items[0].state, before.items[0].steps), (Reported, 1));
    assert_eq!(to(AUDITOR, id, Verified, &"字".repeat(MAX_EVIDENCE)).await, "done");
    assert_eq!(counted().await, [(IrregularityKind::WhiteHead, FINANCE, 1)]);
    assert_eq!(to(AUDITOR, id, Rectified, "").await, "done");
    assert_eq!(to(AUDITOR, id, Verified, "").await, "moved", "it ends once");
}

#[rstest]
#[case::an_administrator(ADMIN, "done")]
#[case::an_auditor(AUDITOR, "done")]
#[case::the_main_leader(MAYOR, "not_found")]
#[case::a_registrar(REGISTRAR, "not_found")]
#[tokio::test]
async fn reports_are_published_by_administrators_and_auditors(
    #[case] person: PersonId,
    #[case] expected: &str,
) {
    let house = House::open().await;
    let viewer = house.viewer(person).await;
    assert_eq!(said(&house.engine.publish_report(&viewer, QUARTER, "").await), expected);
    let published = house.engine.reports().await.unwrap();
    assert_eq!(published.len(), usize::from(expected == "done"));
}

#[rstest]
#[case::the_present_quarter(QUARTER, "done")]
#[case::the_present_half(Period::Half(2026, 2), "done")]
#[case::the_present_year(Period::Year(2026), "done")]
#[case::the_next_quarter(Period::Quarter(2026, 4), "period")]
#[case::a_month(Period::Month(2026, 8), "period")]
#[case::some_months(Period::Months(2026, 8), "period")]
#[tokio::test]
async fn a_published_report_is_about(#[case] period: Period, #[case] expected: &str) {
    let house = House::open().await;
    let viewer = house.viewer(AUDITOR).await;
    assert_eq!(said(&house.engine.publish_report(&viewer, period, "").await), expected);
}

#[tokio::test]
async fn a_report_takes_the_place_of_another_only_for_a_reason_and_stays_as_it_was() {
    let house = House::open().await;
    let viewer = house.viewer(AUDITOR).await;
    let publish = async |reason: &str| house.engine.publish_report(&viewer, QUARTER, reason).await;
    assert_eq!(publish("").await.unwrap(), 1);
    let first = house.engine.report(QUARTER, 1).await.unwrap();
    assert_eq!(said(&publish(" ").await), "reason");
    assert_eq!(said(&publish(&"字".repeat(201)).await), "reason");
    house.document_after("通知", 8).await;
    assert_eq!(publish(&"字".repeat(200)).await.unwrap(), 2);
    let total = |report: &baopi_engine::figures::report::Report| {
        let mut lines = report.dashboard.details.iter();
        lines.find(|line| line.metric == Metric::DocsTotal).map(|line| line.now)
    };
    let again = house.engine.report(QUARTER, 1).await.unwrap();
    assert_eq!((again.row.body.as_str(), total(&again)), (first.row.body.as_str(), Some(0)));
    assert_eq!(total(&house.engine.report(QUARTER, 2).await.unwrap()), Some(1));
    assert_eq!(said(&house.engine.report(QUARTER, 3).await), "not_found");
    assert_eq!(said(&house.engine.report(Period::Year(2026), 1).await), "not_found");
}

#[rstest]
#[case::of_one_per_cent(1, "x", "done")]
#[case::of_everything(100, "x", "done")]
#[case::of_nothing(0, "x", "sample")]
#[case::of_more_than_there_is(101, "x", "sample")]
#[case::without_a_word(5, " ", "sample")]
#[case::with_a_long_word(5, &"字".repeat(200), "done")]
#[case::with_a_longer_word(5, &"字".repeat(201), "sample")]
#[tokio::test]
async fn a_sample(#[case] rate: u32, #[case] nonce: &str, #[case] expected: &str) {
    let house = House::open().await;
    let viewer = house.viewer(AUDITOR).await;
    let drawn = house.engine.draw_spot_check(&viewer, QUARTER, (rate, nonce)).await;
    assert_eq!(said(&drawn), expected);
    let page = house.engine.spot_checks(&viewer, None, 10).await.unwrap().unwrap();
    assert_eq!(page.items.len(), usize::from(expected == "done"));
}

#[tokio::test]
async fn the_same_word_draws_the_same_sample_of_what_was_issued() {
    let house = House::open().await;
    for title in ["甲", "乙", "丙", "丁"] {
        house.document_after(title, 8).await;
    }
    house.document_after("未印发", 7).await;
    let viewer = house.viewer(AUDITOR).await;
    let draw = async || {
        let id = house.engine.draw_spot_check(&viewer, QUARTER, (50, "石桥")).await.unwrap();
        house.engine.spot_check(&viewer, id).await.unwrap()
    };
    let (row, requests) = draw().await;
    assert_eq!((row.population, row.drawn.len(), requests.len()), (4, 2, 2));
    assert_eq!(draw().await.0.drawn, row.drawn);
    assert!(requests.iter().all(|(_, title)| title != "未印发"), "{requests:?}");
}

#[rstest]
#[case(ADMIN)]
#[case(MAYOR)]
#[case(REGISTRAR)]
#[case(DRAFTER)]
#[tokio::test]
async fn samples_are_there_for_auditors_alone(#[case] person: PersonId) {
    let house = House::open().await;
    let auditor = house.viewer(AUDITOR).await;
    let id = house.engine.draw_spot_check(&auditor, QUARTER, (5, "x")).await.unwrap();
    let viewer = house.viewer(person).await;
    let drawn = house.engine.draw_spot_check(&viewer, QUARTER, (5, "x")).await;
    assert_eq!(said(&drawn), "not_found");
    assert_eq!(house.engine.spot_checks(&viewer, None, 10).await.unwrap(), None);
    assert_eq!(said(&house.engine.spot_check(&viewer, id).await), "not_found");
    assert_eq!(said(&house.engine.spot_check(&auditor, id).await), "done");
}

#[rstest]
#[case::an_auditor(AUDITOR, true)]
#[case::an_administrator(ADMIN, true)]
#[case::a_registrar(REGISTRAR, true)]
#[case::a_reviewer(REVIEWER, true)]
#[case::a_leader(VICE_MAYOR, true)]
#[case::the_head_of_another_unit(FINANCE_HEAD, false)]
#[case::somebody_of_the_unit(DRAFTER, false)]
#[tokio::test]
async fn figures_of_every_unit_are_shown_to(#[case] person: PersonId, #[case] all: bool) {
    let house = House::open().await;
    house.document_after("通知", 8).await;
    let viewer = house.viewer(person).await;
    let own = Scope::Units([viewer.person().unit].into());
    assert_eq!(Scope::of(&viewer), if all { Scope::All } else { own });
    let shown = house.engine.dashboard(&viewer, QUARTER).await.unwrap();
    let total = shown.details.iter().find(|line| line.metric == Metric::DocsTotal).unwrap().now;
    let sees = all || viewer.person().unit == AGRICULTURE;
    assert_eq!(total, u64::from(sees));
    for asked in [None, Some(vec![AGRICULTURE]), Some(vec![FINANCE])] {
        let is_of_unit = asked.as_ref().is_none_or(|units: &Vec<UnitId>| units[0] == AGRICULTURE);
        let filter = CountedFilter {
            metric: Metric::DocsTotal,
            detail: None,
            units: asked,
            span: QUARTER.days(),
        };
        let behind = house.engine.behind(&viewer, filter, None, 10).await.unwrap();
        assert_eq!(behind.items.len(), usize::from(sees && is_of_unit));
    }
}

#[tokio::test]
async fn what_somebody_may_not_open_has_no_title_behind_a_figure() {
    let house = House::open().await;
    let long = document_with(|document| {
        "关于人事调整的通知".clone_into(&mut document.title);
        document.body = "报".repeat(5001);
    });
    let draft = house.engine.create(DRAFTER, long, None).await.unwrap();
    assert_eq!(said(&house.does(DRAFTER, &draft, Action::Submit {}).await), "blocked");
    for (person, sees) in [
        (DRAFTER, true),
        (AUDITOR, true),
        (ADMIN, false),
        (REGISTRAR, false),
        (REVIEWER, false),
        (MAYOR, false),
        (HEAD, false),
    ] {
        let viewer = house.viewer(person).await;
        let span = QUARTER.days();
        let filter = CountedFilter { metric: Metric::Blocked, detail: None, units: None, span };
        let behind = house.engine.behind(&viewer, filter, None, 10).await.unwrap().items;
        let [row, ..] = behind.as_slice() else { panic!("{person} sees the figure") };
        assert_eq!(row.title.as_deref() == Some("关于人事调整的通知"), sees, "{person}");
        assert_eq!(row.title.is_some(), house.engine.view(person, row.request).await.is_ok());
    }
}

#[tokio::test]
async fn a_coordination_body_is_in_sight_of_the_unit_that_staffs_it() {
    let house = House::open().await;
    let body = baopi_workflow::Unit {
        id: unit(60),
        code: "U60".to_owned(),
        name: "区防汛指挥部".to_owned(),
        host: Some(AGRICULTURE),
        ..units()[2].clone()
    };
    let added = house.engine.add_organisation(vec![body], Vec::new(), Vec::new(), Vec::new());
    added.await.unwrap();
    let scope = Scope::of(&house.viewer(DRAFTER).await);
    let seen = [AGRICULTURE, unit(60), FINANCE].map(|unit| scope.holds(unit));
    assert_eq!(seen, [true, true, false]);
}

#[tokio::test]
async fn every_unit_belongs_to_one_group() {
    let house = House::open().await;
    let organisation = house.engine.organisation().await.unwrap();
    let mut grouped: Vec<UnitId> =
        Group::ALL.iter().flat_map(|group| units_of(*group, &organisation)).collect();
    grouped.sort_unstable();
    let mut all: Vec<UnitId> = organisation.units().map(|unit| unit.id).collect();
    all.sort_unstable();
    assert_eq!(grouped, all);
}

#[tokio::test]
async fn what_is_counted_is_what_the_requests_say_before_and_after_it_is_counted_again() {
    let house = House::open().await;
    house.document_after("通知", 8).await;
    house.document_after("通知", 0).await;
    let before = house.engine.counted_here(QUARTER.days()).await.unwrap();
    let check = house.engine.check_statistics().await.unwrap();
    assert_eq!((check.ok, check.requests), (true, 2), "{check:?}");
    assert_eq!(house.engine.rebuild_statistics().await.unwrap(), 2);
    let after = house.engine.counted_here(QUARTER.days()).await.unwrap();
    assert_eq!(before.total(Metric::DocsTotal), 1);
    assert_eq!(format!("{after:?}"), format!("{before:?}"));
}
