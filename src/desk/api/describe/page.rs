//! The document as a page for people: plain HTML, no script, nothing from elsewhere. All of it comes from the document.

mod html;
mod operation;
mod schema;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use html::{escaped, prose, text};
use operation::{Operation, operations};
#[cfg(test)]
pub(super) use schema::shown;

/// The colours and sizes of the portal, and what this page makes of them.
const STYLE: &str = concat!(include_str!("../../../../style/tokens.css"), include_str!("page/page.css"));

/// All of the page.
pub(super) fn page(document: &Value) -> String {
    let title = escaped(text(&document["info"]["title"]));
    let operations = operations(document);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}: the interface</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the operations</a>\n{header}\n\
         <div class=\"frame\">\n{contents}\n<main id=\"main\" tabindex=\"-1\">\n{parts}{bodies}</main>\n</div>\n</body>\n</html>\n",
        header = header(document),
        contents = contents(document, &operations),
        parts = parts(document, &operations),
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

fn header(document: &Value) -> String {
    let info = &document["info"];
    format!(
        "<header class=\"top\">\n<p class=\"kicker\">Interface, version {version}</p>\n<h1>{title}</h1>\n\
         <div class=\"about\">{about}</div>\n\
         <p><a class=\"button\" href=\"/api/openapi.json\">The same for programs: OpenAPI {openapi}</a></p>\n</header>",
        version = escaped(text(&info["version"])),
        title = escaped(text(&info["title"])),
        about = prose(text(&info["description"])),
        openapi = escaped(text(&document["openapi"])),
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

fn contents(document: &Value, all: &[Operation<'_>]) -> String {
    let lists = tags(document, all).map(|(name, _, operations)| {
        let items: String = operations.iter().map(|operation| operation.entry()).collect();
        format!("<li><a href=\"#{}\">{}</a>\n<ul>\n{items}</ul>\n</li>\n", anchor(name), escaped(name))
    });
    let lists: String = lists.collect();
    format!(
        "<nav aria-label=\"Contents\">\n<details>\n<summary>Contents</summary>\n<ul class=\"contents\">\n{lists}\
         <li><a href=\"#bodies\">Bodies</a></li>\n</ul>\n</details>\n</nav>"
    )
}

fn parts(document: &Value, all: &[Operation<'_>]) -> String {
    let part = |(name, about, operations): (&str, &str, Vec<&Operation<'_>>)| {
        let told: String = operations.iter().map(|operation| operation.told(document)).collect();
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
