//! One mail as the test server received it.

use mail_parser::{MessageParser, MimeHeaders};

/// A mail with its envelope, exactly as it came over the wire (without the SMTP dot-stuffing).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The reverse path of `MAIL FROM`, without angle brackets; empty for the null sender.
    pub sender: String,
    /// The forward paths of `RCPT TO` in their order, without angle brackets.
    pub recipients: Vec<String>,
    /// The message between `DATA` and the final dot, with its line ends as sent.
    pub raw: Vec<u8>,
}

/// An attachment, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The file name, decoded; empty when the part has none.
    pub name: String,
    /// The media type in lower case, such as `text/calendar`.
    pub media_type: String,
    /// The decoded bytes.
    pub bytes: Vec<u8>,
}

impl Mail {
    /// The subject with RFC 2047 words decoded; empty when there is none.
    #[must_use]
    pub fn subject(&self) -> String {
        self.parsed(|message| message.subject().map(str::to_owned)).unwrap_or_default()
    }

    /// The first `text/plain` body, with its transfer encoding and character set undone; empty when there is none.
    #[must_use]
    pub fn text(&self) -> String {
        self.parsed(|message| {
            let part = message.part(*message.text_body.first()?)?;
            part.is_text().then(|| part.text_contents().map(str::to_owned))?
        })
        .unwrap_or_default()
    }

    /// The first `text/html` body, decoded; empty when there is none (it is never made up from the text).
    #[must_use]
    pub fn html(&self) -> String {
        self.parsed(|message| {
            let part = message.part(*message.html_body.first()?)?;
            part.is_text_html().then(|| part.text_contents().map(str::to_owned))?
        })
        .unwrap_or_default()
    }

    /// The value of the first header of that name, unfolded but not decoded, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        self.parsed(|message| {
            let value = message.header_raw(name)?;
            Some(value.replace("\r\n", "").trim().to_owned())
        })
    }

    /// The attachments in their order.
    #[must_use]
    pub fn attachments(&self) -> Vec<Attachment> {
        self.parsed(|message| Some(message.attachments().map(attachment).collect()))
            .unwrap_or_default()
    }

    /// The addresses of web pages in the text body, in their order.
    #[must_use]
    pub fn links(&self) -> Vec<String> {
        let text = self.text();
        let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '）' | '。' | '，');
        text.match_indices("http")
            .filter_map(|(start, _)| text[start..].split(ends).next())
            .filter(|link| link.starts_with("http://") || link.starts_with("https://"))
            .map(str::to_owned)
            .collect()
    }

    fn parsed<T>(&self, look: impl FnOnce(&mail_parser::Message<'_>) -> Option<T>) -> Option<T> {
        look(&MessageParser::default().parse(&self.raw)?)
    }
}

fn attachment(part: &mail_parser::MessagePart<'_>) -> Attachment {
    let media_type = part.content_type().map(|found| match found.subtype() {
        Some(subtype) => format!("{}/{subtype}", found.ctype()),
        None => found.ctype().to_owned(),
    });
    Attachment {
        name: part.attachment_name().unwrap_or_default().to_owned(),
        media_type: media_type.unwrap_or_default().to_ascii_lowercase(),
        bytes: part.contents().to_vec(),
    }
}
