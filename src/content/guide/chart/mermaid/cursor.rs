//! A place in a text that moves on.

use std::ops::Range;

/// Reads a text from left to right.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    /// The byte it stands at.
    pub(super) at: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, range: Range<usize>) -> Self {
        Self { text, at: range.start, end: range.end }
    }

    /// What is still to come.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn sees(&self, what: &str) -> bool {
        self.rest().starts_with(what)
    }

    /// Goes past `what` when it stands here.
    pub(super) fn eat(&mut self, what: &str) -> bool {
        let is_here = self.sees(what);
        if is_here {
            self.at += what.len();
        }
        is_here
    }

    /// Goes past all that `is_part` holds for.
    pub(super) fn eat_while(&mut self, is_part: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = rest.split_once(|c| !is_part(c)).map_or(rest, |(taken, _)| taken);
        self.at += taken.len();
        taken
    }

    pub(super) fn spaces(&mut self) {
        self.eat_while(|c| matches!(c, ' ' | '\t' | '\r'));
    }

    /// Goes to the next statement; `false` when there is none.
    pub(super) fn next_statement(&mut self) -> bool {
        self.eat_while(|c| c.is_whitespace() || c == ';' || c == '\u{feff}');
        self.at < self.end
    }

    /// Whether a statement ends here.
    pub(super) fn ends(&self) -> bool {
        matches!(self.peek(), None | Some('\n' | ';'))
    }

    /// Goes past the line, and gives it without white space around.
    pub(super) fn line(&mut self) -> &'a str {
        self.eat_while(|c| c != '\n').trim()
    }

    /// Goes past the statement, quoted parts taken as a whole, and gives it without white space around.
    pub(super) fn finish(&mut self) -> &'a str {
        let mut quoted = false;
        let rest = self.rest();
        let end = rest.find(|c| {
            quoted ^= c == '"';
            c == '\n' || c == ';' && !quoted
        });
        let taken = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        self.at += taken.len();
        taken.trim()
    }

    /// From `start` to here, without white space at its end.
    pub(super) fn since(&self, start: usize) -> Range<usize> {
        let text = self.text.get(start..self.at).unwrap_or_default();
        start..start + text.trim_end().len()
    }
}
