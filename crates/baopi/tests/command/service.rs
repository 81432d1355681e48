use std::io::Write;
use std::process::Stdio;

use super::{Desk, Running};

const ENGLISH: [(&str, &str); 1] = [("LANG", "en_US.UTF-8")];

#[test]
fn the_service_does_not_start_on_an_old_schema_and_stops_when_told() {
    let desk = Desk::new();
    let listen = ["serve", "--listen", "127.0.0.1:0"];
    for command in [listen.as_slice(), &["serve", "--migrate"], &["migrate"], &["users", "list"]] {
        let refused = desk.run(command, &ENGLISH);
        assert_eq!(refused.code(), 2);
        assert!(refused.complained().contains("migrate --new"), "{}", refused.complained());
    }
    desk.file("baopi.sqlite", "");
    let refused = desk.run(&listen, &ENGLISH);
    assert_eq!(refused.code(), 2);
    assert!(refused.complained().contains("baopi migrate"), "{}", refused.complained());
    let migrated = desk.run(&["migrate", "--new"], &ENGLISH);
    assert_eq!(migrated.code(), 0, "{}", migrated.complained());
    assert!(desk.run(&["migrate", "--new"], &ENGLISH).said().starts_with("0 "));
    let service =
        Running::start(desk.command(&["serve", "--json", "--listen", "127.0.0.1:0"], &ENGLISH));
    assert!(service.get("/sign-in").starts_with("HTTP/1.1 200"));
    assert_eq!(service.stop(), (Some(0), String::new()));
}

#[test]
fn the_service_stops_in_good_order_when_its_terminal_or_a_log_rotation_hangs_up() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["migrate", "--new"], &[]).code(), 0);
    let service =
        Running::start(desk.command(&["serve", "--json", "--listen", "127.0.0.1:0"], &[]));
    assert_eq!(service.signal("-HUP"), (Some(0), String::new()));
}

#[test]
fn what_could_not_be_delivered_is_told_to_whoever_asks() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["migrate", "--new"], &[]).code(), 0);
    let told = desk.run(&["outbox"], &ENGLISH);
    assert_eq!((told.code(), told.said().lines().count()), (0, 1), "{}", told.complained());
    let json = desk.run(&["outbox", "--json"], &ENGLISH).json();
    assert_eq!(json, serde_json::json!({ "waiting": 0, "given_up": [] }));
}

#[test]
fn the_service_migrates_first_where_it_is_told_to() {
    let desk = Desk::new();
    desk.file("baopi.sqlite", "");
    let command = desk.command(&["serve", "--migrate", "--json", "--listen", "127.0.0.1:0"], &[]);
    assert_eq!(Running::start(command).stop().0, Some(0));
}

#[test]
fn the_service_does_not_start_with_a_mistake_in_its_configuration() {
    let desk = Desk::new();
    let ran = desk.run(&["serve", "--lang", "en"], &[("BAOPI__SERVER__LISTEN", "everywhere")]);
    assert_eq!(ran.code(), 2);
    assert!(
        ran.complained().contains("BAOPI__SERVER__LISTEN: server.listen: "),
        "{}",
        ran.complained()
    );
}

#[test]
fn units_and_people_that_do_not_exist_are_named() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["migrate", "--new"], &[]).code(), 0);
    let ran = desk
        .run(&["users", "add", "wangwu", "--name", "王五", "--unit", "U99", "--lang", "en"], &[]);
    assert_eq!((ran.code(), ran.said()), (2, ""));
    assert!(ran.complained().contains("U99"), "{}", ran.complained());
    let ran = desk.run(&["users", "disable", "nobody", "--lang", "en"], &[]);
    assert_eq!(ran.code(), 2);
    assert!(ran.complained().contains("nobody"), "{}", ran.complained());
}

#[test]
fn an_account_is_added_given_a_password_and_disabled() {
    let desk = Desk::new();
    Running::start(
        desk.command(&["demo", "--json", "--listen", "127.0.0.1:0", "--data", "data"], &[]),
    )
    .stop();
    let variables = [("BAOPI__DATABASE__URL", "sqlite://data/baopi.sqlite"), ENGLISH[0]];
    let add = ["users", "add", "wangwu", "--name", "王五", "--unit", "U13", "--role", "drafter"];
    let added = desk.run(&add, &variables);
    assert_eq!(added.code(), 0, "{}", added.complained());
    assert_eq!(added.said().trim_end().len(), 20, "{}", added.said());
    assert_eq!(desk.run(&add, &variables).code(), 2);

    for (password, code) in [("ninechars\n", 2), ("ten chars!\n", 0)] {
        let mut command =
            desk.command(&["users", "password", "wangwu", "--password-stdin"], &variables);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(password.as_bytes()).unwrap();
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(code), "{}", String::from_utf8_lossy(&ended.stderr));
        assert!(ended.stdout.is_empty());
    }
    assert_eq!(desk.run(&["users", "disable", "wangwu"], &variables).code(), 0);
    let listed = desk.run(&["users", "list", "--json"], &variables).json();
    let person = listed
        .as_array()
        .unwrap()
        .iter()
        .find(|person| person["login"] == "wangwu")
        .unwrap()
        .clone();
    assert_eq!(person["active"], false);
}

#[test]
fn no_is_another_exit_status_than_not_done() {
    let desk = Desk::new();
    let code = |arguments: &[&str]| desk.run(arguments, &ENGLISH).code();
    // There is no database yet, and no such file.
    for arguments in [
        ["statistics", "check"].as_slice(),
        &["verify"],
        &["similar", "check"],
        &["numbers", "gaps"],
        &["users", "list"],
        &["routes", "list"],
        &["routes", "check", "missing.toml"],
        &["statistics", "import", "missing.csv"],
    ] {
        assert_eq!(code(arguments), 2, "{arguments:?}");
    }
    desk.file("route.toml", "name = 'document'");
    assert_eq!(code(&["routes", "check", "route.toml"]), 1);
    desk.file("baopi.toml", "[server]\nlisten = 'nowhere'\n");
    assert_eq!(code(&["config", "check", "--config", "baopi.toml"]), 1);
    assert_eq!(code(&["migrate", "--new"]), 0);
    assert_eq!(code(&["statistics", "check"]), 0);
}
