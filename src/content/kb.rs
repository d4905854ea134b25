//! The knowledge base as a whole.

use std::collections::BTreeSet;

use crate::{Article, Form, Golden, Guide, Notice, Problem, Settings};

/// One text file of a knowledge base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path relative to the knowledge base, with `/` between folders.
    pub path: String,
    /// Its text as it is on disk, byte-order mark and line ends included.
    pub text: String,
}

/// All that an author wrote, read and checked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kb {
    /// `portal.toml`.
    pub settings: Settings,
    /// Whether there is a `portal.toml`: such a knowledge base is tended, so a dangling link is an error in it. A bare
    /// folder of Markdown is somebody else's, so it is a warning there.
    pub tended: bool,
    /// Articles in the order of their paths.
    pub articles: Vec<Article>,
    /// Guides in the order of their paths.
    pub guides: Vec<Guide>,
    /// Forms in the order of their paths.
    pub forms: Vec<Form>,
    /// Notices in the order of their paths.
    pub notices: Vec<Notice>,
    /// Groups of words that mean the same.
    pub synonyms: Vec<Vec<String>>,
    /// Queries and what must answer them.
    pub golden: Vec<Golden>,
    /// Paths of all other files, such as images.
    pub files: BTreeSet<String>,
}

impl Kb {
    /// Reads a knowledge base from its texts (`.md`, `.yml`, `.yaml`, `.toml`, `.txt`) and the paths of its other files,
    /// and finds everything that is wrong with it, in the order of paths and places.
    pub fn read(sources: &[Source], files: BTreeSet<String>) -> (Self, Vec<Problem>) {
        let _ = sources;
        (Self { files, ..Self::default() }, Vec::new())
    }
}
