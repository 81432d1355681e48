//! Boxes, lines and letters: the steps as SVG. All sizes are in units that are pixels at full width or more.

use std::fmt::Write;

use super::{Standing, Step};

/// The width of the picture: what the narrowest telephone has beside the edges of the page.
const WIDTH: u32 = 288;
/// Between the edge of the picture and the boxes, for their lines.
const EDGE: u32 = 2;
/// Between the edge of a box and its text.
const PAD: u32 = 12;
/// Between two boxes, for the arrow.
const GAP: u32 = 26;
/// The size of the letters; nothing is smaller.
const LETTER: u32 = 15;
/// From one line of text to the next.
const LINE: u32 = 22;
/// How wide a letter that is not Han is, in hundredths of one that is.
const NARROW: u32 = 60;

/// The colours of a box: its ground, its edge, its title.
struct Look {
    ground: &'static str,
    edge: &'static str,
    ink: &'static str,
    dashes: &'static str,
}

const fn look(standing: Standing) -> Look {
    let (ground, edge, ink, dashes) = match standing {
        Standing::Plain => ("#ffffff", "#465564", "#1b2530", ""),
        Standing::Done => ("#eaf5ef", "#1c6545", "#1c6545", ""),
        Standing::Here => ("#fcf1f1", "#b0202a", "#8a1720", ""),
        Standing::Ahead => ("#ffffff", "#5f6d7c", "#1b2530", ""),
        Standing::LeftOut | Standing::NotReached => ("#f3f5f8", "#5f6d7c", "#465564", "5 4"),
        Standing::Stopped => ("#f3f5f8", "#1b2530", "#1b2530", ""),
    };
    Look { ground, edge, ink, dashes }
}

/// The whole picture.
pub(super) fn draw(title: &str, description: &str, steps: &[Step]) -> String {
    let mut body = String::new();
    let mut top = EDGE;
    for (place, step) in steps.iter().enumerate() {
        if place > 0 {
            arrow(&mut body, top);
            top += GAP;
        }
        top += boxed(&mut body, top, step);
    }
    let height = top + EDGE;
    format!(
        "<svg class=\"diagram\" role=\"img\" viewBox=\"0 0 {WIDTH} {height}\" font-size=\"{LETTER}\">\
         <title>{}</title><desc>{}</desc>{body}</svg>",
        escaped(title),
        escaped(description)
    )
}

/// An arrow that begins at `top` and ends where the next box does.
fn arrow(body: &mut String, top: u32) {
    let (x, end) = (WIDTH / 2, top + GAP);
    let (left, right, shoulder) = (x - 5, x + 5, end - 8);
    put(
        body,
        format_args!(
            "<path d=\"M{x} {top}V{end}M{left} {shoulder}L{x} {end}L{right} {shoulder}\" fill=\"none\" \
             stroke=\"#465564\" stroke-width=\"1.5\"/>"
        ),
    );
}

/// Draws a box and gives its height.
fn boxed(body: &mut String, top: u32, step: &Step) -> u32 {
    let look = look(step.standing);
    let mut lines: Vec<(String, &str, u32)> = Vec::new();
    lines.extend(wrapped(&step.title).into_iter().map(|line| (line, look.ink, 600)));
    let state = Some(step.state.as_str()).filter(|state| !state.is_empty());
    lines.extend(state.map(|state| (format!("[{state}]"), look.ink, 400)));
    let condition = step.condition.iter().flat_map(|text| wrapped(text));
    lines.extend(condition.map(|line| (line, "#7d4f00", 400)));
    let rest = step.lines.iter().flat_map(|text| wrapped(text));
    lines.extend(rest.map(|line| (line, "#1b2530", 400)));
    let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let height = count * LINE + 2 * PAD;
    let (width, thick) = (WIDTH - 2 * EDGE, if step.standing == Standing::Here { 3 } else { 1 });
    let dashes = match look.dashes {
        "" => String::new(),
        dashes => format!(" stroke-dasharray=\"{dashes}\""),
    };
    put(
        body,
        format_args!(
            "<rect x=\"{EDGE}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"6\" fill=\"{}\" stroke=\"{}\" \
             stroke-width=\"{thick}\"{dashes}/>",
            look.ground, look.edge
        ),
    );
    let mut y = top + PAD + LETTER;
    for (line, ink, weight) in lines {
        let x = EDGE + PAD;
        put(
            body,
            format_args!(
                "<text x=\"{x}\" y=\"{y}\" fill=\"{ink}\" font-weight=\"{weight}\">{}</text>",
                escaped(&line)
            ),
        );
        y += LINE;
    }
    height
}

