//! 文件篇幅: FILE-LENGTH, FILE-LENGTH-SPECIAL and ANNEX-LENGTH.

use super::{BY_LEADER, Case, Finding, Parameter, RuleId, Verdict};
use crate::content::{AnnexKind, Content, DocumentContent, Scope};
use crate::count::characters;

pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Document(document) = case.content else { return Vec::new() };
    text(case, document).into_iter().chain(annexes(case, document)).collect()
}

/// Over the limit is refused, whoever asks and whatever it is; a document about one task has a lower norm, above which it
/// has to say why.
fn text(case: &Case, document: &DocumentContent) -> Option<Finding> {
    let n = case.measure.characters;
    let found =
        |rule, verdict, limit: u32| Finding::new(rule, verdict).with("n", n).with("limit", limit);
    let limit = case.rules.number(Parameter::FileLength);
    if n > limit {
        return Some(found(RuleId::FileLength, Verdict::Block, limit).with("over", n - limit));
    }
    let limit = case.rules.number(Parameter::FileLengthSpecial);
    let special = document.scope == Some(Scope::Special) && n > limit;
    special.then(|| found(RuleId::FileLengthSpecial, BY_LEADER, limit))
}

/// ANNEX-LENGTH: long annexes are pointed out, and beside a short text they are asked for a reason, because they do not count
/// towards its length. A superior's text that is only passed on is nobody's writing here.
fn annexes(case: &Case, document: &DocumentContent) -> Option<Finding> {
    let own = document.annexes.iter().filter(|annex| annex.kind != AnnexKind::ForwardedSource);
    let lengths = own.filter_map(|annex| annex.text.as_deref()).map(characters);
    let n = lengths.fold(0, u32::saturating_add);
    let limit = case.rules.number(Parameter::AnnexLength);
    if n <= limit {
        return None;
    }
    let times = case.rules.number(Parameter::AnnexTimes);
    let finding = if n > case.measure.characters.saturating_mul(times) {
        Finding::new(RuleId::AnnexLength, BY_LEADER).case("beside-short-text").with("times", times)
    } else {
        Finding::new(RuleId::AnnexLength, Verdict::Advisory)
    };
    Some(finding.with("n", n).with("limit", limit).with("text", case.measure.characters))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::content::{Annex, IssuedText};
    use crate::rules::direction::district::{document, found};

    fn text(characters: usize) -> String {
        "报".repeat(characters)
    }

    fn annex(kind: AnnexKind, characters: usize) -> Annex {
        Annex { title: "表".to_owned(), text: Some(text(characters)), file: None, kind }
    }

    fn judged(document: DocumentContent) -> Vec<(RuleId, String, Verdict)> {
        let findings = found(&Content::Document(Box::new(document)), judge);
        findings.into_iter().map(|finding| (finding.rule, finding.case, finding.verdict)).collect()
    }

    #[rstest]
    #[case::below_the_norm(Scope::Special, 4_000, 0, None)]
    #[case::above_the_norm(Scope::Special, 4_001, 0, Some((RuleId::FileLengthSpecial, BY_LEADER)))]
    #[case::with_issued_text(Scope::Special, 3_900, 101, Some((RuleId::FileLengthSpecial, BY_LEADER)))]
    #[case::special_at_the_limit(Scope::Special, 5_000, 0, Some((RuleId::FileLengthSpecial, BY_LEADER)))]
    #[case::special_above_the_limit(Scope::Special, 5_001, 0, Some((RuleId::FileLength, Verdict::Block)))]
    #[case::comprehensive_above_the_norm(Scope::Comprehensive, 4_001, 0, None)]
    #[case::below_the_limit(Scope::Comprehensive, 4_999, 0, None)]
    #[case::at_the_limit(Scope::Comprehensive, 5_000, 0, None)]
    #[case::above_the_limit(Scope::Comprehensive, 5_001, 0, Some((RuleId::FileLength, Verdict::Block)))]
    #[case::together_at_the_limit(Scope::Comprehensive, 212, 4_788, None)]
    #[case::together_above_it(Scope::Comprehensive, 4_900, 101, Some((RuleId::FileLength, Verdict::Block)))]
    fn body_and_issued_texts_have_a_limit_and_a_document_about_one_task_a_norm(
        #[case] scope: Scope,
        #[case] body: usize,
        #[case] issued: usize,
        #[case] expected: Option<(RuleId, Verdict)>,
    ) {
        // The title of an issued text counts with it.
        let issued = issued.checked_sub(2).map(text);
        let issued = issued.map(|text| IssuedText { title: "方案".to_owned(), text });
        let issued_texts = issued.into_iter().collect();
        let document =
            DocumentContent { scope: Some(scope), body: text(body), issued_texts, ..document() };
        let expected = expected.map(|(rule, verdict)| (rule, String::new(), verdict));
        assert_eq!(judged(document), Vec::from_iter(expected));
    }

    #[rstest]
    #[case::at_the_limit(100, 5_000, None)]
    #[case::above_it_and_three_times_the_text(1_667, 5_001, Some(("", Verdict::Advisory)))]
    #[case::more_than_three_times_the_text(1_666, 5_001, Some(("beside-short-text", BY_LEADER)))]
    #[case::three_times_a_long_text(4_000, 12_000, Some(("", Verdict::Advisory)))]
    #[case::more_than_three_times_a_long_text(4_000, 12_001, Some(("beside-short-text", BY_LEADER)))]
    #[case::nothing_to_read(10, 0, None)]
    fn long_annexes_are_pointed_out_and_beside_a_short_text_explained(
        #[case] body: usize,
        #[case] annexes: usize,
        #[case] expected: Option<(&str, Verdict)>,
    ) {
        let halves = [annexes / 2, annexes - annexes / 2];
        let annexes = halves.map(|half| annex(AnnexKind::Ordinary, half)).to_vec();
        let expected =
            expected.map(|(case, verdict)| (RuleId::AnnexLength, case.to_owned(), verdict));
        let document = DocumentContent { body: text(body), annexes, ..document() };
        assert_eq!(judged(document), Vec::from_iter(expected));
    }

    #[test]
    fn a_superiors_text_that_is_passed_on_and_a_file_without_text_are_no_long_annex() {
        let scan = Annex { text: None, ..annex(AnnexKind::Ordinary, 0) };
        let annexes = vec![annex(AnnexKind::ForwardedSource, 9_000), scan];
        assert_eq!(judged(DocumentContent { annexes, ..document() }), Vec::new());
    }
}
