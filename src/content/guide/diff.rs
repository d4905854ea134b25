//! What changes for people between two versions of a guide: which paths are new, gone, or end elsewhere.
//!
//! A path is a row of answers from the first step to an end that follows no answer leading back to a step already on the
//! way (where a loop can be entered at several of its steps, ids decide which answer leads back). Two paths are the same
//! when all their questions and answers are, by id; what was only renamed counts as the same. Paths are counted, never
//! listed one by one, so guides with any number of them are compared in no time.

mod count;
mod examples;
mod matching;
mod paths;
#[cfg(test)]
mod tests;
mod text;
mod wording;

pub use count::Count;
pub use text::text;
pub use wording::{Wording, WordingKind};

use super::plan::Plan;
use matching::Matching;
use paths::{Class, Paths};

/// What changed between two versions of a guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// Paths of the first version.
    pub before: Count,
    /// Paths of the second version.
    pub after: Count,
    /// Paths that both have and that end at the same place.
    pub same: Count,
    /// All others: those that end elsewhere, those that are gone, those that are new; each with the most frequent first.
    pub changes: Vec<Change>,
    /// What has another id, so that links which people kept no longer fit.
    pub renamed: Vec<Renamed>,
    /// Questions of steps that are new.
    pub steps_added: Vec<String>,
    /// Questions of steps that are gone.
    pub steps_removed: Vec<String>,
    /// What reads differently although nothing leads elsewhere.
    pub wording: Vec<Wording>,
}

/// Paths that changed in the same manner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where they ended; `None` when they are new.
    pub from: Option<String>,
    /// Where they end now; `None` when they are gone.
    pub to: Option<String>,
    /// How many there are.
    pub count: Count,
    /// The answers of the shortest of them, at most as many as asked for.
    pub examples: Vec<Vec<String>>,
}

/// A step or choice that has another id although it is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// The step, by its new id.
    pub step: String,
    /// Whether one of its choices is meant, and not the step itself.
    pub is_choice: bool,
    /// The id it had.
    pub before: String,
    /// The id it has.
    pub after: String,
}

impl Diff {
    /// Compares two versions of a guide; `examples` says how many paths are shown of each change. An empty plan stands for
    /// a guide that is not there.
    pub fn of(old: &Plan, new: &Plan, examples: usize) -> Self {
        let matching = Matching::of(old, new);
        let paths = Paths::of(old, new, &matching);
        let totals = paths.totals();
        let mut diff = Self {
            before: Count::default(),
            after: Count::default(),
            same: Count::default(),
            changes: Vec::new(),
            renamed: matching.renamed(old, new),
            steps_added: matching.added(new),
            steps_removed: matching.removed(old),
            wording: wording::changed(old, new, &matching),
        };
        for (class, (kind, count)) in paths.classes.iter().zip(totals).enumerate() {
            if !matches!(kind, Class::Added(_)) {
                diff.before = diff.before.plus(count);
            }
            if !matches!(kind, Class::Removed(_)) {
                diff.after = diff.after.plus(count);
            }
            let name = |place: usize| Some(paths.places[place].name.clone());
            let (from, to) = match *kind {
                Class::Same => {
                    diff.same = count;
                    continue;
                }
                Class::Moved(from, to) => (name(from), name(to)),
                Class::Added(to) => (None, name(to)),
                Class::Removed(from) => (name(from), None),
            };
            if count > Count::default() {
                diff.changes.push(Change { from, to, count, examples: paths.examples(class, examples) });
            }
        }
        let kind = |change: &Change| (change.from.is_none(), change.to.is_none());
        diff.changes.sort_by(|a, b| kind(a).cmp(&kind(b)).then(b.count.cmp(&a.count)));
        diff
    }

    /// Whether both versions are the same for people.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
            && self.renamed.is_empty()
            && self.wording.is_empty()
            && self.steps_added.is_empty()
            && self.steps_removed.is_empty()
    }
}
