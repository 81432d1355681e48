//! 文面: what the form of a document must say. TITLE-FORMAT, URGENCY-REASON and BURDEN-ASSESSMENT.

use super::{Case, Fact, Finding, RuleId, Verdict};
use crate::content::{BurdenAssessment, Content, DocType, DocumentContent, Urgency};
use crate::organisation::Rank;

/// The word that a title of each type ends with; the first of a type is the usual one.
const TYPE_WORDS: [(DocType, &str); 16] = [
    (DocType::Resolution, "决议"),
    (DocType::Decision, "决定"),
    (DocType::Order, "命令"),
    (DocType::Order, "令"),
    (DocType::Communique, "公报"),
    (DocType::PublicNotice, "公告"),
    (DocType::Announcement, "通告"),
    (DocType::Opinion, "意见"),
    (DocType::Notice, "通知"),
    (DocType::Circular, "通报"),
    (DocType::Report, "报告"),
    (DocType::RequestForInstruction, "请示"),
    (DocType::Reply, "批复"),
    (DocType::Motion, "议案"),
    (DocType::Letter, "函"),
    (DocType::Minutes, "纪要"),
];

/// Types whose titles need not say 关于.
const WITHOUT_ABOUT: [DocType; 4] =
    [DocType::PublicNotice, DocType::Order, DocType::Communique, DocType::Minutes];

/// Marks that no title ends with.
const TRAILING_MARKS: &str = "。，、；：！？…—·．.,;:!?";

pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Document(document) = case.content else { return Vec::new() };
    let mut findings = title(document);
    findings.extend(urgency(document));
    findings.extend(burden(document));
    findings
}

/// TITLE-FORMAT: a title that names another type than the form is refused, the rest is pointed out. A title that is missing or
/// too long is the business of REQUIRED-FIELDS.
fn title(document: &DocumentContent) -> Vec<Finding> {
    let title: String = document.title.split_whitespace().collect();
    let Some(doc_type) = document.doc_type.filter(|_| !title.is_empty()) else { return Vec::new() };
    let expected = TYPE_WORDS.iter().find(|(of, _)| *of == doc_type).map_or("", |(_, word)| *word);
    let fault = |verdict, case: &str| {
        Finding::new(RuleId::TitleFormat, verdict).case(case).with("expected", expected)
    };
    let mut findings = Vec::new();
    let bare = title.trim_end_matches(|c| TRAILING_MARKS.contains(c));
    if let Some(mark) = title[bare.len()..].chars().next() {
        let mark = mark.to_string();
        findings.push(fault(Verdict::Advisory, "punctuation").with("mark", mark.as_str()));
    }
    let name = without_remark(bare);
    match TYPE_WORDS.iter().find(|(_, word)| name.ends_with(word)) {
        Some((named, _)) if *named == doc_type => {}
        Some((_, found)) => findings.push(fault(Verdict::Block, "type").with("found", *found)),
        None => findings.push(fault(Verdict::Advisory, "no-type")),
    }
    if !title.contains("关于") && !WITHOUT_ABOUT.contains(&doc_type) {
        findings.push(fault(Verdict::Advisory, "about"));
    }
    findings
}

/// The title without a remark such as （试行） at its end.
fn without_remark(title: &str) -> &str {
    let open =
        |title: &str| title.strip_suffix(['）', ')']).and_then(|rest| rest.rfind(['（', '(']));
    open(title).map_or(title, |at| &title[..at])
}

/// URGENCY-REASON: what jumps the queue says why.
fn urgency(document: &DocumentContent) -> Option<Finding> {
    let key = match document.urgency {
        Urgency::ExtraUrgent => "urgency-extra-urgent",
        Urgency::Urgent => "urgency-urgent",
        Urgency::Normal => return None,
    };
    let unexplained = document.urgency_reason.trim().is_empty();
    unexplained
        .then(|| Finding::block(RuleId::UrgencyReason).with("urgency", Fact::Field(key.to_owned())))
}

