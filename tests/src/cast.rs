//! The people of the demonstration, each acting through the API as a program of theirs would.

use std::collections::BTreeMap;

use anyhow::Context;
use serde_json::{Value, json};

use crate::client::{Answer, Client, Upload};
use crate::program::Program;

/// The password of everybody in the demonstration.
pub const PASSWORD: &str = "baopi-demo";

/// The drafter at the bureau of agriculture.
pub const DRAFTER: &str = "shenjia";
/// The head of the bureau of agriculture.
pub const HEAD: &str = "jiangdawei";
/// The reviewer of the office.
pub const REVIEWER: &str = "sunxiaomei";
/// The leader responsible for agriculture.
pub const LEADER: &str = "wangxiulan";
/// The main leader.
pub const MAYOR: &str = "zhoumingyuan";
/// The registrar of the office.
pub const REGISTRAR: &str = "qianyongfu";
/// The auditor.
pub const AUDITOR: &str = "wuhaiyan";
/// The administrator.
pub const ADMIN: &str = "zhangwei";
/// The other administrator, who confirms what the first one proposes.
pub const SECOND_ADMIN: &str = "fangyuan";
/// The head of another bureau, who has nothing to do with agriculture.
pub const STRANGER: &str = "zhengguoqing";

/// Everybody signed in so far, and the units by their code.
#[derive(Debug)]
pub struct Cast {
    address: String,
    clients: BTreeMap<String, Client>,
    units: BTreeMap<String, String>,
}

/// A request as its last change left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Identifier.
    pub id: String,
    /// Version.
    pub version: u64,
    /// Where it stands.
    pub status: String,
}

impl Known {
    fn of(answer: &Value) -> anyhow::Result<Self> {
        let text =
            |name: &str| answer[name].as_str().with_context(|| format!("{name} in {answer}"));
        let version = answer["version"].as_u64().with_context(|| format!("version in {answer}"))?;
        Ok(Self { id: text("request")?.to_owned(), version, status: text("status")?.to_owned() })
    }
}

impl Cast {
    /// Signs the drafter in and learns the units.
    ///
    /// # Errors
    ///
    /// When the program does not answer as it should.
    pub async fn of(program: &Program) -> anyhow::Result<Self> {
        let mut cast = Self {
            address: program.address().to_owned(),
            clients: BTreeMap::new(),
            units: BTreeMap::new(),
        };
        let units = cast
            .client(DRAFTER)
            .await?
            .get("/api/v1/units?limit=100")
            .await?
            .expect(200)?
            .json()?;
        for unit in units["items"].as_array().context("no units")? {
            if let (Some(code), Some(id)) = (unit["code"].as_str(), unit["id"].as_str()) {
                cast.units.insert(code.to_owned(), id.to_owned());
            }
        }
        Ok(cast)
    }

    /// The client of one person.
    ///
    /// # Errors
    ///
    /// When the person cannot sign in.
    pub async fn client(&mut self, login: &str) -> anyhow::Result<&Client> {
        if !self.clients.contains_key(login) {
            let client = Client::new(&self.address)?.with_token(login, PASSWORD).await?;
            self.clients.insert(login.to_owned(), client);
        }
        Ok(&self.clients[login])
    }

