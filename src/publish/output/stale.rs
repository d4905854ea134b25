//! Folders that builds which were killed left behind.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::earlier::CARRIED;

/// How the folder begins that a build fills before it is swapped in.
pub(super) const PREFIX: &str = ".tierzero-";
/// The file in it that says who made it.
pub(super) const UNFINISHED: &str = ".tierzero-unfinished";
/// No build takes this long.
const STALE: Duration = Duration::from_hours(1);

/// Removes what builds left in `parent` long ago. What cannot be removed stays: it is in nobody's way.
pub(super) fn sweep(parent: &Path) {
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let folder = entry.path();
        if ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) && is_stale(&folder) && !holds_carried(&folder) {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

fn is_stale(folder: &Path) -> bool {
    let begun = fs::symlink_metadata(folder.join(UNFINISHED)).and_then(|file| file.modified());
    begun.is_ok_and(|begun| begun.elapsed().is_ok_and(|age| age > STALE))
}

/// Whether the build was killed in the moment of the swap, when a repository was on its way to its new place.
fn holds_carried(folder: &Path) -> bool {
    let sites = ["previous", "site"].map(|site| folder.join(site));
    sites.iter().any(|site| CARRIED.iter().any(|name| fs::symlink_metadata(site.join(name)).is_ok()))
}
