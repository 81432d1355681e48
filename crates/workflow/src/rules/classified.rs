//! 涉密禁入: CLASSIFIED. A scanner cannot prove absence; the declaration and the banner stay necessary.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Case, Finding, RuleId, Verdict};
use crate::content::Content;
use crate::count::is_ignorable;

/// The word of a classification, however far its characters stand apart.
const LEVEL: &str = r"(?:绝\s*密|机\s*密|秘\s*密)";
/// How long a classification lasts.
const PERIOD: &str =
    r"(?:(?:\d+|[一二三四五六七八九十]+)\s*(?:年|个\s*月|天)|长\s*期|启\s*用\s*前|公\s*开\s*前)";
/// What may stand before a mark on its line, and behind it: brackets, and the marks of Markdown.
const OPENING: &str = r"[\s\[(【〔〖「『〈<{*_#>]*";
const CLOSING: &str = r"[\s\])】〕〗」』〉>}*_]*";
/// The star between level and period, and what is typed in its place.
const STAR: &str = "[★☆⭐🌟⚝✦✧✩✪✫✬✭✮✯✰⋆]";
/// Signs that stand for a star only where nothing but a period follows: elsewhere they are notes and marks of Markdown.
const ASTERISK: &str = "[*∗⁎✱✲✳٭※]+";

/// Marks of classification. The number of a pattern, from 1, is all that is ever recorded of a hit.
static MARKS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    let pattern = |text: String| Regex::new(&text).expect("the pattern is valid");
    [
        pattern(format!(
            r"(?m){LEVEL}{CLOSING}{STAR}|(?:^|[^\p{{Han}}*\s])[ \t]*{LEVEL}\s*{ASTERISK}[ \t]*(?:{PERIOD}|$)"
        )),
        // 机密性 is a property of data.
        pattern(format!(r"密\s*级\s*[::∶ː]{OPENING}{LEVEL}(?:[^性]|$)")),
        pattern(format!(r"(?m)^{OPENING}{LEVEL}{CLOSING}$")),
        pattern(format!(r"(?m)^{OPENING}{LEVEL}{CLOSING}[(【\[]?{PERIOD}{CLOSING}$")),
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
        let text = plain(text);
        (1..).zip(MARKS.iter()).find(|(_, mark)| mark.is_match(&text)).map(|(number, _)| number)
    })
}

/// A text as its reader takes it: without what cannot be seen and without marks above and below its characters, each of them
/// in its common width and form.
fn plain(text: &str) -> String {
    let seen = |c: &char| {
        c.is_whitespace() || !is_ignorable(*c) && !is_combining_mark(*c) && *c != BRAILLE_BLANK
    };
    text.nfkc().filter(seen).map(simplified).collect()
}

/// A pattern of Braille without a dot: a blank that is no white space.
const BRAILLE_BLANK: char = '\u{2800}';

/// The simplified form of the traditional characters that occur in marks of classification.
const fn simplified(c: char) -> char {
    match c {
        '機' => '机',
        '絕' | '絶' => '绝',
        '祕' => '秘',
        '宻' => '密',
        '級' => '级',
        '啟' | '啓' => '启',
        '開' => '开',
        '長' => '长',
        '個' => '个',
        _ => c,
    }
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
        let text = plain(text);
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
    #[case::zero_width("机\u{200B}密\u{2060}★", Some(1))]
    #[case::soft_hyphen("机\u{AD}密★1年", Some(1))]
    #[case::variation_selector("秘\u{FE00}密\u{E0100}★", Some(1))]
    #[case::combining("机\u{301}密\u{20DD}★", Some(1))]
    #[case::blank_that_is_no_space("机\u{2800}密\u{3164}★", Some(1))]
    #[case::traditional("機密★", Some(1))]
    #[case::traditional_alone("通知\n絕密\n", Some(3))]
    #[case::traditional_period("祕密啟用前", Some(4))]
    #[case::other_star("机密⭐️3年", Some(1))]
    #[case::asterisk("机密*", Some(1))]
    #[case::asterisk_with_a_period("000001 机密＊1年", Some(1))]
    #[case::star_behind_a_bracket("【机密】★", Some(1))]
    #[case::level_in_spaces("密级：机　密", Some(2))]
    #[case::spaced_level("密　级：机密", Some(2))]
    #[case::level_in_brackets("密級∶〔機密〕", Some(2))]
    #[case::brackets("关于会议的通知\n【机密】\n各乡镇", Some(3))]
    #[case::other_brackets("（秘　密）", Some(3))]
    #[case::heading_of_markdown("# **机密**", Some(3))]
    #[case::brackets_and_a_period("【秘密】 10年", Some(4))]
    #[case::period_in_brackets("绝密（长　期）", Some(4))]
    #[case("关于加强保守国家秘密宣传教育的通知", None)]
    #[case("商业秘密保护专项行动", None)]
    #[case("本文件为工作秘密", None)]
    #[case("秘密研究了一年", None)]
    #[case::property_of_data("信息系统的机密性、完整性和可用性", None)]
    #[case::property_behind_a_level("定级依据：密级：机密性要求", None)]
    #[case::note_mark("加强商业秘密*保护", None)]
    #[case::note_mark_at_the_end("加强商业秘密*", None)]
    #[case::bold("依法保护**秘密**，不得外传", None)]
    #[case::levels_in_prose("国家秘密的密级分为绝密、机密、秘密三级", None)]
    #[case::end_of_a_paragraph("依法保守国家\n秘密。", None)]
    #[case::book("学习《中华人民共和国保守国家秘密法》", None)]
    #[case::secret_vote("以无记名（秘密）投票方式选举", None)]
    #[case::a_star_elsewhere("★重点工作：保守国家秘密", None)]
    #[case::list("1. 秘密", None)]
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
