//! The message files themselves: both languages say the same things about the same figures.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The arguments of every message of a language, by key.
type Messages = BTreeMap<String, BTreeSet<String>>;

fn messages(language: &str) -> Messages {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language);
    let mut messages = Messages::new();
    for entry in std::fs::read_dir(directory).expect("the directory of a language can be listed") {
        let path = entry.expect("its entries can be read").path();
        let text = std::fs::read_to_string(&path).expect("a message file is UTF-8");
        read_into(&mut messages, &text, &path);
    }
    messages
}

fn read_into(messages: &mut Messages, text: &str, path: &Path) {
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            let (name, _) = line
                .split_once('=')
                .unwrap_or_else(|| panic!("{}: no `=` in {line:?}", path.display()));
            name.trim().clone_into(&mut key);
            let twice = messages.insert(key.clone(), BTreeSet::new()).is_some();
            assert!(!twice, "{}: {key} is there twice", path.display());
        } else {
            assert!(
                line.is_empty() || line.starts_with([' ', '}']),
                "{}: {line:?}",
                path.display()
            );
        }
        if let Some(arguments) = messages.get_mut(&key) {
            arguments.extend(line.split('$').skip(1).map(|rest| {
                rest.chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
                    .collect()
            }));
        }
    }
}

#[test]
fn both_languages_have_the_same_messages() {
    let (chinese, english) = (messages("zh-CN"), messages("en"));
    let only_in = |one: &Messages, other: &Messages| -> Vec<String> {
        one.keys().filter(|key| !other.contains_key(*key)).cloned().collect()
    };
    assert_eq!(only_in(&chinese, &english), [""; 0], "only in Chinese");
    assert_eq!(only_in(&english, &chinese), [""; 0], "only in English");
}

#[test]
fn both_languages_use_the_same_arguments() {
    let english = messages("en");
    for (key, arguments) in messages("zh-CN") {
        assert_eq!(Some(&arguments), english.get(&key), "{key}");
    }
}

#[test]
fn keys_are_written_in_kebab_case() {
    for key in messages("zh-CN").into_keys() {
        let plain = key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(plain && !key.contains("--") && !key.ends_with('-'), "{key}");
    }
}

/// A rule tells how to go on whenever it tells what is wrong.
#[test]
fn every_rule_and_refusal_and_file_has_its_way_out() {
    let messages = messages("zh-CN");
    let spoken = |key: &&String| {
        let part =
            ["-advice", "-name", "-basis", "-short"].iter().any(|suffix| key.ends_with(suffix));
        ["rule-", "refusal-", "file-"].iter().any(|prefix| key.starts_with(prefix)) && !part
    };
    for key in messages.keys().filter(spoken) {
        assert!(messages.contains_key(&format!("{key}-advice")), "{key}");
    }
}
