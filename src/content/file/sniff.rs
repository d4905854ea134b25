//! What a file is by its bytes. Its name and what a browser tells of it are only words.

use super::zip;

/// Bytes that files of a type begin with.
const BEGINNINGS: [(&[u8], &str); 11] = [
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"PK\x05\x06", "application/zip"),
];

/// What of the older documents of an office tells them from each other: the name of a part, and the type.
const PARTS: [(&str, &str); 4] = [
    ("WordDocument", "application/msword"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("Workbook", "application/vnd.ms-excel"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
];
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const TEXT: &str = "text/plain";
/// How far into a file its kind of container stands.
const HEAD: usize = 64;

/// The media type of a file, one of [`KNOWN_TYPES`](super::KNOWN_TYPES); nothing when its bytes are of no kind that is
/// known. Pages, drawings (SVG), scripts and all else that can be read as text is `text/plain`, which never runs.
pub fn sniff(bytes: &[u8]) -> Option<&'static str> {
    match BEGINNINGS.iter().find(|(beginning, _)| bytes.starts_with(beginning)) {
        Some((_, media_type)) => Some(media_type),
        None => bitmap(bytes)
            .or_else(|| riff(bytes))
            .or_else(|| film(bytes))
            .or_else(|| webm(bytes))
            .or_else(|| zip::media_type(bytes))
            .or_else(|| compound(bytes))
            .or_else(|| text(bytes)),
    }
}

/// `BM`, which a text could begin with too, and four bytes that are nothing.
fn bitmap(bytes: &[u8]) -> Option<&'static str> {
    (bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4])).then_some("image/bmp")
}

fn riff(bytes: &[u8]) -> Option<&'static str> {
    (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")).then_some("image/webp")
}

/// The container that MP4, QuickTime and the pictures of phones share: its first box names what is in it.
fn film(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    match head.get(4..8)? {
        b"ftyp" => {}
        b"moov" | b"mdat" | b"wide" => return Some("video/quicktime"),
        _ => return None,
    }
    let names = |brand: &[u8]| head.windows(4).any(|window| window == brand);
    Some(match head.get(8..12)? {
        b"avif" | b"avis" => "image/avif",
        b"mif1" | b"msf1" if names(b"avif") => "image/avif",
        b"mif1" | b"msf1" | b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => "image/heic",
        b"qt  " => "video/quicktime",
        b"isom" | b"iso2" | b"iso4" | b"iso5" | b"iso6" | b"mp41" | b"mp42" | b"avc1" | b"M4V " | b"MSNV" | b"dash"
        | b"3gp4" | b"3gp5" | b"3gp6" => "video/mp4",
        _ => return None,
    })
}

fn webm(bytes: &[u8]) -> Option<&'static str> {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let is_webm = head.starts_with(b"\x1aE\xdf\xa3") && head.windows(4).any(|window| window == b"webm");
    is_webm.then_some("video/webm")
}

/// The names of parts stand in UTF-16, anywhere in the file.
fn compound(bytes: &[u8]) -> Option<&'static str> {
    if !bytes.starts_with(COMPOUND) {
        return None;
    }
    let holds = |(part, _): &&(&str, &str)| {
        let name: Vec<u8> = part.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    PARTS.iter().find(holds).map(|(_, media_type)| *media_type)
}

/// Text in UTF-8 or any encoding of single bytes has no control characters but those of lines, tabs, pages and colours.
/// Windows writes logs in UTF-16 too, which a mark at the beginning tells.
fn text(bytes: &[u8]) -> Option<&'static str> {
    let controls = |unit: u16| unit < 0x20 && !matches!(unit, 0x09 | 0x0a | 0x0c | 0x0d | 0x1b) || unit == 0x7f;
    let plain = match bytes {
        [] => false,
        [0xff, 0xfe, units @ ..] => {
            let (pairs, rest) = units.as_chunks::<2>();
            rest.is_empty() && !pairs.iter().any(|pair| controls(u16::from_le_bytes(*pair)))
        }
        [0xfe, 0xff, units @ ..] => {
            let (pairs, rest) = units.as_chunks::<2>();
            rest.is_empty() && !pairs.iter().any(|pair| controls(u16::from_be_bytes(*pair)))
        }
        _ => !bytes.iter().any(|byte| controls(u16::from(*byte))),
    };
    plain.then_some(TEXT)
}
