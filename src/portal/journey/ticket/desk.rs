//! Requests to the ticket endpoint, the only ones that leave the portal's own files.

use content::proof::{Challenge, HEADER};
use content::ticket::{AskAgain, Asked, Confirmation, Confirmed, Done, File, Receipt, Ticket};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob, Response};

use super::upload::{self, Answer};
use super::{Failure, Seal, patience, proof};
use crate::journey::device;
use crate::journey::track::Pass;
use crate::page::Site;
use crate::request::{Request, header, text};

/// Milliseconds until a send is given up. Uploads on a slow line take their time.
const SEND_TIMEOUT: u32 = 30_000;
/// Milliseconds until a question is given up.
const ASK_TIMEOUT: u32 = 15_000;

/// How often a new challenge is worked out before a ticket has to wait: one may have become too old meanwhile.
const CHALLENGES: usize = 3;

/// The ticket endpoint.
#[derive(Debug, Clone)]
pub(in crate::journey) struct Desk {
    challenge: String,
    tickets: String,
    uploads: String,
}

impl Desk {
    /// The endpoint of a site.
    pub(in crate::journey) fn of(site: &Site) -> Self {
        Self::at(&site.support.endpoint)
    }

    /// The endpoint at an address that ends in a slash.
    pub(in crate::journey) fn at(endpoint: &str) -> Self {
        let at = |name: &str| format!("{endpoint}api/{name}");
        Self { challenge: at("challenge"), tickets: at("tickets"), uploads: at("uploads") }
    }

    /// Sends a ticket, given as JSON, with the proof that the desk asks for. Sending the very same again with the same seal
    /// stores it only once. While the proof is worked out, `go_on` is told for how many milliseconds that has been, and may end it.
    pub(in crate::journey) async fn send(
        &self,
        ticket: &str,
        seal: &Seal,
        go_on: impl Fn(f64) -> bool,
    ) -> Result<Receipt, Failure> {
        for _ in 0..CHALLENGES {
            let mut request = Request::post(&self.tickets, ticket).header("Idempotency-Key", seal.key.clone());
            if let Some(challenge) = self.challenge().await? {
                let proof = proof::solve(&challenge, &seal.key, &go_on).await.ok_or(Failure::Unproven)?;
                request = request.header(HEADER, proof);
            }
            let answer = request.until(&AbortSignal::timeout_with_u32(SEND_TIMEOUT)).send().await;
            match read(answer).await {
                Err(Failure::Unproven) => {}
                answer => return answer,
            }
        }
        Err(Failure::Unproven)
    }

