//! What a password may be: long enough, and nothing that everybody tries first.

use baopi_workflow::Person;

/// The shortest password, in characters.
pub const MIN_PASSWORD_CHARS: usize = 10;
/// The longest password, in bytes: hashing takes time for every byte.
pub const MAX_PASSWORD_BYTES: usize = 256;
/// A password has at least so many different characters.
pub const MIN_DIFFERENT_CHARS: usize = 4;
/// So many characters at least stand beside the own name or login, where a password holds one of them.
pub const MIN_BESIDE_NAME: usize = 6;

/// Passwords of at least [`MIN_PASSWORD_CHARS`] characters that are tried first everywhere, in small letters; also what begins
/// or ends with one and has less than [`MIN_BESIDE_NAME`] other characters.
const COMMON: &[&str] = &[
    "0123456789",
    "1234567890",
    "0987654321",
    "9876543210",
    "1234567891",
    "12345678910",
    "1122334455",
    "1111122222",
    "1231231230",
    "123123123",
    "123456789",
    "12345678",
    "87654321",
    "1qaz2wsx3edc",
    "1qaz2wsx",
    "1q2w3e4r5t",
    "1q2w3e4r",
    "qwertyuiop",
    "qwerty123",
    "asdfghjkl",
    "zxcvbnm123",
    "abcdefghij",
    "abcd1234",
    "abc123456",
    "a123456789",
    "a12345678",
    "aa123456",
    "qq123456",
    "woaini1314",
    "5201314",
    "iloveyou",
    "password",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "administrator",
    "admin123",
    "welcome1",
    "changeme",
    "letmein123",
];

/// Why a word is no password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// It is too short.
    Short,
    /// It is too long.
    Long,
    /// It is one that is tried first.
    Common,
    /// It is little more than the own name or login.
    OwnName,
    /// It is the one that it is to take the place of.
    Unchanged,
}

impl PasswordFault {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Short, Self::Long, Self::Common, Self::OwnName, Self::Unchanged];

    /// The word for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Short => "password_short",
            Self::Long => "password_long",
            Self::Common => "password_common",
            Self::OwnName => "password_own_name",
            Self::Unchanged => "password_unchanged",
        }
    }
}

/// What is wrong with a password that somebody is to have, if anything is.
#[must_use]
pub fn password_fault(person: &Person, password: &str) -> Option<PasswordFault> {
    let small = password.to_lowercase();
    let beside = |word: &str| {
        let word = word.to_lowercase();
        !word.is_empty()
            && small.contains(&word)
            && small.replacen(&word, "", 1).chars().count() < MIN_BESIDE_NAME
    };
    let mut different: Vec<char> = small.chars().collect();
    different.sort_unstable();
    different.dedup();
    if password.chars().count() < MIN_PASSWORD_CHARS {
        Some(PasswordFault::Short)
    } else if password.len() > MAX_PASSWORD_BYTES {
        Some(PasswordFault::Long)
    } else if different.len() < MIN_DIFFERENT_CHARS || COMMON.iter().any(|word| beside(word)) {
        Some(PasswordFault::Common)
    } else if beside(&person.login) || beside(&person.name) {
        Some(PasswordFault::OwnName)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use baopi_workflow::{PersonId, UnitId};
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;

    fn shenjia() -> Person {
        Person {
            id: PersonId(Uuid::from_u128(1)),
            login: "shenjia".to_owned(),
            name: "沈佳".to_owned(),
            unit: UnitId(Uuid::from_u128(2)),
            post: None,
            roles: [].into(),
            rank: None,
            leads: [].into(),
            email: None,
            active: true,
        }
    }

    #[rstest]
    #[case::short("秋收冬种七上八下九", Some(PasswordFault::Short))]
    #[case::long_enough("秋收冬种七上八下九十", None)]
    #[case::tried_first("1234567890", Some(PasswordFault::Common))]
    #[case::in_capitals("QWERTYUIOP", Some(PasswordFault::Common))]
    #[case::with_a_tail("Password2026!", Some(PasswordFault::Common))]
    #[case::with_something_of_its_own("password of the barn", None)]
    #[case::three_characters("1231231231231", Some(PasswordFault::Common))]
    #[case::the_login("Shenjia2026", Some(PasswordFault::OwnName))]
    #[case::six_beside_the_login("shenjia-20261", None)]
    #[case::the_name("沈佳沈佳沈佳2026", None)]
    #[case::the_name_and_little_else("沈佳12345", Some(PasswordFault::Short))]
    #[case::of_the_demonstration("baopi-demo", None)]
    fn a_password_is_long_and_not_the_first_that_is_tried(
        #[case] password: &str,
        #[case] fault: Option<PasswordFault>,
    ) {
        assert_eq!(password_fault(&shenjia(), password), fault);
    }

    #[test]
    fn the_longest_password_has_256_bytes() {
        let longest: String = "abcd".repeat(MAX_PASSWORD_BYTES / 4);
        assert_eq!(password_fault(&shenjia(), &longest), None);
        let longer = format!("{longest}x");
        assert_eq!(password_fault(&shenjia(), &longer), Some(PasswordFault::Long));
    }
}
