//! 行文关系: who may issue what to whom.
//!
//! COORD-BODY-SELF-ISSUE, DIRECTIVE-DOWN, INTERNAL-ORGAN, UPWARD-ONE-RECIPIENT, UPWARD-NO-CC-DOWN and REPORT-NO-REQUEST.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::{Case, Finding, RuleId, Verdict};
use crate::content::{Basis, Category, Content, Direction, DocType, DocumentContent};
use crate::id::UnitId;
use crate::organisation::{Organisation, Rank, Unit, UnitKind};

/// Words in a title that speak of a coordination body.
const COORDINATION_WORDS: [&str; 5] = ["领导小组", "指挥部", "委员会", "联席会议", "专班"];
/// Words in a body that say whose consent a department has to give orders.
const CONSENT_WORDS: [&str; 3] = ["政府同意", "党委同意", "区委同意"];
/// The types of document that give orders.
const DIRECTIVE_TYPES: [DocType; 5] =
    [DocType::Notice, DocType::Decision, DocType::Opinion, DocType::Order, DocType::Circular];
/// The matters that a coordination body issues itself.
const OWN_MATTERS: [Category; 4] = [
    Category::MemberAdjustment,
    Category::RoutineArrangement,
    Category::MeetingMinutes,
    Category::LeaderSpeech,
];

/// The phrases in which a request hides, in a text without white space and with half-width marks.
static REQUESTS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("妥否,?请批示|请予批准|恳请批准").expect("the pattern is valid"));

pub(super) fn judge(case: &Case) -> Vec<Finding> {
    let Content::Document(document) = case.content else { return Vec::new() };
    let found = [
        self_issue(document, case.organisation),
        directive(document, case.organisation),
        internal(document, case.organisation),
        one_recipient(document),
        copied_down(document, case.organisation),
        hidden_request(document),
    ];
    found.into_iter().flatten().collect()
}

/// COORD-BODY-SELF-ISSUE: what is a coordination body's own matter is not put out by committee, government or office.
fn self_issue(document: &DocumentContent, organisation: &Organisation) -> Option<Finding> {
    let issuer = organisation.unit(document.issuing_unit)?;
    let superior = issuer.kind.is_authority() || issuer.kind == UnitKind::Office;
    if !superior || !document.category.is_some_and(|category| OWN_MATTERS.contains(&category)) {
        return None;
    }
    if let Some(body) = document.coordination_body {
        return Some(
            Finding::block(RuleId::CoordBodySelfIssue).with("body", organisation.unit_name(body)),
        );
    }
    // The issuer's own name may hold such a word (中共青澜区委员会) and says nothing about the matter.
    let matter = document.title.replace(&issuer.name, "");
    let word = COORDINATION_WORDS.into_iter().find(|word| matter.contains(word))?;
    Some(
        Finding::new(RuleId::CoordBodySelfIssue, Verdict::Advisory).case("hint").with("word", word),
    )
}

/// DIRECTIVE-DOWN: departments and coordination bodies give no orders to lower committees, governments and villages. With
/// consent, or in an emergency with a law behind it, they may if the responsible leader accepts why.
fn directive(document: &DocumentContent, organisation: &Organisation) -> Option<Finding> {
    let issuer = organisation.unit(document.issuing_unit)?;
    let bound = matches!(issuer.kind, UnitKind::Department | UnitKind::CoordinationBody);
    let orders = document.directive
        && document.doc_type.is_some_and(|doc_type| DIRECTIVE_TYPES.contains(&doc_type));
    if !bound || !orders {
        return None;
    }
    let below = |unit: &&UnitId| {
        organisation.unit(**unit).is_some_and(|unit| is_lower_authority(unit, issuer))
    };
    let recipients: Vec<UnitId> = document.main_recipients.iter().filter(below).copied().collect();
    let first = recipients.first()?;
    let softened =
        Finding::new(RuleId::DirectiveDown, Verdict::NeedsJustification(Rank::ResponsibleLeader));
    let finding = if has_consent(document) {
        softened.case("consented")
    } else if is_lawful_emergency(document) {
        softened.case("emergency")
    } else {
        Finding::block(RuleId::DirectiveDown)
    };
    Some(finding.with("recipient", organisation.unit_name(*first)).with("n", counted(&recipients)))
}

