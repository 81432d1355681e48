//! The books that are kept beside the requests, all on one page: a list with its filter, a form for one more, a file of many.
//! What differs from book to book is said by [`Book`].

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use baopi_engine::books::typed;
use baopi_engine::{Added, Changed, Cursor, Entry, Line, Page};
use baopi_workflow::Timestamp;
use serde::de::DeserializeOwned;

use crate::door::Id;
use crate::door::address;
use crate::door::sheet::{self, Wanted, download};
use crate::present::fault::PageError;
use crate::present::form::book::{FormErrors, ImportView};
use crate::present::form::field::{Field, FormFields, Names};
use crate::present::form::key::key;
use crate::present::form::key::nonce;
use crate::present::form::posted::Posted;
use crate::present::form::typed::Typed;
use crate::present::frame::{Frame, NavEntry, page};
use crate::present::note::Note;
use crate::present::note::good;
use crate::present::proposal::ProposalView;
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

pub(crate) mod chat_groups;
pub(crate) mod figures;
pub(crate) mod incoming;
mod list;
pub(crate) mod plans;
pub(crate) mod working_days;

pub(crate) use list::{Cell, Filter, Link};

/// So many entries stand on one page.
const ROWS: u32 = 50;

/// What the page of a book says of itself.
pub(crate) trait Book: 'static {
    /// What stands in it.
    type Entry: Entry;

    /// Where the page is; the table is below it at `table`, and files are sent to `import`.
    const PATH: &'static str;
    /// Where it stands in the navigation.
    const PLACE: NavEntry;
    /// How the keys of its messages begin: `-head`, `-lead`, `-seal`, `-none`, `-none-text`; `-new`, `-add` and `-was-added`
    /// where there is a form; `-was-changed` where entries can be changed.
    const WORDS: &'static str;
    /// The heads of the columns, by the keys of their messages.
    const HEADS: &'static [&'static str];

    /// Puts into an address what is meant where nothing is said.
    fn preset(_asked: &mut Typed, _now: Timestamp) {}

    /// What was done once a file was taken over.
    const IMPORTED: &'static str = "imported";

    /// What is asked for, unless it cannot be read.
    fn wanted(asked: &Typed) -> Option<<Self::Entry as Entry>::Wanted>;

    /// What the list can be narrowed by.
    fn filters(visit: &Visitor, asked: &Typed) -> Vec<Filter>;

    /// The row of an entry, with a cell for each head.
    fn row(visit: &Visitor, shown: &<Self::Entry as Entry>::Shown) -> Vec<Cell>;

    /// Whether the reader writes entries down.
    fn keeps(visit: &Visitor) -> bool;

    /// The form for one more; none where there is another way.
    fn fields(_visit: &Visitor, _form: &FormFields) -> Vec<Field> {
        Vec::new()
    }

    /// How the name of an exported file ends.
    fn file_name(visit: &Visitor, _asked: &Typed) -> String {
        visit.texts().t(&format!("{}-head", Self::WORDS))
    }

    /// The query that leads to an entry that was just added.
    fn query_of(_entry: &Self::Entry) -> String {
        String::new()
    }

    /// Adds what only this page has.
    fn complete(
        _visit: &Visit,
        _asked: &Typed,
        _page: &mut BookPage,
    ) -> impl Future<Output = Result<(), PageError>> + Send {
        std::future::ready(Ok(()))
    }
}

#[derive(Template)]
#[template(path = "books/book.html")]
pub(crate) struct BookPage {
    pub(crate) frame: Frame,
    pub(crate) path: &'static str,
    words: &'static str,
    /// What stands beside the head.
    pub(crate) title: String,
    /// What stands beside the lead.
    pub(crate) beside: Option<Link>,
    /// Where a new entry is written down, if not here.
    pub(crate) new_at: Option<Link>,
    pub(crate) warning: Option<String>,
    /// What is said of the list as a whole.
    pub(crate) remark: String,
    pub(crate) filters: Vec<Filter>,
    is_narrowed: bool,
    heads: &'static [&'static str],
    pub(crate) rows: Vec<Vec<Cell>>,
    next: Option<String>,
    /// The address of the same list as a file, up to the format; empty where there is none.
    export: String,
    pub(crate) fields: Vec<Field>,
    pub(crate) import: ImportView,
    /// What was proposed to take the place of what stands in the book.
    pub(crate) proposals: Vec<ProposalView>,
    nonce: String,
    pub(crate) note: Option<Note>,
}

