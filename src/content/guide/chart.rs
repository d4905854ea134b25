//! Flowcharts from elsewhere as drafts of guides.
//!
//! A chart of boxes and arrows is read first, from whatever syntax; then a draft is written from it. A box that nothing
//! leaves becomes an end when its link or its words say which; else it becomes a step that its author must lead on.
//! Whatever has no place in a guide is told, with where it stands.

mod comma;
mod draft;
mod mermaid;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;

use crate::Problem;

/// A draft of a guide, and what could not be carried over into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The guide as Markdown; empty when the chart has no boxes.
    pub markdown: String,
    /// How many steps it has.
    pub steps: usize,
    /// Everything that is not in it or was guessed, in the order of the chart.
    pub problems: Vec<Problem>,
}

/// Reads a Mermaid flowchart; `text` may also be Markdown that holds one between fences. `path` names it in problems, and
/// the guide when it has no title.
pub fn mermaid(path: &str, text: &str) -> Import {
    import(mermaid::read(path, text))
}

/// Reads a list of answers as comma-separated values (RFC 4180; semicolons and tabs separate too) with the columns `node`,
/// `text`, `option`, `next` and `outcome` in any order, which its first line names. `path` is used as in [`mermaid()`].
pub fn csv(path: &str, text: &str) -> Import {
    import(comma::read(path, text))
}

fn import(mut chart: Chart) -> Import {
    let (markdown, steps) = draft::write(&mut chart);
    let mut problems = chart.problems;
    problems.sort_by_key(|problem| problem.span.as_ref().map(|span| span.start));
    Import { markdown, steps, problems }
}

/// Boxes and arrows.
struct Chart {
    path: String,
    title: String,
    nodes: Vec<Node>,
    arrows: Vec<Arrow>,
    numbers: HashMap<String, usize>,
    problems: Vec<Problem>,
}

/// A box.
struct Node {
    /// Its name in the chart.
    key: String,
    /// What stands in it, line ends kept; its name when nothing does.
    text: String,
    /// The id its step is to have.
    id: Option<String>,
    /// Where it links to.
    link: Option<(String, Range<usize>)>,
    /// Where it is first named.
    span: Range<usize>,
}

/// An arrow.
struct Arrow {
    from: usize,
    to: usize,
    /// What stands at it; empty when nothing does.
    text: String,
    span: Range<usize>,
}

impl Chart {
    fn new(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            title: String::new(),
            nodes: Vec::new(),
            arrows: Vec::new(),
            numbers: HashMap::new(),
            problems: Vec::new(),
        }
    }

    /// The box of this name, made when it is new.
    fn node(&mut self, key: &str, span: Range<usize>) -> usize {
        let next = self.nodes.len();
        let number = *self.numbers.entry(key.to_owned()).or_insert(next);
        if number == next {
            let (key, text) = (key.to_owned(), key.to_owned());
            self.nodes.push(Node { key, text, id: None, link: None, span });
        }
        number
    }

    /// Tells of something that is not in the draft.
    fn lost(&mut self, code: &'static str, span: Range<usize>, message: impl Into<String>, help: &str) {
        let problem = Problem::warning(code, &self.path, message).at(span, "not carried over");
        self.problems.push(problem.help(help));
    }

    /// Tells of something that was guessed.
    fn guessed(&mut self, code: &'static str, span: Range<usize>, message: impl Into<String>, help: &str) {
        let problem = Problem::warning(code, &self.path, message).at(span, "guessed");
        self.problems.push(problem.help(help));
    }

    /// Tells of something that could not be read.
    fn refused(&mut self, code: &'static str, span: Range<usize>, message: impl Into<String>, label: &str, help: &str) {
        let problem = Problem::error(code, &self.path, message).at(span, label);
        self.problems.push(problem.help(help));
    }
}
