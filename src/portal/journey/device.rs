//! What the reader's device keeps. A browser may refuse to keep anything (private windows, full storage, policies), so
//! nothing here fails: what cannot be read is not there, and what cannot be written is not kept.

use leptos::prelude::window;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::Storage;

use crate::page::Site;

/// How long something is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Area {
    /// Until the reader or the portal removes it.
    Device,
    /// Until the tab is closed.
    Visit,
}

/// The part of the device's storage that belongs to one portal. Portals below other paths of the same host have theirs.
#[derive(Debug, Clone)]
pub(super) struct Device {
    base: String,
}

impl Device {
    /// The storage of this portal.
    pub(super) fn of(site: &Site) -> Self {
        Self { base: site.base.clone() }
    }

    /// What is kept under a name, if it can be read.
    pub(super) fn read<T: DeserializeOwned>(&self, area: Area, name: &str) -> Option<T> {
        let text = storage(area)?.get_item(&self.key(name)).ok()??;
        serde_json::from_str(&text).ok()
    }

    /// Keeps something; says whether the device did.
    pub(super) fn write<T: Serialize>(&self, area: Area, name: &str, value: &T) -> bool {
        let Ok(text) = serde_json::to_string(value) else { return false };
        storage(area).is_some_and(|storage| storage.set_item(&self.key(name), &text).is_ok())
    }

    /// Removes what is kept under a name.
    pub(super) fn remove(&self, area: Area, name: &str) {
        if let Some(storage) = storage(area) {
            // A storage that refuses to remove has nothing to offer later either.
            let _ = storage.remove_item(&self.key(name));
        }
    }

    fn key(&self, name: &str) -> String {
        format!("tz:{}:{name}", self.base)
    }
}

fn storage(area: Area) -> Option<Storage> {
    match area {
        Area::Device => crate::device::storage(),
        Area::Visit => window().session_storage().ok()?,
    }
}

/// Now, in milliseconds since 1970.
pub(super) fn now() -> f64 {
    js_sys::Date::now()
}

/// Whether the device says that it has no connection.
pub(super) fn is_offline() -> bool {
    !window().navigator().on_line()
}
