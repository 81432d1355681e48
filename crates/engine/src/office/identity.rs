//! Who somebody is: passwords, sessions, tokens.

use std::sync::Arc;

use baopi_persistence::{SessionRow, TokenRow, Txn};
use baopi_workflow::event::By;
use baopi_workflow::{Digest, Organisation, Person, PersonId, Role, SystemHappening, Timestamp};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::answer;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::key::CommandKey;
use crate::office::password::{PasswordFault, password_fault};
use crate::office::tries::{Caller, SignInError, SignInRefusal, Tried};
use crate::random::random;

/// A session ends after so much time without use: 30 minutes.
pub const SESSION_IDLE_MS: i64 = 30 * 60 * 1000;
/// A session ends after so much time in any case: 12 hours.
pub const SESSION_LIFE_MS: i64 = 12 * 3600 * 1000;
/// An API token ends after 90 days.
pub const TOKEN_LIFE_MS: i64 = 90 * 24 * 3600 * 1000;
/// What an API token begins with.
pub const TOKEN_PREFIX: &str = "baopi_";

/// A session that was opened.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The secret that the browser keeps; stored only as its digest.
    pub token: String,
    /// Whose session it is.
    pub person: PersonId,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// The mark by which the browser is known as one with which this person signed in.
    pub mark: String,
}

/// An API token that was issued.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// The secret; stored only as its digest.
    pub token: String,
    /// Whose token it is.
    pub person: PersonId,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Whether this is the answer to an earlier sending of the same wish.
    pub replayed: bool,
}

/// A person who is signed in.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// Who looks.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The organisation as it was when they were recognised.
    pub organisation: Arc<Organisation>,
}

impl Viewer {
    /// The person.
    ///
    /// # Panics
    ///
    /// Never: a viewer is only made for a person of its organisation.
    #[must_use]
    pub fn person(&self) -> &Person {
        self.organisation.person(self.person).expect("the viewer belongs to the organisation")
    }

    /// Whether the person has `role`.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.person().roles.contains(&role)
    }
}

impl Engine {
    /// Opens a session. The one that the browser presents ends.
    ///
    /// # Errors
    ///
    /// See [`SignInError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn sign_in(
        &self,
        login: &str,
        password: &str,
        caller: &Caller,
    ) -> Result<NewSession, SignInError> {
        let (person, tried) = self.authenticate(login, password, caller).await?;
        self.begin_session(person, tried, caller, None).await
    }

    /// Changes the password of somebody who is signed in and knows the old one. Every session and token of theirs ends; the
    /// browser in which they did it gets another session.
    ///
    /// # Errors
    ///
    /// [`SignInRefusal::Wrong`] for a wrong old password, which counts like any other; [`SignInRefusal::Unfit`] for a new one
    /// that is none.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn change_password(
        &self,
        viewer: &Viewer,
        (old, new): (&str, &str),
        caller: &Caller,
    ) -> Result<NewSession, SignInError> {
        let login = viewer.person().login.clone();
        let (person, tried) = self.authenticate(&login, old, caller).await?;
        let fault = password_fault(viewer.person(), new);
        if let Some(fault) = fault.or((old == new).then_some(PasswordFault::Unchanged)) {
            self.forget(tried).await?;
            return Err(SignInRefusal::Unfit(fault).into());
        }
        let hash = self.hash_password(new).await?;
        self.begin_session(person, tried, caller, Some(hash)).await
    }

    /// Takes the try back that was counted, writes a new password down if there is one, and opens a session.
    async fn begin_session(
        &self,
        person: PersonId,
        tried: Tried,
        caller: &Caller,
        password: Option<String>,
    ) -> Result<NewSession, SignInError> {
        let (token, hash) = secret("")?;
        let (now, mark) = (self.now(), self.mark(person)?);
        let expires_at = Timestamp(now.0 + SESSION_LIFE_MS);
        let device = caller.device.chars().take(200).collect();
        let row = SessionRow { hash, person, device, created_at: now, seen_at: now, expires_at };
        let before = caller.session.as_ref().map(|token| Digest::of(token.as_bytes()));
        let beginning = Arc::new((row, tried, password, before));
        self.store()
            .write(move |txn| {
                let beginning = Arc::clone(&beginning);
                Box::pin(async move {
                    let (row, tried, password, before) = &*beginning;
                    txn.forget_sign_in(&tried.digests(), tried.at).await?;
                    begin(txn, row, password.as_deref(), *before).await?;
                    Ok::<_, SignInError>(())
                })
            })
            .await?;
        Ok(NewSession { token, person, expires_at, mark })
    }

    /// The person of a session, if it is alive and the person is not disabled.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn session(&self, token: &str) -> Result<Option<Viewer>, EngineError> {
        let (now, hash) = (self.now(), Digest::of(token.as_bytes()));
        let Some(row) = self.store().find_session(hash).await? else { return Ok(None) };
        if !is_alive(&row, now) {
            return Ok(None);
        }
        self.store().touch_session(hash, now).await?;
        self.viewer(row.person).await
    }

    /// Ends a session.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn sign_out(&self, token: &str) -> Result<(), EngineError> {
        let (hash, at) = (Digest::of(token.as_bytes()), self.now());
        self.store().write(move |txn| Box::pin(async move { end(txn, hash, at).await })).await
    }

    /// Issues a token for programs. The same wish under the same key gets the same token: it is made from the key, so that it
    /// need not be stored to be told again.
    ///
    /// # Errors
    ///
    /// See [`SignInError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn issue_token(
        &self,
        login: &str,
        password: &str,
        (label, caller): (&str, &Caller),
        key: Option<CommandKey>,
    ) -> Result<NewToken, SignInError> {
        let (person, tried) = self.authenticate(login, password, caller).await?;
        self.unclassified(person, [label]).await?;
        let key = key.map(|key| self.blinded(person, key));
        let (token, hash) = match &key {
            None => secret(TOKEN_PREFIX)?,
            Some(key) => {
                named_secret(&self.keyed("baopi/token/1", &[&key.fingerprint.to_string()]))
            }
        };
        let now = self.now();
        let expires_at = Timestamp(now.0 + TOKEN_LIFE_MS);
        let label = label.chars().take(200).collect();
        let row = TokenRow { hash, person, label, created_at: now, expires_at };
        let wish = Arc::new((row, key, tried));
        let (expires_at, replayed) = self
            .store()
            .write(move |txn| {
                let wish = Arc::clone(&wish);
                Box::pin(async move { insert_token(txn, &wish.0, wish.1.as_ref(), &wish.2).await })
            })
            .await?;
        Ok(NewToken { token, person, expires_at, replayed })
    }

    /// The key of a wish that holds a password: its fingerprint is kept only under a secret, because a bare digest of a
    /// password could be guessed.
    fn blinded(&self, person: PersonId, key: CommandKey) -> CommandKey {
        let parts = [person.to_string(), key.key.clone(), key.fingerprint.to_string()];
        let fingerprint = self.keyed("baopi/fingerprint/1", &parts.each_ref().map(String::as_str));
        CommandKey { fingerprint: Digest(fingerprint), ..key }
    }

    /// The person of a token, if it is alive and the person is not disabled.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn bearer(&self, token: &str) -> Result<Option<Viewer>, EngineError> {
        let row = self.store().find_token(Digest::of(token.as_bytes())).await?;
        match row.filter(|row| self.now() < row.expires_at) {
            Some(row) => self.viewer(row.person).await,
            None => Ok(None),
        }
    }

    async fn viewer(&self, person: PersonId) -> Result<Option<Viewer>, EngineError> {
        let organisation = self.store().organisation().await?;
        let name = organisation.active_person(person).map(|person| person.name.clone());
        Ok(name.map(|name| Viewer { person, name, organisation }))
    }
}

