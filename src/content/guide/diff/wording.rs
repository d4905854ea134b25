//! What reads differently although nothing leads elsewhere.

use super::matching::Matching;
use crate::guide::plan::{Plan, To};

/// Something that reads differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// What it is.
    pub kind: WordingKind,
    /// Question of the step it stands in, as it is now; empty for the guide as a whole.
    pub step: String,
    /// How it was; empty for longer texts.
    pub before: String,
    /// How it is now; empty for longer texts.
    pub after: String,
}

/// What reads differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordingKind {
    /// The title of the guide.
    Title,
    /// The text before the first step.
    Intro,
    /// The question of a step.
    Question,
    /// The text below a question.
    Text,
    /// The text of a choice.
    Answer,
    /// The part of a page that a choice opens, or what it fills into a form and demands.
    Link,
}

impl WordingKind {
    /// Its name in lists that programs read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Intro => "intro",
            Self::Question => "question",
            Self::Text => "text",
            Self::Answer => "answer",
            Self::Link => "link",
        }
    }
}

/// All of it, in the order of the second version's steps.
pub(super) fn changed(old: &Plan, new: &Plan, matching: &Matching) -> Vec<Wording> {
    let mut changed = Vec::new();
    if old.stops.is_empty() || new.stops.is_empty() {
        return changed;
    }
    let mut tell = |kind, step: &str, before: &str, after: &str| {
        if before.split_whitespace().eq(after.split_whitespace()) {
            return;
        }
        let short = |text: &str| match kind {
            WordingKind::Intro | WordingKind::Text => String::new(),
            _ => text.to_owned(),
        };
        changed.push(Wording { kind, step: step.to_owned(), before: short(before), after: short(after) });
    };
    tell(WordingKind::Title, "", &old.title, &new.title);
    tell(WordingKind::Intro, "", &old.intro, &new.intro);
    for (stop, other) in new.stops.iter().zip(&matching.stops_back) {
        let Some(at) = *other else { continue };
        let before = &old.stops[at];
        tell(WordingKind::Question, &stop.title, &before.title, &stop.title);
        tell(WordingKind::Text, &stop.title, &before.body, &stop.body);
        for (way, matched) in before.ways.iter().zip(&matching.ways[at]) {
            let Some(now) = matched.map(|matched| &stop.ways[matched]) else { continue };
            tell(WordingKind::Answer, &stop.title, &way.text, &now.text);
            if let (To::End(was), To::End(is)) = (way.to, now.to) {
                let (was, is) = (&old.ends[was], &new.ends[is]);
                if was.is_place_of(is) && (&was.detail, was.verify) != (&is.detail, is.verify) {
                    tell(WordingKind::Link, &stop.title, &was.written(), &is.written());
                }
            }
        }
    }
    changed
}
