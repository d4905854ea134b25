//! The command line: arguments become a validated form, a subcommand runs, one place prints.

mod app;
mod build;
mod check;
mod desk;
mod diagnostics;
mod eval;
mod failure;
mod guide;
mod guide_figures;
mod messages;
mod new;
mod proof;
mod reasons;
mod search;
mod serve;
mod table;
mod tickets;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;
use messages::Messages;

/// A self-service IT help desk from a folder of Markdown
#[derive(Debug, Parser)]
#[command(name = "tierzero", version, propagate_version = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    Check(check::Args),
    Serve(serve::Args),
    Desk(Box<desk::Args>),
    Tickets(Box<tickets::Args>),
    Search(search::Args),
    Eval(eval::Args),
    Guide(guide::Args),
    New(new::Args),
}

/// How a subcommand that could run at all ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Done,
    /// It ran and told what is wrong with what it found: mistakes in a knowledge base or in settings, files that
    /// a backup lacks.
    Mistakes,
}

/// Reads the arguments and runs the subcommand.
///
/// Exit codes: 0 all is well, 1 the knowledge base or the settings that were to be checked have mistakes, or a backup lacks files,
/// 2 the command could not run.
pub(crate) fn run() -> ExitCode {
    let messages = Messages::new();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(told) => {
            messages.arguments(&told);
            return exit(if told.use_stderr() { 2 } else { 0 }, &messages);
        }
    };
    let outcome = match cli.command {
        Command::Build(args) => args.run(&messages),
        Command::Check(args) => args.run(&messages),
        Command::Serve(args) => args.run(&messages),
        Command::Desk(args) => args.run(&messages),
        Command::Tickets(args) => args.run(&messages),
        Command::Search(args) => args.run(&messages),
        Command::Eval(args) => args.run(&messages),
        Command::Guide(args) => args.run(&messages),
        Command::New(args) => args.run(&messages),
    };
    let code = match outcome {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::Mistakes) => 1,
        Err(failure) => {
            messages.failure(&failure);
            2
        }
    };
    exit(code, &messages)
}

/// What could not be printed was not done, whatever came of the rest.
fn exit(code: u8, messages: &Messages) -> ExitCode {
    ExitCode::from(if messages.complete() { code } else { 2 })
}

/// What every subcommand that reads a knowledge base asks for.
#[derive(Debug, clap::Args)]
struct KbArgs {
    /// The folder of the knowledge base
    #[arg(value_name = "KB")]
    folder: PathBuf,
}

/// How mistakes are told.
#[derive(Debug, clap::Args)]
struct Telling {
    /// Show every warning and hint, not only the first places of each kind
    #[arg(long, short)]
    verbose: bool,
    /// Print the mistakes as a JSON array on standard output instead
    #[arg(long)]
    json: bool,
}

/// The day that decides which notices are shown and which reviews are overdue.
#[derive(Debug, clap::Args)]
struct DayArgs {
    /// Publish as on this day [default: the day of SOURCE_DATE_EPOCH, else today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<jiff::civil::Date>,
}

impl DayArgs {
    fn day(&self) -> Result<jiff::civil::Date, Failure> {
        if let Some(date) = self.date {
            return Ok(date);
        }
        let utc = |moment: jiff::Timestamp| moment.to_zoned(jiff::tz::TimeZone::UTC).date();
        // Shells have no other way to take a variable away for one command than to leave it empty.
        let Some(seconds) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|seconds| !seconds.is_empty()) else {
            return Ok(utc(jiff::Timestamp::now()));
        };
        let seconds = seconds.to_string_lossy();
        let moment = seconds.trim().parse().ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
        moment.map(utc).ok_or_else(|| {
            Failure::new(format!("`SOURCE_DATE_EPOCH` is `{seconds}`, which is no number of seconds since 1970")).help(
                "set it to what `git log -1 --format=%ct` prints, remove it, or say the day with `--date 2026-11-22`",
            )
        })
    }
}

/// Refuses `-`, which is standard output to all tools, as the name of a folder that is to be made.
fn expect_folder(path: &Path, example: &str) -> Result<(), Failure> {
    match path == Path::new("-") {
        true => Err(Failure::new("this is written as a folder, which standard output cannot be")
            .help(format!("name a folder, such as `{example}`"))),
        false => Ok(()),
    }
}

fn day(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| "expected year, month and day of a day that exists, such as `2026-11-22`".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_subcommand_shows_examples() {
        let cli = Cli::command();
        let nested = cli.get_subcommands().flat_map(clap::Command::get_subcommands);
        for command in cli.get_subcommands().chain(nested) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("tierzero "), "`{}` has no example", command.get_name());
        }
    }
}
