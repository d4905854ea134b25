//! A notice: a known issue or planned maintenance.

mod read;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Platform;

pub(crate) use read::{Draft, read};

/// A notice as its author wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// File, relative to the knowledge base.
    pub path: String,
    /// File name without its ending.
    pub id: String,
    /// What is the matter.
    pub title: String,
    /// Known issue or maintenance.
    pub kind: NoticeKind,
    /// Shown from this moment; always when not set.
    pub from: Option<Timestamp>,
    /// Shown until this moment; until it is removed when not set.
    pub until: Option<Timestamp>,
    /// When readers hear more. A moment at midnight UTC means some time on that day.
    pub next_update: Option<Timestamp>,
    /// Id of the category it concerns.
    pub category: Option<String>,
    /// Products it concerns.
    pub products: Vec<String>,
    /// Systems it concerns; empty means any.
    pub platforms: Vec<Platform>,
    /// The Markdown after the front matter.
    pub body: String,
    /// Byte at which `body` starts in the file.
    pub body_offset: usize,
}

/// What a [`Notice`] tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoticeKind {
    /// Something is broken and known.
    Issue,
    /// Something will not be there for a while.
    Maintenance,
}

#[cfg(test)]
mod tests;
