//! A figure of the rules as pages write it and as forms ask for it.

use baopi_messages::Args;
use baopi_workflow::RuleSet;
use baopi_workflow::rules::parameter::Measured;
use baopi_workflow::rules::{HARD_FILE_LENGTH, HARD_MEETING_MINUTES, Parameter};

use crate::present::form::choice::{Choice, Group};
use crate::present::form::field::{Control, Field, FormFields};
use crate::present::form::typed::Typed;
use crate::present::frame::Texts;

/// The days of a week, Monday first, as a figure adds them up.
const WEEK: std::ops::RangeInclusive<u32> = 1..=7;

/// A figure in a table.
#[derive(Debug, Clone)]
pub(crate) struct FigureView {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) bounds: String,
    pub(crate) is_hard: bool,
    pub(crate) rule: String,
    pub(crate) basis: String,
}

impl FigureView {
    pub(crate) fn new(texts: Texts, parameter: Parameter, rules: &RuleSet) -> Self {
        let rule = parameter.rule();
        Self {
            name: name(texts, parameter),
            value: said(texts, parameter, rules.number(parameter)),
            bounds: bounds(texts, parameter),
            is_hard: is_hard(parameter),
            rule: format!("{} {}", rule.key(), baopi_messages::rule_name(texts.0, rule)),
            basis: baopi_messages::rule_basis(texts.0, rule),
        }
    }
}

/// What a figure is called.
pub(crate) fn name(texts: Texts, parameter: Parameter) -> String {
    baopi_messages::field(texts.0, &format!("parameter-{}", parameter.key()))
}

/// Whether nobody may set it looser than it comes.
fn is_hard(parameter: Parameter) -> bool {
    let most = parameter.bounds().1;
    (parameter == Parameter::FileLength && most == HARD_FILE_LENGTH)
        || (parameter == Parameter::MeetingMinutes && most == HARD_MEETING_MINUTES)
}

/// A figure with what it counts.
pub(crate) fn said(texts: Texts, parameter: Parameter, number: u32) -> String {
    let key = match parameter.measured() {
        Measured::Choice => {
            return baopi_messages::word(
                texts.0,
                &format!("parameter-{}", parameter.key()),
                &number.to_string(),
            );
        }
        Measured::Weekdays => return weekdays(texts, number),
        Measured::Characters => "characters",
        Measured::Minutes => "minutes",
        Measured::Days => "days",
        Measured::WorkingDays => "working-days",
        Measured::Percent => "percent",
        Measured::People => "people",
        Measured::Yuan => "yuan",
        Measured::Items => "items",
        Measured::TimeOfDay => "time-of-day",
        Measured::DayOfJanuary => "day-of-january",
    };
    texts.n(&format!("measured-{key}"), number)
}

fn bounds(texts: Texts, parameter: Parameter) -> String {
    let (least, most) = parameter.bounds();
    match parameter.measured() {
        Measured::Weekdays => String::new(),
        Measured::Choice => {
            let ways = (least..=most).map(|way| said(texts, parameter, way));
            ways.collect::<Vec<_>>().join(&texts.t("list-separator"))
        }
        Measured::Characters
        | Measured::Minutes
        | Measured::Days
        | Measured::WorkingDays
        | Measured::Percent
        | Measured::People
        | Measured::Yuan
        | Measured::Items
        | Measured::TimeOfDay
        | Measured::DayOfJanuary => {
            let most = said(texts, parameter, most);
            texts.with("rules-bounds-of", &Args::new().with("least", least).with("most", most))
        }
    }
}

const fn bit(day: u32) -> u32 {
    1 << (day - 1)
}

fn weekday(texts: Texts, day: u32) -> String {
    texts.t(&format!("calendar-weekday-{day}"))
}

fn weekdays(texts: Texts, number: u32) -> String {
    let days: Vec<_> =
        WEEK.filter(|day| number & bit(*day) != 0).map(|day| weekday(texts, day)).collect();
    if days.is_empty() {
        texts.t("measured-weekdays-none")
    } else {
        days.join(&texts.t("list-separator"))
    }
}

