//! The first sheet of an `.xlsx` workbook as rows of texts, for lists that people keep in one.

use crate::Unreadable;
use crate::archive::{Archive, resolve};
use crate::limits::{MAX_SHEET_COLUMNS, MAX_SHEET_ROWS, MAX_TEXT_BYTES};
use crate::too_much_text;
use crate::xml::{Element, Step, Walk, decode};

/// A row with its number in the sheet, from 1. Cells that are left out are empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// The number.
    pub number: u32,
    /// The cells from the first column on.
    pub cells: Vec<String>,
}

/// Reads the first sheet. Numbers and dates are as they are kept: a date is the number of days since 1899-12-30.
///
/// # Errors
///
/// [`Unreadable`]; also for more rows or columns than [`limits`](crate::limits) allow.
pub fn read_sheet(bytes: &[u8]) -> Result<Vec<SheetRow>, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    let mut archive = Archive::open(bytes)?;
    if archive.names().any(|name| name.ends_with("vbaProject.bin")) {
        return Err(Unreadable::Macro);
    }
    let part = first_sheet(&mut archive)?;
    let shared = shared_strings(&mut archive)?;
    let xml = decode(&archive.require(&part)?)?;
    let mut sheet = Sheet { shared, rows: Vec::new(), bytes: 0 };
    let mut walk = Walk::over(&xml);
    while let Some(step) = walk.next()? {
        if let Step::Open(element) = step {
            match element.name() {
                "row" => sheet.open_row(&element)?,
                "c" => sheet.cell(&element, &mut walk)?,
                _ => {}
            }
        }
    }
    Ok(sheet.rows)
}

/// The part of the sheet that the workbook names first.
fn first_sheet(archive: &mut Archive<'_>) -> Result<String, Unreadable> {
    const WORKBOOK: &str = "xl/workbook.xml";
    let workbook = decode(&archive.require(WORKBOOK)?)?;
    let Some(wanted) = first(&workbook, "sheet", |sheet| sheet.attribute("id"))? else {
        return Err(Unreadable::corrupt("the workbook names no sheet"));
    };
    let relations = decode(&archive.require("xl/_rels/workbook.xml.rels")?)?;
    let target = first(&relations, "Relationship", |relation| {
        let fits = relation.attribute("Id")?.is_some_and(|id| id == wanted);
        if fits { relation.attribute("Target") } else { Ok(None) }
    })?;
    let target = target.ok_or_else(|| Unreadable::corrupt("the first sheet is missing"))?;
    Ok(resolve(WORKBOOK, &target))
}

/// What the first element of this name yields that yields anything.
fn first(
    xml: &str,
    name: &str,
    wanted: impl Fn(&Element<'_>) -> Result<Option<String>, Unreadable>,
) -> Result<Option<String>, Unreadable> {
    let mut walk = Walk::over(xml);
    while let Some(step) = walk.next()? {
        if let Step::Open(element) = step
            && element.name() == name
            && let Some(found) = wanted(&element)?
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Texts that cells refer to by their place.
fn shared_strings(archive: &mut Archive<'_>) -> Result<Vec<String>, Unreadable> {
    let Some(part) = archive.read("xl/sharedStrings.xml")? else { return Ok(Vec::new()) };
    let xml = decode(&part)?;
    let mut walk = Walk::over(&xml);
    let (mut strings, mut bytes) = (Vec::new(), 0);
    while let Some(step) = walk.next()? {
        if matches!(&step, Step::Open(element) if element.name() == "si") {
            let text = written(&mut walk)?;
            bytes += text.len();
            if bytes > MAX_TEXT_BYTES {
                return Err(too_much_text());
            }
            strings.push(text);
        }
    }
    Ok(strings)
}

/// The text of the element that was opened last, without the readings of characters (`rPh`).
fn written(walk: &mut Walk<'_>) -> Result<String, Unreadable> {
    let outside = walk.depth() - 1;
    let mut text = String::new();
    while walk.depth() > outside {
        match walk.next()? {
            Some(Step::Open(element)) if element.name() == "rPh" => walk.skip()?,
            Some(Step::Open(element)) if element.name() == "t" => text.push_str(&walk.text()?),
            Some(Step::Open(_) | Step::Text(_) | Step::Close(_)) | None => {}
        }
    }
    Ok(text)
}

struct Sheet {
    shared: Vec<String>,
    rows: Vec<SheetRow>,
    bytes: usize,
}

impl Sheet {
    fn open_row(&mut self, element: &Element<'_>) -> Result<(), Unreadable> {
        let next = self.rows.last().map_or(1, |row| row.number.saturating_add(1));
        let number = element.attribute("r")?.and_then(|number| number.parse().ok()).unwrap_or(next);
        if self.rows.len() >= MAX_SHEET_ROWS {
            return Err(Unreadable::hostile("too many rows"));
        }
        self.rows.push(SheetRow { number, cells: Vec::new() });
        Ok(())
    }

    fn cell(&mut self, element: &Element<'_>, walk: &mut Walk<'_>) -> Result<(), Unreadable> {
        let place = element.attribute("r")?;
        let kind = element.attribute("t")?.unwrap_or_default();
        let text = self.value(&kind, walk)?;
        let Some(row) = self.rows.last_mut() else {
            return Err(Unreadable::corrupt("a cell outside of every row"));
        };
        let column = place.as_deref().and_then(column).unwrap_or(row.cells.len());
        if column >= MAX_SHEET_COLUMNS {
            // Sheets have formats far to the right of what is written in them.
            return if text.is_empty() {
                Ok(())
            } else {
                Err(Unreadable::hostile("too many columns"))
            };
        }
        self.bytes += text.len();
        if self.bytes > MAX_TEXT_BYTES {
            return Err(too_much_text());
        }
        if row.cells.len() <= column {
            row.cells.resize(column + 1, String::new());
        }
        row.cells[column] = text;
        Ok(())
    }

    /// What the cell that was opened last shows; a formula shows what it came to when the file was saved.
    fn value(&self, kind: &str, walk: &mut Walk<'_>) -> Result<String, Unreadable> {
        let outside = walk.depth() - 1;
        let mut value = String::new();
        while walk.depth() > outside {
            match walk.next()? {
                Some(Step::Open(element)) if element.name() == "v" => value = walk.text()?,
                Some(Step::Open(element)) if element.name() == "is" => value = written(walk)?,
                Some(Step::Open(_) | Step::Text(_) | Step::Close(_)) | None => {}
            }
        }
        if kind != "s" {
            return Ok(value);
        }
        let shared = value.trim().parse().ok().and_then(|place: usize| self.shared.get(place));
        shared
            .cloned()
            .ok_or_else(|| Unreadable::corrupt("a cell refers to a text that is missing"))
    }
}

/// The number of a column, from 0, in the name of a cell such as `AB12`.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).take(4);
    let number = letters.fold(0, |number, letter| {
        number * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_a_cell_are_its_column() {
        let columns = ["A1", "Z9", "AA1", "az3", "7", ""].map(column);
        assert_eq!(columns, [Some(0), Some(25), Some(26), Some(51), None, None]);
    }
}
