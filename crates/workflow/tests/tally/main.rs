//! The tally of a stage: every line of its meaning as a sentence, and every sequence of answers of up to five participants
//! against a second statement of the rule.

mod exhaustive;
mod statement;

use baopi_workflow::Rank;
use baopi_workflow::tally::{
    Abstention, Answer, Mode, Row, RowPlace, Tally, Threshold, VoteError, VoteRule, Weights,
    can_pass, tally,
};

use Abstention::{Counted, LeavesBase};
use Answer::{Abstained, Consented, Objected, Open};
use Mode::{All, Any, InOrder, Vote};
use RowPlace::{After, Before, Beside, Consulted, Regular};
use Tally::{Contested, Failed, Passed};
use Threshold::{Count, Percent};

const ANSWERS: [Answer; 3] = [Consented, Objected, Abstained];
const PLACES: [RowPlace; 5] = [Regular, Before, Beside, After, Consulted];

fn rule(pass: Threshold) -> VoteRule {
    VoteRule { pass, reject: None, abstention: Counted, weights: Weights::default(), veto: None }
}

/// Rows as a line of words. A word is an answer (`.` open, `+` consent, `-` objection, `0` abstention), before it the place
/// (`<` before, `|` beside, `>` after, `?` consulted), behind it the weight if it is not 1, and `!` for a veto.
fn rows(line: &str) -> Vec<Row> {
    let row = |word: &str| {
        let (place, word) = match word.chars().next() {
            Some('<') => (Before, &word[1..]),
            Some('|') => (Beside, &word[1..]),
            Some('>') => (After, &word[1..]),
            Some('?') => (Consulted, &word[1..]),
            Some(_) | None => (Regular, word),
        };
        let answer = match &word[..1] {
            "." => Open,
            "+" => Consented,
            "-" => Objected,
            "0" => Abstained,
            other => panic!("{other} is no answer"),
        };
        let (weight, veto) =
            word[1..].strip_suffix('!').map_or((&word[1..], false), |it| (it, true));
        Row { answer, weight: weight.parse().unwrap_or(1), veto, place }
    };
    line.split_whitespace().map(row).collect()
}

fn open(turns: &[usize]) -> Tally {
    Tally::Open { turns: turns.to_vec() }
}

/// Each line of the table: the rows, and what they come to.
fn expect(mode: Mode, table: &[(&str, Tally)]) {
    for (line, outcome) in table {
        assert_eq!(tally(mode, &rows(line)), *outcome, "{mode:?} of {line:?}");
    }
}

#[test]
fn one_consent_decides_any_and_nobody_else_is_asked() {
    expect(Any, &[(". . .", open(&[0, 1, 2])), (". + .", Passed), ("+ |. .", open(&[1]))]);
}

#[test]
fn an_objection_or_an_abstention_leaves_the_others_of_any_asked() {
    expect(Any, &[("- . .", open(&[1, 2])), ("0 - .", open(&[2])), ("0 +", Passed)]);
}

#[test]
fn any_with_an_objection_beside_the_consent_is_contested() {
    expect(Any, &[("- +", Contested), ("- + .", Contested)]);
}

#[test]
fn any_without_a_consent_is_contested() {
    expect(Any, &[("- -", Contested), ("0 0", Contested), ("- 0", Contested)]);
}

#[test]
fn all_waits_for_everybody_even_after_an_objection() {
    expect(
        All,
        &[("- . .", open(&[1, 2])), ("+ + .", open(&[2])), ("+ + +", Passed), ("+ - +", Contested)],
    );
}

#[test]
fn in_order_asks_one_after_the_other() {
    expect(
        InOrder,
        &[
            (". . .", open(&[0])),
            ("+ . .", open(&[1])),
            ("- . .", open(&[1])),
            ("+ 0 .", open(&[2])),
        ],
    );
    expect(InOrder, &[("+ + +", Passed), ("- + +", Contested), (". + .", open(&[0]))]);
}

#[test]
fn an_abstention_answers_but_does_not_consent() {
    for mode in [All, InOrder] {
        expect(mode, &[("+ 0", Passed), ("0 0", Contested)]);
    }
}

#[test]
fn the_consent_of_an_added_person_is_no_consent_of_the_stage() {
    for mode in [Any, All, InOrder] {
        expect(mode, &[("0 <+ |+ >+ ?+", Contested), ("<+", Contested)]);
    }
    expect(Vote(rule(Count(1))), &[("0 <+", Failed)]);
}

#[test]
fn without_participants_nothing_passes() {
    for mode in [Any, All, InOrder] {
        expect(mode, &[("", Contested)]);
    }
    expect(Vote(rule(Percent(1))), &[("", Failed)]);
}

#[test]
fn a_vote_is_decided_as_soon_as_its_threshold_is_certain() {
    let two = Vote(rule(Count(2)));
    expect(
        two,
        &[("+ . .", open(&[1, 2])), ("+ + .", Passed), ("+ - .", open(&[2])), ("- - .", Failed)],
    );
}

