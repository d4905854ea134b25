//! Requests by the browser's own `fetch`, and their answers.

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestCache, RequestInit, Response};

/// A request that is being put together.
pub(crate) struct Request<'a> {
    address: &'a str,
    init: RequestInit,
    headers: Vec<(&'static str, String)>,
}

impl<'a> Request<'a> {
    /// Asks for what is at an address.
    pub(crate) fn get(address: &'a str) -> Self {
        Self { address, init: RequestInit::new(), headers: Vec::new() }
    }

    /// Sends JSON to an address.
    pub(crate) fn post(address: &'a str, json: &str) -> Self {
        let request = Self::get(address).header("Content-Type", "application/json".to_owned());
        request.init.set_method("POST");
        request.init.set_body(&JsValue::from_str(json));
        request
    }

    /// Has what is at an address deleted.
    pub(crate) fn delete(address: &'a str) -> Self {
        let request = Self::get(address);
        request.init.set_method("DELETE");
        request
    }

    /// Adds a header.
    pub(crate) fn header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Gives the request up when the signal says so.
    pub(crate) fn until(self, signal: &AbortSignal) -> Self {
        self.init.set_signal(Some(signal));
        self
    }

    /// Takes the answer from the host alone.
    pub(crate) fn fresh(self) -> Self {
        self.init.set_cache(RequestCache::NoStore);
        self
    }

    /// Sends it; gives the answer as soon as it begins.
    pub(crate) async fn send(self) -> Result<Response, JsValue> {
        let headers = Headers::new()?;
        for (name, value) in &self.headers {
            headers.set(name, value)?;
        }
        self.init.set_headers(&headers);
        JsFuture::from(window().fetch_with_str_and_init(self.address, &self.init)).await?.dyn_into()
    }
}

/// The text of an answer.
pub(crate) async fn text(response: &Response) -> Result<String, JsValue> {
    Ok(JsFuture::from(response.text()?).await?.as_string().unwrap_or_default())
}

/// A header of an answer.
pub(crate) fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).ok().flatten()
}
