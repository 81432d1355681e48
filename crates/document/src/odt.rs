mod body;
mod lists;
mod styles;

use std::collections::HashSet;

use crate::Unreadable;
use crate::archive::Archive;
use crate::besides::{Reading, visible};
use crate::limits::FREE_FURNITURE_CHARACTERS;
use crate::xml::{Step, Walk, decode};
use body::Body;
use lists::Lists;
use styles::Styles;

/// The text of an `.odt` file.
pub(crate) fn read(archive: &mut Archive<'_>) -> Result<Reading, Unreadable> {
    if let Some(manifest) = archive.read("META-INF/manifest.xml")? {
        refuse_encrypted(&decode(&manifest)?)?;
    }
    if archive.names().any(is_macro) {
        return Err(Unreadable::Macro);
    }
    let common = archive.read("styles.xml")?.map(|part| decode(&part)).transpose()?;
    let part = decode(&archive.require("content.xml")?)?;
    let (mut styles, mut lists) = (Styles::default(), Lists::default());
    for part in common.iter().chain([&part]) {
        styles.read(part)?;
        lists.read(part)?;
    }
    let mut reading = read_body(&part, &styles, lists.clone())?;
    if let Some(common) = &common {
        reading.text.push_str(&furniture(common, &styles, &lists)?);
    }
    Ok(reading)
}

fn read_body(part: &str, styles: &Styles, lists: Lists) -> Result<Reading, Unreadable> {
    let mut walk = Walk::over(part);
    let mut body = Body::new(styles, lists);
    while let Some(step) = walk.next()? {
        body.take(&step, &mut walk)?;
    }
    Ok(body.finish())
}

/// Headers and footers that are so long that something could hide in them, each text once.
fn furniture(part: &str, styles: &Styles, lists: &Lists) -> Result<String, Unreadable> {
    let mut walk = Walk::over(part);
    let mut texts = String::new();
    let mut counted = HashSet::new();
    while let Some(step) = walk.next()? {
        let Step::Open(element) = step else { continue };
        if !element.name().starts_with("header") && !element.name().starts_with("footer")
            || element.name().ends_with("-style")
        {
            continue;
        }
        let outside = walk.depth() - 1;
        let mut body = Body::new(styles, lists.clone());
        while walk.depth() > outside {
            let Some(step) = walk.next()? else { break };
            body.take(&step, &mut walk)?;
        }
        let text = body.finish().text;
        if visible(&text) > FREE_FURNITURE_CHARACTERS && counted.insert(text.clone()) {
            texts.push_str(&text);
        }
    }
    Ok(texts)
}

fn refuse_encrypted(manifest: &str) -> Result<(), Unreadable> {
    let mut walk = Walk::over(manifest);
    while let Some(step) = walk.next()? {
        if matches!(step, Step::Open(element) if element.name() == "encryption-data") {
            return Err(Unreadable::Encrypted);
        }
    }
    Ok(())
}

/// The lists of libraries are written even where there are none.
fn is_macro(name: &str) -> bool {
    let in_folder = name.starts_with("Basic/") || name.starts_with("Scripts/");
    let is_list = ["/", "script-lb.xml", "script-lc.xml"].iter().any(|end| name.ends_with(end));
    in_folder && !is_list
}
