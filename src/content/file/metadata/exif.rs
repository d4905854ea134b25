//! The one thing of EXIF that belongs to a picture's look: which side is up.

/// Of the many things a camera notes, the orientation.
const ORIENTATION: u16 = 0x0112;

/// Which side is up, as EXIF (a TIFF without pictures) tells it; nothing when it is the usual one or is not told.
pub(super) fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let (first, second) = (short(at)?, short(at.checked_add(2)?)?);
        let (low, high) = if little { (first, second) } else { (second, first) };
        Some(u32::from(high) << 16 | u32::from(low))
    };
    let directory = usize::try_from(long(4)?).ok()?;
    for entry in 0..usize::from(short(directory)?) {
        let at = directory.checked_add(2 + 12 * entry)?;
        if short(at)? == ORIENTATION {
            return u8::try_from(short(at.checked_add(8)?)?).ok().filter(|side| (2..=8).contains(side));
        }
    }
    None
}

/// EXIF that tells which side is up and nothing else.
pub(super) fn only(orientation: u8) -> [u8; 26] {
    let mut tiff = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    tiff[19] = orientation;
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for side in 2..=8 {
            assert_eq!(orientation(&only(side)), Some(side));
        }
        assert_eq!(orientation(&only(1)), None);
        assert_eq!(orientation(b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0"), Some(6));
    }

    #[test]
    fn offsets_that_lead_nowhere_are_nothing() {
        assert_eq!(orientation(b"II*\0\xff\xff\xff\xff"), None);
        assert_eq!(orientation(b"MM\0*\0\0\0\x08\xff\xff"), None);
        assert_eq!(orientation(b""), None);
    }
}
