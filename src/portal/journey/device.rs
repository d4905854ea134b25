//! What the reader's device keeps. A browser may refuse to keep anything (private windows, full storage, policies), so
//! nothing here fails: what is not kept is held in memory until the page is closed, and whoever writes is told.

use std::cell::RefCell;

use leptos::prelude::window;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::Storage;

use crate::device::key;
use crate::page::Site;

thread_local! {
    /// What the storage refused, by key: it goes from page to page with the reader, and no further.
    static HELD: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

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

    /// Whether the device keeps anything at all.
    pub(super) fn keeps(&self) -> bool {
        let kept = self.write(Area::Device, "probe", &"");
        self.remove(Area::Device, "probe");
        kept
    }

    /// What is kept under a name, if it can be read.
    pub(super) fn read<T: DeserializeOwned>(&self, area: Area, name: &str) -> Option<T> {
        serde_json::from_str(&self.text(area, name)?).ok()
    }

    /// Whether there is something under a name.
    pub(super) fn has(&self, area: Area, name: &str) -> bool {
        self.text(area, name).is_some()
    }

    /// Keeps something; says whether the device did. Otherwise it is held until the page is closed.
    pub(super) fn write<T: Serialize>(&self, area: Area, name: &str, value: &T) -> bool {
        let Ok(text) = serde_json::to_string(value) else { return false };
        let key = self.key(name);
        let kept = storage(area).is_some_and(|storage| storage.set_item(&key, &text).is_ok());
        HELD.with_borrow_mut(|held| hold(held, key, (!kept).then_some(text)));
        kept
    }

    /// Holds something until the page is closed, and no longer.
    pub(super) fn hold<T: Serialize>(&self, name: &str, value: &T) {
        // What we hold always has a place in JSON.
        let Ok(text) = serde_json::to_string(value) else { return };
        HELD.with_borrow_mut(|held| hold(held, self.key(name), Some(text)));
    }

    /// Removes what is kept under a name.
    pub(super) fn remove(&self, area: Area, name: &str) {
        let key = self.key(name);
        if let Some(storage) = storage(area) {
            // A storage that refuses to remove has nothing to offer later either.
            let _ = storage.remove_item(&key);
        }
        HELD.with_borrow_mut(|held| hold(held, key, None));
    }

    /// The names on the device that begin like this.
    pub(super) fn names(&self, beginning: &str) -> Vec<String> {
        let mut keys = HELD.with_borrow(|held| held.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>());
        if let Some(storage) = storage(Area::Device) {
            let length = storage.length().unwrap_or_default();
            keys.extend((0..length).filter_map(|index| storage.key(index).ok()?));
        }
        keys.sort_unstable();
        keys.dedup();
        let own = self.key("");
        let names = keys.iter().filter_map(|key| key.strip_prefix(&own));
        names.filter(|name| name.starts_with(beginning)).map(str::to_owned).collect()
    }

    /// What is held comes first: it is newer than what the storage kept before it refused.
    fn text(&self, area: Area, name: &str) -> Option<String> {
        let key = self.key(name);
        let held = HELD.with_borrow(|held| held.iter().find(|(other, _)| *other == key).map(|(_, text)| text.clone()));
        held.or_else(|| storage(area)?.get_item(&key).ok()?)
    }

    /// What the storage knows a name by.
    pub(super) fn key(&self, name: &str) -> String {
        key(&self.base, name)
    }
}

/// Holds a text under a key in place of what was held before.
fn hold(held: &mut Vec<(String, String)>, key: String, text: Option<String>) {
    held.retain(|(other, _)| *other != key);
    held.extend(text.map(|text| (key, text)));
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

#[cfg(test)]
mod tests {
    use super::hold;

    #[test]
    fn what_is_held_is_replaced_and_taken_away() {
        let mut held = Vec::new();
        hold(&mut held, "a".into(), Some("1".into()));
        hold(&mut held, "b".into(), Some("2".into()));
        hold(&mut held, "a".into(), Some("3".into()));
        assert_eq!(held, [("b".to_owned(), "2".to_owned()), ("a".to_owned(), "3".to_owned())]);
        hold(&mut held, "b".into(), None);
        assert_eq!(held, [("a".to_owned(), "3".to_owned())]);
    }
}
