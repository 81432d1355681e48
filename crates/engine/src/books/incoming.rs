//! 收文: what comes in is received, registered, proposed, instructed, handled and archived.

use std::sync::Arc;

use baopi_persistence::{Cursor, IncomingEvent, IncomingFilter, IncomingSource, Page, Txn};
use baopi_workflow::book::{Book, FieldFault, Wrong};
use baopi_workflow::content::{FileRef, MAX_TEXT_BYTES, Urgency};
use baopi_workflow::count::characters;
use baopi_workflow::incoming::{
    self, Incoming, IncomingFields, IncomingNumber, IncomingState, IncomingStep, IncomingText,
    Sight, StepName,
};
use baopi_workflow::{
    Digest, IncomingId, Organisation, PersonId, SystemHappening, Timestamp, Version,
};
use uuid::Uuid;

use super::cells::{Cells, Line};
use super::entry::{Added, Entry};
use super::{BookError, BookRefusal, Booked, Order};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::key::CommandKey;

/// A document that came in.
#[derive(Debug, Clone)]
pub struct NewIncoming {
    /// What stands on the paper.
    pub fields: IncomingFields,
    /// What is written in it, as read from a file or pasted.
    pub text: Option<String>,
    /// The file from which the text was read, which has to have been sent before.
    pub file: Option<FileRef>,
    /// Whether it gets its number at once.
    pub register: bool,
}

/// An incoming document as one person sees it.
#[derive(Debug, Clone)]
pub struct IncomingView {
    /// The document.
    pub document: Incoming,
    /// Its text.
    pub text: Option<String>,
    /// What happened to it, the oldest step first.
    pub steps: Vec<IncomingEvent>,
    /// What this person may do now.
    pub offers: Vec<StepName>,
    /// For the names.
    pub organisation: Arc<Organisation>,
}

/// Which documents a person asks for, among those that they may read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IncomingWanted {
    /// Only those that they handle or read.
    pub mine: bool,
    /// Only those that stand so.
    pub state: Option<IncomingState>,
}

impl Line for NewIncoming {
    const COLUMNS: &'static [&'static str] = &[
        "from_unit",
        "their_number",
        "title",
        "doc_date",
        "received_at",
        "copies",
        "urgency",
        "deadline",
    ];

    fn read(cells: &mut Cells<'_>) -> Option<Self> {
        let received_at = cells.needed("received_at", Cells::instant);
        let fields = IncomingFields {
            from_unit: cells.text("from_unit").to_owned(),
            their_number: cells.text("their_number").to_owned(),
            title: cells.text("title").to_owned(),
            doc_date: cells.date("doc_date"),
            received_at: received_at.unwrap_or_else(|| cells.now()),
            copies: cells.number("copies").unwrap_or(1),
            urgency: cells.word("urgency").unwrap_or_default(),
            deadline: cells.date("deadline"),
        };
        Some(Self { fields, text: None, file: None, register: true })
    }

    fn faults(&self, now: Timestamp) -> Vec<FieldFault> {
        let mut faults = self.fields.faults(now);
        if self.text.as_ref().is_some_and(|text| text.len() > MAX_TEXT_BYTES) {
            let most = u32::try_from(MAX_TEXT_BYTES).unwrap_or(u32::MAX);
            faults.push(FieldFault::new("text", Wrong::TooLong { most }));
        }
        faults
    }
}

/// Each document of a file is received and registered.
impl Entry for Incoming {
    type New = NewIncoming;
    type Shown = Self;
    type Wanted = IncomingWanted;

