//! Forms that nobody has typed into yet.

use baopi_workflow::content::{
    Attendance, Category, Direction, Disclosure, DocType, InspectionMethod, MeetingClass,
    MeetingMode, MeetingNature, Scope, Urgency,
};
use baopi_workflow::{Kind, UnitId};

use super::typed::Typed;
use super::written::word;

/// The form for a drafter of `own`, whom to ask for as `contact`: what is usual is chosen.
pub(crate) fn blank(kind: Kind, own: UnitId, contact: &str) -> Typed {
    let own = own.to_string();
    let usual = match kind {
        Kind::Document => vec![
            ("issuing_unit", own.clone()),
            ("drafting_unit", own),
            ("doc_type", word(&DocType::Notice)),
            ("direction", word(&Direction::Downward)),
            ("category", word(&Category::Deployment)),
            ("scope", word(&Scope::Special)),
            ("urgency", word(&Urgency::default())),
            ("disclosure", word(&Disclosure::Public)),
        ],
        Kind::Meeting => vec![
            ("host_unit", own.clone()),
            ("in_name_of", own),
            ("nature", word(&MeetingNature::default())),
            ("class", word(&MeetingClass::III)),
            ("mode", word(&MeetingMode::Video)),
            ("required_level", word(&Attendance::DeputyLeader)),
            ("budget_fen", "0".to_owned()),
        ],
        Kind::Inspection => vec![("unit", own), ("method", word(&InspectionMethod::OnSite))],
    };
    let contact = ("contact.name", contact.to_owned());
    usual.into_iter().chain([contact]).map(|(name, value)| (name.to_owned(), value)).collect()
}
