use std::collections::HashMap;

use super::is_on;
use crate::Unreadable;
use crate::xml::{Step, Walk};

/// So far up the styles on which one is based are followed.
const MAX_PARENTS: usize = 32;

/// What styles say that matters to the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Styles {
    by_name: HashMap<String, Style>,
    /// What stands before all styles.
    defaults: Style,
    default_paragraph: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    based_on: Option<String>,
    hidden: Option<bool>,
    number: Option<String>,
    level: Option<usize>,
}

impl Styles {
    pub(super) fn read(part: &str) -> Result<Self, Unreadable> {
        let mut walk = Walk::over(part);
        let mut styles = Self::default();
        let mut id = None;
        while let Some(step) = walk.next()? {
            let Step::Open(element) = step else { continue };
            let value = element.attribute("val")?;
            match element.name() {
                "style" => {
                    let is_default =
                        element.attribute("default")?.is_some_and(|value| is_on(&value));
                    id = Some(element.attribute("styleId")?.unwrap_or_default());
                    if is_default && element.attribute("type")?.as_deref() == Some("paragraph") {
                        styles.default_paragraph.clone_from(&id);
                    }
                }
                "basedOn" => styles.of(id.as_deref()).based_on = value,
                "vanish" => {
                    styles.of(id.as_deref()).hidden = Some(value.is_none_or(|value| is_on(&value)));
                }
                "numId" => styles.of(id.as_deref()).number = value,
                "ilvl" => {
                    styles.of(id.as_deref()).level = value.and_then(|level| level.parse().ok());
                }
                "tblStylePr" | "rPrChange" | "pPrChange" | "latentStyles" => walk.skip()?,
                _ => {}
            }
        }
        Ok(styles)
    }

    fn of(&mut self, id: Option<&str>) -> &mut Style {
        match id {
            Some(id) => self.by_name.entry(id.to_owned()).or_default(),
            None => &mut self.defaults,
        }
    }

    /// Whether a paragraph of this style, or of the one that is taken where none is named, is hidden.
    pub(super) fn hides_paragraph(&self, style: Option<&str>) -> bool {
        let style = style.or(self.default_paragraph.as_deref());
        let said = style.and_then(|style| self.first(style, |style| style.hidden));
        said.or(self.defaults.hidden).unwrap_or(false)
    }

    /// Whether a style of characters hides or shows what has it, if it says so.
    pub(super) fn hides_characters(&self, style: &str) -> Option<bool> {
        self.first(style, |style| style.hidden)
    }

    /// The list and the level that a style of paragraphs gives.
    pub(super) fn numbering(&self, style: Option<&str>) -> (Option<String>, Option<usize>) {
        let Some(style) = style.or(self.default_paragraph.as_deref()) else { return (None, None) };
        (self.first(style, |style| style.number.clone()), self.first(style, |style| style.level))
    }

    /// What a style or the first of those on which it is based says.
    fn first<T>(&self, style: &str, says: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let chain = std::iter::successors(self.by_name.get(style), |style| {
            style.based_on.as_ref().and_then(|parent| self.by_name.get(parent))
        });
        chain.take(MAX_PARENTS).find_map(says)
    }
}
