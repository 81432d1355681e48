//! A letter as a message: Chinese first, a short English part below, as plain text and as HTML.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use askama::Template;
use baopi_engine::{Gathering, Letter, Occasion};
use baopi_messages::{
    Args, Language, clock, date, kind, moment, rule_name, stage, text, text_with,
};
use baopi_workflow::content::Session;
use baopi_workflow::{Kind, Timestamp};
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use uuid::Uuid;

use crate::transport::Mail;

/// The longest title in a subject, in characters; what is beyond shows in the text.
pub(crate) const MAX_SUBJECT_TITLE: usize = 100;
/// The longest opinion or reason that a message repeats, in characters; the page shows all of it.
pub(crate) const MAX_QUOTE: usize = 2_000;
/// The name of the attached invitation.
const INVITATION_NAME: &str = "invite.ics";

/// Why a letter cannot become a message. Trying again would not help.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RenderError {
    /// The recipient has no address.
    #[error("the recipient has no mail address")]
    NoAddress,
    /// The recipient's address is none.
    #[error("the recipient's mail address is not valid")]
    Address(#[source] lettre::address::AddressError),
    /// A template failed.
    #[error("a template failed")]
    Template(#[from] askama::Error),
    /// The parts make no message.
    #[error("the parts make no message")]
    Message(#[from] lettre::error::Error),
    /// A media type is not one.
    #[error("a media type is not valid")]
    MediaType(#[from] lettre::message::header::ContentTypeErr),
}

impl RenderError {
    /// The code under which the message is given up.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::NoAddress => "no_address",
            Self::Address(_) => "address_invalid",
            Self::Template(_) | Self::Message(_) | Self::MediaType(_) => "render",
        }
    }
}

/// Who writes, and from where.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    /// The sender that people see, and that bounces go to.
    pub(crate) mailbox: Mailbox,
    /// The host in every `Message-ID`.
    pub(crate) host: String,
}

impl Sender {
    /// Renders the letter of the outbox row `id`, which was written at `created_at`. The same arguments give the same bytes,
    /// so that a second try is the same message.
    pub(crate) fn render(
        &self,
        letter: &Letter,
        id: Uuid,
        created_at: Timestamp,
    ) -> Result<Mail, RenderError> {
        let address = letter.to_address.as_deref().ok_or(RenderError::NoAddress)?;
        let to: lettre::Address = address.trim().parse().map_err(RenderError::Address)?;
        let subject = subject(letter);
        let sheets = [chinese(letter), english(letter)];
        let plain = PlainBody { sheets: &sheets }.render()?;
        let html = HtmlBody { subject: &subject, sheets: &sheets }.render()?;
        let message = Message::builder()
            .message_id(Some(format!("<{id}@{}>", self.host)))
            .date(instant(created_at))
            .from(self.mailbox.clone())
            .to(Mailbox::new(Some(one_line(&letter.to_name)), to.clone()))
            .subject(subject)
            .header(AutoSubmitted)
            .multipart(body(plain, html, letter.invitation.as_deref(), id)?)?;
        Ok(Mail { id, from: self.mailbox.email.clone(), to, bytes: message.formatted() })
    }
}

/// The host of an address such as `https://office.example.cn:8443/baopi`.
pub(crate) fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port))
            if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            host
        }
        Some(_) | None => authority,
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '[' | ']' | ':');
    if host.is_empty() || !host.chars().all(allowed) {
        "localhost".to_owned()
    } else {
        host.to_owned()
    }
}

/// Tells vacation programs not to answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct PlainBody<'a> {
    sheets: &'a [Sheet],
}

#[derive(Template)]
#[template(path = "letter.html")]
struct HtmlBody<'a> {
    subject: &'a str,
    sheets: &'a [Sheet],
}

/// What the message says in one language.
struct Sheet {
    /// The language, as HTML names it.
    language: &'static str,
    greeting: String,
    headline: String,
    facts: Vec<Fact>,
    quotes: Vec<Quote>,
    link_intro: String,
    link: String,
    harmless: String,
    footer: Vec<String>,
}

