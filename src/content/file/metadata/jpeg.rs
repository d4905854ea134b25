//! JPEG: segments behind markers, and the picture's data behind the last of them.

use super::exif;

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;
const APP15: u8 = 0xef;
const COMMENT: u8 = 0xfe;

const EXIF: &[u8] = b"Exif\0\0";
/// What JFIF says before its thumbnail, and what Adobe says of colours.
const JFIF_LENGTH: usize = 12;
const ADOBE_LENGTH: usize = 12;

/// The picture without what it tells; nothing when it cannot be read.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xff, START])?;
    let (mut first, mut others, mut orientation) = (Vec::new(), Vec::with_capacity(bytes.len()), None);
    loop {
        let (marker, behind) = marker(rest)?;
        rest = behind;
        match marker {
            END => {
                others.extend([0xff, END]);
                break;
            }
            // These have no length.
            0x01 | 0xd0..=0xd7 => others.extend([0xff, marker]),
            _ => {
                let length = usize::from(u16::from_be_bytes(rest.get(..2)?.try_into().ok()?));
                let data = rest.get(2..length)?;
                rest = rest.get(length..)?;
                match marker {
                    APP0 if data.starts_with(b"JFIF\0") => {
                        if first.is_empty() {
                            let mut jfif = data.get(..JFIF_LENGTH)?.to_vec();
                            jfif.extend([0, 0]);
                            segment(&mut first, APP0, &jfif);
                        }
                    }
                    APP1 if orientation.is_none() && data.starts_with(EXIF) => {
                        orientation = data.strip_prefix(EXIF).and_then(exif::orientation);
                    }
                    APP2 if data.starts_with(b"ICC_PROFILE\0") => segment(&mut others, APP2, data),
                    // Without it colours are read wrongly.
                    APP14 if data.starts_with(b"Adobe") => segment(&mut others, APP14, data.get(..ADOBE_LENGTH)?),
                    APP0..=APP15 | COMMENT => {}
                    _ => segment(&mut others, marker, data),
                }
                if marker == SCAN {
                    let (scanned, behind) = rest.split_at(scanned(rest));
                    others.extend(scanned);
                    rest = behind;
                    // A picture whose end did not arrive is shown as far as it goes.
                    if rest.is_empty() {
                        break;
                    }
                }
            }
        }
    }
    let mut clean = vec![0xff, START];
    clean.extend(first);
    if let Some(orientation) = orientation {
        segment(&mut clean, APP1, &[EXIF, &exif::only(orientation)].concat());
    }
    clean.extend(others);
    Some(clean)
}

/// The next marker, which any number of `FF` may stand before.
fn marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut behind = bytes.strip_prefix(&[0xff])?;
    loop {
        match behind.split_first()? {
            (0xff, rest) => behind = rest,
            (0x00, _) => return None,
            (marker, rest) => return Some((*marker, rest)),
        }
    }
}

/// How many bytes the data of a scan has: up to the next marker that is none of those within scans.
fn scanned(bytes: &[u8]) -> usize {
    let ends = |pair: &[u8]| matches!(pair, [0xff, marker] if !matches!(marker, 0x00 | 0xd0..=0xd7 | 0xff));
    bytes.windows(2).position(ends).unwrap_or(bytes.len())
}

fn segment(out: &mut Vec<u8>, marker: u8, data: &[u8]) {
    // What was read from a segment fits into one, and what is written here is short.
    let length = u16::try_from(data.len() + 2).unwrap_or(u16::MAX);
    out.extend([0xff, marker]);
    out.extend(length.to_be_bytes());
    out.extend(data);
}
