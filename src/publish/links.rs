//! Where links lead once the knowledge base is a site. What a link means is content's business.

use std::collections::HashSet;

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
}

impl Links {
    /// `today` decides which notices are over; without it none is.
    pub(crate) fn new(kb: &Kb, today: Option<Date>) -> Self {
        let over = kb.notices.iter().filter(|notice| today.is_some_and(|today| calendar::is_over(notice, today)));
        Self { resolver: Resolver::new(kb), over: over.map(|notice| notice.id.clone()).collect() }
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
        "http" | "https" => Link::Web(url),
        other if SCHEMES.contains(&other) => Link::Program(url),
        _ => Link::Scheme(scheme),
    }
}