    /// The identifier of the unit with this code.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn unit(&self, code: &str) -> anyhow::Result<&str> {
        self.units.get(code).map(String::as_str).with_context(|| format!("no unit {code}"))
    }

    /// Has a route proposed by one administrator and confirmed by the other; the answer to the second.
    ///
    /// # Errors
    ///
    /// When one of them is refused.
    pub async fn route_in_force(&mut self, text: &str) -> anyhow::Result<Value> {
        let admin = self.client(ADMIN).await?;
        let proposed = admin.post("/api/v1/routes", &json!({ "text": text })).await?;
        let id = proposed.expect(201)?.json()?["id"].as_str().unwrap_or_default().to_owned();
        self.confirm(&format!("/api/v1/routes/proposals/{id}/settlement")).await
    }

    /// Has a year of the calendar, lines of `日期,安排,节日`, proposed by one administrator and confirmed by the other.
    ///
    /// # Errors
    ///
    /// When one of them is refused.
    pub async fn calendar_in_force(&mut self, lines: &str) -> anyhow::Result<Value> {
        let bytes = format!("日期,安排,节日\n{lines}\n").into_bytes();
        let file = Upload { field: "file", name: "年.csv", media_type: "text/csv", bytes: &bytes };
        let admin = self.client(ADMIN).await?;
        let brought = admin.post_file("/api/v1/working-days/imports", &[], file).await?;
        let year = brought.expect(201)?.json()?["year"].as_i64().context("no year")?;
        let known = self.sees(ADMIN, &format!("/api/v1/working-days?year={year}")).await?;
        let id = known["proposals"][0]["id"].as_str().context("no proposal")?.to_owned();
        self.confirm(&format!("/api/v1/working-days/proposals/{id}/settlement")).await
    }

    async fn confirm(&mut self, path: &str) -> anyhow::Result<Value> {
        let confirm = json!({ "settlement": "confirm" });
        self.client(SECOND_ADMIN).await?.post(path, &confirm).await?.expect(200)?.json()
    }

    /// A document of the bureau of agriculture that no rule has anything against, with this text.
    ///
    /// # Errors
    ///
    /// When the units are not those of the demonstration.
    pub fn document(&self, title: &str, body: &str) -> anyhow::Result<Value> {
        let agriculture = self.unit("U13")?;
        Ok(json!({
            "kind": "document",
            "issuing_unit": agriculture,
            "drafting_unit": agriculture,
            "title": title,
            "body": body,
            "doc_type": "notice",
            "direction": "lateral",
            "category": "other",
            "scope": "comprehensive",
            "main_recipients": [self.unit("U12")?],
            "disclosure": "public",
            "basis": [{"kind": "committee_decision", "reference": "区政府常务会议"}],
            "necessity": "落实秋粮收购服务工作部署的需要。",
            "burden": {"adds_forms": false, "adds_reports": false, "adds_inspection": false, "note": ""},
            "non_classified_declared": true,
            "contact": {"name": "沈佳", "phone": "0000-0000"},
        }))
    }

    /// A meeting of the bureau of agriculture that no rule has anything against, of so many seconds on 2026-10-22,
    /// weeks behind every meeting of the demonstration.
    ///
    /// # Errors
    ///
    /// When the units are not those of the demonstration.
    pub fn meeting(&self, title: &str, seconds: i64) -> anyhow::Result<Value> {
        let agriculture = self.unit("U13")?;
        let starts_at = 1_792_630_800_000_i64; // 2026-10-22T09:00+08:00
        Ok(json!({
            "kind": "meeting",
            "host_unit": agriculture,
            "in_name_of": agriculture,
            "title": title,
            "class": "iv",
            "topic": title,
            "purpose": "部署秋冬季农业生产重点工作。",
            "sessions": [session(starts_at, starts_at + seconds * 1000)],
            "mode": "video",
            "required_level": "section_head",
            "attendee_units": [self.unit("U12")?],
            "headcount": 40,
            "agenda": [{"item": "部署", "speaker": "王秀兰", "kind": "speech", "minutes": 30}],
            "non_classified_declared": true,
            "contact": {"name": "沈佳", "phone": "0000-0000"},
        }))
    }

    /// Begins a request.
    ///
    /// # Errors
    ///
    /// When it is refused.
    pub async fn create(&mut self, login: &str, content: &Value) -> anyhow::Result<Known> {
        let client = self.client(login).await?;
        Known::of(&client.post("/api/v1/requests", content).await?.expect(201)?.json()?)
    }

    /// Tries an action on the request as it is known.
    ///
    /// # Errors
    ///
    /// When no answer comes.
    pub async fn tries(
        &mut self,
        login: &str,
        known: &Known,
        action: &Value,
    ) -> anyhow::Result<Answer> {
        let path = format!("/api/v1/requests/{}/actions", known.id);
        let seen = format!("\"v{}\"", known.version);
        self.client(login).await?.post_with(&path, action, &[("if-match", &seen)]).await
    }

    /// Acts, and knows the request as the action leaves it.
    ///
    /// # Errors
    ///
    /// When it is refused.
    pub async fn does(
        &mut self,
        login: &str,
        known: &mut Known,
        action: Value,
    ) -> anyhow::Result<()> {
        let answer = self.tries(login, known, &action).await?.expect(200);
        *known = Known::of(&answer.with_context(|| format!("{login} {action}"))?.json()?)?;
        Ok(())
    }

    /// Begins a document of the drafter's that no rule has anything against, and takes the first so many of the usual
    /// steps.
    ///
    /// # Errors
    ///
    /// When one is refused.
    pub async fn document_after(&mut self, title: &str, steps: usize) -> anyhow::Result<Known> {
        let content = self.document(title, "现将有关事项通知如下。")?;
        let mut known = self.create(DRAFTER, &content).await?;
        self.carry(&mut known, steps).await?;
        Ok(known)
    }

    /// Tries an action that has to be refused with this status and code, and returns the problem.
    ///
    /// # Errors
    ///
    /// When it is carried out, or refused for another reason.
    pub async fn refused(
        &mut self,
        login: &str,
        known: &Known,
        action: &Value,
        (status, code): (u16, &str),
    ) -> anyhow::Result<Value> {
        let answer = self.tries(login, known, action).await?.expect(status);
        let problem = answer.with_context(|| format!("{login} {action}"))?.json()?;
        anyhow::ensure!(problem["code"] == code, "{login} {action}: {code} expected: {problem}");
        Ok(problem)
    }

    /// What a path answers to one person, which has to be 200 and JSON.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub async fn sees(&mut self, login: &str, path: &str) -> anyhow::Result<Value> {
        self.client(login).await?.get(path).await?.expect(200)?.json()
    }

    /// The request as one person sees it.
    ///
    /// # Errors
    ///
    /// When the person does not see it.
    pub async fn shows(&mut self, login: &str, known: &Known) -> anyhow::Result<Value> {
        self.sees(login, &format!("/api/v1/requests/{}", known.id)).await
    }

    /// The entries of the request's record, the oldest first, as the auditor sees them.
    ///
    /// # Errors
    ///
    /// When they cannot be seen.
    pub async fn timeline(&mut self, known: &Known) -> anyhow::Result<Vec<Value>> {
        let record = self.sees(AUDITOR, &format!("/api/v1/requests/{}/timeline", known.id)).await?;
        Ok(record["items"].as_array().context("no entries")?.clone())
    }

    /// Uploads a file.
    ///
    /// # Errors
    ///
    /// When no answer comes.
    pub async fn uploads(
        &mut self,
        login: &str,
        name: &str,
        bytes: &[u8],
    ) -> anyhow::Result<Answer> {
        let file = Upload { field: "file", name, media_type: "application/octet-stream", bytes };
        let answer = self.client(login).await?.post_file("/api/v1/files", &[], file).await;
        answer.with_context(|| format!("{login} uploads {name} of {} bytes", bytes.len()))
    }

    /// Takes the first so many of the usual steps of a document that was begun; all of them lead to the archive.
    ///
    /// # Errors
    ///
    /// When one is refused.
    pub async fn carry(&mut self, known: &mut Known, steps: usize) -> anyhow::Result<()> {
        for (login, action) in usual_steps().into_iter().take(steps) {
            self.does(login, known, action).await?;
        }
        Ok(())
    }
}

