//! The bytes of files that wait on this device, each under the id it is sent by. They lie in IndexedDB, which has room for
//! them; what a browser does not keep there is held in memory until the page is closed, and whoever puts it there is told.

use std::cell::RefCell;
use std::collections::BTreeMap;

use idb::{Database, Error, ObjectStore, TransactionMode};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast as _, JsValue};

use crate::journey::device::Device;

const FILES: &str = "files";

thread_local! {
    static HELD: RefCell<BTreeMap<String, Vec<u8>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Where the files of one portal lie.
#[derive(Debug, Clone)]
pub(in crate::journey) struct Shelf {
    database: String,
}

impl Shelf {
    /// The shelf beside what else the device keeps for this portal.
    pub(in crate::journey) fn of(device: &Device) -> Self {
        Self { database: device.key(FILES) }
    }

    /// Keeps the bytes of a file; says whether the device did. Otherwise they are held until the page is closed.
    pub(super) async fn keep(&self, id: &str, bytes: Vec<u8>) -> bool {
        let kept = self.store(id, &bytes).await.is_ok();
        if !kept {
            self.hold(id, bytes);
        }
        kept
    }

    /// Holds the bytes of a file until the page is closed, and no longer.
    pub(super) fn hold(&self, id: &str, bytes: Vec<u8>) {
        HELD.with_borrow_mut(|held| held.insert(id.to_owned(), bytes));
    }

    /// The bytes of a file, if they are still here.
    pub(super) async fn bytes(&self, id: &str) -> Option<Vec<u8>> {
        if let Some(bytes) = HELD.with_borrow(|held| held.get(id).cloned()) {
            return Some(bytes);
        }
        self.load(id).await.ok().flatten()
    }

    /// Puts the bytes of a file under another id as well; a file that is not here stays away.
    pub(in crate::journey) async fn copy(&self, id: &str, other: &str) {
        if HELD.with_borrow(|held| held.contains_key(id)) {
            HELD.with_borrow_mut(|held| held.get(id).cloned().and_then(|bytes| held.insert(other.to_owned(), bytes)));
        } else if let Some(bytes) = self.bytes(id).await {
            self.keep(other, bytes).await;
        }
    }

    /// Whether the bytes of a file are still here.
    pub(in crate::journey) async fn has(&self, id: &str) -> bool {
        HELD.with_borrow(|held| held.contains_key(id)) || self.count(id).await.unwrap_or_default() > 0
    }

    /// Ids of all files that the device keeps.
    pub(super) async fn ids(&self) -> Vec<String> {
        let keys = self.keys().await.unwrap_or_default();
        keys.iter().filter_map(JsValue::as_string).collect()
    }

    /// Lets go of files: they have been sent, or are wanted no more.
    pub(in crate::journey) async fn remove(&self, ids: Vec<String>) {
        HELD.with_borrow_mut(|held| held.retain(|id, _| !ids.contains(id)));
        if !ids.is_empty() {
            // What cannot be removed could not be kept either.
            let _ = self.delete(&ids).await;
        }
    }

    async fn open(&self) -> Result<Database, Error> {
        Database::builder(&self.database).version(1).add_object_store(ObjectStore::builder(FILES)).build().await
    }

    async fn store(&self, id: &str, bytes: &[u8]) -> Result<(), Error> {
        let database = self.open().await?;
        let transaction = database.transaction(&[FILES], TransactionMode::ReadWrite)?;
        let value = Uint8Array::from(bytes);
        transaction.object_store(FILES)?.put(&value, Some(&id.into()))?.await?;
        // Only a transaction that has come to its end is on the disk: a full one fails here.
        transaction.await?;
        database.close();
        Ok(())
    }

    async fn load(&self, id: &str) -> Result<Option<Vec<u8>>, Error> {
        let database = self.open().await?;
        let transaction = database.transaction(&[FILES], TransactionMode::ReadOnly)?;
        let value = transaction.object_store(FILES)?.get(JsValue::from(id))?.await?;
        database.close();
        Ok(value.and_then(|value| value.dyn_into::<Uint8Array>().ok()).map(|value| value.to_vec()))
    }

    async fn count(&self, id: &str) -> Result<u32, Error> {
        let database = self.open().await?;
        let transaction = database.transaction(&[FILES], TransactionMode::ReadOnly)?;
        let count = transaction.object_store(FILES)?.count(Some(JsValue::from(id).into()))?.await?;
        database.close();
        Ok(count)
    }

    async fn keys(&self) -> Result<Vec<JsValue>, Error> {
        let database = self.open().await?;
        let transaction = database.transaction(&[FILES], TransactionMode::ReadOnly)?;
        let keys = transaction.object_store(FILES)?.get_all_keys(None, None)?.await?;
        database.close();
        Ok(keys)
    }

    async fn delete(&self, ids: &[String]) -> Result<(), Error> {
        let database = self.open().await?;
        let transaction = database.transaction(&[FILES], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(FILES)?;
        for id in ids {
            store.delete(JsValue::from(id))?.await?;
        }
        transaction.await?;
        database.close();
        Ok(())
    }
}
