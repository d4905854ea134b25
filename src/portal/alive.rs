//! Islands in the browser: found, brought to life, and let go with their page.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use web_sys::Element;

use crate::element::elements;
use crate::island::Lives;

/// The element that a page changes; what is outside it stays.
pub(crate) const PAGE: &str = "[data-page]";
/// Marks an island that lives.
const ALIVE: &str = "data-alive";

thread_local! {
    /// The islands of the page on screen.
    static ALIVE_NOW: RefCell<Vec<(Owner, AnyViewState)>> = const { RefCell::new(Vec::new()) };
}

/// Brings all islands of a kind to life that are not yet.
pub(crate) fn bring_to_life<I: Lives>() {
    let selector = format!("[{}]:not([{ALIVE}])", I::MARK);
    for element in elements(&document(), &selector) {
        let island = element.get_attribute(I::MARK).and_then(|mark| I::read(&mark));
        match island {
            Some(island) => hydrate(&element, move || island.view()),
            None => leptos::logging::error!("an island's data cannot be read; it stays static"),
        }
    }
}

fn hydrate(element: &Element, view: impl FnOnce() -> AnyView) {
    let Some(owner) = Owner::current().map(|parent| parent.child()) else { return };
    let state = owner.with(|| view().hydrate_from::<true>(element));
    // Setting an attribute of a well-known name does not fail.
    let _ = element.set_attribute(ALIVE, "");
    ALIVE_NOW.with_borrow_mut(|alive| alive.push((owner, state)));
}

/// Ends the islands of the page on screen.
pub(crate) fn leave() {
    for (owner, state) in ALIVE_NOW.take() {
        // Effects end with their owner.
        owner.cleanup();
        drop(state);
    }
}
