//! The same bytes compressed twice: for browsers that can undo Brotli, and for all others with gzip.

use std::io::{self, Write as _};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};

/// On an index this is within a fiftieth of Brotli's best and ten times as fast.
const QUALITY: i32 = 9;
/// How far back Brotli looks at most: 2^24 bytes, which every decoder accepts.
const WIDEST: u32 = 24;
/// And at least, however short the text is.
const NARROWEST: u32 = 16;

/// Compressed with Brotli.
pub(crate) fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    brotli_at(QUALITY, bytes)
}

/// The same with a quality of one's own, up to 11.
pub(crate) fn brotli_at(quality: i32, bytes: &[u8]) -> io::Result<Vec<u8>> {
    // No further than the text is long: the tables grow with the window, and there are many short texts.
    let lgwin = bytes.len().next_power_of_two().ilog2().clamp(NARROWEST, WIDEST) as i32;
    let params = BrotliEncoderParams { quality, lgwin, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut io::Cursor::new(bytes), &mut packed, &params)?;
    Ok(packed)
}

/// Compressed with gzip, without a time in it, so that the same input gives the same bytes.
pub(crate) fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use std::io::Read as _;

    use super::{brotli, gzip};

    #[test]
    fn both_give_the_bytes_back() {
        let text = "Restart the router, then try again. ".repeat(500).into_bytes();
        let mut back = Vec::new();
        ::brotli::Decompressor::new(brotli(&text).unwrap().as_slice(), 4096).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
        back.clear();
        flate2::read::GzDecoder::new(gzip(&text).unwrap().as_slice()).read_to_end(&mut back).unwrap();
        assert_eq!(back, text);
        assert_eq!(gzip(&text).unwrap(), gzip(&text).unwrap());
    }
}
