//! Work groups in chats (工作群台账).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use baopi_engine::{GroupChange, GroupView, GroupsWanted};
use baopi_workflow::chat_group::{ChatGroup, NewChatGroup, Platform, Reminder};
use baopi_workflow::{ChatGroupId, Organisation, UnitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    FormatQuery, ImportedAnswer, SentFile, TableUpload, Told, added, exported, imported, listed,
};
use crate::api::command::repeated;
use crate::api::list::{Answered, PageQuery, Paged};
use crate::api::names::UnitName;
use crate::api::problems::{Idempotent, NotFound, NotNow, Reading, Writing};
use crate::door::Id;
use crate::door::body::Sent;
use crate::door::problem::Problem;
use crate::door::query::{Listed, StrictQuery};
use crate::door::session::Bearer;
use crate::door::state::AppState;

/// A work group.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChatGroup)]
pub(crate) struct GroupAnswer {
    /// The identifier, as a change names the group.
    id: Uuid,
    /// `wechat`, `wecom`, `qq`, `dingtalk`, `feishu` or `other`.
    #[schema(example = "wechat")]
    platform: &'static str,
    /// 群名称
    name: String,
    /// 群主
    owner: String,
    /// The unit that answers for it.
    unit: UnitName,
    /// What it is about.
    topic: String,
    /// 用途
    purpose: String,
    /// Its last day; absent for a standing one.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_on: Option<String>,
    /// When somebody last wrote in it.
    last_active_on: String,
    /// How many are in it.
    members: u32,
    /// When it was dissolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    dissolved_on: Option<String>,
    /// What CHAT-GROUP says of it: `expired`, `idle`, `double`.
    #[schema(example = json!(["expired"]))]
    reminders: Vec<&'static str>,
}

impl GroupAnswer {
    fn of(group: &ChatGroup, reminders: &[Reminder], organisation: &Organisation) -> Self {
        Self {
            id: group.id.0,
            platform: group.platform.key(),
            name: group.name.clone(),
            owner: group.owner.clone(),
            unit: UnitName::of(group.unit, organisation),
            topic: group.topic.clone(),
            purpose: group.purpose.clone(),
            ends_on: group.ends_on.map(|on| on.to_string()),
            last_active_on: group.last_active_on.to_string(),
            members: group.members,
            dissolved_on: group.dissolved_on.map(|on| on.to_string()),
            reminders: reminders.iter().map(|reminder| reminder.key()).collect(),
        }
    }
}

impl Told for ChatGroup {
    type Answer = GroupAnswer;

    fn told(shown: &GroupView, organisation: &Organisation) -> GroupAnswer {
        GroupAnswer::of(&shown.group, &shown.reminders, organisation)
    }
}

/// A group that is registered.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewChatGroup)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupWish {
    /// `wechat`, `wecom`, `qq`, `dingtalk`, `feishu` or `other`.
    #[schema(example = "wechat")]
    platform: Platform,
    /// 群名称, at most 60 characters.
    name: String,
    /// 群主
    owner: String,
    /// The unit that answers for it.
    unit: Uuid,
    /// What it is about; two open groups of a unit about the same topic should be one.
    topic: String,
    /// 用途
    purpose: String,
    /// Its last day; absent for a standing one.
    #[serde(default)]
    #[schema(example = "2026-10-31")]
    ends_on: Option<NaiveDate>,
    /// When somebody last wrote in it; today if nothing is said.
    #[serde(default)]
    #[schema(example = "2026-09-15")]
    last_active_on: Option<NaiveDate>,
    /// How many are in it.
    members: u32,
}

impl GroupWish {
    fn into_new(self, today: NaiveDate) -> NewChatGroup {
        let line = |text: String| text.trim().to_owned();
        NewChatGroup {
            platform: self.platform,
            name: line(self.name),
            owner: line(self.owner),
            unit: UnitId(self.unit),
            topic: line(self.topic),
            purpose: line(self.purpose),
            ends_on: self.ends_on,
            last_active_on: self.last_active_on.unwrap_or(today),
            members: self.members,
        }
    }
}

