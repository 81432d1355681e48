//! What the API answers: shapes of its own, so that nothing stored is shown by accident.

use baopi_engine::{Preview, RequestView, TimelineEntry};
use baopi_messages::Language;
use baopi_workflow::request::{Actual, Signature};
use baopi_workflow::tally::Mode;
use baopi_workflow::{Content, Kind, Measure, Organisation, PersonId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use self::stage::StageAnswer;
use self::standing::{ProposalAnswer, ReaderAnswer, SuspensionAnswer, TaskAnswer};
use crate::api::names::{PersonName, UnitName, word};
use crate::door::problem::FindingBody;
use crate::door::strict::Body;

mod stage;
mod standing;

/// What a content measures.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MeasureAnswer {
    /// 字 of body and issued texts; 0 for a meeting.
    #[schema(example = 5000)]
    characters: u32,
    /// What word processors call 字数; for information.
    words_approx: u32,
    /// Minutes of all sessions; 0 for a document.
    #[schema(example = 0)]
    minutes: u32,
}

impl From<Measure> for MeasureAnswer {
    fn from(measure: Measure) -> Self {
        let Measure { characters, words_approx, minutes } = measure;
        Self { characters, words_approx, minutes }
    }
}

/// What submitting a content would meet with.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PreviewAnswer {
    measure: MeasureAnswer,
    /// The worst: `pass`, `advisory`, `needs_justification` or `block`.
    verdict: &'static str,
    /// Everything that the rules find, the worst first.
    findings: Vec<FindingBody>,
    /// The stages on the way and whom each would ask.
    way: Vec<StageAnswer>,
    /// Why a submission would be refused before any rule is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<RefusalAnswer>,
}

/// A refusal, in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefusalAnswer {
    /// The code of what is missing, as refusals have it.
    #[schema(example = "nobody_for")]
    code: &'static str,
    /// Why, in Chinese.
    message_zh: String,
    /// Why, in English.
    message_en: String,
    /// The way out, in Chinese.
    advice_zh: String,
    /// The way out, in English.
    advice_en: String,
}

impl PreviewAnswer {
    pub(crate) fn of(preview: &Preview, organisation: &Organisation) -> Self {
        let name = |person| PersonName::of(person, organisation).name;
        let refusal = preview.refusal.as_ref().map(|refusal| RefusalAnswer {
            code: refusal.code(),
            message_zh: baopi_messages::refusal(Language::Zh, refusal, &name),
            message_en: baopi_messages::refusal(Language::En, refusal, &name),
            advice_zh: baopi_messages::refusal_advice(Language::Zh, refusal),
            advice_en: baopi_messages::refusal_advice(Language::En, refusal),
        });
        Self {
            measure: preview.measure.into(),
            verdict: preview.verdict.key(),
            findings: preview.findings.iter().map(FindingBody::of).collect(),
            way: StageAnswer::each(&preview.way, organisation),
            refusal,
        }
    }
}

/// The signature that made a content final.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SignatureAnswer {
    /// What was signed.
    digest: String,
    /// Whose signature.
    signer: PersonName,
    /// Who acted, if a stand-in.
    actor: PersonName,
    /// `responsible_leader` or `main_leader`.
    rank: String,
    /// When it was signed.
    at: String,
    /// 成文日期
    doc_date: String,
    /// The exceptions that were accepted, by rule.
    accepted: Vec<String>,
}

impl SignatureAnswer {
    fn of(signature: &Signature, organisation: &Organisation) -> Self {
        Self {
            digest: signature.digest.to_string(),
            signer: PersonName::of(signature.signer, organisation),
            actor: PersonName::of(signature.actor, organisation),
            rank: word(&signature.rank),
            at: signature.at.to_string(),
            doc_date: signature.doc_date.to_string(),
            accepted: signature.accepted.iter().map(ToString::to_string).collect(),
        }
    }
}

/// How a meeting went.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeldAnswer {
    /// Begin.
    starts_at: String,
    /// End.
    ends_at: String,
    /// People who came.
    headcount: u32,
    /// How.
    mode: String,
    /// Where.
    venue: String,
    /// Units that did not come.
    no_show: u32,
}

