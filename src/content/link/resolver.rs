//! Tells what links mean.

use std::collections::BTreeSet;

use percent_encoding::percent_decode_str;

use super::anchors::{self, Anchors};
use super::path::{joined, relative};
use super::places::{Place, Places};
use super::{Fault, Resolution, Resolved, outside, parse};
use crate::ticket::looks_like_email;
use crate::{Category, Form, Kb, Severity, spelling};

/// Endings of files that a knowledge base holds.
const FILES: [&str; 14] =
    ["avif", "docx", "gif", "htm", "html", "jpeg", "jpg", "markdown", "md", "pdf", "png", "svg", "webp", "xlsx"];

/// Help for a path that is like no other.
pub(crate) const NOTHING_NEAR: &str = "correct the path, add the file, or leave it out";

/// Knows every file of a knowledge base, and so what links mean. Make it once; asking is cheap.
#[derive(Debug)]
pub struct Resolver {
    places: Places,
    ignored: BTreeSet<String>,
    /// As in [`Kb`]: what these lack is told of themselves, and of no link to them.
    unread: BTreeSet<String>,
    cut: BTreeSet<String>,
    categories: Vec<Category>,
    /// What a dangling link weighs.
    weight: Severity,
}

impl Resolver {
    /// Takes in all files of a knowledge base.
    pub fn new(kb: &Kb) -> Self {
        Self {
            places: Places::new(kb),
            ignored: kb.ignored.clone(),
            unread: kb.unread.clone(),
            cut: kb.cut.clone(),
            categories: kb.settings.categories.clone(),
            weight: if kb.tended { Severity::Error } else { Severity::Warning },
        }
    }

