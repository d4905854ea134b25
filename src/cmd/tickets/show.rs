//! `tierzero tickets show`.

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

impl Show {
    pub(super) async fn run(&self, talk: &Talk<'_>) -> Result<(), Failure> {
        let Told { value: ticket, version } = talk.ticket(&self.reference).await?;
        talk.tell(&ticket, || told::ticket(&ticket, version.as_deref().unwrap_or_default()))
    }
}
