//! The one search of a page: wakes titles and engine when they are needed, and lets every component ask and look.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use search::message::{Question, ToEngine, Wire};

use super::answers::{Answered, Explained};
use super::engine::Engine;
use super::state::{Event, SearchState};
use super::titles;
use crate::between::{CONSULTED, tell_with};
use crate::idle::when_idle;
use crate::page::Site;
use crate::site::use_site;
use crate::words;

/// How long a question waits for the engine before the titles answer it.
const ANSWER_PATIENCE: Duration = Duration::from_secs(4);
/// How long the engine may take to start before the reader is told.
const START_PATIENCE: Duration = Duration::from_secs(30);
/// How long after it broke down the engine is started again.
const RESTART_PAUSE: Duration = Duration::from_millis(200);
/// When to load the engine where the browser cannot say that it is idle.
const IDLE: Duration = Duration::from_secs(2);
/// Id of questions about drafts; no reader asks so often.
const CONSULTATION: u32 = u32::MAX;

/// The search of this page.
#[derive(Clone, Copy)]
pub(crate) struct Search {
    state: RwSignal<SearchState>,
    answered: Memo<Option<Arc<Answered>>>,
    explained: Memo<Option<Arc<Explained>>>,
    site: StoredValue<Arc<Site>>,
    engine: StoredValue<Option<Engine>, LocalStorage>,
    awake: StoredValue<bool>,
    /// The draft that somebody asks about, until it is answered.
    consulted: StoredValue<Option<String>>,
}

/// The search of this page.
pub(crate) fn use_search() -> Search {
    expect_context::<Search>()
}

impl Search {
    /// Starts asleep: nothing is loaded before it is needed or the browser is idle.
    pub(crate) fn new() -> Self {
        let state = RwSignal::new(SearchState::default());
        Self {
            state,
            answered: newest(move || state.with(SearchState::answered)),
            explained: newest(move || state.with(SearchState::explained)),
            site: StoredValue::new(use_site()),
            engine: StoredValue::new_local(None),
            awake: StoredValue::new(false),
            consulted: StoredValue::new(None),
        }
    }

    /// Asks for pages, best first. The answer shows in [`Search::answered`].
    pub(crate) fn ask(self, question: Question) {
        if !question.query.trim().is_empty() {
            self.wake();
        }
        self.happen(Event::Asked(question));
        let id = self.state.with_untracked(SearchState::asked);
        set_timeout(move || self.happen(Event::Late(id)), ANSWER_PATIENCE);
    }

    /// Asks the same once more: the engine then tries again to get what it could not have.
    pub(crate) fn ask_again(self) {
        self.happen(Event::Again);
    }

    /// The reader stays with the answer on screen: the reasons for it come in [`Search::explained`].
    pub(crate) fn explain(self) {
        self.happen(Event::Stayed);
    }

    /// Looks for pages that very likely answer a draft, and tells whoever asked by [`CONSULTED`]. Nothing of it is shown as
    /// a search.
    pub(crate) fn consult(self, draft: String) {
        self.consulted.set_value(Some(draft));
        self.wake();
        self.ask_for_draft();
    }

    fn ask_for_draft(self) {
        let draft = self.consulted.get_value().filter(|_| self.state.with_untracked(SearchState::is_ready));
        if let Some(query) = draft {
            let question = Question { explain: true, ..Question::of_draft(query) };
            self.tell(&ToEngine::Search { id: CONSULTATION, question });
        }
    }

    /// Forgets the question.
    pub(crate) fn clear(self) {
        self.happen(Event::Asked(Question::default()));
    }

    /// What the search knows; reactive.
    pub(crate) fn state(self) -> RwSignal<SearchState> {
        self.state
    }

    /// What is asked; changes only when the words do.
    pub(crate) fn query(self) -> Memo<String> {
        Memo::new(move |_| self.state.with(|state| state.query().to_owned()))
    }

    /// The newest answer; reactive, and changes only when another comes.
    pub(crate) fn answered(self) -> Option<Arc<Answered>> {
        self.answered.get()
    }

    /// The reasons for the newest answer, once they were asked for; reactive.
    pub(crate) fn explained(self) -> Option<Arc<Explained>> {
        self.explained.get()
    }

    /// Loads the titles, and then the engine, which is heavier and must not slow them down; once.
    pub(crate) fn wake(self) {
        if self.awake.try_update_value(|awake| std::mem::replace(awake, true)).unwrap_or(true) {
            return;
        }
        let site = self.site.get_value();
        leptos::task::spawn_local(async move {
            self.happen(titles::load(&site.assets.titles).await.map_or(Event::NoTitles, Event::Titles));
            self.start_engine();
        });
    }

    /// Loads titles and engine when the browser has nothing better to do.
    pub(crate) fn wake_when_idle(self) {
        when_idle(IDLE, move || self.wake());
    }

    fn start_engine(self) {
        let site = self.site.get_value();
        let started = Engine::start(&site.assets.worker, &site.assets.pack, move |event| self.happen(event));
        match started {
            Some(engine) => self.engine.set_value(Some(engine)),
            None => self.happen(Event::Failed(words::SEARCH_BROKEN.into())),
        }
        set_timeout(move || self.happen(Event::Slow), START_PATIENCE);
    }

    fn happen(self, event: Event) {
        if let Event::Answered(CONSULTATION, answer) = &event {
            self.consulted.set_value(None);
            return tell_with(CONSULTED, &answer.to_text());
        }
        let ready = matches!(event, Event::Ready);
        if matches!(event, Event::Crashed) {
            self.end_engine();
            if self.state.with_untracked(SearchState::may_restart) {
                set_timeout(move || self.start_engine(), RESTART_PAUSE);
            }
        }
        let message = self.state.try_update(|state| state.update(event)).flatten();
        match message {
            Some(message) => self.tell(&message),
            None if ready => self.ask_for_draft(),
            None => {}
        }
    }

    fn end_engine(self) {
        self.engine.update_value(|engine| {
            if let Some(engine) = engine.take() {
                engine.end();
            }
        });
    }

    fn tell(self, message: &ToEngine) {
        self.engine.with_value(|engine| {
            if let Some(engine) = engine {
                engine.tell(message);
            }
        });
    }
}

/// Something shared that changes when another comes; what it says need not be compared.
fn newest<T: Send + Sync + 'static>(find: impl Fn() -> Option<Arc<T>> + Send + Sync + 'static) -> Memo<Option<Arc<T>>> {
    Memo::new_with_compare(
        move |_| find(),
        |before, now| {
            let address = |found: Option<&Option<Arc<T>>>| found.and_then(Option::as_ref).map(Arc::as_ptr);
            address(before) != address(now)
        },
    )
}
