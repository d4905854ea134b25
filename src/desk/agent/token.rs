//! Tokens: what lets agents in. A token is shown once; only its hash is kept.

use std::{fmt, str::FromStr};

use content::ticket::{LONGEST_LINE, NewReply};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Config, Database, Error, digest::Digest, problem::Problem, store::Store};

/// What every token begins with, so that people and scanners of repositories recognise one.
pub(crate) const PREFIX: &str = "tzd_";
/// Letters that a token is recognised by; they are no part of what nobody can guess.
const HINT: usize = 6;
/// Letters after the prefix, each of five bits: 170 of them stay secret.
const LENGTH: usize = 40;
/// Lower-case letters and digits without those that look alike (Crockford's).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Something that a token lets its holder do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Look at all tickets, their files and what happens to them.
    Read,
    /// Answer them and change how they stand.
    Write,
    /// Erase them for good.
    Erase,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Read, Self::Write, Self::Erase];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Erase => "erase",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Scope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|scope| scope.word() == text);
        found.ok_or_else(|| "a scope is `read`, `write` or `erase`".to_owned())
    }
}

/// Whoever shows a token that is good.
#[derive(Debug, Clone)]
pub(crate) struct Agent {
    /// First letters of the token.
    pub(crate) hint: String,
    /// What readers are told who answers.
    pub(crate) name: String,
    pub(crate) scopes: Vec<Scope>,
}

/// A token that nobody has yet.
pub(crate) struct Drawn {
    /// All of it.
    pub(crate) secret: String,
    pub(crate) hint: String,
    pub(crate) hash: Digest,
}

impl Drawn {
    /// Draws one; only the database can tell whether its first letters are free.
    pub(crate) fn draw() -> Result<Self, Problem> {
        let mut random = [0; LENGTH];
        getrandom::fill(&mut random).map_err(|error| Problem::broken(error.to_string()))?;
        let letters: String = random.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
        let secret = format!("{PREFIX}{letters}");
        let hash = Digest::of(secret.as_bytes());
        Ok(Self { secret, hint: letters.chars().take(HINT).collect(), hash })
    }
}

/// The letters that a token is found by; none of what cannot be one.
pub(crate) fn hint_of(token: &str) -> Option<&str> {
    let letters = token.strip_prefix(PREFIX).filter(|letters| letters.len() == LENGTH)?;
    letters.bytes().all(|letter| ALPHABET.contains(&letter)).then(|| letters.get(..HINT))?
}

/// What is told of a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Token {
    /// Its first letters after `tzd_`.
    pub hint: String,
    /// Whose it is.
    pub name: String,
    /// What it lets its holder do.
    pub scopes: Vec<Scope>,
    /// When it was made, RFC 3339 in UTC.
    pub created: String,
    /// The day it was used last, in UTC.
    pub used: Option<String>,
    /// When it ends by itself, RFC 3339 in UTC.
    pub expires: Option<String>,
    /// When it was ended, RFC 3339 in UTC.
    pub revoked: Option<String>,
}

/// A token that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedToken {
    /// All of it. It is told this once, and kept nowhere.
    pub secret: String,
    /// What will be told of it from now on.
    pub token: Token,
}

/// Why nothing came of something to do with tokens.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] Error),
    /// A token is somebody's.
    #[error("the token has no name")]
    NoName,
    /// The name is longer than readers are shown.
    #[error("the name is too long")]
    TooLong,
    /// It would let its holder do nothing.
    #[error("the token has no scope")]
    NoScope,
    /// It would have ended before it began.
    #[error("the day on which the token would end is over")]
    Past,
    /// No token begins like this.
    #[error("no token in `{database}` begins with `tzd_{hint}`")]
    NoSuchToken {
        /// What was typed, without `tzd_`.
        hint: String,
        /// Where it was looked for.
        database: Database,
    },
    /// It was ended before.
    #[error("the token `tzd_{hint}…` has ended already")]
    Already {
        /// Its first letters.
        hint: String,
    },
    /// Another program keeps the database to itself.
    #[error("the database `{database}` is busy")]
    Busy {
        /// Which one.
        database: Database,
    },
    /// The database cannot be read or written.
    #[error("cannot write the database `{database}`")]
    Database {
        /// Which one.
        database: Database,
        /// What the database said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl TokenError {
    /// How to mend it, as a phrase for a `help:` line.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Open(error) => return error.help(),
            Self::NoName => "say whose it is: `--name Ana`; readers are told that name with each reply".into(),
            Self::TooLong => format!("a name has at most {LONGEST_LINE} characters"),
            Self::NoScope => "say what it is for: `--scope read`, `--scope write`, `--scope erase`, or several".into(),
            Self::Past => "name a day that is not over, or leave `--expires` out".into(),
            Self::NoSuchToken { .. } => {
                "give the letters that `tierzero desk token list DATABASE` shows, such as `q7xk2p`".into()
            }
            Self::Already { .. } => "nothing is left to do: it opens nothing any more".into(),
            Self::Busy { .. } => "nothing was written; try again".into(),
            Self::Database { .. } => return None,
        })
    }
}

