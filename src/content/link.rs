//! Links between the files of a knowledge base: what each of them means, or what is wrong with it.

mod anchors;
mod outside;
mod path;
mod places;
mod query;
mod resolver;

use std::ops::Range;

use crate::{Problem, Severity};

pub(crate) use outside::names_a_site;
pub use query::{decode, encode, parse};
pub use resolver::Resolver;
pub(crate) use resolver::{NOTHING_NEAR, in_kb};

/// What a link means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// An article.
    Article {
        /// Its slug.
        slug: String,
        /// The place in it.
        anchor: Option<String>,
    },
    /// A guide.
    Guide {
        /// Its slug.
        slug: String,
        /// The step to start at; its first when not set.
        step: Option<String>,
    },
    /// A form.
    Form {
        /// Its id.
        id: String,
        /// Fields to fill in, as id and value.
        prefill: Vec<(String, String)>,
    },
    /// A notice.
    Notice {
        /// Its id.
        id: String,
    },
    /// Any other file, by its path relative to the knowledge base.
    File(String),
    /// Something outside of the knowledge base.
    External(String),
    /// A place in the same text; empty for its top.
    Anchor(String),
}

/// What became of a link: what it means as far as it means anything, and what is wrong with it. Both can be there: a link
/// to a missing heading still leads to the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// What it means.
    pub target: Option<Resolved>,
    /// Everything that is wrong with it.
    pub faults: Vec<Fault>,
}

/// One thing that is wrong with a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// How much it weighs.
    pub severity: Severity,
    /// As in [`Problem`].
    pub code: &'static str,
    /// What happened.
    pub message: String,
    /// A few words for the place.
    pub label: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Fault {
    /// The fault as a problem of a file.
    pub fn problem(self, path: &str, span: Range<usize>) -> Problem {
        let Self { severity, code, message, label, help } = self;
        Problem { severity, code, path: path.to_owned(), span: Some(span), message, label, help }
    }
}

impl From<Resolved> for Resolution {
    fn from(target: Resolved) -> Self {
        Self { target: Some(target), faults: Vec::new() }
    }
}

impl From<Fault> for Resolution {
    fn from(fault: Fault) -> Self {
        Self { target: None, faults: vec![fault] }
    }
}

#[cfg(test)]
mod tests;
