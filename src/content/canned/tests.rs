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
    assert_snapshot!(problems_of("replies/ask.md", text), @"
    replies/ask.md:2:1 warning matter/misspelt-key unknown key `tile` | did you mean `title`?
    replies/ask.md:4:7 error reply/placeholder `{{nmae}}` stands for nothing | did you mean `name`?
    replies/ask.md:4:17 error reply/placeholder `{{customer.email}}` stands for nothing | expected one of `reference`, `subject`, `name`, `form`, `agent`
    replies/ask.md:5:5 error reply/unclosed `{{` has no `}}` on its line | close it, such as `{{reference}}`
    replies/ask.md:6:8 error reply/placeholder `{{}}` stands for nothing | expected one of `reference`, `subject`, `name`, `form`, `agent`
    ");
    assert_snapshot!(problems_of("replies/ask.md", "Which room?"), @"replies/ask.md:1:1 error front-matter/missing the reply has no front matter | start it with `---`, the key `title`, and `---`");
    assert_snapshot!(problems_of("replies/ask.md", "---\ntitle: Ask\n---\n \n"), @"replies/ask.md:1:1 error reply/empty the reply says nothing | write what the reader shall read");
    let twice = [("replies/ask.md", "---\ntitle: A\n---\nA"), ("replies/it/ask.md", "---\ntitle: B\n---\nB")];
    assert_snapshot!(problems(&twice), @"
     error kb/empty the knowledge base is empty: it has no articles and no guides | write the first article as a Markdown file, such as `articles/accounts/reset-your-password.md`
    replies/it/ask.md:1:1 error reply/duplicate the reply has the same id `ask` as `replies/ask.md` | rename one of the files
    ");
}
