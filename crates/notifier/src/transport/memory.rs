//! Keeps messages in memory, and answers as told: for tests.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use super::{Channel, Mail, Outcome};

/// A channel that keeps every message it is asked to send.
#[derive(Debug, Default)]
pub struct Memory {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    tried: Vec<Mail>,
    answers: VecDeque<Outcome>,
}

impl Memory {
    /// Every message in the order of the tries, whatever the answer was.
    #[must_use]
    pub fn tried(&self) -> Vec<Mail> {
        self.state().tried.clone()
    }

    /// Plans the answer to one more try; without a plan the answer is [`Outcome::Sent`].
    pub fn answer(&self, outcome: Outcome) {
        self.state().answers.push_back(outcome);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Channel for Memory {
    async fn send(&self, mail: &Mail) -> Outcome {
        let mut state = self.state();
        state.tried.push(mail.clone());
        state.answers.pop_front().unwrap_or(Outcome::Sent)
    }
}
