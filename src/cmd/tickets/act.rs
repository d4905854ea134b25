//! What is done with a ticket: `tierzero tickets reply` and the like.

use std::path::PathBuf;

use ::desk::{AgentDone, Gone, When};
use serde_json::{Map, Value, json};

use super::client::read_file;
use super::told;
use super::typed::{self, moment};
use super::{Talk, version};
use crate::cmd::Failure;
use crate::cmd::table::line;

/// The ticket, and how it was seen.
#[derive(Debug, clap::Args)]
struct Ticket {
    /// The ticket, such as TZ-7F3K9Q
    #[arg(value_name = "REFERENCE")]
    reference: String,
    /// Only if nothing happened since `show` told this version, such as v12 [default: however it stands]
    #[arg(long, value_name = "VERSION", value_parser = typed::version)]
    seen: Option<String>,
}

/// What changes how a ticket stands.
#[derive(Debug, clap::Args)]
struct Standing {
    /// The team that has the ticket from now on
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// When the reader will hear more, such as 2026-11-28T14:00, by this computer's clock unless it says otherwise
    #[arg(long, value_name = "TIME")]
    next_update: Option<When>,
}

/// Say something to the reader of a ticket
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero tickets reply TZ-7F3K9Q --text \"Which tray is it?\" --state waiting
  tierzero tickets reply TZ-7F3K9Q --text - --state solved < answer.txt
  tierzero tickets reply TZ-7F3K9Q --canned which-device --next-update 2026-11-28T14:00
  tierzero tickets reply TZ-7F3K9Q --text \"It is the lower tray.\" --file tray.jpg --seen v12")]
pub(super) struct Reply {
    #[command(flatten)]
    ticket: Ticket,
    /// What the reader shall read; `-` takes it from standard input
    #[arg(long, value_name = "TEXT", required_unless_present_any = ["canned", "file"])]
    text: Option<String>,
    /// In place of a text a canned reply, by its id; `tierzero tickets canned` lists them
    #[arg(long, value_name = "ID", conflicts_with = "text")]
    canned: Option<String>,
    /// A file for the reader; may be given several times
    #[arg(long, value_name = "FILE")]
    file: Vec<PathBuf>,
    /// How the ticket stands from now on [default: as it does]
    #[arg(long, value_name = "STATE", value_enum, hide_possible_values = false)]
    state: Option<typed::State>,
    #[command(flatten)]
    standing: Standing,
}

/// Note something that the reader does not see
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero tickets note TZ-7F3K9Q --text \"The fuser again; a new one is ordered.\"
  tierzero tickets note TZ-7F3K9Q --text - --file log.txt < note.txt")]
pub(super) struct Note {
    #[command(flatten)]
    ticket: Ticket,
    /// What is noted; `-` takes it from standard input
    #[arg(long, value_name = "TEXT", required_unless_present = "file")]
    text: Option<String>,
    /// A file that belongs to it; may be given several times
    #[arg(long, value_name = "FILE")]
    file: Vec<PathBuf>,
}

/// Change how a ticket stands, without a word to its reader
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero tickets state TZ-7F3K9Q in-progress
  tierzero tickets state TZ-7F3K9Q solved
  tierzero tickets state TZ-7F3K9Q --team \"Print room\" --next-update 2026-11-28T14:00Z")]
pub(super) struct State {
    #[command(flatten)]
    ticket: Ticket,
    /// How it stands from now on
    #[arg(value_name = "STATE", value_enum, hide_possible_values = false, required_unless_present_any = ["team", "next_update"])]
    state: Option<typed::State>,
    #[command(flatten)]
    standing: Standing,
}

/// Give a ticket to somebody, or to nobody
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero tickets assign TZ-7F3K9Q --me
  tierzero tickets assign TZ-7F3K9Q Ben
  tierzero tickets assign TZ-7F3K9Q --nobody")]
pub(super) struct Assign {
    #[command(flatten)]
    ticket: Ticket,
    /// Who has it from now on
    #[arg(value_name = "NAME", required_unless_present_any = ["me", "nobody"])]
    name: Option<String>,
    /// The token's owner
    #[arg(long, conflicts_with_all = ["name", "nobody"])]
    me: bool,
    /// Nobody any more
    #[arg(long, conflicts_with = "name")]
    nobody: bool,
}

/// Let a ticket in that waits until the address on it is confirmed, since you know who sent it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero tickets list --unconfirmed
  tierzero tickets confirm TZ-7F3K9Q

Make sure of it first: call back a number on file, for whoever called may have sent the ticket in somebody else's name.")]
pub(super) struct Confirm {
    #[command(flatten)]
    ticket: Ticket,
}

/// Close a ticket that is the same as another one, and link the two
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero tickets merge TZ-7F3K9Q --into TZ-2M8T4X
  tierzero tickets merge TZ-7F3K9Q --into TZ-2M8T4X --text \"You told us on Monday already; we go on there.\"

