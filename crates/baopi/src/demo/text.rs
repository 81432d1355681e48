//! Bodies of an exact length.

use baopi_workflow::count::characters;

/// What texts are filled with.
const FILLING: &str = "落实责任，按期完成。";
/// So often in one paragraph.
const PER_PARAGRAPH: usize = 12;

/// A text of exactly `length` 字: the opening, filling, the closing, each on lines of its own.
///
/// `None` if opening and closing are longer than that already.
pub(super) fn filled(opening: &str, closing: &str, length: u32) -> Option<String> {
    let rest = length.checked_sub(characters(opening))?.checked_sub(characters(closing))?;
    let mut text = opening.to_owned();
    let per_paragraph = FILLING.chars().count() * PER_PARAGRAPH;
    let mut filling = FILLING.chars().cycle();
    for place in 0..rest as usize {
        if place.is_multiple_of(per_paragraph) && !text.is_empty() {
            text.push('\n');
        }
        let last = place + 1 == rest as usize;
        text.extend(filling.next().map(|next| if last { '。' } else { next }));
    }
    if !closing.is_empty() {
        text.push('\n');
        text.push_str(closing);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_exactly_the_length_asked_for() {
        for length in [9, 10, 11, 12, 249, 250, 4788, 5000, 5001] {
            let text = filled("通知如下。", "特此通知", length).unwrap();
            assert_eq!(characters(&text), length);
            assert!(text.starts_with("通知如下。") && text.ends_with("特此通知"));
        }
        assert_eq!(filled("通知如下。", "特此通知", 8), None);
    }
}