fn is_lower_authority(recipient: &Unit, issuer: &Unit) -> bool {
    match recipient.kind {
        UnitKind::Township | UnitKind::Village => true,
        UnitKind::PartyCommittee | UnitKind::Government => recipient.level > issuer.level,
        UnitKind::Office
        | UnitKind::Department
        | UnitKind::CoordinationBody
        | UnitKind::Institution
        | UnitKind::InternalSection => false,
    }
}

/// The consent is named on the form, and the body says so to those who receive it.
fn has_consent(document: &DocumentContent) -> bool {
    !document.gov_consent_ref.trim().is_empty()
        && CONSENT_WORDS.iter().any(|words| document.body.contains(words))
}

fn is_lawful_emergency(document: &DocumentContent) -> bool {
    let by_law = document.basis.iter().any(|basis| matches!(basis, Basis::LawOrRule { .. }));
    document.category == Some(Category::Emergency) && by_law
}

/// INTERNAL-ORGAN: an internal section issues nothing, alone or jointly, unless it is the office of an organ.
fn internal(document: &DocumentContent, organisation: &Organisation) -> Option<Finding> {
    let is_office = |unit: UnitId| {
        organisation.units().any(|other| other.id != unit && other.office == Some(unit))
    };
    let section = |unit: &&UnitId| {
        organisation.unit(**unit).is_some_and(|unit| unit.kind == UnitKind::InternalSection)
            && !is_office(**unit)
    };
    let mut issuers = std::iter::once(&document.issuing_unit).chain(&document.joint_units);
    let unit = issuers.find(section)?;
    Some(Finding::block(RuleId::InternalOrgan).with("unit", organisation.unit_name(*unit)))
}

/// UPWARD-ONE-RECIPIENT: a request for instruction must have one main recipient, any other upward document should.
fn one_recipient(document: &DocumentContent) -> Option<Finding> {
    let n = document.main_recipients.len();
    if document.direction != Some(Direction::Upward) || n == 1 {
        return None;
    }
    let finding = if document.doc_type == Some(DocType::RequestForInstruction) {
        Finding::block(RuleId::UpwardOneRecipient)
    } else {
        let verdict = Verdict::NeedsJustification(Rank::ResponsibleLeader);
        Finding::new(RuleId::UpwardOneRecipient, verdict).case("principle")
    };
    Some(finding.with("n", u32::try_from(n).unwrap_or(u32::MAX)))
}

/// UPWARD-NO-CC-DOWN: what is asked of or reported to a superior is not copied to subordinates.
fn copied_down(document: &DocumentContent, organisation: &Organisation) -> Option<Finding> {
    if document.direction != Some(Direction::Upward) {
        return None;
    }
    let below = |unit: &&UnitId| organisation.is_subordinate(**unit, document.issuing_unit);
    let copied: Vec<UnitId> = document.cc.iter().filter(below).copied().collect();
    let first = copied.first()?;
    let finding =
        Finding::block(RuleId::UpwardNoCcDown).with("unit", organisation.unit_name(*first));
    Some(finding.with("n", counted(&copied)))
}

/// REPORT-NO-REQUEST: a request hidden in a report escapes the answer that a request is owed.
fn hidden_request(document: &DocumentContent) -> Option<Finding> {
    let doc_type = document.doc_type?;
    let upward =
        document.direction == Some(Direction::Upward) && doc_type != DocType::RequestForInstruction;
    if doc_type != DocType::Report && !upward {
        return None;
    }
    // Neither a line break nor the width of a comma makes another sentence of it.
    let body: String = document.body.nfkc().filter(|c| !c.is_whitespace()).collect();
    let phrase = REQUESTS.find(&body)?;
    Some(Finding::block(RuleId::ReportNoRequest).with("phrase", phrase.as_str()))
}

fn counted(units: &[UnitId]) -> u32 {
    u32::try_from(units.len()).unwrap_or(u32::MAX)
}

/// A small district, and forms that no rule has anything against, for the tests of the rules.
#[cfg(test)]
pub(super) mod district {
    use std::collections::{BTreeMap, BTreeSet};

    use uuid::Uuid;