/// Writes a session down; with a new password, everything that was opened with the old one ends.
async fn begin(
    txn: &mut Txn,
    row: &SessionRow,
    password: Option<&str>,
    before: Option<Digest>,
) -> Result<(), SignInError> {
    let by = By { actor: Some(row.person), on_behalf_of: None, at: row.created_at };
    if let Some(hash) = password {
        set_password(txn, by, row.person, hash).await?;
    }
    if let Some(before) = before {
        end::<EngineError>(txn, before, row.created_at).await?;
    }
    txn.insert_session(row).await?;
    txn.append_system(by, SystemHappening::SignedIn).await?;
    Ok(())
}

/// Sets a password; every session and token of the person ends.
pub(crate) async fn set_password(
    txn: &mut Txn,
    by: By,
    person: PersonId,
    hash: &str,
) -> Result<(), EngineError> {
    txn.set_password(person, hash).await?;
    txn.end_sessions_of(person).await?;
    txn.append_system(by, SystemHappening::PasswordSet { person }).await?;
    Ok(())
}

/// Ends a session, if it is there.
pub(crate) async fn end<E: From<EngineError>>(
    txn: &mut Txn,
    hash: Digest,
    at: Timestamp,
) -> Result<(), E> {
    let ended = txn.end_session(hash).await.map_err(EngineError::from)?;
    if let Some(person) = ended {
        let by = By { actor: Some(person), on_behalf_of: None, at };
        let what = SystemHappening::SignedOut;
        txn.append_system(by, what).await.map_err(EngineError::from)?;
    }
    Ok(())
}

pub(crate) fn is_alive(row: &SessionRow, now: Timestamp) -> bool {
    now < row.expires_at && now.0 - row.seen_at.0 < SESSION_IDLE_MS
}

/// Writes a token down, or finds the one that was written down under the same key; says when it ends, and whether it was found.
async fn insert_token(
    txn: &mut Txn,
    row: &TokenRow,
    key: Option<&CommandKey>,
    tried: &Tried,
) -> Result<(Timestamp, bool), SignInError> {
    txn.forget_sign_in(&tried.digests(), tried.at).await?;
    if let Some(body) = answer::given_before(txn, row.person, key).await? {
        return Ok((serde_json::from_str(&body)?, true));
    }
    txn.insert_token(row).await?;
    let by = By { actor: Some(row.person), on_behalf_of: None, at: row.created_at };
    let what = SystemHappening::TokenIssued { person: row.person, token: row.hash };
    txn.append_system(by, what).await?;
    let body = serde_json::to_string(&row.expires_at)?;
    answer::keep(txn, row.person, key, &body, row.created_at).await?;
    Ok((row.expires_at, false))
}

/// A token and its digest, made from 32 bytes that nobody can guess.
fn named_secret(bytes: &[u8; 32]) -> (String, Digest) {
    let secret = format!("{TOKEN_PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes));
    let hash = Digest::of(secret.as_bytes());
    (secret, hash)
}

/// A secret of 256 random bits and its digest.
pub(crate) fn secret(prefix: &str) -> Result<(String, Digest), EngineError> {
    let secret = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(random::<32>()?));
    let hash = Digest::of(secret.as_bytes());
    Ok((secret, hash))
}
