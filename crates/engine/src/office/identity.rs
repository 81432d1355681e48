//! Who somebody is: passwords, sessions, tokens.

use std::net::IpAddr;
use std::sync::{Arc, LazyLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{self, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params};
use baopi_persistence::{SessionRow, TokenRow, TryLimit, Txn};
use baopi_workflow::event::By;
use baopi_workflow::text::has_unfit;
use baopi_workflow::{Digest, Organisation, Person, PersonId, Role, SystemHappening, Timestamp};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::answer;
use crate::engine::Engine;
use crate::error::{CommandError, EngineError};
use crate::key::CommandKey;
use crate::office::password::{MAX_PASSWORD_BYTES, PasswordFault, password_fault};
use crate::random::random;
use crate::reason::{Class, Reason};

/// A session ends after so much time without use: 30 minutes.
pub const SESSION_IDLE_MS: i64 = 30 * 60 * 1000;
/// A session ends after so much time in any case: 12 hours.
pub const SESSION_LIFE_MS: i64 = 12 * 3600 * 1000;
/// An API token ends after 90 days.
pub const TOKEN_LIFE_MS: i64 = 90 * 24 * 3600 * 1000;
/// After so many failures for one name from one address within [`FAILURE_WINDOW_MS`], no more are tried. Nobody else has to
/// wait for that.
pub const MAX_FAILURES: u32 = 10;
/// After so many failures from one address, whatever the names, no more are tried: one password is not tried with every name.
pub const MAX_FAILURES_OF_ADDRESS: u32 = 50;
/// After so many failures for one name, from wherever they came, every further try takes [`NAME_DELAY_MS`]. It is made all the
/// same, because others could keep somebody out otherwise.
pub const SLOW_AFTER_FAILURES_OF_NAME: u32 = 100;
/// So long a try for a name takes that many have tried: 3 seconds.
pub const NAME_DELAY_MS: u32 = 3_000;
/// For so long a browser is remembered as one with which somebody signed in: 180 days.
pub const DEVICE_LIFE_MS: i64 = 180 * 24 * 3600 * 1000;
/// The time in which failures are counted: 15 minutes.
pub const FAILURE_WINDOW_MS: i64 = 15 * 60 * 1000;
/// What marks of browsers are made for.
const MARK: &str = "baopi/device/1";
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

/// Who knocks: where a try to sign in comes from.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The address of the connection.
    pub address: IpAddr,
    /// What the browser says it is.
    pub device: String,
    /// The [`NewSession::mark`] of an earlier sign-in, if the browser has one.
    pub mark: Option<String>,
    /// The session that the browser presents; it ends when another one begins.
    pub session: Option<String>,
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    /// What the owner calls it by; it opens nothing.
    pub id: Uuid,
    /// What the browser said it is.
    pub device: String,
    /// Since when it is there.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
    /// Whether it is the one in which the owner looks.
    pub is_present: bool,
}

/// A token as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnToken {
    /// What the owner calls it by; it opens nothing.
    pub id: Uuid,
    /// What it is for.
    pub label: String,
    /// Since when it is there.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
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

/// A try to sign in that was counted.
#[derive(Debug, Clone)]
struct Tried {
    login: Digest,
    under: Vec<TryLimit>,
    at: Timestamp,
}

impl Tried {
    fn digests(&self) -> Vec<Digest> {
        self.under.iter().map(|limit| limit.under).collect()
    }
}

/// Why nobody was signed in.
pub type SignInError = CommandError<SignInRefusal>;

/// What only signing in refuses.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefusal {
    /// Name and password do not belong together, or the person is disabled; which of it is not told.
    #[error("name or password is wrong")]
    Wrong,
    /// The word is no password that somebody may have.
    #[error("a password cannot be {}", .0.code())]
    Unfit(PasswordFault),
    /// Too many attempts for this name.
    #[error("too many attempts; try again in {retry_secs} s")]
    TooMany {
        /// Seconds to wait.
        retry_secs: u64,
    },
}

