//! The browser part: the one in this program, or one in a folder.

use std::path::PathBuf;

use publish::App;
use rust_embed::Embed;

use super::failure::Failure;

/// What trunk had built when this program was compiled; empty when it had not.
#[derive(Embed)]
#[folder = "target/app"]
#[allow_missing = true]
struct Built;

/// Where the browser part comes from.
#[derive(Debug, clap::Args)]
pub(crate) struct AppArgs {
    /// Take the browser part from this folder instead of the one in this program
    #[arg(long, value_name = "DIR")]
    app: Option<PathBuf>,
}

/// What to say when the browser part was built from other sources than this program: its pages stay as they were
/// published, and nothing on them answers.
pub(crate) fn misfit(app: &App) -> Option<String> {
    let other = app.stamp().filter(|stamp| *stamp != env!("TIERZERO_STAMP"))?;
    Some(format!(
        "warning: the browser part and this `tierzero` do not fit together ({other}, {}): readers may get pages on which \
         nothing answers\nhelp: run `cargo xtask build`, which makes both from the same sources",
        env!("TIERZERO_STAMP")
    ))
}

impl AppArgs {
    pub(crate) fn open(&self) -> Result<App, Failure> {
        if let Some(folder) = &self.app {
            return Ok(App::from_folder(folder)?);
        }
        let visible = |name: &str| !name.split('/').any(|part| part.starts_with('.'));
        let files = Built::iter().filter(|name| visible(name));
        let files = files.filter_map(|name| Some((name.to_string(), Built::get(&name)?.data.into_owned())));
        let files: std::collections::BTreeMap<_, _> = files.collect();
        if files.is_empty() {
            return Err(Failure::new("this `tierzero` was compiled without the browser part").help(
                "build it with `cargo xtask build` and compile again, or name a folder that holds it with `--app DIR`",
            ));
        }
        Ok(App::from_files(files)?)
    }
}
