//! The one place that reads randomness.

use uuid::Uuid;

use crate::engine::Engine;
use crate::error::EngineError;

/// Bytes that nobody can guess.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], EngineError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(EngineError::Random)?;
    Ok(bytes)
}

impl Engine {
    /// A new identifier, sortable by time.
    ///
    /// # Errors
    ///
    /// [`EngineError::Random`] if the operating system gives no random bytes.
    pub fn new_id(&self) -> Result<Uuid, EngineError> {
        let millis = u64::try_from(self.now().0).unwrap_or(0);
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random()?).into_uuid())
    }

    /// So many new identifiers: what is written in a transaction, which may run again, gets them before it begins.
    pub(crate) fn new_ids(&self, count: usize) -> Result<Vec<Uuid>, EngineError> {
        (0..count).map(|_| self.new_id()).collect()
    }
}
