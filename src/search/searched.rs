//! What was searched for, told so that passages of pages can be found by it.

use std::io;

use crate::message::Searched;
use crate::plan::{Plan, Unit};
use crate::stem::stem;
use crate::vocabulary::Vocabulary;

/// The things asked for, without words that say little.
pub(crate) fn searched(plan: &Plan, vocabulary: &Vocabulary, documents: usize) -> io::Result<Vec<Searched>> {
    let telling = plan.units.iter().filter(|unit| !unit.little && !unit.ways.is_empty());
    telling.map(|unit| Ok(Searched { stems: stems(unit), one_in: one_in(unit, vocabulary, documents)? })).collect()
}

fn stems(unit: &Unit) -> Vec<String> {
    let mut stems = Vec::new();
    for way in &unit.ways {
        if way.together && way.words.len() > 1 {
            let first: Vec<String> =
                way.words.iter().filter_map(|forms| forms.first()).map(|form| stem(form)).collect();
            stems.push(first.join(" "));
        } else {
            stems.extend(way.words.iter().flatten().map(|form| stem(form)));
        }
    }
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// The plan has looked these words up already.
fn one_in(unit: &Unit, vocabulary: &Vocabulary, documents: usize) -> io::Result<u32> {
    let mut having = 1;
    for way in unit.ways.iter().filter(|way| !way.guess) {
        for word in way.words.iter().flatten() {
            let frequency =
                if way.in_titles { vocabulary.common_frequency(word) } else { vocabulary.frequency(word)? };
            having = having.max(frequency);
        }
    }
    Ok(u32::try_from(documents).unwrap_or(u32::MAX) / having)
}

#[cfg(test)]
mod tests {
    use crate::message::{Question, Searched};
    use crate::searcher::tests::{document, searcher};

    fn searched(query: &str) -> Vec<(String, u32)> {
        let pages = [
            document("a/", "Set up the VPN", "A virtual private network connects you."),
            document("b/", "Printers", "The printer prints; printing is easy."),
            document("c/", "Print from a phone", "Any printer."),
            document("d/", "Wi-Fi", "No wires."),
        ];
        let searcher = searcher(&pages, &[&["vpn", "virtual private network"]]);
        let answer = searcher.search(&Question { explain: true, ..Question::new(query, 3) });
        answer.searched.into_iter().map(|Searched { stems, one_in }| (stems.join("|"), one_in)).collect()
    }

    #[test]
    fn each_thing_is_told_with_its_other_words_and_its_rarity() {
        assert_eq!(searched("how is my vpn "), [("virtual privat network|vpn".to_owned(), 4)]);
        assert_eq!(searched("printer phne "), [("print|printer".to_owned(), 2), ("phone".to_owned(), 4)]);
        assert_eq!(searched("zzqxv "), [("zzqxv".to_owned(), 4)]);
        assert!(searched("").is_empty());
    }

    #[test]
    fn only_those_are_told_who_ask() {
        let answer = searcher(&[document("a/", "VPN", "")], &[]).search(&Question::new("vpn", 3));
        assert!(answer.searched.is_empty());
    }
}
