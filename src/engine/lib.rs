//! The search worker: messages in, hits out.
//!
//! [`Engine`] decides what is answered and what has to be fetched for it, and is plain Rust; [`worker`] is what the browser
//! calls and what calls the browser.

mod background;
mod connection;
mod early;
mod fetch;
mod words;
pub mod worker;

use std::collections::{BTreeMap, BTreeSet};

use search::message::{FromEngine, Question, ToEngine};
use search::{Piece, Searcher};

/// What the worker knows: the open pack, the search nobody has answered yet, and the pieces on their way.
#[derive(Debug, Default)]
pub struct Engine {
    searcher: Option<Searcher>,
    waiting: Option<Request>,
    /// Pieces that were asked for, and whether for the second time.
    fetched: BTreeMap<Piece, bool>,
    /// Those of them that the waiting search needs.
    needed: BTreeSet<Piece>,
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

/// What the worker does for the search that waits.
#[derive(Debug, PartialEq)]
pub enum Turn {
    /// Nothing for now.
    Rest,
    /// Say this.
    Say(FromEngine),
    /// Pieces have to be fetched first, which [`Engine::wanted`] names. Between two letters of a word that is not worth it:
    /// before the first ones of a search, wait whether a newer search comes.
    Need {
        /// Id of the search.
        id: u32,
    },
}

/// What follows from the arrival of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// Others are still on their way.
    Wait,
    /// It was not what it should be: fetch it once more, from the host.
    Again,
    /// The waiting search has all that there is; call [`Engine::answer`].
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
                    if let Some(searcher) = &self.searcher {
                        searcher.hope();
                    }
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
                self.fetched.clear();
                self.needed.clear();
                FromEngine::Ready { documents }
            }
            Err(error) => FromEngine::Failed { message: words::cannot_open(&error) },
        }
    }

    /// Answers the search that waits, if there is one and a pack is open; until then it goes on waiting. Of an index in
    /// pieces it may need some first.
    pub fn answer(&mut self) -> Turn {
        let (Some(searcher), Some(request)) = (&self.searcher, &self.waiting) else { return Turn::Rest };
        match searcher.attempt(&request.question) {
            Ok(answer) => {
                let id = request.id;
                self.waiting = None;
                self.needed.clear();
                Turn::Say(FromEngine::Answer { id, answer })
            }
            Err(missing) => {
                self.needed = missing.into_iter().collect();
                Turn::Need { id: request.id }
            }
        }
    }

    /// Pieces to fetch at the same time, each to be handed to [`Engine::arrived`], for the search with this id; none when a
    /// newer one waits by now. Those that are on their way already are not named again.
    pub fn wanted(&mut self, id: u32) -> Vec<Piece> {
        if self.waiting.as_ref().is_none_or(|waiting| waiting.id != id) {
            return Vec::new();
        }
        let fresh: Vec<Piece> = self.needed.iter().copied().filter(|piece| !self.fetched.contains_key(piece)).collect();
        self.fetched.extend(fresh.iter().map(|piece| (*piece, false)));
        fresh
    }

    /// Takes in a piece, or the news that it cannot be had. It is asked for twice; then the search goes on without it.
    pub fn arrived(&mut self, piece: Piece, bytes: Option<Vec<u8>>) -> Arrival {
        let Some(searcher) = &self.searcher else { return Arrival::Wait };
        let taken = bytes.is_some_and(|bytes| searcher.supply(piece, bytes).is_ok());
        if !taken {
            if self.fetched.insert(piece, true) == Some(false) {
                return Arrival::Again;
            }
            searcher.give_up(piece);
        }
        self.fetched.remove(&piece);
        if self.needed.remove(&piece) && self.needed.is_empty() { Arrival::Answer } else { Arrival::Wait }
    }

    /// All pieces of the open pack.
    pub fn pieces(&self) -> Vec<Piece> {
        self.searcher.as_ref().map(Searcher::pieces).unwrap_or_default()
    }

    /// Bytes of a piece, not compressed.
    pub fn piece_size(&self) -> usize {
        self.searcher.as_ref().map_or(0, Searcher::piece_size)
    }

    /// Whether nobody waits for anything.
    pub fn is_idle(&self) -> bool {
        self.waiting.is_none() && self.fetched.is_empty()
    }
}

#[cfg(test)]
mod tests;
