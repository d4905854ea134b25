//! The way back: what another system tells the desk by a webhook of its own. Pure functions; the route that takes the requests is no
//! part of this.
//!
//! A call is verified before a byte of its body is read. What is not meant for readers never comes back: a word counts as public only where
//! the other system says so in as many words. What the desk wrote there itself is known by its marker and dropped.

mod config;
mod github;
mod glpi;
mod jira;
mod json;
mod refused;
mod standard;
mod verify;
mod zammad;

use axum::http::HeaderMap;
use content::ticket::{LONGEST_LINE, LONGEST_TEXT, NewReply, State};
use jiff::Timestamp;

pub use config::{CallbackConfig, GithubCallback, GlpiCallback, JiraCallback, StandardCallback, ZammadCallback};
pub use refused::Refused;

use super::{SinkError, States, marker, text, webhook::Keys};
use json::Json;

/// A request of another system, as it came.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// Its headers.
    pub headers: &'a HeaderMap,
    /// Its body, byte by byte.
    pub body: &'a [u8],
    /// The secret in the path of the address, where the address has one.
    pub path_secret: Option<&'a str>,
    /// The time by the desk's clock.
    pub now: Timestamp,
}

/// What another system tells of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    /// The ticket, by [`Remote::id`](super::Remote::id).
    pub remote: String,
    /// The same whenever the same call is sent again.
    pub delivery: String,
    /// What is to be done, in this order.
    pub changes: Vec<Change>,
}

/// Something that another system changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// How the ticket stands there.
    State(StateThere),
    /// Somebody said something that its reader may see.
    Reply {
        /// The id of these words there. Two calls may tell of the same words, and they are stored once.
        id: String,
        /// Who said it.
        name: Option<String>,
        /// What was said, cleaned like all words of the desk.
        text: String,
    },
}

/// A state there, which may stand for several here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateThere(Vec<State>);

impl StateThere {
    /// The state a ticket changes to from another one; nothing when it stands so already.
    pub fn next(&self, from: State) -> Option<State> {
        if self.0.contains(&from) { None } else { self.0.first().copied() }
    }

    /// Of a list whose first state is the one that a ticket changes to; nothing when there is none.
    fn of(states: Vec<State>) -> Option<Self> {
        (!states.is_empty()).then_some(Self(states))
    }

    /// All states here that are called so there.
    fn read<T>(states: &States<T>, is: impl Fn(&T) -> bool) -> Option<Self> {
        let all = [State::InProgress, State::New, State::WaitingForReader, State::Solved, State::Closed];
        Self::of(all.into_iter().filter(|state| is(states.of(*state))).collect())
    }
}

/// Verifies and reads the calls of one system.
pub struct Callbacks(Kind);

enum Kind {
    Standard(Keys),
    Zammad(ZammadCallback),
    Glpi(GlpiCallback),
    Jira(JiraCallback),
    Github(GithubCallback),
}

impl Callbacks {
    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// When there is no secret, or one of the wrong form.
    pub fn open(config: CallbackConfig) -> Result<Self, SinkError> {
        let missing = |what| Err(SinkError::Missing { what });
        Ok(Self(match config {
            CallbackConfig::Standard(config) => Kind::Standard(Keys::read(&config.secrets)?),
            CallbackConfig::Zammad(config) => Kind::Zammad(config),
            CallbackConfig::Glpi(config) => Kind::Glpi(config),
            CallbackConfig::Jira(JiraCallback { secret: None, path_secret: None, .. }) => {
                return missing("the secret of Jira's webhook");
            }
            CallbackConfig::Jira(config) => Kind::Jira(config),
            CallbackConfig::Github(config) if config.prefix.trim().is_empty() => {
                return missing("what a comment for readers begins with");
            }
            CallbackConfig::Github(config) => Kind::Github(config),
        }))
    }

    /// Verifies a call and reads what it tells; nothing when it tells nothing that concerns a reader.
    ///
    /// # Errors
    ///
    /// When it does not come from the other system, or is not what that one sends.
    pub fn read(&self, call: &Call<'_>) -> Result<Option<Callback>, Refused> {
        let told = match &self.0 {
            Kind::Standard(keys) => standard::read(keys, call),
            Kind::Zammad(config) => zammad::read(config, call),
            Kind::Glpi(config) => glpi::read(config, call),
            Kind::Jira(config) => jira::read(config, call),
            Kind::Github(config) => github::read(config, call),
        }?;
        Ok(told.filter(|callback| !callback.changes.is_empty()))
    }
}

/// Words for a reader, cleaned; nothing when none are left or when they are the desk's own.
fn reply(id: String, name: Option<&str>, words: &str) -> Option<Change> {
    let lines = [words.lines().next().unwrap_or_default(), marker::last_line(words)];
    if lines.iter().any(|line| marker::is_one(&line.replace('\\', ""))) {
        return None;
    }
    let cleaned = |text: &str| NewReply { text: text.into(), files: Vec::new() }.cleaned().text;
    let words = cleaned(words);
    let name = name.map(|name| text::one_line(&cleaned(name))).filter(|name| !name.is_empty());
    (!words.is_empty()).then(|| Change::Reply {
        id,
        name: name.map(|name| text::cut(name, LONGEST_LINE - 1)),
        text: text::cut(words, LONGEST_TEXT - 1),
    })
}

#[cfg(test)]
mod tests;
