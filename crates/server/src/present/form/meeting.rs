//! 会议审批单 as a form.

use baopi_workflow::content::{
    AgendaItem, AgendaKind, Attendance, MeetingClass, MeetingMode, MeetingNature, Session,
};
use baopi_workflow::{MeetingContent, Timestamp, UnitId};
use chrono::NaiveDateTime;

use super::document::{annexes, put_annexes};
use super::reader::{Fault, Reader, date_and_time, word, yuan};
use super::typed::Typed;

/// The form of a meeting that nobody has planned yet, for a drafter of `own`.
pub(crate) fn blank(own: UnitId, contact: &str) -> Typed {
    let mut typed = Typed::default();
    typed.put("host_unit", own.to_string());
    typed.put("in_name_of", own.to_string());
    typed.put("nature", word(&MeetingNature::default()));
    typed.put("class", word(&MeetingClass::III));
    typed.put("mode", word(&MeetingMode::Video));
    typed.put("required_level", word(&Attendance::DeputyLeader));
    typed.put("budget", "0");
    typed.put("contact_name", contact);
    typed
}

/// Reads the form.
pub(crate) fn read(typed: &Typed, own: UnitId) -> (MeetingContent, Vec<Fault>) {
    let mut reader = Reader::new(typed);
    let content = MeetingContent {
        host_unit: reader.value("host_unit", "page-fault-choice").unwrap_or(own),
        co_hosts: reader.set("co_hosts"),
        in_name_of: reader.value("in_name_of", "page-fault-choice").unwrap_or(own),
        title: reader.text("title"),
        nature: reader.word("nature").unwrap_or_default(),
        comprehensive: reader.ticked("comprehensive"),
        class: reader.word("class"),
        topic: reader.text("topic"),
        purpose: reader.text("purpose"),
        sessions: sessions(typed, &mut reader),
        venue: reader.text("venue"),
        mode: reader.word("mode"),
        required_level: reader.word("required_level"),
        convener: reader.value("convener", "page-fault-choice"),
        attendee_units: reader.set("attendee_units"),
        headcount: reader.number("headcount"),
        staff_count: reader.number("staff_count"),
        leaders_attending: reader.set("leaders_attending"),
        agenda: agenda(typed, &mut reader),
        materials: annexes(typed, &mut reader, "annex"),
        budget_fen: reader.money("budget"),
        budget_source: reader.text("budget_source"),
        plan_item: reader.some_text("plan_item"),
        superior_notice_ref: reader.text("superior_notice_ref"),
        superior_explanation_ref: reader.text("superior_explanation_ref"),
        non_classified_declared: reader.ticked("non_classified_declared"),
        contact: reader.contact(),
        justifications: reader.justifications(),
        chosen: reader.chosen(),
    };
    (content, reader.into_faults())
}

/// Writes the form.
pub(crate) fn typed(content: &MeetingContent) -> Typed {
    let mut typed = Typed::default();
    typed.put("host_unit", content.host_unit.to_string());
    typed.put("in_name_of", content.in_name_of.to_string());
    content.co_hosts.iter().for_each(|unit| typed.add("co_hosts", unit.to_string()));
    content.attendee_units.iter().for_each(|unit| typed.add("attendee_units", unit.to_string()));
    content
        .leaders_attending
        .iter()
        .for_each(|leader| typed.add("leaders_attending", leader.to_string()));
    let words = [
        ("nature", Some(word(&content.nature))),
        ("class", content.class.as_ref().map(word)),
        ("mode", content.mode.as_ref().map(word)),
        ("required_level", content.required_level.as_ref().map(word)),
        ("convener", content.convener.map(|person| person.to_string())),
        ("headcount", content.headcount.map(|count| count.to_string())),
        ("staff_count", content.staff_count.map(|count| count.to_string())),
        ("budget", Some(yuan(content.budget_fen))),
        ("plan_item", content.plan_item.clone()),
    ];
    for (name, value) in &words {
        typed.put_some(name, value.as_deref().unwrap_or_default());
    }
    let texts = [
        ("title", &content.title),
        ("topic", &content.topic),
        ("purpose", &content.purpose),
        ("venue", &content.venue),
        ("budget_source", &content.budget_source),
        ("superior_notice_ref", &content.superior_notice_ref),
        ("superior_explanation_ref", &content.superior_explanation_ref),
        ("contact_name", &content.contact.name),
        ("contact_phone", &content.contact.phone),
    ];
    for (name, text) in texts {
        typed.put_some(name, text);
    }
    typed.tick("comprehensive", content.comprehensive);
    typed.tick("non_classified_declared", content.non_classified_declared);
    put_parts(&mut typed, content);
    typed
}

fn put_parts(typed: &mut Typed, content: &MeetingContent) {
    for (row, session) in content.sessions.iter().enumerate() {
        let ((date, start), (end_date, end)) =
            (date_and_time(session.starts_at), date_and_time(session.ends_at));
        if end_date != date {
            typed.put(&format!("session.{row}.end_date"), end_date);
        }
        typed.put(&format!("session.{row}.date"), date);
        typed.put(&format!("session.{row}.start"), start);
        typed.put(&format!("session.{row}.end"), end);
    }
    for (row, item) in content.agenda.iter().enumerate() {
        typed.put(&format!("agenda.{row}.item"), &item.item);
        typed.put_some(&format!("agenda.{row}.speaker"), &item.speaker);
        typed.put(&format!("agenda.{row}.kind"), word(&item.kind));
        typed.put(&format!("agenda.{row}.minutes"), item.minutes.to_string());
    }
    put_annexes(typed, "annex", &content.materials);
    typed.put_choices(&content.chosen, &content.justifications);
}

fn sessions(typed: &Typed, reader: &mut Reader) -> Vec<Session> {
    let mut sessions = Vec::new();
    for row in typed.rows("session") {
        let name = |field: &str| format!("session.{row}.{field}");
        if ["date", "start", "end"].iter().all(|field| typed.is_blank(&name(field))) {
            continue;
        }
        let starts_at = reader.instant(&name("date"), &name("start"));
        let end = reader.time(&name("end"));
        if end.is_none() && typed.is_blank(&name("end")) {
            reader.fault(&name("end"), "page-fault-missing");
        }
        // A session ends on the day on which it began, unless another day is named.
        let last_day = reader.date(&name("end_date")).or_else(|| starts_at.map(Timestamp::date));
        let ends_at =
            last_day.zip(end).map(|(on, at)| Timestamp::at_office(NaiveDateTime::new(on, at)));
        sessions.extend(
            starts_at.zip(ends_at).map(|(starts_at, ends_at)| Session { starts_at, ends_at }),
        );
    }
    sessions
}

fn agenda(typed: &Typed, reader: &mut Reader) -> Vec<AgendaItem> {
    let mut agenda = Vec::new();
    for row in typed.rows("agenda") {
        let name = |field: &str| format!("agenda.{row}.{field}");
        if ["item", "speaker", "minutes"].iter().all(|field| typed.is_blank(&name(field))) {
            continue;
        }
        if typed.is_blank(&name("item")) {
            reader.fault(&name("item"), "page-fault-missing");
        }
        if typed.is_blank(&name("minutes")) {
            reader.fault(&name("minutes"), "page-fault-missing");
        }
        agenda.push(AgendaItem {
            item: reader.text(&name("item")),
            speaker: reader.text(&name("speaker")),
            kind: reader.word(&name("kind")).unwrap_or(AgendaKind::Other),
            minutes: reader.number(&name("minutes")).unwrap_or_default(),
        });
    }
    agenda
}
