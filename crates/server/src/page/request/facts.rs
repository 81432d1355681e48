//! The columns of 发文稿纸, 会议审批单 and 督查检查考核审批单, as far as they are filled in.

use std::collections::BTreeSet;

use baopi_workflow::content::{Basis, BurdenAssessment, Contact};
use baopi_workflow::{
    Content, DocumentContent, InspectionContent, MeetingContent, PersonId, UnitId,
};
use serde::Serialize;

use crate::present::form::reader::{word, yuan};
use crate::present::frame::Texts;
use crate::present::visit::Visitor;

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FactView {
    pub(crate) label: String,
    pub(crate) value: String,
}

pub(crate) fn facts(visit: &Visitor, content: &Content, drafter: PersonId) -> Vec<FactView> {
    let mut list = List { visit, texts: visit.texts(), facts: Vec::new() };
    match content {
        Content::Document(document) => list.document(document, drafter),
        Content::Meeting(meeting) => list.meeting(meeting, drafter),
        Content::Inspection(inspection) => list.inspection(inspection, drafter),
    }
    list.facts
}

struct List<'a> {
    visit: &'a Visitor,
    texts: Texts,
    facts: Vec<FactView>,
}

impl List<'_> {
    /// Adds a column, unless nothing stands in it.
    fn add(&mut self, field: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.facts
                .push(FactView { label: baopi_messages::field(self.visit.language, field), value });
        }
    }

    fn word<T: Serialize>(&mut self, field: &str, list: &str, value: Option<&T>) {
        let value = value.map(|value| self.texts.word(list, &word(value)));
        self.add(field, value.unwrap_or_default());
    }

    fn join(&self, parts: impl IntoIterator<Item = String>) -> String {
        parts.into_iter().collect::<Vec<_>>().join(&self.texts.t("list-separator"))
    }

    fn unit(&mut self, field: &str, unit: UnitId) {
        self.add(field, self.visit.viewer.organisation.unit_name(unit));
    }

    fn units(&mut self, field: &str, units: &BTreeSet<UnitId>) {
        let organisation = &self.visit.viewer.organisation;
        let names = self.join(
            organisation
                .units()
                .filter(|unit| units.contains(&unit.id))
                .map(|unit| unit.short_name.clone()),
        );
        self.add(field, names);
    }

    /// A word with the reason for it.
    fn reasoned<T: Serialize>(&mut self, field: &str, list: &str, value: Option<&T>, reason: &str) {
        let value = value.map(|value| self.texts.word(list, &word(value))).unwrap_or_default();
        let both =
            self.join([value, reason.to_owned()].into_iter().filter(|part| !part.is_empty()));
        self.add(field, both);
    }

    fn yes(&mut self, field: &str, is_so: bool) {
        if is_so {
            self.add(field, self.texts.t("page-yes"));
        }
    }

    fn contact(&mut self, contact: &Contact) {
        self.add("contact", format!("{} {}", contact.name, contact.phone));
    }

    fn document(&mut self, document: &DocumentContent, drafter: PersonId) {
        self.unit("issuing_unit", document.issuing_unit);
        let drafted = format!(
            "{} {}",
            self.visit.viewer.organisation.unit_name(document.drafting_unit),
            self.visit.name(drafter)
        );
        self.add("drafting_unit", drafted);
        self.units("joint_units", &document.joint_units);
        self.word("doc_type", "doc_type", document.doc_type.as_ref());
        self.word("direction", "direction", document.direction.as_ref());
        self.word("category", "category", document.category.as_ref());
        self.word("scope", "scope", document.scope.as_ref());
        self.units("main_recipients", &document.main_recipients);
        self.units("cc", &document.cc);
        self.reasoned("urgency", "urgency", Some(&document.urgency), &document.urgency_reason);
        self.reasoned(
            "disclosure",
            "disclosure",
            document.disclosure.as_ref(),
            &document.disclosure_reason,
        );
        let basis: Vec<_> = document.basis.iter().map(|basis| self.basis(basis)).collect();
        self.add("basis", basis.join("\n"));
        self.add("necessity", &*document.necessity);
        self.add("plan_item", document.plan_item.clone().unwrap_or_default());
        self.units("countersign_units", &document.countersign_units);
        self.yes("directive", document.directive);
        if let Some(body) = document.coordination_body {
            self.unit("coordination_body", body);
        }
        self.add("gov_consent_ref", &*document.gov_consent_ref);
        self.add("superior_explanation_ref", &*document.superior_explanation_ref);
        self.yes("normative", document.normative);
        self.add("legal_review_ref", &*document.legal_review_ref);
        self.add("fair_competition_ref", &*document.fair_competition_ref);
        if let Some(burden) = &document.burden {
            self.burden(burden);
        }
        self.add("series", document.series.clone().unwrap_or_default());
        self.add("copies", document.copies.map(|copies| copies.to_string()).unwrap_or_default());
        self.contact(&document.contact);
        self.yes("non_classified_declared", document.non_classified_declared);
    }

    fn basis(&self, basis: &Basis) -> String {
        let (kind, reference, number) = match basis {
            Basis::CommitteeDecision { reference } => ("committee_decision", reference, ""),
            Basis::SuperiorDoc { title, number } => ("superior_doc", title, number.as_str()),
            Basis::LeaderInstruction { reference } => ("leader_instruction", reference, ""),
            Basis::LawOrRule { reference } => ("law_or_rule", reference, ""),
            Basis::PlanItem { reference } => ("plan_item", reference, ""),
        };
        let kind = self.texts.word("basis", kind);
        self.join(
            [kind, reference.clone(), number.to_owned()]
                .into_iter()
                .filter(|part| !part.is_empty()),
        )
    }

    fn burden(&mut self, burden: &BurdenAssessment) {
        let added = [
            ("field-adds-forms", burden.adds_forms),
            ("field-adds-reports", burden.adds_reports),
            ("field-adds-inspection", burden.adds_inspection),
        ];
        let mut parts: Vec<_> =
            added.iter().filter(|(_, adds)| *adds).map(|(key, _)| self.texts.t(key)).collect();
        if parts.is_empty() {
            parts.push(self.texts.t("page-burden-none"));
        }
        parts.extend(Some(burden.note.clone()).filter(|note| !note.is_empty()));
        let text = self.join(parts);
        self.add("burden", text);
    }

    fn inspection(&mut self, inspection: &InspectionContent, drafter: PersonId) {
        let unit = self.visit.viewer.organisation.unit_name(inspection.unit);
        let by = format!("{unit} {}", self.visit.name(drafter));
        self.add("inspecting_unit", by);
        self.yes("inspection_comprehensive", inspection.comprehensive);
        self.add("topic", &*inspection.topic);
        self.add("inspection_basis", &*inspection.basis);
        self.add("purpose", &*inspection.purpose);
        let starts_on =
            inspection.starts_on.map(|day| baopi_messages::date(self.visit.language, day));
        self.add("starts_on", starts_on.unwrap_or_default());
        self.word("method", "inspection_method", inspection.method.as_ref());
        self.units("targets", &inspection.targets);
        self.add("plan_item", inspection.plan_item.clone().unwrap_or_default());
        self.add("superior_explanation_ref", &*inspection.superior_explanation_ref);
        self.contact(&inspection.contact);
        self.yes("non_classified_declared", inspection.non_classified_declared);
    }

    fn meeting(&mut self, meeting: &MeetingContent, drafter: PersonId) {
        let hosted = format!(
            "{} {}",
            self.visit.viewer.organisation.unit_name(meeting.host_unit),
            self.visit.name(drafter)
        );
        self.add("host_unit", hosted);
        self.units("co_hosts", &meeting.co_hosts);
        self.unit("in_name_of", meeting.in_name_of);
        self.word("nature", "meeting_nature", Some(&meeting.nature));
        self.yes("comprehensive", meeting.comprehensive);
        self.word("class", "meeting_class", meeting.class.as_ref());
        self.add("topic", &*meeting.topic);
        self.add("purpose", &*meeting.purpose);
        let texts = self.texts;
        let sessions = meeting.sessions.iter();
        let sessions = sessions.map(|session| {
            format!("{} — {}", texts.at(session.starts_at), texts.at(session.ends_at))
        });
        self.add("sessions", sessions.collect::<Vec<_>>().join("\n"));
        self.word("mode", "meeting_mode", meeting.mode.as_ref());
        self.add("venue", &*meeting.venue);
        self.word("required_level", "attendance", meeting.required_level.as_ref());
        self.add(
            "convener",
            meeting.convener.map(|person| self.visit.name(person)).unwrap_or_default(),
        );
        self.units("attendee_units", &meeting.attendee_units);
        self.add("headcount", meeting.headcount.map(|count| count.to_string()).unwrap_or_default());
        self.add(
            "staff_count",
            meeting.staff_count.map(|count| count.to_string()).unwrap_or_default(),
        );
        let leaders =
            self.join(meeting.leaders_attending.iter().map(|leader| self.visit.name(*leader)));
        self.add("leaders_attending", leaders);
        let budget = texts
            .with("page-yuan", &baopi_messages::Args::new().with("yuan", yuan(meeting.budget_fen)));
        let budget = self.join(
            [budget, meeting.budget_source.clone()].into_iter().filter(|part| !part.is_empty()),
        );
        self.add("budget_fen", budget);
        self.add("plan_item", meeting.plan_item.clone().unwrap_or_default());
        self.add("superior_notice_ref", &*meeting.superior_notice_ref);
        self.add("superior_explanation_ref", &*meeting.superior_explanation_ref);
        self.contact(&meeting.contact);
        self.yes("non_classified_declared", meeting.non_classified_declared);
    }
}
