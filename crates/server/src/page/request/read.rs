//! From what a form of the page sent to the action that it asks for.

use std::collections::BTreeSet;
use std::str::FromStr;

use baopi_workflow::content::MeetingMode;
use baopi_workflow::request::Actual;
use baopi_workflow::request::action::{AddedPlace, Resume};
use baopi_workflow::{Action, ActionName, PersonId, RequestId, StageKey};

use super::moves::{DRAFTER, THEN};
use crate::present::form::reader::{Fault, Reader};
use crate::present::form::typed::Typed;

/// An action, or what in its form could not be read.
pub(crate) type Read = Result<Action, Vec<Fault>>;

/// What is written in the form of the whole text, and not in one of this page.
const WRITTEN_ELSEWHERE: [ActionName; 4] =
    [ActionName::Create, ActionName::Save, ActionName::Correct, ActionName::Reschedule];

/// The action that a form asks for; nothing for one that no form of this page sends.
pub(crate) fn read(typed: &Typed) -> Option<Read> {
    let mut form = Form { typed, reader: Reader::new(typed) };
    let name: ActionName = form.reader.word("action")?;
    if WRITTEN_ELSEWHERE.contains(&name) {
        return None;
    }
    let action = form.action(name);
    let faults = form.reader.into_faults();
    // No form of ours sends the name of a rule that there is not.
    if faults.iter().any(|fault| fault.name == "accept") {
        return None;
    }
    Some(action.filter(|_| faults.is_empty()).ok_or(faults))
}

struct Form<'a> {
    typed: &'a Typed,
    reader: Reader<'a>,
}

