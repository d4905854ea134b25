//! Links, images and raw HTML.

use std::fmt::Write as _;
use std::ops::Range;

use content::Problem;

use super::Text;
use super::raw::{self, Part, Tag};
use super::writer::Writer;
use super::{Renderer, elements, sanitise};
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
            Link::Here(id) => {
                // The top of the page is that of every text on it.
                let own = text.whole && !matches!(id.as_str(), "" | "top");
                format!("href=\"#{}{}\"", if own { text.prefix } else { "" }, address(&id))
            }
            Link::File(path) if is_active(&path) => return None,
            Link::File(path) => format!("href=\"{}\"", address(&self.base.join(&self.media.get(&path)?.address))),
            Link::Web(url) => format!("href=\"{}\" rel=\"noopener\"", address(&url)),
            Link::Program(url) => format!("href=\"{}\"", address(&url)),
            Link::NoSite(_) | Link::Scheme(_) | Link::Over(_) | Link::Broken => return None,
        })
    }
}

impl Writer<'_> {
    pub(super) fn open_link(&mut self, href: &str, title: &str, range: &Range<usize>) {
        let from = self.file(range.start).to_owned();
        let opened = match self.renderer.href(self.text, &from, href) {
            _ if self.links.contains(&Opened::Link) => Opened::Nested,
            Some(attributes) => {
                self.tell_later(&from, href, range);
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
                Some(medium) if medium.broken.is_some() => {
                    self.tell_picture("image/unreadable", &path, medium.broken.as_deref(), range);
                    missing(alt)
                }
                Some(medium) => {
                    self.tell_picture("image/large", &path, medium.large.as_deref(), range);
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
                    let unreadable = self.renderer.media.unreadable(&path);
                    self.tell_picture("image/unreadable", &path, unreadable.as_deref(), range);
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
                    let problem = Problem::warning("image/missing", "", format!("there is no `{source}`"))
                        .help("correct the path, add the file, or leave it out");
                    self.tell(problem, range, "no such file");
                }
                missing(alt)
            }
        }
    }

    /// Tells what is wrong with the file of a picture, if something is.
    fn tell_picture(&mut self, code: &'static str, path: &str, why: Option<&str>, range: &Range<usize>) {
        let Some(why) = why else { return };
        let problem = Problem::warning(code, "", format!("`{path}` {why}"));
        match code {
            "image/large" => {
                let problem = problem.help("save it smaller: a picture 1,600 pixels wide fills any page");
                self.tell(problem, range, "readers wait for it");
            }
            _ => self.tell(problem.help("put a sound copy of the picture in its place"), range, "not shown"),
        }
    }

    /// Tells why a link that content found sound leads nowhere all the same.
    fn tell_dead(&mut self, from: &str, href: &str, range: &Range<usize>) {
        let problem = match self.renderer.links.resolve(from, href) {
            Link::File(path) => match self.renderer.media.refused(&path) {
                Some(why) => Problem::warning("link/active-file", "", format!("`{path}` {why}"))
                    .help("link to it on another host, or save it as PDF"),
                None => match self.renderer.media.unreadable(&path) {
                    Some(why) => Problem::warning("file/unreadable", "", format!("`{path}` {why}"))
                        .help("make it readable, or remove the link"),
                    None => return,
                },
            },
            Link::Over(id) => Problem::warning("link/notice-over", "", format!("the notice `{id}` is over"))
                .help("remove the link when nobody needs it any more"),
            Link::NoSite(url) => Problem::warning("link/host", "", format!("`{url}` is no address that browsers know"))
                .help("write it in full: `https://example.com/`"),
            Link::Scheme(scheme) => Problem::warning("link/scheme", "", format!("pages do not link to `{scheme}:`"))
                .help(format!("besides `https:` there are {}", quoted(&SCHEMES))),
            _ => return,
        };
        self.tell(problem, range, "shown as plain words");
    }

    /// Tells of a link to a notice that is not shown yet.
    fn tell_later(&mut self, from: &str, href: &str, range: &Range<usize>) {
        let Some((id, day)) = self.renderer.links.later(from, href) else { return };
        let problem = Problem::hint("link/notice-later", "", format!("the notice `{id}` is not shown before {day}"))
            .help("leave it if readers come later; else change `from` of the notice");
        self.tell(problem, range, &format!("leads to the home page, and to the notice from {day} on"));
    }

    /// Raw HTML, whole blocks or single tags. `lines` are the bytes of it at which a line begins, and of the text.
    pub(super) fn raw(&mut self, html: &str, lines: &[(usize, usize)]) {
        let place = |at: usize| {
            let line = lines.iter().rev().find(|(start, _)| *start <= at);
            line.map_or(0, |(start, source)| source + at - start)
        };
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
                    let end = tag.range.end.saturating_sub(1).max(tag.range.start);
                    self.tag(&tag, &(place(tag.range.start)..place(end) + 1));
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
        if elements::is_refused(&tag.name) {
            return self.refused(tag, range);
        }
        if tag.closes {
            return self.closing(&tag.name, range);
        }
        let get = |name: &str| tag.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| unescaped(value));
        if tag.name == "img" {
            let html = self.picture(&get("src").unwrap_or_default(), &get("alt").unwrap_or_default(), "", range);
            return self.out.push_str(&html);
        }
        self.opening(tag, range);
        if tag.empty && !elements::is_void(&tag.name) {
            self.write_end(&tag.name);
        } else if elements::must_be_closed(&tag.name) {
            self.open.push((tag.name.clone(), range.clone()));
        }
    }

    /// A tag of an element that must not stand in a text.
    fn refused(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        if !tag.closes
            && let Some((why, help)) = elements::refusal(&tag.name)
        {
            let name = &tag.name;
            let problem = Problem::warning("html/removed", "", format!("`<{name}>` was taken out: {why}"));
            let problem = problem.help(format!("{help}; words in angle brackets are written `\\<{name}>`"));
            self.tell(problem, range, "taken out");
        }
        // The sanitiser takes these out with what is inside, so it must see them.
        if sanitise::EMPTIED.contains(&tag.name.as_str()) {
            let slash = if tag.closes { "/" } else { "" };
            let _ = write!(self.out, "<{slash}{}>", tag.name);
        }
    }

    fn closing(&mut self, name: &str, range: &Range<usize>) {
        if elements::must_be_closed(name) {
            let Some(at) = self.open.iter().rposition(|(open, _)| open == name) else {
                let problem = Problem::warning("html/unopened", "", format!("`</{name}>` closes nothing"))
                    .help(format!("remove it, or write `<{name}>` where it begins"));
                return self.tell(problem, range, "left out");
            };
            for (inner, place) in self.open.split_off(at).into_iter().skip(1) {
                self.unclosed(&inner, &place);
            }
        }
        self.write_end(name);
    }

    fn write_end(&mut self, name: &str) {
        let dead = name == "a" && self.raw_dead > 0;
        self.raw_dead -= usize::from(dead);
        let name = match name {
            "a" if dead => "span",
            // One heading of level 1 a page, and that is the title.
            "h1" => "h2",
            name => name,
        };
        let _ = write!(self.out, "</{name}>");
    }

    /// Tells that an element is never closed.
    pub(super) fn unclosed(&mut self, name: &str, range: &Range<usize>) {
        let problem = Problem::warning("html/unclosed", "", format!("`<{name}>` is never closed"))
            .help(format!("write `</{name}>` where it ends, or `\\<{name}>` if these are words to be read"));
        self.tell(problem, range, "begins here");
    }

    fn opening(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let mut attributes = String::new();
        let mut name = tag.name.as_str();
        let has_id = tag.attributes.iter().any(|(key, _)| key == "id");
        for (key, value) in &tag.attributes {
            let value = unescaped(value);
            match (name, key.as_str()) {
                ("a", "href") => {
                    let from = self.file(range.start).to_owned();
                    match self.renderer.href(self.text, &from, &value) {
                        Some(href) => {
                            self.tell_later(&from, &value, range);
                            let _ = write!(attributes, " {href}");
                        }
                        None => {
                            self.tell_dead(&from, &value, range);
                            name = "span";
                        }
                    }
                }
                ("a", "target" | "rel") => {}
                // The old way to write an id; browsers want both to be unique.
                ("a" | "span", "name") if tag.name == "a" && has_id => {}
                ("a" | "span", "name") if tag.name == "a" => self.id(&value, range, &mut attributes),
                (_, "id") => self.id(&value, range, &mut attributes),
                (_, "name") if sanitise::keeps(name, "name") => {
                    let _ = write!(attributes, " name=\"{}{}\"", self.text.prefix, escaped(&value));
                }
                (element, key) if !sanitise::keeps(element, key) => self.removed(key, element, range),
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

    /// An id that an author wrote, unless something else has it.
    fn id(&mut self, id: &str, range: &Range<usize>, attributes: &mut String) {
        // A heading's own anchor became its id.
        if id.is_empty() || self.heading_id() == Some(id) {
            return;
        }
        if self.ids.take(self.text, id) {
            let _ = write!(attributes, " id=\"{}{}\"", self.text.prefix, escaped(id));
            return;
        }
        let problem = Problem::warning("html/id", "", format!("the id `{id}` is taken"))
            .help("write another one, or leave it out");
        self.tell(problem, range, "left out: something else on the page has it");
    }

    /// Tells that an attribute is left out.
    fn removed(&mut self, key: &str, element: &str, range: &Range<usize>) {
        let message = format!("`{key}=` of `<{element}>` was taken out: a page keeps no such attribute");
        let problem = Problem::warning("html/removed", "", message)
            .help("leave it out; HTML that runs, loads or restyles is never published");
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
