//! 发文稿纸 as a form.

use baopi_workflow::content::{
    Annex, Basis, BurdenAssessment, Category, Direction, Disclosure, DocType, IssuedText, Scope,
};
use baopi_workflow::{DocumentContent, UnitId};

use super::reader::{Fault, Reader, file, word};
use super::typed::Typed;

/// The form of a document that nobody has written yet, for a drafter of `own`.
pub(crate) fn blank(own: UnitId, contact: &str) -> Typed {
    let mut typed = Typed::default();
    typed.put("issuing_unit", own.to_string());
    typed.put("drafting_unit", own.to_string());
    typed.put("doc_type", word(&DocType::Notice));
    typed.put("direction", word(&Direction::Downward));
    typed.put("category", word(&Category::Deployment));
    typed.put("scope", word(&Scope::Special));
    typed.put("urgency", word(&baopi_workflow::content::Urgency::default()));
    typed.put("disclosure", word(&Disclosure::Public));
    typed.put("contact_name", contact);
    typed
}

/// Reads the form.
pub(crate) fn read(typed: &Typed, own: UnitId) -> (DocumentContent, Vec<Fault>) {
    let mut reader = Reader::new(typed);
    let content = DocumentContent {
        issuing_unit: reader.value("issuing_unit", "page-fault-choice").unwrap_or(own),
        drafting_unit: reader.value("drafting_unit", "page-fault-choice").unwrap_or(own),
        joint_units: reader.set("joint_units"),
        doc_type: reader.word("doc_type"),
        direction: reader.word("direction"),
        category: reader.word("category"),
        scope: reader.word("scope"),
        title: reader.text("title"),
        body: reader.text("body"),
        body_file: reader.file("body_file"),
        issued_texts: issued_texts(typed, &reader),
        annexes: annexes(typed, &mut reader, "annex"),
        main_recipients: reader.set("main_recipients"),
        cc: reader.set("cc"),
        urgency: reader.word("urgency").unwrap_or_default(),
        urgency_reason: reader.text("urgency_reason"),
        disclosure: reader.word("disclosure"),
        disclosure_reason: reader.text("disclosure_reason"),
        basis: basis(typed, &mut reader),
        necessity: reader.text("necessity"),
        plan_item: reader.some_text("plan_item"),
        deploys_meeting: reader.value("deploys_meeting", "page-fault-request"),
        countersign_units: reader.set("countersign_units"),
        directive: reader.ticked("directive"),
        coordination_body: reader.value("coordination_body", "page-fault-choice"),
        gov_consent_ref: reader.text("gov_consent_ref"),
        superior_explanation_ref: reader.text("superior_explanation_ref"),
        normative: reader.ticked("normative"),
        legal_review_ref: reader.text("legal_review_ref"),
        fair_competition_ref: reader.text("fair_competition_ref"),
        burden: burden(&reader),
        non_classified_declared: reader.ticked("non_classified_declared"),
        copies: reader.number("copies"),
        contact: reader.contact(),
        series: reader.some_text("series"),
        justifications: reader.justifications(),
        chosen: reader.chosen(),
    };
    (content, reader.into_faults())
}

/// Writes the form.
pub(crate) fn typed(content: &DocumentContent) -> Typed {
    let mut typed = Typed::default();
    typed.put("issuing_unit", content.issuing_unit.to_string());
    typed.put("drafting_unit", content.drafting_unit.to_string());
    let sets = [
        ("joint_units", &content.joint_units),
        ("main_recipients", &content.main_recipients),
        ("cc", &content.cc),
        ("countersign_units", &content.countersign_units),
    ];
    for (name, units) in sets {
        for unit in units {
            typed.add(name, unit.to_string());
        }
    }
    let words = [
        ("doc_type", content.doc_type.as_ref().map(word)),
        ("direction", content.direction.as_ref().map(word)),
        ("category", content.category.as_ref().map(word)),
        ("scope", content.scope.as_ref().map(word)),
        ("urgency", Some(word(&content.urgency))),
        ("disclosure", content.disclosure.as_ref().map(word)),
        ("coordination_body", content.coordination_body.map(|unit| unit.to_string())),
        ("deploys_meeting", content.deploys_meeting.map(|meeting| meeting.to_string())),
        ("copies", content.copies.map(|copies| copies.to_string())),
        ("body_file", content.body_file.as_ref().map(file)),
        ("plan_item", content.plan_item.clone()),
        ("series", content.series.clone()),
    ];
    for (name, value) in &words {
        typed.put_some(name, value.as_deref().unwrap_or_default());
    }
    let texts = [
        ("title", &content.title),
        ("body", &content.body),
        ("urgency_reason", &content.urgency_reason),
        ("disclosure_reason", &content.disclosure_reason),
        ("necessity", &content.necessity),
        ("gov_consent_ref", &content.gov_consent_ref),
        ("superior_explanation_ref", &content.superior_explanation_ref),
        ("legal_review_ref", &content.legal_review_ref),
        ("fair_competition_ref", &content.fair_competition_ref),
        ("contact_name", &content.contact.name),
        ("contact_phone", &content.contact.phone),
    ];
    for (name, text) in texts {
        typed.put_some(name, text);
    }
    typed.tick("directive", content.directive);
    typed.tick("normative", content.normative);
    typed.tick("non_classified_declared", content.non_classified_declared);
    put_parts(&mut typed, content);
    typed
}

