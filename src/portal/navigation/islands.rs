//! Islands in the browser: found, brought to life, and let go with their page.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element};

use crate::island::{Island, MARK};
use crate::pages::enliven;

/// The element that a page changes; what is outside it stays.
const PAGE: &str = "[data-page]";
/// Marks an island that lives.
const ALIVE: &str = "data-alive";

thread_local! {
    /// The islands of the page on screen. Dropping an owner ends its effects.
    static ALIVE_NOW: RefCell<Vec<(Owner, AnyViewState)>> = const { RefCell::new(Vec::new()) };
}

/// Brings all islands to life that are not yet, and the small things of static pages that need a clock or a screen.
pub(super) fn bring_to_life() {
    let Ok(found) = document().query_selector_all(&format!("[{MARK}]:not([{ALIVE}])")) else { return };
    let elements = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into::<Element>().ok());
    for element in elements {
        let island = element.get_attribute(MARK).and_then(|mark| serde_json::from_str::<Island>(&mark).ok());
        match island {
            Some(island) => hydrate(&element, island),
            None => leptos::logging::error!("an island's data cannot be read; it stays static"),
        }
    }
    enliven(&document());
}

fn hydrate(element: &Element, island: Island) {
    let Some(owner) = Owner::current().map(|parent| parent.child()) else { return };
    let state = owner.with(|| island.view().hydrate_from::<true>(element));
    // Setting an attribute of a well-known name does not fail.
    let _ = element.set_attribute(ALIVE, "");
    let stays = element.closest(PAGE).ok().flatten().is_none();
    if stays {
        std::mem::forget((owner, state));
    } else {
        ALIVE_NOW.with_borrow_mut(|alive| alive.push((owner, state)));
    }
}

/// Ends the islands of the page on screen.
pub(super) fn leave() {
    for (owner, state) in ALIVE_NOW.take() {
        owner.cleanup();
        drop(state);
    }
}

/// Puts the page that a document holds in the place of the one on screen; tells whether it could.
pub(super) fn replace_page(page: &Document) -> bool {
    let (Ok(Some(old)), Ok(Some(new))) = (document().query_selector(PAGE), page.query_selector(PAGE)) else {
        return false;
    };
    document().adopt_node(&new).is_ok() && old.replace_with_with_node_1(&new).is_ok()
}
