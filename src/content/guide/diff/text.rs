//! A comparison in sentences.

use std::fmt::Write as _;

use super::{Change, Count, Diff, Renamed, Wording, WordingKind};

/// How many lines of one kind are shown.
const LINES: usize = 8;

/// A comparison in sentences, one a line; examples stand below what they show.
pub fn text(diff: &Diff) -> String {
    if diff.is_empty() {
        return format!("Nothing changes: {} as before.\n", paths(diff.same));
    }
    let mut text = String::new();
    if diff.changes.is_empty() {
        let _ = writeln!(text, "{} as before.", capital(&paths(diff.same)));
    } else {
        let _ = writeln!(
            text,
            "{} before, {} now; {} as before.",
            capital(&paths(diff.before)),
            diff.after,
            if diff.same == Count::default() { "none".to_owned() } else { diff.same.to_string() }
        );
    }
    for change in &diff.changes {
        let _ = writeln!(text, "{}", told(change));
        for example in &change.examples {
            let _ = writeln!(text, "  {}", example.join(" > "));
        }
        let left = change.count.without(change.examples.len());
        if left > Count::default() {
            let _ = writeln!(text, "  and {left} more");
        }
    }
    let quoted = |title: &String| format!("`{title}`");
    lines(&mut text, "New step", &diff.steps_added, quoted);
    lines(&mut text, "Step gone", &diff.steps_removed, quoted);
    lines(&mut text, "Renamed", &diff.renamed, renamed);
    lines(&mut text, "Wording", &diff.wording, reworded);
    text
}

fn told(Change { from, to, count, .. }: &Change) -> String {
    let one = count.is_one();
    let paths = capital(&paths(*count));
    match (from, to) {
        (Some(from), Some(to)) => {
            format!("{paths} that ended {} now {} {}.", ending(from), if one { "ends" } else { "end" }, ending(to))
        }
        (None, Some(to)) => {
            format!(
                "{paths} {} new and {} {}.",
                if one { "is" } else { "are" },
                if one { "ends" } else { "end" },
                ending(to)
            )
        }
        (Some(from), None) => format!("{paths} that ended {} {} gone.", ending(from), if one { "is" } else { "are" }),
        (None, None) => paths,
    }
}

/// An end behind the word "ended".
fn ending(name: &str) -> String {
    match name {
        "solved" => "solved".to_owned(),
        name if name.starts_with("nowhere") => name.to_owned(),
        name if name.starts_with("a ") => format!("with {name}"),
        name if name.starts_with("the page") => format!("at {name}"),
        name => format!("in {name}"),
    }
}

fn renamed(renamed: &Renamed) -> String {
    let Renamed { step, is_choice, before, after } = renamed;
    match is_choice {
        true => format!(
            "the answer `{before}` of the step `{step}` has the id `{after}` now, so links that people kept lose it"
        ),
        false => format!("the step `{before}` has the id `{after}` now, so links that people kept lose it"),
    }
}

fn reworded(Wording { kind, step, before, after }: &Wording) -> String {
    match kind {
        WordingKind::Title => format!("the title `{before}` is now `{after}`"),
        WordingKind::Intro => "the text before the first step reads differently".to_owned(),
        WordingKind::Question => format!("the question `{before}` is now `{after}`"),
        WordingKind::Text => format!("the text below `{step}` reads differently"),
        WordingKind::Answer => format!("at `{step}`, the answer `{before}` is now `{after}`"),
        WordingKind::Link => format!("at `{step}`, the link `{before}` is now `{after}`"),
    }
}

fn lines<T>(text: &mut String, what: &str, items: &[T], told: impl Fn(&T) -> String) {
    for item in items.iter().take(LINES) {
        let _ = writeln!(text, "{what}: {}.", told(item));
    }
    if items.len() > LINES {
        let _ = writeln!(text, "{what}: and {} more.", items.len() - LINES);
    }
}

fn paths(count: Count) -> String {
    format!("{count} {}", if count.is_one() { "path" } else { "paths" })
}

fn capital(text: &str) -> String {
    crate::guide::map::capitalised(text)
}
