//! What the portal keeps on the reader's device. Storage may be full or forbidden: then nothing is kept, and nothing
//! breaks.

use leptos::prelude::window;

/// What all our keys begin with.
const PREFIX: &str = "tz:";

/// What the names of tickets begin with that wait to be sent.
pub(crate) const OUTBOX: &str = "outbox:";

/// The key of what belongs to the portal below a base path alone: portals below other paths of the same host have theirs.
pub(crate) fn key(base: &str, name: &str) -> String {
    format!("{PREFIX}{base}:{name}")
}

/// Whether a ticket waits on this device to be sent.
pub(crate) fn has_waiting(base: &str) -> bool {
    let beginning = key(base, OUTBOX);
    let Some(storage) = storage() else { return false };
    let keys = (0..storage.length().unwrap_or_default()).filter_map(|index| storage.key(index).ok()?);
    keys.into_iter().any(|key| key.starts_with(&beginning))
}

/// What is kept under a name.
pub(crate) fn recall(name: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{name}")).ok()?
}

/// Keeps a text under a name; tells whether the device took it.
pub(crate) fn keep(name: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(&format!("{PREFIX}{name}"), text).is_ok())
}

/// Forgets what is kept under a name.
pub(crate) fn forget(name: &str) {
    if let Some(storage) = storage() {
        // Removing fails only where nothing could be kept either.
        let _ = storage.remove_item(&format!("{PREFIX}{name}"));
    }
}

/// The storage, where the browser lets us have it.
pub(crate) fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}
