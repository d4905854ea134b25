//! The knowledge base as a whole.

mod files;
mod read;
mod references;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::{Article, CannedReply, Form, Golden, Guide, Notice, Problem, Settings};

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
    /// Canned replies in the order of their paths. No page shows them: they are for whoever answers tickets.
    pub replies: Vec<CannedReply>,
    /// Groups of words that mean the same.
    pub synonyms: Vec<Vec<String>>,
    /// Queries and what must answer them.
    pub golden: Vec<Golden>,
    /// Paths of all other files, such as images.
    pub files: BTreeSet<String>,
    /// Paths of texts beside the knowledge base that are no part of it: its README and change log.
    pub ignored: BTreeSet<String>,
    /// Paths of texts that could not be read, or not all of them: what they seem to lack is not told as a mistake of others.
    pub unread: BTreeSet<String>,
    /// Paths of texts of which a comment without an end hides a part: headings that others link to may stand in it.
    pub cut: BTreeSet<String>,
}

impl Kb {
    /// Reads a knowledge base from its texts (`.md`, `.markdown`, `.yml`, `.yaml`, `.toml`, `.txt`) and the paths of its other files,
    /// and finds everything that is wrong with it, in the order of paths and places. Texts that are none of its own files
    /// join `files`, so that they can be linked to. A text whose path is among `files` already is left unread: it could not
    /// be read as it is, and whoever found that out tells why.
    pub fn read(sources: &[Source], files: BTreeSet<String>) -> (Self, Vec<Problem>) {
        read::read(sources, files)
    }

    /// The forms that come with notices, in the order of these.
    pub fn notice_forms(&self) -> impl Iterator<Item = Form> {
        self.notices.iter().map(|notice| Form::of_notice(notice, &self.settings.sla))
    }

    /// Articles and guides that should have been checked again before `today`.
    pub fn overdue(&self, today: Date) -> Vec<Problem> {
        let articles = self.articles.iter().map(|article| (&article.path, article.review_by, &article.owner));
        let guides = self.guides.iter().map(|guide| (&guide.path, guide.review_by, &guide.owner));
        let late =
            articles.chain(guides).filter_map(|(path, by, owner)| Some((path, by.filter(|by| *by < today)?, owner)));
        let warn = |(path, by, owner): (&String, Date, &Option<String>)| {
            let problem = Problem::warning("review/overdue", path, format!("the review was due by {by}"));
            let who = owner.as_ref().map(|owner| format!(" ({owner} owns it)")).unwrap_or_default();
            problem.help(format!("check it, then set `reviewed` and `review_by`{who}"))
        };
        late.map(warn).collect()
    }
}

#[cfg(test)]
mod tests;
