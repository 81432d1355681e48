//! What must always hold, and what must be reached so that it does not hold of nothing.

use baopi_workflow::Kind;
use stateright::Property;

use crate::file::{Decision, overlaps};
use crate::gate::Gate;
use crate::state::{CLIENTS, State, TURNS, Told};

/// The safety properties, with the numbers they have in the design.
pub(crate) const ISSUED_AS_APPROVED: &str = "I1 what is put out was approved, to the byte";
pub(crate) const SEPARATE: &str = "I2 nobody decides about what is their own";
pub(crate) const ENTITLED: &str = "I3 whoever decides holds the post at that moment";
pub(crate) const NAMED: &str = "I4 whoever stands in was named by the principal in person";
pub(crate) const NUMBERS_UNIQUE: &str = "I5 no number is used twice, in the house or outside";
pub(crate) const ISSUED_ONCE: &str = "I6 a request is put out at most once";
pub(crate) const NUMBERS_GAPLESS: &str = "I7 every number up to the last one is used or given up";
pub(crate) const SIGNED_AS_IT_IS: &str = "I9 what stands as signed is the present text";
pub(crate) const ONE_EFFECT: &str = "I11 a command has at most one effect, a person one decision";
pub(crate) const TOLD: &str = "I14 whoever is owed a message has it in the outbox";
pub(crate) const VERSIONS: &str = "I22 the version counts the events";
pub(crate) const SENT_BY_SOMEBODY: &str = "I24 nothing happens that nobody sent";
pub(crate) const KEPT: &str = "I25 what was acknowledged is in the record";
pub(crate) const ONE_ANSWER: &str = "I26 what was refused is not in the record";
pub(crate) const AT_REST: &str = "nothing moves while it is suspended";
pub(crate) const ROOMS: &str = "no room is given to two meetings at once";
pub(crate) const DELIVERED: &str = "what is marked sent is in a mailbox, and stays marked";
pub(crate) const MAIL_GOES_ON: &str = "L1 what is not sent can still be sent";

type Condition = fn(&Gate, &State) -> bool;

fn always(name: &'static str, condition: Condition) -> Property<Gate> {
    Property::always(name, condition)
}

fn sometimes(name: &'static str, condition: Condition) -> Property<Gate> {
    Property::sometimes(name, condition)
}

/// Every property.
pub(crate) fn all() -> Vec<Property<Gate>> {
    let mut all = vec![
        always(ISSUED_AS_APPROVED, |gate, state| {
            gate.files(state).all(|file| file.is_put_out_as_approved())
        }),
        always(SEPARATE, |gate, state| gate.decisions(state, |d| d.separate)),
        always(ENTITLED, |gate, state| gate.decisions(state, |d| d.entitled)),
        always(NAMED, |gate, state| gate.decisions(state, |d| d.named)),
        always(NUMBERS_UNIQUE, Gate::numbers_are_unique),
        always(ISSUED_ONCE, |gate, state| gate.files(state).all(|file| file.is_put_out_once())),
        always(NUMBERS_GAPLESS, Gate::numbers_are_gapless),
        always(SIGNED_AS_IT_IS, |gate, state| {
            gate.files(state).all(|file| file.is_signed_as_it_is())
        }),
        always(ONE_EFFECT, |gate, state| {
            keys().all(|(client, turn)| {
                let effect = state.effects[client][turn];
                effect.done + effect.refused <= 1
            }) && gate.files(state).all(|file| file.decides_once())
        }),
        always(TOLD, Gate::messages_are_written),
        always(VERSIONS, |gate, state| gate.files(state).all(|file| file.counts_its_events())),
        always(SENT_BY_SOMEBODY, Gate::everything_was_sent),
        always(KEPT, |_, state| told(state, Told::Done, 1)),
        always(ONE_ANSWER, |_, state| told(state, Told::Refused, 0)),
        always(AT_REST, |gate, state| {
            gate.files(state).all(|file| !file.rows.moved_while_suspended)
        }),
        always(ROOMS, Gate::rooms_are_free),
        always(DELIVERED, |_, state| {
            let rows = &state.database.outbox;
            rows.iter().all(|row| (!row.sent || row.copies > 0) && (!row.was_sent || row.sent))
        }),
        always(MAIL_GOES_ON, |gate, state| {
            let waits = state.database.outbox.iter().any(|row| !row.sent);
            !waits || !gate.scene(state).mail || gate.mail_can_go_on(state)
        }),
    ];
    all.extend(reached());
    all
}

