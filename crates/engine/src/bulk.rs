//! Several requests approved with one word: each for itself, in the order in which they were named.

use std::collections::BTreeSet;
use std::sync::Arc;

use baopi_persistence::RequestRow;
use baopi_workflow::request::offers::offers;
use baopi_workflow::{
    Action, ActionName, Context, Digest, Facts, Knowledge, PersonId, Refusal, RequestId, Status,
    Version,
};
use serde::{Deserialize, Serialize};

use crate::Engine;
use crate::answer::{self, Answer, CommandKey};
use crate::error::{CommandError, PerformError};
use crate::perform::Performed;
use crate::reason::{Class, Reason};

/// The most requests that can be approved at once.
pub const MAX_APPROVED_AT_ONCE: usize = 100;

/// What stands under the key of a bulk approval from its beginning on; what came of it stands under a key derived from it.
const BEGUN: &str = "\"begun\"";

/// What became of one request of a bulk approval.
#[derive(Debug)]
pub struct Approval {
    /// The request.
    pub request: RequestId,
    /// What an approval of this request alone would have been answered.
    pub answer: Result<Performed, PerformError>,
}

/// What became of a bulk approval.
#[derive(Debug)]
pub struct Approvals {
    /// One for each request, in the order in which they were named.
    pub items: Vec<Approval>,
    /// Whether this is the answer to an earlier sending of the same command.
    pub replayed: bool,
}

/// Why a bulk approval did not even begin.
pub type BulkError = CommandError<BulkRefusal>;

/// What only a bulk approval refuses.
#[derive(Debug, thiserror::Error)]
pub enum BulkRefusal {
    /// No request is named.
    #[error("no request is named")]
    Nothing,
    /// More requests are named than can be approved at once.
    #[error("more than {MAX_APPROVED_AT_ONCE} requests are named")]
    TooMany,
}

impl Reason for BulkRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::TooMany => "too_many",
        }
    }

    fn class(&self) -> Class {
        Class::Unprocessable
    }

    fn field(&self) -> Option<&'static str> {
        Some("items")
    }
}

impl From<BulkRefusal> for BulkError {
    fn from(refusal: BulkRefusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What is kept of the answer to one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept {
    Answered(Answer),
    Stale { current: Version },
    NotFound,
}

impl Kept {
    /// Nothing for what may be answered otherwise when it is tried again.
    fn of(answer: &Result<Performed, PerformError>) -> Option<Self> {
        match answer {
            Ok(performed) => Some(Self::Answered(Answer::Done(performed.clone()))),
            Err(PerformError::Refused(refusal)) => {
                Some(Self::Answered(Answer::Refused(refusal.clone())))
            }
            Err(PerformError::Classified { pattern }) => {
                Some(Self::Answered(Answer::Refused(Refusal::Classified { pattern: *pattern })))
            }
            Err(PerformError::Stale { current }) => Some(Self::Stale { current: *current }),
            Err(PerformError::NotFound) => Some(Self::NotFound),
            Err(PerformError::KeyReused | PerformError::BadKey | PerformError::Engine(_)) => None,
        }
    }

    fn into_result(self) -> Result<Performed, PerformError> {
        match self {
            Self::Answered(answer) => answer.into_result(),
            Self::Stale { current } => Err(PerformError::Stale { current }),
            Self::NotFound => Err(PerformError::NotFound),
        }
    }
}

impl Engine {
    /// Approves requests, each as its approver saw it at the version named beside it, and each in a transaction of its own: what
    /// stands against one of them hinders no other. An exception is accepted one by one and never here, so that a request that
    /// needs it is answered with what an approval without it is always answered.
    ///
    /// Under a key, the same command gets the same answers, also if it was cut off half-way.
    ///
    /// # Errors
    ///
    /// See [`BulkError`]; whichever it is, nothing was approved.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn approve_many(
        &self,
        actor: PersonId,
        items: Vec<(RequestId, Version)>,
        opinion: &str,
        key: Option<CommandKey>,
    ) -> Result<Approvals, BulkError> {
        match items.len() {
            0 => return Err(BulkRefusal::Nothing.into()),
            1..=MAX_APPROVED_AT_ONCE => {}
            _ => return Err(BulkRefusal::TooMany.into()),
        }
        if let Some(key) = &key
            && let Some(kept) = self.begin(actor, key).await?
        {
            return Ok(replayed(&items, kept));
        }
        let mut answers = Vec::with_capacity(items.len());
        for (index, (request, seen)) in items.iter().copied().enumerate() {
            let own = key.as_ref().map(|key| derived(key, &format!("{index} {request}")));
            let action = Action::Approve { opinion: opinion.to_owned(), accept: Vec::new() };
            let answer = self.perform(actor, request, seen, action, own).await;
            answers.push(Approval { request, answer });
        }
        let kept: Option<Vec<_>> = answers.iter().map(|item| Kept::of(&item.answer)).collect();
        if let (Some(key), Some(kept)) = (&key, kept)
            && let Some(kept) = self.finish(actor, derived(key, "all"), &kept).await?
        {
            return Ok(replayed(&items, kept));
        }
        Ok(Approvals { items: answers, replayed: false })
    }

    /// Notes that the command has begun, so that its key is taken. What came of it, if it was carried out before.
    async fn begin(
        &self,
        actor: PersonId,
        key: &CommandKey,
    ) -> Result<Option<Vec<Kept>>, BulkError> {
        let (key, at) = (Arc::new((key.clone(), derived(key, "all"))), self.now());
        let body = self
            .store()
            .write(move |txn| {
                let key = Arc::clone(&key);
                Box::pin(async move {
                    let (key, whole) = &*key;
                    if answer::given_before(txn, actor, Some(key)).await?.is_some() {
                        return Ok(answer::given_before(txn, actor, Some(whole)).await?);
                    }
                    answer::keep(txn, actor, Some(key), BEGUN, at).await?;
                    Ok::<_, BulkError>(None)
                })
            })
            .await?;
        read(body)
    }

    /// Keeps what came of the command. The answers of a twin that was faster, if there is one.
    async fn finish(
        &self,
        actor: PersonId,
        whole: CommandKey,
        kept: &[Kept],
    ) -> Result<Option<Vec<Kept>>, BulkError> {
        let body = serde_json::to_string(kept)?;
        let (given, at) = (Arc::new((whole, body)), self.now());
        let before = self
            .store()
            .write(move |txn| {
                let given = Arc::clone(&given);
                Box::pin(async move {
                    let (whole, body) = &*given;
                    let before = answer::given_before(txn, actor, Some(whole)).await?;
                    if before.is_none() {
                        answer::keep(txn, actor, Some(whole), body, at).await?;
                    }
                    Ok::<_, BulkError>(before)
                })
            })
            .await?;
        read(before)
    }

    /// The requests of a list that this person is asked to approve and may approve now.
    ///
    /// # Errors
    ///
    /// [`PerformError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn approvable(
        &self,
        viewer: PersonId,
        rows: &[RequestRow],
    ) -> Result<BTreeSet<RequestId>, PerformError> {
        let mut approvable = BTreeSet::new();
        let asked = rows.iter().filter(|row| matches!(row.status, Status::Review(_)));
        for row in asked {
            if self.offers_approval(viewer, row.id).await? {
                approvable.insert(row.id);
            }
        }
        Ok(approvable)
    }

