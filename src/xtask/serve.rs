//! `cargo xtask serve`: everything built, the portal open on the sample knowledge base.

use std::process::Command;

use anyhow::Result;

use crate::browser_part;
use crate::command;

/// Builds what is needed and serves the sample knowledge base until Ctrl-C.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    browser_part::build(false)?;
    let mut command = Command::new(command::tierzero(false)?);
    command.arg("serve");
    // Another knowledge base takes the place of the sample.
    if arguments.first().is_none_or(|first| first.starts_with('-')) {
        command.arg("kb");
    }
    command::run("serve the portal", command.args(arguments))
}
