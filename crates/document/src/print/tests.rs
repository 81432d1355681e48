use super::*;
use crate::extract;

const AT_MS: i64 = 1_789_434_000_000;

fn report() -> Report {
    let figures =
        |now: &str| vec![Cell::from("发文（下行）".to_owned()), Cell::from(now.to_owned())];
    let imported = Cell::from("80".to_owned()).marked("含导入数据".to_owned(), Tone::Plain);
    let quota = Cell { gauge: Some((18, 15)), ..Cell::from("18／15".to_owned()) };
    let quota = quota.marked("红牌".to_owned(), Tone::Bad);
    let table =
        |rows| Part::Table {
            heads: vec!["指标".into(), "本期".into()], rows, sums: Vec::new()
        };
    let bands = |label: &str, value| Band { label: label.to_owned(), value };
    let section =
        |title: &str, parts| Section { title: title.to_owned(), note: String::new(), parts };
    Report {
        language: "zh".to_owned(),
        title: "精文减会统计".to_owned(),
        period: "2026年第3季度".to_owned(),
        lines: vec!["第1版，吴海燕于2026-09-15 09:00发布".to_owned()],
        sections: vec![
            section(
                "主要指标",
                vec![table(vec![figures("52"), vec!["去年".to_owned().into(), imported]])],
            ),
            section("年度指标", vec![table(vec![vec!["农业农村局".to_owned().into(), quota]])]),
            section(
                "篇幅",
                vec![
                    Part::Facts {
                        facts: vec![("平均篇幅".to_owned(), "3127.4字".to_owned())]
                    },
                    Part::Bands {
                        heads: ("不超过（字）".to_owned(), "数量".to_owned()),
                        title: "公文篇幅分布（件）".to_owned(),
                        bands: vec![bands("4000", 3), bands("5000", 0), bands("6000", 17)],
                        within: 2,
                        limit: "上限5000字".to_owned(),
                    },
                ],
            ),
        ],
        published_ms: AT_MS,
    }
}

/// A report with one table of so many rows.
fn long(rows: usize) -> Report {
    let row = |number: usize| vec![Cell::from(format!("单位{number}")), Cell::from("7".to_owned())];
    let heads = vec!["表头".to_owned(), "数量".to_owned()];
    let table = Part::Table { heads, rows: (0..rows).map(row).collect(), sums: Vec::new() };
    let section = Section { title: "长表".to_owned(), note: String::new(), parts: vec![table] };
    Report { sections: vec![section], ..report() }
}

/// What a reader of the file sees, without the spaces that a reader of glyphs puts between them.
fn text_of(pdf: &[u8]) -> String {
    extract("report.pdf", pdf).unwrap().text.split_whitespace().collect()
}

/// What stands on each page, with what is repeated on every one.
fn pages_of(pdf: &[u8]) -> Vec<String> {
    let text = crate::pdf::read(pdf, crate::pdf::Furniture::Counted).unwrap().text;
    let pages = text.split_terminator('\u{c}');
    pages.map(|page| page.split_whitespace().collect()).collect()
}

#[tokio::test]
async fn the_same_report_gives_the_same_bytes_in_every_process() {
    let one = Printer::default().print(report()).await.unwrap();
    assert!(one.starts_with(b"%PDF-"));
    let meta = String::from_utf8_lossy(&one).into_owned();
    assert!(meta.contains("<pdfaid:part>2<") && meta.contains("<pdfaid:conformance>B<"));
    let printer = Printer::default();
    assert!(printer.print(report()).await.unwrap() == one, "another printer");
    assert!(printer.print(report()).await.unwrap() == one, "the same printer again");
    let later = Report { published_ms: AT_MS + 60_000, ..report() };
    assert!(printer.print(later).await.unwrap() != one, "published later");
}

#[tokio::test]
async fn every_word_and_figure_can_be_read_back() {
    let text = text_of(&Printer::default().print(report()).await.unwrap());
    for said in [
        "精文减会统计",
        "2026年第3季度",
        "吴海燕",
        "主要指标",
        "发文（下行）",
        "52",
        "80",
        "含导入数据",
        "18／15",
        "红牌",
        "3127.4字",
        "上限5000字",
        "6000",
        "17",
    ] {
        assert!(text.contains(said), "{said} is missing: {text}");
    }
}

#[tokio::test]
async fn without_a_chinese_font_nothing_is_printed() {
    let dirs = vec![PathBuf::from("/nowhere")];
    let printer = Printer::new(Fonts { dirs: dirs.clone(), ..Fonts::default() });
    let error = printer.print(report()).await.unwrap_err();
    assert!(matches!(error, Unprintable::NoFont { dirs: said } if said == dirs));
}

#[tokio::test]
async fn another_font_stands_in_for_families_that_are_not_there() {
    let printer =
        Printer::new(Fonts { families: vec!["No Such Family".to_owned()], ..Fonts::default() });
    assert!(text_of(&printer.print(report()).await.unwrap()).contains("发文（下行）"));
}

#[tokio::test]
async fn what_somebody_wrote_is_text_and_a_character_without_shape_keeps_no_report_from_being_printed()
 {
    let lines = vec!["#panic() *a* \u{1} \u{10fffd}。".to_owned()];
    let text = text_of(&Printer::default().print(Report { lines, ..report() }).await.unwrap());
    assert!(text.contains("#panic()*a*") && text.contains("\u{3013}。"), "{text}");
}

#[tokio::test]
async fn the_head_of_a_table_is_repeated_on_every_page() {
    let pages = pages_of(&Printer::default().print(long(120)).await.unwrap());
    assert!(pages[2].contains("单位119"), "{pages:?}");
    for (page, number) in pages.iter().zip(["1/3", "2/3", "3/3"]) {
        assert!(page.contains("表头数量") && page.contains(number), "{page}");
    }
}

#[tokio::test]
async fn a_report_of_more_rows_or_bytes_than_anybody_prints_is_refused() {
    let rows = |error: Unprintable| {
        let Unprintable::TooLong { rows, .. } = error else { panic!("{error}") };
        rows
    };
    let printer = Printer::default();
    assert_eq!(rows(printer.print(long(MAX_ROWS + 1)).await.unwrap_err()), MAX_ROWS + 1);
    let lines = vec!["x".repeat(MAX_BYTES)];
    assert_eq!(rows(printer.print(Report { lines, ..long(1) }).await.unwrap_err()), 1);
}
