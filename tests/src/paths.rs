//! Which modules and items of its own crate a Rust file names.

/// From the root of its crate on, the modules on the way to an item, and the item itself.
pub type ItemPath = Vec<String>;

/// What the code of a module names of its own crate, by `crate::`, `super::` or `self::`, or by `use` and one of its
/// `children`. `own` is the module, from the root on.
#[must_use]
pub fn named(code: &str, own: &[&str], children: &dyn Fn(&str) -> bool) -> Vec<ItemPath> {
    let mut named = Vec::new();
    for word in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(word) {
            if !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                branches(own, &code[at..], &mut named);
            }
        }
    }
    for used in code.split("use ").skip(1).filter(|used| children(first_word(used))) {
        branches(own, used, &mut named);
    }
    named.into_iter().map(|(path, _)| path).collect()
}

/// What a module exports of others: the name that it has there, from the root on, and what it is.
#[must_use]
pub fn exported(code: &str, own: &[&str]) -> Vec<(ItemPath, ItemPath)> {
    let mut exported = Vec::new();
    for opening in ["pub use ", "pub(crate) use ", "pub(super) use "] {
        for statement in code.split(opening).skip(1) {
            branches(own, statement, &mut exported);
        }
    }
    let here = |name| own.iter().map(|&module| module.to_owned()).chain([name]).collect();
    exported.into_iter().map(|(path, name)| (here(name), path)).collect()
}

/// Follows the path with which `text` begins, and every branch of a group in braces, from the module `own` on. Each comes
/// with the name under which it is known from then on.
fn branches(own: &[&str], text: &str, found: &mut Vec<(ItemPath, String)>) {
    let (mut base, mut rest) = (own.to_vec(), text.strip_prefix("self::").unwrap_or(text));
    while let Some(after) = rest.strip_prefix("super::") {
        base.pop();
        rest = after;
    }
    if let Some(after) = rest.strip_prefix("crate::") {
        (base, rest) = (Vec::new(), after);
    }
    let base: Vec<String> = base.into_iter().map(ToOwned::to_owned).collect();
    below(&base, rest, found);
}

/// The same below a module; gives what stands behind the path.
fn below<'a>(base: &[String], text: &'a str, found: &mut Vec<(ItemPath, String)>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        while !rest.is_empty() {
            rest = below(base, rest, found).trim_start();
            match rest.strip_prefix(',') {
                Some(next) if !next.trim_start().starts_with('}') => rest = next,
                _ => break,
            }
        }
        return rest.find('}').map_or("", |end| &rest[end + 1..]);
    }
    let word = first_word(text);
    let mut path = base.to_vec();
    if !word.is_empty() && word != "self" {
        path.push(word.to_owned());
    }
    let rest = &text[word.len()..];
    if let Some(rest) = rest.strip_prefix("::") {
        return below(&path, rest, found);
    }
    let alias = rest.trim_start().strip_prefix("as ").map(|rest| first_word(rest.trim_start()));
    let name = alias.map(ToOwned::to_owned).or_else(|| path.last().cloned());
    found.push((path, name.unwrap_or_default()));
    match alias {
        Some(alias) => rest.split_once(alias).map_or("", |(_, rest)| rest),
        None => rest,
    }
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}
