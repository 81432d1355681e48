/// How deeply arrays and dictionaries are nested.
///
/// The PDF reader parses them recursively and would overflow the stack, which nothing can catch. Streams are passed over:
/// packed bytes are full of accidental brackets, and what is nested inside of a stream is left to the process around.
pub(super) fn depth(bytes: &[u8]) -> usize {
    // Counted in brackets, of which a dictionary has two.
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut streams = true;
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        match first {
            b'[' => depth += 2,
            b'<' => depth += 1,
            b']' => depth = depth.saturating_sub(2),
            b'>' => depth = depth.saturating_sub(1),
            b'e' if after.starts_with(b"ndobj") => depth = 0,
            b's' if streams && after.starts_with(b"tream") => match behind_stream(after) {
                Some(behind) => rest = behind,
                // Looked for once only: the word may occur a million times.
                None => streams = false,
            },
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest / 2
}

fn behind_stream(bytes: &[u8]) -> Option<&[u8]> {
    const END: &[u8] = b"endstream";
    let end = bytes.windows(END.len()).position(|window| window == END)?;
    Some(&bytes[end + END.len()..])
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn depth_is_counted_within_objects_and_outside_of_streams() {
        assert_eq!(depth(b"<</A[1 <</B[<AB>]>>]>>"), 4);
        assert_eq!(depth(b"[[ endobj [[ endobj"), 2);
        assert_eq!(depth(b"<<>> stream [[[[[[[ endstream [ ]"), 1);
        assert_eq!(depth(b"[stream [[ stream"), 3);
    }
}
