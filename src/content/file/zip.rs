//! What a zip archive is: the documents of today's offices are archives too. Only the names in its directory are read.

/// How much may stand behind the directory: its end has 22 bytes, and a comment.
const LONGEST_END: usize = 22 + 65_535;
/// How many entries are looked at; those that tell come first.
const MOST_ENTRIES: usize = 2_000;

const OPEN_DOCUMENTS: [&str; 3] = [
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
];
/// The main part of a document, what holds its macros, and the types without and with these.
const OFFICE: [(&[u8], &[u8], &str, &str); 3] = [
    (
        b"word/document.xml",
        b"word/vbaProject.bin",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.ms-word.document.macroenabled.12",
    ),
    (
        b"xl/workbook.xml",
        b"xl/vbaProject.bin",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel.sheet.macroenabled.12",
    ),
    (
        b"ppt/presentation.xml",
        b"ppt/vbaProject.bin",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.ms-powerpoint.presentation.macroenabled.12",
    ),
];

/// The media type of an archive.
pub(super) fn media_type(bytes: &[u8]) -> Option<&'static str> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    if let Some(open) = open_document(bytes) {
        return Some(open);
    }
    let names = names(bytes).unwrap_or_default();
    let office = OFFICE.iter().find(|(main, ..)| names.contains(main));
    Some(office.map_or(
        "application/zip",
        |(_, macros, without, with)| {
            if names.contains(macros) { with } else { without }
        },
    ))
}

/// The first entry of an OpenDocument is its media type, as it is.
fn open_document(bytes: &[u8]) -> Option<&'static str> {
    let said = bytes.get(30..)?.strip_prefix(b"mimetype")?;
    // What stands behind it is the next entry, so the longer names first.
    OPEN_DOCUMENTS
        .into_iter()
        .find(|media_type| said.strip_prefix(media_type.as_bytes()).is_some_and(|behind| behind.starts_with(b"PK")))
}

/// The names in the directory; nothing when it cannot be read.
fn names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let from = bytes.len().saturating_sub(LONGEST_END);
    let end = from + bytes.get(from..)?.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let mut at = number(bytes.get(end..)?, 16, 4)?;
    let mut names = Vec::new();
    while names.len() < MOST_ENTRIES {
        let Some(entry) = bytes.get(at..).filter(|entry| entry.starts_with(b"PK\x01\x02")) else { break };
        let (name, extra, comment) = (number(entry, 28, 2)?, number(entry, 30, 2)?, number(entry, 32, 2)?);
        names.push(entry.get(46..46 + name)?);
        at = at.checked_add(46 + name + extra + comment)?;
    }
    Some(names)
}

/// A number of two or four bytes, the least significant first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let digits = bytes.get(at..at + length)?;
    usize::try_from(digits.iter().rev().fold(0_u32, |number, digit| number << 8 | u32::from(*digit))).ok()
}
