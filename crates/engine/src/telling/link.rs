//! Links in messages: an address, never a credential. Opening one shows; deciding needs a session of the addressee.

use baopi_workflow::{NoticeKind, PersonId, RequestId, Timestamp};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use sha2::Sha256;
use uuid::Uuid;

use crate::engine::Engine;
use crate::error::EngineError;

/// A link is good for 7 days.
pub const LINK_LIFE_MS: i64 = 7 * 24 * 3600 * 1000;
/// The identifier of the present link key.
const KEY_ID: &str = "1";
/// So many bytes of the MAC stand in the link.
const MAC_BYTES: usize = 16;

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkTarget {
    /// Which request.
    pub request: RequestId,
    /// To whom the message went.
    pub to: PersonId,
    /// What it was about.
    pub kind: NoticeKind,
}

impl Engine {
    /// The link of a message. It is made from the message's identifier, so that a message sent again carries the same.
    #[must_use]
    pub fn link(&self, notice: Uuid) -> String {
        let id = URL_SAFE_NO_PAD.encode(notice.as_bytes());
        let mac = URL_SAFE_NO_PAD.encode(&self.mac(&id).finalize().into_bytes()[..MAC_BYTES]);
        format!("{}/a/{KEY_ID}.{id}.{mac}", self.public_url())
    }

    /// What a link leads to; nothing for one that was not made here, or is too old. Reads, and writes nothing.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn open_link(&self, token: &str) -> Result<Option<LinkTarget>, EngineError> {
        // The MAC is checked before the database is asked, so that guessing is cheap to refuse.
        let Some(notice) = self.checked(token) else { return Ok(None) };
        let row = self.store().find_notice(notice).await?;
        let alive = |created_at: Timestamp| self.now().0 - created_at.0 <= LINK_LIFE_MS;
        let row = row.filter(|row| alive(row.created_at));
        Ok(row.map(|row| LinkTarget { request: row.request, to: row.to, kind: row.kind }))
    }

    fn checked(&self, token: &str) -> Option<Uuid> {
        let mut parts = token.split('.');
        let (key, id, mac) = (parts.next()?, parts.next()?, parts.next()?);
        if key != KEY_ID || parts.next().is_some() {
            return None;
        }
        let mac = URL_SAFE_NO_PAD.decode(mac).ok().filter(|mac| mac.len() == MAC_BYTES)?;
        self.mac(id).verify_truncated_left(&mac).ok()?;
        Uuid::from_slice(&URL_SAFE_NO_PAD.decode(id).ok()?).ok()
    }

    fn mac(&self, id: &str) -> Hmac<Sha256> {
        self.started("baopi/link/1", &[self.public_url(), KEY_ID, id])
    }

    /// 32 bytes that only this installation can compute, for one purpose.
    pub(crate) fn keyed(&self, purpose: &str, parts: &[&str]) -> [u8; 32] {
        self.started(purpose, parts).finalize().into_bytes().into()
    }

    /// Whether these are the bytes that [`Self::keyed`] computes.
    pub(crate) fn is_keyed(&self, purpose: &str, parts: &[&str], bytes: &[u8]) -> bool {
        self.started(purpose, parts).verify_slice(bytes).is_ok()
    }

    /// Each part is preceded by its length, so that no two lists of parts read the same.
    fn started(&self, purpose: &str, parts: &[&str]) -> Hmac<Sha256> {
        let key = self.link_key().expose_secret();
        let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length will do");
        for part in std::iter::once(&purpose).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac
    }
}
