//! From typed text to values, remembering what could not be read and where it stands.

use std::collections::BTreeSet;
use std::str::FromStr;

use baopi_workflow::content::{Contact, FileRef};
use baopi_workflow::{Digest, PersonId, RuleId, StageKey, Timestamp};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::typed::Typed;

/// A field that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The field's name.
    pub(crate) name: String,
    /// The key of the message.
    pub(crate) message: &'static str,
}

/// Reads fields one by one.
pub(crate) struct Reader<'a> {
    typed: &'a Typed,
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(typed: &'a Typed) -> Self {
        Self { typed, faults: Vec::new() }
    }

    pub(crate) fn into_faults(self) -> Vec<Fault> {
        self.faults
    }

    /// Notes that a field is not as it has to be.
    pub(crate) fn fault(&mut self, name: &str, message: &'static str) {
        self.faults.push(Fault { name: name.to_owned(), message });
    }

    /// A text as typed; browsers send line ends as two characters, and one is kept.
    pub(crate) fn text(&self, name: &str) -> String {
        self.typed.one(name).replace("\r\n", "\n")
    }

    /// A text, absent where nothing was typed.
    pub(crate) fn some_text(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.trim().is_empty())
    }

    pub(crate) fn ticked(&self, name: &str) -> bool {
        self.typed.has(name)
    }

    /// A word of one of the closed lists; absent where none was chosen.
    pub(crate) fn word<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let word = self.typed.one(name);
        if word.is_empty() {
            return None;
        }
        let value = serde_json::from_value(serde_json::Value::String(word.to_owned())).ok();
        self.checked(name, value, "page-fault-choice")
    }

    /// An identifier, a number or the like; absent where nothing was typed.
    pub(crate) fn value<T: FromStr>(&mut self, name: &str, message: &'static str) -> Option<T> {
        let text = self.typed.one(name).trim();
        if text.is_empty() {
            return None;
        }
        self.checked(name, text.parse().ok(), message)
    }

    /// The ticked ones of a list of boxes.
    pub(crate) fn set<T: FromStr + Ord>(&mut self, name: &str) -> BTreeSet<T> {
        let values = self.typed.all(name).iter().filter(|value| !value.is_empty());
        let parsed: Vec<Option<T>> = values.map(|value| value.parse().ok()).collect();
        if parsed.iter().any(Option::is_none) {
            self.fault(name, "page-fault-choice");
        }
        parsed.into_iter().flatten().collect()
    }

    /// A number of people, minutes or copies.
    pub(crate) fn number(&mut self, name: &str) -> Option<u32> {
        self.value(name, "page-fault-number")
    }

    /// A sum in yuan, to the 分; nothing typed is nothing spent.
    pub(crate) fn money(&mut self, name: &str) -> i64 {
        let text = self.typed.one(name).trim();
        if text.is_empty() {
            return 0;
        }
        self.checked(name, fen(text), "page-fault-money").unwrap_or_default()
    }

    /// A date as a date field sends it.
    pub(crate) fn date(&mut self, name: &str) -> Option<NaiveDate> {
        self.value(name, "page-fault-date")
    }

    /// A time of day as a time field sends it, with or without seconds.
    pub(crate) fn time(&mut self, name: &str) -> Option<NaiveTime> {
        let text = self.typed.one(name).trim();
        if text.is_empty() {
            return None;
        }
        let read = |format| NaiveTime::parse_from_str(text, format).ok();
        self.checked(name, read("%H:%M").or_else(|| read("%H:%M:%S")), "page-fault-time")
    }

    /// The instant at the office of a date and a time that both have to be there.
    pub(crate) fn instant(&mut self, date: &str, time: &str) -> Option<Timestamp> {
        let (on, at) = (self.date(date), self.time(time));
        for (name, missing) in [(date, on.is_none()), (time, at.is_none())] {
            if missing && self.typed.is_blank(name) {
                self.fault(name, "page-fault-missing");
            }
        }
        Some(Timestamp::at_office(NaiveDateTime::new(on?, at?)))
    }

    /// A stored file, as [`file()`] writes it.
    pub(crate) fn file(&mut self, name: &str) -> Option<FileRef> {
        let text = self.typed.one(name);
        if text.is_empty() {
            return None;
        }
        let mut parts = text.splitn(3, ':');
        let mut next = || parts.next().unwrap_or_default();
        let (sha256, size, file_name) =
            (next().parse::<Digest>().ok(), next().parse().ok(), next().to_owned());
        let file = sha256.zip(size).map(|(sha256, size)| FileRef { sha256, name: file_name, size });
        self.checked(name, file, "page-fault-file")
    }

    /// Whom the drafter chose for each stage that lets the drafter choose, in the order of choosing.
    pub(crate) fn chosen(&self) -> std::collections::BTreeMap<StageKey, Vec<PersonId>> {
        let stage = |name: &str| {
            let key = name.strip_prefix("chosen.")?.to_owned().try_into().ok()?;
            let people = self.typed.all(name).iter().filter_map(|person| person.parse().ok());
            Some((key, people.collect()))
        };
        self.typed.names().filter_map(stage).collect()
    }

    pub(crate) fn contact(&self) -> Contact {
        Contact { name: self.text("contact_name"), phone: self.text("contact_phone") }
    }

    /// The reasons given, by rule.
    pub(crate) fn justifications(&self) -> std::collections::BTreeMap<RuleId, String> {
        let given = self.typed.behind("why.").filter(|(_, reason)| !reason.trim().is_empty());
        given
            .filter_map(|(rule, reason)| Some((rule.parse().ok()?, reason.replace("\r\n", "\n"))))
            .collect()
    }

    fn checked<T>(&mut self, name: &str, value: Option<T>, message: &'static str) -> Option<T> {
        if value.is_none() {
            self.fault(name, message);
        }
        value
    }
}

