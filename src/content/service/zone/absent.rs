//! In a browser there is no time zone database: zones come with the model.

use jiff::tz::TimeZone;

/// No zone.
pub(super) fn find(_: &str) -> Option<(&'static str, TimeZone)> {
    None
}

/// No names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    std::iter::empty()
}
