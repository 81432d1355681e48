//! What a store keeps in memory between transactions. It knows neither of them.

use std::sync::{Arc, Mutex, PoisonError, RwLock};

use baopi_workflow::{Digest, Organisation, Person, Unit};
use serde::{Deserialize, Serialize};

use crate::column::json;

/// All of it; a store and its transactions share one.
#[derive(Debug, Default)]
pub(crate) struct Caches {
    pub(crate) organisation: OrganisationCache,
    pub(crate) written: LastWritten,
}

/// The organisation as it was last read, and its version.
#[derive(Debug, Default)]
pub(crate) struct OrganisationCache(RwLock<Option<(i64, Arc<Organisation>)>>);

impl OrganisationCache {
    pub(crate) fn get(&self, version: i64) -> Option<Arc<Organisation>> {
        // A thread that panics while it holds the lock leaves the old or the new pair, never half of one.
        let cached = self.0.read().unwrap_or_else(PoisonError::into_inner);
        cached
            .as_ref()
            .filter(|(of, _)| *of == version)
            .map(|(_, organisation)| Arc::clone(organisation))
    }

    pub(crate) fn put(&self, version: i64, organisation: &Arc<Organisation>) {
        let mut cached = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if cached.as_ref().is_none_or(|(of, _)| *of < version) {
            *cached = Some((version, Arc::clone(organisation)));
        }
    }
}

/// The organisation as rules read it: without stand-ins, and without what only messages need.
#[derive(Serialize, Deserialize)]
pub(crate) struct WrittenOrganisation {
    pub(crate) units: Vec<Unit>,
    pub(crate) people: Vec<Person>,
}

/// The organisation that was written down last, so that it is not written out for every decision.
#[derive(Debug, Default)]
pub(crate) struct LastWritten(Mutex<Option<Written>>);

/// An organisation, its digest, and how it was written.
type Written = (Arc<Organisation>, Digest, Arc<String>);

impl LastWritten {
    pub(crate) fn of(&self, organisation: &Arc<Organisation>) -> (Digest, Arc<String>) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, digest, body)) = &*last
            && Arc::ptr_eq(known, organisation)
        {
            return (*digest, Arc::clone(body));
        }
        let body = Arc::new(json(&plain(organisation)));
        let digest = Digest::of(body.as_bytes());
        *last = Some((Arc::clone(organisation), digest, Arc::clone(&body)));
        (digest, body)
    }
}

fn plain(organisation: &Organisation) -> WrittenOrganisation {
    let mut units: Vec<Unit> = organisation.units().cloned().collect();
    units.sort_by_key(|unit| unit.id);
    let without = |person: &Person| Person { login: String::new(), email: None, ..person.clone() };
    let mut people: Vec<Person> = organisation.people().map(without).collect();
    people.sort_by_key(|person| person.id);
    WrittenOrganisation { units, people }
}
