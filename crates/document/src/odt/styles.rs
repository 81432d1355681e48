use std::collections::HashMap;

use crate::Unreadable;
use crate::xml::{Step, Walk};

/// So far up the styles on which one is based are followed.
const MAX_PARENTS: usize = 32;

/// Which styles hide what has them.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<(String, String), Style>);

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    hidden: Option<bool>,
}

impl Styles {
    /// Adds the styles of a part.
    pub(super) fn read(&mut self, part: &str) -> Result<(), Unreadable> {
        let mut walk = Walk::over(part);
        let mut key = None;
        while let Some(step) = walk.next()? {
            let Step::Open(element) = step else { continue };
            match element.name() {
                "style" => {
                    let family = element.attribute("family")?.unwrap_or_default();
                    let name = element.attribute("name")?.unwrap_or_default();
                    let parent = element.attribute("parent-style-name")?;
                    self.0.insert((family.clone(), name.clone()), Style { parent, hidden: None });
                    key = Some((family, name));
                }
                "text-properties" => {
                    let display = element.attribute("display")?;
                    if let (Some(style), Some(display)) =
                        (key.as_ref().and_then(|key| self.0.get_mut(key)), display)
                    {
                        style.hidden = Some(display == "none");
                    }
                }
                "default-style" | "list-style" | "outline-style" => key = None,
                "body" => break,
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a style, or the first of those on which it is based that says so, hides what has it.
    pub(super) fn hides(&self, family: &str, name: &str) -> Option<bool> {
        let style = |name: &str| self.0.get(&(family.to_owned(), name.to_owned()));
        let chain = std::iter::successors(style(name), |style_of| {
            style_of.parent.as_deref().and_then(style)
        });
        chain.take(MAX_PARENTS).find_map(|style| style.hidden)
    }
}
