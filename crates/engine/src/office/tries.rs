//! Tries to sign in: where they come from, how many there may be, and whether a password is right.

use std::net::IpAddr;
use std::sync::{Arc, LazyLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{self, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params};
use baopi_persistence::TryLimit;
use baopi_workflow::event::By;
use baopi_workflow::text::has_unfit;
use baopi_workflow::{Digest, PersonId, SystemHappening, Timestamp};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::engine::Engine;
use crate::error::{CommandError, EngineError};
use crate::office::password::{MAX_PASSWORD_BYTES, PasswordFault};
use crate::random::random;
use crate::reason::{Class, Reason};

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

/// Who knocks: where a try to sign in comes from.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The address of the connection.
    pub address: IpAddr,
    /// What the browser says it is.
    pub device: String,
    /// The mark of an earlier sign-in, if the browser has one.
    pub mark: Option<String>,
    /// The session that the browser presents; it ends when another one begins.
    pub session: Option<String>,
}

/// A try to sign in that was counted.
#[derive(Debug, Clone)]
pub(crate) struct Tried {
    login: Digest,
    under: Vec<TryLimit>,
    pub(crate) at: Timestamp,
}

impl Tried {
    pub(crate) fn digests(&self) -> Vec<Digest> {
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

impl Engine {
    /// A wrong name costs the same time as a wrong password, so that nobody learns which names exist.
    pub(crate) async fn authenticate(
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
    pub(crate) fn mark(&self, person: PersonId) -> Result<String, EngineError> {
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
    pub(crate) async fn forget(&self, tried: Tried) -> Result<(), EngineError> {
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
