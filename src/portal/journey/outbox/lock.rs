//! Work that only one tab of this browser does at a time.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Milliseconds after which this tab sees what another has just written to the device: the storage of tabs is one, but
/// each looks at it through a memory of its own.
const SEEN: i32 = 300;

/// Does the work once no other tab does work of this name. A browser without locks does it at once: the desk stores a ticket
/// that two tabs send only once all the same.
pub(super) async fn alone<T: 'static>(name: &str, work: impl Future<Output = T> + 'static) -> T {
    let work = Rc::new(RefCell::new(Some(work)));
    let done = Rc::new(RefCell::new(None));
    for turn in [Turn::Now, Turn::AfterOthers] {
        let (held, result) = (Rc::clone(&work), Rc::clone(&done));
        let inside = Closure::once_into_js(move |lock: JsValue| -> Promise {
            // Others have it: nothing is done in this turn.
            let work = if lock.is_null() { None } else { held.borrow_mut().take() };
            future_to_promise(async move {
                if let Some(work) = work {
                    if turn == Turn::AfterOthers {
                        pause().await;
                    }
                    let finished = work.await;
                    result.replace(Some(finished));
                }
                Ok(JsValue::UNDEFINED)
            })
        });
        if let Some(asked) = request(name, turn, &inside) {
            // A refusal leaves the work undone; it is done below then.
            let _ = JsFuture::from(asked).await;
        }
        if let Some(finished) = done.take() {
            return finished;
        }
    }
    let undone = work.borrow_mut().take();
    match undone {
        Some(work) => work.await,
        // The browser took the lock away in the middle of the work, which it does only to a page that is gone.
        None => std::future::pending().await,
    }
}

/// When it is a tab's turn.
#[derive(Clone, Copy, PartialEq)]
enum Turn {
    /// If no other is at it.
    Now,
    /// When those that are at it have ended.
    AfterOthers,
}

/// `navigator.locks.request(name, options, inside)`, where there is such a thing.
fn request(name: &str, turn: Turn, inside: &JsValue) -> Option<Promise> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &(turn == Turn::Now).into()).ok()?;
    request.call3(&locks, &name.into(), &options, inside).ok()?.dyn_into().ok()
}

async fn pause() {
    let waited = Promise::new(&mut |resolve: Function, _| {
        // A window that sets no timers goes on at once.
        if window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, SEEN).is_err() {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    // A timer does not fail.
    let _ = JsFuture::from(waited).await;
}
