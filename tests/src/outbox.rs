//! The outbox as bare SQL sees it: what waits, what was sent, what was given up.

use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::PATIENCE;
use crate::mail::Mail;
use crate::sql::Sql;

/// A database tells nobody when it changes, so it is asked this often.
const ASK_EVERY: Duration = Duration::from_millis(50);

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier: 32 hexadecimal digits.
    pub id: String,
    /// The login of whom it is for.
    pub to: String,
    /// What it is about, such as `task_arrived`.
    pub kind: String,
    /// `pending`, `sent` or `dead`.
    pub state: String,
    /// Why the last try failed.
    pub error: Option<String>,
    /// How often it was tried.
    pub attempts: i64,
}

impl Entry {
    /// Whether a mail carries this message.
    #[must_use]
    pub fn is_carried_by(&self, mail: &Mail) -> bool {
        message_of(mail).as_ref() == Some(&self.id)
    }

    /// Whether it was given up because what it asks for has been done.
    #[must_use]
    pub fn is_obsolete(&self) -> bool {
        self.state == "dead" && self.error.as_deref() == Some("obsolete")
    }
}

/// The identifier of the message that a mail carries, out of its `Message-ID`: `<identifier@host>`.
#[must_use]
pub fn message_of(mail: &Mail) -> Option<String> {
    let name = mail.header("Message-ID")?;
    let (id, _) = name.strip_prefix('<')?.split_once('@')?;
    Some(id.replace('-', ""))
}

/// The messages about the requests whose title begins so, in the order of their events.
///
/// # Errors
///
/// When the database does not answer.
pub async fn entries(sql: &Sql, title: &str) -> anyhow::Result<Vec<Entry>> {
    let id = if sql.is_postgres() { "replace(o.id::text, '-', '')" } else { "lower(hex(o.id))" };
    let query = format!(
        "SELECT {id} AS id, p.login, o.kind, o.state, o.error_code, o.attempts FROM outbox o
         JOIN person p ON p.id = o.person JOIN request r ON r.id = o.request
         WHERE r.title LIKE '{title}%' ORDER BY o.created_at, o.request, o.seq, p.login"
    );
    sql.rows(&query).await?.iter().map(entry).collect()
}

fn entry(row: &Value) -> anyhow::Result<Entry> {
    let text = |name: &str| {
        row[name].as_str().map(str::to_owned).with_context(|| format!("{name} in {row}"))
    };
    Ok(Entry {
        id: text("id")?,
        to: text("login")?,
        kind: text("kind")?,
        state: text("state")?,
        error: row["error_code"].as_str().map(str::to_owned),
        attempts: row["attempts"].as_i64().with_context(|| format!("attempts in {row}"))?,
    })
}

/// Waits until the messages about the requests whose title begins so are as `done` wants them, and returns them.
///
/// # Errors
///
/// When they are not within [`PATIENCE`]; the message has them as they are.
pub async fn until(
    sql: &Sql,
    title: &str,
    mut done: impl FnMut(&[Entry]) -> bool,
) -> anyhow::Result<Vec<Entry>> {
    let mut clock = tokio::time::interval(ASK_EVERY);
    let begun = clock.tick().await;
    loop {
        let entries = entries(sql, title).await?;
        if done(&entries) {
            return Ok(entries);
        }
        if clock.tick().await - begun > PATIENCE {
            bail!("the outbox does not become what it should be: {entries:#?}");
        }
    }
}

/// Waits until none of the messages waits any more.
///
/// # Errors
///
/// As [`until`].
pub async fn settled(sql: &Sql, title: &str) -> anyhow::Result<Vec<Entry>> {
    until(sql, title, |entries| entries.iter().all(|entry| entry.state != "pending")).await
}

/// Lets the time pass for which messages wait for their next try, or belong to a worker that may be dead.
///
/// # Errors
///
/// When the database refuses.
pub async fn pass_time(sql: &Sql) -> anyhow::Result<()> {
    sql.execute("UPDATE outbox SET due_at = 0 WHERE state = 'pending'").await.map(|_| ())
}