impl BookPage {
    /// A page with nothing on it.
    pub(crate) fn new(
        frame: Frame,
        (path, words): (&'static str, &'static str),
        heads: &'static [&'static str],
        import: ImportView,
    ) -> Self {
        Self {
            frame,
            path,
            words,
            title: String::new(),
            beside: None,
            new_at: None,
            warning: None,
            remark: String::new(),
            filters: Vec::new(),
            is_narrowed: false,
            heads,
            rows: Vec::new(),
            next: None,
            export: String::new(),
            fields: Vec::new(),
            import,
            proposals: Vec::new(),
            nonce: nonce(),
            note: None,
        }
    }

    /// The page of a book with these entries; `form` is what was typed before, and what is wrong with it.
    pub(crate) fn of<B: Book>(
        visit: &Visitor,
        asked: &Typed,
        found: &Page<<B::Entry as Entry>::Shown>,
        form: &FormFields,
    ) -> Self {
        let filters = B::filters(visit, asked);
        let query = |path: &str| filters.iter().fold(format!("{path}?"), Filter::add_to);
        let keeps = B::keeps(visit);
        let columns = <<B::Entry as Entry>::New as Line>::COLUMNS;
        let import = ImportView::new(visit, keeps.then(|| format!("{}/import", B::PATH)), columns);
        let frame = visit.frame(B::PLACE, query(B::PATH).trim_end_matches(['?', '&']));
        let mut page = Self::new(frame, (B::PATH, B::WORDS), B::HEADS, import);
        page.next = found.next.as_ref().map(|after| format!("{}after={after}", query(B::PATH)));
        page.export = query(&format!("{}/table", B::PATH));
        page.is_narrowed = filters.iter().any(Filter::narrows);
        page.filters = filters;
        page.set_rows(found.items.iter().map(|shown| B::row(visit, shown)));
        if keeps {
            page.fields = B::fields(visit, form);
        }
        page
    }

    /// Fills the list.
    pub(crate) fn set_rows(&mut self, rows: impl Iterator<Item = Vec<Cell>>) {
        let labels: Vec<String> = self.heads.iter().map(|head| self.frame.t(head)).collect();
        let labelled = |row: Vec<Cell>| row.into_iter().zip(&labels).map(Cell::labelled).collect();
        self.rows = rows.map(labelled).collect();
    }

    /// A message of this book.
    fn say(&self, what: &str) -> String {
        self.frame.t(&format!("{}-{what}", self.words))
    }
}

/// What the list is narrowed to, and what was done before.
type Filters = Query<Vec<(String, String)>>;

/// `GET` of a book.
pub(crate) async fn show<B: Book>(
    visit: Visit,
    Query(pairs): Filters,
) -> Result<Response, PageError> {
    let asked: Typed = pairs.into_iter().collect();
    let done = match asked.one("done") {
        done @ ("proposed" | "confirmed" | "declined" | "withdrawn") => {
            Some(visit.texts().t(&format!("proposal-was-{done}")))
        }
        done @ ("added" | "changed") => Some(visit.texts().t(&format!("{}-was-{done}", B::WORDS))),
        "imported" => {
            Some(visit.texts().n("book-was-imported", asked.one("n").parse().unwrap_or(0_u32)))
        }
        _ => None,
    };
    let mut shown = page_of::<B>(&visit, &asked, Typed::default(), None).await?;
    shown.note = done.map(good);
    Ok(page(StatusCode::OK, &shown))
}

/// `GET` of a book as a file.
pub(crate) async fn table<B: Book>(
    visit: Visit,
    Query(pairs): Filters,
) -> Result<Response, PageError> {
    let mut asked: Typed = pairs.into_iter().collect();
    B::preset(&mut asked, visit.engine.now());
    let wanted = B::wanted(&asked).ok_or(PageError::BadInput)?;
    let format = Wanted::named(asked.one("format")).ok_or(PageError::BadInput)?;
    let table = visit.engine.export_entries::<B::Entry>(visit.person(), wanted).await?;
    let name = B::file_name(&visit, &asked);
    Ok(download(&sheet::worded(table, visit.language), format, &name)?)
}

