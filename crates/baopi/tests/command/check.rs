use std::io::Read;
use std::process::Stdio;

use rstest::rstest;
use serde_json::{Value, json};

use super::Desk;

/// A text of so many 字.
fn text(characters: usize) -> String {
    "落实责任，按期完成。".chars().cycle().take(characters).collect()
}

/// The first bytes of a binary Word file.
const LEGACY: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest";

#[rstest]
#[case::at_the_limit(5000, 0, "pass")]
#[case::one_over(5001, 1, "block")]
fn a_text_is_measured_and_judged(
    #[case] characters: usize,
    #[case] code: i32,
    #[case] verdict: &str,
) {
    let desk = Desk::new();
    desk.file("a.txt", text(characters) + "\n \u{3000}\n");
    let ran = desk.run(&["check", "a.txt", "--json"], &[]);
    let json = ran.json();
    assert_eq!(ran.code(), code, "{}", ran.complained());
    assert_eq!(
        (&json[0]["characters"], &json[0]["verdict"]),
        (&json!(characters), &json!(verdict))
    );
}

#[test]
fn the_json_of_a_blocked_file_has_everything_and_nothing_else() {
    let desk = Desk::new();
    desk.file("a.txt", text(5001));
    let json = desk.run(&["check", "--json", "a.txt"], &[]).json();
    let file = json.as_array().unwrap()[0].as_object().unwrap();
    let keys: Vec<_> = file.keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "characters",
            "file",
            "findings",
            "hidden_characters",
            "list_number_characters",
            "pictures",
            "verdict",
            "word_count_approx"
        ]
    );
    let finding = file["findings"][0].as_object().unwrap();
    let keys: Vec<_> = finding.keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        ["advice_en", "advice_zh", "facts", "message_en", "message_zh", "rule", "severity"]
    );
    assert_eq!((&finding["rule"], &finding["severity"]), (&json!("FILE-LENGTH"), &json!("block")));
    assert_eq!(finding["facts"], json!({ "n": 5001, "limit": 5000, "over": 1 }));
    for key in ["message_zh", "message_en", "advice_zh", "advice_en"] {
        let text = finding[key].as_str().unwrap();
        assert!(!text.is_empty() && !text.contains("Unknown localization"), "{key}: {text}");
    }
    assert!(finding["message_zh"].as_str().unwrap().contains("5001"));
}

#[test]
fn a_file_without_a_character_is_blocked() {
    let desk = Desk::new();
    desk.file("blank.txt", " \u{3000}\n\u{200B}");
    let ran = desk.run(&["check", "blank.txt", "--json"], &[]);
    assert_eq!(ran.code(), 1);
    let file = &ran.json()[0];
    assert_eq!((&file["characters"], &file["verdict"]), (&json!(0), &json!("block")));
    assert_eq!(file["findings"][0]["rule"], "REQUIRED-FIELDS");
}

#[test]
fn a_file_in_gbk_is_counted_like_the_same_text_in_utf_8() {
    let desk = Desk::new();
    // 关于召开全区防汛工作会议的通知, five times, in GBK.
    let gbk: &[u8] = b"\xB9\xD8\xD3\xDA\xD5\xD9\xBF\xAA\xC8\xAB\xC7\xF8\xB7\xC0\xD1\xB4\
        \xB9\xA4\xD7\xF7\xBB\xE1\xD2\xE9\xB5\xC4\xCD\xA8\xD6\xAA";
    desk.file("gbk.txt", gbk.repeat(5));
    desk.file("utf8.txt", "关于召开全区防汛工作会议的通知".repeat(5));
    let ran = desk.run(&["check", "gbk.txt", "utf8.txt", "--json"], &[]);
    let json = ran.json();
    assert_eq!(ran.code(), 0);
    assert_eq!([&json[0]["characters"], &json[1]["characters"]], [75, 75]);
}

