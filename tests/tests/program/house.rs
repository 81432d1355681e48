//! The house rules hold in the whole repository, and each rule sees what it is there to see.

use baopi_tests::house::{
    File, chinese_lines, chinese_literals, circles, files, long_lines, stray_colours, untranslated,
    wrong_arrows, wrong_source,
};
use baopi_tests::rust_source::{RustSource, before_tests};

/// Files whose Chinese literals are not text for people but the matter itself: patterns that the rules look for, and
/// marks that documents carry. One path a line, in this file; a path with a slash at its end is a folder.
const CHINESE_MATTER: &str = include_str!("chinese_matter.txt");

/// The crates whose modules can be read one after the other, and how deep those lie that can: in `server` they lie on floors, of
/// which another rule sees to it that none knows one above it.
const WITHOUT_CIRCLES: [(&str, usize); 8] = [
    ("baopi", 1),
    ("document", 1),
    ("engine", 1),
    ("messages", 1),
    ("notifier", 1),
    ("persistence", 1),
    ("server", 2),
    ("workflow", 1),
];

fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}

fn none(breaches: &[String]) {
    assert!(breaches.is_empty(), "{} breaches:\n{}", breaches.len(), breaches.join("\n"));
}

#[test]
fn crates_import_only_along_the_arrows() -> anyhow::Result<()> {
    let mut breaches = Vec::new();
    for manifest in files("Cargo.toml")? {
        breaches.extend(wrong_arrows(&manifest)?);
    }
    none(&breaches);
    Ok(())
}

#[test]
fn rust_files_keep_the_house_rules() -> anyhow::Result<()> {
    none(&files(".rs")?.iter().flat_map(wrong_source).collect::<Vec<_>>());
    Ok(())
}

#[test]
fn no_modules_of_a_crate_import_each_other_in_a_circle() -> anyhow::Result<()> {
    let files = files(".rs")?;
    for (name, depth) in WITHOUT_CIRCLES {
        let source = format!("crates/{name}/src/");
        assert!(files.iter().any(|file| file.path.starts_with(&source)), "{source} is not there");
        none(&circles(&files, &source, depth));
    }
    Ok(())
}

#[test]
fn text_for_people_stands_in_message_files() -> anyhow::Result<()> {
    let matter: Vec<_> = CHINESE_MATTER.lines().filter(|line| !line.starts_with('#')).collect();
    let (excepted, others): (Vec<_>, Vec<_>) = files(".rs")?
        .into_iter()
        .partition(|file| matter.iter().any(|path| file.path.starts_with(path)));
    for path in &matter {
        let mut within = excepted.iter().filter(|file| file.path.starts_with(path));
        assert!(within.any(|file| !chinese_literals(file).is_empty()), "{path} needs no exception");
    }
    none(&others.iter().flat_map(chinese_literals).collect::<Vec<_>>());
    Ok(())
}

#[test]
fn templates_and_scripts_have_no_chinese_of_their_own() -> anyhow::Result<()> {
    let mut breaches = Vec::new();
    for ending in [".html", ".js", ".css", ".askama", ".typ"] {
        let of_the_program =
            files(ending)?.into_iter().filter(|file| file.path.starts_with("crates/"));
        breaches.extend(of_the_program.flat_map(|file| chinese_lines(&file)));
    }
    none(&breaches);
    Ok(())
}

#[test]
fn lines_of_templates_can_be_compared() -> anyhow::Result<()> {
    let templates = files(".html")?;
    assert!(
        templates.iter().any(|file| file.path.ends_with("/layout.html")),
        "nothing is looked at"
    );
    none(&templates.iter().flat_map(long_lines).collect::<Vec<_>>());
    Ok(())
}

#[test]
fn colours_stand_in_the_tokens_and_nowhere_else() -> anyhow::Result<()> {
    let mut breaches = Vec::new();
    for ending in [".css", ".html", ".rs"] {
        let of_pages =
            |file: &File| file.path.starts_with("crates/") && !file.path.ends_with("/letter.html");
        let of_the_program = files(ending)?.into_iter().filter(of_pages);
        breaches.extend(of_the_program.flat_map(|file| stray_colours(&file)));
    }
    none(&breaches);
    let names: Vec<_> = files(".css")?.into_iter().map(|file| file.path).collect();
    let parts = ["components", "pages", "tokens"];
    assert_eq!(names, parts.map(|part| format!("crates/server/assets/{part}.css")));
    Ok(())
}

