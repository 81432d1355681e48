//! Which stored texts a draft takes its words from, found among all of them.
//!
//! # What is stored
//!
//! Of every text one shingle in [`SAMPLED`] is kept, chosen by its number: two texts that share a passage choose the same ones
//! from it. A look-up counts for every source the samples of the draft that it has, takes the best [`MAX_CANDIDATES`], and
//! measures each against its stored text; what is answered is therefore exact, and only what is *missed* is a matter of chance.
//! Of a text with fewer than 512 shingles one in 16, 8, 4, 2 or every one is kept, so that it has about [`LEAST_SAMPLES`] or
//! more, and a draft looks for as many as the shortest text would have that half of it may come from. So a source that is not
//! much longer than the draft is found, however short both are; a few lines taken from a long one may be missed.
//!
//! # When
//!
//! A document of ours is in the index from its first submission on, with the text that was submitted last, or that the office
//! corrected since: [`crate::Txn::save`] sees to it in the same transaction. A text sent back stays until the next one
//! replaces it. A withdrawn document leaves the index: its text is its drafter's alone again. Whatever else becomes of a
//! document (rejected, terminated, issued, repealed) leaves it where it is. A text that came in is put there by
//! [`crate::Txn::index_source`].
//!
//! # Bounds
//!
//! Of a text its first [`MAX_CHARACTERS`] characters are compared, of a source [`MAX_SAMPLES`] samples are kept and of a draft
//! [`MAX_ASKED`] are looked for. A sample that [`MAX_HOLDERS`] sources have is not kept for further ones: the first ones have it,
//! and a text that was copied so often is found through them.

mod check;
mod find;
mod index;
mod rebuild;
mod sample;

pub use check::{MAX_SIMILAR_FAULTS, SimilarFault, SimilarReport, SimilarWrong};
pub use find::{Copied, MAX_CANDIDATES, MAX_FOUND, SourceText, TextPlace};
pub use index::{IncomingSource, MAX_HOLDERS};
pub(crate) use index::{Indexing, placeholders};
pub use sample::{LEAST_SAMPLES, MAX_ASKED, MAX_CHARACTERS, MAX_SAMPLES, SAMPLED};
