//! Setting pages with typst: a template that is part of the program, data that it reads as a file, and no other file.

use std::path::PathBuf;

use chrono::{DateTime, Datelike, Timelike};
use fontdb::Database;
use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_kit::fonts::{FontPath, FontStore};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::{Fonts, Unprintable};

/// How the pages are set.
const TEMPLATE: &str = include_str!("report.typ");
/// Characters of which a font that has Chinese has all: U+7EDF U+8BA1 U+62A5 U+544A.
const CHINESE: [u32; 4] = [0x7edf, 0x8ba1, 0x62a5, 0x544a];
/// What printers set for a character that they have not got.
const GETA: char = '\u{3013}';
/// What is remembered of so many reports before goes into the next one: the same report is often asked for twice.
const REMEMBERED: usize = 2;

/// Everything that reports have in common.
pub(super) struct Press {
    library: LazyHash<Library>,
    fonts: FontStore,
    families: Vec<String>,
    template: Source,
    data: FileId,
}

impl Press {
    /// Looks for fonts; nothing if none of them has Chinese.
    pub(super) fn open(wanted: &Fonts) -> Option<Self> {
        let fonts = found(&wanted.dirs);
        let is_chinese =
            |font: &FontInfo| CHINESE.iter().all(|character| font.coverage.contains(*character));
        infos(&fonts).any(is_chinese).then_some(())?;
        Some(Self {
            library: LazyHash::new(Library::default()),
            fonts,
            families: wanted.families.clone(),
            template: Source::new(file("/report.typ")?, TEMPLATE.to_owned()),
            data: file("/data.json")?,
        })
    }

    /// The data on its pages, as PDF/A-2b made at that moment.
    pub(super) fn print(&self, mut data: Value, at_ms: i64) -> Result<Vec<u8>, Unprintable> {
        data["families"] = self.families.clone().into();
        self.replace_unknown(&mut data);
        let job = Job { press: self, data: Bytes::from_string(data.to_string()) };
        let printed = set(&job, at_ms);
        comemo::evict(REMEMBERED);
        printed
    }

    /// PDF/A has no place for characters without a shape, and one name must not keep a report from being printed.
    fn replace_unknown(&self, data: &mut Value) {
        match data {
            Value::String(text) => {
                let known =
                    |c: char| infos(&self.fonts).any(|font| font.coverage.contains(u32::from(c)));
                let shape = |c: char| if known(c) { c } else { GETA };
                let plain = |c: char| if c.is_control() { ' ' } else { c };
                *text = text.chars().map(plain).map(shape).collect();
            }
            Value::Array(values) => {
                for value in values {
                    self.replace_unknown(value);
                }
            }
            Value::Object(members) => {
                for value in members.values_mut() {
                    self.replace_unknown(value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// One report under the press.
struct Job<'a> {
    press: &'a Press,
    data: Bytes,
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.press.fonts.book()
    }

    fn main(&self) -> FileId {
        self.press.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() {
            Ok(self.press.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.press.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.font(index)
    }

    /// Never: the same report gives the same bytes.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn set(job: &Job<'_>, at_ms: i64) -> Result<Vec<u8>, Unprintable> {
    let wrong = |errors: &[SourceDiagnostic]| {
        let first = errors.first().map(|error| error.message.to_string());
        Unprintable::Template(first.unwrap_or_default())
    };
    // What it warns of, such as a family that is not there, has no reader.
    let document = typst::compile::<PagedDocument>(job).output.map_err(|errors| wrong(&errors))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2b]);
    let standards =
        standards.map_err(|error| Unprintable::Template(error.message().to_string()))?;
    let options = PdfOptions { timestamp: timestamp(at_ms), standards, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|errors| wrong(&errors))
}

fn timestamp(at_ms: i64) -> Option<Timestamp> {
    let at = DateTime::from_timestamp_millis(at_ms)?;
    let part = |part: u32| u8::try_from(part).ok();
    let made = Datetime::from_ymd_hms(
        at.year(),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )?;
    Some(Timestamp::new_utc(made))
}

/// A file that exists for the template only. The names are constant: each further one would stay in memory for good.
fn file(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// The fonts in these folders, in the order of their paths, so that no file system decides which of two is taken.
fn found(dirs: &[PathBuf]) -> FontStore {
    let mut database = Database::new();
    for dir in dirs {
        database.load_fonts_dir(dir);
    }
    let mut found: Vec<(FontPath, FontInfo)> = Vec::new();
    for face in database.faces() {
        let path = match &face.source {
            fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => path.clone(),
            fontdb::Source::Binary(_) => continue,
        };
        if let Some(Some(info)) = database.with_face_data(face.id, FontInfo::new) {
            found.push((FontPath { path, index: face.index }, info));
        }
    }
    found.sort_by(|(one, _), (other, _)| (&one.path, one.index).cmp(&(&other.path, other.index)));
    let mut fonts = FontStore::new();
    fonts.extend(found);
    fonts
}

fn infos(fonts: &FontStore) -> impl Iterator<Item = &FontInfo> {
    (0..).map_while(|place| fonts.book().info(place))
}
