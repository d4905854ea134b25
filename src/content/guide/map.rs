//! A guide drawn: as text for the ear, as a Mermaid flowchart, as a picture.

mod mermaid;
mod svg;
#[cfg(test)]
mod tests;
mod text;

pub use mermaid::mermaid;
pub use svg::svg;
pub use text::text;

use super::plan::{End, EndKind};
use crate::link;

/// An end in words, with what is opened or filled in there.
fn told(end: &End) -> String {
    if end.detail.is_empty() {
        return end.name.clone();
    }
    match end.kind {
        EndKind::Form => {
            let fields: Vec<String> = link::parse(&end.detail).into_iter().map(|(field, _)| field).collect();
            format!("{}, with {} filled in", end.name, listed(&fields))
        }
        _ => format!("{}, at `#{}`", end.name, end.detail),
    }
}

/// The same with a capital letter at its start.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `a`, `a and b`, `a, b and c`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `1 step`, `2 steps`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
