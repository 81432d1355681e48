//! Numbers: whether one is right and what became of it, whether all are accounted for, and those that come from paper.

use std::collections::BTreeMap;
use std::sync::Arc;

use baopi_document::Unreadable;
use baopi_persistence::{CounterFilter, Fate, Origin, RegisterFilter, RegisterRow, Txn, VoidRow};
use baopi_workflow::event::By;
use baopi_workflow::number::{
    NumberFault, NumberState, PaperEntry, SeriesReport, faults, offer, paper,
};
use baopi_workflow::rules::numbering;
use baopi_workflow::{
    Digest, DocNumber, Organisation, PersonId, Role, SystemHappening, Timestamp, UnitId,
};

use crate::engine::Engine;
use crate::error::{CommandError, PerformError};
use crate::number::paper::{Line, PaperFault, PaperWords, Register, account, judge, read};
use crate::reason::{Class, Reason};

/// What can be said about a number that somebody typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberCheck {
    /// What was typed.
    pub text: String,
    /// All that is wrong with it.
    pub faults: Vec<NumberFault>,
    /// What is meant, where nothing but the brackets is wrong.
    pub offer: Option<DocNumber>,
    /// The number, if it is of the right form.
    pub number: Option<DocNumber>,
    /// Whose series it is of.
    pub unit: Option<UnitId>,
    /// What stands in the register under it.
    pub found: Option<FoundNumber>,
}

/// A number in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundNumber {
    /// Its entry.
    pub row: RegisterRow,
    /// Whether whoever asks may see the document itself.
    pub may_see: bool,
}

/// What was taken over from paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedNumbers {
    /// SHA-256 of the file.
    pub sha256: Digest,
    /// Numbers that stand on documents.
    pub used: u32,
    /// Numbers that were given up.
    pub void: u32,
    /// The last number of each series and year from then on.
    pub last: Vec<DocNumber>,
}

/// Why a register was not taken over. Nothing of it was.
pub type ImportError = CommandError<ImportRefusal>;

/// What only taking a register over refuses.
#[derive(Debug, thiserror::Error)]
pub enum ImportRefusal {
    /// Only registrars and administrators take registers over.
    #[error("only registrars and administrators may do this")]
    NotYours,
    /// The file is no text.
    #[error("the file cannot be read as text")]
    Unreadable(Unreadable),
    /// Lines are wrong.
    #[error("the register has {} faults", .0.len())]
    Faulty(Vec<PaperFault>),
}

impl Reason for ImportRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotYours => "not_yours",
            Self::Unreadable(_) => "unreadable",
            Self::Faulty(_) => "faulty",
        }
    }

    fn class(&self) -> Class {
        match self {
            Self::NotYours => Class::Forbidden,
            Self::Unreadable(_) | Self::Faulty(_) => Class::Unprocessable,
        }
    }
}

impl From<ImportRefusal> for ImportError {
    fn from(refusal: ImportRefusal) -> Self {
        Self::Refused(refusal)
    }
}

/// A register on its way in; a closure that may run again shares it.
struct Order {
    actor: PersonId,
    sha256: Digest,
    lines: Vec<Line>,
    words: PaperWords,
    now: Timestamp,
}

impl Engine {
    /// Says whether a number is right, whose it is and what became of it, as far as this person may know.
    ///
    /// # Errors
    ///
    /// [`PerformError::Engine`]. A wrong number is no error.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn check_number(
        &self,
        viewer: PersonId,
        text: &str,
    ) -> Result<NumberCheck, PerformError> {
        let mut check = NumberCheck {
            text: text.to_owned(),
            faults: faults(text),
            offer: offer(text),
            number: text.parse().ok(),
            unit: None,
            found: None,
        };
        let Some(number) = &check.number else { return Ok(check) };
        let organisation = self.store().organisation().await?;
        let unit = numbering::unit_of_series(&number.series, &organisation);
        check.unit = unit.map(|unit| unit.id);
        if let Some(row) = self.store().find_number(number).await? {
            let may_see = self.may_see(viewer, &row).await?;
            check.found = Some(FoundNumber { row, may_see });
        } else if check.unit.is_none() {
            check.faults.push(NumberFault::Unregistered);
        }
        Ok(check)
    }

    async fn may_see(&self, viewer: PersonId, row: &RegisterRow) -> Result<bool, PerformError> {
        let Some(request) = row.request else { return Ok(false) };
        match self.seen(viewer, request).await {
            Ok(_) => Ok(true),
            Err(PerformError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Accounts for every number of the series and years that are asked for (断号核查).
    ///
    /// # Errors
    ///
    /// [`PerformError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn number_reports(
        &self,
        filter: CounterFilter,
    ) -> Result<Vec<SeriesReport>, PerformError> {
        Ok(self.store().number_reports(filter).await?)
    }

    /// The series and years, from the last year on, whose numbers are not all accounted for.
    ///
    /// # Errors
    ///
    /// [`PerformError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn counters_with_gaps(&self) -> Result<Vec<(String, i32)>, PerformError> {
        Ok(self.store().counters_with_gaps(self.now().year() - 1).await?)
    }

    /// The numbers that were given up, the last one first, at most [`MAX_PAGE`](baopi_persistence::MAX_PAGE).
    ///
    /// # Errors
    ///
    /// [`PerformError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn voids(&self, filter: RegisterFilter) -> Result<Vec<VoidRow>, PerformError> {
        Ok(self.store().voids(filter).await?)
    }

    /// Takes over a register that was kept on paper, whole or not at all; counters go on after its highest numbers. The
    /// record names the file by its digest.
    ///
    /// # Errors
    ///
    /// See [`ImportError`]; [`ImportRefusal::Faulty`] names every wrong line.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn import_numbers(
        &self,
        actor: PersonId,
        file: &[u8],
        words: &PaperWords,
    ) -> Result<ImportedNumbers, ImportError> {
        check_registers(actor, &*self.store().organisation().await?)?;
        let text = baopi_document::decode(file).map_err(ImportRefusal::Unreadable)?;
        self.unclassified(actor, [text.as_str()]).await?;
        let lines = read(&text, words).map_err(ImportRefusal::Faulty)?;
        let (sha256, words) = (Digest::of(file), words.clone());
        let order = Arc::new(Order { actor, sha256, lines, words, now: self.now() });
        self.store()
            .write(move |txn| {
                let order = Arc::clone(&order);
                Box::pin(async move { order.carry_out(txn).await })
            })
            .await
    }
}

