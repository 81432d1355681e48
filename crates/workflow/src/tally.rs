//! How the answers of a stage's participants count (或签, 会签, 依次, 票签), and whose answer is wanted now.
//!
//! [`tally`] is the only place where answers become an outcome. It reads nothing but the rows, it knows no order in time, and
//! it counts in whole numbers. Where it could err, it errs towards not passing: nothing passes without the consent of at least
//! one person whom the route itself asks.

use serde::{Deserialize, Serialize};

use crate::id::PersonId;
use crate::organisation::Rank;

/// The largest weight of a participant in a vote.
pub const MAX_WEIGHT: u32 = 100;
/// The largest share that a threshold can ask for, in percent.
pub const MAX_PERCENT: u32 = 100;

/// How the answers of the participants count whom the route asks ([`RowPlace::Regular`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// 或签: decided by the first consent. Objections and abstentions leave the others asked; if nobody is left to ask, nobody
    /// has consented, and the stage is contested.
    Any,
    /// 会签: decided when everybody has answered; all are asked at once.
    All,
    /// 依次: decided when everybody has answered; one is asked after the other, in the order of the rows. An objection does not
    /// spare the rest.
    InOrder,
    /// 票签: decided when the thresholds of the rule are certain to be reached or missed; all are asked at once.
    Vote(VoteRule),
}

/// What a vote needs.
///
/// Consents that reach `pass` decide for, unless objections reach `reject` or somebody with a veto objects; both go first, even
/// if `pass` is reached as well. Without `reject`, objections fail a vote only by making `pass` unreachable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VoteRule {
    /// What the weight of consents has to reach.
    pub pass: Threshold,
    /// What the weight of objections has to reach to fail the vote.
    pub reject: Option<Threshold>,
    /// What an abstention does to thresholds in percent. It has no default: whoever writes the rule decides.
    pub abstention: Abstention,
    /// How much the answer of each participant weighs.
    #[serde(default)]
    pub weights: Weights,
    /// The lowest rank whose objection alone fails the vote (一票否决); none has a veto if it is left out.
    pub veto: Option<Rank>,
}

/// What a sum of weights has to reach. Nothing is reached by a weight of 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// This weight, at least 1.
    Count(u32),
    /// This share of the base in percent, 1 to [`MAX_PERCENT`], rounded up to a whole weight. The base is the weight of all
    /// regular rows, less the abstentions that leave it; who has not answered is in it.
    Percent(u32),
}

/// Whether an abstention stays in the base of percentages. Thresholds by count do not care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Abstention {
    /// It stays, and so works like an objection against `pass`.
    Counted,
    /// Its weight leaves the base. If everybody abstains, the base is 0 and the vote fails.
    LeavesBase,
}

/// How much a participant's answer weighs, by rank; each 1 to [`MAX_WEIGHT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Weights {
    /// 主要领导
    pub main_leader: u32,
    /// 分管领导
    pub responsible_leader: u32,
    /// Everybody without a leader's rank.
    pub other: u32,
}

/// Why a rule of voting cannot be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VoteError {
    /// A weight of nothing, or too large a one.
    #[error("a weight is 1 to {MAX_WEIGHT}, not {0}")]
    Weight(u32),
    /// A share of nothing, or of more than all.
    #[error("a threshold in percent is 1 to {MAX_PERCENT}, not {0}")]
    Percent(u32),
    /// A count that is reached before anybody has answered.
    #[error("a threshold by count is at least 1")]
    Count,
}

/// What a participant has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Not yet.
    Open,
    /// Consents.
    Consented,
    /// Objects.
    Objected,
    /// 弃权: has answered, and neither consents nor objects.
    Abstained,
}

/// What the vote of one person weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// Whose.
    pub person: PersonId,
    /// Its weight.
    pub weight: u32,
    /// Whether an objection decides alone.
    pub veto: bool,
}

words! {
    /// How a participant came to be asked, which decides when the turn comes.
    #[derive(Default)]
    pub enum RowPlace {
        /// By the route. Only these rows are counted by the [`Mode`].
        #[default]
        Regular = "regular",
        /// 前加签: before the regular rows, all such rows at once.
        Before = "before",
        /// 并加签: together with the regular rows.
        Beside = "beside",
        /// 后加签: after the regular rows are decided.
        After = "after",
        /// 委派: asked for advice, before everybody else but [`RowPlace::Before`]. The advice is awaited, and a consent in it
        /// counts for nothing.
        Consulted = "consulted",
    }
}

