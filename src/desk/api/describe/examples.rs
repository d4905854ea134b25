//! Examples of what is sent and answered, made of the very types, so that they are what a client and a desk could say.

use content::{
    proof::Challenge,
    ticket::{
        Answered, AskAgain, Asked, Can, Confirm, Confirmation, Confirmed, Context, Done, Entry, EntryKind, Escalation,
        FileNote, FirstAnswer, NewReply, NewTicket, Rating, Receipt, Reopening, State, Ticket, Value as Answer, Who,
    },
};
use serde::Serialize;
use serde_json::{Value, json};

use super::schemas::{Export, Kept, Well};
use crate::{
    agent::{
        AgentAnswer, AgentDone, AgentEntry, AgentEvent, AgentTicket, CannedReplies, CannedView, Elsewhere, EventCursor,
        EventPage, EventPlace, Gone, Requester, TicketLine, TicketPage, TicketsOf,
    },
    store::{Internal, Kind},
};

pub(super) const REFERENCE: &str = "TZ-7F3K9Q";
/// The secret that the ticket of the examples is raised with, and its SHA-256.
pub(super) const SECRET: &str = "gB7mS0q2Zc4wXv9nTtRkEA";
const SECRET_HASH: &str = "eedba8b487ed2478ed522dc1bd2f01b90e049a045fdc927a3b380a75ad6b39d7";
const CREATED: &str = "2026-11-28T14:00:00.000Z";
const UPDATED: &str = "2026-11-28T14:05:00.000Z";
pub(super) const LATER: &str = "2026-11-28T18:00:00.000Z";
const SUBJECT: &str = "The printer on floor 2 eats paper";
const QUESTION: &str = "Which tray is it?";

/// An answer that a desk could give.
pub(super) trait Example {
    /// Such an answer.
    fn example() -> Option<Value>;
}

/// Those that are told by a type.
macro_rules! examples {
    ($($body:ty = $example:expr;)*) => {$(
        impl Example for $body {
            fn example() -> Option<Value> {
                written(&$example)
            }
        }
    )*};
}

examples! {
    Challenge = Challenge {
        token: "AQ8AAAAAaSmKgJk1mEoG5mZ3l0bXq7d0n2o3p4q5r6s7t8u9v0w".into(),
        difficulty: 15,
        expires: "2026-11-28T14:10:00.000Z".into(),
    };
    Receipt = Receipt {
        reference: REFERENCE.into(),
        created: CREATED.into(),
        first_answer: Some(FirstAnswer {
            title: "Clear a paper jam".into(),
            url: "articles/printing/jams/".into(),
            summary: "Open tray 2, take the paper out, close it.".into(),
        }),
        unconfirmed: false,
    };
    Confirmed = Confirmed { reference: REFERENCE.into(), let_in: UPDATED.into() };
    Asked = Asked { reference: REFERENCE.into(), confirm: confirm() };
    Ticket = ticket();
    Done = Done {
        reference: REFERENCE.into(),
        entry: reply(Who::Reader, "The lower one."),
        message: "Your reply is stored, and the desk can read it.".into(),
    };
    Export = json!({ "exported": UPDATED, "ticket": {}, "answers": [], "events": [], "files": [], "told": ["zammad"] });
    Kept = json!({ "size": 48_213, "type": "image/jpeg" });
    Well = json!({ "status": "ok" });
    TicketPage = TicketPage { tickets: vec![line()], next: Some("bjE".into()) };
    TicketsOf = TicketsOf { tickets: vec![line()] };
    AgentTicket = agent_ticket();
    AgentDone = AgentDone { reference: REFERENCE.into(), entry: agent_entry(Kind::Public(EntryKind::Reply), QUESTION) };
    EventPage = EventPage {
        events: vec![AgentEvent {
            id: cursor(),
            ticket: REFERENCE.into(),
            entry: agent_entry(Kind::Internal(Internal::Note), "The fuser again."),
        }],
        next: cursor(),
    };
    CannedReplies = CannedReplies {
        replies: vec![CannedView {
            id: "which-device".into(),
            title: "Ask which device it is".into(),
            text: "Hello {{name}},\n\nwe need the number on the label of the device \
                ({{reference}}).\n\n{{agent}}".into(),
        }],
    };
    Gone = Gone {
        reference: REFERENCE.into(),
        elsewhere: vec![Elsewhere {
            system: "zammad".into(),
            id: Some("42".into()),
            url: Some("https://tickets.northwind.example/#ticket/zoom/42".into()),
            told: true,
            by_hand: true,
        }],
    };
}

/// The place after an event.
fn cursor() -> String {
    EventCursor { place: EventPlace { at: 12, event: 12 }, mark: SECRET_HASH.chars().take(12).collect() }.to_string()
}

fn written(example: &impl Serialize) -> Option<Value> {
    serde_json::to_value(example).ok()
}

