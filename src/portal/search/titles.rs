//! Fetches the list of titles.

use gloo_net::http::Request;
use search::titles::Titles;

/// The list at an address; `None` when it cannot be had.
pub(super) async fn load(address: &str) -> Option<Titles> {
    let response = Request::get(address).send().await.ok().filter(|response| response.ok())?;
    serde_json::from_str(&response.text().await.ok()?).ok()
}
