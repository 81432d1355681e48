//! The contents of pages and forms: whether they can be decoded and read to their end, and how often forms are drawn.
//!
//! The interpreter leaves out what it cannot decode. What is left out in silence is a way round the limit on the length of a
//! text, so all contents are looked at before a page is read.

use std::collections::HashMap;

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream,
};
use hayro_interpret::hayro_syntax::page::{Page, Resources};

use super::mending::mended;
use crate::Unreadable;
use crate::limits::{MAX_CONTENT_BYTES, MAX_FORM_DEPTH, MAX_FORM_EXECUTIONS};

/// A packed content of no bytes takes so many, or fewer.
const PACKED_NOTHING: usize = 16;

/// The forms of a file as far as they were met; `None` for one that is being read.
#[derive(Default)]
pub(super) struct Contents {
    forms: HashMap<(ObjectIdentifier, Scope), Option<Form>>,
    executions: u64,
}

/// Where names are looked up: a form without resources of its own uses those of the content that draws it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Scope {
    Page(u64),
    Form(ObjectIdentifier),
}

/// A form with all that it draws.
#[derive(Clone, Copy)]
struct Form {
    /// How many forms deep it is, itself included.
    height: usize,
    /// How many forms are drawn when it is, itself included. Each may draw another several times.
    executions: u64,
}

/// Where a content stands.
#[derive(Clone, Copy)]
struct ContentPlace {
    page: u64,
    scope: Scope,
    depth: usize,
}

impl Contents {
    /// Reads the content of a page and of each form that it and its annotations draw.
    pub(super) fn check(&mut self, number: u64, page: &Page<'_>) -> Result<(), Unreadable> {
        let place = ContentPlace { page: number, scope: Scope::Page(number), depth: 0 };
        let mut drawn = drawn_by(&page_content(number, page)?, page.resources());
        let mut reached = true;
        for annotation in annotations(page) {
            reached &= annotation.is_some();
            let appearance = annotation.as_ref().and_then(appearance);
            // The interpreter goes no further than to the first that is not there.
            if appearance.is_some() && !reached {
                return Err(Unreadable::CutShort { page: number });
            }
            drawn.extend(appearance);
        }
        for form in drawn {
            let form = self.form(&form, page.resources(), place)?;
            self.executions = self.executions.saturating_add(form.executions);
        }
        if self.executions > MAX_FORM_EXECUTIONS {
            return Err(Unreadable::hostile("PDF forms are drawn too often"));
        }
        Ok(())
    }

    fn form(
        &mut self,
        stream: &Stream<'_>,
        resources: &Resources<'_>,
        place: ContentPlace,
    ) -> Result<Form, Unreadable> {
        let own = stream.dict().get::<Dict<'_>>("Resources").map(Resources::new);
        let id = stream.obj_id();
        let scope = if own.is_some() { Scope::Form(id) } else { place.scope };
        let depth = place.depth + 1;
        let known = self.forms.insert((id, scope), None);
        let form = match known {
            Some(Some(form)) => form,
            // The interpreter finds no form within itself, so neither do we.
            Some(None) => return Err(Unreadable::hostile("a PDF form draws itself")),
            None if depth > MAX_FORM_DEPTH => return Err(too_deep()),
            None => {
                let content = decoded(stream)?;
                // The interpreter reads forms itself, so one that would have to be mended is not read to its end.
                if mended(content.clone()).is_none_or(|mended| mended != content) {
                    return Err(Unreadable::CutShort { page: place.page });
                }
                let mut form = Form { height: 1, executions: 1 };
                let resources = own.as_ref().unwrap_or(resources);
                for drawn in drawn_by(&content, resources) {
                    let below =
                        self.form(&drawn, resources, ContentPlace { scope, depth, ..place })?;
                    form.height = form.height.max(below.height + 1);
                    form.executions = form.executions.saturating_add(below.executions);
                }
                form
            }
        };
        self.forms.insert((id, scope), Some(form));
        if place.depth + form.height > MAX_FORM_DEPTH { Err(too_deep()) } else { Ok(form) }
    }
}

