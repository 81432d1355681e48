//! 增加负担的要求: BURDEN-TERMS.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::{Case, Finding, RuleId, Verdict};
use crate::content::{Content, Direction};
use crate::similarity;

/// The words of burden, in a text without white space. The parts without a name take up what only looks like one: a day or month
/// of the calendar before 报, the name of a newspaper, a verb that begins with 报.
static TERMS: LazyLock<Regex> = LazyLock::new(|| {
    let terms = "(?<term>每[日周月]报送|排名通报|签订责任状|台账|留痕|打卡|截图)";
    let dated = "[0-9一二三四五六七八九十今明次昨本上下][日周月]报";
    let newspaper = "[民明济治华]日报";
    let verb = "[日周月]报[送名到至请备]";
    let periodical = "(?<periodical>[日周月]报)";
    Regex::new(&[terms, dated, newspaper, verb, periodical].join("|"))
        .expect("the pattern is valid")
});
/// Stands between the words that were found.
const BETWEEN: &str = "、";

/// Words that load work on those below are pointed out; it is for whoever reviews to say whether they are needed.
pub(super) fn judge(case: &Case) -> Option<Finding> {
    let Content::Document(document) = case.content else { return None };
    if document.direction != Some(Direction::Downward) {
        return None;
    }
    let words = words(&similarity::text(document));
    let n = u32::try_from(words.len()).unwrap_or(u32::MAX);
    let finding = Finding::new(RuleId::BurdenTerms, Verdict::Advisory).with("n", n);
    let listed = words.into_iter().collect::<Vec<_>>().join(BETWEEN);
    (n > 0).then(|| finding.with("words", listed.as_str()))
}

fn words(text: &str) -> BTreeSet<String> {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let named = |found: regex::Captures<'_>| {
        let word = found.name("term").or_else(|| found.name("periodical"))?;
        Some(word.as_str().to_owned())
    };
    TERMS.captures_iter(&plain).filter_map(named).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::content::{DocumentContent, IssuedText};
    use crate::rules::Fact;
    use crate::rules::direction::district::{document, found};

    #[rstest]
    #[case("实行日报制度", &["日报"])]
    #[case("实行日报告、零报告", &["日报"])]
    #[case("按周报、月报汇总", &["周报", "月报"])]
    #[case("每日报送进度", &["每日报送"])]
    #[case("每月\n报送进度", &["每月报送"])]
    #[case("建立工作台账，全程留痕", &["台账", "留痕"])]
    #[case("到村打卡并上传截图", &["打卡", "截图"])]
    #[case("排名通报，签订责任状", &["签订责任状", "排名通报"])]
    #[case("台账、台账和台账", &["台账"])]
    #[case("于9月18日报送", &[])]
    #[case("9月报区政府", &[])]
    #[case("请于今日报材料", &[])]
    #[case("下周报送方案", &[])]
    #[case("《人民日报》刊文", &[])]
    #[case("即日报名", &[])]
    #[case("落实责任，按期完成。", &[])]
    fn words_of_burden_are_found_and_what_only_looks_like_one_is_not(
        #[case] text: &str,
        #[case] expected: &[&str],
    ) {
        let expected: BTreeSet<String> = expected.iter().map(|word| (*word).to_owned()).collect();
        assert_eq!(words(text), expected);
    }

    fn judged(document: DocumentContent) -> Vec<Finding> {
        let judge = |case: &Case| judge(case).into_iter().collect();
        found(&Content::Document(Box::new(document)), judge)
    }

    fn with(direction: Direction, body: &str) -> DocumentContent {
        DocumentContent { direction: Some(direction), body: body.to_owned(), ..document() }
    }

    #[rstest]
    #[case::downward(Direction::Downward, true)]
    #[case::lateral(Direction::Lateral, false)]
    #[case::upward(Direction::Upward, false)]
    fn they_are_pointed_out_in_what_goes_down(#[case] direction: Direction, #[case] hit: bool) {
        let found = judged(with(direction, "建立台账。"));
        let expected = hit.then_some(Verdict::Advisory);
        assert_eq!(found.first().map(|finding| finding.verdict), expected);
    }

    #[test]
    fn issued_texts_are_read_too_and_every_word_is_told_once() {
        let text = "全程留痕，建立台账。".to_owned();
        let issued_texts = vec![IssuedText { title: "方案".to_owned(), text }];
        let document =
            DocumentContent { issued_texts, ..with(Direction::Downward, "建立台账。") };
        let facts = &judged(document)[0].facts;
        assert_eq!((&facts["n"], &facts["words"]), (&Fact::Number(2), &Fact::from("台账、留痕")));
    }
}
