//! `tierzero new`.

use std::fs;
use std::path::{Path, PathBuf};

use rust_embed::Embed;

use super::messages::Messages;
use super::{Failure, Outcome, expect_folder};

/// The sample knowledge base.
#[derive(Embed)]
#[folder = "kb"]
struct Sample;

/// Start a knowledge base from the sample
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero new portal
  tierzero serve portal      then look at it and change what is yours")]
pub(crate) struct Args {
    /// A new or empty folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let folder = &self.folder;
        expect_folder(folder, "portal")?;
        if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(Failure::new(format!("`{}` is not empty", folder.display())).help("name a new or empty folder"));
        }
        for name in Sample::iter() {
            if let Some(file) = Sample::get(&name) {
                write(&folder.join(name.as_ref()), &file.data)?;
            }
        }
        let shown = folder.display();
        messages.done(&format!("started a knowledge base in `{shown}`"));
        messages.next(&[
            format!("`tierzero serve {shown}` shows it at http://127.0.0.1:8080 and reloads when you save"),
            format!("`{shown}/portal.toml` holds the name, the contacts and the colours: make them yours"),
            format!("`tierzero check {shown}` finds mistakes, `tierzero build {shown} --out dist` publishes"),
        ]);
        Ok(Outcome::Done)
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let told = |error: std::io::Error| Failure::new(format!("could not write `{}`: {error}", path.display()));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(told)?;
    }
    fs::write(path, bytes).map_err(told)
}
