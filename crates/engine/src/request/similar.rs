//! Texts and meetings that are alike, and who may lay two of them side by side.
//!
//! Whoever may see a request is told from which stored texts it takes its words: their titles, who wrote them, and how much.
//! That is for those who may see the other one as well, and for those whose decision the present request waits for or had: they
//! have to judge whether it was copied. For them it is opened only as far as the two are alike indeed, so that nobody is shown a
//! stranger's text because somebody put its identifier into an address. A stranger's draft is shown to nobody.
//!
//! Everybody else learns that there is a text, and a share rounded to ten per cent: nothing that tells which text it is, nothing
//! while the present text can still be changed, nothing of what is alike in a few words only, and nothing more after so many
//! different texts in a day. Whoever could ask about any text, as often as they like, and was answered exactly, would read a
//! hidden text letter by letter.

use std::collections::BTreeSet;
use std::sync::Arc;

use baopi_persistence::{Copied, SimilarReport, StoreError, TextPlace, Txn};
use baopi_workflow::request::authority;
use baopi_workflow::rules::Known;
use baopi_workflow::rules::knowledge::Source;
use baopi_workflow::similarity::{self, OrganNames, Passage, Ratio};
use baopi_workflow::{
    ActionName, Content, Digest, DocumentContent, IncomingId, Kind, MeetingContent, Organisation,
    PersonId, Request, RequestId, Status, Timestamp, UnitId,
};
use uuid::Uuid;

use crate::engine::Engine;
use crate::error::{EngineError, PerformError};

/// From this share on, in per cent, those who decide may read the text from which another was taken.
pub const OPENED_FROM: u32 = 50;
/// From these shares on, in per cent, those who decide may see a meeting beside another: of the title, and of those who attend.
pub const MEETING_OPENED_FROM: (u32, u32) = (60, 70);

/// From this share on, in per cent, somebody who may not read a text learns that there is one.
pub const TOLD_FROM: u32 = 50;
/// From so many letters in a row on, too: whoever has those has the sentence.
pub const TOLD_FROM_LETTERS: usize = 40;

/// The stored texts from which a request takes words, as one person may know of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SimilarTexts {
    /// Those that this person may read, the most copied first.
    pub open: Vec<SimilarText>,
    /// Of each of the others how much of the present text stands in it, in per cent, rounded to ten.
    pub hidden: Vec<u32>,
    /// Whether the others were left out, because this person asked about [`MAX_TEXTS_A_DAY`](crate::MAX_TEXTS_A_DAY) texts today.
    pub is_limited: bool,
}

/// A stored text from which a request takes words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarText {
    /// The request, or the text that came in.
    pub other: Uuid,
    /// Whether it is a request of ours.
    pub is_request: bool,
    /// Its title.
    pub title: String,
    /// Who wrote it, by name.
    pub from: String,
    /// When it was submitted, or came in.
    pub at: Timestamp,
    /// How much of the present text stands in it.
    pub ratio: Ratio,
}

/// Two that are alike, side by side.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The present request.
    pub request: Request,
    /// Its title.
    pub title: String,
    /// The title of the other.
    pub other_title: String,
    /// Who wrote the other, by name.
    pub other_from: String,
    /// The other request, where it is one that this person may open.
    pub open: Option<RequestId>,
    /// What they have in common.
    pub common: Common,
    /// For the names.
    pub organisation: Arc<Organisation>,
}

/// What two requests have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Common {
    /// Passages of their texts.
    Texts {
        /// The present text.
        text: String,
        /// The other one.
        other: String,
        /// What stands in both.
        passages: Vec<Passage>,
        /// How much of the present text stands in the other.
        ratio: Ratio,
    },
    /// Titles and those who attend.
    Meetings {
        /// How alike the titles are.
        titles: Ratio,
        /// How alike the sets of units are.
        units: Ratio,
        /// Units of the present meeting, hosts included.
        here: BTreeSet<UnitId>,
        /// Units of the other one.
        there: BTreeSet<UnitId>,
        /// Of proposing a merger and holding both back to back, what this person may do now.
        offers: Vec<ActionName>,
    },
}

/// The other one, as it is kept.
struct Other {
    title: String,
    from: String,
    text: String,
    open: Option<RequestId>,
    may_read: bool,
}

