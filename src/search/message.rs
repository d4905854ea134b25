//! What the portal and the engine say to each other, as text in `postMessage`.

mod reason;
mod searched;
mod wire;

use content::Platform;
pub use reason::{Found, How, Place, Reason};
pub use searched::Searched;
use serde::{Deserialize, Serialize};
pub use wire::{Lines, Wire};

/// From the portal to the engine.
#[derive(Debug, Clone, PartialEq)]
pub enum ToEngine {
    /// Fetch the pack and open it. Answered by [`FromEngine::Ready`] or [`FromEngine::Failed`].
    Open {
        /// Absolute address of the gzipped pack.
        pack: String,
    },
    /// Search. Answered by [`FromEngine::Answer`] with the same id, unless a newer search came in meanwhile.
    Search {
        /// Counts up, so that a stale answer never replaces a newer one.
        id: u32,
        /// What is asked.
        question: Question,
    },
}

/// What a reader asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// What the reader typed. The last word may be unfinished unless a space follows it.
    pub query: String,
    /// How many hits at most.
    pub limit: usize,
    /// Whether the words are meant as they stand, even ones that look misspelt.
    pub literal: bool,
    /// Which pages count.
    pub filter: Filter,
    /// Whether each hit should say why it was found, and the answer what was searched for.
    pub explain: bool,
    /// Whether only pages count that very likely say what is asked, and which a reader can read: no forms. For whole drafts,
    /// which nobody has put as a question.
    pub sure: bool,
}

/// How many pages at most are looked for that may answer a draft.
const OFFERED: usize = 3;

impl Question {
    /// A question to all pages.
    pub fn new(query: impl Into<String>, limit: usize) -> Self {
        Self { query: query.into(), limit, ..Self::default() }
    }

    /// Whether pages very likely answer what somebody writes to the service desk. Browser and desk ask alike.
    pub fn of_draft(draft: impl Into<String>) -> Self {
        Self { sure: true, ..Self::new(draft, OFFERED) }
    }
}

/// Which pages count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Id of a category; empty for all.
    pub category: String,
    /// A system; pages that name none are about all of them.
    pub platform: Option<Platform>,
}

/// From the engine to the portal.
#[derive(Debug, Clone, PartialEq)]
pub enum FromEngine {
    /// The worker's module runs and listens; messages sent before are lost.
    Started,
    /// The pack is open.
    Ready {
        /// How many documents it holds.
        documents: usize,
    },
    /// The pack could not be opened; title search goes on.
    Failed {
        /// What happened, in words a reader understands.
        message: String,
    },
    /// Hits.
    Answer {
        /// Id of the search.
        id: u32,
        /// What was found.
        answer: Answer,
    },
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// Hits, best first.
    pub hits: Vec<Hit>,
    /// How many documents match at all, of those that the filter lets through.
    pub total: usize,
    /// The words as they were searched, when a word was corrected.
    pub corrected: Option<String>,
    /// Codes and numbers that were asked for and stand on no page, as they were typed.
    pub unknown: Vec<String>,
    /// What the hits can be narrowed down to.
    pub counts: Counts,
    /// Whether a part of the index could not be had, so that pages may be missing.
    pub partial: bool,
    /// What was searched for; empty unless that was asked for.
    pub searched: Vec<Searched>,
}

/// How many of the documents that match a filter would let through. Each list leaves its own part of the filter in force
/// out, so it shows what choosing something else would give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ids of categories, most first.
    pub categories: Vec<(String, usize)>,
    /// Systems, in the order they are shown.
    pub platforms: Vec<(Platform, usize)>,
}

/// One document that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// What kind of page it is.
    pub kind: Kind,
    /// Address below the base path.
    pub path: String,
    /// Its title, with the searched words marked.
    pub title: Vec<Fragment>,
    /// A line about it, with the searched words marked; may be empty.
    pub snippet: Vec<Fragment>,
    /// Id of its category; may be empty.
    pub category: String,
    /// The part of the page that says most of what was asked, when its title alone does not.
    pub part: Option<Part>,
    /// Whether its title or one of its aliases is exactly what was asked for.
    pub called: bool,
    /// What it has of each thing asked for, in the order typed; empty unless that was asked for.
    pub reasons: Vec<Reason>,
}

/// A section of an article or a step of a guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its heading, with the searched words marked.
    pub title: Vec<Fragment>,
    /// Its anchor on the page.
    pub anchor: String,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fragment {
    /// The words.
    pub text: String,
    /// Whether the reader searched for them.
    pub marked: bool,
}

/// What kind of page a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An article.
    Article,
    /// A guide.
    Guide,
    /// A ticket form.
    Form,
    /// A notice on the home page.
    Notice,
}
