//! Enums that are words: in columns, addresses, files and the keys of messages each variant has one, written down once.

/// Declares enums of words. Of each it gives the list of all, the word of a variant, and the variant of a word; what is stored is
/// the word.
macro_rules! words {
    ($($(#[$doc:meta])* $vis:vis enum $name:ident {
        $($(#[$what:meta])* $variant:ident = $key:tt),+ $(,)?
    })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        $vis enum $name { $($(#[$what])* #[serde(rename = $key)] $variant),+ }

        impl $name {
            /// Every one, in the order in which people are shown them.
            $vis const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word in records, columns, addresses and the keys of messages.
            #[must_use]
            $vis const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// The one of this word.
            #[must_use]
            $vis fn of_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.key() == key)
            }
        }
    )+};
}

#[cfg(test)]
mod tests {
    words! {
        /// A sample.
        enum Sample {
            /// One word.
            One = "one",
            /// Another.
            OfTwoWords = "of-two-words",
        }
    }

    #[test]
    fn a_word_is_stored_as_it_is_and_read_back() {
        for sample in Sample::ALL {
            assert_eq!(serde_json::to_value(sample).unwrap(), sample.key());
            assert_eq!(Sample::of_key(sample.key()), Some(*sample));
            assert_eq!(serde_json::from_value(sample.key().into()).ok(), Some(*sample));
        }
        assert_eq!(Sample::of_key("two"), None);
        assert!(serde_json::from_value::<Sample>("two".into()).is_err());
    }
}
