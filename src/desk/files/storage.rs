//! Where the bytes of attachments are: a folder, or a bucket of S3 or of what speaks like it.

use std::{
    env, fmt,
    fs::DirBuilder,
    io,
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
    time::Duration,
};

use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, RetryConfig, aws::AmazonS3Builder, local::LocalFileSystem,
    prefix::PrefixStore,
};

use crate::{
    Error,
    sink::{Secret, with_ring},
};

/// What a bucket's address begins with.
const SCHEME: &str = "s3://";
/// How long a bucket may take to be reached, and to answer one request with all its bytes.
const CONNECT: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(60);
/// How long a request that failed is tried again; whoever waits is told to come again after that.
const PATIENCE: Duration = Duration::from_secs(10);
const ATTEMPTS: usize = 2;

/// Where the bytes of attachments are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Storage {
    /// A folder of this computer.
    Folder(PathBuf),
    /// A bucket.
    Bucket(Bucket),
}

/// A bucket of S3 or of what speaks like it, such as MinIO.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// What all names in it begin with; may be empty.
    pub prefix: String,
    /// Region, keys and address, by the names of their variables, such as `AWS_REGION`; nothing else of the environment counts.
    pub variables: Vec<(String, Secret)>,
}

/// A text is no address of a bucket.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("it names no bucket")]
pub struct NoBucket;

impl FromStr for Storage {
    type Err = NoBucket;

    /// Of `s3://bucket/prefix`, with the variables of the process that begin with `AWS_`; anything else is a folder.
    fn from_str(text: &str) -> Result<Self, NoBucket> {
        let Some(rest) = text.strip_prefix(SCHEME) else { return Ok(Self::Folder(text.into())) };
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
        if name.is_empty() || !name.bytes().all(plain) || prefix.contains(['?', '#']) {
            return Err(NoBucket);
        }
        let variables = env::vars().filter(|(name, _)| name.starts_with("AWS_"));
        Ok(Self::Bucket(Bucket {
            name: name.into(),
            prefix: prefix.trim_matches('/').into(),
            variables: variables.map(|(name, value)| (name, Secret::new(value))).collect(),
        }))
    }
}

impl From<PathBuf> for Storage {
    fn from(folder: PathBuf) -> Self {
        Self::Folder(folder)
    }
}

impl fmt::Display for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => folder.display().fmt(f),
            Self::Bucket(Bucket { name, prefix, .. }) if prefix.is_empty() => write!(f, "{SCHEME}{name}"),
            Self::Bucket(Bucket { name, prefix, .. }) => write!(f, "{SCHEME}{name}/{prefix}"),
        }
    }
}

impl Storage {
    /// The folder, if it is one.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) => Some(folder),
            Self::Bucket(_) => None,
        }
    }

    /// Makes ready. A folder is made, for its owner only, when it is not there; a bucket is there, and is not asked yet.
    pub(super) fn open(&self) -> Result<Arc<dyn ObjectStore>, Error> {
        match self {
            Self::Folder(folder) => open_folder(folder),
            Self::Bucket(bucket) => bucket.open(),
        }
    }
}

fn open_folder(folder: &Path) -> Result<Arc<dyn ObjectStore>, Error> {
    let failed = |source: io::Error| Error::Attachments { path: folder.into(), source };
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(failed)?;
    let store = LocalFileSystem::new_with_prefix(folder).map_err(|error| failed(io::Error::other(error)))?;
    Ok(Arc::new(store.with_fsync(true)))
}

impl Bucket {
    fn open(&self) -> Result<Arc<dyn ObjectStore>, Error> {
        with_ring();
        let failed = |source: object_store::Error| Error::Bucket { name: self.name.clone(), source };
        // A time of less than the client's own would cut large files off; more would keep a reader waiting for nothing.
        let times = ClientOptions::new().with_connect_timeout(CONNECT).with_timeout(WHOLE);
        let retry = RetryConfig {
            max_retries: ATTEMPTS,
            retry_timeout: PATIENCE,
            backoff: BackoffConfig { max_backoff: Duration::from_secs(2), ..BackoffConfig::default() },
        };
        let mut builder = AmazonS3Builder::new().with_client_options(times).with_retry(retry);
        for (name, value) in &self.variables {
            if let Ok(key) = name.to_ascii_lowercase().parse() {
                builder = builder.with_config(key, value.expose());
            }
        }
        // Not all that speak like S3 remove several at once, and the desk never needs to.
        let store = builder.with_bucket_name(&self.name).with_disable_bulk_delete(true).build().map_err(failed)?;
        Ok(match self.prefix.as_str() {
            "" => Arc::new(store),
            prefix => Arc::new(PrefixStore::new(store, prefix)),
        })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn a_bucket_has_an_address_and_all_else_is_a_folder() {
        for text in ["s3://desk", "s3://desk/a/b", "/srv/files", "files"] {
            assert_eq!(text.parse::<Storage>().unwrap().to_string(), text);
        }
        assert_eq!("s3://desk//a/".parse::<Storage>().unwrap().to_string(), "s3://desk/a");
        for wrong in ["s3://", "s3:///a", "s3://user:geheim@desk", "s3://desk/a?b"] {
            assert_eq!(wrong.parse::<Storage>(), Err(NoBucket), "{wrong}");
        }
        assert!("/srv/files".parse::<Storage>().unwrap().folder().is_some());
    }
}
