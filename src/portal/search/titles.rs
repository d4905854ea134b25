//! Fetches the list of titles.

use search::titles::Titles;

use crate::request::{Request, text};

/// The list at an address; `None` when it cannot be had.
pub(super) async fn load(address: &str) -> Option<Titles> {
    let response = Request::get(address).send().await.ok().filter(|response| response.ok())?;
    Titles::read(&text(&response).await.ok()?)
}
