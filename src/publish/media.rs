//! Files that pages show or link to: copied under names that carry their content's hash.

mod picture;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::assets::hashed_name;
use crate::error::reason;
use crate::load::Folder;
use crate::svg;
use picture::Picture;

/// A file as a page refers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Medium {
    /// Its address below the base path.
    pub(crate) address: String,
    /// Width and height in pixels, where it is a picture that tells them.
    pub(crate) size: Option<(usize, usize)>,
    /// Why it is too large for readers, to follow its name.
    pub(crate) large: Option<String>,
    /// Why no browser can show it, to follow its name.
    pub(crate) broken: Option<String>,
}

/// What a look at a file gave.
#[derive(Debug)]
enum Looked {
    Sound(Medium),
    /// It could do something in the name of the site; with what it does, to follow "it".
    Refused(String),
    /// It could not be read; with the system's reason.
    Unreadable(String),
}

/// All files of a knowledge base, each read when the first page asks for it.
#[derive(Debug)]
pub(crate) struct Media<'a> {
    folder: &'a Folder,
    files: BTreeMap<&'a str, OnceLock<Looked>>,
}

impl<'a> Media<'a> {
    pub(crate) fn new(folder: &'a Folder, files: &'a BTreeSet<String>) -> Self {
        Self { folder, files: files.iter().map(|path| (path.as_str(), OnceLock::new())).collect() }
    }

    /// The file at a path of the knowledge base; `None` when it is not there, cannot be read, or must not be copied.
    pub(crate) fn get(&self, path: &str) -> Option<&Medium> {
        match self.look(path)? {
            Looked::Sound(medium) => Some(medium),
            Looked::Refused(_) | Looked::Unreadable(_) => None,
        }
    }

    /// Why a file cannot be read, to follow its name.
    pub(crate) fn unreadable(&self, path: &str) -> Option<String> {
        match self.look(path)? {
            Looked::Unreadable(reason) => Some(format!("could not be read: {reason}")),
            Looked::Sound(_) | Looked::Refused(_) => None,
        }
    }

    /// Why a file must not be copied, to follow its name.
    pub(crate) fn refused(&self, path: &str) -> Option<String> {
        if is_active(path) {
            return Some("is not copied: it could run scripts as this site".into());
        }
        match self.look(path)? {
            Looked::Refused(fault) => Some(format!("is not copied: it {fault}, and could act as this site")),
            Looked::Sound(_) | Looked::Unreadable(_) => None,
        }
    }

    /// The files that pages asked for, with the path of each.
    pub(crate) fn used(&self) -> impl Iterator<Item = (&'a str, &Medium)> {
        self.files.iter().filter_map(|(path, cell)| match cell.get()? {
            Looked::Sound(medium) => Some((*path, medium)),
            Looked::Refused(_) | Looked::Unreadable(_) => None,
        })
    }

    fn look(&self, path: &str) -> Option<&Looked> {
        Some(self.files.get(path)?.get_or_init(|| self.look_at(path)))
    }

    fn look_at(&self, path: &str) -> Looked {
        let bytes = match self.folder.read(path) {
            Ok(bytes) => bytes,
            Err(error) => return Looked::Unreadable(reason(&error)),
        };
        if let Some(fault) = is_svg(path).then(|| svg::fault(&bytes)).flatten() {
            return Looked::Refused(fault);
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let Picture { size, broken, large } = picture::look(&ending, &bytes);
        Looked::Sound(Medium { address: format!("assets/media/{}", hashed_name(name, &bytes)), size, large, broken })
    }
}

fn is_svg(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("svg"))
}

/// Whether a file would run with the rights of the site when a browser opens it.
pub(crate) fn is_active(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| {
        matches!(ending.as_str(), "htm" | "html" | "js" | "mjs" | "shtml" | "svgz" | "wasm" | "xht" | "xhtml" | "xml")
    })
}