    use crate::content::{
        Attendance, BurdenAssessment, Content, DocType, DocumentContent, MeetingContent,
        MeetingMode, MeetingNature, Session, Urgency,
    };
    use crate::id::{PersonId, RequestId, UnitId};
    use crate::organisation::{Level, Organisation, Person, Rank, Unit, UnitKind};
    use crate::rules::knowledge::{MeetingStanding, OtherMeeting};
    use crate::rules::{Case, Finding, Knowledge, Own, RuleSet, catalogue};
    use crate::time::Timestamp;

    pub(in crate::rules) const CITY: UnitId = UnitId(Uuid::from_u128(1));
    pub(in crate::rules) const COMMITTEE: UnitId = UnitId(Uuid::from_u128(2));
    pub(in crate::rules) const GOVERNMENT: UnitId = UnitId(Uuid::from_u128(3));
    pub(in crate::rules) const OFFICE: UnitId = UnitId(Uuid::from_u128(4));
    pub(in crate::rules) const EMERGENCY: UnitId = UnitId(Uuid::from_u128(5));
    pub(in crate::rules) const FINANCE: UnitId = UnitId(Uuid::from_u128(6));
    pub(in crate::rules) const FLOODS: UnitId = UnitId(Uuid::from_u128(7));
    pub(in crate::rules) const STONE_BRIDGE: UnitId = UnitId(Uuid::from_u128(8));
    pub(in crate::rules) const WILLOW_BAY: UnitId = UnitId(Uuid::from_u128(9));
    pub(in crate::rules) const RED_FLAG: UnitId = UnitId(Uuid::from_u128(10));
    pub(in crate::rules) const STATION: UnitId = UnitId(Uuid::from_u128(11));
    pub(in crate::rules) const SECTION: UnitId = UnitId(Uuid::from_u128(12));
    pub(in crate::rules) const SECTION_OFFICE: UnitId = UnitId(Uuid::from_u128(13));
    pub(in crate::rules) const MAIN_LEADER: PersonId = PersonId(Uuid::from_u128(101));
    pub(in crate::rules) const DEPUTY: PersonId = PersonId(Uuid::from_u128(102));

    fn unit(id: UnitId, name: &str, kind: UnitKind, level: Level, parent: Option<UnitId>) -> Unit {
        Unit {
            id,
            code: id.to_string(),
            name: name.to_owned(),
            short_name: name.to_owned(),
            kind,
            level,
            parent,
            office: None,
            host: None,
            series: Vec::new(),
            active: true,
        }
    }

    fn leader(id: PersonId, name: &str, rank: Rank) -> Person {
        Person {
            id,
            login: name.to_owned(),
            name: name.to_owned(),
            unit: GOVERNMENT,
            post: None,
            roles: BTreeSet::new(),
            rank: Some(rank),
            leads: BTreeSet::new(),
            email: None,
            active: true,
        }
    }

    pub(in crate::rules) fn organisation() -> Organisation {
        use Level::{City, District, Township, Village};
        let section =
            unit(SECTION, "办公室外的科室", UnitKind::InternalSection, District, Some(EMERGENCY));
        let units = [
            unit(CITY, "云澜市人民政府", UnitKind::Government, City, None),
            unit(COMMITTEE, "中共青澜区委员会", UnitKind::PartyCommittee, District, None),
            unit(GOVERNMENT, "青澜区人民政府", UnitKind::Government, District, Some(CITY)),
            unit(OFFICE, "青澜区人民政府办公室", UnitKind::Office, District, Some(GOVERNMENT)),
            unit(EMERGENCY, "区应急管理局", UnitKind::Department, District, Some(GOVERNMENT)),
            unit(FINANCE, "区财政局", UnitKind::Department, District, Some(GOVERNMENT)),
            unit(
                FLOODS,
                "区防汛抗旱指挥部",
                UnitKind::CoordinationBody,
                District,
                Some(GOVERNMENT),
            ),
            unit(STONE_BRIDGE, "石桥镇", UnitKind::Township, Township, Some(GOVERNMENT)),
            unit(WILLOW_BAY, "柳湾镇", UnitKind::Township, Township, Some(GOVERNMENT)),
            unit(RED_FLAG, "红旗村", UnitKind::Village, Village, Some(STONE_BRIDGE)),
            unit(STATION, "石桥镇林业站", UnitKind::Institution, Township, Some(EMERGENCY)),
            Unit { office: Some(SECTION_OFFICE), ..section },
            unit(SECTION_OFFICE, "局办公室", UnitKind::InternalSection, District, Some(EMERGENCY)),
        ];
        let people = [
            leader(MAIN_LEADER, "周明远", Rank::MainLeader),
            leader(DEPUTY, "陈志强", Rank::ResponsibleLeader),
        ];
        Organisation::new(units, people, Vec::new())
    }

