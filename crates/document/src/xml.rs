use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};

use crate::Unreadable;
use crate::limits::{MAX_XML_ATTRIBUTES, MAX_XML_DEPTH};

/// A flat walk over an XML part: never recursive, never deeper than [`MAX_XML_DEPTH`], without DTD and outside entities.
///
/// Names are local names: producers differ in the prefixes they choose, and hardly two elements that matter here share one.
pub(crate) struct Walk<'x> {
    reader: Reader<&'x [u8]>,
    depth: usize,
    /// Read already, and not handed out yet.
    ahead: Option<Step<'x>>,
    /// Prefixes with what they stand for, and how deep they were declared.
    declared: Vec<(usize, String, String)>,
}

/// One step of a [`Walk`]; an empty element is opened and closed.
pub(crate) enum Step<'x> {
    Open(Element<'x>),
    Text(Cow<'x, str>),
    Close(Closing<'x>),
}

/// An element that was opened.
pub(crate) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    pub(crate) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// What stands before the local name; empty if nothing does.
    pub(crate) fn prefix(&self) -> &str {
        self.0.name().into_inner().rsplit_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// The value of the attribute with this local name.
    pub(crate) fn attribute(&self, name: &str) -> Result<Option<String>, Unreadable> {
        // Without checks: comparing each of 10^5 attributes with all others is an attack of its own.
        for attribute in self.0.attributes().with_checks(false).take(MAX_XML_ATTRIBUTES) {
            let attribute = attribute.map_err(|_| Unreadable::corrupt("a faulty XML attribute"))?;
            if local(attribute.key.into_inner()) == name {
                let raw: &str = &attribute.value;
                return quick_xml::escape::unescape(raw)
                    .map(|value| Some(value.into_owned()))
                    .map_err(|_| Unreadable::corrupt("a faulty XML attribute"));
            }
        }
        Ok(None)
    }
}

impl Element<'_> {
    /// Adds the prefixes that the element declares.
    fn declare(
        &self,
        depth: usize,
        declared: &mut Vec<(usize, String, String)>,
    ) -> Result<(), Unreadable> {
        let raw: &str = &self.0;
        if !raw.contains("xmlns:") {
            return Ok(());
        }
        for attribute in self.0.attributes().with_checks(false).take(MAX_XML_ATTRIBUTES) {
            let attribute = attribute.map_err(|_| Unreadable::corrupt("a faulty XML attribute"))?;
            if let Some(prefix) = attribute.key.into_inner().strip_prefix("xmlns:") {
                let space: &str = &attribute.value;
                declared.push((depth, prefix.to_owned(), space.to_owned()));
            }
        }
        Ok(())
    }
}

/// The end of an element.
pub(crate) struct Closing<'x>(BytesEnd<'x>);

impl Closing<'_> {
    pub(crate) fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }
}

impl<'x> Walk<'x> {
    pub(crate) fn over(text: &'x str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, ahead: None, declared: Vec::new() }
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        match self.ahead {
            Some(Step::Open(_)) => self.depth - 1,
            Some(Step::Close(_)) => self.depth + 1,
            Some(Step::Text(_)) | None => self.depth,
        }
    }

    /// What a prefix stands for where the walk is.
    pub(crate) fn namespace(&self, prefix: &str) -> Option<&str> {
        self.declared
            .iter()
            .rev()
            .find(|(_, known, _)| known == prefix)
            .map(|(_, _, space)| space.as_str())
    }

    /// The next step, `None` at the end of a well-formed part.
    pub(crate) fn next(&mut self) -> Result<Option<Step<'x>>, Unreadable> {
        if let Some(step) = self.ahead.take() {
            return Ok(Some(step));
        }
        self.read_on()
    }

    /// Opens the next element if it is this one. White space before it is lost.
    pub(crate) fn next_is(&mut self, name: &str) -> Result<bool, Unreadable> {
        let mut step = self.next()?;
        while matches!(&step, Some(Step::Text(text)) if text.trim().is_empty()) {
            step = self.read_on()?;
        }
        if matches!(&step, Some(Step::Open(element)) if element.name() == name) {
            return Ok(true);
        }
        self.ahead = step;
        Ok(false)
    }

    fn read_on(&mut self) -> Result<Option<Step<'x>>, Unreadable> {
        loop {
            // The texts of the XML reader quote the file, so only the fact is told.
            let event = self
                .reader
                .read_event()
                .map_err(|_| Unreadable::corrupt("a part is not well-formed XML"))?;
            match event {
                // `expand_empty_elements` leaves no empty ones; opened here, one would fail below as never closed.
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > MAX_XML_DEPTH {
                        return Err(Unreadable::hostile("XML elements nested too deeply"));
                    }
                    let element = Element(start);
                    element.declare(self.depth, &mut self.declared)?;
                    return Ok(Some(Step::Open(element)));
                }
                Event::End(end) => {
                    while self.declared.pop_if(|(depth, _, _)| *depth >= self.depth).is_some() {}
                    self.depth -= 1;
                    return Ok(Some(Step::Close(Closing(end))));
                }
                Event::Text(text) => return Ok(Some(Step::Text(text.xml10_content()))),
                Event::CData(text) => return Ok(Some(Step::Text(text.xml10_content()))),
                Event::GeneralRef(reference) => {
                    return Ok(Some(Step::Text(referenced(&reference)?)));
                }
                Event::DocType(_) => {
                    return Err(Unreadable::hostile("a document type declaration in XML"));
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof if self.depth == 0 => return Ok(None),
                Event::Eof => return Err(Unreadable::corrupt("a part ends within an element")),
            }
        }
    }

    /// Passes over the rest of the element that was opened last.
    pub(crate) fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.depth() - 1;
        while self.depth() > outside {
            self.next()?;
        }
        Ok(())
    }

    /// The text of the element that was opened last, elements within it included.
    pub(crate) fn text(&mut self) -> Result<String, Unreadable> {
        let outside = self.depth() - 1;
        let mut text = String::new();
        while self.depth() > outside {
            if let Some(Step::Text(piece)) = self.next()? {
                text.push_str(&piece);
            }
        }
        Ok(text)
    }
}

