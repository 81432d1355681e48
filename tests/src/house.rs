//! The rules of this house that no compiler checks. Each is a function from what it looks at to the breaches it finds.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::paths::{ItemPath, exported, named};
use crate::rust_source::{RustSource, before_tests};

/// The longest line of a Rust file, in characters.
pub const LINE_WIDTH: usize = 130;
/// The longest line of a template, in characters: two versions of it are compared line by line.
pub const TEMPLATE_WIDTH: usize = 160;
/// The longest file, in lines before its unit tests.
pub const FILE_LENGTH: usize = 500;

/// Which of our crates a crate may import. The binary and the tests may import any, and so may unit tests, but nothing
/// that stands above them.
const ARROWS: [(&str, &[&str]); 8] = [
    ("baopi-workflow", &[]),
    ("baopi-migrations", &[]),
    ("baopi-document", &["baopi-workflow"]),
    ("baopi-messages", &["baopi-workflow"]),
    ("baopi-persistence", &["baopi-migrations", "baopi-workflow"]),
    ("baopi-engine", &["baopi-document", "baopi-persistence", "baopi-workflow"]),
    ("baopi-notifier", &["baopi-engine", "baopi-messages", "baopi-workflow"]),
    ("baopi-server", &["baopi-engine", "baopi-messages", "baopi-workflow"]),
];

/// Crates of others that only some of ours may name; the tests look behind everything and may name any.
const RESERVED: [(&str, &[&str]); 14] = [
    ("sea-orm", &["baopi-persistence", "baopi-migrations"]),
    ("sea-orm-migration", &["baopi-persistence", "baopi-migrations"]),
    ("sqlx", &["baopi-persistence", "baopi-migrations"]),
    ("axum", &["baopi-server"]),
    ("axum-extra", &["baopi-server"]),
    ("tower-http", &["baopi-server"]),
    // The shapes of contents and actions are described where they are said; the feature is off but in the server.
    ("utoipa", &["baopi-server", "baopi-workflow"]),
    ("lettre", &["baopi-notifier"]),
    ("hayro-interpret", &["baopi-document"]),
    ("quick-xml", &["baopi-document"]),
    ("cfb", &["baopi-document"]),
    ("typst", &["baopi-document"]),
    ("typst-pdf", &["baopi-document"]),
    ("argon2", &["baopi-engine"]),
];

/// Attributes that describe the interface for programs; their examples are Chinese as the real thing is.
const DESCRIBING: [&str; 3] = ["schema", "openapi", "utoipa::path"];

/// What a pure crate must not name: the world outside.
const IMPURE: [&str; 6] = ["tokio", "sea-orm", "reqwest", "getrandom", "tracing", "async-trait"];

/// The crates in which whatever is done depends on nothing but what it is given: time and chance come from outside.
const REPEATABLE: [&str; 3] =
    ["crates/workflow/src/", "crates/persistence/src/", "crates/engine/src/"];
/// What reads the clock or randomness.
const CLOCK_AND_CHANCE: [&str; 6] = [
    "SystemTime::now",
    "Instant::now",
    "Utc::now",
    "Uuid::now_v",
    "Uuid::new_v4",
    "getrandom::fill",
];
/// The two files that may: one has the clock, the other identifiers and secrets.
const OF_CLOCK_AND_CHANCE: [&str; 2] =
    ["crates/engine/src/clock.rs", "crates/engine/src/random.rs"];

/// A text file of the repository with its path from the root.
#[derive(Debug, Clone)]
pub struct File {
    /// The path from the root, with slashes.
    pub path: String,
    /// The content.
    pub text: String,
}

