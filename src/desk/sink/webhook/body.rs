//! The body of a webhook: `type`, `timestamp` and `data`, as the specification recommends.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use content::ticket::Entry;
use serde::Serialize;

use crate::{
    moment,
    sink::{Event, FileView, Remote, TicketView, fetch::Fetched},
};

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'static str,
    timestamp: String,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    ticket: &'a TicketView,
    entry: Option<&'a Entry>,
    files: Vec<File<'a>>,
    remote: Option<&'a Remote>,
}

#[derive(Serialize)]
struct File<'a> {
    #[serde(flatten)]
    file: &'a FileView,
    /// The bytes in base64, of those that go along.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
}

pub(super) fn written(event: &Event, remote: Option<&Remote>, with: &[Fetched<'_>], without: &[&FileView]) -> String {
    let sent = with.iter().map(|Fetched { file, bytes }| File { file, content: Some(STANDARD.encode(bytes)) });
    let named = without.iter().map(|file| File { file, content: None });
    let data = Data { ticket: &event.ticket, entry: event.entry.as_ref(), files: sent.chain(named).collect(), remote };
    let body = Body { r#type: event.kind.word(), timestamp: moment::told(event.at), data };
    // Texts, numbers and lists of them are always JSON.
    serde_json::to_string(&body).unwrap_or_default()
}
