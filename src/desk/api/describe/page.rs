//! The document as a page for people: plain HTML, no script, nothing from elsewhere. All of it comes from the document.
//!
//! What is long is folded (`<details>`). A link to a place inside a fold opens it, since browsers reveal what a fragment names; so the
//! place is inside and not the fold itself.

mod answers;
mod curl;
mod html;
mod operation;
mod problems;
mod schema;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use html::{block, escaped, prose, text};
use operation::{Operation, operations};
use problems::Problems;
#[cfg(test)]
pub(super) use schema::shown;

/// The colours and sizes of the portal, and what this page makes of them.
const STYLE: &str = concat!(include_str!("../../../../style/tokens.css"), include_str!("page/page.css"));

/// All of the page.
pub(super) fn page(document: &Value) -> String {
    let title = escaped(text(&document["info"]["title"]));
    let operations = operations(document);
    let problems = Problems::of(document, &operations);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}: the interface</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the text</a>\n{header}\n\
         <div class=\"frame\">\n{contents}\n<main id=\"main\" tabindex=\"-1\">\n{start}{parts}{problems}{bodies}</main>\n\
         </div>\n</body>\n</html>\n",
        header = header(document),
        contents = contents(document, &operations),
        start = start(document),
        parts = parts(document, &operations, &problems),
        problems = problems.told(),
        bodies = schema::bodies(document),
    )
}

/// What a browser may do with the page: take its own style, and nothing else.
pub(super) fn policy() -> String {
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
            sandbox"
    )
}

/// What the interface is, and how it is spoken to, are told apart by the first paragraph.
fn about(document: &Value) -> (&str, &str) {
    let about = text(&document["info"]["description"]);
    about.split_once("\n\n").unwrap_or((about, ""))
}

fn header(document: &Value) -> String {
    let info = &document["info"];
    format!(
        "<header class=\"top\">\n<p class=\"kicker\">Interface, version {version}</p>\n<h1>{title}</h1>\n\
         {about}<p><a class=\"button\" href=\"/api/openapi.json\">The same for programs: OpenAPI {openapi}</a></p>\n</header>",
        version = escaped(text(&info["version"])),
        title = escaped(text(&info["title"])),
        about = prose(about(document).0),
        openapi = escaped(text(&document["openapi"])),
    )
}

/// What holds for all operations.
fn start(document: &Value) -> String {
    format!(
        "<section aria-labelledby=\"start\">\n<h2 id=\"start\">Before the first request</h2>\n{}\
         <p>The examples are for a shell in which these are set. A click on one takes all of it, to be copied.</p>\n{}</section>\n",
        prose(about(document).1),
        block("What the examples need", &curl::start()),
    )
}

/// The tags of the document, each with what it is about and its operations.
fn tags<'a>(
    document: &'a Value,
    all: &'a [Operation<'a>],
) -> impl Iterator<Item = (&'a str, &'a str, Vec<&'a Operation<'a>>)> {
    document["tags"].as_array().into_iter().flatten().map(|tag| {
        let name = text(&tag["name"]);
        (name, text(&tag["description"]), all.iter().filter(|operation| operation.tag() == name).collect())
    })
}

/// Beside the text it is higher than the window, and scrolls by itself, also by keyboard.
fn contents(document: &Value, all: &[Operation<'_>]) -> String {
    let parts = tags(document, all).map(|(name, _, operations)| {
        let items: String = operations.iter().map(|operation| operation.entry()).collect();
        format!("<li><a href=\"#{}\">{}</a>\n<ul>\n{items}</ul>\n</li>\n", anchor(name), escaped(name))
    });
    let parts: String = parts.collect();
    format!(
        "<nav aria-label=\"Contents\" tabindex=\"0\">\n<details>\n<summary>Contents</summary>\n<ul class=\"contents\">\n\
         <li><a href=\"#start\">Before the first request</a></li>\n{parts}<li><a href=\"#problems\">Problems</a></li>\n\
         <li><a href=\"#bodies\">Bodies</a></li>\n</ul>\n</details>\n</nav>"
    )
}

fn parts(document: &Value, all: &[Operation<'_>], problems: &Problems<'_>) -> String {
    let part = |(name, about, operations): (&str, &str, Vec<&Operation<'_>>)| {
        let told: String = operations.iter().map(|operation| operation.told(document, problems)).collect();
        let anchor = anchor(name);
        format!(
            "<section aria-labelledby=\"{anchor}\">\n<h2 id=\"{anchor}\">{}</h2>\n{}{told}</section>\n",
            escaped(name),
            prose(about)
        )
    };
    tags(document, all).map(part).collect()
}

/// The place of a part on the page.
fn anchor(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

#[cfg(test)]
mod tests;
