//! What documents, meetings and inspections have in common.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::{Annex, Basis, Contact, Content, FilePart, FileRef, MeetingNature, Urgency};
use crate::canonical::{self, CanonicalError, Digest};
use crate::finding::RuleId;
use crate::id::{PersonId, UnitId};
use crate::kind::Kind;
use crate::stage_key::StageKey;
use crate::time::Timestamp;

impl Content {
    /// What is asked for.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Document(_) => Kind::Document,
            Self::Meeting(_) => Kind::Meeting,
            Self::Inspection(_) => Kind::Inspection,
        }
    }

    /// The title.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Document(document) => &document.title,
            Self::Meeting(meeting) => &meeting.title,
            Self::Inspection(inspection) => &inspection.title,
        }
    }

    /// The unit that issues, convenes or inspects.
    #[must_use]
    pub const fn unit(&self) -> UnitId {
        match self {
            Self::Document(document) => document.issuing_unit,
            Self::Meeting(meeting) => meeting.host_unit,
            Self::Inspection(inspection) => inspection.unit,
        }
    }

    /// The unit where it was written.
    #[must_use]
    pub const fn drafting_unit(&self) -> UnitId {
        match self {
            Self::Document(document) => document.drafting_unit,
            Self::Meeting(meeting) => meeting.host_unit,
            Self::Inspection(inspection) => inspection.unit,
        }
    }

    /// The year in whose plan and quota it stands: that of the day on which it begins, and for a document and whatever has no
    /// day yet that of `undated`.
    #[must_use]
    pub fn year(&self, undated: NaiveDate) -> i32 {
        let begins_on = match self {
            Self::Document(_) => None,
            Self::Meeting(meeting) => {
                meeting.sessions.iter().map(|session| session.starts_at).min().map(Timestamp::date)
            }
            Self::Inspection(inspection) => inspection.starts_on,
        };
        begins_on.unwrap_or(undated).year()
    }

    /// The item of the yearly plan that it names, in its field or, for a document, among what it is based on.
    #[must_use]
    pub fn plan_item(&self) -> Option<&str> {
        let (field, basis): (_, &[Basis]) = match self {
            Self::Document(document) => (&document.plan_item, &document.basis),
            Self::Meeting(meeting) => (&meeting.plan_item, &[]),
            Self::Inspection(inspection) => (&inspection.plan_item, &[]),
        };
        let based_on = basis.iter().filter_map(|basis| match basis {
            Basis::PlanItem { reference } => Some(reference.as_str()),
            Basis::CommitteeDecision { .. }
            | Basis::SuperiorDoc { .. }
            | Basis::LeaderInstruction { .. }
            | Basis::LawOrRule { .. } => None,
        });
        let named = field.as_deref().into_iter().chain(based_on);
        named.map(str::trim).find(|reference| !reference.is_empty())
    }

    /// How urgent.
    #[must_use]
    pub fn urgency(&self) -> Urgency {
        match self {
            Self::Document(document) => document.urgency,
            Self::Meeting(meeting) if meeting.nature == MeetingNature::Emergency => {
                Urgency::ExtraUrgent
            }
            Self::Meeting(_) | Self::Inspection(_) => Urgency::Normal,
        }
    }

    /// Whether other units have to countersign.
    #[must_use]
    pub fn needs_countersignature(&self) -> bool {
        match self {
            Self::Document(document) => {
                !document.countersign_units.is_empty() || !document.joint_units.is_empty()
            }
            Self::Meeting(meeting) => !meeting.co_hosts.is_empty() || meeting.budget_fen > 0,
            Self::Inspection(_) => false,
        }
    }

    /// The reasons given, by rule.
    #[must_use]
    pub const fn justifications(&self) -> &BTreeMap<RuleId, String> {
        match self {
            Self::Document(document) => &document.justifications,
            Self::Meeting(meeting) => &meeting.justifications,
            Self::Inspection(inspection) => &inspection.justifications,
        }
    }

    /// The files it names.
    pub fn files(&self) -> impl Iterator<Item = &FileRef> {
        self.file_parts().map(|part| part.file)
    }

    /// The parts of it that name a file.
    pub fn file_parts(&self) -> impl Iterator<Item = FilePart<'_>> {
        let (body, (field, annexes)): (_, (_, &[Annex])) = match self {
            Self::Document(document) => {
                let file = document.body_file.as_ref();
                let part = |file| FilePart { field: "body_file", file, text: Some(&document.body) };
                (file.map(part), ("annexes", &document.annexes))
            }
            Self::Meeting(meeting) => (None, ("materials", &meeting.materials)),
            Self::Inspection(_) => (None, ("annexes", &[])),
        };
        let annexed = annexes.iter().filter_map(move |annex| {
            let (file, text) = (annex.file.as_ref()?, annex.text.as_deref());
            Some(FilePart { field, file, text })
        });
        body.into_iter().chain(annexed)
    }

    /// The annexes, or what else goes with it.
    pub fn annexes_mut(&mut self) -> &mut [Annex] {
        match self {
            Self::Document(document) => &mut document.annexes,
            Self::Meeting(meeting) => &mut meeting.materials,
            Self::Inspection(_) => &mut [],
        }
    }

    /// Whom the drafter chose, by stage.
    #[must_use]
    pub const fn chosen(&self) -> &BTreeMap<StageKey, Vec<PersonId>> {
        match self {
            Self::Document(document) => &document.chosen,
            Self::Meeting(meeting) => &meeting.chosen,
            Self::Inspection(inspection) => &inspection.chosen,
        }
    }

    /// The canonical bytes in which a revision is stored.
    ///
    /// # Errors
    ///
    /// See [`canonical::bytes`]; a sum of money beyond 2^53 分 is the only way.
    pub fn canonical_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical::bytes(self)
    }

    /// What a signature names: the digest of everything that was approved. How many copies are printed and whom to ring up
    /// may change afterwards; nothing else may.
    ///
    /// # Errors
    ///
    /// As [`Self::canonical_bytes`].
    pub fn digest(&self) -> Result<Digest, CanonicalError> {
        let mut frozen = self.clone();
        match &mut frozen {
            Self::Document(document) => {
                document.copies = None;
                document.contact = Contact::default();
            }
            Self::Meeting(meeting) => meeting.contact = Contact::default(),
            Self::Inspection(inspection) => inspection.contact = Contact::default(),
        }
        Ok(Digest::of(&canonical::bytes(&frozen)?))
    }
}
