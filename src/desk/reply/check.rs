//! What can be found out about a reply before anything is opened.

use std::{collections::BTreeSet, path::PathBuf};

use content::ticket::{LONGEST_LINE, LONGEST_TEXT, NewReply};
use jiff::{SignedDuration, Timestamp};

use super::{Reply, ReplyError};
use crate::{When, store::Word};

/// Nobody waits longer for news: a time beyond it has a slip in its year.
const FARTHEST: SignedDuration = SignedDuration::from_hours(366 * 24);

/// What is said as it is stored.
pub(super) fn check(reply: &Reply) -> Result<Word, ReplyError> {
    let cleaned = |text: &str| NewReply { text: text.to_owned(), files: Vec::new() }.cleaned().text;
    let line = |line: &Option<String>| line.as_deref().map(cleaned).filter(|line| !line.is_empty());
    let (name, team) = (line(&reply.name), line(&reply.team));
    let next_update = reply.next_update.map(When::instant).transpose().map_err(ReplyError::Zone)?;
    let (text, files) = (cleaned(&reply.text), Vec::new());
    let word = Word { name, text, state: reply.state, team, next_update, files };
    let changes = word.state.is_some() || word.team.is_some() || word.next_update.is_some();
    if word.text.is_empty() && reply.files.is_empty() && !changes {
        return Err(ReplyError::Empty);
    }
    if word.text.chars().count() > LONGEST_TEXT {
        return Err(ReplyError::TooLong { what: "the text" });
    }
    for (line, what) in [(&word.name, "the name"), (&word.team, "the team")] {
        if line.as_ref().is_some_and(|line| line.chars().count() > LONGEST_LINE) {
            return Err(ReplyError::TooLong { what });
        }
    }
    if word.next_update.is_some_and(|until| is_too_far(until, Timestamp::now())) {
        return Err(ReplyError::TooFar);
    }
    each_once(&reply.files)?;
    Ok(word)
}

fn is_too_far(until: Timestamp, now: Timestamp) -> bool {
    until.duration_since(now) > FARTHEST
}

/// A file that is named twice, in whichever way, was most likely to be another one.
fn each_once(paths: &[PathBuf]) -> Result<(), ReplyError> {
    let mut seen = BTreeSet::new();
    for path in paths {
        // What is not there is told when it is read.
        if !seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())) {
            return Err(ReplyError::Twice { path: path.clone() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn a_time_may_be_a_year_away_and_no_more() {
        let now: Timestamp = "2026-11-28T12:00Z".parse().unwrap();
        let is_too_far = |text: &str| is_too_far(text.parse().unwrap(), now);
        for near in ["2026-11-28T14:00Z", "2027-11-29T12:00Z", "2020-01-01T00:00Z"] {
            assert!(!is_too_far(near), "{near}");
        }
        for far in ["2027-11-29T14:00Z", "2062-11-28T14:00Z", "9999-12-30T22:00Z"] {
            assert!(is_too_far(far), "{far}");
        }
    }
}
