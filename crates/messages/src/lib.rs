//! Every sentence that a person reads, in Chinese and English, from message files.
//!
//! Code carries keys, codes and figures; the wording stands in `locales/<language>/*.ftl`. Nothing is escaped here: whoever
//! puts a sentence into HTML escapes it there.

use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;

mod argument;
mod books;
mod language;
mod office;
mod record;
mod request;
mod rules;
mod word;

pub use argument::{Args, Argument};
pub use books::{book_field, book_refusal, field_fault, incoming_state, incoming_step};
pub use language::{Language, UnknownLanguage};
pub use office::{delegation_refusal, delegation_refusal_advice, matters};
pub use record::system_happening;
pub use request::file::{size, unreadable, unreadable_advice};
pub use request::refusal::{refusal, refusal_advice};
pub use request::timeline::happening;
pub use rules::condition::{condition, condition_error, condition_field, condition_sort};
pub use rules::finding::{finding, finding_advice, rule_basis, rule_name, rules, verdict};
pub use rules::proof::{route_fault, route_warning};
pub use rules::route::{Naming, answer, assignee, mode, route_error, skipped, tally, vote_error};
pub use rules::witness::witness;
pub use word::{
    ButtonPlace, action, added_place, button, clock, date, field, halt, kind, moment, names,
    notice, proposing, rank, resume, role, stage, status, word,
};

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "zh-CN",
        // Without isolation marks: they would show up in mails and in what people copy.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The message `key`, which takes no arguments.
///
/// A key that no message file knows yields a text that says so, and that the tests look for.
#[must_use]
pub fn text(language: Language, key: &str) -> String {
    text_with(language, key, &Args::default())
}

/// The message `key` with its arguments. A message whose argument is missing counts as unknown, as in [`text`].
#[must_use]
pub fn text_with(language: Language, key: &str, args: &Args) -> String {
    find(language, key, args).unwrap_or_else(|| format!("Unknown localization key: {key:?}"))
}

/// The message, or nothing if it is unknown or lacks an argument; what one language lacks is looked for in the other.
fn find(language: Language, key: &str, args: &Args) -> Option<String> {
    let values: HashMap<&str, FluentValue<'_>> = args.values().collect();
    let look = |language: Language| {
        LOCALES.lookup_single_language(&language::identifier(language), key, Some(&values)).ok()
    };
    look(language).or_else(|| look(language.other()))
}

/// The first of several messages that exists: the special one before the general one.
fn first_of(language: Language, keys: &[String], args: &Args) -> Option<String> {
    keys.iter().find_map(|key| find(language, key, args))
}

/// A word of the code as it stands in message keys.
fn kebab(word: &str) -> String {
    word.to_ascii_lowercase().replace('_', "-")
}
