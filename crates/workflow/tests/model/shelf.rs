//! Every file that was ever reached, each once, so that a state only names it; and what `decide` said, so that it is asked the
//! same question only once. It may be remembered because it is a pure function.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use baopi_workflow::Digest;

use crate::file::File;
use crate::office::Changes;
use crate::state::RowId;

/// A file on the shelf, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FileId(u32);

/// All that a ruling depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    /// The scene and the place of the command in it.
    pub(crate) command: (u8, u8),
    /// The request as it was read.
    pub(crate) read: FileId,
    /// The request as it is now; the same unless something is wrong.
    pub(crate) current: FileId,
    /// The other request as it was read; the same one where nothing depends on it.
    pub(crate) other: FileId,
    /// The organisation as it was read.
    pub(crate) organisation: Changes,
    /// The organisation as it is now; the same unless something is wrong.
    pub(crate) truth: Changes,
    /// The counter as it was read.
    pub(crate) last_number: u8,
}

/// What `decide` said, and what the tables would hold then.
#[derive(Debug, Clone)]
pub(crate) enum Ruling {
    /// Whoever may not see a request is told that there is none.
    NotFound,
    /// It may be saved.
    Done(Saving),
    /// It was refused; where the request exists, the refusal is saved too.
    Refused(&'static str, Option<Saving>),
}

/// What a transition would leave behind.
#[derive(Debug, Clone)]
pub(crate) struct Saving {
    /// The version and the length of the chain on which it was decided.
    pub(crate) before: (u64, u64),
    /// The file afterwards.
    pub(crate) file: FileId,
    /// The number it takes.
    pub(crate) takes: Option<u8>,
    /// The document that it sends out, by its number.
    pub(crate) issues: Option<u8>,
    /// The messages it causes.
    pub(crate) notices: Vec<RowId>,
}

/// The shelf.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    files: RwLock<Vec<Arc<File>>>,
    ids: RwLock<HashMap<Digest, FileId>>,
    rulings: RwLock<HashMap<Question, Arc<Ruling>>>,
}

impl Shelf {
    /// The file of this identifier.
    pub(crate) fn file(&self, id: FileId) -> Arc<File> {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&files[id.0 as usize])
    }

    /// Puts a file on the shelf, unless it stands there already. Texts are told apart by the digest in the request.
    pub(crate) fn keep(&self, file: File) -> FileId {
        let name = format!("{}{:?}{:?}", file.slot, file.request, file.rows);
        let digest = Digest::of(name.as_bytes());
        let mut ids = self.ids.write().unwrap_or_else(PoisonError::into_inner);
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        *ids.entry(digest).or_insert_with(|| {
            files.push(Arc::new(file));
            FileId(u32::try_from(files.len() - 1).expect("fewer files than that"))
        })
    }

    /// What was said to this question, now or before.
    pub(crate) fn ruling(&self, question: Question, ask: impl FnOnce() -> Ruling) -> Arc<Ruling> {
        let known = self.rulings.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(ruling) = known.get(&question) {
            return Arc::clone(ruling);
        }
        drop(known);
        let ruling = Arc::new(ask());
        let mut known = self.rulings.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(question).or_insert(ruling))
    }

    /// How many files there are, and how often `decide` was asked.
    pub(crate) fn sizes(&self) -> (usize, usize) {
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner).len();
        (files, self.rulings.read().unwrap_or_else(PoisonError::into_inner).len())
    }
}
