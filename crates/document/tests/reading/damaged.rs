//! Files damaged at random: any answer will do, a panic will not. The seed is fixed, so a failure can be repeated.

use baopi_document::extract;
use rstest::rstest;

use crate::fixtures::{DOC, DOCX, ODT, PDF};
use crate::making::ofd;

/// A small generator (splitmix64); its quality is beside the point.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }

    /// Changes single bytes, cuts, or doubles a piece.
    fn damage(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut damaged = bytes.to_vec();
        for _ in 0..=self.below(8) {
            let place = self.below(damaged.len());
            match self.below(6) {
                0..3 => damaged[place] = self.byte(),
                3 => {
                    let end = (place + self.below(200)).min(damaged.len());
                    damaged.drain(place..end);
                }
                4 => {
                    let end = (place + self.below(200)).min(damaged.len());
                    let piece = damaged[place..end].to_vec();
                    damaged.splice(place..place, piece);
                }
                _ => damaged.truncate(place.max(damaged.len() / 2).max(16)),
            }
            if damaged.len() < 16 {
                break;
            }
        }
        damaged
    }
}

fn an_ofd() -> Vec<u8> {
    ofd(&[
        "<ofd:TextObject Boundary=\"1 2 3 4\"><ofd:TextCode>青澜区</ofd:TextCode></ofd:TextObject>",
    ])
}

fn a_text() -> Vec<u8> {
    "关于做好二〇二六年防汛工作的通知，ＡＢＣ abc\n".repeat(4).into_bytes()
}

#[rstest]
#[case::docx("a.docx", DOCX.to_vec(), 400)]
#[case::odt("a.odt", ODT.to_vec(), 400)]
#[case::ofd("a.ofd", an_ofd(), 400)]
#[case::text("a.txt", a_text(), 400)]
#[case::doc("a.doc", DOC.to_vec(), 400)]
#[case::pdf("a.pdf", PDF.to_vec(), 100)]
fn a_damaged_file_never_panics(#[case] name: &str, #[case] bytes: Vec<u8>, #[case] times: u64) {
    for seed in 0..times {
        let damaged = Dice(seed).damage(&bytes);
        let _ = extract(name, &damaged);
    }
}

#[rstest]
fn damaged_markup_in_a_sound_archive_never_panics(
    #[values("word/document.xml", "content.xml")] part: &str,
) {
    let whole = crate::making::document(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>青&amp;<![CDATA[x]]></w:t></w:r><w:tab/></w:p>\
         <text:p a=\"b\">澜<text:s text:c=\"3\"/><text:note><text:note-body/></text:note></text:p>",
    );
    for seed in 0..400 {
        let damaged = Dice(seed).damage(whole.as_bytes());
        let _ = match part {
            "content.xml" => {
                extract("a.odt", &crate::making::odt_of(&String::from_utf8_lossy(&damaged), "<a/>"))
            }
            _ => extract("a.docx", &crate::making::docx_of(&damaged, &[])),
        };
    }
}

#[rstest]
fn random_bytes_never_panic(
    #[values("a.docx", "a.odt", "a.pdf", "a.ofd", "a.txt", "a.md", "a.doc")] name: &str,
    #[values(&b""[..], b"PK\x03\x04", b"%PDF-1.7\n", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"\xFF\xFE")]
    start: &[u8],
) {
    for seed in 0..30 {
        let mut dice = Dice(seed);
        let mut bytes = start.to_vec();
        for _ in 0..dice.below(2000) {
            bytes.push(dice.byte());
        }
        let _ = extract(name, &bytes);
    }
}
