//! What is said of the fields of contents beside their shape: what each is called, which words its list has, which of them
//! make up 发文稿纸, 会议审批单 and 督查检查考核审批单, and in which order.

use baopi_workflow::Kind;

/// The fields of 发文稿纸 in its order.
const DOCUMENT: &[&str] = &[
    "issuing_unit",
    "drafting_unit",
    "joint_units",
    "doc_type",
    "direction",
    "category",
    "scope",
    "main_recipients",
    "cc",
    "urgency",
    "disclosure",
    "basis",
    "necessity",
    "plan_item",
    "countersign_units",
    "directive",
    "coordination_body",
    "gov_consent_ref",
    "superior_explanation_ref",
    "normative",
    "legal_review_ref",
    "fair_competition_ref",
    "burden",
    "series",
    "copies",
    "contact",
    "non_classified_declared",
];

/// The fields of 会议审批单 in its order.
const MEETING: &[&str] = &[
    "host_unit",
    "co_hosts",
    "in_name_of",
    "nature",
    "comprehensive",
    "class",
    "topic",
    "purpose",
    "sessions",
    "mode",
    "venue",
    "required_level",
    "convener",
    "attendee_units",
    "headcount",
    "staff_count",
    "leaders_attending",
    "budget_fen",
    "plan_item",
    "superior_notice_ref",
    "superior_explanation_ref",
    "contact",
    "non_classified_declared",
];

/// The fields of 督查检查考核审批单 in its order.
const INSPECTION: &[&str] = &[
    "unit",
    "comprehensive",
    "topic",
    "basis",
    "purpose",
    "starts_on",
    "method",
    "targets",
    "plan_item",
    "superior_explanation_ref",
    "contact",
    "non_classified_declared",
];

/// The fields of a form in the order of its paper. What was given as a reason stands beside what it explains.
pub(crate) const fn of_paper(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Document => DOCUMENT,
        Kind::Meeting => MEETING,
        Kind::Inspection => INSPECTION,
    }
}

/// The field that explains another one.
pub(crate) fn explained_by(name: &str) -> Option<&'static str> {
    match name {
        "urgency" => Some("urgency_reason"),
        "disclosure" => Some("disclosure_reason"),
        "budget_fen" => Some("budget_source"),
        _ => None,
    }
}

/// Whether the unit in this field is the one in which it was written, beside which the drafter is named.
pub(crate) fn is_drafters(name: &str, kind: Kind) -> bool {
    let own = match kind {
        Kind::Document => "drafting_unit",
        Kind::Meeting => "host_unit",
        Kind::Inspection => "unit",
    };
    name == own
}

/// The list from which the word in a field comes, as message files call it.
pub(crate) fn words_of(name: &str) -> &str {
    match name {
        "nature" => "meeting_nature",
        "class" => "meeting_class",
        "mode" | "actual.mode" => "meeting_mode",
        "required_level" => "attendance",
        "method" => "inspection_method",
        "annexes.kind" | "materials.kind" => "annex_kind",
        "agenda.kind" => "agenda_kind",
        "basis.kind" => "basis",
        other => other,
    }
}

/// The key of what a field is called in the list of facts, which findings use too.
pub(crate) fn fact(name: &str, kind: Kind) -> &str {
    match (name, kind) {
        ("title", Kind::Meeting) => "meeting_title",
        ("title", Kind::Inspection) => "inspection_title",
        ("unit", Kind::Inspection) => "inspecting_unit",
        ("basis", Kind::Inspection) => "inspection_basis",
        ("comprehensive", Kind::Inspection) => "inspection_comprehensive",
        (other, _) => other,
    }
}

/// The key of the message that names a field in a form.
pub(crate) fn label(name: &str, kind: Kind) -> String {
    let name = generic(name);
    let of_form = match &*name {
        "budget_fen" => "page-budget-yuan",
        "burden" => "page-burden-assessed",
        "annexes.title" | "materials.title" => "page-annex-title",
        "annexes.kind" | "materials.kind" => "field-annex-kind",
        "issued_texts.title" => "page-issued-title",
        "issued_texts.text" => "page-issued-body",
        "basis.kind" => "page-basis-kind",
        "contact.name" => "field-contact-name",
        "contact.phone" => "field-contact-phone",
        "agenda.kind" => "field-agenda-kind",
        name if name.ends_with("starts_at.date") => "page-date",
        name if name.ends_with("ends_at.date") => "page-end-date",
        name if name.ends_with("starts_at.time") => "field-starts-at",
        name if name.ends_with("ends_at.time") => "field-ends-at",
        name if name.starts_with("justifications.") => "page-reason",
        _ => "",
    };
    if of_form.is_empty() {
        let last = name.rsplit('.').next().unwrap_or_default();
        format!("field-{}", fact(last, kind).replace('_', "-"))
    } else {
        of_form.to_owned()
    }
}

/// The key of what is said of a text that this field cannot mean, where it can be said better than by its control.
pub(crate) fn unread(name: &str) -> Option<&'static str> {
    match name {
        "budget_fen" => Some("page-fault-money"),
        "deploys_meeting" => Some("page-fault-request"),
        _ => None,
    }
}

/// The field of the form that a rule speaks of.
pub(crate) fn named_by_rule(field: &str) -> &str {
    match field {
        "contact" => "contact.name",
        "basis" => "basis.0.kind",
        "sessions" => "sessions.0.starts_at.date",
        "agenda" => "agenda.0.item",
        "issued_text" => "issued_texts.0.title",
        "inspecting_unit" => "unit",
        "inspection_basis" => "basis",
        other => other,
    }
}

/// The name of a field without the number of its row: `agenda.3.item` is `agenda.item`.
pub(crate) fn generic(name: &str) -> String {
    let parts = name.split('.').filter(|part| !part.bytes().all(|byte| byte.is_ascii_digit()));
    parts.collect::<Vec<_>>().join(".")
}
