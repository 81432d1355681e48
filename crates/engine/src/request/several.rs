//! One command about several requests: each is answered for itself, in a transaction of its own, so that what stands against
//! one of them hinders no other. Under a key, the same command gets the same answers, also if it was cut off half-way.

use std::sync::Arc;

use baopi_persistence::Cursor;
use baopi_workflow::{Action, Digest, PersonId, Refusal, RequestId, Version};
use serde::{Deserialize, Serialize};

use crate::answer::{self, Answer};
use crate::engine::Engine;
use crate::error::{PerformError, Untried};
use crate::key::CommandKey;
use crate::performed::Performed;

/// What became of one request.
#[derive(Debug)]
pub struct Outcome {
    /// Which request.
    pub request: RequestId,
    /// Its title, where whoever ordered it did not name the request and may see it.
    pub title: Option<String>,
    /// What the same action on this request alone would have been answered.
    pub answer: Result<Performed, PerformError>,
}

/// What became of each.
#[derive(Debug)]
pub struct Outcomes {
    /// One for each request, in the order of the list.
    pub items: Vec<Outcome>,
    /// Where the rest of the list begins.
    pub next: Option<Cursor>,
    /// Whether this is the answer to an earlier sending of the same command.
    pub replayed: bool,
}

/// What a command is about. It stands under the key of the command from its beginning on, so that a command that was cut off
/// goes on with the same list; what came of it stands under a key derived from it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct List {
    pub(crate) tasks: Vec<Task>,
    /// The cursor behind the last one.
    pub(crate) next: Option<String>,
}

/// One request of the list, as it was seen.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) request: RequestId,
    pub(crate) seen: Version,
    pub(crate) title: Option<String>,
}

impl List {
    fn answered(
        self,
        answers: impl IntoIterator<Item = Result<Performed, PerformError>>,
        replayed: bool,
    ) -> Outcomes {
        let outcome = |(Task { request, title, .. }, answer)| Outcome { request, title, answer };
        let items = self.tasks.into_iter().zip(answers).map(outcome).collect();
        Outcomes { items, next: self.next.map(Cursor::from), replayed }
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
    /// Does the same to every request of the list.
    ///
    /// # Errors
    ///
    /// See [`Untried`]; what was done until something failed stays done.
    pub(crate) async fn each(
        &self,
        actor: PersonId,
        list: List,
        action: &Action,
        key: Option<CommandKey>,
    ) -> Result<Outcomes, Untried> {
        let (list, kept) = match &key {
            Some(key) => self.begin(actor, key, list).await?,
            None => (list, None),
        };
        if let Some(kept) = kept {
            return Ok(list.answered(kept.into_iter().map(Kept::into_result), true));
        }
        let mut answers = Vec::with_capacity(list.tasks.len());
        for (index, Task { request, seen, .. }) in list.tasks.iter().enumerate() {
            let own = key.as_ref().map(|key| derived(key, &format!("{index} {request}")));
            answers.push(self.perform(actor, *request, *seen, action.clone(), own).await);
        }
        let kept: Option<Vec<_>> = answers.iter().map(Kept::of).collect();
        if let (Some(key), Some(kept)) = (&key, kept)
            && let Some(kept) = self.finish(actor, derived(key, "all"), &kept).await?
        {
            return Ok(list.answered(kept.into_iter().map(Kept::into_result), true));
        }
        Ok(list.answered(answers, false))
    }

    /// Notes what the command is about, so that its key is taken. If it has begun before, the list of then; and what came of
    /// it, if it was carried out.
    async fn begin(
        &self,
        actor: PersonId,
        key: &CommandKey,
        list: List,
    ) -> Result<(List, Option<Vec<Kept>>), Untried> {
        let body = serde_json::to_string(&list)?;
        let (given, at) = (Arc::new((key.clone(), derived(key, "all"), body)), self.now());
        let begun = self
            .store()
            .write(move |txn| {
                let given = Arc::clone(&given);
                Box::pin(async move {
                    let (key, whole, body) = &*given;
                    if let Some(begun) = answer::given_before(txn, actor, Some(key)).await? {
                        return Ok(Some((
                            begun,
                            answer::given_before(txn, actor, Some(whole)).await?,
                        )));
                    }
                    answer::keep(txn, actor, Some(key), body, at).await?;
                    Ok::<_, Untried>(None)
                })
            })
            .await?;
        let Some((begun, done)) = begun else { return Ok((list, None)) };
        Ok((serde_json::from_str(&begun)?, read(done)?))
    }

    /// Keeps what came of the command. The answers of a twin that was faster, if there is one.
    async fn finish(
        &self,
        actor: PersonId,
        whole: CommandKey,
        kept: &[Kept],
    ) -> Result<Option<Vec<Kept>>, Untried> {
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
                    Ok::<_, Untried>(before)
                })
            })
            .await?;
        Ok(read(before)?)
    }
}

fn read(body: Option<String>) -> serde_json::Result<Option<Vec<Kept>>> {
    body.map(|body| serde_json::from_str(&body)).transpose()
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
        let longest = key(&"k".repeat(crate::key::MAX_KEY_BYTES));
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
