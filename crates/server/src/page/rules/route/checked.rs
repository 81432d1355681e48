//! What was found out about a text that is to be a route: the faults with their paths, and its steps.

use baopi_engine::CheckedRoute;
use baopi_messages::{Args, Naming};
use baopi_workflow::PersonId;
use baopi_workflow::route::proof::Fault;

use crate::present::steps::{self, Step};
use crate::present::visitor::Visitor;

/// So many faults are written out.
const FAULTS: usize = 50;

#[derive(Debug, Clone)]
pub(crate) struct FaultView {
    pub(crate) text: String,
    /// What a request looks like that meets it.
    pub(crate) witness: String,
}

/// What was found out.
#[derive(Debug, Clone)]
pub(crate) struct CheckedView {
    /// Whether it may come into force.
    pub(crate) holds: bool,
    pub(crate) headline: String,
    pub(crate) faults: Vec<FaultView>,
    /// How many faults are left out, in words.
    pub(crate) more: Option<String>,
    pub(crate) warnings: Vec<String>,
    /// Nothing for a text that is no route.
    pub(crate) steps: Option<Vec<Step>>,
}

impl CheckedView {
    /// A text that is no route.
    pub(crate) fn refused(headline: String) -> Self {
        let (faults, warnings) = (Vec::new(), Vec::new());
        Self { holds: false, headline, faults, more: None, warnings, steps: None }
    }

    pub(crate) fn new(visit: &Visitor, found: &CheckedRoute) -> Self {
        let (texts, proof) = (visit.texts(), &found.proof);
        let organisation = &visit.viewer.organisation;
        let person = |person: PersonId| visit.name(person);
        let unit = |code: &str| {
            let known = organisation.unit_of_code(code);
            known.map_or_else(|| code.to_owned(), |unit| unit.short_name.clone())
        };
        let naming = Naming { person: &person, unit: &unit };
        let fault = |fault: &Fault| {
            let witness = fault
                .path()
                .map(|path| baopi_messages::witness(visit.language, &path.witness, &unit));
            let witness = witness.filter(|witness| !witness.is_empty());
            FaultView {
                text: baopi_messages::route_fault(visit.language, fault, naming),
                witness: witness.map_or_else(String::new, |text| texts.s("routes-witness", &text)),
            }
        };
        let headline = if proof.holds() {
            let args = Args::new().with("combinations", proof.combinations);
            texts.with("routes-proven", &args.with("paths", proof.paths.len()))
        } else {
            texts.n("routes-unproven", proof.faults.len())
        };
        let warning = |warning| baopi_messages::route_warning(visit.language, warning, naming);
        let same = found.is_in_force.then(|| texts.t("routes-same"));
        let left = proof.faults.len().saturating_sub(FAULTS);
        Self {
            holds: proof.holds(),
            headline,
            faults: proof.faults.iter().take(FAULTS).map(fault).collect(),
            more: (left > 0).then(|| texts.n("routes-more", left)),
            warnings: same.into_iter().chain(proof.warnings.iter().map(warning)).collect(),
            steps: Some(steps::of_route(visit, &found.route)),
        }
    }
}