    /// What `judge` finds.
    pub(in crate::rules) fn found(
        content: &Content,
        judge: impl Fn(&Case) -> Vec<Finding>,
    ) -> Vec<Finding> {
        found_with(content, (&RuleSet::default(), &Knowledge::alone()), judge)
    }

    /// What `judge` finds with a rule set and with knowledge; nothing that the catalogue does not know.
    pub(in crate::rules) fn found_with(
        content: &Content,
        (rules, knowledge): (&RuleSet, &Knowledge),
        judge: impl Fn(&Case) -> Vec<Finding>,
    ) -> Vec<Finding> {
        let organisation = organisation();
        let findings = judge(&Case {
            content,
            measure: content.measure(),
            drafter: DEPUTY,
            organisation: &organisation,
            rules,
            knowledge,
            own: Own::default(),
            now: Timestamp(1_789_434_000_000),
        });
        for finding in &findings {
            assert!(catalogue::declares(finding), "not in the catalogue: {finding:?}");
        }
        findings
    }

    /// Another meeting about the same, on the 17th, submitted on the 8th.
    pub(in crate::rules) fn other_meeting() -> OtherMeeting {
        OtherMeeting {
            request: RequestId(Uuid::from_u128(2)),
            title: "全区安全生产工作会议".to_owned(),
            topic: "安全生产".to_owned(),
            host: EMERGENCY,
            in_name_of: EMERGENCY,
            units: BTreeSet::from([EMERGENCY, FINANCE, STONE_BRIDGE]),
            sessions: vec![session("2026-09-17 09:00", "2026-09-17 09:45")],
            minutes: 45,
            cluster: None,
            comprehensive: false,
            submitted_at: session("2026-09-08 09:00", "2026-09-08 10:00").starts_at,
            standing: MeetingStanding::Asked,
        }
    }

    pub(in crate::rules) fn document() -> DocumentContent {
        DocumentContent {
            issuing_unit: EMERGENCY,
            drafting_unit: EMERGENCY,
            joint_units: BTreeSet::new(),
            doc_type: Some(DocType::Notice),
            direction: None,
            category: None,
            scope: None,
            title: "区应急管理局关于开展安全检查的通知".to_owned(),
            body: "落实责任，按期完成。".to_owned(),
            body_file: None,
            issued_texts: Vec::new(),
            annexes: Vec::new(),
            main_recipients: BTreeSet::from([FINANCE]),
            cc: BTreeSet::new(),
            urgency: Urgency::Normal,
            urgency_reason: String::new(),
            disclosure: None,
            disclosure_reason: String::new(),
            basis: Vec::new(),
            necessity: String::new(),
            plan_item: None,
            deploys_meeting: None,
            countersign_units: BTreeSet::new(),
            directive: false,
            coordination_body: None,
            gov_consent_ref: String::new(),
            superior_explanation_ref: String::new(),
            normative: false,
            legal_review_ref: String::new(),
            fair_competition_ref: String::new(),
            burden: Some(BurdenAssessment::default()),
            non_classified_declared: true,
            copies: None,
            contact: crate::content::Contact::default(),
            series: None,
            justifications: BTreeMap::new(),
            chosen: std::collections::BTreeMap::new(),
        }
    }

