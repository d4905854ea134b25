//! The tools that a fresh machine lacks, at pinned versions, in a per-user cache folder. Each sits in a folder named by
//! its version, so a second clone finds what the first one made and two versions live side by side.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{self, cargo, find, say};

/// The last version of trunk that the pinned toolchain compiles.
const TRUNK: &str = "0.21.14";
/// Debian's 108 makes a module that dies at start, so wasm-opt comes from npm.
const BINARYEN: &str = "132.0.0";
const PLAYWRIGHT: &str = "1.64.1";
const AXE: &str = "4.14.1";
/// What the bench compares with. Its program for this machine comes as an optional package of its own.
const PAGEFIND: &str = "1.6.0";
const MINISEARCH: &str = "7.2.0";
/// What asks the desk whatever its document allows.
const SCHEMATHESIS: &str = "4.32.5";

/// Installs all that is missing.
pub(crate) fn install_all() -> Result<()> {
    path_for_trunk()?;
    wasm_opt()?;
    node_path()?;
    bench_path()?;
    pagefind()?;
    chromium()?;
    postgres()?;
    schemathesis()?;
    say("everything is there");
    Ok(())
}

/// A `PATH` on which trunk and what it calls come first.
pub(crate) fn path_for_trunk() -> Result<std::ffi::OsString> {
    wasm_target()?;
    let bindgen = cargo_tool("wasm-bindgen-cli", "wasm-bindgen", &locked_version("wasm-bindgen")?)?;
    let trunk = cargo_tool("trunk", "trunk", TRUNK)?;
    let now = std::env::var_os("PATH").unwrap_or_default();
    Ok(std::env::join_paths([trunk, bindgen].into_iter().chain(std::env::split_paths(&now)))?)
}

/// The script that optimises WebAssembly; started with node.
pub(crate) fn wasm_opt() -> Result<PathBuf> {
    Ok(npm_package("binaryen", BINARYEN)?.join("binaryen/bin/wasm-opt"))
}

/// A `NODE_PATH` that holds what the browser journeys require.
pub(crate) fn node_path() -> Result<std::ffi::OsString> {
    let folders = [npm_package("playwright-core", PLAYWRIGHT)?, npm_package("axe-core", AXE)?];
    Ok(std::env::join_paths(folders)?)
}

/// A `NODE_PATH` that holds what the scripts of the bench require.
pub(crate) fn bench_path() -> Result<std::ffi::OsString> {
    let folders = [npm_package("playwright-core", PLAYWRIGHT)?, npm_package("minisearch", MINISEARCH)?];
    Ok(std::env::join_paths(folders)?)
}

/// The script that indexes with Pagefind; started with node.
pub(crate) fn pagefind() -> Result<PathBuf> {
    Ok(npm_package("pagefind", PAGEFIND)?.join("pagefind/lib/runner/bin.cjs"))
}

/// The program schemathesis, in a Python environment of its own.
pub(crate) fn schemathesis() -> Result<PathBuf> {
    let folder = cache()?.join(format!("schemathesis-{SCHEMATHESIS}"));
    let program = folder.join("bin/schemathesis");
    if !program.is_file() {
        let python = find("python3").context("`python3` is not on the path: install Python 3.10 or newer")?;
        let mut environment = Command::new(&python);
        environment.args(["-m", "venv", "--clear"]).arg(&folder);
        if command::run("make a Python environment", &mut environment).is_err() {
            // Debian has what makes environments in a package of its own.
            apt_install(&["python3-venv"])?;
            command::run("make a Python environment", &mut environment)?;
        }
        let mut install = Command::new(folder.join("bin/python"));
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        install.arg(format!("schemathesis=={SCHEMATHESIS}"));
        command::run(&format!("fetch schemathesis {SCHEMATHESIS}"), &mut install)?;
    }
    Ok(program)
}

/// A Chromium: `$CHROMIUM`, one on the path, or Debian's, installed when this runs as root.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("CHROMIUM") {
        return Ok(given.into());
    }
    let known = || ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(find);
    if let Some(found) = known() {
        return Ok(found);
    }
    apt_install(&["chromium", "fonts-dejavu-core"])?;
    known().context("Chromium is still not on the path after its installation")
}

