//! The way back: what another system tells the desk by a webhook of its own. Pure functions; the route that takes the requests is no
//! part of this.
//!
//! A call is verified before a byte of its body is read. What is not meant for readers never comes back: a word counts as public only where
//! the other system says so in as many words. What the desk wrote there itself is known by its marker and dropped.

mod github;
mod glpi;
mod jira;
mod json;
mod standard;
mod verify;
mod zammad;

use std::time::Duration;

use axum::http::HeaderMap;
use content::ticket::{LONGEST_LINE, LONGEST_TEXT, NewReply, State};
use jiff::Timestamp;

use super::{Secret, SinkError, States, marker, text, webhook::Keys};
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
    State(Standing),
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
pub struct Standing(Vec<State>);

impl Standing {
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

/// Why a call is sent away.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// It bears no signature.
    #[error("the call bears no {place}; set the secret in the other system")]
    Unsigned {
        /// Where the signature should be.
        place: &'static str,
    },
    /// The signature is another one.
    #[error("the signature of the call is not right; the secrets on both sides must be the same")]
    Forged,
    /// It was signed too long ago, or by a clock that is wrong.
    #[error("the call was signed more than {} minutes from now; it is an old one, or a clock is wrong", .tolerance.as_secs() / 60)]
    Stale {
        /// How far the times may be apart.
        tolerance: Duration,
    },
    /// The body is not what the other system sends.
    #[error("the body of the call is wrong: {fault}")]
    Shape {
        /// What is wrong with it.
        fault: &'static str,
    },
}

impl Refused {
    /// The status that says so to the other system.
    pub fn status(&self) -> u16 {
        match self {
            Self::Unsigned { .. } | Self::Forged | Self::Stale { .. } => 401,
            Self::Shape { .. } => 400,
        }
    }
}

/// What the calls of one system are verified and read with.
#[derive(Debug, Clone)]
pub enum CallbackConfig {
    /// Of whoever takes the signed webhooks.
    Standard(StandardCallback),
    /// Of triggers at Zammad.
    Zammad(ZammadCallback),
    /// Of GLPI 11.
    Glpi(GlpiCallback),
    /// Of Jira Service Management.
    Jira(JiraCallback),
    /// Of a GitHub repository.
    Github(GithubCallback),
}

/// Calls by the Standard Webhooks specification.
#[derive(Debug, Clone)]
pub struct StandardCallback {
    /// What they are signed with; several while one replaces another.
    pub secrets: Vec<Secret>,
}

/// Calls of triggers at Zammad.
#[derive(Debug, Clone)]
pub struct ZammadCallback {
    /// The signature token of the webhook there.
    pub secret: Secret,
    /// Names of states, as for the way there.
    pub states: States<String>,
}

/// Calls of GLPI.
#[derive(Debug, Clone)]
pub struct GlpiCallback {
    /// The secret of the webhook there.
    pub secret: Secret,
    /// Numbers of statuses, as for the way there.
    pub states: States<u64>,
    /// How old a call may be. GLPI signs when it puts a call into its queue, and sends it again with the same time. Default: 5 minutes.
    pub tolerance: Duration,
}

impl GlpiCallback {
    /// The defaults.
    pub fn new(secret: Secret, states: States<u64>) -> Self {
        Self { secret, states, tolerance: verify::TOLERANCE }
    }
}

/// Calls of Jira Service Management. There must be one of both secrets at least; what there is must be right.
#[derive(Debug, Clone)]
pub struct JiraCallback {
    /// The secret of the webhook there.
    pub secret: Option<Secret>,
    /// A secret in the path of the address, for automation rules and Jiras that do not sign.
    pub path_secret: Option<Secret>,
    /// Names of statuses, as for the way there.
    pub states: States<String>,
}

/// Calls of a GitHub repository.
#[derive(Debug, Clone)]
pub struct GithubCallback {
    /// The secret of the webhook there.
    pub secret: Secret,
    /// Who owns the repository.
    pub owner: String,
    /// The repository.
    pub repository: String,
    /// What a comment begins with that is for the reader, since GitHub knows no internal ones. Default: `/reply`.
    pub prefix: String,
    /// Labels by state, as for the way there.
    pub states: States<Option<String>>,
}

impl GithubCallback {
    /// The defaults.
    pub fn new(
        secret: Secret,
        owner: impl Into<String>,
        repository: impl Into<String>,
        states: States<Option<String>>,
    ) -> Self {
        Self { secret, owner: owner.into(), repository: repository.into(), prefix: "/reply".into(), states }
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
