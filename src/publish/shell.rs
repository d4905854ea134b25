//! The shell: the page that every page is poured into.

use std::fmt::Write as _;

use portal::page::{Content, Document};
use search::message::Wire as _;

use crate::Error;
use crate::app::EarlyProgram;
use crate::csp;
use crate::html::escaped;

const HEAD: &str = "<!--tz:head-->";
const BODY: &str = "<!--tz:body-->";

/// A shell, cut where a page's own parts go.
#[derive(Debug)]
pub(crate) struct Shell {
    /// Up to where the policy goes.
    start: String,
    /// From there up to where the page's head goes.
    head: String,
    /// The script that starts the portal's program, behind links to what that is made of. The sooner a browser meets them,
    /// the sooner it fetches them.
    program: String,
    /// From there up to the page's body.
    middle: String,
    end: String,
    policy: String,
}

/// What all pages of a site have in their heads.
#[derive(Debug)]
pub(crate) struct Common {
    /// Public address with a slash at its end, base path included; `None` when it is not known.
    pub(crate) address: Option<String>,
    /// Base path.
    pub(crate) base: String,
    /// Address of the style sheet below the base path.
    pub(crate) stylesheet: String,
    /// Brand colour as `#rrggbb`.
    pub(crate) colour: String,
    /// A script to link besides, such as the one that reloads a served page.
    pub(crate) live: Option<String>,
    /// What answers first, where the list of titles is short enough to be fetched before anybody asks for it.
    pub(crate) early: Option<EarlyProgram>,
}

impl Shell {
    /// Cuts a shell in parts. `connect` is the origin of the ticket endpoint when it is not the site's own.
    pub(crate) fn new(shell: &str, language: &str, connect: Option<&str>) -> Result<Self, Error> {
        let missing = |what: &str| Error::App { missing: format!("its `index.html` holds no `{what}`") };
        let (shell, program) = without_program(&with_language(shell, language));
        let (before, rest) = shell.split_once(HEAD).ok_or_else(|| missing(HEAD))?;
        let (middle, end) = rest.split_once(BODY).ok_or_else(|| missing(BODY))?;
        let at = policy_place(before).ok_or_else(|| missing("<head>"))?;
        let policy = csp::policy(connect);
        Ok(Self {
            start: before[..at].into(),
            head: before[at..].into(),
            program,
            middle: middle.into(),
            end: end.into(),
            policy,
        })
    }

    /// The HTML file of one page.
    pub(crate) fn pour(&self, common: &Common, document: &Document) -> String {
        let body = with_whole_comments(&portal::render(document));
        let data = document.site.to_text();
        let mut html = String::with_capacity(self.start.len() + body.len() + data.len() + 4096);
        html.push_str(&self.start);
        let _ = write!(html, "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", escaped(&self.policy));
        html.push_str(&self.head);
        head(&mut html, common, document);
        self.programs(&mut html, common, document);
        let _ = write!(html, "<script type=\"text/plain\" id=\"tz-data\">{data}</script>");
        if document.page.content.is_journey() {
            let _ = write!(
                html,
                "<script type=\"module\" data-program=\"journeys\" src=\"{}\"></script>",
                escaped(&document.site.assets.journeys)
            );
        }
        if let Some(live) = &common.live {
            let _ = write!(html, "<script src=\"{}\" defer></script>", escaped(live));
        }
        for part in [&self.middle, &body, &self.end] {
            html.push_str(part);
        }
        html
    }

    /// The programs of a page. Where there is a box that suggests, what answers first comes before the portal's program,
    /// which lies ready in a template; on the page of a journey, the program that it needs.
    fn programs(&self, html: &mut String, common: &Common, document: &Document) {
        let content = &document.page.content;
        let Some(EarlyProgram { start, script, module }) = common.early.as_ref().filter(|_| !content.is_journey())
        else {
            return html.push_str(&self.program);
        };
        let titles = escaped(&document.site.assets.titles);
        let fetch = "as=\"fetch\" crossorigin=\"anonymous\"";
        let titles = format!("<link rel=\"preload\" href=\"{titles}\" {fetch} data-titles>");
        if matches!(content, Content::Search) {
            html.push_str(&self.program);
            return html.push_str(&titles);
        }
        let base = &common.base;
        let _ = write!(
            html,
            "<link rel=\"modulepreload\" href=\"{base}{script}\" crossorigin=\"anonymous\">\
             <link rel=\"preload\" href=\"{base}{module}\" {fetch} type=\"application/wasm\">{titles}\
             <template data-portal>{}</template>\
             <script type=\"module\" data-program=\"early\" src=\"{base}{start}\"></script>",
            self.program
        );
    }

