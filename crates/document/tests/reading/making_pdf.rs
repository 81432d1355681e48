//! PDF files made on the spot.

use std::fmt::Write as _;

/// A PDF file of these objects, numbered from 1; the first must be the catalogue.
pub(crate) fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", bytes.len()).unwrap();
        bytes.extend(format!("{} 0 obj\n", index + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(table.bytes());
    let size = objects.len() + 1;
    bytes.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    bytes
}

/// The objects of a PDF file of one page with this content stream object.
pub(crate) fn pdf_objects(content: Vec<u8>) -> Vec<Vec<u8>> {
    vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
            .to_vec(),
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
    ]
}

pub(crate) fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{dictionary}/Length {}>>\nstream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}

/// A zlib stream that inflates to more than `length` equal bytes, made of the longest matches there are.
pub(crate) fn zlib_bomb(length: usize) -> Vec<u8> {
    let mut bits = Bits { bytes: vec![0x78, 0x9C], filled: 0 };
    // The last block, with fixed codes; the literal `a`.
    bits.push(0b011, 3);
    bits.push_reversed(0x30 + u32::from(b'a'), 8);
    for _ in 0..=length / 258 {
        // Length 258 (code 285 without extra bits) at distance 1.
        bits.push_reversed(0b1100_0101, 8);
        bits.push(0, 5);
    }
    bits.push(0, 7);
    bits.bytes.extend([0; 5]);
    bits.bytes
}

struct Bits {
    bytes: Vec<u8>,
    filled: u32,
}

impl Bits {
    fn push(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            if self.filled == 0 {
                self.bytes.push(0);
            }
            let last = self.bytes.last_mut().unwrap();
            *last |= u8::from(value >> bit & 1 == 1) << self.filled;
            self.filled = (self.filled + 1) % 8;
        }
    }

    fn push_reversed(&mut self, value: u32, count: u32) {
        self.push(value.reverse_bits() >> (32 - count), count);
    }
}