/// One figure about the request.
struct Fact {
    label: String,
    value: String,
    /// Both as one line of plain text.
    line: String,
}

/// Words of a person, kept apart from ours: whoever writes an opinion must not be able to write a second link or receipt.
struct Quote {
    label: String,
    lines: Vec<String>,
}

/// Words of one language.
#[derive(Clone, Copy)]
struct Words(Language);

impl Words {
    fn say(self, key: &str) -> String {
        text(self.0, key)
    }

    fn with(self, key: &str, args: &[(&str, &str)]) -> String {
        let args = args.iter().fold(Args::new(), |args, (name, value)| args.with(name, *value));
        text_with(self.0, key, &args)
    }

    fn fact(self, name: &str, value: &str) -> Fact {
        let (label, value) = (self.say(&format!("mail-label-{name}")), one_line(value));
        let line = self.with("mail-fact", &[("label", &label), ("value", &value)]);
        Fact { label, value, line }
    }
}

fn chinese(letter: &Letter) -> Sheet {
    let words = Words(Language::Zh);
    let mut quotes = Vec::new();
    if let Some(opinion) = letter.opinion.as_deref().filter(|opinion| !opinion.trim().is_empty()) {
        quotes.push(Quote { label: words.say("mail-label-opinion"), lines: quoted(opinion) });
    }
    let asks = letter.occasion.asks_for_a_decision();
    for exception in letter.exceptions.iter().filter(|_| asks) {
        let label =
            words.with("mail-label-exception", &[("rule", &rule_name(words.0, exception.rule))]);
        quotes.push(Quote { label, lines: quoted(&exception.reason) });
    }
    Sheet {
        language: words.0.tag(),
        greeting: words.with("mail-greeting", &[("name", &one_line(&letter.to_name))]),
        headline: headline(words, letter),
        facts: facts(words, letter),
        quotes,
        link_intro: words.say("mail-link-intro"),
        link: letter.link.clone(),
        harmless: words.say("mail-link-harmless"),
        footer: vec![
            words.with("mail-receipt", &[("receipt", &letter.receipt)]),
            words.with("mail-digest", &[("digest", &letter.digest_short)]),
            words.say("mail-automatic"),
        ],
    }
}

/// The short part: what happened and where to look.
fn english(letter: &Letter) -> Sheet {
    let words = Words(Language::En);
    Sheet {
        language: words.0.tag(),
        greeting: words.with("mail-greeting", &[("name", &one_line(&letter.to_name))]),
        headline: headline(words, letter),
        facts: vec![words.fact("title", &letter.title)],
        quotes: Vec::new(),
        link_intro: words.say("mail-link-intro"),
        link: letter.link.clone(),
        harmless: words.say("mail-link-harmless"),
        footer: vec![words.say("mail-automatic")],
    }
}

fn facts(words: Words, letter: &Letter) -> Vec<Fact> {
    let mut facts = vec![
        words.fact("title", &letter.title),
        words.fact("kind", &kind(words.0, letter.kind_of_request)),
        words.fact("unit", &letter.unit_name),
        words.fact("drafter", &letter.drafter_name),
    ];
    facts.extend(match letter.kind_of_request {
        Kind::Document => {
            let characters = letter.measure.characters.to_string();
            Some(words.fact("length", &words.with("mail-characters", &[("count", &characters)])))
        }
        Kind::Meeting => {
            let minutes = letter.measure.minutes.to_string();
            Some(words.fact("duration", &words.with("mail-minutes", &[("count", &minutes)])))
        }
        Kind::Inspection => None,
    });
    facts.extend(letter.gathering.iter().flat_map(|held| gathering(words, letter.occasion, held)));
    let stage_name = |key| stage(words.0, key, Some(letter.kind_of_request));
    facts.extend(letter.stage.as_ref().map(|key| words.fact("stage", &stage_name(key))));
    facts.extend(letter.due_on.map(|due_on| words.fact("due", &date(words.0, due_on))));
    if !letter.waits_for.is_empty() {
        let people = letter.waits_for.join(&words.say("list-separator"));
        facts.push(words.fact("waits-for", &people));
    }
    facts.extend(letter.number.as_ref().map(|number| words.fact("number", number)));
    facts.extend(letter.by_document.as_ref().map(|document| words.fact("by-document", document)));
    facts
}

