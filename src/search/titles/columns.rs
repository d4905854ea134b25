//! The titles as the browser downloads them: a text with a line for each field of each title, list after list, so that
//! like stands beside like and compresses well.
//!
//! What has been said is left out. An address repeats only what is new in it: a digit says how many of its folders are
//! those of the one before, and its last folder refers to the words of the title. And other names give only the words
//! that the title does not have, because the title finds the rest, and names are never shown.

use std::collections::HashSet;

use super::slugs::{longer, shorter};
use super::{Title, Titles};
use crate::message::Kind;
use crate::questions::is_question_word;
use crate::stem::stem;
use crate::words::compounds;

/// How many folders can be said to be shared: what a digit holds.
const SHARED: usize = 9;
/// How many lists there are of a line for each title.
const LISTS: usize = 4;

impl Titles {
    /// The text: a letter for the kind of each title, a digit for the folders it shares, and then in lists of lines their
    /// categories, the rest of their addresses, titles, and words of other names.
    pub fn written(&self) -> String {
        let entries = &self.entries;
        let mut before = "";
        let mut digits = String::new();
        let mut rests = Vec::new();
        for Title { path, title, .. } in entries {
            let (shared, rest) = after_shared(before, path);
            digits.extend(char::from_digit(shared as u32, 10));
            rests.push(shorter(rest, &line(title)));
            before = path;
        }
        let mut lines = vec![entries.iter().map(|title| letter(title.kind)).collect(), digits];
        lines.extend(entries.iter().map(|title| line(&title.category)));
        lines.extend(rests);
        lines.extend(entries.iter().map(|title| line(&title.title)));
        lines.extend(entries.iter().map(|title| new_words(&title.title, &title.aliases)));
        lines.join("\n")
    }

    /// Reads the text back; `None` when it is none of ours.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.split('\n');
        let (kinds, digits) = (lines.next()?, lines.next()?);
        let lines: Vec<&str> = lines.collect();
        let count = kinds.len();
        if count == 0 || digits.len() != count || lines.len() != LISTS * count {
            return (text == "\n").then(Self::default);
        }
        let mut path = String::new();
        let mut entries = Vec::with_capacity(count);
        for (at, (kind, shared)) in kinds.chars().zip(digits.chars()).enumerate() {
            let field = |list: usize| lines.get(list * count + at).copied();
            let kept = folders(&path).nth(shared.to_digit(10)? as usize).unwrap_or(path.len());
            path.truncate(kept);
            path.push_str(&longer(field(1)?, field(2)?));
            entries.push(Title {
                kind: kind_of(kind)?,
                path: path.clone(),
                title: field(2)?.to_owned(),
                aliases: field(3).filter(|words| !words.is_empty()).map(str::to_owned).into_iter().collect(),
                category: field(0)?.to_owned(),
            });
        }
        Some(Self { entries })
    }
}

/// The letter of a kind.
fn letter(kind: Kind) -> char {
    match kind {
        Kind::Article => 'a',
        Kind::Guide => 'g',
        Kind::Form => 'f',
        Kind::Notice => 'n',
    }
}

fn kind_of(written: char) -> Option<Kind> {
    [Kind::Article, Kind::Guide, Kind::Form, Kind::Notice].into_iter().find(|kind| letter(*kind) == written)
}

/// A text as one line.
fn line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// Where each folder of an address begins, and the end.
fn folders(path: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1))
}

/// How many folders two addresses share, and what is left of the second.
fn after_shared<'a>(before: &str, path: &'a str) -> (usize, &'a str) {
    let same = folders(before)
        .zip(folders(path))
        .take(SHARED + 1)
        .take_while(|(a, b)| a == b && before.get(..*a) == path.get(..*b));
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
            title: "Set up\nthe VPN".to_owned(),
            aliases: vec!["VPN setting up".to_owned(), "Remote Access".to_owned(), "the remote e-mail".to_owned()],
            category: "network".to_owned(),
        };
        Titles { entries: paths.iter().map(entry).collect() }
    }

    #[test]
    fn addresses_and_names_repeat_nothing() {
        let written = titles(&["articles/it/a/", "articles/it/a/b/", "articles/item/"]).written();
        let lists = [
            ["ggg", "031"].join("\n"),
            ["network"; 3].join("\n"),
            ["articles/it/a", "b", "item"].join("\n"),
            ["Set up the VPN"; 3].join("\n"),
            ["remote access e-mail"; 3].join("\n"),
        ];
        assert_eq!(written, lists.join("\n"));
    }

    #[test]
    fn what_is_none_of_ours_is_not_read() {
        let written = titles(&["a/", "b/"]).written();
        assert_eq!(Titles::read(&written).unwrap().entries.len(), 2);
        for wrong in ["", "<!doctype html>\n<p>", "gg\n00\na", "gg\n00", "xx\n00\n1\n2\n3\n4\n5\n6\n7\n8"] {
            assert_eq!(Titles::read(wrong), None, "{wrong}");
        }
        assert_eq!(Titles::read(&(written + "\n")), None);
        assert_eq!(Titles::read(&Titles::default().written()), Some(Titles::default()));
    }

    proptest::proptest! {
        #[test]
        fn every_address_comes_back(mut paths in proptest::collection::vec("[ab/]{0,24}", 0..8)) {
            paths.sort();
            let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
            let read = Titles::read(&titles(&paths).written()).unwrap();
            let back: Vec<&str> = read.entries.iter().map(|entry| entry.path.as_str()).collect();
            proptest::prop_assert_eq!(back, paths);
        }
    }
}
