//! The page of a report as what is printed of it: the same words and figures, in the same order.

use baopi_engine::figures::report;
use baopi_engine::print::{Band, Cell, Part, Report, Section, Tone};
use baopi_workflow::rules::quota::Card;

use super::chart::Chart;
use super::{LineView, QuotaView, RankView, StatisticsPage, UnitView, period_name};

impl StatisticsPage {
    /// What is printed of the page of this report.
    pub(crate) fn printed(&self, report: &report::Report) -> Report {
        let published = self.published.iter().map(|published| published.line.clone());
        let days = format!("{} {}", self.days, self.sees);
        let mut sections = vec![self.headlines(), self.groups(), self.measures()];
        sections.extend((!self.quotas.is_empty()).then(|| self.quotas()));
        sections.extend([self.control(), self.details()]);
        Report {
            language: self.frame.texts.0.code().to_owned(),
            title: self.frame.t("statistics-head"),
            period: period_name(self.frame.texts, report.row.period),
            lines: published.chain([days]).collect(),
            sections,
            published_ms: report.row.at.0,
        }
    }

    fn headlines(&self) -> Section {
        let part = self.lines(&self.headlines);
        self.section("report-headlines", "", vec![part])
    }

    fn groups(&self) -> Section {
        let names = self.headlines.iter().map(|line| line.name.clone());
        let heads = [self.frame.t("statistics-group")].into_iter().chain(names).collect();
        let row = |name: String, lines: &[LineView]| -> Vec<Cell> {
            let cell = |line: &LineView| Cell::from(line.now.clone()).beside(line.change.clone());
            [name.into()].into_iter().chain(lines.iter().map(cell)).collect()
        };
        let rows = self.groups.iter().map(|group| row(group.name.clone(), &group.lines)).collect();
        let sums = row(self.frame.t("statistics-whole"), &self.headlines);
        let table = Part::Table { heads, rows, sums };
        self.section("statistics-by-group", "statistics-by-group-text", vec![table])
    }

    fn measures(&self) -> Section {
        let lengths = ("statistics-lengths", "statistics-up-to-characters");
        let durations = ("statistics-durations", "statistics-up-to-minutes");
        let parts = vec![
            Part::Facts { facts: self.means.clone() },
            self.bands(lengths, &self.lengths),
            self.bands(durations, &self.durations),
        ];
        self.section("statistics-measures", "", parts)
    }

    fn quotas(&self) -> Section {
        let heads = ["statistics-unit", "kind-document", "kind-meeting", "kind-inspection"];
        let cell = |quota: &Option<QuotaView>| match quota {
            Some(quota) => {
                let tone = match quota.quota.card() {
                    Card::Green => Tone::Good,
                    Card::Yellow => Tone::Soon,
                    Card::Red => Tone::Bad,
                };
                let cell = Cell::from(quota.text.clone()).marked(quota.card.clone(), tone);
                Cell { gauge: Some((quota.quota.used.into(), quota.quota.quota.into())), ..cell }
            }
            None => "—".to_owned().into(),
        };
        let row = |unit: &UnitView| {
            let quotas = [&unit.documents, &unit.meetings, &unit.inspections].map(cell);
            [unit.name.clone().into()].into_iter().chain(quotas).collect()
        };
        let heads = heads.map(|head| self.frame.t(head)).into();
        let rows = self.quotas.iter().map(row).collect();
        let table = Part::Table { heads, rows, sums: Vec::new() };
        self.section("statistics-quotas", "statistics-quotas-text", vec![table])
    }

    fn control(&self) -> Section {
        let parts = vec![
            self.ranks("statistics-blocked", &self.blocked),
            self.ranks("statistics-exceptions", &self.exceptions),
            self.ranks("statistics-leaders", &self.leaders),
            self.ranks("statistics-irregularities", &self.irregularities),
        ];
        self.section("statistics-control", "", parts)
    }

    fn details(&self) -> Section {
        let part = self.lines(&self.details);
        self.section("statistics-details", "statistics-details-text", vec![part])
    }

    fn section(&self, title: &str, note: &str, parts: Vec<Part>) -> Section {
        let note = if note.is_empty() { String::new() } else { self.frame.t(note) };
        Section { title: self.frame.t(title), note, parts }
    }

    /// Figures beside those of last year; what was not counted by the program says so.
    fn lines(&self, lines: &[LineView]) -> Part {
        let heads = ["metric", "now", "before", "change"];
        let row = |line: &LineView| {
            let before = Cell::from(line.before.clone());
            let before = if line.is_imported {
                before.marked(self.frame.t("statistics-imported"), Tone::Plain)
            } else {
                before
            };
            vec![
                line.name.clone().into(),
                line.now.clone().into(),
                before,
                line.change.clone().into(),
            ]
        };
        Part::Table {
            heads: heads.map(|head| self.frame.t(&format!("statistics-{head}"))).into(),
            rows: lines.iter().map(row).collect(),
            sums: Vec::new(),
        }
    }

    fn bands(&self, (title, head): (&str, &str), chart: &Chart) -> Part {
        let (title, head) = (self.frame.t(title), self.frame.t(head));
        let band = |bar: &super::Bar| Band { label: bar.label.clone(), value: bar.value };
        Part::Bands {
            heads: (head, self.frame.t("statistics-count")),
            title,
            bands: chart.bars.iter().map(band).collect(),
            within: chart.limit.0,
            limit: chart.limit.1.clone(),
        }
    }

    fn ranks(&self, title: &str, ranks: &[RankView]) -> Part {
        let row = |rank: &RankView| vec![rank.name.clone().into(), rank.count.to_string().into()];
        let none = || vec![self.frame.t("statistics-none").into(), Cell::default()];
        Part::Table {
            heads: vec![self.frame.t(title), self.frame.t("statistics-count")],
            rows: if ranks.is_empty() { vec![none()] } else { ranks.iter().map(row).collect() },
            sums: Vec::new(),
        }
    }
}
