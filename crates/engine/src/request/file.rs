//! Files: taken once, read in a process of their own, kept byte for byte.

use std::sync::Arc;

use baopi_document::{Besides, Format, Unreadable};
use baopi_persistence::Txn;
use baopi_workflow::content::{FilePart, FileRef};
use baopi_workflow::count::{characters, words_approx};
use baopi_workflow::event::By;
use baopi_workflow::rules::classified;
use baopi_workflow::text::{is_unfit, without_unfit};
use baopi_workflow::{
    Action, Content, Digest, Measure, PersonId, RequestId, RuleId, SystemHappening, Timestamp,
};
use serde::{Deserialize, Serialize};

use crate::answer;
use crate::engine::Engine;
use crate::error::{CommandError, EngineError, PerformError, Untried};
use crate::key::CommandKey;

/// The longest file name that is kept, in characters; a longer one is cut in the middle of nothing but itself.
pub const MAX_NAME_CHARS: usize = 200;

/// A file that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedFile {
    /// The file.
    pub file: FileRef,
    /// Its text.
    pub text: String,
    /// The format that its bytes show.
    pub format: Format,
    /// How plain text was encoded.
    pub encoding: Option<String>,
    /// The measure of its text.
    pub measure: Measure,
    /// What is to be said beside it.
    pub besides: Besides,
    /// Whether this is the answer to an earlier sending of the same file.
    #[serde(skip)]
    pub replayed: bool,
}

/// Why a file was not taken.
pub type FileError = CommandError<Unreadable>;

impl From<Unreadable> for FileError {
    fn from(unreadable: Unreadable) -> Self {
        Self::Refused(unreadable)
    }
}

struct Upload {
    actor: PersonId,
    file: FileRef,
    bytes: Vec<u8>,
    text: String,
    key: Option<CommandKey>,
    now: Timestamp,
}

impl Engine {
    /// Reads a file and keeps its bytes. A file that looks classified is not kept, nor is anything of it.
    ///
    /// # Errors
    ///
    /// See [`FileError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn receive_file(
        &self,
        actor: PersonId,
        name: &str,
        bytes: Vec<u8>,
        key: Option<CommandKey>,
    ) -> Result<ReceivedFile, FileError> {
        let sha256 = Digest::of(&bytes);
        let mut extracted = self.extractor().extract(name, bytes.clone()).await?;
        extracted.text = without_unfit(extracted.text);
        self.unclassified(actor, [name, &extracted.text]).await?;
        let is_kept = |c: &char| !c.is_control() && !is_unfit(*c);
        let name = name.chars().filter(is_kept).take(MAX_NAME_CHARS).collect();
        let file = FileRef { sha256, name, size: bytes.len() as u64 };
        let text = extracted.text;
        let now = self.now();
        let upload = Upload { actor, file: file.clone(), bytes, text: text.clone(), key, now };
        let upload = Arc::new(upload);
        let replayed = self
            .store()
            .write(move |txn| {
                let upload = Arc::clone(&upload);
                Box::pin(async move { upload.keep(txn).await })
            })
            .await?;
        let measure = Measure {
            characters: characters(&text),
            words_approx: words_approx(&text),
            minutes: 0,
        };
        Ok(ReceivedFile {
            file,
            text,
            format: extracted.format,
            encoding: extracted.encoding,
            measure,
            besides: extracted.besides,
            replayed,
        })
    }

    /// Gives annexes that come without the text of their file the one that was read from it: nobody has to send back what
    /// they were told.
    pub(crate) async fn fill_texts(
        &self,
        actor: PersonId,
        action: &mut Action,
    ) -> Result<(), EngineError> {
        let Some(content) = action.content_mut() else { return Ok(()) };
        for annex in content.annexes_mut() {
            if let (None, Some(file)) = (&annex.text, &annex.file) {
                annex.text = self.store().file_text(file, actor).await?;
            }
        }
        Ok(())
    }

    /// Whether the body of a document is the text that was read from the file that it names, or the request says so already;
    /// so too where it names none.
    ///
    /// # Errors
    ///
    /// [`EngineError`] if the texts cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn body_is_of_its_file(
        &self,
        actor: PersonId,
        request: Option<RequestId>,
        content: &Content,
    ) -> Result<bool, EngineError> {
        let body = content.file_parts().find(|part| part.field == "body_file");
        let Some(part @ FilePart { file, text: Some(body), .. }) = body else { return Ok(true) };
        if let Some(request) = request
            && let Some((_, present)) = self.store().find_request(request).await?
            && present.file_parts().any(|known| known == part)
        {
            return Ok(true);
        }
        let read = self.store().file_text(file, actor).await?;
        let digest = FileRef::text_digest;
        Ok(read.is_some_and(|read| digest(&read) == digest(body)))
    }

    /// Refuses what looks classified, and keeps nothing of it but that somebody tried.
    pub(crate) async fn unclassified<'t>(
        &self,
        actor: PersonId,
        texts: impl IntoIterator<Item = &'t str>,
    ) -> Result<(), Untried> {
        let Some(pattern) = classified::scan(texts) else { return Ok(()) };
        self.record_classified(actor, pattern).await?;
        Err(Untried::Classified(pattern))
    }

    async fn record_classified(&self, actor: PersonId, pattern: u32) -> Result<(), EngineError> {
        let by = By { actor: Some(actor), on_behalf_of: None, at: self.now() };
        let organisation = self.store().organisation().await?;
        let Some(unit) = organisation.person(actor).map(|person| person.unit) else {
            return Ok(());
        };
        let what = SystemHappening::ContentRefused { rule: RuleId::Classified, pattern, unit };
        self.store()
            .write(move |txn| {
                let what = what.clone();
                Box::pin(async move {
                    txn.append_system(by, what).await.map(drop).map_err(EngineError::from)
                })
            })
            .await
    }

    /// A file of a request, as it was uploaded.
    ///
    /// # Errors
    ///
    /// [`PerformError::NotFound`] unless the request is visible to the viewer and names the file.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn file(
        &self,
        viewer: PersonId,
        request: RequestId,
        sha256: Digest,
    ) -> Result<(FileRef, Vec<u8>), PerformError> {
        let (_, content, _) = self.seen(viewer, request).await?;
        let file = content
            .files()
            .find(|file| file.sha256 == sha256)
            .cloned()
            .ok_or(PerformError::NotFound)?;
        let bytes = self.store().blob(sha256).await?.ok_or(PerformError::NotFound)?;
        Ok((file, bytes))
    }
}

impl Upload {
    /// The same bytes are kept once; the same key with other bytes is refused. Says whether they were sent before.
    async fn keep(&self, txn: &mut Txn) -> Result<bool, FileError> {
        if answer::given_before(txn, self.actor, self.key.as_ref()).await?.is_some() {
            return Ok(true);
        }
        txn.insert_blob(self.file.sha256, &self.bytes, self.now).await?;
        txn.insert_upload(self.file.sha256, self.actor, self.now).await?;
        txn.insert_file_text(&self.file, self.actor, &self.text, self.now).await?;
        let body = self.file.sha256.to_string();
        answer::keep(txn, self.actor, self.key.as_ref(), &body, self.now).await?;
        Ok(false)
    }
}
