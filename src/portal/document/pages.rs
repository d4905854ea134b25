//! The page on screen, the pages seen before, and the way to the next one.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationProvider, Url};

use super::fetch::{Fetched, fetch, load_whole};
use super::page_title;
use super::place::{self, Places};
use crate::page::{Page, Site};

/// The page on screen and how the next one is coming along.
#[derive(Clone, Copy)]
pub(crate) struct Pages {
    /// What is on screen.
    pub(crate) shown: RwSignal<Shown>,
    /// Whether another page is on its way.
    pub(crate) progress: RwSignal<Progress>,
    memory: StoredValue<Memory>,
}

/// A page on screen.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// Counts up with each page shown, so that no part of one page is reused for the next.
    pub(crate) number: u32,
    /// The page.
    pub(crate) page: Arc<Page>,
}

/// How the next page is coming along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// The page on screen is the one asked for.
    Arrived,
    /// The next page is on its way.
    Coming,
    /// The next page did not come.
    Failed,
}

/// What must be known between two pages.
#[derive(Debug, Default)]
struct Memory {
    /// Pages seen before, by path on this origin.
    seen: HashMap<String, Arc<Page>>,
    places: Places,
    /// Path on this origin that the page on screen stands for; `None` before the first look at the address.
    path: Option<String>,
    /// The same with its query.
    address: String,
    /// Counts requests, so that a late page never replaces a newer one.
    request: u32,
}

/// The page on screen and the way to the next one.
pub(crate) fn use_pages() -> Pages {
    expect_context::<Pages>()
}

impl Pages {
    /// Starts with the page that the file holds.
    pub(crate) fn new(page: Page) -> Self {
        Self {
            shown: RwSignal::new(Shown { number: 0, page: Arc::new(page) }),
            progress: RwSignal::new(Progress::Arrived),
            memory: StoredValue::new(Memory::default()),
        }
    }

    /// Follows the address: shows the page it names, at once when it was seen before.
    pub(super) fn follow(self, site: &Arc<Site>, browser: &BrowserUrl, url: &Url) {
        let path = url.path().to_owned();
        let address = format!("{path}?{}", url.search());
        let Some(here) = self.memory.with_value(|memory| memory.path.clone()) else {
            return self.begin(path, address);
        };
        if here == path {
            return self.stay(browser, address, url.hash());
        }
        if names_a_file(&path) {
            return load_whole(&whole_address(url));
        }
        let request = self.leave();
        self.progress.set(Progress::Coming);
        let (site, browser, url) = (Arc::clone(site), browser.clone(), url.clone());
        leptos::task::spawn_local(async move {
            let seen = self.memory.with_value(|memory| memory.seen.get(&path).cloned());
            let fetched = match seen {
                Some(page) => Ok(page),
                None => fetched_page(fetch(&site, &path).await),
            };
            if self.memory.with_value(|memory| memory.request) != request {
                return;
            }
            match fetched {
                Ok(page) => self.arrive(&site, &browser, &url, page).await,
                Err(Fetched::Foreign) => load_whole(&whole_address(&url)),
                Err(_) => self.progress.set(Progress::Failed),
            }
        });
    }

    /// Makes the next visit of a path and query open at its top, as a link does.
    pub(crate) fn open_at_top(self, path: &str, query: &str) {
        self.memory.update_value(|memory| memory.places.forget(&format!("{path}?{query}")));
    }

    fn begin(self, path: String, address: String) {
        let page = self.shown.with_untracked(|shown| Arc::clone(&shown.page));
        self.memory.update_value(|memory| {
            memory.seen.insert(path.clone(), page);
            memory.path = Some(path);
            memory.address = address;
        });
        // A reload starts without our memory, so the browser has to know the place then.
        let _for_as_long_as_the_page = window_event_listener_untyped("pagehide", |_| place::scroll_by_ourselves(false));
    }

    /// The address changed without naming another page.
    fn stay(self, browser: &BrowserUrl, address: String, hash: &str) {
        let same_query = self.memory.with_value(|memory| memory.address == address);
        self.memory.update_value(|memory| {
            memory.address = address;
            memory.request += 1;
        });
        if self.progress.get_untracked() != Progress::Arrived {
            self.progress.set(Progress::Arrived);
        }
        browser.ready_to_complete();
        if same_query {
            place::focus_fragment(hash);
        }
    }

    fn leave(self) -> u32 {
        place::scroll_by_ourselves(true);
        self.memory
            .try_update_value(|memory| {
                let address = memory.address.clone();
                memory.places.remember(address);
                memory.request += 1;
                memory.request
            })
            .unwrap_or_default()
    }

    async fn arrive(self, site: &Site, browser: &BrowserUrl, url: &Url, page: Arc<Page>) {
        let address = format!("{}?{}", url.path(), url.search());
        // The address bar of a link that was followed still shows the old page; going back has changed it already.
        let going_back = window().location().pathname().is_ok_and(|path| path == url.path());
        let title = page_title(site, &page);
        self.memory.update_value(|memory| {
            memory.seen.insert(url.path().to_owned(), Arc::clone(&page));
            memory.path = Some(url.path().to_owned());
            memory.address.clone_from(&address);
            if !going_back {
                memory.places.forget(&address);
            }
        });
        self.progress.set(Progress::Arrived);
        self.shown.update(|shown| *shown = Shown { number: shown.number + 1, page });
        leptos::task::tick().await;
        browser.ready_to_complete();
        leptos::task::tick().await;
        document().set_title(&title);
        if going_back {
            place::scroll_to(self.memory.with_value(|memory| memory.places.of(&address)));
        }
        if going_back || !place::focus_fragment(url.hash()) {
            place::focus_heading();
        }
    }
}

fn fetched_page(fetched: Fetched) -> Result<Arc<Page>, Fetched> {
    match fetched {
        Fetched::Page(document) => Ok(Arc::new(document.page)),
        other => Err(other),
    }
}

/// Whether a path of this origin leads to a file that is no page, such as an image: those the browser loads itself.
fn names_a_file(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    last.rsplit_once('.').is_some_and(|(_, ending)| !ending.eq_ignore_ascii_case("html"))
}

fn whole_address(url: &Url) -> String {
    let query = if url.search().is_empty() { String::new() } else { format!("?{}", url.search()) };
    format!("{}{query}{}", url.path(), url.hash())
}

#[cfg(test)]
mod tests {
    use super::names_a_file;

    #[test]
    fn files_are_left_to_the_browser_and_pages_are_not() {
        assert!(names_a_file("/help/assets/media/map.fe91def3.svg"));
        assert!(
            !names_a_file("/help/articles/network/vpn/") && !names_a_file("/help/404.html") && !names_a_file("/help")
        );
        assert!(!names_a_file("/v1.2/articles/"));
    }
}
