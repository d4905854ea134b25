//! Files that pages show or link to: copied under names that carry their content's hash.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::assets::hashed_name;
use crate::load::Folder;

/// A file as a page refers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Medium {
    /// Its address below the base path.
    pub(crate) address: String,
    /// Width and height in pixels, where it is a picture that tells them.
    pub(crate) size: Option<(usize, usize)>,
}

/// All files of a knowledge base, each read when the first page asks for it.
#[derive(Debug)]
pub(crate) struct Media<'a> {
    folder: &'a Folder,
    files: BTreeMap<&'a str, OnceLock<Option<Medium>>>,
}

impl<'a> Media<'a> {
    pub(crate) fn new(folder: &'a Folder, files: &'a BTreeSet<String>) -> Self {
        Self { folder, files: files.iter().map(|path| (path.as_str(), OnceLock::new())).collect() }
    }

    /// The file at a path of the knowledge base; `None` when it is not there or cannot be read.
    pub(crate) fn get(&self, path: &str) -> Option<&Medium> {
        self.files.get(path)?.get_or_init(|| self.look_at(path)).as_ref()
    }

    /// The files that pages asked for, with the path of each.
    pub(crate) fn used(&self) -> impl Iterator<Item = (&'a str, &Medium)> {
        self.files.iter().filter_map(|(path, cell)| Some((*path, cell.get()?.as_ref()?)))
    }

    fn look_at(&self, path: &str) -> Option<Medium> {
        let bytes = self.folder.read(path).ok()?;
        let size = imagesize::blob_size(&bytes).ok().map(|size| (size.width, size.height));
        let name = path.rsplit('/').next().unwrap_or(path);
        Some(Medium { address: format!("assets/media/{}", hashed_name(name, &bytes)), size })
    }
}

/// Whether a file would run with the rights of the site when a browser opens it.
pub(crate) fn is_active(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| {
        matches!(ending.as_str(), "htm" | "html" | "js" | "mjs" | "shtml" | "svgz" | "wasm" | "xht" | "xhtml" | "xml")
    })
}
