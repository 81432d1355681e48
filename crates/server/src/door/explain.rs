//! What a refusal says, to people in a sentence and to programs as problem details: once for each use case that has reasons of
//! its own. What all use cases have in common is said in [`crate::door::error`].

use std::convert::Infallible;

use axum::http::StatusCode;
use baopi_engine::figures::irregularity::IrregularityRefusal;
use baopi_engine::figures::report::ReportRefusal;
use baopi_engine::{
    BookRefusal, BulkRefusal, Class, LineFault, MAX_APPROVED_AT_ONCE, MAX_PASSWORD_BYTES,
    MAX_ROUTE_BYTES, MIN_PASSWORD_CHARS, Reason, RouteRefusal, RuleRefusal, SignInRefusal,
    Unreadable, print,
};
use baopi_messages::{Args, Language};
use baopi_workflow::book::FieldFault;
use baopi_workflow::organisation::delegation::DelegationRefusal;
use baopi_workflow::{Finding, Organisation, PersonId, Refusal, RuleId};
use serde_json::{Value, json};

use crate::door::problem::{Code, Problem};

mod facts;

/// A refusal that can be said.
pub(crate) trait Explain: Reason {
    /// Why, in one sentence; `organisation` knows the names.
    fn sentence(&self, language: Language, organisation: &Organisation) -> String;

    /// The way out, where there is something to say about it.
    fn advice(&self, _language: Language) -> String {
        String::new()
    }

    /// What rules found.
    fn findings(&self) -> &[Finding] {
        &[]
    }

    /// 403 for what is somebody else's to do, 409 for what is not possible as things stand, 422 for what is not possible so.
    fn status(&self) -> StatusCode {
        match self.class() {
            Class::Forbidden => StatusCode::FORBIDDEN,
            Class::Conflict => StatusCode::CONFLICT,
            Class::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// The code of the problem; the member `reason` says which refusal of its kind it is.
    fn problem_code(&self) -> &'static str {
        "refused"
    }

    /// The title of a page that says nothing else, in the keys of messages.
    fn page_key(&self) -> &'static str {
        "refused"
    }

    /// As problem details.
    fn problem(&self, organisation: &Organisation) -> Problem {
        plain(self, organisation)
    }
}

/// A refusal as problem details, without anything that only it has.
fn plain<R: Explain + ?Sized>(refusal: &R, organisation: &Organisation) -> Problem {
    let problem = Problem::new(Code::Refused(refusal.problem_code(), refusal.status()))
        .said(
            |language| refusal.sentence(language, organisation),
            |language| refusal.advice(language),
        )
        .with("reason", refusal.code());
    match refusal.field() {
        Some(field) => problem.with("field", field),
        None => problem,
    }
}

/// The name of a person, as sentences ask for it.
pub(crate) fn name_in(organisation: &Organisation) -> impl Fn(PersonId) -> String {
    |person| {
        organisation.person(person).map_or_else(|| "—".to_owned(), |person| person.name.clone())
    }
}

impl Explain for Infallible {
    fn sentence(&self, _: Language, _: &Organisation) -> String {
        match *self {}
    }
}

impl Explain for Refusal {
    fn sentence(&self, language: Language, organisation: &Organisation) -> String {
        baopi_messages::refusal(language, self, &name_in(organisation))
    }

    fn advice(&self, language: Language) -> String {
        baopi_messages::refusal_advice(language, self)
    }

    fn findings(&self) -> &[Finding] {
        self.findings()
    }

    fn problem(&self, organisation: &Organisation) -> Problem {
        let name = name_in(organisation);
        let findings = if let Self::Classified { pattern } = self {
            vec![Finding::block(RuleId::Classified).with("pattern", *pattern)]
        } else {
            self.findings().to_vec()
        };
        let problem = Problem::new(Code::Refused(self.code(), self.status()))
            .said(
                |language| self.sentence(language, organisation),
                |language| self.advice(language),
            )
            .found(self.rules(), findings);
        let facts = facts::facts(self, &name).into_iter();
        facts.fold(problem, |problem, (name, fact)| problem.with(&name, fact))
    }
}

impl Explain for DelegationRefusal {
    fn sentence(&self, language: Language, organisation: &Organisation) -> String {
        baopi_messages::delegation_refusal(language, self, &name_in(organisation))
    }

    fn advice(&self, language: Language) -> String {
        baopi_messages::delegation_refusal_advice(language, self)
    }

    fn problem_code(&self) -> &'static str {
        "delegation_refused"
    }
}

