//! Running other programs, and telling what runs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The cargo that runs this.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The one place that prints.
#[expect(clippy::print_stderr, reason = "progress is for people at a terminal")]
pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}

/// Runs a program to its end with its output in sight, and fails when it does.
pub(crate) fn run(what: &str, command: &mut Command) -> Result<()> {
    say(&format!("\n▸ {what}"));
    let started = Instant::now();
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("`{name}` could not be started"))?;
    if !status.success() {
        bail!("{what}: `{}` ended with {status}", line(command));
    }
    say(&format!("  done in {:.0} s", started.elapsed().as_secs_f32()));
    Ok(())
}

/// The program `tierzero`, freshly built. All default members are built together: choosing one package would choose
/// other features of what they share, and compile half of it again.
pub(crate) fn tierzero(release: bool) -> Result<PathBuf> {
    let mut build = cargo();
    build.args(["build", "--quiet"]).args(release.then_some("--release"));
    run("build tierzero", &mut build)?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    Ok(target.join(if release { "release" } else { "debug" }).join("tierzero"))
}

/// What a program prints to its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("`{name}` could not be started"))?;
    if !output.status.success() {
        bail!("`{}` ended with {}", line(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program of this name is on the path.
pub(crate) fn find(name: impl AsRef<OsStr>) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths).map(|folder| folder.join(name.as_ref())).find(|file| file.is_file())
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
