//! 报送时限: SHORT-DEADLINE.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};
use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization;

use super::{BY_LEADER, Case, Finding, Parameter, RuleId};
use crate::content::{Content, Direction};
use crate::similarity;

/// A day, in a text without white space and with half-width marks, with a time of the day behind it. What comes before says that
/// it is over or comes back every year or week; `before` says that something is due by then.
static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    let other = "(?<other>已经?|每年?|上)?(?:于|在)?";
    let date = "(?:(?<year>[0-9]{4})年)?(?:(?<month>[0-9]{1,2})|本)月(?<day>[0-9]{1,2})日";
    let near = "(?<near>[今本]日|今天|明[日天]|后天)";
    let week = "(?<week>[本这下])?(?:周|星期)(?<weekday>[一二三四五六日天])";
    let remark = r"(?:\([^)]{1,6}\))?";
    let time =
        "(?:[上下中]午|早上|晚上?)?(?:[0-9]{1,2}(?:时|点|:[0-9]{2})(?:[0-9]{1,2}分|半|整)?|下班)?";
    let before = "(?<before>[之以]?前)?";
    Regex::new(&format!("{other}(?:{date}|{near}|{week}){remark}{time}{before}"))
        .expect("the pattern is valid")
});
/// What recipients are asked to do by a day. With the word behind it, it is told of something that was done.
static RETURNS: LazyLock<Regex> = LazyLock::new(|| {
    let verbs = "报送|上报|填报|报备|报告|报名|报材料|报[至到回我区市县镇乡]|反馈|提交|送交|送至|交至|发至|回复|回传";
    Regex::new(&format!("(?:{verbs})(?<done>[的了])?")).expect("the pattern is valid")
});
const STOPS: [char; 4] = ['。', ';', '!', '?'];
/// So far behind a day by which something is due it may stand what is due.
const REACH: usize = 30;
/// So far behind a day on which something is due.
const SHORT_REACH: usize = 4;
/// A day longer ago than this is told of; one without a year is the next one.
const LONG_AGO_DAYS: i64 = 180;

/// Recipients have some working days to send in what is asked of them, counted from today: it cannot be issued earlier. What goes
/// up promises and asks nothing.
pub(super) fn judge(case: &Case) -> Option<Finding> {
    let Content::Document(document) = case.content else { return None };
    if document.direction == Some(Direction::Upward) {
        return None;
    }
    let today = case.now.date();
    let date = demanded(&similarity::text(document), today)?;
    let limit = case.rules.number(Parameter::ReturnDays);
    let days = working_days(date, limit, |days| case.knowledge.working_days_after(today, days));
    let finding = Finding::new(RuleId::ShortDeadline, BY_LEADER).with("date", date);
    (days < limit).then(|| finding.with("days", days).with("limit", limit))
}

/// Working days until `date`, `most` if there are so many or more; `after` says which day is so many working days ahead.
fn working_days(date: NaiveDate, most: u32, after: impl Fn(u32) -> NaiveDate) -> u32 {
    (1..=most).rev().find(|days| after(*days) <= date).unwrap_or(0)
}

/// The first day on which a text, written today, demands that something is sent in.
fn demanded(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let found: Vec<Captures<'_>> = DAYS.captures_iter(&plain).collect();
    let starts = found.iter().skip(1).map(|next| next.get_match().start());
    let ends = starts.chain(std::iter::once(plain.len()));
    let demands = found.iter().zip(ends).filter_map(|(found, until)| {
        let behind = &plain[found.get_match().end()..until];
        let by = found.name("before").is_some();
        let date = date(found, today).filter(|_| found.name("other").is_none())?;
        (is_due(behind, by) && (by || date >= today)).then_some(date)
    });
    demands.min()
}

