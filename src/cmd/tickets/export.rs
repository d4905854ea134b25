//! `tierzero tickets export`.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use ::desk::{TicketLine, TicketsOf};
use serde_json::{Value, json};

use super::Talk;
use crate::cmd::table::line;
use crate::cmd::{Failure, Outcome, expect_folder};

/// Longest name of a file that is taken over, in bytes: with the id before it, any file system takes it.
const LONGEST_NAME: usize = 120;

/// Write all that is stored of a ticket, or of a person, to be taken along
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tierzero tickets export TZ-7F3K9Q --out TZ-7F3K9Q.json
  tierzero tickets export TZ-7F3K9Q | jq .events
  tierzero tickets export --of ada@example.com --out ada

Of one ticket it is JSON: the files themselves are not in it, but what they are called, their sizes and their SHA-256. Of a person \
it is a new folder with the JSON of every ticket that was raised with this address, and a folder with its files beside each. A file \
that the desk has lost is named with its ticket, all else is written, and the exit code is 1.

Some of it is about others, and notes are what the desk keeps to itself: read it before you hand it on.")]
pub(super) struct Export {
    /// The ticket, such as TZ-7F3K9Q
    #[arg(value_name = "REFERENCE", required_unless_present = "of")]
    reference: Option<String>,
    /// All tickets that were raised with this e-mail address
    #[arg(long, value_name = "EMAIL", conflicts_with = "reference", requires = "out")]
    of: Option<String>,
    /// The file to write, `-` for standard output, or with `--of` the folder; it must not be there yet [default: standard output]
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
}

impl Export {
    pub(super) async fn run(&self, talk: &Talk<'_>) -> Result<Outcome, Failure> {
        match (&self.reference, &self.of, &self.out) {
            (_, Some(email), Some(out)) => {
                expect_folder(out, "ada")?;
                return person(talk, email, out).await;
            }
            (Some(reference), _, Some(out)) if out != Path::new("-") => {
                write(out, text(&export(talk, reference).await?).as_bytes())?;
                talk.messages.done(&format!("`{}` holds all that is stored of the ticket", out.display()));
            }
            (Some(reference), ..) => talk.messages.result(&text(&export(talk, reference).await?)),
            // What is typed is refused before this.
            (None, _, _) => return Err(Failure::new("name a ticket, or a person with `--of`")),
        }
        Ok(Outcome::Done)
    }
}

/// All tickets that were raised with an e-mail address.
pub(super) async fn tickets_of(talk: &Talk<'_>, email: &str) -> Result<Vec<TicketLine>, Failure> {
    let of: TicketsOf = talk.client.ask(&["requester", "tickets"], &json!({ "email": email })).await?.value;
    Ok(of.tickets)
}

async fn export(talk: &Talk<'_>, reference: &str) -> Result<Value, Failure> {
    Ok(talk.client.get(&["tickets", reference, "export"], &[]).await?.value)
}

/// How many files of tickets were written, and how many the desk has lost.
#[derive(Default)]
struct Count {
    written: usize,
    lost: usize,
}

/// Everything of one person, in a new folder.
async fn person(talk: &Talk<'_>, email: &str, out: &Path) -> Result<Outcome, Failure> {
    let tickets = tickets_of(talk, email).await?;
    if tickets.is_empty() {
        talk.messages.done("nothing was written: there is no ticket of this address");
        return Ok(Outcome::Done);
    }
    folder(out)?;
    let mut files = Count::default();
    for ticket in &tickets {
        let export = export(talk, &ticket.reference).await?;
        write(&out.join(format!("{}.json", ticket.reference)), text(&export).as_bytes())?;
        attachments(talk, &ticket.reference, &export, &out.join(&ticket.reference), &mut files).await?;
    }
    let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let (tickets, written) = (count(tickets.len(), "ticket"), count(files.written, "file"));
    let holds = format!("`{}` holds {tickets} and {written}", out.display());
    if files.lost == 0 {
        talk.messages.done(&format!("{holds}, all that is stored of this address"));
        return Ok(Outcome::Done);
    }
    let lost = count(files.lost, "file");
    talk.messages
        .done(&format!("{holds}; {lost} could not be had, and all else that is stored of this address is there"));
    Ok(Outcome::Mistakes)
}

/// Fetches the files of a ticket into a folder of their own, and names those that the desk has lost.
async fn attachments(
    talk: &Talk<'_>,
    reference: &str,
    export: &Value,
    into: &Path,
    count: &mut Count,
) -> Result<(), Failure> {
    let files = export["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !files.is_empty() {
        folder(into)?;
    }
    for file in files {
        let id = file["id"].as_str().ok_or_else(|| Failure::new("the desk tells a file without an id"))?;
        let name = file["name"].as_str().unwrap_or_default();
        match talk.client.fetch(&["tickets", reference, "files", id]).await? {
            Some(bytes) => {
                write(&into.join(file_name(id, name)), &bytes)?;
                count.written += 1;
            }
            None => {
                let (id, name) = (line(id), line(name));
                talk.messages.note(&format!("file {id} of {reference}, `{name}`: it is gone from the desk's storage"));
                count.lost += 1;
            }
        }
    }
    Ok(())
}

/// What a file is called on this computer: whatever the name says, it leads nowhere else, and no two are the same.
fn file_name(id: &str, name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' };
    let id: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut name: String = name.chars().map(plain).collect();
    while name.len() > LONGEST_NAME {
        name.remove(0);
    }
    format!("{id}-{name}")
}

fn text(export: &Value) -> String {
    format!("{export:#}\n")
}

/// A new folder for its owner only.
fn folder(path: &Path) -> Result<(), Failure> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|error| unwritten(path, "folder", &error))
}

/// A new file for its owner only: it holds what somebody entrusted to the desk.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| unwritten(path, "file", &error))
}

fn unwritten(path: &Path, what: &str, error: &io::Error) -> Failure {
    let failure = Failure::new(format!("cannot write `{}`: {error}", path.display()));
    failure.help(format!("name a {what} that is not there yet, in a folder that you may write to"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_a_ticket_is_written_into_its_folder_whatever_it_is_called() {
        let id = "0123456789abcdef0123456789abcdef";
        assert_eq!(file_name(id, "screen shot.png"), format!("{id}-screen shot.png"));
        for name in ["../../etc/passwd", "..", "a\\b:c", "/", "\u{202e}gpj.exe", "", &"ü".repeat(500)] {
            let named = file_name(id, name);
            assert!(named.len() <= 160 && named.starts_with(id), "{named}");
            assert_eq!(Path::new(&named).components().count(), 1, "{named}");
        }
    }
}
