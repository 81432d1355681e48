//! 涉密禁入: CLASSIFIED. A scanner cannot prove absence; the declaration and the banner stay necessary.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::{Case, Finding, RuleId, Verdict};
use crate::content::Content;

/// Marks of classification. The number of a pattern, from 1, is all that is ever recorded of a hit.
static MARKS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    let pattern = |text| Regex::new(text).expect("the pattern is valid");
    [
        pattern(r"(绝\s*密|机\s*密|秘\s*密)\s*[★☆]"),
        pattern(r"密级\s*[::]\s*(绝密|机密|秘密)"),
        pattern(r"(?m)^\s*(绝\s*密|机\s*密|秘\s*密)\s*$"),
        pattern(
            r"(?m)^\s*(绝\s*密|机\s*密|秘\s*密)\s*((\d+|[一二三四五六七八九十]+)\s*(年|个月|天)|长期|启用前|公开前)\s*$",
        ),
    ]
});

/// Words that may be harmless and deserve a second look.
static HINTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"工作秘密|内部资料.{0,10}(注意保存|不得外传)|涉密|密级|密件|机要")
        .expect("the pattern is valid")
});

/// The number, from 1, of the first mark of classification found in any of the texts.
#[must_use]
pub fn scan<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<u32> {
    texts.into_iter().find_map(|text| {
        let text: String = text.nfkc().collect();
        (1..).zip(MARKS.iter()).find(|(_, mark)| mark.is_match(&text)).map(|(number, _)| number)
    })
}

/// Every text that somebody typed or uploaded into a content.
///
/// The walk is over the serialised content, so that a field added later cannot be forgotten here.
///
/// # Panics
///
/// Never: a content has only text keys, and so can be written as JSON.
#[must_use]
pub fn texts(content: &Content) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = vec![serde_json::to_value(content).expect("a content can be written as JSON")];
    while let Some(value) = rest.pop() {
        match value {
            Value::String(text) => texts.push(text),
            Value::Array(items) => rest.extend(items),
            Value::Object(members) => rest.extend(members.into_iter().map(|(_, member)| member)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    texts
}

pub(super) fn judge(case: &Case) -> Option<Finding> {
    let texts = texts(case.content);
    if let Some(pattern) = scan(texts.iter().map(String::as_str)) {
        return Some(Finding::block(RuleId::Classified).with("pattern", pattern));
    }
    let hint = texts.iter().find_map(|text| {
        let text: String = text.nfkc().collect();
        HINTS.find(&text).map(|hit| hit.as_str().to_owned())
    });
    hint.map(|word| {
        Finding::new(RuleId::Classified, Verdict::Advisory).case("hint").with("word", word.as_str())
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("机密★1年", Some(1))]
    #[case("秘 密 ★ 10年", Some(1))]
    #[case("绝密☆", Some(1))]
    #[case("密级：秘密", Some(2))]
    #[case("关于会议的通知\n绝密\n各乡镇", Some(3))]
    #[case("绝　密", Some(3))]
    #[case("秘密启用前", Some(4))]
    #[case("机密 10年", Some(4))]
    #[case("秘密三年", Some(4))]
    #[case("绝密 长期", Some(4))]
    #[case("关于加强保守国家秘密宣传教育的通知", None)]
    #[case("商业秘密保护专项行动", None)]
    #[case("本文件为工作秘密", None)]
    #[case("秘密研究了一年", None)]
    fn a_mark_of_classification_is_found_and_a_mere_mention_is_not(
        #[case] text: &str,
        #[case] pattern: Option<u32>,
    ) {
        assert_eq!(scan([text]), pattern);
    }

    #[rstest]
    #[case("本文件为工作秘密", true)]
    #[case("内部资料，请注意保存", true)]
    #[case("机要室", true)]
    #[case("商业秘密保护专项行动", false)]
    fn a_word_that_deserves_a_second_look_is_only_pointed_out(
        #[case] text: &str,
        #[case] hinted: bool,
    ) {
        assert_eq!(HINTS.is_match(text), hinted);
    }
}