/// When and where a meeting is held, or was to be held.
fn gathering(words: Words, occasion: Occasion, held: &Gathering) -> Vec<Fact> {
    let (when, place) = if occasion == Occasion::MeetingRescheduled {
        ("time-announced", "venue-announced")
    } else {
        ("time", "venue")
    };
    let mut facts: Vec<_> = held
        .sessions
        .iter()
        .map(|session| words.fact(when, &session_time(words, session)))
        .collect();
    if !held.venue.is_empty() {
        facts.push(words.fact(place, &held.venue));
    }
    let before = held.instead_of.as_ref().filter(|venue| !venue.is_empty());
    facts.extend(before.map(|venue| words.fact("venue-announced", venue)));
    facts
}

/// From when to when; the day of the end is said only where it is another one.
fn session_time(words: Words, session: &Session) -> String {
    let (from, to) = (session.starts_at, session.ends_at);
    let end = if from.date() == to.date() { clock(to) } else { moment(words.0, to) };
    words.with("mail-from-to", &[("from", &moment(words.0, from)), ("to", &end)])
}

fn subject(letter: &Letter) -> String {
    let title = cut(&one_line(&letter.title), MAX_SUBJECT_TITLE);
    let key = format!("mail-subject-{}", letter.occasion.key());
    Words(Language::Zh).with(&key, &[("title", &title)])
}

/// What happened, and who did it where that matters to the recipient.
fn headline(words: Words, letter: &Letter) -> String {
    let by = match (&letter.by, &letter.by_for) {
        (Some(actor), Some(principal)) => words.with(
            "mail-on-behalf",
            &[("actor", &one_line(actor)), ("principal", &one_line(principal))],
        ),
        (Some(actor), None) => one_line(actor),
        (None, _) => words.say("mail-by-nobody"),
    };
    words.with(&format!("mail-headline-{}", letter.occasion.key()), &[("by", &by)])
}

fn body(
    plain: String,
    html: String,
    invitation: Option<&str>,
    id: Uuid,
) -> Result<MultiPart, RenderError> {
    let words = MultiPart::alternative()
        .boundary(format!("baopi-words-{}", id.simple()))
        .singlepart(SinglePart::plain(plain))
        .singlepart(SinglePart::html(html));
    let Some(invitation) = invitation else { return Ok(words) };
    let calendar = SinglePart::builder()
        .header(ContentType::parse(&format!(
            "text/calendar; charset=utf-8; method={}",
            method(invitation)
        ))?)
        .body(invitation.to_owned());
    let attached = Attachment::new(INVITATION_NAME.to_owned())
        .body(invitation.to_owned(), ContentType::parse("text/calendar; charset=utf-8")?);
    Ok(MultiPart::mixed()
        .boundary(format!("baopi-parts-{}", id.simple()))
        .multipart(words.singlepart(calendar))
        .singlepart(attached))
}

/// What the invitation asks for; calendars want it in the media type too (RFC 6047).
fn method(invitation: &str) -> &'static str {
    if invitation.lines().any(|line| line.trim_end() == "METHOD:CANCEL") {
        "CANCEL"
    } else {
        "REQUEST"
    }
}

fn instant(at: Timestamp) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(u64::try_from(at.0).unwrap_or(0))
}

/// The text as lines of a quotation.
fn quoted(text: &str) -> Vec<String> {
    cut(text, MAX_QUOTE).lines().map(one_line).collect()
}

/// The text with every control character, line separator and change of direction replaced by a space: a name or a title
/// cannot begin a line or a header, nor turn the words beside it around.
fn one_line(text: &str) -> String {
    let harmful = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if harmful(c) { ' ' } else { c }).collect()
}

/// At most `most` characters of the text; where more were, an ellipsis is the last.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests;
