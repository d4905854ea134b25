//! Work that waits until the browser has nothing better to do.

use std::time::Duration;

use leptos::prelude::{set_timeout, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Runs when the browser is idle; after a while where the browser cannot say that it is.
pub(crate) fn when_idle(after: Duration, work: impl FnOnce() + 'static) {
    let request = js_sys::Reflect::get(&window(), &JsValue::from_str("requestIdleCallback"));
    match request.ok().and_then(|request| request.dyn_into::<js_sys::Function>().ok()) {
        // A browser that has the function takes a function.
        Some(request) => drop(request.call1(&window(), &Closure::once_into_js(work))),
        None => set_timeout(work, after),
    }
}
