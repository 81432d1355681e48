//! One budget of bytes for all bodies that are held at once, and a share of it for each address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// There is no room for the body.
#[derive(Debug, thiserror::Error)]
#[error("there is no room for the body")]
pub(crate) struct NoRoom;

/// The bytes that are held, in all and by address.
#[derive(Clone)]
pub(crate) struct Budget {
    all: usize,
    of_address: usize,
    held: Arc<Mutex<Held>>,
}

#[derive(Default)]
struct Held {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

impl Budget {
    /// A budget of `all` bytes, of which one address may hold `of_address`.
    pub(crate) fn new(all: usize, of_address: usize) -> Self {
        Self { all, of_address, held: Arc::default() }
    }

    /// The share of one conversation, with nothing in it.
    pub(crate) fn share(&self, address: IpAddr) -> Share {
        let (taken, refusal) = (Mutex::default(), Refusal::default());
        Share(Arc::new(Taken { budget: self.clone(), address, taken, refusal }))
    }

    fn take(&self, address: IpAddr, bytes: usize) -> Result<(), NoRoom> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let of_address = held.by_address.get(&address).copied().unwrap_or(0) + bytes;
        if held.all + bytes > self.all || of_address > self.of_address {
            return Err(NoRoom);
        }
        held.all += bytes;
        held.by_address.insert(address, of_address);
        Ok(())
    }

    fn give_back(&self, address: IpAddr, bytes: usize) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.all -= bytes;
        let of_address = held.by_address.get(&address).copied().unwrap_or(0) - bytes;
        if of_address == 0 {
            held.by_address.remove(&address);
        } else {
            held.by_address.insert(address, of_address);
        }
    }
}

/// What one conversation has taken of the budget; given back when the last copy is dropped.
#[derive(Clone)]
pub(crate) struct Share(Arc<Taken>);

struct Taken {
    budget: Budget,
    address: IpAddr,
    taken: Mutex<usize>,
    refusal: Refusal,
}

impl Share {
    /// Takes more.
    pub(crate) fn take(&self, bytes: usize) -> Result<(), NoRoom> {
        let share = &*self.0;
        if bytes == 0 {
            return Ok(());
        }
        share.budget.take(share.address, bytes).inspect_err(|_| share.refusal.note())?;
        *share.taken.lock().unwrap_or_else(PoisonError::into_inner) += bytes;
        Ok(())
    }

    /// Whether something was refused, for whoever answers.
    pub(crate) fn refusal(&self) -> Refusal {
        self.0.refusal.clone()
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let taken = *self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken > 0 {
            self.budget.give_back(self.address, taken);
        }
    }
}

/// Whether there was no room for the body of a conversation. However its reader says that, it is to be told as such.
#[derive(Debug, Clone, Default)]
pub(crate) struct Refusal(Arc<AtomicBool>);

impl Refusal {
    fn note(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether it happened.
    pub(crate) fn happened(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_counted_by_address_and_in_all_and_given_back() {
        let budget = Budget::new(10, 6);
        let [a, b] = [1, 2].map(|last| IpAddr::from([127, 0, 0, last]));
        let (first, second, other) = (budget.share(a), budget.share(a), budget.share(b));
        first.take(4).unwrap();
        second.take(2).unwrap();
        assert!(second.take(1).is_err() && second.refusal().happened());
        assert!(!first.refusal().happened());
        other.take(4).unwrap();
        assert!(other.take(1).is_err());
        drop(first);
        other.take(1).unwrap();
        drop((second, other));
        let held = budget.held.lock().unwrap();
        assert_eq!((held.all, held.by_address.len()), (0, 0));
    }
}
