//! Counts every PDF file of a folder and compares with what other readers counted.
//!
//! `cargo run -p baopi-document --example count_folder -- FOLDER`: the folder holds an `expected.json` with the lowest and the
//! highest right count of each file, `{"NAME.pdf": {"characters": [10, 12]}}`. One line for each file that is not right.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use baopi_document::{Unreadable, extract, pdf_with_furniture};
use baopi_workflow::count::characters;

/// Wrong by so many characters or one in so many is near.
const NEAR: u32 = 3;
const NEAR_PART: u32 = 100;

#[derive(serde::Deserialize)]
struct Expected {
    characters: [u32; 2],
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let folder = Path::new(&folder);
    let expected = std::fs::read(folder.join("expected.json"))?;
    let expected: BTreeMap<String, Expected> = serde_json::from_slice(&expected)?;
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = std::io::stdout().lock();
    for (name, Expected { characters: [least, most] }) in &expected {
        let (verdict, found) = judged(name, &std::fs::read(folder.join(name))?, *least, *most);
        if verdict != "right" {
            writeln!(out, "{name}: {verdict}: {found}, expected {least} to {most}")?;
        }
        *tally.entry(verdict).or_default() += 1;
    }
    writeln!(out, "{} files: {tally:?}", expected.len())?;
    Ok(())
}

fn judged(name: &str, bytes: &[u8], least: u32, most: u32) -> (&'static str, String) {
    let found = match extract(name, bytes) {
        Ok(extracted) => characters(&extracted.text),
        // A file without text is refused, which is right.
        Err(Unreadable::Scanned { .. }) => 0,
        Err(refusal) => return ("refused", format!("{}, {refusal}", refusal.code())),
    };
    let whole = pdf_with_furniture(bytes).map_or(0, |text| characters(&text));
    let near = |found: u32| {
        let off = least.saturating_sub(found).max(found.saturating_sub(most));
        off <= NEAR || off <= most / NEAR_PART
    };
    let verdict = match found {
        _ if (least..=most).contains(&found) => "right",
        _ if near(found) => "near",
        // Other readers count headers and footers; we do not.
        _ if near(whole) => "right but for headers and footers",
        _ if found < least => "too few",
        _ => "too many",
    };
    (verdict, format!("{found}, {whole} with headers and footers"))
}
