//! Events for tests.

#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use content::ticket::{Answered, Entry, EntryKind, State, Who};

use super::{Event, EventKind, FileView, Requester, TicketView};

/// A ticket whose texts try to be more than texts.
pub(super) fn ticket() -> TicketView {
    TicketView {
        reference: "TZ-7F3K9Q".into(),
        subject: "Printer <b>eats</b>\r\npaper".into(),
        state: State::New,
        form: "Something is broken".into(),
        category: Some("Printing".into()),
        team: Some("Print room".into()),
        priority: Some("normal".into()),
        assignee: None,
        verify: None,
        created: "2026-11-28T09:00:00Z".parse().unwrap(),
        updated: "2026-11-28T09:00:00Z".parse().unwrap(),
        requester: Requester {
            name: Some("Ada Osei".into()),
            email: Some("ada@northwind.example".into()),
            corrected_from: None,
            confirmed: false,
            phone: None,
        },
        answers: vec![
            Answered { question: "In a few words".into(), answer: "Printer <b>eats</b> paper".into() },
            Answered { question: "What happens?".into(), answer: "It hums.\n# Then @ops it *stops*".into() },
        ],
        context: vec!["Guide: Printing problems".into(), "Is the printer on? Yes".into()],
        url: Some("https://desk.example.com/agent/TZ-7F3K9Q".into()),
        first_answer: None,
    }
}

pub(super) fn file() -> FileView {
    FileView { id: "0a".repeat(16), name: "jam.jpg".into(), size: 4, media_type: "image/jpeg".into() }
}

/// The ticket was stored, with a photo.
pub(super) fn created() -> Event {
    Event {
        id: "evt_01".into(),
        kind: EventKind::Created,
        at: "2026-11-28T09:00:00Z".parse().unwrap(),
        ticket: ticket(),
        entry: Some(entry(EntryKind::Created, Who::Reader, "")),
        files: vec![file()],
    }
}

pub(super) fn entry(kind: EntryKind, who: Who, text: &str) -> Entry {
    Entry {
        at: "2026-11-28T09:30:00.000Z".into(),
        kind,
        who,
        name: (who == Who::Desk).then(|| "Ana".into()),
        text: text.into(),
        state: None,
        stars: None,
        team: None,
        due: None,
        files: Vec::new(),
    }
}
