//! Reading in a process of its own: whatever becomes of it, the caller gets an answer.

#![cfg(unix)]

use std::path::PathBuf;
use std::time::Duration;

use baopi_document::limits::MAX_FILE_BYTES;
use baopi_document::{Extractor, Format, Unreadable};
use rstest::rstest;

use crate::fixtures::DOCX;

fn reading() -> Extractor {
    Extractor::new(PathBuf::from(env!("CARGO_BIN_EXE_baopi-extract")), Vec::new())
}

fn shell(script: &str) -> Extractor {
    Extractor::new(PathBuf::from("/bin/sh"), vec!["-c".into(), script.into()])
}

#[tokio::test]
async fn a_process_of_its_own_reads_what_this_one_reads() {
    let apart = reading().extract("通知.docx", DOCX.to_vec()).await;
    assert_eq!(apart, baopi_document::extract("通知.docx", DOCX));
    assert_eq!(apart.unwrap().format, Format::Docx);
}

#[tokio::test]
async fn a_refusal_comes_through() {
    let refused = reading().extract("a.wps", b"abc".to_vec()).await;
    assert_eq!(refused, Err(Unreadable::LegacyWps));
}

#[tokio::test]
async fn many_files_at_once_wait_for_their_turn() {
    let extractor = reading();
    let tasks: Vec<_> = (0..8)
        .map(|number| {
            let extractor = extractor.clone();
            let text = format!("第{number}号\n");
            tokio::spawn(async move {
                (extractor.extract("a.txt", text.clone().into_bytes()).await.unwrap().text, text)
            })
        })
        .collect();
    for task in tasks {
        let (found, put_in) = task.await.unwrap();
        assert_eq!(found, put_in);
    }
}

#[tokio::test]
async fn a_file_too_large_needs_no_process() {
    let nowhere = Extractor::new(PathBuf::from("/nonexistent"), Vec::new());
    let refused = nowhere.extract("a.txt", vec![b'a'; MAX_FILE_BYTES + 1]).await;
    assert_eq!(refused.unwrap_err().code(), "too-large");
}

#[tokio::test]
async fn a_process_that_never_answers_is_ended() {
    // Reads nothing either, so the file fills the pipe and stays there.
    let limit = Duration::from_millis(200);
    let extractor =
        Extractor::with_limits(PathBuf::from("/bin/sleep"), vec!["1000".into()], limit, 1);
    for _ in 0..2 {
        let refused = extractor.extract("a.txt", vec![b'a'; 1_000_000]).await;
        assert_eq!(refused, Err(Unreadable::TooSlow));
    }
}

#[rstest]
#[case::no_such_program(Extractor::new(PathBuf::from("/nonexistent"), Vec::new()))]
#[case::silent(shell("exit 0"))]
#[case::failing(shell("exit 1"))]
#[case::killed(shell("kill -KILL $$"))]
#[case::overflowing(shell("kill -SEGV $$"))]
#[case::aborting(shell("kill -ABRT $$"))]
#[case::echoing(shell("/bin/cat"))]
#[case::endless(shell(
    "while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done"
))]
#[case::answering_and_failing(shell(
    r#"echo '{"Ok":{"format":"text","encoding":null,"text":"a"}}'; exit 3"#
))]
#[tokio::test]
async fn a_process_that_fails_is_told_as_a_crash(#[case] extractor: Extractor) {
    let refused = extractor.extract("a.txt", vec![b'a'; 1_000_000]).await;
    assert_eq!(refused, Err(Unreadable::Crashed));
}

#[tokio::test]
async fn a_process_out_of_processor_time_was_too_slow() {
    let refused = shell("kill -XCPU $$").extract("a.txt", b"a".to_vec()).await;
    assert_eq!(refused, Err(Unreadable::TooSlow));
}

#[tokio::test]
async fn a_process_inherits_no_environment() {
    let script = r#"printf '{"Ok":{"format":"text","encoding":null,"text":"%s"}}' "[$CARGO_MANIFEST_DIR$HOME]""#;
    let extracted = shell(script).extract("a.txt", b"a".to_vec()).await.unwrap();
    assert_eq!(extracted.text, "[]");
}

#[cfg(feature = "pdf-read")]
#[tokio::test]
async fn a_pdf_stream_that_inflates_without_end_is_cut_off() {
    use crate::making_pdf::{pdf, pdf_objects, stream, zlib_bomb};
    let content = stream("/Filter/FlateDecode", &zlib_bomb(300 * 1024 * 1024));
    let refused = reading().extract("a.pdf", pdf(&pdf_objects(content))).await.unwrap_err();
    assert!(["hostile", "corrupt", "crashed", "too-slow"].contains(&refused.code()), "{refused:?}");
}

/// What looks like a stream to one and like a comment to the other escapes the check before the PDF reader.
#[cfg(feature = "pdf-read")]
#[tokio::test]
async fn a_pdf_nested_too_deeply_where_nobody_looked_harms_only_its_own_process() {
    use crate::making_pdf::pdf;
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let pages = format!("%stream\n<</Type/Pages/Count 1/Kids {nested}>> %endstream\n");
    let bytes = pdf(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), pages.into_bytes()]);
    let refused = reading().extract("a.pdf", bytes).await.unwrap_err();
    assert!(["corrupt", "crashed"].contains(&refused.code()), "{refused:?}");
}