/// Whether something is asked for in the words behind a day.
fn is_due(behind: &str, by: bool) -> bool {
    let sentence = behind.split(STOPS).next().unwrap_or_default();
    let clause = if by { sentence } else { sentence.split(',').next().unwrap_or_default() };
    let reach = if by { REACH } else { SHORT_REACH };
    RETURNS.captures(clause).is_some_and(|found| {
        let before = &clause[..found.get_match().start()];
        before.chars().count() <= reach && found.name("done").is_none()
    })
}

fn date(found: &Captures<'_>, today: NaiveDate) -> Option<NaiveDate> {
    if let Some(near) = found.name("near") {
        let later = if near.as_str().starts_with('明') {
            1
        } else {
            2 * u64::from(near.as_str().starts_with('后'))
        };
        return today.checked_add_days(Days::new(later));
    }
    if let Some(weekday) = found.name("weekday") {
        return on_weekday(weekday.as_str(), found.name("week").map(|week| week.as_str()), today);
    }
    let number = |name| found.name(name).and_then(|digits| digits.as_str().parse::<u32>().ok());
    let (month, day) = (number("month").unwrap_or_else(|| today.month()), number("day")?);
    let year = found.name("year").and_then(|digits| digits.as_str().parse().ok());
    let date = NaiveDate::from_ymd_opt(year.unwrap_or_else(|| today.year()), month, day);
    let long_ago = |date: &NaiveDate| (today - *date).num_days() > LONG_AGO_DAYS;
    match year {
        Some(_) => date.filter(|date| !long_ago(date)),
        None if date.as_ref().is_some_and(long_ago) => {
            NaiveDate::from_ymd_opt(today.year() + 1, month, day)
        }
        None => date,
    }
}

