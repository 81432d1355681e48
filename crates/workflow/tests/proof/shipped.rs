//! The routes that come with the program.

use baopi_workflow::request::Kind;
use baopi_workflow::route::proof::{Warning, prove};
use baopi_workflow::{Rank, Route, StageKey};
use rstest::rstest;

use crate::district::district;

/// Requests on their way have pinned these digests; a route of another digest is another version.
#[rstest]
#[case(Kind::Document, "bf4f71b49a96c89c9b22a1a3f42230f422433578e8bcf0a9ee301230a9e58c6f")]
#[case(Kind::Meeting, "e3a3979284232531e55ef79c096281b0fa55da6b8700cf23b4a66b06f89a4267")]
fn a_shipped_route_has_the_digest_that_requests_have_pinned(#[case] kind: Kind, #[case] hex: &str) {
    assert_eq!(Route::shipped(kind).reference().hash.to_string(), hex);
}

#[rstest]
#[case(Kind::Document, 128)]
#[case(Kind::Meeting, 16)]
fn a_shipped_route_is_proven(#[case] kind: Kind, #[case] combinations: u64) {
    let route = Route::shipped(kind);
    let proof = prove(&route, Some(&district()));
    assert_eq!(proof.faults, []);
    assert_eq!(proof.combinations, combinations);
    let paths: Vec<String> = proof
        .paths
        .iter()
        .map(|path| {
            let stages: Vec<_> = path.stages.iter().map(StageKey::as_str).collect();
            format!("{:?}: {}", path.rank, stages.join(" "))
        })
        .collect();
    let last = route.stages[4].key.as_str();
    let common = "dept_review office_review";
    assert_eq!(
        paths,
        [
            format!("ResponsibleLeader: {common} leader_review"),
            format!("ResponsibleLeader: {common} countersign leader_review"),
            format!("MainLeader: {common} leader_review {last}"),
            format!("MainLeader: {common} countersign leader_review {last}"),
        ]
    );
    assert!(prove(&route, None).holds());
}

#[test]
fn units_that_cannot_be_asked_are_told_beforehand() {
    let proof = prove(&Route::shipped(Kind::Document), Some(&district()));
    let warning = |stage: &str, units: &[&str]| Warning::NobodyInUnits {
        stage: stage.to_owned().try_into().unwrap(),
        units: units.iter().map(|code| (*code).to_owned()).collect(),
    };
    let nobody = ["C01", "G0", "U02"];
    assert_eq!(proof.warnings, [warning("dept_review", &["C01"]), warning("countersign", &nobody)]);
}

#[test]
fn the_proof_is_the_same_each_time() {
    let route = Route::shipped(Kind::Document);
    assert_eq!(prove(&route, Some(&district())), prove(&route, Some(&district())));
    assert!(prove(&route, None).paths.iter().any(|path| path.rank == Rank::MainLeader));
}