impl Engine {
    /// Makes the index of texts anew from the stored ones, and says how many there are. While it is under way nothing is found
    /// in it.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if a text cannot be read or the index not be written. The index is then not whole, and says so.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn rebuild_similar(&self) -> Result<u64, EngineError> {
        Ok(self.store().rebuild_similar().await?)
    }

    /// Compares the index with the stored texts. What is submitted meanwhile may be taken for a fault.
    ///
    /// # Errors
    ///
    /// [`EngineError::Store`] if they cannot be read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn check_similar(&self) -> Result<SimilarReport, EngineError> {
        Ok(self.store().check_similar().await?)
    }

    /// The stored texts from which a request takes words, the most copied first; missing if they cannot be looked up now. A
    /// meeting has none.
    ///
    /// # Errors
    ///
    /// [`PerformError::NotFound`] also for what this person may not see.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn similar(
        &self,
        viewer: PersonId,
        id: RequestId,
    ) -> Result<Known<SimilarTexts>, PerformError> {
        let (request, content, organisation) = self.seen(viewer, id).await?;
        let mut similar = SimilarTexts::default();
        let Content::Document(document) = &content else { return Ok(Known::Is(similar)) };
        let text = similarity::text(document);
        let Known::Is(found) = self.store().copied_from(&text, Some(id)).await? else {
            return Ok(Known::Missing);
        };
        let mut hidden = Vec::new();
        for copied in found {
            let opened = decides(&request, viewer) && copied.ratio.at_least(OPENED_FROM);
            if opened || self.reads(viewer, &copied.place, &organisation).await? {
                similar.open.push(named(copied, &organisation));
            } else {
                hidden.push(copied);
            }
        }
        // A text that can still be changed would be changed until it fits.
        if !hidden.is_empty() && !is_draft(&request.status) {
            let (today, asked) = (self.now().date(), Digest::of(text.as_bytes()));
            similar.is_limited = !self.questions().allow(viewer, today, asked);
            if !similar.is_limited {
                similar.hidden = self.told_of(&text, hidden).await?;
            }
        }
        Ok(Known::Is(similar))
    }

    /// How alike a text is to those of these that have more in common with it than a few words.
    async fn told_of(&self, text: &str, hidden: Vec<Copied>) -> Result<Vec<u32>, StoreError> {
        let mut told = Vec::new();
        for Copied { place, ratio, .. } in hidden {
            let is_alike = ratio.at_least(TOLD_FROM) || {
                let (TextPlace::Request { request: RequestId(id), .. }
                | TextPlace::Incoming { id, .. }) = place;
                let source = self.store().find_source(id).await?;
                source.is_some_and(|source| {
                    similarity::longest(text, &source.text) >= TOLD_FROM_LETTERS
                })
            };
            told.extend(is_alike.then(|| ratio.about()));
        }
        Ok(told)
    }

    /// What a request asks for.
    ///
    /// # Errors
    ///
    /// [`PerformError::NotFound`] also for what this person may not see.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn kind_of(&self, viewer: PersonId, id: RequestId) -> Result<Kind, PerformError> {
        self.seen(viewer, id).await.map(|(request, _, _)| request.kind)
    }

    /// Two requests that are alike, or a request and a text that came in, side by side.
    ///
    /// # Errors
    ///
    /// [`PerformError::NotFound`] also for what this person may not see or read.
    #[tracing::instrument(level = "debug", skip_all)]
    pub async fn compare(
        &self,
        viewer: PersonId,
        id: RequestId,
        other: Uuid,
    ) -> Result<Comparison, PerformError> {
        let (request, content, organisation) = self.seen(viewer, id).await?;
        if other == id.0 {
            return Err(PerformError::NotFound);
        }
        match &content {
            Content::Document(document) => {
                let other = self.other_text(viewer, other, &organisation).await?;
                compare_texts(viewer, request, document, (other, organisation))
            }
            Content::Meeting(meeting) => {
                self.compare_meetings(viewer, (&request, meeting), other, organisation).await
            }
            Content::Inspection(_) => Err(PerformError::NotFound),
        }
    }

    /// The texts that came in and from which a content takes something, as the rules know them.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if they cannot be read.
    pub(crate) async fn sources_of(
        &self,
        content: &Content,
    ) -> Result<Known<Vec<Source>>, StoreError> {
        let Content::Document(document) = content else { return Ok(Known::Is(Vec::new())) };
        let organisation = self.store().organisation().await?;
        let found = self.store().copied_from_incoming(&similarity::text(document)).await?;
        Ok(as_known(found, &organisation))
    }

    /// Whether this person may see the request or the incoming document that has a text.
    async fn reads(
        &self,
        viewer: PersonId,
        place: &TextPlace,
        organisation: &Organisation,
    ) -> Result<bool, PerformError> {
        match place {
            TextPlace::Request { request, .. } => {
                Ok(self.visible(viewer, [*request]).await?.contains(request))
            }
            TextPlace::Incoming { id, .. } => {
                let document = self.store().find_incoming(IncomingId(*id)).await?;
                Ok(document.is_some_and(|document| document.may_see(viewer, organisation)))
            }
        }
    }

    /// A text that was submitted or came in. A draft that this person may see is nobody's source either.
    async fn other_text(
        &self,
        viewer: PersonId,
        id: Uuid,
        organisation: &Organisation,
    ) -> Result<Other, PerformError> {
        if let Some(source) = self.store().find_source(id).await? {
            let may_read = self.reads(viewer, &source.place, organisation).await?;
            let (from, open) = match source.place {
                TextPlace::Request { request, unit, .. } => {
                    (organisation.unit_name(unit).to_owned(), may_read.then_some(request))
                }
                TextPlace::Incoming { sender, .. } => (sender, None),
            };
            return Ok(Other { title: source.title, from, text: source.text, open, may_read });
        }
        Err(PerformError::NotFound)
    }

    async fn compare_meetings(
        &self,
        viewer: PersonId,
        (request, meeting): (&Request, &MeetingContent),
        other: Uuid,
        organisation: Arc<Organisation>,
    ) -> Result<Comparison, PerformError> {
        let found = self.store().find_request(RequestId(other)).await?;
        let Some((other, Content::Meeting(content))) = &found else {
            return Err(PerformError::NotFound);
        };
        let (here, there) = (units(meeting), units(content));
        let names = OrganNames::of(&organisation);
        let titles = similarity::title(&meeting.title, &content.title, &names);
        let alike = similarity::attendees(&here, &there);
        let all = found.as_ref().map(|(_, content)| content);
        let sees = all.is_some_and(|all| {
            authority::may_see(other, all, &organisation, (viewer, self.now().date()))
        });
        let (title_from, units_from) = MEETING_OPENED_FROM;
        let opened = decides(request, viewer)
            && !is_draft(&other.status)
            && (titles.at_least(title_from) || alike.at_least(units_from));
        if !sees && !opened {
            return Err(PerformError::NotFound);
        }
        let mut offers =
            if sees { self.view(viewer, request.id).await?.offers } else { Vec::new() };
        offers.retain(|offer| matches!(offer, ActionName::ProposeMerge | ActionName::Cluster));
        let common = Common::Meetings { titles, units: alike, here, there, offers };
        Ok(Comparison {
            request: request.clone(),
            title: meeting.title.clone(),
            other_title: content.title.clone(),
            other_from: organisation.unit_name(content.host_unit).to_owned(),
            open: sees.then_some(other.id),
            common,
            organisation,
        })
    }
}

