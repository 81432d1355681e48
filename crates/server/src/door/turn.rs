//! A few looks of one person at once: whoever opens a heavy page fifty times waits for it, and nobody else does.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use axum::http::Method;
use axum::http::request::Parts;
use baopi_workflow::PersonId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::door::problem::{Code, Problem};

/// So many pages and answers of the API are made for one person at once. The others wait without a connection to the database.
const LOOKS_AT_ONCE: usize = 2;
/// So long somebody waits for the turn before they are asked to try again.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Whose turn it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Turns(Arc<Mutex<HashMap<PersonId, Arc<Semaphore>>>>);

/// The turn of a conversation, given back when the answer is made: the envelope puts an empty one into every request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Turn(Arc<OnceLock<OwnedSemaphorePermit>>);

impl Turns {
    /// Waits for the turn of `person`, if something is to be looked at.
    ///
    /// # Errors
    ///
    /// A problem after a wait that was too long.
    pub(crate) async fn wait(&self, parts: &Parts, person: PersonId) -> Result<(), Problem> {
        let looks = parts.method == Method::GET || parts.method == Method::HEAD;
        let Some(turn) = parts.extensions.get::<Turn>().filter(|_| looks) else { return Ok(()) };
        let permit = self.take(person, LONGEST_WAIT).await?;
        turn.0.get_or_init(|| permit);
        Ok(())
    }

    async fn take(
        &self,
        person: PersonId,
        longest: Duration,
    ) -> Result<OwnedSemaphorePermit, Problem> {
        let looks = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let looks =
                turns.entry(person).or_insert_with(|| Arc::new(Semaphore::new(LOOKS_AT_ONCE)));
            Arc::clone(looks)
        };
        match tokio::time::timeout(longest, looks.acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) | Err(_) => Err(Problem::new(Code::Unavailable)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn two_looks_of_one_person_are_made_at_once_and_hold_up_nobody_else() {
        let turns = Turns::default();
        let [one, other] = [1, 2].map(|id| PersonId(uuid::Uuid::from_u128(id)));
        let take = |person| turns.take(person, Duration::ZERO);
        let (first, second) = (take(one).await.unwrap(), take(one).await.unwrap());
        assert_eq!(take(one).await.unwrap_err().code(), Code::Unavailable);
        drop(take(other).await.unwrap());
        drop(first);
        drop((second, take(one).await.unwrap()));
    }
}
