//! A stamp of the sources that the publisher and the browser part both hold: they fit together when their stamps are the
//! same. `tierzero` takes its own when it is compiled (`build.rs` at the root shares this file), and the browser part is
//! given one when trunk has built it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file in the folder of the browser part.
pub(crate) const FILE: &str = "stamp.txt";
/// What decides how a page is rendered and read back.
pub(crate) const SOURCES: [&str; 4] = ["Cargo.lock", "src/content", "src/portal", "src/search"];

/// The stamp of the sources below `root`. Tests and line ends make no difference.
pub(crate) fn of(root: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    for source in SOURCES {
        collect(&root.join(source), &mut files)?;
    }
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let bytes = fs::read(&file)?;
        let bytes = name.bytes().chain([0]).chain(bytes.into_iter().filter(|byte| *byte != b'\r')).chain([0]);
        // FNV-1a: it need not withstand anybody, only notice changes.
        hash = bytes.fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    }
    Ok(format!("{hash:016x}"))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
        return Ok(());
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let tests = name == "tests.rs" || name.ends_with("_tests.rs");
    let counts = [".rs", ".toml", ".lock"].iter().any(|ending| name.ends_with(ending)) && !tests;
    files.extend(counts.then(|| path.to_path_buf()));
    Ok(())
}
