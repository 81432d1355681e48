//! The floors and rooms inside the server, and its addresses.

use baopi_tests::floors::{stray_addresses, wrong_ways};
use baopi_tests::house::{File, files};

#[test]
fn modules_of_the_server_know_only_what_lies_below_them_and_no_other_room() -> anyhow::Result<()> {
    let files = files(".rs")?;
    assert!(files.iter().any(|file| file.path.starts_with("crates/server/src/page/request/")));
    let wrong = wrong_ways(&files);
    assert!(wrong.is_empty(), "{} breaches:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

#[test]
fn a_way_up_a_way_aside_and_a_way_into_another_room_are_seen() {
    let file = |path: &str, text: &str| File {
        path: format!("crates/server/src/{path}"),
        text: text.to_owned(),
    };
    let files = [
        file("transport/listen.rs", "use crate::limit::MAX;\nuse crate::door::{Id, state};\n"),
        file("door.rs", "//! See crate::page.\nuse crate::{limit, transport::headers};\n"),
        file("door/body.rs", "use super::Id;\nfn f() { crate::page::home() }\n"),
        file("api/list.rs", "use crate::present::visit::Visitor;\nuse crate::page::home;\n"),
        file("page/rules/route.rs", "use super::change;\nuse crate::present::{self, form};\n"),
        file("page/rules/change.rs", "use crate::page::{asset, office::{leaver, a::b}};\n"),
        file("page/office/leaver.rs", "#[cfg(test)]\nmod tests { use crate::router; }\n"),
        file("page.rs", "use office::leaver;\nuse crate::api;\n"),
        file("router.rs", "use crate::{api, page, envelope};\nuse super::lost;\n"),
        file("lost.rs", "use crate::door;\n"),
        file("lib.rs", "use crate::page::home;\n"),
    ];
    let expected = [
        "api/list.rs: must not know page::home",
        "door/body.rs: must not know page::home",
        "lost.rs: stands on no floor",
        "page.rs: must not know api",
        "page/rules/change.rs: must not know page::office::a::b",
        "page/rules/change.rs: must not know page::office::leaver",
        "transport/listen.rs: must not know door::Id",
        "transport/listen.rs: must not know door::state",
    ];
    assert_eq!(wrong_ways(&files), expected.map(|breach| format!("crates/server/src/{breach}")));
}

#[test]
fn addresses_stand_in_one_module() -> anyhow::Result<()> {
    let mut stray = Vec::new();
    for ending in [".html", ".rs"] {
        stray.extend(files(ending)?.iter().flat_map(stray_addresses));
    }
    assert!(stray.is_empty(), "{} breaches:\n{}", stray.len(), stray.join("\n"));
    Ok(())
}

#[test]
fn an_address_in_a_template_or_in_the_code_of_a_page_is_seen() {
    let stray = |path: &str, text: &str| {
        let path = format!("crates/server/{path}");
        stray_addresses(&File { path, text: text.to_owned() }).len()
    };
    assert_eq!(
        stray("templates/a/b.html", "<a href=\"/desk\">\n<a href=\"{{ address::DESK }}\">"),
        1
    );
    assert_eq!(
        stray("src/page/a.rs", "const A: &str = \"/desk\"; // \"/desk\"\nconst B: &str = \"/\";"),
        1
    );
    assert_eq!(stray("src/door/address.rs", "const A: &str = \"/desk\";"), 0);
    assert_eq!(stray("src/api/a.rs", "const A: &str = \"/api/v1\";"), 0);
}
