use crate::limits::MAX_TEXT_BYTES;
use crate::{Unreadable, too_much_text};

/// Collects text paragraph by paragraph.
///
/// A paragraph within a paragraph belongs to a text box or a note: it follows its host, so that the words of the host stay
/// together.
#[derive(Default)]
pub(crate) struct Paragraphs {
    done: String,
    open: Vec<Open>,
    bytes: usize,
}

#[derive(Default)]
struct Open {
    text: String,
    after: String,
}

impl Paragraphs {
    pub(crate) fn open(&mut self) {
        self.open.push(Open::default());
    }

    pub(crate) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Closes the innermost paragraph with a line end.
    pub(crate) fn close(&mut self) -> Result<(), Unreadable> {
        let Some(Open { text, after }) = self.open.pop() else { return Ok(()) };
        self.count(1)?;
        let target = self.open.last_mut().map_or(&mut self.done, |host| &mut host.after);
        target.push_str(&text);
        target.push('\n');
        target.push_str(&after);
        Ok(())
    }

    /// Adds to the innermost paragraph; outside of paragraphs stands no text.
    pub(crate) fn push(&mut self, text: &str) -> Result<(), Unreadable> {
        self.count(text.len())?;
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.text.push_str(text);
        }
        Ok(())
    }

    /// Adds a finished text, such as a note, behind the innermost paragraph.
    pub(crate) fn push_after(&mut self, text: &str) -> Result<(), Unreadable> {
        self.count(text.len())?;
        self.open.last_mut().map_or(&mut self.done, |host| &mut host.after).push_str(text);
        Ok(())
    }

    /// Where the text that comes next will stand, for [`Self::repeat`].
    pub(crate) fn place(&self) -> usize {
        self.open.last().map_or(self.done.len(), |host| host.after.len())
    }

    /// The text since that place stands so many times in all.
    pub(crate) fn repeat(&mut self, from: usize, times: usize) -> Result<(), Unreadable> {
        let target = self.open.last_mut().map_or(&mut self.done, |host| &mut host.after);
        let more = target.get(from..).unwrap_or_default().to_owned();
        if more.trim().is_empty() || times <= 1 {
            return Ok(());
        }
        self.bytes = self.bytes.saturating_add(more.len().saturating_mul(times - 1));
        if self.bytes > MAX_TEXT_BYTES {
            return Err(too_much_text());
        }
        target.push_str(&more.repeat(times - 1));
        Ok(())
    }

    pub(crate) fn into_text(self) -> String {
        self.done
    }

    fn count(&mut self, more: usize) -> Result<(), Unreadable> {
        self.bytes += more;
        if self.bytes > MAX_TEXT_BYTES { Err(too_much_text()) } else { Ok(()) }
    }
}
