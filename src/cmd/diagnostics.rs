//! Mistakes as people read them, in the manner of rustc, and as programs read them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use content::{Problem, Severity};
use publish::Report;
use serde_json::json;

/// How many places of one kind of warning are shown unless all are asked for.
const PLACES: usize = 3;

/// How many messages of one kind are shown when they come again and again.
const MESSAGES: usize = 12;

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Errors only.
    Errors,
    /// All errors; of each kind of warning and hint the first places.
    Summary,
    /// Everything.
    All,
}

/// All that is wrong, errors last because that is where the eye is, then how much it was. Paths are shown below `root`.
pub(crate) fn text(report: &Report, root: &Path, detail: Detail, renderer: &Renderer) -> String {
    format!("{}{}\n", each(report, root, detail, renderer), total(report))
}

/// The same without how much it was.
pub(crate) fn each(report: &Report, root: &Path, detail: Detail, renderer: &Renderer) -> String {
    let shown = Shown { report, root, renderer };
    let mut text = String::new();
    for severity in [Severity::Hint, Severity::Warning, Severity::Error] {
        if detail == Detail::Errors && severity != Severity::Error {
            continue;
        }
        // What kept files from being read comes first: the rest may follow from it.
        let mut kinds: BTreeMap<(bool, &str), Vec<&Problem>> = BTreeMap::new();
        for problem in report.problems.iter().filter(|problem| problem.severity == severity) {
            kinds.entry((!problem.is_cause(), problem.code)).or_default().push(problem);
        }
        for problems in kinds.values() {
            if severity == Severity::Error || detail == Detail::All || problems.len() <= PLACES {
                problems.iter().for_each(|problem| shown.one(&mut text, problem));
            } else {
                shown.many(&mut text, problems);
            }
        }
    }
    text
}

/// An array of objects; `line` and `column` count from 1, columns in characters, and are null for a file as a whole.
pub(crate) fn json(report: &Report) -> String {
    let objects = report.problems.iter().map(|problem| {
        let place = place_of(report, problem);
        json!({
            "path": problem.path,
            "line": place.map(|(line, _)| line),
            "column": place.map(|(_, column)| column),
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "help": problem.help,
        })
    });
    format!("{:#}", serde_json::Value::Array(objects.collect()))
}

/// Line and column of a problem, when it is about a place.
pub(crate) fn place_of(report: &Report, problem: &Problem) -> Option<(usize, usize)> {
    Some(place(report.source(&problem.path)?, problem.span.as_ref()?.start))
}

/// `1 page`, `2,448 pages`.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    format!("{} {thing}{}", grouped(count), if count == 1 { "" } else { "s" })
}

fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The first problem with each message and how many have it, the most frequent first.
fn by_message<'a>(problems: &[&'a Problem]) -> Vec<(&'a Problem, usize)> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut messages: Vec<(&Problem, usize)> = Vec::new();
    for problem in problems {
        let at = *places.entry(problem.message.as_str()).or_insert_with(|| {
            messages.push((problem, 0));
            messages.len() - 1
        });
        messages[at].1 += 1;
    }
    messages.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    messages
}

fn total(report: &Report) -> String {
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Hint, "hint")];
    let counts =
        counts.into_iter().map(|(severity, name)| (report.count(severity), name)).filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts.map(|(count, name)| counted(count, name)).collect();
    let files = counted(report.texts, "file");
    match counts.is_empty() {
        true => format!("nothing is wrong in {files}"),
        false => format!("{} in {files}", counts.join(", ")),
    }
}

struct Shown<'a> {
    report: &'a Report,
    root: &'a Path,
    renderer: &'a Renderer,
}

impl Shown<'_> {
    fn one(&self, text: &mut String, problem: &Problem) {
        let path = self.path(problem);
        let mut group =
            Group::with_title(level(problem.severity).primary_title(problem.message.as_str()).id(problem.code));
        group = match self.excerpt(problem) {
            Some((source, span)) => {
                let label = (!problem.label.is_empty()).then_some(problem.label.as_str());
                group.element(
                    Snippet::source(source).path(path).annotation(AnnotationKind::Primary.span(span).label(label)),
                )
            }
            None => group.element(Origin::path(path)),
        };
        if let Some(help) = &problem.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let _ = writeln!(text, "{}\n", self.renderer.render(&[group]));
    }

    /// A kind of problem in many places: the first of each message, the most frequent message first.
    fn many(&self, text: &mut String, problems: &[&Problem]) {
        let Some(first) = problems.first() else { return };
        let messages = by_message(problems);
        let lines = if messages.len() * 2 <= problems.len() { MESSAGES } else { PLACES };
        let title = level(first.severity).primary_title(counted(problems.len(), "place")).id(first.code);
        let _ = writeln!(text, "{}", self.renderer.render(&[Group::with_title(title)]));
        for (problem, count) in messages.iter().take(lines) {
            let place =
                place_of(self.report, problem).map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
            let again = if *count > 1 { format!(" (and {} more)", grouped(count - 1)) } else { String::new() };
            let _ = writeln!(text, "  --> {}{place}: {}{again}", self.path(problem), problem.message);
        }
        if let Some(help) = &first.help {
            let _ = writeln!(text, "  = help: {help}");
        }
        let shown: usize = messages.iter().take(lines).map(|(_, count)| count).sum();
        if shown < problems.len() {
            let _ = writeln!(text, "  = {} more like these", grouped(problems.len() - shown));
        }
        let _ = writeln!(text, "  = `--verbose` shows all\n");
    }

    fn path(&self, problem: &Problem) -> String {
        match problem.path.as_str() {
            "" => self.root.display().to_string(),
            path => self.root.join(path).display().to_string(),
        }
    }

    /// The text that a problem points into, and where; a byte-order mark would move every column of the first line.
    fn excerpt(&self, problem: &Problem) -> Option<(&str, Range<usize>)> {
        let source = self.report.source(&problem.path)?;
        let span = problem.span.clone()?;
        let text = source.trim_start_matches('\u{feff}');
        let mark = source.len() - text.len();
        let clip = |at: usize| {
            let at = at.saturating_sub(mark).min(text.len());
            (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
        };
        let (start, end) = (clip(span.start), clip(span.end));
        Some((text, start..end.max(start)))
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::INFO.with_name("hint"),
    }
}

/// Line and column of a byte, from 1, in characters.
fn place(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, before[start..].trim_start_matches('\u{feff}').chars().count() + 1)
}

#[cfg(test)]
mod tests;
