use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use config::{Config, Environment, File, FileFormat, Map, Value, ValueKind};

use super::{FILE_PREFIX, Fault, Mistake, SettingPlace, Sources, VARIABLE_PREFIX};

/// The keys whose values are secrets: a file that holds one must not be open to others.
const SECRET_KEYS: [&str; 3] = ["database.url", "mail.password", "links.key"];

/// The values of all sources laid over each other, and the mistakes found so far.
#[derive(Debug, Default)]
pub(super) struct Layers {
    values: BTreeMap<String, Found>,
    taken: BTreeMap<&'static str, SettingPlace>,
    mistakes: Vec<Mistake>,
}

/// A value as it was found.
#[derive(Debug)]
struct Found {
    place: SettingPlace,
    value: Given,
}

/// What a value is.
#[derive(Debug)]
enum Given {
    Text(String),
    /// Which few settings are; what is nothing is an empty one.
    List(Vec<Value>),
}

impl Given {
    fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::List(_) => None,
        }
    }
}

impl Layers {
    pub(super) fn read(sources: &Sources) -> Self {
        let mut layers = Self::default();
        let file = sources.file.as_deref().filter(|file| layers.is_toml(file));
        if let Some(file) = file {
            layers.add(
                Config::builder().add_source(File::from(file).format(FileFormat::Toml)),
                &|_| SettingPlace::File(file.to_owned()),
            );
            layers.check_secrecy(file);
        }
        let variables =
            sources.variables.iter().filter(|(name, _)| name.starts_with(VARIABLE_PREFIX));
        let variables = variables.map(|(name, value)| (name.clone(), value.clone())).collect();
        // Never `try_parsing`: it makes numbers of passwords.
        let environment = Environment::with_prefix("BAOPI").prefix_separator("__").separator("__");
        layers.add(Config::builder().add_source(environment.source(Some(variables))), &|key| {
            SettingPlace::Variable(format!(
                "{VARIABLE_PREFIX}{}",
                key.to_uppercase().replace('.', "__")
            ))
        });
        layers.add_secret_files(&sources.variables);
        layers
    }

    /// Takes a value that has no default.
    pub(super) fn take<T>(
        &mut self,
        key: &'static str,
        expects: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let found = self.values.remove(key)?;
        self.taken.insert(key, found.place);
        let taken = found.value.text().and_then(read);
        if taken.is_none() {
            self.fault(key, Fault::Unexpected(expects));
        }
        taken
    }

    /// Takes a value, or the default where none is set.
    pub(super) fn take_or<T>(
        &mut self,
        key: &'static str,
        expects: &'static str,
        default: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        if self.values.contains_key(key) { self.take(key, expects, read) } else { read(default) }
    }

    /// Takes a list of texts, of which a variable has one behind the other with commas between, or the default where none is set.
    pub(super) fn take_list<T: From<String>>(
        &mut self,
        key: &'static str,
        expects: &'static str,
        default: Vec<T>,
    ) -> Option<Vec<T>> {
        let Some(found) = self.values.remove(key) else { return Some(default) };
        self.taken.insert(key, found.place);
        let texts: Vec<String> = match found.value {
            Given::Text(text) => text.split(',').map(|text| text.trim().to_owned()).collect(),
            // What is no text is wrong like an empty list.
            Given::List(list) => {
                let texts = list.into_iter().map(|value| value.into_string().ok());
                texts.collect::<Option<_>>().unwrap_or_default()
            }
        };
        if texts.is_empty() || texts.iter().any(|text| text.trim().is_empty()) {
            self.fault(key, Fault::Unexpected(expects));
            return None;
        }
        Some(texts.into_iter().map(T::from).collect())
    }

    /// Notes a mistake in a value that was taken, or is not there.
    pub(super) fn fault(&mut self, key: &'static str, fault: Fault) {
        let place = self.taken.get(key).cloned().unwrap_or(SettingPlace::Unset);
        self.mistakes.push(Mistake { key: key.to_owned(), place, fault });
    }

    /// Notes that `key` is needed because of another setting, unless it is there and wrong, which was noted already.
    pub(super) fn missing<T>(&mut self, key: &'static str, because: &'static str) -> Option<T> {
        if !self.taken.contains_key(key) {
            self.fault(key, Fault::MissingBecause(because));
        }
        None
    }

