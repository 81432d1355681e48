use serde::{Deserialize, Serialize};

/// What a reader should know beside the text of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Besides {
    /// Characters of the text that word processors do not count: the numbers and bullets of lists, which they make themselves.
    pub list_numbers: usize,
    /// Characters that the file holds and does not show, which are no part of the text.
    pub hidden: usize,
    /// Pictures, of which no text is read.
    pub pictures: usize,
}

impl Besides {
    /// What there is to say, by its key in the message files, with how many there are.
    #[must_use]
    pub fn notes(&self) -> Vec<(&'static str, u64)> {
        let all = [
            ("beside-file-list-numbers", self.list_numbers),
            ("beside-file-hidden", self.hidden),
            ("beside-file-pictures", self.pictures),
        ];
        let some = all.into_iter().filter(|(_, count)| *count > 0);
        some.map(|(key, count)| (key, count as u64)).collect()
    }
}

/// The text of a file with what is to be said beside it.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) text: String,
    pub(crate) besides: Besides,
}

/// How many characters a reader sees of a text, blanks left out.
pub(crate) fn visible(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).count()
}

impl From<String> for Reading {
    fn from(text: String) -> Self {
        Self { text, besides: Besides::default() }
    }
}