/// PostgreSQL's programs, which the tests start a server of their own with: Debian's, installed when this runs as root, or
/// those on the path.
pub(crate) fn postgres() -> Result<()> {
    let debian = || {
        let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
        versions.map(|version| version.path().join("bin/initdb")).any(|program| program.is_file())
    };
    if debian() || find("initdb").is_some() {
        return Ok(());
    }
    apt_install(&["postgresql"])?;
    debian().then_some(()).context("PostgreSQL's `initdb` is still not there after its installation")
}

fn wasm_target() -> Result<()> {
    let target = "wasm32-unknown-unknown";
    let sysroot = command::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(target).is_dir() {
        return Ok(());
    }
    command::run("add the WebAssembly target", Command::new("rustup").args(["target", "add", target]))
}

/// The folder with the program of a crate, compiled when it is not there yet.
fn cargo_tool(package: &str, program: &str, version: &str) -> Result<PathBuf> {
    let folder = cache()?.join(format!("{program}-{version}"));
    let binary = folder.join("bin").join(program);
    if !binary.is_file() {
        let what = format!("compile {package} {version} (once, takes some minutes)");
        let mut install = cargo();
        install
            .args(["install", package, "--version", version, "--no-default-features", "--quiet", "--root"])
            .arg(&folder);
        // wasm-bindgen-cli's own lock file names versions that can no longer be had; trunk needs its lock file.
        if package == "trunk" {
            install.arg("--locked");
        }
        install.arg("--target-dir").arg(cache()?.join("compile"));
        // These tools run for seconds: compiling them fast matters more than running them fast.
        for (key, value) in [("LTO", "off"), ("OPT_LEVEL", "1"), ("CODEGEN_UNITS", "16"), ("DEBUG", "0")] {
            install.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
        }
        command::run(&what, install.current_dir(cache()?).env_remove("CARGO_TARGET_DIR"))?;
    }
    Ok(folder.join("bin"))
}

/// The `node_modules` folder that holds a package, fetched when it is not there yet.
fn npm_package(package: &str, version: &str) -> Result<PathBuf> {
    let folder = cache()?.join(format!("{package}-{version}"));
    let modules = folder.join("node_modules");
    if !modules.join(package).join("package.json").is_file() {
        std::fs::create_dir_all(&folder)?;
        let npm = find("npm").context("`npm` is not on the path: install Node.js 20 or newer")?;
        let mut install = Command::new(npm);
        install.args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--loglevel=error",
            "--prefix",
        ]);
        command::run(&format!("fetch {package} {version}"), install.arg(&folder).arg(format!("{package}@{version}")))?;
    }
    Ok(modules)
}

fn apt_install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    let root = command::output(Command::new("id").arg("-u"))?.trim() == "0";
    if !root || find("apt-get").is_none() {
        bail!(
            "a system package is missing; install it with `sudo apt-get install {list}` (for a browser, setting CHROMIUM is as good)"
        );
    }
    command::run("read the list of system packages", Command::new("apt-get").args(["update", "-qq"]))?;
    let mut install = Command::new("apt-get");
    install
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive");
    command::run(&format!("install {list}"), &mut install)
}

/// The per-user cache folder.
fn cache() -> Result<PathBuf> {
    let base = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let home = || std::env::home_dir().map(|home| home.join(".cache"));
    let folder = base.or_else(home).context("neither XDG_CACHE_HOME nor HOME is set")?.join("tierzero");
    std::fs::create_dir_all(&folder).with_context(|| format!("`{}` cannot be made", folder.display()))?;
    Ok(folder)
}

/// The version of a crate in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock = std::fs::read_to_string("Cargo.lock").context("Cargo.lock cannot be read")?;
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    let version =
        lines.nth(1).and_then(|line| line.strip_prefix("version = \"")).and_then(|rest| rest.strip_suffix('"'));
    Ok(version.with_context(|| format!("Cargo.lock does not name `{package}`"))?.to_owned())
}
