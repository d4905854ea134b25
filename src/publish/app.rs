//! The browser part as trunk built it: a shell page, scripts, modules and styles. Every file gets a name that carries its
//! content's hash, and everything that refers to it gets the new name.

mod inline;
mod references;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use search::message::{FromEngine, Wire};
use walkdir::WalkDir;

use crate::Error;
use crate::assets::hashed_name;
use crate::siblings::Siblings;
use references::rewrite;

/// The page that trunk writes and every page is poured into.
pub(crate) const SHELL: &str = "index.html";
/// Files without which there is no search, or no icon.
const NEEDED: [&str; 8] =
    [SHELL, ENGINE_SCRIPT, ENGINE_MODULE, JOURNEYS_SCRIPT, JOURNEYS_MODULE, EARLY_SCRIPT, EARLY_MODULE, ICONS];
const ENGINE_SCRIPT: &str = "engine.js";
const ENGINE_MODULE: &str = "engine_bg.wasm";
const JOURNEYS_SCRIPT: &str = "journeys.js";
const JOURNEYS_MODULE: &str = "journeys_bg.wasm";
const EARLY_SCRIPT: &str = "early.js";
const EARLY_MODULE: &str = "early_bg.wasm";
const ICONS: &str = "icons.svg";
/// Names the sources it was built from; not published.
const STAMP: &str = "stamp.txt";
/// Starts the search in its worker. `LOST` stands for what it says when a part of it does not come.
const WORKER: &str = include_str!("app/worker.js");
/// Starts the journeys' program.
const JOURNEYS_START: &str = include_str!("app/journeys.js");
/// Starts the program that answers first, and then the portal's.
const EARLY_START: &str = include_str!("app/early.js");
/// Where files with a hash in their name live, below the base path.
const ASSETS: &str = "assets/";

/// The files of the browser part, as they were built.
#[derive(Debug, Clone, Default)]
pub struct App {
    files: BTreeMap<String, Vec<u8>>,
    /// Modules compressed with more patience than a publisher has, by the names of the modules.
    ready: BTreeMap<String, Siblings>,
    stamp: Option<String>,
}

impl App {
    /// Takes the files as paths, with `/` between folders, and bytes.
    ///
    /// # Errors
    /// When something is missing without which no page can be made.
    pub fn from_files(mut files: BTreeMap<String, Vec<u8>>) -> Result<Self, Error> {
        let stamp = files.remove(STAMP).map(|text| String::from_utf8_lossy(&text).trim().to_owned());
        let missing: Vec<_> =
            NEEDED.into_iter().filter(|name| !files.contains_key(*name)).map(|name| format!("`{name}`")).collect();
        if !missing.is_empty() {
            return Err(Error::App { missing: format!("{} not found", missing.join(", ")) });
        }
        let ready = ready(&mut files);
        Ok(Self { files, ready, stamp })
    }

    /// The stamp of the sources it was built from; `None` when it carries none.
    pub fn stamp(&self) -> Option<&str> {
        self.stamp.as_deref()
    }

    /// Reads them from a folder, such as the one trunk wrote.
    ///
    /// # Errors
    /// When it cannot be read or is not complete.
    pub fn from_folder(folder: &Path) -> Result<Self, Error> {
        let mut files = BTreeMap::new();
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(|error| {
                let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of symbolic links"));
                Error::read(folder, source)
            })?;
            let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let hidden = inside.iter().any(|part| part.to_string_lossy().starts_with('.'));
            if entry.file_type().is_file() && !hidden {
                let name = inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
                files.insert(name, fs::read(entry.path()).map_err(|source| Error::read(entry.path(), source))?);
            }
        }
        Self::from_files(files)
    }
}

