//! The desk's first answer to a ticket: a page that the search is sure of, named by itself while the reader waits for a person.
//!
//! What a ticket says is looked for in the memory of this process and goes nowhere. Nothing of it may cost a reader their ticket:
//! when the search is busy, slow or broken, the ticket is stored without an answer.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use content::ticket::{Context, FirstAnswer};
use search::{
    Searcher,
    message::{Fragment, Hit, Kind},
};
use tokio::{sync::Semaphore, time::timeout};
use tracing::warn;

/// How many are looked for at once; whoever comes then gets none.
const AT_ONCE: usize = 2;
/// How long a ticket waits for one. A search takes a few milliseconds.
const LONGEST: Duration = Duration::from_millis(250);

/// What a ticket asks the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// What its reader writes about the problem.
    pub(crate) draft: String,
    /// What they have seen before.
    pub(crate) context: Context,
}

/// Finds first answers, once there is something to find them in.
pub(crate) struct FirstAnswers {
    searcher: RwLock<Option<Arc<Searcher>>>,
    room: Arc<Semaphore>,
}

impl FirstAnswers {
    /// Finds none yet.
    pub(crate) fn new() -> Self {
        Self { searcher: RwLock::default(), room: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Finds them here from now on.
    pub(crate) fn search_in(&self, searcher: Searcher) {
        *self.searcher.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(searcher));
    }

    fn searcher(&self) -> Option<Arc<Searcher>> {
        self.searcher.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The page that very likely answers a ticket, if there is one that its reader has not seen.
    pub(crate) async fn find(&self, asked: Asked) -> Option<FirstAnswer> {
        let searcher = self.searcher()?;
        self.wait_for(move || search(&searcher, &asked)).await
    }

    async fn wait_for(&self, search: impl FnOnce() -> Option<FirstAnswer> + Send + 'static) -> Option<FirstAnswer> {
        // Held until the search has ended, also when nobody waits for it any more.
        let room = Arc::clone(&self.room).try_acquire_owned().ok()?;
        let searching = tokio::task::spawn_blocking(move || {
            let _room = room;
            search()
        });
        match timeout(LONGEST, searching).await {
            Ok(Ok(found)) => found,
            Ok(Err(_)) => {
                // The search says what it was busy with when it breaks, which no log may hold.
                warn!("the search for a first answer broke down, and the ticket is stored without one");
                None
            }
            Err(_) => {
                warn!("the search for a first answer takes too long, and the ticket is stored without one");
                None
            }
        }
    }
}

/// The subject says it in the fewest words; what follows often tells a story, in which any word may stand.
fn search(searcher: &Searcher, asked: &Asked) -> Option<FirstAnswer> {
    let subject = asked.draft.split_once('\n').map(|(subject, _)| subject);
    let texts = subject.into_iter().chain([asked.draft.as_str()]);
    let hit = texts.into_iter().find_map(|text| searcher.first_answer(text))?;
    is_fit(&hit, &asked.context).then(|| answer(hit))
}

/// What stands on the home page today may be over tomorrow, so notices are left to the portal; so are forms.
fn is_fit(hit: &Hit, context: &Context) -> bool {
    matches!(hit.kind, Kind::Article | Kind::Guide) && !context.has_seen(&hit.path)
}

fn answer(hit: Hit) -> FirstAnswer {
    FirstAnswer { title: words(&hit.title), summary: words(&hit.snippet), url: hit.path }
}

fn words(fragments: &[Fragment]) -> String {
    fragments.iter().map(|fragment| fragment.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Option<FirstAnswer> {
        Some(FirstAnswer { title: "Jams".into(), url: "articles/jams/".into(), summary: String::new() })
    }

    #[tokio::test]
    async fn a_search_that_breaks_down_or_hangs_costs_its_ticket_nothing_but_the_answer() {
        let answers = FirstAnswers::new();
        assert_eq!(answers.wait_for(page).await, page());
        assert_eq!(answers.wait_for(|| panic!("on purpose, in a test")).await, None);
        let (end, ended) = std::sync::mpsc::channel::<()>();
        let hanging = answers.wait_for(move || ended.recv().ok().and_then(|()| page()));
        assert_eq!(hanging.await, None);
        drop(end);
        assert_eq!(answers.wait_for(page).await, page());
    }

    #[tokio::test]
    async fn whoever_comes_while_too_many_are_looked_for_gets_none() {
        let answers = FirstAnswers::new();
        let room = Arc::clone(&answers.room).acquire_many_owned(AT_ONCE as u32).await;
        assert_eq!(answers.wait_for(page).await, None);
        drop(room);
        assert_eq!(answers.wait_for(page).await, page());
    }
}
