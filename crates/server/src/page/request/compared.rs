//! What a request has in common with others: a list, and two of them side by side.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::{
    Common, Comparison, MAX_MEETINGS_TO_JOIN, PerformError, RequestRow, SimilarText, SimilarTexts,
};
use baopi_messages::Args;
use baopi_workflow::rules::Known;
use baopi_workflow::similarity::Ratio;
use baopi_workflow::{ActionName, Kind, Organisation, RequestId, UnitId, Version};
use uuid::Uuid;

use self::marked::{Paragraph, Side};
use crate::door::Id;
use crate::door::address;
use crate::present::fault::PageError;
use crate::present::form::key::nonce;
use crate::present::frame::{Frame, NavEntry, Texts, page};
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

mod marked;

/// A text or meeting that can be laid beside.
#[derive(Debug, Clone)]
pub(crate) struct OtherView {
    /// Where the two stand side by side, for whoever may read the other.
    pub(crate) href: Option<String>,
    pub(crate) title: String,
    pub(crate) from: String,
    pub(crate) what: String,
    pub(crate) share: String,
}

/// The list of what is alike.
#[derive(Template)]
#[template(path = "request/similar.html")]
pub(crate) struct SimilarPage {
    pub(crate) frame: Frame,
    pub(crate) id: RequestId,
    pub(crate) kind: Kind,
    pub(crate) is_missing: bool,
    pub(crate) is_limited: bool,
    pub(crate) others: Vec<OtherView>,
}

impl SimilarPage {
    fn is_document(&self) -> bool {
        self.kind == Kind::Document
    }
}

/// A unit that attends.
#[derive(Debug, Clone)]
pub(crate) struct UnitView {
    pub(crate) name: String,
    pub(crate) is_in_both: bool,
}

/// A move that brings two meetings together.
#[derive(Debug, Clone)]
pub(crate) struct JoinView {
    pub(crate) action: &'static str,
    pub(crate) field: &'static str,
    pub(crate) label: String,
    pub(crate) text: String,
    pub(crate) is_reason_needed: bool,
}

/// Two side by side.
#[derive(Template)]
#[template(path = "request/beside.html")]
pub(crate) struct BesidePage {
    pub(crate) frame: Frame,
    pub(crate) id: RequestId,
    pub(crate) title: String,
    pub(crate) other_title: String,
    pub(crate) other_from: String,
    pub(crate) open: Option<RequestId>,
    pub(crate) said: Vec<String>,
    pub(crate) texts: Option<TextsView>,
    pub(crate) units: Option<[Vec<UnitView>; 2]>,
    pub(crate) joins: Vec<JoinView>,
    pub(crate) version: Version,
    pub(crate) nonce: String,
}

#[derive(Debug, Clone)]
pub(crate) struct TextsView {
    pub(crate) here: Vec<Paragraph>,
    pub(crate) there: Vec<Paragraph>,
}

/// `GET /requests/{id}/similar`
pub(crate) async fn list(visit: Visit, Id(id): Id<RequestId>) -> Result<Response, PageError> {
    Ok(page(StatusCode::OK, &listed(&visit, id).await?))
}

async fn listed(visit: &Visit, id: RequestId) -> Result<SimilarPage, PerformError> {
    let found = visit.engine.similar(visit.person(), id).await?;
    let kind = visit.engine.kind_of(visit.person(), id).await?;
    let is_limited = matches!(&found, Known::Is(found) if found.is_limited);
    let others = match (&found, kind) {
        (Known::Missing, _) | (Known::Is(_), Kind::Inspection) => Vec::new(),
        (Known::Is(found), Kind::Document) => other_texts(visit.texts(), id, found),
        (Known::Is(_), Kind::Meeting) => {
            let meetings = visit.engine.meetings_to_join(visit.person(), id).await?;
            let most = MAX_MEETINGS_TO_JOIN as usize;
            meetings.iter().take(most).map(|row| other_meeting(visit, id, row)).collect()
        }
    };
    let frame = visit.frame(NavEntry::Elsewhere, address::of(address::SIMILAR, &[&id]));
    let is_missing = found == Known::Missing;
    Ok(SimilarPage { frame, id, kind, is_missing, is_limited, others })
}

/// Those that may be read, and then the others, of which nothing is said but how alike they are.
fn other_texts(texts: Texts, id: RequestId, found: &SimilarTexts) -> Vec<OtherView> {
    let hidden = |percent: &u32| OtherView {
        href: None,
        title: texts.t("similar-hidden"),
        from: String::new(),
        what: String::new(),
        share: texts.with("similar-percent-about", &Args::new().with("percent", *percent)),
    };
    let open = found.open.iter().map(|one| other_text(texts, id, one));
    open.chain(found.hidden.iter().map(hidden)).collect()
}

