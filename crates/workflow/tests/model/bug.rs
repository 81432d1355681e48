//! Bugs that are planted, each a configuration of the model, to see that the properties find them.

use baopi_workflow::{Action, Command, Delegation, Organisation, Request};

use crate::fixture::STRANGER;
use crate::property;

/// What is done wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bug {
    /// A request is saved without comparing what was read with what is there now.
    NoCompareAndSet,
    /// The client is told before the transaction commits.
    AcknowledgedBeforeCommit,
    /// Messages are written in a transaction of their own, afterwards.
    OutboxAfterCommit,
    /// The drafter is not known to whoever decides.
    NoSeparation,
    /// A signature stays when the text under it is changed.
    ApprovalNotTiedToDigest,
    /// Nothing is remembered of what was answered.
    NoIdempotencyKey,
    /// The organisation that was read counts, although it has changed since.
    RoleCheckedAtReadOnly,
    /// A number is taken in a transaction of its own, before the one that uses it.
    NumberOutsideTransaction,
    /// Two may take the same number: the counter is not compared and numbers need not be unique.
    NumberNotUnique,
    /// Whether a room is free is asked before, and not when it is taken.
    RoomCheckedThenTaken,
    /// Nobody looks whether a request is suspended.
    SuspensionIgnored,
    /// Whoever once claimed a message may say what became of it.
    LeaseNotCheckedAtMark,
    /// Opening the link in a message decides, and uses the link up.
    LinkConsumedByGet,
    /// A stand-in may name a stand-in.
    DelegationChain,
    /// A backup is restored and numbers are counted from where it stood.
    RestoreWithoutRaisingCounter,
}

impl Bug {
    pub(crate) const ALL: [Self; 15] = [
        Self::NoCompareAndSet,
        Self::AcknowledgedBeforeCommit,
        Self::OutboxAfterCommit,
        Self::NoSeparation,
        Self::ApprovalNotTiedToDigest,
        Self::NoIdempotencyKey,
        Self::RoleCheckedAtReadOnly,
        Self::NumberOutsideTransaction,
        Self::NumberNotUnique,
        Self::RoomCheckedThenTaken,
        Self::SuspensionIgnored,
        Self::LeaseNotCheckedAtMark,
        Self::LinkConsumedByGet,
        Self::DelegationChain,
        Self::RestoreWithoutRaisingCounter,
    ];

    /// The scene in which it shows, and the property that it breaks.
    pub(crate) const fn shows(self) -> (&'static str, &'static str) {
        match self {
            Self::NoCompareAndSet => ("signing", property::VERSIONS),
            Self::AcknowledgedBeforeCommit => ("numbers", property::KEPT),
            Self::OutboxAfterCommit => ("signing", property::TOLD),
            Self::NoSeparation => ("own desk", property::SEPARATE),
            Self::ApprovalNotTiedToDigest => ("correcting", property::ISSUED_AS_APPROVED),
            Self::NoIdempotencyKey => ("numbers", property::ONE_ANSWER),
            Self::RoleCheckedAtReadOnly => ("offices", property::ENTITLED),
            Self::NumberOutsideTransaction => ("numbers", property::NUMBERS_GAPLESS),
            Self::NumberNotUnique => ("numbers", property::NUMBERS_UNIQUE),
            Self::RoomCheckedThenTaken => ("rooms", property::ROOMS),
            Self::SuspensionIgnored => ("halted", property::AT_REST),
            Self::LeaseNotCheckedAtMark => ("mail", property::DELIVERED),
            Self::LinkConsumedByGet => ("links", property::SENT_BY_SOMEBODY),
            Self::DelegationChain => ("stand-ins", property::NAMED),
            Self::RestoreWithoutRaisingCounter => ("restored", property::NUMBERS_UNIQUE),
        }
    }
}

/// The request as a `decide` without separation of duties would see it: written by somebody who has nothing to do with it.
pub(crate) fn without_drafter(request: &Request, command: &Command) -> Request {
    let mut seen = request.clone();
    let own = matches!(
        command.action,
        Action::Create { .. } | Action::Save { .. } | Action::Submit {} | Action::Withdraw { .. }
    );
    if !own {
        seen.drafter = STRANGER;
    }
    seen
}

/// The request after a correction that keeps the signature, as if it had been given for the new text.
pub(crate) fn with_old_signature(before: &Request, mut next: Request) -> Request {
    if next.digest != before.digest && before.signature.is_some() {
        next.status.clone_from(&before.status);
        next.tasks.clone_from(&before.tasks);
        next.signature.clone_from(&before.signature);
        if let Some(signature) = &mut next.signature {
            signature.digest = next.digest;
        }
    }
    next
}

/// The organisation in which every stand-in of a stand-in is one too.
pub(crate) fn with_chains(organisation: &Organisation) -> Organisation {
    let direct = organisation.delegations();
    let mut all = direct.to_vec();
    for first in direct {
        for second in direct.iter().filter(|second| second.from == first.to) {
            all.push(Delegation { from: first.from, ..second.clone() });
        }
    }
    Organisation::new(organisation.units().cloned(), organisation.people().cloned(), all)
}
