//! Just enough of a Rust lexer to tell code, comments and string literals apart.

/// A Rust source file, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustSource {
    /// The source with every comment and the inside of every literal blanked out; lines stay where they are.
    pub code: String,
    /// Every string literal, in order.
    pub strings: Vec<Literal>,
}

/// A string literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// Its inside, as written.
    pub text: String,
    /// The number of the line on which it begins, from 1.
    pub line: usize,
    /// Where its inside begins in [`RustSource::code`], in bytes.
    pub at: usize,
}

impl RustSource {
    /// Takes a file apart. A file that does not compile gives something, but not necessarily something sensible.
    #[must_use]
    pub fn parse(source: &str) -> Self {
        let mut lexer = Lexer { rest: source, line: 1, code: String::new(), strings: Vec::new() };
        while !lexer.rest.is_empty() {
            lexer.step();
        }
        Self { code: lexer.code, strings: lexer.strings }
    }

    /// The path of the attribute in which this place of the code lies, such as `schema` or `utoipa::path`; for an
    /// attribute within another, the outer one.
    #[must_use]
    pub fn attribute_at(&self, place: usize) -> Option<&str> {
        for (start, _) in self.code[..place].match_indices("#[") {
            let (mut depth, inside) = (0_usize, &self.code[start + 2..]);
            let end = inside.find(|c| {
                depth += usize::from(c == '[');
                let closed = c == ']' && depth == 0;
                depth -= usize::from(c == ']' && depth > 0);
                closed
            });
            if start + 2 + end.unwrap_or(inside.len()) > place {
                return inside.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').next();
            }
        }
        None
    }
}

/// The part of a file before its unit tests: everything up to the first line `#[cfg(test)]`.
#[must_use]
pub fn before_tests(source: &str) -> &str {
    let mut end = 0;
    for line in source.split_inclusive('\n') {
        if line.trim() == "#[cfg(test)]" {
            return &source[..end];
        }
        end += line.len();
    }
    source
}

struct Lexer<'a> {
    rest: &'a str,
    line: usize,
    code: String,
    strings: Vec<Literal>,
}

impl Lexer<'_> {
    fn step(&mut self) {
        if self.rest.starts_with("//") {
            self.blank(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.blank(block_comment(self.rest));
        } else if let Some((prefix, hashes)) = self.string_start() {
            self.string(prefix, hashes);
        } else if let Some(length) = character(self.rest) {
            self.blank(length);
        } else {
            // A whole identifier at once, so that the `r` or `b` at the end of one does not begin a literal.
            let word = self
                .rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(self.rest.len());
            let first = self.rest.chars().next().map_or(1, char::len_utf8);
            self.keep(word.max(first));
        }
    }

    /// The length of what introduces a string literal here, and how many hashes a raw one has.
    fn string_start(&self) -> Option<(usize, Option<usize>)> {
        let marker = self.rest.bytes().take(3).position(|byte| matches!(byte, b'"' | b'#'))?;
        let (prefix, rest) = self.rest.split_at(marker);
        match prefix {
            "" | "b" | "c" if rest.starts_with('"') => Some((marker + 1, None)),
            "r" | "br" | "cr" => {
                let hashes = rest.len() - rest.trim_start_matches('#').len();
                rest[hashes..].starts_with('"').then_some((marker + hashes + 1, Some(hashes)))
            }
            _ => None,
        }
    }

    fn string(&mut self, prefix: usize, hashes: Option<usize>) {
        let line = self.line;
        self.keep(prefix);
        let (inside, closing) = match hashes {
            None => (escaped(self.rest), 1),
            Some(hashes) => {
                let end = format!("\"{}", "#".repeat(hashes));
                (self.rest.find(&end).unwrap_or(self.rest.len()), end.len())
            }
        };
        let text = self.rest[..inside].to_owned();
        self.strings.push(Literal { text, line, at: self.code.len() });
        self.blank(inside);
        self.keep(closing.min(self.rest.len()));
    }

    fn keep(&mut self, length: usize) {
        let (kept, rest) = self.rest.split_at(length);
        self.line += kept.matches('\n').count();
        self.code.push_str(kept);
        self.rest = rest;
    }

    fn blank(&mut self, length: usize) {
        let (blanked, rest) = self.rest.split_at(length);
        self.line += blanked.matches('\n').count();
        self.code.extend(blanked.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        self.rest = rest;
    }
}

/// The length of a comment that may contain others.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// The length of the inside of a string literal that knows escapes.
fn escaped(text: &str) -> usize {
    let mut after_backslash = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if after_backslash => after_backslash = false,
            '\\' => after_backslash = true,
            '"' => return at,
            _ => {}
        }
    }
    text.len()
}

/// The length of a character literal, which a lifetime is not.
fn character(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    if first == '\\' {
        let escape = inside.get(2..)?; // whatever is escaped, be it a quotation mark
        return Some(3 + escape.find('\'')? + 1);
    }
    inside[first.len_utf8()..].starts_with('\'').then(|| first.len_utf8() + 2)
}