/// One participant's part in a tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What the participant has answered.
    pub answer: Answer,
    /// How much the answer weighs in a vote; elsewhere it is ignored. [`Weights::of`] gives it.
    pub weight: u32,
    /// Whether an objection alone fails a vote, wherever the row stands; elsewhere it is ignored. [`VoteRule::gives_veto`]
    /// says it.
    pub veto: bool,
    /// How the participant came to be asked.
    pub place: RowPlace,
}

/// Where a stage stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tally {
    /// Somebody is still asked.
    Open {
        /// The indexes of the rows whose answer is wanted now, ascending; there is at least one. Nobody else may answer.
        turns: Vec<usize>,
    },
    /// Complete: decided for, and nobody objected whose objection stands.
    Passed,
    /// Complete, with an objection that stands or without a regular consent. It does not say that there is a consent: what
    /// follows must not be a signature without one.
    Contested,
    /// A vote against. It ends the stage at once, whoever is still asked.
    Failed,
}

/// What the regular rows come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Undecided,
    For,
    /// Everybody has answered and nobody has consented.
    Unsupported,
    Against,
}

/// Counts the answers of a stage.
///
/// - While a row of [`RowPlace::Before`] or [`RowPlace::Consulted`] is open, only such rows have a turn.
/// - Then the regular rows have theirs as `mode` says, until they are decided, and those of [`RowPlace::Beside`] with them.
/// - When the regular rows are decided, those of [`RowPlace::After`] have theirs; regular rows that are still open then are not
///   wanted any more.
/// - The stage is complete when the regular rows are decided and every other row is answered, advice included.
/// - It is contested if an added person objected, or a regular one in another mode than a vote, or if no regular row consented.
///   In a vote, regular objections that lose are no contest.
/// - A vote against is [`Tally::Failed`] at once. A vote is never closed while an answer of a regular row could change it.
///
/// Without regular rows nothing passes.
#[must_use]
pub fn tally(mode: Mode, rows: &[Row]) -> Tally {
    let decision = decide(mode, rows);
    if decision == Decision::Against {
        return Tally::Failed;
    }
    let turns = turns(mode, decision, rows);
    if !turns.is_empty() {
        Tally::Open { turns }
    } else if decision == Decision::For && !is_contested(mode, rows) {
        Tally::Passed
    } else {
        Tally::Contested
    }
}

/// Whether these participants pass if all of them consent; what they have answered already does not matter.
///
/// False for a vote whose threshold lies above the weight of everybody together, and where there is no regular row. No other
/// answers could do better: an abstention takes at least as much from the consents as it takes from the base.
#[must_use]
pub fn can_pass(mode: Mode, rows: &[Row]) -> bool {
    let consents: Vec<Row> =
        rows.iter().map(|row| Row { answer: Answer::Consented, ..*row }).collect();
    tally(mode, &consents) == Tally::Passed
}

fn decide(mode: Mode, rows: &[Row]) -> Decision {
    match mode {
        Mode::Any if regular(rows, Answer::Consented).next().is_some() => Decision::For,
        Mode::Any | Mode::All | Mode::InOrder => {
            if regular(rows, Answer::Open).next().is_some() {
                Decision::Undecided
            } else if regular(rows, Answer::Consented).next().is_some() {
                Decision::For
            } else {
                Decision::Unsupported
            }
        }
        Mode::Vote(rule) => Votes::of(rule, rows).decide(),
    }
}

fn regular(rows: &[Row], answer: Answer) -> impl Iterator<Item = &Row> {
    rows.iter().filter(move |row| row.place == RowPlace::Regular && row.answer == answer)
}

fn turns(mode: Mode, decision: Decision, rows: &[Row]) -> Vec<usize> {
    let is_open = |row: &Row| row.answer == Answer::Open;
    let comes_first = |place| matches!(place, RowPlace::Before | RowPlace::Consulted);
    let held = rows.iter().any(|row| is_open(row) && comes_first(row.place));
    let undecided = decision == Decision::Undecided;
    let next = rows.iter().position(|row| is_open(row) && row.place == RowPlace::Regular);
    let has_turn = |index: &usize| match rows[*index].place {
        RowPlace::Before | RowPlace::Consulted => true,
        RowPlace::Regular => !held && undecided && (mode != Mode::InOrder || Some(*index) == next),
        RowPlace::Beside => !held,
        RowPlace::After => !held && !undecided,
    };
    (0..rows.len()).filter(|index| is_open(&rows[*index])).filter(has_turn).collect()
}

