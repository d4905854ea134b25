//! Small knowledge bases for tests, and their problems as short lines.

use std::collections::BTreeSet;

use crate::{Kb, Position, Problem, Severity, Source};

/// Reads a knowledge base from paths and texts. Paths without a text ending stand for files such as images.
pub(crate) fn read(files: &[(&str, &str)]) -> (Kb, Vec<Problem>) {
    let endings = [".md", ".markdown", ".yml", ".yaml", ".toml", ".txt"];
    let is_text = |path: &str| endings.iter().any(|ending| path.to_lowercase().ends_with(ending));
    let sources: Vec<Source> = files
        .iter()
        .filter(|(path, _)| is_text(path))
        .map(|(path, text)| Source { path: (*path).to_owned(), text: (*text).to_owned() })
        .collect();
    let others: BTreeSet<String> =
        files.iter().filter(|(path, _)| !is_text(path)).map(|(path, _)| (*path).to_owned()).collect();
    let (kb, problems) = Kb::read(&sources, others);
    for problem in problems.iter().filter(|problem| problem.severity > Severity::Hint) {
        assert!(problem.help.is_some(), "nobody is told how to mend {problem:?}");
    }
    (kb, problems)
}

/// The problems of a knowledge base, one a line: `path:line:column severity code message`, then its help.
pub(crate) fn problems(files: &[(&str, &str)]) -> String {
    let (_, problems) = read(files);
    listed(&problems, files)
}

/// The problems of one file in a knowledge base that has a `portal.toml`, an article `a` and a form `help`.
pub(crate) fn problems_of(path: &str, text: &str) -> String {
    let mut files = vec![(path, text)];
    let others = [
        ("portal.toml", "name = \"Help\""),
        ("articles/it/a.md", "# A\nText.\n\n## Part\nMore."),
        ("forms/help.yml", "name: Help\nbody:\n  - {type: input, id: summary, attributes: {label: Summary}}\n"),
    ];
    files.extend(others.into_iter().filter(|(other, _)| *other != path));
    problems(&files)
}

/// Problems as short lines.
pub(crate) fn listed(problems: &[Problem], files: &[(&str, &str)]) -> String {
    let line = |problem: &Problem| {
        let text = files.iter().find(|(path, _)| *path == problem.path).map_or("", |(_, text)| text);
        let place = problem.span.as_ref().map(|span| {
            assert!(text.get(span.clone()).is_some(), "a span outside of the text: {problem:?}");
            let Position { line, column } = Position::of(text, span.start);
            format!(":{line}:{column}")
        });
        let severity = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        };
        let help = problem.help.as_ref().map(|help| format!(" | {help}")).unwrap_or_default();
        format!("{}{} {severity} {} {}{help}", problem.path, place.unwrap_or_default(), problem.code, problem.message)
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}
