//! Lists of answers as comma-separated values.

use std::collections::HashMap;
use std::ops::Range;

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::Chart;
use crate::spelling;

/// The columns that mean something.
const COLUMNS: [&str; 5] = ["node", "text", "option", "next", "outcome"];

/// A value and where it stands.
struct Field {
    value: String,
    span: Range<usize>,
}

/// Reads boxes and arrows, one arrow a line.
pub(super) fn read(path: &str, text: &str) -> Chart {
    let mut chart = Chart::new(path);
    let records = records(text, &mut chart);
    let Some((head, rows)) = records.split_first() else {
        let help = "begin it with the line `node,text,option,next,outcome`";
        chart.refused("chart/columns", 0..0, "the file is empty", "", help);
        return chart;
    };
    let Some(columns) = Columns::read(&mut chart, head) else { return chart };
    for record in rows {
        columns.row(&mut chart, record);
    }
    chart
}

/// All lines with anything in them, as fields.
fn records(text: &str, chart: &mut Chart) -> Vec<Vec<Field>> {
    let head = text.lines().next().unwrap_or_default();
    let count = |separator: char| head.matches(separator).count();
    let separator = [',', ';', '\t'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(',');
    let mut reader = ReaderBuilder::new().delimiter(separator as u8).build();
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (mut at, mut start) = (mark, mark);
    let (mut record, mut records) = (Vec::new(), Vec::new());
    let mut value = Vec::new();
    let mut buffer = [0; 1024];
    loop {
        let (result, taken, written) = reader.read_field(text.as_bytes().get(at..).unwrap_or_default(), &mut buffer);
        at += taken;
        value.extend_from_slice(buffer.get(..written).unwrap_or_default());
        let record_end = match result {
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => continue,
            ReadFieldResult::Field { record_end } => record_end,
            ReadFieldResult::End => break,
        };
        let field = field(text, start..at, std::mem::take(&mut value), separator);
        unclosed(text, &field.span, chart);
        start = at;
        record.push(field);
        if record_end {
            let record = std::mem::take(&mut record);
            if record.iter().any(|field: &Field| !field.value.is_empty()) {
                records.push(record);
            }
        }
    }
    records
}

/// A field without what stands around it.
fn field(text: &str, mut span: Range<usize>, value: Vec<u8>, separator: char) -> Field {
    let around = |c: char| c == separator || c.is_whitespace();
    let source = text.get(span.clone()).unwrap_or_default();
    let trimmed = source.trim_end_matches(around);
    span.end = span.start + trimmed.len();
    span.start += trimmed.len() - trimmed.trim_start_matches(['\r', '\n', ' ']).len();
    Field { value: String::from_utf8_lossy(&value).trim().to_owned(), span }
}

/// A quote that nothing closes takes in the rest of the file.
fn unclosed(text: &str, span: &Range<usize>, chart: &mut Chart) {
    let source = text.get(span.clone()).unwrap_or_default();
    let closed = source.len() > 1 && source.matches('"').count().is_multiple_of(2);
    if source.starts_with('"') && !closed {
        let help = "close it with `\"`; a quote inside of a quoted value is written twice";
        chart.refused("chart/quote", span.start..span.start + 1, "this quote is never closed", "opens here", help);
    }
}

/// Where each column stands.
struct Columns {
    places: HashMap<&'static str, usize>,
    count: usize,
}

impl Columns {
    /// Reads the first line; nothing when it does not name what is needed.
    fn read(chart: &mut Chart, head: &[Field]) -> Option<Self> {
        let mut places = HashMap::new();
        for (at, field) in head.iter().enumerate() {
            let name = field.value.to_lowercase();
            match COLUMNS.iter().find(|column| **column == name) {
                Some(column) if places.contains_key(column) => {
                    let message = format!("the column `{column}` comes twice");
                    chart.lost("chart/columns", field.span.clone(), message, "leave one of them out");
                }
                Some(column) => drop(places.insert(*column, at)),
                None => {
                    let message = format!("the column `{}` means nothing here", field.value);
                    let help = spelling::help(&name, COLUMNS).unwrap_or_default();
                    chart.lost("chart/columns", field.span.clone(), message, &help);
                }
            }
        }
        let span = head.first().map_or(0..0, |first| first.span.clone());
        for column in ["node", "option"].into_iter().filter(|column| !places.contains_key(column)) {
            let message = format!("there is no column `{column}`");
            let help = "begin the file with the line `node,text,option,next,outcome`";
            chart.refused("chart/columns", span.clone(), message, "the first line names the columns", help);
        }
        let complete = places.contains_key("node") && places.contains_key("option");
        complete.then_some(Self { places, count: head.len() })
    }

    fn get<'a>(&self, record: &'a [Field], column: &str) -> Option<&'a Field> {
        self.places.get(column).and_then(|at| record.get(*at)).filter(|field| !field.value.is_empty())
    }

    /// Takes in one line.
    fn row(&self, chart: &mut Chart, record: &[Field]) {
        for extra in record.iter().skip(self.count).filter(|field| !field.value.is_empty()) {
            let message = format!("`{}` stands behind the last column", extra.value);
            chart.lost("chart/row", extra.span.clone(), message, "put quotes around a value that holds a separator");
        }
        let first = record.iter().find(|field| !field.value.is_empty()).map_or(0..0, |field| field.span.clone());
        let Some(key) = self.get(record, "node") else {
            let help = "say in the column `node` which step the answer belongs to";
            chart.refused("chart/row", first, "this line names no node", "belongs to no step", help);
            return;
        };
        let from = chart.node(&key.value, key.span.clone());
        if let Some(text) = self.get(record, "text") {
            let (before, is_first) = (&chart.nodes[from].text, chart.nodes[from].text == key.value);
            if !is_first && *before != text.value {
                let message = format!("the node `{}` has another text above", key.value);
                chart.lost("chart/text", text.span.clone(), message, "write the text once, or the same each time");
            } else {
                chart.nodes[from].text.clone_from(&text.value);
            }
        }
        let option = self.get(record, "option");
        let (next, outcome) = (self.get(record, "next"), self.get(record, "outcome"));
        if let (Some(_), Some(outcome)) = (next, outcome) {
            let message = "the answer leads to a step and to an outcome: only the step is in the draft";
            chart.lost("chart/row", outcome.span.clone(), message, "leave `next` or `outcome` empty");
        }
        let to = match (next, outcome) {
            (Some(next), _) => chart.node(&next.value, next.span.clone()),
            // No node is called so: a name never holds a control character.
            (None, Some(outcome)) => {
                let end = chart.node(&format!("\u{0}{}", outcome.value), outcome.span.clone());
                chart.nodes[end].text.clone_from(&outcome.value);
                chart.nodes[end].key.clone_from(&outcome.value);
                end
            }
            (None, None) => {
                if let Some(option) = option {
                    let message = format!("the answer `{}` leads nowhere", option.value);
                    let help = "name a node in the column `next`, or an end in the column `outcome`";
                    chart.refused("chart/row", option.span.clone(), message, "not in the draft", help);
                }
                return;
            }
        };
        let span = option.map_or(key.span.clone(), |option| option.span.clone());
        let text = option.map(|option| option.value.clone()).unwrap_or_default();
        chart.arrows.push(super::Arrow { from, to, text, span });
    }
}
