//! Groups of words that mean the same.

use std::collections::BTreeMap;

use crate::correction::{Closeness, better};
use crate::stem::stem;
use crate::words::compounds;

/// All groups, by the first word of each of their members.
#[derive(Debug, Clone, Default)]
pub(crate) struct Synonyms {
    groups: Vec<Vec<Phrase>>,
    by_first: BTreeMap<String, Vec<Place>>,
}

/// One or several words.
type Phrase = Vec<String>;

/// A member of a group.
#[derive(Debug, Clone, Copy)]
struct Place {
    group: usize,
    member: usize,
}

impl Synonyms {
    pub(crate) fn new(groups: &[Vec<String>]) -> Self {
        let mut synonyms = Self::default();
        for group in groups {
            let group: Vec<Phrase> =
                group.iter().map(|member| phrase(member)).filter(|words| !words.is_empty()).collect();
            for (member, words) in group.iter().enumerate() {
                let place = Place { group: synonyms.groups.len(), member };
                if let Some(first) = words.first() {
                    synonyms.by_first.entry(stem(first)).or_default().push(place);
                }
            }
            synonyms.groups.push(group);
        }
        synonyms
    }

    /// The single word among all members that was most likely meant by one with a slip.
    pub(crate) fn close_to(&self, word: &str) -> Option<String> {
        let closeness = Closeness::to(word)?;
        let singles = self.groups.iter().flatten().filter_map(|phrase| match phrase.as_slice() {
            [single] => Some(single),
            _ => None,
        });
        let close = singles.filter(|single| closeness.accepts(single.as_bytes()));
        let candidates = close.filter_map(|single| closeness.candidate(single.as_bytes(), 1, u32::MAX));
        let best = candidates.reduce(|best, other| if better(&other, &best) { other } else { best });
        best.map(|candidate| candidate.word)
    }

    /// The longest member that these words (as stems) start with: how many words it has, and what else may be said for it.
    pub(crate) fn starting(&self, stems: &[String]) -> Option<(usize, Vec<&Phrase>)> {
        let places = self.by_first.get(stems.first()?)?;
        let matches = |place: &&Place| {
            let words = &self.groups[place.group][place.member];
            words.len() <= stems.len() && words.iter().zip(stems).all(|(word, asked)| stem(word) == *asked)
        };
        let length = places.iter().filter(matches).map(|place| self.groups[place.group][place.member].len()).max()?;
        let mut others = Vec::new();
        for place in places.iter().filter(matches) {
            let group = &self.groups[place.group];
            if group[place.member].len() == length {
                others.extend(
                    group.iter().enumerate().filter(|(member, _)| *member != place.member).map(|(_, words)| words),
                );
            }
        }
        Some((length, others))
    }
}

fn phrase(words: &str) -> Phrase {
    compounds(words)
        .iter()
        .flat_map(|compound| compound.read().into_iter().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::Synonyms;
    use crate::stem::stem;

    fn synonyms() -> Synonyms {
        let group = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        Synonyms::new(&[
            group(&["VPN", "virtual private network", "remote access"]),
            group(&["remote", "home"]),
            group(&["2FA", "MFA", "two-factor"]),
            group(&["", " - "]),
        ])
    }

    fn others(query: &str) -> Option<(usize, Vec<String>)> {
        let stems: Vec<String> = query.split(' ').map(stem).collect();
        let known = synonyms();
        let (length, others) = known.starting(&stems)?;
        Some((length, others.into_iter().map(|words| words.join(" ")).collect()))
    }

    #[test]
    fn groups_work_both_ways() {
        assert_eq!(
            others("vpn broken").unwrap(),
            (1, vec!["virtual private network".to_owned(), "remote access".to_owned()])
        );
        assert_eq!(
            others("virtual private networks").unwrap(),
            (3, vec!["vpn".to_owned(), "remote access".to_owned()])
        );
        assert_eq!(others("mfa").unwrap(), (1, vec!["2fa".to_owned(), "two factor".to_owned()]));
    }

    #[test]
    fn the_longest_member_wins() {
        assert_eq!(others("remote access").unwrap().0, 2);
        assert_eq!(others("remote work").unwrap(), (1, vec!["home".to_owned()]));
    }

    #[test]
    fn half_a_member_is_none() {
        assert!(others("virtual private").is_none());
        assert!(others("printer").is_none());
    }
}
