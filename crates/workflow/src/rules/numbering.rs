//! 发文字号: NUMBER-FORMAT, and which number a document is to get.

use chrono::{Datelike, NaiveDate};

use super::{Case, Finding, RuleId};
use crate::content::{Content, DocumentContent};
use crate::number::{
    CitationFault, DocNumber, MAX_SEQUENCE, NumberFault, faults, is_series_code, offer,
};
use crate::organisation::{Organisation, Unit};

/// The series from which a document takes its number: the one it asks for, or the usual one of its issuing unit.
#[must_use]
pub fn series<'a>(
    document: &'a DocumentContent,
    organisation: &'a Organisation,
) -> Option<&'a str> {
    let unit = organisation.unit(document.issuing_unit)?;
    match &document.series {
        Some(code) => unit
            .series
            .iter()
            .find(|series| series.code == *code)
            .map(|series| series.code.as_str()),
        None => unit.series.first().map(|series| series.code.as_str()),
    }
}

/// A document needs a registered series before it is submitted, so that it cannot get stuck after the signature.
pub(super) fn judge(case: &Case) -> Option<Finding> {
    let Content::Document(document) = case.content else { return None };
    match series(document, case.organisation) {
        Some(code) if is_series_code(code) => None,
        Some(code) => Some(Finding::block(RuleId::NumberFormat).case("code").with("code", code)),
        None => {
            let unit = case.organisation.unit_name(document.issuing_unit);
            let code = document.series.as_deref().unwrap_or("—");
            Some(
                Finding::block(RuleId::NumberFormat)
                    .case("series")
                    .with("code", code)
                    .with("unit", unit),
            )
        }
    }
}

/// The unit whose series a number is of.
#[must_use]
pub fn unit_of_series<'a>(series: &str, organisation: &'a Organisation) -> Option<&'a Unit> {
    organisation.units().find(|unit| unit.series.iter().any(|own| own.code == series))
}

/// What is wrong with a number that somebody typed into a field, each fault as a finding of its own. The number may be one of
/// another organ, whose codes nobody here knows.
#[must_use]
pub fn written(text: &str) -> Vec<Finding> {
    faults(text).into_iter().map(|fault| misspelt(fault, text)).collect()
}

/// What the register says against the number of a document that a revocation or repeal cites.
#[must_use]
pub fn cited(fault: CitationFault, text: &str) -> Finding {
    let case = format!("cited-{}", fault.key());
    Finding::block(RuleId::NumberFormat).with("number", text).case(&case)
}

/// A fault of a number as a finding; where nothing but the brackets is wrong, with the number that is meant.
#[must_use]
pub fn misspelt(fault: NumberFault, text: &str) -> Finding {
    let case = format!("written-{}", fault.key().replace('_', "-"));
    let finding = Finding::block(RuleId::NumberFormat).with("number", text);
    match offer(text).filter(|_| fault == NumberFault::Brackets) {
        Some(meant) => finding.case(&format!("{case}-only")).with("offer", &*meant.to_string()),
        None => finding.case(&case),
    }
}

/// The number to take, given the last one taken in its series and year, and the last day in January that is left for the year
/// before.
///
/// # Errors
///
/// The finding that stands against it: the year is closed, or the format has no higher number.
pub(crate) fn assign(
    series: &str,
    doc_date: NaiveDate,
    last: u32,
    (today, close_day): (NaiveDate, u32),
) -> Result<DocNumber, Finding> {
    let year = doc_date.year();
    let closes = NaiveDate::from_ymd_opt(year + 1, 1, close_day);
    if closes.is_none_or(|closes| today > closes) {
        let finding = Finding::block(RuleId::NumberFormat).case("year-closed");
        return Err(finding.with("year", super::Fact::Number(year.into())));
    }
    if last >= MAX_SEQUENCE {
        return Err(Finding::block(RuleId::NumberFormat).case("full").with("series", series));
    }
    Ok(DocNumber { series: series.to_owned(), year, sequence: last + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn every_fault_of_a_number_is_in_the_catalogue() {
        for fault in NumberFault::ALL {
            let finding = misspelt(*fault, "青农发〔2026〕1");
            assert!(crate::rules::catalogue::declares(&finding), "{finding:?}");
        }
        assert!(crate::rules::catalogue::declares(&misspelt(
            NumberFault::Brackets,
            "青农发[2026]1号"
        )));
    }

    #[test]
    fn a_document_signed_on_new_years_eve_takes_a_number_of_the_old_year_until_the_15th() {
        let signed = day(2026, 12, 31);
        let on = |day, close_day| assign("青政发", signed, 41, (day, close_day));
        assert_eq!(on(day(2027, 1, 4), 15).unwrap().to_string(), "青政发〔2026〕42号");
        assert!(on(day(2027, 1, 15), 15).is_ok());
        assert_eq!(on(day(2027, 1, 16), 15).unwrap_err().case, "year-closed");
        assert!(on(day(2027, 1, 10), 10).is_ok());
        assert_eq!(on(day(2027, 1, 11), 10).unwrap_err().case, "year-closed");
        assert_eq!(on(signed, 0).unwrap_err().case, "year-closed", "a day that does not exist");
    }

    #[test]
    fn a_number_with_wrong_brackets_alone_is_told_the_right_one() {
        let [finding] = written("青政发[2026]1号").try_into().unwrap();
        assert_eq!(finding.case, "written-brackets-only");
        assert_eq!(finding.facts["offer"], "青政发〔2026〕1号".into());
        let cases: Vec<_> = written("青政发 [26]1号").into_iter().map(|f| f.case).collect();
        assert_eq!(cases, ["written-white-space", "written-brackets", "written-short-year"]);
        assert_eq!(written("绥政发〔2026〕1号"), []);
    }

    #[test]
    fn numbers_end_with_the_format() {
        let today = day(2026, 9, 15);
        assert_eq!(assign("青政发", today, 99_998, (today, 15)).unwrap().sequence, 99_999);
        assert_eq!(assign("青政发", today, 99_999, (today, 15)).unwrap_err().case, "full");
    }
}
