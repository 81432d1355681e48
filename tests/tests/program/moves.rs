//! Every move beside the usual decision, through the whole program and with the mail that follows it.

use baopi_tests::cast::{Cast, DRAFTER, Known, address};
use baopi_tests::invariants;
use baopi_tests::office::{Backend, Office};
use baopi_tests::program::Program;
use baopi_tests::smtp::SmtpServer;
use serde_json::{Value, json};

mod asked;
mod back;
mod beside;
mod meeting;
mod page;
mod two;
mod vote;

/// What most scenarios are about.
const TITLE: &str = "关于做好冬小麦播种服务工作的通知";
/// The head of the office that runs the approvals.
const CHIEF: &str = "zhaolixin";
/// Another leader of the rank of the responsible one.
const OTHER_LEADER: &str = "lijianguo";
/// The heads of the treasury, of forestry and of emergency management, and of a township.
const TREASURY: &str = "xuzhihua";
const FORESTRY: &str = "luomin";
const EMERGENCY: &str = "zhengguoqing";
const TOWNSHIP: &str = "heli";

/// The demonstration with its mail, in one hand.
struct House {
    office: Office,
    mail: SmtpServer,
    program: Program,
    cast: Cast,
}

impl House {
    async fn open(backend: Backend) -> anyhow::Result<Self> {
        let (office, mail) = (Office::new(backend).await?, SmtpServer::start().await?);
        let program = office.open(&mail).await?;
        let cast = Cast::of(&program).await?;
        Ok(Self { office, mail, program, cast })
    }

    /// Stops the program and checks the record.
    async fn close(self) -> anyhow::Result<()> {
        assert_eq!(self.program.stop().await?.code(), Some(0));
        invariants::hold(&self.office).await
    }

    /// Waits for the mail to this person with this subject, and returns its text.
    async fn told(&self, login: &str, subject: &str) -> anyhow::Result<String> {
        Ok(self.mail.wait_for_mail(&address(login), subject).await?.text())
    }

    /// A document after so many of the usual steps.
    async fn document(&mut self, steps: usize) -> anyhow::Result<Known> {
        self.cast.document_after(TITLE, steps).await
    }

    /// The identifier of a person.
    async fn person(&mut self, login: &str) -> anyhow::Result<Value> {
        Ok(self.cast.sees(login, "/api/v1/me").await?["id"].clone())
    }

    /// An action that names somebody.
    async fn naming(&mut self, action: &str, field: &str, login: &str) -> anyhow::Result<Value> {
        let mut action = json!({ "action": action, "opinion": "请一并研究。" });
        action[field] = self.person(login).await?;
        Ok(action)
    }

    /// Who is asked, how each came to be asked, what they answered and whether it is their turn.
    async fn asked(&mut self, known: &Known) -> anyhow::Result<Vec<String>> {
        let shown = self.cast.shows(DRAFTER, known).await?;
        let tasks = shown["tasks"].as_array().cloned().unwrap_or_default();
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let told = |task: &Value| {
            let turn = if task["turn"] == true { " now" } else { "" };
            format!(
                "{} {} {}{turn}",
                word(&task["person"]["name"]),
                word(&task["asked"]),
                word(&task["answer"])
            )
        };
        Ok(tasks.iter().map(told).collect())
    }

    /// What waits on this person's desk.
    async fn waits(&mut self, login: &str, known: &Known) -> anyhow::Result<bool> {
        let desk = self.cast.sees(login, "/api/v1/desk?limit=100").await?;
        let items = desk["items"].as_array().cloned().unwrap_or_default();
        Ok(items.iter().any(|item| item["id"] == known.id.as_str()))
    }
}

/// The types of the entries of the record, but for those that only say where it stands next.
async fn happened(cast: &mut Cast, known: &Known) -> anyhow::Result<Vec<String>> {
    let entries = cast.timeline(known).await?;
    let types = entries.iter().filter_map(|entry| entry["what"]["type"].as_str());
    Ok(types.filter(|what| !["entered", "refused"].contains(what)).map(str::to_owned).collect())
}
