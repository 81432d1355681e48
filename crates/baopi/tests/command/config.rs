use super::Desk;

#[test]
fn a_configuration_without_mistakes_is_fine() {
    let desk = Desk::new();
    desk.file("baopi.toml", "[server]\nlisten = '127.0.0.1:9000'\n");
    let ran = desk.run(&["config", "check", "--config", "baopi.toml", "--lang", "en"], &[]);
    assert_eq!((ran.code(), ran.complained()), (0, ""));
    assert!(ran.said().contains("baopi.toml"), "{}", ran.said());
}

#[test]
fn every_mistake_is_named_with_its_key_and_its_place_and_no_secret_is_shown() {
    let desk = Desk::new();
    let toml = "[server]\nlisten = 'nowhere'\nlisen = 'x'\n[mail]\nusername = 'u'\n[links]\nkey = 'hunter2'\n";
    desk.file("baopi.toml", toml);
    let variables = [
        ("BAOPI__DATABASE__URL", "mysql://root:hunter3@db"),
        ("BAOPI__LOG__LEVEL", "loud"),
        ("BAOPI_CONFIG", "baopi.toml"),
        ("BAOPI_FILE__MAIL__PASSWORD", "missing"),
    ];
    let ran = desk.run(&["config", "check", "--lang", "en"], &variables);
    assert_eq!((ran.code(), ran.said()), (1, ""));
    let complaint = ran.complained();
    for place_and_key in [
        "baopi.toml: server.listen: ",
        "baopi.toml: server.lisen: ",
        "baopi.toml: links.key: ",
        "BAOPI__DATABASE__URL: database.url: ",
        "BAOPI__LOG__LEVEL: log.level: ",
        "BAOPI_FILE__MAIL__PASSWORD: mail.password: ",
    ] {
        assert!(complaint.contains(place_and_key), "{place_and_key} is not in {complaint}");
    }
    assert!(!complaint.contains("hunter"), "{complaint}");
    assert!(!complaint.contains("Unknown localization"), "{complaint}");
}

#[test]
fn mistakes_are_named_in_chinese_where_the_locale_is_chinese() {
    let desk = Desk::new();
    let ran =
        desk.run(&["config", "check"], &[("BAOPI__LOG__FORMAT", "xml"), ("LANG", "zh_CN.UTF-8")]);
    assert_eq!(ran.code(), 1);
    assert!(
        ran.complained().contains("BAOPI__LOG__FORMAT: log.format: 应为"),
        "{}",
        ran.complained()
    );
}

#[test]
fn a_file_that_is_missing_or_no_toml_is_a_mistake() {
    let desk = Desk::new();
    desk.file("baopi.toml", "[mail]\npassword = \"hunter2\n");
    let ran = desk.run(&["config", "check", "--config", "baopi.toml", "--lang", "en"], &[]);
    assert_eq!(ran.code(), 1);
    assert!(
        ran.complained().contains("Line 2, column") && !ran.complained().contains("hunter2"),
        "{}",
        ran.complained()
    );
    let ran = desk.run(&["config", "check", "--config", "other.toml", "--lang", "en"], &[]);
    assert_eq!(ran.code(), 1);
    assert!(ran.complained().contains("other.toml"), "{}", ran.complained());
}

#[cfg(unix)]
#[test]
fn a_link_key_that_others_can_read_is_a_mistake() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.file("links.key", "0f".repeat(32));
    let allow = |mode| {
        std::fs::set_permissions(
            desk.path().join("links.key"),
            std::fs::Permissions::from_mode(mode),
        )
    };
    allow(0o640).unwrap();
    let ran = desk.run(&["config", "check", "--lang", "en"], &[]);
    assert_eq!(ran.code(), 1);
    assert!(ran.complained().contains("links.key: links.key: "), "{}", ran.complained());
    allow(0o600).unwrap();
    assert_eq!(desk.run(&["config", "check", "--lang", "en"], &[]).code(), 0);
}

#[test]
fn the_example_configuration_has_no_mistakes() {
    let desk = Desk::new();
    desk.file("baopi.toml", include_str!("../../../../deploy/baopi.toml"));
    let ran = desk.run(&["config", "check", "--config", "baopi.toml", "--lang", "en"], &[]);
    assert_eq!((ran.code(), ran.complained()), (0, ""));
}
