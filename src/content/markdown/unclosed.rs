//! Comments that nothing closes: they hide what follows, or show what was to be hidden.

use std::ops::Range;

use crate::Problem;

/// The code of such a problem.
pub(crate) const UNCLOSED: &str = "html/unclosed";

/// A comment, or something that is hidden like one, without an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unclosed {
    /// What opens it, such as `<!--`.
    pub(crate) mark: &'static str,
    /// Bytes of the mark, counted from the start of the file.
    pub(crate) span: Range<usize>,
    pub(crate) hidden: Hidden,
}

/// What it hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hidden {
    /// It stands at the start of a block, which goes on until the comment ends.
    All,
    /// It stands inside a block that ends at an empty line: what follows is shown, whether it was meant to be or not.
    Block,
    /// It stands in words, where an open comment is none.
    Nothing,
}

impl Unclosed {
    /// Tells it to the author of the file `path`.
    pub(crate) fn problem(&self, path: &str) -> Problem {
        let mark = self.mark;
        let end = match mark {
            "<!--" => "-->",
            "<![CDATA[" => "]]>",
            "<?" => "?>",
            _ => ">",
        };
        let words = format!("`\\{mark}` if these are words to be read");
        let (problem, label, help) = match self.hidden {
            Hidden::All => (
                Problem::error(UNCLOSED, path, format!("`{mark}` is never closed, and hides everything behind it")),
                "hidden from here on",
                format!("write `{end}` where the hidden part ends, or {words}"),
            ),
            Hidden::Block => (
                Problem::warning(UNCLOSED, path, format!("`{mark}` is not closed before its block of HTML ends")),
                "what follows the block is shown",
                format!("put an empty line in front of `{mark}`, or write `{end}` before the next empty line"),
            ),
            Hidden::Nothing => (
                Problem::warning(UNCLOSED, path, format!("`{mark}` is not closed before its paragraph ends")),
                "shown as it stands",
                format!("begin a line with `{mark}` and close it with `{end}`, or write {words}"),
            ),
        };
        problem.at(self.span.clone(), label).help(help)
    }
}
