//! Plain HTML pages, for Pagefind: nothing but a title and a text, so that it indexes and loads no more than it must.

use std::path::Path;

use anyhow::{Context, Result};

use super::publishing::pages;
use super::{make, write};

/// What the portal puts around the text of an article.
const BODY: &str = "<div class=\"prose article-body\">";
/// What the portal puts behind it. Texts of authors cannot hold comments.
const BEHIND: &str = "</div><!---->";

/// Copies the articles of a published site, and puts a home page with a search box in front of them.
pub(super) fn copy(site: &Path, folder: &Path) -> Result<()> {
    for file in pages(&site.join("articles"))? {
        let html = std::fs::read_to_string(&file)?;
        let (title, body) = article(&html).with_context(|| format!("`{}` is no article", file.display()))?;
        write(&folder.join(file.strip_prefix(site)?), &page(&title, body))?;
    }
    home(folder)
}

/// Puts the home page into a folder.
pub(super) fn home(folder: &Path) -> Result<()> {
    make(folder)?;
    make(&folder.join("stock"))?;
    for name in ["index.html", "search.js", "stock/index.html", "stock/search.js"] {
        let copied = std::fs::copy(Path::new("bench/plain").join(name), folder.join(name));
        copied.with_context(|| format!("`bench/plain/{name}` could not be copied"))?;
    }
    Ok(())
}

/// A page; title and body are HTML.
pub(super) fn page(title: &str, body: &str) -> String {
    // The home page has no such body, and Pagefind leaves pages without one out as soon as one page has it.
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body data-pagefind-body><h1>{title}</h1>\n{body}\n</body></html>\n"
    )
}

/// Text as HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Title and body of an article's page, as HTML.
fn article(html: &str) -> Option<(String, &str)> {
    let (_, rest) = html.split_once("<h1>")?;
    let (title, rest) = rest.split_once("</h1>")?;
    let (_, rest) = rest.split_once(BODY)?;
    let (body, _) = rest.split_once(BEHIND)?;
    Some((title.replace("<!---->", ""), body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_its_title_and_its_text() {
        let html = "<h1>R&amp;D<!----></h1><p>Lead</p><div class=\"prose article-body\"><p>One</p><div>two</div></div><!----></div>";
        assert_eq!(article(html), Some(("R&amp;D".into(), "<p>One</p><div>two</div>")));
        assert_eq!(article("<h1>Home</h1>"), None);
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("a < b && c"), "a &lt; b &amp;&amp; c");
    }
}
