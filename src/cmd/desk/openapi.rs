//! `tierzero desk openapi`.

use crate::cmd::messages::Messages;
use crate::cmd::{Failure, Outcome};

/// Print what the ticket endpoint takes and answers, as an OpenAPI 3.1 document
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero desk openapi > openapi.json

No desk is started or asked, and nothing is read. A running desk of the same version gives out the same document at \
/api/openapi.json, and a page made of it at /api/docs.")]
pub(crate) struct Args {}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        messages.result(::desk::openapi());
        Ok(Outcome::Done)
    }
}
