//! Marks the words that were searched for.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::message::Fragment;
use crate::stem::stem;
use crate::words::{Compound, compounds};

/// What to mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    stems: Vec<String>,
    starts: Vec<String>,
    phrases: Vec<Vec<String>>,
}

impl Marks {
    /// A word in any of its forms.
    pub(crate) fn word(&mut self, word: &str) {
        let stem = stem(word);
        if !self.stems.contains(&stem) {
            self.stems.push(stem);
        }
    }

    /// Words that start so.
    pub(crate) fn start(&mut self, start: &str) {
        self.starts.push(start.to_owned());
    }

    /// Words that stand side by side; alone they mean something else.
    pub(crate) fn phrase<'a>(&mut self, words: impl Iterator<Item = &'a String>) {
        self.phrases.push(words.map(|word| stem(word)).collect());
    }

    /// Cuts a text into marked and other pieces.
    pub(crate) fn fragments(&self, text: &str) -> Vec<Fragment> {
        let mut fragments = Vec::new();
        let mut end = 0;
        for range in self.ranges(text) {
            push(&mut fragments, text.get(end..range.start), false);
            push(&mut fragments, text.get(range.clone()), true);
            end = range.end;
        }
        push(&mut fragments, text.get(end..), false);
        fragments
    }

    /// Stems of what is marked in a text.
    pub(crate) fn stems_in(&self, text: &str) -> BTreeSet<String> {
        let marked = self.ranges(text).into_iter().filter_map(|range| text.get(range));
        marked.map(|words| stem(&words.to_lowercase())).collect()
    }

    /// What is marked in a text, in order and without overlaps.
    pub(crate) fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        let words = compounds(text);
        let alone = words.iter().flat_map(|compound| self.in_compound(compound));
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for range in alone.chain(self.in_phrases(&words)) {
            // There are few, and code that sorts is long.
            let place = ranges.partition_point(|other| (other.start, other.end) <= (range.start, range.end));
            ranges.insert(place, range);
        }
        let mut merged: Vec<Range<usize>> = Vec::new();
        for range in ranges {
            match merged.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        merged
    }

    fn has(&self, word: &str) -> bool {
        // A stem begins as its words do, and a look at one letter is quick.
        let likely = self.stems.iter().any(|stem| stem.bytes().next() == word.bytes().next());
        (likely && self.stems.contains(&stem(word))) || self.starts.iter().any(|start| word.starts_with(start))
    }

    fn in_compound(&self, compound: &Compound) -> Vec<Range<usize>> {
        if compound.whole.as_deref().is_some_and(|whole| self.has(whole)) {
            return vec![compound.range.clone()];
        }
        compound.parts.iter().filter(|part| self.has(&part.text)).map(|part| part.range.clone()).collect()
    }

    fn in_phrases(&self, words: &[Compound]) -> Vec<Range<usize>> {
        if self.phrases.is_empty() {
            return Vec::new();
        }
        let parts: Vec<(String, Range<usize>)> = words
            .iter()
            .flat_map(|compound| compound.parts.iter().map(|part| (stem(&part.text), part.range.clone())))
            .collect();
        let mut ranges = Vec::new();
        for phrase in self.phrases.iter().filter(|phrase| !phrase.is_empty()) {
            for window in parts.windows(phrase.len()) {
                if let ([first, ..], [.., last]) = (window, window)
                    && window.iter().zip(phrase).all(|((stem, _), wanted)| stem == wanted)
                {
                    ranges.push(first.1.start..last.1.end);
                }
            }
        }
        ranges
    }
}

fn push(fragments: &mut Vec<Fragment>, text: Option<&str>, marked: bool) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        fragments.push(Fragment { text: text.to_owned(), marked });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Marks;

    fn marked(marks: &Marks, text: &str) -> String {
        let show = |fragment: crate::message::Fragment| match fragment.marked {
            true => format!("[{}]", fragment.text),
            false => fragment.text,
        };
        marks.fragments(text).into_iter().map(show).collect()
    }

    #[test]
    fn every_form_of_a_word_is_marked() {
        let mut marks = Marks::default();
        marks.word("printing");
        marks.start("pass");
        assert_eq!(
            marked(&marks, "Print it: PRINTED prints, passwords."),
            "[Print] it: [PRINTED] [prints], [passwords]."
        );
    }

    #[test]
    fn a_compound_is_marked_whole_or_in_part() {
        let mut marks = Marks::default();
        marks.word("outlook");
        marks.word("5.7.57");
        assert_eq!(marked(&marks, "Outlook.exe says 5.7.57; not 5.7.5"), "[Outlook].exe says [5.7.57]; not 5.7.5");
    }

    #[test]
    fn a_phrase_is_marked_only_in_one_piece() {
        let mut marks = Marks::default();
        marks.phrase(["virtual".to_owned(), "private".to_owned(), "network".to_owned()].iter());
        assert_eq!(
            marked(&marks, "A virtual private network is a network."),
            "A [virtual private network] is a network."
        );
    }

    #[test]
    fn nothing_is_marked_in_nothing() {
        assert!(Marks::default().fragments("").is_empty());
        assert_eq!(marked(&Marks::default(), "Hello."), "Hello.");
    }

    proptest! {
        #[test]
        fn fragments_make_up_the_text(text in "\\PC{0,40}", start in "[a-e]{1,2}") {
            let mut marks = Marks::default();
            marks.start(&start);
            let whole: String = marks.fragments(&text).into_iter().map(|fragment| fragment.text).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