    const BOOK: Book = Book::Incoming;
    const EXPORTED: &'static [&'static str] = &[
        "number",
        "from_unit",
        "their_number",
        "title",
        "doc_date",
        "received_at",
        "registered_at",
        "copies",
        "urgency",
        "deadline",
        "state",
        "proposal",
        "instruction",
        "note",
    ];
    const MOST: usize = 500;

    fn may_write(person: PersonId, organisation: &Organisation) -> bool {
        incoming::register_of(person, organisation).is_some()
    }

    async fn against(
        new: &NewIncoming,
        txn: &mut Txn,
        order: &Order,
        _: &Organisation,
    ) -> Result<Vec<FieldFault>, BookError> {
        let Some(file) = &new.file else { return Ok(Vec::new()) };
        let is_known = txn.uploaded_by(file.sha256, order.actor).await?;
        let wrong = (!is_known).then(|| FieldFault::new("file", Wrong::Unknown));
        Ok(wrong.into_iter().collect())
    }

    async fn keep(
        txn: &mut Txn,
        order: &Order,
        entries: Vec<(Uuid, NewIncoming)>,
    ) -> Result<Vec<Self>, BookError> {
        let organisation = txn.organisation().await?;
        let mut documents = Vec::new();
        for (id, new) in &entries {
            documents.push(receive(txn, order, IncomingId(*id), new, &organisation).await?);
        }
        Ok(documents)
    }

    /// Those received last first.
    async fn find(
        engine: &Engine,
        viewer: PersonId,
        wanted: IncomingWanted,
        (after, limit): (Option<Cursor>, u32),
    ) -> Result<Page<Self>, EngineError> {
        let organisation = engine.store().organisation().await?;
        let mut filter = IncomingFilter { state: wanted.state, ..IncomingFilter::default() };
        match Sight::of(viewer, &organisation) {
            Sight::Involved => filter.person = Some(viewer),
            Sight::Everything | Sight::Register(_) if wanted.mine => filter.person = Some(viewer),
            Sight::Everything => {}
            Sight::Register(unit) => filter.sight = Some((unit, viewer)),
        }
        Ok(engine.store().incoming(filter, after, limit).await?)
    }

    fn row(document: &Self, _: &Organisation) -> Vec<String> {
        let Incoming { fields, number, registered_at, state, proposal, instructions, note, .. } =
            document;
        let date = |date: Option<chrono::NaiveDate>| date.map(|date| date.to_string());
        let at = |at: Timestamp| {
            at.local().map(|at| at.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
        };
        let instructions: Vec<&str> =
            instructions.iter().map(|instruction| instruction.text.as_str()).collect();
        let word = |value: &Urgency| {
            serde_json::to_value(value).ok().and_then(|word| word.as_str().map(str::to_owned))
        };
        vec![
            number.map(|number| number.to_string()).unwrap_or_default(),
            fields.from_unit.clone(),
            fields.their_number.clone(),
            fields.title.clone(),
            date(fields.doc_date).unwrap_or_default(),
            at(fields.received_at),
            registered_at.map(at).unwrap_or_default(),
            fields.copies.to_string(),
            word(&fields.urgency).unwrap_or_default(),
            date(fields.deadline).unwrap_or_default(),
            state.key().to_owned(),
            proposal.clone().unwrap_or_default(),
            instructions.join("\n"),
            note.clone().unwrap_or_default(),
        ]
    }
}

impl Added for Incoming {
    const ATTEMPT: &'static str = "receive";

    fn texts(new: &NewIncoming) -> Vec<&str> {
        new.fields.texts().chain(new.text.as_deref()).collect()
    }
}

