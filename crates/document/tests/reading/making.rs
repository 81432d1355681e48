//! Files made on the spot.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) const MAIN: &str = "word/document.xml";

const TYPES: &str = concat!(
    r#"<Types xmlns="t">"#,
    r#"<Override PartName="/word/document.xml""#,
    r#" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#,
);
const PACKAGE_RELATIONS: &str = concat!(
    r#"<Relationships xmlns="r">"#,
    r#"<Relationship Id="r1""#,
    r#" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument""#,
    r#" Target="word/document.xml"/></Relationships>"#,
);

pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A `.docx` file whose main part is this, with further parts.
pub(crate) fn docx_of(main: &[u8], more: &[(&str, &[u8])]) -> Vec<u8> {
    let own: [(&str, &[u8]); 3] = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", PACKAGE_RELATIONS.as_bytes()),
        (MAIN, main),
    ];
    archive(&[&own, more].concat())
}

/// The main part of a `.docx` file with this body.
pub(crate) fn document(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#
    )
}

pub(crate) fn docx(body: &str) -> Vec<u8> {
    docx_of(document(body).as_bytes(), &[])
}

/// A `.docx` file with parts the main part refers to, each as type and XML.
pub(crate) fn docx_with(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let mut relations = String::from("<Relationships>");
    let mut more: Vec<(String, &[u8])> = Vec::new();
    for (kind, xml) in parts {
        write!(
            relations,
            r#"<Relationship Id="{kind}" Type="http://r/{kind}" Target="{kind}.xml"/>"#
        )
        .unwrap();
        more.push((format!("word/{kind}.xml"), xml.as_bytes()));
    }
    relations.push_str("</Relationships>");
    let mut borrowed: Vec<(&str, &[u8])> =
        more.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    borrowed.push(("word/_rels/document.xml.rels", relations.as_bytes()));
    docx_of(document(body).as_bytes(), &borrowed)
}

/// An `.odt` file with this in `office:text`, and these automatic styles.
pub(crate) fn odt(text: &str, styles: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{text}</office:text></office:body></office:document-content>"
    );
    odt_of(&content, "<manifest:manifest/>")
}

pub(crate) fn odt_of(content: &str, manifest: &str) -> Vec<u8> {
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", content.as_bytes()),
    ])
}

/// An OFD file with these pages.
pub(crate) fn ofd(pages: &[&str]) -> Vec<u8> {
    let mut list = String::new();
    let mut parts: Vec<(String, String)> = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        write!(list, r#"<ofd:Page ID="{index}" BaseLoc="Pages/Page_{index}/Content.xml"/>"#)
            .unwrap();
        let page = format!(
            "<ofd:Page><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>"
        );
        parts.push((format!("Doc_0/Pages/Page_{index}/Content.xml"), page));
    }
    let document = format!("<ofd:Document><ofd:Pages>{list}</ofd:Pages></ofd:Document>");
    let root = "<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";
    parts.push(("OFD.xml".to_owned(), root.to_owned()));
    parts.push(("Doc_0/Document.xml".to_owned(), document));
    let borrowed: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
    archive(&borrowed)
}

/// A compound file with empty streams of these names.
pub(crate) fn compound_file(streams: &[&str]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for stream in streams {
        file.create_stream(stream).unwrap();
    }
    file.into_inner().into_inner()
}
