use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::Unreadable;
use crate::limits::{
    FREE_RATIO_BYTES, MAX_ARCHIVE_BYTES, MAX_ARCHIVE_ENTRIES, MAX_PART_BYTES, MAX_RATIO,
};

/// A zip archive whose entries were looked over and whose bytes are counted as they come out. Nothing is ever unpacked to disk.
pub(crate) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Places of the entries by their names in lower case: producers differ in it, and word processors do not mind.
    places: HashMap<String, usize>,
    inflated: u64,
}

impl<'b> Archive<'b> {
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Unreadable> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
        if zip.len() > MAX_ARCHIVE_ENTRIES {
            return Err(Unreadable::hostile("too many archive entries"));
        }
        if zip.has_duplicate_names() {
            return Err(Unreadable::hostile("two archive entries of one name"));
        }
        if zip.offset() != 0 {
            return Err(Unreadable::hostile("other data before the archive"));
        }
        let mut declared = 0_u64;
        let mut places = HashMap::new();
        for index in 0..zip.len() {
            let entry = zip.by_index_data(index).map_err(|error| refusal(&error))?;
            if entry.encrypted() {
                return Err(Unreadable::Encrypted);
            }
            let name = entry.name().map_err(|error| refusal(&error))?;
            if entry.is_symlink() || leads_outside(&name) {
                return Err(Unreadable::hostile("an archive entry leads outside the archive"));
            }
            declared = declared.saturating_add(entry.size());
            if places.insert(name.to_lowercase(), index).is_some() {
                return Err(Unreadable::hostile("two archive entries of one name"));
            }
        }
        if declared > MAX_ARCHIVE_BYTES {
            return Err(Unreadable::hostile("the archive declares too many bytes"));
        }
        if zip.has_overlapping_entries().map_err(|error| refusal(&error))? {
            return Err(Unreadable::hostile("overlapping archive entries"));
        }
        Ok(Self { zip, places, inflated: 0 })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.places.get(&name.to_lowercase()).copied()
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        // A name that is no UTF-8 is none of the names that mean something in the formats read here.
        self.zip.file_names_raw().filter_map(|name| str::from_utf8(name).ok())
    }

    /// The bytes of an entry; `None` if there is no entry of that name.
    pub(crate) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(index) = self.place(name) else { return Ok(None) };
        let mut entry = self.zip.by_index(index).map_err(|error| refusal(&error))?;
        let packed = entry.compressed_size().max(1);
        let mut bytes = Vec::new();
        let mut chunk = vec![0; 64 * 1024];
        loop {
            // The cause would tell where in the packed bytes the fault lies, which helps nobody.
            let count = entry
                .read(&mut chunk)
                .map_err(|_| Unreadable::corrupt("an archive entry cannot be inflated"))?;
            if count == 0 {
                return Ok(Some(bytes));
            }
            bytes.extend_from_slice(&chunk[..count]);
            self.inflated += count as u64;
            let out = bytes.len() as u64;
            if out > MAX_PART_BYTES || self.inflated > MAX_ARCHIVE_BYTES {
                return Err(Unreadable::hostile("the archive inflates to too many bytes"));
            }
            if out > FREE_RATIO_BYTES && out / packed > MAX_RATIO {
                return Err(Unreadable::hostile("the archive inflates beyond the allowed ratio"));
            }
        }
    }

    /// As [`Archive::read`], for a part the format cannot do without.
    pub(crate) fn require(&mut self, name: &str) -> Result<Vec<u8>, Unreadable> {
        self.read(name)?.ok_or_else(|| Unreadable::corrupt("a required part is missing"))
    }
}

/// Resolves a reference found in the part `base` to the name of an entry; both separators occur in files of real programs.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    let reference = reference.replace('\\', "/");
    let mut segments: Vec<&str> = if reference.starts_with('/') {
        Vec::new()
    } else {
        base.rsplit_once('/').map_or_else(Vec::new, |(folder, _)| folder.split('/').collect())
    };
    for segment in reference.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            name => segments.push(name),
        }
    }
    segments.join("/")
}

fn leads_outside(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.contains(['\0', ':'])
        || name.split(['/', '\\']).any(|segment| segment == "..")
}

/// The texts of the zip reader may quote names of entries, so only the kind of its error is told.
fn refusal(error: &ZipError) -> Unreadable {
    if matches!(error, ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_))
    {
        Unreadable::corrupt("an unusual kind of zip archive")
    } else {
        Unreadable::corrupt("the zip archive is cut off or damaged")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_within_the_archive() {
        assert_eq!(resolve("", "word/document.xml"), "word/document.xml");
        assert_eq!(resolve("word/document.xml", "footnotes.xml"), "word/footnotes.xml");
        assert_eq!(resolve("word/document.xml", "/word/a.xml"), "word/a.xml");
        assert_eq!(resolve("a/b/c.xml", "../d.xml"), "a/d.xml");
        assert_eq!(resolve("a.xml", "../../../d.xml"), "d.xml");
        assert_eq!(resolve("word/document.xml", ".\\x\\y.xml"), "word/x/y.xml");
    }

    #[test]
    fn names_that_lead_outside_are_known() {
        for name in ["../a", "a/../../b", "/etc/x", "C:\\x", "a\\..\\b", "a\0b"] {
            assert!(leads_outside(name), "{name:?}");
        }
        for name in ["word/document.xml", "a..b/c", "[Content_Types].xml"] {
            assert!(!leads_outside(name), "{name:?}");
        }
    }
}