fn too_deep() -> Unreadable {
    Unreadable::hostile("PDF forms nested too deeply")
}

/// The content of a page, mended if need be: its streams one after the other, with a blank between them.
pub(super) fn page_content(number: u64, page: &Page<'_>) -> Result<Vec<u8>, Unreadable> {
    mended(joined(number, page)?).ok_or(Unreadable::CutShort { page: number })
}

fn joined(number: u64, page: &Page<'_>) -> Result<Vec<u8>, Unreadable> {
    const CONTENTS: &str = "Contents";
    let raw = page.raw();
    if let Some(stream) = raw.get::<Stream<'_>>(CONTENTS) {
        return decoded(&stream);
    }
    let mut content = Vec::new();
    let Some(streams) = raw.get::<Array<'_>>(CONTENTS) else { return Ok(content) };
    for stream in streams.raw_iter() {
        // What is not there at all stands for nothing; what is there and no stream cannot be read.
        match resolved(page, stream) {
            Some(Object::Stream(stream)) => content.extend(decoded(&stream)?),
            Some(Object::Null(_)) | None => {}
            Some(_) => return Err(Unreadable::CutShort { page: number }),
        }
        content.push(b' ');
        if content.len() > MAX_CONTENT_BYTES {
            return Err(inflated());
        }
    }
    Ok(content)
}

fn decoded(stream: &Stream<'_>) -> Result<Vec<u8>, Unreadable> {
    let undecodable = || Unreadable::corrupt("a PDF stream cannot be decoded");
    let content = stream.decoded_data().map_err(|_| undecodable())?;
    if content.len() > MAX_CONTENT_BYTES {
        return Err(inflated());
    }
    if content.is_empty() && stream.raw_data().len() > PACKED_NOTHING {
        return Err(undecodable());
    }
    Ok(content.into_owned())
}

fn inflated() -> Unreadable {
    Unreadable::hostile("a PDF stream inflates too far")
}

/// The forms that a content draws, each as often as it does.
fn drawn_by<'a>(content: &[u8], resources: &Resources<'a>) -> Vec<Stream<'a>> {
    let mut operations = TypedIter::new(content);
    let mut drawn = Vec::new();
    while let Some(operation) = operations.next() {
        if let TypedInstruction::XObject(named) = operation {
            drawn.extend(resources.get_x_object(named.0).filter(is_form));
        }
    }
    drawn
}

fn is_form(stream: &Stream<'_>) -> bool {
    stream.dict().get::<Name<'_>>("Subtype").is_some_and(|name| *name == *b"Form")
}

/// The annotations of a page, in their order; `None` for one that is not there.
pub(super) fn annotations<'a>(page: &Page<'a>) -> Vec<Option<Dict<'a>>> {
    let annotations = page.raw().get::<Array<'_>>("Annots");
    let items = annotations.iter().flat_map(Array::raw_iter);
    items.map(|item| resolved(page, item).and_then(Object::into_dict)).collect()
}

fn resolved<'a>(page: &Page<'a>, item: MaybeRef<Object<'a>>) -> Option<Object<'a>> {
    match item {
        MaybeRef::Ref(reference) => page.xref().get::<Object<'_>>(reference.into()),
        MaybeRef::NotRef(object) => Some(object),
    }
}

/// What an annotation looks like, as the interpreter chooses it.
pub(super) fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    let drawn = annotation.get::<Dict<'_>>("AP")?;
    let normal = drawn.get::<Object<'_>>("N")?;
    if let Object::Stream(stream) = normal {
        return Some(stream);
    }
    let states = normal.into_dict()?;
    let state = annotation.get::<Name<'_>>("AS");
    state
        .and_then(|state| states.get::<Stream<'_>>(state))
        .or_else(|| states.get::<Stream<'_>>("Off"))
}
