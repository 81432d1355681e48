//! The requests of the demonstration, from `demo/requests.toml`: what each asks for, and what happened to it.

use std::collections::{BTreeMap, BTreeSet};

use baopi_workflow::content::{
    AgendaItem, Attendance, Basis, BurdenAssessment, Category, Contact, Direction, Disclosure,
    DocType, IssuedText, MeetingClass, MeetingMode, MeetingNature, Scope, Session, Urgency,
};
use baopi_workflow::count::characters;
use baopi_workflow::{
    Action, Content, DocumentContent, MeetingContent, Person, PersonId, RuleId, Timestamp, UnitId,
};
use chrono::NaiveDateTime;
use serde::Deserialize;

use super::organisation::{District, Unresolved};
use super::text::filled;

mod steps;

pub(super) use steps::Step;

/// The requests.
const DATA: &str = include_str!("../../demo/requests.toml");

/// One request: its content and what happened to it.
#[derive(Debug, Clone)]
pub(super) struct Story {
    /// Its name in the data.
    pub(super) key: String,
    /// Who wrote it.
    pub(super) drafter: PersonId,
    /// When it was begun.
    pub(super) begun: Timestamp,
    /// What it asks for.
    pub(super) content: Content,
    /// What happened then.
    pub(super) steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    documents: Vec<DocumentRow>,
    meetings: Vec<MeetingRow>,
}

/// A document; `also` are others that differ in title, length and time only.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentRow {
    key: String,
    drafter: String,
    issuing: String,
    drafting: Option<String>,
    series: Option<String>,
    #[serde(rename = "type")]
    doc_type: DocType,
    direction: Direction,
    category: Category,
    scope: Scope,
    title: String,
    opening: String,
    #[serde(default)]
    closing: String,
    characters: u32,
    #[serde(default)]
    issued: Vec<TextRow>,
    recipients: Vec<String>,
    #[serde(default)]
    directive: bool,
    coordination_body: Option<String>,
    #[serde(default)]
    gov_consent_ref: String,
    urgency: Option<Urgency>,
    #[serde(default)]
    urgency_reason: String,
    basis: Vec<Basis>,
    plan_item: Option<String>,
    necessity: String,
    #[serde(default)]
    justifications: BTreeMap<RuleId, String>,
    begun: NaiveDateTime,
    steps: Vec<String>,
    #[serde(default)]
    also: Vec<AlsoRow>,
}

/// A text that is issued with the document.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct TextRow {
    title: String,
    opening: String,
    #[serde(default)]
    closing: String,
    characters: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct AlsoRow {
    begun: NaiveDateTime,
    characters: u32,
    title: String,
}

/// A meeting; `class` is 1 to 4, and the host the drafter's unit where none is named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeetingRow {
    key: String,
    drafter: String,
    host: Option<String>,
    convener: Option<String>,
    title: String,
    #[serde(default)]
    comprehensive: bool,
    class: usize,
    #[serde(default)]
    nature: MeetingNature,
    topic: String,
    purpose: String,
    sessions: Vec<SessionRow>,
    venue: String,
    mode: MeetingMode,
    level: Attendance,
    attendees: Vec<String>,
    headcount: u32,
    staff: u32,
    agenda: Vec<AgendaItem>,
    #[serde(default)]
    budget_fen: i64,
    #[serde(default)]
    budget_source: String,
    begun: NaiveDateTime,
    steps: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SessionRow {
    from: NaiveDateTime,
    to: NaiveDateTime,
}

/// Reads the requests.
///
/// # Errors
///
/// When the data are no TOML of the shape, or name what does not exist; a test excludes it.
pub(super) fn read(district: &District) -> anyhow::Result<Vec<Story>> {
    let data: Data = toml::from_str(DATA)?;
    let documents =
        data.documents.into_iter().flat_map(DocumentRow::all).map(|row| row.story(district));
    let meetings = data.meetings.into_iter().map(|row| row.story(district));
    documents.chain(meetings).collect()
}

impl DocumentRow {
    /// The row itself and the others that it stands for.
    fn all(self) -> Vec<Self> {
        let other = |also: &AlsoRow| {
            let mut row = self.clone();
            row.title.clone_from(&also.title);
            (row.characters, row.begun) = (also.characters, also.begun);
            row
        };
        let others: Vec<_> = self.also.iter().map(other).collect();
        std::iter::once(self).chain(others).collect()
    }

    fn story(self, district: &District) -> anyhow::Result<Story> {
        let drafter = district.person(&self.drafter)?;
        let begun = Timestamp::at_office(self.begun);
        let steps = steps::read(&self.steps, begun, None, district)?;
        let (key, drafter_id) = (self.key.clone(), drafter.id);
        let content = Content::Document(Box::new(self.content(drafter, district)?));
        Ok(Story { key, drafter: drafter_id, begun, content, steps })
    }