/// Makes a token for somebody, or for a program. Needs a tokio runtime.
///
/// # Errors
///
/// See [`TokenError`]; then there is no token.
pub async fn add_token(
    database: &Database,
    name: &str,
    scopes: &[Scope],
    expires: Option<Timestamp>,
) -> Result<IssuedToken, TokenError> {
    let name = NewReply { text: name.to_owned(), files: Vec::new() }.cleaned().text.replace(['\n', '\t'], " ");
    if name.is_empty() {
        return Err(TokenError::NoName);
    }
    if name.chars().count() > LONGEST_LINE {
        return Err(TokenError::TooLong);
    }
    if expires.is_some_and(|end| end <= Timestamp::now()) {
        return Err(TokenError::Past);
    }
    let mut scopes = scopes.to_vec();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        return Err(TokenError::NoScope);
    }
    let store = Store::join(&Config::new(database.clone())).await?;
    let added = store.add_token(name, scopes, expires).await;
    store.close().await;
    added.map_err(|problem| failed(&problem, database))
}

/// All tokens, also those that have ended, oldest first. Needs a tokio runtime.
///
/// # Errors
///
/// See [`TokenError`].
pub async fn list_tokens(database: &Database) -> Result<Vec<Token>, TokenError> {
    let store = Store::join(&Config::new(database.clone())).await?;
    let tokens = store.tokens().await;
    store.close().await;
    tokens.map_err(|problem| failed(&problem, database))
}

/// Ends a token by its first letters, with or without `tzd_`, or by all of it. Needs a tokio runtime.
///
/// # Errors
///
/// See [`TokenError`].
pub async fn revoke_token(database: &Database, typed: &str) -> Result<Token, TokenError> {
    let letters = typed.trim().strip_prefix(PREFIX).unwrap_or(typed.trim());
    // What is typed may be a whole token: only its first letters are looked for, and only those are told again.
    let hint: String = letters.chars().take(HINT).collect();
    let store = Store::join(&Config::new(database.clone())).await?;
    let revoked = store.revoke_token(hint.clone()).await;
    store.close().await;
    match revoked.map_err(|problem| failed(&problem, database))? {
        None => Err(TokenError::NoSuchToken { hint, database: database.clone() }),
        Some((_, false)) => Err(TokenError::Already { hint }),
        Some((token, true)) => Ok(token),
    }
}

fn failed(problem: &Problem, database: &Database) -> TokenError {
    let database = database.clone();
    match problem.is_of_busy_database() {
        true => TokenError::Busy { database },
        false => TokenError::Database { database, source: problem.source() },
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn a_drawn_token_is_recognised_by_its_first_letters() {
        let drawn = Drawn::draw().unwrap();
        assert_eq!(hint_of(&drawn.secret), Some(drawn.hint.as_str()));
        assert_eq!(drawn.secret.len(), PREFIX.len() + LENGTH);
        assert!(drawn.hash.matches(&Digest::of(drawn.secret.as_bytes())));
        assert_ne!(drawn.secret, Drawn::draw().unwrap().secret);
    }

    #[test]
    fn what_cannot_be_a_token_has_no_hint() {
        let letters = "0".repeat(LENGTH);
        for odd in ["", "tzd_", "tzd_000000", &letters, &format!("tzd_{letters}0"), &format!("tzd_{}é", &letters[2..])]
        {
            assert_eq!(hint_of(odd), None, "{odd}");
        }
    }
}
