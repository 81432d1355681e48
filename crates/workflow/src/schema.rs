//! The schema of a content for the interface for programs: what serde says with a tag beside the fields, said in JSON Schema.

use std::borrow::Cow;

use utoipa::openapi::schema::{Discriminator, OneOfBuilder, Schema};
use utoipa::openapi::{ObjectBuilder, Ref, RefOr, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::content::{Content, DocumentContent, InspectionContent, MeetingContent};
use crate::request::Kind;

/// What a content is called in the document, by its kind.
const KINDS: [(Kind, &str); 3] = [
    (Kind::Document, "DocumentContent"),
    (Kind::Meeting, "MeetingContent"),
    (Kind::Inspection, "InspectionContent"),
];

impl PartialSchema for Content {
    fn schema() -> RefOr<Schema> {
        let mut one = OneOfBuilder::new().discriminator(Some(Discriminator::new("kind")));
        for (_, name) in KINDS {
            one = one.item(Ref::from_schema_name(name));
        }
        RefOr::T(Schema::OneOf(one.build()))
    }
}

impl ToSchema for Content {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Content")
    }

    /// A content has no field that nobody reads, so that its tag has to stand among its fields.
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        DocumentContent::schemas(schemas);
        MeetingContent::schemas(schemas);
        InspectionContent::schemas(schemas);
        let fields =
            [DocumentContent::schema(), MeetingContent::schema(), InspectionContent::schema()];
        for ((kind, name), mut fields) in KINDS.into_iter().zip(fields) {
            if let RefOr::T(Schema::Object(object)) = &mut fields {
                let word = ObjectBuilder::new().schema_type(Type::String);
                let word = word.enum_values(Some([kind.key()])).build();
                object.properties.insert("kind".to_owned(), Schema::Object(word).into());
                object.required.push("kind".to_owned());
            }
            schemas.push((name.to_owned(), fields));
        }
    }
}
