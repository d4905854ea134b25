//! Events whose texts try to be more than texts. The desk's own tests hand them over, too.

use content::ticket::{Answered, Entry, EntryKind, State, Who};

use super::{Event, EventKind, Failure, Fetch, Fetching, FileView, PageView, Requester, TicketView};

/// Every file has these bytes.
pub(super) struct Jam;

impl Fetch for Jam {
    fn fetch<'a>(&'a self, _: &'a FileView) -> Fetching<'a> {
        Box::pin(async { Ok(b"\xff\xd8\xff\xe0".to_vec()) })
    }
}

/// Storage that is out of order.
pub(super) struct Lost;

impl Fetch for Lost {
    fn fetch<'a>(&'a self, _: &'a FileView) -> Fetching<'a> {
        Box::pin(async { Err(Failure::Later { after: None, why: "the storage does not answer".into() }) })
    }
}

pub(super) fn ticket() -> TicketView {
    TicketView {
        reference: "TZ-7F3K9Q".into(),
        subject: "Printer <b>eats</b>\r\nBcc: paper@example.com".into(),
        state: State::New,
        form: "Something is broken".into(),
        category: Some("Printing".into()),
        team: Some("Print room".into()),
        priority: Some("urgent".into()),
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

pub(super) fn photo() -> FileView {
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
        files: vec![photo()],
    }
}

/// The same with a page that the search named, where the portal is known to be or not.
pub(super) fn created_with_answer(portal: Option<&str>) -> Event {
    let path = "articles/printing/jams/";
    let page = PageView {
        title: "Paper <jams>".into(),
        path: path.into(),
        url: portal.map(|portal| format!("{portal}{path}")),
        summary: "Open the lid.".into(),
    };
    Event { ticket: TicketView { first_answer: Some(page), ..ticket() }, ..created() }
}

/// The search has named a page.
pub(super) fn answered() -> Event {
    let created = created_with_answer(Some("https://help.northwind.example/"));
    let text = "Paper <jams>\narticles/printing/jams/\nOpen the lid.";
    let entry = Some(entry(EntryKind::FirstAnswer, Who::System, text));
    Event { id: "evt_06".into(), kind: EventKind::FirstAnswer, entry, files: Vec::new(), ..created }
}

/// Somebody said something.
pub(super) fn replied(who: Who, text: &str) -> Event {
    Event {
        id: "evt_02".into(),
        kind: EventKind::Replied,
        at: "2026-11-28T09:30:00Z".parse().unwrap(),
        ticket: TicketView { state: State::InProgress, ..ticket() },
        entry: Some(entry(EntryKind::Reply, who, text)),
        files: Vec::new(),
    }
}

/// Somebody of the desk noted something that no reader may see.
pub(super) fn noted() -> Event {
    Event { id: "evt_04".into(), kind: EventKind::Note, ..replied(Who::Desk, "Third time this week") }
}

/// The desk thinks that it is solved.
pub(super) fn solved() -> Event {
    let mut entry = entry(EntryKind::State, Who::Desk, "");
    entry.state = Some(State::Solved);
    Event {
        id: "evt_03".into(),
        kind: EventKind::StateChanged,
        ticket: TicketView { state: State::Solved, ..ticket() },
        entry: Some(entry),
        ..replied(Who::Desk, "")
    }
}

/// The reader says that it is not.
pub(super) fn reopened() -> Event {
    let mut entry = entry(EntryKind::Reopened, Who::Reader, "It jams again");
    entry.state = Some(State::InProgress);
    Event { id: "evt_05".into(), kind: EventKind::Reopened, entry: Some(entry), ..replied(Who::Reader, "") }
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
