//! An answer and the question it is to, and what is told of it to a reader who stays with it.

use search::message::{Answer, Question, Reason, Searched};

/// An answer as it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answered {
    /// Id of the question.
    pub(crate) id: u32,
    /// Whether the full index answered, or only the titles.
    pub(crate) full: bool,
    /// Whether the full index is still on its way and may know more.
    pub(crate) provisional: bool,
    /// The question.
    pub(crate) question: Question,
    /// The answer.
    pub(crate) answer: Answer,
}

/// Why an answer is what it is. Working that out takes longer than the answer, so it comes when the reader pauses.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Explained {
    /// Id of the question.
    pub(crate) id: u32,
    /// For each hit, what it has of each thing asked for.
    pub(crate) reasons: Vec<Vec<Reason>>,
    /// What was searched for.
    pub(crate) searched: Vec<Searched>,
}

impl Explained {
    /// What an answer tells, when it has the same hits as the one on screen.
    pub(super) fn of(answered: &Answered, told: Answer) -> Option<Self> {
        let shown = answered.answer.hits.iter().map(|hit| &hit.path);
        let same = answered.full && shown.eq(told.hits.iter().map(|hit| &hit.path));
        same.then(|| Self {
            id: answered.id,
            reasons: told.hits.into_iter().map(|hit| hit.reasons).collect(),
            searched: told.searched,
        })
    }
}

impl Answered {
    /// Whether it is too early to say that there is nothing.
    pub(crate) fn is_early(&self) -> bool {
        self.provisional && self.answer.hits.is_empty()
    }
}
