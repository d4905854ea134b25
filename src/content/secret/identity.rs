//! Numbers of people, in the patterns that `portal.toml` gives.

use super::{Identity, Kind, Privacy, Secret, edge};

/// One place of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Letter,
    Digit,
    Either,
    /// A space, `-`, `.`, `/` or nothing.
    Gap,
    /// This character, in lower case.
    Exactly(char),
}

/// The places of a pattern.
pub(super) fn parts(pattern: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut chars = pattern.trim().chars();
    while let Some(c) = chars.next() {
        parts.push(match c {
            'A' => Part::Letter,
            '9' => Part::Digit,
            'X' => Part::Either,
            ' ' if parts.last() == Some(&Part::Gap) => continue,
            ' ' => Part::Gap,
            '\\' => Part::Exactly(lower(chars.next().unwrap_or('\\'))),
            c => Part::Exactly(lower(c)),
        });
    }
    parts
}

/// Numbers that fit a pattern.
pub(super) fn find(text: &str, privacy: &Privacy) -> Vec<Secret> {
    let patterns: Vec<(&Identity, Vec<Part>)> = privacy.ids.iter().map(|id| (id, parts(&id.pattern))).collect();
    let mut found = Vec::new();
    let mut done = 0;
    if patterns.is_empty() {
        return found;
    }
    for at in edge::places(text) {
        if at < done || !edge::opens(text, at) {
            continue;
        }
        let end = patterns.iter().find_map(|(id, parts)| Some((id, fits(text, at, parts)?)));
        if let Some((id, end)) = end {
            done = end;
            found.push(Secret { span: at..end, kind: Kind::Identity(id.name.clone()) });
        }
    }
    found
}

/// The end of what fits a pattern here.
fn fits(text: &str, at: usize, parts: &[Part]) -> Option<usize> {
    let mut rest = text.get(at..)?.chars();
    for part in parts {
        let here = rest.clone();
        let c = rest.next();
        let fits = match part {
            Part::Letter => c.is_some_and(char::is_alphabetic),
            Part::Digit => c.is_some_and(|c| c.is_ascii_digit()),
            Part::Either => c.is_some_and(|c| c.is_ascii_digit() || c.is_alphabetic()),
            Part::Exactly(wanted) => c.is_some_and(|c| lower(c) == *wanted),
            Part::Gap => {
                if !c.is_some_and(|c| " -./\u{a0}".contains(c)) {
                    rest = here;
                }
                true
            }
        };
        fits.then_some(())?;
    }
    let end = text.len() - rest.as_str().len();
    (end > at && edge::closes(text, end)).then_some(end)
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}
