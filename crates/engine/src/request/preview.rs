//! What would be found and who would be asked, before anything is submitted.

use baopi_workflow::request::{Procedure, procedure};
use baopi_workflow::route::Asking;
use baopi_workflow::rules::{self, Case};
use baopi_workflow::{Content, Finding, Measure, PersonId, Refusal, Request, RequestId, Verdict};
use serde::{Deserialize, Serialize};

use crate::engine::Engine;
use crate::error::EngineError;
use crate::request::view::{StageState, WayStage, way};

/// The answer to “what if I submitted this now”.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// What the content measures.
    pub measure: Measure,
    /// The worst that is found.
    pub verdict: Verdict,
    /// Everything that is found, the worst first.
    pub findings: Vec<Finding>,
    /// The stages on the way and whom each would ask; empty for a meeting that is only filed.
    pub way: Vec<WayStage>,
    /// Why a submission would be refused before any rule is asked.
    pub refusal: Option<Refusal>,
}

impl Engine {
    /// Judges a content as its submission would. Stores nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn preview(
        &self,
        actor: PersonId,
        content: &Content,
    ) -> Result<Preview, EngineError> {
        let organisation = self.store().organisation().await?;
        let rules = self.store().rule_set(self.now().date()).await?;
        let route = self.store().current_route(content.kind()).await?;
        let texts = rules::classified::texts(content);
        let classified = rules::classified::scan(texts.iter().map(String::as_str));
        let measure = content.measure();
        let knowledge = self.knowledge(&self.unwritten(actor, content), content).await?;
        let case = Case {
            content,
            measure,
            drafter: actor,
            organisation: &organisation,
            rules: &rules,
            knowledge: &knowledge,
            own: rules::Own::default(),
            now: self.now(),
        };
        let findings = rules::evaluate(&case);
        let asking = Asking {
            drafter: actor,
            kind: content.kind(),
            organisation: &organisation,
            on: self.now().date(),
        };
        let way = match procedure(content) {
            Procedure::Approval => way(&route, content, &findings, &asking),
            Procedure::Filing => Vec::new(),
        };
        let nobody =
            way.iter().find(|stage| stage.people.is_empty() && stage.state != StageState::Skipped);
        let refusal = classified
            .map(|pattern| Refusal::Classified { pattern })
            .or_else(|| nobody.map(|stage| Refusal::NobodyFor { stage: stage.key.clone() }));
        let verdict = if refusal.is_some() { Verdict::Block } else { rules::worst(&findings) };
        Ok(Preview { measure, verdict, findings, way, refusal })
    }

    /// The request that the content would begin; nothing else is called by its identifier.
    fn unwritten(&self, actor: PersonId, content: &Content) -> Request {
        Request::blank(RequestId(uuid::Uuid::nil()), actor, content, self.now())
    }
}
