//! PNG: chunks with a length, a name and a checksum.

use super::exif;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// What a picture is made of, and what says how it looks.
const KEPT: [&[u8; 4]; 17] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"iCCP", b"sRGB", b"sBIT", b"bKGD", b"pHYs",
    b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL",
];
const FRAME_DATA: &[u8; 4] = b"fdAT";

/// The picture without what it tells; nothing when it cannot be read.
pub(super) fn clean(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend(SIGNATURE);
    let mut kind = [0; 4];
    // What stands behind the end is left out: some programs leave there what was cropped away.
    while &kind != b"IEND" {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let (chunk, behind) = rest.split_at_checked(length.checked_add(12)?)?;
        let is_first = kind == [0; 4];
        kind = chunk.get(4..8)?.try_into().ok()?;
        if is_first != (&kind == b"IHDR") {
            return None;
        }
        if KEPT.contains(&&kind) || &kind == FRAME_DATA {
            clean.extend(chunk);
        } else if &kind == b"eXIf" {
            let orientation = exif::orientation(chunk.get(8..8 + length)?);
            clean.extend(orientation.map(|side| self::chunk(b"eXIf", &exif::only(side))).unwrap_or_default());
        } else if kind[0].is_ascii_uppercase() {
            // Programs must know such a chunk to show the picture, so it is more than something told.
            return None;
        }
        rest = behind;
    }
    Some(clean)
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(data);
    let sum = checksum(chunk.get(4..).unwrap_or_default());
    chunk.extend(sum.to_be_bytes());
    chunk
}

/// CRC-32, bit by bit: it is needed for a few bytes only.
pub(in crate::file) fn checksum(bytes: &[u8]) -> u32 {
    let bit = |sum: u32| sum >> 1 ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| bit(sum)))
}
