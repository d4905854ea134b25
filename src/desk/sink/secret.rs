//! Passwords, tokens and keys: never in `portal.toml`, never in a log.

use std::{
    env, fmt, fs, io,
    path::{Path, PathBuf},
};

/// Most bytes of a file that holds a secret.
const LONGEST: u64 = 16 * 1024;

/// A password, a token or a key. It shows itself nowhere but to who asks for it by name.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// Why there is no secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SecretError {
    /// The variable is not set, or is no text.
    #[error("the environment variable `{name}` is not set")]
    NoVariable {
        /// Its name.
        name: String,
    },
    /// The file cannot be read.
    #[error("cannot read the secret in `{}`", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is nothing in it.
    #[error("the secret in `{place}` is empty")]
    Empty {
        /// The variable or the file.
        place: String,
    },
    /// It cannot be a secret.
    #[error("`{}` is too large to hold a secret", .path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
}

impl SecretError {
    /// How to mend it, as a phrase for a `help:` line.
    pub fn help(&self) -> String {
        match self {
            Self::NoVariable { name } => format!("set it where the desk is started: `{name}=… tierzero desk …`"),
            Self::File { .. } => "name a file that this user may read".into(),
            Self::Empty { .. } => "write the secret on the first line".into(),
            Self::TooLarge { .. } => "name the file that holds the secret and nothing else".into(),
        }
    }
}

impl Secret {
    /// Of a text that is known already.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Of an environment variable.
    ///
    /// # Errors
    ///
    /// When it is not set or empty.
    pub fn from_env(name: &str) -> Result<Self, SecretError> {
        let text = env::var(name).map_err(|_| SecretError::NoVariable { name: name.into() })?;
        Self::read(&text, name)
    }

    /// Of a file, without the line break at its end.
    ///
    /// # Errors
    ///
    /// When it cannot be read, is empty, or larger than a secret can be.
    pub fn from_file(path: &Path) -> Result<Self, SecretError> {
        let failed = |source| SecretError::File { path: path.into(), source };
        if fs::metadata(path).map_err(failed)?.len() > LONGEST {
            return Err(SecretError::TooLarge { path: path.into() });
        }
        Self::read(&fs::read_to_string(path).map_err(failed)?, &path.display().to_string())
    }

    fn read(text: &str, place: &str) -> Result<Self, SecretError> {
        match text.trim_matches(['\r', '\n', ' ', '\t']) {
            "" => Err(SecretError::Empty { place: place.into() }),
            text => Ok(Self(text.into())),
        }
    }

    /// Each of several that are written one a line.
    pub(crate) fn several(&self) -> impl Iterator<Item = &str> {
        self.0.split_whitespace()
    }

    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use insta::assert_snapshot;

    use super::*;

    #[test]
    fn a_secret_does_not_show_itself() {
        assert_eq!(format!("{:?}", Some(Secret::new("hunter2"))), "Some(Secret(…))");
    }

    #[test]
    fn a_file_may_end_with_a_line_break() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("token");
        fs::write(&file, "hunter2\n").unwrap();
        assert_eq!(Secret::from_file(&file).unwrap().expose(), "hunter2");
        fs::write(&file, "\n").unwrap();
        assert!(matches!(Secret::from_file(&file), Err(SecretError::Empty { .. })));
        fs::write(&file, "x".repeat(20_000)).unwrap();
        assert!(matches!(Secret::from_file(&file), Err(SecretError::TooLarge { .. })));
        assert!(matches!(Secret::from_file(&folder.path().join("none")), Err(SecretError::File { .. })));
    }

    #[test]
    fn who_looks_for_a_secret_in_vain_is_told_where() {
        let error = Secret::from_env("TIERZERO_TEST_NO_SUCH_SECRET").unwrap_err();
        assert_snapshot!(format!("{error}\nhelp: {}", error.help()), @"
        the environment variable `TIERZERO_TEST_NO_SUCH_SECRET` is not set
        help: set it where the desk is started: `TIERZERO_TEST_NO_SUCH_SECRET=… tierzero desk …`
        ");
    }
}