fn is_contested(mode: Mode, rows: &[Row]) -> bool {
    let outvoted = |place: RowPlace| match mode {
        Mode::Vote(_) => place == RowPlace::Regular,
        Mode::Any | Mode::All | Mode::InOrder => false,
    };
    rows.iter().any(|row| row.answer == Answer::Objected && !outvoted(row.place))
}

/// The sums of a vote. Weights are added as `u64`, where a hundred times the sum of millions of rows still fits.
struct Votes {
    rule: VoteRule,
    consents: u64,
    objections: u64,
    open: u64,
    /// What percentages are of.
    base: u64,
    vetoed: bool,
    may_be_vetoed: bool,
}

impl Votes {
    fn of(rule: VoteRule, rows: &[Row]) -> Self {
        let sum = |answer| regular(rows, answer).map(|row| u64::from(row.weight)).sum::<u64>();
        let consents = sum(Answer::Consented);
        let objections = sum(Answer::Objected);
        let open = sum(Answer::Open);
        let abstentions = match rule.abstention {
            Abstention::Counted => sum(Answer::Abstained),
            Abstention::LeavesBase => 0,
        };
        Self {
            rule,
            consents,
            objections,
            open,
            base: consents + objections + open + abstentions,
            vetoed: rows.iter().any(|row| row.veto && row.answer == Answer::Objected),
            may_be_vetoed: regular(rows, Answer::Open).any(|row| row.veto),
        }
    }

    /// Both bounds are exact. The best that can still come for `pass` is that everybody consents, the worst that everybody
    /// objects: an abstention takes as much from the base as it withholds from either side, so that it never brings a side
    /// closer to a share of at most 100 percent than an answer for that side does.
    fn decide(&self) -> Decision {
        let Self { consents, objections, open, .. } = *self;
        let fails = self.vetoed || self.rejects(objections) || !self.passes(consents + open);
        let may_fail =
            self.may_be_vetoed || self.rejects(objections + open) || !self.passes(consents);
        match (fails, may_fail) {
            (true, _) => Decision::Against,
            (false, true) => Decision::Undecided,
            (false, false) => Decision::For,
        }
    }

    fn passes(&self, consents: u64) -> bool {
        self.rule.pass.is_reached(consents, self.base)
    }

    fn rejects(&self, objections: u64) -> bool {
        self.rule.reject.is_some_and(|reject| reject.is_reached(objections, self.base))
    }
}

impl Threshold {
    fn is_reached(self, weight: u64, base: u64) -> bool {
        let needed = match self {
            Self::Count(count) => u64::from(count),
            Self::Percent(percent) => (u64::from(percent) * base).div_ceil(100),
        };
        weight >= needed.max(1)
    }

    fn check(self) -> Result<(), VoteError> {
        match self {
            Self::Count(0) => Err(VoteError::Count),
            Self::Percent(percent) if !(1..=MAX_PERCENT).contains(&percent) => {
                Err(VoteError::Percent(percent))
            }
            Self::Count(_) | Self::Percent(_) => Ok(()),
        }
    }
}

impl VoteRule {
    /// What has to hold before a route with this rule is published. Whether `pass` can be reached is known only with the
    /// participants: see [`can_pass`].
    ///
    /// # Errors
    ///
    /// The first fault, as [`VoteError`].
    pub fn check(&self) -> Result<(), VoteError> {
        self.pass.check()?;
        self.reject.map_or(Ok(()), Threshold::check)?;
        let Weights { main_leader, responsible_leader, other } = self.weights;
        let allowed = |weight: &u32| (1..=MAX_WEIGHT).contains(weight);
        let wrong = [main_leader, responsible_leader, other].into_iter().find(|it| !allowed(it));
        wrong.map_or(Ok(()), |weight| Err(VoteError::Weight(weight)))
    }

    /// Whether a participant of this rank has a veto.
    #[must_use]
    pub fn gives_veto(&self, rank: Option<Rank>) -> bool {
        self.veto.is_some_and(|lowest| rank >= Some(lowest))
    }
}

impl Weights {
    /// The weight of a participant of this rank.
    #[must_use]
    pub fn of(&self, rank: Option<Rank>) -> u32 {
        match rank {
            Some(Rank::MainLeader) => self.main_leader,
            Some(Rank::ResponsibleLeader) => self.responsible_leader,
            None => self.other,
        }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self { main_leader: 1, responsible_leader: 1, other: 1 }
    }
}
