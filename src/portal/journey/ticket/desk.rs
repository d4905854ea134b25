//! Requests to the ticket endpoint, the only ones that leave the portal's own files.

use content::ticket::{Done, Receipt, Ticket};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, Response};

use super::{Failure, Seal};
use crate::journey::device;
use crate::journey::track::Pass;
use crate::page::Site;
use crate::request::{Request, header, text};

/// Milliseconds until a send is given up. Uploads on a slow line take their time.
const SEND_TIMEOUT: u32 = 30_000;
/// Milliseconds until a question is given up.
const ASK_TIMEOUT: u32 = 15_000;

/// The ticket endpoint.
#[derive(Debug, Clone)]
pub(in crate::journey) struct Desk {
    tickets: String,
}

impl Desk {
    /// The endpoint of a site.
    pub(in crate::journey) fn of(site: &Site) -> Self {
        Self::at(&site.support.endpoint)
    }

    /// The endpoint at an address that ends in a slash.
    pub(in crate::journey) fn at(endpoint: &str) -> Self {
        Self { tickets: format!("{endpoint}api/tickets") }
    }

    /// Sends a ticket, given as JSON. Sending the very same again with the same seal stores it only once.
    pub(in crate::journey) async fn send(&self, ticket: &str, seal: &Seal) -> Result<Receipt, Failure> {
        let request = Request::post(&self.tickets, ticket)
            .header("Idempotency-Key", seal.key.clone())
            .until(&AbortSignal::timeout_with_u32(SEND_TIMEOUT));
        read(request.send().await).await
    }

    /// How a ticket stands.
    pub(in crate::journey) async fn status(&self, reference: &str, secret: &str) -> Result<Ticket, Failure> {
        let address = format!("{}/{reference}", self.tickets);
        let request = Request::get(&address)
            .header("Authorization", format!("Bearer {secret}"))
            .fresh()
            .until(&AbortSignal::timeout_with_u32(ASK_TIMEOUT));
        read(request.send().await).await
    }

    /// Does something about a ticket: `action` is the last part of its address. Doing it again with the same key counts only
    /// once.
    pub(in crate::journey) async fn act(
        &self,
        pass: &Pass,
        action: &str,
        key: &str,
        json: &str,
    ) -> Result<Done, Failure> {
        let address = format!("{}/{}/{action}", self.tickets, pass.reference);
        let request = Request::post(&address, json)
            .header("Idempotency-Key", key.to_owned())
            .header("Authorization", format!("Bearer {}", pass.secret))
            .until(&AbortSignal::timeout_with_u32(SEND_TIMEOUT));
        read(request.send().await).await
    }
}

async fn read<T: DeserializeOwned>(answer: Result<Response, JsValue>) -> Result<T, Failure> {
    let response = answer.map_err(|error| unanswered(&error))?;
    let status = response.status();
    let body = text(&response).await.map_err(|error| unanswered(&error))?;
    if !response.ok() {
        let retry_after = header(&response, "Retry-After");
        return Err(Failure::of_answer(status, retry_after.as_deref(), &body));
    }
    // A static host that answers every address with its home page is not a desk.
    serde_json::from_str(&body).map_err(|_| Failure::Broken(status))
}

fn unanswered(error: &JsValue) -> Failure {
    let name = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.name())).unwrap_or_default();
    match name.as_str() {
        "TimeoutError" | "AbortError" => Failure::Slow,
        _ if device::is_offline() => Failure::Offline,
        _ => Failure::Unreachable,
    }
}
