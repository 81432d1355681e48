//! What holds a request up or ties it to another: a suspension, a proposal, a meeting beside it.

use baopi_engine::{Nameable, RequestView};
use baopi_workflow::{Happening, RequestId};

use crate::door::address;
use crate::present::visitor::Visitor;

/// Something that everybody should know before anything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BannerView {
    /// `warn` for what stops everything, `info` for the rest.
    pub(crate) tone: &'static str,
    pub(crate) text: String,
    /// The words of whoever is behind it.
    pub(crate) reason: String,
    /// Another request that it is about.
    pub(crate) link: Option<(String, String)>,
}

pub(crate) fn banners(visit: &Visitor, view: &RequestView, nameable: &Nameable) -> Vec<BannerView> {
    let request = &view.request;
    let link = |id: RequestId| {
        let title = nameable.titles.iter().find(|(known, _)| *known == id);
        title.map(|(id, title)| (address::of(address::REQUEST, &[&id]), title.clone()))
    };
    let texts = visit.texts();
    let info = |text, link| BannerView { tone: "info", text, reason: String::new(), link };
    let mut banners: Vec<_> = halt(visit, view, link).into_iter().collect();
    if let Some(stage) = &request.come_back {
        let name = baopi_messages::stage(visit.language, stage, Some(request.kind));
        banners.push(info(texts.s("move-come-back", &name), None));
    }
    if let Some(venue) = &request.venue {
        banners.push(info(texts.s("move-venue", venue), None));
    }
    if let Some(headcount) = request.headcount {
        banners.push(info(texts.s("move-headcount", &headcount.to_string()), None));
    }
    if let Some(other) = request.merged_into {
        banners.push(info(texts.t("move-merged-into"), link(other)));
    }
    if let Some(other) = request.cluster {
        banners.push(info(texts.t("move-cluster"), link(other)));
    }
    banners
}

/// What keeps everything else from moving.
fn halt(
    visit: &Visitor,
    view: &RequestView,
    link: impl Fn(RequestId) -> Option<(String, String)>,
) -> Option<BannerView> {
    let request = &view.request;
    let text = baopi_messages::halt(visit.language, request, &|person| visit.name(person))?;
    let other = request.proposal.as_ref().and_then(|proposal| proposal.what.other());
    let halts =
        |what: &Happening| matches!(what, Happening::Suspended { .. } | Happening::Proposed { .. });
    let entry = view.timeline.iter().rev().find(|entry| halts(&entry.what));
    let reason = entry.map(|entry| entry.what.opinion().to_owned()).unwrap_or_default();
    Some(BannerView { tone: "warn", text, reason, link: other.and_then(link) })
}
