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

/// Something that must be known of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Where it is.
    Endpoint,
    Region,
    KeyId,
    Secret,
}

impl Part {
    const ALL: [Self; 4] = [Self::Endpoint, Self::Region, Self::KeyId, Self::Secret];

    /// The variables that all tools know; the first is as good as the others.
    fn variables(self) -> &'static [&'static str] {
        match self {
            Self::Endpoint => &["AWS_ENDPOINT", "AWS_ENDPOINT_URL"],
            Self::Region => &["AWS_REGION", "AWS_DEFAULT_REGION"],
            Self::KeyId => &["AWS_ACCESS_KEY_ID"],
            Self::Secret => &["AWS_SECRET_ACCESS_KEY"],
        }
    }

    /// The variable of the desk's own setting.
    fn own(self) -> &'static str {
        match self {
            Self::Endpoint => "TIERZERO_DESK_ATTACHMENTS_ENDPOINT",
            Self::Region => "TIERZERO_DESK_ATTACHMENTS_REGION",
            Self::KeyId => "TIERZERO_DESK_ATTACHMENTS_KEY_ID",
            Self::Secret => "TIERZERO_DESK_ATTACHMENTS_SECRET",
        }
    }
}

/// A text is no address of a bucket, or the key to it cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct NoBucket {
    fault: String,
}

impl FromStr for Storage {
    type Err = NoBucket;

    /// Of `s3://bucket/prefix`, with the variables of the process that begin with `AWS_` and those of a desk's own settings for a
    /// bucket; anything else is a folder.
    fn from_str(text: &str) -> Result<Self, NoBucket> {
        let mut storage = Self::named(text)?;
        if let Self::Bucket(bucket) = &mut storage {
            let variables: Vec<_> = env::vars().filter(|(_, value)| !value.is_empty()).collect();
            bucket.know(variables.iter().cloned());
            bucket.know_our_own(&variables)?;
        }
        Ok(storage)
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
    /// By its address alone: of a bucket nothing else is known yet.
    pub(crate) fn named(text: &str) -> Result<Self, NoBucket> {
        let Some(rest) = text.strip_prefix(SCHEME) else { return Ok(Self::Folder(text.into())) };
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
        if name.is_empty() || !name.bytes().all(plain) || prefix.contains(['?', '#']) {
            return Err(NoBucket { fault: "it names no bucket".into() });
        }
        Ok(Self::Bucket(Bucket { name: name.into(), prefix: prefix.trim_matches('/').into(), variables: Vec::new() }))
    }

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
    /// Takes what variables of the process say.
    pub(crate) fn know(&mut self, variables: impl Iterator<Item = (String, String)>) {
        let theirs = variables.filter(|(name, value)| name.starts_with("AWS_") && !value.is_empty());
        self.variables = theirs.map(|(name, value)| (name, Secret::new(value))).collect();
    }

    /// Takes what the variables of a desk's own settings say, for those who read no settings.
    fn know_our_own(&mut self, variables: &[(String, String)]) -> Result<(), NoBucket> {
        let said = |name: &str| variables.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        for part in Part::ALL {
            if let Some(value) = said(part.own()) {
                self.set(part, Secret::new(value));
            }
        }
        match said(&format!("{}_FILE", Part::Secret.own())) {
            Some(path) => {
                let secret =
                    Secret::from_file(Path::new(path)).map_err(|error| NoBucket { fault: error.to_string() })?;
                self.set(Part::Secret, secret);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// What is known of a part, and the variable that says it.
    pub(crate) fn find(&self, part: Part) -> Option<(&str, &Secret)> {
        let named = |name: &&str| self.variables.iter().find(|(known, _)| known == *name);
        part.variables().iter().find_map(named).map(|(name, value)| (name.as_str(), value))
    }

    /// Takes a part instead of what was known of it.
    pub(crate) fn set(&mut self, part: Part, value: Secret) {
        // A token of a session belongs to the key that it came with.
        let tokens: &[&str] = if part == Part::KeyId { &["AWS_SESSION_TOKEN", "AWS_TOKEN"] } else { &[] };
        self.variables.retain(|(name, _)| !part.variables().iter().chain(tokens).any(|known| known == name));
        if let Some(name) = part.variables().first() {
            self.variables.push(((*name).to_owned(), value));
        }
    }

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
            assert!(wrong.parse::<Storage>().is_err(), "{wrong}");
        }
        assert!("/srv/files".parse::<Storage>().unwrap().folder().is_some());
    }
}
