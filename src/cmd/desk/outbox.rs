//! `tierzero desk outbox`.

use ::desk::{Database, OutboxChoice, OutboxEntry};

use crate::cmd::messages::Messages;
use crate::cmd::serve::runtime;
use crate::cmd::{Failure, Outcome};

/// How many events are listed.
const MOST: usize = 200;

/// Look at what other systems are still to be told, try it again, or give up on it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero desk outbox list tickets.db
  tierzero desk outbox retry tickets.db 17
  tierzero desk outbox retry tickets.db --parked --sink zammad
  tierzero desk outbox drop tickets.db 17

What fails is tried again by itself, later and later, and parked after the attempts that the settings allow, or at once when \
trying again cannot help. Events of one ticket reach a system in their order, so those after a parked one wait for it: mend what \
is told under FAULT and retry, or drop it.

A desk may run meanwhile. What is dropped is never told, and the audit log says so.

Exit codes: 0 done, 1 nothing was found, 2 it could not look.")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List what is still to be told, the oldest first
    List {
        /// The SQLite file that keeps the tickets, or `postgres://USER@HOST/DATABASE`
        #[arg(value_name = "DATABASE")]
        database: Database,
    },
    /// Try again at once
    Retry(Choice),
    /// Give up: the other system is never told
    Drop(Choice),
}

#[derive(Debug, clap::Args)]
struct Choice {
    /// The SQLite file that keeps the tickets, or `postgres://USER@HOST/DATABASE`
    #[arg(value_name = "DATABASE")]
    database: Database,
    /// The number of the event in the list
    #[arg(value_name = "NUMBER", required_unless_present = "parked", conflicts_with = "parked")]
    number: Option<i64>,
    /// All that are parked
    #[arg(long)]
    parked: bool,
    /// Only those of one system
    #[arg(long, value_name = "NAME", requires = "parked")]
    sink: Option<String>,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let runtime = runtime()?;
        match &self.command {
            Command::List { database } => {
                let (entries, more) = runtime.block_on(::desk::outbox(database, MOST))?;
                list(&entries, more, messages)
            }
            Command::Retry(choice) => {
                let count = runtime.block_on(::desk::retry_outbox(&choice.database, choice.meant()))?;
                Ok(changed(count, "will be tried again at once", messages))
            }
            Command::Drop(choice) => {
                let count = runtime.block_on(::desk::drop_from_outbox(&choice.database, choice.meant()))?;
                Ok(changed(count, "will never be told", messages))
            }
        }
    }
}

impl Choice {
    fn meant(&self) -> OutboxChoice {
        self.number.map_or_else(|| OutboxChoice::Parked(self.sink.clone()), OutboxChoice::One)
    }
}

fn changed(count: u64, what: &str, messages: &Messages) -> Outcome {
    match count {
        0 => {
            messages.note("there is no such event in the outbox; `tierzero desk outbox list` tells what there is");
            Outcome::Mistakes
        }
        1 => {
            messages.done(&format!("1 event {what}"));
            Outcome::Done
        }
        count => {
            messages.done(&format!("{count} events {what}"));
            Outcome::Done
        }
    }
}

fn list(entries: &[OutboxEntry], more: u64, messages: &Messages) -> Result<Outcome, Failure> {
    if entries.is_empty() {
        messages.done("the outbox is empty: every system was told everything");
        return Ok(Outcome::Done);
    }
    messages.result(&table(entries));
    if more > 0 {
        messages.note(&format!("and {more} more"));
    }
    Ok(Outcome::Done)
}

fn table(entries: &[OutboxEntry]) -> String {
    let head = ["NUMBER", "SINK", "TICKET", "EVENT", "TRIED", "NEXT", "FAULT"].map(str::to_owned);
    let rows: Vec<_> = std::iter::once(head).chain(entries.iter().map(row)).collect();
    let widths: Vec<_> = (0..7).map(|column| rows.iter().map(|row| row[column].chars().count()).max()).collect();
    let line = |row: &[String; 7]| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<0$}", width.unwrap_or(0)));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

fn row(entry: &OutboxEntry) -> [String; 7] {
    let next = match (entry.is_parked, entry.is_known) {
        (true, _) => "parked".into(),
        (false, false) => "when a desk knows it".into(),
        (false, true) => entry.due.clone(),
    };
    let fault = entry.fault.clone().unwrap_or_default();
    let (sink, reference, event) = (entry.sink.clone(), entry.reference.clone(), entry.event.clone());
    [entry.id.to_string(), sink, reference, event, entry.attempts.to_string(), next, fault]
}
