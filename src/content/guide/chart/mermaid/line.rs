//! Arrows between boxes: `-->`, `---`, `-.->`, `==>`, `--x`, `<-->`, with a text between bars or in the middle.

use super::Reader;

/// An arrow as it is drawn.
pub(super) struct Line {
    pub(super) text: String,
    /// Whether it is only there to move boxes about.
    pub(super) invisible: bool,
    /// Whether it points both ways.
    pub(super) two_way: bool,
}

/// The strokes of arrows: what they begin with, what they go on with, what ends a text in the middle.
const STROKES: [(&str, char, &str); 3] = [("--", '-', "--"), ("==", '=', "=="), ("-.", '.', ".-")];

impl Reader<'_> {
    /// Reads an arrow. `None` when there is none, or one that cannot be read, which was told.
    pub(super) fn line(&mut self) -> Option<Line> {
        let start = self.cursor.at;
        if self.cursor.eat("~~~") {
            self.cursor.eat_while(|c| c == '~');
            return Some(Line { text: String::new(), invisible: true, two_way: false });
        }
        let head_before = ["<", "x", "o"].into_iter().find(|head| {
            let rest = self.cursor.rest().strip_prefix(head).unwrap_or_default();
            STROKES.iter().any(|(begin, ..)| rest.starts_with(begin))
        });
        let two_way = head_before.is_some_and(|head| self.cursor.eat(head));
        let Some((begin, stroke, closing)) = STROKES.into_iter().find(|(begin, ..)| self.cursor.eat(begin)) else {
            let help = "write an arrow as `A -->|Answer| B`";
            let span = self.here();
            self.chart.refused("chart/syntax", span, "expected an arrow", "no arrow", help);
            return None;
        };
        let more = self.cursor.eat_while(|c| c == stroke).len();
        let closed = if stroke == '.' { self.cursor.eat("-") } else { more > 0 };
        if self.head() || closed {
            let text = self.barred()?;
            return Some(Line { text, invisible: false, two_way });
        }
        let Some(text) = self.between(closing) else {
            let help = "end an arrow with a text in the middle as it began: `A -- Answer --> B`";
            let span = start..start + begin.len();
            self.chart.refused("chart/syntax", span, "this arrow is never finished", "begins here", help);
            return None;
        };
        self.cursor.eat_while(|c| matches!(c, '-' | '=' | '.'));
        self.head();
        let barred = self.barred()?;
        let text = if text.trim().is_empty() { barred } else { text };
        let span = self.cursor.since(start);
        let text = self.text(&text, &span);
        Some(Line { text, invisible: false, two_way })
    }

    /// Goes past the head of an arrow. A letter is one only when nothing is written right behind it.
    fn head(&mut self) -> bool {
        if self.cursor.eat(">") {
            return true;
        }
        let rest = self.cursor.rest();
        let is_head = rest.starts_with(['x', 'o'])
            && rest.chars().nth(1).is_none_or(|next| next.is_whitespace() || matches!(next, '|' | ';'));
        if is_head {
            self.cursor.at += 1;
        }
        is_head
    }

    /// The text between bars behind an arrow; empty when there is none.
    fn barred(&mut self) -> Option<String> {
        let before = self.cursor.at;
        self.cursor.spaces();
        let start = self.cursor.at;
        if !self.cursor.eat("|") {
            self.cursor.at = before;
            return Some(String::new());
        }
        match self.enclosed(&["|"]) {
            Some(text) => {
                let span = self.cursor.since(start);
                Some(self.text(&text, &span))
            }
            None => {
                let help = "close it with a second `|`, and put quotes around a text that holds one";
                self.chart.refused("chart/syntax", start..start + 1, "this text is never closed", "opened here", help);
                None
            }
        }
    }

    /// The text in the middle of an arrow.
    fn between(&mut self, closing: &str) -> Option<String> {
        self.cursor.spaces();
        if self.cursor.eat("\"") {
            let text = self.cursor.eat_while(|c| c != '"').to_owned();
            self.cursor.eat("\"");
            self.cursor.spaces();
            return self.cursor.sees(closing).then_some(text);
        }
        let line = self.cursor.rest().split(['\n', ';']).next().unwrap_or_default();
        let end = line.find(closing)?;
        self.cursor.at += end;
        line.get(..end).map(|text| text.trim().to_owned())
    }
}