impl Reason for SignInRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Wrong => "sign_in_failed",
            Self::TooMany { .. } => "too_many_attempts",
            Self::Unfit(fault) => fault.code(),
        }
    }

    fn class(&self) -> Class {
        match self {
            Self::Wrong => Class::Forbidden,
            Self::TooMany { .. } => Class::Conflict,
            Self::Unfit(_) => Class::Unprocessable,
        }
    }
}

impl From<SignInRefusal> for SignInError {
    fn from(refusal: SignInRefusal) -> Self {
        Self::Refused(refusal)
    }
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

    /// The sessions of a person that are alive, the one used last first; `token` is that in which the person looks.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn own_sessions(
        &self,
        person: PersonId,
        token: Option<&str>,
    ) -> Result<Vec<OwnSession>, EngineError> {
        let (now, present) = (self.now(), token.map(|token| Digest::of(token.as_bytes())));
        let rows = self.store().sessions_of(person).await?.into_iter();
        let own = |row: SessionRow| OwnSession {
            id: named_by(row.hash),
            is_present: present == Some(row.hash),
            device: row.device,
            created_at: row.created_at,
            seen_at: row.seen_at,
        };
        Ok(rows.filter(|row| is_alive(row, now)).map(own).collect())
    }

    /// The tokens of a person that are good, the one issued last first.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn own_tokens(&self, person: PersonId) -> Result<Vec<OwnToken>, EngineError> {
        let now = self.now();
        let rows = self.store().tokens_of(person).await?.into_iter();
        let own = |row: TokenRow| OwnToken {
            id: named_by(row.hash),
            label: row.label,
            created_at: row.created_at,
            expires_at: row.expires_at,
        };
        Ok(rows.filter(|row| now < row.expires_at).map(own).collect())
    }

    /// A person ends a session of their own.
    ///
    /// # Errors
    ///
    /// [`SignInError::NotFound`] for what is not theirs, or over.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn end_own_session(&self, person: PersonId, id: Uuid) -> Result<(), SignInError> {
        let rows = self.store().sessions_of(person).await?;
        let found = rows.into_iter().find(|row| named_by(row.hash) == id);
        let (hash, at) = (found.ok_or(SignInError::NotFound)?.hash, self.now());
        self.store().write(move |txn| Box::pin(async move { end(txn, hash, at).await })).await
    }

    /// A person ends a token of their own.
    ///
    /// # Errors
    ///
    /// [`SignInError::NotFound`] for what is not theirs, or over.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn end_own_token(&self, person: PersonId, id: Uuid) -> Result<(), SignInError> {
        let rows = self.store().tokens_of(person).await?;
        let found = rows.into_iter().find(|row| named_by(row.hash) == id);
        let (token, at) = (found.ok_or(SignInError::NotFound)?.hash, self.now());
        self.store()
            .write(move |txn| {
                Box::pin(async move {
                    if txn.end_token(token).await?.is_some() {
                        let by = By { actor: Some(person), on_behalf_of: None, at };
                        let what = SystemHappening::TokenEnded { person, token };
                        txn.append_system(by, what).await?;
                    }
                    Ok::<_, SignInError>(())
                })
            })
            .await
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

    /// A wrong name costs the same time as a wrong password, so that nobody learns which names exist.
    async fn authenticate(
        &self,
        login: &str,
        password: &str,
        caller: &Caller,
    ) -> Result<(PersonId, Tried), SignInError> {
        let known = if has_unfit(login) { None } else { self.store().find_password(login).await? };
        let tried = self.count_try(login, known.as_ref().map(|known| known.0), caller).await?;
        let (person, stored) =
            known.map_or((None, DUMMY_HASH.clone()), |(person, hash)| (Some(person), hash));
        let matches =
            password.len() <= MAX_PASSWORD_BYTES && self.verify_password(password, stored).await?;
        let organisation = self.store().organisation().await?;
        let active = person.filter(|person| organisation.active_person(*person).is_some());
        if let Some(person) = active.filter(|_| matches) {
            return Ok((person, tried));
        }
        self.record_failure(&tried).await?;
        Err(SignInRefusal::Wrong.into())
    }

    /// Counts a try before anything is compared, and refuses or delays it where there were too many.
    async fn count_try(
        &self,
        login: &str,
        person: Option<PersonId>,
        caller: &Caller,
    ) -> Result<Tried, SignInError> {
        let under = self.limits(login, person, caller);
        let tried = Tried { login: self.login_digest(login), under, at: self.now() };
        let counting = Arc::new(tried.clone());
        let counted = self
            .store()
            .write(move |txn| {
                let tried = Arc::clone(&counting);
                Box::pin(async move {
                    let when = (tried.at, Timestamp(tried.at.0 - FAILURE_WINDOW_MS));
                    Ok::<_, EngineError>(txn.count_sign_in(&tried.under, when).await?)
                })
            })
            .await?;
        let counted: Vec<_> = tried.under.iter().zip(counted).collect();
        if counted.iter().any(|(limit, tries)| *tries >= limit.most) {
            let retry_secs = FAILURE_WINDOW_MS.unsigned_abs() / 1000;
            return Err(SignInRefusal::TooMany { retry_secs }.into());
        }
        let of_name = counted.iter().find(|(limit, _)| limit.under == tried.login);
        if of_name.is_some_and(|(_, tries)| *tries >= SLOW_AFTER_FAILURES_OF_NAME) {
            self.clock().pause(NAME_DELAY_MS).await;
        }
        Ok(tried)
    }

    /// What is counted together. What strangers did is nothing to a browser with which the person signed in before: there only
    /// the failures of that browser count.
    fn limits(&self, login: &str, person: Option<PersonId>, caller: &Caller) -> Vec<TryLimit> {
        let mark = caller
            .mark
            .as_deref()
            .filter(|mark| person.is_some_and(|person| self.is_mark_of(mark, person)));
        let limit = |purpose: &str, parts: &[&str], most| TryLimit {
            under: Digest(self.keyed(purpose, parts)),
            most,
        };
        if let Some(mark) = mark {
            return vec![limit("baopi/tries/device/1", &[mark], MAX_FAILURES)];
        }
        let address = network(caller.address);
        vec![
            limit("baopi/tries/pair/1", &[login, &address], MAX_FAILURES),
            limit("baopi/tries/address/1", &[&address], MAX_FAILURES_OF_ADDRESS),
            TryLimit { under: self.login_digest(login), most: u32::MAX },
        ]
    }

    /// The mark of a browser with which a person signs in now: whose, since when, which one, and that it was made here.
    fn mark(&self, person: PersonId) -> Result<String, EngineError> {
        let parts =
            [person.to_string(), self.now().0.to_string(), URL_SAFE_NO_PAD.encode(random::<16>()?)];
        let mac = self.keyed(MARK, &parts.each_ref().map(String::as_str));
        Ok(format!("{}.{}", parts.join("."), URL_SAFE_NO_PAD.encode(mac)))
    }

    /// Whether a mark was made here for this person, and not too long ago.
    fn is_mark_of(&self, mark: &str, person: PersonId) -> bool {
        let parts: Vec<&str> = mark.split('.').collect();
        let [of, since, browser, mac] = parts.as_slice() else { return false };
        let is_young = since
            .parse()
            .is_ok_and(|since: i64| self.now().0.saturating_sub(since) < DEVICE_LIFE_MS);
        let mac = URL_SAFE_NO_PAD.decode(mac).unwrap_or_default();
        *of == person.to_string() && is_young && self.is_keyed(MARK, &[of, since, browser], &mac)
    }

    /// Takes a try back that succeeded.
    async fn forget(&self, tried: Tried) -> Result<(), EngineError> {
        self.store()
            .write(move |txn| {
                let tried = tried.clone();
                Box::pin(async move { Ok(txn.forget_sign_in(&tried.digests(), tried.at).await?) })
            })
            .await
    }

    /// What is kept of a name that was typed. Somebody may have typed a password there, so that it is made with the key of
    /// the installation: nobody else can tell by it what was typed.
    fn login_digest(&self, login: &str) -> Digest {
        Digest(self.keyed("baopi/login/1", &[login]))
    }

    async fn record_failure(&self, tried: &Tried) -> Result<(), EngineError> {
        let by = By { actor: None, on_behalf_of: None, at: tried.at };
        let what = SystemHappening::SignInFailed { login_sha256: tried.login };
        self.store()
            .write(move |txn| {
                let what = what.clone();
                Box::pin(async move {
                    txn.append_system(by, what).await.map(drop).map_err(EngineError::from)
                })
            })
            .await
    }

    async fn verify_password(&self, password: &str, stored: String) -> Result<bool, EngineError> {
        let password = password.to_owned();
        self.hash_aside(move || {
            let stored = PasswordHash::new(&stored)?;
            match hasher().verify_password(password.as_bytes(), &stored) {
                Ok(()) => Ok(true),
                Err(password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(error),
            }
        })
        .await
    }

    /// The hash of a password, to be stored.
    pub(crate) async fn hash_password(&self, password: &str) -> Result<String, EngineError> {
        let password = password.to_owned();
        self.hash_aside(move || Ok(hasher().hash_password(password.as_bytes())?.to_string())).await
    }

    /// Hashing takes a core for a while: not on the threads that answer others, and only a few at once.
    async fn hash_aside<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, password_hash::Error> + Send + 'static,
    ) -> Result<T, EngineError> {
        let _permit = self.hashing().acquire().await.expect("the semaphore is never closed");
        tokio::task::spawn_blocking(work).await?.map_err(EngineError::Password)
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
async fn end<E: From<EngineError>>(txn: &mut Txn, hash: Digest, at: Timestamp) -> Result<(), E> {
    let ended = txn.end_session(hash).await.map_err(EngineError::from)?;
    if let Some(person) = ended {
        let by = By { actor: Some(person), on_behalf_of: None, at };
        let what = SystemHappening::SignedOut;
        txn.append_system(by, what).await.map_err(EngineError::from)?;
    }
    Ok(())
}

fn is_alive(row: &SessionRow, now: Timestamp) -> bool {
    now < row.expires_at && now.0 - row.seen_at.0 < SESSION_IDLE_MS
}

/// What the owner of a secret calls it by: half of its digest, by which nobody finds the secret.
fn named_by(hash: Digest) -> Uuid {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.0[..16]);
    Uuid::from_bytes(half)
}

/// Where an address belongs to: whoever has one address of version 6 has all of its 2⁶⁴ neighbours too.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
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

/// A hash that no password has, for names that do not exist.
static DUMMY_HASH: LazyLock<String> = LazyLock::new(|| {
    let hash = hasher().hash_password(b"nobody").expect("a short password can be hashed");
    hash.to_string()
});

/// Argon2id with 19 MiB, two passes, one lane: the first choice of the OWASP password cheat sheet.
fn hasher() -> Argon2<'static> {
    let params =
        Params::new(19 * 1024, 2, 1, None).expect("the parameters are within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, argon2::Version::V0x13, params)
}

/// A secret of 256 random bits and its digest.
pub(crate) fn secret(prefix: &str) -> Result<(String, Digest), EngineError> {
    let secret = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(random::<32>()?));
    let hash = Digest::of(secret.as_bytes());
    Ok((secret, hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_network_are_counted_together() {
        let of = |address: &str| network(address.parse().unwrap());
        assert_eq!(of("10.0.0.7"), of("::ffff:10.0.0.7"));
        assert_ne!(of("10.0.0.7"), of("10.0.0.8"));
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
    }
}
