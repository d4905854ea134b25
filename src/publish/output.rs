//! The folder a site is written to: filled beside its place, then swapped in, so that nobody ever sees half a site.

mod earlier;
mod stale;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use tempfile::TempDir;

use crate::Error;
use crate::siblings::{self, Siblings};

/// The file that says a folder is an output, and what is in it.
pub(crate) const MARKER: &str = ".tierzero";
/// Folders of a knowledge base that belong to its authors.
const AUTHORS: [&str; 5] = ["articles", "forms", "guides", "notices", "replies"];

/// A site on its way to its folder. Dropped before [`Output::swap`], it leaves the folder as it was.
#[derive(Debug)]
pub(crate) struct Output {
    target: PathBuf,
    beside: TempDir,
    /// Whether files are also written compressed, beside themselves.
    siblings: bool,
    files: Mutex<BTreeSet<String>>,
}

#[derive(Serialize)]
struct Marker<'a> {
    version: &'a str,
    files: &'a BTreeSet<String>,
}

impl Output {
    /// Prepares to fill `target` with the site of the knowledge base in `kb`.
    ///
    /// # Errors
    /// When `target` holds something that is not an earlier output, or would replace the knowledge base.
    pub(crate) fn prepare(target: &Path, kb: &Path) -> Result<Self, Error> {
        let target = absolute(target)?;
        check_place(&target, kb)?;
        earlier::check(&target)?;
        let parent = target.parent().unwrap_or(&target);
        fs::create_dir_all(parent).map_err(|source| Error::write(parent, source))?;
        stale::sweep(parent);
        let beside = tempfile::Builder::new()
            .prefix(stale::PREFIX)
            .tempdir_in(parent)
            .map_err(|source| Error::write(parent, source))?;
        let output = Self { target, beside, siblings: false, files: Mutex::default() };
        let told = |source| Error::write(&output.target, source);
        fs::write(output.beside.path().join(stale::UNFINISHED), "").map_err(told)?;
        fs::create_dir(output.fresh()).map_err(told)?;
        Ok(output)
    }

    /// Has files written compressed as well, beside themselves.
    pub(crate) fn with_siblings(mut self) -> Self {
        self.siblings = true;
        self
    }

    /// Writes a file at an address below the base path, and its siblings if it gets any.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.write_with(path, bytes, None)
    }

    /// The same, with siblings that may have been made already.
    pub(crate) fn write_with(&self, path: &str, bytes: &[u8], ready: Option<&Siblings>) -> Result<(), Error> {
        self.put(path, bytes)?;
        if !self.siblings || !siblings::belong_to(path) {
            return Ok(());
        }
        let made = match ready.filter(|siblings| siblings.hold(bytes)) {
            Some(siblings) => siblings,
            None => &Siblings::of(bytes).map_err(|source| Error::write(&self.target.join(path), source))?,
        };
        made.beside(path, bytes.len()).try_for_each(|(path, bytes)| self.put(&path, bytes))
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let sound = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        debug_assert!(sound, "addresses are made of names only: {path}");
        let file = self.fresh().join(path);
        let told = |source| Error::write(&self.target.join(path), source);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(told)?;
        }
        fs::write(&file, bytes).map_err(told)?;
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        Ok(())
    }

    /// Puts the site in its place. What was there is removed only when the new one is there.
    pub(crate) fn swap(self) -> Result<(), Error> {
        let told = |source| Error::write(&self.target, source);
        let fresh = self.fresh();
        {
            let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
            let marker = Marker { version: env!("CARGO_PKG_VERSION"), files: &files };
            let marker = serde_json::to_string_pretty(&marker).map_err(|error| told(error.into()))? + "\n";
            fs::write(fresh.join(MARKER), marker).map_err(told)?;
        }
        if !self.target.exists() {
            return fs::rename(&fresh, &self.target).map_err(told);
        }
        let previous = self.beside.path().join("previous");
        fs::rename(&self.target, &previous).map_err(told)?;
        let swapped = carry(&previous, &fresh).and_then(|()| fs::rename(&fresh, &self.target));
        if let Err(source) = swapped {
            let restored = carry(&fresh, &previous).and_then(|()| fs::rename(&previous, &self.target));
            if restored.is_err() {
                // What the owner keeps there must not go the way of a temporary folder.
                let _ = self.beside.keep();
            }
            return Err(Error::write(&self.target, source));
        }
        Ok(())
    }

    fn fresh(&self) -> PathBuf {
        self.beside.path().join("site")
    }
}

/// The path from the root on, with symbolic links resolved as far as it exists.
fn absolute(path: &Path) -> Result<PathBuf, Error> {
    let path = std::path::absolute(path).map_err(|source| Error::read(path, source))?;
    let mut existing = path.as_path();
    let mut rest = Vec::new();
    loop {
        if let Ok(found) = existing.canonicalize() {
            return Ok(rest.into_iter().rev().fold(found, |path, part| path.join(part)));
        }
        match (existing.parent(), existing.file_name()) {
            (Some(parent), Some(name)) => {
                rest.push(name);
                existing = parent;
            }
            _ => return Ok(path),
        }
    }
}

fn check_place(target: &Path, kb: &Path) -> Result<(), Error> {
    let kb = kb.canonicalize().map_err(|source| Error::read(kb, source))?;
    let what = match target.strip_prefix(&kb) {
        _ if kb.starts_with(target) => "the knowledge base",
        Ok(inside) if inside.iter().next().is_some_and(|top| AUTHORS.iter().any(|name| top == *name)) => "its articles",
        _ => return Ok(()),
    };
    Err(Error::Overlap { path: target.to_path_buf(), what: what.into() })
}

/// Moves what an output does not own but keeps from one folder to another.
fn carry(from: &Path, to: &Path) -> std::io::Result<()> {
    for name in earlier::CARRIED {
        if fs::symlink_metadata(from.join(name)).is_ok() {
            fs::rename(from.join(name), to.join(name))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
