//! Links, images and raw HTML.

use std::fmt::Write as _;
use std::ops::Range;

use content::Problem;

use super::Text;
use super::raw::{self, Part, Tag};
use super::writer::Writer;
use super::{Renderer, sanitise};
use crate::html::{address, escaped, unescaped};
use crate::links::{Link, SCHEMES};
use crate::media::is_active;
use crate::words;

/// What a link became, so that its end fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opened {
    Link,
    /// Its target is not there: the words stay, nothing dead is clickable.
    Dead,
    /// It stands inside another link, which HTML does not allow.
    Nested,
}

impl Renderer<'_> {
    /// The attributes of a link's opening tag; `None` when it leads nowhere.
    pub(super) fn href(&self, text: &Text<'_>, from: &str, href: &str) -> Option<String> {
        Some(match self.links.resolve(from, href) {
            Link::Page(page) => format!("href=\"{}\"", address(&self.base.join(&page))),
            Link::Here(id) => format!("href=\"#{}{}\"", text.prefix, address(&id)),
            Link::File(path) if is_active(&path) => return None,
            Link::File(path) => format!("href=\"{}\"", address(&self.base.join(&self.media.get(&path)?.address))),
            Link::Web(url) => format!("href=\"{}\" rel=\"noopener\"", address(&url)),
            Link::Program(url) => format!("href=\"{}\"", address(&url)),
            Link::Scheme(_) | Link::Broken => return None,
        })
    }
}

