//! A desk that is measured or asked, and where it keeps its tickets.

use std::fmt;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::command;

// The server that the desk's own tests start.
#[expect(dead_code, clippy::unwrap_used, reason = "what measuring needs is a part of it, and it fails loudly")]
#[path = "../../../desk/tests/it/postgres.rs"]
mod postgres;

/// Where tickets are kept: on the disk that temporary files are on.
pub(crate) enum Place {
    File(TempDir),
    Server(TempDir, Box<postgres::Server>),
}

/// A desk that runs until this is dropped.
pub(crate) struct Desk {
    child: Child,
    pub(crate) address: String,
}

impl Place {
    pub(crate) fn file() -> Result<Self> {
        Ok(Self::File(tempfile::tempdir()?))
    }

    /// A server that writes to the disk as it does by itself.
    pub(crate) fn server() -> Result<Self> {
        Ok(Self::Server(tempfile::tempdir()?, Box::new(postgres::Server::with(&[]))))
    }

    pub(crate) fn is_file(&self) -> bool {
        matches!(self, Self::File(_))
    }

    /// Where it runs; a file is `tickets.db` in it.
    pub(crate) fn folder(&self) -> &Path {
        match self {
            Self::File(folder) | Self::Server(folder, _) => folder.path(),
        }
    }

    fn database(&self) -> String {
        match self {
            Self::File(_) => "tickets.db".to_owned(),
            Self::Server(_, server) => server.url("postgres"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_file() { "an SQLite file" } else { "PostgreSQL" })
    }
}

impl Desk {
    /// Starts one that limits nothing and asks for no proof of work, with the form of the tests.
    pub(crate) fn start(tierzero: &Path, place: &Place) -> Result<Self> {
        let mut desk = Command::new(tierzero);
        desk.current_dir(place.folder()).args(["desk", "--listen", "127.0.0.1:0", "--kb"]);
        desk.arg(command::root().join("tests/it/fixtures/small")).args(["--database", &place.database()]);
        desk.args(["--attachments", "attachments", "--proof", "off", "--rate", "0", "--ticket-rate", "0"]);
        desk.args([
            "--unknown-ticket-rate",
            "0",
            "--upload-rate",
            "0",
            "--action-rate",
            "0",
            "--ticket-action-rate",
            "0",
        ]);
        // As in production: a line for each ticket.
        let mut child = desk.env("RUST_LOG", "info").stderr(Stdio::piped()).spawn()?;
        let mut lines = BufReader::new(child.stderr.take().context("the desk says nothing")?).lines();
        let mut said = String::new();
        let address = loop {
            let Some(line) = lines.next() else { bail!("the desk does not start: {said}") };
            said = line?;
            if let Some((_, address)) = said.split_once("taking tickets at http://") {
                break address.to_owned();
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { child, address })
    }

    /// Kilobytes at the peak and now; not known where there is no Linux.
    pub(crate) fn memory(&self) -> [f64; 2] {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        ["VmHWM:", "VmRSS:"].map(|name| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(f64::NAN)
        })
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
