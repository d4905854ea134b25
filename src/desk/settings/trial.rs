//! What reading settings cannot find out, and trying can. Nothing is left of it.

use std::{io, path::Path};

use content::Problem;

use super::{
    LogSettings, Reading, Setting, Settings, Whence,
    read::COMMAND_LINE,
    setting::{ATTACHMENTS, DATABASE, KB, LOG_FOLDER},
    variables,
};
use crate::{Database, Error, store};

/// Finds out whether files can be where they are to be: those of the log, the database, and those of tickets. What is wrong is told
/// with the other mistakes.
pub fn try_out(reading: &mut Reading) {
    let Settings { log: LogSettings { folder, .. }, config, .. } = &reading.settings;
    let (log, database) = (folder.clone(), config.database.clone());
    let attachments = config.attachments.folder().map(Path::to_owned);
    if let Some(folder) = log {
        let help = "let this user write to it, or name another folder";
        reading.tried(&LOG_FOLDER, &folder, try_folder(&folder), help);
    }
    let file_fits = match &database {
        Database::File(path) => reading.tried_database(path),
        // Its server is asked at the start.
        Database::Postgres(_) => true,
    };
    // Beside a database that has no place there is none for them either.
    if let Some(folder) = attachments.filter(|_| file_fits || reading.whence(&ATTACHMENTS) != Some(&Whence::Default)) {
        let help = "let this user write to it, or name another folder";
        reading.tried(&ATTACHMENTS, &folder, try_folder(&folder), help);
    }
}

impl Reading {
    /// Adds that the knowledge base cannot be read, where it was named.
    pub fn without_kb(&mut self, why: &str) {
        let help = "name the folder of the knowledge base, which holds `portal.toml` and `forms`";
        self.blame(&KB, "setting/folder", format!("`{}`: {why}", KB.key), Some(help.into()));
    }

    /// Adds what a desk would refuse because of a setting.
    pub fn refused(&mut self, setting: &Setting, error: &Error) {
        self.blame(setting, "setting/together", format!("`{}`: {error}", setting.key), error.help());
    }

    fn tried(&mut self, setting: &Setting, folder: &Path, tried: io::Result<()>, help: &str) {
        if let Err(error) = tried {
            let folder = folder.display();
            let message = format!("`{}` names `{folder}`, and no file can be made there: {error}", setting.key);
            self.blame(setting, "setting/folder", message, Some(help.into()));
        }
    }

    /// Whether a database can be at a place.
    fn tried_database(&mut self, path: &Path) -> bool {
        let tried = store::expect_place(path).and_then(|()| match path.canonicalize() {
            // What SQLite keeps beside it is beside the file itself, wherever a link to it is.
            Ok(file) => try_folder(above(&file)).map_err(|_| Error::Beside { path: path.into() }),
            Err(_) => try_folder(above(path)).map_err(|source| Error::File { path: path.into(), source }),
        });
        let Err(error) = tried else { return true };
        let source = std::error::Error::source(&error).map(|source| format!(": {source}")).unwrap_or_default();
        self.blame(&DATABASE, "setting/database", format!("`{}`: {error}{source}", DATABASE.key), error.help());
        false
    }

    /// Adds a mistake to a setting, where that was said.
    fn blame(&mut self, setting: &Setting, code: &'static str, message: String, help: Option<String>) {
        let place = match self.whence(setting) {
            Some(Whence::File(_)) => self.file.as_ref().map_or(COMMAND_LINE, |file| &file.path),
            Some(Whence::Environment(_)) => variables::PLACE,
            _ => COMMAND_LINE,
        };
        let problem = Problem::error(code, place, message);
        self.problems.push(match help {
            Some(help) => problem.help(help),
            None => problem,
        });
    }

    fn whence(&self, setting: &Setting) -> Option<&Whence> {
        self.settings.in_force.iter().find(|told| told.setting.key == setting.key).map(|told| &told.whence)
    }
}

fn above(file: &Path) -> &Path {
    file.parent().unwrap_or(file)
}

/// A file without a name, where there are such, and otherwise one that is removed at once; in the folder above when it is to be made.
fn try_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder == Path::new("") { Path::new(".") } else { folder };
    let folder = std::path::absolute(folder)?;
    let there = folder.ancestors().find(|above| above.symlink_metadata().is_ok()).unwrap_or(&folder);
    match tempfile::tempfile_in(there) {
        // A disk may be full for a while, which is no mistake of the settings.
        Err(error) if !matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => Err(error),
        _ => Ok(()),
    }
}
