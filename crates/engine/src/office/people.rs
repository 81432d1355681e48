//! Who administers accounts: add, set a password, disable. Each leaves an entry in the system's chain.

use std::sync::Arc;

use baopi_persistence::{Baseline, StoreError, Txn};
use baopi_workflow::event::By;
use baopi_workflow::{Delegation, Organisation, Person, PersonId, SystemHappening, Unit};

use crate::engine::Engine;
use crate::error::EngineError;
use crate::office::identity::set_password;
use crate::office::password::password_fault;
use crate::office::tries::{SignInError, SignInRefusal};

/// A person to be added, with the password if the person signs in.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// The person.
    pub person: Person,
    /// The password in clear; hashed before it is stored.
    pub password: Option<String>,
}

impl Engine {
    /// Adds units, people, stand-ins and baselines in one transaction: an organisation is there whole or not at all.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if one of them exists already.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn add_organisation(
        &self,
        units: Vec<Unit>,
        people: Vec<NewPerson>,
        delegations: Vec<Delegation>,
        baselines: Vec<Baseline>,
    ) -> Result<(), EngineError> {
        let people = self.with_hashes(people).await?;
        let by = By { actor: None, on_behalf_of: None, at: self.now() };
        self.store()
            .write(move |txn| {
                let (units, people) = (units.clone(), people.clone());
                let (delegations, baselines) = (delegations.clone(), baselines.clone());
                Box::pin(async move {
                    for unit in &units {
                        txn.insert_unit(unit).await?;
                    }
                    for (person, hash) in &people {
                        insert(txn, by, person, hash.as_deref()).await?;
                    }
                    for delegation in &delegations {
                        txn.insert_delegation(delegation, delegation.from).await?;
                    }
                    for baseline in &baselines {
                        txn.insert_baseline(baseline).await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// The organisation as it is, for whoever keeps the program.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if it cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn organisation(&self) -> Result<Arc<Organisation>, EngineError> {
        Ok(self.store().organisation().await?)
    }

    /// Adds one person.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if the login exists already.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn add_person(&self, person: NewPerson) -> Result<(), EngineError> {
        self.add_organisation(Vec::new(), vec![person], Vec::new(), Vec::new()).await
    }

    /// Equal passwords share a hash only within one call, and only in a demonstration are there any: hashing costs too much
    /// to do it twenty times for one word.
    async fn with_hashes(
        &self,
        people: Vec<NewPerson>,
    ) -> Result<Vec<(Person, Option<String>)>, EngineError> {
        let mut known: Vec<(String, String)> = Vec::new();
        let mut hashed = Vec::with_capacity(people.len());
        for NewPerson { person, password } in people {
            let hash = match password {
                None => None,
                Some(password) => {
                    if !known.iter().any(|(word, _)| *word == password) {
                        known.push((password.clone(), self.hash_password(&password).await?));
                    }
                    known.iter().find(|(word, _)| *word == password).map(|(_, hash)| hash.clone())
                }
            };
            hashed.push((person, hash));
        }
        Ok(hashed)
    }

    /// Sets a password and ends the person's sessions and tokens.
    ///
    /// # Errors
    ///
    /// [`SignInRefusal::Unfit`] for a word that is no password; [`SignInError::NotFound`] for nobody.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn set_password(&self, person: PersonId, password: &str) -> Result<(), SignInError> {
        let organisation = self.store().organisation().await?;
        let found = organisation.person(person).ok_or(SignInError::NotFound)?;
        if let Some(fault) = password_fault(found, password) {
            return Err(SignInRefusal::Unfit(fault).into());
        }
        let hash = self.hash_password(password).await?;
        let by = By { actor: None, on_behalf_of: None, at: self.now() };
        self.store()
            .write(move |txn| {
                let hash = hash.clone();
                Box::pin(async move { Ok(set_password(txn, by, person, &hash).await?) })
            })
            .await
    }

    /// Disables a person: sessions and tokens end in the same transaction.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn disable_person(&self, person: PersonId) -> Result<(), EngineError> {
        let by = By { actor: None, on_behalf_of: None, at: self.now() };
        self.store()
            .write(move |txn| {
                Box::pin(async move {
                    let organisation = txn.organisation().await?;
                    let Some(found) = organisation.person(person) else { return Ok(()) };
                    let disabled = Person { active: false, ..found.clone() };
                    txn.update_person(&disabled).await?;
                    txn.end_sessions_of(person).await?;
                    txn.append_system(by, changed(&disabled)).await?;
                    Ok(())
                })
            })
            .await
    }
}

async fn insert(
    txn: &mut Txn,
    by: By,
    person: &Person,
    hash: Option<&str>,
) -> Result<(), StoreError> {
    txn.insert_person(person).await?;
    if let Some(hash) = hash {
        txn.set_password(person.id, hash).await?;
    }
    txn.append_system(by, changed(person)).await.map(drop)
}

fn changed(person: &Person) -> SystemHappening {
    let roles = person.roles.iter().copied().collect();
    SystemHappening::PersonChanged { person: person.id, roles, active: person.active }
}
