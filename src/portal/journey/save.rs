//! Handing bytes to the reader as a file of their device.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

/// How long the browser has to begin: some read the file only after this turn.
const GRACE: Duration = Duration::from_secs(60);

/// Has the browser save bytes under a name.
pub(super) fn save_as(bytes: &Blob, name: &str) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(bytes)?;
    let link: HtmlAnchorElement = document().create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // An address that stays costs memory until the page is closed, and nothing else.
    set_timeout(move || drop(Url::revoke_object_url(&address)), GRACE);
    Ok(())
}
