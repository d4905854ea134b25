//! The line below a hit: its summary, until a passage of its page is found that says more of what was searched for.
//! Pages are fetched for that when the browser has nothing better to do, never at the reader's cost.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use search::message::{Hit, Kind, Searched};
use search::passage;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal, HtmlElement};

use crate::element::elements;
use crate::idle::when_idle;
use crate::reading::{blocks, may_fetch, page_at};
use crate::search::{PASSAGE, marked};
use crate::site::use_site;

/// How many pages are fetched at a time.
const AT_A_TIME: usize = 4;
/// When to begin where the browser cannot say that it is idle.
const IDLE: Duration = Duration::from_secs(1);

/// The pages that passages are taken from.
#[derive(Clone, Copy)]
pub(super) struct Passages {
    /// Those that were fetched, and their paragraphs.
    pages: StoredValue<Vec<(String, Vec<String>)>>,
    /// Ends what is fetched for the hits on screen.
    round: StoredValue<Option<AbortController>, LocalStorage>,
}

/// A hit whose page is not here yet.
struct Wanted {
    /// Address of the page.
    href: String,
    /// Its place among the hits.
    place: usize,
    /// The line below it.
    line: HtmlElement,
    /// How much of what was searched for its summary says.
    said: usize,
}

/// Hits whose pages are fetched.
struct Round {
    passages: Passages,
    finder: passage::Passages,
    signal: AbortSignal,
    wanted: RefCell<Vec<Wanted>>,
}

impl Passages {
    /// Starts with no page.
    pub(super) fn new() -> Self {
        Self { pages: StoredValue::new(Vec::new()), round: StoredValue::new_local(None) }
    }

    /// Looks for passages that say more of what was searched for than the lines below the hits, and shows them there.
    pub(super) fn seek(self, hits: &[Hit], searched: &[Searched]) {
        let Ok(controller) = AbortController::new() else { return };
        let signal = controller.signal();
        self.follow_up(Some(controller));
        let finder = passage::Passages::new(searched);
        let lines = elements(&document(), &[".", PASSAGE].concat());
        let wanted = hits.iter().zip(lines).enumerate().filter_map(|(place, (hit, line))| {
            let said = finder.said(&words(hit));
            Wanted { href: use_site().href(&hit.path), place, line, said }.of(hit)
        });
        // A page that was fetched before needs no wait.
        let wanted = wanted.filter(|hit| !self.better(hit, &finder)).collect();
        let round = Rc::new(Round { passages: self, finder, signal, wanted: RefCell::new(wanted) });
        when_idle(IDLE, move || round.start());
    }

    /// Ends what is fetched for hits that are gone.
    pub(super) fn end(self) {
        self.follow_up(None);
    }

    fn follow_up(self, next: Option<AbortController>) {
        let last = self.round.try_update_value(|round| std::mem::replace(round, next)).flatten();
        if let Some(last) = last {
            last.abort();
        }
    }

    /// Shows the best passage of a page, if the page is here and says more than its summary. Tells whether it is here.
    fn better(self, hit: &Wanted, finder: &passage::Passages) -> bool {
        let best = self.pages.try_with_value(|pages| {
            let (_, blocks) = pages.iter().find(|(href, _)| *href == hit.href)?;
            Some(finder.best(blocks.iter().map(String::as_str)))
        });
        let Some(best) = best.flatten() else { return false };
        if let Some(best) = best.filter(|best| best.said > hit.said) {
            hit.line.set_inner_html(&marked(&best.fragments));
        }
        true
    }
}

impl Wanted {
    /// Nothing for pages without a text.
    fn of(self, hit: &Hit) -> Option<Self> {
        matches!(hit.kind, Kind::Article | Kind::Guide).then_some(self)
    }
}

impl Round {
    fn start(self: Rc<Self>) {
        if self.signal.aborted() || !may_fetch() {
            return;
        }
        self.order();
        for _ in 0..AT_A_TIME {
            leptos::task::spawn_local(Rc::clone(&self).work());
        }
    }

    /// Puts the hits that the reader sees last, for the last is taken first.
    fn order(&self) {
        let seen = seen();
        let mut wanted = self.wanted.borrow_mut();
        let (mut now, later): (Vec<_>, Vec<_>) =
            wanted.drain(..).rev().partition(|hit| seen.get(hit.place).copied().unwrap_or_default());
        *wanted = later;
        wanted.append(&mut now);
    }

    async fn work(self: Rc<Self>) {
        loop {
            let next = self.wanted.borrow_mut().pop();
            let Some(hit) = next else { return };
            let blocks = page_at(&hit.href, Some(&self.signal)).await.map(|page| blocks(&page));
            if self.signal.aborted() {
                return;
            }
            if let Some(blocks) = blocks {
                self.passages.pages.try_update_value(|pages| pages.push((hit.href.clone(), blocks)));
                self.passages.better(&hit, &self.finder);
            }
        }
    }
}

/// Which hits the reader sees.
fn seen() -> Vec<bool> {
    let pixels = |value: Result<f64, JsValue>| value.unwrap_or_default() as i32;
    let height = window().inner_height().and_then(|height| height.as_f64().ok_or(JsValue::NULL));
    let top = pixels(window().scroll_y());
    let bottom = top + pixels(height);
    let results = elements(&document(), ".result").into_iter();
    results.map(|it| it.offset_top() < bottom && it.offset_top() + it.offset_height() > top).collect()
}

/// What the summary of a hit says.
fn words(hit: &Hit) -> String {
    hit.snippet.iter().map(|fragment| fragment.text.as_str()).collect()
}
