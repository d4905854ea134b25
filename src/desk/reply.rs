//! The hand of whoever answers tickets: it writes into the database itself, also while a desk runs on it.

mod check;

use std::path::{Path, PathBuf};

use content::{
    Form, Verify,
    ticket::{File, NewReply, State},
};
use jiff::Timestamp;

use crate::{
    Config, Database, Error, When,
    digest::Digest,
    files::{self, Files, Storage},
    problem::Problem,
    reference,
    store::{Attachment, Said, SaidAll, Store, Upload},
};
use check::check;

/// What the desk tells the reader of a ticket. It holds at least one of text, files, state, team and next update.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// What is said; empty when only the state changes. Cleaned like what readers write.
    pub text: String,
    /// The state from now on; `None` leaves it as it is.
    pub state: Option<State>,
    /// The team it is passed on to; `None` leaves it where it is.
    pub team: Option<String>,
    /// When the reader will hear more.
    pub next_update: Option<When>,
    /// What the reader shall call who says it; `None` is just the desk.
    pub name: Option<String>,
    /// Files for the reader of one ticket, each once. They may be of any kind, and are given out as what nothing runs.
    pub files: Vec<PathBuf>,
    /// What keeps the desk's attachments; `None` where it lies beside the database.
    pub attachments: Option<Storage>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replied {
    /// The reference as it is stored, whichever way it was typed.
    pub reference: String,
    /// The state before.
    pub from: State,
    /// The state from now on.
    pub to: State,
    /// What must be done before anything is changed for its reader.
    pub verify: Option<Verify>,
    /// The team it was passed on to.
    pub team: Option<String>,
    /// When the reader will hear more, as was announced.
    pub next_update: Option<Timestamp>,
}

/// What came of a reply to everybody who follows a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepliedAll {
    /// The notice's id.
    pub notice: String,
    /// To how many tickets it was written.
    pub said: usize,
    /// How many had nothing to be told: they stand so already.
    pub already: usize,
    /// How many are closed and were left as they are.
    pub closed: usize,
    /// How many wait until the addresses on them are confirmed, and were left as they are.
    pub unconfirmed: usize,
    /// The team that has the tickets now, if they were to be passed on.
    pub team: Option<String>,
    /// When their readers will hear more, as was announced.
    pub next_update: Option<Timestamp>,
}

