//! What reading settings cannot find out, and trying can.

use std::{io, path::Path};

use content::Problem;

use super::{LogSettings, Reading, Whence, read::COMMAND_LINE, setting::LOG_FOLDER, variables};

/// Finds out whether the folder for the log can be written, or could be made. Nothing is left there.
pub fn try_out(reading: &Reading) -> Vec<Problem> {
    let LogSettings { folder: Some(folder), .. } = &reading.settings.log else { return Vec::new() };
    let Err(error) = try_folder(folder) else { return Vec::new() };
    let told = reading.settings.in_force.iter().find(|told| told.setting.key == LOG_FOLDER.key);
    let place = match told.map(|told| &told.whence) {
        Some(Whence::File(_)) => reading.file.as_ref().map_or(COMMAND_LINE, |file| &file.path),
        Some(Whence::Environment(_)) => variables::PLACE,
        _ => COMMAND_LINE,
    };
    let message = format!("`{}` names `{}`, and no file can be made there: {error}", LOG_FOLDER.key, folder.display());
    vec![Problem::error("setting/folder", place, message).help("let this user write to it, or name another folder")]
}

/// A file without a name, where there are such, and otherwise one that is removed at once; in the folder above when it is to be made.
fn try_folder(folder: &Path) -> io::Result<()> {
    let folder = std::path::absolute(folder)?;
    let there = folder.ancestors().find(|above| above.symlink_metadata().is_ok()).unwrap_or(&folder);
    match tempfile::tempfile_in(there) {
        // A disk may be full for a while, which is no mistake of the settings.
        Err(error) if !matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => Err(error),
        _ => Ok(()),
    }
}