impl Order {
    /// Every counter is locked before it is judged, in the order of their names, so that two imports do not wait for each other.
    async fn carry_out(&self, txn: &mut Txn) -> Result<ImportedNumbers, ImportError> {
        let organisation = txn.organisation().await?;
        check_registers(self.actor, &organisation)?;
        let (entries, mut faults) = judge(&self.lines, &self.words, &organisation, self.now.date());
        let mut counters: BTreeMap<(&str, i32), Vec<(u64, &DocNumber)>> = BTreeMap::new();
        for (line, PaperEntry { number, .. }) in &entries {
            counters.entry((&number.series, number.year)).or_default().push((*line, number));
        }
        let mut last = Vec::new();
        for ((series, year), lines) in &counters {
            let (here, paper) = txn.numbers_taken(series, *year).await?;
            let register = Register { here, paper };
            faults.extend(account(lines, &register));
            last.extend(new_last(lines, &register));
        }
        if !faults.is_empty() {
            faults.sort_by_key(|fault| (fault.line, fault.column));
            return Err(ImportRefusal::Faulty(faults).into());
        }
        let entries: Vec<_> = entries.into_iter().map(|(_, entry)| entry).collect();
        self.write(txn, &entries, last).await
    }

    async fn write(
        &self,
        txn: &mut Txn,
        entries: &[PaperEntry],
        last: Vec<DocNumber>,
    ) -> Result<ImportedNumbers, ImportError> {
        let by = By { actor: Some(self.actor), on_behalf_of: None, at: self.now };
        let count = |state| {
            let entries = entries.iter().filter(|entry| entry.state == state);
            u32::try_from(entries.count()).unwrap_or(u32::MAX)
        };
        let (used, void) = (count(NumberState::Used), count(NumberState::Void));
        let digest = paper::digest(entries)?;
        let what =
            SystemHappening::NumbersImported { file: self.sha256, entries: digest, used, void };
        let event = txn.append_system(by, what).await?.event;
        txn.insert_imported(entries, event.seq, (self.actor, self.now)).await?;
        for DocNumber { series, year, sequence } in last.clone() {
            let what = SystemHappening::RegisterImported { series, year, last: sequence };
            txn.append_system(by, what).await?;
        }
        Ok(ImportedNumbers { sha256: self.sha256, used, void, last })
    }
}

/// The last number of a series and year, if these lines move it on.
fn new_last(lines: &[(u64, &DocNumber)], register: &Register) -> Option<DocNumber> {
    let highest = lines.iter().map(|(_, number)| *number).max()?;
    let before = register.here.iter().chain(&register.paper).max();
    before.is_none_or(|before| *before < highest.sequence).then(|| highest.clone())
}

fn check_registers(actor: PersonId, organisation: &Organisation) -> Result<(), ImportError> {
    let may = [Role::Registrar, Role::Admin];
    let person = organisation.active_person(actor);
    if person.is_some_and(|person| may.iter().any(|role| person.roles.contains(role))) {
        Ok(())
    } else {
        Err(ImportRefusal::NotYours.into())
    }
}

impl FoundNumber {
    /// Its state in a word: `used` for one whose document is issued and in force, `not_issued`, `revoked`, `repealed` or `void`;
    /// `imported_used` or `imported_void` for a number from paper.
    #[must_use]
    pub fn state(&self) -> &'static str {
        match (self.row.origin, self.row.fate()) {
            (Origin::Imported, Fate::Void) => "imported_void",
            (Origin::Imported, _) => "imported_used",
            (Origin::Numbered, Fate::Issued) => "used",
            (Origin::Numbered, Fate::NotIssued) => "not_issued",
            (Origin::Numbered, Fate::Revoked) => "revoked",
            (Origin::Numbered, Fate::Repealed) => "repealed",
            (Origin::Numbered, Fate::Void) => "void",
        }
    }
}
