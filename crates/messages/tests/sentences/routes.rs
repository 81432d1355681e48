//! Routes in words: whom a stage asks, how answers count, conditions, and what is wrong.

use baopi_messages::{Language, Naming};
use baopi_workflow::condition::{Sort, Value};
use baopi_workflow::request::{Answer, Kind};
use baopi_workflow::route::assignee::PersonField;
use baopi_workflow::route::proof::{Fault, Path, Review, Step, Stuck, Unsigned, Warning};
use baopi_workflow::route::{Assignee, RouteError, SkipReason, UnitChoice};
use baopi_workflow::tally::{Abstention, Mode, Tally, Threshold, VoteError, VoteRule, Weights};
use baopi_workflow::{Condition, ConditionError, Field, PersonId, Rank, Role, Values};
use rstest::rstest;

use super::{person, said, stage};

fn person_name(_: PersonId) -> String {
    "周明远".to_owned()
}

fn unit_name(code: &str) -> String {
    format!("{code}局")
}

const NAMING: Naming = Naming { person: &person_name, unit: &unit_name };

fn zh(rule: &Assignee) -> String {
    baopi_messages::assignee(Language::Zh, rule, NAMING)
}

fn role_of(of: UnitChoice) -> Assignee {
    Assignee::Role { role: Role::Reviewer, of }
}

#[rstest]
#[case(Assignee::HeadOfDraftingUnit, "拟稿单位负责人")]
#[case(Assignee::ReviewerOfOffice, "办公室核稿人")]
#[case(Assignee::HeadsOfCountersigningUnits, "会签单位负责人")]
#[case(Assignee::ResponsibleLeader, "分管领导")]
#[case(Assignee::MainLeader, "主要领导")]
#[case(Assignee::Post("总工程师".to_owned()), "担任“总工程师”的人员")]
#[case(role_of(UnitChoice::Drafting), "拟稿单位的核稿人")]
#[case(role_of(UnitChoice::Issuing), "发文机关（主办单位）的核稿人")]
#[case(role_of(UnitChoice::Office), "办公室的核稿人")]
#[case(Assignee::HeadOf(UnitChoice::Named("财政".to_owned())), "财政局负责人")]
#[case(Assignee::Superior(2), "拟稿单位的上2级单位负责人")]
#[case(Assignee::FormField(PersonField::Convener), "表单所填“召集人”")]
#[case(Assignee::FormField(PersonField::LeadersAttending), "表单所填“出席领导”")]
#[case(
    Assignee::Chosen { from: Box::new(Assignee::HeadsOfCountersigningUnits), least: 2, most: 3 },
    "拟稿人从“会签单位负责人”中选2至3人"
)]
fn whom_a_stage_asks_is_said_with_its_figures(#[case] rule: Assignee, #[case] expected: &str) {
    assert_eq!(zh(&rule), expected);
    said(|language| baopi_messages::assignee(language, &rule, NAMING));
}

#[test]
fn one_person_is_called_by_name_in_both_languages() {
    for language in Language::ALL {
        let rule = Assignee::Person(person());
        assert_eq!(baopi_messages::assignee(language, &rule, NAMING), "周明远");
    }
}

fn vote(pass: Threshold) -> VoteRule {
    VoteRule {
        pass,
        reject: None,
        abstention: Abstention::Counted,
        weights: Weights::default(),
        veto: None,
    }
}

#[rstest]
#[case(Mode::Any, "一人审批即可")]
#[case(Mode::All, "会签：须全部办理")]
#[case(Mode::InOrder, "依次：按顺序逐一办理")]
#[case(Mode::Vote(vote(Threshold::Count(3))), "表决：同意达3票通过")]
#[case(Mode::Vote(vote(Threshold::Percent(60))), "表决：同意达60%通过；弃权计入总数")]
#[case(
    Mode::Vote(VoteRule {
        reject: Some(Threshold::Percent(40)),
        abstention: Abstention::LeavesBase,
        weights: Weights { main_leader: 3, responsible_leader: 2, other: 1 },
        veto: Some(Rank::ResponsibleLeader),
        ..vote(Threshold::Count(5))
    }),
    "表决：同意达5票通过；不同意达40%不予通过；弃权不计入总数；每票权重：主要领导3、分管领导2、其他1；分管领导及以上一票否决"
)]
#[case(
    Mode::Vote(VoteRule { reject: Some(Threshold::Count(2)), ..vote(Threshold::Count(5)) }),
    "表决：同意达5票通过；不同意达2票不予通过"
)]
fn how_answers_count_is_said_with_the_thresholds(#[case] mode: Mode, #[case] expected: &str) {
    assert_eq!(baopi_messages::mode(Language::Zh, mode), expected);
    said(|language| baopi_messages::mode(language, mode));
}

