//! Mermaid flowcharts.

mod cursor;
mod label;
mod line;
mod node;
mod statement;

use std::collections::HashSet;
use std::ops::Range;

use super::Chart;
use crate::markdown::split;
use cursor::Cursor;

/// Reads boxes and arrows. All that is wrong is told; a statement that cannot be read is left out up to its end.
pub(super) fn read(path: &str, text: &str) -> Chart {
    let mut chart = Chart::new(path);
    let (range, others) = fenced(text);
    for other in others {
        chart.lost(
            "chart/second",
            other,
            "only the first flowchart of a file is read",
            "put each into a file of its own",
        );
    }
    let start = range.start + front_matter(&mut chart, text, &range);
    let mut reader = Reader {
        chart,
        cursor: Cursor::new(text, start..range.end),
        open: Vec::new(),
        frames: HashSet::new(),
        headed: false,
    };
    while reader.cursor.next_statement() {
        reader.statement();
    }
    for (key, span) in std::mem::take(&mut reader.open) {
        let message = format!("the subgraph `{key}` is never closed");
        reader.chart.refused("chart/syntax", span, message, "opened here", "close it with a line `end`");
    }
    reader.frames();
    reader.chart
}

/// What is read while a chart is read.
struct Reader<'a> {
    chart: Chart,
    cursor: Cursor<'a>,
    /// Subgraphs that have not ended.
    open: Vec<(String, Range<usize>)>,
    /// Names of all subgraphs.
    frames: HashSet<String>,
    /// Whether the line `flowchart` has come.
    headed: bool,
}

impl Reader<'_> {
    /// Arrows from and to subgraphs have nothing they could lead to in a guide.
    fn frames(&mut self) {
        for at in 0..self.chart.nodes.len() {
            let node = &self.chart.nodes[at];
            if self.frames.contains(&node.key) {
                let (message, span) =
                    (format!("`{}` is a subgraph, and no step of a guide", node.key), node.span.clone());
                self.chart.guessed(
                    "chart/subgraph",
                    span,
                    message,
                    "lead the arrow to a box inside of it, or from one",
                );
            }
        }
    }
}

/// The first flowchart of a Markdown text, and where others begin; the whole text when it holds no fences.
fn fenced(text: &str) -> (Range<usize>, Vec<Range<usize>>) {
    let (mut found, mut others, mut open): (Option<Range<usize>>, Vec<Range<usize>>, Option<usize>) =
        (None, Vec::new(), None);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match (fence(line), open) {
            (Some("mermaid"), None) if found.is_none() => open = Some(at + line.len()),
            (Some("mermaid"), None) => others.push(at..at + line.trim_end().len()),
            (Some(""), Some(start)) => {
                found = Some(start..at);
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    (found.or_else(|| open.map(|start| start..text.len())).unwrap_or(0..text.len()), others)
}

/// What stands behind the fence of a block of code.
fn fence(line: &str) -> Option<&str> {
    let line = line.trim();
    line.strip_prefix("```").or_else(|| line.strip_prefix("~~~")).map(str::trim)
}

/// Takes the title out of the settings above a chart, and gives where the chart starts.
fn front_matter(chart: &mut Chart, text: &str, range: &Range<usize>) -> usize {
    let source = text.get(range.clone()).unwrap_or_default();
    let parts = split(source);
    let Some(yaml) = parts.yaml else { return parts.body };
    let mut at = range.start + yaml.start;
    for line in source.get(yaml).unwrap_or_default().split_inclusive('\n') {
        let span = at..at + line.trim_end().len();
        match line.trim_end().split_once(':') {
            Some(("title", title)) => chart.title = title.trim().trim_matches(['"', '\'']).to_owned(),
            Some((key, _)) if !key.starts_with([' ', '\t', '#']) => {
                let message = format!("the setting `{key}` is not carried over");
                chart.lost("chart/style", span, message, "the look of guides comes from `portal.toml`");
            }
            _ => {}
        }
        at += line.len();
    }
    parts.body
}