/// Why nothing was said.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] Error),
    /// There is no such ticket.
    #[error("there is no ticket `{reference}` in `{database}`")]
    NoSuchTicket {
        /// The reference.
        reference: String,
        /// Where it was looked for.
        database: Database,
    },
    /// The ticket waits until the address on it is confirmed, and nobody but its reader would hear of it.
    #[error("the address on the ticket `{reference}` is not confirmed yet, and until then nothing is done with it")]
    Unconfirmed {
        /// The reference.
        reference: String,
    },
    /// All who follow the notice wait until the addresses on their tickets are confirmed.
    #[error("all open tickets that follow the notice `{notice}` wait for the addresses on them to be confirmed")]
    AllUnconfirmed {
        /// The notice's id.
        notice: String,
    },
    /// Nobody follows the notice, or all who did have closed their tickets.
    #[error("no open ticket in `{database}` follows the notice `{notice}`")]
    NoFollowers {
        /// The notice's id.
        notice: String,
        /// Where it was looked for.
        database: Database,
    },
    /// There is no text, and all tickets are in that state and with that team already.
    #[error("all open tickets that follow the notice `{notice}` stand so already")]
    AllAlready {
        /// The notice's id.
        notice: String,
    },
    /// There is neither a text nor a file, a state, a team or a next update.
    #[error("there is nothing to say")]
    Empty,
    /// There is no text, and the ticket is in that state and with that team already.
    #[error("the ticket `{reference}` stands so already")]
    Already {
        /// The reference.
        reference: String,
    },
    /// The time that would be announced is over.
    #[error("the time of the next update is over already")]
    Past,
    /// Which instant a time by the clock of this computer is cannot be found out.
    #[error("cannot find out the time zone of this computer")]
    Zone(#[source] jiff::Error),
    /// The time that would be announced is more than a year away.
    #[error("the time of the next update is more than a year away")]
    TooFar,
    /// Files for everybody who follows a notice: each belongs to one ticket.
    #[error("files go to the reader of one ticket, not to all who follow a notice")]
    FilesForAll,
    /// The same file is given twice.
    #[error("`{}` is given twice", .path.display())]
    Twice {
        /// The file, as it is named the second time.
        path: PathBuf,
    },
    /// The text, the name or the team is longer than a reader's may be.
    #[error("{what} is too long")]
    TooLong {
        /// `the text`, `the name` or `the team`.
        what: &'static str,
    },
    /// A file cannot be read, is empty, or has no name that a reader could save it under.
    #[error("cannot attach `{}`", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There is no folder of attachments where it should be: the desk keeps them somewhere else.
    #[error("there is no folder of attachments `{}`", .folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// A file cannot be stored beside the database.
    #[error("cannot store `{}` among the attachments", .path.display())]
    Unstored {
        /// The file.
        path: PathBuf,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Another program keeps the database to itself.
    #[error("the database `{database}` is busy")]
    Busy {
        /// Where it was looked for.
        database: Database,
    },
    /// The database cannot be written.
    #[error("cannot write the database `{database}`")]
    Database {
        /// Where it was looked for.
        database: Database,
        /// What the database said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl ReplyError {
    /// How to mend it, as a phrase for a `help:` line.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Open(error) => return error.help(),
            Self::NoSuchTicket { .. } => "the newest are listed by `sqlite3 -readonly FILE \"SELECT reference, \
                                          subject FROM tickets ORDER BY id DESC LIMIT 20\"`"
                .into(),
            Self::Empty => "give a text, a file, a state, a team or the time of the next update".into(),
            Self::NoFollowers { .. } => "a notice is named by its file: `outlook-slow` for \
                                         `notices/outlook-slow.md`; who follows which is told by \
                                         `sqlite3 -readonly FILE \"SELECT form, state, count(*) FROM tickets \
                                         WHERE form LIKE 'notice-%' GROUP BY 1, 2\"`"
                .into(),
            Self::Unconfirmed { .. } | Self::AllUnconfirmed { .. } => {
                "if you know who sent it, let it in with `tierzero tickets confirm REFERENCE`".into()
            }
            Self::Already { .. } | Self::AllAlready { .. } => {
                "give a text to say something without changing anything".into()
            }
            Self::Zone(_) => "give the time with its offset, such as `2026-11-28T14:00Z`".into(),
            Self::Past => "give a time that is still to come".into(),
            Self::TooFar => "look at its year, or announce an earlier time first".into(),
            Self::FilesForAll => "leave them out, or answer each ticket by its reference".into(),
            Self::Twice { .. } => "name each file once".into(),
            Self::TooLong { .. } => "a text has at most 20,000 characters, a name or a team 500".into(),
            Self::Busy { .. } => "nothing was written; try again".into(),
            Self::File { .. } => "give a file that this user may read".into(),
            Self::NoFolder { .. } => "give the folder that the desk was started with: `--attachments DIR`".into(),
            Self::Unstored { .. } => {
                "look at the folder of the attachments, and say where it is if not beside the database".into()
            }
            Self::Database { .. } => return None,
        })
    }
}

/// Says something to the reader of a ticket, changes its state or its team, or announces when there will be more, in one
/// transaction that is on the disk when this returns. Needs a tokio runtime. The reader sees it with the next look at the
/// ticket; a running desk needs no word of it.
///
/// # Errors
///
/// See [`ReplyError`]; then nothing was written.
pub async fn reply(database: &Database, typed: &str, reply: &Reply) -> Result<Replied, ReplyError> {
    let mut word = check(reply)?;
    let config = config(database, reply);
    let store = Store::join(&config).await?;
    let reference = reference::read(typed);
    match attach(&store, &config, &reply.files).await {
        Ok(files) => word.files = files,
        Err(error) => {
            store.close().await;
            return Err(error);
        }
    }
    let told = store.tell(reference.clone(), word).await;
    store.close().await;
    match told.map_err(|problem| unwritten(&problem, database))? {
        Said::Written { from, to, verify, team, next_update } => {
            Ok(Replied { reference, from, to, verify, team, next_update })
        }
        Said::NoSuchTicket => Err(ReplyError::NoSuchTicket { reference: typed.to_owned(), database: database.clone() }),
        Said::Nothing(_) => Err(ReplyError::Already { reference }),
        Said::Past => Err(ReplyError::Past),
        Said::Unconfirmed => Err(ReplyError::Unconfirmed { reference }),
    }
}

