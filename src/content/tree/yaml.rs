//! YAML to [`Node`]s.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span, Tag};

use super::{Entry, Kind, Node, Value, shortened};
use crate::Problem;

/// Nothing an author writes nests deeper; without a limit a hostile file overflows the stack.
const DEEPEST: usize = 64;

/// How many nodes aliases may repeat; without a limit a few lines become gigabytes.
const MOST_REPEATED: usize = 20_000;

/// What the parser says when it meets the line behind one that had to be a key.
const NO_COLON: &str = "simple key expect ':'";

/// Reads the first YAML document of `text`, which starts at byte `offset` of its file. `None` when it is empty or
/// cannot be read.
pub(crate) fn parse(path: &str, text: &str, offset: usize) -> (Option<Node>, Vec<Problem>) {
    let mut builder = Builder::new(path, text, offset);
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, span)) => {
                if builder.event(event, span).is_none() {
                    return (None, builder.problems);
                }
            }
            Err(error) => {
                let problem = builder.syntax(&error);
                builder.problems.push(problem);
                return (None, builder.problems);
            }
        }
    }
    (builder.root, builder.problems)
}

/// A list or table that is not complete yet.
struct Frame {
    value: Value,
    key: Option<(String, Range<usize>)>,
    start: usize,
    anchor: usize,
}

struct Builder<'a> {
    path: &'a str,
    text: &'a str,
    offset: usize,
    /// Byte of each character, unless all are one byte long: the parser counts characters.
    bytes: Option<Vec<usize>>,
    frames: Vec<Frame>,
    anchors: HashMap<usize, Node>,
    repeated: usize,
    root: Option<Node>,
    problems: Vec<Problem>,
}

impl<'a> Builder<'a> {
    fn new(path: &'a str, text: &'a str, offset: usize) -> Self {
        let bytes = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Self {
            path,
            text,
            offset,
            bytes,
            frames: Vec::new(),
            anchors: HashMap::new(),
            repeated: 0,
            root: None,
            problems: Vec::new(),
        }
    }

