//! The search in which the desk looks for first answers. Making it takes a while with a large knowledge base, so the desk takes
//! tickets meanwhile; and it takes many times the memory that the search then needs, so another process makes it and gives all
//! that back by ending.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::{env, io, thread};

use ::desk::Desk;
use ::search::Searcher;
use tracing::{info, warn};

use crate::cmd::messages::Messages;
use crate::cmd::{Failure, Outcome};

/// Counts what was begun, so that one that was overtaken is not taken for the newest.
static BEGUN: AtomicU64 = AtomicU64::new(0);

/// Write what the desk searches for first answers to standard output, as bytes; the desk runs this by itself
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero desk search kb > search.pack")]
pub(crate) struct Args {
    /// The knowledge base
    kb: PathBuf,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        messages.bytes(&publish::pack(&self.kb)?);
        Ok(Outcome::Done)
    }
}

/// Makes the search over a knowledge base on the side, and gives it to the desk when it is ready.
pub(in crate::cmd) fn make_ready(desk: &Desk, kb: PathBuf) {
    if !desk.answers_first() {
        return;
    }
    let desk = desk.clone();
    let number = BEGUN.fetch_add(1, Ordering::Relaxed) + 1;
    let making = move || match make(&kb) {
        Ok(_) if BEGUN.load(Ordering::Relaxed) > number => {}
        Ok(searcher) => {
            let pages = searcher.documents();
            desk.search_in(searcher);
            info!(pages, "first answers are searched for in the knowledge base");
        }
        Err(failure) => warn!(cause = failure.message, "cannot make the search, so first answers stay as they were"),
    };
    if let Err(cause) = thread::Builder::new().name("search".into()).spawn(making) {
        warn!(%cause, "cannot make the search, so first answers stay as they were");
    }
}

/// Has another process of this program make the search, and opens it.
fn make(kb: &Path) -> Result<Searcher, Failure> {
    let failed = |cause: io::Error| Failure::new(format!("could not run another process of this program: {cause}"));
    let making = Command::new(this_program().map_err(failed)?)
        .args(["desk", "search", "--"])
        .arg(kb)
        .stdin(Stdio::null())
        .output()
        .map_err(failed)?;
    if !making.status.success() {
        let told = String::from_utf8_lossy(&making.stderr);
        return Err(Failure::new(format!("{}: {}", making.status, told.trim())));
    }
    Searcher::open(making.stdout).map_err(|error| Failure::new(error.to_string()))
}

/// The file this process was started from. An update may have put another one in its place, whose search this one cannot read, so
/// Linux is asked for the very one that runs.
fn this_program() -> io::Result<PathBuf> {
    if cfg!(target_os = "linux") { Ok("/proc/self/exe".into()) } else { env::current_exe() }
}