/// `POST` of one more entry.
pub(crate) async fn add<B: Book<Entry: Added>>(
    visit: Visit,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let sent: Typed = pairs.into_iter().collect();
    let columns = <<B::Entry as Entry>::New as Line>::COLUMNS;
    let cells = columns.iter().map(|column| sent.one(column).trim().to_owned()).collect();
    let new = match typed(cells, &visit.viewer.organisation, visit.engine.now()) {
        Ok(new) => new,
        Err(faults) => return again::<B>(&visit, sent, FormErrors::faulty(&visit, faults)).await,
    };
    let key = key(&sent, B::PATH, "add");
    match visit.engine.add_entry::<B::Entry>(visit.person(), new, key).await {
        Ok(done) => Ok(redirect::<B>(&B::query_of(&done.done), "added")),
        Err(error) => again::<B>(&visit, sent, FormErrors::of(&visit, error)?).await,
    }
}

/// `POST` of what is done with an entry.
pub(crate) async fn change<B>(
    visit: Visit,
    Id(id): Id<<B::Entry as Changed>::Id>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, PageError>
where
    B: Book<Entry: Changed<Id: std::fmt::Display, Change: DeserializeOwned>>,
{
    let sent: Typed = pairs.into_iter().collect();
    let change = serde_json::from_value(sent.one("do").into()).map_err(|_| PageError::BadInput)?;
    let key = key(&sent, B::PATH, &format!("{}-{id}", sent.one("do")));
    match visit.engine.change_entry::<B::Entry>(visit.person(), id, change, key).await {
        Ok(done) => Ok(redirect::<B>(&B::query_of(&done.done), "changed")),
        Err(error) => again::<B>(&visit, Typed::default(), FormErrors::of(&visit, error)?).await,
    }
}

/// `POST` of a file of entries.
pub(crate) async fn import<B: Book>(
    visit: Visit,
    mut posted: Posted,
) -> Result<Response, PageError> {
    let key = key(&posted.typed, B::PATH, "import");
    let taken_over = async {
        let table =
            crate::present::form::book::uploaded(&visit, &mut posted, B::Entry::EXPORTED).await?;
        visit.engine.import_entries::<B::Entry>(visit.person(), table, key).await
    };
    match taken_over.await {
        Ok(done) => {
            let year = done.done.year.map(|year| format!("year={year}&")).unwrap_or_default();
            Ok(redirect::<B>(&format!("{year}n={}&", done.done.entries), B::IMPORTED))
        }
        Err(error) => again::<B>(&visit, Typed::default(), FormErrors::of(&visit, error)?).await,
    }
}

/// Back to the list, which says what was done.
fn redirect<B: Book>(query: &str, done: &str) -> Response {
    Redirect::to(&format!("{}?{query}done={done}", B::PATH)).into_response()
}

async fn again<B: Book>(
    visit: &Visit,
    sent: Typed,
    trouble: FormErrors,
) -> Result<Response, PageError> {
    let status = trouble.status;
    let shown = page_of::<B>(visit, &Typed::default(), sent, Some(trouble)).await?;
    Ok(page(status, &shown))
}

async fn page_of<B: Book>(
    visit: &Visit,
    asked: &Typed,
    sent: Typed,
    trouble: Option<FormErrors>,
) -> Result<BookPage, PageError> {
    let (now, mut meant) = (visit.engine.now(), asked.clone());
    B::preset(&mut meant, now);
    let wanted = B::wanted(&meant).ok_or(PageError::BadInput)?;
    let after = Some(asked.one("after")).filter(|after| !after.is_empty());
    let after = after.map(|after| Cursor::from(after.to_owned()));
    let found = visit.engine.entries::<B::Entry>(visit.person(), wanted, after, ROWS).await?;
    let mut form = FormFields::new(visit.texts(), sent, Names::Book);
    let mut import = ImportView::default();
    let note = trouble.map(|trouble| trouble.say(visit, Some(&mut form), &mut import));
    form.preset(|typed| B::preset(typed, now));
    let mut shown = BookPage::of::<B>(visit, &meant, &found, &form);
    shown.note = note;
    shown.import.fail(import);
    B::complete(visit, &meant, &mut shown).await?;
    Ok(shown)
}