    /// The mistakes, with the keys that nobody has taken: there are no such settings.
    pub(super) fn finish(mut self) -> Vec<Mistake> {
        let unknown = self.values.into_iter();
        self.mistakes.extend(unknown.map(|(key, found)| Mistake {
            key,
            place: found.place,
            fault: Fault::Unknown,
        }));
        self.mistakes
    }

    fn is_toml(&mut self, file: &Path) -> bool {
        let fault = match std::fs::read_to_string(file) {
            Ok(text) => match text.parse::<toml::Table>() {
                Ok(_) => return true,
                // The parser's own message would quote the line, which may hold a secret.
                Err(error) => not_toml(&text, error.span().map_or(0, |span| span.start)),
            },
            Err(error) => Fault::NotRead(error.kind()),
        };
        self.mistakes.push(Mistake {
            key: String::new(),
            place: SettingPlace::File(file.to_owned()),
            fault,
        });
        false
    }

    fn add(
        &mut self,
        source: config::ConfigBuilder<config::builder::DefaultState>,
        place: &dyn Fn(&str) -> SettingPlace,
    ) {
        if let Ok(values) = source.build().and_then(Config::try_deserialize::<Map<String, Value>>) {
            self.flatten("", values, place);
        } else {
            // A name such as `BAOPI__SERVER[`, which is no path of keys.
            let (key, fault) = (String::new(), Fault::Unknown);
            self.mistakes.push(Mistake { key, place: place("*"), fault });
        }
    }

    fn flatten(
        &mut self,
        above: &str,
        values: Map<String, Value>,
        place: &dyn Fn(&str) -> SettingPlace,
    ) {
        for (name, value) in values {
            let key = if above.is_empty() { name } else { format!("{above}.{name}") };
            let value = match value.kind {
                ValueKind::Table(values) => {
                    self.flatten(&key, values, place);
                    continue;
                }
                ValueKind::Array(list) => Given::List(list),
                ValueKind::Nil => Given::List(Vec::new()),
                ValueKind::Boolean(_)
                | ValueKind::I64(_)
                | ValueKind::I128(_)
                | ValueKind::U64(_)
                | ValueKind::U128(_)
                | ValueKind::Float(_)
                | ValueKind::String(_) => Given::Text(value.kind.to_string()),
            };
            let place = place(&key);
            self.values.insert(key, Found { place, value });
        }
    }

    /// Secrets from files, one a file; a line end at its end is not part of it.
    fn add_secret_files(&mut self, variables: &BTreeMap<String, String>) {
        for (name, file) in variables {
            let Some(key) = name.strip_prefix(FILE_PREFIX) else { continue };
            let key = key.to_lowercase().replace("__", ".");
            let place = SettingPlace::Variable(name.clone());
            match std::fs::read_to_string(file) {
                Ok(text) => {
                    let text = text.strip_suffix('\n').unwrap_or(&text);
                    let text = text.strip_suffix('\r').unwrap_or(text).to_owned();
                    self.values.insert(key, Found { place, value: Given::Text(text) });
                }
                Err(error) => {
                    self.mistakes.push(Mistake { key, place, fault: Fault::NotRead(error.kind()) });
                }
            }
        }
    }

    fn check_secrecy(&mut self, file: &Path) {
        let holds_secret = SECRET_KEYS.iter().any(|key| {
            let text = self.values.get(*key).and_then(|found| found.value.text());
            text.is_some_and(|text| *key != "database.url" || text.contains('@'))
        });
        if holds_secret && is_open_to_others(file).unwrap_or(false) {
            let place = SettingPlace::File(file.to_owned());
            self.mistakes.push(Mistake { key: String::new(), place, fault: Fault::OpenToOthers });
        }
    }
}

/// Whether anybody but the owner and the group may read the file.
///
/// # Errors
///
/// When the file cannot be looked at.
#[cfg(unix)]
fn is_open_to_others(file: &Path) -> Result<bool, ErrorKind> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(file).map_err(|error| error.kind())?.permissions().mode();
    Ok(mode & 0o004 != 0)
}

/// Other systems have no such bits.
#[cfg(not(unix))]
fn is_open_to_others(_file: &Path) -> Result<bool, ErrorKind> {
    Ok(false)
}

fn not_toml(text: &str, at: usize) -> Fault {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    Fault::NotToml { line, column }
}
