use baopi_engine::CheckedRoute;
use baopi_messages::Language;
use baopi_workflow::route::proof::prove;
use rstest::rstest;

use super::*;
use crate::present::sample::{organisation, visitor};

fn found(route: Route) -> CheckedRoute {
    let proof = prove(&route, Some(&organisation()));
    CheckedRoute { route, proof, is_in_force: true }
}

fn part(language: Language, route: Route) -> String {
    let visit = visitor(language, 1);
    let checked = CheckedView::new(&visit, &found(route));
    let part = CheckedPart { texts: visit.texts(), checked }.render().unwrap();
    assert!(!part.contains("Unknown localization"), "{part}");
    part
}

#[rstest]
fn what_stands_against_a_route_is_shown_with_its_path_and_its_steps(
    #[values(Language::Zh, Language::En)] language: Language,
) {
    let mut route = Route::shipped(Kind::Document);
    route.stages.truncate(2);
    let part = part(language, route);
    assert!(part.contains("role=\"alert\"") && !part.contains("role=\"status\""), "{part}");
    assert_eq!(part.matches("<li class=\"step step-plain\">").count(), 2 + 2, "{part}");
    assert!(part.contains(" → "), "the path: {part}");
}

#[test]
fn the_editor_begins_with_the_shipped_file_and_its_comments() {
    let route = Route::shipped(Kind::Document);
    assert_eq!(text_of(&route), Route::shipped_text(Kind::Document));
    let later = Route { version: 2, ..route };
    assert_eq!(Route::parse(&text_of(&later)).unwrap(), later);
}
