//! What the fuzz targets share: a small index, a pack taken apart so that it can be tampered with and get right checksums
//! again, and a watch over who panics.

pub mod edit;
pub mod pack;
pub mod sample;
pub mod watch;