#[test]
fn every_message_is_there_in_chinese_and_in_english() -> anyhow::Result<()> {
    let messages = files(".ftl")?;
    let language = |code: &str| {
        let of_it =
            messages.iter().filter(|file| file.path.split('/').any(|part| part.starts_with(code)));
        of_it.map(|file| file.text.as_str()).collect::<Vec<_>>().join("\n")
    };
    none(&untranslated(&language("zh-CN"), &language("en")));
    Ok(())
}

#[test]
fn a_wrong_arrow_is_seen() -> anyhow::Result<()> {
    let manifest = "[package]\nname = \"baopi-server\"\n[dependencies]\nsea-orm.workspace = true\n\
        axum.workspace = true\nbaopi-notifier.workspace = true\nbaopi-engine.workspace = true\n\
        baopi-persistence.workspace = true\n";
    let breaches = wrong_arrows(&file("crates/server/Cargo.toml", manifest))?;
    let against = ["sea-orm", "baopi-notifier", "baopi-persistence"];
    for other in against {
        let breach = format!("crates/server/Cargo.toml: baopi-server must not depend on {other}");
        assert!(breaches.contains(&breach), "{other}: {breaches:?}");
    }
    assert_eq!(breaches.len(), against.len(), "{breaches:?}");
    let tested = "[package]\nname = \"baopi-messages\"\n[dev-dependencies]\nbaopi-document.workspace = true\n\
        baopi-server.workspace = true\n";
    let breaches = wrong_arrows(&file("crates/messages/Cargo.toml", tested))?;
    assert_eq!(
        breaches,
        ["crates/messages/Cargo.toml: baopi-messages must not depend on baopi-server"]
    );
    for (name, section, breaches) in [
        ("baopi", "dev-dependencies", 0),
        ("baopi", "dependencies", 1),
        ("baopi-engine", "dev-dependencies", 1),
    ] {
        let tested =
            format!("[package]\nname = \"{name}\"\n[{section}]\nbaopi-tests.workspace = true\n");
        assert_eq!(wrong_arrows(&file("Cargo.toml", &tested))?.len(), breaches, "{name} {section}");
    }
    let pure = "[package]\nname = \"baopi-workflow\"\n[dependencies]\ntokio = \"1\"\n";
    assert_eq!(wrong_arrows(&file("crates/workflow/Cargo.toml", pure))?.len(), 1);
    Ok(())
}

#[test]
fn breaches_in_a_source_are_seen_but_not_in_its_comments_and_literals() {
    let wrong = |path: &str, text: &str| wrong_source(&file(path, text)).len();
    assert_eq!(wrong("crates/a/src/lib.rs", "#[allow(dead_code)]\nfn a() {}\n"), 1);
    assert_eq!(
        wrong("crates/a/src/lib.rs", "// #[allow(x)]\nconst A: &str = \"#[allow(x)]\";\n"),
        0
    );
    assert_eq!(wrong("crates/a/src/b/mod.rs", ""), 1);
    assert_eq!(wrong("crates/a/src/lib.rs", concat!("// TO", "DO later\n")), 1);
    assert_eq!(wrong("crates/a/src/lib.rs", "fn f() { sleep(one) }\n"), 0);
    assert_eq!(
        wrong("crates/a/src/lib.rs", "#[cfg(test)]\nmod tests { fn f() { sleep(one) } }\n"),
        1
    );
    assert_eq!(wrong("crates/a/tests/b.rs", "fn f() { sleep(one) }\n"), 1);
    let role = "fn f() { viewer.has(Role::Admin) }\n";
    assert_eq!(wrong("crates/server/src/page/route.rs", role), 1);
    assert_eq!(wrong("crates/server/src/present/frame.rs", role), 0);
    let verb = "impl Engine {\n    pub async fn verb(&self) {}\n}\n";
    let spanned = verb.replace("    pub", "    #[tracing::instrument(skip_all)]\n    pub");
    assert_eq!(wrong("crates/engine/src/plan.rs", verb), 1);
    assert_eq!(wrong("crates/engine/src/plan.rs", &spanned), 0);
    let chance = "fn f() { Uuid::now_v7() }\n";
    for (path, breaches) in [
        ("crates/engine/src/plan.rs", 1),
        ("crates/persistence/src/plan.rs", 1),
        ("crates/engine/src/random.rs", 0),
        ("crates/persistence/src/tests/plan.rs", 0),
        ("crates/server/src/page.rs", 0),
    ] {
        assert_eq!(wrong(path, chance), breaches, "{path}");
    }
    for arm in ["_ => 1,", "(_, _) => 1,", "Draft | _ => 1,"] {
        assert_eq!(wrong("crates/workflow/src/request/transition.rs", arm), 1, "{arm}");
        assert_eq!(wrong("crates/workflow/src/count.rs", arm), 0, "{arm}");
    }
    assert_eq!(wrong("crates/workflow/src/request/transition.rs", "Draft => _x(),"), 0);
}

