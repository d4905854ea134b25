//! Words of a desk that is newer than whoever reads them: a page that was published before the desk was upgraded shows what it
//! can, and does not fail.

use serde::{
    Deserialize, Deserializer,
    de::{
        DeserializeOwned, IntoDeserializer as _,
        value::{Error, StrDeserializer},
    },
};

use super::{EntryKind, State, Who};

/// Something that may be called by a word that is not known yet.
pub(super) trait Newer: DeserializeOwned {
    /// What such a word is taken for.
    const UNKNOWN: Self;
}

impl Newer for State {
    const UNKNOWN: Self = Self::Unknown;
}

impl Newer for EntryKind {
    const UNKNOWN: Self = Self::Unknown;
}

/// Whoever it is, it is not the reader.
impl Newer for Who {
    const UNKNOWN: Self = Self::Desk;
}

/// What a word stands for, whether or not it is known.
pub(super) fn any<'de, D: Deserializer<'de>, T: Newer>(word: D) -> Result<T, D::Error> {
    Ok(known(word)?.unwrap_or(T::UNKNOWN))
}

/// What a word stands for; nothing when it is not known.
pub(super) fn known<'de, D: Deserializer<'de>, T: DeserializeOwned>(word: D) -> Result<Option<T>, D::Error> {
    let word = Option::<String>::deserialize(word)?;
    Ok(word.and_then(|word| {
        let word: StrDeserializer<'_, Error> = word.as_str().into_deserializer();
        T::deserialize(word).ok()
    }))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use serde_json::json;

    use super::*;
    use crate::ticket::{Done, Ticket};

    fn entry() -> serde_json::Value {
        json!({ "at": "2026-11-28T14:00:00.000Z", "kind": "sent_a_parcel", "who": "courier", "text": "It is on its way",
            "state": "on_the_road", "parcel": 7 })
    }

    #[test]
    fn a_ticket_of_a_newer_desk_can_be_read() {
        let ticket: Ticket = serde_json::from_value(json!({
            "reference": "TZ-7F3K9Q", "state": "on_the_road", "subject": "VPN", "form": "Report a problem", "created": "",
            "updated": "", "team": null, "priority": null, "verify": "video", "late": false, "weather": "fine",
            "answers": [{ "question": "Where?", "answer": "Here", "map": "x" }],
            "context": {
                "guide": { "guide": "vpn", "title": "VPN", "answers": [], "steps": 3 },
                "articles": [{ "path": "x/", "title": "x", "read": 2 }],
                "device": { "browser": "Firefox 145", "battery": 9 },
                "mood": "calm",
            },
            "can": { "reply": true, "sing": true },
            "timeline": [entry(), { "at": "", "kind": "reply", "who": "reader", "state": null }],
        }))
        .unwrap();
        assert_eq!((ticket.state, ticket.verify, ticket.can.reply), (State::Unknown, None, true));
        let told =
            |place: usize| (ticket.timeline[place].kind, ticket.timeline[place].who, ticket.timeline[place].state);
        assert_eq!(told(0), (EntryKind::Unknown, Who::Desk, None));
        assert_eq!(told(1), (EntryKind::Reply, Who::Reader, None));
        assert_eq!(ticket.timeline[0].text, "It is on its way");
        let done = json!({ "reference": "TZ-7F3K9Q", "entry": entry(), "message": "It is done." });
        assert_eq!(serde_json::from_value::<Done>(done).unwrap().entry.kind, EntryKind::Unknown);
    }

    #[test]
    fn words_that_are_known_mean_what_they_say_and_none_says_unknown() {
        assert_eq!(known::<_, State>(json!("in_progress")).unwrap(), Some(State::InProgress));
        assert_eq!(known::<_, State>(json!("unknown")).unwrap(), None);
        assert!(serde_json::from_value::<State>(json!("unknown")).is_err(), "nobody may set it");
        assert!(serde_json::from_value::<EntryKind>(json!("unknown")).is_err());
        assert!(any::<_, State>(json!(7)).is_err());
    }
}