#[test]
fn every_answer_outcome_and_omission_is_said() {
    for answer in [Answer::Open, Answer::Consented, Answer::Objected, Answer::Abstained] {
        said(|language| baopi_messages::answer(language, answer));
    }
    let open = Tally::Open { turns: vec![0] };
    for tally in [open, Tally::Passed, Tally::Contested, Tally::Failed] {
        said(|language| baopi_messages::tally(language, &tally));
    }
    for because in [SkipReason::HoldsPost, SkipReason::SamePerson] {
        said(|language| baopi_messages::skipped(language, because));
    }
}

#[test]
fn every_field_and_every_sort_of_value_is_said() {
    for field in Field::ALL {
        said(|language| baopi_messages::condition_field(language, *field));
        said(|language| baopi_messages::condition_sort(language, field.sort()));
    }
}

#[rstest]
#[case("always", "始终")]
#[case("category == policy and not normative", "类别 = 政策措施 且 非 规范性文件")]
#[case(
    "(joint or characters >= 3000) and doc_type != letter",
    "(联合行文、联合办会 或 字数 ≥ 3000) 且 文种 ≠ 函"
)]
#[case("category in [policy, personnel]", "类别 属于 [政策措施, 人事任免]")]
#[case("drafting_unit == \"U13\"", "拟稿单位（代码） = U13局")]
#[case(
    "class in [i, ii] or budget_yuan > 50000",
    "会议类别 属于 [一类会议, 二类会议] 或 经费预算（元） > 50000"
)]
fn a_condition_is_said_in_words(#[case] text: &str, #[case] expected: &str) {
    let condition = Condition::parse(text).unwrap();
    assert_eq!(baopi_messages::condition(Language::Zh, &condition, &unit_name), expected);
}

#[test]
fn every_word_of_every_choice_of_a_condition_is_said() {
    for field in Field::ALL {
        let Sort::Choice(words) = field.sort() else { continue };
        for word in words {
            let condition = Condition::parse(&format!("{field} == {word}")).unwrap();
            said(|language| baopi_messages::condition(language, &condition, &unit_name));
        }
    }
}

/// One of every fault of a condition.
fn condition_errors() -> Vec<ConditionError> {
    let deep = format!("{}joint", "not ".repeat(33));
    let many = vec!["joint"; 101].join(" or ");
    let long = " ".repeat(1_001);
    let texts = [
        long.as_str(),
        deep.as_str(),
        many.as_str(),
        "&",
        "joint joint",
        "joint and",
        "drafting_unit == \"U",
        "copies > 9223372036854775808",
        "colour == red",
        "category == 5",
        "category == nonsense",
    ];
    let mut errors: Vec<_> =
        texts.iter().map(|text| Condition::parse(text).expect_err(text)).collect();
    let fits = Condition::parse("category == policy").expect("a condition");
    errors.extend(fits.check(Kind::Meeting).err());
    errors
}

#[test]
fn every_fault_of_a_condition_is_said() {
    let source = include_str!("../../../workflow/src/condition.rs");
    let codes = source.split("{ .. } => \"").skip(1).filter_map(|rest| rest.split('"').next());
    let errors = condition_errors();
    for code in codes {
        assert!(errors.iter().any(|error| error.code() == code), "{code}");
    }
    for error in errors {
        said(|language| baopi_messages::condition_error(language, &error));
    }
}

#[rstest]
#[case("category == 5", "第13个字符处：“类别”是选项，不能这样比较")]
#[case("colour == red", "第1个字符处的“colour”不是字段")]
#[case("class in [i, v]", "第14个字符处：“会议类别”没有“v”这一选项")]
#[case("joint and", "条件不完整，第10个字符处应有内容")]
fn a_fault_of_a_condition_says_its_place(#[case] text: &str, #[case] expected: &str) {
    let error = Condition::parse(text).unwrap_err();
    assert_eq!(baopi_messages::condition_error(Language::Zh, &error), expected);
}

#[test]
fn every_fault_of_a_vote_and_of_a_route_is_said() {
    let votes = [VoteError::Weight(101), VoteError::Percent(0), VoteError::Count];
    for error in votes {
        said(|language| baopi_messages::vote_error(language, error));
    }
    let condition = Condition::parse("category == 5").unwrap_err();
    for error in [
        RouteError::Unreadable("line 3".to_owned()),
        RouteError::Twice(stage("signing")),
        RouteError::Stages(31),
        RouteError::Condition { stage: stage("专家论证"), error: condition },
        RouteError::Vote { stage: stage("signing"), error: VoteError::Percent(0) },
        RouteError::Deadline { days: 61 },
        RouteError::Assignee { stage: stage("signing") },
    ] {
        said(|language| baopi_messages::route_error(language, &error));
    }
}

