//! What happened to a ticket, as other systems are told.

use content::ticket::{Entry, EntryKind, State, Who};
use jiff::Timestamp;

use super::{FileView, TicketView};
use crate::digest::Digest;

/// Longest id that is shown to other systems as it is.
const LONGEST_ID: usize = 64;

/// One thing that happened to a ticket, with all that another system needs to hear of it.
#[derive(Debug, Clone)]
pub struct Event {
    /// The same at each attempt, and never the id of another event: by it the other system tells what it has already.
    pub id: String,
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub at: Timestamp,
    /// The ticket as it stands at the attempt.
    pub ticket: TicketView,
    /// The entry of the timeline that tells of it, where there is one.
    pub entry: Option<Entry>,
    /// Files that came with it.
    pub files: Vec<FileView>,
}

impl Event {
    /// The id in letters, digits, `-` and `_`, fit for headers and markers; another text stands for an id that is not.
    pub(super) fn key(&self) -> String {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if (1..=LONGEST_ID).contains(&self.id.len()) && self.id.bytes().all(plain) {
            return self.id.clone();
        }
        Digest::of(self.id.as_bytes()).short()
    }

    /// Whether it is something the desk said to the reader.
    pub(super) fn is_public_word_of_the_desk(&self) -> bool {
        let to_reader = matches!(
            self.kind,
            EventKind::Replied | EventKind::StateChanged | EventKind::Escalated | EventKind::Announced
        );
        self.entry.as_ref().is_some_and(|entry| {
            to_reader && entry.who == Who::Desk && !(entry.text.is_empty() && entry.files.is_empty())
        })
    }

    /// Whether it is something the reader said.
    pub(super) fn is_of_the_reader(&self) -> bool {
        self.entry.as_ref().is_some_and(|entry| entry.who == Who::Reader)
    }

    /// The state it brought.
    pub(super) fn brought(&self) -> Option<State> {
        self.entry.as_ref().and_then(|entry| entry.state)
    }
}

/// What an [`Event`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// The ticket was stored.
    Created,
    /// The desk's search named a page, by itself; [`TicketView::first_answer`] is that page.
    FirstAnswer,
    /// The reader or the desk said something.
    Replied,
    /// The desk changed its state, without a word.
    StateChanged,
    /// The reader said that it is solved.
    Solved,
    /// The reader said that it is not solved after all.
    Reopened,
    /// The reader said how it was.
    Rated,
    /// The reader asked to hurry, or the desk passed it on to another team.
    Escalated,
    /// The desk said when it will say more.
    Announced,
    /// Somebody of the desk has it now, or nobody any more.
    Assigned,
    /// Somebody of the desk noted something that the reader does not see.
    Note,
    /// It was merged with another ticket.
    Merged,
    /// What was promised is due soon.
    SlaWarning,
    /// What was promised is late.
    SlaBreached,
}

impl EventKind {
    /// All of them, by the word that other systems are told. A word never changes its meaning.
    pub const WORDS: [(&str, Self); 14] = [
        ("ticket.created", Self::Created),
        ("ticket.first_answer", Self::FirstAnswer),
        ("ticket.replied", Self::Replied),
        ("ticket.state_changed", Self::StateChanged),
        ("ticket.solved", Self::Solved),
        ("ticket.reopened", Self::Reopened),
        ("ticket.rated", Self::Rated),
        ("ticket.escalated", Self::Escalated),
        ("ticket.announced", Self::Announced),
        ("ticket.assigned", Self::Assigned),
        ("ticket.noted", Self::Note),
        ("ticket.merged", Self::Merged),
        ("ticket.sla_warning", Self::SlaWarning),
        ("ticket.sla_breached", Self::SlaBreached),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// What a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
    }

    /// What an entry of the timeline is to other systems; nothing when it does not concern them.
    pub fn of(entry: EntryKind) -> Option<Self> {
        Some(match entry {
            EntryKind::Created => Self::Created,
            EntryKind::FirstAnswer => Self::FirstAnswer,
            EntryKind::State => Self::StateChanged,
            EntryKind::Reply => Self::Replied,
            EntryKind::Solved => Self::Solved,
            EntryKind::Reopened => Self::Reopened,
            EntryKind::Rated => Self::Rated,
            EntryKind::Escalated => Self::Escalated,
            EntryKind::Announced => Self::Announced,
            // Who hears of a ticket that had to be confirmed hears of it only then; the ticket tells the rest.
            EntryKind::Revoked | EntryKind::Corrected | EntryKind::Confirmed | EntryKind::Unknown => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn every_word_stands_for_one_kind() {
        for (word, kind) in EventKind::WORDS {
            assert_eq!((kind.word(), EventKind::from_word(word)), (word, Some(kind)));
        }
        assert_eq!(EventKind::from_word("ticket.eaten"), None);
    }

    #[test]
    fn a_key_is_the_id_where_that_is_plain() {
        let key = |id: &str| Event { id: id.into(), ..sample::created() }.key();
        assert_eq!(key("evt_01-a"), "evt_01-a");
        for odd in ["", "a.b", "a b", "a\r\nBcc: x", "é", &"x".repeat(65)] {
            assert_eq!(key(odd).len(), 32, "{odd}");
        }
        assert_ne!(key("a.b"), key("a.c"));
    }
}
