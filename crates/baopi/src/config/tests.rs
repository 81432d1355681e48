use rstest::rstest;
use secrecy::ExposeSecret;

use super::*;

/// Reads the settings of a file and some variables, as `place key fault` lines where they are wrong.
fn read(toml: &str, variables: &[(&str, &str)]) -> Result<Settings, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("baopi.toml");
    std::fs::write(&file, toml).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    let variables =
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let sources = Sources { file: Some(file), variables };
    sources.read().map_err(|mistakes| mistakes.iter().map(line).collect())
}

fn line(mistake: &Mistake) -> String {
    let place = match &mistake.place {
        SettingPlace::File(_) => "file",
        SettingPlace::Variable(name) => name,
        SettingPlace::Unset => "unset",
    };
    format!("{place} {} {:?}", mistake.key, mistake.fault)
}

#[test]
fn without_any_source_the_defaults_hold() {
    let settings = read("", &[]).unwrap();
    assert_eq!(settings.server.listen, "127.0.0.1:8080".parse().unwrap());
    assert_eq!(settings.database.url.expose_secret(), "sqlite://baopi.sqlite");
    assert_eq!(settings.database.max_readers, 4);
    assert!(matches!(settings.mail.transport, Transport::Off));
    assert_eq!(settings.mail.from, "baopi@localhost");
    assert!(settings.link_key.is_none() && settings.server.public_url.is_none());
    assert_eq!(settings.fonts, Fonts::default());
    assert_eq!(settings.log.format, LogFormat::Text);
}

#[test]
fn a_list_stands_in_a_file_as_a_list_and_in_a_variable_with_commas() {
    let toml = "[fonts]\ndirs=['/a, b', '/c']\nfamilies='One, Two'";
    let fonts = read(toml, &[]).unwrap().fonts;
    assert_eq!(fonts.dirs, ["/a, b", "/c"].map(PathBuf::from));
    assert_eq!(fonts.families, ["One", "Two"]);
    let fonts = read(toml, &[("BAOPI__FONTS__DIRS", "/d,/e")]).unwrap().fonts;
    assert_eq!(fonts.dirs, ["/d", "/e"].map(PathBuf::from));
}

#[test]
fn the_environment_goes_before_the_file_and_a_secret_file_before_both() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret.path(), "007123\n").unwrap();
    let toml =
        "[mail]\ntransport='smtp'\nhost='a'\nport=2525\nusername='u'\npassword='one'\ntls='none'";
    let variables = [
        ("BAOPI__MAIL__HOST", "b"),
        ("BAOPI__MAIL__PASSWORD", "two"),
        ("BAOPI_FILE__MAIL__PASSWORD", secret.path().to_str().unwrap()),
    ];
    let settings = read(toml, &variables).unwrap();
    let Transport::Smtp(smtp) = settings.mail.transport else { panic!("not smtp") };
    assert_eq!((smtp.host.as_str(), smtp.port, smtp.tls), ("b", 2525, Tls::None));
    let (name, password) = smtp.credentials.unwrap();
    assert_eq!((name.as_str(), password.expose_secret()), ("u", "007123"));
}

#[rstest]
#[case::digits("007123")]
#[case::exponent("1e5")]
#[case::truth("true")]
#[case::spaces(" a b ")]
fn a_password_from_the_environment_stays_as_it_is(#[case] password: &str) {
    let toml = "[mail]\ntransport='smtp'\nhost='a'\nusername='u'";
    let settings = read(toml, &[("BAOPI__MAIL__PASSWORD", password)]).unwrap();
    let Transport::Smtp(smtp) = settings.mail.transport else { panic!("not smtp") };
    assert_eq!(smtp.credentials.unwrap().1.expose_secret(), password);
}

#[rstest]
#[case::misspelt("[server]\nlisen='127.0.0.1:1'", &[], &["file server.lisen Unknown"])]
#[case::no_section("listen='127.0.0.1:1'", &[], &["file listen Unknown"])]
#[case::list("[server]\nlisten=['127.0.0.1:1']", &[], &["file server.listen Unexpected(\"config-expects-address\")"])]
#[case::variable("", &[("BAOPI__SERVER__LISTEN", "8080")],
    &["BAOPI__SERVER__LISTEN server.listen Unexpected(\"config-expects-address\")"])]
#[case::unknown_variable("", &[("BAOPI__SERVER__HOST", "a")], &["BAOPI__SERVER__HOST server.host Unknown"])]
#[case::no_secret_file("", &[("BAOPI_FILE__LINKS__KEY", "/nowhere/key")],
    &["BAOPI_FILE__LINKS__KEY links.key NotRead(NotFound)"])]
#[case::open_without_url("[server]\nlisten='0.0.0.0:80'", &[],
    &["unset server.public_url MissingBecause(\"server.listen\")"])]
