//! The bytes of attachments, in a storage that knows them by names the desk has drawn and by nothing else.

mod storage;
mod sweep;

use std::{path::PathBuf, sync::Arc};

use axum::body::Body;
use object_store::{ObjectStore, ObjectStoreExt as _, PutPayload, path::Path};
use tokio_stream::StreamExt as _;
use tracing::error;

pub(crate) use storage::Part;
pub use storage::{Bucket, NoBucket, Storage};
pub(crate) use sweep::sweep_now_and_then;
#[cfg(test)]
pub(crate) use sweep::{forget_keys, sweep};

use crate::{Error, problem::Problem};

/// Seconds until it is worth trying again when the storage takes nothing: a full disk is not soon mended.
const LATER: u64 = 60;

/// No name that is ever drawn.
const PROBE: &str = "probe";

/// The storage. Clones share it.
#[derive(Clone)]
pub(crate) struct Files {
    store: Arc<dyn ObjectStore>,
    /// Where it is, if it is a folder.
    folder: Option<PathBuf>,
}

impl Files {
    /// Makes ready; see [`Storage`].
    pub(crate) fn open(storage: &Storage) -> Result<Self, Error> {
        Ok(Self { store: storage.open()?, folder: storage.folder().map(Into::into) })
    }

    /// Stores bytes under a new name; when this returns, they and their name are on the disk.
    pub(crate) async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), Problem> {
        let put = self.store.put(&Path::from(name), PutPayload::from(bytes)).await;
        put.map(|_| ()).map_err(|error| Problem::unavailable(LATER, error))
    }

    /// All bytes under a name, for a copy; nothing when there is nothing.
    pub(crate) async fn bytes(&self, name: &str) -> Result<Option<Vec<u8>>, object_store::Error> {
        match self.store.get(&Path::from(name)).await {
            Ok(found) => Ok(Some(found.bytes().await?.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The bytes under a name, as they are read. `lost` is how it is told that somebody has lost them, for trying again brings
    /// nothing back.
    pub(crate) async fn get(&self, name: &str, lost: impl FnOnce(&str) -> Problem) -> Result<Body, Problem> {
        let found = self.store.get(&Path::from(name)).await.map_err(|error| match error {
            object_store::Error::NotFound { .. } => lost(&error.to_string()),
            error => Problem::unavailable(LATER, error),
        })?;
        // The head of the answer is on its way by then, and the client only sees that it breaks off.
        let told = |error: &object_store::Error| error!(cause = %error, "cannot read a file to its end");
        Ok(Body::from_stream(found.into_stream().map(move |part| part.inspect_err(told))))
    }

    /// Stores something small and removes it again. Its name is always the same, so that at most one is ever left.
    pub(crate) async fn probe(&self) -> Result<(), Problem> {
        self.put(PROBE, b"Can be removed.".to_vec()).await?;
        self.remove(PROBE).await.map_err(|error| Problem::unavailable(LATER, error))
    }

    /// Removes what is under a name, if anything is.
    pub(crate) async fn remove(&self, name: &str) -> Result<(), object_store::Error> {
        // What was being written when the desk was killed. It has a name that the storage itself does not reach.
        if let Some(folder) = &self.folder {
            let _ = tokio::fs::remove_file(folder.join(format!("{name}#1"))).await;
        }
        match self.store.delete(&Path::from(name)).await {
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            done => done,
        }
    }
}

/// A name that nobody has used.
pub(crate) fn draw_name() -> Result<String, Problem> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| Problem::broken(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
