//! A ticket as other systems see it.

use content::{
    Verify,
    ticket::{Answered, State},
};
use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::moment;

/// A ticket as other systems see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TicketView {
    /// Such as `TZ-7F3K9Q`.
    pub reference: String,
    /// What it is about.
    pub subject: String,
    /// How it stands.
    pub state: State,
    /// Name of the form.
    pub form: String,
    /// Title of its category.
    pub category: Option<String>,
    /// The team that has it.
    pub team: Option<String>,
    /// Id of its priority.
    pub priority: Option<String>,
    /// Name of who has it.
    pub assignee: Option<String>,
    /// What must be done before anything is changed for its reader.
    pub verify: Option<Verify>,
    /// When it was stored.
    #[serde(serialize_with = "told")]
    pub created: Timestamp,
    /// When it last changed.
    #[serde(serialize_with = "told")]
    pub updated: Timestamp,
    /// Who raised it, as far as the form asked.
    pub requester: Requester,
    /// What was sent, in the order of the form.
    pub answers: Vec<Answered>,
    /// What the reader did before, line by line.
    pub context: Vec<String>,
    /// Where agents find it at the desk, if they do.
    pub url: Option<String>,
    /// The page that the desk's search named when it came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_answer: Option<PageView>,
}

/// A page of the portal, as it was called when a ticket came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageView {
    /// Its title.
    pub title: String,
    /// Its address below that of the portal.
    pub path: String,
    /// Its whole address, where the knowledge base says where the portal is.
    pub url: Option<String>,
    /// A line about it; may be empty.
    pub summary: String,
}

/// Who raised a ticket. All of it was typed into a form; nothing of it is proven but what is confirmed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Requester {
    /// The name.
    pub name: Option<String>,
    /// The e-mail address to answer to.
    pub email: Option<String>,
    /// The address that was sent, where its reader has corrected it since: nothing goes there any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected_from: Option<String>,
    /// Whether somebody who reads mail at this address, or an agent, has confirmed it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub confirmed: bool,
    /// The telephone number.
    pub phone: Option<String>,
}

/// A file that came with an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileView {
    /// What [`Fetch`](super::Fetch) knows it by.
    pub id: String,
    /// Its name, without folders.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Its media type by its bytes.
    #[serde(rename = "type")]
    pub media_type: String,
}

fn told<S: Serializer>(moment: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&moment::told(*moment))
}