The reader of the closed one is told so, without the other's reference unless the text names it: it may be somebody else's. All \
that it had stays with it.")]
pub(super) struct Merge {
    #[command(flatten)]
    ticket: Ticket,
    /// The ticket that goes on
    #[arg(long, value_name = "REFERENCE")]
    into: String,
    /// What the reader of the closed one shall read; `-` takes it from standard input [default: that it is closed in favour of another]
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

/// Erase a ticket for good, with its files
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero tickets export TZ-7F3K9Q --out TZ-7F3K9Q.json
  tierzero tickets erase TZ-7F3K9Q --yes

Nothing brings it back but a backup. The audit log keeps that there was a ticket and who erased it, and no word of it. What other \
systems have of it stays there; they are named, and webhooks are told that it is erased. It takes a token with the scope `erase`.")]
pub(super) struct Erase {
    #[command(flatten)]
    ticket: Ticket,
    /// Really do it
    #[arg(long)]
    yes: bool,
}

impl Standing {
    fn write_to(&self, body: &mut Map<String, Value>, state: Option<typed::State>) -> Result<(), Failure> {
        body.extend(state.map(|state| ("state".to_owned(), state.word().into())));
        body.extend(self.team.clone().map(|team| ("team".to_owned(), team.into())));
        if let Some(until) = self.next_update {
            body.insert("next_update".into(), moment(until)?.into());
        }
        Ok(())
    }
}

impl Reply {
    pub(super) async fn run(&self, talk: &Talk<'_>) -> Result<(), Failure> {
        let mut body = Map::new();
        if let Some(text) = &self.text {
            body.insert("text".into(), typed::text(text)?.into());
        }
        body.extend(self.canned.clone().map(|canned| ("canned".to_owned(), canned.into())));
        self.standing.write_to(&mut body, self.state)?;
        body.insert("files".into(), files(talk, &self.file).await?);
        act(talk, &self.ticket, "replies", body.into(), "the reply is stored").await
    }
}

impl Note {
    pub(super) async fn run(&self, talk: &Talk<'_>) -> Result<(), Failure> {
        let text = self.text.as_deref().map(typed::text).transpose()?.unwrap_or_default();
        let body = json!({ "text": text, "files": files(talk, &self.file).await? });
        act(talk, &self.ticket, "notes", body, "it is noted, and the reader does not see it").await
    }
}

impl State {
    pub(super) async fn run(&self, talk: &Talk<'_>) -> Result<(), Failure> {
        let mut body = Map::new();
        self.standing.write_to(&mut body, self.state)?;
        act(talk, &self.ticket, "state", body.into(), "it is changed").await
    }
}

impl Assign {
    pub(super) async fn run(&self, talk: &Talk<'_>) -> Result<(), Failure> {
        let (body, done) = match (&self.name, self.me) {
            (_, true) => (json!({ "me": true }), "you have it now".to_owned()),
            (Some(name), _) => (json!({ "assignee": name }), format!("{} has it now", line(name))),
            (None, _) => (json!({ "assignee": null }), "nobody has it now".to_owned()),
        };
        act(talk, &self.ticket, "assignee", body, &done).await
    }
}

impl Confirm {
    pub(super) async fn run(&self, talk: &Talk<'_>) -> Result<(), Failure> {
        act(talk, &self.ticket, "confirm", json!({}), "it is let in, and everybody is told of it").await
    }
}

impl Merge {
    pub(super) async fn run(&self, talk: &Talk<'_>) -> Result<(), Failure> {
        let text = self.text.as_deref().map(typed::text).transpose()?;
        let done = format!("it is closed in favour of {}", line(&self.into));
        act(talk, &self.ticket, "merge", json!({ "into": self.into, "text": text }), &done).await
    }
}

impl Erase {
    pub(super) async fn run(&self, talk: &Talk<'_>) -> Result<(), Failure> {
        let Ticket { reference, seen } = &self.ticket;
        if !self.yes {
            return Err(Failure::new("nothing was erased: nothing brings an erased ticket back")
                .help("say `--yes` to erase it; `tierzero tickets export` writes it down before"));
        }
        let version = version(seen.as_deref());
        let gone: Gone = talk.client.delete(&["tickets", reference], &version).await?.value;
        if talk.json {
            return talk.tell(&gone, String::new);
        }
        talk.messages.done(&told::gone(&gone));
        Ok(())
    }
}

/// Does something with a ticket, and tells that it is done.
async fn act(talk: &Talk<'_>, ticket: &Ticket, what: &str, body: Value, done: &str) -> Result<(), Failure> {
    let Ticket { reference, seen } = ticket;
    let version = version(seen.as_deref());
    let told = talk.client.post::<AgentDone>(&["tickets", reference, what], &version, &body).await?;
    if talk.json {
        return talk.tell(&told.value, String::new);
    }
    let AgentDone { reference, entry } = &told.value;
    let state = entry.state.map(|state| format!("; the ticket is {} now", state.told())).unwrap_or_default();
    talk.messages.done(&format!("{}: {done}{state}", line(reference)));
    Ok(())
}

/// Sends files, and gives what a request says of them.
async fn files(talk: &Talk<'_>, paths: &[PathBuf]) -> Result<Value, Failure> {
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let (name, bytes) = read_file(path).await?;
        let (upload, sent) = talk.client.upload(bytes).await?;
        files.push(json!({ "name": name, "type": sent.media_type, "size": sent.size, "upload": upload }));
    }
    Ok(files.into())
}
