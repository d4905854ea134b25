//! An answer and the question it is to.

use search::message::{Answer, Question};

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

impl Answered {
    /// Whether it is too early to say that there is nothing.
    pub(crate) fn is_early(&self) -> bool {
        self.provisional && self.answer.hits.is_empty()
    }
}
