//! Which elements of HTML may stand in a text, which may not, and how to say so.

/// Elements that may stand in a text.
pub(super) const ALLOWED: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];
/// Elements that browsers know and that must not stand in a text.
const REFUSED: &[&str] = &[
    "applet",
    "area",
    "audio",
    "base",
    "big",
    "body",
    "button",
    "canvas",
    "data",
    "datalist",
    "dialog",
    "embed",
    "fieldset",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "head",
    "header",
    "hgroup",
    "html",
    "iframe",
    "input",
    "label",
    "legend",
    "link",
    "main",
    "map",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "optgroup",
    "option",
    "output",
    "param",
    "picture",
    "plaintext",
    "progress",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "source",
    "strike",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "track",
    "tt",
    "video",
    "xmp",
];
/// Elements that hold nothing and are never closed.
const VOID: [&str; 11] = ["area", "br", "col", "embed", "hr", "img", "input", "link", "source", "track", "wbr"];
/// Elements that the next one closes.
const CLOSED_BY_OTHERS: [&str; 13] =
    ["caption", "colgroup", "dd", "dt", "li", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead"];

/// Whether browsers know an element and a text must not have it.
pub(super) fn is_refused(name: &str) -> bool {
    REFUSED.contains(&name)
}

/// Whether an element means something to browsers.
pub(super) fn is_known(name: &str) -> bool {
    ALLOWED.contains(&name) || is_refused(name)
}

/// Whether an element is never closed.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Whether an element goes wrong when its author does not close it.
pub(super) fn must_be_closed(name: &str) -> bool {
    !is_void(name) && !CLOSED_BY_OTHERS.contains(&name) && name != "tr"
}

/// Why an element is taken out, and what to do instead. `None` for one that is not missed.
pub(super) fn refusal(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        // What is in it stays, and that is the picture.
        "picture" => return None,
        "source" => ("the page shows the picture of `<img>`", "leave it out, or name the better picture in `<img>`"),
        "button" | "datalist" | "fieldset" | "form" | "input" | "label" | "legend" | "optgroup" | "option"
        | "select" | "textarea" => (
            "nothing can be filled in here",
            "write `- [ ] words` for a box to be seen, or make a form in `forms/` and link to it",
        ),
        "audio" | "canvas" | "embed" | "frame" | "iframe" | "object" | "track" | "video" => {
            ("a page loads and runs nothing but itself", "link to it instead")
        }
        "script" | "style" | "link" | "meta" | "base" => {
            ("a page loads and runs nothing but itself", "leave it out, or say it in Markdown")
        }
        _ => ("a page holds no such HTML", "say it in Markdown"),
    })
}