fn ticket() -> Ticket {
    Ticket {
        reference: REFERENCE.into(),
        state: State::WaitingForReader,
        subject: SUBJECT.into(),
        form: "Something is broken".into(),
        created: CREATED.into(),
        updated: UPDATED.into(),
        team: Some("Print room".into()),
        priority: Some("normal".into()),
        verify: None,
        notice: None,
        answers: vec![Answered { question: "In a few words".into(), answer: SUBJECT.into() }],
        context: Context::default(),
        files: vec![photo()],
        timeline: vec![Entry { name: Some("Ana".into()), ..reply(Who::Desk, QUESTION) }],
        earlier: 0,
        can: Can { reply: true, confirm_solved: true, revoke: true, ..Can::default() },
        link_until: None,
        next_update: None,
        late: false,
        confirm: None,
        let_in: None,
    }
}

fn confirm() -> Confirm {
    Confirm {
        address: "a…@northwind.example".into(),
        until: "2026-12-05T14:00:00.000Z".into(),
        again_from: "2026-11-28T14:06:00.000Z".into(),
        correct: true,
    }
}

fn photo() -> FileNote {
    FileNote { id: "0a".repeat(16), name: "jam.jpg".into(), size: 48_213, media_type: "image/jpeg".into() }
}

fn reply(who: Who, text: &str) -> Entry {
    Entry {
        at: UPDATED.into(),
        kind: EntryKind::Reply,
        who,
        name: None,
        text: text.into(),
        state: (who == Who::Desk).then_some(State::WaitingForReader),
        stars: None,
        team: None,
        due: None,
        files: Vec::new(),
    }
}

fn line() -> TicketLine {
    TicketLine {
        reference: REFERENCE.into(),
        state: State::New,
        subject: SUBJECT.into(),
        form: "incident".into(),
        form_name: "Something is broken".into(),
        category: Some("printing".into()),
        team: Some("Print room".into()),
        assignee: None,
        priority: Some("normal".into()),
        verify: None,
        notice: None,
        merged_into: None,
        created: CREATED.into(),
        updated: UPDATED.into(),
        next_update: Some(LATER.into()),
        late: false,
        confirm_by: None,
        let_in: None,
    }
}

fn agent_ticket() -> AgentTicket {
    AgentTicket {
        line: line(),
        closed: None,
        link_ended: None,
        requester: Requester {
            name: Some("Ada Osei".into()),
            email: Some("ada@northwind.example".into()),
            confirmed: false,
            phone: None,
        },
        answers: vec![AgentAnswer {
            field: "summary".into(),
            question: "In a few words".into(),
            answer: SUBJECT.into(),
        }],
        context: Context::default(),
        files: vec![photo()],
        merged_from: Vec::new(),
        timeline: vec![agent_entry(Kind::Public(EntryKind::Reply), QUESTION)],
    }
}

fn agent_entry(kind: Kind, text: &str) -> AgentEntry {
    AgentEntry {
        at: UPDATED.into(),
        kind,
        internal: matches!(kind, Kind::Internal(_)),
        who: Who::Desk,
        name: Some("Ana".into()),
        text: text.into(),
        state: None,
        stars: None,
        team: None,
        due: None,
        files: Vec::new(),
    }
}

/// What a client could send, by the name of the body.
pub(super) fn sent(body: &str) -> Option<Value> {
    match body {
        "NewTicket" => written(&new_ticket()),
        "NewReply" => written(&NewReply { text: "The lower one.".into(), files: Vec::new() }),
        "Reopening" => written(&Reopening { text: "It eats paper again.".into(), files: Vec::new() }),
        "Rating" => written(&Rating { stars: 5, text: "Quick!".into() }),
        "Escalation" => written(&Escalation { text: "Payslips are due today.".into() }),
        "Confirmation" => written(&Confirmation { code: "7F3K-9Q01".into() }),
        "AskAgain" => written(&AskAgain { email: Some("ada@northwind.example".into()) }),
        "Nothing" => Some(json!({})),
        "AgentReplyBody" => Some(json!({ "text": QUESTION, "state": State::WaitingForReader })),
        "AgentStateBody" => Some(json!({ "state": State::InProgress, "team": "Print room" })),
        "AssigneeBody" => Some(json!({ "me": true })),
        "RequesterBody" => Some(json!({ "email": "ada@northwind.example" })),
        "MergeBody" => Some(json!({ "into": "TZ-2M8T4X" })),
        _ => None,
    }
}

fn new_ticket() -> NewTicket {
    let text = |id: &str, text: &str| (id.to_owned(), Answer::Text(text.into()));
    NewTicket {
        form: "incident".into(),
        values: [
            text("name", "Ada Osei"),
            text("email", "ada@northwind.example"),
            text("summary", SUBJECT),
            text("category", "Printing"),
            ("affected".into(), Answer::Many(vec!["Me".into(), "My team".into()])),
        ]
        .into(),
        context: Context { page: Some("articles/printing/".into()), ..Context::default() },
        verify: None,
        leave_empty: String::new(),
        secret_hash: SECRET_HASH.into(),
    }
}
