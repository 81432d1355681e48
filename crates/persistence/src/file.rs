//! Files, kept once by their digest, and who may lay hands on them.

use baopi_workflow::content::FileRef;
use baopi_workflow::{Digest, PersonId, RequestId, Timestamp};

use crate::column::values;
use crate::error::StoreError;
use crate::store::Store;
use crate::txn::Txn;

impl Txn {
    /// Keeps a file under its digest; a file that is there already is left as it is.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be written.
    pub async fn insert_blob(
        &mut self,
        sha256: Digest,
        bytes: &[u8],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let known = "SELECT 1 AS known FROM file_blob WHERE sha256 = $1";
        if self.sql.one(known, values![sha256]).await?.is_some() {
            return Ok(());
        }
        let row = values![sha256, bytes.len() as u64, at, bytes.to_vec()];
        let into = "file_blob (sha256, size, at, bytes)";
        self.sql.insert(into, vec![row], "ON CONFLICT (sha256) DO NOTHING").await
    }

    /// Writes down that this person sent this file, and so has it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] if the file is not kept.
    pub async fn insert_upload(
        &mut self,
        sha256: Digest,
        person: PersonId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let row = values![sha256, person, at];
        let into = "upload (sha256, person, at)";
        self.sql.insert(into, vec![row], "ON CONFLICT (sha256, person) DO NOTHING").await
    }

    /// Keeps the text that was read from a file which this person sent under this name.
    ///
    /// # Errors
    ///
    /// [`StoreError::Refused`] if the file is not kept.
    pub async fn insert_file_text(
        &mut self,
        file: &FileRef,
        person: PersonId,
        text: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let row = values![file.sha256, person, &*file.name, FileRef::text_digest(text), text, at];
        let into = "file_text (sha256, person, name, digest, text, at)";
        let once = "ON CONFLICT (sha256, person, name, digest) DO NOTHING";
        self.sql.insert(into, vec![row], once).await
    }

    /// The digests of the texts that were read from a file of this name and size which this person sent, as
    /// [`FileRef::text_digest`] makes them; nothing for a file that the person did not send so.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn text_digests(
        &mut self,
        file: &FileRef,
        person: PersonId,
    ) -> Result<Vec<Digest>, StoreError> {
        let find = "SELECT t.digest FROM file_text t JOIN file_blob b ON b.sha256 = t.sha256
                    WHERE t.sha256 = $1 AND t.person = $2 AND t.name = $3 AND b.size = $4";
        let which = values![file.sha256, person, &*file.name, file.size];
        let rows = self.sql.all(find, which).await?;
        rows.iter().map(|row| row.get("digest")).collect()
    }

    /// As [`Store::uploaded_by`], inside the transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn uploaded_by(
        &mut self,
        sha256: Digest,
        person: PersonId,
    ) -> Result<bool, StoreError> {
        Ok(self.sql.one(UPLOADED, values![sha256, person]).await?.is_some())
    }

    /// As [`Store::blob_is_of`], inside the transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn blob_is_of(
        &mut self,
        request: RequestId,
        sha256: Digest,
    ) -> Result<bool, StoreError> {
        Ok(self.sql.one(OF_REQUEST, values![request, sha256]).await?.is_some())
    }
}

impl Store {
    /// The text that was read last from a file of this name which this person sent.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn file_text(
        &self,
        file: &FileRef,
        person: PersonId,
    ) -> Result<Option<String>, StoreError> {
        let find = "SELECT text FROM file_text WHERE sha256 = $1 AND person = $2 AND name = $3
                    ORDER BY at DESC LIMIT 1";
        let row = self.reading().one(find, values![file.sha256, person, &*file.name]).await?;
        row.map(|row| row.get("text")).transpose()
    }

    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub async fn blob(&self, sha256: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        let row = self
            .reading()
            .one("SELECT bytes FROM file_blob WHERE sha256 = $1", values![sha256])
            .await?;
        row.map(|row| row.get("bytes")).transpose()
    }

    /// Whether the file is named by a text of the request, the present one or an earlier one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn blob_is_of(&self, request: RequestId, sha256: Digest) -> Result<bool, StoreError> {
        Ok(self.reading().one(OF_REQUEST, values![request, sha256]).await?.is_some())
    }

    /// Whether this person has sent this file. Whoever names a file in a text must have sent it, or found it in that text.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if it cannot be read.
    pub async fn uploaded_by(&self, sha256: Digest, person: PersonId) -> Result<bool, StoreError> {
        Ok(self.reading().one(UPLOADED, values![sha256, person]).await?.is_some())
    }
}

const UPLOADED: &str = "SELECT 1 AS known FROM upload WHERE sha256 = $1 AND person = $2";
const OF_REQUEST: &str =
    "SELECT 1 AS known FROM request_file WHERE request = $1 AND sha256 = $2 LIMIT 1";