/// What must be reached; each refusal among it.
fn reached() -> Vec<Property<Gate>> {
    macro_rules! refused {
        ($($code:literal),+ $(,)?) => {
            vec![$(sometimes(concat!("refused: ", $code), |_, state| {
                state.clients.iter().any(|client| client.code == Some($code))
            })),+]
        };
    }
    let mut reached = refused![
        "blocked",
        "classified",
        "not_allowed_now",
        "already_decided",
        "not_yours",
        "nobody_for",
        "opinion_required",
        "opinion_too_long",
        "exceptions_open",
        "objection_unresolved",
        "too_much",
        "not_your_turn",
        "too_soon",
        "suspended",
        "proposal_open",
        "not_eligible",
        "after_signature",
        "room_taken",
        "stage_unknown",
        "route_loses_signature",
        "not_possible",
        "stale",
        "not_found",
    ];
    reached.extend([
        sometimes("one document issued", |_, state| state.papers.len() == 1),
        sometimes("two documents issued", |_, state| state.papers.len() == 2),
        sometimes("an inspection carried out", |gate, state| {
            gate.files(state)
                .any(|file| file.request.kind == Kind::Inspection && !file.rows.put_out.is_empty())
        }),
        sometimes("a message sent twice", |_, state| {
            state.database.outbox.iter().any(|row| row.copies == 2 && row.sent)
        }),
    ]);
    reached
}

fn keys() -> impl Iterator<Item = (usize, usize)> {
    (0..CLIENTS).flat_map(|client| (0..TURNS).map(move |turn| (client, turn)))
}

/// Whoever was told this has so many effects in the record.
fn told(state: &State, told: Told, effects: u8) -> bool {
    keys().all(|(client, turn)| {
        state.clients[client].told[turn] != Some(told)
            || state.effects[client][turn].done == effects
    })
}

impl Gate {
    fn files(&self, state: &State) -> impl Iterator<Item = std::sync::Arc<crate::file::File>> {
        state.database.requests.map(|id| self.shelf.file(id)).into_iter()
    }

    fn decisions(&self, state: &State, right: fn(&Decision) -> bool) -> bool {
        self.files(state).all(|file| file.decisions(right))
    }

    fn numbers_are_unique(&self, state: &State) -> bool {
        let files: Vec<_> = self.files(state).collect();
        let mut used: Vec<_> = files
            .iter()
            .flat_map(|file| file.rows.numbers.iter().map(|number| (*number, file.slot)))
            .chain(state.papers.iter().map(|paper| (paper.number, paper.request)))
            .collect();
        used.sort_unstable();
        used.dedup();
        used.windows(2).all(|pair| pair[0].0 != pair[1].0)
    }

    fn numbers_are_gapless(&self, state: &State) -> bool {
        let files: Vec<_> = self.files(state).collect();
        let mut used: Vec<_> =
            files.iter().flat_map(|file| file.rows.numbers.iter().copied()).collect();
        used.extend(&state.given_up);
        used.sort_unstable();
        used.dedup();
        used.into_iter().eq(1..=state.database.last_number)
    }

    fn rooms_are_free(&self, state: &State) -> bool {
        let files: Vec<_> = self.files(state).collect();
        let [one, other] = [0, 1].map(|slot: usize| files[slot].held_rooms());
        one.iter().all(|room| other.iter().all(|other| !overlaps(room, other)))
    }

    fn messages_are_written(&self, state: &State) -> bool {
        let rows = &state.database.outbox;
        self.files(state).all(|file| {
            let written = rows.iter().map(|row| row.id).filter(|id| id.request == file.slot);
            file.rows.owed.iter().copied().eq(written)
        })
    }

    fn everything_was_sent(&self, state: &State) -> bool {
        let effects = state.effects.iter().flatten().map(|effect| effect.done + effect.refused);
        self.files(state).map(|file| file.rows.saves).sum::<u8>() == effects.sum::<u8>()
    }
}