impl Explain for BookRefusal {
    fn sentence(&self, language: Language, _: &Organisation) -> String {
        let args = Args::new();
        match self {
            Self::Step(refusal) => {
                baopi_messages::book_refusal(language, refusal.code(), &Args::of(refusal))
            }
            Self::TooManyLines { most } => {
                baopi_messages::book_refusal(language, self.code(), &args.with("most", *most))
            }
            Self::NotYours | Self::Settled | Self::OwnProposal | Self::Pending => {
                baopi_messages::book_refusal(language, self.code(), &args)
            }
            Self::Faults(_) => baopi_messages::text(language, "book-correct"),
            Self::Lines(lines) => {
                let args = args.with("n", lines.len());
                baopi_messages::text_with(language, "book-lines-wrong", &args)
            }
            Self::NoFile => baopi_messages::text(language, "book-import-none"),
            Self::Table(error) => {
                let key = format!("table-fault-{}", error.code().replace('_', "-"));
                let args = args.with("line", error.line().unwrap_or(1));
                baopi_messages::text_with(language, &key, &args)
            }
        }
    }

    fn problem_code(&self) -> &'static str {
        match self {
            Self::Table(_) => "table_refused",
            Self::NotYours
            | Self::Settled
            | Self::OwnProposal
            | Self::Pending
            | Self::Step(_)
            | Self::Faults(_)
            | Self::Lines(_)
            | Self::TooManyLines { .. }
            | Self::NoFile => "book_refused",
        }
    }

    fn problem(&self, organisation: &Organisation) -> Problem {
        match self {
            Self::Faults(faults) => fields(faults),
            Self::Lines(faults) => many_wrong("lines_refused", "lines", faults.iter().map(line)),
            Self::NotYours
            | Self::Settled
            | Self::OwnProposal
            | Self::Pending
            | Self::Step(_)
            | Self::TooManyLines { .. }
            | Self::NoFile
            | Self::Table(_) => plain(self, organisation),
        }
    }
}

impl Explain for RuleRefusal {
    fn sentence(&self, language: Language, _: &Organisation) -> String {
        match self {
            Self::Faults(_) => baopi_messages::text(language, "book-correct"),
            Self::NotYours | Self::Settled | Self::OwnProposal | Self::Pending | Self::Passed => {
                baopi_messages::book_refusal(language, self.code(), &Args::new())
            }
        }
    }

    /// As of the books, which programs that were written before know.
    fn problem_code(&self) -> &'static str {
        "book_refused"
    }

    fn problem(&self, organisation: &Organisation) -> Problem {
        match self {
            Self::Faults(faults) => fields(faults),
            Self::NotYours | Self::Settled | Self::OwnProposal | Self::Pending | Self::Passed => {
                plain(self, organisation)
            }
        }
    }
}

impl Explain for RouteRefusal {
    fn sentence(&self, language: Language, _: &Organisation) -> String {
        let (key, n) = match self {
            Self::NotYours => return baopi_messages::text(language, "routes-not-yours"),
            Self::Unreadable(error) => return baopi_messages::route_error(language, error),
            Self::TooLong => ("routes-too-long", Args::new().with("n", MAX_ROUTE_BYTES)),
            Self::Unproven(checked) => {
                ("routes-unproven", Args::new().with("n", checked.proof.faults.len()))
            }
            Self::Unchanged(version) => ("routes-unchanged", Args::new().with("n", *version)),
            Self::Pending => ("routes-pending", Args::new()),
            Self::Settled => ("routes-settled", Args::new()),
            Self::OwnProposal => ("routes-own-proposal", Args::new()),
            Self::Overtaken(version) => ("routes-overtaken", Args::new().with("n", *version)),
        };
        baopi_messages::text_with(language, key, &n)
    }

    fn advice(&self, language: Language) -> String {
        baopi_messages::text(language, "routes-advice")
    }

    fn problem_code(&self) -> &'static str {
        "route_refused"
    }
}

impl Explain for ReportRefusal {
    fn sentence(&self, language: Language, _: &Organisation) -> String {
        let args = Args::new();
        let (key, args) = match self {
            Self::Period => ("report-wrong-period", args),
            Self::Reason => ("report-wrong-reason", args),
            Self::Sample => ("spot-check-wrong", args),
            Self::TooMany => ("spot-check-too-many", args),
            Self::NotBuiltIn => ("report-no-pdf", args),
            Self::NoFont { dirs } => {
                let dirs: Vec<_> = dirs.iter().map(|dir| dir.display().to_string()).collect();
                let separator = baopi_messages::text(language, "list-separator");
                ("report-no-font", args.with("dirs", dirs.join(&separator)))
            }
            Self::TooLong { rows, bytes } => {
                let args = args.with("rows", *rows).with("bytes", *bytes);
                let args = args.with("most_rows", print::MAX_ROWS);
                ("report-too-long", args.with("most_bytes", print::MAX_BYTES))
            }
        };
        baopi_messages::text_with(language, key, &args)
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotBuiltIn => StatusCode::NOT_IMPLEMENTED,
            Self::NoFont { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Period | Self::Reason | Self::Sample | Self::TooMany | Self::TooLong { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
        }
    }

    fn problem_code(&self) -> &'static str {
        "report_unprinted"
    }

