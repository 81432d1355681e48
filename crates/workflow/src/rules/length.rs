//! 文件篇幅: FILE-LENGTH and FILE-LENGTH-SPECIAL.

use super::{Case, Finding, Parameter, RuleId, Verdict};
use crate::content::{Content, Scope};
use crate::organisation::Rank;

/// Over the limit is refused, whoever asks and whatever it is; a document about one task has a lower norm, above which it
/// has to say why.
pub(super) fn judge(case: &Case) -> Option<Finding> {
    let Content::Document(document) = case.content else { return None };
    let n = case.measure.characters;
    let found =
        |rule, verdict, limit: u32| Finding::new(rule, verdict).with("n", n).with("limit", limit);
    let limit = case.rules.number(Parameter::FileLength);
    if n > limit {
        return Some(found(RuleId::FileLength, Verdict::Block, limit).with("over", n - limit));
    }
    let limit = case.rules.number(Parameter::FileLengthSpecial);
    let special = document.scope == Some(Scope::Special) && n > limit;
    let verdict = Verdict::NeedsJustification(Rank::ResponsibleLeader);
    special.then(|| found(RuleId::FileLengthSpecial, verdict, limit))
}
