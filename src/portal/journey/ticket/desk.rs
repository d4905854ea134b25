//! Requests to the ticket endpoint, the only ones that leave the portal's own files.

use content::ticket::{NewTicket, Receipt, Ticket};
use gloo_net::http::{Request, RequestBuilder, Response};
use serde::de::DeserializeOwned;
use web_sys::AbortSignal;

use super::{Failure, Seal};
use crate::journey::device;
use crate::page::Site;

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
        Self { tickets: format!("{}api/tickets", site.endpoint) }
    }

    /// Sends a ticket. Sending it again with the same seal stores it only once.
    pub(in crate::journey) async fn send(&self, ticket: &NewTicket, seal: &Seal) -> Result<Receipt, Failure> {
        let request = Request::post(&self.tickets)
            .header("Idempotency-Key", &seal.key)
            .abort_signal(Some(&AbortSignal::timeout_with_u32(SEND_TIMEOUT)))
            .json(ticket)
            // Only a ticket that is no JSON can fail here, and ours always is.
            .map_err(|_| Failure::Broken(0))?;
        read(request.send().await).await
    }

    /// How a ticket stands.
    pub(in crate::journey) async fn status(&self, reference: &str, secret: &str) -> Result<Ticket, Failure> {
        let request: RequestBuilder = Request::get(&format!("{}/{reference}", self.tickets))
            .header("Authorization", &format!("Bearer {secret}"))
            .cache(web_sys::RequestCache::NoStore)
            .abort_signal(Some(&AbortSignal::timeout_with_u32(ASK_TIMEOUT)));
        read(request.send().await).await
    }
}

async fn read<T: DeserializeOwned>(answer: Result<Response, gloo_net::Error>) -> Result<T, Failure> {
    let response = answer.map_err(|error| unanswered(&error))?;
    let status = response.status();
    let body = response.text().await.map_err(|error| unanswered(&error))?;
    if !response.ok() {
        let retry_after = response.headers().get("Retry-After");
        return Err(Failure::of_answer(status, retry_after.as_deref(), &body));
    }
    // A static host that answers every address with its home page is not a desk.
    serde_json::from_str(&body).map_err(|_| Failure::Broken(status))
}

fn unanswered(error: &gloo_net::Error) -> Failure {
    match error {
        gloo_net::Error::JsError(error) if error.name == "TimeoutError" || error.name == "AbortError" => Failure::Slow,
        _ if device::is_offline() => Failure::Offline,
        _ => Failure::Unreachable,
    }
}