/// BURDEN-ASSESSMENT: it is made, and whoever finds that a burden is added says why it must be.
fn burden(document: &DocumentContent) -> Option<Finding> {
    let Some(BurdenAssessment { adds_forms, adds_reports, adds_inspection, note: _ }) =
        &document.burden
    else {
        return Some(Finding::block(RuleId::BurdenAssessment).case("missing"));
    };
    let ticked: u32 =
        [adds_forms, adds_reports, adds_inspection].into_iter().map(|adds| u32::from(*adds)).sum();
    let what = match (adds_forms, adds_reports, adds_inspection) {
        (false, false, false) => return None,
        (true, false, false) => "adds_forms",
        (false, true, false) => "adds_reports",
        (false, false, true) => "adds_inspection",
        (true, true, false) => "adds_forms_reports",
        (true, false, true) => "adds_forms_inspection",
        (false, true, true) => "adds_reports_inspection",
        (true, true, true) => "adds_everything",
    };
    let verdict = Verdict::NeedsJustification(Rank::ResponsibleLeader);
    let finding = Finding::new(RuleId::BurdenAssessment, verdict).case("adds").with("n", ticked);
    Some(finding.with("what", Fact::Field(what.to_owned())))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::rules::direction::district::{document, found};

    fn judged(document: DocumentContent) -> Vec<(RuleId, String, Verdict)> {
        let findings = found(&Content::Document(Box::new(document)), judge);
        findings.into_iter().map(|finding| (finding.rule, finding.case, finding.verdict)).collect()
    }

    #[rstest]
    #[case::usual("关于印发《实施方案》的通知", DocType::Notice, &[])]
    #[case::with_issuer("石桥镇人民政府关于解决资金的请示", DocType::RequestForInstruction, &[])]
    #[case::long_type("关于推进全区义务教育优质均衡发展的实施意见", DocType::Opinion, &[])]
    #[case::remark("关于加强管理的意见（试行）", DocType::Opinion, &[])]
    #[case::half_width_remark("关于加强管理的意见(试行)", DocType::Opinion, &[])]
    #[case::two_lines("关于加强管理\n　的意见", DocType::Opinion, &[])]
    #[case::short_order("青澜区人民政府令", DocType::Order, &[])]
    #[case::long_order("青澜区森林防火命令", DocType::Order, &[])]
    #[case::notice_without_about("青澜区人民政府公告", DocType::PublicNotice, &[])]
    #[case::communique_without_about("全会公报", DocType::Communique, &[])]
    #[case::minutes_without_about("区长办公会议纪要", DocType::Minutes, &[])]
    #[case::reply_letter("关于征求意见的复函", DocType::Letter, &[])]
    #[case::other_type("关于申请资金的请示", DocType::Report, &[("type", Verdict::Block)])]
    #[case::alike_type("关于表扬先进的通报", DocType::Notice, &[("type", Verdict::Block)])]
    #[case::alike_public("关于禁放烟花的通告", DocType::PublicNotice, &[("type", Verdict::Block)])]
    #[case::no_type("关于全区绿化工作方案", DocType::Notice, &[("no-type", Verdict::Advisory)])]
    #[case::type_word_inside("关于做好通知送达工作", DocType::Notice, &[("no-type", Verdict::Advisory)])]
    #[case::no_about("做好绿化工作的通知", DocType::Notice, &[("about", Verdict::Advisory)])]
    #[case::announcement_needs_about("青澜区人民政府通告", DocType::Announcement, &[("about", Verdict::Advisory)])]
    #[case::full_stop("关于做好绿化工作的通知。", DocType::Notice, &[("punctuation", Verdict::Advisory)])]
    #[case::half_width_stop("关于做好绿化工作的通知.", DocType::Notice, &[("punctuation", Verdict::Advisory)])]
    #[case::everything("做好绿化工作！", DocType::Notice,
        &[("punctuation", Verdict::Advisory), ("no-type", Verdict::Advisory), ("about", Verdict::Advisory)])]
    #[case::empty(" 　", DocType::Notice, &[])]
    fn a_title_says_what_about_and_which_type(
        #[case] title: &str,
        #[case] doc_type: DocType,
        #[case] expected: &[(&str, Verdict)],
    ) {
        let document =
            DocumentContent { title: title.to_owned(), doc_type: Some(doc_type), ..document() };
        let expected: Vec<_> = expected
            .iter()
            .map(|(case, verdict)| (RuleId::TitleFormat, (*case).to_owned(), *verdict))
            .collect();
        assert_eq!(judged(document), expected);
    }

    #[test]
    fn every_type_has_its_word() {
        for doc_type in DocType::ALL {
            assert!(TYPE_WORDS.iter().any(|(of, _)| of == doc_type), "{doc_type:?}");
        }
    }

    #[rstest]
    #[case(Urgency::Normal, "", false)]
    #[case(Urgency::Urgent, "", true)]
    #[case(Urgency::Urgent, " 　", true)]
    #[case(Urgency::Urgent, "台风将至", false)]
    #[case(Urgency::ExtraUrgent, "", true)]
    #[case(Urgency::ExtraUrgent, "台风将至", false)]
    fn urgency_has_a_reason(#[case] urgency: Urgency, #[case] reason: &str, #[case] blocked: bool) {
        let document = DocumentContent { urgency, urgency_reason: reason.to_owned(), ..document() };
        let expected = blocked.then(|| (RuleId::UrgencyReason, String::new(), Verdict::Block));
        assert_eq!(judged(document), Vec::from_iter(expected));
    }

    #[rstest]
    #[case::missing(None, Some(("missing", Verdict::Block)))]
    #[case::nothing(Some([false, false, false]), None)]
    #[case::forms(Some([true, false, false]), Some(("adds", Verdict::NeedsJustification(Rank::ResponsibleLeader))))]
    #[case::reports(Some([false, true, false]), Some(("adds", Verdict::NeedsJustification(Rank::ResponsibleLeader))))]
    #[case::inspection(Some([false, false, true]), Some(("adds", Verdict::NeedsJustification(Rank::ResponsibleLeader))))]
    #[case::all(Some([true, true, true]), Some(("adds", Verdict::NeedsJustification(Rank::ResponsibleLeader))))]
    fn a_burden_is_assessed_and_an_added_one_explained(
        #[case] boxes: Option<[bool; 3]>,
        #[case] expected: Option<(&str, Verdict)>,
    ) {
        let burden = boxes.map(|[adds_forms, adds_reports, adds_inspection]| BurdenAssessment {
            adds_forms,
            adds_reports,
            adds_inspection,
            note: String::new(),
        });
        let expected =
            expected.map(|(case, verdict)| (RuleId::BurdenAssessment, case.to_owned(), verdict));
        assert_eq!(judged(DocumentContent { burden, ..document() }), Vec::from_iter(expected));
    }

    #[test]
    fn the_burdens_are_counted() {
        let burden = Some(BurdenAssessment {
            adds_forms: true,
            adds_inspection: true,
            ..BurdenAssessment::default()
        });
        let document = Content::Document(Box::new(DocumentContent { burden, ..document() }));
        assert_eq!(found(&document, judge)[0].facts["n"], Fact::Number(2));
    }
}
