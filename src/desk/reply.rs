//! The hand of whoever answers tickets: it writes into the database itself, also while a desk runs on it.

use std::path::{Path, PathBuf};

use content::{
    Form, Verify,
    ticket::{LONGEST_LINE, NewReply, State},
};

use crate::{
    Config, Error, reference,
    store::{Store, Told, ToldAll, Words, is_busy},
};

/// What the desk tells the reader of a ticket. It holds a text, a state, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// What is said; empty when only the state changes. Cleaned like what readers write.
    pub text: String,
    /// The state from now on; `None` leaves it as it is.
    pub state: Option<State>,
    /// What the reader shall call who says it; `None` is just the desk.
    pub name: Option<String>,
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
}

/// What came of a reply to everybody who follows a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepliedAll {
    /// The notice's id.
    pub notice: String,
    /// To how many tickets it was written.
    pub said: usize,
    /// How many had nothing to be told: they are in that state already.
    pub already: usize,
    /// How many are closed and were left as they are.
    pub closed: usize,
}

/// Why nothing was said.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] Error),
    /// There is no such ticket.
    #[error("there is no ticket `{reference}` in `{}`", .database.display())]
    NoSuchTicket {
        /// The reference.
        reference: String,
        /// The file.
        database: PathBuf,
    },
    /// Nobody follows the notice, or all who did have closed their tickets.
    #[error("no open ticket in `{}` follows the notice `{notice}`", .database.display())]
    NoFollowers {
        /// The notice's id.
        notice: String,
        /// The file.
        database: PathBuf,
    },
    /// There is no text, and all tickets are in that state already.
    #[error("all open tickets that follow the notice `{notice}` are in this state already")]
    AllAlready {
        /// The notice's id.
        notice: String,
    },
    /// There is neither a text nor a state.
    #[error("there is nothing to say")]
    Empty,
    /// There is no text, and the ticket is in that state already.
    #[error("the ticket `{reference}` is in this state already")]
    Already {
        /// The reference.
        reference: String,
    },
    /// The text or the name is longer than a reader's may be.
    #[error("{what} is too long")]
    TooLong {
        /// `the text` or `the name`.
        what: &'static str,
    },
    /// Another program keeps the database to itself.
    #[error("the database `{}` is busy", .database.display())]
    Busy {
        /// The file.
        database: PathBuf,
    },
    /// The database cannot be written.
    #[error("cannot write the database `{}`", .database.display())]
    Database {
        /// The file.
        database: PathBuf,
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
            Self::Empty => "give a text, a state, or both".into(),
            Self::NoFollowers { .. } => "a notice is named by its file: `outlook-slow` for \
                                         `notices/outlook-slow.md`; who follows which is told by \
                                         `sqlite3 -readonly FILE \"SELECT form, state, count(*) FROM tickets \
                                         WHERE form LIKE 'notice-%' GROUP BY 1, 2\"`"
                .into(),
            Self::Already { .. } | Self::AllAlready { .. } => {
                "give a text to say something without changing the state".into()
            }
            Self::TooLong { .. } => "a text has at most 20,000 characters, a name 500".into(),
            Self::Busy { .. } => "nothing was written; try again".into(),
            Self::Database { .. } => return None,
        })
    }
}

/// Says something to the reader of a ticket, changes its state, or both, in one transaction that is on the disk when this
/// returns. Needs a tokio runtime. The reader sees it with the next look at the ticket; a running desk needs no word of it.
///
/// # Errors
///
/// See [`ReplyError`]; then nothing was written.
pub async fn reply(database: &Path, typed: &str, reply: &Reply) -> Result<Replied, ReplyError> {
    let (text, name) = check(reply)?;
    let store = Store::join(&Config::new(database)).await?;
    let reference = reference::read(typed);
    let told = store.tell(&reference, Words { name: name.as_deref(), text: &text, state: reply.state }).await;
    store.close().await;
    match told.map_err(|error| unwritten(error, database))? {
        Told::Said { from, to, verify } => Ok(Replied { reference, from, to, verify }),
        Told::NoSuchTicket => {
            Err(ReplyError::NoSuchTicket { reference: typed.to_owned(), database: database.to_path_buf() })
        }
        Told::Nothing(_) => Err(ReplyError::Already { reference }),
    }
}

/// The same for everybody who follows a notice and has not closed the ticket: all of them in one transaction, or none.
///
/// # Errors
///
/// See [`ReplyError`]; then nothing was written.
pub async fn reply_all(database: &Path, notice: &str, reply: &Reply) -> Result<RepliedAll, ReplyError> {
    let (text, name) = check(reply)?;
    let store = Store::join(&Config::new(database)).await?;
    let form = Form::following(notice, "").id;
    let told = store.tell_all(&form, Words { name: name.as_deref(), text: &text, state: reply.state }).await;
    store.close().await;
    let notice = notice.to_owned();
    match told.map_err(|error| unwritten(error, database))? {
        ToldAll { said: 0, already: 0, .. } => {
            Err(ReplyError::NoFollowers { notice, database: database.to_path_buf() })
        }
        ToldAll { said: 0, .. } => Err(ReplyError::AllAlready { notice }),
        ToldAll { said, already, closed } => Ok(RepliedAll { notice, said, already, closed }),
    }
}

fn unwritten(error: sqlx::Error, database: &Path) -> ReplyError {
    let database = database.to_path_buf();
    match is_busy(&error) {
        true => ReplyError::Busy { database },
        false => ReplyError::Database { database, source: error.into() },
    }
}

/// Text and name as they are stored.
fn check(reply: &Reply) -> Result<(String, Option<String>), ReplyError> {
    let cleaned = |text: &str| NewReply { text: text.to_owned(), files: Vec::new() }.cleaned().text;
    let text = cleaned(&reply.text);
    let name = reply.name.as_deref().map(cleaned).filter(|name| !name.is_empty());
    if text.is_empty() && reply.state.is_none() {
        return Err(ReplyError::Empty);
    }
    if text.chars().count() > content::ticket::LONGEST_TEXT {
        return Err(ReplyError::TooLong { what: "the text" });
    }
    if name.as_ref().is_some_and(|name| name.chars().count() > LONGEST_LINE) {
        return Err(ReplyError::TooLong { what: "the name" });
    }
    Ok((text, name))
}
