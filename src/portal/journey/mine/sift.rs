//! Finding a ticket in the list: by words and by state.

use content::ticket::State;
use search::folded;

use super::{Kept, Receipts};

/// From how many tickets on there is something to search in.
const WORTH_IT: usize = 4;
/// States in the order in which tickets pass through them.
const STATES: [State; 5] = [State::New, State::InProgress, State::WaitingForReader, State::Solved, State::Closed];

/// What the list is narrowed down to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sift {
    /// All of these words must stand in a ticket's subject or reference, whole or in part.
    pub(super) words: String,
    /// The state it must be in.
    pub(super) state: Option<State>,
}

impl Sift {
    /// The tickets that pass, newest first. A short list, which shows no controls, is shown whole, and so is one of whose
    /// chosen state no ticket is left.
    pub(super) fn pass(&self, receipts: &Receipts) -> Vec<Kept> {
        let words = folded(&self.words);
        let words: Vec<&str> = words.split_whitespace().collect();
        let all = !is_worth_it(receipts);
        let state = self.state_among(receipts);
        let passes = |kept: &&Kept| {
            let text = folded(&format!("{} {}", kept.subject, kept.reference));
            all || state.is_none_or(|state| state == kept.state) && words.iter().all(|word| text.contains(word))
        };
        let mut passed: Vec<Kept> = receipts.0.iter().filter(passes).cloned().collect();
        passed.sort_by(|one, other| other.created.cmp(&one.created));
        passed
    }

    /// The chosen state, if a ticket is in it.
    pub(super) fn state_among(&self, receipts: &Receipts) -> Option<State> {
        self.state.filter(|state| receipts.0.iter().any(|kept| kept.state == *state))
    }
}

/// Whether a list is long enough to be searched.
pub(super) fn is_worth_it(receipts: &Receipts) -> bool {
    receipts.0.len() >= WORTH_IT
}

/// The states that tickets of the list are in, and how many are.
pub(super) fn counts(receipts: &Receipts) -> Vec<(State, usize)> {
    let count = |state| (state, receipts.0.iter().filter(|kept| kept.state == state).count());
    STATES.map(count).into_iter().filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::super::receipts::tests::kept;
    use super::*;

    fn list() -> Receipts {
        let ticket = |reference: &str, subject: &str, hour: u8, state| Kept {
            subject: subject.into(),
            created: format!("2026-11-22T{hour}:00:00.000Z"),
            state,
            ..kept(reference)
        };
        Receipts(vec![
            ticket("TZ-AAAAAA", "VPN won’t connect", 10, State::Solved),
            ticket("TZ-BBBBBB", "Café printer jams", 13, State::New),
            ticket("TZ-CCCCCC", "Der Drucker im ERDGESCHOSS", 11, State::New),
            ticket("TZ-7F3K9Q", "Straße: no Wi-Fi", 12, State::WaitingForReader),
        ])
    }

    fn found(words: &str, state: Option<State>) -> Vec<String> {
        let passed = Sift { words: words.into(), state }.pass(&list());
        passed.into_iter().map(|kept| kept.reference[3..4].to_owned()).collect()
    }

    #[test]
    fn the_newest_comes_first_whatever_was_kept_first() {
        assert_eq!(found(" ", None), ["B", "7", "C", "A"]);
    }

    #[test]
    fn words_are_found_in_part_without_case_and_accents() {
        assert_eq!(found("cafe", None), ["B"]);
        assert_eq!(found("CAFÉ jam", None), ["B"]);
        assert_eq!(found("cafe\u{301}", None), ["B"]);
        assert_eq!(found("erdgeschoß", None), ["C"]);
        assert_eq!(found("strasse", None), ["7"]);
        assert_eq!(found("7f3k", None), ["7"]);
        assert_eq!(found("tz- vpn", None), ["A"]);
        assert_eq!(found("jam vpn", None), [""; 0], "all words must be there");
    }

    #[test]
    fn a_state_narrows_what_words_have_found() {
        assert_eq!(found("", Some(State::New)), ["B", "C"]);
        assert_eq!(found("drucker", Some(State::New)), ["C"]);
        assert_eq!(found("drucker", Some(State::Solved)), [""; 0]);
        assert_eq!(
            found("drucker", Some(State::Closed)),
            ["C"],
            "a state that no ticket is in has no button to undo it"
        );
    }

    #[test]
    fn only_states_that_exist_are_counted() {
        assert_eq!(counts(&list()), [(State::New, 2), (State::WaitingForReader, 1), (State::Solved, 1)]);
        assert_eq!(counts(&Receipts::default()), []);
    }

    #[test]
    fn a_short_list_is_shown_whole() {
        let mut short = list();
        short.0.pop();
        assert!(!is_worth_it(&short) && is_worth_it(&list()));
        assert_eq!(Sift { words: "zzz".into(), state: Some(State::New) }.pass(&short).len(), 3);
    }
}
