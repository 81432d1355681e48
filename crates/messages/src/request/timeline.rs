//! What happened to a request, as the timeline says it.

use baopi_workflow::request::action::{AddedPlace, Resume};
use baopi_workflow::request::{Kind, Proposing};
use baopi_workflow::route::SkipReason;
use baopi_workflow::{Happening, PersonId, StageKey};

use crate::argument::Args;
use crate::rules::finding::rules;
use crate::word::{action, date, moment, names, refused, stage, status};
use crate::{Language, kebab, text_with};

/// One entry of a request's timeline. `name` says the name of a person. Who acted, and for whom, stands beside it; so do
/// opinions, which are people's own words.
#[must_use]
pub fn happening(
    language: Language,
    what: &Happening,
    kind: Kind,
    name: &dyn Fn(PersonId) -> String,
) -> String {
    let teller = Teller { language, kind, name };
    let key = format!("happening-{}{}", kebab(what.name()), case(what, kind));
    text_with(language, &key, &teller.args(what))
}

/// What the key of the message says beside the name of the event: which of several sentences it is.
fn case(what: &Happening, kind: Kind) -> &'static str {
    let of_kind = |document, meeting, inspection| match kind {
        Kind::Document => document,
        Kind::Meeting => meeting,
        Kind::Inspection => inspection,
    };
    let accepting = matches!(what, Happening::Signed { accepted, .. } if !accepted.is_empty());
    if accepting {
        of_kind("-accepted-document", "-accepted-meeting", "-accepted-inspection")
    } else if let Happening::Created { .. } | Happening::Saved { .. } | Happening::Signed { .. } =
        what
    {
        of_kind("-document", "-meeting", "-inspection")
    } else if let Happening::Cancelled { .. } = what {
        of_kind("", "", "-inspection")
    } else {
        case_of_any_kind(what)
    }
}

/// The same for what is said alike of every kind of request; most events have one sentence.
fn case_of_any_kind(what: &Happening) -> &'static str {
    if let Happening::Submitted { keep, .. } = what {
        if keep.is_empty() { "" } else { "-keeping" }
    } else if let Happening::Entered { people, due_on, .. } = what {
        match (people.is_empty(), due_on) {
            (true, _) => "",
            (false, None) => "-for",
            (false, Some(_)) => "-by",
        }
    } else if let Happening::StageSkipped { because, .. } = what {
        match because {
            SkipReason::HoldsPost => "",
            SkipReason::SamePerson => "-same-person",
        }
    } else if let Happening::Retracted { stage: None, .. } = what {
        "-submission"
    } else if let Happening::SignerAdded { place, .. } = what {
        match place {
            AddedPlace::Before => "-before",
            AddedPlace::Beside => "-beside",
            AddedPlace::After => "-after",
        }
    } else if let Happening::SentBack { then, .. } = what {
        match then {
            Resume::Again => "-again",
            Resume::Straight => "-straight",
        }
    } else if let Happening::Returned { come_back: Some(_), .. } = what {
        "-straight"
    } else if let Happening::Reminded { escalated_to, .. } = what {
        if escalated_to.is_empty() { "" } else { "-escalated" }
    } else if let Happening::Proposed { what, .. } = what {
        match what {
            Proposing::Withdrawal => "-withdrawal",
            Proposing::Void => "-void",
            Proposing::Merge(_) => "-merge",
            Proposing::Cluster(_) => "-cluster",
        }
    } else if let Happening::Refused { rules, .. } = what {
        if rules.is_empty() { "" } else { "-by-rules" }
    } else {
        ""
    }
}

/// What the words of an entry depend on.
#[derive(Clone, Copy)]
struct Teller<'a> {
    language: Language,
    kind: Kind,
    name: &'a dyn Fn(PersonId) -> String,
}

