//! `.docx` files made on the spot: only what a reader needs, and nothing that an office suite adds.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &str = concat!(
    r#"<Types xmlns="t"><Override PartName="/word/document.xml" ContentType=""#,
    r#"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#
);
const RELATIONS: &str = concat!(
    r#"<Relationships xmlns="r"><Relationship Id="r1" Type=""#,
    r#"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" "#,
    r#"Target="word/document.xml"/></Relationships>"#
);

/// A file with one paragraph for each line.
///
/// # Errors
///
/// When it cannot be packed.
pub fn of_lines(lines: &str) -> anyhow::Result<Vec<u8>> {
    of_main_part(&main_part(&paragraphs(lines)), 0)
}

/// A file with one paragraph for each line, padded to exactly so many bytes with a picture that is not packed.
///
/// # Errors
///
/// When the lines alone take more, or it cannot be packed.
pub fn of_size(lines: &str, bytes: usize) -> anyhow::Result<Vec<u8>> {
    let main = main_part(&paragraphs(lines));
    let least = of_main_part(&main, 0)?.len();
    let picture = bytes.checked_sub(least);
    of_main_part(&main, picture.ok_or_else(|| anyhow::anyhow!("it takes {least} bytes"))?)
}

/// A file with this XML as its main part, and a picture of so many bytes that is not packed.
///
/// # Errors
///
/// When it cannot be packed.
pub fn of_main_part(main: &str, picture: usize) -> anyhow::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in
        [("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", main)]
    {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(part.as_bytes())?;
    }
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    archive.start_file("word/media/image1.png", stored)?;
    archive.write_all(&vec![7; picture])?;
    Ok(archive.finish()?.into_inner())
}

/// A main part with this body.
#[must_use]
pub fn main_part(body: &str) -> String {
    format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#)
}

fn paragraphs(lines: &str) -> String {
    let texts: Vec<&str> = lines.lines().collect();
    format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", texts.join("</w:t></w:r></w:p><w:p><w:r><w:t>"))
}
