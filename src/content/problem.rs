//! What is wrong with a knowledge base, said so that its author can mend it.

use std::ops::Range;

use serde::Serialize;

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something an author may want to know; changes nothing.
    Hint,
    /// The site is published, with less than the author wrote.
    Warning,
    /// The site must not be published like this.
    Error,
}

/// One mistake, or one thing that could not be honoured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// How much it weighs.
    pub severity: Severity,
    /// A stable name of the kind of problem, such as `link/missing-file`; problems are summarised by it.
    pub code: &'static str,
    /// The file, relative to the knowledge base, with `/` between folders.
    pub path: String,
    /// The bytes of the file that are meant; `None` when it is about the file as a whole.
    pub span: Option<Range<usize>>,
    /// What happened, in one line without a full stop.
    pub message: String,
    /// What was expected at the span, in a few words; may be empty.
    pub label: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl Problem {
    /// An error: the site must not be published like this.
    pub fn error(code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, path, message)
    }

    /// A warning: the site is published with less than the author wrote.
    pub fn warning(code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, path, message)
    }

    /// A hint: worth knowing, changes nothing.
    pub fn hint(code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(Severity::Hint, code, path, message)
    }

    fn new(severity: Severity, code: &'static str, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            path: path.into(),
            span: None,
            message: message.into(),
            label: String::new(),
            help: None,
        }
    }

    /// Points at bytes of the file, with a few words about what was expected there.
    #[must_use]
    pub fn at(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.span = Some(span);
        self.label = label.into();
        self
    }

    /// Whether it kept a file from being read, so that much else may follow from it.
    pub fn is_cause(&self) -> bool {
        matches!(self.code.split('/').next(), Some("file" | "front-matter" | "load" | "toml" | "yaml"))
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The first line of a text that says anything: where to point when nothing nearer can be named.
pub(crate) fn first_line(text: &str) -> Range<usize> {
    let said = text.trim_start_matches('\u{feff}').trim_start();
    let start = text.len() - said.len();
    start..start + said.lines().next().unwrap_or_default().trim_end().len()
}

/// A place in a text as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1; a byte-order mark counts as none.
    pub column: usize,
}

impl Position {
    /// The place of a byte of `text`; a byte inside a character means that character, one past the end means the end.
    pub fn of(text: &str, byte: usize) -> Self {
        let mut end = byte.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = text.get(..end).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.get(start..).unwrap_or_default().chars().filter(|c| *c != '\u{feff}').count() + 1;
        Self { line, column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "\u{feff}é🙂x\r\nzwei\n";
        let place = |byte| {
            let Position { line, column } = Position::of(text, byte);
            (line, column)
        };
        assert_eq!(place(text.find('x').unwrap_or(0)), (1, 3));
        assert_eq!(place(text.find('w').unwrap_or(0)), (2, 2));
        assert_eq!(place(0), (1, 1));
        // Inside of a character, and past the end.
        assert_eq!(place(6), (1, 2));
        assert_eq!(place(1000), (3, 1));
    }
}