#[test]
fn objections_that_lose_a_vote_are_no_contest() {
    expect(Vote(rule(Count(2))), &[("+ + -", Passed)]);
}

#[test]
fn a_share_is_rounded_up_and_half_is_not_more_than_half() {
    expect(Vote(rule(Percent(50))), &[("+ + - -", Passed), ("+ - -", Failed)]);
    expect(Vote(rule(Percent(51))), &[("+ + - -", Failed), ("+ + + -", Passed)]);
    expect(Vote(rule(Percent(67))), &[("+ + -", Failed), ("+ + + -", Passed)]);
    expect(
        Vote(rule(Percent(100))),
        &[("+ + .", open(&[2])), ("+ + +", Passed), ("+ + 0", Failed)],
    );
}

#[test]
fn the_weight_counts_and_not_the_head() {
    expect(Vote(rule(Count(3))), &[("+3 . .", Passed), (".3 + +", open(&[0])), ("-3 + +", Failed)]);
    expect(Vote(rule(Percent(50))), &[("+4 . . .", Passed), ("-4 . . .", Failed)]);
}

#[test]
fn a_vote_waits_while_its_rejection_is_possible() {
    let mode = Vote(VoteRule { reject: Some(Count(1)), ..rule(Count(2)) });
    expect(mode, &[("+ + .", open(&[2])), ("+ + -", Failed), ("- . .", Failed), ("+ + 0", Passed)]);
}

#[test]
fn rejection_goes_before_passing_when_both_are_reached() {
    let mode = Vote(VoteRule { reject: Some(Percent(50)), ..rule(Percent(50)) });
    expect(mode, &[("+ + - .", open(&[3])), ("+ + - -", Failed), ("+ + - +", Passed)]);
}

#[test]
fn a_veto_fails_the_vote_at_once_and_is_waited_for() {
    let mode = Vote(rule(Count(1)));
    expect(
        mode,
        &[("+ .! .", open(&[1, 2])), ("+ -! .", Failed), ("+ +! .", Passed), ("+ 0! .", Passed)],
    );
}

#[test]
fn an_added_person_with_a_veto_fails_the_vote_too() {
    let mode = Vote(rule(Count(1)));
    expect(mode, &[("+ >.!", open(&[1])), ("+ >-!", Failed), ("+ <-! |.", Failed)]);
}

#[test]
fn outside_a_vote_weight_and_veto_are_ignored() {
    expect(All, &[("+ -100!", Contested)]);
    expect(Any, &[("-100! .", open(&[1]))]);
}

#[test]
fn an_abstention_stays_in_the_base_or_leaves_it() {
    let leaves = |pass| Vote(VoteRule { abstention: LeavesBase, ..rule(pass) });
    expect(Vote(rule(Percent(51))), &[("+ 0 .", open(&[2])), ("+ 0 0", Failed), ("+ 0 -", Failed)]);
    expect(leaves(Percent(51)), &[("+ 0 .", open(&[2])), ("+ 0 0", Passed), ("+ 0 -", Failed)]);
    expect(leaves(Count(2)), &[("+ 0 0", Failed)]);
}

#[test]
fn a_vote_where_everybody_abstains_fails() {
    for abstention in [Counted, LeavesBase] {
        expect(
            Vote(VoteRule { abstention, ..rule(Percent(1)) }),
            &[("0 0 0", Failed), ("0 0 .", open(&[2]))],
        );
    }
}

#[test]
fn a_vote_that_fails_ends_while_added_people_are_still_asked() {
    expect(Vote(rule(Count(2))), &[("- + <. |. >. ?.", Failed)]);
}

#[test]
fn people_before_and_consulted_people_come_first_and_at_once() {
    for mode in [Any, All, InOrder, Vote(rule(Count(1)))] {
        expect(mode, &[(". <. <. ?. |. >.", open(&[1, 2, 3])), (". <+ <. ?+ |. >.", open(&[2]))]);
        expect(mode, &[("+ >. ?.", open(&[2])), ("+ |. <.", open(&[2]))]);
    }
}

#[test]
fn people_beside_have_their_turn_together_with_the_regular_ones() {
    expect(All, &[(". |. .", open(&[0, 1, 2])), ("+ |. +", open(&[1]))]);
    expect(InOrder, &[(". |. .", open(&[0, 1])), ("+ |. .", open(&[1, 2]))]);
}

#[test]
fn people_after_have_their_turn_once_the_regular_ones_are_decided() {
    expect(All, &[(". >. >.", open(&[0])), ("+ >. >.", open(&[1, 2])), ("+ |. >.", open(&[1, 2]))]);
    expect(
        Vote(rule(Count(1))),
        &[(". . >.", open(&[0, 1])), ("+ . >.", open(&[2])), ("+ . >+", Passed)],
    );
    expect(Any, &[("- - >.", open(&[2])), ("- - >+", Contested)]);
}

#[test]
fn every_added_person_has_to_answer_consulted_ones_too() {
    for (line, waiting) in [("+ <.", 1), ("+ |.", 1), ("+ >.", 1), ("+ ?.", 1)] {
        for mode in [Any, All, InOrder, Vote(rule(Count(1)))] {
            expect(mode, &[(line, open(&[waiting]))]);
        }
    }
}