/// The word of a closed list as forms and message keys write it.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// A stored file as a hidden field carries it.
pub(crate) fn file(file: &FileRef) -> String {
    format!("{}:{}:{}", file.sha256, file.size, file.name)
}

/// 分 of a sum in yuan with at most two decimals.
fn fen(yuan: &str) -> Option<i64> {
    let (whole, rest) = yuan.split_once('.').unwrap_or((yuan, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let negative = whole.starts_with('-');
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    if whole.is_empty() || rest.len() > 2 || !digits(whole) || !digits(rest) {
        return None;
    }
    let fen = whole
        .parse::<i64>()
        .ok()?
        .checked_mul(100)?
        .checked_add(format!("{rest:0<2}").parse().ok()?)?;
    Some(if negative { -fen } else { fen })
}

/// A sum of 分 in yuan, as [`Reader::money`] reads it.
pub(crate) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let (whole, rest) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:02}") }
}

/// The date and the time of an instant at the office, as their fields write them.
pub(crate) fn date_and_time(at: Timestamp) -> (String, String) {
    at.local().map_or_else(Default::default, |local| {
        let format = if at.0.rem_euclid(60_000) < 1000 { "%H:%M" } else { "%H:%M:%S" };
        (local.format("%Y-%m-%d").to_string(), local.format(format).to_string())
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0", Some(0))]
    #[case("1280", Some(128_000))]
    #[case("12.5", Some(1_250))]
    #[case("12.05", Some(1_205))]
    #[case("-3", Some(-300))]
    #[case("12.345", None)]
    #[case("1,280", None)]
    #[case("一百", None)]
    #[case("92233720368547758.08", None)]
    fn a_sum_is_read_to_the_fen_or_not_at_all(#[case] text: &str, #[case] expected: Option<i64>) {
        assert_eq!(fen(text), expected);
        if let Some(sum) = expected {
            assert_eq!(fen(&yuan(sum)), Some(sum));
        }
    }

    #[test]
    fn a_time_is_the_time_on_the_offices_clock() {
        let mut typed = Typed::default();
        typed.put("d", "2026-09-15");
        typed.put("t", "09:00");
        let mut reader = Reader::new(&typed);
        let at = reader.instant("d", "t").unwrap();
        assert_eq!(at.to_string(), "2026-09-15T09:00:00+08:00");
        assert_eq!(date_and_time(at), ("2026-09-15".to_owned(), "09:00".to_owned()));
        assert!(reader.into_faults().is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_field() {
        let mut typed = Typed::default();
        typed.put("copies", "twelve");
        typed.put("d", "15.9.2026");
        let mut reader = Reader::new(&typed);
        assert_eq!((reader.number("copies"), reader.instant("d", "t")), (None, None));
        let names: Vec<_> =
            reader.into_faults().into_iter().map(|fault| (fault.name, fault.message)).collect();
        let expected = [
            ("copies", "page-fault-number"),
            ("d", "page-fault-date"),
            ("t", "page-fault-missing"),
        ];
        assert_eq!(names, expected.map(|(name, message)| (name.to_owned(), message)));
    }
}
