//! What happens to a request.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Exception;
use crate::action::{ActionName, Proposing};
use crate::action::{AddedPlace, Resume};
use crate::canonical::Digest;
use crate::content::Actual;
use crate::content::Measure;
use crate::finding::{Finding, RuleId};
use crate::id::{PersonId, RequestId, UnitId};
use crate::kind::Kind;
use crate::number::DocNumber;
use crate::organisation::Rank;
use crate::route::{RouteRef, SkipReason};
use crate::stage_key::StageKey;
use crate::status::Status;
use crate::tally::Ballot;
use crate::tally::Mode;

mod facts;

/// What happens to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Happening {
    /// A draft was begun.
    Created {
        /// Document or meeting.
        kind: Kind,
        /// Issuing or hosting unit.
        unit: UnitId,
        /// Drafting unit.
        drafting_unit: UnitId,
        /// Digest of the content.
        digest: Digest,
        /// Its measure.
        measure: Measure,
    },
    /// The drafter saved another text.
    Saved {
        /// Issuing or hosting unit, which a draft may still change.
        unit: UnitId,
        /// Drafting unit.
        drafting_unit: UnitId,
        /// Digest of the content.
        digest: Digest,
        /// Its measure.
        measure: Measure,
    },
    /// The office corrected the text.
    Corrected {
        /// Digest of the content.
        digest: Digest,
        /// Its measure.
        measure: Measure,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// Approval was asked for.
    Submitted {
        /// How often, this time included.
        round: u32,
        /// The route it takes.
        route: RouteRef,
        /// What has to be accepted on the way.
        exceptions: Vec<Exception>,
        /// The stages whose decisions keep counting, after a return that asked to come straight back.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keep: Vec<StageKey>,
    },
    /// The request came to stand elsewhere, and waits for these people.
    Entered {
        /// Where it stands.
        status: Status,
        /// Whom it waits for.
        people: Vec<PersonId>,
        /// How their answers count.
        mode: Mode,
        /// The day by which they should have answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due_on: Option<NaiveDate>,
        /// What the votes weigh, where not all weigh one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        ballots: Vec<Ballot>,
    },
    /// A stage was left out.
    StageSkipped {
        /// The key of the stage.
        stage: StageKey,
        /// Why.
        #[serde(default, skip_serializing_if = "SkipReason::is_usual")]
        because: SkipReason,
    },
    /// A participant of a stage consented.
    Consented {
        /// The key of the stage.
        stage: StageKey,
        /// The digest that was in front of the participant.
        digest: Digest,
        /// What was said.
        opinion: String,
    },
    /// A participant of a countersigning stage objected.
    Objected {
        /// The key of the stage.
        stage: StageKey,
        /// The digest that was in front of the participant.
        digest: Digest,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// A participant of a vote abstained.
    Abstained {
        /// At which stage.
        stage: StageKey,
        /// The digest that was in front of the participant.
        digest: Digest,
        /// What was said.
        opinion: String,
    },
    /// Somebody whose advice was asked for gave it.
    Advised {
        /// At which stage.
        stage: StageKey,
        /// The advice.
        opinion: String,
    },
    /// A decision, or the submission, was taken back before anybody else acted on it. Begins a round.
    Retracted {
        /// The stage of the decision; nothing for the submission.
        stage: Option<StageKey>,
        /// The round that begins.
        round: u32,
    },
    /// A participant gave the task to somebody else.
    Transferred {
        /// Whose task it was.
        from: PersonId,
        /// Whose it is.
        to: PersonId,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// An administrator gave the task of somebody who leaves to somebody else.
    HandedOver {
        /// Whose task it was.
        from: PersonId,
        /// Whose it is.
        to: PersonId,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// A participant asked somebody for advice first.
    Consulted {
        /// Whose task waits for the advice.
        by: PersonId,
        /// Who is asked.
        to: PersonId,
        /// What is asked.
        opinion: String,
    },
    /// A participant had somebody else asked as well.
    SignerAdded {
        /// Whose decision it was to ask.
        by: PersonId,
        /// Who is asked.
        person: PersonId,
        /// When.
        place: AddedPlace,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// Somebody who was added is not asked after all.
    SignerRemoved {
        /// The person whom it concerns.
        person: PersonId,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// Sent back to a stage behind. Begins a round.
    SentBack {
        /// From which stage.
        from: StageKey,
        /// To which.
        to: StageKey,
        /// How it goes on.
        then: Resume,
        /// The stages whose decisions keep counting.
        keep: Vec<StageKey>,
        /// The round that begins.
        round: u32,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// Given to people to read.
    Circulated {
        /// To whom.
        to: BTreeSet<PersonId>,
        /// What they are told.
        opinion: String,
    },
    /// Somebody to whom it was given has read it.
    Read,
    /// Somebody said something about it.
    Commented {
        /// What.
        opinion: String,
    },
    /// Those who keep it waiting were urged.
    Urged {
        /// Who.
        people: Vec<PersonId>,
    },
    /// Those who keep it waiting beyond its day were reminded, by the clock.
    Reminded {
        /// Who.
        people: Vec<PersonId>,
        /// Who is told as well.
        escalated_to: Vec<PersonId>,
    },
    /// It was suspended.
    Suspended {
        /// Who may take it up again.
        people: Vec<PersonId>,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// It was taken up again.
    Resumed {
        /// What was said.
        opinion: String,
    },
    /// It was ended by the office.
    Terminated {
        /// The reason that the actor gave.
        opinion: String,
    },
    /// It takes a newer version of its route from now on.
    Rerouted {
        /// Which.
        route: RouteRef,
    },
    /// Something was proposed that a second person has to agree to.
    Proposed {
        /// What.
        what: Proposing,
        /// Who may agree.
        people: Vec<PersonId>,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// The second person agreed.
    Confirmed {
        /// What was said.
        opinion: String,
    },
    /// The second person did not agree.
    Declined {
        /// Whose proposal it was.
        by: PersonId,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// The meeting became a part of another.
    Merged {
        /// The meeting that takes it in.
        into: RequestId,
    },
    /// Another meeting became a part of this one. Begins a round.
    Absorbed {
        /// Which.
        from: RequestId,
        /// Digest of the content.
        digest: Digest,
        /// Its measure.
        measure: Measure,
        /// What has to be accepted on the way.
        exceptions: Vec<Exception>,
        /// The round that begins.
        round: u32,
    },
    /// The meeting is to be held back to back with another.
    Clustered {
        /// The other meeting.
        with: RequestId,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// The meeting is to be held otherwise than was approved. Begins a round.
    Rescheduled {
        /// Digest of the content.
        digest: Digest,
        /// Its measure.
        measure: Measure,
        /// What has to be accepted on the way.
        exceptions: Vec<Exception>,
        /// The round that begins.
        round: u32,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// The meeting is held elsewhere; all else stays as approved.
    VenueChanged {
        /// Where.
        venue: String,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// A few people more or less come than was approved; all else stays as approved.
    HeadcountChanged {
        /// How many people come.
        headcount: u32,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// Its number was given up before it was issued.
    Voided {
        /// Which.
        number: DocNumber,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 撤销: void from the beginning.
    Revoked {
        /// The document that does it.
        by_document: String,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// 废止: void from then on.
    Repealed {
        /// The document that does it.
        by_document: String,
        /// The reason that the actor gave.
        opinion: String,
    },
    /// Sent back to the drafter for changes.
    Returned {
        /// The reason that the actor gave.
        opinion: String,
        /// The stage to which it comes straight back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        come_back: Option<StageKey>,
    },
    /// Sent back because rules now find what they had not found before.
    ReturnedByRules {
        /// What they find.
        findings: Vec<Finding>,
    },
    /// Refused for good.
    Rejected {
        /// The reason that the actor gave.
        opinion: String,
    },
    /// Taken back by the drafter.
    Withdrawn {
        /// The reason that the actor gave.
        opinion: String,
    },
    /// The signature that makes the content final.
    Signed {
        /// The content that was signed.
        digest: Digest,
        /// The rank of the signature.
        rank: Rank,
        /// 成文日期
        doc_date: NaiveDate,
        /// The exceptions that were accepted, each ticked.
        accepted: Vec<RuleId>,
    },
    /// 复核 passed.
    Rechecked {
        /// The content that was checked.
        digest: Digest,
    },
    /// 发文字号 was taken.
    Numbered {
        /// The number.
        number: DocNumber,
        /// The content that carries it.
        digest: Digest,
    },
    /// 用印
    SealAffixed {
        /// The content that was sealed.
        digest: Digest,
    },
    /// 印发
    Issued {
        /// 印发日期
        issued_on: NaiveDate,
        /// The content that was issued.
        digest: Digest,
    },
    /// 归档
    Archived,
    /// The notice of a meeting went out.
    NoticeSent {
        /// The content that was announced.
        digest: Digest,
    },
    /// The meeting was held.
    Held {
        /// How it went.
        actual: Actual,
    },
    /// A held meeting was closed.
    Closed,
    /// A meeting was called off.
    Cancelled {
        /// The reason that the actor gave.
        opinion: String,
    },
    /// Recorded without approval (报备).
    Filed,
    /// Somebody tried something and was refused. Changes nothing, and is kept.
    Refused {
        /// What was tried.
        action: ActionName,
        /// The code of the refusal.
        code: String,
        /// The rules that stood against it.
        rules: Vec<RuleId>,
    },
}