#[case::open_with_local_url("[server]\nlisten='[::]:80'\npublic_url='http://localhost:80'", &[],
    &["file server.public_url LeadsNowhere"])]
#[case::in_clear("[server]\npublic_url='http://baopi.example.cn'", &[], &["file server.public_url NotEncrypted"])]
#[case::smtp_without_host("[mail]\ntransport='smtp'", &[], &["unset mail.host MissingBecause(\"mail.transport\")"])]
#[case::file_without_directory("[mail]\ntransport='file'", &[],
    &["unset mail.directory MissingBecause(\"mail.transport\")"])]
#[case::name_without_password("[mail]\nusername='u'", &[],
    &["unset mail.password MissingBecause(\"mail.username\")"])]
#[case::short_key("[links]\nkey='00'", &[], &["file links.key Unexpected(\"config-expects-key\")"])]
#[case::no_readers("[database]\nmax_readers=0", &[],
    &["file database.max_readers Unexpected(\"config-expects-readers\")"])]
#[case::too_many_readers("[database]\nmax_readers=65", &[],
    &["file database.max_readers Unexpected(\"config-expects-readers\")"])]
#[case::another_database("[database]\nurl='mysql://x'", &[],
    &["file database.url Unexpected(\"config-expects-database\")"])]
#[case::no_folder("[fonts]\ndirs=[]", &[], &["file fonts.dirs Unexpected(\"config-expects-texts\")"])]
#[case::empty_family("", &[("BAOPI__FONTS__FAMILIES", "A,,B")],
    &["BAOPI__FONTS__FAMILIES fonts.families Unexpected(\"config-expects-texts\")"])]
#[case::folder_in_folder("[fonts]\ndirs=['/a', ['/b']]", &[],
    &["file fonts.dirs Unexpected(\"config-expects-texts\")"])]
#[case::no_toml("[server]\nlisten=", &[], &["file  NotToml { line: 2, column: 8 }"])]
fn a_mistake_is_named_with_its_key_and_place(
    #[case] toml: &str,
    #[case] variables: &[(&str, &str)],
    #[case] expected: &[&str],
) {
    assert_eq!(read(toml, variables).unwrap_err(), expected);
}

#[test]
fn all_mistakes_are_named_at_once() {
    let toml = "[server]\nlisten='x'\nlisen='y'\n[mail]\ntransport='pigeon'\n[log]\nlevel='loud'\nformat='xml'";
    let mistakes =
        read(toml, &[("BAOPI__DATABASE__MAX_READERS", "many"), ("BAOPI__NOISE", "1")]).unwrap_err();
    let keys: Vec<_> = mistakes.iter().map(|line| line.split(' ').nth(1).unwrap()).collect();
    let expected = [
        "server.listen",
        "database.max_readers",
        "mail.transport",
        "log.format",
        "log.level",
        "noise",
        "server.lisen",
    ];
    assert_eq!(keys, expected);
}

#[cfg(unix)]
#[rstest]
#[case::closed(0o640, true)]
#[case::open(0o644, false)]
fn a_file_with_a_password_may_not_be_open_to_others(#[case] mode: u32, #[case] fine: bool) {
    use std::os::unix::fs::PermissionsExt;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "[database]\nurl='postgres://baopi:secret@db/baopi'").unwrap();
    std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    let sources = Sources { file: Some(file.path().to_owned()), ..Sources::default() };
    let faults: Vec<_> =
        sources.read().err().unwrap_or_default().into_iter().map(|m| m.fault).collect();
    assert_eq!(faults, if fine { vec![] } else { vec![Fault::OpenToOthers] });
}

#[rstest]
#[case("https://baopi.example.gov.cn", Some("https://baopi.example.gov.cn"))]
#[case("https://baopi.example.gov.cn/", Some("https://baopi.example.gov.cn"))]
#[case("http://127.0.0.1:8080", Some("http://127.0.0.1:8080"))]
#[case("http://[::1]:8080", Some("http://[::1]:8080"))]
#[case("https://报批.中国", None)]
#[case("https://a/b", None)]
#[case("https://", None)]
#[case("https://a:0", None)]
#[case("https://a:65536", None)]
#[case("ftp://a", None)]
#[case("baopi.example.gov.cn", None)]
#[case("https://user@a", None)]
fn a_public_url_is_a_scheme_and_a_host(#[case] text: &str, #[case] expected: Option<&str>) {
    assert_eq!(public_url(text).as_deref(), expected);
}

#[test]
fn a_link_key_is_64_hexadecimal_digits() {
    assert_eq!(*link_key(&"0f".repeat(32)).unwrap().expose_secret(), [15; 32]);
    for wrong in ["0".repeat(63), "0".repeat(65), "g".repeat(64), "字".repeat(32)] {
        assert!(link_key(&wrong).is_none(), "{wrong}");
    }
}
