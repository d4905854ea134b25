//! What stands in the folder already: an earlier output, and what its owner keeps beside it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use walkdir::WalkDir;

use super::MARKER;
use crate::Error;
use crate::droppings::is_dropping;

/// What a branch that is published needs at its top: the repository, and the domain of the host.
pub(super) const CARRIED: [&str; 2] = [".git", "CNAME"];
/// How many foreign files are named.
const NAMED: usize = 3;

#[derive(Deserialize)]
struct Marker {
    files: BTreeSet<String>,
}

/// Checks that a build may replace what is in `target`: nothing, or an earlier output as it was written.
pub(super) fn check(target: &Path) -> Result<(), Error> {
    let mut entries = match fs::read_dir(target) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(_) if target.is_file() => return Err(Error::NotAFolder { path: target.to_path_buf() }),
        Err(source) => return Err(Error::read(target, source)),
    };
    let is_nothing = |entry: fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        is_carried(&name) || is_dropping(&name) && entry.file_type().is_ok_and(|kind| !kind.is_dir())
    };
    if entries.all(|entry| entry.is_ok_and(is_nothing)) {
        return Ok(());
    }
    let Some(marker) = marker(target) else { return Err(Error::Foreign { path: target.to_path_buf() }) };
    let foreign = foreign(target, &marker.files)?;
    match foreign.is_empty() {
        true => Ok(()),
        false => Err(Error::Kept { path: target.to_path_buf(), files: named(&foreign) }),
    }
}

fn is_carried(name: &str) -> bool {
    CARRIED.contains(&name)
}

fn marker(target: &Path) -> Option<Marker> {
    serde_json::from_slice(&fs::read(target.join(MARKER)).ok()?).ok()
}

/// Files below `target` that are neither made by a build nor carried over nor left by the system. Symbolic links count
/// as files.
fn foreign(target: &Path, made: &BTreeSet<String>) -> Result<Vec<String>, Error> {
    let mut foreign = Vec::new();
    let walk = WalkDir::new(target).min_depth(1).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() != 1 || !is_carried(&entry.file_name().to_string_lossy())) {
        let entry =
            entry.map_err(|error| Error::read(error.path().unwrap_or(target).to_path_buf().as_path(), error.into()))?;
        let inside = entry.path().strip_prefix(target).unwrap_or(entry.path());
        let path = inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        let dropping = is_dropping(&entry.file_name().to_string_lossy());
        if !entry.file_type().is_dir() && !dropping && path != MARKER && !made.contains(&path) {
            foreign.push(path);
        }
    }
    Ok(foreign)
}

/// The first few by name, the others by number.
fn named(files: &[String]) -> String {
    let names: Vec<_> = files.iter().take(NAMED).map(|file| format!("`{file}`")).collect();
    match files.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}
