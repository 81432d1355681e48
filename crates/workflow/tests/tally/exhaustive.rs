//! Every assignment of answers, and every sequence in which answers can be given, against the second statement.

use proptest::prelude::*;
use rstest::rstest;

use super::*;
use crate::statement::stated;

/// What the tally says of each assignment of answers to these rows; the answer of row `i` is digit `i` of the index to base 4.
struct Table {
    mode: Mode,
    size: usize,
    told: Vec<Tally>,
}

/// How much was compared.
#[derive(Debug, Default, Clone, Copy)]
struct Checked {
    assignments: usize,
    sequences: usize,
}

fn digit(code: usize, index: usize) -> usize {
    (code >> (2 * index)) & 3
}

fn answered(rows: &[Row], code: usize) -> Vec<Row> {
    let answer = |index: usize| [Open, Consented, Objected, Abstained][digit(code, index)];
    rows.iter().enumerate().map(|(index, row)| Row { answer: answer(index), ..*row }).collect()
}

impl Table {
    /// Compares every assignment with the second statement, and asks each for what must hold of it alone.
    fn of(mode: Mode, rows: &[Row]) -> Self {
        let told = |code| {
            let rows = answered(rows, code);
            let told = tally(mode, &rows);
            assert_eq!(told, stated(mode, &rows), "{mode:?} of {rows:?}");
            let consents = |row: &Row| row.place == Regular && row.answer == Consented;
            match &told {
                Tally::Open { turns } => {
                    assert!(!turns.is_empty(), "a dead end: {mode:?} of {rows:?}");
                    assert!(
                        turns.iter().all(|index| rows[*index].answer == Open),
                        "{mode:?} of {rows:?}"
                    );
                }
                Passed => {
                    assert!(rows.iter().any(consents), "nobody consented: {mode:?} of {rows:?}");
                }
                Failed => assert!(matches!(mode, Vote(_)), "{mode:?} of {rows:?}"),
                Contested => {}
            }
            told
        };
        Self { mode, size: rows.len(), told: (0..1 << (2 * rows.len())).map(told).collect() }
    }

    /// Once there is an outcome, no answer that is given all the same changes it, in turn or out of turn. One step is enough,
    /// because every assignment is tried. In `any` a late objection to a passed stage contests it: nobody asked for it.
    fn keeps_outcomes(&self) {
        for (code, told) in self.told.iter().enumerate() {
            if matches!(told, Tally::Open { .. }) {
                continue;
            }
            let open = (0..self.size).filter(|index| digit(code, *index) == 0);
            for later in
                open.flat_map(|index| (1..=3).map(move |answer| code + (answer << (2 * index))))
            {
                let then = &self.told[later];
                let late_objection = self.mode == Any && *told == Passed && *then == Contested;
                assert!(then == told || late_objection, "{:?}: {code:o} to {later:o}", self.mode);
            }
        }
    }

    /// The number of sequences of answers, each given in turn, from `code` to an outcome. The tally reads the rows alone, so
    /// that a sequence is a walk through the table, and every step of it has been compared.
    fn sequences(&self, code: usize) -> usize {
        let Tally::Open { turns } = &self.told[code] else { return 1 };
        let next = |index: &usize| {
            (1..=3).map(|answer| self.sequences(code + (answer << (2 * index)))).sum::<usize>()
        };
        turns.iter().map(next).sum::<usize>()
    }
}

impl Checked {
    fn compare(&mut self, mode: Mode, rows: &[Row]) {
        let table = Table::of(mode, rows);
        table.keeps_outcomes();
        let passes = table.told.contains(&Passed);
        assert_eq!(can_pass(mode, rows), passes, "{mode:?} of {rows:?}");
        self.assignments += table.told.len();
        self.sequences += table.sequences(0);
    }

    fn at_least(self, assignments: usize, sequences: usize) {
        assert!(self.assignments >= assignments && self.sequences >= sequences, "{self:?}");
    }
}

/// Every vote of the family: by count and by percent, with and without a threshold against, with both abstentions.
fn votes() -> impl Iterator<Item = Mode> {
    let passes =
        [Count(1), Count(3), Percent(1), Percent(50), Percent(51), Percent(67), Percent(100)];
    let rejects = [None, Some(Count(1)), Some(Count(2)), Some(Percent(34)), Some(Percent(50))];
    passes.into_iter().flat_map(move |pass| {
        rejects.into_iter().flat_map(move |reject| {
            [Counted, LeavesBase]
                .map(|abstention| Vote(VoteRule { reject, abstention, ..rule(pass) }))
        })
    })
}

fn electorate(weights: &[u32], vetoes: &[usize]) -> Vec<Row> {
    let row = |(index, weight): (usize, &u32)| Row {
        answer: Open,
        weight: *weight,
        veto: vetoes.contains(&index),
        place: Regular,
    };
    weights.iter().enumerate().map(row).collect()
}

#[test]
fn any_all_and_in_order_agree_with_the_second_statement_in_every_sequence() {
    let mut checked = Checked::default();
    for mode in [Any, All, InOrder] {
        for size in 0..=5 {
            checked.compare(mode, &electorate(&[1; 5][..size], &[]));
        }
    }
    checked.at_least(4_000, 39_000);
}

