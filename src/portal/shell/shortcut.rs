//! `/` and Ctrl or ⌘ with K put the focus in the search box. The one without a modifier can be switched off (WCAG
//! 2.1.4), because people who dictate would press it by speaking.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::any::Any;
use crate::element::{around, elements};
use crate::search::BOX;
use crate::{device, words};

/// Name under which "off" is kept.
const KEPT_AS: &str = "slash";
/// The switch.
const SWITCH: &str = "[data-shortcut-switch]";

/// Listens for as long as the page lives.
pub(crate) fn listen_for_shortcuts() {
    let _for_as_long_as_the_page = (
        window_event_listener(ev::keydown, |event| {
            if wants_search(&event) && focus_search() {
                event.prevent_default();
            }
        }),
        window_event_listener(ev::change, |event| {
            if let Some(switch) = around(&event, SWITCH).and_then(|switch| switch.dyn_into().ok()) {
                switch_shortcut(&switch);
            }
        }),
    );
}

fn switch_shortcut(switch: &HtmlInputElement) {
    if switch.checked() {
        device::forget(KEPT_AS);
    } else {
        device::keep(KEPT_AS, "off");
    }
}

/// Has the switch of a page show what this device keeps.
pub(super) fn show_shortcut(page: &Document) {
    for switch in elements(page, SWITCH) {
        if let Some(switch) = switch.dyn_ref::<HtmlInputElement>() {
            switch.set_checked(device::recall(KEPT_AS).is_none());
        }
    }
}

fn wants_search(event: &KeyboardEvent) -> bool {
    if event.default_prevented() || event.is_composing() || event.alt_key() {
        return false;
    }
    let modified = event.ctrl_key() || event.meta_key();
    match event.key().as_str() {
        "k" | "K" => modified && !event.shift_key(),
        "/" => !modified && !typing(event) && device::recall(KEPT_AS).is_none(),
        _ => false,
    }
}

/// Whether the reader is writing somewhere.
fn typing(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return false };
    matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || target.is_content_editable()
}

fn focus_search() -> bool {
    let field = document().get_element_by_id(BOX).and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field else { return false };
    field.select();
    field.focus().is_ok()
}

/// Switches the `/` key on and off.
#[component]
pub(super) fn ShortcutSwitch() -> impl IntoView {
    view! {
        <label class="shortcut-switch needs-js">
            <input type="checkbox" checked=true data-shortcut-switch=""/>
            <span>{words::SHORTCUT_BEFORE}<kbd>"/"</kbd>{words::SHORTCUT_AFTER}</span>
        </label>
    }
    .any()
}