/// The values with which a form begins.
pub(crate) fn typed(rules: &RuleSet) -> Typed {
    let mut typed = Typed::default();
    for parameter in Parameter::ALL {
        let number = rules.number(*parameter);
        if parameter.measured() == Measured::Weekdays {
            for day in WEEK.filter(|day| number & bit(*day) != 0) {
                typed.add(parameter.key(), day.to_string());
            }
        } else {
            typed.put(parameter.key(), number.to_string());
        }
    }
    typed
}

/// The same form with its figures under the names of the API: the days of a week are one number there.
pub(crate) fn named(typed: &Typed) -> Typed {
    let mut named = typed.clone();
    for parameter in Parameter::ALL {
        let name = parameter.key();
        let figure = if parameter.measured() == Measured::Weekdays {
            let days = typed.all(name).iter().filter_map(|day| day.parse().ok());
            days.filter(|day| WEEK.contains(day)).map(bit).sum::<u32>().to_string()
        } else {
            typed.one(name).to_owned()
        };
        named.put(&format!("figures.{name}"), figure);
    }
    named
}

/// The fields of a form.
pub(crate) fn fields(texts: Texts, form: &FormFields) -> Vec<Field> {
    Parameter::ALL.iter().map(|parameter| field(texts, form, *parameter)).collect()
}

fn field(texts: Texts, form: &FormFields, parameter: Parameter) -> Field {
    let (least, most) = parameter.bounds();
    let control = match parameter.measured() {
        Measured::Choice => {
            let choice =
                |way: u32| Choice { value: way.to_string(), label: said(texts, parameter, way) };
            return form.select(parameter.key(), (least..=most).map(choice).collect());
        }
        Measured::Weekdays => {
            let choice = |day: u32| Choice { value: day.to_string(), label: weekday(texts, day) };
            Control::Ticks(vec![Group {
                label: String::new(),
                choices: WEEK.map(choice).collect(),
            }])
        }
        Measured::Characters
        | Measured::Minutes
        | Measured::Days
        | Measured::WorkingDays
        | Measured::Percent
        | Measured::People
        | Measured::Yuan
        | Measured::Items
        | Measured::TimeOfDay
        | Measured::DayOfJanuary => Control::Line("number"),
    };
    let said_of = Args::new()
        .with("bounds", bounds(texts, parameter))
        .with("usual", said(texts, parameter, parameter.usual()))
        .with("rule", parameter.rule().key());
    let hint = if matches!(control, Control::Line(_)) {
        texts.with("rules-hint", &said_of)
    } else {
        String::new()
    };
    form.field(parameter.key(), control).hint(hint)
}

#[cfg(test)]
mod tests {
    use baopi_messages::Language;

    use super::*;

    #[test]
    fn a_form_reads_what_it_was_filled_with() {
        let rules = RuleSet::default()
            .with(Parameter::NoMeetingDays, 0b11)
            .with(Parameter::MeetingMinutes, 60);
        let typed = typed(&rules);
        let wish =
            crate::present::form::wish::read::<crate::door::wish::FiguresWish>("", &named(&typed));
        let figures = wish.unwrap().figures;
        assert_eq!(figures.len(), Parameter::ALL.len());
        for (parameter, number) in figures {
            assert_eq!(number, rules.number(parameter), "{parameter:?}");
        }
    }

    #[test]
    fn every_figure_is_said_with_what_it_counts() {
        let texts = Texts(Language::Zh);
        for (parameter, number, expected) in [
            (Parameter::MeetingMinutes, 60, "60分钟"),
            (Parameter::NoMeetingDays, 0, "无"),
            (Parameter::NoMeetingDays, 0b101_0000, "周五、周日"),
            (Parameter::PlanDoc, 1, &said(texts, Parameter::PlanDoc, 1)),
        ] {
            assert_eq!(said(texts, parameter, number), expected);
        }
        for parameter in Parameter::ALL {
            let view = FigureView::new(texts, *parameter, &RuleSet::default());
            assert!(!view.value.is_empty() && !view.basis.is_empty(), "{parameter:?}");
        }
    }
}
