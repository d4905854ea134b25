//! References to files inside scripts, style sheets and HTML: a name between quotes or brackets.

/// Replaces every reference by what `new` says for it. A reference is a name in quotes or `url(…)`, with `prefix` before
/// it or not, and maybe `?` or `#` and more behind it. A name in quotes alone counts only with an ending.
pub(super) fn rewrite(text: &str, mut new: impl FnMut(&str) -> Option<String>, prefix: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'', '(', '`']) {
        let (before, after) = rest.split_at(at + 1);
        out.push_str(before);
        let name = after.strip_prefix(prefix).or_else(|| after.strip_prefix("./")).unwrap_or(after);
        let end = name
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/')))
            .unwrap_or(name.len());
        let closed = name[end..].starts_with(['"', '\'', ')', '`', '?', '#']);
        match Some(&name[..end]).filter(|name| closed && name.contains('.')).and_then(&mut new) {
            Some(address) => {
                out.push_str(&address);
                rest = &name[end..];
            }
            None => rest = after,
        }
    }
    out.push_str(rest);
    out
}

/// The value of an attribute of one tag, however it is quoted.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}="))? + name.len() + 2;
    let value = &tag[start..];
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split([' ', '>', '/']).next(),
    }
}
