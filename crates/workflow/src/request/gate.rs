//! The gates around a move: APPROVAL-GATE, CONTENT-FROZEN, SEPARATION, NOTICE-MATCHES-APPROVAL.

use chrono::NaiveDate;

use super::{ActionName, Request};
use crate::canonical::Digest;
use crate::content::Content;
use crate::finding::{Fact, Finding, RuleId};
use crate::id::PersonId;
use crate::organisation::{Organisation, Role};
use crate::stage_key::StageKey;

/// APPROVAL-GATE: something is to be put out that nobody has approved, or not so far.
pub(crate) fn not_approved(request: &Request, action: ActionName) -> Finding {
    Finding::block(RuleId::ApprovalGate)
        .with("action", Fact::Field(format!("action-{}", action.key())))
        .with("status", Fact::Field(format!("status-{}", request.status.phase())))
}

/// CONTENT-FROZEN: what is put out must be what was signed.
pub(crate) fn frozen(request: &Request) -> Option<Finding> {
    let signed = request.signature.as_ref().map(|signature| signature.digest);
    (signed != Some(request.digest)).then(|| {
        let signed = signed.map_or_else(|| "—".to_owned(), |digest| digest.short());
        Finding::block(RuleId::ContentFrozen)
            .with("signed", signed.as_str())
            .with("present", request.digest.short().as_str())
    })
}

/// NOTICE-MATCHES-APPROVAL: day, time, place, units and headcount of a notice are those of the form that was approved. The
/// notice is generated from `content`, which therefore has to be that form.
pub(crate) fn notice(request: &Request, content: &Content) -> Option<Finding> {
    let approved = request.signature.as_ref().map(|signature| signature.digest);
    let present = content.digest().ok();
    if present.is_some() && present == approved {
        return None;
    }
    let named =
        |digest: Option<Digest>| digest.map_or_else(|| "—".to_owned(), |digest| digest.short());
    let finding = Finding::block(RuleId::NoticeMatchesApproval);
    let finding = finding.with("approved", named(approved).as_str());
    Some(finding.with("present", named(present).as_str()))
}

/// SEPARATION: nobody decides about what is their own, in person or through a stand-in, and nobody whose office is to
/// administer or to audit decides at all.
pub(crate) fn separation(
    request: &Request,
    organisation: &Organisation,
    today: NaiveDate,
    (actor, principal): (PersonId, PersonId),
) -> Option<Finding> {
    let block = |case: &str| Some(Finding::block(RuleId::Separation).case(case));
    if request.drafter == actor || request.drafter == principal {
        return block("drafter");
    }
    if organisation.stands_in(request.drafter, actor, request.kind, today) {
        return block("stand-in");
    }
    let barred =
        |role| organisation.person(actor).is_some_and(|person| person.roles.contains(&role));
    if barred(Role::Admin) || barred(Role::Auditor) {
        return block("office");
    }
    None
}

/// SEPARATION between reviewer and signer: whoever reviewed the text for the office does not sign it.
pub(crate) fn reviewer_signs(
    request: &Request,
    reviews: impl Fn(&StageKey) -> bool,
    (actor, principal): (PersonId, PersonId),
) -> Option<Finding> {
    let same = |person: PersonId| person == actor || person == principal;
    let reviewed = request
        .decided
        .iter()
        .any(|decided| reviews(&decided.stage) && (same(decided.actor) || same(decided.principal)));
    reviewed.then(|| Finding::block(RuleId::Separation).case("reviewer"))
}
