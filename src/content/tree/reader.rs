//! Typed reading of a [`Node`]: every wrong value becomes a problem, and reading goes on.

use std::cell::RefCell;
use std::ops::{Deref, Range};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Entry, Kind, Node, Value, shortened};
use crate::{Problem, spelling};

/// A value and its bytes in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes.
    pub span: Range<usize>,
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

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

    fn wrong_type(&self, node: &Node, key: &str, expected: &str, help: Option<String>) {
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
    fn text(&self, node: &Node, key: &str, lines: bool) -> Option<Spanned<String>> {
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
}

/// A table that is being read. Keys nobody asked for are unknown.
pub struct Table<'n> {
    entries: &'n [Entry],
    span: Range<usize>,
    sink: &'n Sink<'n>,
    known: Vec<&'static str>,
    is_all_known: bool,
}

impl<'n> Table<'n> {
    /// Reads `node` as a table; `name` says what it is, such as `a form`.
    pub fn open(node: &'n Node, name: &str, sink: &'n Sink<'n>) -> Option<Self> {
        match &node.value {
            Value::Table(entries) => {
                Some(Self { entries, span: node.span.clone(), sink, known: Vec::new(), is_all_known: false })
            }
            _ => {
                sink.wrong_type(node, name, "a table of keys and values", None);
                None
            }
        }
    }

    /// A table that nobody wrote, because all of it has defaults; `span` is what it would be part of.
    pub(crate) fn unwritten(span: Range<usize>, sink: &'n Sink<'n>) -> Self {
        Self { entries: &[], span, sink, known: Vec::new(), is_all_known: false }
    }

    /// The bytes of the whole table.
    pub(crate) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The bytes of a key's value, or of the whole table when it is not there.
    pub fn span_of(&self, key: &str) -> Range<usize> {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map_or(self.span.clone(), |entry| entry.node.span.clone())
    }

    /// Where its problems go.
    pub fn sink(&self) -> &'n Sink<'n> {
        self.sink
    }

