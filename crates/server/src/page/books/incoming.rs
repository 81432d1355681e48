//! 收文: the register of incoming documents. A new one has a form of its own, and each has its page.

use baopi_engine::IncomingWanted;
use baopi_messages::Args;
use baopi_workflow::incoming::{Incoming, IncomingState, register_of};

use super::{Book, BookPage, Cell, Filter, Link};
use crate::door::address::INCOMING;
use crate::present::fault::PageError;
use crate::present::form::choice::Choice;
use crate::present::form::typed::Typed;
use crate::present::frame::NavEntry;
use crate::present::status::UrgencyView;
use crate::present::visit::Visit;
use crate::present::visitor::Visitor;

pub(crate) mod new;
pub(crate) mod one;

pub(crate) struct Register;

/// The colour of a state.
pub(crate) const fn tone(state: IncomingState) -> &'static str {
    match state {
        IncomingState::Received => "soon",
        IncomingState::Registered
        | IncomingState::Proposed
        | IncomingState::Instructed
        | IncomingState::Handling
        | IncomingState::Circulating => "wait",
        IncomingState::Done | IncomingState::Archived => "done",
        IncomingState::SentBack => "bad",
    }
}

impl Book for Register {
    type Entry = Incoming;

    const PATH: &'static str = INCOMING;
    const PLACE: NavEntry = NavEntry::Incoming;
    const WORDS: &'static str = "incoming";
    const HEADS: &'static [&'static str] = &[
        "book-field-number",
        "book-field-title",
        "book-field-from-unit",
        "book-field-received-at",
        "book-field-deadline",
        "book-field-state",
    ];

    fn wanted(asked: &Typed) -> Option<IncomingWanted> {
        let state = match asked.one("state") {
            "" => None,
            key => Some(IncomingState::of_key(key)?),
        };
        Some(IncomingWanted { mine: asked.has("mine"), state })
    }

    fn filters(visit: &Visitor, asked: &Typed) -> Vec<Filter> {
        let texts = visit.texts();
        let state = |state: IncomingState| Choice {
            value: state.key().to_owned(),
            label: baopi_messages::incoming_state(visit.language, state),
        };
        let states = IncomingState::ALL.iter().copied().map(state).collect();
        vec![
            Filter::new(asked, "state", texts.t("book-field-state"))
                .of(states, texts.t("incoming-all-states")),
            Filter::new(asked, "mine", texts.t("incoming-mine")),
        ]
    }

    fn row(visit: &Visitor, document: &Incoming) -> Vec<Cell> {
        let texts = visit.texts();
        let Incoming { id, fields, number, state, .. } = document;
        let number =
            number.map_or_else(|| texts.t("incoming-number-none"), |number| number.to_string());
        let mut title = Cell::plain(&fields.title).leading_to(format!("{INCOMING}/{id}"));
        if let Some(urgency) = UrgencyView::new(texts, fields.urgency) {
            title = title.mark(urgency.tone, urgency.text, None);
        }
        let state_text = baopi_messages::incoming_state(visit.language, *state);
        vec![
            Cell::new(number).class("number nowrap"),
            title,
            Cell::new(&fields.from_unit),
            Cell::short(texts.at(fields.received_at)),
            Cell::short(fields.deadline.map(|date| date.to_string()).unwrap_or_default()),
            Cell::new("").mark(tone(*state), state_text, None),
        ]
    }

    fn keeps(visit: &Visitor) -> bool {
        register_of(visit.person(), &visit.viewer.organisation).is_some()
    }

    async fn complete(visit: &Visit, _: &Typed, page: &mut BookPage) -> Result<(), PageError> {
        let texts = visit.texts();
        page.new_at = Self::keeps(visit)
            .then(|| Link { href: format!("{INCOMING}/new"), label: texts.t("incoming-new") });
        let punctuality = visit.engine.incoming_punctuality(visit.person()).await?;
        if let Some((all, late)) = punctuality.filter(|(all, _)| *all > 0) {
            let figures = Args::new().with("registered", all).with("late", late);
            page.remark = texts.with("incoming-punctuality", &figures);
        }
        Ok(())
    }
}