fn other_text(texts: Texts, id: RequestId, one: &SimilarText) -> OtherView {
    OtherView {
        href: Some(address::of(address::COMPARED, &[&id, &one.other])),
        title: one.title.clone(),
        from: one.from.clone(),
        what: texts.t(if one.is_request { "similar-request" } else { "similar-incoming" }),
        share: texts.with("similar-percent-of", &shares(one.ratio)),
    }
}

fn other_meeting(visit: &Visitor, id: RequestId, row: &RequestRow) -> OtherView {
    OtherView {
        href: Some(address::of(address::COMPARED, &[&id, &row.id])),
        title: row.title.clone(),
        from: visit.viewer.organisation.unit_name(row.unit).to_owned(),
        what: String::new(),
        share: String::new(),
    }
}

/// `GET /requests/{id}/beside/{other}`
pub(crate) async fn show(
    visit: Visit,
    Path((id, other)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (Ok(id), Ok(other)) = (id.parse::<RequestId>(), other.parse::<Uuid>()) else {
        return Err(PageError::NotFound);
    };
    let beside = visit.engine.compare(visit.person(), id, other).await?;
    Ok(page(StatusCode::OK, &BesidePage::new(&visit, beside)))
}

impl BesidePage {
    pub(crate) fn new(visit: &Visitor, beside: Comparison) -> Self {
        let texts = visit.texts();
        let (id, path) = (beside.request.id, address::of(address::REQUEST, &[&beside.request.id]));
        let mut shown = Self {
            frame: visit.frame(NavEntry::Elsewhere, path),
            id,
            title: beside.title,
            other_title: beside.other_title,
            other_from: beside.other_from,
            open: beside.open,
            said: Vec::new(),
            texts: None,
            units: None,
            joins: Vec::new(),
            version: beside.request.version,
            nonce: nonce(),
        };
        match beside.common {
            Common::Texts { text, other, passages, ratio } => {
                shown.said = said_of_texts(texts, ratio, passages.len());
                let there = marked::paragraphs(texts, &other, &passages, Side::There);
                let here = marked::paragraphs(texts, &text, &passages, Side::Here);
                shown.texts = Some(TextsView { here, there });
            }
            Common::Meetings { titles, units, here, there, offers } => {
                shown.said = said_of_meetings(texts, titles, units);
                let names = &beside.organisation;
                shown.units =
                    Some([attending(names, &here, &there), attending(names, &there, &here)]);
                shown.joins = offers.iter().filter_map(|offer| join(texts, *offer)).collect();
            }
        }
        shown
    }
}

/// The units of one meeting, those of both first.
fn attending(
    names: &Organisation,
    units: &BTreeSet<UnitId>,
    others: &BTreeSet<UnitId>,
) -> Vec<UnitView> {
    let unit = |id: &UnitId| UnitView {
        name: names.unit_name(*id).to_owned(),
        is_in_both: others.contains(id),
    };
    let mut units: Vec<_> = units.iter().map(unit).collect();
    units.sort_by_key(|unit| (!unit.is_in_both, unit.name.clone()));
    units
}

fn said_of_texts(texts: Texts, ratio: Ratio, passages: usize) -> Vec<String> {
    if passages == 0 {
        return vec![texts.t("similar-texts-none")];
    }
    let share = texts.with("similar-texts-share", &shares(ratio));
    vec![share, texts.n("similar-passages", passages)]
}

fn said_of_meetings(texts: Texts, titles: Ratio, units: Ratio) -> Vec<String> {
    let units = match units {
        Ratio::NONE => texts.t("similar-units-few"),
        units => texts.with("similar-units-share", &shares(units)),
    };
    vec![texts.with("similar-titles-share", &Args::new().with("percent", titles.percent())), units]
}

fn shares(ratio: Ratio) -> Args {
    Args::new().with("percent", ratio.percent()).with("part", ratio.part).with("whole", ratio.whole)
}

/// The two moves that bring meetings together; every other one has its place on the page of the request.
fn join(texts: Texts, offer: ActionName) -> Option<JoinView> {
    let (field, label, text) = if offer == ActionName::ProposeMerge {
        ("into", "similar-merge", "similar-merge-text")
    } else if offer == ActionName::Cluster {
        ("with", "similar-cluster", "similar-cluster-text")
    } else {
        return None;
    };
    Some(JoinView {
        action: offer.key(),
        field,
        label: texts.t(label),
        text: texts.t(text),
        is_reason_needed: offer == ActionName::ProposeMerge,
    })
}

#[cfg(test)]
mod tests {
    use baopi_messages::Language;
    use baopi_workflow::similarity::{copied, passages};
    use rstest::rstest;

    use super::*;
    use crate::present::sample::{self, unit, visitor};

    const HERE: &str = "各镇：\n严禁野外用火，发现火情立即报告。\n<b>加强巡护";
    const THERE: &str = "严禁野外用火，发现火情立即报告！";

    fn rendered(page: &impl Template) -> String {
        let html = page.render().unwrap();
        assert!(!html.contains("Unknown localization"), "{html}");
        html
    }

    fn beside(kind: Kind, common: Common) -> Comparison {
        let view = sample::view(sample::content(kind));
        Comparison {
            title: view.content.title().to_owned(),
            other_title: "另一件".to_owned(),
            other_from: "区林业局".to_owned(),
            open: Some(RequestId(Uuid::from_u128(77))),
            common,
            organisation: sample::organisation(),
            request: view.request,
        }
    }

    fn texts() -> Common {
        Common::Texts {
            text: HERE.to_owned(),
            other: THERE.to_owned(),
            passages: passages(HERE, THERE),
            ratio: copied(HERE, THERE),
        }
    }

    #[rstest]
    fn what_two_texts_share_is_marked_in_both_and_said_to_those_who_do_not_see_the_marks(
        #[values(Language::Zh, Language::En)] language: Language,
    ) {
        let visitor = visitor(language, 1);
        let page = BesidePage::new(&visitor, beside(Kind::Document, texts()));
        let html = rendered(&page);
        assert_eq!(html.matches("<mark class=\"same\"").count(), 2);
        assert!(html.contains("href=\"#there-1\"") && html.contains("id=\"there-1\""));
        assert!(html.contains(&visitor.texts().n("similar-begin", 1)));
        assert!(html.contains("&#60;b&#62;"), "what people write is text");
    }

    #[rstest]
    fn whoever_may_not_read_the_other_text_is_told_about_how_much_it_is_and_led_nowhere(
        #[values(Language::Zh, Language::En)] language: Language,
    ) {
        let visitor = visitor(language, 1);
        let found = SimilarTexts { open: Vec::new(), hidden: vec![60], is_limited: true };
        let id = RequestId(Uuid::from_u128(7));
        let others = other_texts(visitor.texts(), id, &found);
        let page = SimilarPage {
            frame: visitor.frame(NavEntry::Elsewhere, "/"),
            id,
            kind: Kind::Document,
            is_missing: false,
            is_limited: true,
            others,
        };
        let html = rendered(&page);
        assert!(html.contains("60") && !html.contains("/beside/"), "{html}");
        for said in ["similar-hidden", "similar-limited"] {
            assert!(html.contains(&visitor.texts().t(said)), "{said}: {html}");
        }
    }

    #[rstest]
    fn two_meetings_show_who_attends_both_and_offer_what_brings_them_together(
        #[values(Language::Zh, Language::En)] language: Language,
    ) {
        let common = Common::Meetings {
            titles: Ratio { part: 6, whole: 10 },
            units: Ratio::NONE,
            here: [unit(1), unit(2)].into(),
            there: [unit(2), unit(3)].into(),
            offers: vec![ActionName::ProposeMerge, ActionName::Cluster, ActionName::Comment],
        };
        let visitor = visitor(language, 1);
        let html = rendered(&BesidePage::new(&visitor, beside(Kind::Meeting, common)));
        assert_eq!(html.matches("<mark class=\"same\">").count(), 2);
        assert!(html.contains("value=\"propose_merge\"") && html.contains("name=\"into\""));
        assert!(html.contains("value=\"cluster\"") && html.contains("name=\"with\""));
        assert!(!html.contains("value=\"comment\""));
        assert!(html.contains(&visitor.texts().t("similar-units-few")));
    }

    #[rstest]
    fn nothing_found_and_not_looked_up_are_told_apart(
        #[values(Language::Zh, Language::En)] language: Language,
        #[values(Kind::Document, Kind::Meeting)] kind: Kind,
    ) {
        let visitor = visitor(language, 1);
        let list = |is_missing| SimilarPage {
            frame: visitor.frame(NavEntry::Elsewhere, "/"),
            id: RequestId(Uuid::from_u128(7)),
            kind,
            is_missing,
            is_limited: false,
            others: Vec::new(),
        };
        let missing = visitor.texts().t("similar-list-missing");
        assert!(rendered(&list(true)).contains(&missing));
        assert!(!rendered(&list(false)).contains(&missing));
    }
}
