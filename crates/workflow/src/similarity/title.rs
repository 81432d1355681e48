//! How alike two titles are.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::Ratio;
use crate::organisation::Organisation;

/// Years, quarters, half years and months: the same matter comes back with another date.
static PERIODS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "(?:[0-9]{4}|[〇○零一二三四五六七八九]{4})年度?|第[一二三四1-4]季度|[上下]半年|[一二三四五六七八九十0-9]+月份?",
    )
    .expect("the pattern is valid")
});

/// What a title ends with whatever its matter, the longer before the shorter that it ends with.
const ENDINGS: [&str; 28] = [
    "的紧急通知",
    "的通知",
    "通知",
    "的通报",
    "的意见",
    "的函",
    "的报告",
    "的请示",
    "推进会议",
    "部署会议",
    "调度会议",
    "动员会议",
    "专题会议",
    "视频会议",
    "电视电话会议",
    "现场会议",
    "推进会",
    "部署会",
    "调度会",
    "动员会",
    "专题会",
    "座谈会",
    "现场会",
    "培训会",
    "例会",
    "总结会",
    "会议",
    "会",
];

/// Words that say nothing of the matter.
const STOP_PHRASES: [&str; 15] = [
    "关于",
    "召开",
    "举办",
    "开展",
    "印发",
    "转发",
    "认真",
    "切实",
    "进一步",
    "做好",
    "全区",
    "全市",
    "全县",
    "全镇",
    "工作",
];

/// The names of organs that are taken out of titles, the longest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganNames(Vec<String>);

impl OrganNames {
    /// Of an organisation: the full and the short names of its units.
    #[must_use]
    pub fn of(organisation: &Organisation) -> Self {
        Self::new(organisation.units().flat_map(|unit| [unit.name.as_str(), &unit.short_name]))
    }

    /// Of these names. A name of one character is left in titles, where it may be part of any word.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names: Vec<String> = names.into_iter().map(letters).collect();
        names.retain(|name| name.chars().count() > 1);
        names.sort_by_key(|name| (std::cmp::Reverse(name.chars().count()), name.clone()));
        names.dedup();
        Self(names)
    }
}

/// A title that is ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    normal: String,
    bigrams: BTreeSet<(char, char)>,
}

impl Title {
    /// Leaves the matter of a title: without marks, periods, organs, endings and stop phrases.
    #[must_use]
    pub fn new(title: &str, organs: &OrganNames) -> Self {
        let mut normal = letters(&PERIODS.replace_all(&folded(title), ""));
        for organ in &organs.0 {
            normal = normal.replace(organ, "");
        }
        let mut normal = without_endings(&normal).to_owned();
        for phrase in STOP_PHRASES {
            normal = normal.replace(phrase, "");
        }
        let bigrams = normal.chars().zip(normal.chars().skip(1)).collect();
        Self { normal, bigrams }
    }

    /// What is left of the title.
    #[must_use]
    pub fn normal(&self) -> &str {
        &self.normal
    }

    /// The pairs of neighbouring characters in what is left.
    #[must_use]
    pub const fn bigrams(&self) -> &BTreeSet<(char, char)> {
        &self.bigrams
    }

    /// How alike two titles are: all, if the same is left of both; else twice the pairs of characters that both have, of the
    /// pairs of either.
    #[must_use]
    pub fn similarity(&self, other: &Self) -> Ratio {
        if self.normal == other.normal {
            return Ratio::ALL;
        }
        if self.bigrams.is_empty() || other.bigrams.is_empty() {
            return Ratio::NONE;
        }
        let both = self.bigrams.intersection(&other.bigrams).count();
        Ratio::sized(2 * both, self.bigrams.len() + other.bigrams.len())
    }
}

/// How alike two titles are; see [`Title::similarity`]. Whoever compares one with many makes each [`Title`] once.
#[must_use]
pub fn title(a: &str, b: &str, organs: &OrganNames) -> Ratio {
    Title::new(a, organs).similarity(&Title::new(b, organs))
}

