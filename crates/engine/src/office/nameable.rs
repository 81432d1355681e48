//! Whom and what a person could name in a move, for the lists from which they choose.

use baopi_persistence::RequestRow;
use baopi_workflow::request::{authority, candidates};
use baopi_workflow::{ActionName, Context, Facts, PersonId, RequestId};

use crate::engine::Engine;
use crate::error::PerformError;
use crate::request::view::RequestView;

/// Whom and what a person could name in a move now. Whether it is possible is judged again when they do.
#[derive(Debug, Clone, Default)]
pub struct Nameable {
    /// To whom the task could be given away.
    pub takers: Vec<PersonId>,
    /// Who could be asked as well, for advice or for a signature.
    pub advisers: Vec<PersonId>,
    /// The meetings with which this one could be held together.
    pub meetings: Vec<RequestRow>,
    /// The titles of the meetings that the request names, as far as the person may see them.
    pub titles: Vec<(RequestId, String)>,
}

impl Engine {
    /// Whom and what this person could name in the moves that the view offers.
    ///
    /// # Errors
    ///
    /// [`PerformError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn nameable(
        &self,
        viewer: PersonId,
        view: &RequestView,
    ) -> Result<Nameable, PerformError> {
        use ActionName::{AddSigner, Cluster, Consult, ProposeMerge, Transfer};
        let RequestView { request, content, organisation, offers, .. } = view;
        let offered = |names: &[ActionName]| names.iter().any(|name| offers.contains(name));
        let mut nameable = Nameable::default();
        if offered(&[Transfer, Consult, AddSigner]) {
            let rules = self.store().rule_set(self.now().date()).await?;
            let route = self.route_of(request).await?;
            let (facts, now) = (Facts::default(), self.now());
            let (newest, other) = (None, None);
            let context = Context {
                organisation,
                route: &route,
                newest,
                other,
                rules: &rules,
                knowledge: &self.knowledge(request, content).await?,
                facts,
                now,
            };
            nameable.takers = candidates::takers(request, content, viewer, &context);
            nameable.advisers = candidates::advisers(request, content, viewer, &context);
        }
        if offered(&[ProposeMerge, Cluster]) {
            nameable.meetings = self.meetings_to_join(viewer, request.id).await?;
        }
        let proposed = request.proposal.as_ref().and_then(|proposal| proposal.what.other());
        for id in request.cluster.into_iter().chain(request.merged_into).chain(proposed) {
            if let Some((other, content)) = self.store().find_request(id).await?
                && authority::may_see(&other, &content, organisation, (viewer, self.now().date()))
            {
                nameable.titles.push((id, content.title().to_owned()));
            }
        }
        Ok(nameable)
    }
}
