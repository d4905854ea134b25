//! Boxes: `id`, `id[text]`, `id@{ label: "text" }`, `id:::class`.

use std::ops::Range;

use super::{Reader, label};

/// How each shape opens and how it may close; longer ones first.
const SHAPES: [(&str, &[&str]); 12] = [
    ("(((", &[")))"]),
    ("((", &["))"]),
    ("([", &["])"]),
    ("[[", &["]]"]),
    ("[(", &[")]"]),
    ("[/", &["/]", "\\]"]),
    ("[\\", &["\\]", "/]"]),
    ("{{", &["}}"]),
    ("[", &["]"]),
    ("(", &[")"]),
    ("{", &["}"]),
    (">", &["]"]),
];

impl<'a> Reader<'a> {
    /// Boxes joined by `&`. `None` when something else stands here, which was told.
    pub(super) fn nodes(&mut self) -> Option<Vec<usize>> {
        let mut nodes = vec![self.node()?];
        loop {
            let before = self.cursor.at;
            self.cursor.spaces();
            if !self.cursor.eat("&") {
                self.cursor.at = before;
                return Some(nodes);
            }
            self.cursor.spaces();
            nodes.push(self.node()?);
        }
    }

    fn node(&mut self) -> Option<usize> {
        let start = self.cursor.at;
        let key = self.key();
        if key.is_empty() {
            let help = "write a box as `A[Question?]` and an arrow as `A -->|Answer| B`";
            let span = self.here();
            self.chart.refused("chart/syntax", span, "expected the name of a box", "no letter or digit", help);
            return None;
        }
        let node = self.chart.node(key, self.cursor.since(start));
        if self.cursor.sees("@{") {
            self.described(node);
        } else {
            self.shape(node)?;
        }
        if self.cursor.eat(":::") {
            let at = self.cursor.at - 3;
            self.cursor.eat_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
            let span = self.cursor.since(at);
            self.chart.lost(
                "chart/style",
                span,
                "a class of its look is not carried over",
                "the look of guides comes from `portal.toml`",
            );
        }
        Some(node)
    }

    /// The name of a box. A hyphen in it may not begin an arrow.
    fn key(&mut self) -> &'a str {
        let rest = self.cursor.rest();
        let mut end = 0;
        for (at, c) in rest.char_indices() {
            let next = rest.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
            let inside = match c {
                '-' => at > 0 && next.is_some_and(|next| next.is_alphanumeric() || next == '_'),
                '.' | '/' => at > 0 && next.is_some_and(char::is_alphanumeric),
                c => c.is_alphanumeric() || c == '_',
            };
            if !inside {
                break;
            }
            end = at + c.len_utf8();
        }
        self.cursor.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// The shape around a box's text, when there is one.
    fn shape(&mut self, node: usize) -> Option<()> {
        let Some((open, closers)) = SHAPES.iter().find(|(open, _)| self.cursor.sees(open)) else { return Some(()) };
        let start = self.cursor.at;
        self.cursor.eat(open);
        match self.enclosed(closers) {
            Some(text) => self.label(node, &text, self.cursor.since(start)),
            None => {
                let help =
                    "close it as it was opened, and put quotes around a text that holds brackets: `A[\"a (b)\"]`";
                let span = start..start + open.len();
                self.chart.refused("chart/syntax", span, "this box is never closed", "opened here", help);
                return None;
            }
        }
        Some(())
    }

    /// A text up to one of `closers`, quoted or not. The cursor stands behind the closer then.
    pub(super) fn enclosed(&mut self, closers: &[&str]) -> Option<String> {
        let begin = self.cursor.clone();
        self.cursor.eat_while(char::is_whitespace);
        if self.cursor.eat("\"") {
            let text = self.cursor.eat_while(|c| c != '"').to_owned();
            self.cursor.eat("\"");
            self.cursor.eat_while(char::is_whitespace);
            return closers.iter().any(|closer| self.cursor.eat(closer)).then_some(text);
        }
        self.cursor = begin;
        let line = self.cursor.rest().lines().next().unwrap_or_default();
        let (end, closer) =
            closers.iter().filter_map(|closer| Some((line.find(closer)?, closer))).min_by_key(|(end, _)| *end)?;
        self.cursor.at += end + closer.len();
        line.get(..end).map(str::to_owned)
    }

    /// A box described in braces, of which only the label means something here.
    fn described(&mut self, node: usize) {
        let start = self.cursor.at;
        self.cursor.eat("@{");
        let mut quoted = false;
        let inside = self.cursor.rest();
        let end = inside.find(|c| {
            quoted ^= c == '"';
            c == '}' && !quoted
        });
        let inside = inside.get(..end.unwrap_or(inside.len())).unwrap_or_default();
        self.cursor.at += inside.len();
        self.cursor.eat("}");
        let span = self.cursor.since(start);
        match inside.split_once("label:").map(|(_, label)| label.trim_start()) {
            Some(label) => {
                let text = match label.strip_prefix('"') {
                    Some(quoted) => quoted.split('"').next().unwrap_or_default(),
                    None => label.split(',').next().unwrap_or_default().trim(),
                };
                self.label(node, text, span);
            }
            None => {
                self.chart.lost("chart/style", span, "a shape is not carried over", "all steps of a guide look alike")
            }
        }
    }

    /// Gives a box its text.
    fn label(&mut self, node: usize, source: &str, span: Range<usize>) {
        let read = self.text(source, &span);
        let Some(known) = self.chart.nodes.get_mut(node) else { return };
        if known.text != known.key && known.text != read {
            let message = format!("the box `{}` has another text above, which this one replaces", known.key);
            known.text = read;
            self.chart.lost("chart/text", span, message, "write the text once");
        } else if !read.trim().is_empty() {
            known.text = read;
            known.span = known.span.start..span.end.max(known.span.end);
        }
    }

    /// A text as people see it; what is left out of it is told.
    pub(super) fn text(&mut self, source: &str, span: &Range<usize>) -> String {
        let label = label::read(source);
        if !label.left_out.is_empty() {
            let message = format!("`{}` is not carried over", label.left_out.join("`, `"));
            self.chart.lost("chart/markup", span.clone(), message, "questions and answers are plain text");
        }
        label.text
    }

    /// The character the cursor stands at.
    pub(super) fn here(&self) -> Range<usize> {
        self.cursor.at..self.cursor.at + self.cursor.peek().map_or(0, char::len_utf8)
    }
}
