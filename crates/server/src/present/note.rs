//! What is said above a form, or above a page after something was done.

/// What is said above a form.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    /// `good`, `info`, `warn` or `bad`.
    pub(crate) tone: &'static str,
    pub(crate) text: String,
    /// Where the present state can be seen, for a form that came too late.
    pub(crate) reload: Option<String>,
}

/// A note of what was done.
pub(crate) const fn good(text: String) -> Note {
    Note { tone: "good", text, reload: None }
}
