//! Requests of one table that are about different matters, so that no rule sees the same thing asked for twice.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, TimeDelta};
use serde_json::{Value, json};

/// Units that no seat belongs to: three of them are invited to each meeting that invites more than its own unit.
const INVITED: [&str; 9] = ["@U11", "@U16", "@U17", "@U18", "@T01", "@T02", "@T03", "@T04", "@T05"];
/// So many meetings there are on one day, of which no two have more than one of their three guests in common: with one in common
/// of two, those that were merged with others would be so much alike that they have to be held together.
const ON_ONE_DAY: usize = 12;
/// So many days there are on which meetings are held, enough for every cell at both doors.
const DAYS: usize = 120;
const DAY: i64 = 86_400_000;
/// The meeting that another one names is about another matter, on the same day and with the same guests.
const OTHERS: usize = ON_ONE_DAY * DAYS * 1_000;

/// The matter of one request.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Various(usize);

impl Various {
    pub(super) const fn new(number: usize) -> Self {
        Self(number)
    }

    /// The matter of the meeting that this one names.
    pub(super) const fn other(self) -> Self {
        Self(self.0 + OTHERS)
    }

    /// The item of the year's plan in which it stands, where it has to: each is used once.
    pub(super) fn planned_as(self, template: &Value) -> Option<String> {
        (template["kind"] == "inspection").then(|| format!("2026-{}", self.0))
    }

    /// The template about this matter. A request within one unit is compared with no other, and stays as it is.
    pub(super) fn of(self, template: &Value, first_day: &str) -> Value {
        let mut content = template.clone();
        if content["kind"] == "inspection" {
            content["starts_on"] = json!(first_day);
        }
        let within = content["attendee_units"] == json!([content["host_unit"]]);
        if within {
            return content;
        }
        let matter = self.matter();
        content["title"] = match content["kind"].as_str() {
            Some("meeting") => json!(format!("{matter}会议")),
            Some("inspection") => json!(format!("{matter}专项督查")),
            _ => json!(format!("关于做好{matter}工作的通知")),
        };
        if let Some(reference) = self.planned_as(template) {
            (content["topic"], content["plan_item"]) = (json!(matter), json!(reference));
        }
        if content["kind"] == "meeting" {
            content["topic"] = json!(matter);
            if let Some(units) = content["attendee_units"].as_array_mut() {
                units.extend(self.guests().map(Value::from));
            }
            for time in ["starts_at", "ends_at"] {
                let later = content["sessions"][0][time].as_i64().map(|at| at + self.later());
                content["sessions"][0][time] = json!(later);
            }
        }
        content
    }

    /// Eight characters, of which two matters share hardly any.
    fn matter(self) -> String {
        let mut state = u64::try_from(self.0).unwrap_or_default();
        let mut next = || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            u32::try_from((mixed >> 33) % 5_000).unwrap_or_default()
        };
        (0..8).filter_map(|_| char::from_u32(0x5000 + next())).collect()
    }

    /// The units on a line of the plane of three times three, on which any two lines meet in at most one.
    fn guests(self) -> [&'static str; 3] {
        let line = self.0 % ON_ONE_DAY;
        let (slope, shift) = (line / 3, line % 3);
        let place =
            |x: usize| if slope < 3 { 3 * x + (slope * x + shift) % 3 } else { 3 * shift + x };
        [0, 1, 2].map(|x| INVITED[place(x)])
    }

    /// How much later than in the template a meeting is held.
    fn later(self) -> i64 {
        static LATER: LazyLock<Vec<i64>> = LazyLock::new(later);
        LATER[self.0 / ON_ONE_DAY % DAYS] * DAY
    }
}

/// Days after the template's Thursday: after the meetings of the demonstration, of no week without meetings, and further apart
/// than meetings of the same people are to be held together.
fn later() -> Vec<i64> {
    let template = NaiveDate::from_ymd_opt(2026, 9, 24).unwrap_or_default();
    let without_meetings = |later: i64| {
        let monday = template + TimeDelta::days(later - 3);
        monday.day() <= 7
    };
    let next = |last: &i64| {
        let next = last + 14;
        Some(if without_meetings(next) { next + 7 } else { next })
    };
    std::iter::successors(Some(28), next).take(DAYS).collect()
}
