//! 照抄照搬: COPY-PASTE.

use super::knowledge::Source;
use super::{BY_MAIN_LEADER, Case, Finding, Parameter, RuleId, Verdict};
use crate::content::{AnnexKind, Category, Content, DocumentContent};
use crate::similarity::Ratio;

/// A document that mostly repeats a text it was sent says nothing of its own. The source can be forwarded as it is; then nothing
/// is measured.
pub(super) fn judge(case: &Case) -> Option<Finding> {
    let Content::Document(document) = case.content else { return None };
    if forwards(document) {
        return None;
    }
    let sources = match case.knowledge.sources.needed_by(RuleId::CopyPaste, "sources") {
        Ok(sources) => sources,
        Err(finding) => return Some(finding),
    };
    let (ratio, source) =
        sources.iter().map(|source| (share(source), source)).max_by_key(|s| s.0)?;
    let number = |parameter| case.rules.number(parameter);
    let finding = if ratio.at_least(number(Parameter::CopyPaste)) {
        Finding::new(RuleId::CopyPaste, on_hit(number(Parameter::CopyBlocks)))
    } else if ratio.at_least(number(Parameter::CopyHint)) {
        Finding::new(RuleId::CopyPaste, Verdict::Advisory).case("hint")
    } else {
        return None;
    };
    let finding = finding.with("title", &*source.title).with("from", &*source.from);
    Some(finding.with("pct", ratio.percent()))
}

fn forwards(document: &DocumentContent) -> bool {
    let source = |annex: &crate::content::Annex| annex.kind == AnnexKind::ForwardedSource;
    document.category == Some(Category::Forwarding) && document.annexes.iter().any(source)
}

fn share(source: &Source) -> Ratio {
    Ratio { part: source.shared, whole: source.of }
}

/// What an office has chosen to say to a copy.
const fn on_hit(copy_blocks: u32) -> Verdict {
    if copy_blocks == 0 { BY_MAIN_LEADER } else { Verdict::Block }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::content::Annex;
    use crate::rules::direction::district::{document, found_with};
    use crate::rules::knowledge::Known;
    use crate::rules::{Fact, Knowledge, RuleSet};

    fn source(title: &str, shared: u32, of: u32) -> Source {
        Source { title: title.to_owned(), from: "云澜市民政局".to_owned(), shared, of }
    }

    fn found(
        document: DocumentContent,
        sources: Known<Vec<Source>>,
        rules: &RuleSet,
    ) -> Option<Finding> {
        let knowledge = Knowledge { sources, ..Knowledge::alone() };
        let content = Content::Document(Box::new(document));
        let judge = |case: &Case| judge(case).into_iter().collect();
        found_with(&content, (rules, &knowledge), judge).pop()
    }

    fn copying(shared: u32, of: u32) -> Known<Vec<Source>> {
        Known::Is(vec![source("关于做好困难群众救助工作的通知", shared, of)])
    }

    #[rstest]
    #[case::all(44, 44, Some(("", BY_MAIN_LEADER)))]
    #[case::seventy(700, 1000, Some(("", BY_MAIN_LEADER)))]
    #[case::nearly_seventy(699, 1000, Some(("hint", Verdict::Advisory)))]
    #[case::fifty(500, 1000, Some(("hint", Verdict::Advisory)))]
    #[case::nearly_fifty(499, 1000, None)]
    #[case::a_little(7, 44, None)]
    #[case::too_short_to_compare(0, 0, None)]
    fn a_copy_is_explained_from_seventy_per_cent_on_and_pointed_out_from_fifty(
        #[case] shared: u32,
        #[case] of: u32,
        #[case] expected: Option<(&str, Verdict)>,
    ) {
        let found = found(document(), copying(shared, of), &RuleSet::default());
        let found = found.as_ref().map(|finding| (finding.case.as_str(), finding.verdict));
        assert_eq!(found, expected);
    }

    #[test]
    fn an_office_may_refuse_copies() {
        let rules = RuleSet::default().with(Parameter::CopyBlocks, 1);
        let verdict = |shared| found(document(), copying(shared, 1000), &rules).unwrap().verdict;
        assert_eq!((verdict(700), verdict(699)), (Verdict::Block, Verdict::Advisory));
    }

    #[test]
    fn the_source_of_most_is_told_wherever_it_stands_and_no_figure_looks_like_the_threshold() {
        let sources = vec![source("甲", 300, 1000), source("乙", 699, 1000), source("丙", 0, 0)];
        let facts = found(document(), Known::Is(sources), &RuleSet::default()).unwrap().facts;
        assert_eq!(facts["title"], Fact::from("乙"));
        assert_eq!(facts["from"], Fact::from("云澜市民政局"));
        assert_eq!(facts["pct"], Fact::Number(69));
    }

    #[rstest]
    #[case::forwarded(Category::Forwarding, AnnexKind::ForwardedSource, false)]
    #[case::forwarded_without_the_source(Category::Forwarding, AnnexKind::Ordinary, true)]
    #[case::not_called_forwarding(Category::Deployment, AnnexKind::ForwardedSource, true)]
    fn what_is_forwarded_with_its_source_is_not_measured(
        #[case] category: Category,
        #[case] kind: AnnexKind,
        #[case] measured: bool,
    ) {
        let annex = Annex { title: "原文".to_owned(), text: None, file: None, kind };
        let document =
            DocumentContent { category: Some(category), annexes: vec![annex], ..document() };
        for sources in [copying(1, 1), Known::Missing] {
            let found = found(document.clone(), sources, &RuleSet::default());
            assert_eq!(found.is_some(), measured);
        }
    }

    #[test]
    fn without_the_stored_texts_it_is_refused() {
        let found = found(document(), Known::Missing, &RuleSet::default()).unwrap();
        assert_eq!((found.case.as_str(), found.verdict), ("facts-missing", Verdict::Block));
    }
}
