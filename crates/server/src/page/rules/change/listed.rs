//! The closed list of meetings that are only filed (法定会议), as the form of the rules asks for it: a title on each line.

use baopi_messages::Args;
use baopi_workflow::RuleSet;
use baopi_workflow::rules::change::MAX_STATUTORY_MEETINGS;

use crate::present::form::field::{Control, Field, FormFields};
use crate::present::form::typed::Typed;
use crate::present::frame::Texts;

const NAME: &str = "statutory_meetings";
/// So many lines are seen at once.
const LINES: u32 = 6;

/// Fills the field with the list of a set.
pub(crate) fn put(typed: &mut Typed, rules: &RuleSet) {
    typed.put(NAME, rules.statutory_meetings.join("\n"));
}

/// The list of a form; nothing if it does not have the field.
pub(crate) fn read(typed: &Typed) -> Option<Vec<String>> {
    typed.has(NAME).then(|| typed.one(NAME).lines().map(str::to_owned).collect())
}

/// The field.
pub(crate) fn field(texts: Texts, form: &FormFields) -> Field {
    let hint = texts.n("rules-statutory-hint", MAX_STATUTORY_MEETINGS);
    form.field(NAME, Control::Area(LINES)).wide().hint(hint)
}

/// What comes onto the list, and what leaves it.
pub(crate) fn changes(texts: Texts, before: &RuleSet, after: &RuleSet) -> Vec<String> {
    let only = |these: &RuleSet, those: &RuleSet| -> Vec<String> {
        let is_new = |title: &&String| !those.statutory_meetings.contains(title);
        these.statutory_meetings.iter().filter(is_new).cloned().collect()
    };
    let said = |key: &str, titles: Vec<String>| {
        let titles = titles.join(&texts.t("list-separator"));
        (!titles.is_empty()).then(|| texts.with(key, &Args::new().with("titles", titles)))
    };
    let added = said("rules-statutory-added", only(after, before));
    added.into_iter().chain(said("rules-statutory-dropped", only(before, after))).collect()
}

#[cfg(test)]
mod tests {
    use baopi_messages::Language;

    use super::*;

    fn set(titles: &[&str]) -> RuleSet {
        let statutory_meetings = titles.iter().map(|title| (*title).to_owned()).collect();
        RuleSet { statutory_meetings, ..RuleSet::default() }
    }

    #[test]
    fn the_field_reads_what_it_was_filled_with() {
        let rules = set(&["区委全委会", "区人民代表大会会议"]);
        let mut typed = Typed::default();
        assert_eq!(read(&typed), None, "a form without the field leaves the list as it is");
        put(&mut typed, &rules);
        assert_eq!(read(&typed), Some(rules.statutory_meetings));
    }

    #[test]
    fn what_comes_and_what_leaves_is_said() {
        let texts = Texts(Language::Zh);
        let (before, after) = (set(&["甲会", "乙会"]), set(&["乙会", "丙会"]));
        assert_eq!(changes(texts, &before, &after), ["法定会议增加：丙会", "法定会议删去：甲会"]);
        assert_eq!(changes(texts, &before, &before), [""; 0]);
    }
}
