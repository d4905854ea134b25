//! The way through the last guide, kept for the visit: a ticket raised from it, or from the article it led to, takes it
//! along.

use content::ticket::GuidePath;
use serde::{Deserialize, Serialize};

use crate::journey::device::{Area, Device, now};

const NAME: &str = "guide-path";
/// Milliseconds after which a way through a guide has nothing to do with a new ticket any more.
const FRESH: f64 = 3_600_000.0;

#[derive(Serialize, Deserialize)]
struct Kept {
    path: GuidePath,
    at: f64,
}

/// Keeps the way through a guide.
pub(super) fn keep_path(device: &Device, path: GuidePath) {
    device.write(Area::Visit, NAME, &Kept { path, at: now() });
}

/// Forgets the way through a guide that is begun afresh. The way through another one stays: it may have led here.
pub(super) fn begin_afresh(device: &Device, guide: &str) {
    if kept_path(device).is_some_and(|path| path.guide == guide) {
        forget_path(device);
    }
}

/// Forgets the way through the last guide.
pub(in crate::journey) fn forget_path(device: &Device) {
    device.remove(Area::Visit, NAME);
}

/// The way through the last guide, unless that was long ago.
pub(in crate::journey) fn kept_path(device: &Device) -> Option<GuidePath> {
    let kept: Kept = device.read(Area::Visit, NAME)?;
    (now() - kept.at < FRESH).then_some(kept.path)
}
