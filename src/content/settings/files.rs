//! Reads which files go with tickets: `[tickets.files]` of `portal.toml`.

use crate::file::{self, FileLimits, KNOWN_TYPES, MEGABYTE};
use crate::tree::{Spanned, Table, shortened};
use crate::{Problem, spelling};

/// So many files are a folder, and belong into an archive.
const MOST_FILES: usize = 50;
/// Each is in the desk's memory while it arrives.
const LARGEST: usize = 100;
const LARGEST_TOGETHER: usize = 1_000;

/// Reads the limits in a table.
pub(super) fn read(mut table: Table<'_>) -> FileLimits {
    let mut limits = FileLimits::default();
    let most = number(&mut table, "most", 0..=MOST_FILES, "expected a number of files");
    let each = number(&mut table, "each_mb", 1..=LARGEST, "expected megabytes");
    let together = number(&mut table, "together_mb", 1..=LARGEST_TOGETHER, "expected megabytes");
    limits.most = most.unwrap_or(limits.most);
    limits.largest = each.map_or(limits.largest, bytes);
    limits.together = together.map_or(limits.together, bytes);
    match (each, together) {
        (Some(each), Some(together)) if each > together => {
            let message = format!("a file could have {each} MB, but all of them together only {together}");
            let problem = Problem::warning("settings/file-sizes", table.sink().path(), message);
            let problem = problem.at(table.span_of("each_mb"), "never reached");
            table.sink().add(problem.help("make `together_mb` at least as large as `each_mb`"));
        }
        // What is not written follows what is.
        (Some(_), None) => limits.together = limits.together.max(limits.largest),
        (None, Some(_)) => limits.largest = limits.largest.min(limits.together),
        _ => {}
    }
    if let Some(types) = types(&mut table) {
        limits.types = types;
    }
    table.finish();
    limits
}

/// A whole number within bounds.
fn number(
    table: &mut Table<'_>,
    key: &'static str,
    fits: std::ops::RangeInclusive<usize>,
    expected: &str,
) -> Option<usize> {
    let number = table.count(key)?;
    if !fits.contains(&number.value) {
        let message = format!("`{key}` cannot be {}", number.value);
        let help = Some(format!("write a whole number from {} to {}", fits.start(), fits.end()));
        table.sink().error("settings/file-limits", message, number.span, expected, help);
        return None;
    }
    Some(number.value)
}

fn bytes(megabytes: usize) -> u64 {
    u64::try_from(megabytes).unwrap_or(u64::MAX).saturating_mul(MEGABYTE)
}

/// The media types that are written; nothing when none are, or none that could be used.
fn types(table: &mut Table<'_>) -> Option<Vec<String>> {
    let written = table.texts("types");
    if let Some(span) = table.empty("types") {
        let help = Some("leave `types` out for the usual ones, or write `most = 0` to take no files".to_owned());
        table.sink().error("settings/file-types", "`types` names no type", span, "expected media types", help);
    }
    let known = written.into_iter().filter_map(|entry| {
        let lower = entry.to_lowercase();
        if file::is_known(&lower) {
            return Some(lower);
        }
        unknown(table, &entry);
        None
    });
    let known: Vec<String> = known.collect();
    (!known.is_empty()).then_some(known)
}

fn unknown(table: &Table<'_>, entry: &Spanned<String>) {
    let help = match entry.to_lowercase().as_str() {
        "image/svg+xml" | "text/html" | "text/xml" | "application/xml" | "application/json" | "text/javascript" => {
            Some("all that is text counts as `text/plain`: write that".to_owned())
        }
        lower => spelling::closest(lower, KNOWN_TYPES)
            .map(|meant| format!("did you mean `{meant}`?"))
            .or_else(|| Some("write media types such as `image/*`, `application/pdf` or `application/zip`".to_owned())),
    };
    let message = format!("`{}` is no media type that the bytes of a file tell", shortened(entry));
    table.sink().error("settings/file-types", message, entry.span.clone(), "not known", help);
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use crate::file::{FileLimits, MEGABYTE};
    use crate::fixture::{problems_of, read};

    fn limits(text: &str) -> FileLimits {
        read(&[("portal.toml", &format!("[tickets.files]\n{text}\n"))]).0.settings.tickets.files
    }

    fn said(text: &str) -> String {
        problems_of("portal.toml", &format!("[tickets.files]\n{text}\n"))
    }

    #[test]
    fn every_key_is_read_and_what_is_left_out_follows() {
        let text = "most = 2\neach_mb = 3\ntogether_mb = 4\ntypes = [\"IMAGE/png\", \"text/csv\"]";
        assert_eq!(said(text), "");
        let types = vec!["image/png".to_owned(), "text/csv".to_owned()];
        assert_eq!(limits(text), FileLimits { most: 2, largest: 3 * MEGABYTE, together: 4 * MEGABYTE, types });
        assert_eq!(limits("each_mb = 50").together, 50 * MEGABYTE);
        assert_eq!(limits("together_mb = 4").largest, 4 * MEGABYTE);
        assert_eq!(limits(""), FileLimits::default());
        assert_eq!(said("most = 0"), "");
    }

    #[test]
    fn all_mistakes_come_at_once() {
        assert_snapshot!(said("most = 51\neach_mb = 0\ntogether_mb = \"25\"\ntypes = [\"image/pgn\", \"text/html\", \"exe\"]\neach = 1"), @"
        portal.toml:2:8 error settings/file-limits `most` cannot be 51 | write a whole number from 0 to 50
        portal.toml:3:11 error settings/file-limits `each_mb` cannot be 0 | write a whole number from 1 to 100
        portal.toml:4:15 error value/type `together_mb` must be a whole number, not the text `25` | write digits only, such as `3`
        portal.toml:5:10 error settings/file-types `image/pgn` is no media type that the bytes of a file tell | did you mean `image/png`?
        portal.toml:5:23 error settings/file-types `text/html` is no media type that the bytes of a file tell | all that is text counts as `text/plain`: write that
        portal.toml:5:36 error settings/file-types `exe` is no media type that the bytes of a file tell | write media types such as `image/*`, `application/pdf` or `application/zip`
        portal.toml:6:1 error key/unknown unknown key `each` | expected one of `most`, `each_mb`, `together_mb`, `types`
        ");
        assert_snapshot!(said("each_mb = 30\ntogether_mb = 20\ntypes = []"), @"
        portal.toml:2:11 warning settings/file-sizes a file could have 30 MB, but all of them together only 20 | make `together_mb` at least as large as `each_mb`
        portal.toml:4:1 error settings/file-types `types` names no type | leave `types` out for the usual ones, or write `most = 0` to take no files
        ");
    }
}
