//! Words of files that go along.

use content::file::MEGABYTE;

use super::sending::why_not_sent;
use crate::journey::Failure;

pub(crate) const DROP_OR_PASTE: &str = "You can also drop files anywhere on this page, or paste a screenshot.";
pub(crate) const READING_FILES: &str = "Reading …";
pub(crate) const SCREENSHOT: &str = "Screenshot";
pub(crate) const ADD_FILES: &str = "Add files to your reply";
pub(crate) const FILES: &str = "Files";
pub(crate) const FILE_SENT: &str = "sent";

/// How large a file is.
pub(crate) fn file_size(bytes: u64) -> String {
    const KILOBYTE: u64 = 1024;
    match bytes {
        0..KILOBYTE => format!("{bytes} bytes"),
        KILOBYTE..MEGABYTE => format!("{} kB", bytes / KILOBYTE),
        _ => format!("{}.{} MB", bytes / MEGABYTE, bytes % MEGABYTE * 10 / MEGABYTE),
    }
}

/// What a screen reader says for the button that takes a file off.
pub(crate) fn take_off(file: &str) -> String {
    format!("Remove {file}")
}

/// A file goes along.
pub(crate) fn file_added(file: &str) -> String {
    format!("{file} goes along.")
}

/// A file that the browser could not read.
pub(crate) fn unreadable(file: &str) -> String {
    format!("The file “{file}” cannot be read; it may have been moved or removed. Choose it again")
}

/// A file for which the device has no room.
pub(crate) fn no_room_for(file: &str) -> String {
    format!("Your browser has no room to keep {file}: keep this page open until it is sent.")
}

/// What was taken out of a picture.
pub(crate) fn metadata_removed(file: &str) -> String {
    format!("We took out of {file} where, when and with what it was made. The picture looks the same.")
}

/// What could not be taken out of a picture.
pub(crate) fn metadata_unknown(file: &str) -> String {
    format!("{file} may tell where and when it was made: we cannot take that out of files of this kind.")
}

/// What a screen reader calls the bar that shows how much of a file has been sent.
pub(crate) fn sending_file(file: &str) -> String {
    format!("Sending {file}")
}

/// What a screen reader says for the button that saves a file on the device.
pub(crate) fn save_file(file: &str) -> String {
    format!("Save {file} on this device")
}

/// Why a file was not fetched.
pub(crate) fn file_not_fetched(file: &str, failure: &Failure) -> String {
    match failure {
        Failure::Gone => format!("{file} is gone from the service desk's storage. Tell them with a reply."),
        failure => format!("{file} did not come. {} Try it again.", why_not_sent(failure)),
    }
}

/// A kept file that is not there any more.
pub(crate) fn file_lost(file: &str) -> String {
    format!("The file “{file}” is no longer on this device. Choose it again")
}

#[cfg(test)]
mod tests {
    use super::file_size;

    #[test]
    fn sizes_are_said_in_what_people_count_by() {
        assert_eq!([0, 900, 1024, 350_000].map(file_size), ["0 bytes", "900 bytes", "1 kB", "341 kB"]);
        assert_eq!([1_048_576, 2_600_000].map(file_size), ["1.0 MB", "2.4 MB"]);
    }
}
