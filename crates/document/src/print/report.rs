use serde::Serialize;

/// A report as it is printed: words and figures in the order in which they stand on the pages.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The language of its words, as `zh` or `en`.
    pub language: String,
    /// What it is.
    pub title: String,
    /// About which period.
    pub period: String,
    /// What stands below: who published it and when, which days it counts.
    pub lines: Vec<String>,
    /// Everything else.
    pub sections: Vec<Section>,
    /// When it was published, in milliseconds since 1970. The file counts as made then, whenever it is asked for.
    #[serde(skip)]
    pub published_ms: i64,
}

/// A part of a report with a heading.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// What is to be known about it; may be empty.
    pub note: String,
    /// What stands in it.
    pub parts: Vec<Part>,
}

/// Something that stands in a section.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part {
    /// A table, whose head is repeated on every page.
    Table {
        /// The names of its columns.
        heads: Vec<String>,
        /// Its rows, each with as many cells as there are heads.
        rows: Vec<Vec<Cell>>,
        /// The sums below; may be empty.
        sums: Vec<Cell>,
    },
    /// Words with what they stand for.
    Facts {
        /// Word and value.
        facts: Vec<(String, String)>,
    },
    /// How often something is how large: a bar beside each number.
    Bands {
        /// The names of the bands and of the numbers.
        heads: (String, String),
        /// What it is about.
        title: String,
        /// The bands, from the smallest up.
        bands: Vec<Band>,
        /// So many bands lie within the limit.
        within: usize,
        /// The name of the limit.
        limit: String,
    },
}

/// One bar with its number.
#[derive(Debug, Clone, Serialize)]
pub struct Band {
    /// What lies in it.
    pub label: String,
    /// How often.
    pub value: u64,
}

/// One cell of a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// What stands beside it, smaller; may be empty.
    pub aside: String,
    /// A word in a frame.
    pub mark: Option<Mark>,
    /// How much of how much, as a bar.
    pub gauge: Option<(u64, u64)>,
}

/// A word in a frame.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    /// The word.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// How a mark is meant. It is told by the frame too, because paper is mostly printed in black.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// As a remark.
    Plain,
    /// As it should be.
    Good,
    /// Soon not as it should be.
    Soon,
    /// Not as it should be.
    Bad,
}

impl Report {
    /// The rows of its tables and charts.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.sections.iter().flat_map(|section| &section.parts).map(Part::rows).sum()
    }
}

impl Part {
    fn rows(&self) -> usize {
        match self {
            Self::Table { rows, sums, .. } => rows.len() + usize::from(!sums.is_empty()),
            Self::Facts { facts } => facts.len(),
            Self::Bands { bands, .. } => bands.len(),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

impl Cell {
    /// The same with something smaller beside it.
    #[must_use]
    pub fn beside(self, aside: String) -> Self {
        Self { aside, ..self }
    }

    /// The same with a word in a frame.
    #[must_use]
    pub fn marked(self, text: String, tone: Tone) -> Self {
        Self { mark: Some(Mark { text, tone }), ..self }
    }
}
