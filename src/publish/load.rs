//! The folder of a knowledge base: the only place that reads it.

mod place;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use content::{Problem, Source};
use walkdir::{DirEntry, WalkDir};

use crate::Error;
use crate::droppings::is_dropping;
use crate::output;
use place::Place;

/// Folders that belong to other tools.
const FOREIGN: [&str; 2] = ["node_modules", "target"];
/// Endings of files whose text is read.
const TEXT: [&str; 6] = ["markdown", "md", "toml", "txt", "yaml", "yml"];

/// A knowledge base on disk.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    root: PathBuf,
}

/// What a folder holds.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// Its texts in the order of their paths. One that is among the files too is not UTF-8, and only good to be shown.
    pub(crate) sources: Vec<Source>,
    /// Paths of all its other files.
    pub(crate) files: BTreeSet<String>,
    /// What could not be read.
    pub(crate) problems: Vec<Problem>,
}

impl Folder {
    /// Finds the folder.
    ///
    /// # Errors
    /// When it is not there or is not a folder.
    pub(crate) fn open(root: &Path) -> Result<Self, Error> {
        match fs::metadata(root) {
            Ok(found) if found.is_dir() => Ok(Self { root: root.to_path_buf() }),
            Ok(_) => Err(Error::NotAFolder { path: root.to_path_buf() }),
            Err(source) => Err(Error::read(root, source)),
        }
    }

    /// Reads every text and lists every other file. What cannot be read becomes a problem, and the rest is still read.
    pub(crate) fn load(&self) -> Loaded {
        let mut loaded = Loaded::default();
        let place = Place::of(&self.root);
        let mut outside = Vec::new();
        let walk = WalkDir::new(&self.root).follow_links(true).sort_by_file_name();
        let walk = walk.into_iter().filter_entry(|entry| {
            let inside = place.holds(entry);
            let belongs = self.belongs(entry);
            if belongs && !inside {
                outside.push(place.outside(self.shown(entry.path())));
            }
            belongs && inside
        });
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_file() => self.take(entry.path(), &mut loaded),
                Ok(_) => {}
                Err(error) => loaded.problems.push(self.unwalkable(&error)),
            }
        }
        loaded.problems.append(&mut outside);
        loaded.sources.sort_by(|a, b| a.path.cmp(&b.path));
        loaded
    }

    /// Reads one file that [`Folder::load`] listed.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.root.join(path))
    }

    fn belongs(&self, entry: &DirEntry) -> bool {
        if entry.depth() == 0 {
            return true;
        }
        let name = entry.file_name().to_string_lossy();
        let foreign = entry.file_type().is_dir()
            && (FOREIGN.contains(&name.as_ref()) || entry.path().join(output::MARKER).exists());
        let dropping = !entry.file_type().is_dir() && is_dropping(&name);
        !name.starts_with('.') && !dropping && !foreign
    }

    fn take(&self, file: &Path, loaded: &mut Loaded) {
        let Some(path) = self.relative(file) else {
            loaded.problems.push(
                Problem::error("file/name", self.shown(file), "the name of this file is not UTF-8")
                    .help("rename it; addresses are made from names"),
            );
            return;
        };
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        if !ending.is_some_and(|ending| TEXT.contains(&ending.as_str())) {
            loaded.files.insert(path);
            return;
        }
        match fs::read(file).map(String::from_utf8) {
            Ok(Ok(text)) => loaded.sources.push(Source { path, text }),
            Ok(Err(error)) => {
                loaded.problems.push(not_utf8(&path, &error));
                loaded.files.insert(path.clone());
                // Among the files too, it is not read, but the report can show the place.
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                loaded.sources.push(Source { path, text });
            }
            Err(error) => {
                loaded.problems.push(unreadable(&path, &error));
                loaded.files.insert(path);
            }
        }
    }

    /// The path below the root with `/` between folders.
    fn relative(&self, file: &Path) -> Option<String> {
        let parts = file.strip_prefix(&self.root).ok()?.iter().map(|part| part.to_str());
        Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
    }

    /// The path below the root for people, whatever its letters are.
    fn shown(&self, file: &Path) -> String {
        self.relative(file)
            .unwrap_or_else(|| file.strip_prefix(&self.root).unwrap_or(file).to_string_lossy().into_owned())
    }

    fn unwalkable(&self, error: &walkdir::Error) -> Problem {
        let path = error.path().and_then(|path| self.relative(path)).unwrap_or_default();
        if let Some(ancestor) = error.loop_ancestor() {
            let ancestor = self.relative(ancestor).filter(|above| !above.is_empty());
            let above = ancestor.map_or_else(|| "the knowledge base itself".into(), |above| format!("`{above}`"));
            return Problem::error("file/loop", path, format!("this symbolic link leads back to {above}"))
                .help("remove the link; what it leads to is read already");
        }
        match error.io_error() {
            Some(error) => unreadable(&path, error),
            None => Problem::error("file/unreadable", path, "this file could not be read")
                .help("make it readable, or remove it"),
        }
    }
}

fn not_utf8(path: &str, error: &std::string::FromUtf8Error) -> Problem {
    let at = error.utf8_error().valid_up_to();
    let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    let byte = error.as_bytes().get(at).copied().unwrap_or_default();
    Problem::error("file/not-utf8", path, format!("this file is not UTF-8: line {line} holds the byte 0x{byte:02X}"))
        .at(at..at + 1, "no character in UTF-8")
        .help("save it again with the encoding UTF-8")
}

fn unreadable(path: &str, error: &io::Error) -> Problem {
    let reason = match error.kind() {
        io::ErrorKind::PermissionDenied => "permission was denied".to_owned(),
        io::ErrorKind::NotFound => "it leads to a file that is not there".to_owned(),
        _ => error.to_string(),
    };
    Problem::error("file/unreadable", path, format!("this file could not be read: {reason}"))
        .help("make it readable, or remove it")
}

#[cfg(test)]
mod tests;
