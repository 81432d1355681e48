//! A form in work, from what was typed to the page that shows it again.

use axum::http::StatusCode;
use axum::response::Response;
use baopi_engine::{FileError, PerformError};
use baopi_messages::Language;
use baopi_workflow::book::FieldFault;
use baopi_workflow::{Content, Kind, Refusal};

use super::{FormPage, Origin, Target};
use crate::present::fault::{PageError, page_status};
use crate::present::findings::Checks;
use crate::present::form;
use crate::present::form::CORRECTING;
use crate::present::form::catalogue::named_by_rule;
use crate::present::form::choice::Choices;
use crate::present::form::field::Fields;
use crate::present::form::key::nonce;
use crate::present::form::posted::Upload;
use crate::present::form::typed::Typed;
use crate::present::frame::page;
use crate::present::note::Note;
use crate::present::visit::Visit;

/// A form in work: what it is about, what was typed, and what is to be said about it.
pub(crate) struct Sheet<'a> {
    pub(crate) visit: &'a Visit,
    pub(crate) target: Target,
    pub(crate) fields: Fields,
    pub(crate) status: StatusCode,
    pub(crate) origin: Origin,
    note: Option<Note>,
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(visit: &'a Visit, target: Target, mut typed: Typed) -> Self {
        typed.tick(CORRECTING, matches!(target, Target::Correction(..)) || typed.has(CORRECTING));
        let organisation = std::sync::Arc::clone(&visit.viewer.organisation);
        let choices = Choices::new(visit.texts(), organisation, visit.viewer.person().unit);
        let fields = Fields::new(target.kind(), typed, visit.texts(), choices);
        Self { visit, target, fields, status: StatusCode::OK, origin: Origin::Kept, note: None }
    }

    pub(crate) fn content(&self) -> (Content, Vec<FieldFault>) {
        form::read(self.target.kind(), &self.fields.form.typed, self.visit.viewer.person().unit)
    }

    pub(crate) fn say(&mut self, tone: &'static str, text: String) {
        self.note = Some(Note { tone, text, reload: None });
    }

    /// The form as it is, without asking any rule: for one that nobody has typed into.
    pub(crate) fn show(self) -> Response {
        let frame = self.visit.frame(self.target.place(), self.target.path());
        let form = FormPage {
            frame,
            target: self.target,
            fields: self.fields,
            checks: None,
            note: self.note,
            nonce: nonce(),
            origin: self.origin,
        };
        page(self.status, &form)
    }

    /// The form with everything that is found against it.
    pub(crate) async fn check(mut self) -> Result<Response, PageError> {
        let (content, faults) = self.content();
        self.fields.form.blame(&faults);
        let preview = self.visit.engine.preview(self.visit.person(), &content).await?;
        // Nothing that was typed stands in the page for what may not be kept.
        if let Some(Refusal::Classified { pattern }) = preview.refusal {
            return Err(PerformError::Classified { pattern }.into());
        }
        for finding in &preview.findings {
            if let Some(baopi_workflow::rules::Fact::Field(field)) = finding.facts.get("field") {
                let text = baopi_messages::finding(self.visit.language, finding);
                self.fields.form.error(named_by_rule(field), text);
            }
        }
        let checks = Checks::new(self.visit, &preview, &self.fields);
        let frame = self.visit.frame(self.target.place(), self.target.path());
        let checks = Some(checks);
        let form = FormPage {
            frame,
            target: self.target,
            fields: self.fields,
            checks,
            note: self.note,
            nonce: nonce(),
            origin: self.origin,
        };
        Ok(page(self.status, &form))
    }

    /// Reads the files that came with the form into it. True if one was taken.
    pub(crate) async fn receive(&mut self, uploads: Vec<Upload>) -> Result<bool, PageError> {
        let mut taken = false;
        for upload in uploads {
            let Upload { field, name, bytes } = upload;
            match self.visit.engine.receive_file(self.visit.person(), &name, bytes, None).await {
                Err(FileError::Refused(why)) => {
                    self.fields.form.error(&field, self.visit.unread_file(&name, &why));
                    self.status = StatusCode::UNPROCESSABLE_ENTITY;
                }
                received => {
                    self.insert(&field, &name, received?);
                    taken = true;
                }
            }
        }
        Ok(taken)
    }

    fn insert(&mut self, field: &str, name: &str, received: baopi_engine::ReceivedFile) {
        let typed = &mut self.fields.form.typed;
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let next = |typed: &Typed, prefix| typed.rows(prefix).last().map_or(0, |last| last + 1);
        let mut args =
            baopi_messages::Args::new().with("name", name).with("n", received.measure.characters);
        match field {
            "issued_upload" => {
                let row = next(typed, "issued_texts");
                typed.put(&format!("issued_texts.{row}.title"), stem);
                typed.put(&format!("issued_texts.{row}.text"), received.text);
            }
            "annex_upload" => {
                let list =
                    if self.target.kind() == Kind::Meeting { "materials" } else { "annexes" };
                let row = next(typed, list);
                typed.put(&format!("{list}.{row}.title"), stem);
                typed.put(&format!("{list}.{row}.text"), received.text);
                form::put_file(typed, &format!("{list}.{row}.file"), &received.file);
            }
            _ => {
                typed.put("body", received.text);
                form::put_file(typed, "body_file", &received.file);
                if typed.is_blank("title") {
                    typed.put("title", stem);
                }
            }
        }
        let key = if let Some(encoding) = received.encoding {
            args = args.with("encoding", encoding);
            "page-file-read-as"
        } else {
            "page-file-read"
        };
        let texts = self.visit.texts();
        let mut said = vec![texts.with(key, &args)];
        for (key, count) in received.besides.notes() {
            let args = baopi_messages::Args::new().with("n", count);
            said.push(texts.with(key, &args));
        }
        let between = match self.visit.language {
            Language::Zh => "",
            Language::En => " ",
        };
        self.say("good", said.join(between));
    }

    /// Shows why an order was not carried out, with everything that was typed.
    pub(crate) async fn refused(mut self, error: PerformError) -> Result<Response, PageError> {
        let texts = self.visit.texts();
        match error {
            PerformError::Refused(refusal) => {
                self.status = page_status(&refusal);
                let text = self.visit.refusal(&refusal);
                if refusal == Refusal::OpinionRequired {
                    self.fields.form.error("opinion", text.clone());
                }
                self.say("bad", text);
            }
            PerformError::Stale { .. } => {
                self.status = StatusCode::CONFLICT;
                let reload = Some(self.target.path());
                self.note = Some(Note { tone: "bad", text: texts.t("page-stale-form"), reload });
            }
            PerformError::KeyReused | PerformError::BadKey => {
                self.status = StatusCode::UNPROCESSABLE_ENTITY;
                self.say("warn", texts.t("page-wrong-repeated-text"));
            }
            PerformError::Classified { .. } | PerformError::NotFound | PerformError::Engine(_) => {
                return Err(error.into());
            }
        }
        self.check().await
    }
}
