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
  tierzero desk outbox retry tickets.db e3

What fails is tried again by itself, later and later, and parked after the attempts that the settings allow, or at once when \
trying again cannot help. Events of one ticket reach a system in their order, so those after a parked one wait for it: mend what \
is told under FAULT and retry, or drop it.

Numbers such as `e3` tell a system that a ticket was erased here, and are not held up by others. Mailboxes and trackers cannot be told: erase \
the ticket there by hand, where FAULT says that it is, and drop the row when that is done.

A desk may run meanwhile. What is dropped is never told, and the audit log says so.

Exit codes: 0 done, also when nothing was parked, 1 there is no row with that number, 2 it could not look.")]
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
    /// The number in the list
    #[arg(value_name = "NUMBER", required_unless_present = "parked", conflicts_with = "parked", value_parser = number)]
    number: Option<OutboxChoice>,
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
                Ok(choice.changed(count, "will be tried again at once", messages))
            }
            Command::Drop(choice) => {
                let count = runtime.block_on(::desk::drop_from_outbox(&choice.database, choice.meant()))?;
                let meaning = match choice.number {
                    Some(OutboxChoice::One(_)) => "will never be told",
                    Some(OutboxChoice::Erasure(_)) => "will never be told; see that the ticket is erased there by hand",
                    _ => "will never be told; see that tickets which were erased here are erased there by hand",
                };
                Ok(choice.changed(count, meaning, messages))
            }
        }
    }
}

impl Choice {
    fn meant(&self) -> OutboxChoice {
        self.number.clone().unwrap_or_else(|| OutboxChoice::Parked(self.sink.clone()))
    }

    fn changed(&self, count: u64, what: &str, messages: &Messages) -> Outcome {
        match (count, &self.sink) {
            (0, _) if self.number.is_some() => {
                messages.note("there is no such row in the outbox; `tierzero desk outbox list` tells what there is");
                return Outcome::Mistakes;
            }
            (0, None) => messages.done("nothing is parked"),
            (0, Some(sink)) => messages.done(&format!("nothing is parked that `{sink}` is to be told")),
            (1, _) => messages.done(&format!("1 row {what}")),
            (count, _) => messages.done(&format!("{count} rows {what}")),
        }
        Outcome::Done
    }
}

fn number(text: &str) -> Result<OutboxChoice, String> {
    let (digits, choice): (_, fn(i64) -> OutboxChoice) = match text.strip_prefix('e') {
        Some(digits) => (digits, OutboxChoice::Erasure),
        None => (text, OutboxChoice::One),
    };
    digits
        .parse()
        .map(choice)
        .map_err(|_| "expected a number as `tierzero desk outbox list` tells it, such as `17` or `e3`".into())
}

fn list(entries: &[OutboxEntry], more: u64, messages: &Messages) -> Result<Outcome, Failure> {
    if entries.is_empty() {
        messages.done("the outbox is empty: no system is still to be told anything");
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
    let there = entry.there.as_ref().map(|there| format!("there it is {there}"));
    let fault = [entry.fault.clone(), there].into_iter().flatten().collect::<Vec<_>>().join("; ");
    let (sink, reference, event) = (entry.sink.clone(), entry.reference.clone(), entry.event.clone());
    let number = if entry.is_erasure { format!("e{}", entry.id) } else { entry.id.to_string() };
    [number, sink, reference, event, entry.attempts.to_string(), next, fault]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_and_erasures_are_told_in_one_table() {
        let event = OutboxEntry {
            id: 17,
            is_erasure: false,
            sink: "zammad".into(),
            is_known: true,
            reference: "TZ-7F3K9Q".into(),
            event: "reply".into(),
            there: None,
            is_parked: false,
            attempts: 2,
            due: "2026-11-28T09:00:00.000Z".into(),
            fault: Some("the answer was 500".into()),
        };
        let erasure = OutboxEntry {
            id: 3,
            is_erasure: true,
            event: "erased".into(),
            there: Some("https://help.example.com/5".into()),
            is_parked: true,
            fault: Some("erase it there".into()),
            ..event.clone()
        };
        insta::assert_snapshot!(table(&[event, erasure]), @"
        NUMBER  SINK    TICKET     EVENT   TRIED  NEXT                      FAULT
        17      zammad  TZ-7F3K9Q  reply   2      2026-11-28T09:00:00.000Z  the answer was 500
        e3      zammad  TZ-7F3K9Q  erased  2      parked                    erase it there; there it is https://help.example.com/5
        ");
        assert_eq!((number("e3"), number("17")), (Ok(OutboxChoice::Erasure(3)), Ok(OutboxChoice::One(17))));
        assert!(number("f3").is_err() && number("e").is_err());
    }
}
