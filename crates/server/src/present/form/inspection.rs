//! 督查检查考核审批单 as a form.

use baopi_workflow::content::InspectionMethod;
use baopi_workflow::{InspectionContent, UnitId};

use super::reader::{Fault, Reader, word};
use super::typed::Typed;

/// The form of an inspection that nobody has planned yet, for a drafter of `own`.
pub(crate) fn blank(own: UnitId, contact: &str) -> Typed {
    let mut typed = Typed::default();
    typed.put("inspecting_unit", own.to_string());
    typed.put("method", word(&InspectionMethod::OnSite));
    typed.put("contact_name", contact);
    typed
}

/// Reads the form.
pub(crate) fn read(typed: &Typed, own: UnitId) -> (InspectionContent, Vec<Fault>) {
    let mut reader = Reader::new(typed);
    let content = InspectionContent {
        unit: reader.value("inspecting_unit", "page-fault-choice").unwrap_or(own),
        title: reader.text("title"),
        comprehensive: reader.ticked("comprehensive"),
        topic: reader.text("topic"),
        purpose: reader.text("purpose"),
        basis: reader.text("inspection_basis"),
        targets: reader.set("targets"),
        method: reader.word("method"),
        starts_on: reader.date("starts_on"),
        plan_item: reader.some_text("plan_item"),
        superior_explanation_ref: reader.text("superior_explanation_ref"),
        non_classified_declared: reader.ticked("non_classified_declared"),
        contact: reader.contact(),
        justifications: reader.justifications(),
        chosen: reader.chosen(),
    };
    (content, reader.into_faults())
}

/// Writes the form.
pub(crate) fn typed(content: &InspectionContent) -> Typed {
    let mut typed = Typed::default();
    typed.put("inspecting_unit", content.unit.to_string());
    content.targets.iter().for_each(|unit| typed.add("targets", unit.to_string()));
    let words = [
        ("method", content.method.as_ref().map(word)),
        ("starts_on", content.starts_on.map(|day| day.to_string())),
        ("plan_item", content.plan_item.clone()),
    ];
    for (name, value) in &words {
        typed.put_some(name, value.as_deref().unwrap_or_default());
    }
    let texts = [
        ("title", &content.title),
        ("topic", &content.topic),
        ("purpose", &content.purpose),
        ("inspection_basis", &content.basis),
        ("superior_explanation_ref", &content.superior_explanation_ref),
        ("contact_name", &content.contact.name),
        ("contact_phone", &content.contact.phone),
    ];
    for (name, text) in texts {
        typed.put_some(name, text);
    }
    typed.tick("comprehensive", content.comprehensive);
    typed.tick("non_classified_declared", content.non_classified_declared);
    typed.put_choices(&content.chosen, &content.justifications);
    typed
}
