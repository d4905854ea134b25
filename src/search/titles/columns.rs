//! The titles as the browser downloads them: one list a field, so that like stands beside like and compresses well.
//!
//! Two things are left out. An address repeats only what is new in it: `shared` says how many of its folders are those
//! of the one before. And other names give only the words that the title does not have, because the title finds the
//! rest, and names are never shown.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::{Title, Titles};
use crate::message::Kind;
use crate::questions::is_question_word;
use crate::stem::stem;
use crate::words::compounds;

/// One entry a title in every list.
#[derive(Serialize, Deserialize)]
pub(super) struct Columns {
    kinds: Vec<Kind>,
    categories: Vec<String>,
    /// How many folders of its address are those of the one before.
    shared: Vec<usize>,
    /// The folders after these, with `/` between and behind them.
    paths: Vec<String>,
    titles: Vec<String>,
    /// Words of its other names.
    words: Vec<String>,
}

impl From<Titles> for Columns {
    fn from(titles: Titles) -> Self {
        let mut columns = Self {
            kinds: Vec::new(),
            categories: Vec::new(),
            shared: Vec::new(),
            paths: Vec::new(),
            titles: Vec::new(),
            words: Vec::new(),
        };
        let mut before = String::new();
        for entry in titles.entries {
            let (shared, rest) = after_shared(&before, &entry.path);
            columns.shared.push(shared);
            columns.paths.push(rest.to_owned());
            columns.words.push(new_words(&entry.title, &entry.aliases));
            columns.kinds.push(entry.kind);
            columns.categories.push(entry.category);
            columns.titles.push(entry.title);
            before = entry.path;
        }
        columns
    }
}

impl From<Columns> for Titles {
    fn from(columns: Columns) -> Self {
        let mut path = String::new();
        let mut entries = Vec::with_capacity(columns.titles.len());
        let fields = columns.kinds.into_iter().zip(columns.categories).zip(columns.titles).zip(columns.words);
        let addresses = columns.shared.into_iter().zip(columns.paths);
        for ((((kind, category), title), words), (shared, rest)) in fields.zip(addresses) {
            let kept = folders(&path).nth(shared).unwrap_or(path.len());
            path.truncate(kept);
            path.push_str(&rest);
            let aliases = if words.is_empty() { Vec::new() } else { vec![words] };
            entries.push(Title { kind, path: path.clone(), title, aliases, category });
        }
        Self { entries }
    }
}

/// Where each folder of an address begins, and the end.
fn folders(path: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1))
}

/// How many folders two addresses share, and what is left of the second.
fn after_shared<'a>(before: &str, path: &'a str) -> (usize, &'a str) {
    let same = folders(before).zip(folders(path)).take_while(|(a, b)| a == b && before.get(..*a) == path.get(..*b));
    let (count, end) = same.fold((0_usize, 0), |(count, _), (_, end)| (count + 1, end));
    (count.saturating_sub(1), path.get(end..).unwrap_or_default())
}

/// The words of `aliases` that neither the title nor an earlier alias has in any form, without question words.
fn new_words(title: &str, aliases: &[String]) -> String {
    let mut known: HashSet<String> = compounds(title).iter().flat_map(|found| found.forms()).map(stem).collect();
    let mut words = Vec::new();
    for alias in aliases {
        for compound in compounds(alias) {
            let forms: Vec<String> = compound.forms().map(stem).collect();
            if !is_question_word(compound.main()) && !forms.iter().all(|form| known.contains(form)) {
                words.push(alias.get(compound.range.clone()).unwrap_or_default().to_lowercase());
                known.extend(forms);
            }
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    fn titles(paths: &[&str]) -> Titles {
        let entry = |path: &&str| Title {
            kind: Kind::Guide,
            path: (*path).to_owned(),
            title: "Set up the VPN".to_owned(),
            aliases: vec!["VPN setting up".to_owned(), "Remote Access".to_owned(), "the remote e-mail".to_owned()],
            category: "network".to_owned(),
        };
        Titles { entries: paths.iter().map(entry).collect() }
    }

    #[test]
    fn addresses_and_names_repeat_nothing() {
        let json = serde_json::to_string(&titles(&["articles/it/a/", "articles/it/a/b/", "articles/item/"])).unwrap();
        assert_eq!(
            json,
            r#"{"kinds":["guide","guide","guide"],"categories":["network","network","network"],"shared":[0,3,1],"paths":["articles/it/a/","b/","item/"],"titles":["Set up the VPN","Set up the VPN","Set up the VPN"],"words":["remote access e-mail","remote access e-mail","remote access e-mail"]}"#
        );
    }

    #[test]
    fn lists_of_different_lengths_make_no_trouble() {
        let json =
            r#"{"kinds":["guide"],"categories":["a","b"],"shared":[9],"paths":["x/"],"titles":["T"],"words":[""]}"#;
        let read: Titles = serde_json::from_str(json).unwrap();
        assert_eq!((read.entries.len(), read.entries[0].path.as_str()), (1, "x/"));
    }

    proptest::proptest! {
        #[test]
        fn every_address_comes_back(mut paths in proptest::collection::vec("[ab/]{0,8}", 0..8)) {
            paths.sort();
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            let read: Titles = serde_json::from_str(&serde_json::to_string(&titles(&paths)).unwrap()).unwrap();
            let back: Vec<&str> = read.entries.iter().map(|entry| entry.path.as_str()).collect();
            proptest::prop_assert_eq!(back, paths);
        }
    }
}
