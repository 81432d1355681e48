//! Who somebody is: passwords, sessions, tokens.

use std::sync::{Arc, LazyLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{self, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params};
use baopi_persistence::{SessionRow, TokenRow, Txn};
use baopi_workflow::event::By;
use baopi_workflow::text::has_unfit;
use baopi_workflow::{Digest, Organisation, Person, PersonId, Role, SystemHappening, Timestamp};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::answer;
use crate::engine::Engine;
use crate::error::{CommandError, EngineError};
use crate::key::CommandKey;
use crate::random::random;
use crate::reason::{Class, Reason};

/// A session ends after so much time without use: 30 minutes.
pub const SESSION_IDLE_MS: i64 = 30 * 60 * 1000;
/// A session ends after so much time in any case: 12 hours.
pub const SESSION_LIFE_MS: i64 = 12 * 3600 * 1000;
/// An API token ends after 90 days.
pub const TOKEN_LIFE_MS: i64 = 90 * 24 * 3600 * 1000;
/// After so many failures for one name within [`FAILURE_WINDOW_MS`], the name has to wait.
pub const MAX_FAILURES: u32 = 10;
/// The time in which failures are counted: 15 minutes.
pub const FAILURE_WINDOW_MS: i64 = 15 * 60 * 1000;
/// The longest password, in bytes.
pub const MAX_PASSWORD_BYTES: usize = 256;
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
#[derive(Debug, Clone, Copy)]
struct Tried {
    login: Digest,
    at: Timestamp,
}

/// Why nobody was signed in.
pub type SignInError = CommandError<SignInRefusal>;

/// What only signing in refuses.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefusal {
    /// Name and password do not belong together, or the person is disabled; which of it is not told.
    #[error("name or password is wrong")]
    Wrong,
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
        }
    }

    fn class(&self) -> Class {
        match self {
            Self::Wrong => Class::Forbidden,
            Self::TooMany { .. } => Class::Conflict,
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
    /// Opens a session.
    ///
    /// # Errors
    ///
    /// See [`SignInError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn sign_in(
        &self,
        login: &str,
        password: &str,
        device: &str,
    ) -> Result<NewSession, SignInError> {
        let (person, tried) = self.authenticate(login, password).await?;
        let (token, hash) = secret("")?;
        let now = self.now();
        let expires_at = Timestamp(now.0 + SESSION_LIFE_MS);
        let device = device.chars().take(200).collect();
        let row = SessionRow { hash, person, device, created_at: now, seen_at: now, expires_at };
        self.store()
            .write(move |txn| {
                let row = row.clone();
                Box::pin(async move {
                    txn.forget_sign_in(tried.login, tried.at).await?;
                    txn.insert_session(&row).await?;
                    let by = By { actor: Some(person), on_behalf_of: None, at: now };
                    txn.append_system(by, SystemHappening::SignedIn).await?;
                    Ok::<_, SignInError>(())
                })
            })
            .await?;
        Ok(NewSession { token, person, expires_at })
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
        if now >= row.expires_at || now.0 - row.seen_at.0 >= SESSION_IDLE_MS {
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
        self.store()
            .write(move |txn| {
                Box::pin(async move {
                    if let Some(person) = txn.end_session(hash).await? {
                        let by = By { actor: Some(person), on_behalf_of: None, at };
                        txn.append_system(by, SystemHappening::SignedOut).await?;
                    }
                    Ok::<_, EngineError>(())
                })
            })
            .await
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
        label: &str,
        key: Option<CommandKey>,
    ) -> Result<NewToken, SignInError> {
        let (person, tried) = self.authenticate(login, password).await?;
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
                Box::pin(async move { insert_token(txn, &wish.0, wish.1.as_ref(), wish.2).await })
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
    ) -> Result<(PersonId, Tried), SignInError> {
        let tried = Tried { login: self.login_digest(login), at: self.now() };
        let may_try = self.store().write(move |txn| {
            Box::pin(async move {
                let when = (tried.at, Timestamp(tried.at.0 - FAILURE_WINDOW_MS));
                Ok::<_, EngineError>(txn.count_sign_in(tried.login, when, MAX_FAILURES).await?)
            })
        });
        if !may_try.await? {
            let retry_secs = FAILURE_WINDOW_MS.unsigned_abs() / 1000;
            return Err(SignInRefusal::TooMany { retry_secs }.into());
        }
        let known = if has_unfit(login) { None } else { self.store().find_password(login).await? };
        let (person, stored) =
            known.map_or((None, DUMMY_HASH.clone()), |(person, hash)| (Some(person), hash));
        let matches =
            password.len() <= MAX_PASSWORD_BYTES && self.verify_password(password, stored).await?;
        let organisation = self.store().organisation().await?;
        let active = person.filter(|person| organisation.active_person(*person).is_some());
        if let Some(person) = active.filter(|_| matches) {
            return Ok((person, tried));
        }
        self.record_failure(tried).await?;
        Err(SignInRefusal::Wrong.into())
    }

    /// What is kept of a name that was typed. Somebody may have typed a password there, so that it is made with the key of
    /// the installation: nobody else can tell by it what was typed.
    fn login_digest(&self, login: &str) -> Digest {
        Digest(self.keyed("baopi/login/1", &[login]))
    }

    async fn record_failure(&self, tried: Tried) -> Result<(), EngineError> {
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

/// Writes a token down, or finds the one that was written down under the same key; says when it ends, and whether it was found.
async fn insert_token(
    txn: &mut Txn,
    row: &TokenRow,
    key: Option<&CommandKey>,
    tried: Tried,
) -> Result<(Timestamp, bool), SignInError> {
    txn.forget_sign_in(tried.login, tried.at).await?;
    if let Some(body) = answer::given_before(txn, row.person, key).await? {
        return Ok((serde_json::from_str(&body)?, true));
    }
    txn.insert_token(row).await?;
    let by = By { actor: Some(row.person), on_behalf_of: None, at: row.created_at };
    txn.append_system(by, SystemHappening::SignedIn).await?;
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
