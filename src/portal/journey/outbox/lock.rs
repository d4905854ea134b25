//! Work that only one tab of this browser does at a time.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Does the work once no other tab does work of this name. A browser without locks does it at once: the desk stores a ticket
/// that two tabs send only once all the same.
pub(super) async fn alone<T: 'static>(name: &str, work: impl Future<Output = T> + 'static) -> T {
    let work = Rc::new(RefCell::new(Some(work)));
    let done = Rc::new(RefCell::new(None));
    let (held, result) = (Rc::clone(&work), Rc::clone(&done));
    let inside = Closure::once_into_js(move |_: JsValue| -> Promise {
        let work = held.borrow_mut().take();
        future_to_promise(async move {
            if let Some(work) = work {
                let finished = work.await;
                result.replace(Some(finished));
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    if let Some(asked) = request(name, &inside) {
        // A refusal leaves the work undone; it is done below then.
        let _ = JsFuture::from(asked).await;
    }
    let undone = work.borrow_mut().take();
    match (undone, done.take()) {
        (Some(work), _) => work.await,
        (None, Some(finished)) => finished,
        // The browser took the lock away in the middle of the work, which it does only to a page that is gone.
        (None, None) => std::future::pending().await,
    }
}

/// `navigator.locks.request(name, inside)`, where there is such a thing.
fn request(name: &str, inside: &JsValue) -> Option<Promise> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    request.call2(&locks, &name.into(), inside).ok()?.dyn_into().ok()
}
