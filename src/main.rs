//! `tierzero`: a self-service IT help desk from a folder of Markdown.

mod cmd;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cmd::run()
}
