//! The search in which the desk looks for first answers. Making it takes a while with a large knowledge base, so the desk takes
//! tickets meanwhile.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use ::desk::Desk;
use tracing::{info, warn};

/// Counts what was begun, so that one that was overtaken is not taken for the newest.
static BEGUN: AtomicU64 = AtomicU64::new(0);

/// Makes the search over a knowledge base on the side, and gives it to the desk when it is ready.
pub(in crate::cmd) fn make_ready(desk: &Desk, kb: PathBuf) {
    if !desk.answers_first() {
        return;
    }
    let desk = desk.clone();
    let number = BEGUN.fetch_add(1, Ordering::Relaxed) + 1;
    let making = move || match publish::searcher(&kb) {
        Ok(_) if BEGUN.load(Ordering::Relaxed) > number => {}
        Ok((searcher, _)) => {
            let pages = searcher.documents();
            desk.search_in(searcher);
            info!(pages, "first answers are searched for in the knowledge base");
        }
        Err(cause) => warn!(%cause, "cannot make the search, so first answers stay as they were"),
    };
    // A thread of its own takes what it needs to make the search with it when it ends.
    if let Err(cause) = thread::Builder::new().name("search".into()).spawn(making) {
        warn!(%cause, "cannot make the search, so first answers stay as they were");
    }
}