impl Writer<'_> {
    pub(super) fn open_link(&mut self, href: &str, title: &str, range: &Range<usize>) {
        let from = self.file(range.start).to_owned();
        let opened = match self.renderer.href(self.text, &from, href) {
            _ if self.links.contains(&Opened::Link) => Opened::Nested,
            Some(attributes) => {
                let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escaped(title)) };
                let _ = write!(self.out, "<a {attributes}{title}>");
                Opened::Link
            }
            None => {
                self.tell_dead(&from, href, range);
                self.out.push_str("<span class=\"dead-link\">");
                Opened::Dead
            }
        };
        self.links.push(opened);
    }

    pub(super) fn close_link(&mut self) {
        match self.links.pop() {
            Some(Opened::Link) => self.out.push_str("</a>"),
            Some(Opened::Dead) => self.out.push_str("</span>"),
            Some(Opened::Nested) | None => {}
        }
    }

    pub(super) fn image(&mut self, source: &str, alt: &str, title: &str, range: &Range<usize>) {
        let html = self.picture(source, alt, title, range);
        self.out.push_str(&html);
    }

    fn picture(&mut self, source: &str, alt: &str, title: &str, range: &Range<usize>) -> String {
        let from = self.file(range.start).to_owned();
        match self.renderer.links.resolve(&from, source) {
            Link::File(path) => match self.renderer.media.get(&path) {
                Some(medium) => {
                    let mut html = format!(
                        "<img src=\"{}\" alt=\"{}\"",
                        address(&self.renderer.base.join(&medium.address)),
                        escaped(alt)
                    );
                    if let Some((width, height)) = medium.size {
                        let _ = write!(html, " width=\"{width}\" height=\"{height}\"");
                    }
                    if !title.is_empty() {
                        let _ = write!(html, " title=\"{}\"", escaped(title));
                    }
                    html.push_str(" loading=\"lazy\" decoding=\"async\">");
                    html
                }
                None => {
                    if let Some(why) = self.renderer.media.refused(&path) {
                        let problem = Problem::warning("image/active-file", "", format!("`{path}` {why}"))
                            .help("save the picture again as plain SVG, or as PNG");
                        self.tell(problem, range, "not shown");
                    }
                    missing(alt)
                }
            },
            Link::Web(url) => {
                // Pages load nothing from other sites; content has told the author.
                let words = if alt.is_empty() { words::IMAGE } else { alt };
                if self.links.contains(&Opened::Link) {
                    return escaped(words).into_owned();
                }
                format!("<a href=\"{}\" rel=\"noopener\">{}</a>", address(&url), escaped(words))
            }
            _ => {
                if !self.is_read(range.start) {
                    let problem = Problem::warning("image/missing", "", format!("there is no `{source}`"));
                    self.tell(problem, range, "no such file");
                }
                missing(alt)
            }
        }
    }

    /// Tells why a link that content found sound leads nowhere all the same.
    fn tell_dead(&mut self, from: &str, href: &str, range: &Range<usize>) {
        let problem = match self.renderer.links.resolve(from, href) {
            Link::File(path) => match self.renderer.media.refused(&path) {
                Some(why) => Problem::warning("link/active-file", "", format!("`{path}` {why}"))
                    .help("link to it on another host, or save it as PDF"),
                None => return,
            },
            Link::Scheme(scheme) => Problem::warning("link/scheme", "", format!("pages do not link to `{scheme}:`"))
                .help(format!("besides `https:` there are {}", quoted(&SCHEMES))),
            _ => return,
        };
        self.tell(problem, range, "shown as plain words");
    }

    /// Raw HTML, whole blocks or single tags.
    pub(super) fn raw(&mut self, html: &str, range: &Range<usize>) {
        for part in raw::parts(html) {
            match part {
                Part::Text(text) => {
                    self.out.push_str(text);
                    self.words.push_str(&unescaped(text));
                }
                Part::Placeholder(text) => {
                    self.out.push_str(&escaped(text));
                    self.words.push_str(text);
                }
                Part::Comment => {}
                Part::Tag(tag) => {
                    if tag.name == "br" {
                        self.words.push(' ');
                    }
                    self.hush(&tag);
                    let place = range.start + tag.range.start..range.start + tag.range.end;
                    self.tag(&tag, &place);
                }
            }
        }
    }

    /// Forgets the words inside of an element that the sanitiser takes out whole.
    fn hush(&mut self, tag: &Tag<'_>) {
        match &self.silent {
            None if !tag.closes && sanitise::EMPTIED.contains(&tag.name.as_str()) => {
                self.silent = Some((tag.name.clone(), self.outer.len(), self.words.len()));
            }
            Some((name, ..)) if tag.closes && *name == tag.name => self.forget(),
            _ => {}
        }
    }

    /// Forgets the words since an element was opened that is taken out whole.
    pub(super) fn forget(&mut self) {
        if let Some((_, depth, from)) = self.silent.take()
            && depth == self.outer.len()
            && self.words.is_char_boundary(from)
        {
            self.words.truncate(from);
        }
    }

    fn tag(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        if tag.refused() {
            if !tag.closes {
                self.removed(&format!("<{}>", tag.name), range);
            }
            // The sanitiser must see it, so that it takes out what is inside too.
            let slash = if tag.closes { "/" } else { "" };
            let _ = write!(self.out, "<{slash}{}>", tag.name);
            return;
        }
        if tag.closes {
            let dead = tag.name == "a" && self.raw_dead > 0;
            self.raw_dead -= usize::from(dead);
            let _ = write!(self.out, "</{}>", if dead { "span" } else { &tag.name });
            return;
        }
        let get = |name: &str| tag.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| unescaped(value));
        if tag.name == "img" {
            let html = self.picture(&get("src").unwrap_or_default(), &get("alt").unwrap_or_default(), "", range);
            return self.out.push_str(&html);
        }
        // A heading's own anchor became its id.
        if tag.name == "a" && get("href").is_none() && self.in_heading() {
            return self.out.push_str("<a>");
        }
        self.opening(tag, range);
    }

    fn opening(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let mut attributes = String::new();
        let mut name = tag.name.as_str();
        for (key, value) in &tag.attributes {
            let value = unescaped(value);
            match (name, key.as_str()) {
                ("a", "href") => {
                    let from = self.file(range.start).to_owned();
                    match self.renderer.href(self.text, &from, &value) {
                        Some(href) => {
                            let _ = write!(attributes, " {href}");
                        }
                        None => {
                            self.tell_dead(&from, &value, range);
                            name = "span";
                        }
                    }
                }
                ("a", "target" | "rel") => {}
                (_, "id" | "name") => {
                    let _ = write!(attributes, " {key}=\"{}{}\"", self.text.prefix, escaped(&value));
                }
                (element, key) if !sanitise::keeps(element, key) => {
                    self.removed(&format!("{key}="), range);
                }
                (_, key) => {
                    let _ = write!(attributes, " {key}=\"{}\"", escaped(&value));
                }
            }
        }
        // One heading of level 1 a page, and that is the title.
        if name == "h1" {
            name = "h2";
        }
        self.raw_dead += usize::from(name == "span" && tag.name == "a");
        let class = if name == "span" && tag.name == "a" { " class=\"dead-link\"" } else { "" };
        let _ = write!(self.out, "<{name}{class}{attributes}>");
    }

    /// Tells that the sanitiser takes something out.
    fn removed(&mut self, what: &str, range: &Range<usize>) {
        let problem =
            Problem::warning("html/removed", "", format!("`{what}` was taken out: a page holds no such HTML"))
                .help("say it in Markdown; HTML that runs, loads or restyles is never published");
        self.tell(problem, range, "taken out");
    }
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}:`")).collect::<Vec<_>>().join(", ")
}

/// A picture that is not there: its words stay.
fn missing(alt: &str) -> String {
    let words = if alt.is_empty() { words::IMAGE } else { alt };
    format!("<span class=\"image-missing\">{}</span>", escaped(words))
}