    async fn offers_approval(&self, viewer: PersonId, id: RequestId) -> Result<bool, PerformError> {
        // The list was read a moment ago: a request that was taken away since is offered no more.
        let (request, content, organisation) = match self.seen(viewer, id).await {
            Ok(seen) => seen,
            Err(PerformError::NotFound) => return Ok(false),
            Err(error) => return Err(error),
        };
        let rules = self.store().rule_set(self.now().date()).await?;
        let route = self.route_of(&request).await?;
        let context = Context {
            organisation: &organisation,
            route: &route,
            newest: None,
            other: None,
            rules: &rules,
            // Whether somebody may approve has nothing to do with what others ask for; the approval itself finds that out.
            knowledge: &Knowledge::alone(),
            facts: Facts::default(),
            now: self.now(),
        };
        Ok(offers(&request, &content, viewer, &context).contains(&ActionName::Approve))
    }
}

fn replayed(items: &[(RequestId, Version)], kept: Vec<Kept>) -> Approvals {
    let again = |((request, _), kept): (&(RequestId, Version), Kept)| Approval {
        request: *request,
        answer: kept.into_result(),
    };
    Approvals { items: items.iter().zip(kept).map(again).collect(), replayed: true }
}

fn read(body: Option<String>) -> Result<Option<Vec<Kept>>, BulkError> {
    Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
}

/// A key for a part of the command; it fits whatever the length of the command's own.
fn derived(key: &CommandKey, part: &str) -> CommandKey {
    let digest = Digest::of(format!("{}\n{part}", key.key).as_bytes());
    CommandKey { key: format!("bulk-{digest}"), fingerprint: key.fingerprint }
}

#[cfg(test)]
mod tests {
    use baopi_workflow::Refusal;

    use super::*;

    #[test]
    fn the_key_of_a_part_can_be_kept_however_long_the_key_of_the_whole_is() {
        let key = |key: &str| CommandKey { key: key.to_owned(), fingerprint: Digest::ZERO };
        let longest = key(&"k".repeat(answer::MAX_KEY_BYTES));
        assert!(derived(&longest, "99 part").is_valid());
        assert_ne!(derived(&longest, "1 a"), derived(&longest, "2 a"));
        assert_ne!(derived(&key("a"), "1"), derived(&key("b"), "1"));
    }

    #[test]
    fn every_answer_that_is_final_is_kept_and_read_back_as_it_was() {
        let answers = [
            Err(PerformError::Refused(Refusal::OpinionRequired)),
            Err(PerformError::Stale { current: Version(7) }),
            Err(PerformError::NotFound),
        ];
        for answer in answers {
            let kept = Kept::of(&answer).unwrap();
            let body = serde_json::to_string(&[kept]).unwrap();
            let back = read(Some(body)).unwrap().unwrap().remove(0).into_result();
            assert_eq!(format!("{back:?}"), format!("{answer:?}"));
        }
        assert_eq!(Kept::of(&Err(PerformError::KeyReused)), None);
    }
}
