//! The places of one file that links may point at.

use std::collections::{HashMap, HashSet};

use crate::markdown::reserved::is_reserved;
use crate::slug;

/// The places in a text that links may point at.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    pub(super) ids: HashSet<String>,
    /// Ids by the anchors their headings would have, did the page around them not have these itself.
    pub(super) moved: HashMap<String, String>,
    /// The anchor its title has on Git hosts, but not on the page.
    pub(super) title: String,
}

impl Anchors {
    /// No places yet, in a text that stands below its title.
    pub(super) fn below(title: &str) -> Self {
        Self { title: slug::anchor(title), ..Self::default() }
    }

    /// Adds a heading.
    pub(super) fn add(&mut self, id: &str, text: &str) {
        let usual = slug::anchor(text);
        let number = id.strip_prefix(usual.as_str()).and_then(|rest| rest.strip_prefix('-'));
        if is_reserved(&usual) && number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
            self.moved.entry(usual).or_insert_with(|| id.to_owned());
        }
        self.ids.insert(id.to_owned());
    }
}
