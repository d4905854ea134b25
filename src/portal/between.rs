//! What the programs of a page tell each other. The portal's program turns pages; the journeys' program, which only pages
//! of guides, forms and tickets load, lives in them, and neither waits for the other. What answers first ends when the
//! portal's program begins.

use js_sys::{Promise, Reflect};
use leptos::ev;
use leptos::prelude::{document, window, window_event_listener_untyped};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, CustomEventInit, Event};

/// The portal's program begins: what answered before it ends.
pub(crate) const BEGINNING: &str = "tz:beginning";
/// The page on screen is about to go: what lives in it ends.
pub(crate) const LEAVING: &str = "tz:leaving";
/// Another page has come: what lives in it begins.
pub(crate) const ARRIVED: &str = "tz:arrived";
/// The address of the page on screen changed.
pub(crate) const MOVED: &str = "tz:moved";
/// Somebody asks the search for what answers a draft; its text goes along.
pub(crate) const CONSULT: &str = "tz:consult";
/// What the search found for it, as text of the search's own language.
pub(crate) const CONSULTED: &str = "tz:consulted";
/// Somebody wants to go to an address.
const GO: &str = "tz:go";

/// Name under which the window holds the page that the browser loaded.
const LOADED: &str = "tierzeroLoaded";

/// The HTML of the page that the browser loaded, as it was before anything in it lived. Whichever program begins first
/// reads it, and leaves it on the window for the other.
pub(crate) fn loaded_page() -> String {
    let name = JsValue::from_str(LOADED);
    if let Some(html) = Reflect::get(&window(), &name).ok().and_then(|html| html.as_string()) {
        return html;
    }
    let html = document().document_element().map(|page| page.outer_html()).unwrap_or_default();
    // Any window takes a property of a name that nobody else uses.
    let _ = Reflect::set(&window(), &name, &JsValue::from_str(&html));
    html
}

/// Name under which the window holds the promise of the list of titles, when a page's first script fetches it.
const TITLES: &str = "tierzeroTitles";

/// The list of titles that the page's first script fetches; `None` where none does, or where it does not come.
pub(crate) async fn promised_titles() -> Option<String> {
    let promise = Reflect::get(&window(), &JsValue::from_str(TITLES)).ok()?.dyn_into::<Promise>().ok()?;
    JsFuture::from(promise).await.ok()?.as_string()
}

/// Listens for as long as the page is open, to whatever happens anywhere on it.
pub(crate) fn listen(what: &str, listen: impl Fn(Event) + 'static) {
    let listen = Closure::<dyn Fn(Event)>::new(listen).into_js_value();
    // Adding a listener does not fail.
    let _ = window().add_event_listener_with_callback(what, listen.unchecked_ref());
}

/// Whether the portal's program has begun.
pub(crate) fn has_begun() -> bool {
    Reflect::has(&window(), &JsValue::from_str(LOADED)).unwrap_or_default()
}

/// Tells the other program; it has listened to the end when this returns.
pub(crate) fn tell(what: &str) {
    if let Ok(event) = CustomEvent::new(what) {
        // Dispatching fails only for an event that is being dispatched already.
        let _ = window().dispatch_event(&event);
    }
}

/// Tells the other program with a text that goes along.
pub(crate) fn tell_with(what: &str, detail: &str) {
    let init = CustomEventInit::new();
    init.set_detail(&detail.into());
    if let Ok(event) = CustomEvent::new_with_event_init_dict(what, &init) {
        // As above.
        let _ = window().dispatch_event(&event);
    }
}

/// The text that goes along with what the other program tells.
pub(crate) fn detail(event: &Event) -> Option<String> {
    event.dyn_ref::<CustomEvent>()?.detail().as_string()
}

/// Listens for as long as the page lives.
pub(crate) fn on(what: &str, listen: impl Fn() + 'static) {
    let _for_as_long_as_the_page = window_event_listener_untyped(what, move |_| listen());
}

/// Goes to an address of this origin, base path included: by the portal's program where it runs, else as browsers do.
pub(crate) fn go_to(href: &str) {
    let init = CustomEventInit::new();
    init.set_cancelable(true);
    init.set_detail(&href.into());
    let taken = CustomEvent::new_with_event_init_dict(GO, &init)
        .is_ok_and(|event| window().dispatch_event(&event).is_ok_and(|untouched| !untouched));
    if !taken {
        // An address of our own origin can always be assigned.
        let _ = window().location().assign(href);
    }
}

/// Takes over going from place to place.
pub(crate) fn on_go(go: impl Fn(&str) + 'static) {
    let _for_as_long_as_the_page = window_event_listener_untyped(GO, move |event: ev::Event| {
        let href = detail(&event);
        if let Some(href) = href {
            event.prevent_default();
            go(&href);
        }
    });
}
