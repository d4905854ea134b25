//! Canned replies: what whoever answers tickets says again and again.

mod read;

use std::ops::Range;

pub(crate) use read::read;

/// A reply that is written once and sent often: `replies/*.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannedReply {
    /// File, relative to the knowledge base.
    pub path: String,
    /// File name without its ending.
    pub id: String,
    /// What agents choose it by.
    pub title: String,
    /// The text after the front matter, with its placeholders. It is sent as it stands: Markdown is not rendered.
    pub body: String,
}

/// What stands for something of the ticket that is answered, such as `{{reference}}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// The ticket's reference.
    Reference,
    /// What the ticket is about.
    Subject,
    /// The name of who raised it: the answer to the field `name`.
    Name,
    /// The name of the form it was raised with.
    Form,
    /// The name of who answers.
    Agent,
}

impl Placeholder {
    /// All of them, by their words.
    pub const WORDS: [(&str, Self); 5] = [
        ("reference", Self::Reference),
        ("subject", Self::Subject),
        ("name", Self::Name),
        ("form", Self::Form),
        ("agent", Self::Agent),
    ];

    /// What a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, placeholder)| *placeholder)
    }
}

impl CannedReply {
    /// The text with its placeholders filled, or the words of those for which there is nothing.
    ///
    /// # Errors
    /// When something is not known: a text with a hole in it is not sent.
    pub fn fill(&self, known: impl Fn(Placeholder) -> Option<String>) -> Result<String, Vec<String>> {
        let (mut text, mut lacking, mut at) = (String::with_capacity(self.body.len()), Vec::new(), 0);
        for hole in holes(&self.body) {
            text.push_str(self.body.get(at..hole.whole.start).unwrap_or_default());
            at = hole.whole.end;
            match Placeholder::from_word(hole.word).and_then(&known) {
                Some(value) => text.push_str(&value),
                None => lacking.push(hole.word.to_owned()),
            }
        }
        text.push_str(self.body.get(at..).unwrap_or_default());
        if lacking.is_empty() { Ok(text) } else { Err(lacking) }
    }
}

/// A placeholder in a text, known or not.
struct Hole<'t> {
    /// With its braces.
    whole: Range<usize>,
    word: &'t str,
    /// Whether its braces are closed on the same line.
    closed: bool,
}

/// Whatever stands in double braces. Braces without an end reach to the end of their line.
fn holes(text: &str) -> Vec<Hole<'_>> {
    let (mut holes, mut at) = (Vec::new(), 0);
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("{{")).map(|found| at + found) {
        let line = text.get(start..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| start + length);
        let end = text.get(start..line).and_then(|rest| rest.find("}}")).map(|length| start + length);
        let inside = text.get(start + 2..end.unwrap_or(line)).unwrap_or_default();
        let whole = start..end.map_or(line, |end| end + 2);
        at = whole.end;
        holes.push(Hole { whole, word: inside.trim(), closed: end.is_some() });
    }
    holes
}

#[cfg(test)]
mod tests;
