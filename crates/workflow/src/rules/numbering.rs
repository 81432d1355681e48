//! 发文字号: NUMBER-FORMAT, and which number a document is to get.

use chrono::{Datelike, NaiveDate};

use super::{Case, Finding, RuleId};
use crate::content::{Content, DocumentContent};
use crate::number::{DocNumber, MAX_SEQUENCE, YEAR_CLOSE_DAY, is_series_code};
use crate::organisation::Organisation;

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

/// The number to take, given the last one taken in its series and year.
///
/// # Errors
///
/// The finding that stands against it: the year is closed, or the format has no higher number.
pub(crate) fn assign(
    series: &str,
    doc_date: NaiveDate,
    last: u32,
    today: NaiveDate,
) -> Result<DocNumber, Finding> {
    let year = doc_date.year();
    let closes = NaiveDate::from_ymd_opt(year + 1, 1, YEAR_CLOSE_DAY);
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
    fn a_document_signed_on_new_years_eve_takes_a_number_of_the_old_year_until_the_15th() {
        let signed = day(2026, 12, 31);
        assert_eq!(
            assign("青政发", signed, 41, day(2027, 1, 4)).unwrap().to_string(),
            "青政发〔2026〕42号"
        );
        assert!(assign("青政发", signed, 41, day(2027, 1, 15)).is_ok());
        assert_eq!(assign("青政发", signed, 41, day(2027, 1, 16)).unwrap_err().case, "year-closed");
    }

    #[test]
    fn numbers_end_with_the_format() {
        let today = day(2026, 9, 15);
        assert_eq!(assign("青政发", today, 99_998, today).unwrap().sequence, 99_999);
        assert_eq!(assign("青政发", today, 99_999, today).unwrap_err().case, "full");
    }
}
