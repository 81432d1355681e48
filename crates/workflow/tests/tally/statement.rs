//! The rule once more: what is certain is found by trying every way in which the stage can still go, and the order of turns
//! is a relation between two rows. It shares no arithmetic with the tally.

use super::*;

pub(crate) fn stated(mode: Mode, rows: &[Row]) -> Tally {
    let certain = certain(mode, rows);
    if matches!(mode, Vote(_)) && certain == Some(false) {
        return Failed;
    }
    let wanted: Vec<usize> = (0..rows.len())
        .filter(|index| rows[*index].answer == Open)
        .filter(|index| rows[*index].place != Regular || certain.is_none())
        .collect();
    let waits = |index: &usize| wanted.iter().any(|other| waits_for(mode, rows, *index, *other));
    if !wanted.is_empty() {
        return Tally::Open { turns: wanted.iter().copied().filter(|it| !waits(it)).collect() };
    }
    let is_bearable =
        |row: &Row| row.answer != Objected || (row.place == Regular && matches!(mode, Vote(_)));
    if certain == Some(true) && rows.iter().all(is_bearable) { Passed } else { Contested }
}

/// Whether the row at `index` waits for the one at `other`, as long as that one is wanted.
fn waits_for(mode: Mode, rows: &[Row], index: usize, other: usize) -> bool {
    match (rows[index].place, rows[other].place) {
        (Regular | Beside | After, Before | Consulted) | (After, Regular) => true,
        (Regular, Regular) => mode == InOrder && other < index,
        (Before | Consulted, _)
        | (Regular | Beside | After, Beside | After)
        | (Beside, Regular) => false,
    }
}

/// How the regular rows end, if they end alike whatever the open ones answer.
fn certain(mode: Mode, rows: &[Row]) -> Option<bool> {
    let open: Vec<usize> = (0..rows.len())
        .filter(|index| rows[*index].place == Regular && rows[*index].answer == Open)
        .collect();
    if matches!(mode, All | InOrder) && !open.is_empty() {
        return None;
    }
    let mut ends = Vec::new();
    complete(&mut rows.to_vec(), &open, &mut |rows| ends.push(ends_well(mode, rows)));
    ends.iter().all(|end| *end == ends[0]).then_some(ends[0])
}

fn complete(rows: &mut [Row], open: &[usize], visit: &mut dyn FnMut(&[Row])) {
    let Some((first, rest)) = open.split_first() else { return visit(rows) };
    for answer in ANSWERS {
        rows[*first].answer = answer;
        complete(rows, rest, visit);
    }
}

/// The verdict when every regular row has answered.
fn ends_well(mode: Mode, rows: &[Row]) -> bool {
    let Vote(rule) = mode else {
        return rows.iter().any(|row| row.place == Regular && row.answer == Consented);
    };
    let veto = rows.iter().any(|row| row.veto && row.answer == Objected);
    let rejected =
        rule.reject.is_some_and(|reject| weight(rows, Objected) >= need(rule, reject, rows));
    !veto && !rejected && weight(rows, Consented) >= need(rule, rule.pass, rows)
}

fn weight(rows: &[Row], answer: Answer) -> u32 {
    rows.iter()
        .filter(|row| row.place == Regular && row.answer == answer)
        .map(|row| row.weight)
        .sum()
}

/// The least weight above nothing that is this share, found by counting upwards.
fn need(rule: VoteRule, threshold: Threshold, rows: &[Row]) -> u32 {
    let stays = if rule.abstention == Counted { weight(rows, Abstained) } else { 0 };
    let base = weight(rows, Consented) + weight(rows, Objected) + stays;
    match threshold {
        Count(count) => count,
        Percent(percent) => {
            let mut need = 1;
            while need * 100 < percent * base {
                need += 1;
            }
            need
        }
    }
}