    /// A page that leads to another one, for an address that is no more. It needs no script.
    pub(crate) fn redirect(&self, common: &Common, language: &str, to: &str, title: &str) -> String {
        let target = format!("{}{to}", common.base);
        let canonical = common.address.as_ref().map_or_else(|| target.clone(), |address| format!("{address}{to}"));
        let (target, canonical) = (escaped(&target), escaped(&canonical));
        format!(
            "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
             <meta name=\"robots\" content=\"noindex\"><meta name=\"viewport\" content=\"width=device-width\">\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\">\
             <meta http-equiv=\"refresh\" content=\"0; url={target}\"><link rel=\"canonical\" href=\"{canonical}\">\
             <link rel=\"stylesheet\" href=\"{}{}\"></head>\
             <body><main><h1>{}</h1><p><a href=\"{target}\">{}</a></p></main></body></html>\n",
            escaped(language),
            common.base,
            common.stylesheet,
            crate::words::MOVED,
            escaped(&crate::words::moved_to(title)),
            title = escaped(title),
        )
    }
}

/// The marks that hydration needs are `<!>`, which browsers read as empty comments but which no standard allows.
fn with_whole_comments(body: &str) -> String {
    let mut html = String::with_capacity(body.len() + body.len() / 16);
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        html.push_str(&rest[..at]);
        rest = &rest[at..];
        let (written, end) = match rest.starts_with("<!>") {
            true => ("<!---->", "<!>".len()),
            // What looks like a mark in an attribute is none.
            false => (&rest[..end_of_tag(rest)], end_of_tag(rest)),
        };
        html.push_str(written);
        rest = &rest[end..];
    }
    html.push_str(rest);
    html
}

/// Where the tag ends that a text begins with.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn head(html: &mut String, common: &Common, document: &Document) {
    let page = &document.page;
    let base = &common.base;
    let title = document.title();
    let title = escaped(&title);
    let _ = write!(html, "<title>{title}</title>");
    let description = if page.description.is_empty() { &document.site.summary } else { &page.description };
    let _ = write!(html, "<meta name=\"description\" content=\"{}\">", escaped(description));
    if is_private(&page.content) {
        html.push_str("<meta name=\"robots\" content=\"noindex\">");
    } else if let Some(address) = &common.address {
        let url = escaped(address).into_owned() + &escaped(&page.path);
        let _ = write!(
            html,
            "<link rel=\"canonical\" href=\"{url}\"><meta property=\"og:url\" content=\"{url}\">\
             <meta property=\"og:title\" content=\"{title}\"><meta property=\"og:description\" content=\"{}\">\
             <meta property=\"og:type\" content=\"{}\"><meta property=\"og:site_name\" content=\"{}\">",
            escaped(description),
            if matches!(page.content, Content::Article(_)) { "article" } else { "website" },
            escaped(&document.site.name),
        );
    }
    let _ = write!(
        html,
        "<meta name=\"theme-color\" content=\"{}\"><link rel=\"icon\" href=\"{base}icon.svg\" type=\"image/svg+xml\">\
         <link rel=\"apple-touch-icon\" href=\"{base}icon-192.png\"><link rel=\"manifest\" href=\"{base}manifest.webmanifest\">\
         <link rel=\"stylesheet\" href=\"{base}{}\">",
        common.colour, common.stylesheet
    );
}

/// The shell without the script that starts the portal's program and the links to what that is made of, and these: links
/// first.
fn without_program(shell: &str) -> (String, String) {
    let (mut kept, mut links, mut scripts) = (String::with_capacity(shell.len()), String::new(), String::new());
    let mut rest = shell;
    while let Some(start) = rest.find('<') {
        kept.push_str(&rest[..start]);
        rest = &rest[start..];
        let tag = &rest[..end_of_tag(rest)];
        let script = tag.starts_with("<script") && tag.contains("type=\"module\"");
        let link =
            tag.starts_with("<link") && (tag.contains("rel=\"preload\"") || tag.contains("rel=\"modulepreload\""));
        let end = match script {
            true => rest.find("</script>").map_or(rest.len(), |end| end + "</script>".len()),
            false => tag.len(),
        };
        match (link, script) {
            (true, _) => links.push_str(tag),
            (_, true) => scripts.push_str(&rest[..end]),
            _ => kept.push_str(tag),
        }
        rest = &rest[end..];
    }
    kept.push_str(rest);
    (kept, links + &scripts)
}