/// A day of this week or the next; of no week in particular, the first from today on.
fn on_weekday(weekday: &str, week: Option<&str>, today: NaiveDate) -> Option<NaiveDate> {
    let place = "一二三四五六".chars().position(|day| weekday.starts_with(day)).unwrap_or(6);
    let place = u64::try_from(place).ok()?;
    let passed = u64::from(today.weekday().num_days_from_monday());
    let monday = today.checked_sub_days(Days::new(passed))?;
    let later = match week {
        Some("下") => 7,
        None if place < passed => 7,
        Some(_) | None => 0,
    };
    monday.checked_add_days(Days::new(place + later))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::content::DocumentContent;
    use crate::rules::Fact;
    use crate::rules::direction::district::{document, found};
    use crate::working_day::Calendar;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case::month_and_day("请于9月18日前报送。", Some("2026-09-18"))]
    #[case::with_year("请于2026年9月18日前将有关情况书面报告区政府办。", Some("2026-09-18"))]
    #[case::full_width_and_white_space(
        "请于９月 18 日\n前，将自查情况报送我局。",
        Some("2026-09-18")
    )]
    #[case::with_weekday("请于9月18日（星期五）17:00前反馈意见。", Some("2026-09-18"))]
    #[case::with_hour("9月16日下午5时前填报汇总表。", Some("2026-09-16"))]
    #[case::by_the_end_of_work("9月16日下班前报区应急局。", Some("2026-09-16"))]
    #[case::on_the_day("请于9月16日报送方案。", Some("2026-09-16"))]
    #[case::this_month("请于本月18日前提交。", Some("2026-09-18"))]
    #[case::today("请各村今日17时前报材料。", Some("2026-09-15"))]
    #[case::this_afternoon("请今天下午上报情况。", Some("2026-09-15"))]
    #[case::tomorrow("明日12时之前报送。", Some("2026-09-16"))]
    #[case::this_friday("请于本周五前报送。", Some("2026-09-18"))]
    #[case::next_monday("请于下周一上午报送。", Some("2026-09-21"))]
    #[case::some_monday("请于周一以前报送。", Some("2026-09-21"))]
    #[case::some_sunday("请于星期日前报送。", Some("2026-09-20"))]
    #[case::the_first_of_two("9月30日前报送方案。9月18日前报送名单。", Some("2026-09-18"))]
    #[case::done_by_one_day_and_sent_by_another(
        "9月16日前完成自查，9月30日前报送总结。",
        Some("2026-09-30")
    )]
    #[case::next_year("请于1月15日前报送。", Some("2027-01-15"))]
    #[case::just_over("请于9月10日前报送。", Some("2026-09-10"))]
    #[case::no_such_day("请于9月31日前报送。", None)]
    #[case::only_work("9月16日前完成整改。", None)]
    #[case::next_sentence("9月16日前完成整改。整改情况另行报送。", None)]
    #[case::far_behind(
        "9月16日前，各乡镇人民政府、街道办事处和区政府各部门要组织力量对辖区内所有点位逐一检查后报送。",
        None
    )]
    #[case::was_sent("各单位已于9月10日前报送。", None)]
    #[case::what_was_sent("对9月10日前上报的项目进行核查。", None)]
    #[case::told_of("9月10日各镇上报情况。", None)]
    #[case::a_meeting("9月16日召开会议，请各单位报送名单。", None)]
    #[case::every_year("每年9月18日前报送。", None)]
    #[case::every_week("每周五前报送。", None)]
    #[case::long_ago("核对2025年12月31日前报送数据。", None)]
    #[case::nothing("落实责任，按期完成。", None)]
    fn the_day_on_which_something_is_to_be_sent_in_is_found(
        #[case] text: &str,
        #[case] expected: Option<&str>,
    ) {
        assert_eq!(demanded(text, day("2026-09-15")), expected.map(day));
    }

    #[rstest]
    #[case::the_same_day("2026-09-15", "2026-09-15", 0)]
    #[case::from_tuesday_to_wednesday("2026-09-15", "2026-09-16", 1)]
    #[case::from_tuesday_to_thursday("2026-09-15", "2026-09-17", 2)]
    #[case::long_enough("2026-09-15", "2027-09-15", 2)]
    #[case::over("2026-09-15", "2026-09-10", 0)]
    #[case::from_friday_to_saturday("2026-09-18", "2026-09-19", 0)]
    #[case::from_friday_to_sunday("2026-09-18", "2026-09-20", 0)]
    #[case::from_friday_to_monday("2026-09-18", "2026-09-21", 1)]
    #[case::from_friday_to_tuesday("2026-09-18", "2026-09-22", 2)]
    #[case::from_saturday_to_monday("2026-09-19", "2026-09-21", 1)]
    #[case::from_saturday_to_tuesday("2026-09-19", "2026-09-22", 2)]
    fn a_weekend_gives_nobody_time(#[case] today: &str, #[case] date: &str, #[case] expected: u32) {
        assert_eq!(
            working_days(day(date), 2, |days| Calendar::default().after(day(today), days)),
            expected
        );
    }

    #[rstest]
    #[case::wednesday(Direction::Downward, "请于9月16日前报送。", true)]
    #[case::thursday(Direction::Downward, "请于9月17日前报送。", false)]
    #[case::to_peers(Direction::Lateral, "请于9月16日前反馈。", true)]
    #[case::promised_to_a_superior(Direction::Upward, "我镇将于9月16日前报送。", false)]
    #[case::no_day(Direction::Downward, "请及时报送。", false)]
    fn two_working_days_are_the_least(
        #[case] direction: Direction,
        #[case] body: &str,
        #[case] hit: bool,
    ) {
        let document =
            DocumentContent { direction: Some(direction), body: body.to_owned(), ..document() };
        let judge = |case: &Case| judge(case).into_iter().collect();
        let found = found(&Content::Document(Box::new(document)), judge);
        assert_eq!(found.len(), usize::from(hit));
        for finding in found {
            assert_eq!(finding.verdict, BY_LEADER);
            assert_eq!(finding.facts["date"], Fact::Date(day("2026-09-16")));
            assert_eq!(finding.facts["days"], Fact::Number(1));
        }
    }
}