impl Form<'_> {
    /// Nothing where a field could not be read.
    fn action(&mut self, name: ActionName) -> Option<Action> {
        let opinion = self.reader.text("opinion");
        match name {
            ActionName::Create
            | ActionName::Save
            | ActionName::Correct
            | ActionName::Reschedule => None,
            ActionName::Submit => Some(Action::Submit {}),
            ActionName::Approve => {
                let accept = self.reader.set("accept").into_iter().collect();
                Some(Action::Approve { opinion, accept })
            }
            ActionName::Object => Some(Action::Object { opinion }),
            ActionName::Abstain => Some(Action::Abstain { opinion }),
            ActionName::Advise => Some(Action::Advise { opinion }),
            ActionName::Return => Some(self.return_to(opinion)),
            ActionName::Reject => Some(Action::Reject { opinion }),
            ActionName::Withdraw => Some(Action::Withdraw { opinion }),
            ActionName::Retract => Some(Action::Retract {}),
            ActionName::Transfer => self.one("to").map(|to| Action::Transfer { to, opinion }),
            ActionName::Consult => self.one("to").map(|to| Action::Consult { to, opinion }),
            ActionName::AddSigner => self.added_signer(opinion),
            ActionName::RemoveSigner => {
                self.one("person").map(|person| Action::RemoveSigner { person, opinion })
            }
            ActionName::Circulate => Some(self.circulated(opinion)),
            ActionName::MarkRead => Some(Action::MarkRead {}),
            ActionName::Comment => Some(Action::Comment { opinion }),
            ActionName::Urge => Some(Action::Urge {}),
            ActionName::Suspend => Some(Action::Suspend { opinion }),
            ActionName::Resume => Some(Action::Resume { opinion }),
            ActionName::Terminate => Some(Action::Terminate { opinion }),
            ActionName::HandOver => {
                let (from, to) = (self.one("from"), self.one("to"));
                from.zip(to).map(|(from, to)| Action::HandOver { from, to, opinion })
            }
            ActionName::Reroute => Some(Action::Reroute {}),
            ActionName::PassRecheck => Some(Action::PassRecheck {}),
            ActionName::AssignNumber => Some(Action::AssignNumber {}),
            ActionName::Seal => Some(Action::Seal {}),
            ActionName::Issue => Some(Action::Issue {}),
            ActionName::Archive => Some(Action::Archive {}),
            ActionName::SendNotice => Some(Action::SendNotice {}),
            ActionName::RecordHeld => self.actual().map(|actual| Action::RecordHeld { actual }),
            ActionName::Close => Some(Action::Close {}),
            ActionName::Cancel => Some(Action::Cancel { opinion }),
            ActionName::ProposeMerge => {
                let into = self.one::<RequestId>("into");
                into.map(|into| Action::ProposeMerge { into, opinion })
            }
            ActionName::Cluster => {
                let with = self.one::<RequestId>("with");
                with.map(|with| Action::Cluster { with, opinion })
            }
            ActionName::ProposeWithdrawal => Some(Action::ProposeWithdrawal { opinion }),
            ActionName::Void => Some(Action::Void { opinion }),
            ActionName::Confirm => Some(Action::Confirm { opinion }),
            ActionName::Decline => Some(Action::Decline { opinion }),
            ActionName::Revoke => Some(Action::Revoke { by_document: self.document(), opinion }),
            ActionName::Repeal => Some(Action::Repeal { by_document: self.document(), opinion }),
        }
    }

    /// What has to be chosen.
    fn one<T: FromStr>(&mut self, name: &str) -> Option<T> {
        if self.typed.is_blank(name) {
            self.reader.fault(name, "page-fault-missing");
        }
        self.reader.value(name, "page-fault-choice")
    }

    fn document(&self) -> String {
        self.reader.text("by_document")
    }

    /// Back to the drafter, unless a stage is named.
    fn return_to(&mut self, opinion: String) -> Action {
        let then: Resume = self.reader.word(THEN).unwrap_or_default();
        let named = self.typed.one("to");
        if named.is_empty() && self.typed.has(THEN) {
            self.reader.fault("to", "page-fault-missing");
        }
        let to = if named.is_empty() || named == DRAFTER {
            None
        } else {
            let stage = StageKey::try_from(named.to_owned()).ok();
            if stage.is_none() {
                self.reader.fault("to", "page-fault-choice");
            }
            stage
        };
        Action::Return { opinion, to, then }
    }

    fn added_signer(&mut self, opinion: String) -> Option<Action> {
        let person = self.one::<PersonId>("person");
        let place: Option<AddedPlace> = self.reader.word("place");
        if self.typed.is_blank("place") {
            self.reader.fault("place", "page-fault-missing");
        }
        let (person, place) = (person?, place?);
        Some(Action::AddSigner { person, place, opinion })
    }

    fn circulated(&mut self, opinion: String) -> Action {
        let to: BTreeSet<PersonId> = self.reader.set("to");
        if to.is_empty() && self.typed.is_blank("to") {
            self.reader.fault("to", "page-fault-missing");
        }
        Action::Circulate { to, opinion }
    }

    fn actual(&mut self) -> Option<Actual> {
        let reader = &mut self.reader;
        let starts_at = reader.instant("session.0.date", "session.0.start");
        let ends_at = reader.instant("session.0.end_date", "session.0.end");
        let headcount = reader.number("headcount");
        let mode: Option<MeetingMode> = reader.word("mode");
        let no_show = reader.number("no_show").unwrap_or_default();
        if headcount.is_none() {
            reader.fault("headcount", "page-fault-missing");
        }
        if mode.is_none() {
            reader.fault("mode", "page-fault-missing");
        }
        let venue = reader.text("venue");
        Some(Actual {
            starts_at: starts_at?,
            ends_at: ends_at?,
            headcount: headcount?,
            mode: mode?,
            venue,
            no_show,
        })
    }
}

#[cfg(test)]
mod tests {
    use baopi_workflow::RuleId;
    use rstest::rstest;

    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn names(read: Option<Read>) -> Vec<String> {
        read.unwrap().unwrap_err().into_iter().map(|fault| fault.name).collect()
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
        let form = typed(&[("action", "record_held"), ("session.0.date", "2026-09-16")]);
        assert_eq!(
            names(read(&form)),
            ["session.0.start", "session.0.end_date", "session.0.end", "headcount", "mode"]
        );
    }

    #[rstest]
    #[case("transfer", "to")]
    #[case("consult", "to")]
    #[case("add_signer", "person")]
    #[case("remove_signer", "person")]
    #[case("circulate", "to")]
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
