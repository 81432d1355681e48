//! The floors and rooms inside the server: which of its modules may know which.

use crate::house::{File, is_test};
use crate::paths::named;
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
        let code = RustSource::parse(before_tests(&file.text)).code;
        for known in named(&code, &own, &|_| false) {
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
