//! What an agent does with a ticket.

use content::ticket::{File, State};
use jiff::Timestamp;
use serde::{Deserialize as _, de::value::StrDeserializer};
use serde_json::Value as Json;

use super::{BODY, Object, Reader};

/// Something for the reader of a ticket, or about how it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct AgentReply {
    pub(crate) text: Option<String>,
    /// Id of a canned reply.
    pub(crate) canned: Option<String>,
    pub(crate) files: Vec<File>,
    pub(crate) state: Option<State>,
    pub(crate) team: Option<String>,
    pub(crate) next_update: Option<Timestamp>,
}

/// Who shall have a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Assignee {
    /// Whoever asks.
    Me,
    Somebody(String),
    Nobody,
}

/// Into which ticket another one is merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Merging {
    pub(crate) into: String,
    /// What the reader of the other one is told.
    pub(crate) text: Option<String>,
}

/// Reads a reply of an agent.
pub(crate) fn agent_reply(bytes: &[u8]) -> Result<AgentReply, String> {
    super::read(bytes, "a reply", |reader, json| {
        let mut object = reader.object(BODY, json)?;
        let text = reader.optional(&mut object, "", "text", Reader::text);
        let canned = reader.optional(&mut object, "", "canned", Reader::text);
        let files = reader.optional(&mut object, "", "files", Reader::files);
        if matches!((&text, &canned), (Some(Some(_)), Some(Some(_)))) {
            reader.faults.push("`text` and `canned` exclude each other".into());
        }
        let standing = reader.standing(&mut object);
        reader.rest(&object, "");
        Some(AgentReply { text: text?, canned: canned?, files: files?.unwrap_or_default(), ..standing? })
    })
}

/// Reads how a ticket shall stand.
pub(crate) fn agent_state(bytes: &[u8]) -> Result<AgentReply, String> {
    super::read(bytes, "a change of a ticket", |reader, json| {
        let mut object = reader.object(BODY, json)?;
        let standing = reader.standing(&mut object);
        reader.rest(&object, "");
        let standing = standing?;
        if standing == AgentReply::default() {
            reader.faults.push("one of `state`, `team` and `next_update` must be there".into());
        }
        Some(standing)
    })
}

/// Reads who shall have a ticket.
pub(crate) fn assignee(bytes: &[u8]) -> Result<Assignee, String> {
    super::read(bytes, "an assignment", |reader, json| {
        let mut object = reader.object(BODY, json)?;
        let nobody = object.get("assignee").is_some_and(Json::is_null);
        let somebody = reader.optional(&mut object, "", "assignee", Reader::text);
        let me = reader.optional(&mut object, "", "me", Reader::truth);
        reader.rest(&object, "");
        match (somebody?, me?.unwrap_or_default()) {
            (None, true) if !nobody => Some(Assignee::Me),
            (Some(name), false) => Some(Assignee::Somebody(name)),
            (None, false) if nobody => Some(Assignee::Nobody),
            _ => {
                let expected = "either `assignee` must be there, a name or null for nobody, or `me`, which is true";
                reader.faults.push(expected.into());
                None
            }
        }
    })
}

/// Reads into which ticket another one is merged.
pub(crate) fn merging(bytes: &[u8]) -> Result<Merging, String> {
    super::read(bytes, "a merger", |reader, json| {
        let mut object = reader.object(BODY, json)?;
        let into = reader.required(&mut object, "", "into", Reader::text);
        let text = reader.optional(&mut object, "", "text", Reader::text);
        reader.rest(&object, "");
        Some(Merging { into: into?, text: text? })
    })
}

/// Reads whose tickets are asked for: an e-mail address.
pub(crate) fn requester(bytes: &[u8]) -> Result<String, String> {
    super::read(bytes, "a requester", |reader, json| {
        let mut object = reader.object(BODY, json)?;
        let email = reader.required(&mut object, "", "email", Reader::text);
        reader.rest(&object, "");
        email
    })
}

impl Reader {
    fn files(&mut self, place: &str, json: Json) -> Option<Vec<File>> {
        self.items(place, json, usize::MAX, Self::file)
    }

    /// What changes how a ticket stands.
    fn standing(&mut self, object: &mut Object) -> Option<AgentReply> {
        let state = self.optional(object, "", "state", Self::state);
        let team = self.optional(object, "", "team", Self::text);
        let next_update = self.optional(object, "", "next_update", Self::moment);
        Some(AgentReply { state: state?, team: team?, next_update: next_update?, ..AgentReply::default() })
    }

    fn state(&mut self, place: &str, json: Json) -> Option<State> {
        let word = self.text(place, json)?;
        let read: Result<State, serde::de::value::Error> = State::deserialize(StrDeserializer::new(&word));
        if read.is_err() {
            let expected = "one of new, in_progress, waiting_for_reader, solved and closed";
            self.faults.push(format!("`{place}` must be {expected}"));
        }
        read.ok()
    }

    fn moment(&mut self, place: &str, json: Json) -> Option<Timestamp> {
        let text = self.text(place, json)?;
        let read = text.parse().ok();
        if read.is_none() {
            self.faults.push(format!("`{place}` must be a time such as `2026-11-28T14:00:00Z`"));
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said<T>(read: Result<T, String>) -> String {
        read.err().unwrap_or_default()
    }

    #[test]
    fn who_shall_have_a_ticket_is_said_in_one_of_three_ways() {
        assert_eq!(assignee(br#"{"assignee": "Ben"}"#), Ok(Assignee::Somebody("Ben".into())));
        assert_eq!(assignee(br#"{"assignee": null}"#), Ok(Assignee::Nobody));
        assert_eq!(assignee(br#"{"me": true}"#), Ok(Assignee::Me));
        for odd in
            [r#"{}"#, r#"{"me": false}"#, r#"{"me": true, "assignee": null}"#, r#"{"me": true, "assignee": "x"}"#]
        {
            assert!(assignee(odd.as_bytes()).is_err(), "{odd}");
        }
    }

    #[test]
    fn all_faults_of_a_body_are_told_at_once() {
        insta::assert_snapshot!(said(agent_reply(br#"{"text": "x", "canned": "y", "state": "open", "next_update": "monday", "x": 1}"#)), @"The body is not a reply: `text` and `canned` exclude each other; `state` must be one of new, in_progress, waiting_for_reader, solved and closed; `next_update` must be a time such as `2026-11-28T14:00:00Z`; `x` is not known here.");
        insta::assert_snapshot!(said(agent_state(b"{}")), @"The body is not a change of a ticket: one of `state`, `team` and `next_update` must be there.");
        insta::assert_snapshot!(said(assignee(b"{}")), @"The body is not an assignment: either `assignee` must be there, a name or null for nobody, or `me`, which is true.");
        insta::assert_snapshot!(said(requester(br#"{"mail": "x"}"#)), @"The body is not a requester: `email` is missing; `mail` is not known here.");
        insta::assert_snapshot!(said(merging(br#"{"text": 1}"#)), @"The body is not a merger: `into` is missing; `text` must be a text, not a number.");
    }
}
