//! Values as people write them.

use std::{
    ffi::OsStr,
    net::SocketAddr,
    num::NonZeroU32,
    path::{Path, PathBuf},
    time::Duration,
};

use axum::http::HeaderName;
use url::Url;

use super::secret;
use crate::{
    Database, Error, Limit, NoDatabase, Proof,
    files::{NoBucket, Storage},
    origin, server,
};

/// The port that a desk listens at.
pub(super) const PORT: u16 = 8081;
/// The time that a rate without one is counted in.
const SPAN: Duration = Duration::from_secs(600);
const DAY: Duration = Duration::from_secs(86_400);
const MEGABYTE: u64 = 1 << 20;
/// Most bytes of a request; all requests together get 32 MB of memory, and one of them must not have all of it.
const LARGEST_BODY: u64 = 16 * MEGABYTE;
const UNITS_OF_TIME: [(&str, u64); 4] = [("s", 1), ("m", 60), ("h", 3_600), ("d", 86_400)];
const UNITS_OF_SIZE: [(&str, u64); 4] = [("b", 1), ("kb", 1 << 10), ("mb", MEGABYTE), ("gb", 1 << 30)];

/// Why a text is no value, what was expected, and what to write.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) fault: String,
    pub(super) expected: &'static str,
    pub(super) help: String,
}

type Read<T> = Result<T, Wrong>;

fn wrong<T>(fault: impl Into<String>, expected: &'static str, help: impl Into<String>) -> Read<T> {
    Err(Wrong { fault: fault.into(), expected, help: help.into() })
}

/// What a value is read from; spaces around it are nobody's intention.
fn text(written: &OsStr) -> Read<&str> {
    match written.to_str() {
        Some(text) => Ok(text.trim()),
        None => wrong("it is no UTF-8", "a text", "write it in UTF-8"),
    }
}

/// A file or a folder, whatever its name is.
pub(super) fn path(written: &OsStr) -> Read<PathBuf> {
    if written.is_empty() {
        return wrong("it is empty", "a path", "write a path such as `/var/lib/tierzero/tickets.db`, or leave it out");
    }
    Ok(Path::new(written).to_owned())
}

/// A folder or a bucket.
pub(super) fn storage(written: &OsStr) -> Read<Storage> {
    match written.to_str() {
        Some(text) if text.trim().starts_with("s3://") => Storage::named(text.trim()).or_else(|error: NoBucket| {
            wrong(
                error.to_string(),
                "a folder or a bucket",
                "write `s3://BUCKET/PREFIX`; its key has settings of its own",
            )
        }),
        _ => path(written).map(Storage::Folder),
    }
}

/// A file or a server.
pub(super) fn database(written: &OsStr) -> Read<Database> {
    match written.to_str().filter(|text| text.contains("://")) {
        // What was written may hold a password, so only its scheme is told.
        Some(text) => text.trim().parse().or_else(|error: NoDatabase| {
            let (fault, help) = (error.fault.clone(), NoDatabase::HELP);
            wrong(fault, "a file or a PostgreSQL database", help)
        }),
        None => path(written).map(Database::File),
    }
}

/// An address and a port. A name is refused, not looked up: it can mean several addresses, and the desk would listen at one
/// of them only.
pub(super) fn address(written: &OsStr) -> Read<SocketAddr> {
    let text = text(written)?;
    text.parse().or_else(|_| {
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) => (host, port.parse::<u16>().ok()),
            None => ("", text.parse().ok()),
        };
        let port = port.unwrap_or(PORT);
        let expected = "an address and a port";
        match host {
            "localhost" => wrong("a name is no address", expected, format!("write `127.0.0.1:{port}`")),
            _ => wrong(
                "it is no address with a port",
                expected,
                format!(
                    "write `127.0.0.1:{port}` for this computer only, `0.0.0.0:{port}` for every network it is in, or one of \
                     its own addresses"
                ),
            ),
        }
    })
}

/// An origin, as it is written.
pub(super) fn origin(written: &OsStr) -> Read<String> {
    let text = text(written)?;
    match origin::read(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => {
            let help = error.help().unwrap_or_default();
            let fault = if let Error::Origin { fault, .. } = error { fault } else { "it is no origin" };
            wrong(fault, "an origin", help)
        }
    }
}

