//! An article: one file, one answer.

mod read;

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;

use crate::Platform;

pub(crate) use read::{Draft, read};

/// An article as its author wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// File, relative to the knowledge base, with `/` between folders.
    pub path: String,
    /// Part of its address after `articles/`; comes from the path and changes only with it.
    pub slug: String,
    /// Title: front matter, else the first heading, else the file name.
    pub title: String,
    /// At most 200 characters; empty when the author wrote none.
    pub summary: String,
    /// Id of its category.
    pub category: String,
    /// Free words it is filed under.
    pub tags: Vec<String>,
    /// Other words people use for this.
    pub aliases: Vec<String>,
    /// Products it is about.
    pub products: Vec<String>,
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
    /// The Markdown after the front matter; a first heading that became the title is not in it.
    pub body: String,
    /// Byte at which `body` starts in the file.
    pub body_offset: usize,
    /// Headings of the body in order.
    pub headings: Vec<Heading>,
    /// Other ids in the text that links may point at, set by raw HTML.
    pub anchors: BTreeSet<String>,
}

/// A heading of a Markdown text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 for `#` to 6.
    pub level: u8,
    /// Its words without markup.
    pub text: String,
    /// Its anchor, unique in the file, made as Git hosts make it, or fixed by `{#id}` or `<a id="…">`.
    pub id: String,
    /// The devices that its part of the text is for; empty means any.
    pub platforms: Vec<Platform>,
    /// Its bytes, counted from the start of the file.
    pub span: Range<usize>,
}

#[cfg(test)]
mod tests;