/// Takes the siblings of modules out of the files.
fn ready(files: &mut BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Siblings> {
    let modules: Vec<_> = files.keys().filter(|name| name.ends_with(".wasm")).cloned().collect();
    let mut take = |name: &str, ending: &str| files.remove(&format!("{name}.{ending}"));
    let siblings = modules.into_iter().filter_map(|name| {
        let (brotli, gzip) = (take(&name, "br"), take(&name, "gz"));
        Some((name, Siblings { brotli: brotli?, gzip: gzip? }))
    });
    siblings.collect()
}

/// The browser part ready to be published.
#[derive(Debug)]
pub(crate) struct Published {
    /// Files by their address below the base path.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// Siblings that were made already, by the address of their file.
    pub(crate) ready: BTreeMap<String, Siblings>,
    /// The shell, with all references rewritten and without links to style sheets.
    pub(crate) shell: String,
    /// Addresses below the base path.
    pub(crate) stylesheet: String,
    pub(crate) worker: String,
    pub(crate) journeys: String,
    pub(crate) early: EarlyProgram,
    pub(crate) icons: String,
}

/// Addresses below the base path of what answers first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EarlyProgram {
    /// The script that starts it.
    pub(crate) start: String,
    /// What it is made of.
    pub(crate) script: String,
    pub(crate) module: String,
}

impl App {
    /// Names every file by its content and makes the one style sheet, with `style` after what the shell links.
    pub(crate) fn publish(&self, base: &str, style: &str) -> Result<Published, Error> {
        let shell = self.text(SHELL)?;
        let (shell, linked) = without_stylesheets(&shell);
        let mut naming = Naming { app: self, names: BTreeMap::new(), files: BTreeMap::new(), open: BTreeSet::new() };
        for name in self.files.keys().filter(|name| *name != SHELL && !linked.contains(name)) {
            naming.name(name)?;
        }
        let mut css = String::new();
        for name in &linked {
            css.push_str(&naming.rewritten(name)?);
            css.push('\n');
        }
        css.push_str(style);
        let stylesheet = naming.add("site.css", css.into_bytes());
        let worker = naming.worker()?;
        let journeys = naming.journeys()?;
        let early = naming.early()?;
        let icons = naming.name(ICONS)?;
        let shell = rewrite(&shell, |name| Some(format!("{base}{}", naming.names.get(name)?)), "/");
        let shell = inline::move_to_files(&without_integrity(&shell), |script| {
            format!("{base}{}", naming.add("start.js", script.trim().into()))
        });
        let ready = self.ready.iter().filter_map(|(name, siblings)| {
            let address = naming.names.get(name)?;
            Some((address.clone(), siblings.clone()))
        });
        Ok(Published { ready: ready.collect(), files: naming.files, shell, stylesheet, worker, journeys, early, icons })
    }

    fn text(&self, name: &str) -> Result<String, Error> {
        let bytes = self.files.get(name).ok_or_else(|| Error::App { missing: format!("`{name}` not found") })?;
        String::from_utf8(bytes.clone()).map_err(|_| Error::App { missing: format!("`{name}` is not UTF-8") })
    }
}

/// Gives files their names: what a script refers to is named before the script.
struct Naming<'a> {
    app: &'a App,
    names: BTreeMap<String, String>,
    files: BTreeMap<String, Vec<u8>>,
    open: BTreeSet<String>,
}

