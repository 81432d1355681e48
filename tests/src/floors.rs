//! The floors and rooms inside the server: which of its modules may know which.

use crate::house::{File, is_test};
use crate::rust_source::{RustSource, before_tests};

/// Where the modules lie.
const SOURCE: &str = "crates/server/src/";

/// The floors, from the lowest up. A module knows those below it, and none beside or above it; but the two front doors know
/// what both of them show.
const FLOORS: [&[&str]; 7] = [
    &["limit"],
    &["transport"],
    &["door"],
    &["present"],
    &["api", "page"],
    &["envelope", "wire"],
    &["router"],
];

/// The floors whose rooms do not know each other: whoever reads one of them needs no other.
const ROOMS: [&str; 2] = ["api", "page"];

/// The imports that lead up or aside, between floors and between rooms. The root of the crate may know everything.
#[must_use]
pub fn wrong_ways(files: &[File]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in files.iter().filter(|file| !is_test(&file.path)) {
        let Some(place) = file.path.strip_prefix(SOURCE) else { continue };
        let own: Vec<&str> = place.trim_end_matches(".rs").split('/').collect();
        if own == ["lib"] {
            continue;
        }
        for known in known(file, &own) {
            let said = || format!("{}: must not know {}", file.path, known.join("::"));
            match (floor(own[0]), known.first().and_then(|module| floor(module))) {
                (None, _) => wrong.push(format!("{}: stands on no floor", file.path)),
                (Some(from), Some(to)) if known[0] != own[0] && to >= from => wrong.push(said()),
                (Some(_), Some(_)) if is_another_room(files, &own, &known) => wrong.push(said()),
                (Some(_), _) => {}
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    wrong
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// Whether `known` lies in a room that is not the one of `own`. A room is a folder; what lies beside the rooms belongs to all of
/// them, and may know none.
fn is_another_room(files: &[File], own: &[&str], known: &[String]) -> bool {
    let (Some(floor), Some(room)) = (known.first(), known.get(1)) else { return false };
    let folder = format!("{SOURCE}{floor}/{room}/");
    let is_room = files.iter().any(|file| file.path.starts_with(&folder));
    ROOMS.contains(&floor.as_str()) && floor == own[0] && own.len() > 1 && own[1] != room && is_room
}

/// The modules and items of its own crate that a file names, from the root of the crate on.
fn known(file: &File, own: &[&str]) -> Vec<Vec<String>> {
    let code = RustSource::parse(before_tests(&file.text)).code;
    let mut known = Vec::new();
    for word in ["crate::", "super::"] {
        for (at, _) in code.match_indices(word) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let (mut base, mut rest) = (own.to_vec(), &code[at..]);
            while let Some(after) = rest.strip_prefix("super::") {
                base.pop();
                rest = after;
            }
            if let Some(after) = rest.strip_prefix("crate::") {
                (base, rest) = (Vec::new(), after);
            }
            let base: Vec<String> = base.into_iter().map(ToOwned::to_owned).collect();
            branches(&base, rest, &mut known);
        }
    }
    known
}

/// Follows a path, and every branch of a group in braces. Gives what stands behind it.
fn branches<'a>(base: &[String], text: &'a str, known: &mut Vec<Vec<String>>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        while !rest.is_empty() {
            rest = branches(base, rest, known).trim_start();
            match rest.strip_prefix(',') {
                Some(next) if !next.trim_start().starts_with('}') => rest = next,
                _ => break,
            }
        }
        return rest.find('}').map_or("", |end| &rest[end + 1..]);
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let mut path = base.to_vec();
    path.extend((end > 0).then(|| text[..end].to_owned()));
    if let Some(rest) = text[end..].strip_prefix("::") {
        return branches(&path, rest, known);
    }
    known.push(path);
    &text[end..]
}

/// Where the addresses of pages stand.
const ADDRESSES: &str = "crates/server/src/door/address.rs";

/// Addresses of this site that are written down anywhere but where all of them stand: a page that moves would leave a link behind
/// that leads nowhere.
#[must_use]
pub fn stray_addresses(file: &File) -> Vec<String> {
    if file.path.starts_with("crates/server/templates/") {
        let lines = file.text.lines().enumerate().filter(|(_, line)| line.contains("=\"/"));
        return lines.map(|(at, _)| format!("{}:{}: an address", file.path, at + 1)).collect();
    }
    let of_pages = ["page", "present", "door"]
        .iter()
        .any(|floor| file.path.strip_prefix(SOURCE).is_some_and(|place| place.starts_with(floor)));
    if !of_pages || file.path == ADDRESSES || is_test(&file.path) {
        return Vec::new();
    }
    let source = RustSource::parse(before_tests(&file.text));
    let is_address = |text: &str| {
        text.strip_prefix('/')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    let stray = source.strings.iter().filter(|literal| is_address(&literal.text));
    stray.map(|literal| format!("{}:{}: {}", file.path, literal.line, literal.text)).collect()
}
