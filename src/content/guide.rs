//! A guide: one file, one decision tree.

mod braces;
pub mod chart;
mod check;
pub mod diff;
mod figures;
mod graph;
pub mod map;
pub mod plan;
mod read;
mod trial;
mod walk;

use std::ops::Range;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Platform, Verify};

pub(crate) use check::check;
pub use figures::{Figures, figures};
pub use graph::longest_path;
pub(crate) use read::{Draft, read};
pub use walk::{Answer, At, Walk, answers, walk, walk_from};

/// A guide as its author wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Guide {
    /// File, relative to the knowledge base, with `/` between folders.
    pub path: String,
    /// Part of its address after `guides/`.
    pub slug: String,
    /// Title: front matter, else the first level-1 heading, else the file name.
    pub title: String,
    /// At most 200 characters; empty when the author wrote none.
    pub summary: String,
    /// Id of its category.
    pub category: String,
    /// Free words it is filed under.
    pub tags: Vec<String>,
    /// Other words people use for this.
    pub aliases: Vec<String>,
    /// Systems it is about; empty means any.
    pub platforms: Vec<Platform>,
    /// Team or mailbox that keeps it right.
    pub owner: Option<String>,
    /// Day somebody last checked it.
    pub reviewed: Option<Date>,
    /// Day by which it must be checked again.
    pub review_by: Option<Date>,
    /// Paths of articles and guides to read next, relative to the knowledge base, all known to exist.
    pub related: Vec<String>,
    /// Old addresses below the base path, without a leading slash, that lead here.
    pub redirect_from: Vec<String>,
    /// Shown on the home page.
    pub featured: bool,
    /// Found by whoever searches, but never offered for what somebody writes to the service desk.
    pub withheld: bool,
    /// Markdown before the first step.
    pub intro: String,
    /// Byte at which `intro` starts in the file.
    pub intro_offset: usize,
    /// Steps in the order written; the first is where the reader starts.
    pub steps: Vec<Step>,
    /// Walks the author expects to end somewhere.
    pub tests: Vec<GuideTest>,
}

/// One question or action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Slug of its heading, or the id the author fixed.
    pub id: String,
    /// The question or action.
    pub title: String,
    /// Markdown below the heading, without the list of choices.
    #[serde(skip)]
    pub body: String,
    /// Byte at which `body` starts in the file.
    #[serde(skip)]
    pub body_offset: usize,
    /// Bytes of the heading in the file.
    #[serde(skip)]
    pub span: Range<usize>,
    /// Ways on; at least one.
    pub choices: Vec<Choice>,
}

impl AsRef<Self> for Step {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// One way on from a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Slug of its text, unique in the step; the answer as it stands in an address.
    pub id: String,
    /// What the reader picks.
    pub text: String,
    /// Where it leads.
    pub target: Target,
    /// What the desk does first with a ticket that comes of it, whatever its form says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify: Option<Verify>,
    /// Bytes of the link in the file.
    #[serde(skip)]
    pub span: Range<usize>,
}

/// Where a choice leads: another step, or one of the outcomes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "lowercase")]
pub enum Target {
    /// Another step of this guide.
    Step {
        /// Its id.
        id: String,
    },
    /// Outcome: the reader's problem is solved.
    Solved,
    /// Outcome: go on in another guide.
    Guide {
        /// Its slug.
        slug: String,
        /// The step to go on at; its first when not set.
        step: Option<String>,
    },
    /// Outcome: read an article.
    Article {
        /// Its slug.
        slug: String,
        /// The heading to open it at.
        anchor: Option<String>,
    },
    /// Outcome: raise a ticket.
    Form {
        /// Its id.
        id: String,
        /// Fields to fill in, as id and value.
        prefill: Vec<(String, String)>,
    },
    /// Outcome: a `tel:`, `mailto:` or `https:` address.
    Contact {
        /// The address.
        url: String,
    },
}

impl Target {
    /// Whether the guide ends here.
    pub fn is_outcome(&self) -> bool {
        !matches!(self, Self::Step { .. })
    }
}

/// A walk the author expects to end somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct GuideTest {
    /// Texts of the choices to pick, from the first step on.
    pub answers: Vec<String>,
    /// `solved` or the link target, as written in the guide.
    pub ends: String,
    /// Bytes of the test in the file.
    pub span: Range<usize>,
}

#[cfg(test)]
mod tests;
