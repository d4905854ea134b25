//! The browser part: portal and engine as WebAssembly, with what the pages need, in `target/app`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{self, find, say};
use crate::{imports, tools};

/// Where it goes and where `tierzero` embeds it from.
pub(crate) const FOLDER: &str = "target/app";
/// Set for trunk when only the browser part is wanted, not a published site.
pub(crate) const APP_ONLY: &str = "TIERZERO_APP_ONLY";

/// What rustc tells the browser it may need; wasm-opt wants to hear it again.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Builds the browser part; `release` makes it small, which takes minutes.
pub(crate) fn build(release: bool) -> Result<()> {
    let path = tools::path_for_trunk()?;
    let trunk = std::env::split_paths(&path).map(|folder| folder.join("trunk")).find(|file| file.is_file());
    let mut command = Command::new(trunk.context("trunk is not where it was installed")?);
    command.args(["build", "--skip-version-check", "--dist", FOLDER]).env(APP_ONLY, "1");
    if release {
        command.arg("--release");
    }
    // Trunk reads NO_COLOR as a word of its own and stumbles over `1`.
    command.env("PATH", path).env_remove("NO_COLOR");
    let what = if release { "build the browser part, small" } else { "build the browser part" };
    command::run(what, &mut command)?;
    if release { optimise(Path::new(FOLDER)) } else { Ok(()) }
}

/// Builds the browser part and then `tierzero`, which embeds it.
pub(crate) fn build_all(release: bool) -> Result<()> {
    build(release)?;
    let program = command::tierzero(release)?;
    say(&format!("\n`{0}` is ready; try `{0} serve kb`", program.display()));
    Ok(())
}

/// Shrinks each module in place, and puts it beside itself compressed as well as can be: the publisher has no time for that.
fn optimise(folder: &Path) -> Result<()> {
    let script = tools::wasm_opt()?;
    let node = find("node").context("`node` is not on the path: install Node.js 20 or newer")?;
    for module in modules(folder)? {
        let before = std::fs::metadata(&module)?.len();
        let smaller = module.with_extension("small");
        let mut command = Command::new(&node);
        command.arg(&script).args(WASM_FEATURES).args(["-Oz", "--strip-debug", "--strip-producers"]);
        command.arg(&module).arg("-o").arg(&smaller);
        command::run(&format!("optimise {}", module.display()), &mut command)?;
        std::fs::rename(&smaller, &module)?;
        shorten_imports(&module)?;
        let mut command = Command::new(&node);
        command.arg(command::root().join("src/xtask/siblings.js")).arg(&module);
        command::run(&format!("compress {}", module.display()), &mut command)?;
        say(&format!("  {before} → {} bytes", std::fs::metadata(&module)?.len()));
    }
    Ok(())
}

/// Gives what a module imports short names, there and in its script.
fn shorten_imports(module: &Path) -> Result<()> {
    let name = module.file_name().unwrap_or_default().to_string_lossy().replace("_bg.wasm", ".js");
    let script = module.with_file_name(name);
    let (short, text) = imports::shorten(&std::fs::read(module)?, &std::fs::read_to_string(&script)?)?;
    std::fs::write(module, short)?;
    std::fs::write(script, text)?;
    Ok(())
}

/// The WebAssembly modules in a folder, in the order of their names.
pub(crate) fn modules(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("`{}` cannot be read", folder.display()))?;
    let mut files: Vec<_> =
        entries.collect::<std::io::Result<Vec<_>>>()?.into_iter().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "wasm"));
    files.sort();
    Ok(files)
}