/// The name of a header.
pub(super) fn header(written: &OsStr) -> Read<HeaderName> {
    let help = "write the name of a header alone, such as `x-forwarded-for`";
    text(written)?.parse().or_else(|_| wrong("it is no name of a header", "a header", help))
}

/// An address that requests can go to.
pub(super) fn web_address(written: &OsStr) -> Read<String> {
    let text = text(written)?;
    let is_address = |url: Url| matches!(url.scheme(), "http" | "https") && url.host().is_some();
    match Url::parse(text).is_ok_and(is_address) {
        true => Ok(text.to_owned()),
        false => wrong("it is no address", "an address", "write scheme and host, such as `https://minio.example.com`"),
    }
}

/// A text without spaces.
pub(super) fn word(written: &OsStr) -> Read<String> {
    match text(written)? {
        "" => wrong("it is empty", "a word", "write it, or leave it out"),
        text if text.contains(char::is_whitespace) => {
            wrong("there is a space in it", "a word", "write it without spaces")
        }
        text => Ok(text.to_owned()),
    }
}

/// Whether a proof of work is asked for.
pub(super) fn proof(written: &OsStr) -> Read<Proof> {
    Ok(if switch(written)? { Proof::On } else { Proof::Off })
}

/// On or off.
pub(super) fn switch(written: &OsStr) -> Read<bool> {
    match text(written)? {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => wrong("it is neither `on` nor `off`", "on or off", "write `on` or `off`"),
    }
}

/// How many connections there may be: as many as this process may have files open for.
pub(super) fn connections(written: &OsStr) -> Read<usize> {
    const EXPECTED: &str = "a number of connections";
    match text(written)?.replace('_', "").parse() {
        Ok(0) => wrong("nobody could connect", EXPECTED, "write at least `1`"),
        Ok(number) => match server::expect_files(number) {
            Ok(()) => Ok(number),
            Err(error) => wrong(error.to_string(), EXPECTED, error.help().unwrap_or_default()),
        },
        Err(_) => wrong("it is no whole number", EXPECTED, "write a whole number, such as `500`"),
    }
}

/// A time with its unit, within bounds.
pub(super) fn time(least: &'static str, most: &'static str) -> impl Fn(&OsStr) -> Read<Duration> {
    move |written| {
        let time = bare_time(text(written)?)?;
        let bound = |text| bare_time(text).unwrap_or(DAY);
        let fault = match () {
            () if time < bound(least) => "it is too short",
            () if time > bound(most) => "it is too long",
            () => return Ok(time),
        };
        wrong(fault, "a time", format!("write a time from `{least}` to `{most}`"))
    }
}

fn bare_time(text: &str) -> Read<Duration> {
    const EXPECTED: &str = "a time with its unit";
    let found = counted(text, &UNITS_OF_TIME).map(Duration::from_secs);
    found.or_else(|fault| match fault {
        Fault::NoUnit(number) => {
            let help = format!("write `{number}s` for seconds, `{number}m` for minutes, `{number}h` for hours");
            wrong("its unit is missing", EXPECTED, help)
        }
        Fault::NoNumber => {
            wrong("it is no time", EXPECTED, "write a whole number and `s`, `m`, `h` or `d`, such as `30s` or `10m`")
        }
    })
}

/// The size of a request.
pub(super) fn body(written: &OsStr) -> Read<usize> {
    let size = size(written)?;
    if !(1 << 10..=LARGEST_BODY).contains(&size) {
        let fault = if size > LARGEST_BODY { "it is too large" } else { "it is too small" };
        return wrong(fault, "a size", format!("write a size from `1kB` to `{}MB`", LARGEST_BODY / MEGABYTE));
    }
    usize::try_from(size).or_else(|_| wrong("it is too large", "a size", "write a smaller one"))
}

/// Room on a disk.
pub(super) fn room(written: &OsStr) -> Read<u64> {
    let size = size(written)?;
    // The database counts bytes with a sign.
    if size < MEGABYTE || i64::try_from(size).is_err() {
        return wrong("no file would fit, or all of them", "a size", "write a size from `1MB`, such as `2GB`");
    }
    Ok(size)
}

