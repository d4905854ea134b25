//! Where problems go, and how they teach.

use std::cell::RefCell;
use std::ops::Range;

use super::Spanned;
use crate::Problem;
use crate::tree::{Kind, Node, Value};

/// Where the problems of one file go.
pub struct Sink<'a> {
    path: &'a str,
    /// YAML has no quotes around most texts, so `title: 404` is a text there; in TOML it is a mistake.
    loose: bool,
    problems: RefCell<Vec<Problem>>,
}

impl<'a> Sink<'a> {
    /// For a YAML file, or the front matter of a Markdown file.
    pub(crate) fn yaml(path: &'a str) -> Self {
        Self { path, loose: true, problems: RefCell::default() }
    }

    /// For a TOML file.
    pub fn toml(path: &'a str) -> Self {
        Self { path, loose: false, problems: RefCell::default() }
    }

    /// The file that is read.
    pub(crate) fn path(&self) -> &'a str {
        self.path
    }

    /// Adds a problem.
    pub fn add(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// Adds an error at a place, with help if there is any.
    pub fn error(
        &self,
        code: &'static str,
        message: impl Into<String>,
        span: Range<usize>,
        label: impl Into<String>,
        help: Option<String>,
    ) {
        let mut problem = Problem::error(code, self.path, message).at(span, label);
        problem.help = help;
        self.add(problem);
    }

    /// How many problems there are so far.
    pub fn count(&self) -> usize {
        self.problems.borrow().len()
    }

    /// All problems in the order they were found.
    pub fn finish(self) -> Vec<Problem> {
        self.problems.into_inner()
    }

    /// Complains that a value is something else than what it must be.
    pub(super) fn wrong_type(&self, node: &Node, key: &str, expected: &str, help: Option<String>) {
        // Names of things are words, names of keys are code.
        let name = match key.strip_suffix("[]") {
            Some(list) => format!("an item of `{list}`"),
            None if key.contains(' ') => key.to_owned(),
            None => format!("`{key}`"),
        };
        let message = format!("{name} must be {expected}, not {}", node.found());
        let item = key.ends_with("[]") && expected == "a text";
        let example = if item { "put it in quotes: `\"like: this\"`" } else { self.example(expected) };
        let help = help.or_else(|| Some(example.to_owned()));
        self.error("value/type", message, node.span.clone(), format!("expected {expected}"), help);
    }

    /// How something is written that must be `expected`.
    fn example(&self, expected: &str) -> &'static str {
        match (expected, self.loose) {
            ("a text", true) => "write words behind the colon: `key: words`",
            ("a text", false) => "write words in quotes: `key = \"words\"`",
            ("`true` or `false`", _) => "write `true` or `false`",
            ("a whole number", _) => "write digits only, such as `3`",
            ("a list", true) => "write each item on a line of its own that begins with `- `",
            ("a list", false) => "write `[[key]]` above each of them",
            ("a table of keys and values", true) => "write `key: value`, each on a line of its own",
            ("a table of keys and values", false) => "write `key = \"value\"`, each on a line of its own",
            (_, true) => "write `key: [one, two]`",
            (_, false) => "write `key = [\"one\", \"two\"]`",
        }
    }

    /// The text of a node, as one line or as it stands.
    pub(super) fn text(&self, node: &Node, key: &str, lines: bool) -> Option<Spanned<String>> {
        match &node.value {
            Value::Scalar { text, kind } if *kind == Kind::Text || (self.loose && *kind != Kind::Null) => {
                let value = if lines { text.clone() } else { text.split_whitespace().collect::<Vec<_>>().join(" ") };
                Some(Spanned { value, span: node.span.clone() })
            }
            _ => {
                let help =
                    (!self.loose && matches!(node.value, Value::Scalar { .. })).then(|| "put it in quotes".to_owned());
                self.wrong_type(node, key, "a text", help);
                None
            }
        }
    }
    /// Text of one item of a list, such as an option of a dropdown.
    pub(crate) fn item(&self, node: &Node, key: &str) -> Option<Spanned<String>> {
        self.text(node, key, false)
    }
}