    fn page_key(&self) -> &'static str {
        match self {
            Self::NotBuiltIn | Self::NoFont { .. } | Self::TooLong { .. } => "unprinted",
            Self::Period | Self::Reason | Self::Sample | Self::TooMany => "refused",
        }
    }
}

impl Explain for IrregularityRefusal {
    fn sentence(&self, language: Language, _: &Organisation) -> String {
        baopi_messages::text(language, &format!("irregularity-{}", self.code()))
    }
}

impl Explain for BulkRefusal {
    fn sentence(&self, language: Language, _: &Organisation) -> String {
        baopi_messages::text(language, "page-wrong-bad-input-text")
    }

    /// The list itself cannot be one.
    fn status(&self) -> StatusCode {
        StatusCode::BAD_REQUEST
    }

    fn page_key(&self) -> &'static str {
        "bad-input"
    }

    fn problem(&self, _: &Organisation) -> Problem {
        Problem::new(Code::BadInput)
            .case("unfit")
            .with("field", "items")
            .with("least", 1)
            .with("most", MAX_APPROVED_AT_ONCE)
    }
}

impl Explain for SignInRefusal {
    fn sentence(&self, language: Language, _: &Organisation) -> String {
        match self {
            Self::Wrong => baopi_messages::text(language, "page-sign-in-wrong"),
            Self::TooMany { retry_secs } => {
                let minutes = Args::new().with("n", retry_secs.div_ceil(60));
                baopi_messages::text_with(language, "page-sign-in-too-many", &minutes)
            }
            Self::Unfit(fault) => {
                let args = Args::new().with("least", MIN_PASSWORD_CHARS);
                let args = args.with("most", MAX_PASSWORD_BYTES);
                let key = format!("account-{}", fault.code().replace('_', "-"));
                baopi_messages::text_with(language, &key, &args)
            }
        }
    }

    /// On the page of signing in, which is open to everybody.
    fn status(&self) -> StatusCode {
        match self {
            Self::Wrong | Self::Unfit(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        }
    }

    fn problem(&self, organisation: &Organisation) -> Problem {
        match self {
            Self::Wrong => Problem::new(Code::SignInFailed),
            Self::Unfit(_) => Problem::new(Code::Refused("refused", self.status())).said(
                |language| self.sentence(language, organisation),
                |language| self.advice(language),
            ),
            Self::TooMany { retry_secs } => Problem::too_many_attempts(*retry_secs),
        }
    }
}

impl Explain for Unreadable {
    fn sentence(&self, language: Language, _: &Organisation) -> String {
        baopi_messages::unreadable(language, self.code(), &Args::of(self))
    }

    fn advice(&self, language: Language) -> String {
        baopi_messages::unreadable_advice(language, self.code(), &Args::of(self))
    }

    fn problem(&self, organisation: &Organisation) -> Problem {
        let code = if self.code() == "too-large" { Code::TooLarge } else { Code::UnreadableFile };
        Problem::new(code)
            .said(
                |language| self.sentence(language, organisation),
                |language| self.advice(language),
            )
            .with("field", "file")
            .with("reason", self.code())
    }
}

/// Fields that cannot stay as they are, all of them.
fn fields(faults: &[FieldFault]) -> Problem {
    many_wrong("fields_refused", "fields", faults.iter().map(field))
}

fn many_wrong(
    code: &'static str,
    name: &str,
    faults: impl ExactSizeIterator<Item = Value>,
) -> Problem {
    let problem = Problem::new(Code::Refused(code, StatusCode::UNPROCESSABLE_ENTITY));
    problem.with("count", faults.len()).with(name, faults.collect::<Vec<_>>())
}

/// A wrong field as the API tells it.
pub(crate) fn field(fault: &FieldFault) -> Value {
    let said = |language| baopi_messages::field_fault(language, fault);
    json!({
        "field": fault.field,
        "wrong": fault.wrong.code(),
        "message_zh": said(Language::Zh),
        "message_en": said(Language::En),
    })
}

fn line(fault: &LineFault) -> Value {
    let mut said = field(&fault.fault);
    said["line"] = fault.line.into();
    said
}

#[cfg(test)]
mod tests {
    use baopi_engine::TableError;
    use baopi_workflow::book::Wrong;
    use baopi_workflow::incoming::StepRefusal;

    use baopi_engine::PasswordFault;

    use super::*;

