//! 必填项: REQUIRED-FIELDS and DECLARATION.

use super::{Case, Finding, RuleId};
use crate::content::{
    Category, Content, DocType, DocumentContent, InspectionContent, MeetingContent, MeetingMode,
    MeetingNature, Session,
};
use crate::count::characters;
use crate::time::Timestamp;

/// The longest title of a document, in 字.
pub const MAX_DOCUMENT_TITLE: u32 = 100;
/// The longest title of a meeting or an inspection, in 字.
pub const MAX_MEETING_TITLE: u32 = 60;
/// The longest session of a meeting, in minutes: what takes several days has a session on each.
pub const MAX_SESSION_MINUTES: u32 = 24 * 60;
/// A meeting begins at most so many days from now.
pub const MAX_DAYS_AHEAD: i64 = 731;
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// The shortest reason that can be one, in 字.
pub const MIN_REASON: u32 = 10;
/// The longest reason, in 字.
pub const MAX_REASON: u32 = 500;

pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let mut form = Form::default();
    let declared = match case.content {
        Content::Document(content) => {
            document(&mut form, content);
            content.non_classified_declared
        }
        Content::Meeting(content) => {
            meeting(&mut form, content, case);
            content.non_classified_declared
        }
        Content::Inspection(content) => {
            inspection(&mut form, content);
            content.non_classified_declared
        }
    };
    if !declared {
        form.0.push(Finding::block(RuleId::Declaration));
    }
    form.0
}

/// The findings against a form while it is looked through.
#[derive(Default)]
struct Form(Vec<Finding>);

impl Form {
    fn needs(&mut self, field: &str, given: bool) {
        if !given {
            self.0.push(Finding::block(RuleId::RequiredFields).case("missing").about(field));
        }
    }

    fn text(&mut self, field: &str, text: &str, (least, most): (u32, u32)) {
        let n = characters(text);
        if n == 0 && least > 0 {
            self.needs(field, false);
        } else if n < least || n > most {
            let case = if n < least { "short" } else { "long" };
            let finding =
                Finding::block(RuleId::RequiredFields).case(case).about(field).with("n", n);
            self.0.push(finding.with("limit", if n < least { least } else { most }));
        }
    }
}

fn document(form: &mut Form, content: &DocumentContent) {
    use DocType::{Announcement, Communique, Order, PublicNotice};
    form.text("title", &content.title, (1, MAX_DOCUMENT_TITLE));
    form.needs("body", characters(&content.body) > 0);
    form.needs("doc_type", content.doc_type.is_some());
    form.needs("direction", content.direction.is_some());
    form.needs("category", content.category.is_some());
    form.needs("scope", content.scope.is_some());
    let adjusts = content.category == Some(Category::MemberAdjustment);
    form.needs("coordination_body", !adjusts || content.coordination_body.is_some());
    form.needs("disclosure", content.disclosure.is_some());
    form.needs("basis", !content.basis.is_empty());
    form.text("necessity", &content.necessity, (MIN_REASON, MAX_REASON));
    // These four speak to the public and have no recipients.
    let to_public =
        matches!(content.doc_type, Some(Announcement | PublicNotice | Communique | Order));
    form.needs("main_recipients", to_public || !content.main_recipients.is_empty());
    form.needs(
        "contact",
        !content.contact.name.trim().is_empty() && !content.contact.phone.trim().is_empty(),
    );
    for issued in &content.issued_texts {
        form.needs("issued_text", characters(&issued.text) > 0 && characters(&issued.title) > 0);
    }
}

fn inspection(form: &mut Form, content: &InspectionContent) {
    form.text("title", &content.title, (1, MAX_MEETING_TITLE));
    form.text("purpose", &content.purpose, (MIN_REASON, MAX_REASON));
    form.text("inspection_basis", &content.basis, (1, MAX_REASON));
    form.needs("targets", !content.targets.is_empty());
    form.needs("method", content.method.is_some());
    form.needs("starts_on", content.starts_on.is_some());
    form.needs("topic", !content.topic.trim().is_empty());
    form.needs(
        "contact",
        !content.contact.name.trim().is_empty() && !content.contact.phone.trim().is_empty(),
    );
}

/// What stands against the times of a meeting, whatever their sum is.
fn sessions(content: &MeetingContent, case: &Case) -> Option<Finding> {
    let mut sessions = content.sessions.clone();
    sessions.sort_unstable();
    let minutes = |session: &Session| session.starts_at.minutes_until(session.ends_at);
    let far = Timestamp(case.now.0.saturating_add(MAX_DAYS_AHEAD * DAY_MS));
    let finding = Finding::block(RuleId::RequiredFields).about("sessions");
    if sessions.iter().any(|session| minutes(session).is_none()) {
        Some(finding.case("end-before-start"))
    } else if sessions.windows(2).any(|pair| pair[1].starts_at < pair[0].ends_at) {
        Some(finding.case("overlap"))
    } else if sessions.iter().any(|session| minutes(session) > Some(MAX_SESSION_MINUTES)) {
        Some(finding.case("session-too-long").with("limit", MAX_SESSION_MINUTES / 60))
    } else {
        let is_far = sessions.iter().any(|session| session.starts_at > far);
        let limit = u32::try_from(MAX_DAYS_AHEAD).unwrap_or(u32::MAX);
        is_far.then(|| finding.case("too-far").with("limit", limit))
    }
}

fn meeting(form: &mut Form, content: &MeetingContent, case: &Case) {
    form.text("title", &content.title, (1, MAX_MEETING_TITLE));
    form.text("purpose", &content.purpose, (MIN_REASON, MAX_REASON));
    form.needs("sessions", !content.sessions.is_empty());
    form.needs("mode", content.mode.is_some());
    form.needs(
        "venue",
        content.mode == Some(MeetingMode::Video) || !content.venue.trim().is_empty(),
    );
    form.needs("class", content.class.is_some());
    form.needs("required_level", content.required_level.is_some());
    form.needs("attendee_units", !content.attendee_units.is_empty());
    form.needs("headcount", content.headcount.is_some_and(|count| count > 0));
    form.needs("topic", !content.topic.trim().is_empty());
    form.needs("agenda", !content.agenda.is_empty());
    form.needs(
        "budget_source",
        content.budget_fen == 0 || !content.budget_source.trim().is_empty(),
    );
    form.needs(
        "contact",
        !content.contact.name.trim().is_empty() && !content.contact.phone.trim().is_empty(),
    );
    form.0.extend(sessions(content, case));
    let agenda = content.agenda.iter().map(|item| item.minutes).fold(0, u32::saturating_add);
    if agenda > case.measure.minutes {
        let finding =
            Finding::block(RuleId::RequiredFields).case("agenda-too-long").about("agenda");
        form.0.push(finding.with("n", agenda).with("limit", case.measure.minutes));
    }
    if content.budget_fen < 0 {
        form.0.push(Finding::block(RuleId::RequiredFields).case("negative").about("budget_fen"));
    }
    if content.nature == MeetingNature::Statutory
        && !case.rules.statutory_meetings.contains(&content.title)
    {
        form.0.push(Finding::block(RuleId::RequiredFields).case("not-statutory").about("nature"));
    }
}
