//! Footnotes: numbered in the order they are referred to, each with a way back. Their ids hold a colon, which no
//! heading's anchor does, so that the two never meet.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use crate::html::escaped;
use crate::words;

#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// Names in the order of their first reference, with how often each is referred to.
    referred: Vec<(String, usize)>,
    /// What each says, as HTML, and where it says so.
    said: BTreeMap<String, (String, Range<usize>)>,
}

impl Footnotes {
    /// A reference to a footnote.
    pub(super) fn refer(&mut self, name: &str, prefix: &str) -> String {
        let at = match self.referred.iter().position(|(known, _)| known == name) {
            Some(at) => at,
            None => {
                self.referred.push((name.to_owned(), 0));
                self.referred.len() - 1
            }
        };
        self.referred[at].1 += 1;
        let (number, nth) = (at + 1, self.referred[at].1);
        let id = place(prefix, number, nth);
        let label = words::footnote(number);
        format!(
            "<sup class=\"footnote\"><a href=\"#{prefix}fn:{number}\" id=\"{id}\" aria-label=\"{label}\">{number}</a></sup>"
        )
    }

    /// What a footnote says, and where. Gives back whether it says so for the first time.
    pub(super) fn say(&mut self, name: &str, html: String, range: Range<usize>) -> bool {
        let first = !self.said.contains_key(name);
        self.said.entry(name.to_owned()).or_insert((html, range));
        first
    }

    /// The list of footnotes, and the names and places of those that nothing refers to.
    pub(super) fn finish(self, prefix: &str) -> (String, Vec<(String, Range<usize>)>) {
        let unused = self.said.iter().filter(|(name, _)| !self.referred.iter().any(|(known, _)| known == *name));
        let unused = unused.map(|(name, (_, range))| (name.clone(), range.clone())).collect();
        if self.referred.is_empty() {
            return (String::new(), unused);
        }
        let mut html = format!("<div class=\"footnotes\" role=\"group\" aria-label=\"{}\"><ol>\n", words::FOOTNOTES);
        for (at, (name, times)) in self.referred.iter().enumerate() {
            let number = at + 1;
            let said = self.said.get(name).map_or("", |(html, _)| html.as_str()).trim_end();
            let mut back = String::new();
            for nth in 1..=*times {
                let label = words::back(number, nth);
                let id = place(prefix, number, nth);
                let _ =
                    write!(back, " <a class=\"footnote-back\" href=\"#{id}\" aria-label=\"{}\">↩</a>", escaped(&label));
            }
            let inside = match said.strip_suffix("</p>") {
                Some(said) => format!("{said}{back}</p>"),
                None => format!("{said}{back}"),
            };
            let _ = writeln!(html, "<li id=\"{prefix}fn:{number}\">{inside}</li>");
        }
        html.push_str("</ol></div>\n");
        (html, unused)
    }
}

fn place(prefix: &str, number: usize, nth: usize) -> String {
    match nth {
        1 => format!("{prefix}fnref:{number}"),
        nth => format!("{prefix}fnref:{number}-{nth}"),
    }
}
