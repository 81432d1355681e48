//! What is to be said of each happening beside what it does to a request: one row for each, so that none is forgotten.

use super::Happening;
use crate::event::NoticeKind::{
    Approved, Circulated, Declined, Ended, Issued, MeetingCancelled, MeetingChanged, MeetingNotice,
    Overdue, Proposed, Rejected, Resumed, Returned, Suspended, Urged,
};
use crate::event::Told::{self, Drafter, Guests, Named, Nobody};
use crate::id::PersonId;

/// It concerns a decision.
const DECIDES: bool = true;
/// It changes nothing that anybody decides on.
const ASIDE: bool = false;

macro_rules! said {
    () => {
        ""
    };
    ($opinion:ident) => {
        $opinion.as_str()
    };
}

macro_rules! happenings {
    ($($variant:ident = $name:literal, $decides:ident, $told:expr $(, $opinion:ident)?;)+) => {
        impl Happening {
            /// The name of the type, as in the canonical bytes.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $name),+ }
            }

            /// Whether it concerns a decision: every such event makes a version, and whoever decides on an earlier version is
            /// told so.
            #[must_use]
            pub const fn makes_version(&self) -> bool {
                match self { $(Self::$variant { .. } => $decides),+ }
            }

            /// Who is told of it, beside those whose turn it has become.
            #[must_use]
            pub const fn told(&self) -> Told {
                match self { $(Self::$variant { .. } => $told),+ }
            }

            /// What somebody said with it; empty where nothing was said, or nothing is.
            #[must_use]
            pub fn opinion(&self) -> &str {
                match self { $(Self::$variant { $($opinion,)? .. } => said!($($opinion)?)),+ }
            }
        }
    };
}

#[rustfmt::skip]
happenings! {
    Created = "created", DECIDES, Nobody;
    Saved = "saved", DECIDES, Nobody;
    Corrected = "corrected", DECIDES, Nobody, opinion;
    Submitted = "submitted", DECIDES, Nobody;
    Entered = "entered", DECIDES, Nobody;
    StageSkipped = "stage_skipped", DECIDES, Nobody;
    Consented = "consented", DECIDES, Nobody, opinion;
    Objected = "objected", DECIDES, Nobody, opinion;
    Abstained = "abstained", DECIDES, Nobody, opinion;
    Advised = "advised", DECIDES, Nobody, opinion;
    Retracted = "retracted", DECIDES, Nobody;
    Transferred = "transferred", DECIDES, Nobody, opinion;
    HandedOver = "handed_over", DECIDES, Nobody, opinion;
    Consulted = "consulted", DECIDES, Nobody, opinion;
    SignerAdded = "signer_added", DECIDES, Nobody, opinion;
    SignerRemoved = "signer_removed", DECIDES, Nobody, opinion;
    SentBack = "sent_back", DECIDES, Nobody, opinion;
    Circulated = "circulated", ASIDE, Named(Circulated), opinion;
    Read = "read", ASIDE, Nobody;
    Commented = "commented", ASIDE, Nobody, opinion;
    Urged = "urged", ASIDE, Named(Urged);
    Reminded = "reminded", ASIDE, Named(Overdue);
    Suspended = "suspended", DECIDES, Drafter(Suspended), opinion;
    Resumed = "resumed", DECIDES, Drafter(Resumed), opinion;
    Terminated = "terminated", DECIDES, Drafter(Ended), opinion;
    Rerouted = "rerouted", DECIDES, Nobody;
    Proposed = "proposed", DECIDES, Named(Proposed), opinion;
    Confirmed = "confirmed", DECIDES, Nobody, opinion;
    Declined = "declined", DECIDES, Named(Declined), opinion;
    Merged = "merged", DECIDES, Drafter(Ended);
    Absorbed = "absorbed", DECIDES, Drafter(MeetingChanged);
    Clustered = "clustered", DECIDES, Nobody, opinion;
    Rescheduled = "rescheduled", DECIDES, Guests(MeetingChanged), opinion;
    VenueChanged = "venue_changed", DECIDES, Guests(MeetingChanged), opinion;
    HeadcountChanged = "headcount_changed", DECIDES, Nobody, opinion;
    Voided = "voided", DECIDES, Drafter(Ended), opinion;
    Revoked = "revoked", DECIDES, Drafter(Ended), opinion;
    Repealed = "repealed", DECIDES, Drafter(Ended), opinion;
    Returned = "returned", DECIDES, Drafter(Returned), opinion;
    ReturnedByRules = "returned_by_rules", DECIDES, Drafter(Returned);
    Rejected = "rejected", DECIDES, Drafter(Rejected), opinion;
    Withdrawn = "withdrawn", DECIDES, Nobody, opinion;
    Signed = "signed", DECIDES, Drafter(Approved);
    Rechecked = "rechecked", DECIDES, Nobody;
    Numbered = "numbered", DECIDES, Nobody;
    SealAffixed = "seal_affixed", DECIDES, Nobody;
    Issued = "issued", DECIDES, Drafter(Issued);
    Archived = "archived", DECIDES, Nobody;
    NoticeSent = "notice_sent", DECIDES, Guests(MeetingNotice);
    Held = "held", DECIDES, Nobody;
    Closed = "closed", DECIDES, Nobody;
    Cancelled = "cancelled", DECIDES, Guests(MeetingCancelled), opinion;
    Filed = "filed", DECIDES, Nobody;
    Refused = "refused", ASIDE, Nobody;
}

impl Happening {
    /// The people whom it names to be told of it.
    #[must_use]
    pub fn named(&self) -> Vec<PersonId> {
        if let Self::Urged { people } | Self::Proposed { people, .. } = self {
            people.clone()
        } else if let Self::Reminded { people, escalated_to } = self {
            [people.as_slice(), escalated_to].concat()
        } else if let Self::Circulated { to, .. } = self {
            to.iter().copied().collect()
        } else if let Self::Declined { by, .. } = self {
            vec![*by]
        } else {
            Vec::new()
        }
    }
}
