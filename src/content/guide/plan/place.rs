//! Where the links of a guide lead, by what a knowledge base says or by how they are written.

use std::collections::HashMap;

use super::{End, EndKind, Places, To, name};
use crate::link::{Resolved, Resolver, in_kb};
use crate::{Guide, Kb};

/// Follows the links of one guide.
pub(super) struct Signpost<'a> {
    guide: &'a Guide,
    places: Option<&'a Places<'a>>,
    /// Knows the steps of a guide without a knowledge base.
    alone: Option<Resolver>,
    stops: HashMap<&'a str, usize>,
}

impl<'a> Signpost<'a> {
    pub(super) fn new(guide: &'a Guide, places: Option<&'a Places<'a>>) -> Self {
        let stops = guide.steps.iter().enumerate().rev().map(|(at, step)| (step.id.as_str(), at)).collect();
        let alone = places.is_none().then(|| Resolver::new(&Kb { guides: vec![guide.clone()], ..Kb::default() }));
        Self { guide, places, alone, stops }
    }

    /// The step that a choice leads to, else the end.
    pub(super) fn follow(&self, href: &str) -> Result<To, End> {
        let end = |kind, key: String, detail: &str, name: String| End {
            kind,
            key,
            detail: detail.to_owned(),
            name,
            href: href.to_owned(),
            verify: None,
        };
        if href == "#solved" {
            return Err(end(EndKind::Solved, String::new(), "", "solved".into()));
        }
        let resolver = self.places.map(|places| &places.resolver).or(self.alone.as_ref());
        let target = resolver.and_then(|resolver| resolver.resolve(&self.guide.path, href).target);
        let (_, query, anchor) = parts(href);
        let nowhere = || Err(end(EndKind::Nowhere, href.to_owned(), "", format!("nowhere: `{href}` is not there")));
        match target {
            Some(Resolved::Anchor(id)) => self.stop(&id).map_or_else(nowhere, Ok),
            Some(Resolved::Guide { slug, step }) => match (self.is_own(&slug), step) {
                (true, Some(id)) => self.stop(&id).map_or_else(nowhere, Ok),
                (true, None) => Ok(To::Stop(0)),
                (false, _) => {
                    let (path, name) = self.guide_named(&slug);
                    Err(end(EndKind::Guide, path, anchor, name))
                }
            },
            Some(Resolved::Article { slug, .. }) => {
                let (path, name) = self.article_named(&slug);
                Err(end(EndKind::Article, path, anchor, name))
            }
            Some(Resolved::Form { id, .. }) => {
                let (path, name) = self.form_named(&id);
                Err(end(EndKind::Form, path, query, name))
            }
            Some(Resolved::External(url)) => {
                let name = name::of_address(&url);
                Err(end(EndKind::Contact, url, "", name))
            }
            Some(Resolved::File(_) | Resolved::Notice { .. }) => nowhere(),
            None if self.places.is_some() || href.starts_with('#') => nowhere(),
            None => self.as_written(href).map_or_else(nowhere, Err),
        }
    }

    fn stop(&self, id: &str) -> Option<To> {
        self.stops.get(id).map(|stop| To::Stop(*stop))
    }

    fn is_own(&self, slug: &str) -> bool {
        match self.places {
            Some(places) => places.kb.guides.iter().any(|guide| guide.slug == slug && guide.path == self.guide.path),
            None => slug == self.guide.slug,
        }
    }

    fn article_named(&self, slug: &str) -> (String, String) {
        let articles = self.places.map_or(&[][..], |places| &places.kb.articles);
        let found = articles.iter().find(|article| article.slug == slug);
        found.map_or_else(
            || (slug.into(), name::of(EndKind::Article, slug)),
            |article| (article.path.clone(), name::of(EndKind::Article, &article.title)),
        )
    }

    fn guide_named(&self, slug: &str) -> (String, String) {
        let guides = self.places.map_or(&[][..], |places| &places.kb.guides);
        let found = guides.iter().find(|guide| guide.slug == slug);
        found.map_or_else(
            || (slug.into(), name::of(EndKind::Guide, slug)),
            |guide| (guide.path.clone(), name::of(EndKind::Guide, &guide.title)),
        )
    }

    fn form_named(&self, id: &str) -> (String, String) {
        let forms = self.places.map_or(&[][..], |places| &places.kb.forms);
        let found = forms.iter().find(|form| form.id == id);
        found.map_or_else(
            || (id.into(), name::of(EndKind::Form, id)),
            |form| (form.path.clone(), name::of(EndKind::Form, &form.name)),
        )
    }

    /// What a link to a file that nobody looked for must be, by where it lies. A guide without a knowledge base is taken to
    /// lie where guides do.
    fn as_written(&self, href: &str) -> Option<End> {
        let (file, query, anchor) = parts(href);
        let from = if self.guide.path.contains("guides/") { &self.guide.path } else { "guides/guide.md" };
        let from = from.rfind("guides/").map_or(from, |at| from.get(at..).unwrap_or(from));
        let path = in_kb(from, file)?;
        let (stem, ending) = path.rsplit_once('.')?;
        let stem = stem.rsplit('/').next().unwrap_or(stem);
        let (kind, detail) = match ending.to_ascii_lowercase().as_str() {
            "yml" | "yaml" => (EndKind::Form, query),
            "md" | "markdown" if path.starts_with("guides/") => (EndKind::Guide, anchor),
            "md" | "markdown" => (EndKind::Article, anchor),
            _ => return None,
        };
        let name = name::of(kind, stem);
        Some(End { kind, key: path, detail: detail.to_owned(), name, href: href.to_owned(), verify: None })
    }
}

/// File, query and anchor of a link.
fn parts(href: &str) -> (&str, &str, &str) {
    let (rest, anchor) = href.split_once('#').unwrap_or((href, ""));
    let (file, query) = rest.split_once('?').unwrap_or((rest, ""));
    (file, query, anchor)
}
