//! The configuration: defaults < file < environment < secret files, read so that every mistake is named at once.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use baopi_document::print::Fonts;
use baopi_notifier::{MailOptions, SmtpOptions, Tls, Transport};
use baopi_server::Limits;
use secrecy::{ExposeSecret, SecretBox, SecretString};

mod layers;
mod mistake;

use layers::Layers;
pub(crate) use mistake::{Fault, Mistake, SettingPlace};

/// Environment variables of this beginning are settings: `BAOPI__SERVER__LISTEN`.
const VARIABLE_PREFIX: &str = "BAOPI__";
/// Environment variables of this beginning name files whose content is a setting: `BAOPI_FILE__MAIL__PASSWORD`.
const FILE_PREFIX: &str = "BAOPI_FILE__";
/// Names the configuration file where no option does.
pub(crate) const FILE_VARIABLE: &str = "BAOPI_CONFIG";
/// The most connections and MiB that can be set: more does not fit a process.
const MAX_COUNT: usize = 65_536;
/// Bytes of a mebibyte.
const MIB: usize = 1024 * 1024;
/// How many connections read a SQLite file unless something else is set.
const USUAL_READERS: &str = "4";
/// How many connections to PostgreSQL there are unless something else is set: there they write as well, and whoever waits for a
/// lock keeps one.
const USUAL_CONNECTIONS: &str = "16";
/// The most connections to the database that only read.
const MAX_READERS: u32 = 64;

/// Everything that can be set.
#[derive(Debug)]
pub(crate) struct Settings {
    /// `[server]`
    pub(crate) server: Server,
    /// `[database]`
    pub(crate) database: Database,
    /// `[mail]`
    pub(crate) mail: MailOptions,
    /// `[links] key`: signs the links in messages; made at the first start where it is not set.
    pub(crate) link_key: Option<SecretBox<[u8; 32]>>,
    /// `[fonts]`
    pub(crate) fonts: Fonts,
    /// `[log]`
    pub(crate) log: Log,
}

/// `[server]`
#[derive(Debug)]
pub(crate) struct Server {
    /// Where connections are accepted.
    pub(crate) listen: SocketAddr,
    /// How people reach it, without a slash at the end; the bound address where it is not set.
    pub(crate) public_url: Option<String>,
    /// How many connections, and how many bytes of bodies, are taken at once.
    pub(crate) limits: Limits,
}

/// `[database]`
#[derive(Debug)]
pub(crate) struct Database {
    /// `sqlite://path` or `postgres://…`; secret, because it may hold a password.
    pub(crate) url: SecretString,
    /// Connections that read.
    pub(crate) max_readers: u32,
}

/// `[log]`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Log {
    /// How lines look.
    pub(crate) format: LogFormat,
    /// What is left out.
    pub(crate) level: tracing::level_filters::LevelFilter,
}

/// How lines of the log look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Where settings come from: the file, and the variables of the environment that begin with `BAOPI`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sources {
    /// The configuration file.
    pub(crate) file: Option<PathBuf>,
    /// The environment.
    pub(crate) variables: BTreeMap<String, String>,
}

impl Sources {
    /// The file named by the option or by [`FILE_VARIABLE`], and the environment of this process.
    pub(crate) fn of_process(file: Option<PathBuf>) -> Self {
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, _)| name.starts_with("BAOPI"));
        // A value that is no text is kept with the wrong characters marked, so that it is found wrong and not overlooked.
        let variables: BTreeMap<_, _> =
            variables.map(|(name, value)| (name, value.to_string_lossy().into_owned())).collect();
        let file = file.or_else(|| variables.get(FILE_VARIABLE).map(PathBuf::from));
        Self { file, variables }
    }

    /// Reads the settings.
    ///
    /// # Errors
    ///
    /// Every mistake in every source.
    pub(crate) fn read(&self) -> Result<Settings, Vec<Mistake>> {
        let mut layers = Layers::read(self);
        let settings = Settings::take(&mut layers);
        let mistakes = layers.finish();
        match settings {
            Some(settings) if mistakes.is_empty() => Ok(settings),
            Some(_) | None => Err(mistakes),
        }
    }
}

