//! The bytes of attachments, in a storage that knows them by names the desk has drawn and by nothing else. Today it is a
//! folder; whatever [`ObjectStore`] reaches could be one.

mod sweep;

use std::{fs::DirBuilder, io, path::PathBuf, sync::Arc};

use axum::body::Body;
use object_store::{ObjectStore, ObjectStoreExt as _, PutPayload, local::LocalFileSystem, path::Path};
use tokio_stream::StreamExt as _;
use tracing::error;

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
    folder: PathBuf,
}

impl Files {
    /// A folder as the storage; it is made, for its owner only, when it is not there.
    pub(crate) fn open(folder: &std::path::Path) -> Result<Self, Error> {
        let failed = |source: io::Error| Error::Attachments { path: folder.into(), source };
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(failed)?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|error| failed(io::Error::other(error)))?;
        Ok(Self { store: Arc::new(store.with_fsync(true)), folder: folder.into() })
    }

    /// Stores bytes under a new name; when this returns, they and their name are on the disk.
    pub(crate) async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), Problem> {
        let put = self.store.put(&Path::from(name), PutPayload::from(bytes)).await;
        put.map(|_| ()).map_err(|error| Problem::unavailable(LATER, error))
    }

    /// The bytes under a name, as they are read.
    pub(crate) async fn get(&self, name: &str) -> Result<Body, Problem> {
        let found = self.store.get(&Path::from(name)).await.map_err(|error| match error {
            // Somebody has lost it, and trying again brings nothing back.
            object_store::Error::NotFound { .. } => Problem::broken(error),
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
        let _ = tokio::fs::remove_file(self.folder.join(format!("{name}#1"))).await;
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