impl Engine {
    /// Takes a step; `seen` is the version that the actor has before them.
    ///
    /// # Errors
    ///
    /// See [`BookError`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn step_incoming(
        &self,
        actor: PersonId,
        (id, seen): (IncomingId, u32),
        step: IncomingStep,
        key: Option<CommandKey>,
    ) -> Result<Booked<Incoming>, BookError> {
        let order = self.wish(actor, (Book::Incoming, step.name().key()), key);
        self.unclassified(actor, step.note()).await?;
        let (step, shared) = (Arc::new(step), order.clone());
        self.book(order, move |txn| {
            let (step, order) = (Arc::clone(&step), shared.clone());
            Box::pin(async move {
                let organisation = txn.organisation().await?;
                let found = txn.lock_incoming(id).await?;
                let document = found
                    .filter(|document| document.may_see(actor, &organisation))
                    .ok_or(BookError::NotFound)?;
                if document.version != seen {
                    return Err(BookError::Stale { current: Version(document.version.into()) });
                }
                take(txn, &order, document, &step, &organisation).await
            })
        })
        .await
    }

    /// A document with all that its page shows.
    ///
    /// # Errors
    ///
    /// [`BookError::NotFound`] also for what this person may not see.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn incoming_view(
        &self,
        viewer: PersonId,
        id: IncomingId,
    ) -> Result<IncomingView, BookError> {
        let organisation = self.store().organisation().await?;
        let found = self.store().find_incoming(id).await?;
        let document = found
            .filter(|document| document.may_see(viewer, &organisation))
            .ok_or(BookError::NotFound)?;
        let text = self.store().incoming_text(id).await?;
        let steps = self.store().incoming_steps(id).await?;
        let offers = document.offers(viewer, &organisation);
        Ok(IncomingView { document, text, steps, offers, organisation })
    }

    /// The file of a document, as it was uploaded.
    ///
    /// # Errors
    ///
    /// [`BookError::NotFound`] also for what this person may not see.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn incoming_file(
        &self,
        viewer: PersonId,
        id: IncomingId,
    ) -> Result<(FileRef, Vec<u8>), BookError> {
        let view = self.incoming_view(viewer, id).await?;
        let file = view.document.text.and_then(|text| text.file).ok_or(BookError::NotFound)?;
        let bytes = self.store().blob(file.sha256).await?.ok_or(BookError::NotFound)?;
        Ok((file, bytes))
    }

    /// Of how many documents of this year's register how many were registered late, for whoever reads a register.
    ///
    /// # Errors
    ///
    /// [`BookError::Engine`].
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn incoming_punctuality(
        &self,
        viewer: PersonId,
    ) -> Result<Option<(u32, u32)>, BookError> {
        let organisation = self.store().organisation().await?;
        let Sight::Register(unit) = Sight::of(viewer, &organisation) else { return Ok(None) };
        Ok(Some(self.store().incoming_punctuality(unit, self.now().year()).await?))
    }
}

async fn receive(
    txn: &mut Txn,
    order: &Order,
    id: IncomingId,
    new: &NewIncoming,
    organisation: &Organisation,
) -> Result<Incoming, BookError> {
    let unit = incoming::register_of(order.actor, organisation).ok_or(BookRefusal::NotYours)?;
    let text = new.text.as_deref().filter(|text| !text.trim().is_empty());
    let kept = text.map(|text| IncomingText {
        sha256: Digest::of(text.as_bytes()),
        characters: characters(text),
        file: new.file.clone(),
    });
    let document = Incoming::received(id, unit, new.fields.clone(), kept);
    txn.insert_incoming(&document, text).await?;
    if let Some(text) = text {
        let (title, sender) = (new.fields.title.clone(), new.fields.from_unit.clone());
        let (text, at) = (text.to_owned(), order.now);
        txn.index_source(&IncomingSource { id: id.0, title, sender, text, at }).await?;
    }
    record(txn, order, &document, StepName::Receive, None).await?;
    if new.register {
        take(txn, order, document, &IncomingStep::Register {}, organisation).await
    } else {
        Ok(document)
    }
}

async fn take(
    txn: &mut Txn,
    order: &Order,
    document: Incoming,
    step: &IncomingStep,
    organisation: &Organisation,
) -> Result<Incoming, BookError> {
    let year = order.now.year();
    // A number that is taken for a step that is refused is given back with the transaction.
    let number = if step.name() == StepName::Register {
        txn.take_incoming_number(document.unit, year).await?
    } else {
        IncomingNumber { year, sequence: 0 }
    };
    let next = document
        .step((order.actor, order.now), step, organisation, number)
        .map_err(BookRefusal::Step)?;
    txn.save_incoming(&next).await?;
    record(txn, order, &next, step.name(), Some(step)).await?;
    Ok(next)
}

async fn record(
    txn: &mut Txn,
    order: &Order,
    document: &Incoming,
    name: StepName,
    step: Option<&IncomingStep>,
) -> Result<(), BookError> {
    let what = SystemHappening::IncomingMoved {
        document: document.id,
        unit: document.unit,
        step: name,
        state: document.state,
        number: document.number,
        note: step.and_then(IncomingStep::note).map(str::to_owned),
        people: step.map(IncomingStep::people).unwrap_or_default(),
        entry: document.digest()?,
    };
    let sealed = txn.append_system(order.by(), what).await?;
    Ok(txn.insert_incoming_step(document, sealed.event.seq).await?)
}