/// Pages that search engines have no use for.
pub(crate) fn is_private(content: &Content) -> bool {
    match content {
        Content::Search | Content::Track | Content::MyTickets | Content::NotFound => true,
        // The notice itself is on the home page.
        Content::Form(page) => page.form.notice().is_some(),
        _ => false,
    }
}

/// The shell with the language of the content.
fn with_language(shell: &str, language: &str) -> String {
    let lang = format!(" lang=\"{}\"", escaped(language));
    let Some(start) = shell.find("<html") else { return shell.to_owned() };
    let Some(end) = shell[start..].find('>').map(|end| start + end) else { return shell.to_owned() };
    let tag = &shell[start..end];
    let tag = match tag.find(" lang=\"").and_then(|at| Some((at, at + 7 + tag[at + 7..].find('"')? + 1))) {
        Some((from, to)) => format!("{}{lang}{}", &tag[..from], &tag[to..]),
        None => format!("<html{lang}{}", &tag["<html".len()..]),
    };
    format!("{}{tag}{}", &shell[..start], &shell[end..])
}

/// The policy goes before anything that it rules: right behind the character set, or at the start of the head.
fn policy_place(before: &str) -> Option<usize> {
    let lower = before.to_ascii_lowercase();
    let tag = lower.find("<meta charset").or_else(|| lower.find("<head>")).or_else(|| lower.find("<head "))?;
    Some(tag + lower[tag..].find('>')? + 1)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    const SHELL: &str = "<!DOCTYPE html><html lang=\"en\" class=\"a\"><head><meta charset=\"utf-8\"><script>1</script><!--tz:head--></head><body><!--tz:body--></body></html>";

    #[test]
    fn the_policy_comes_before_the_first_script() {
        let shell = Shell::new(SHELL, "de", None).unwrap();
        assert_eq!(shell.start, "<!DOCTYPE html><html lang=\"de\" class=\"a\"><head><meta charset=\"utf-8\">");
        assert_eq!(shell.head, "<script>1</script>");
        assert_eq!(shell.middle, "</head><body>");
    }

    #[test]
    fn a_shell_without_places_for_a_page_is_refused() {
        let error = Shell::new("<html><head></head><body></body></html>", "en", None).unwrap_err();
        assert_eq!(error.to_string(), "the browser part is not complete: its `index.html` holds no `<!--tz:head-->`");
    }

    #[test]
    fn the_program_and_links_to_it_are_taken_out_of_their_place() {
        let (kept, program) = without_program(
            "<script>1 < 2</script><link rel=\"icon\" href=\"a\"><script type=\"module\" src=\"/s.js\"></script>\n\
             <link rel=\"modulepreload\" href=\"/b.js\"><link rel=\"preload\" href=\"/b.wasm\" as=\"fetch\"></head>",
        );
        assert_eq!(kept, "<script>1 < 2</script><link rel=\"icon\" href=\"a\">\n</head>");
        assert_eq!(
            program,
            "<link rel=\"modulepreload\" href=\"/b.js\"><link rel=\"preload\" href=\"/b.wasm\" as=\"fetch\">\
             <script type=\"module\" src=\"/s.js\"></script>"
        );
    }

    #[test]
    fn marks_for_hydration_become_comments_that_standards_allow() {
        let body = "<p title=\"<!> a's\">a<!>b</p><!><i data-x='\"<!>'></i><!";
        let html = "<p title=\"<!> a's\">a<!---->b</p><!----><i data-x='\"<!>'></i><!";
        assert_eq!(with_whole_comments(body), html);
    }

    #[test]
    fn a_redirect_works_without_scripts() {
        let common = Common {
            address: Some("https://a.example/help/".into()),
            base: "/help/".into(),
            stylesheet: "assets/site.1.css".into(),
            colour: "#000000".into(),
            live: None,
            early: None,
        };
        let html = Shell::new(SHELL, "en", None).unwrap().redirect(&common, "en", "articles/a/", "A < B");
        insta::assert_snapshot!(html, @r#"
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>A &lt; B</title><meta name="robots" content="noindex"><meta name="viewport" content="width=device-width"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'"><meta http-equiv="refresh" content="0; url=/help/articles/a/"><link rel="canonical" href="https://a.example/help/articles/a/"><link rel="stylesheet" href="/help/assets/site.1.css"></head><body><main><h1>This page has moved</h1><p><a href="/help/articles/a/">Go to A &lt; B</a></p></main></body></html>
        "#);
    }
}
