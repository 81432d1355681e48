//! What the fields of one request are worth.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::field::{Field, word};
use crate::content::{Content, DocumentContent, MeetingContent};
use crate::finding::{Finding, Verdict};
use crate::id::UnitId;
use crate::kind::Kind;
use crate::organisation::{Organisation, Rank};
use crate::rules::signing::rank_required;

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A word of a closed list, or the code of a unit.
    Word(String),
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<String> for Value {
    fn from(word: String) -> Self {
        Self::Word(word)
    }
}

impl From<&str> for Value {
    fn from(word: &str) -> Self {
        Self::Word(word.to_owned())
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Flag(flag) => flag.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Word(word) => f.write_str(word),
        }
    }
}

/// The values that conditions read, by field. A field of another kind, or one that the drafter has not filled in, has none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values(BTreeMap<Field, Value>);

impl Default for Values {
    /// Nothing is known but that [`Field::Always`] is true.
    fn default() -> Self {
        Self(BTreeMap::from([(Field::Always, Value::Flag(true))]))
    }
}

impl Values {
    /// The values of one request, from its content, from what the rules found, and from the organisation as it is.
    #[must_use]
    pub fn of(content: &Content, findings: &[Finding], organisation: &Organisation) -> Self {
        let mut values = Self::default();
        let code = |unit: UnitId| organisation.unit(unit).map(|unit| unit.code.clone());
        let main_leader = Verdict::NeedsJustification(Rank::MainLeader);
        values.put(Field::DraftingUnit, code(content.drafting_unit()));
        values.put(Field::IssuingUnit, code(content.unit()));
        let exceptions = findings.iter().any(|finding| finding.exception().is_some());
        values.set(Field::Exceptions, exceptions);
        let by_main_leader = findings.iter().any(|finding| finding.verdict == main_leader);
        values.set(Field::MainLeaderExceptions, by_main_leader);
        match content {
            Content::Document(document) => values.read_document(document),
            Content::Meeting(meeting) => values.read_meeting(meeting),
            Content::Inspection(inspection) => {
                values.set(Field::Comprehensive, inspection.comprehensive);
            }
        }
        let measure = content.measure();
        match content.kind() {
            Kind::Document => values.set(Field::Characters, measure.characters),
            Kind::Meeting => values.set(Field::Minutes, measure.minutes),
            Kind::Inspection => {}
        }
        if Field::Countersigning.kinds().contains(&content.kind()) {
            values.set(Field::Countersigning, content.needs_countersignature());
        }
        let rank = rank_required(content, findings);
        values.set(Field::MainLeaderMustSign, rank == Rank::MainLeader);
        values
    }

    fn read_document(&mut self, document: &DocumentContent) {
        self.put(Field::DocType, document.doc_type.as_ref().map(word));
        self.put(Field::Direction, document.direction.as_ref().map(word));
        self.put(Field::Category, document.category.as_ref().map(word));
        self.put(Field::Scope, document.scope.as_ref().map(word));
        self.put(Field::Disclosure, document.disclosure.as_ref().map(word));
        self.set(Field::Urgency, word(&document.urgency));
        self.set(Field::Joint, !document.joint_units.is_empty());
        self.set(Field::Normative, document.normative);
        self.set(Field::Directive, document.directive);
        self.set(Field::Annexes, count(document.annexes.len()));
        self.set(Field::Recipients, count(document.main_recipients.len()));
        self.set(Field::CountersignUnits, count(document.countersign_units.len()));
        self.put(Field::Copies, document.copies);
    }

    fn read_meeting(&mut self, meeting: &MeetingContent) {
        self.set(Field::Nature, word(&meeting.nature));
        self.put(Field::Class, meeting.class.as_ref().map(word));
        self.put(Field::Mode, meeting.mode.as_ref().map(word));
        self.put(Field::RequiredLevel, meeting.required_level.as_ref().map(word));
        self.set(Field::Comprehensive, meeting.comprehensive);
        self.set(Field::Joint, !meeting.co_hosts.is_empty());
        self.put(Field::Headcount, meeting.headcount);
        self.set(Field::AttendeeUnits, count(meeting.attendee_units.len()));
        self.set(Field::BudgetYuan, yuan(meeting.budget_fen));
    }