#[test]
fn a_fault_of_a_route_says_what_is_behind_it() {
    let error = Condition::parse("category == 5").unwrap_err();
    let error = RouteError::Condition { stage: stage("专家论证"), error };
    assert_eq!(
        baopi_messages::route_error(Language::Zh, &error),
        "“专家论证”环节的条件有误：第13个字符处：“类别”是选项，不能这样比较"
    );
    let error = RouteError::Vote { stage: stage("signing"), error: VoteError::Weight(101) };
    assert_eq!(
        baopi_messages::route_error(Language::Zh, &error),
        "“主要领导签发”环节的表决规则有误：每票权重须为1至100，不能为101"
    );
}

fn path() -> Path {
    let mut witness = Values::default();
    witness.set(Field::Category, Value::from("policy"));
    Path {
        stages: vec![stage("dept_review"), stage("专家论证")], rank: Rank::MainLeader, witness
    }
}

fn faults() -> Vec<Fault> {
    let unsigned = |because| Fault::NoSignature { path: path(), because };
    let stuck = |because| Fault::CannotBeLeft {
        path: path(),
        stage: stage("专家论证"),
        unit: Some("U13".to_owned()),
        because,
    };
    let nobody = |step, drafters| Fault::NobodyToAsk {
        path: path(),
        step,
        unit: "U13".to_owned(),
        drafters,
    };
    vec![
        Fault::TooManyCombinations { combinations: u64::MAX, limit: 1_000_000 },
        Fault::TooManyPaths { limit: 10_000 },
        Fault::UnknownUnit { stage: None, unit: "U99".to_owned() },
        Fault::UnknownPerson { stage: Some(stage("专家论证")), person: person() },
        Fault::UnknownPost { stage: Some(stage("专家论证")), post: "总工程师".to_owned() },
        unsigned(Unsigned::NoStage),
        unsigned(Unsigned::Rank),
        unsigned(Unsigned::Fallback),
        unsigned(Unsigned::Vote),
        Fault::Unreachable { stage: stage("专家论证") },
        stuck(Stuck::Vote),
        stuck(Stuck::VoteOfFew),
        stuck(Stuck::Choice { there: 1, least: 2 }),
        nobody(Step::Stage(stage("专家论证")), vec![person()]),
        nobody(Step::Recheck, Vec::new()),
        nobody(Step::Registrar, Vec::new()),
        Fault::MissingReview { path: path(), review: Review::Head },
        Fault::MissingReview { path: path(), review: Review::Office },
        Fault::SignerIsReviewer {
            path: path(),
            stage: stage("专家论证"),
            unit: "U13".to_owned(),
            person: person(),
        },
    ]
}

#[test]
fn everything_that_stands_against_a_route_is_said_and_has_a_short_name() {
    let source = include_str!("../../../workflow/src/route/proof.rs");
    let codes = source.split("{ .. } => \"").skip(1).filter_map(|rest| rest.split('"').next());
    let (faults, warnings) = (faults(), warnings());
    for code in codes {
        let known = faults.iter().any(|fault| fault.code() == code)
            || warnings.iter().any(|warning| warning.code() == code);
        assert!(known, "{code}");
    }
    for fault in &faults {
        said(|language| baopi_messages::route_fault(language, fault, NAMING));
        let short = format!("route-fault-{}-short", fault.code().replace('_', "-"));
        said(|language| baopi_messages::text(language, &short));
    }
    for warning in &warnings {
        said(|language| baopi_messages::route_warning(language, warning, NAMING));
    }
}

fn warnings() -> Vec<Warning> {
    vec![
        Warning::NobodyInUnits {
            stage: stage("countersign"),
            units: vec!["财政".to_owned(), "人社".to_owned()],
        },
        Warning::NobodyForMoney { stage: stage("countersign") },
        Warning::FormNamesPeople { stage: stage("专家论证") },
    ]
}

#[test]
fn what_stands_against_a_route_is_said_with_its_path() {
    let say = |fault: &Fault| baopi_messages::route_fault(Language::Zh, fault, NAMING);
    let fault = Fault::NoSignature { path: path(), because: Unsigned::Rank };
    assert_eq!(
        say(&fault),
        "路径“部门审核 → 专家论证”：最后环节可能由职务低于主要领导的人办理，没有合格的签批"
    );
    let bare = Path { stages: Vec::new(), ..path() };
    let fault = Fault::NoSignature { path: bare, because: Unsigned::NoStage };
    assert_eq!(say(&fault), "没有任何环节的路径：没有任何环节，无人签批");
    let warning = &warnings()[0];
    assert_eq!(
        baopi_messages::route_warning(Language::Zh, warning, NAMING),
        "“会签”：财政局、人社局没有可办理的人员，涉及这些单位的件将不予受理"
    );
}