#[test]
fn a_mark_of_classification_blocks_and_a_word_that_deserves_a_look_is_pointed_out() {
    let desk = Desk::new();
    desk.file("marked.txt", "机密★1年\n关于有关事项的报告");
    desk.file("hint.txt", "本文件为工作秘密，请妥善保管。");
    let ran = desk.run(&["check", "marked.txt", "hint.txt", "--json"], &[]);
    let json = ran.json();
    assert_eq!(ran.code(), 1);
    let found = |file: &Value| (file["findings"][0]["rule"].clone(), file["verdict"].clone());
    assert_eq!(found(&json[0]), (json!("CLASSIFIED"), json!("block")));
    assert_eq!(found(&json[1]), (json!("CLASSIFIED"), json!("advisory")));
}

#[rstest]
#[case::legacy("a.doc", "legacy-doc")]
#[case::unknown("a.xyz", "unsupported")]
#[case::missing("missing.txt", "not-found")]
#[case::directory("folder", "directory")]
#[case::empty("empty.txt", "empty")]
fn a_file_that_is_not_read_has_an_error_and_no_verdict(#[case] file: &str, #[case] code: &str) {
    let desk = Desk::new();
    desk.file("a.doc", LEGACY);
    desk.file("a.xyz", "text");
    desk.file("empty.txt", "");
    std::fs::create_dir(desk.path().join("folder")).unwrap();
    let ran = desk.run(&["check", file, "--json"], &[]);
    let json = ran.json();
    assert_eq!(ran.code(), 2);
    let keys: Vec<_> = json[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["error", "file"]);
    assert_eq!(json[0]["error"]["code"], code);
    for key in ["message_zh", "message_en"] {
        let text = json[0]["error"][key].as_str().unwrap();
        assert!(!text.is_empty() && !text.contains("Unknown localization"), "{key}: {text}");
    }
}

#[rstest]
#[case::all_pass(&["pass.txt"], 0)]
#[case::blocked(&["pass.txt", "long.txt"], 1)]
#[case::unreadable(&["pass.txt", "a.doc"], 2)]
#[case::unreadable_wins(&["a.doc", "long.txt", "pass.txt"], 2)]
fn the_worst_file_gives_the_exit_status(#[case] files: &[&str], #[case] code: i32) {
    let desk = Desk::new();
    desk.file("pass.txt", "通知");
    desk.file("long.txt", text(5001));
    desk.file("a.doc", LEGACY);
    let arguments: Vec<_> = ["check", "--json"].iter().chain(files).copied().collect();
    let ran = desk.run(&arguments, &[]);
    assert_eq!(ran.code(), code);
    let named: Vec<_> =
        ran.json().as_array().unwrap().iter().map(|file| file["file"].clone()).collect();
    assert_eq!(named, files);
}

#[rstest]
#[case::chinese("zh", "不予受理")]
#[case::english("en", "blocked")]
fn people_get_a_table_in_their_language(#[case] language: &str, #[case] expected: &str) {
    let desk = Desk::new();
    desk.file("a.txt", text(5001));
    let ran = desk.run(&["check", "a.txt", "--lang", language], &[]);
    assert_eq!(ran.code(), 1);
    assert!(ran.said().contains("5001") && ran.said().contains(expected), "{}", ran.said());
    assert!(!ran.said().contains("Unknown localization"), "{}", ran.said());
}

#[test]
fn many_files_without_a_terminal_show_no_bar() {
    let desk = Desk::new();
    let names: Vec<_> = (0..5).map(|n| format!("{n}.txt")).collect();
    for name in &names {
        desk.file(name, "通知");
    }
    let mut arguments = vec!["check", "--json"];
    arguments.extend(names.iter().map(String::as_str));
    let ran = desk.run(&arguments, &[]);
    assert_eq!((ran.code(), ran.complained()), (0, ""));
    assert_eq!(ran.json().as_array().unwrap().len(), 5);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let desk = Desk::new();
    desk.file("a.txt", "通知");
    let mut command = desk.command(&["check", "a.txt", "--json"], &[]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut complaint = String::new();
    child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
    assert_eq!((child.wait().unwrap().code(), complaint.as_str()), (Some(0), ""));
}

#[test]
fn a_command_line_without_files_is_refused() {
    assert_eq!(Desk::new().run(&["check"], &[]).code(), 2);
}
