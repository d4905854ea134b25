//! `tierzero tickets show` and `tierzero tickets export`.

use std::path::PathBuf;

use serde_json::Value;

use super::Talk;
use super::client::Told;
use super::told;
use crate::cmd::Failure;

/// Show all of a ticket: what was sent, what happened, and what its reader does not see
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero tickets show TZ-7F3K9Q
  tierzero tickets show TZ-7F3K9Q --json | jq .timeline

It tells the version of the ticket. With `--seen`, what you do with the ticket is done only if nothing happened since.")]
pub(super) struct Show {
    /// The ticket, such as TZ-7F3K9Q
    #[arg(value_name = "REFERENCE")]
    reference: String,
}

/// Write all that is stored of a ticket as JSON, to be taken along
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero tickets export TZ-7F3K9Q --out TZ-7F3K9Q.json
  tierzero tickets export TZ-7F3K9Q | jq .events

The files themselves are not in it, but what they are called, their sizes and their SHA-256.")]
pub(super) struct Export {
    /// The ticket, such as TZ-7F3K9Q
    #[arg(value_name = "REFERENCE")]
    reference: String,
    /// The file to write, which must not be there yet [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Show {
    pub(super) async fn run(&self, talk: &Talk<'_>) -> Result<(), Failure> {
        let Told { value: ticket, version } = talk.ticket(&self.reference).await?;
        talk.tell(&ticket, || told::ticket(&ticket, version.as_deref().unwrap_or_default()))
    }
}

impl Export {
    pub(super) async fn run(&self, talk: &Talk<'_>) -> Result<(), Failure> {
        let export: Value = talk.client.get(&["tickets", &self.reference, "export"], &[]).await?.value;
        let json = format!("{export:#}\n");
        let Some(out) = &self.out else {
            talk.messages.result(&json);
            return Ok(());
        };
        let cannot = |error: std::io::Error| {
            let failure = Failure::new(format!("cannot write `{}`: {error}", out.display()));
            failure.help("name a file that is not there yet, in a folder that you may write to")
        };
        write(out, &json).map_err(cannot)?;
        talk.messages.done(&format!("`{}` holds all that is stored of the ticket", out.display()));
        Ok(())
    }
}

/// A new file for its owner only: it holds what somebody entrusted to the desk.
fn write(path: &PathBuf, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    std::io::Write::write_all(&mut options.open(path)?, text.as_bytes())
}
