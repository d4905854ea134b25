//! A driver that chains: take a folder, run, look.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::rc::Rc;

use tempfile::TempDir;

/// The day every test publishes on.
pub(crate) const DAY: &str = "2026-11-22";

/// The variable that asks for the full numbers: some proofs are for large ones, and take long.
const FULL: &str = "TIERZERO_TEST_FULL";

/// How much of something a test is to try.
pub(crate) fn small_or_full(small: usize, full: usize) -> usize {
    if std::env::var_os(FULL).is_some() { full } else { small }
}

/// Says what a proof has measured; `--nocapture` shows it.
#[expect(clippy::print_stdout, reason = "what the test harness shows when it is asked to")]
pub(crate) fn tell(figures: &str) {
    println!("{figures}");
}

/// A knowledge base in a folder of its own, with room for outputs beside it.
pub(crate) struct Test {
    pub(crate) root: Rc<TempDir>,
}

/// What a run gave.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Test {
    /// A copy of the fixture `name`.
    pub(crate) fn of(name: &str) -> Self {
        let test = Self::empty();
        copy(&here().join("fixtures").join(name), &test.kb());
        test
    }

    /// A copy of any folder.
    pub(crate) fn of_folder(folder: &Path) -> Self {
        let test = Self::empty();
        copy(folder, &test.kb());
        test
    }

    /// An empty knowledge base.
    pub(crate) fn empty() -> Self {
        let test = Self { root: Rc::new(tempfile::tempdir().unwrap()) };
        fs::create_dir(test.kb()).unwrap();
        test
    }

    pub(crate) fn kb(&self) -> PathBuf {
        self.at("kb")
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    /// Writes a file of the knowledge base.
    pub(crate) fn write(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let file = self.kb().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        self
    }

    /// Runs a command line in the folder that holds `kb`.
    pub(crate) fn run(&self, line: &str) -> Ran {
        Ran::from(self.command(line).output().unwrap())
    }

    /// Publishes `kb` to `dist`, which must succeed.
    pub(crate) fn publish(&self, more: &str) -> Site {
        let ran = self.build(more);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        Site { folder: self.at("dist"), _root: Rc::clone(&self.root) }
    }

    /// Tries to publish `kb` to `dist`.
    pub(crate) fn build(&self, more: &str) -> Ran {
        self.run(&format!("build kb --out dist --date {DAY} --app {} {more}", app().display()))
    }

    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tierzero"));
        command.args(line.split_whitespace()).current_dir(self.root.path()).env_remove("SOURCE_DATE_EPOCH");
        command
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Ran {
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(self.err.contains(words), "`{words}` is not in:\n{}", self.err);
        self
    }
}

/// A published site.
pub(crate) struct Site {
    pub(crate) folder: PathBuf,
    /// Keeps the folder from being removed.
    _root: Rc<TempDir>,
}

impl Site {
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// All files, below the folder, in order.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        list(&self.folder, "", &mut files);
        files.sort();
        files
    }

    /// All HTML files with their text.
    pub(crate) fn pages(&self) -> Vec<(String, String)> {
        let pages = self.files().into_iter().filter(|file| file.ends_with(".html"));
        pages.map(|file| (file.clone(), self.read(&file))).collect()
    }
}

pub(crate) fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it")
}

/// The stand-in for the browser part.
pub(crate) fn app() -> PathBuf {
    here().join("app")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn list(folder: &Path, below: &str, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            list(&entry.path(), &format!("{name}/"), files);
        } else {
            files.push(name);
        }
    }
}
