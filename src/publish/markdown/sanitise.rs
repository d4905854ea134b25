//! The last word on what HTML reaches a page: whatever was written, only this comes out.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;

use super::elements;
use crate::links::SCHEMES;

static RULES: LazyLock<Builder<'static>> = LazyLock::new(rules);

/// Takes out every element, attribute and address that could run, load or look like something it is not.
pub(crate) fn sanitise(html: &str) -> String {
    RULES.clean(html).to_string()
}

/// Whether the rules keep an attribute that an author wrote.
pub(crate) fn keeps(element: &str, attribute: &str) -> bool {
    GENERIC.contains(&attribute)
        || attribute.starts_with("aria-")
        || OF_ELEMENTS.iter().any(|(name, attributes)| *name == element && attributes.contains(&attribute))
}

/// Elements that are taken out with everything in them.
pub(crate) const EMPTIED: [&str; 8] = ["script", "style", "noscript", "template", "svg", "math", "title", "textarea"];

const GENERIC: [&str; 7] = ["class", "dir", "id", "lang", "role", "tabindex", "title"];
const OF_ELEMENTS: [(&str, &[&str]); 13] = [
    ("a", &["href", "name", "rel", "target"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("del", &["datetime"]),
    ("details", &["name", "open"]),
    ("img", &["alt", "decoding", "height", "loading", "src", "width"]),
    ("input", &["checked", "disabled"]),
    ("ins", &["datetime"]),
    ("ol", &["reversed", "start", "type"]),
    ("pre", &["data-language"]),
    ("td", &["colspan", "headers", "rowspan"]),
    ("th", &["colspan", "headers", "rowspan", "scope"]),
    ("time", &["datetime"]),
];

fn rules() -> Builder<'static> {
    let mut rules = Builder::empty();
    // A task's box is made here and by nobody else: whatever else an input was, it becomes a ticked or empty box.
    let elements = elements::ALLOWED.iter().copied().chain(["input", "label"]);
    rules
        .tags(elements.collect())
        .clean_content_tags(HashSet::from(EMPTIED))
        .generic_attributes(GENERIC.into_iter().collect())
        .generic_attribute_prefixes(HashSet::from(["aria-"]))
        .tag_attributes(OF_ELEMENTS.into_iter().map(|(name, list)| (name, list.iter().copied().collect())).collect())
        .set_tag_attribute_values(HashMap::from([("input", HashMap::from([("type", "checkbox")]))]))
        .url_schemes(["http", "https"].into_iter().chain(SCHEMES).collect())
        .link_rel(None);
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(sanitise(html), expected, "{html}");
    }

    #[test]
    fn nothing_that_runs_gets_through() {
        check("<script>alert(1)</script>a", "a");
        check("<p onclick=\"x()\" style=\"position:fixed\">a</p>", "<p>a</p>");
        check("<a href=\"javascript:x()\">a</a>", "<a>a</a>");
        check("<a href=\"java\tscript:x()\">a</a>", "<a>a</a>");
        check("<iframe src=\"https://example.com\"></iframe>b", "b");
        check("<svg><script>x()</script></svg>c", "c");
        check("<math><mtext><table><mglyph><style><img src=x onerror=x()>", "");
        check("<img src=\"data:text/html,x\" onerror=x()>", "<img>");
    }

    #[test]
    fn a_form_cannot_be_faked() {
        check("<form action=\"https://example.com\"><input type=password name=p></form>", "<input type=\"checkbox\">");
    }

    #[test]
    fn open_elements_cannot_swallow_the_page() {
        check("<div><b>a", "<div><b>a</b></div>");
        check("a</div></main><!-- ", "a");
    }
}