/// The characters of an XML part: by byte order mark, else by its declaration, else UTF-8.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    let (encoding, skip) = match bytes {
        [0xEF, 0xBB, 0xBF, ..] => (UTF_8, 3),
        [0xFF, 0xFE, ..] => (UTF_16LE, 2),
        [0xFE, 0xFF, ..] => (UTF_16BE, 2),
        [b'<', 0, ..] => (UTF_16LE, 0),
        [0, b'<', ..] => (UTF_16BE, 0),
        _ => (declared_encoding(bytes).unwrap_or(UTF_8), 0),
    };
    encoding
        .decode_without_bom_handling_and_without_replacement(&bytes[skip..])
        .map(Cow::into_owned)
        .ok_or_else(|| Unreadable::corrupt("a part is not in its declared encoding"))
}

fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let end = bytes.iter().take(256).position(|byte| *byte == b'>')?;
    let declaration = str::from_utf8(bytes[..end].strip_prefix(b"<?xml")?).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next()?;
    Encoding::for_label(value[quote.len_utf8()..].split(quote).next()?.as_bytes())
}

fn referenced(reference: &BytesRef<'_>) -> Result<Cow<'static, str>, Unreadable> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Ok(Cow::Owned(character.into()));
    }
    let name: &str = reference;
    quick_xml::escape::resolve_xml_entity(name)
        .map(Cow::Borrowed)
        .ok_or_else(|| Unreadable::corrupt("an undefined XML entity"))
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(xml: &str) -> Result<String, Unreadable> {
        let mut walk = Walk::over(xml);
        let mut text = String::new();
        while let Some(step) = walk.next()? {
            if let Step::Text(piece) = step {
                text.push_str(&piece);
            }
        }
        Ok(text)
    }

    #[test]
    fn entities_and_character_references_are_characters() {
        let text = text_of("<a>&lt;&amp;&gt;&quot;&apos;&#x20BB7;&#65;<![CDATA[<&]]></a>").unwrap();
        assert_eq!(text, "<&>\"'𠮷A<&");
    }

    #[test]
    fn an_undefined_entity_is_refused() {
        assert_eq!(text_of("<a>&nbsp;</a>").unwrap_err().code(), "corrupt");
    }

    #[test]
    fn a_document_type_is_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"cc\">]><a>&b;</a>";
        assert_eq!(text_of(bomb).unwrap_err().code(), "hostile");
    }

    #[test]
    fn nesting_of_256_elements_is_read_and_257_are_refused() {
        let nested = |depth: usize| format!("{}x{}", "<a>".repeat(depth), "</a>".repeat(depth));
        assert_eq!(text_of(&nested(MAX_XML_DEPTH)).unwrap(), "x");
        assert_eq!(text_of(&nested(MAX_XML_DEPTH + 1)).unwrap_err().code(), "hostile");
    }

    #[test]
    fn an_element_left_open_is_refused() {
        assert_eq!(text_of("<a><b></b>").unwrap_err().code(), "corrupt");
    }

    #[test]
    fn a_part_is_decoded_by_its_mark_or_its_declaration() {
        let gbk = "<?xml version='1.0' encoding='GBK'?><a>\u{4E2D}</a>";
        let (bytes, _, _) = encoding_rs::GBK.encode(gbk);
        assert_eq!(decode(&bytes).unwrap(), gbk);
        let utf16: Vec<u8> =
            "\u{FEFF}<a>中</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).unwrap(), "<a>中</a>");
    }
}
