//! The first answers: titles that fit what is typed, while the portal's program is still on its way. This is a program of
//! its own, for it must be there soon on a slow line: it does nothing else, and knows nothing of components.
//!
//! It fills the list of suggestions by hand. When the portal's program begins, it puts everything back as it was published,
//! and the portal goes on from what stands in the box.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::document;
use search::message::{Question, Wire};
use search::titles::Titles;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use crate::between::{BEGINNING, has_begun, listen, promised_titles};
use crate::element::{element, elements};
use crate::navigation::site_of;
use crate::page::Site;
use crate::search::{BOX, LIMIT, LIST, suggestion};

/// The panel around the list.
const PANEL: &str = ".suggestions";
/// The rows in it.
const ROW: &str = ".suggestion";

/// What answers first.
struct Early {
    site: Site,
    titles: Titles,
    /// Whether the portal's program has taken over.
    over: Cell<bool>,
}

/// Answers what is typed into the search box until the portal's program begins. Without titles there is nothing to do.
pub fn start_early() {
    spawn_local(async {
        let titles = promised_titles().await.and_then(|text| Titles::read(&text));
        let site = site_of(&document()).and_then(|text| Site::from_text(&text));
        if let Some((site, titles)) = site.zip(titles).filter(|_| !has_begun()) {
            answer(site, titles);
        }
    });
}

fn answer(site: Site, titles: Titles) {
    let early = Rc::new(Early { site, titles, over: Cell::new(false) });
    let (typing, leaving, ending) = (Rc::clone(&early), Rc::clone(&early), Rc::clone(&early));
    listen("input", move |event| typing.typed(&event));
    listen("keydown", move |event| leaving.pressed(&event));
    listen(BEGINNING, move |_| ending.end());
    early.begin();
}

impl Early {
    /// Answers what was typed before there was anything to answer it.
    fn begin(&self) {
        let active = document().active_element().filter(|active| active.id() == BOX);
        if let Some(field) = active.and_then(|active| active.dyn_into::<HtmlInputElement>().ok()) {
            self.show(&field.value());
        }
    }

    fn typed(&self, event: &Event) {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = field.filter(|field| field.id() == BOX) {
            self.show(&field.value());
        }
    }

    /// The first Escape closes the list and leaves the words, as it does later. The arrow keys walk from the box through
    /// the rows and back.
    fn pressed(&self, event: &Event) {
        let opened = element(&document(), PANEL).is_some_and(|panel| !panel.hidden());
        let Some(key) = event.dyn_ref::<KeyboardEvent>().filter(|_| opened && !self.over.get()) else { return };
        match key.key().as_str() {
            "Escape" => {
                focus_box();
                self.show("");
            }
            "ArrowDown" => walk(|here| here.map_or(0, |here| here + 1)),
            "ArrowUp" => walk(|here| here.unwrap_or_default().wrapping_sub(1)),
            _ => return,
        }
        event.prevent_default();
    }

    fn show(&self, words: &str) {
        if self.over.get() {
            return;
        }
        let answer = self.titles.search(&Question::new(words.trim(), LIMIT));
        let rows: String = answer.hits.iter().map(|hit| suggestion(&self.site, hit)).collect();
        clear();
        // What the publisher put into the list is needed by whoever comes next, so rows stand before it.
        if let Some(list) = element(&document(), &["#", LIST].concat()) {
            // HTML can be put into any element that is on the page.
            let _ = list.insert_adjacent_html("afterbegin", &rows);
        }
        open(!rows.is_empty());
    }

    fn end(&self) {
        if !self.over.replace(true) {
            if focused_row().is_some() {
                focus_box();
            }
            clear();
            open(false);
        }
    }
}

/// The place of the row that has the focus.
fn focused_row() -> Option<usize> {
    let active = document().active_element()?;
    elements(&document(), ROW).iter().position(|row| **row == active)
}

/// Moves the focus to another row, or to the box where there is none.
fn walk(next: impl Fn(Option<usize>) -> usize) {
    match elements(&document(), ROW).get(next(focused_row())) {
        // Focus that cannot be set leaves the reader where they are.
        Some(row) => drop(row.focus()),
        None => focus_box(),
    }
}

fn focus_box() {
    if let Some(field) = element(&document(), &["#", BOX].concat()) {
        // As above.
        let _ = field.focus();
    }
}

/// Takes all rows out of the list.
fn clear() {
    elements(&document(), ROW).iter().for_each(|row| row.remove());
}

fn open(opened: bool) {
    if let Some(panel) = element(&document(), PANEL) {
        panel.set_hidden(!opened);
    }
}
