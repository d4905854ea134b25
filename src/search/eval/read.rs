//! Reads a judged set: one JSON object a line for documents, columns between tabs for the rest, no headers.

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::Deserialize;
use serde_json::error::Category;

use super::{JudgedSet, Query};
use crate::Document;
use crate::message::Kind;

/// A line that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The part of the set it stands in.
    pub part: Part,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

/// A part of a judged set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The documents.
    Documents,
    /// The queries.
    Queries,
    /// The judgements.
    Judgements,
}

#[derive(Deserialize)]
struct DocumentLine {
    id: String,
    #[serde(default)]
    title: String,
    text: String,
}

/// Reads the three parts of a set. Empty lines count for nothing.
///
/// # Errors
///
/// All lines that cannot be read, in the order of the parts.
pub fn read(documents: &str, queries: &str, judgements: &str) -> Result<JudgedSet, Vec<Mistake>> {
    let mut reader = Reader::default();
    reader.documents(documents);
    reader.queries(queries);
    reader.judgements(judgements);
    if reader.mistakes.is_empty() { Ok(reader.set) } else { Err(reader.mistakes) }
}

#[derive(Default)]
struct Reader {
    set: JudgedSet,
    documents: HashSet<String>,
    /// Where each query stands in the set.
    queries: HashMap<String, usize>,
    mistakes: Vec<Mistake>,
}

impl Reader {
    fn mistake(&mut self, part: Part, line: usize, message: impl fmt::Display) {
        self.mistakes.push(Mistake { part, line, message: message.to_string() });
    }

    fn documents(&mut self, text: &str) {
        for (line, content) in lines(text) {
            match serde_json::from_str::<DocumentLine>(content) {
                Err(error) => self.mistake(Part::Documents, line, unplaced(&error)),
                Ok(document) if document.id.is_empty() => self.mistake(Part::Documents, line, "the `id` is empty"),
                Ok(document) if !self.documents.insert(document.id.clone()) => {
                    self.mistake(Part::Documents, line, format!("the id `{}` was used before", document.id));
                }
                Ok(document) => self.set.documents.push(page(document)),
            }
        }
    }

    fn queries(&mut self, text: &str) {
        for (line, content) in lines(text) {
            match content.split_once('\t') {
                None => self.mistake(Part::Queries, line, "expected an id, a tab and a text"),
                Some(("", _)) => self.mistake(Part::Queries, line, "the id is empty"),
                Some((id, _)) if self.queries.contains_key(id) => {
                    self.mistake(Part::Queries, line, format!("the id `{id}` was used before"));
                }
                Some((id, text)) => {
                    self.queries.insert(id.to_owned(), self.set.queries.len());
                    let grades = HashMap::new();
                    self.set.queries.push(Query { id: id.to_owned(), text: text.to_owned(), grades });
                }
            }
        }
    }

    fn judgements(&mut self, text: &str) {
        for (line, content) in lines(text) {
            let columns: Vec<&str> = content.split('\t').collect();
            let &[query, document, grade] = columns.as_slice() else {
                let message =
                    format!("expected a query id, a document id and a grade, found {} columns", columns.len());
                self.mistake(Part::Judgements, line, message);
                continue;
            };
            let Ok(grade) = grade.trim().parse::<i32>() else {
                self.mistake(Part::Judgements, line, format!("the grade `{grade}` is no whole number"));
                continue;
            };
            if !self.documents.contains(document) {
                self.set.absent.push(line);
            }
            let Some(query) = self.queries.get(query).and_then(|place| self.set.queries.get_mut(*place)) else {
                self.set.unasked.push(line);
                continue;
            };
            if query.grades.insert(document.to_owned(), grade).is_some_and(|before| before != grade) {
                let message = format!("`{document}` has another grade for `{}` in a line before", query.id);
                self.mistake(Part::Judgements, line, message);
            }
        }
    }
}

/// Lines with their numbers, from 1, without empty ones.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty())
}

/// What is wrong, without the place that serde_json adds: it always says line 1.
fn unplaced(error: &serde_json::Error) -> String {
    if matches!(error.classify(), Category::Syntax | Category::Eof) {
        return format!("expected a JSON object with `id`, `title` and `text` (column {})", error.column());
    }
    let told = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match told.strip_suffix(&place) {
        Some(what) => format!("{what} (column {})", error.column()),
        None => told,
    }
}

/// A document as an article is put into the search.
fn page(line: DocumentLine) -> Document {
    Document {
        kind: Kind::Article,
        path: line.id,
        title: line.title,
        summary: String::new(),
        aliases: Vec::new(),
        headings: Vec::new(),
        body: line.text,
        category: String::new(),
        platforms: Vec::new(),
        withheld: false,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::{Part, read};

    #[test]
    fn a_set_is_read() {
        let docs = "\u{feff}{\"id\":\"a\",\"title\":\"A\",\"text\":\"words\",\"other\":1}\r\n\n{\"id\":\"b\",\"text\":\"more\"}";
        let set = read(docs, "1\twhat?\r\n2\t\n", "1\ta\t2\r\n2\tb\t0\n").unwrap();
        assert_eq!(set.documents.iter().map(|page| page.path.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!((set.queries[0].text.as_str(), set.queries[1].text.as_str()), ("what?", ""));
        assert_eq!(set.queries[0].grades["a"], 2);
        assert!(set.queries[0].is_judged() && !set.queries[1].is_judged());
    }

    #[test]
    fn every_bad_line_is_told() {
        let docs = "{\"id\":\"a\",\"text\":\"\"}\n{\"id\":\"a\",\"text\":\"\"}\n{\"id\":\"\",\"text\":\"\"}\n{\"id\":1}\nx\n{\"id\":\"c\"}";
        let mistakes =
            read(docs, "1\tfirst\nno tab\n1\tagain\n\tx\n", "1\ta\n1\ta\tbest\n1\ta\t1\n1\ta\t2\n").unwrap_err();
        let told: Vec<String> = mistakes
            .iter()
            .map(|mistake| format!("{:?} {}: {}", mistake.part, mistake.line, mistake.message))
            .collect();
        assert_eq!(
            told,
            [
                "Documents 2: the id `a` was used before",
                "Documents 3: the `id` is empty",
                "Documents 4: invalid type: integer `1`, expected a string (column 7)",
                "Documents 5: expected a JSON object with `id`, `title` and `text` (column 1)",
                "Documents 6: missing field `text` (column 10)",
                "Queries 2: expected an id, a tab and a text",
                "Queries 3: the id `1` was used before",
                "Queries 4: the id is empty",
                "Judgements 1: expected a query id, a document id and a grade, found 2 columns",
                "Judgements 2: the grade `best` is no whole number",
                "Judgements 4: `a` has another grade for `1` in a line before",
            ]
        );
        assert_eq!(mistakes[0].part, Part::Documents);
    }

    #[test]
    fn judgements_about_nothing_are_noted() {
        let set = read("{\"id\":\"a\",\"text\":\"\"}", "1\tx", "1\ta\t1\n1\tz\t1\n9\ta\t1").unwrap();
        assert_eq!((set.absent, set.unasked), (vec![2], vec![3]));
    }
}