#[test]
fn a_circle_is_seen_however_a_module_is_named_but_not_in_tests() {
    let source = "crates/a/src/";
    let module = |name: &str, text: &str| file(&format!("{source}{name}.rs"), text);
    let others = [
        module("lib", "mod one;\npub use one::{One, other};\npub use crate::two::Two;\n"),
        module("four", "// crate::one\n#[cfg(test)]\nmod tests { use crate::one; }\n"),
        module("one", "use crate::one::inner;\nuse crate::four::Four;\n"),
        module("tests", "use crate::one;\nuse crate::five;\n"),
        module("five", "use crate::tests;\n"),
        module("two/part", "fn f() { crate::three::g() }\n"),
    ];
    assert_eq!(circles(&others, source, 1), Vec::<String>::new());
    let circle = ["crates/a/src/: one -> two -> three -> one"];
    for to_two in ["crate::two::Two", "crate::Two", "crate::{four, two::{Two, part}}"] {
        for to_one in ["crate::One", "crate::{four::{Four}, other}", "crate::one"] {
            let mut files = others.to_vec();
            files.push(module("one/more", &format!("use {to_two};\n")));
            files.push(module("three", &format!("use {to_one};\n")));
            assert_eq!(circles(&files, source, 1), circle, "{to_two}, {to_one}");
        }
    }
}

#[test]
fn a_circle_below_the_top_is_seen_where_it_is_looked_for() {
    let source = "crates/a/src/";
    let module = |name: &str, text: &str| file(&format!("{source}{name}.rs"), text);
    let parent = "pub(crate) use one::One;\npub(crate) use self::three::Three as Last;\n";
    let files = [
        module("floor", parent),
        module("floor/one", "use super::two;\n"),
        module("floor/two", "use super::{Last, three as third};\n"),
        module("floor/three", "use crate::floor::One;\n"),
    ];
    assert_eq!(circles(&files, source, 1), Vec::<String>::new());
    let circle = ["crates/a/src/: floor::one -> floor::two -> floor::three -> floor::one"];
    assert_eq!(circles(&files, source, 2), circle);
    let with_its_parent = [module("floor", parent), module("floor/one", "use super::LIMIT;\n")];
    let circle = ["crates/a/src/: floor -> floor::one -> floor"];
    assert_eq!(circles(&with_its_parent, source, 2), circle);
}

#[test]
fn a_line_of_130_characters_and_a_file_of_500_lines_pass_and_one_more_does_not() {
    let wrong = |text: &str| wrong_source(&file("crates/a/src/lib.rs", text)).len();
    assert_eq!(wrong(&"字".repeat(130)), 0);
    assert_eq!(wrong(&"字".repeat(131)), 1);
    assert_eq!(wrong(&"\n".repeat(500)), 0);
    assert_eq!(wrong(&"\n".repeat(501)), 1);
    assert_eq!(wrong(&format!("{}#[cfg(test)]\n{}", "\n".repeat(500), "\n".repeat(500))), 0);
}

