//! Which links we follow ourselves, so that the next page comes without loading the program again.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

use crate::address::Address;

/// Marks a link after which the page stays where it is.
const STAY: &str = "data-noscroll";

/// A link that was clicked.
pub(super) struct Clicked {
    /// Where it leads.
    pub(super) to: Address,
    /// Whether the page is to stay where it is scrolled to.
    pub(super) stay: bool,
    /// Whether the link names a part of a page.
    pub(super) names_a_part: bool,
}

/// The link that a click asks us to follow. `None` for all that the browser does better: new tabs, downloads, files,
/// other sites.
pub(super) fn clicked(event: &MouseEvent, base: &str) -> Option<Clicked> {
    let modified = event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key();
    if event.default_prevented() || event.button() != 0 || modified {
        return None;
    }
    let target: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    let elsewhere =
        !matches!(link.target().as_str(), "" | "_self") || link.has_attribute("download") || link.rel() == "external";
    if elsewhere || link.origin() != window().location().origin().ok()? {
        return None;
    }
    let to = Address::of(link.pathname(), &link.search(), &link.hash());
    let ours = to.path.starts_with(base) && !to.names_a_file();
    let names_a_part = link.get_attribute("href")?.contains('#');
    ours.then(|| Clicked { to, stay: link.has_attribute(STAY), names_a_part })
}
