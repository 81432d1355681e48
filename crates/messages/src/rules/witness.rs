//! What a request looks like that takes a path of a route.

use baopi_workflow::condition::{Sort, Value};
use baopi_workflow::{Field, Values};

use crate::rules::condition::{condition_field, list};
use crate::word::word;
use crate::{Language, text};

/// The code that stands for every unit that a route does not name.
const OTHER_UNIT: &str = "*";

/// The fields that make a difference, as in 文种 = 决议；规范性文件. `unit` says the name of the unit of a code.
#[must_use]
pub fn witness(language: Language, values: &Values, unit: &dyn Fn(&str) -> String) -> String {
    let follows = [Field::Always, Field::Countersigning, Field::MainLeaderMustSign];
    let say = |(field, value): (Field, &Value)| {
        let name = condition_field(language, field);
        let said = match (value, field.sort()) {
            (Value::Flag(false), _) => return None,
            (Value::Flag(true), _) => return Some(name),
            (Value::Number(number), _) => number.to_string(),
            (Value::Word(said), Sort::Choice(_)) => word(language, list(field), said),
            (Value::Word(code), _) if code == OTHER_UNIT => text(language, "routes-other-unit"),
            (Value::Word(code), _) => unit(code),
        };
        Some(format!("{name} = {said}"))
    };
    let parts = values.iter().filter(|(field, _)| !follows.contains(field)).filter_map(say);
    parts.collect::<Vec<_>>().join(&text(language, "clause-separator"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_witness_says_what_makes_a_difference() {
        let mut values = Values::default();
        values.set(Field::DocType, "notice");
        values.set(Field::Normative, true);
        values.set(Field::Joint, false);
        values.set(Field::DraftingUnit, OTHER_UNIT);
        values.set(Field::IssuingUnit, "U13");
        values.set(Field::Copies, 3_u32);
        let said = witness(Language::Zh, &values, &|code| format!("〔{code}〕"));
        let expected = "拟稿单位（代码） = 其他单位；发文机关、主办单位、组织单位（代码） = 〔U13〕；文种 = 通知；规范性文件；印发份数 = 3";
        assert_eq!(said, expected);
    }
}
