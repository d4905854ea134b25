//! The media types that bytes tell, and what people call them.

/// What people call several media types, and these with the name of each.
struct Group {
    words: &'static str,
    types: &'static [(&'static str, &'static str)],
}

const GROUPS: [Group; 9] = [
    Group {
        words: "pictures",
        types: &[
            ("image/jpeg", "JPEG"),
            ("image/png", "PNG"),
            ("image/gif", "GIF"),
            ("image/webp", "WebP"),
            ("image/heic", "HEIC"),
            ("image/avif", "AVIF"),
            ("image/bmp", "BMP"),
            ("image/tiff", "TIFF"),
        ],
    },
    Group { words: "PDF", types: &[("application/pdf", "PDF")] },
    Group { words: "plain text such as logs and CSV", types: &[("text/plain", "plain text")] },
    Group {
        words: "office documents",
        types: &[
            ("application/msword", "old Word"),
            ("application/vnd.ms-excel", "old Excel"),
            ("application/vnd.ms-powerpoint", "old PowerPoint"),
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
            ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint"),
            ("application/vnd.oasis.opendocument.text", "OpenDocument text"),
            ("application/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet"),
            ("application/vnd.oasis.opendocument.presentation", "OpenDocument presentation"),
            ("application/rtf", "RTF"),
        ],
    },
    Group {
        words: "office documents with macros",
        types: &[
            ("application/vnd.ms-word.document.macroenabled.12", "Word with macros"),
            ("application/vnd.ms-excel.sheet.macroenabled.12", "Excel with macros"),
            ("application/vnd.ms-powerpoint.presentation.macroenabled.12", "PowerPoint with macros"),
        ],
    },
    Group { words: "mails saved by Outlook", types: &[("application/vnd.ms-outlook", "mails saved by Outlook")] },
    Group { words: "zip archives", types: &[("application/zip", "zip archives")] },
    Group {
        words: "other archives",
        types: &[("application/gzip", "gzip archives"), ("application/x-7z-compressed", "7z archives")],
    },
    Group { words: "videos", types: &[("video/mp4", "MP4"), ("video/quicktime", "QuickTime"), ("video/webm", "WebM")] },
];

/// Every media type that [`sniff`](super::sniff()) can tell.
pub const KNOWN_TYPES: [&str; 30] = [
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/heic",
    "image/avif",
    "image/bmp",
    "image/tiff",
    "application/pdf",
    "text/plain",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
    "application/rtf",
    "application/vnd.ms-word.document.macroenabled.12",
    "application/vnd.ms-excel.sheet.macroenabled.12",
    "application/vnd.ms-powerpoint.presentation.macroenabled.12",
    "application/vnd.ms-outlook",
    "application/zip",
    "application/gzip",
    "application/x-7z-compressed",
    "video/mp4",
    "video/quicktime",
    "video/webm",
];

/// What files may be where nothing else is written.
pub const DEFAULT_TYPES: [&str; 18] = [
    "image/*",
    "application/pdf",
    "text/plain",
    "text/csv",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
    "application/rtf",
    "application/zip",
    "video/mp4",
    "video/quicktime",
    "video/webm",
];

/// Whether a media type, or all of a kind such as `image/*`, can be told by bytes.
pub(crate) fn is_known(entry: &str) -> bool {
    KNOWN_TYPES.iter().any(|known| allows(entry, known))
}

/// Whether an entry of a list of media types lets files of this type through. Bytes cannot tell one kind of text from
/// another, so all entries of text but pages and scripts mean the same.
pub(super) fn allows(entry: &str, media_type: &str) -> bool {
    match (entry.split_once('/'), media_type.split_once('/')) {
        (Some(("text", kind)), Some(("text", _))) => !matches!(kind, "html" | "xml" | "javascript"),
        (Some((family, "*")), Some((other, _))) => family == other,
        _ => entry == media_type,
    }
}

/// What a list of media types lets through, in words: `pictures, PDF and zip archives`.
pub(super) fn words(types: &[String]) -> String {
    let named = GROUPS.iter().filter_map(|group| {
        let may = |name: &&(&str, &str)| types.iter().any(|entry| allows(entry, name.0));
        let names: Vec<&str> = group.types.iter().filter(may).map(|(_, name)| *name).collect();
        match names.len() {
            0 => None,
            all if all == group.types.len() => Some(group.words.to_owned()),
            _ => Some(format!("{} ({})", group.words, names.join(", "))),
        }
    });
    let mut named: Vec<String> = named.collect();
    let last = named.pop().unwrap_or_default();
    if named.is_empty() { last } else { format!("{} and {last}", named.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_a_name_for_people() {
        let named: Vec<&str> = GROUPS.iter().flat_map(|group| group.types).map(|(media_type, _)| *media_type).collect();
        assert_eq!(named, KNOWN_TYPES);
    }

    #[test]
    fn what_is_taken_is_said_in_words() {
        let said = |types: &[&str]| words(&types.iter().map(|entry| (*entry).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            said(&DEFAULT_TYPES),
            "pictures, PDF, plain text such as logs and CSV, office documents, zip archives and videos"
        );
        assert_eq!(said(&["image/png", "image/jpeg"]), "pictures (JPEG, PNG)");
        assert_eq!(said(&["text/csv", "video/*"]), "plain text such as logs and CSV and videos");
        assert_eq!(said(&[]), "");
    }

    #[test]
    fn only_what_bytes_tell_is_known() {
        assert!(["image/*", "text/csv", "text/*", "video/mp4", "application/zip"].into_iter().all(is_known));
        assert!(!["image/svg+xml", "text/html", "audio/*", "*/*", "image", "", "zip"].into_iter().any(is_known));
    }
}
