//! What a reader does with a ticket.

use content::ticket::{AskAgain, Confirmation, Escalation, File, NewReply, Rating, Reopening};
use serde_json::Value as Json;

use super::{BODY, Object, Reader};

/// Reads a reply.
pub(crate) fn reply(bytes: &[u8]) -> Result<NewReply, String> {
    super::read(bytes, "a reply", |reader, json| {
        let mut object = reader.object(BODY, json)?;
        let (text, files) = reader.said_with_files(&mut object);
        reader.rest(&object, "");
        Some(NewReply { text: text?, files: files? })
    })
}

/// Reads why a ticket is reopened.
pub(crate) fn reopening(bytes: &[u8]) -> Result<Reopening, String> {
    super::read(bytes, "a reason to reopen", |reader, json| {
        let mut object = reader.object(BODY, json)?;
        let (text, files) = reader.said_with_files(&mut object);
        reader.rest(&object, "");
        Some(Reopening { text: text?, files: files? })
    })
}

/// Reads a rating.
pub(crate) fn rating(bytes: &[u8]) -> Result<Rating, String> {
    super::read(bytes, "a rating", |reader, json| {
        let mut object = reader.object(BODY, json)?;
        let stars = reader.required(&mut object, "", "stars", Reader::small);
        let text = reader.optional(&mut object, "", "text", Reader::text);
        reader.rest(&object, "");
        Some(Rating { stars: stars?, text: text?.unwrap_or_default() })
    })
}

/// Reads why it is urgent.
pub(crate) fn escalation(bytes: &[u8]) -> Result<Escalation, String> {
    super::read(bytes, "a reason to hurry", |reader, json| {
        let mut object = reader.object(BODY, json)?;
        let text = reader.optional(&mut object, "", "text", Reader::text);
        reader.rest(&object, "");
        Some(Escalation { text: text?.unwrap_or_default() })
    })
}

/// Reads a code.
pub(crate) fn confirmation(bytes: &[u8]) -> Result<Confirmation, String> {
    super::read(bytes, "a confirmation", |reader, json| {
        let mut object = reader.object(BODY, json)?;
        let code = reader.required(&mut object, "", "code", Reader::text);
        reader.rest(&object, "");
        Some(Confirmation { code: code? })
    })
}

/// Reads where the mail that asks for a confirmation shall go, if that is somewhere else.
pub(crate) fn ask_again(bytes: &[u8]) -> Result<AskAgain, String> {
    super::read(bytes, "a wish to be asked again", |reader, json| {
        let mut object = reader.object(BODY, json)?;
        let email = reader.optional(&mut object, "", "email", Reader::text);
        reader.rest(&object, "");
        Some(AskAgain { email: email? })
    })
}

/// Reads `{}`: what is done says it all.
pub(crate) fn nothing(bytes: &[u8]) -> Result<(), String> {
    super::read(bytes, "an empty object", |reader, json| {
        let object = reader.object(BODY, json)?;
        reader.rest(&object, "");
        Some(())
    })
}

impl Reader {
    /// A text that must be there, and files that may.
    fn said_with_files(&mut self, object: &mut Object) -> (Option<String>, Option<Vec<File>>) {
        let text = self.required(object, "", "text", Self::text);
        let files =
            self.optional(object, "", "files", |reader, place, json| reader.items(place, json, usize::MAX, Self::file));
        (text, files.map(Option::unwrap_or_default))
    }

    fn small(&mut self, place: &str, json: Json) -> Option<u8> {
        match super::whole(&json).and_then(|number| u8::try_from(number).ok()) {
            Some(number) => Some(number),
            None => self.unfit(place, "a whole number from 1 to 5", &json),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said<T>(read: Result<T, String>) -> String {
        read.err().unwrap_or_default()
    }

    #[test]
    fn all_faults_of_a_body_are_told_at_once() {
        insta::assert_snapshot!(said(reply(br#"{"files": [{"name": 1}], "secret": "x"}"#)), @"The body is not a reply: `text` is missing; `files[0].name` must be a text, not a number; `files[0].type` is missing; `files[0].size` is missing; `files[0].upload` is missing; and 1 more.");
        insta::assert_snapshot!(said(reopening(br#"{"text": null}"#)), @"The body is not a reason to reopen: `text` must be a text, not null.");
        insta::assert_snapshot!(said(rating(br#"{"stars": 4.5, "text": 1}"#)), @"The body is not a rating: `stars` must be a whole number from 1 to 5, not a number; `text` must be a text, not a number.");
        insta::assert_snapshot!(said(escalation(br#"{"text": 1, "team": "x"}"#)), @"The body is not a reason to hurry: `text` must be a text, not a number; `team` is not known here.");
        insta::assert_snapshot!(said(confirmation(br#"{"cod": "7F3K"}"#)), @"The body is not a confirmation: `code` is missing; `cod` is not known here.");
        insta::assert_snapshot!(said(ask_again(br#"{"email": 1}"#)), @"The body is not a wish to be asked again: `email` must be a text, not a number.");
        insta::assert_snapshot!(said(nothing(br#"{"text": "Thanks"}"#)), @"The body is not an empty object: `text` is not known here.");
        insta::assert_snapshot!(said(nothing(b"")), @"The body is not JSON: it ends too early.");
    }

    #[test]
    fn what_may_be_left_out_is_nothing() {
        assert_eq!(reply(br#"{"text": "It hums"}"#), Ok(NewReply { text: "It hums".into(), files: Vec::new() }));
        assert_eq!(reopening(br#"{"text": "It hums"}"#), Ok(Reopening { text: "It hums".into(), files: Vec::new() }));
        assert_eq!(
            rating(br#"{"stars": 4.0}"#),
            Ok(Rating { stars: 4, text: String::new() }),
            "JSON knows one kind of numbers"
        );
        assert_eq!(rating(br#"{"stars": 200}"#), Ok(Rating { stars: 200, text: String::new() }));
        assert_eq!(escalation(b"{}"), Ok(Escalation::default()));
        assert_eq!(ask_again(b"{}"), Ok(AskAgain::default()));
        assert_eq!(nothing(b" {} "), Ok(()));
    }
}