impl Settings {
    fn take(layers: &mut Layers) -> Option<Self> {
        // Each part is taken before any is missed, so that the mistakes of all of them are found.
        let server = server(layers);
        let database = database(layers);
        let mail = mail(layers);
        let link_key = layers.take("links.key", "config-expects-key", link_key);
        let fonts = fonts(layers);
        let log = log(layers);
        let (server, database, mail) = (server?, database?, mail?);
        Some(Self { server, database, mail, link_key, fonts: fonts?, log: log? })
    }
}

fn server(layers: &mut Layers) -> Option<Server> {
    let listen =
        layers.take_or("server.listen", "config-expects-address", "127.0.0.1:8080", |text| {
            text.parse().ok()
        });
    let public_url = layers.take("server.public_url", "config-expects-url", public_url);
    let limits = limits(layers);
    let listen: SocketAddr = listen?;
    let opened = !listen.ip().is_loopback();
    let local = public_url.as_deref().map(is_local);
    if opened && local.is_none() {
        layers.missing::<()>("server.public_url", "server.listen");
    } else if opened && local == Some(true) {
        layers.fault("server.public_url", Fault::LeadsNowhere);
    } else if local == Some(false)
        && public_url.as_deref().is_some_and(|url| url.starts_with("http://"))
    {
        layers.fault("server.public_url", Fault::NotEncrypted);
    }
    Some(Server { listen, public_url, limits: limits? })
}

/// How much room clients get. Behind a proxy all of them come from its address.
fn limits(layers: &mut Layers) -> Option<Limits> {
    let usual = Limits::default();
    let connections = number(layers, "server.max_connections", usual.connections);
    let of_address =
        number(layers, "server.max_connections_per_address", usual.connections_per_address);
    let bodies = number(layers, "server.max_body_mib", usual.body_bytes / MIB);
    let bodies_of_address =
        number(layers, "server.max_body_mib_per_address", usual.body_bytes_per_address / MIB);
    Some(Limits {
        connections: connections?,
        connections_per_address: of_address?,
        body_bytes: bodies? * MIB,
        body_bytes_per_address: bodies_of_address? * MIB,
        ..usual
    })
}

fn number(layers: &mut Layers, key: &'static str, usual: usize) -> Option<usize> {
    layers.take_or(key, "config-expects-count", &usual.to_string(), |text| {
        text.parse().ok().filter(|count| (1..=MAX_COUNT).contains(count))
    })
}

fn database(layers: &mut Layers) -> Option<Database> {
    let url = layers.take_or(
        "database.url",
        "config-expects-database",
        "sqlite://baopi.sqlite",
        database_url,
    );
    let is_file = url.as_ref().is_none_or(|url| url.expose_secret().starts_with("sqlite:"));
    let usual = if is_file { USUAL_READERS } else { USUAL_CONNECTIONS };
    let max_readers =
        layers.take_or("database.max_readers", "config-expects-readers", usual, |text| {
            text.parse().ok().filter(|readers| (1..=MAX_READERS).contains(readers))
        });
    Some(Database { url: url?, max_readers: max_readers? })
}

fn mail(layers: &mut Layers) -> Option<MailOptions> {
    let transport =
        layers.take_or("mail.transport", "config-expects-transport", "off", Chosen::read);
    let host = layers.take("mail.host", "config-expects-text", text);
    let tls = layers.take_or("mail.tls", "config-expects-tls", "starttls", tls);
    let port: Option<u16> = layers.take("mail.port", "config-expects-port", |text| {
        text.parse().ok().filter(|port| *port > 0)
    });
    let username = layers.take("mail.username", "config-expects-text", text);
    let password =
        layers.take("mail.password", "config-expects-text", |text| Some(SecretString::from(text)));
    let from =
        layers.take_or("mail.from", "config-expects-mail-address", "baopi@localhost", mail_address);
    let directory = layers.take("mail.directory", "config-expects-text", text).map(PathBuf::from);
    let credentials = match (username, password) {
        (Some(username), Some(password)) => Some((username, password)),
        (Some(_), None) => layers.missing("mail.password", "mail.username"),
        (None, Some(_)) => layers.missing("mail.username", "mail.password"),
        (None, None) => None,
    };
    let transport = match transport? {
        Chosen::Off => Transport::Off,
        Chosen::Smtp => {
            let tls = tls?;
            let host = host.or_else(|| layers.missing("mail.host", "mail.transport"))?;
            Transport::Smtp(SmtpOptions {
                host,
                port: port.unwrap_or(usual_port(tls)),
                tls,
                credentials,
            })
        }
        Chosen::File => {
            let directory =
                directory.or_else(|| layers.missing("mail.directory", "mail.transport"))?;
            Transport::File { directory }
        }
    };
    Some(MailOptions { transport, from: from? })
}

