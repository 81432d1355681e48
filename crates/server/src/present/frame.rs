//! What every page has around it: the language, who reads it, where in the house it stands.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use baopi_engine::Viewer;
use baopi_messages::{Args, Argument, Language};
use baopi_workflow::{Kind, PersonId, Role, Timestamp};

/// The texts of one language, as templates ask for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Texts(pub(crate) Language);

impl Texts {
    /// The message of a key.
    pub(crate) fn t(self, key: &str) -> String {
        baopi_messages::text(self.0, key)
    }

    /// The message of a key about a number, as `$n`.
    pub(crate) fn n(self, key: &str, n: impl Into<Argument>) -> String {
        self.with(key, &Args::new().with("n", n))
    }

    /// The message of a key about a text, as `$s`.
    pub(crate) fn s(self, key: &str, s: &str) -> String {
        self.with(key, &Args::new().with("s", s))
    }

    /// The message of a key with its arguments.
    pub(crate) fn with(self, key: &str, args: &Args) -> String {
        baopi_messages::text_with(self.0, key, args)
    }

    /// How long a document is, or how long a meeting takes; an inspection has no such measure.
    pub(crate) fn size(self, kind: Kind, characters: u32, minutes: u32) -> String {
        match kind {
            Kind::Document => self.n("page-characters", characters),
            Kind::Meeting => self.n("page-minutes", minutes),
            Kind::Inspection => String::new(),
        }
    }

    /// The warning about years whose holidays are not known, if there are such years.
    pub(crate) fn unknown_years(self, years: &[i32]) -> Option<String> {
        let years: Vec<_> = years.iter().map(ToString::to_string).collect();
        let said = || self.s("working-days-unknown", &years.join(&self.t("list-separator")));
        (!years.is_empty()).then(said)
    }

    /// A word of one of the closed lists.
    pub(crate) fn word(self, list: &str, word: &str) -> String {
        baopi_messages::word(self.0, list, word)
    }

    /// An instant on the office's clock, to the minute, the same in every language.
    #[expect(clippy::unused_self, reason = "templates reach it beside the other texts")]
    pub(crate) fn at(self, at: Timestamp) -> String {
        at.local().map(|local| local.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
    }
}

/// The entries of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NavEntry {
    /// 待办
    Desk,
    /// 拟文
    Document,
    /// 拟会
    Meeting,
    /// 拟督查
    Inspection,
    /// 登记簿
    Register,
    /// 收文
    Incoming,
    /// 计划
    Plans,
    /// 工作群
    ChatGroups,
    /// 会议日历
    Calendar,
    /// 统计
    Statistics,
    /// 代理
    Delegations,
    /// 流程
    Routes,
    /// 规则参数
    Rules,
    /// 离职移交
    Leavers,
    /// None of them.
    Elsewhere,
}

/// The frame of one page.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// The texts.
    pub(crate) texts: Texts,
    /// Name of who reads, and whether they draft; nobody before sign-in.
    pub(crate) reader: Option<Reader>,
    /// Where the page stands.
    pub(crate) place: NavEntry,
    /// Where a change of language leads back to.
    pub(crate) path: String,
}

/// Who reads a page.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    /// Their name.
    pub(crate) name: String,
    /// Under whose name the browser keeps what is typed.
    pub(crate) person: PersonId,
    /// Whether they may write drafts.
    pub(crate) drafts: bool,
    /// Whether they look after the routes, or see that it is done rightly.
    pub(crate) oversees: bool,
    /// Whether they administer.
    pub(crate) administers: bool,
}

impl Frame {
    /// The frame for somebody who is signed in.
    pub(crate) fn new(
        language: Language,
        viewer: &Viewer,
        place: NavEntry,
        path: impl Into<String>,
    ) -> Self {
        let (name, person) = (viewer.name.clone(), viewer.person);
        let oversees = viewer.has(Role::Admin) || viewer.has(Role::Auditor);
        let (drafts, administers) = (viewer.has(Role::Drafter), viewer.has(Role::Admin));
        let reader = Reader { name, person, drafts, oversees, administers };
        Self { texts: Texts(language), reader: Some(reader), place, path: path.into() }
    }

    /// The frame for a stranger.
    pub(crate) fn outside(language: Language, path: impl Into<String>) -> Self {
        Self { texts: Texts(language), reader: None, place: NavEntry::Elsewhere, path: path.into() }
    }

    /// The message of a key.
    pub(crate) fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }

    /// The language as HTML names it.
    pub(crate) const fn html_language(&self) -> &'static str {
        self.texts.0.tag()
    }

    /// The other language, as the switch sends it.
    pub(crate) const fn other_language(&self) -> &'static str {
        self.texts.0.other().code()
    }

    /// Whether the page is this entry of the navigation.
    pub(crate) fn is_at(&self, place: &str) -> bool {
        matches!(
            (self.place, place),
            (NavEntry::Desk, "desk")
                | (NavEntry::Document, "document")
                | (NavEntry::Meeting, "meeting")
                | (NavEntry::Inspection, "inspection")
                | (NavEntry::Register, "register")
                | (NavEntry::Incoming, "incoming")
                | (NavEntry::Plans, "plans")
                | (NavEntry::ChatGroups, "chat-groups")
                | (NavEntry::Calendar, "calendar")
                | (NavEntry::Statistics, "statistics")
                | (NavEntry::Delegations, "delegations")
                | (NavEntry::Routes, "routes")
                | (NavEntry::Rules, "rules")
                | (NavEntry::Leavers, "leavers")
        )
    }

    /// Whether the reader looks after the routes.
    pub(crate) fn oversees(&self) -> bool {
        self.reader.as_ref().is_some_and(|reader| reader.oversees)
    }

    /// Whether the reader administers.
    pub(crate) fn administers(&self) -> bool {
        self.reader.as_ref().is_some_and(|reader| reader.administers)
    }

    /// Whether the reader writes drafts.
    pub(crate) fn drafts(&self) -> bool {
        self.reader.as_ref().is_some_and(|reader| reader.drafts)
    }
}

/// A page as an answer.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a page could not be rendered"
            );
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