impl Naming<'_> {
    fn name(&mut self, name: &str) -> Result<String, Error> {
        if let Some(known) = self.names.get(name) {
            return Ok(known.clone());
        }
        let refers = name.ends_with(".js") || name.ends_with(".mjs") || name.ends_with(".css");
        let bytes = match refers {
            true => self.rewritten(name)?.into_bytes(),
            false => self.app.files.get(name).cloned().unwrap_or_default(),
        };
        let address = self.add(name, bytes);
        self.names.insert(name.to_owned(), address.clone());
        Ok(address)
    }

    /// A script or style sheet with its references to other files of the app rewritten.
    fn rewritten(&mut self, name: &str) -> Result<String, Error> {
        if !self.open.insert(name.to_owned()) {
            return Err(Error::App {
                missing: format!("`{name}` imports itself, so it cannot be named by its content"),
            });
        }
        let text = self.app.text(name)?;
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut referred = BTreeSet::new();
        rewrite(
            &text,
            |target| {
                referred.extend(self.known(folder, target));
                None
            },
            "./",
        );
        for target in &referred {
            self.name(target)?;
        }
        self.open.remove(name);
        let new = |target: &str| {
            let address = self.names.get(&self.known(folder, target)?)?;
            Some(format!("./{}", address.strip_prefix(ASSETS).unwrap_or(address)))
        };
        Ok(rewrite(&text, new, "./"))
    }

    fn known(&self, folder: &str, target: &str) -> Option<String> {
        let path = if folder.is_empty() { target.to_owned() } else { format!("{folder}/{target}") };
        (path != SHELL && self.app.files.contains_key(&path)).then_some(path)
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) -> String {
        let file = name.rsplit('/').next().unwrap_or(name);
        let address = format!("{ASSETS}{}", hashed_name(file, &bytes));
        self.files.insert(address.clone(), bytes);
        address
    }

    /// The script the worker starts with. When the module does not come, it says so in the engine's stead.
    fn worker(&mut self) -> Result<String, Error> {
        let failed = FromEngine::Failed { message: crate::words::NO_ENGINE.into() };
        let failed = serde_json::to_string(&failed.to_text()).unwrap_or_default();
        let text = WORKER.replace("LOST", &failed);
        self.starting("worker.js", &text, [ENGINE_SCRIPT, ENGINE_MODULE])
    }

    /// The script the journeys' program starts with.
    fn journeys(&mut self) -> Result<String, Error> {
        self.starting("journeys-start.js", JOURNEYS_START, [JOURNEYS_SCRIPT, JOURNEYS_MODULE])
    }

    /// The program that answers first.
    fn early(&mut self) -> Result<EarlyProgram, Error> {
        Ok(EarlyProgram {
            start: self.starting("early-start.js", EARLY_START, [EARLY_SCRIPT, EARLY_MODULE])?,
            script: self.name(EARLY_SCRIPT)?,
            module: self.name(EARLY_MODULE)?,
        })
    }

    /// A script that starts a program with these parts: trunk writes none for files it does not name by content.
    fn starting(&mut self, name: &str, text: &str, parts: [&str; 2]) -> Result<String, Error> {
        for part in parts {
            self.name(part)?;
        }
        let new = |part: &str| {
            let address = self.names.get(part)?;
            Some(format!("./{}", address.trim_start_matches(ASSETS)))
        };
        let text = rewrite(text, new, "./");
        Ok(self.add(name, text.into_bytes()))
    }
}

/// The shell without its links to style sheets, and the files they name in order.
fn without_stylesheets(shell: &str) -> (String, Vec<String>) {
    let mut kept = String::with_capacity(shell.len());
    let mut linked = Vec::new();
    let mut rest = shell;
    while let Some(start) = rest.find("<link") {
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        let name = references::attribute(tag, "href").map(|href| href.trim_start_matches(['/', '.']).to_owned());
        let is_style = references::attribute(tag, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("stylesheet"));
        match name.filter(|_| is_style) {
            Some(name) => {
                kept.push_str(&rest[..start]);
                linked.push(name);
            }
            None => kept.push_str(&rest[..end]),
        }
        rest = &rest[end..];
    }
    kept.push_str(rest);
    (kept, linked)
}

/// Checksums of files whose references were rewritten are wrong, and names carry a hash already.
fn without_integrity(shell: &str) -> String {
    let mut kept = String::with_capacity(shell.len());
    let mut rest = shell;
    while let Some(start) = rest.find(" integrity=\"") {
        let value = start + " integrity=\"".len();
        let end = rest[value..].find('"').map_or(rest.len(), |end| value + end + 1);
        kept.push_str(&rest[..start]);
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests;
