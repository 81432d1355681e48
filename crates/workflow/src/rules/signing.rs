//! 签发权限: SIGNER-RANK, the matrix of who must sign.

use super::{Finding, RuleId, Verdict};
use crate::content::{Category, Content, Direction, DocType, MeetingClass};
use crate::organisation::Rank;

/// The lowest rank whose signature is enough.
///
/// 条例 Art. 22: important documents and every upward one are signed by the main leader. So is whatever has an exception
/// that only the main leader may accept.
#[must_use]
pub fn rank_required(content: &Content, findings: &[Finding]) -> Rank {
    let by_exception =
        findings.iter().any(|f| f.verdict == Verdict::NeedsJustification(Rank::MainLeader));
    let important = match content {
        Content::Document(document) => {
            let types = [DocType::Resolution, DocType::Decision, DocType::Order, DocType::Motion];
            document.direction == Some(Direction::Upward)
                || document.doc_type.is_some_and(|doc_type| types.contains(&doc_type))
                || document.category == Some(Category::Policy)
                || document.normative
                || !document.joint_units.is_empty()
        }
        Content::Meeting(meeting) => {
            matches!(meeting.class, Some(MeetingClass::I | MeetingClass::II))
        }
        // 一事一报: what stands in no plan is an exception, and goes to the main leader as such.
        Content::Inspection(_) => false,
    };
    if by_exception || important { Rank::MainLeader } else { Rank::ResponsibleLeader }
}

/// The finding against a signature of too low a rank.
pub(crate) fn judge(
    content: &Content,
    findings: &[Finding],
    rank: Option<Rank>,
) -> Option<Finding> {
    let required = rank_required(content, findings);
    (rank < Some(required)).then(|| {
        let field = |rank: Option<Rank>| match rank {
            None => "rank-none",
            Some(Rank::ResponsibleLeader) => "rank-responsible-leader",
            Some(Rank::MainLeader) => "rank-main-leader",
        };
        let fact = |rank| super::Fact::Field(field(rank).to_owned());
        Finding::block(RuleId::SignerRank)
            .with("required", fact(Some(required)))
            .with("rank", fact(rank))
    })
}