/// The rules that a problem names, or that a preview finds, in their order.
#[must_use]
pub fn rules(judged: &Value) -> Vec<&str> {
    let findings = judged["findings"].as_array().map(Vec::as_slice).unwrap_or_default();
    findings.iter().filter_map(|finding| finding["rule"].as_str()).collect()
}

/// What one rule found, in a problem or a preview.
///
/// # Errors
///
/// When it found nothing.
pub fn finding<'v>(judged: &'v Value, rule: &str) -> anyhow::Result<&'v Value> {
    let findings = judged["findings"].as_array().map(Vec::as_slice).unwrap_or_default();
    let found = findings.iter().find(|finding| finding["rule"] == rule);
    found.with_context(|| format!("{rule} is not among {judged}"))
}

/// The address to which a person's mail goes.
#[must_use]
pub fn address(login: &str) -> String {
    format!("{login}@demo.invalid")
}

/// An action that needs nothing but its name.
#[must_use]
pub fn action(name: &str) -> Value {
    json!({ "action": name })
}

/// An action with the words of whoever takes it.
#[must_use]
pub fn says(name: &str, opinion: &str) -> Value {
    json!({ "action": name, "opinion": opinion })
}

/// Consent.
#[must_use]
pub fn approve() -> Value {
    json!({"action": "approve", "opinion": "同意"})
}

/// The usual steps of a document from draft to archive; the first four lead any request to its signature.
#[must_use]
pub fn usual_steps() -> Vec<(&'static str, Value)> {
    vec![
        (DRAFTER, action("submit")),
        (HEAD, approve()),
        (REVIEWER, approve()),
        (LEADER, approve()),
        (REVIEWER, action("pass_recheck")),
        (REGISTRAR, action("assign_number")),
        (REGISTRAR, action("seal")),
        (REGISTRAR, action("issue")),
        (REGISTRAR, action("archive")),
    ]
}

/// An instant, in milliseconds since 1970, as the API takes it.
///
/// # Panics
///
/// For an instant beyond the years that a calendar has.
#[must_use]
pub fn rfc3339(millis: i64) -> String {
    let office = chrono::FixedOffset::east_opt(8 * 3_600).expect("an offset of eight hours");
    let at = chrono::DateTime::from_timestamp_millis(millis).expect("an instant of this age");
    at.with_timezone(&office).to_rfc3339()
}

/// A session of a meeting between two instants, in milliseconds since 1970, as the API takes it.
#[must_use]
pub fn session(starts_at: i64, ends_at: i64) -> Value {
    json!({ "starts_at": rfc3339(starts_at), "ends_at": rfc3339(ends_at) })
}