    /// What `href`, as Markdown gives it, means in the file `from`.
    pub fn resolve(&self, from: &str, href: &str) -> Resolution {
        let href = href.trim();
        if let Some(scheme) = scheme(href) {
            return self.external(href, scheme);
        }
        if href.starts_with("//") {
            return Resolved::External(format!("https:{href}")).into();
        }
        let (rest, anchor) = match href.split_once('#') {
            Some((rest, anchor)) => (rest, Some(decoded(anchor))),
            None => (href, None),
        };
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (rest, None),
        };
        if path.is_empty() {
            return match anchor {
                Some(anchor) => self.here(from, anchor),
                None => {
                    let help = "write where it leads, or leave the brackets out: words alone need none";
                    self.fault("link/empty", "the link leads nowhere", "empty", Some(help.into())).into()
                }
            };
        }
        let Some(wanted) = joined(from, &decoded(path)) else {
            let message = format!("`{path}` leads out of the knowledge base");
            let help =
                Some("files outside of its folder are not published: move the file or give its full address".into());
            return self.fault("link/outside", message, "outside", help).into();
        };
        match self.find(from, path, wanted) {
            Ok((found, doubt)) => self.arrive(found, query, anchor, doubt),
            // `<help@example.com>` is a link to an address of mail whose scheme Markdown leaves out.
            Err(_) if is_mail(href) => Resolved::External(format!("mailto:{href}")).into(),
            Err(fault) => fault.into(),
        }
    }

    /// A link that carries its own scheme.
    fn external(&self, href: &str, scheme: &str) -> Resolution {
        match scheme.to_ascii_lowercase().as_str() {
            "javascript" | "vbscript" | "data" | "file" => {
                let message = format!("a link must not start with `{scheme}:`");
                let help = match scheme.to_ascii_lowercase().as_str() {
                    "file" => "put the file into the knowledge base and link to it by its path from here",
                    _ => "link to a page, or say in words what to do",
                };
                self.fault("link/scheme", message, "browsers do not follow this", Some(help.into())).into()
            }
            short if short.len() == 1 => {
                let help = Some("give the path from this file, with `/` between folders".into());
                self.fault("link/scheme", format!("`{href}` is a path on one computer only"), "not a link", help).into()
            }
            known => match outside::fault(known, href) {
                Some(fault) => self.fault(fault.code, fault.message, fault.label, Some(fault.help.into())).into(),
                None => Resolved::External(href.to_owned()).into(),
            },
        }
    }

    /// A link to a place in the same file.
    fn here(&self, from: &str, anchor: String) -> Resolution {
        let known = match self.places.get(from) {
            Some(Place::Article { anchors, .. } | Place::Notice { anchors, .. }) => anchors,
            Some(Place::Guide { steps, .. }) => steps,
            _ => return Resolved::Anchor(anchor).into(),
        };
        let (anchor, fault) = self.anchor(from, known, anchor);
        Resolution { target: anchor.map(Resolved::Anchor), faults: fault.into_iter().collect() }
    }

    /// The path that is meant, and the doubt whether it is.
    fn find(&self, from: &str, written: &str, wanted: String) -> Result<(&String, Option<Fault>), Fault> {
        if let Some(path) = self.places.exactly(&wanted) {
            return Ok((path, None));
        }
        let doubt = |path: &String, message: String| {
            let help = Some(format!("did you mean `{}`?", relative(from, path)));
            Some(Fault {
                severity: Severity::Warning,
                code: "link/spelling",
                message,
                label: "not its exact path".into(),
                help,
            })
        };
        let slashed = wanted.contains('\\').then(|| joined(from, &decoded(written).replace('\\', "/"))).flatten();
        let wanted = slashed.unwrap_or(wanted);
        if let Some(path) = self.places.but_for_case(&wanted) {
            return Ok((path, doubt(path, format!("the file is not called `{}` exactly", decoded(written)))));
        }
        if let Some(path) = self.places.but_for_ending(&wanted) {
            let ending = path.rsplit('.').next().unwrap_or_default();
            return Ok((path, doubt(path, format!("`{}` lacks the ending `.{ending}`", decoded(written)))));
        }
        if self.places.is_folder(&wanted) {
            let message = format!("`{}` is a folder", decoded(written));
            return Err(self.fault("link/folder", message, "a folder", Some("link to a file in it".into())));
        }
        if self.ignored.contains(&wanted) {
            let help = Some("leave the link out, or move the text into an article".into());
            return Err(self.fault(
                "link/missing-file",
                format!("`{wanted}` is not published"),
                "not part of the site",
                help,
            ));
        }
        let message = format!("there is no `{wanted}`");
        Err(self.fault("link/missing-file", message, "no such file", Some(self.guess(from, &wanted))))
    }

    /// Help for a path that is not there.
    fn guess(&self, from: &str, wanted: &str) -> String {
        self.places
            .nearest(wanted)
            .map_or_else(|| NOTHING_NEAR.to_owned(), |path| format!("did you mean `{}`?", relative(from, &path)))
    }

    /// Whether a text could not be read, or not all of it.
    pub(crate) fn is_unread(&self, path: &str) -> bool {
        self.unread.contains(path)
    }

    /// Whether a part of a text is hidden by mistake.
    pub(crate) fn is_cut(&self, path: &str) -> bool {
        self.cut.contains(path)
    }

    /// What a path that exists means with its query and anchor.
    fn arrive(&self, path: &str, query: Option<&str>, anchor: Option<String>, doubt: Option<Fault>) -> Resolution {
        let anchor = anchor.filter(|anchor| !anchor.is_empty());
        let (target, fault) = match self.places.get(path) {
            Some(Place::Article { slug, anchors }) => {
                let (anchor, fault) = self.optional_anchor(path, anchors, anchor);
                (Resolved::Article { slug: slug.clone(), anchor }, fault)
            }
            Some(Place::Guide { slug, steps }) => {
                let (step, fault) = self.optional_anchor(path, steps, anchor);
                (Resolved::Guide { slug: slug.clone(), step }, fault)
            }
            Some(Place::Form(form)) => return self.form(form, query, doubt),
            Some(Place::Notice { id, .. }) => (Resolved::Notice { id: id.clone() }, None),
            Some(Place::File) | None => {
                return Resolution {
                    target: Some(Resolved::File(path.to_owned())),
                    faults: doubt.into_iter().collect(),
                };
            }
        };
        let query = query.map(|query| Fault {
            severity: Severity::Warning,
            code: "link/query",
            message: format!("`?{query}` means nothing here"),
            label: "only forms take values".into(),
            help: Some("leave it out".into()),
        });
        Resolution { target: Some(target), faults: [doubt, query, fault].into_iter().flatten().collect() }
    }

    fn form(&self, form: &Form, query: Option<&str>, doubt: Option<Fault>) -> Resolution {
        let mut faults: Vec<Fault> = doubt.into_iter().collect();
        let mut prefill = Vec::new();
        for (id, value) in query.map(parse).unwrap_or_default() {
            match form.accepts(&id, &value, &self.categories) {
                Ok(_) => prefill.push((id, value)),
                // The field or its option may stand in what could not be read.
                Err(_) if self.is_unread(&form.path) || id == "category" && self.is_unread("portal.toml") => {}
                Err(refusal) => faults.push(self.fault("link/prefill", refusal.message, "not accepted", refusal.help)),
            }
        }
        Resolution { target: Some(Resolved::Form { id: form.id.clone(), prefill }), faults }
    }

    fn optional_anchor(&self, path: &str, known: &Anchors, anchor: Option<String>) -> (Option<String>, Option<Fault>) {
        anchor.map_or((None, None), |anchor| self.anchor(path, known, anchor))
    }

    /// The anchor that is meant in `path`.
    fn anchor(&self, path: &str, known: &Anchors, anchor: String) -> (Option<String>, Option<Fault>) {
        let Anchors { ids: known, moved, title } = known;
        if let Some(id) = moved.get(&anchor).filter(|_| !known.contains(&anchor)) {
            return (Some(id.clone()), None);
        }
        if known.contains(&anchor) || anchor.is_empty() || anchor == "top" {
            return (Some(anchor), None);
        }
        let lower = anchor.to_lowercase();
        if let Some(found) = known.iter().find(|id| id.to_lowercase() == lower) {
            let fault = Fault {
                severity: Severity::Warning,
                code: "link/spelling",
                message: format!("the anchor is not `#{anchor}` exactly"),
                label: "not its exact name".into(),
                help: Some(format!("did you mean `#{found}`?")),
            };
            return (Some(found.clone()), Some(fault));
        }
        if self.is_cut(path) {
            return (None, None);
        }
        let mut ids: Vec<&str> = known.iter().map(String::as_str).collect();
        ids.sort_unstable();
        let noun = if matches!(self.places.get(path), Some(Place::Guide { .. })) { "step" } else { "heading" };
        let guess = || {
            spelling::closest(&anchor, ids.iter().copied())
                .or_else(|| ids.iter().copied().find(|id| id.starts_with(&anchor) || anchor.starts_with(*id)))
                .map(|id| format!("did you mean `#{id}`?"))
                .unwrap_or_else(|| anchors::instead(noun, &ids))
        };
        let at_top = "the title is the top of the page: write `#top`, or leave the anchor out";
        let help = if anchor == *title { at_top.to_owned() } else { guess() };
        let fault = self.fault(
            "link/missing-anchor",
            format!("`{path}` has no {noun} `#{anchor}`"),
            &format!("no such {noun}"),
            Some(help),
        );
        (None, Some(fault))
    }

    fn fault(&self, code: &'static str, message: impl Into<String>, label: &str, help: Option<String>) -> Fault {
        Fault { severity: self.weight, code, message: message.into(), label: label.to_owned(), help }
    }
}

/// The scheme of an address, without the colon.
fn scheme(href: &str) -> Option<&str> {
    let (scheme, _) = href.split_once(':')?;
    let letters = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    (letters && scheme.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(scheme)
}

/// Whether a link is an address of mail and not the name of a file, such as `logo@2x.png`.
fn is_mail(href: &str) -> bool {
    let ending = href.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    looks_like_email(href) && !href.contains(['/', '\\', '?', '#']) && !FILES.contains(&ending.as_str())
}

/// The path in a knowledge base that the file `from` means by `written`; `None` when it leads out of it.
pub(crate) fn in_kb(from: &str, written: &str) -> Option<String> {
    joined(from, &decoded(written))
}

/// Percent-encoding undone; what is no text after that stays as written.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Into::into)
}