/// One form for full-width and half-width, and for capitals and small letters.
fn folded(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

fn letters(text: &str) -> String {
    folded(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Strips endings as long as one is there and something remains before it.
fn without_endings(title: &str) -> &str {
    let mut left = title;
    while let Some(shorter) = ENDINGS
        .iter()
        .filter_map(|ending| left.strip_suffix(*ending))
        .find(|shorter| !shorter.is_empty())
    {
        left = shorter;
    }
    left
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn organs() -> OrganNames {
        OrganNames::new([
            "区政府",
            "青澜区人民政府办公室",
            "青澜区人民政府",
            "区政府办",
            "区",
            "住建局",
        ])
    }

    #[rstest]
    #[case("全区防汛抗旱工作会议", "全区防汛抗旱工作推进会", 1000)]
    #[case::exactly_the_threshold("全区文化旅游宣传推介工作会议", "全区文化旅游工作会议", 600)]
    #[case("全区人居环境整治工作推进会", "全区农村人居环境整治现场会", 833)]
    #[case("全区第三季度经济运行调度会", "全区经济运行分析会", 750)]
    #[case("全区安全生产工作会议", "全区安全生产暨消防工作会议", 666)]
    #[case("全区防汛抗旱工作会议", "2026年全区防汛工作部署会", 500)]
    #[case("全区安全生产工作会议", "全区消防安全工作会议", 333)]
    #[case("全区秋季森林防火工作部署会", "全区森林草原防灭火工作会议", 181)]
    #[case("天然气管道铺装专题会议", "污水管网整治工作会议", 0)]
    #[case("关于做好秋季动物防疫工作的通知", "关于做好秋冬季疫情防控工作的通知", 0)]
    fn titles_are_as_alike_as_defined(#[case] a: &str, #[case] b: &str, #[case] per_mille: u32) {
        assert_eq!(title(a, b, &organs()).per_mille(), per_mille);
        assert_eq!(title(b, a, &organs()), title(a, b, &organs()));
    }

    #[test]
    fn exactly_sixty_of_a_hundred_is_a_hit_and_one_pair_less_is_not() {
        let hit = title("全区文化旅游宣传推介工作会议", "全区文化旅游工作会议", &organs());
        assert_eq!(hit, Ratio { part: 6, whole: 10 });
        assert!(hit.at_least(60));
        let missed = title("全区文化旅游宣传推介周工作会议", "全区文化旅游工作会议", &organs());
        assert_eq!(missed, Ratio { part: 6, whole: 11 });
        assert!(!missed.at_least(60));
    }

    #[rstest]
    #[case::width_and_case("ＧＤＰ核算", "gdp核算")]
    #[case::year_in_digits("2026年度全区防汛工作会议", "防汛")]
    #[case::year_in_words("二〇二六年全区防汛工作会议", "防汛")]
    #[case::quarter("第1季度防汛会议", "防汛")]
    #[case::half("上半年防汛会议", "防汛")]
    #[case::month("十一月份防汛会议", "防汛")]
    #[case::month_in_digits("9月防汛会议", "防汛")]
    #[case::marks("防汛（抗旱）——会议", "防汛抗旱")]
    #[case::the_longest_organ_first("青澜区人民政府办公室关于防汛的通知", "防汛")]
    #[case::endings_one_after_another("关于召开防汛工作会议的紧急通知", "防汛")]
    #[case::something_remains("会议", "会议")]
    #[case::nothing_but_stop_phrases("全区工作会议", "")]
    #[case::an_organ_of_one_character("区域防汛", "区域防汛")]
    #[case::the_report("关于防汛的报告", "防汛")]
    #[case::blank(" \n", "")]
    fn what_is_left_of_a_title_is_its_matter(#[case] title: &str, #[case] normal: &str) {
        assert_eq!(Title::new(title, &organs()).normal(), normal);
    }

    #[rstest]
    #[case::equal_though_short("水", "水", Ratio::ALL)]
    #[case::too_short_for_a_pair("水", "水利", Ratio::NONE)]
    #[case::nothing_left_of_either("全区工作会议", "全市工作会议", Ratio::ALL)]
    #[case::nothing_left_of_one("全区工作会议", "防汛会议", Ratio::NONE)]
    fn short_titles_are_equal_or_not_alike(#[case] a: &str, #[case] b: &str, #[case] found: Ratio) {
        assert_eq!(title(a, b, &organs()), found);
    }

    #[test]
    fn pairs_are_sets() {
        // 防汛防汛 has the pairs 防汛 and 汛防, the first of them twice.
        assert_eq!(title("防汛防汛", "防汛", &organs()), Ratio { part: 2, whole: 3 });
    }
}
