//! The systems a reader's device may run.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A system that an article or a guide is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Platform {
    Windows,
    MacOs,
    Linux,
    Ios,
    Android,
}

impl Platform {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 5] = [Self::Windows, Self::MacOs, Self::Linux, Self::Ios, Self::Android];

    /// The word authors write.
    pub fn id(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::MacOs => "macos",
            Self::Linux => "linux",
            Self::Ios => "ios",
            Self::Android => "android",
        }
    }

    /// Words by which people name it, in lower case.
    pub(crate) fn words(self) -> &'static [&'static str] {
        match self {
            Self::Windows => &["windows", "surface"],
            Self::MacOs => &["mac", "macs", "macos", "macbook", "imac"],
            Self::Linux => &["linux", "ubuntu"],
            Self::Ios => &["ios", "iphone", "ipad", "ipados"],
            Self::Android => &["android"],
        }
    }

    /// The platform an author's word means, whatever its case.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|platform| platform.id().eq_ignore_ascii_case(id.trim()))
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Windows => "Windows",
            Self::MacOs => "macOS",
            Self::Linux => "Linux",
            Self::Ios => "iPhone and iPad",
            Self::Android => "Android",
        })
    }
}
