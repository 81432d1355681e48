//! What a move does to the rooms of meetings, and meetings that become one.

use std::collections::BTreeSet;

use baopi_workflow::request::booking::{Booking, bookings};
use baopi_workflow::{Happening, Kind, Status, Timestamp};
use sea_orm::Value;

use super::Move;
use crate::booking::stored_key;
use crate::column::{Bind, values};
use crate::error::StoreError;
use crate::txn::Txn;

/// A room, from when, and until when.
type Room = (String, Timestamp, Timestamp);

/// What a meeting does with its rooms.
enum Rooms {
    /// It has these.
    Has(BTreeSet<Room>),
    /// It has what it had: it was held, or nothing about it changed.
    Keeps,
}

impl Txn {
    /// A meeting that becomes a part of another names it, with the events of both.
    pub(super) async fn insert_mergers(&mut self, moves: &[Move<'_>]) -> Result<(), StoreError> {
        let merged = |happening: &Happening| matches!(happening, Happening::Merged { .. });
        let row = |step: &Move<'_>| {
            let event = &step.event(merged)?.event;
            let Happening::Merged { into } = event.what else { return None };
            let host = moves.iter().find(|host| host.next.id == into)?;
            let from = step.next.id;
            let absorbed = |happening: &Happening| {
                let Happening::Absorbed { from: absorbed, .. } = happening else { return false };
                *absorbed == from
            };
            Some(values![from, into, event.seq, host.event(absorbed)?.event.seq])
        };
        let rows = moves.iter().filter_map(row).collect();
        self.sql.insert("merger (request, into_request, seq, into_seq)", rows, "").await
    }

    /// Rooms are given up before any is booked, so that one meeting may follow another into a room in one transaction.
    pub(super) async fn move_rooms(&mut self, moves: &[Move<'_>]) -> Result<(), StoreError> {
        let mut rows = Vec::new();
        for step in moves {
            let Rooms::Has(wanted) = step.rooms() else { continue };
            if self.rooms_of(step).await? == wanted {
                continue;
            }
            let give_up = "UPDATE booking SET active = $2 WHERE request = $1 AND active";
            self.sql.execute(give_up, values![step.next.id, false]).await?;
            let seq = step.transition.chain_before() + 1;
            rows.extend(wanted.into_iter().map(|(venue, starts_at, ends_at)| {
                values![step.next.id, seq, venue, starts_at, ends_at, true]
            }));
        }
        let into = "booking (request, seq, venue, starts_at, ends_at, active)";
        self.sql.insert(into, rows, "").await
    }

    async fn rooms_of(&mut self, step: &Move<'_>) -> Result<BTreeSet<Room>, StoreError> {
        let list = "SELECT venue, starts_at, ends_at FROM booking WHERE request = $1 AND active";
        let rows = self.sql.all(list, values![step.next.id]).await?;
        rows.iter()
            .map(|row| Ok((row.get("venue")?, row.get("starts_at")?, row.get("ends_at")?)))
            .collect()
    }
}

impl Move<'_> {
    fn rooms(&self) -> Rooms {
        let status = &self.next.status;
        let creates = self.transition.creates();
        let held = matches!(status, Status::Held | Status::Closed);
        if creates || held || !self.makes_version() || self.next.kind == Kind::Document {
            return Rooms::Keeps;
        }
        if !matches!(status, Status::Approved | Status::Noticed) {
            return Rooms::Has(BTreeSet::new());
        }
        let room = |Booking { venue, starts_at, ends_at }| (stored_key(&venue), starts_at, ends_at);
        Rooms::Has(bookings(self.next, &self.content).into_iter().map(room).collect())
    }

    /// The column that says which room the meeting has from now on, if the move says so.
    pub(super) fn venue(&self) -> Option<Value> {
        let Rooms::Has(rooms) = self.rooms() else { return None };
        Some(rooms.into_iter().next().map(|(venue, _, _)| venue).bind())
    }
}