#[rstest]
#[case::equal_weights([1, 1, 1, 1, 1], &[])]
#[case::equal_weights_and_a_veto([1, 1, 1, 1, 1], &[0])]
#[case::a_leader_who_outweighs_two([3, 2, 1, 1, 1], &[])]
#[case::vetoes_of_the_lightest([3, 1, 2, 1, 4], &[1, 3])]
fn votes_agree_with_the_second_statement_in_every_sequence(
    #[case] weights: [u32; 5],
    #[case] vetoes: &[usize],
) {
    let mut checked = Checked::default();
    for mode in votes() {
        for size in 0..=5 {
            checked.compare(mode, &electorate(&weights[..size], vetoes));
        }
    }
    checked.at_least(95_000, 590_000);
}

/// Every way to place `size` rows. Of five rows only those in one order, where the others differ by nothing but the names of
/// the rows, as the property below says: everywhere but in order with two regular rows or more.
fn placements(mode: Mode, size: usize) -> Vec<Vec<RowPlace>> {
    let mut all = vec![Vec::new()];
    for _ in 0..size {
        let longer = |places: &Vec<RowPlace>, place| [places.as_slice(), &[place]].concat();
        all = all.iter().flat_map(|places| PLACES.map(|place| longer(places, place))).collect();
    }
    let rank = |place: &RowPlace| PLACES.iter().position(|it| it == place);
    let regular = |places: &[RowPlace]| places.iter().filter(|place| **place == Regular).count();
    let ordered = |places: &[RowPlace]| mode == InOrder && regular(places) >= 2;
    all.retain(|places| size < 5 || ordered(places) || places.is_sorted_by_key(rank));
    all
}

#[rstest]
#[case::any(Any, 297_000, 1_100_000)]
#[case::all(All, 297_000, 1_200_000)]
#[case::in_order(InOrder, 1_100_000, 2_170_000)]
#[case::vote(Vote(rule(Percent(50))), 297_000, 186_000)]
#[case::vote_against(Vote(VoteRule { reject: Some(Count(2)), abstention: LeavesBase, ..rule(Count(2)) }), 297_000, 149_000)]
fn added_people_agree_with_the_second_statement_in_every_sequence(
    #[case] mode: Mode,
    #[case] assignments: usize,
    #[case] sequences: usize,
) {
    let mut checked = Checked::default();
    for places in (0..=5).flat_map(|size| placements(mode, size)) {
        let mut rows = electorate(&[2, 1, 1, 1, 1][..places.len()], &[1, 3]);
        rows.iter_mut().zip(places).for_each(|(row, place)| row.place = place);
        checked.compare(mode, &rows);
    }
    checked.at_least(assignments, sequences);
}

fn some_row() -> impl Strategy<Value = Row> {
    let answer = prop_oneof![Just(Open), Just(Consented), Just(Objected), Just(Abstained)];
    let place = prop_oneof![4 => Just(Regular), 1 => proptest::sample::select(&PLACES[1..])];
    (answer, 1..=100_u32, proptest::bool::weighted(0.1), place)
        .prop_map(|(answer, weight, veto, place)| Row { answer, weight, veto, place })
}

fn some_threshold() -> impl Strategy<Value = Threshold> {
    prop_oneof![(1..=400_u32).prop_map(Count), (1..=100_u32).prop_map(Percent)]
}

fn some_mode() -> impl Strategy<Value = Mode> {
    let abstention = prop_oneof![Just(Counted), Just(LeavesBase)];
    let vote = (some_threshold(), proptest::option::of(some_threshold()), abstention)
        .prop_map(|(pass, reject, abstention)| Vote(VoteRule { reject, abstention, ..rule(pass) }));
    prop_oneof![1 => Just(Any), 1 => Just(All), 1 => Just(InOrder), 6 => vote]
}

proptest! {
    #[test]
    fn larger_stages_with_any_weights_agree_with_the_second_statement(
        mode in some_mode(),
        rows in proptest::collection::vec(some_row(), 0..=8),
    ) {
        prop_assert_eq!(tally(mode, &rows), stated(mode, &rows));
    }

    #[test]
    fn the_names_of_the_rows_do_not_matter_but_for_the_order_of_turns(
        mode in some_mode(),
        (rows, moved) in proptest::collection::vec(some_row(), 0..=8)
            .prop_flat_map(|rows| (Just(rows.clone()), Just((0..rows.len()).collect::<Vec<_>>()).prop_shuffle())),
    ) {
        prop_assume!(mode != InOrder);
        let shuffled: Vec<Row> = moved.iter().map(|index| rows[*index]).collect();
        let expected = match tally(mode, &shuffled) {
            Tally::Open { turns } => {
                let mut turns: Vec<usize> = turns.into_iter().map(|index| moved[index]).collect();
                turns.sort_unstable();
                Tally::Open { turns }
            }
            outcome @ (Passed | Contested | Failed) => outcome,
        };
        prop_assert_eq!(tally(mode, &rows), expected);
    }
}
