//! Texts as HTML.

use serde_json::Value;

/// The text of a member; empty when there is none.
pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A text as it stands between tags or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A line in which some words are code.
pub(super) fn line(text: &str) -> String {
    let part = |(number, part): (usize, &str)| match number % 2 {
        0 => escaped(part),
        _ => format!("<code>{}</code>", escaped(part)),
    };
    text.split('`').enumerate().map(part).collect()
}

/// Paragraphs.
pub(super) fn prose(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    paragraphs.map(|paragraph| format!("<p>{}</p>\n", line(paragraph))).collect()
}

/// Something to be copied, which may be wider than the page: by keyboard it can be scrolled too.
pub(super) fn block(label: &str, text: &str) -> String {
    format!(
        "<pre tabindex=\"0\" role=\"group\" aria-label=\"{}\"><code>{}</code></pre>\n",
        escaped(label),
        escaped(text)
    )
}

/// Something that is opened to be read. Whoever follows a link to it finds it open.
pub(super) fn fold(id: &str, title: &str, inside: &str) -> String {
    format!(
        "<details class=\"fold\">\n<summary>{title}</summary>\n<div class=\"inside\" id=\"{}\">\n{inside}</div>\n</details>\n",
        escaped(id)
    )
}

/// A status.
pub(super) fn badge(status: &str) -> String {
    let class = status.get(..1).unwrap_or_default();
    format!("<span class=\"status s{class}\">{status}</span>")
}