impl Teller<'_> {
    fn stage(self, key: &StageKey) -> String {
        stage(self.language, key, Some(self.kind))
    }

    fn stages(self, keys: &[StageKey]) -> String {
        let names: Vec<_> = keys.iter().map(|key| self.stage(key)).collect();
        names.join(&crate::text(self.language, "list-separator"))
    }

    fn names<'p>(self, people: impl IntoIterator<Item = &'p PersonId>) -> String {
        names(self.language, people, self.name)
    }

    /// The figures, names and words of the message.
    #[expect(clippy::too_many_lines, reason = "one arm for each event, and nothing in between")]
    fn args(self, what: &Happening) -> Args {
        let (language, name) = (self.language, self.name);
        let args = Args::new();
        match what {
            Happening::Created { measure, .. }
            | Happening::Saved { measure, .. }
            | Happening::Corrected { measure, .. } => {
                args.with("characters", measure.characters).with("minutes", measure.minutes)
            }
            Happening::Submitted { round, keep, .. } => {
                args.with("round", *round).with("keep", self.stages(keep))
            }
            Happening::Entered { status: entered, people, due_on, .. } => {
                let args = args
                    .with("status", status(language, entered, self.kind))
                    .with("people", self.names(people));
                due_on.iter().fold(args, |args, due_on| args.with("due", date(language, *due_on)))
            }
            Happening::StageSkipped { stage, .. }
            | Happening::Consented { stage, .. }
            | Happening::Objected { stage, .. }
            | Happening::Abstained { stage, .. }
            | Happening::Advised { stage, .. }
            | Happening::Retracted { stage: Some(stage), .. }
            | Happening::Returned { come_back: Some(stage), .. } => {
                args.with("stage", self.stage(stage))
            }
            Happening::Transferred { from, to, .. } | Happening::HandedOver { from, to, .. } => {
                args.with("from", name(*from)).with("to", name(*to))
            }
            Happening::Consulted { by, to, .. } => args.with("by", name(*by)).with("to", name(*to)),
            Happening::SignerAdded { by, person, .. } => {
                args.with("by", name(*by)).with("person", name(*person))
            }
            Happening::SignerRemoved { person, .. } => args.with("person", name(*person)),
            Happening::SentBack { from, to, round, .. } => {
                args.with("from", self.stage(from)).with("to", self.stage(to)).with("round", *round)
            }
            Happening::Circulated { to, .. } => args.with("people", self.names(to)),
            Happening::Urged { people }
            | Happening::Suspended { people, .. }
            | Happening::Proposed { people, .. } => args.with("people", self.names(people)),
            Happening::Reminded { people, escalated_to } => {
                args.with("people", self.names(people)).with("escalated", self.names(escalated_to))
            }
            Happening::Rerouted { route } => {
                args.with("route", route.name.as_str()).with("version", route.version)
            }
            Happening::Declined { by, .. } => args.with("by", name(*by)),
            Happening::Absorbed { round, .. } | Happening::Rescheduled { round, .. } => {
                args.with("round", *round)
            }
            Happening::VenueChanged { venue, .. } => args.with("venue", venue.as_str()),
            Happening::HeadcountChanged { headcount, .. } => args.with("headcount", *headcount),
            Happening::Voided { number, .. } | Happening::Numbered { number, .. } => {
                args.with("number", number.to_string())
            }
            Happening::Revoked { by_document, .. } | Happening::Repealed { by_document, .. } => {
                args.with("document", by_document.as_str())
            }
            Happening::ReturnedByRules { findings } => args.with("n", findings.len()),
            Happening::Signed { doc_date, accepted, .. } => args
                .with("date", date(language, *doc_date))
                .with("accepted", rules(language, accepted)),
            Happening::Issued { issued_on, .. } => args.with("date", date(language, *issued_on)),
            Happening::Held { actual } => args
                .with("from", moment(language, actual.starts_at))
                .with("to", moment(language, actual.ends_at))
                .with("minutes", actual.starts_at.minutes_until(actual.ends_at).unwrap_or(0))
                .with("headcount", actual.headcount),
            Happening::Refused { action: tried, code, rules: against } => args
                .with("action", action(language, *tried))
                .with("why", refused(language, code))
                .with("rules", rules(language, against)),
            Happening::Retracted { stage: None, .. }
            | Happening::Returned { come_back: None, .. }
            | Happening::Read
            | Happening::Commented { .. }
            | Happening::Resumed { .. }
            | Happening::Terminated { .. }
            | Happening::Confirmed { .. }
            | Happening::Merged { .. }
            | Happening::Clustered { .. }
            | Happening::Rejected { .. }
            | Happening::Withdrawn { .. }
            | Happening::Rechecked { .. }
            | Happening::SealAffixed { .. }
            | Happening::Archived
            | Happening::NoticeSent { .. }
            | Happening::Closed
            | Happening::Cancelled { .. }
            | Happening::Filed => args,
        }
    }
}