impl From<&Actual> for HeldAnswer {
    fn from(actual: &Actual) -> Self {
        Self {
            starts_at: actual.starts_at.to_string(),
            ends_at: actual.ends_at.to_string(),
            headcount: actual.headcount,
            mode: word(&actual.mode),
            venue: actual.venue.clone(),
            no_show: actual.no_show,
        }
    }
}

/// An exception that a rule asks for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExceptionAnswer {
    /// The rule.
    rule: String,
    /// Whose rank may accept it: `responsible_leader` or `main_leader`.
    rank: String,
}

/// Where the record of a request ends.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChainAnswer {
    /// Number of entries.
    length: u64,
    /// Digest of the last one.
    head: String,
}

/// A request as you may see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Request)]
pub(crate) struct RequestAnswer {
    /// The identifier, as addresses of the API name the request.
    id: Uuid,
    /// `document`, `meeting` or `inspection`.
    kind: &'static str,
    /// The title of the document, meeting or inspection.
    title: String,
    /// Where it stands; a stage of the review stands behind a colon.
    #[schema(example = "review:dept_review")]
    status: String,
    /// Number of state-changing events so far.
    version: u64,
    /// Number of the text, from 1.
    revision: u32,
    /// How often its review began: by a submission, a return to a stage behind, a decision taken back, another date.
    round: u32,
    /// SHA-256 of the text in canonical form: what a signature names.
    digest: String,
    measure: MeasureAnswer,
    /// Who issues or convenes.
    unit: UnitName,
    /// Where it was written.
    drafting_unit: UnitName,
    /// Who wrote it.
    drafter: PersonName,
    /// Whom it waits for now.
    waiting_for: Vec<PersonName>,
    /// Everybody who is asked where it stands, whether it is their turn or not.
    tasks: Vec<TaskAnswer>,
    /// How their answers count: `any`, `all`, `in_order`, or the rule of a `vote`.
    mode: Mode,
    /// The day by which they should have answered. Nothing passes by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_on: Option<String>,
    /// The stage to which it comes straight back after a return.
    #[serde(skip_serializing_if = "Option::is_none")]
    come_back: Option<String>,
    /// To whom it was given to read, and who has read it.
    readers: Vec<ReaderAnswer>,
    /// When somebody was last urged.
    #[serde(skip_serializing_if = "Option::is_none")]
    urged_at: Option<String>,
    /// What a second person has to agree to before anything else moves.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposal: Option<ProposalAnswer>,
    /// That nothing moves until it is taken up again.
    #[serde(skip_serializing_if = "Option::is_none")]
    suspended: Option<SuspensionAnswer>,
    /// The meeting with which this one is held back to back.
    #[serde(skip_serializing_if = "Option::is_none")]
    cluster: Option<Uuid>,
    /// The meeting of which this one became a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    merged_into: Option<Uuid>,
    /// Where the meeting is held, if not where its text says.
    #[serde(skip_serializing_if = "Option::is_none")]
    venue: Option<String>,
    /// How many people come, if not as many as its text says.
    #[serde(skip_serializing_if = "Option::is_none")]
    headcount: Option<u32>,
    /// What has to be accepted on the way.
    exceptions: Vec<ExceptionAnswer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<SignatureAnswer>,
    /// 发文字号
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "青农发〔2026〕15号")]
    number: Option<String>,
    /// 印发日期
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_on: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    held: Option<HeldAnswer>,
    /// When it was begun.
    created_at: String,
    /// When it last changed.
    updated_at: String,
    chain: ChainAnswer,
    /// The text, as it was sent.
    #[schema(value_type = baopi_workflow::Content)]
    content: Value,
    /// What the rules find now.
    findings: Vec<FindingBody>,
    /// What you may do now.
    #[schema(example = json!(["approve", "return", "reject"]))]
    offers: Vec<&'static str>,
    /// The stages.
    way: Vec<StageAnswer>,
}

