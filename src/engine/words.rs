//! What the worker says to a reader.

use search::PackError;

/// The module stopped in the middle of something.
pub(crate) const STOPPED: &str =
    "Full search has stopped because of a fault. Titles can still be searched; reload the page to try again.";
/// There was no answer at all.
pub(crate) const UNREACHABLE: &str =
    "Full search could not be loaded: there is no connection. Titles can still be searched.";
/// The bytes broke off or are not what was sent.
pub(crate) const TORN: &str = "Full search could not be loaded: its file arrived incomplete. Titles can still be searched; reload the page to try again.";
/// The browser lacks something.
pub(crate) const OLD_BROWSER: &str =
    "Full search could not be loaded: this browser is too old for it. Titles can still be searched.";

/// The host answered, but not with the file.
pub(crate) fn refused(status: u16) -> String {
    format!("Full search could not be loaded: its file is missing (HTTP {status}). Titles can still be searched.")
}

/// The file came, but cannot be used.
pub(crate) fn cannot_open(error: &PackError) -> String {
    match error {
        PackError::OtherVersion { .. } => {
            "Full search could not be loaded: the site has been updated meanwhile. Reload the page.".to_owned()
        }
        PackError::NotAPack => {
            "Full search could not be loaded: something else was sent in place of its file. Titles can still be searched.".to_owned()
        }
        PackError::Torn { .. } | PackError::Damaged { .. } => TORN.to_owned(),
        PackError::Index(_) | PackError::Read(_) | PackError::Lacks { .. } => {
            "Full search could not be loaded: its file cannot be read. Titles can still be searched.".to_owned()
        }
    }
}