    fn put(&mut self, field: Field, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.set(field, value);
        }
    }

    /// What the field is worth, if it is worth anything.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&Value> {
        self.0.get(&field)
    }

    /// Gives the field a value. One of another sort than the field's counts as none.
    pub fn set(&mut self, field: Field, value: impl Into<Value>) {
        self.0.insert(field, value.into());
    }

    /// The fields that have a value, and the value.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &Value)> {
        self.0.iter().map(|(field, value)| (*field, value))
    }

    /// Sets the fields that follow from others (see [`Field::sources`]). The proof of a route combines values freely and calls
    /// this, so that it tries no joint document without countersignature and no policy that a lower rank signs.
    pub fn settle(&mut self, kind: Kind) {
        let yes = |field| self.get(field) == Some(&Value::Flag(true));
        let some = |field| matches!(self.get(field), Some(Value::Number(number)) if *number > 0);
        let among = |field, words: &[&str]| match self.get(field) {
            Some(Value::Word(word)) => words.contains(&word.as_str()),
            Some(Value::Flag(_) | Value::Number(_)) | None => false,
        };
        let by_main_leader = yes(Field::MainLeaderExceptions);
        let exceptions = yes(Field::Exceptions) || by_main_leader;
        let (countersigning, important) = match kind {
            Kind::Document => (
                some(Field::CountersignUnits) || yes(Field::Joint),
                among(Field::DocType, &["resolution", "decision", "order", "motion"])
                    || among(Field::Direction, &["upward"])
                    || among(Field::Category, &["policy"])
                    || yes(Field::Normative)
                    || yes(Field::Joint),
            ),
            Kind::Meeting => {
                (some(Field::BudgetYuan) || yes(Field::Joint), among(Field::Class, &["i", "ii"]))
            }
            Kind::Inspection => (false, false),
        };
        self.set(Field::Exceptions, exceptions);
        if Field::Countersigning.kinds().contains(&kind) {
            self.set(Field::Countersigning, countersigning);
        }
        self.set(Field::MainLeaderMustSign, important || by_main_leader);
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// 分 in 元, rounded up.
fn yuan(fen: i64) -> i64 {
    fen.div_euclid(100) + i64::from(fen.rem_euclid(100) != 0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use rstest::rstest;
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::condition::Sort;
    use crate::content::{Category, Direction, DocType, MeetingClass};
    use crate::finding::RuleId;
    use crate::organisation::{Level, Unit, UnitKind};

    const UNIT: UnitId = UnitId(Uuid::from_u128(1));
    const OTHER: UnitId = UnitId(Uuid::from_u128(2));

    fn organisation() -> Organisation {
        let unit = Unit {
            id: UNIT,
            code: "U13".to_owned(),
            name: "农业农村局".to_owned(),
            short_name: "农业农村局".to_owned(),
            kind: UnitKind::Department,
            level: Level::District,
            parent: None,
            office: None,
            host: None,
            series: Vec::new(),
            active: true,
        };
        Organisation::new([unit], [], Vec::new())
    }

    fn document() -> DocumentContent {
        let form =
            json!({"issuing_unit": OTHER, "drafting_unit": UNIT, "title": "", "body": "报批"});
        serde_json::from_value(form).unwrap()
    }

    fn meeting() -> MeetingContent {
        let form = json!({"host_unit": UNIT, "in_name_of": UNIT, "title": "", "sessions": [
            {"starts_at": 0, "ends_at": 90 * 60_000},
        ]});
        serde_json::from_value(form).unwrap()
    }

    fn of_document(document: DocumentContent, findings: &[Finding]) -> Values {
        Values::of(&Content::Document(Box::new(document)), findings, &organisation())
    }

    fn of_meeting(meeting: MeetingContent) -> Values {
        Values::of(&Content::Meeting(Box::new(meeting)), &[], &organisation())
    }

    fn full_document() -> DocumentContent {
        DocumentContent {
            doc_type: Some(DocType::Notice),
            direction: Some(Direction::Downward),
            category: Some(Category::Policy),
            scope: Some(crate::content::Scope::Special),
            disclosure: Some(crate::content::Disclosure::OnRequest),
            issuing_unit: UNIT,
            copies: Some(30),
            main_recipients: BTreeSet::from([UNIT, OTHER]),
            countersign_units: BTreeSet::from([OTHER]),
            ..document()
        }
    }

    fn full_meeting() -> MeetingContent {
        MeetingContent {
            class: Some(MeetingClass::II),
            mode: Some(crate::content::MeetingMode::OnSite),
            required_level: Some(crate::content::Attendance::Staff),
            headcount: Some(80),
            attendee_units: BTreeSet::from([UNIT]),
            budget_fen: 500_001,
            ..meeting()
        }
    }

    #[test]
    fn a_full_form_has_a_value_of_the_right_sort_for_every_field_of_its_kind() {
        let forms = [
            (Kind::Document, of_document(full_document(), &[])),
            (Kind::Meeting, of_meeting(full_meeting())),
        ];
        for (kind, values) in forms {
            let fields: Vec<Field> = values.iter().map(|(field, _)| field).collect();
            assert_eq!(fields, Field::of_kind(kind).collect::<Vec<_>>());
            for (field, value) in values.iter() {
                let fits = match (field.sort(), value) {
                    (Sort::Choice(words), Value::Word(word)) => words.contains(word),
                    (Sort::Flag, Value::Flag(_))
                    | (Sort::Number, Value::Number(_))
                    | (Sort::UnitCode, Value::Word(_)) => true,
                    (Sort::Flag | Sort::Number | Sort::Choice(_) | Sort::UnitCode, _) => false,
                };
                assert!(fits, "{field} is {value}");
            }
        }
    }

    #[test]
    fn the_values_are_those_of_the_form() {
        let values = of_document(full_document(), &[]);
        let expected = [
            (Field::DraftingUnit, Value::from("U13")),
            (Field::Category, Value::from("policy")),
            (Field::Disclosure, Value::from("on_request")),
            (Field::Urgency, Value::from("normal")),
            (Field::Characters, Value::from(2_u32)),
            (Field::Recipients, Value::from(2_u32)),
            (Field::Copies, Value::from(30_u32)),
            (Field::CountersignUnits, Value::from(1_u32)),
            (Field::Countersigning, Value::from(true)),
            (Field::MainLeaderMustSign, Value::from(true)),
            (Field::Exceptions, Value::from(false)),
        ];
        for (field, value) in expected {
            assert_eq!(values.get(field), Some(&value), "{field}");
        }
        let values = of_meeting(full_meeting());
        let expected = [
            (Field::Nature, Value::from("work")),
            (Field::Class, Value::from("ii")),
            (Field::Minutes, Value::from(90_u32)),
            (Field::Headcount, Value::from(80_u32)),
            (Field::AttendeeUnits, Value::from(1_u32)),
            (Field::Joint, Value::from(false)),
        ];
        for (field, value) in expected {
            assert_eq!(values.get(field), Some(&value), "{field}");
        }
    }

    #[test]
    fn what_is_not_filled_in_has_no_value() {
        let values = of_document(document(), &[]);
        for field in [Field::DocType, Field::Copies, Field::IssuingUnit, Field::Minutes] {
            assert_eq!(values.get(field), None, "{field}");
        }
    }

    #[rstest]
    #[case(0, 0)]
    #[case(1, 1)]
    #[case(100, 1)]
    #[case(101, 2)]
    #[case(500_000, 5_000)]
    #[case(500_001, 5_001)]
    #[case(-1, 0)]
    #[case(-100, -1)]
    #[case(i64::MAX, 92_233_720_368_547_759)]
    #[case(i64::MIN, -92_233_720_368_547_758)]
    fn a_part_of_a_yuan_counts_as_one(#[case] fen: i64, #[case] expected: i64) {
        let values = of_meeting(MeetingContent { budget_fen: fen, ..meeting() });
        assert_eq!(values.get(Field::BudgetYuan), Some(&Value::Number(expected)));
    }

    fn found() -> impl Strategy<Value = Vec<Finding>> {
        let verdicts = [
            Verdict::Advisory,
            Verdict::Block,
            Verdict::NeedsJustification(Rank::ResponsibleLeader),
            Verdict::NeedsJustification(Rank::MainLeader),
        ];
        let finding = proptest::sample::select(verdicts.to_vec())
            .prop_map(|verdict| Finding::new(RuleId::FileLengthSpecial, verdict));
        prop::collection::vec(finding, 0..3)
    }

    fn maybe<T: std::fmt::Debug + Copy>(list: &'static [T]) -> impl Strategy<Value = Option<T>> {
        proptest::option::of(proptest::sample::select(list))
    }

    fn units() -> impl Strategy<Value = BTreeSet<UnitId>> {
        prop::collection::btree_set(proptest::sample::select(vec![UNIT, OTHER]), 0..2)
    }

    fn documents() -> impl Strategy<Value = Content> {
        let words = (maybe(DocType::ALL), maybe(Direction::ALL), maybe(Category::ALL));
        (words, any::<bool>(), units(), units()).prop_map(|(words, normative, joint, asked)| {
            let (doc_type, direction, category) = words;
            Content::Document(Box::new(DocumentContent {
                doc_type,
                direction,
                category,
                normative,
                joint_units: joint,
                countersign_units: asked,
                ..document()
            }))
        })
    }

    fn meetings() -> impl Strategy<Value = Content> {
        let budget = prop_oneof![Just(0_i64), -200..200_i64];
        (maybe(MeetingClass::ALL), units(), budget).prop_map(|(class, co_hosts, budget_fen)| {
            Content::Meeting(Box::new(MeetingContent { co_hosts, class, budget_fen, ..meeting() }))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_follows_follows_as_in_a_real_request(
            content in prop_oneof![documents(), meetings()],
            findings in found(),
        ) {
            let real = Values::of(&content, &findings, &organisation());
            let kind = content.kind();
            let mut settled = real.clone();
            for field in Field::of_kind(kind).filter(|field| !field.sources(kind).is_empty()) {
                settled.0.remove(&field);
            }
            prop_assert_ne!(&settled, &real);
            settled.settle(kind);
            prop_assert_eq!(settled, real);
        }
    }
}
