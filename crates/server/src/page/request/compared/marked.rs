//! A text with the passages marked that another one has too.

use std::ops::Range;

use baopi_workflow::similarity::Passage;

use crate::present::frame::Texts;

/// Which of the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The present one.
    Here,
    /// The other one.
    There,
}

/// A line of a text.
pub(crate) type Paragraph = Vec<Piece>;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) mark: Option<Mark>,
}

/// That a piece belongs to a passage which the other text has too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its number; the same in both texts.
    pub(crate) number: usize,
    /// Said to those who do not see the marks, where the passage begins.
    pub(crate) begin: Option<Begin>,
    /// Likewise where it ends.
    pub(crate) end: Option<String>,
}

/// The beginning of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Begin {
    pub(crate) id: String,
    pub(crate) other: String,
    pub(crate) said: String,
    pub(crate) to_other: String,
}

/// The lines of a text, marked. Of passages that overlap, as they can in the other text, the earlier one is shown whole.
pub(crate) fn paragraphs(
    texts: Texts,
    text: &str,
    passages: &[Passage],
    side: Side,
) -> Vec<Paragraph> {
    let mut marks: Vec<(Range<usize>, usize)> = (1..)
        .zip(passages)
        .map(|(number, passage)| match side {
            Side::Here => (passage.draft.clone(), number),
            Side::There => (passage.source.clone(), number),
        })
        .collect();
    marks.sort_by_key(|(range, number)| (range.start, *number));
    let mut shown = 0;
    for (range, _) in &mut marks {
        range.start = range.start.max(shown).min(range.end);
        shown = shown.max(range.end);
    }
    marks.retain(|(range, _)| !range.is_empty());
    let base = text.as_ptr() as usize;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let start = line.as_ptr() as usize - base;
            let within = pieces(start..start + line.len(), &marks);
            within.into_iter().map(|cut| cut.shown(texts, text, side)).collect()
        })
        .collect()
}

/// A part of a line, and of which passage.
struct Cut {
    at: Range<usize>,
    passage: Option<(Range<usize>, usize)>,
}

fn pieces(line: Range<usize>, marks: &[(Range<usize>, usize)]) -> Vec<Cut> {
    let (mut cuts, mut at) = (Vec::new(), line.start);
    let within = marks.iter().filter(|(range, _)| range.start < line.end && range.end > line.start);
    for (range, number) in within {
        let marked = range.start.max(line.start)..range.end.min(line.end);
        if at < marked.start {
            cuts.push(Cut { at: at..marked.start, passage: None });
        }
        at = marked.end;
        cuts.push(Cut { at: marked, passage: Some((range.clone(), *number)) });
    }
    if at < line.end {
        cuts.push(Cut { at: at..line.end, passage: None });
    }
    cuts
}

impl Cut {
    fn shown(self, texts: Texts, text: &str, side: Side) -> Piece {
        let (here, there) = match side {
            Side::Here => ("here", "there"),
            Side::There => ("there", "here"),
        };
        let mark = self.passage.map(|(whole, number)| Mark {
            number,
            begin: (self.at.start == whole.start).then(|| Begin {
                id: format!("{here}-{number}"),
                other: format!("{there}-{number}"),
                said: texts.n("similar-begin", number),
                to_other: texts.n("similar-to-other", number),
            }),
            end: (self.at.end == whole.end).then(|| texts.n("similar-end", number)),
        });
        Piece { text: text[self.at].to_owned(), mark }
    }
}

#[cfg(test)]
mod tests {
    use baopi_messages::Language;
    use baopi_workflow::similarity::passages;

    use super::*;

    fn shown(paragraphs: &[Paragraph]) -> Vec<String> {
        let piece = |piece: &Piece| match &piece.mark {
            None => piece.text.clone(),
            Some(mark) => {
                let begin = if mark.begin.is_some() { "[" } else { "" };
                let end = if mark.end.is_some() { "]" } else { "" };
                format!("{begin}{}:{}{end}", mark.number, piece.text)
            }
        };
        paragraphs.iter().map(|line| line.iter().map(piece).collect()).collect()
    }

    #[test]
    fn a_passage_is_marked_in_both_texts_under_the_same_number() {
        let here = "各镇：\n一、严禁野外用火，发现火情立即报告。\n二、加强巡护。";
        let there = "加强值班，严禁野外用火，发现火情立即报告！";
        let found = passages(here, there);
        let marked = |text, side| shown(&paragraphs(Texts(Language::Zh), text, &found, side));
        assert_eq!(
            marked(here, Side::Here),
            ["各镇：", "一、[1:严禁野外用火，发现火情立即报告]。", "二、加强巡护。"]
        );
        assert_eq!(marked(there, Side::There), ["加强值班，[1:严禁野外用火，发现火情立即报告]！"]);
    }

    #[test]
    fn a_passage_over_two_lines_begins_in_one_and_ends_in_the_other() {
        let here = "甲严禁野外\n\n用火发现火情乙";
        let found = passages(here, "严禁野外用火发现火情");
        let lines = paragraphs(Texts(Language::Zh), here, &found, Side::Here);
        assert_eq!(shown(&lines), ["甲[1:严禁野外", "1:用火发现火情]乙"]);
    }

    #[test]
    fn what_two_passages_share_in_the_other_text_is_marked_once() {
        let (here, there) = ("一二三四五六七八。甲。一二三四五六七八九", "一二三四五六七八九十");
        let found = passages(here, there);
        assert_eq!(found.len(), 2);
        let lines = paragraphs(Texts(Language::Zh), there, &found, Side::There);
        assert_eq!(shown(&lines), ["[1:一二三四五六七八][2:九]十"]);
    }

    #[test]
    fn without_passages_a_text_is_shown_as_it_is() {
        let lines = paragraphs(Texts(Language::En), "甲\n \n乙", &[], Side::There);
        assert_eq!(shown(&lines), ["甲", "乙"]);
    }
}
