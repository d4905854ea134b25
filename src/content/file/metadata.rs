//! What pictures tell beside what they show: where and when they were taken, with what, by whom, and how they looked
//! before they were cropped. All of it is taken out, so that nobody sends it without knowing.

mod exif;
mod jpeg;
pub(super) mod png;
mod webp;

use super::sniff;

/// A file after [`without_metadata`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// Its bytes now.
    pub bytes: Vec<u8>,
    /// What became of it.
    pub cleaning: Cleaning,
}

/// What became of what a picture told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cleaning {
    /// There was nothing to take out; the bytes are the same.
    Nothing,
    /// It was taken out.
    Removed,
    /// The file is no JPEG, PNG or WebP, or a damaged one; the bytes are the same, and so is what they tell.
    Unknown,
}

/// Takes place, camera, author, times, XMP, IPTC, comments, embedded thumbnails and whatever is hidden behind the picture out
/// of a JPEG, PNG or WebP. What it looks like stays: the picture's data, its colour profile and which side is up.
pub fn without_metadata(bytes: Vec<u8>) -> Cleaned {
    let clean = match sniff(&bytes) {
        Some("image/jpeg") => jpeg::clean(&bytes),
        Some("image/png") => png::clean(&bytes),
        Some("image/webp") => webp::clean(&bytes),
        _ => None,
    };
    match clean {
        None => Cleaned { bytes, cleaning: Cleaning::Unknown },
        Some(clean) if clean == bytes => Cleaned { bytes, cleaning: Cleaning::Nothing },
        Some(clean) => Cleaned { bytes: clean, cleaning: Cleaning::Removed },
    }
}
