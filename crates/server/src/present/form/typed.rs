//! What was typed into a form, by the names of its fields, exactly as it was typed.

use std::collections::{BTreeMap, BTreeSet};

use baopi_workflow::Digest;

/// The most values that one form may send: four lists of every unit, and every part of a request.
pub(crate) const MAX_VALUES: usize = 10_000;

/// The values of a form. It is what is shown again when something is wrong, so it keeps also what cannot be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Typed(BTreeMap<String, Vec<String>>);

impl Typed {
    /// The first value of a field; empty where there is none.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// A text as typed; browsers send line ends as two characters, and one is kept.
    pub(crate) fn text(&self, name: &str) -> String {
        self.one(name).replace("\r\n", "\n")
    }

    /// Every value of a field that can have several.
    pub(crate) fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether the field was sent at all: a box is sent only when it is ticked.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Whether `value` is among the values of a field.
    pub(crate) fn holds(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|held| held == value)
    }

    /// Whether nothing but white space stands in the field.
    pub(crate) fn is_blank(&self, name: &str) -> bool {
        self.one(name).trim().is_empty()
    }

    /// Adds one more value to a field.
    pub(crate) fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0.entry(name.to_owned()).or_default().push(value.into());
    }

    /// Puts one value in the place of all others.
    pub(crate) fn put(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), vec![value.into()]);
    }

    /// Puts a value where there is something to put.
    pub(crate) fn put_some(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.put(name, value);
        }
    }

    /// Ticks a box, or does not.
    pub(crate) fn tick(&mut self, name: &str, ticked: bool) {
        if ticked {
            self.put(name, "yes");
        }
    }

    /// Drops a field.
    pub(crate) fn drop(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// The numbers N for which there is a field `prefix.N.…`, in order.
    pub(crate) fn rows(&self, prefix: &str) -> BTreeSet<usize> {
        let number = |name: &str| {
            name.strip_prefix(prefix)?.strip_prefix('.')?.split_once('.')?.0.parse().ok()
        };
        self.0.keys().filter_map(|name| number(name)).collect()
    }

    /// Drops every field of one row.
    pub(crate) fn drop_row(&mut self, prefix: &str, row: usize) {
        let prefix = format!("{prefix}.{row}.");
        self.0.retain(|name, _| !name.starts_with(&prefix));
    }

    /// Drops the day on which something ends that ends on the day of its begin.
    pub(crate) fn drop_same_day(&mut self, name: &str) {
        let last_day = format!("{name}.ends_at.date");
        if self.one(&last_day) == self.one(&format!("{name}.starts_at.date")) {
            self.drop(&last_day);
        }
    }

    /// The names that begin with `prefix`, with what stands behind it.
    pub(crate) fn behind<'a>(
        &'a self,
        prefix: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.keys().filter_map(move |name| Some((name.strip_prefix(prefix)?, self.one(name))))
    }

    /// Whether the form has more values than any page of ours sends.
    pub(crate) fn is_too_long(&self) -> bool {
        self.0.values().map(Vec::len).sum::<usize>() > MAX_VALUES
    }

    /// The digest of an order given by this form, so that a second click is known to be the same one.
    pub(crate) fn fingerprint(&self, path: &str) -> Digest {
        let mut bytes = Vec::new();
        let values =
            self.0.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
        for part in std::iter::once(path)
            .chain(values.flat_map(|(name, value)| [name.as_str(), value.as_str()]))
        {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        Digest::of(&bytes)
    }
}

impl FromIterator<(String, String)> for Typed {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            typed.add(&name, value);
        }
        typed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn rows_are_found_by_their_numbers_and_dropped_whole() {
        let mut form = typed(&[
            ("basis.10.kind", "a"),
            ("basis.2.kind", "b"),
            ("basis.2.reference", "c"),
            ("basis.x.y", ""),
        ]);
        assert_eq!(form.rows("basis").into_iter().collect::<Vec<_>>(), [2, 10]);
        form.drop_row("basis", 2);
        assert_eq!(form.rows("basis").into_iter().collect::<Vec<_>>(), [10]);
        assert!(!form.has("basis.2.reference"));
    }

    #[test]
    fn another_value_or_another_path_is_another_order() {
        let form = typed(&[("a", "bc")]);
        assert_eq!(form.fingerprint("/x"), typed(&[("a", "bc")]).fingerprint("/x"));
        assert_ne!(form.fingerprint("/x"), form.fingerprint("/y"));
        assert_ne!(form.fingerprint("/x"), typed(&[("ab", "c")]).fingerprint("/x"));
    }

    #[test]
    fn ten_thousand_values_are_a_form_and_one_more_is_not() {
        let mut form = Typed::default();
        (0..MAX_VALUES).for_each(|_| form.add("cc", ""));
        assert!(!form.is_too_long());
        form.add("cc", "");
        assert!(form.is_too_long());
    }
}
