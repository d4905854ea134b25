//! Where links lead once the knowledge base is a site. What a link means is content's business.

use std::collections::{HashMap, HashSet};

use content::link::{Resolved, Resolver, encode};
use content::{Kb, route};
use jiff::civil::Date;

use crate::calendar;

/// Schemes that a page may link to besides `http` and `https`; browsers ask before they leave for another program.
pub(crate) const SCHEMES: [&str; 6] = ["mailto", "tel", "sms", "ms-settings", "msteams", "facetime"];

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Link {
    /// A page of this site, below the base path, with its query and fragment.
    Page(String),
    /// A place on the same page, without the `#`.
    Here(String),
    /// A file of the knowledge base that is copied along.
    File(String),
    /// Another site.
    Web(String),
    /// Another program: telephone, mail.
    Program(String),
    /// An address with `http` or `https` that browsers can make nothing of.
    NoSite(String),
    /// A scheme that a page may not link to.
    Scheme(String),
    /// A notice that is over, by its id.
    Over(String),
    /// Nowhere; content has told why.
    Broken,
}

/// Knows where every file of a knowledge base is published.
#[derive(Debug)]
pub(crate) struct Links {
    resolver: Resolver,
    /// Ids of the notices that are over, so that no page shows them.
    over: HashSet<String>,
    /// The first days of the notices that are not shown yet, by their ids.
    later: HashMap<String, Date>,
}

impl Links {
    /// `today` decides which notices are over and which come later; without it none is.
    pub(crate) fn new(kb: &Kb, today: Option<Date>) -> Self {
        let over = kb.notices.iter().filter(|notice| today.is_some_and(|today| calendar::is_over(notice, today)));
        let later = kb.notices.iter().filter_map(|notice| Some((notice, calendar::first_day(notice)?)));
        let later = later.filter(|(_, first)| today.is_some_and(|today| *first > today));
        Self {
            resolver: Resolver::new(kb),
            over: over.map(|notice| notice.id.clone()).collect(),
            later: later.map(|(notice, first)| (notice.id.clone(), first)).collect(),
        }
    }

    /// The notice a link leads to and the first day it is shown, when that is still to come.
    pub(crate) fn later(&self, from: &str, href: &str) -> Option<(String, Date)> {
        if self.later.is_empty() {
            return None;
        }
        match self.resolver.resolve(from, href).target? {
            Resolved::Notice { id } if !self.over.contains(&id) => self.later.get(&id).map(|day| (id.clone(), *day)),
            _ => None,
        }
    }

    /// Where a link leads that stands in the file `from`.
    pub(crate) fn resolve(&self, from: &str, href: &str) -> Link {
        let Some(target) = self.resolver.resolve(from, href).target else { return Link::Broken };
        let place = |place: Option<String>| place.map_or_else(String::new, |place| format!("#{place}"));
        match target {
            Resolved::Article { slug, anchor } => Link::Page(route::article(&slug) + &place(anchor)),
            Resolved::Guide { slug, step } => Link::Page(route::guide(&slug) + &place(step)),
            Resolved::Form { id, prefill } if prefill.is_empty() => Link::Page(route::form(&id)),
            Resolved::Form { id, prefill } => Link::Page(format!("{}?{}", route::form(&id), encode(&prefill))),
            Resolved::Notice { id } if self.over.contains(&id) => Link::Over(id),
            Resolved::Notice { id } => Link::Page(route::notice(&id)),
            Resolved::File(path) => Link::File(path),
            Resolved::Anchor(id) => Link::Here(id),
            Resolved::External(url) => outside(url),
        }
    }
}

fn outside(url: String) -> Link {
    let scheme = url.split(':').next().unwrap_or_default().to_ascii_lowercase();
    match scheme.as_str() {
        "http" | "https" if ammonia::Url::parse(&url).is_err() => Link::NoSite(url),
        "http" | "https" => Link::Web(url),
        other if SCHEMES.contains(&other) => Link::Program(url),
        _ => Link::Scheme(scheme),
    }
}