#[test]
fn chinese_is_seen_in_every_kind_of_literal_and_nowhere_else() {
    let source = "//! 说明\n/* 外 /* 内 */ 外 */\nconst A: &str = \"同意\";\nconst B: &str = r#\"退\"回\"#;\n\
        const C: char = '字';\nfn f<'a>(x: &'a str) -> &'a str { \"plain \\\" quote\" }\n\
        #[schema(example = json!([\"例\", \"例\"]))]\n#[error(\"错\")]\n#[cfg(test)]\nconst D: &str = \"测试\";\n";
    let found = chinese_literals(&file("crates/a/src/lib.rs", source));
    assert_eq!(
        found,
        [
            "crates/a/src/lib.rs:3: 同意",
            "crates/a/src/lib.rs:4: 退\"回",
            "crates/a/src/lib.rs:8: 错"
        ]
    );
    let literal = &RustSource::parse(before_tests(source)).strings[2];
    assert_eq!((literal.line, literal.text.as_str()), (6, "plain \\\" quote"));
}

#[test]
fn chinese_in_a_template_is_seen_but_not_in_its_remarks() {
    assert!(chinese_lines(&file("a.html", "{% call ui::empty(title, mark=\"批\") %}")).is_empty());
    let template = "{# 说明 #}\n<!-- 说明 -->\n  // 说明\n<i aria-hidden=\"true\">批</i><p>{{ text }}</p>\n<p>同意</p>\n";
    for text in [
        "<i aria-hidden=\"true\">批准</i>",
        "<i aria-hidden=\"true\">批</i>准",
        "{% call ui::empty(title, mark=\"批准\") %}",
        "{% call ui::empty(title, mark=\"批\", \"准\") %}",
    ] {
        assert_eq!(chinese_lines(&file("crates/a/templates/b.html", text)).len(), 1, "{text}");
    }
    assert_eq!(
        chinese_lines(&file("crates/a/templates/b.html", template)),
        ["crates/a/templates/b.html:5: <p>同意</p>"]
    );
}

#[test]
fn a_template_line_of_160_characters_passes_and_one_more_does_not() {
    let long = |text: String| long_lines(&file("crates/a/templates/b.html", &text));
    assert!(long("字".repeat(160)).is_empty());
    let wrong = long(format!("\n{}", "字".repeat(161)));
    assert_eq!(wrong, ["crates/a/templates/b.html:2: longer than 160 characters"]);
}

#[test]
fn a_colour_is_seen_in_a_style_sheet_a_template_and_a_rust_literal_but_not_in_the_tokens() {
    let stray = |path: &str, text: &str| stray_colours(&file(path, text)).len();
    let sheet = "crates/a/assets/pages.css";
    for colour in ["#fff", "#1b253080", "rgb(27 37 48 / 6%)", "hsl(1 2% 3%)"] {
        let rule = format!("a {{ color: {colour}; }}\n");
        assert_eq!(stray(sheet, &rule), 1, "{colour}");
        assert_eq!(stray("crates/a/assets/tokens.css", &rule), 0, "{colour}");
        let code = format!("fn f() -> &'static str {{ \"fill={colour}\" }}\n");
        assert_eq!(stray("crates/a/src/b.rs", &code), 1, "{colour}");
        assert_eq!(stray("crates/a/src/b.rs", &format!("// {colour}\n")), 0, "{colour}");
    }
    assert_eq!(stray(sheet, "a { color: var(--ink); }\n"), 0);
    assert_eq!(stray("crates/a/templates/b.html", "<a href=\"#act\">#1</a> <i>#checks</i>"), 0);
    assert_eq!(
        stray("crates/a/templates/b.html", "<meta name=\"theme-color\" content=\"#2b3744\">"),
        0
    );
    assert_eq!(stray("crates/a/templates/b.html", "<path fill=\"#2b3744\"/>"), 1);
}

#[test]
fn a_missing_translation_is_seen() {
    let zh = "a = 甲 { $n }\n    .title = 题\nb =\n    乙 { $m }\n-term = 词\n# c = 注\n";
    assert!(untranslated(zh, zh).is_empty());
    let en = "a = A { $n }\nb = B\n-term = term\nd = D\n";
    let wrong = untranslated(zh, en);
    assert_eq!(
        wrong,
        ["a.title: no English", "d: no Chinese", "b: Chinese and English use different variables"]
    );
    assert_eq!(untranslated("a = 1\na = 2\n", "a = 1\n"), ["a: defined twice"]);
}
