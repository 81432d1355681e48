//! What people and programs ask for beside actions on requests: read from JSON and from forms by the same code.

use std::collections::BTreeMap;

use baopi_engine::NewIncoming;
use baopi_workflow::book::{FieldFault, Wrong};
use baopi_workflow::content::FileRef;
use baopi_workflow::incoming::IncomingFields;
use baopi_workflow::rules::Parameter;
use baopi_workflow::{Delegation, Kind, Organisation, PersonId};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

/// Who shall stand in for whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DelegationWish {
    /// For whom: identifier or login; absent for oneself. Only administrators may name somebody else.
    #[serde(default)]
    #[schema(example = "jiangdawei")]
    from: Option<String>,
    /// Who may decide: identifier or login.
    #[schema(min_length = 1, example = "sunxiaomei")]
    to: String,
    /// Requests of this kind only; absent for all.
    #[serde(default)]
    #[schema(example = "document")]
    scope: Option<Kind>,
    /// First day.
    #[schema(example = "2026-09-15")]
    from_on: NaiveDate,
    /// Last day, at most 366 days in all.
    #[schema(example = "2026-09-20")]
    to_on: NaiveDate,
    /// The paper that says so; at most 200 characters.
    #[schema(example = "授权书〔2026〕3号")]
    reference: String,
}

impl DelegationWish {
    /// The stand-in that `actor` asks for.
    ///
    /// # Errors
    ///
    /// The fields in which nobody is named.
    pub(crate) fn of(
        self,
        actor: PersonId,
        organisation: &Organisation,
    ) -> Result<Delegation, Vec<FieldFault>> {
        let from = self.from.map_or(Ok(actor), |from| person("from", &from, organisation));
        let to = person("to", &self.to, organisation);
        let (from, to) = both(from, to)?;
        let Self { scope, from_on, to_on, reference, .. } = self;
        Ok(Delegation { from, to, scope, from_on, to_on, reference: reference.trim().to_owned() })
    }
}

/// Who leaves, and who follows.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Leaver)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeaverWish {
    /// Whose tasks are given away: identifier or login.
    #[schema(min_length = 1, example = "sunxiaomei")]
    from: String,
    /// Who has them from now on: identifier or login.
    #[schema(min_length = 1, example = "zhaolixin")]
    to: String,
    /// Why; it stands in the record of each request.
    #[schema(min_length = 1, example = "调离本单位")]
    pub(crate) opinion: String,
}

impl LeaverWish {
    /// Who leaves, and who follows.
    ///
    /// # Errors
    ///
    /// The fields in which nobody is named.
    pub(crate) fn people(
        &self,
        organisation: &Organisation,
    ) -> Result<(PersonId, PersonId), Vec<FieldFault>> {
        both(person("from", &self.from, organisation), person("to", &self.to, organisation))
    }
}

/// Figures whose effect is looked at.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = RuleFigures)]
#[serde(deny_unknown_fields)]
pub(crate) struct FiguresWish {
    /// The figures; what is not named stays.
    #[schema(value_type = BTreeMap<String, u32>, example = json!({ "meeting_minutes": 60 }))]
    #[serde(default)]
    pub(crate) figures: BTreeMap<Parameter, u32>,
    /// The whole list of meetings that are only filed; without it, it stays.
    #[serde(default)]
    pub(crate) statutory_meetings: Option<Vec<String>>,
}

/// A change that is proposed.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewRuleProposal)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProposalWish {
    /// The figures; what is not named stays.
    #[schema(value_type = BTreeMap<String, u32>, example = json!({ "meeting_minutes": 60 }))]
    #[serde(default)]
    pub(crate) figures: BTreeMap<Parameter, u32>,
    /// The whole list of meetings that are only filed, at most 50 titles of at most 60 characters; without it, it stays.
    #[serde(default)]
    pub(crate) statutory_meetings: Option<Vec<String>>,
    /// The first day on which requests shall be judged by it: today or later, and not before the newest set.
    pub(crate) effective_on: NaiveDate,
    /// The paper that asks for it, at most 200 characters.
    pub(crate) reference: String,
}

/// A document that came in.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewIncoming)]
#[serde(deny_unknown_fields)]
pub(crate) struct IncomingWish {
    /// What stands on the paper.
    #[schema(example = json!({
        "from_unit": "云澜市人民政府", "their_number": "云政发〔2026〕3号", "title": "关于做好秋粮收购工作的通知",
        "doc_date": "2026-09-10", "received_at": "2026-09-15T09:00:00+08:00", "urgency": "normal"
    }))]
    pub(crate) fields: IncomingFields,
    /// What is written in it.
    #[serde(default)]
    pub(crate) text: Option<String>,
    /// The file from which the text was read, as `POST /files` answered it.
    #[serde(default)]
    pub(crate) file: Option<FileRef>,
    /// Whether it gets its number at once.
    #[serde(default)]
    pub(crate) register: bool,
}

impl From<IncomingWish> for NewIncoming {
    fn from(wish: IncomingWish) -> Self {
        let IncomingWish { mut fields, text, file, register } = wish;
        for line in [&mut fields.from_unit, &mut fields.their_number, &mut fields.title] {
            *line = line.trim().to_owned();
        }
        Self { fields, text, file, register }
    }
}

/// A person by identifier or login.
fn person(
    field: &str,
    named: &str,
    organisation: &Organisation,
) -> Result<PersonId, Vec<FieldFault>> {
    let by_id = named.parse().ok().and_then(|id| organisation.person(id));
    let by_login = || organisation.people().find(|person| person.login == named);
    let found = by_id.or_else(by_login).map(|person| person.id);
    found.ok_or_else(|| vec![FieldFault::new(field, Wrong::Unknown)])
}

/// Both, or what is wrong with each.
fn both<A, B>(
    one: Result<A, Vec<FieldFault>>,
    other: Result<B, Vec<FieldFault>>,
) -> Result<(A, B), Vec<FieldFault>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(one), Err(other)) => Err([one, other].concat()),
        (Err(faults), Ok(_)) | (Ok(_), Err(faults)) => Err(faults),
    }
}
