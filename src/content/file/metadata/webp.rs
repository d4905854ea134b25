//! WebP: chunks with a name and a length, padded to an even number of bytes.

use super::exif;

/// What a picture is made of, and its colour profile.
const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// Bits of the extended header.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;
/// The flags and the size of the picture: less than that is damaged, and the flags would be looked for in the next chunk.
const FLAGS_LENGTH: usize = 10;

/// The picture without what it tells; nothing when it cannot be read.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let length = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let mut rest = bytes.get(12..length.checked_add(8)?)?;
    let (mut chunks, mut orientation) = (Vec::with_capacity(bytes.len()), None);
    while !rest.is_empty() {
        let kind: [u8; 4] = rest.get(..4)?.try_into().ok()?;
        let length = usize::try_from(u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?)).ok()?;
        let data = rest.get(8..length.checked_add(8)?)?;
        if chunks.is_empty() && !matches!(&kind, b"VP8 " | b"VP8L" | b"VP8X") {
            return None;
        }
        if &kind == b"VP8X" && data.len() < FLAGS_LENGTH {
            return None;
        }
        if KEPT.contains(&&kind) {
            chunk(&mut chunks, &kind, data);
        } else if &kind == b"EXIF" && orientation.is_none() {
            orientation = exif::orientation(data.strip_prefix(b"Exif\0\0").unwrap_or(data));
        }
        // Some programs forget the last byte of padding.
        rest = rest.get(8 + length + length % 2..).unwrap_or_default();
    }
    if chunks.starts_with(b"VP8X") {
        let flags = chunks.get_mut(8)?;
        *flags &= !(HAS_EXIF | HAS_XMP);
        if let Some(orientation) = orientation {
            *flags |= HAS_EXIF;
            chunk(&mut chunks, b"EXIF", &exif::only(orientation));
        }
    }
    if chunks.is_empty() {
        return None;
    }
    let mut clean = b"RIFF".to_vec();
    clean.extend(u32::try_from(chunks.len() + 4).ok()?.to_le_bytes());
    clean.extend(b"WEBP");
    clean.extend(chunks);
    Some(clean)
}

fn chunk(out: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    out.extend(kind);
    out.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_le_bytes());
    out.extend(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_whose_flags_are_missing_is_damaged_and_left_as_it_is() {
        let picture = |flags: &[u8]| {
            let mut chunks = Vec::new();
            chunk(&mut chunks, b"VP8X", flags);
            chunk(&mut chunks, b"VP8L", b"picture!");
            [&b"RIFF"[..], &u32::try_from(chunks.len() + 4).unwrap_or(0).to_le_bytes(), b"WEBP", &chunks].concat()
        };
        let whole = picture(&[0; FLAGS_LENGTH]);
        assert_eq!(clean(&whole).as_ref(), Some(&whole));
        for damaged in [picture(&[]), picture(&[0; FLAGS_LENGTH - 1])] {
            assert_eq!(clean(&damaged), None);
        }
    }
}
