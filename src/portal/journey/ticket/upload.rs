//! Sending the bytes of one file. `fetch` tells nothing of how far a request has come; `XMLHttpRequest` does.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Function, Promise};
use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ProgressEvent, XmlHttpRequest};

use super::Failure;
use crate::journey::device;

/// How long nothing may move before a file is given up for now. However slow a line is, something moves.
const PATIENCE: Duration = Duration::from_secs(30);

/// An answer to a file.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) retry_after: Option<String>,
    pub(super) body: String,
}

/// Puts bytes at an address; `sent` is told how much has gone, in percent.
pub(super) async fn put(address: &str, bytes: &[u8], sent: impl Fn(u8) + 'static) -> Result<Answer, Failure> {
    let request = XmlHttpRequest::new().map_err(|_| Failure::Broken(0))?;
    let opened = request.open_with_async("PUT", address, true);
    opened
        .and_then(|()| request.set_request_header("Content-Type", "application/octet-stream"))
        .map_err(|_| Failure::Broken(0))?;
    let watch = Watch::over(&request);
    let moved = {
        let watch = watch.clone();
        Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
            watch.wind_up();
            sent(percent(event.loaded(), event.total()));
        })
    };
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(moved.as_ref().unchecked_ref()));
    }
    let ended = Promise::new(&mut |resolve: Function, _| request.set_onloadend(Some(&resolve)));
    watch.wind_up();
    request.send_with_opt_u8_array(Some(bytes)).map_err(|_| Failure::Broken(0))?;
    // An event that ends a request always comes, however it ends.
    let _ = JsFuture::from(ended).await;
    let given_up = watch.stop();
    let status = request.status().unwrap_or_default();
    match status {
        0 if given_up => Err(Failure::Slow),
        0 if device::is_offline() => Err(Failure::Offline),
        0 => Err(Failure::Unreachable),
        status => Ok(Answer {
            status,
            retry_after: request.get_response_header("Retry-After").ok().flatten(),
            body: request.response_text().ok().flatten().unwrap_or_default(),
        }),
    }
}

/// All of it has gone only when the desk has answered.
fn percent(loaded: f64, total: f64) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 99")]
    let percent = if total > 0.0 { (loaded / total * 100.0).clamp(0.0, 99.0) as u8 } else { 0 };
    percent
}

/// Ends a request in which nothing moves any more.
#[derive(Clone)]
struct Watch {
    request: XmlHttpRequest,
    timer: Rc<RefCell<Option<TimeoutHandle>>>,
    given_up: Rc<RefCell<bool>>,
}

impl Watch {
    fn over(request: &XmlHttpRequest) -> Self {
        Self { request: request.clone(), timer: Rc::default(), given_up: Rc::default() }
    }

    fn wind_up(&self) {
        self.stop();
        let watch = self.clone();
        let end = move || {
            watch.given_up.replace(true);
            // A request that has ended already stays as it is.
            let _ = watch.request.abort();
        };
        self.timer.replace(set_timeout_with_handle(end, PATIENCE).ok());
    }

    /// Watches no more; says whether the request was given up.
    fn stop(&self) -> bool {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
        *self.given_up.borrow()
    }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn nothing_is_whole_before_the_desk_has_answered() {
        assert_eq!([percent(0.0, 0.0), percent(1.0, 3.0), percent(3.0, 3.0)], [0, 33, 99]);
    }
}