/// As [`Engine::sources_of`], inside a transaction.
///
/// # Errors
///
/// [`StoreError`] if they cannot be read.
pub(crate) async fn sources_in(
    txn: &mut Txn,
    content: &Content,
) -> Result<Known<Vec<Source>>, StoreError> {
    let Content::Document(document) = content else { return Ok(Known::Is(Vec::new())) };
    let organisation = txn.organisation().await?;
    let found = txn.copied_from_incoming(&similarity::text(document)).await?;
    Ok(as_known(found, &organisation))
}

fn as_known(found: Known<Vec<Copied>>, organisation: &Organisation) -> Known<Vec<Source>> {
    match found {
        Known::Missing => Known::Missing,
        Known::Is(found) => {
            let source = |copied: Copied| {
                let SimilarText { title, from, ratio, .. } = named(copied, organisation);
                Source { title, from, shared: ratio.part, of: ratio.whole }
            };
            Known::Is(found.into_iter().map(source).collect())
        }
    }
}

fn named(copied: Copied, organisation: &Organisation) -> SimilarText {
    let Copied { place, title, at, ratio } = copied;
    let (other, from, is_request) = match place {
        TextPlace::Request { request, unit, .. } => {
            (request.0, organisation.unit_name(unit).to_owned(), true)
        }
        TextPlace::Incoming { id, sender } => (id, sender, false),
    };
    SimilarText { other, is_request, title, from, at, ratio }
}

fn compare_texts(
    viewer: PersonId,
    request: Request,
    document: &DocumentContent,
    (other, organisation): (Other, Arc<Organisation>),
) -> Result<Comparison, PerformError> {
    let text = similarity::text(document);
    let ratio = similarity::copied(&text, &other.text);
    let opened = decides(&request, viewer) && ratio.at_least(OPENED_FROM);
    if !other.may_read && !opened {
        return Err(PerformError::NotFound);
    }
    let passages = similarity::passages(&text, &other.text);
    Ok(Comparison {
        title: document.title.clone(),
        other_title: other.title,
        other_from: other.from,
        open: other.open,
        common: Common::Texts { text, other: other.text, passages, ratio },
        request,
        organisation,
    })
}

/// Whether the request waits for this person's decision, or had it in this round; the drafter never decides.
fn decides(request: &Request, person: PersonId) -> bool {
    let asked = request.tasks.iter().any(|task| task.person == person);
    let decided = request.decided.iter().any(|one| one.actor == person || one.principal == person);
    request.drafter != person && (asked || decided)
}

const fn is_draft(status: &Status) -> bool {
    matches!(status, Status::New | Status::Draft | Status::Returned | Status::Withdrawn)
}

/// Those who take part, hosts included.
fn units(meeting: &MeetingContent) -> BTreeSet<UnitId> {
    let hosts = std::iter::once(meeting.host_unit).chain(meeting.co_hosts.iter().copied());
    hosts.chain(meeting.attendee_units.iter().copied()).collect()
}
