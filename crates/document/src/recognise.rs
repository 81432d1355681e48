use std::io::Cursor;

use crate::Unreadable;
use crate::archive::Archive;
use crate::format::Format;

/// What is to be read, opened as far as it had to be to recognise it.
pub(crate) enum Content<'b> {
    Docx(Archive<'b>),
    Odt(Archive<'b>),
    Ofd(Archive<'b>),
    Pdf,
    Plain,
}

const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const PDF_HEADER: &[u8] = b"%PDF-";
/// Readers of PDF look for the header so far.
const PDF_HEADER_WITHIN: usize = 1024;
const ODT_MIMETYPE: &str = "application/vnd.oasis.opendocument.text";

/// Recognises a file by its content; the name must agree.
///
/// A polyglot is what its first bytes say, and a file whose name says otherwise is refused rather than guessed at: whoever
/// downloads it later opens it by its name.
pub(crate) fn recognise<'b>(
    name: &str,
    bytes: &'b [u8],
) -> Result<(Format, Content<'b>), Unreadable> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let named = by_extension(&extension.to_ascii_lowercase());
    if bytes.starts_with(COMPOUND_FILE) {
        return Err(compound_file(bytes, named));
    }
    let named = named?;
    if bytes.starts_with(PDF_HEADER) {
        return agreeing(named, Format::Pdf, Content::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let mut archive = Archive::open(bytes)?;
        let found = in_archive(&mut archive)?;
        let content = match found {
            Format::Odt => Content::Odt(archive),
            Format::Ofd => Content::Ofd(archive),
            // `in_archive` answers with the formats that are archives only.
            Format::Docx | Format::Pdf | Format::Text | Format::Markdown => Content::Docx(archive),
        };
        return agreeing(named, found, content);
    }
    match named {
        Format::Text | Format::Markdown => Ok((named, Content::Plain)),
        Format::Docx | Format::Odt | Format::Ofd => Err(Unreadable::corrupt("not a zip archive")),
        // A print server keeps the commands of its printer, and some programs put a mark, before the header.
        Format::Pdf if has_late_pdf_header(bytes) => Ok((named, Content::Pdf)),
        Format::Pdf => Err(Unreadable::corrupt("no PDF header")),
    }
}

fn has_late_pdf_header(bytes: &[u8]) -> bool {
    let first = &bytes[..bytes.len().min(PDF_HEADER_WITHIN)];
    first.windows(PDF_HEADER.len()).any(|window| window == PDF_HEADER)
}

fn agreeing(
    named: Format,
    found: Format,
    content: Content<'_>,
) -> Result<(Format, Content<'_>), Unreadable> {
    if named == found { Ok((found, content)) } else { Err(Unreadable::WrongExtension { found }) }
}

fn by_extension(extension: &str) -> Result<Format, Unreadable> {
    match extension {
        "docx" => Ok(Format::Docx),
        "odt" => Ok(Format::Odt),
        "pdf" => Ok(Format::Pdf),
        "ofd" => Ok(Format::Ofd),
        "txt" | "text" => Ok(Format::Text),
        "md" | "markdown" => Ok(Format::Markdown),
        "doc" | "dot" => Err(Unreadable::LegacyDoc),
        "wps" | "wpt" => Err(Unreadable::LegacyWps),
        "docm" | "dotm" => Err(Unreadable::Macro),
        _ => Err(Unreadable::Unsupported),
    }
}

/// An OLE compound file is a Word 97 or WPS file, or the shell around an encrypted `.docx`.
fn compound_file(bytes: &[u8], named: Result<Format, Unreadable>) -> Unreadable {
    // A damaged shell is still no file that is read; the name then decides which advice fits.
    if let Ok(file) = cfb::CompoundFile::open(Cursor::new(bytes)) {
        if file.exists("/EncryptedPackage") {
            return Unreadable::Encrypted;
        }
        if file.exists("/WordDocument") && named != Err(Unreadable::LegacyWps) {
            return Unreadable::LegacyDoc;
        }
    } else if names_encrypted_package(bytes) {
        return Unreadable::Encrypted;
    }
    match named {
        Err(reason) => reason,
        Ok(_) => Unreadable::LegacyDoc,
    }
}

/// Some programs write tables of allocation that our reader refuses; the names of the streams are there all the same.
fn names_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

fn in_archive(archive: &mut Archive<'_>) -> Result<Format, Unreadable> {
    if archive.has("[Content_Types].xml") {
        return Ok(Format::Docx);
    }
    if archive.has("OFD.xml") {
        return Ok(Format::Ofd);
    }
    // GM/T 0099: an encrypted OFD file lists its ciphers beside the place where OFD.xml would be.
    if archive.has("Encryptions.xml") {
        return Err(Unreadable::Encrypted);
    }
    match archive.read("mimetype")? {
        Some(mimetype) if mimetype.trim_ascii() == ODT_MIMETYPE.as_bytes() => Ok(Format::Odt),
        Some(_) | None => Err(Unreadable::Unsupported),
    }
}
