//! The hook that lets a bare `trunk serve` show the portal: it publishes the sample knowledge base with the browser part
//! that trunk has just built.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::browser_part::{APP_ONLY, FOLDER};
use crate::{command, stamp};

const SITE: &str = "target/poured";

/// Stamps what trunk has built. Unless only that is wanted, keeps it as the app and puts the published site in its place.
pub(crate) fn run() -> Result<()> {
    let staging = std::env::var_os("TRUNK_STAGING_DIR").context("`cargo xtask pour` is for trunk's post_build hook")?;
    let staging = PathBuf::from(staging);
    fs::write(staging.join(stamp::FILE), stamp::of(&command::root())? + "\n")?;
    if std::env::var_os(APP_ONLY).is_some() {
        return Ok(());
    }
    let (app, site) = (Path::new(FOLDER), Path::new(SITE));
    replace(&staging, app)?;
    let mut build = Command::new(command::tierzero(false)?);
    build.args(["build", "kb", "--app", FOLDER, "--out", SITE]);
    command::run("publish the sample", &mut build)?;
    replace(site, &staging)
}

/// Makes `to` a copy of `from`. The folder itself stays, since trunk holds on to it.
fn replace(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(to)? {
        let path = entry?.path();
        if path.is_dir() { fs::remove_dir_all(&path)? } else { fs::remove_file(&path)? }
    }
    copy(from, to)
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("`{}` cannot be read", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            fs::create_dir_all(&target)?;
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
