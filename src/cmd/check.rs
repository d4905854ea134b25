//! `tierzero check`.

use content::Severity;

use super::messages::Messages;
use super::{DayArgs, Failure, KbArgs, Outcome, Telling, guide_figures};

/// Find every mistake in a knowledge base without publishing it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero check kb
  tierzero check kb --deny-warnings      for a pull request: warnings fail too
  tierzero check kb --json > mistakes.json
  tierzero check kb --guides             how large each guide is, and what its tests leave out

Exit codes: 0 nothing is wrong, 1 there are errors (or, with --deny-warnings, warnings), 2 it could not be checked.")]
pub(crate) struct Args {
    #[command(flatten)]
    kb: KbArgs,
    #[command(flatten)]
    day: DayArgs,
    #[command(flatten)]
    telling: Telling,
    /// Fail when there are warnings too
    #[arg(long)]
    deny_warnings: bool,
    /// Print a table of all guides on standard output: steps, outcomes, outcomes no test reaches, longest path
    #[arg(long, conflicts_with = "json")]
    guides: bool,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        messages.status("checking");
        let report = publish::check(&self.kb.folder, self.day.day()?);
        messages.clear_status();
        let report = report?;
        messages.report(&report, &self.kb.folder, &self.telling);
        if self.guides {
            messages.result(&guide_figures::table(&report.kb.guides));
        }
        let refused = report.failed() || self.deny_warnings && report.count(Severity::Warning) > 0;
        Ok(if refused { Outcome::Mistakes } else { Outcome::Done })
    }
}