    /// What has to be proved; nothing where the desk asks for nothing, or is older than the question.
    async fn challenge(&self) -> Result<Option<Challenge>, Failure> {
        let request = Request::get(&self.challenge).fresh().until(&AbortSignal::timeout_with_u32(ASK_TIMEOUT));
        match read(request.send().await).await {
            Ok(challenge) => Ok(Some(challenge)),
            // There is none, or something else is at this address: the answer to the ticket itself tells.
            Err(Failure::Unknown | Failure::Broken(_)) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// Sends the bytes of a file; `sent` is told how much has gone, in percent. Sending the same again under its id changes
    /// nothing.
    pub(in crate::journey) async fn upload(
        &self,
        file: &File,
        bytes: Vec<u8>,
        sent: impl Fn(u8) + 'static,
    ) -> Result<(), Failure> {
        let address = format!("{}/{}", self.uploads, file.upload);
        let Answer { status, retry_after, body } = upload::put(&address, &bytes, sent).await?;
        match status {
            200 | 201 => Ok(()),
            status => Err(Failure::of_file(status, retry_after.as_deref(), &body, &file.name)),
        }
    }

    /// A file of a ticket.
    pub(in crate::journey) async fn file(&self, pass: &Pass, id: &str) -> Result<Blob, Failure> {
        let address = format!("{}/{}/files/{id}", self.tickets, pass.reference);
        let request = Request::get(&address).header("Authorization", format!("Bearer {}", pass.secret)).fresh();
        let response = request.send().await.map_err(|error| unanswered(&error))?;
        match response.status() {
            410 => return Err(Failure::Gone),
            _ if !response.ok() => return Err(refused(&response).await),
            _ => {}
        }
        let blob = response.blob().map_err(|_| Failure::Broken(response.status()))?;
        let blob = JsFuture::from(blob).await.map_err(|error| unanswered(&error))?;
        blob.dyn_into().map_err(|_| Failure::Broken(response.status()))
    }

    /// How a ticket stands. Pages that ask by themselves look at [`patience::left`] before.
    pub(in crate::journey) async fn status(&self, reference: &str, secret: &str) -> Result<Ticket, Failure> {
        let address = format!("{}/{reference}", self.tickets);
        let request = Request::get(&address)
            .header("Authorization", format!("Bearer {secret}"))
            .fresh()
            .until(&AbortSignal::timeout_with_u32(ASK_TIMEOUT));
        let answer = request.send().await;
        if let Ok(response) = &answer {
            patience::learn(response.status(), header(response, "Retry-After").as_deref());
        }
        read(answer).await
    }

    /// All that is stored of a ticket, as JSON that is saved as it is.
    pub(in crate::journey) async fn export(&self, pass: &Pass) -> Result<String, Failure> {
        let address = format!("{}/{}/export", self.tickets, pass.reference);
        let request = opened(Request::get(&address), pass).fresh().until(&AbortSignal::timeout_with_u32(SEND_TIMEOUT));
        whole(request.send().await).await.map(|(_, body)| body)
    }

    /// Deletes a ticket for good.
    pub(in crate::journey) async fn delete(&self, pass: &Pass) -> Result<(), Failure> {
        let address = format!("{}/{}", self.tickets, pass.reference);
        let request = opened(Request::delete(&address), pass).until(&AbortSignal::timeout_with_u32(SEND_TIMEOUT));
        // A static host that answers every address with its home page has deleted nothing.
        match whole(request.send().await).await? {
            (204, _) => Ok(()),
            (status, _) => Err(Failure::Broken(status)),
        }
    }

    /// Confirms the address on a ticket, with nothing but a code. Doing it again changes nothing.
    pub(in crate::journey) async fn confirm(&self, reference: &str, code: &str) -> Result<Confirmed, Failure> {
        let address = format!("{}/{reference}/confirm", self.tickets);
        let body = json(&Confirmation { code: code.to_owned() })?;
        let request = Request::post(&address, &body).until(&AbortSignal::timeout_with_u32(ASK_TIMEOUT));
        read(request.send().await).await
    }

    /// Has the mail that asks to confirm sent once more, to another address if one is given.
    pub(in crate::journey) async fn ask_again(&self, pass: &Pass, email: Option<String>) -> Result<Asked, Failure> {
        let address = format!("{}/{}/confirm/again", self.tickets, pass.reference);
        let body = json(&AskAgain { email })?;
        let request = Request::post(&address, &body)
            .header("Authorization", format!("Bearer {}", pass.secret))
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

/// A request with what opens a ticket.
fn opened<'a>(request: Request<'a>, pass: &Pass) -> Request<'a> {
    request.header("Authorization", format!("Bearer {}", pass.secret))
}

fn json(body: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(body).map_err(|_| Failure::Broken(0))
}

async fn read<T: DeserializeOwned>(answer: Result<Response, JsValue>) -> Result<T, Failure> {
    let (status, body) = whole(answer).await?;
    // A static host that answers every address with its home page is not a desk.
    serde_json::from_str(&body).map_err(|_| Failure::Broken(status))
}

/// The status and the body of an answer that is a success.
async fn whole(answer: Result<Response, JsValue>) -> Result<(u16, String), Failure> {
    let response = answer.map_err(|error| unanswered(&error))?;
    if !response.ok() {
        return Err(refused(&response).await);
    }
    let body = text(&response).await.map_err(|error| unanswered(&error))?;
    Ok((response.status(), body))
}

/// What an answer that is no success means.
async fn refused(response: &Response) -> Failure {
    // Without its words, the status says enough.
    let body = text(response).await.unwrap_or_default();
    Failure::of_answer(response.status(), header(response, "Retry-After").as_deref(), &body)
}

fn unanswered(error: &JsValue) -> Failure {
    let name = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.name())).unwrap_or_default();
    match name.as_str() {
        "TimeoutError" | "AbortError" => Failure::Slow,
        _ if device::is_offline() => Failure::Offline,
        _ => Failure::Unreachable,
    }
}