fn put_parts(typed: &mut Typed, content: &DocumentContent) {
    for (row, issued) in content.issued_texts.iter().enumerate() {
        typed.put(&format!("issued.{row}.title"), &issued.title);
        typed.put(&format!("issued.{row}.text"), &issued.text);
    }
    put_annexes(typed, "annex", &content.annexes);
    for (row, basis) in content.basis.iter().enumerate() {
        let (kind, reference, number) = match basis {
            Basis::CommitteeDecision { reference } => ("committee_decision", reference, ""),
            Basis::SuperiorDoc { title, number } => ("superior_doc", title, number.as_str()),
            Basis::LeaderInstruction { reference } => ("leader_instruction", reference, ""),
            Basis::LawOrRule { reference } => ("law_or_rule", reference, ""),
            Basis::PlanItem { reference } => ("plan_item", reference, ""),
        };
        typed.put(&format!("basis.{row}.kind"), kind);
        typed.put(&format!("basis.{row}.reference"), reference);
        typed.put_some(&format!("basis.{row}.number"), number);
    }
    if let Some(burden) = &content.burden {
        typed.tick("burden", true);
        typed.tick("adds_forms", burden.adds_forms);
        typed.tick("adds_reports", burden.adds_reports);
        typed.tick("adds_inspection", burden.adds_inspection);
        typed.put_some("burden_note", &burden.note);
    }
    typed.put_choices(&content.chosen, &content.justifications);
}

/// Writes annexes or the materials of a meeting.
pub(crate) fn put_annexes(typed: &mut Typed, prefix: &str, annexes: &[Annex]) {
    for (row, annex) in annexes.iter().enumerate() {
        typed.put(&format!("{prefix}.{row}.title"), &annex.title);
        typed.put(&format!("{prefix}.{row}.kind"), word(&annex.kind));
        if let Some(text) = &annex.text {
            typed.put(&format!("{prefix}.{row}.text"), text);
        }
        if let Some(reference) = &annex.file {
            typed.put(&format!("{prefix}.{row}.file"), file(reference));
        }
    }
}

/// Reads annexes or the materials of a meeting; a row without title and file is an unused one.
pub(crate) fn annexes(typed: &Typed, reader: &mut Reader, prefix: &str) -> Vec<Annex> {
    let mut annexes = Vec::new();
    for row in typed.rows(prefix) {
        let name = |field: &str| format!("{prefix}.{row}.{field}");
        if ["title", "file", "text"].iter().all(|field| typed.is_blank(&name(field))) {
            continue;
        }
        annexes.push(Annex {
            title: reader.text(&name("title")),
            text: typed.has(&name("text")).then(|| reader.text(&name("text"))),
            file: reader.file(&name("file")),
            kind: reader.word(&name("kind")).unwrap_or_default(),
        });
    }
    annexes
}

fn issued_texts(typed: &Typed, reader: &Reader) -> Vec<IssuedText> {
    let name = |row: usize, field: &str| format!("issued.{row}.{field}");
    let used =
        |row: &usize| !typed.is_blank(&name(*row, "title")) || !typed.is_blank(&name(*row, "text"));
    let issued = |row| IssuedText {
        title: reader.text(&name(row, "title")),
        text: reader.text(&name(row, "text")),
    };
    typed.rows("issued").into_iter().filter(used).map(issued).collect()
}

fn basis(typed: &Typed, reader: &mut Reader) -> Vec<Basis> {
    let mut list = Vec::new();
    for row in typed.rows("basis") {
        let name = |field: &str| format!("basis.{row}.{field}");
        let (kind, given) = (typed.one(&name("kind")), !typed.is_blank(&name("reference")));
        if kind.is_empty() && !given {
            continue;
        }
        if !given {
            reader.fault(&name("reference"), "page-fault-missing");
        }
        let reference = reader.text(&name("reference"));
        list.push(match kind {
            "committee_decision" => Basis::CommitteeDecision { reference },
            "superior_doc" => {
                Basis::SuperiorDoc { title: reference, number: reader.text(&name("number")) }
            }
            "leader_instruction" => Basis::LeaderInstruction { reference },
            "law_or_rule" => Basis::LawOrRule { reference },
            "plan_item" => Basis::PlanItem { reference },
            _ => {
                reader.fault(&name("kind"), "page-fault-choice");
                continue;
            }
        });
    }
    list
}

fn burden(reader: &Reader) -> Option<BurdenAssessment> {
    let assessment = BurdenAssessment {
        adds_forms: reader.ticked("adds_forms"),
        adds_reports: reader.ticked("adds_reports"),
        adds_inspection: reader.ticked("adds_inspection"),
        note: reader.text("burden_note"),
    };
    // Whoever says what it adds has assessed it, box or no box.
    (reader.ticked("burden") || assessment != BurdenAssessment::default()).then_some(assessment)
}