    /// Takes the next event; `None` means that reading must stop.
    fn event(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::DocumentStart(_) if self.root.is_some() => {
                let at = self.byte(span.start);
                self.problem(
                    "yaml/documents",
                    "the file holds more than one YAML document",
                    at..at,
                    "this one is not read",
                    "remove the line `---` above it, or move it into a file of its own",
                );
                return None;
            }
            Event::SequenceStart(anchor, _) => self.open(Value::List(Vec::new()), span.start, anchor)?,
            Event::MappingStart(anchor, _) => self.open(Value::Table(Vec::new()), span.start, anchor)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(span.end)?,
            Event::Scalar(text, style, anchor, tag) => {
                let kind = kind(&text, style, tag.as_deref());
                let value = Value::Scalar { text: text.into_owned(), kind };
                self.insert(Node { value, span: self.range(span) }, anchor);
            }
            Event::Alias(id) => self.alias(id, span)?,
            _ => {}
        }
        Some(())
    }

    fn open(&mut self, value: Value, start: Marker, anchor: usize) -> Option<()> {
        let start = self.byte(start);
        if self.frames.len() == DEEPEST {
            self.problem(
                "yaml/too-deep",
                "this is nested too deeply",
                start..start,
                "more than 64 levels",
                "write it flatter",
            );
            return None;
        }
        self.frames.push(Frame { value, key: None, start, anchor });
        Some(())
    }

    fn close(&mut self, end: Marker) -> Option<()> {
        let frame = self.frames.pop()?;
        // The end of a block is where the next thing starts: leave the space between out.
        let inside = self.text.get(frame.start - self.offset..self.byte(end) - self.offset).unwrap_or_default();
        let span = frame.start..frame.start + inside.trim_end().len();
        self.insert(Node { value: frame.value, span }, frame.anchor);
        Some(())
    }

    fn alias(&mut self, id: usize, span: Span) -> Option<()> {
        let range = self.range(span);
        let Some(mut node) = self.anchors.get(&id).cloned() else {
            self.problem(
                "yaml/alias",
                "the alias names something that is not complete yet",
                range,
                "an alias of itself",
                "write the value itself in place of the alias",
            );
            return None;
        };
        self.repeated += count(&node);
        if self.repeated > MOST_REPEATED {
            self.problem("yaml/alias", "aliases repeat too much", range, "one too many", "write the values themselves");
            return None;
        }
        node.span = range;
        self.insert(node, 0);
        Some(())
    }

    fn insert(&mut self, node: Node, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut frame.value {
            Value::List(items) => items.push(node),
            Value::Table(entries) => match frame.key.take() {
                None => {
                    let key = match node.value {
                        Value::Scalar { text, .. } => text,
                        _ => String::new(),
                    };
                    frame.key = Some((key, node.span));
                }
                Some((key, key_span)) if entries.iter().any(|entry| entry.key == key) => {
                    let message = format!("the key `{key}` is there twice");
                    self.problem("key/duplicate", message, key_span, "this one is not read", "keep one of them");
                }
                Some((key, key_span)) => entries.push(Entry { key, key_span, node }),
            },
            Value::Scalar { .. } => {}
        }
    }

    fn problem(&mut self, code: &'static str, message: impl Into<String>, span: Range<usize>, label: &str, help: &str) {
        self.problems.push(Problem::error(code, self.path, message).at(span, label).help(help));
    }

    fn syntax(&self, error: &ScanError) -> Problem {
        let at = self.byte(*error.marker());
        if error.info() == NO_COLON {
            // Only what follows shows that the line before was no key.
            let span = self.line_before(at);
            let line = span.start - self.offset..span.end - self.offset;
            let found = shortened(self.text.get(line).unwrap_or_default());
            return Problem::error("yaml/syntax", self.path, format!("`{found}` is no key with a value"))
                .at(span, "no `:` in this line")
                .help("write `key: value`, or put `#` in front of a comment");
        }
        let problem = Problem::error("yaml/syntax", self.path, error.info()).at(at..at, "YAML cannot be read here");
        problem.help(self.remedy(error.info(), at))
    }

    /// How to mend what the parser stopped at.
    fn remedy(&self, info: &str, at: usize) -> String {
        let line = self.line_at(at);
        let value = line.split_once(':').map(|(_, value)| value.trim_start());
        let open = self.text.get(..at - self.offset).and_then(unclosed_line);
        if info.contains("tab") || line.trim_start_matches(' ').starts_with('\t') {
            "indent with spaces: YAML allows no tabs".into()
        } else if let Some(open) = open {
            format!("close the bracket that is open in `{}`", shortened(open))
        } else if info.contains("quoted scalar") {
            "close the quotation mark, and put nothing behind it".into()
        } else if value.is_some_and(|value| value.contains(": ")) {
            "put a value that holds `: ` in quotes".into()
        } else if value.is_some_and(|value| value.starts_with(['@', '`', '%', '&', '*', '!'])) {
            "put a value that starts with a special character in quotes".into()
        } else {
            "look at the indentation, the colon and the quotes of this line and of the one above it".into()
        }
    }

    /// The last line before a byte of the file that is neither empty nor a comment, without the space around it.
    fn line_before(&self, byte: usize) -> Range<usize> {
        let mut text = self.text.get(..byte - self.offset).unwrap_or_default();
        loop {
            text = text.trim_end();
            let start = text.rfind('\n').map_or(0, |at| at + 1);
            let line = text.get(start..).unwrap_or_default().trim_start();
            if start == 0 || !line.starts_with('#') {
                return self.offset + text.len() - line.len()..self.offset + text.len();
            }
            text = text.get(..start).unwrap_or_default();
        }
    }

    /// The line that holds a byte of the file.
    fn line_at(&self, byte: usize) -> &str {
        let at = (byte - self.offset).min(self.text.len());
        let start = self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
    }

    fn range(&self, span: Span) -> Range<usize> {
        let start = self.byte(span.start);
        let end = self.byte(span.end).max(start);
        let inside = self.text.get(start - self.offset..end - self.offset).unwrap_or_default();
        start..start + inside.trim_end().len()
    }

    fn byte(&self, marker: Marker) -> usize {
        let index = marker.index();
        let byte = match &self.bytes {
            Some(bytes) => bytes.get(index).copied().unwrap_or(self.text.len()),
            None => index.min(self.text.len()),
        };
        self.offset + byte
    }
}

/// The line of the last bracket that is not closed; brackets in quotes and comments do not count.
fn unclosed_line(text: &str) -> Option<&str> {
    let mut open: Vec<&str> = Vec::new();
    for line in text.lines() {
        let mut quote = None;
        let mut before = ' ';
        for c in line.chars() {
            let begins = matches!(before, ' ' | '[' | '{' | ',');
            match (c, quote) {
                (c, Some(mark)) if c == mark => quote = None,
                (_, Some(_)) => {}
                ('"' | '\'', None) if begins => quote = Some(c),
                ('#', None) if before == ' ' => break,
                ('[' | '{', None) if begins || !open.is_empty() => open.push(line.trim()),
                (']' | '}', None) => drop(open.pop()),
                _ => {}
            }
            before = c;
        }
    }
    open.pop()
}

fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::Scalar { .. } => 0,
        Value::List(items) => items.iter().map(count).sum(),
        Value::Table(entries) => entries.iter().map(|entry| count(&entry.node)).sum(),
    }
}

/// What a scalar means in YAML's core schema.
fn kind(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Kind {
    if style != ScalarStyle::Plain || tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str") {
        return Kind::Text;
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Kind::Bool,
        _ if text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
            && text.parse::<f64>().is_ok() =>
        {
            Kind::Number
        }
        _ => Kind::Text,
    }
}
