//! `tierzero desk audit`.

use ::desk::{AuditReport, Database};

use crate::cmd::messages::Messages;
use crate::cmd::serve::runtime;
use crate::cmd::{Failure, Outcome};

/// Look at the audit log, which tells who did what with tickets and when
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero desk audit verify tickets.db")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Verify(Verify),
}

/// Find out whether the log, and what it tells of tickets, are as they were written
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero desk audit verify tickets.db
  tierzero desk audit verify tickets.db --kept 4f0c…        with the hash that an earlier look gave

The rows of the log form a chain: each one's hash is of the row and of the hash before. So what is changed, taken out or put in \
between is found. Only what is cut off at the end is not, unless you keep the last hash somewhere else and give it next time. \
A desk may run meanwhile, and nothing is changed.

Of tickets it covers what was sent and said, the names of files, the state, who has it, when it came, when its link was ended, and the team \
once it was passed on. The log does not know, so this cannot find: another priority, category or team given by the form, a merge, a \
corrected address, tokens, and other bytes of a file, which `tierzero desk backup` compares with what was sent.

Exit codes: 0 all is as it was written, 1 something is not, which it names, 2 it could not look.")]
struct Verify {
    /// The SQLite file that keeps the tickets, or `postgres://USER@HOST/DATABASE`
    #[arg(value_name = "DATABASE")]
    database: Database,
    /// The hash that an earlier look gave: is it still in the log?
    #[arg(long, value_name = "HASH")]
    kept: Option<String>,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        match &self.command {
            Command::Verify(args) => args.run(messages),
        }
    }
}

impl Verify {
    fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let looking = ::desk::verify_audit(&self.database, self.kept.as_deref());
        let report = runtime()?.block_on(looking)?;
        Ok(told(&report, messages))
    }
}

fn told(report: &AuditReport, messages: &Messages) -> Outcome {
    report.faults.iter().for_each(|fault| messages.note(&fault.to_string()));
    if report.has_kept == Some(false) {
        messages.note(
            "the hash that was kept is not in the log: rows were taken away from its end, or it is of another log",
        );
    }
    let rows = if report.rows == 1 { "1 row".into() } else { format!("{} rows", report.rows) };
    if report.faults.is_empty() && report.has_kept != Some(false) {
        messages.done(&format!("{rows}, all as they were written; the last hash is {}", report.head));
        return Outcome::Done;
    }
    messages
        .note(&format!("{rows}, not all as they were written; keep the database as it is, and look into your backups"));
    Outcome::Mistakes
}
