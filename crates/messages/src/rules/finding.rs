//! What rules say.

use baopi_workflow::rules::Fact;
use baopi_workflow::{Finding, RuleId, Verdict};

use crate::argument::Args;
use crate::word::{date, field, rank};
use crate::{Language, first_of, kebab, text, text_with};

/// What a rule has against a request, with its figures.
#[must_use]
pub fn finding(language: Language, finding: &Finding) -> String {
    sentence(language, finding, "")
}

/// The way out. There is one for every finding.
#[must_use]
pub fn finding_advice(language: Language, finding: &Finding) -> String {
    sentence(language, finding, "-advice")
}

/// The short name of a rule.
#[must_use]
pub fn rule_name(language: Language, rule: RuleId) -> String {
    text(language, &format!("rule-{}-name", kebab(rule.key())))
}

/// The names of rules in a row.
#[must_use]
pub fn rules(language: Language, rules: &[RuleId]) -> String {
    let names: Vec<_> = rules.iter().map(|rule| rule_name(language, *rule)).collect();
    names.join(&text(language, "list-separator"))
}

/// The regulation on which a rule stands.
#[must_use]
pub fn rule_basis(language: Language, rule: RuleId) -> String {
    text(language, &format!("rule-{}-basis", kebab(rule.key())))
}

/// A verdict in a word, and whose acceptance it asks for.
#[must_use]
pub fn verdict(language: Language, verdict: Verdict) -> String {
    let word = text(language, &format!("verdict-{}", kebab(verdict.key())));
    match verdict {
        Verdict::NeedsJustification(by) => {
            let accepted = Args::new().with("rank", rank(language, Some(by)));
            word + &text(language, "list-separator")
                + &text_with(language, "verdict-accepted-by", &accepted)
        }
        Verdict::Pass | Verdict::Advisory | Verdict::Block => word,
    }
}

/// The message of the finding's case. The record keeps findings for ever: one whose case or facts the files no longer know
/// falls back to the rule's general message, and at last to its name.
fn sentence(language: Language, finding: &Finding, suffix: &str) -> String {
    let rule = kebab(finding.rule.key());
    let keys = [format!("{}{suffix}", finding.message_key()), format!("rule-{rule}{suffix}")];
    first_of(language, &keys, &facts(language, finding))
        .unwrap_or_else(|| rule_name(language, finding.rule))
}

fn facts(language: Language, finding: &Finding) -> Args {
    finding.facts.iter().fold(Args::new(), |args, (name, fact)| match fact {
        Fact::Number(number) => args.with(name, *number),
        Fact::Text(words) => args.with(name, words.as_str()),
        Fact::Field(key) => args.with(name, field(language, key)),
        Fact::Date(day) => args.with(name, date(language, *day)),
    })
}