    /// Whether it holds the key at all; does not count as asking for it.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key && !entry.node.is_nothing())
    }

    /// Takes all keys for known: of a table of an unknown kind nobody can tell.
    pub fn know_all(&mut self) {
        self.is_all_known = true;
    }

    /// Takes a key for known, whatever stands behind it.
    pub fn know(&mut self, key: &'static str) {
        self.known.push(key);
    }

    /// The value of a key, unless there is none or nothing.
    pub(crate) fn get(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node).filter(|node| !node.is_nothing())
    }

    /// A text on one line; runs of spaces count as one.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.get(key)?;
        self.sink.text(node, key, false)
    }

    /// A text as it stands, line breaks included.
    pub fn lines(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.get(key)?;
        self.sink.text(node, key, true)
    }

    /// A text as it stands, or a number as it is written: for values with a unit, which some have and some have not.
    pub fn word(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.get(key)?;
        match &node.value {
            Value::Scalar { text, kind: Kind::Number } => {
                Some(Spanned { value: text.clone(), span: node.span.clone() })
            }
            _ => self.sink.text(node, key, true),
        }
    }

    /// A text that must be there and not empty.
    pub fn need(&mut self, key: &'static str, why: &str) -> Option<Spanned<String>> {
        match self.get(key) {
            None => {
                self.missing(key, why);
                None
            }
            Some(node) => {
                let text = self.sink.text(node, key, false)?;
                if text.is_empty() {
                    self.missing(key, why);
                    return None;
                }
                Some(text)
            }
        }
    }

    /// The bytes of a key that is there and has no value, or an empty one.
    pub(crate) fn empty(&self, key: &str) -> Option<Range<usize>> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        let blank = match &entry.node.value {
            Value::Scalar { text, .. } => text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Table(_) => false,
        };
        (entry.node.is_nothing() || blank).then(|| entry.key_span.clone())
    }

    /// Complains that a key is not there, unless one is that looks like it: that one is complained about. A key without a
    /// value is as good as none.
    pub fn missing(&self, key: &str, why: &str) {
        let misspelt = |entry: &Entry| entry.key != key && spelling::closest(&entry.key, [key]).is_some();
        if let Some(span) = self.empty(key) {
            let message = format!("`{key}` is missing");
            return self.sink.error("key/missing", message, span, "nothing stands behind it", Some(why.to_owned()));
        }
        if self.entries.iter().any(misspelt) {
            return;
        }
        // The whole table would be a long underline; its first line says enough.
        let first = self.entries.first().map_or(self.span.clone(), |entry| entry.key_span.clone());
        let at = if self.span.start < first.start { self.span.start..first.start } else { first };
        self.sink.error(
            "key/missing",
            format!("`{key}` is missing"),
            at,
            format!("expected `{key}` here"),
            Some(why.to_owned()),
        );
    }

    /// A list of texts. A single text is a list of one; with commas in it, it is an error but is read as its parts.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(node) = self.get(key) else { return Vec::new() };
        match &node.value {
            Value::List(items) => items
                .iter()
                .filter_map(|item| self.sink.text(item, &format!("{key}[]"), false))
                .filter(|text| !text.is_empty())
                .collect(),
            Value::Scalar { text, .. } if !text.contains(',') => {
                let one = self.sink.text(node, key, false);
                one.into_iter().filter(|text| !text.is_empty()).collect()
            }
            Value::Scalar { text, .. } => {
                let help = format!("write `[{}]`", shortened(text));
                self.sink.wrong_type(node, key, "a list of texts", Some(help));
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                parts.map(|part| Spanned { value: part.to_owned(), span: node.span.clone() }).collect()
            }
            Value::Table(_) => {
                self.sink.wrong_type(node, key, "a list of texts", None);
                Vec::new()
            }
        }
    }

    /// A text, or a list of texts. What is no text is taken for none, however loosely the file is read.
    pub(crate) fn text_or_texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        match self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node) {
            Some(node) if !node.is_nothing() && matches!(node.value, Value::Scalar { .. }) => {
                if matches!(node.value, Value::Scalar { kind: Kind::Text, .. }) {
                    return self.text(key).into_iter().collect();
                }
                self.known.push(key);
                self.sink.wrong_type(node, key, "a text or a list of texts", None);
                Vec::new()
            }
            _ => self.texts(key),
        }
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let node = self.get(key)?;
        match &node.value {
            Value::Scalar { text, kind: Kind::Bool } => Some(text.eq_ignore_ascii_case("true")),
            _ => {
                let word = scalar(node).unwrap_or_default().to_lowercase();
                let meant = match word.as_str() {
                    "yes" | "on" | "1" => Some("true"),
                    "no" | "off" | "0" => Some("false"),
                    _ => None,
                };
                self.sink.wrong_type(node, key, "`true` or `false`", meant.map(|meant| format!("write `{meant}`")));
                None
            }
        }
    }

    /// A whole number from 0.
    pub fn count(&mut self, key: &'static str) -> Option<Spanned<usize>> {
        let node = self.get(key)?;
        let number = match &node.value {
            Value::Scalar { text, kind: Kind::Number } => text.replace('_', "").parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.sink.wrong_type(node, key, "a whole number", None);
        }
        number.map(|value| Spanned { value, span: node.span.clone() })
    }

    /// A day.
    pub(crate) fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let node = self.get(key)?;
        let text = scalar(node)?;
        match date(text) {
            Some(value) => Some(Spanned { value, span: node.span.clone() }),
            None => {
                self.bad_date(node, key, text, "a date", "write year, month and day: `2026-11-22`");
                None
            }
        }
    }

    /// A moment: a date-time with an offset, or a day. A day means its start, or with `through` its end, in UTC.
    pub(crate) fn moment(&mut self, key: &'static str, through: bool) -> Option<Spanned<Timestamp>> {
        let node = self.get(key)?;
        let text = scalar(node)?;
        let day = |date: Date| {
            let date = if through { date.checked_add(1.day()).ok()? } else { date };
            date.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
        };
        let value = date(text).map_or_else(|| text.parse::<Timestamp>().ok(), day);
        if value.is_none() {
            let local = text.parse::<jiff::civil::DateTime>().is_ok();
            let help = if local {
                format!("add the offset from UTC, such as `{text}+00:00`")
            } else {
                "write a date such as `2026-11-22`, or a time such as `2026-11-22T18:00+00:00`".to_owned()
            };
            self.bad_date(node, key, text, "a date, or a time with its offset", &help);
        }
        value.map(|value| Spanned { value, span: node.span.clone() })
    }

    fn bad_date(&self, node: &Node, key: &str, text: &str, expected: &str, help: &str) {
        let message = format!("`{key}` is no date: `{}`", shortened(text));
        self.sink.error(
            "value/date",
            message,
            node.span.clone(),
            format!("expected {expected}"),
            Some(help.to_owned()),
        );
    }

    /// One of a few words.
    pub(crate) fn one_of<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        self.pick(key, &text, words)
    }

    /// What a text that was read from `key` stands for.
    pub fn pick<T: Copy>(&self, key: &str, text: &Spanned<String>, words: &[(&str, T)]) -> Option<T> {
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(*value);
        }
        let names = words.iter().map(|(word, _)| *word);
        let message = format!("`{}` is no value for `{key}`", shortened(text));
        self.sink.error("value/unknown", message, text.span.clone(), "not known", spelling::help(text, names));
        None
    }

    /// A table.
    pub fn table(&mut self, key: &'static str) -> Option<Table<'n>> {
        let node = self.get(key)?;
        Table::open(node, key, self.sink)
    }

    /// A list of tables.
    pub fn tables(&mut self, key: &'static str) -> Vec<Table<'n>> {
        let name = format!("{key}[]");
        self.list(key).iter().filter_map(|item| Table::open(item, &name, self.sink)).collect()
    }

    /// A list of anything.
    pub(crate) fn list(&mut self, key: &'static str) -> &'n [Node] {
        match self.get(key) {
            None => &[],
            Some(Node { value: Value::List(items), .. }) => items,
            Some(node) => {
                self.sink.wrong_type(node, key, "a list", None);
                &[]
            }
        }
    }

    /// All keys with texts behind them, whatever they are called. What is no text is a mistake.
    pub fn pairs(&mut self) -> Vec<(Spanned<String>, Spanned<String>)> {
        let pair = |entry: &Entry| {
            let key = Spanned { value: entry.key.clone(), span: entry.key_span.clone() };
            let value = match &entry.node.value {
                Value::Scalar { text, kind: Kind::Number } => {
                    Spanned { value: text.clone(), span: entry.node.span.clone() }
                }
                _ => self.sink.text(&entry.node, &entry.key, false)?,
            };
            Some((key, value))
        };
        self.entries.iter().filter_map(pair).collect()
    }

    /// All keys and values, whatever they are; none of them is unknown any more.
    pub(crate) fn entries(&self) -> &'n [Entry] {
        self.entries
    }

    /// Entries nobody asked for.
    pub(crate) fn unknown(&self) -> impl Iterator<Item = &'n Entry> {
        self.entries.iter().filter(|entry| !self.known.iter().any(|key| *key == entry.key))
    }

    /// The keys that were asked for.
    pub(crate) fn known(&self) -> &[&'static str] {
        &self.known
    }

    /// Complains about every key nobody asked for.
    pub fn finish(self) {
        if self.is_all_known {
            return;
        }
        for entry in self.unknown() {
            let help = spelling::help(&entry.key, self.known.iter().copied());
            let message = format!("unknown key `{}`", shortened(&entry.key));
            self.sink.error("key/unknown", message, entry.key_span.clone(), "not known here", help);
        }
    }
}

impl Sink<'_> {
    /// Text of one item of a list, such as an option of a dropdown.
    pub(crate) fn item(&self, node: &Node, key: &str) -> Option<Spanned<String>> {
        self.text(node, key, false)
    }
}

/// The text of a scalar; lists and tables are no dates and are told as such by the caller's type message.
fn scalar(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text.trim()),
        _ => None,
    }
}

/// A day as `2026-11-22` and nothing more.
fn date(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}