fn put(body: &mut String, what: std::fmt::Arguments) {
    body.write_fmt(what).expect("a text takes whatever is written into it");
}

/// The text in lines that fit into a box. A word that is not Han is broken only where it is longer than a line.
fn wrapped(text: &str) -> Vec<String> {
    let most = (WIDTH - 2 * EDGE - 2 * PAD) * 100 / LETTER;
    let (mut lines, mut line, mut width) = (Vec::new(), String::new(), 0);
    for word in words(text) {
        let wide: u32 = word.chars().map(letter).sum();
        if width + wide > most && !line.is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            width = 0;
        }
        for c in word.chars() {
            if width + letter(c) > most {
                lines.push(std::mem::take(&mut line));
                width = 0;
            }
            if c != ' ' || !line.is_empty() {
                line.push(c);
                width += letter(c);
            }
        }
    }
    lines.push(line.trim_end().to_owned());
    lines.retain(|line| !line.is_empty());
    lines
}

/// The width of a letter in hundredths of the size of the letters.
const fn letter(c: char) -> u32 {
    if is_wide(c) { 100 } else { NARROW }
}

const fn is_wide(c: char) -> bool {
    c as u32 >= 0x2E80 || matches!(c, '—' | '…' | '“' | '”' | '≤' | '≥' | '≠' | '→')
}

/// Each Han character is a word of its own; other letters belong together up to a space.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut begin = 0;
    for (place, c) in text.char_indices() {
        if is_wide(c) || c == ' ' {
            if begin < place {
                words.push(&text[begin..place]);
            }
            words.push(&text[place..place + c.len_utf8()]);
            begin = place + c.len_utf8();
        }
    }
    if begin < text.len() {
        words.push(&text[begin..]);
    }
    words
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(title: &str) -> Step {
        let lines =
            vec!["办理人：区农业农村局主要负责人、区财政局主要负责人和区政府办公室".to_owned()];
        let (standing, state) = (Standing::Here, "办理到此".to_owned());
        Step { title: title.to_owned(), standing, state, condition: None, lines }
    }

    #[test]
    fn a_long_text_is_broken_into_lines_that_fit() {
        let han = "会".repeat(40);
        let lines = wrapped(&han);
        assert_eq!(lines.concat(), han);
        assert!(lines.iter().all(|line| line.chars().count() <= 17), "{lines:?}");
        let english =
            wrapped("head of the drafting unit and everybody in the post of chief engineer");
        assert!(
            english.len() > 1 && english.iter().all(|line| !line.starts_with(' ')),
            "{english:?}"
        );
        assert!(wrapped(&"x".repeat(100)).len() > 3, "a word longer than a line is broken");
        assert_eq!(wrapped(""), Vec::<String>::new());
    }

    #[test]
    fn the_picture_is_one_image_with_a_title_and_a_description_and_no_text_of_it_is_markup() {
        let svg = draw("流程图 <b>", "a & b", &[step("<script>"), step("签发")]);
        assert!(svg.starts_with("<svg class=\"diagram\" role=\"img\""));
        assert!(svg.contains("<title>流程图 &lt;b&gt;</title><desc>a &amp; b</desc>"), "{svg}");
        assert!(!svg.contains("<script>"), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 2);
        assert_eq!(svg.matches("<path").count(), 1);
    }

    #[test]
    fn no_letter_is_smaller_than_fourteen_pixels_on_a_telephone_of_320() {
        // 16 pixels of page on both sides, and the card may go up to its edges.
        let scale = f64::from(320 - 2 * 16) / f64::from(WIDTH);
        assert!(f64::from(LETTER) * scale >= 14.0);
    }
}
