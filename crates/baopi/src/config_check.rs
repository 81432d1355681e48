//! `baopi config check`, and how mistakes in the configuration are told.

use std::process::ExitCode;

use baopi_messages::Language;

use crate::config::{Fault, Mistake, SettingPlace, Sources};
use crate::failure::Failure;
use crate::link_key;
use crate::output::{Sentence, Word, complain, say};

/// Names every mistake in the configuration: exit 1 if there is one.
///
/// # Errors
///
/// When nothing can be said.
pub(crate) fn run(sources: &Sources, language: Language) -> Result<ExitCode, Failure> {
    let read = sources.read().and_then(|settings| match link_key::mistake(&settings) {
        Some(mistake) => Err(vec![mistake]),
        None => Ok(settings),
    });
    match read {
        Ok(_) => {
            let file = sources.file.as_ref().map(|file| file.display().to_string());
            let sentence = match file {
                Some(file) => Sentence::new("cli-config-fine-file").with("file", file),
                None => Sentence::new("cli-config-fine"),
            };
            say(&sentence.text(language))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(mistakes) => {
            tell(&mistakes, language);
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Says each mistake on a line of its own, on standard error.
pub(crate) fn tell(mistakes: &[Mistake], language: Language) {
    for mistake in mistakes {
        complain(&line(mistake, language));
    }
    complain(&Sentence::new("cli-config-mistakes").with("count", mistakes.len()).text(language));
}

fn line(mistake: &Mistake, language: Language) -> String {
    let place = match &mistake.place {
        SettingPlace::File(file) => file.display().to_string(),
        SettingPlace::Variable(name) => name.clone(),
        SettingPlace::Unset => Sentence::new("cli-config-unset").text(language),
    };
    let problem = problem(&mistake.fault).text(language);
    if mistake.key.is_empty() {
        format!("{place}: {problem}")
    } else {
        format!("{place}: {}: {problem}", mistake.key)
    }
}

fn problem(fault: &Fault) -> Sentence {
    match fault {
        Fault::Unknown => Sentence::new("config-unknown"),
        Fault::Unexpected(expects) => {
            Sentence::new("config-unexpected").with("expected", Word::Sentence(expects))
        }
        Fault::MissingBecause(other) => Sentence::new("config-missing").with("other", *other),
        Fault::LeadsNowhere => Sentence::new("config-leads-nowhere"),
        Fault::NotEncrypted => Sentence::new("config-not-encrypted"),
        Fault::NotRead(kind) => Sentence::new("config-not-read").with("reason", Word::io(*kind)),
        Fault::NotToml { line, column } => {
            Sentence::new("config-not-toml").with("line", *line).with("column", *column)
        }
        Fault::OpenToOthers => Sentence::new("config-open-to-others"),
    }
}