    fn refusals() -> Vec<Box<dyn Explain>> {
        let fault = || FieldFault::new("title", Wrong::Missing);
        let line = LineFault { line: 3, fault: fault() };
        vec![
            Box::new(Refusal::OpinionRequired),
            Box::new(DelegationRefusal::Oneself),
            Box::new(BookRefusal::NotYours),
            Box::new(BookRefusal::Settled),
            Box::new(BookRefusal::Step(StepRefusal::NotNow)),
            Box::new(BookRefusal::Faults(vec![fault()])),
            Box::new(BookRefusal::Lines(vec![line])),
            Box::new(BookRefusal::TooManyLines { most: 5 }),
            Box::new(BookRefusal::NoFile),
            Box::new(BookRefusal::Table(TableError::Empty)),
            Box::new(RuleRefusal::NotYours),
            Box::new(RuleRefusal::Settled),
            Box::new(RuleRefusal::OwnProposal),
            Box::new(RuleRefusal::Pending),
            Box::new(RuleRefusal::Passed),
            Box::new(RuleRefusal::Faults(vec![fault()])),
            Box::new(RouteRefusal::NotYours),
            Box::new(RouteRefusal::TooLong),
            Box::new(RouteRefusal::Unchanged(2)),
            Box::new(RouteRefusal::Pending),
            Box::new(RouteRefusal::Settled),
            Box::new(RouteRefusal::OwnProposal),
            Box::new(RouteRefusal::Overtaken(3)),
            Box::new(ReportRefusal::Period),
            Box::new(ReportRefusal::Reason),
            Box::new(ReportRefusal::Sample),
            Box::new(ReportRefusal::TooMany),
            Box::new(ReportRefusal::NotBuiltIn),
            Box::new(ReportRefusal::NoFont { dirs: vec!["/usr/share/fonts".into()] }),
            Box::new(ReportRefusal::TooLong { rows: 1, bytes: 2 }),
            Box::new(IrregularityRefusal::NotAllowed),
            Box::new(IrregularityRefusal::Unfit),
            Box::new(BulkRefusal::Nothing),
            Box::new(BulkRefusal::TooMany),
            Box::new(SignInRefusal::Wrong),
            Box::new(SignInRefusal::TooMany { retry_secs: 61 }),
            Box::new(SignInRefusal::Unfit(PasswordFault::Common)),
            Box::new(Unreadable::Empty),
        ]
    }

    #[test]
    fn every_refusal_has_words_in_both_languages_on_a_page_and_in_the_api() {
        let nobody = Organisation::default();
        for refusal in refusals() {
            let said = Language::ALL.map(|language| {
                let sentence = refusal.sentence(language, &nobody);
                let body = refusal.problem(&nobody).body(language, "n-1");
                let body = serde_json::to_string(&body).unwrap();
                let title = format!("page-wrong-{}", refusal.page_key());
                let page = baopi_messages::text(language, &title);
                for text in [&sentence, &body, &page] {
                    assert!(!text.is_empty() && !text.contains("Unknown localization"), "{text}");
                }
                sentence
            });
            assert_ne!(said[0], said[1], "{refusal}");
        }
    }

    #[test]
    fn what_programs_know_by_its_code_keeps_it() {
        let nobody = Organisation::default();
        let code = |refusal: &dyn Explain| {
            let problem = refusal.problem(&nobody);
            (problem.code().key(), problem.status().as_u16(), problem.fact("reason"))
        };
        assert_eq!(code(&BookRefusal::NotYours), ("book_refused", 403, "not_yours".into()));
        assert_eq!(code(&RuleRefusal::Pending), ("book_refused", 409, "pending".into()));
        let table = BookRefusal::Table(TableError::Empty);
        assert_eq!(code(&table), ("table_refused", 422, "empty".into()));
        assert_eq!(code(&BookRefusal::Faults(Vec::new())), ("fields_refused", 422, Value::Null));
        assert_eq!(code(&BookRefusal::Lines(Vec::new())), ("lines_refused", 422, Value::Null));
        assert_eq!(code(&RouteRefusal::Unchanged(2)).0, "route_refused");
        let over = DelegationRefusal::AlreadyOver;
        assert_eq!(code(&over), ("delegation_refused", 409, "delegation_already_over".into()));
        assert_eq!(
            code(&ReportRefusal::NotBuiltIn),
            ("report_unprinted", 501, "not_built_in".into())
        );
        assert_eq!(code(&SignInRefusal::Wrong), ("sign_in_failed", 401, Value::Null));
        assert_eq!(code(&BulkRefusal::Nothing).0, "bad_input");
        assert_eq!(code(&Unreadable::Empty), ("unreadable_file", 422, "empty".into()));
    }
}
