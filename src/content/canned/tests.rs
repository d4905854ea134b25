#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use insta::assert_snapshot;

use super::*;
use crate::fixture::{problems, problems_of, read};

const ASK: &str = "---\ntitle: Ask for the room\n---\nHello {{name}},\r\nwhich room is it? ({{ reference }})\n";

fn ask() -> CannedReply {
    read(&[("replies/ask-room.md", ASK)]).0.replies.remove(0)
}

#[test]
fn placeholders_become_what_they_stand_for() {
    let known = |placeholder| match placeholder {
        Placeholder::Name => Some("Ada {{reference}}".to_owned()),
        Placeholder::Reference => Some("TZ-7F3K9Q".to_owned()),
        _ => None,
    };
    let ask = ask();
    assert_eq!((ask.id.as_str(), ask.title.as_str()), ("ask-room", "Ask for the room"));
    assert_eq!(ask.fill(known).unwrap(), "Hello Ada {{reference}},\nwhich room is it? (TZ-7F3K9Q)");
    assert_eq!(ask.fill(|_| None).unwrap_err(), ["name", "reference"]);
}

#[test]
fn mistakes_are_told() {
    assert_eq!(problems_of("replies/ask-room.md", ASK), "");
    let text = "---\ntile: Ask\n---\nHello {{nmae}}, {{customer.email}}\nsee {{reference\n}} and {{}}.";
    assert_snapshot!(problems_of("replies/ask.md", text), @"");
    assert_snapshot!(problems_of("replies/ask.md", "Which room?"), @"");
    assert_snapshot!(problems_of("replies/ask.md", "---\ntitle: Ask\n---\n \n"), @"");
    let twice = [("replies/ask.md", "---\ntitle: A\n---\nA"), ("replies/it/ask.md", "---\ntitle: B\n---\nB")];
    assert_snapshot!(problems(&twice), @"");
}
