//! From what a form of the page sent to the action that it asks for.

use baopi_workflow::book::{FieldFault, Wrong};
use baopi_workflow::{Action, ActionName};

use super::moves::{DRAFTER, THEN};
use crate::door::strict::{Body, fitted};
use crate::present::form::typed::Typed;
use crate::present::form::wish;

/// An action, or what in its form could not be read.
pub(crate) type Read = Result<Action, Vec<FieldFault>>;

/// What is written in the form of the whole text, and not in one of this page.
const WRITTEN_ELSEWHERE: [ActionName; 4] =
    [ActionName::Create, ActionName::Save, ActionName::Correct, ActionName::Reschedule];

/// The action that a form asks for; nothing for one that no form of this page sends.
pub(crate) fn read(typed: &Typed) -> Option<Read> {
    let name = ActionName::of_key(typed.one("action"))?;
    if WRITTEN_ELSEWHERE.contains(&name) {
        return None;
    }
    let mut form = typed.clone();
    let to_nobody = name == ActionName::Return && typed.has(THEN) && typed.is_blank("to");
    if typed.one("to") == DRAFTER {
        form.drop("to");
    }
    let (action, mut faults) = wish::asked(Action::shape(), name.key(), &form);
    // No form of ours sends the name of a rule that there is not.
    if faults.iter().any(|fault| fault.field == "accept") {
        return None;
    }
    if to_nobody {
        faults.push(FieldFault::new("to", Wrong::Missing));
    }
    if !faults.is_empty() {
        return Some(Err(faults));
    }
    fitted(action).ok().map(Ok)
}

#[cfg(test)]
mod tests {
    use baopi_workflow::RuleId;
    use baopi_workflow::request::action::Resume;
    use rstest::rstest;

    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn names(read: Option<Read>) -> Vec<String> {
        read.unwrap().unwrap_err().into_iter().map(|fault| fault.field).collect()
    }

    #[test]
    fn an_approval_carries_the_exceptions_that_were_ticked() {
        let form = typed(&[
            ("action", "approve"),
            ("opinion", "同意"),
            ("accept", "FILE-LENGTH-SPECIAL"),
            ("accept", "VIDEO-FIRST"),
        ]);
        let accept = vec![RuleId::FileLengthSpecial, RuleId::VideoFirst];
        assert_eq!(read(&form), Some(Ok(Action::Approve { opinion: "同意".to_owned(), accept })));
        assert_eq!(read(&typed(&[("action", "approve"), ("accept", "NO-SUCH-RULE")])), None);
    }

    #[test]
    fn texts_are_written_in_their_own_form_and_not_here() {
        for action in ["create", "save", "correct", "reschedule", "", "erase"] {
            assert_eq!(read(&typed(&[("action", action)])), None, "{action}");
        }
    }

    #[test]
    fn how_a_meeting_went_needs_its_times_and_its_people() {
        let form = typed(&[("action", "record_held"), ("actual.starts_at.date", "2026-09-16")]);
        assert_eq!(
            names(read(&form)),
            ["actual.ends_at.time", "actual.headcount", "actual.mode", "actual.starts_at.time"]
        );
    }

    #[rstest]
    #[case("transfer", "to")]
    #[case("consult", "to")]
    #[case("add_signer", "person")]
    #[case("remove_signer", "person")]
    #[case("propose_merge", "into")]
    #[case("cluster", "with")]
    #[case("hand_over", "to")]
    fn whoever_has_to_be_named_is_named_or_the_field_is(#[case] action: &str, #[case] field: &str) {
        let bad =
            typed(&[("action", action), ("place", "after"), ("from", NIL), (field, "nobody")]);
        assert_eq!(names(read(&bad)), [field]);
        let none = typed(&[("action", action), ("place", "after"), ("from", NIL)]);
        assert_eq!(names(read(&none)), [field]);
        let good = typed(&[("action", action), ("place", "after"), ("from", NIL), (field, NIL)]);
        assert_eq!(read(&good).unwrap().unwrap().name().key(), action);
    }

    #[test]
    fn what_is_circulated_to_nobody_is_for_the_workflow_to_refuse() {
        let nobody = read(&typed(&[("action", "circulate")])).unwrap().unwrap();
        let (to, opinion) = (std::collections::BTreeSet::new(), String::new());
        assert_eq!(nobody, Action::Circulate { to, opinion });
        let names = names(read(&typed(&[("action", "circulate"), ("to", "nobody")])));
        assert_eq!(names, ["to"]);
    }

    const NIL: &str = "00000000-0000-0000-0000-000000000000";

    #[test]
    fn a_return_goes_to_the_drafter_unless_a_stage_is_named() {
        let back = |pairs: &[(&str, &str)]| {
            let form = typed(&[&[("action", "return"), ("opinion", "再核")], pairs].concat());
            let read = read(&form).unwrap().unwrap();
            let Action::Return { to, then, .. } = read else { panic!("{read:?}") };
            (to.map(|to| to.to_string()), then)
        };
        assert_eq!(back(&[]), (None, Resume::Again));
        assert_eq!(back(&[("to", DRAFTER), ("then", "straight")]), (None, Resume::Straight));
        let office = Some("office_review".to_owned());
        assert_eq!(back(&[("to", "office_review"), ("then", "again")]), (office, Resume::Again));
        for bad in [&[("to", "No Such Stage")][..], &[("to", ""), ("then", "again")]] {
            let form = typed(&[&[("action", "return")], bad].concat());
            assert_eq!(names(read(&form)), ["to"]);
        }
    }
}
