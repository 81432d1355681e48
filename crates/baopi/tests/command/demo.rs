use serde_json::json;

use super::{Desk, Running};

const DEMO: [&str; 6] = ["demo", "--json", "--listen", "127.0.0.1:0", "--data", "data"];

#[test]
fn the_demonstration_is_ready_for_everybody_and_its_record_holds() {
    let desk = Desk::new();
    let demo = Running::start(desk.command(&DEMO, &[]));
    assert_eq!(demo.ready["ready"], true);
    let people = demo.ready["people"].as_array().unwrap();
    assert_eq!(people.len(), 27);
    assert_eq!(people[0], json!({ "login": "zhoumingyuan", "name": "周明远", "post": "区长" }));
    assert!(demo.get("/sign-in").starts_with("HTTP/1.1 200"));
    assert_eq!(demo.stop(), (Some(0), String::new()));

    let database = [("BAOPI__DATABASE__URL", "sqlite://data/baopi.sqlite")];
    let verified = desk.run(&["verify", "--json"], &database);
    assert_eq!(verified.code(), 0, "{}{}", verified.said(), verified.complained());
    assert_eq!(verified.json()["ok"], true);
    assert_eq!(verified.json()["requests"], 50);
    let listed = desk.run(&["users", "list", "--json"], &database);
    assert_eq!(listed.json().as_array().unwrap().len(), 27, "{}", listed.complained());
    // The time before the start has no messages left to send.
    assert!(
        !desk.path().join("data/mail").read_dir().is_ok_and(|mut mails| mails.next().is_some())
    );
}

#[test]
fn people_are_told_where_it_is_and_who_can_sign_in_in_both_languages() {
    let desk = Desk::new();
    let mut command = desk.command(&["demo", "--listen", "127.0.0.1:0"], &[]);
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
    let mut said = String::new();
    // The last line tells where the data are, in English.
    while !said.contains("Ctrl+C.") {
        said.push_str(&lines.next().unwrap().unwrap());
    }
    child.kill().unwrap();
    child.wait().unwrap();
    for expected in [
        "http://127.0.0.1:",
        "报批演示",
        "demonstration",
        "sunxiaomei",
        "孙晓梅",
        "核稿",
        "baopi-demo",
    ] {
        assert!(said.contains(expected), "{expected} is not in {said}");
    }
    let data = desk.path().read_dir().unwrap().filter(|entry| {
        entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("baopi-demo-")
    });
    assert_eq!(data.count(), 1);
}

#[test]
fn a_directory_that_is_not_empty_is_left_alone() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path().join("data")).unwrap();
    desk.file("data/letter.txt", "mine");
    let ran = desk.run(&DEMO, &[("LANG", "en_US.UTF-8")]);
    assert_eq!(ran.code(), 2);
    assert!(ran.complained().contains("data is not empty"), "{}", ran.complained());
    assert_eq!(desk.path().join("data").read_dir().unwrap().count(), 1);
}

#[test]
fn a_database_with_people_in_it_is_left_alone() {
    let desk = Desk::new();
    let demo = Running::start(desk.command(&DEMO, &[]));
    demo.stop();
    let again = [
        "demo",
        "--data",
        "other",
        "--listen",
        "127.0.0.1:0",
        "--database-url",
        "sqlite://data/baopi.sqlite",
    ];
    let ran = desk.run(&again, &[("LANG", "en_US.UTF-8")]);
    assert_eq!(ran.code(), 2);
    assert!(ran.complained().contains("needs an empty one"), "{}", ran.complained());
}
