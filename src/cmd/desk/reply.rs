//! `tierzero desk reply`.

use std::io::Read as _;
use std::path::PathBuf;

use ::desk::{Database, Replied, RepliedAll, Reply, Storage, When};
use clap::{ArgGroup, ValueEnum};
use content::Verify;
use jiff::Timestamp;

use crate::cmd::messages::Messages;
use crate::cmd::serve::runtime;
use crate::cmd::{Failure, Outcome};

/// Say something to the reader of a ticket, change its state, pass it on, or announce the next update
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("what is said").args(["text", "file", "state", "escalate", "next_update"]).required(true).multiple(true)))]
#[command(after_help = "Examples:
  tierzero desk reply tickets.db TZ-7F3K9Q --text \"Which tray is it?\" --state waiting --name Ana
  tierzero desk reply tickets.db TZ-7F3K9Q --state solved
  tierzero desk reply tickets.db TZ-7F3K9Q --text - < answer.txt
  tierzero desk reply tickets.db TZ-7F3K9Q --text \"It is the lower tray.\" --file tray.jpg
  tierzero desk reply tickets.db TZ-7F3K9Q --escalate \"Print room\" --next-update 2026-11-28T14:00
  tierzero desk reply tickets.db --notice outlook-slow --text \"Search works again.\" --state solved

It writes into the database itself, as the user who runs the desk, and a desk may run on it meanwhile. The reader sees \
the words and the name with the next look at the ticket; nothing else is sent to anybody.

A time without an offset is one of this computer's clock; `2026-11-28T14:00Z` is UTC. Until the desk says something again, \
the reader is told to hear more by then; without it, by the promised first answer, later by the promised solution.

Where addresses are confirmed, a ticket that waits for that is left alone: let it in first, with `tierzero tickets confirm`.

Exit codes: 0 it is stored, 2 nothing was written.")]
pub(crate) struct Args {
    /// The SQLite file that keeps the tickets
    #[arg(value_name = "DATABASE")]
    database: Database,
    /// The ticket, such as TZ-7F3K9Q
    #[arg(value_name = "REFERENCE", required_unless_present = "notice")]
    reference: Option<String>,
    /// In place of one ticket all that follow a notice and are not closed; outlook-slow is notices/outlook-slow.md
    #[arg(long, value_name = "ID", conflicts_with = "reference")]
    notice: Option<String>,
    /// What the reader shall read; `-` takes it from standard input
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// A file for the reader; may be given several times, each file once
    #[arg(long, value_name = "FILE", conflicts_with = "notice")]
    file: Vec<PathBuf>,
    /// The folder of the desk's attachments, or `s3://BUCKET/PREFIX` [default: `attachments` beside the database]
    #[arg(long, value_name = "DIR")]
    attachments: Option<Storage>,
    /// How the ticket stands from now on [default: as it does]
    #[arg(long, value_name = "STATE", value_enum, hide_possible_values = false)]
    state: Option<State>,
    /// The team that has the ticket from now on [default: the one that has it]
    #[arg(long, value_name = "TEAM")]
    escalate: Option<String>,
    /// When the reader will hear more, within a year, such as 2026-11-28T14:00
    #[arg(long, value_name = "TIME")]
    next_update: Option<When>,
    /// What the reader shall call who says it [default: the service desk]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// How a ticket stands, as it is typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum State {
    /// Nobody has looked at it yet
    New,
    /// Somebody works on it
    InProgress,
    /// The reader has to answer
    Waiting,
    /// The reader may say that it is not
    Solved,
    /// The reader can reopen it for some days
    Closed,
}

impl Args {
    pub(crate) fn run(&self, messages: &Messages) -> Result<Outcome, Failure> {
        let text = self.text()?;
        let spoken = !text.trim().is_empty() || !self.file.is_empty();
        let reply = Reply {
            text,
            state: self.state.map(Into::into),
            team: self.escalate.clone(),
            next_update: self.next_update,
            name: self.name.clone(),
            files: self.file.clone(),
            attachments: self.attachments.clone(),
        };
        let done = match (&self.notice, &self.reference) {
            (Some(notice), _) => told_all(&runtime()?.block_on(::desk::reply_all(&self.database, notice, &reply))?),
            (None, reference) => {
                let reference = reference.as_deref().unwrap_or_default();
                told(&runtime()?.block_on(::desk::reply(&self.database, reference, &reply))?, spoken)
            }
        };
        messages.done(&done);
        Ok(Outcome::Done)
    }

    fn text(&self) -> Result<String, Failure> {
        let mut text = String::new();
        match self.text.as_deref() {
            Some("-") => {
                let failed = |error| Failure::new(format!("could not read the text from standard input: {error}"));
                std::io::stdin().read_to_string(&mut text).map_err(failed)?;
                Ok(text)
            }
            other => Ok(other.unwrap_or_default().to_owned()),
        }
    }
}

impl From<State> for content::ticket::State {
    fn from(state: State) -> Self {
        match state {
            State::New => Self::New,
            State::InProgress => Self::InProgress,
            State::Waiting => Self::WaitingForReader,
            State::Solved => Self::Solved,
            State::Closed => Self::Closed,
        }
    }
}

fn told(replied: &Replied, spoken: bool) -> String {
    let Replied { reference, from, to, verify, team, next_update } = replied;
    let (was, is) = (from.told(), to.told());
    let mut told = Vec::new();
    told.extend(spoken.then(|| "the reply is stored".to_owned()));
    told.push(if from == to {
        format!("the ticket is {is} as before")
    } else {
        format!("the ticket was {was} and is {is} now")
    });
    told.extend(team.as_ref().map(|team| format!("{team} has it now")));
    told.extend(next_update.map(|until| match to {
        content::ticket::State::New | content::ticket::State::InProgress => {
            format!("the reader will hear more by {}", utc(until))
        }
        _ => format!("the announced time is void while the ticket is {is}"),
    }));
    let done = format!("{reference}: {}", told.join("; "));
    match verify {
        Some(Verify::Callback) => {
            format!("{done}\nverify: call back the number on file before anything is changed, not one from the ticket")
        }
        None => done,
    }
}

fn told_all(replied: &RepliedAll) -> String {
    let RepliedAll { notice, said, already, closed, unconfirmed, team, next_update } = replied;
    let tickets = |count: usize| if count == 1 { "1 ticket".to_owned() } else { format!("{count} tickets") };
    let mut told = vec![format!("stored for {}", tickets(*said))];
    told.extend(team.as_ref().map(|team| format!("{team} has them now")));
    told.extend(next_update.map(|until| format!("their readers will hear more by {}", utc(until))));
    if *already > 0 {
        told.push(format!("{} like this already", tickets(*already)));
    }
    if *closed > 0 {
        told.push(format!("{} closed and left alone", tickets(*closed)));
    }
    if *unconfirmed > 0 {
        told.push(format!("{} left alone until the addresses on them are confirmed", tickets(*unconfirmed)));
    }
    format!("{notice}: {}", told.join("; "))
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}