/// The same for everybody who follows a notice and has not closed the ticket: all of them in one transaction, or none. A notice may
/// be named by its id or by what the `form` of its tickets says, which is `notice-` and the id.
///
/// # Errors
///
/// See [`ReplyError`]; then nothing was written.
pub async fn reply_all(database: &Database, notice: &str, reply: &Reply) -> Result<RepliedAll, ReplyError> {
    let word = check(reply)?;
    if !reply.files.is_empty() {
        return Err(ReplyError::FilesForAll);
    }
    let store = Store::join(&config(database, reply)).await?;
    let team = word.team.clone();
    let mut notice = notice;
    let mut told = store.tell_all(Form::following(notice, "").id, word.clone()).await;
    // A notice whose own id begins like a form's comes first.
    if let (Ok(SaidAll::Written { said: 0, already: 0, unconfirmed: 0, .. }), Some(id)) =
        (&told, content::notice_of(notice))
    {
        notice = id;
        told = store.tell_all(Form::following(notice, "").id, word).await;
    }
    store.close().await;
    let notice = notice.to_owned();
    match told.map_err(|problem| unwritten(&problem, database))? {
        SaidAll::Past => Err(ReplyError::Past),
        SaidAll::Written { said: 0, already: 0, unconfirmed: 1.., .. } => Err(ReplyError::AllUnconfirmed { notice }),
        SaidAll::Written { said: 0, already: 0, .. } => {
            Err(ReplyError::NoFollowers { notice, database: database.clone() })
        }
        SaidAll::Written { said: 0, .. } => Err(ReplyError::AllAlready { notice }),
        SaidAll::Written { said, already, closed, unconfirmed, next_update } => {
            Ok(RepliedAll { notice, said, already, closed, unconfirmed, team, next_update })
        }
    }
}

fn unwritten(problem: &Problem, database: &Database) -> ReplyError {
    let database = database.clone();
    match problem.is_of_busy_database() {
        true => ReplyError::Busy { database },
        false => ReplyError::Database { database, source: problem.source() },
    }
}

fn config(database: &Database, reply: &Reply) -> Config {
    let config = Config::new(database.clone());
    let attachments = reply.attachments.clone().unwrap_or_else(|| config.attachments.clone());
    Config { attachments, ..config }
}

/// Stores files, ready to be claimed by what is said.
async fn attach(store: &Store, config: &Config, paths: &[PathBuf]) -> Result<Vec<Attachment>, ReplyError> {
    let mut attached = Vec::new();
    if paths.is_empty() {
        return Ok(attached);
    }
    if let Some(folder) = config.attachments.folder().filter(|folder| !folder.is_dir()) {
        return Err(ReplyError::NoFolder { folder: folder.into() });
    }
    let files = Files::open(&config.attachments)?;
    for path in paths {
        let (name, bytes) = read(path).await.map_err(|source| ReplyError::File { path: path.clone(), source })?;
        let unstored = |problem: Problem| ReplyError::Unstored { path: path.clone(), source: problem.source() };
        let id = files::draw_name().map_err(unstored)?;
        let media_type = content::file::sniff(&bytes).unwrap_or("application/octet-stream").to_owned();
        let size = bytes.len() as u64;
        let upload = Upload { size, media_type: media_type.clone(), sha256: Digest::of(&bytes) };
        store.keep(&files, id.clone(), upload, bytes, u64::MAX).await.map_err(unstored)?;
        attached.push(Attachment { field: "files".into(), name, media_type, size, upload: id });
    }
    Ok(attached)
}

/// A file's name, cleaned like those that readers send, and its bytes.
async fn read(path: &Path) -> std::io::Result<(String, Vec<u8>)> {
    let bytes = tokio::fs::read(path).await?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let file = File { name, media_type: String::new(), size: bytes.len() as u64, upload: String::new() };
    let name = NewReply { text: String::new(), files: vec![file] }.cleaned().files.remove(0).name;
    let wrong = |what| Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, what));
    match (name.is_empty(), bytes.is_empty()) {
        (true, _) => wrong("it has no name"),
        (_, true) => wrong("it is empty"),
        _ => Ok((name, bytes)),
    }
}
