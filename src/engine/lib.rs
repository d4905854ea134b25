//! The search worker: messages in, hits out.
//!
//! [`Engine`] decides what is answered and is plain Rust; [`worker`] is what the browser calls and what calls the browser.

mod fetch;
mod words;
pub mod worker;

use search::Searcher;
use search::message::{FromEngine, Question, ToEngine};

/// What the worker knows: the open pack and the search nobody has answered yet.
#[derive(Debug, Default)]
pub struct Engine {
    searcher: Option<Searcher>,
    waiting: Option<Request>,
}

/// A search that waits for its turn.
#[derive(Debug)]
struct Request {
    id: u32,
    question: Question,
}

/// What a message asks the worker to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Fetch this pack and hand its bytes to [`Engine::open`].
    Fetch(String),
    /// Call [`Engine::answer`] once no more messages are waiting.
    Answer,
}

impl Engine {
    /// Takes a message. Of several searches only the newest is kept: the reader has typed on since.
    pub fn receive(&mut self, message: ToEngine) -> Task {
        match message {
            ToEngine::Open { pack } => Task::Fetch(pack),
            ToEngine::Search { id, question } => {
                // Messages come in the order they were sent, but an id may only ever grow.
                if self.waiting.as_ref().is_none_or(|waiting| waiting.id <= id) {
                    self.waiting = Some(Request { id, question });
                }
                Task::Answer
            }
        }
    }

    /// Opens a pack from its bytes. A pack that is open already stays when the new one cannot be opened.
    pub fn open(&mut self, bytes: Vec<u8>) -> FromEngine {
        match Searcher::open(bytes) {
            Ok(searcher) => {
                let documents = searcher.documents();
                self.searcher = Some(searcher);
                FromEngine::Ready { documents }
            }
            Err(error) => FromEngine::Failed { message: words::cannot_open(&error) },
        }
    }

    /// Answers the search that waits, if there is one and a pack is open. Until then it goes on waiting.
    pub fn answer(&mut self) -> Option<FromEngine> {
        let searcher = self.searcher.as_ref()?;
        let Request { id, question } = self.waiting.take()?;
        Some(FromEngine::Answer { id, answer: searcher.search(&question) })
    }
}

#[cfg(test)]
mod tests;
