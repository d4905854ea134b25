//! The places of one file that links may point at.

use std::collections::{HashMap, HashSet};

use crate::{markdown, slug};

/// The places in a text that links may point at.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    pub(super) ids: HashSet<String>,
    /// Ids by the anchors their headings would have, did nothing else on the page have these.
    pub(super) moved: HashMap<String, String>,
    /// The anchor its title has on Git hosts, but not on the page.
    pub(super) title: String,
}

impl Anchors {
    /// No places yet, in a text that stands below its title.
    pub(super) fn below(title: &str) -> Self {
        Self { title: slug::anchor(title), ..Self::default() }
    }

    /// Adds everything a text has.
    pub(super) fn take(&mut self, outline: &markdown::Outline) {
        outline.headings.iter().for_each(|heading| self.add(&heading.id, &heading.text));
        self.ids.extend(outline.ids.iter().cloned());
    }

    /// Adds a heading.
    pub(super) fn add(&mut self, id: &str, text: &str) {
        let usual = slug::anchor(text);
        let number = id.strip_prefix(usual.as_str()).and_then(|rest| rest.strip_prefix('-'));
        if number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
            self.moved.entry(usual).or_insert_with(|| id.to_owned());
        }
        self.ids.insert(id.to_owned());
    }
}

/// What to do about an anchor that is like none of `ids`.
pub(super) fn instead(noun: &str, ids: &[&str]) -> String {
    let all: Vec<String> = ids.iter().map(|id| format!("`#{id}`")).collect();
    match all.len() {
        0 => format!("leave the anchor out: the page has no {noun} to link to"),
        1..=8 => format!("leave the anchor out, or write one that is there: {}", all.join(", ")),
        _ => format!("leave the anchor out, or write that of a {noun}: its words in lower case with `-` between"),
    }
}
