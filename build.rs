//! Tells cargo when the embedded files change, and takes the stamp that the browser part must have.

use std::path::Path;

#[path = "src/xtask/stamp.rs"]
mod stamp;

fn main() {
    // An empty folder stands for a browser part that was not built yet; a missing one would be looked for on every build.
    let app = Path::new("target/app");
    if let Err(error) = std::fs::create_dir_all(app) {
        println!("cargo::warning=could not make `target/app`: {error}");
    }
    match stamp::of(Path::new(".")) {
        Ok(stamp) => println!("cargo::rustc-env=TIERZERO_STAMP={stamp}"),
        Err(error) => println!("cargo::error=could not read the sources for `{}`: {error}", stamp::FILE),
    }
    for path in ["build.rs", "kb", "src/xtask/stamp.rs", "target/app"].into_iter().chain(stamp::SOURCES) {
        println!("cargo::rerun-if-changed={path}");
    }
}