/// The root of the repository that this crate was compiled in.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file of the repository with this ending, sorted by path; build products are left out.
///
/// # Errors
///
/// When a file cannot be read or is not UTF-8.
pub fn files(ending: &str) -> anyhow::Result<Vec<File>> {
    let (mut found, mut folders) = (Vec::new(), vec![root()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let name =
                path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            if path.is_dir() {
                if name != "target" && !name.starts_with('.') {
                    folders.push(path);
                }
            } else if name.ends_with(ending) {
                let text =
                    std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
                found.push(File {
                    path: path.strip_prefix(root())?.to_string_lossy().into_owned(),
                    text,
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// Breaches of the arrows between crates in one `Cargo.toml`.
///
/// # Errors
///
/// When it is not TOML.
pub fn wrong_arrows(manifest: &File) -> anyhow::Result<Vec<String>> {
    let table: toml::Table = manifest.text.parse().with_context(|| manifest.path.clone())?;
    let Some(name) = table.get("package").and_then(|package| package.get("name")?.as_str()) else {
        return Ok(Vec::new());
    };
    if name == "baopi-tests" {
        return Ok(Vec::new());
    }
    let mut wrong = Vec::new();
    for (section, tests) in
        [("dependencies", false), ("dev-dependencies", true), ("build-dependencies", false)]
    {
        let Some(dependencies) = table.get(section).and_then(toml::Value::as_table) else {
            continue;
        };
        for dependency in dependencies.keys() {
            let reserved = RESERVED.iter().find(|(reserved, _)| reserved == dependency);
            let foreign = reserved.is_some_and(|(_, allowed)| !allowed.contains(&name));
            let ours = dependency.starts_with("baopi-") && dependency != name;
            let against = ours
                && if tests { imports(dependency, name) } else { !may_import(name, dependency) };
            let impure =
                name == "baopi-workflow" && !tests && IMPURE.contains(&dependency.as_str());
            // The tests import every crate but the program, which alone can have offices made by them.
            let offices = dependency == "baopi-tests" && !(tests && name == "baopi");
            if foreign || against || impure || offices {
                wrong.push(format!("{}: {name} must not depend on {dependency}", manifest.path));
            }
        }
    }
    Ok(wrong)
}

/// Whether there is an arrow from one of our crates to another.
fn may_import(from: &str, to: &str) -> bool {
    ARROWS.iter().find(|(name, _)| *name == from).is_none_or(|(_, allowed)| allowed.contains(&to))
}

/// Whether there is a way along the arrows from one of our crates to another.
fn imports(from: &str, to: &str) -> bool {
    let arrows = ARROWS
        .iter()
        .find(|(name, _)| *name == from)
        .map_or(&[] as &[&str], |(_, allowed)| allowed);
    arrows.iter().any(|next| *next == to || imports(next, to))
}

/// Breaches in one Rust file: its length, its lines, its name, and what must not stand in it.
#[must_use]
pub fn wrong_source(file: &File) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut note = |line: usize, what: &str| wrong.push(format!("{}:{line}: {what}", file.path));
    if file.path.ends_with("/mod.rs") {
        note(1, "a module file is called like its module");
    }
    let length = before_tests(&file.text).lines().count();
    if length > FILE_LENGTH && !is_test(&file.path) {
        note(length, &format!("{length} lines before the tests, at most {FILE_LENGTH}"));
    }
    for (number, line) in file.text.lines().enumerate() {
        if line.chars().count() > LINE_WIDTH {
            note(number + 1, &format!("longer than {LINE_WIDTH} characters"));
        }
        for marker in [concat!("TO", "DO"), concat!("FIX", "ME")] {
            if line.split(|c: char| !c.is_alphanumeric()).any(|word| word == marker) {
                note(number + 1, "unfinished work is an issue, not a remark");
            }
        }
    }
    wrong_code(file, &mut note);
    wrong
}

/// Breaches in what is neither a remark nor a literal.
fn wrong_code(file: &File, note: &mut impl FnMut(usize, &str)) {
    let code = RustSource::parse(&file.text).code;
    let tests_from = if is_test(&file.path) { 0 } else { before_tests(&file.text).lines().count() };
    let mut before = "";
    for (number, line) in code.lines().enumerate() {
        let spanned = ["#[tracing::instrument", ")]"].iter().any(|end| before.starts_with(end));
        if is_use_case(&file.path) && line.starts_with("    pub async fn ") && !spanned {
            note(number + 1, "a use case has a span, so that the log says how long it took");
        }
        before = line.trim_start();
        if line.contains("#[allow(") || line.contains("#![allow(") {
            note(number + 1, "expect, with a reason, instead of allow");
        }
        if number >= tests_from && line.contains("sleep(") {
            note(number + 1, "a test waits for an event, it does not sleep");
        }
        if is_repeatable(&file.path)
            && number < tests_from
            && CLOCK_AND_CHANCE.iter().any(|word| line.contains(word))
        {
            note(
                number + 1,
                "only the engine's clock reads the time, and only its `random` chance",
            );
        }
        if asks_no_role(&file.path) && number < tests_from && line.contains(".has(Role::") {
            note(
                number + 1,
                "the engine says what somebody may do; only the navigation asks for roles",
            );
        }
        if is_transition_table(&file.path) && number < tests_from && has_wildcard_arm(line) {
            note(number + 1, "the table of moves spells every state and action out");
        }
    }
}

/// The circles of imports among the modules of one crate, each as the way round it; `source` is the crate's, such as
/// `crates/engine/src/`. What lies deeper than `depth` belongs to the module in which it lies. Of modules in a circle none can be
/// read alone. Tests may import everything.
#[must_use]
pub fn circles(files: &[File], source: &str, depth: usize) -> Vec<String> {
    let own_of = |file: &File| {
        let place = file.path.strip_prefix(source)?.trim_end_matches(".rs");
        let own: Vec<_> = place.split('/').map(ToOwned::to_owned).collect();
        let is_root = own == ["lib"] || own == ["main"];
        (!is_test(&file.path)).then(|| if is_root { Vec::new() } else { own })
    };
    let placed: Vec<(Vec<String>, String)> = files
        .iter()
        .filter_map(|file| Some((own_of(file)?, RustSource::parse(before_tests(&file.text)).code)))
        .collect();
    let modules: BTreeSet<&[String]> =
        placed.iter().flat_map(|(own, _)| (1..=own.len()).map(|end| &own[..end])).collect();
    let mut homes = BTreeMap::new();
    for (own, code) in &placed {
        homes.extend(exported(code, &own.iter().map(String::as_str).collect::<Vec<_>>()));
    }
    let mut imports: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (own, code) in placed.iter().filter(|(own, _)| !own.is_empty()) {
        let names: Vec<_> = own.iter().map(String::as_str).collect();
        let is_child =
            |name: &str| modules.contains([own.as_slice(), &[name.to_owned()]].concat().as_slice());
        let from = own[..depth.min(own.len())].join("::");
        let named = named(code, &names, &is_child).into_iter();
        let known = named.filter_map(|path| home(path, &homes, &modules, depth));
        imports.entry(from.clone()).or_default().extend(known.filter(|known| *known != from));
    }
    let around = imports.keys().filter_map(|module| shortest_circle(&imports, module));
    // A circle is the same from wherever one goes round it.
    let once = around.filter(|path| path.iter().min() == path.first());
    once.map(|path| format!("{source}: {}", path.join(" -> "))).collect()
}

/// The module in which an item lies, wherever it is exported; nothing for an item at the root.
fn home(
    mut path: ItemPath,
    homes: &BTreeMap<ItemPath, ItemPath>,
    modules: &BTreeSet<&[String]>,
    depth: usize,
) -> Option<String> {
    // What is exported may be exported of a module that exports it itself; never as often as this.
    for _ in 0..8 {
        let exported = (1..=path.len()).rev().find_map(|end| Some((homes.get(&path[..end])?, end)));
        let Some((of, end)) = exported else { break };
        path = [of.as_slice(), &path[end..]].concat();
    }
    let end = (1..=path.len()).rev().find(|&end| modules.contains(&path[..end]))?;
    Some(path[..end.min(depth)].join("::"))
}

/// The shortest way from a module through its imports back to it.
fn shortest_circle(
    imports: &BTreeMap<String, BTreeSet<String>>,
    start: &str,
) -> Option<Vec<String>> {
    let mut ways = VecDeque::from([vec![start.to_owned()]]);
    let mut reached = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in imports.get(way.last()?).into_iter().flatten() {
            let longer: Vec<_> = way.iter().chain([next]).cloned().collect();
            if next == start {
                return Some(longer);
            }
            if reached.insert(next) {
                ways.push_back(longer);
            }
        }
    }
    None
}

/// String literals with Chinese text in one Rust file outside its tests: text for people belongs in message files.
#[must_use]
pub fn chinese_literals(file: &File) -> Vec<String> {
    if is_test(&file.path) {
        return Vec::new();
    }
    let source = RustSource::parse(before_tests(&file.text));
    let chinese = source.strings.iter().filter(|literal| literal.text.chars().any(is_han));
    let example = |place| source.attribute_at(place).is_some_and(|path| DESCRIBING.contains(&path));
    let chinese = chinese.filter(|literal| !example(literal.at));
    chinese.map(|literal| format!("{}:{}: {}", file.path, literal.line, literal.text)).collect()
}

/// Lines with Chinese text, other than remarks and ornaments, in a file that is no Rust. An ornament is one character
/// that is hidden from those who have pages read to them, as a seal beside a heading is, or the `mark` that a template gives to
/// a part for the same purpose.
#[must_use]
pub fn chinese_lines(file: &File) -> Vec<String> {
    let remark = |line: &str| {
        ["//", "/*", "*", "<!--", "{#"].iter().any(|mark| line.trim_start().starts_with(mark))
    };
    let text = |line: &str| {
        let line = line.replace("mark=\"", "aria-hidden=\"true\">");
        let mut pieces = line.split("aria-hidden=\"true\">");
        let before = pieces.next().unwrap_or_default();
        before.chars().any(is_han)
            || pieces.any(|piece| piece.chars().skip(usize::from(ornament(piece))).any(is_han))
    };
    let lines = file.text.lines().enumerate().filter(|(_, line)| !remark(line) && text(line));
    lines.map(|(number, line)| format!("{}:{}: {}", file.path, number + 1, line.trim())).collect()
}

fn ornament(piece: &str) -> bool {
    matches!(piece.chars().nth(1), Some('<' | '"'))
}

/// Lines of a template that are too long to be compared.
#[must_use]
pub fn long_lines(file: &File) -> Vec<String> {
    let lines = file.text.lines().enumerate();
    let long = lines.filter(|(_, line)| line.chars().count() > TEMPLATE_WIDTH);
    let said = |number| format!("{}:{number}: longer than {TEMPLATE_WIDTH} characters", file.path);
    long.map(|(number, _)| said(number + 1)).collect()
}

/// Colours that are written down in a style sheet, a template or the literals of a Rust file. They belong into the tokens,
/// where one change reaches every page. A browser reads the colour of its own bars from a template before any style sheet, and
/// a program that shows a letter reads no style sheet at all.
#[must_use]
pub fn stray_colours(file: &File) -> Vec<String> {
    if is_test(&file.path) || file.path.ends_with("/tokens.css") {
        return Vec::new();
    }
    let stray = |(number, line): &(usize, &str)| {
        let stray = has_colour(line) && !line.contains("name=\"theme-color\"");
        stray.then(|| format!("{}:{number}: {}", file.path, line.trim()))
    };
    if Path::new(&file.path).extension().is_some_and(|extension| extension == "rs") {
        let source = RustSource::parse(before_tests(&file.text));
        source.strings.iter().filter_map(|one| stray(&(one.line, one.text.as_str()))).collect()
    } else {
        (1..).zip(file.text.lines()).filter_map(|line| stray(&line)).collect()
    }
}

/// Whether a text names a colour by its parts: `#` and three, four, six or eight hexadecimal digits, or a function.
fn has_colour(text: &str) -> bool {
    let by_digits = text.split('#').skip(1).any(|rest| {
        let word = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').next();
        let word = word.unwrap_or_default();
        matches!(word.len(), 3 | 4 | 6 | 8) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    by_digits || ["rgb(", "rgba(", "hsl(", "hsla("].iter().any(|function| text.contains(function))
}

/// The identifiers of a Fluent file: messages, terms (with their dash) and attributes (after a dot), each with the
/// variables that it uses, and how often it is defined.
#[must_use]
pub fn message_keys(text: &str) -> BTreeMap<String, (BTreeSet<String>, usize)> {
    let mut keys: BTreeMap<String, (BTreeSet<String>, usize)> = BTreeMap::new();
    let (mut message, mut current) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(key) = definition(line) {
            current = match key.strip_prefix('.') {
                Some(attribute) => format!("{message}.{attribute}"),
                None => key.to_owned(),
            };
            if !key.starts_with('.') {
                message.clone_from(&current);
            }
            keys.entry(current.clone()).or_default().1 += 1;
        }
        for (start, _) in line.match_indices('$') {
            let rest = &line[start + 1..];
            let end = rest
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')
                .unwrap_or(rest.len());
            keys.entry(current.clone()).or_default().0.insert(rest[..end].to_owned());
        }
    }
    keys
}

/// What two translations of the same messages do not have in common; `zh` and `en` are the whole texts.
#[must_use]
pub fn untranslated(zh: &str, en: &str) -> Vec<String> {
    let (zh, en) = (message_keys(zh), message_keys(en));
    let mut wrong = Vec::new();
    for (here, there, language) in [(&zh, &en, "English"), (&en, &zh, "Chinese")] {
        wrong.extend(
            here.keys()
                .filter(|key| !there.contains_key(*key))
                .map(|key| format!("{key}: no {language}")),
        );
        wrong.extend(
            here.iter()
                .filter(|(_, (_, times))| *times > 1)
                .map(|(key, _)| format!("{key}: defined twice")),
        );
    }
    for (key, (variables, _)) in &zh {
        if en.get(key).is_some_and(|(other, _)| other != variables) {
            wrong.push(format!("{key}: Chinese and English use different variables"));
        }
    }
    wrong
}

/// `key` of a line `key = …`, or `.attribute` of an indented line `.attribute = …`.
fn definition(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let (indented, key) = (key.starts_with(' '), key.trim());
    let name = key.strip_prefix(if indented { '.' } else { '-' });
    let word = name.or((!indented).then_some(key))?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.chars().all(plain)).then_some(key)
}

/// Whether a file consists of tests.
#[must_use]
pub fn is_test(path: &str) -> bool {
    path.starts_with("tests/")
        || path.contains("/tests/")
        || path.ends_with("/tests.rs")
        || path.ends_with("_tests.rs")
}

fn is_repeatable(path: &str) -> bool {
    REPEATABLE.iter().any(|place| path.starts_with(place)) && !OF_CLOCK_AND_CHANCE.contains(&path)
}

/// Pages and handlers; the frame has the navigation.
fn asks_no_role(path: &str) -> bool {
    path.starts_with("crates/server/src/") && path != "crates/server/src/present/frame.rs"
}

fn is_use_case(path: &str) -> bool {
    path.starts_with("crates/engine/src/")
}

fn is_transition_table(path: &str) -> bool {
    path.starts_with("crates/workflow/src/request")
}

/// An arm that takes whatever is left: `_ =>`, also behind a bar or in a tuple of nothing but underscores.
fn has_wildcard_arm(line: &str) -> bool {
    let Some((pattern, _)) = line.split_once("=>") else { return false };
    let pattern = pattern.trim();
    let pattern = pattern.rsplit('|').next().unwrap_or(pattern);
    !pattern.is_empty()
        && pattern.contains('_')
        && pattern.chars().all(|c| matches!(c, '_' | '(' | ')' | ',' | ' '))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}
