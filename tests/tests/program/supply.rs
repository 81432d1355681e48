//! What the program is built from: licences that go together, and one library for one thing.

use std::process::Command;

use anyhow::Context;

/// Licences that may be combined with ours and carry no duty beyond naming the authors; of a choice, one has to be here.
const ACCEPTED: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Every package that is compiled, as its name and version, and its licence.
fn packages() -> anyhow::Result<Vec<(String, String)>> {
    // Every package stands there with its licence once, and each time after that with a mark. Otherwise there would be a line
    // for every way that leads to a package, which takes minutes to write down.
    let arguments = ["tree", "--locked", "--offline", "--workspace", "--prefix", "none"];
    let tree =
        Command::new(env!("CARGO")).args(arguments).args(["--format", "{p}|{l}"]).output()?;
    anyhow::ensure!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let mut packages = Vec::new();
    for line in String::from_utf8(tree.stdout)?.lines().filter(|line| !line.is_empty()) {
        let (package, licence) = line.rsplit_once('|').context(line.to_owned())?;
        let licence = licence.trim_end_matches(" (*)");
        let package = package.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        packages.push((package, licence.to_owned()));
    }
    packages.sort();
    packages.dedup();
    Ok(packages)
}

/// Whether a licence expression can be met with accepted licences alone.
fn acceptable(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], "");
    let all =
        |choice: &str| choice.split(" AND ").all(|licence| ACCEPTED.contains(&licence.trim()));
    // “A AND B OR C” is met by C; “A AND (B OR C)” is read as “A AND B OR C”, which asks for no less than it should.
    expression.split(" OR ").any(all)
}

#[test]
fn every_dependency_has_a_licence_that_goes_with_ours() -> anyhow::Result<()> {
    let packages = packages()?;
    assert!(packages.len() > 100, "only {} packages were found", packages.len());
    let wrong: Vec<_> = packages.iter().filter(|(_, licence)| !acceptable(licence)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    Ok(())
}

#[test]
fn licence_expressions_are_read() {
    for (expression, accepted) in [
        ("MIT OR Apache-2.0", true),
        ("MIT/Apache-2.0", true),
        ("GPL-3.0-only OR MIT", true),
        ("Apache-2.0 AND ISC", true),
        ("MIT AND GPL-3.0-only", false),
        ("GPL-3.0-only", false),
        ("", false),
    ] {
        assert_eq!(acceptable(expression), accepted, "{expression}");
    }
}

/// With two providers in one program, rustls cannot choose, and panics at the first connection.
#[test]
fn there_is_one_provider_of_cryptography_for_tls_and_no_second_sqlite() -> anyhow::Result<()> {
    let packages = packages()?;
    let named = |name: &str| {
        packages.iter().filter(|(package, _)| package.split(' ').next() == Some(name)).count()
    };
    assert_eq!([named("ring"), named("aws-lc-rs"), named("openssl-sys")], [1, 0, 0]);
    assert_eq!([named("libsqlite3-sys"), named("sqlx-sqlite"), named("rusqlite")], [1, 1, 0]);
    Ok(())
}