    /// One session between two local times such as `2026-09-16 09:00`.
    pub(in crate::rules) fn session(from: &str, to: &str) -> Session {
        let at = |text: &str| {
            let form = if text.len() > 16 { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d %H:%M" };
            Timestamp::at_office(chrono::NaiveDateTime::parse_from_str(text, form).unwrap())
        };
        Session { starts_at: at(from), ends_at: at(to) }
    }

    pub(in crate::rules) fn meeting() -> MeetingContent {
        MeetingContent {
            host_unit: EMERGENCY,
            co_hosts: BTreeSet::new(),
            in_name_of: EMERGENCY,
            title: "全区安全生产工作推进会".to_owned(),
            nature: MeetingNature::Work,
            comprehensive: false,
            class: None,
            topic: "安全生产".to_owned(),
            purpose: String::new(),
            sessions: vec![session("2026-09-16 09:00", "2026-09-16 10:30")],
            venue: String::new(),
            mode: Some(MeetingMode::Video),
            required_level: Some(Attendance::DeputyLeader),
            convener: None,
            attendee_units: BTreeSet::from([FINANCE, STONE_BRIDGE]),
            headcount: None,
            staff_count: None,
            leaders_attending: BTreeSet::new(),
            agenda: Vec::new(),
            materials: Vec::new(),
            budget_fen: 0,
            budget_source: String::new(),
            plan_item: None,
            superior_notice_ref: String::new(),
            superior_explanation_ref: String::new(),
            non_classified_declared: true,
            contact: crate::content::Contact::default(),
            justifications: BTreeMap::new(),
            chosen: std::collections::BTreeMap::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rstest::rstest;

    use super::district::{
        CITY, COMMITTEE, EMERGENCY, FINANCE, FLOODS, GOVERNMENT, OFFICE, RED_FLAG, SECTION,
        SECTION_OFFICE, STATION, STONE_BRIDGE, WILLOW_BAY, document, found,
    };
    use super::*;

    const REASON: Verdict = Verdict::NeedsJustification(Rank::ResponsibleLeader);

    /// What is found, each as rule and case.
    fn judged(document: DocumentContent) -> Vec<(RuleId, String, Verdict)> {
        let findings = found(&Content::Document(Box::new(document)), judge);
        findings.into_iter().map(|finding| (finding.rule, finding.case, finding.verdict)).collect()
    }

    fn one(rule: RuleId, case: &str, verdict: Verdict) -> Vec<(RuleId, String, Verdict)> {
        vec![(rule, case.to_owned(), verdict)]
    }

    #[rstest]
    #[case::office(OFFICE, Category::MemberAdjustment, Some(FLOODS), true)]
    #[case::committee(COMMITTEE, Category::RoutineArrangement, Some(FLOODS), true)]
    #[case::government_minutes(GOVERNMENT, Category::MeetingMinutes, Some(FLOODS), true)]
    #[case::government_speech(GOVERNMENT, Category::LeaderSpeech, Some(FLOODS), true)]
    #[case::other_matter(GOVERNMENT, Category::Policy, Some(FLOODS), false)]
    #[case::no_body(OFFICE, Category::MemberAdjustment, None, false)]
    #[case::the_body_itself(FLOODS, Category::MemberAdjustment, Some(FLOODS), false)]
    #[case::department(EMERGENCY, Category::MemberAdjustment, Some(FLOODS), false)]
    fn a_coordination_body_issues_its_own_matters_itself(
        #[case] issuing_unit: UnitId,
        #[case] category: Category,
        #[case] coordination_body: Option<UnitId>,
        #[case] blocked: bool,
    ) {
        let document = DocumentContent {
            issuing_unit,
            category: Some(category),
            coordination_body,
            ..document()
        };
        let expected =
            if blocked { one(RuleId::CoordBodySelfIssue, "", Verdict::Block) } else { Vec::new() };
        assert_eq!(judged(document), expected);
    }

    #[rstest]
    #[case(OFFICE, "关于调整青澜区防汛抗旱指挥部成员的通知", true)]
    #[case(OFFICE, "关于调整创建文明城区工作领导小组成员的通知", true)]
    #[case(OFFICE, "关于调整联席会议成员的通知", true)]
    #[case(OFFICE, "关于调整减负专班成员的通知", true)]
    #[case(OFFICE, "关于调整值班人员的通知", false)]
    #[case(COMMITTEE, "中共青澜区委员会关于调整值班人员的通知", false)]
    #[case(COMMITTEE, "中共青澜区委员会关于调整区安全生产委员会成员的通知", true)]
    fn a_title_that_speaks_of_a_coordination_body_is_pointed_out(
        #[case] issuing_unit: UnitId,
        #[case] title: &str,
        #[case] hinted: bool,
    ) {
        let category = Some(Category::MemberAdjustment);
        let document =
            DocumentContent { issuing_unit, category, title: title.to_owned(), ..document() };
        let expected = if hinted {
            one(RuleId::CoordBodySelfIssue, "hint", Verdict::Advisory)
        } else {
            Vec::new()
        };
        assert_eq!(judged(document), expected);
    }

    #[rstest]
    #[case::township(EMERGENCY, STONE_BRIDGE, DocType::Notice, true, true)]
    #[case::village(EMERGENCY, RED_FLAG, DocType::Notice, true, true)]
    #[case::coordination_body(FLOODS, STONE_BRIDGE, DocType::Notice, true, true)]
    #[case::decision(EMERGENCY, STONE_BRIDGE, DocType::Decision, true, true)]
    #[case::opinion(EMERGENCY, STONE_BRIDGE, DocType::Opinion, true, true)]
    #[case::order(EMERGENCY, STONE_BRIDGE, DocType::Order, true, true)]
    #[case::circular(EMERGENCY, STONE_BRIDGE, DocType::Circular, true, true)]
    #[case::letter(EMERGENCY, STONE_BRIDGE, DocType::Letter, true, false)]
    #[case::no_task(EMERGENCY, STONE_BRIDGE, DocType::Notice, false, false)]
    #[case::own_station(EMERGENCY, STATION, DocType::Notice, true, false)]
    #[case::department(EMERGENCY, FINANCE, DocType::Notice, true, false)]
    #[case::own_government(EMERGENCY, GOVERNMENT, DocType::Notice, true, false)]
    #[case::office_by_authorisation(OFFICE, STONE_BRIDGE, DocType::Notice, true, false)]
    #[case::government(GOVERNMENT, STONE_BRIDGE, DocType::Notice, true, false)]
    fn departments_give_no_orders_to_lower_governments(
        #[case] issuing_unit: UnitId,
        #[case] recipient: UnitId,
        #[case] doc_type: DocType,
        #[case] directive: bool,
        #[case] blocked: bool,
    ) {
        let document = DocumentContent {
            issuing_unit,
            doc_type: Some(doc_type),
            directive,
            main_recipients: BTreeSet::from([FINANCE, recipient]),
            ..document()
        };
        let expected =
            if blocked { one(RuleId::DirectiveDown, "", Verdict::Block) } else { Vec::new() };
        assert_eq!(judged(document), expected);
    }

    #[rstest]
    #[case::named_and_said("青政函〔2026〕3号", "经区政府同意，现通知如下。", None, false, ("consented", REASON))]
    #[case::party("青委〔2026〕3号", "经区委同意，现通知如下。", None, false, ("consented", REASON))]
    #[case::not_said("青政函〔2026〕3号", "现通知如下。", None, false, ("", Verdict::Block))]
    #[case::not_named(" ", "经区政府同意，现通知如下。", None, false, ("", Verdict::Block))]
    #[case::emergency("", "现通知如下。", Some(Category::Emergency), true, ("emergency", REASON))]
    #[case::no_law("", "现通知如下。", Some(Category::Emergency), false, ("", Verdict::Block))]
    #[case::no_emergency("", "现通知如下。", Some(Category::Deployment), true, ("", Verdict::Block))]
    fn consent_or_a_lawful_emergency_makes_an_order_a_matter_of_reason(
        #[case] reference: &str,
        #[case] body: &str,
        #[case] category: Option<Category>,
        #[case] by_law: bool,
        #[case] (case, verdict): (&str, Verdict),
    ) {
        let law = Basis::LawOrRule { reference: "防洪法第四十五条".to_owned() };
        let document = DocumentContent {
            directive: true,
            main_recipients: BTreeSet::from([STONE_BRIDGE, WILLOW_BAY]),
            gov_consent_ref: reference.to_owned(),
            body: body.to_owned(),
            category,
            basis: if by_law { vec![law] } else { Vec::new() },
            ..document()
        };
        assert_eq!(judged(document), one(RuleId::DirectiveDown, case, verdict));
    }

    #[rstest]
    #[case::section(SECTION, BTreeSet::new(), true)]
    #[case::jointly(EMERGENCY, BTreeSet::from([SECTION]), true)]
    #[case::office_of_the_organ(SECTION_OFFICE, BTreeSet::new(), false)]
    #[case::department(EMERGENCY, BTreeSet::from([FINANCE]), false)]
    fn an_internal_section_issues_nothing(
        #[case] issuing_unit: UnitId,
        #[case] joint_units: BTreeSet<UnitId>,
        #[case] blocked: bool,
    ) {
        let document = DocumentContent { issuing_unit, joint_units, ..document() };
        let expected =
            if blocked { one(RuleId::InternalOrgan, "", Verdict::Block) } else { Vec::new() };
        assert_eq!(judged(document), expected);
    }

    #[rstest]
    #[case(DocType::RequestForInstruction, &[], Some(("", Verdict::Block)))]
    #[case(DocType::RequestForInstruction, &[GOVERNMENT], None)]
    #[case(DocType::RequestForInstruction, &[GOVERNMENT, FINANCE], Some(("", Verdict::Block)))]
    #[case(DocType::Report, &[GOVERNMENT], None)]
    #[case(DocType::Report, &[GOVERNMENT, COMMITTEE], Some(("principle", REASON)))]
    fn an_upward_document_has_one_main_recipient(
        #[case] doc_type: DocType,
        #[case] recipients: &[UnitId],
        #[case] expected: Option<(&str, Verdict)>,
    ) {
        let document = DocumentContent {
            issuing_unit: STONE_BRIDGE,
            doc_type: Some(doc_type),
            direction: Some(Direction::Upward),
            main_recipients: recipients.iter().copied().collect(),
            ..document()
        };
        let expected =
            expected.map(|(case, verdict)| (RuleId::UpwardOneRecipient, case.to_owned(), verdict));
        assert_eq!(judged(document), Vec::from_iter(expected));
    }

    #[rstest]
    #[case::own_village(Direction::Upward, RED_FLAG, true)]
    #[case::other_department(Direction::Upward, FINANCE, false)]
    #[case::superior(Direction::Upward, CITY, false)]
    #[case::downward(Direction::Downward, RED_FLAG, false)]
    fn an_upward_document_is_not_copied_to_subordinates(
        #[case] direction: Direction,
        #[case] cc: UnitId,
        #[case] blocked: bool,
    ) {
        let document = DocumentContent {
            issuing_unit: STONE_BRIDGE,
            direction: Some(direction),
            main_recipients: BTreeSet::from([GOVERNMENT]),
            cc: BTreeSet::from([cc]),
            ..document()
        };
        let expected =
            if blocked { one(RuleId::UpwardNoCcDown, "", Verdict::Block) } else { Vec::new() };
        assert_eq!(judged(document), expected);
    }

    #[rstest]
    #[case::as_usual(DocType::Report, Direction::Upward, "妥否，请批示。", true)]
    #[case::half_width_comma(DocType::Report, Direction::Upward, "妥否,请批示", true)]
    #[case::over_two_lines(DocType::Report, Direction::Upward, "妥否，\n　　请批示", true)]
    #[case::please_approve(DocType::Report, Direction::Upward, "以上事项，请予批准。", true)]
    #[case::beg_to_approve(DocType::Report, Direction::Upward, "恳请批准为盼", true)]
    #[case::report_to_a_peer(DocType::Report, Direction::Lateral, "请予批准", true)]
    #[case::other_upward(DocType::Opinion, Direction::Upward, "请予批准", true)]
    #[case::a_request(DocType::RequestForInstruction, Direction::Upward, "妥否，请批示。", false)]
    #[case::downward(DocType::Notice, Direction::Downward, "须请予批准", false)]
    #[case::no_request(DocType::Report, Direction::Upward, "特此报告。", false)]
    fn a_report_carries_no_request(
        #[case] doc_type: DocType,
        #[case] direction: Direction,
        #[case] body: &str,
        #[case] blocked: bool,
    ) {
        let document = DocumentContent {
            doc_type: Some(doc_type),
            direction: Some(direction),
            main_recipients: BTreeSet::from([GOVERNMENT]),
            body: body.to_owned(),
            ..document()
        };
        let expected =
            if blocked { one(RuleId::ReportNoRequest, "", Verdict::Block) } else { Vec::new() };
        assert_eq!(judged(document), expected);
    }
}