    fn content(self, drafter: &Person, district: &District) -> anyhow::Result<DocumentContent> {
        let unit =
            |code: &Option<String>| code.as_deref().map(|code| district.unit(code)).transpose();
        Ok(DocumentContent {
            issuing_unit: district.unit(&self.issuing)?,
            drafting_unit: unit(&self.drafting)?.unwrap_or(drafter.unit),
            joint_units: BTreeSet::new(),
            doc_type: Some(self.doc_type),
            direction: Some(self.direction),
            category: Some(self.category),
            scope: Some(self.scope),
            body: body(&self.title, (&self.opening, &self.closing), self.characters)?,
            title: self.title,
            body_file: None,
            issued_texts: self.issued.iter().map(TextRow::issued).collect::<Result<_, _>>()?,
            annexes: Vec::new(),
            main_recipients: units(&self.recipients, district)?,
            cc: BTreeSet::new(),
            urgency: self.urgency.unwrap_or_default(),
            urgency_reason: self.urgency_reason,
            disclosure: Some(Disclosure::Public),
            disclosure_reason: String::new(),
            basis: self.basis,
            necessity: self.necessity,
            plan_item: self.plan_item,
            deploys_meeting: None,
            countersign_units: BTreeSet::new(),
            directive: self.directive,
            coordination_body: unit(&self.coordination_body)?,
            gov_consent_ref: self.gov_consent_ref,
            superior_explanation_ref: String::new(),
            normative: false,
            legal_review_ref: String::new(),
            fair_competition_ref: String::new(),
            burden: Some(BurdenAssessment::default()),
            non_classified_declared: true,
            copies: Some(30),
            contact: contact(drafter, district),
            series: self.series,
            justifications: self.justifications,
            chosen: BTreeMap::new(),
        })
    }
}

impl TextRow {
    fn issued(&self) -> Result<IssuedText, Unresolved> {
        let length = self.characters.saturating_sub(characters(&self.title));
        let text = body(&self.title, (&self.opening, &self.closing), length)?;
        Ok(IssuedText { title: self.title.clone(), text })
    }
}

fn body(title: &str, (opening, closing): (&str, &str), length: u32) -> Result<String, Unresolved> {
    filled(opening, closing, length).ok_or_else(|| Unresolved(title.to_owned()))
}

impl MeetingRow {
    fn story(self, district: &District) -> anyhow::Result<Story> {
        let drafter = district.person(&self.drafter)?;
        let begun = Timestamp::at_office(self.begun);
        let (key, drafter_id) = (self.key.clone(), drafter.id);
        let lines = self.steps.clone();
        let content = self.content(drafter, district)?;
        let steps = steps::read(&lines, begun, Some(&content), district)?;
        Ok(Story {
            key,
            drafter: drafter_id,
            begun,
            content: Content::Meeting(Box::new(content)),
            steps,
        })
    }

    fn content(self, drafter: &Person, district: &District) -> Result<MeetingContent, Unresolved> {
        let session = |row: &SessionRow| Session {
            starts_at: Timestamp::at_office(row.from),
            ends_at: Timestamp::at_office(row.to),
        };
        let host = self.host.as_deref().map_or(Ok(drafter.unit), |code| district.unit(code))?;
        let convener = |login: &String| district.person(login).map(|person| person.id);
        Ok(MeetingContent {
            host_unit: host,
            co_hosts: BTreeSet::new(),
            in_name_of: host,
            title: self.title,
            nature: self.nature,
            comprehensive: self.comprehensive,
            class: self
                .class
                .checked_sub(1)
                .and_then(|place| MeetingClass::ALL.get(place))
                .copied(),
            topic: self.topic,
            purpose: self.purpose,
            sessions: self.sessions.iter().map(session).collect(),
            venue: self.venue,
            mode: Some(self.mode),
            required_level: Some(self.level),
            convener: self.convener.as_ref().map(convener).transpose()?,
            attendee_units: units(&self.attendees, district)?,
            headcount: Some(self.headcount),
            staff_count: Some(self.staff),
            leaders_attending: BTreeSet::new(),
            agenda: self.agenda,
            materials: Vec::new(),
            budget_fen: self.budget_fen,
            budget_source: self.budget_source,
            plan_item: None,
            superior_notice_ref: String::new(),
            superior_explanation_ref: String::new(),
            non_classified_declared: true,
            contact: contact(drafter, district),
            justifications: BTreeMap::new(),
            chosen: BTreeMap::new(),
        })
    }
}

fn units(codes: &[String], district: &District) -> Result<BTreeSet<UnitId>, Unresolved> {
    codes.iter().map(|code| district.unit(code)).collect()
}

fn contact(drafter: &Person, district: &District) -> Contact {
    Contact { name: drafter.name.clone(), phone: district.phone(drafter.id).to_owned() }
}

/// What somebody does to a request, with what they say.
fn action(
    word: &str,
    opinion: &str,
    meeting: Option<&MeetingContent>,
) -> Result<Action, Unresolved> {
    let opinion = opinion.to_owned();
    Ok(match word {
        "submit" => Action::Submit {},
        "approve" => Action::Approve { opinion, accept: Vec::new() },
        "return" => Action::return_to_drafter(opinion),
        "pass_recheck" => Action::PassRecheck {},
        "assign_number" => Action::AssignNumber {},
        "seal" => Action::Seal {},
        "issue" => Action::Issue {},
        "archive" => Action::Archive {},
        "send_notice" => Action::SendNotice {},
        "record_held" => {
            let held = meeting.and_then(steps::as_planned);
            Action::RecordHeld { actual: held.ok_or_else(|| Unresolved(word.to_owned()))? }
        }
        "close" => Action::Close {},
        _ => return Err(Unresolved(word.to_owned())),
    })
}