#[test]
fn the_objection_of_an_added_person_contests_every_mode() {
    for mode in [Any, All, InOrder, Vote(rule(Count(1)))] {
        expect(
            mode,
            &[("+ <-", Contested), ("+ |-", Contested), ("+ >-", Contested), ("+ ?-", Contested)],
        );
    }
}

#[test]
fn participants_who_are_too_few_or_too_light_cannot_pass() {
    assert!(!can_pass(Vote(rule(Count(4))), &rows(". . .")));
    assert!(can_pass(Vote(rule(Count(4))), &rows(". . .2")));
    assert!(!can_pass(Vote(rule(Count(2))), &rows(". <. |. >. ?.")), "added people do not vote");
    assert!(can_pass(Vote(rule(Count(2))), &rows("- -")), "answers do not matter");
    for mode in [Any, All, InOrder, Vote(rule(Percent(100)))] {
        assert!(can_pass(mode, &rows(". .")) && !can_pass(mode, &rows("<. |.")));
    }
}

#[test]
fn a_rule_is_published_with_weights_and_thresholds_inside_their_limits() {
    let weights = |weight| VoteRule {
        weights: Weights { responsible_leader: weight, ..Weights::default() },
        ..rule(Count(1))
    };
    let against = |reject| VoteRule { reject: Some(reject), ..rule(Count(1)) };
    for good in [
        weights(1),
        weights(100),
        rule(Percent(1)),
        rule(Percent(100)),
        rule(Count(u32::MAX)),
        against(Count(1)),
    ] {
        assert_eq!(good.check(), Ok(()));
    }
    assert_eq!(weights(0).check(), Err(VoteError::Weight(0)));
    assert_eq!(weights(101).check(), Err(VoteError::Weight(101)));
    assert_eq!(rule(Percent(0)).check(), Err(VoteError::Percent(0)));
    assert_eq!(rule(Percent(101)).check(), Err(VoteError::Percent(101)));
    assert_eq!(rule(Count(0)).check(), Err(VoteError::Count));
    assert_eq!(against(Percent(101)).check(), Err(VoteError::Percent(101)));
    assert_eq!(against(Count(0)).check(), Err(VoteError::Count));
}

#[test]
fn a_rule_outside_its_limits_passes_nothing_without_a_consent() {
    expect(Vote(rule(Count(0))), &[("- -", Failed), ("0 .", open(&[1]))]);
    expect(Vote(rule(Percent(0))), &[("0 0", Failed)]);
    expect(Vote(rule(Percent(101))), &[(". .", Failed)]);
    expect(Vote(rule(Count(1))), &[(".0", Failed)]);
}

#[test]
fn rank_gives_weight_and_veto() {
    let weights = Weights { main_leader: 3, responsible_leader: 2, other: 1 };
    let ranks = [Some(Rank::MainLeader), Some(Rank::ResponsibleLeader), None];
    assert_eq!(ranks.map(|rank| weights.of(rank)), [3, 2, 1]);
    let vetoes = |veto| ranks.map(|rank| VoteRule { veto, ..rule(Count(1)) }.gives_veto(rank));
    assert_eq!(vetoes(None), [false, false, false]);
    assert_eq!(vetoes(Some(Rank::MainLeader)), [true, false, false]);
    assert_eq!(vetoes(Some(Rank::ResponsibleLeader)), [true, true, false]);
}

#[test]
fn a_mode_is_written_as_a_word_or_as_a_vote() {
    let full = concat!(
        r#"{"vote":{"pass":{"percent":67},"reject":{"count":2},"abstention":"leaves_base","#,
        r#""weights":{"main_leader":3,"responsible_leader":1,"other":1},"veto":"main_leader"}}"#
    );
    for text in [r#""any""#, r#""all""#, r#""in_order""#, full] {
        let mode: Mode = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&mode).unwrap(), text);
    }
    let short = r#"{"vote":{"pass":{"count":2},"abstention":"counted"}}"#;
    assert_eq!(serde_json::from_str::<Mode>(short).unwrap(), Vote(rule(Count(2))));
    for wrong in [
        r#"{"vote":{"pass":{"count":2},"abstention":"counted","quorum":3}}"#,
        r#"{"vote":{"pass":{"count":2},"abstention":"counted","weights":{"boss":3}}}"#,
        r#"{"vote":{"pass":{"count":2}}}"#,
        r#"{"vote":{"pass":{"percent":50.5},"abstention":"counted"}}"#,
        r#""quorum""#,
    ] {
        assert!(serde_json::from_str::<Mode>(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn answers_and_places_are_written_in_snake_case() {
    let text = |answers: &[Answer], places: &[RowPlace]| {
        serde_json::to_string(&(answers, places)).unwrap()
    };
    let expected = r#"[["open","consented","objected","abstained"],["regular","before","beside","after","consulted"]]"#;
    assert_eq!(text(&[Open, Consented, Objected, Abstained], &PLACES), expected);
    assert_eq!(RowPlace::default(), Regular);
}