/// What is done with a group.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ChatGroupChange)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeWish {
    /// `active`: somebody has written in it today; or `dissolve`.
    #[schema(value_type = String, example = "dissolve")]
    change: GroupChange,
}

/// Which groups.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupsQuery {
    /// Of this unit; offices, leaders and auditors see all units, everybody else their own.
    unit: Option<Uuid>,
    /// Only those of which CHAT-GROUP says something.
    #[serde(default)]
    due: bool,
    /// Dissolved ones instead of open ones.
    #[serde(default)]
    dissolved: bool,
}

/// List the work groups
///
/// In the order of their names.
#[utoipa::path(
    get,
    path = "/chat-groups",
    operation_id = "list_chat_groups",
    tag = "books",
    params(PageQuery, GroupsQuery),
    responses((status = 200, description = "Groups", body = Paged<GroupAnswer>), Reading)
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Listed(query, page): Listed<GroupsQuery>,
) -> Result<Answered<GroupAnswer>, Problem> {
    let GroupsQuery { unit, due, dissolved } = query;
    let wanted = GroupsWanted { unit: unit.map(UnitId), due, dissolved };
    listed::<ChatGroup>(&state, &viewer, wanted, &page).await
}

/// Register a work group
#[utoipa::path(
    post,
    path = "/chat-groups",
    operation_id = "add_chat_group",
    tag = "books",
    params(Idempotent),
    request_body = GroupWish,
    responses((status = 201, description = "Registered", body = GroupAnswer), Writing)
)]
pub(crate) async fn add(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Sent { body: wish, key }: Sent<GroupWish>,
) -> Result<Response, Problem> {
    let new = wish.into_new(state.engine.now().date());
    let done = added::<ChatGroup>(&state, &viewer, new, key).await?;
    let answer = GroupAnswer::of(&done.done, &[], &viewer.organisation);
    Ok(repeated((StatusCode::CREATED, Json(answer)).into_response(), done.replayed))
}

/// Change a work group
#[utoipa::path(
    post,
    path = "/chat-groups/{id}/changes",
    operation_id = "change_chat_group",
    tag = "books",
    params(
        ("id" = Uuid, Path, description = "The group"),
        Idempotent
    ),
    request_body = ChangeWish,
    responses(
        (status = 200, description = "Changed", body = GroupAnswer),
        NotFound,
        NotNow,
        Writing
    )
)]
pub(crate) async fn change(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    Id(id): Id<ChatGroupId>,
    Sent { body: ChangeWish { change }, key }: Sent<ChangeWish>,
) -> Result<Response, Problem> {
    let done = state.engine.change_entry::<ChatGroup>(viewer.person, id, change, key).await;
    let done = done.map_err(|error| Problem::of(error, &viewer.organisation))?;
    let answer = GroupAnswer::of(&done.done, &[], &viewer.organisation);
    Ok(repeated(Json(answer).into_response(), done.replayed))
}

/// Export the work groups
#[utoipa::path(
    get,
    path = "/chat-groups/table",
    operation_id = "export_chat_groups",
    tag = "books",
    params(FormatQuery),
    responses((status = 200, description = "A table", content_type = "text/csv"), Reading)
)]
pub(crate) async fn table(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    StrictQuery(FormatQuery { format }): StrictQuery<FormatQuery>,
) -> Result<Response, Problem> {
    let wanted = GroupsWanted::default();
    exported::<ChatGroup>(&state, &viewer, wanted, (format, "chat-groups")).await
}

/// Import work groups
///
/// Wrong lines have the code `lines_refused`: `lines` lists every line and field, and nothing is imported.
#[utoipa::path(
    post,
    path = "/chat-groups/imports",
    operation_id = "import_chat_groups",
    tag = "books",
    params(Idempotent),
    request_body(content = TableUpload, content_type = "multipart/form-data"),
    responses((status = 201, description = "Imported", body = ImportedAnswer), Writing)
)]
pub(crate) async fn import(
    State(state): State<AppState>,
    Bearer(viewer): Bearer,
    sent: SentFile,
) -> Result<Response, Problem> {
    imported::<ChatGroup>(&state, &viewer, sent).await
}
