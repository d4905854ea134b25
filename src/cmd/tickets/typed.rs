//! What is typed for several subcommands.

use std::io::Read as _;

use clap::ValueEnum;

use crate::cmd::Failure;

/// How a ticket stands, as it is typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum State {
    /// Nobody has looked at it yet
    New,
    /// Somebody works on it
    #[value(alias = "in_progress")]
    InProgress,
    /// The reader has to answer
    #[value(alias = "waiting_for_reader")]
    Waiting,
    /// The reader may say that it is not
    Solved,
    /// The reader can reopen it for some days
    Closed,
}

impl State {
    /// As the endpoint spells it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in_progress",
            Self::Waiting => "waiting_for_reader",
            Self::Solved => "solved",
            Self::Closed => "closed",
        }
    }
}

/// A text, or standard input for `-`.
pub(super) fn text(typed: &str) -> Result<String, Failure> {
    if typed != "-" {
        return Ok(typed.to_owned());
    }
    let mut text = String::new();
    let failed = |error| Failure::new(format!("could not read the text from standard input: {error}"));
    std::io::stdin().read_to_string(&mut text).map_err(failed)?;
    Ok(text)
}

/// A version as the endpoint takes it, typed with its quotes or without; `*` is any.
pub(super) fn version(typed: &str) -> Result<String, String> {
    let bare = typed.trim().trim_matches('"');
    let number = bare.strip_prefix('v').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    match number.and_then(|digits| digits.parse::<i64>().ok()) {
        Some(_) => Ok(format!("\"{bare}\"")),
        None if bare == "*" => Ok("*".to_owned()),
        None => Err("this is no version; `tierzero tickets show` tells it, such as `v12`".to_owned()),
    }
}

/// A time as the endpoint takes it.
pub(super) fn moment(typed: ::desk::When) -> Result<String, Failure> {
    let moment = typed.instant().map_err(|error| {
        Failure::new(format!("cannot find out the time zone of this computer: {error}"))
            .help("give the time with its offset, such as `2026-11-28T14:00Z`")
    });
    moment.map(|moment| moment.to_string())
}