/// Folders that are not there are no mistake: a program that prints nothing needs no fonts.
fn fonts(layers: &mut Layers) -> Option<Fonts> {
    let usual = Fonts::default();
    let dirs = layers.take_list("fonts.dirs", "config-expects-texts", usual.dirs);
    let families = layers.take_list("fonts.families", "config-expects-texts", usual.families);
    Some(Fonts { dirs: dirs?, families: families? })
}

fn log(layers: &mut Layers) -> Option<Log> {
    let format =
        layers.take_or("log.format", "config-expects-log-format", "text", |text| match text {
            "text" => Some(LogFormat::Text),
            "json" => Some(LogFormat::Json),
            _ => None,
        });
    let level = layers.take_or("log.level", "config-expects-log-level", "info", |text| {
        let known = ["off", "error", "warn", "info", "debug", "trace"].contains(&text);
        known.then(|| text.parse().ok()).flatten()
    });
    Some(Log { format: format?, level: level? })
}

enum Chosen {
    Off,
    Smtp,
    File,
}

impl Chosen {
    fn read(text: &str) -> Option<Self> {
        match text {
            "off" => Some(Self::Off),
            "smtp" => Some(Self::Smtp),
            "file" => Some(Self::File),
            _ => None,
        }
    }
}

fn tls(text: &str) -> Option<Tls> {
    match text {
        "required" => Some(Tls::Required),
        "starttls" => Some(Tls::Starttls),
        "none" => Some(Tls::None),
        _ => None,
    }
}

/// The port on which servers usually offer it.
const fn usual_port(tls: Tls) -> u16 {
    match tls {
        Tls::Required => 465,
        Tls::Starttls => 587,
        Tls::None => 25,
    }
}

fn text(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// An address, or a name with the address in angle brackets behind it.
fn mail_address(text: &str) -> Option<String> {
    let address = match text.rsplit_once('<') {
        Some((_, rest)) => rest.strip_suffix('>')?,
        None => text,
    };
    let (local, host) = address.rsplit_once('@')?;
    let plain = !address.chars().any(|c| c.is_whitespace() || c.is_control());
    (plain && !local.is_empty() && !host.is_empty()).then(|| text.to_owned())
}

fn database_url(text: &str) -> Option<SecretString> {
    let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| {
        text.strip_prefix(scheme).is_some_and(|rest| !rest.trim_start_matches('/').is_empty())
    });
    known.then(|| SecretString::from(text))
}

/// An absolute URL of a host alone: links are made by putting a path behind it.
fn public_url(text: &str) -> Option<String> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        Some(_) | None => (host, None),
    };
    let port_fits = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    (!name.is_empty() && name.chars().all(plain) && port_fits).then(|| text.to_owned())
}

/// Whether a public URL leads to the machine itself.
fn is_local(url: &str) -> bool {
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    let host = match host.strip_prefix('[') {
        Some(host) => host.split(']').next().unwrap_or(host),
        None => host.split(':').next().unwrap_or(host),
    };
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A key of 32 bytes, as 64 hexadecimal digits.
pub(crate) fn link_key(text: &str) -> Option<SecretBox<[u8; 32]>> {
    let digits = SecretString::from(text.trim());
    let digits = digits.expose_secret();
    if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut key = SecretBox::new(Box::new([0; 32]));
    for (byte, pair) in secrecy::ExposeSecretMut::expose_secret_mut(&mut key)
        .iter_mut()
        .zip(digits.as_bytes().chunks(2))
    {
        let pair = std::str::from_utf8(pair).ok()?;
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests;
