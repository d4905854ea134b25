//! Tells cargo when the embedded files change.

use std::path::Path;

fn main() {
    // An empty folder stands for a browser part that was not built yet; a missing one would be looked for on every build.
    let app = Path::new("target/app");
    if let Err(error) = std::fs::create_dir_all(app) {
        println!("cargo::warning=could not make `target/app`: {error}");
    }
    for folder in ["build.rs", "kb", "target/app"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