/// Most bytes of files; none may go along.
pub(super) fn files(written: &OsStr) -> Read<u64> {
    size(written)
}

fn size(written: &OsStr) -> Read<u64> {
    const EXPECTED: &str = "a size with its unit";
    counted(&text(written)?.to_lowercase().replace("ib", "b"), &UNITS_OF_SIZE).or_else(|fault| match fault {
        Fault::NoUnit(number) => {
            let help = format!("write `{number}B` for bytes, or `kB`, `MB` or `GB`, of 1024 each");
            wrong("its unit is missing", EXPECTED, help)
        }
        Fault::NoNumber => {
            wrong("it is no size", EXPECTED, "write a whole number and `kB`, `MB` or `GB`, such as `2MB`")
        }
    })
}

/// A number of days.
pub(super) fn days(written: &OsStr) -> Read<u32> {
    match text(written)?.parse() {
        Ok(days @ 1..=3_650) => Ok(days),
        _ => wrong("it is no number of days", "a number of days", "write a whole number from `1` to `3650`"),
    }
}

/// So many in so long; `None` is no limit.
pub(super) fn rate(written: &OsStr) -> Read<Option<Limit>> {
    let help = "write a whole number for 10 minutes, such as `30`, or with its time, such as `200/1h`; `0` is no limit";
    limit(text(written)?, help, |count| count.replace('_', "").parse().ok())
}

/// So many megabytes in so long.
pub(super) fn megabytes_rate(written: &OsStr) -> Read<Option<Limit>> {
    let help = "write megabytes for 10 minutes, such as `600MB`, or with their time, such as `2GB/1h`; `0` is no limit";
    limit(text(written)?, help, |count| match count.parse() {
        Ok(megabytes) => Some(megabytes),
        Err(_) => {
            let bytes = size(OsStr::new(count)).ok()?;
            bytes.is_multiple_of(MEGABYTE).then(|| u32::try_from(bytes / MEGABYTE).ok()).flatten()
        }
    })
}

fn limit(text: &str, help: &str, count: impl Fn(&str) -> Option<u32>) -> Read<Option<Limit>> {
    let (number, span) = match text.split_once('/') {
        Some((number, span)) => (number.trim(), Some(span.trim())),
        None => (text, None),
    };
    let per = match span.map(bare_time) {
        None => SPAN,
        Some(Ok(per)) if (Duration::from_secs(1)..=DAY).contains(&per) => per,
        Some(Ok(_)) => return wrong("a rate is counted in a second to a day", "a rate", help),
        Some(Err(_)) => return wrong("behind the `/` there is no time with its unit", "a rate", help),
    };
    match count(number) {
        Some(count) => Ok(NonZeroU32::new(count).map(|count| Limit { count, per })),
        None => wrong("it does not begin with a whole number", "a rate", help),
    }
}

/// A limit as it could be written.
pub(super) fn in_words(limit: Option<Limit>) -> String {
    let Some(Limit { count, per }) = limit else { return "0".into() };
    let seconds = per.as_secs();
    let unit = UNITS_OF_TIME.iter().rev().find(|(_, unit)| seconds.is_multiple_of(*unit));
    let (name, unit) = unit.copied().unwrap_or(("s", 1));
    format!("{count}/{}{name}", seconds / unit)
}

enum Fault {
    NoUnit(u64),
    NoNumber,
}

/// A whole number times its unit.
fn counted(text: &str, units: &[(&str, u64)]) -> Result<u64, Fault> {
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '_').unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end).unwrap_or_default();
    let number: u64 = number.replace('_', "").parse().map_err(|_| Fault::NoNumber)?;
    match units.iter().find(|(name, _)| *name == unit.trim()) {
        Some((_, times)) => number.checked_mul(*times).ok_or(Fault::NoNumber),
        None if unit.trim().is_empty() => Err(Fault::NoUnit(number)),
        None => Err(Fault::NoNumber),
    }
}

/// A value as it may be shown in a message. What is secret goes first: half of a password would not be known for one.
pub(super) fn shown(written: &OsStr) -> String {
    content::tree::shortened(&secret::masked(&written.to_string_lossy()))
}

#[cfg(test)]
mod tests;
