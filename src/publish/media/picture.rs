//! What is wrong with a picture that can be read: most of it is found out only when a reader looks at the page.

/// Bytes beyond which a picture keeps a phone waiting.
const HEAVY: usize = 2_000_000;
/// Pixels on a side that no screen shows, and that some browsers refuse to draw.
const VAST: usize = 10_000;

/// A look at a picture.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Picture {
    /// Width and height in pixels, where the file tells them.
    pub(super) size: Option<(usize, usize)>,
    /// Why no browser can show it, to follow its name.
    pub(super) broken: Option<String>,
    /// Why it keeps readers waiting, to follow its name.
    pub(super) large: Option<String>,
}

/// Looks at the bytes of a file with this ending, in lower case. Endings that are no picture's are fine with any bytes.
pub(super) fn look(ending: &str, bytes: &[u8]) -> Picture {
    let size = imagesize::blob_size(bytes).ok().map(|size| (size.width, size.height));
    let is_picture = matches!(ending, "apng" | "avif" | "gif" | "jpeg" | "jpg" | "png" | "svg" | "webp");
    if !is_picture {
        return Picture { size, broken: None, large: None };
    }
    Picture { size, broken: broken(ending, bytes, size), large: large(bytes, size) }
}

fn broken(ending: &str, bytes: &[u8], size: Option<(usize, usize)>) -> Option<String> {
    if bytes.is_empty() {
        return Some("is empty".into());
    }
    // Browsers look at the first bytes and not at the ending, so this does too.
    let whole = match bytes {
        [0x89, b'P', b'N', b'G', ..] => contains_late(bytes, b"IEND"),
        [0xFF, 0xD8, 0xFF, ..] => bytes.windows(2).skip(2).any(|pair| pair == [0xFF, 0xD9]),
        [b'G', b'I', b'F', b'8', ..] => bytes.iter().rev().take(64).any(|byte| *byte == 0x3B),
        [b'R', b'I', b'F', b'F', a, b, c, d, b'W', b'E', b'B', b'P', ..] => {
            usize::try_from(u32::from_le_bytes([*a, *b, *c, *d])).is_ok_and(|length| bytes.len() >= length)
        }
        _ => {
            let other = matches!(ending, "avif" | "svg") || size.is_some();
            return (!other).then(|| format!("is no picture, whatever its ending `.{ending}` says"));
        }
    };
    match size {
        Some((0, _) | (_, 0)) | None => Some("tells no size: it is damaged".into()),
        Some(_) => (!whole).then(|| "ends too early: a part of it is missing".into()),
    }
}

fn large(bytes: &[u8], size: Option<(usize, usize)>) -> Option<String> {
    match size {
        Some((width, height)) if width.max(height) > VAST => Some(format!("is {width} by {height} pixels")),
        _ if bytes.len() > HEAVY => Some(format!("weighs {:.1} MB", bytes.len() as f64 / 1_000_000.0)),
        _ => None,
    }
}

/// Whether the last bytes hold these; some programs write a little behind the end.
fn contains_late(bytes: &[u8], wanted: &[u8]) -> bool {
    let from = bytes.len().saturating_sub(4096);
    bytes[from..].windows(wanted.len()).any(|part| part == wanted)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    fn broken(ending: &str, bytes: &[u8]) -> String {
        look(ending, bytes).broken.unwrap_or_default()
    }

    #[test]
    fn a_picture_that_nobody_can_see_is_told() {
        let png = crate::icons::png(content::Brand::default(), 8).unwrap();
        assert_eq!(look("png", &png), Picture { size: Some((8, 8)), broken: None, large: None });
        assert_eq!(broken("png", b""), "is empty");
        assert_eq!(broken("png", b"<html>not found"), "is no picture, whatever its ending `.png` says");
        assert_eq!(broken("png", &png[..png.len() - 20]), "ends too early: a part of it is missing");
        assert_eq!(broken("png", &png[..10]), "tells no size: it is damaged");
        assert_eq!(broken("jpg", &png), "", "browsers do not care for the ending");
        assert_eq!(broken("svg", b"<svg/>"), "");
        assert_eq!(broken("pdf", b""), "");
    }

    #[test]
    fn a_picture_that_keeps_readers_waiting_is_told() {
        let mut png = crate::icons::png(content::Brand::default(), 8).unwrap();
        let large = |bytes: &[u8]| look("png", bytes).large.unwrap_or_default();
        // The width is the first number of the header.
        png[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        assert_eq!(large(&png), "is 60000 by 8 pixels");
        png[16..20].copy_from_slice(&8_u32.to_be_bytes());
        png.resize(2_600_000, 0);
        assert_eq!(large(&png), "weighs 2.6 MB");
        assert_eq!(look("pdf", &png).large, None);
    }
}
