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
        Self { severity, code, path: path.into(), span: None, message: message.into(), label: String::new(), help: None }
    }

    /// Points at bytes of the file, with a few words about what was expected there.
    #[must_use]
    pub fn at(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.span = Some(span);
        self.label = label.into();
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
