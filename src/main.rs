//! `tierzero`: a self-service IT help desk from a folder of Markdown.

mod cmd;

use std::process::ExitCode;

fn main() -> ExitCode {
    cmd::run()
}
