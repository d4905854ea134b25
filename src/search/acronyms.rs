//! Short forms that the pages explain themselves: `Virtual Private Network (VPN)`.

use std::collections::{BTreeMap, BTreeSet};

use crate::Document;
use crate::words::{Compound, compounds};

/// Letters of a short form.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=6;

/// What each short form stands for on most pages, as groups of synonyms. The order of the pages does not matter.
pub(crate) fn learned(documents: &[&Document]) -> Vec<Vec<String>> {
    let mut pages: BTreeMap<(String, String), usize> = BTreeMap::new();
    for document in documents {
        let texts = [&document.title, &document.summary, &document.body];
        for explained in texts.into_iter().flat_map(|text| explained(text)).collect::<BTreeSet<_>>() {
            *pages.entry(explained).or_default() += 1;
        }
    }
    let mut best: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for ((short, long), pages) in pages {
        let known = best.entry(short).or_default();
        if pages > known.0 {
            *known = (pages, long);
        }
    }
    best.into_iter().map(|(short, (_, long))| vec![short, long]).collect()
}

/// Short forms in brackets after the words that they are the first letters of, and those words.
fn explained(text: &str) -> Vec<(String, String)> {
    let words = compounds(text);
    let mut found = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let written = text.get(word.range.clone()).unwrap_or_default();
        let bracketed = text[..word.range.start].ends_with('(') && text[word.range.end..].starts_with(')');
        if !bracketed || !LETTERS.contains(&written.len()) || !written.bytes().all(|byte| byte.is_ascii_uppercase()) {
            continue;
        }
        let Some(long) = place.checked_sub(written.len()).and_then(|first| words.get(first..place)) else { continue };
        if long.iter().map(initial).eq(word.main().chars().map(Some)) {
            found.push((word.main().to_owned(), long.iter().flat_map(Compound::read).collect::<Vec<_>>().join(" ")));
        }
    }
    found
}

fn initial(word: &Compound) -> Option<char> {
    word.main().chars().next()
}

#[cfg(test)]
mod tests {
    use super::learned;
    use crate::searcher::tests::document;

    #[test]
    fn a_short_form_is_learned_from_the_words_before_it() {
        let text = "A Virtual Private Network (VPN) is private. Ask the help desk (HDX). (MFA) alone says nothing.";
        assert_eq!(learned(&[&document("a/", "", text)]), [["vpn", "virtual private network"]]);
    }

    #[test]
    fn the_meaning_on_most_pages_counts() {
        let pages = ["Open Data Format (ODF)", "Offline Data File (ODF)", "Offline data file (ODF)"]
            .map(|text| document(text, "", text));
        assert_eq!(learned(&pages.iter().collect::<Vec<_>>()), [["odf", "offline data file"]]);
    }
}