impl RequestAnswer {
    /// # Errors
    ///
    /// None that can happen: a content came in as JSON.
    pub(crate) fn of(view: &RequestView) -> Result<Self, serde_json::Error> {
        let RequestView { request, content, organisation, findings, offers, way, .. } = view;
        let exception = |exception: &baopi_workflow::event::Exception| ExceptionAnswer {
            rule: exception.rule.to_string(),
            rank: word(&exception.rank),
        };
        Ok(Self {
            id: request.id.0,
            kind: request.kind.key(),
            title: content.title().to_owned(),
            status: request.status.key(),
            version: request.version.0,
            revision: request.revision,
            round: request.round,
            digest: request.digest.to_string(),
            measure: request.measure.into(),
            unit: UnitName::of(request.unit, organisation),
            drafting_unit: UnitName::of(request.drafting_unit, organisation),
            drafter: PersonName::of(request.drafter, organisation),
            waiting_for: PersonName::each(request.waiting_for(), organisation),
            tasks: TaskAnswer::each(request, organisation),
            mode: request.mode,
            due_on: request.due_on.map(|date| date.to_string()),
            come_back: request.come_back.as_ref().map(ToString::to_string),
            readers: request
                .readers
                .iter()
                .map(|reader| ReaderAnswer::of(reader, organisation))
                .collect(),
            urged_at: request.urged_at.map(|at| at.to_string()),
            proposal: request.proposal.as_ref().map(|open| ProposalAnswer::of(open, organisation)),
            suspended: request
                .suspended
                .as_ref()
                .map(|suspended| SuspensionAnswer::of(suspended, organisation)),
            cluster: request.cluster.map(|id| id.0),
            merged_into: request.merged_into.map(|id| id.0),
            venue: request.venue.clone(),
            headcount: request.headcount,
            exceptions: request.exceptions.iter().map(exception).collect(),
            signature: request
                .signature
                .as_ref()
                .map(|signature| SignatureAnswer::of(signature, organisation)),
            number: request.number.as_ref().map(ToString::to_string),
            issued_on: request.issued_on.map(|date| date.to_string()),
            held: request.actual.as_ref().map(HeldAnswer::from),
            created_at: request.created_at.to_string(),
            updated_at: request.updated_at.to_string(),
            chain: ChainAnswer {
                length: request.chain.length,
                head: request.chain.head.to_string(),
            },
            content: sent(content)?,
            findings: findings.iter().map(FindingBody::of).collect(),
            offers: offers.iter().map(|action| action.key()).collect(),
            way: StageAnswer::each(way, organisation),
        })
    }
}

/// A content as the API takes it too.
fn sent(content: &Content) -> Result<Value, serde_json::Error> {
    let mut content = serde_json::to_value(content)?;
    Content::shape().write(&mut content);
    Ok(content)
}

/// The record of a request, the oldest entry first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TimelineAnswer {
    items: Vec<TimelineItem>,
}

/// One entry of the record.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TimelineItem {
    /// Place in the chain, from 1.
    seq: u64,
    /// When it happened.
    at: String,
    /// Who did it; absent for what the clock or the program did.
    #[serde(skip_serializing_if = "Option::is_none")]
    actor: Option<PersonName>,
    /// The person for whom a stand-in acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    on_behalf_of: Option<PersonName>,
    /// What happened, as it stands in the record.
    #[schema(value_type = Object, example = json!({"type": "withdrawn", "opinion": ""}))]
    what: Value,
    /// What happened, in Chinese.
    message_zh: String,
    /// What happened, in English.
    message_en: String,
    /// Digest of the entry, which names the digest of the one before.
    hash: String,
}

impl TimelineAnswer {
    /// # Errors
    ///
    /// None that can happen: an entry is stored as JSON.
    pub(crate) fn of(view: &RequestView) -> Result<Self, serde_json::Error> {
        let item =
            |entry: &TimelineEntry| TimelineItem::of(entry, view.request.kind, &view.organisation);
        Ok(Self { items: view.timeline.iter().map(item).collect::<Result<_, _>>()? })
    }
}

impl TimelineItem {
    fn of(
        entry: &TimelineEntry,
        kind: Kind,
        organisation: &Organisation,
    ) -> Result<Self, serde_json::Error> {
        let person = |id: Option<PersonId>| id.map(|id| PersonName::of(id, organisation));
        let name = |id| PersonName::of(id, organisation).name;
        Ok(Self {
            seq: entry.seq,
            at: entry.at.to_string(),
            actor: person(entry.actor),
            on_behalf_of: person(entry.on_behalf_of),
            what: serde_json::to_value(&entry.what)?,
            message_zh: baopi_messages::happening(Language::Zh, &entry.what, kind, &name),
            message_en: baopi_messages::happening(Language::En, &entry.what, kind, &name),
            hash: entry.hash.to_string(),
        })
    }
}
