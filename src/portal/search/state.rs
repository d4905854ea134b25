//! What the search knows, as a plain struct: events in, the next message to the engine out.

use std::sync::Arc;

use search::message::{Answer, Hit, Question, ToEngine};
use search::titles::Titles;

use super::answers::{Answered, Explained};
use crate::words;

/// How many of the nearest titles are offered.
const NEAREST: usize = 5;

/// What the search knows.
#[derive(Debug, Clone, Default)]
pub(crate) struct SearchState {
    /// What the reader asks; its words without space around them.
    question: Question,
    /// Counts what is sent to the engine.
    sent: u32,
    /// Id of the newest question.
    asked: u32,
    /// Id under which the engine was last asked to explain an answer.
    explaining: Option<u32>,
    /// The newest answer there is; it may be to an older question.
    answered: Option<Arc<Answered>>,
    /// What is told of that answer.
    explained: Option<Arc<Explained>>,
    engine: Engine,
    /// Whether the engine broke down before.
    crashed: bool,
    titles: TitleList,
}

/// How the engine is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Engine {
    /// Not asked for yet, or on its way.
    #[default]
    Away,
    /// Answers.
    Ready,
    /// Will not answer; the words say why.
    Failed(String),
}

/// How the list of titles is.
#[derive(Debug, Clone, Default)]
enum TitleList {
    #[default]
    Away,
    Here(Arc<Titles>),
    Missing,
}

/// Something happened.
#[derive(Debug)]
pub(super) enum Event {
    /// The reader asks.
    Asked(Question),
    /// The reader asks the same once more, since not all of the index could be had.
    Again,
    /// The reader stays with the answer there is, or wants to know more of it.
    Stayed,
    /// The list of titles came.
    Titles(Titles),
    /// The list of titles did not come.
    NoTitles,
    /// The engine opened the index.
    Ready,
    /// The engine cannot answer; with words for the reader.
    Failed(String),
    /// The engine broke down. It is started once more; see [`SearchState::may_restart`].
    Crashed,
    /// The engine has had ample time to start.
    Slow,
    /// The engine answered a question.
    Answered(u32, Answer),
    /// A question has waited too long for the engine.
    Late(u32),
}

impl SearchState {
    /// Takes in what happened; gives the message that the engine needs now, if any.
    pub(super) fn update(&mut self, event: Event) -> Option<ToEngine> {
        match event {
            Event::Asked(question) => return self.ask(question),
            Event::Again => return self.ask_again(),
            Event::Stayed => return self.explain(),
            Event::Titles(titles) => {
                self.titles = TitleList::Here(Arc::new(titles));
                if self.engine != Engine::Ready {
                    self.answer_by_titles();
                }
            }
            Event::NoTitles => self.titles = TitleList::Missing,
            Event::Ready => {
                self.engine = Engine::Ready;
                // One that broke down took along what it was asked.
                self.explaining = None;
                return self.question();
            }
            Event::Failed(words) => {
                self.engine = Engine::Failed(words);
                self.answer_by_titles();
            }
            Event::Crashed if self.may_restart() => {
                self.crashed = true;
                self.engine = Engine::Away;
                self.answer_by_titles();
            }
            Event::Crashed => return self.update(Event::Failed(words::SEARCH_BROKEN.into())),
            Event::Slow if self.engine == Engine::Away => {
                return self.update(Event::Failed(words::SEARCH_SLOW.into()));
            }
            Event::Slow => {}
            Event::Answered(id, answer) => self.take(id, answer),
            Event::Late(id) if id == self.asked && !self.is_answered() => self.answer_by_titles(),
            Event::Late(_) => {}
        }
        None
    }

    /// Whether an engine that breaks down is started again: once, for the second time the same would happen.
    pub(super) fn may_restart(&self) -> bool {
        !self.crashed && !matches!(self.engine, Engine::Failed(_))
    }

    /// Whether the engine answers.
    pub(crate) fn is_ready(&self) -> bool {
        self.engine == Engine::Ready
    }

    /// What the reader typed.
    pub(crate) fn query(&self) -> &str {
        &self.question.query
    }

    /// Id of the newest question.
    pub(crate) fn asked(&self) -> u32 {
        self.asked
    }

