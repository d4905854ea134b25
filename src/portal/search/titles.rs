//! The list of titles: what the page's first script fetches, or fetched now. A page that links it has it on the way already.

use search::titles::Titles;
use web_sys::AbortSignal;

use crate::between::promised_titles;
use crate::request::{Request, text};

/// Milliseconds until the titles are given up; the engine waits for them.
const PATIENCE: u32 = 20_000;

/// The list at an address; `None` when it cannot be had.
pub(super) async fn load(address: &str) -> Option<Titles> {
    if let Some(titles) = promised_titles().await {
        return Titles::read(&titles);
    }
    let response = Request::get(address)
        .until(&AbortSignal::timeout_with_u32(PATIENCE))
        .send()
        .await
        .ok()
        .filter(|response| response.ok())?;
    Titles::read(&text(&response).await.ok()?)
}
