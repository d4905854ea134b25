//! `tierzero tickets`.

mod act;
mod client;
mod connection;
mod export;
mod list;
mod show;
mod told;
mod typed;

use ::desk::AgentTicket;

use super::messages::Messages;
use super::serve::runtime;
use super::{Failure, Outcome};
use client::{Client, Told};
use connection::Connection;

/// Answer tickets at a running desk, from anywhere
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  export TIERZERO_DESK=https://help.example.com TIERZERO_TOKEN=tzd_…
  tierzero tickets list --open --team \"Print room\"
  tierzero tickets list --late
  tierzero tickets show TZ-7F3K9Q
  tierzero tickets reply TZ-7F3K9Q --text \"Which tray is it?\" --state waiting
  tierzero tickets reply TZ-7F3K9Q --canned which-device
  tierzero tickets note TZ-7F3K9Q --text \"The fuser again.\"
  tierzero tickets assign TZ-7F3K9Q --me
  tierzero tickets export --of ada@example.com --out ada

A token comes from whoever runs the desk, who makes it with `tierzero desk token add`. It is taken from TIERZERO_TOKEN or from the \
file that --token-file names, and sent to no other address.

Exit codes: 0 it is done, 1 an export lacks files that the desk has lost, which it names, 2 nothing was done.")]
pub(crate) struct Args {
    /// Print what the desk answers, as JSON, on standard output
    #[arg(long, global = true)]
    json: bool,
    #[command(flatten)]
    connection: Connection,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    List(list::List),
    Show(show::Show),
    Reply(act::Reply),
    Note(act::Note),
    State(act::State),
    Assign(act::Assign),
    Confirm(act::Confirm),
    Merge(act::Merge),
    Canned(list::Canned),
    Export(export::Export),
    Erase(act::Erase),
}

/// A desk, and how it shall be told what it says.
struct Talk<'a> {
    client: Client,
    json: bool,
    messages: &'a Messages,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        runtime()?.block_on(async {
            let client = Client::open(&self.connection)?;
            let talk = Talk { client, json: self.json, messages };
            let done = match &self.command {
                Command::List(args) => args.run(&talk).await,
                Command::Show(args) => args.run(&talk).await,
                Command::Reply(args) => args.run(&talk).await,
                Command::Note(args) => args.run(&talk).await,
                Command::State(args) => args.run(&talk).await,
                Command::Assign(args) => args.run(&talk).await,
                Command::Confirm(args) => args.run(&talk).await,
                Command::Merge(args) => args.run(&talk).await,
                Command::Canned(args) => args.run(&talk).await,
                Command::Export(args) => return args.run(&talk).await,
                Command::Erase(args) => args.run(&talk).await,
            };
            done.map(|()| Outcome::Done)
        })
    }
}

impl Talk<'_> {
    /// Prints a result: as JSON when that was asked for, else in words.
    fn tell(&self, value: &impl serde::Serialize, words: impl FnOnce() -> String) -> Result<(), Failure> {
        if !self.json {
            self.messages.result(&words());
            return Ok(());
        }
        let json = serde_json::to_string_pretty(value);
        let json = json.map_err(|error| Failure::new(format!("could not write JSON: {error}")))?;
        self.messages.result(&format!("{json}\n"));
        Ok(())
    }

    /// A ticket, and the version that it has.
    async fn ticket(&self, reference: &str) -> Result<Told<AgentTicket>, Failure> {
        self.client.get(&["tickets", reference], &[]).await
    }
}

/// The version that a change is a change of: the one that was seen, or whichever there is. Nothing is looked up, so that a token that
/// may only write or erase is enough.
fn version(seen: Option<&str>) -> String {
    seen.unwrap_or("*").to_owned()
}