    /// The newest answer there is. While the reader types it may be to an older question, so that lists do not flicker.
    pub(crate) fn answered(&self) -> Option<Arc<Answered>> {
        self.answered.clone()
    }

    /// What is told of the answer on screen, once the reader stays with it.
    pub(crate) fn explained(&self) -> Option<Arc<Explained>> {
        self.explained.clone()
    }

    /// Whether the newest question has an answer, of whatever kind.
    pub(crate) fn is_answered(&self) -> bool {
        self.answered.as_ref().is_some_and(|answered| answered.id == self.asked)
    }

    /// The pages whose titles come nearest to what is asked, for when nothing was found.
    pub(crate) fn nearest(&self) -> Vec<Hit> {
        match &self.titles {
            TitleList::Here(titles) => titles.nearest(&self.question.query, NEAREST),
            TitleList::Away | TitleList::Missing => Vec::new(),
        }
    }

    /// Why the full search does not answer, in words for the reader.
    pub(crate) fn trouble(&self) -> Option<&str> {
        match &self.engine {
            Engine::Failed(words) => Some(words),
            Engine::Away | Engine::Ready => None,
        }
    }

    /// Whether nothing can answer: neither the engine nor the titles came.
    pub(crate) fn is_lost(&self) -> bool {
        matches!((&self.engine, &self.titles), (Engine::Failed(_), TitleList::Missing))
    }

    fn ask(&mut self, question: Question) -> Option<ToEngine> {
        let question = Question { query: question.query.trim().to_owned(), ..question };
        if question == self.question {
            return None;
        }
        self.question = question;
        self.asked = self.next();
        if self.question.query.is_empty() {
            self.show(None);
            return None;
        }
        if self.engine != Engine::Ready {
            self.answer_by_titles();
        }
        self.question()
    }

    /// The answer there is stays until a new one comes. Without an engine nobody could give one.
    fn ask_again(&mut self) -> Option<ToEngine> {
        self.question()?;
        self.asked = self.next();
        self.question()
    }

    /// Asks for the reasons of the answer on screen, once.
    fn explain(&mut self) -> Option<ToEngine> {
        let answered = self.answered.as_ref()?;
        let wanted =
            answered.full && answered.id == self.asked && self.explained.is_none() && self.explaining.is_none();
        if !wanted || self.engine != Engine::Ready {
            return None;
        }
        let id = self.next();
        self.explaining = Some(id);
        Some(ToEngine::Search { id, question: Question { explain: true, ..self.question.clone() } })
    }

    fn next(&mut self) -> u32 {
        self.sent += 1;
        self.sent
    }

    /// Another answer has nothing told of it yet.
    fn show(&mut self, answered: Option<Answered>) {
        self.answered = answered.map(Arc::new);
        self.explained = None;
        self.explaining = None;
    }

    /// The newest question, when there is an engine to put it to.
    fn question(&self) -> Option<ToEngine> {
        let wanted = self.engine == Engine::Ready && !self.question.query.is_empty();
        wanted.then(|| ToEngine::Search { id: self.asked, question: self.question.clone() })
    }

    /// A stale answer never replaces a newer one, and no answer comes back for words that were wiped away.
    fn take(&mut self, id: u32, answer: Answer) {
        if self.explaining == Some(id) {
            let answered = self.answered.as_deref();
            self.explained = answered.and_then(|answered| Explained::of(answered, answer)).map(Arc::new);
            return;
        }
        let newer =
            self.answered.as_ref().is_none_or(|answered| answered.id < id || (answered.id == id && !answered.full));
        if newer && id == self.asked && !self.question.query.is_empty() {
            let question = self.question.clone();
            self.show(Some(Answered { id, full: true, provisional: false, question, answer }));
        }
    }

    fn answer_by_titles(&mut self) {
        let TitleList::Here(titles) = &self.titles else { return };
        if self.question.query.is_empty()
            || self.answered.as_ref().is_some_and(|answered| answered.id == self.asked && answered.full)
        {
            return;
        }
        let answer = titles.search(&self.question);
        let provisional = !matches!(self.engine, Engine::Failed(_));
        let question = self.question.clone();
        self.show(Some(Answered { id: self.asked, full: false, provisional, question, answer }));
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
